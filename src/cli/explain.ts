import { explain as explainIn, unwrap } from "../index.ts";
import { explanationText } from "../present/explain-text.ts";
import { jsonText } from "../present/json.ts";
import { whatIs } from "./explain-id.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { readInputs } from "./load.ts";
import { rowsOf } from "./load-records.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits } from "./status.ts";

/** `makegood explain`: why a line or a result is what it is, or what a record did. */
export async function explain(
  path: string,
  id: string,
  { format, output, records = [] }: OutputOptions & { readonly records?: readonly string[] },
  io: Io,
): Promise<number> {
  await guardOutput(output, [path, ...records], io);
  const [input, ...others] = await readInputs([path, ...records], io);
  if (input === undefined) throw new TypeError("one path is one input");
  const statement = unwrap(statementOf(input));
  const rows = others.flatMap((other) => unwrap(rowsOf(other)).rows);
  const options = records.length === 0 ? {} : { rows };
  const explanation = explainIn(statement, whatIs(id, statement), options);
  const text = format === "json" ? jsonText(explanation) : explanationText(explanation);
  await writeOutput(output, text, io);
  return exits.done;
}
