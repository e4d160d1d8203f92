import { unwrap } from "../index.ts";
import { budgetText } from "../present/budget-text.ts";
import { jsonText } from "../present/json.ts";
import { budgetsOf } from "./budgets-of.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits } from "./status.ts";

/** `makegood budget`: what each percentage of time allowed, and what of it is used. */
export async function budget(path: string, options: OutputOptions, io: Io): Promise<number> {
  const { format, output } = options;
  await guardOutput(output, [path], io);
  guardStandardInput([path]);
  const [input] = await readInputs([{ path }], io);
  if (input === undefined) throw new TypeError("one path is one input");
  const budgets = budgetsOf(unwrap(statementOf(input)));
  await writeOutput(output, format === "json" ? jsonText(budgets) : budgetText(budgets), io);
  return exits.done;
}
