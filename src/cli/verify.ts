import { RefusedError, unwrap, verify as verifyStatement } from "../index.ts";
import { jsonText } from "../present/json.ts";
import { verificationText } from "../present/verify-text.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { mappedPaths, pathsOfRecords, rowsOf } from "./load-records.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { exits } from "./status.ts";

export interface VerifyOptions extends OutputOptions {
  readonly records?: readonly string[];
  readonly map?: readonly string[];
  readonly issued?: readonly string[];
}

/** `makegood verify`: whether a statement holds against itself, and with its records once more. */
export async function verify(path: string, options: VerifyOptions, io: Io): Promise<number> {
  const { format, output, records = [], map = [], issued = [] } = options;
  const files = [path, ...issued, ...pathsOfRecords({ records, map })];
  await guardOutput(output, files, io);
  guardStandardInput(files);
  const mapped = await mappedPaths({ records, map }, io);
  const named = [path, ...issued].map((one) => ({ path: one }));
  const inputs = await readInputs([...named, ...mapped], io);
  const read = inputs.slice(0, named.length).map(statementOf);
  const issues = read.flatMap((one) => (one.ok ? [] : one.issues));
  if (issues.length > 0) throw new RefusedError(issues);
  const [statement, ...earlier] = read.flatMap((one) => (one.ok ? [one.value] : []));
  if (statement === undefined) throw new TypeError("one path is one statement");
  const rows = inputs.slice(named.length).flatMap((input) => unwrap(rowsOf(input)).rows);
  const found = verifyStatement(statement, {
    issued: earlier,
    ...(records.length === 0 ? {} : { rows }),
  });
  const text = format === "json" ? jsonText(found) : verificationText(found.checks);
  await writeOutput(output, text, io);
  return found.ok ? exits.done : exits.refused;
}
