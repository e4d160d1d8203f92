import { explain as explainIn, unwrap } from "../index.ts";
import { explanationText } from "../present/explain-text.ts";
import { jsonText } from "../present/json.ts";
import { printable } from "../present/printable.ts";
import { whatIs } from "./explain-id.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { mappedPaths, pathsOfRecords, rowsOf } from "./load-records.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits } from "./status.ts";

export interface ExplainOptions extends OutputOptions {
  readonly records?: readonly string[];
  readonly map?: readonly string[];
}

/** `makegood explain`: why a line or a result is what it is, or what a record did. */
export async function explain(
  path: string,
  id: string,
  options: ExplainOptions,
  io: Io,
): Promise<number> {
  const { format, output, records = [], map = [] } = options;
  const files = [path, ...pathsOfRecords({ records, map })];
  await guardOutput(output, files, io);
  guardStandardInput(files);
  const mapped = await mappedPaths({ records, map }, io);
  const [input, ...others] = await readInputs([{ path }, ...mapped], io);
  if (input === undefined) throw new TypeError("one path is one input");
  const statement = unwrap(statementOf(input));
  const rows = others.flatMap((other) => unwrap(rowsOf(other)).rows);
  const given = records.length === 0 ? {} : { rows };
  const explanation = explainIn(statement, whatIs(id, statement), given);
  const text = format === "json" ? jsonText(explanation) : explanationText(explanation);
  if (explanation.unnamed === "yes") {
    const hint = `${id} stands nowhere in the statement; with --records it is told what it was`;
    await io.stderr(`makegood: ${printable(hint)}\n`);
  }
  await writeOutput(output, text, io);
  return exits.done;
}
