import { RefusedError, safeCompare } from "../index.ts";
import { comparisonText } from "../present/comparison-text.ts";
import { jsonText } from "../present/json.ts";
import { guardOutput } from "./guard-output.ts";
import type { Io } from "./io.ts";
import { guardStandardInput, readInputs } from "./load.ts";
import { statementOf } from "./load-statement.ts";
import type { OutputOptions } from "./options.ts";
import { writeOutput } from "./output.ts";
import { inFiles } from "./refusal.ts";
import { exits } from "./status.ts";

/** `makegood compare`: what differs between two statements. */
export async function compare(
  first: string,
  second: string,
  { format, output }: OutputOptions,
  io: Io,
): Promise<number> {
  const paths = [first, second];
  await guardOutput(output, paths, io);
  guardStandardInput(paths);
  const read = (
    await readInputs(
      paths.map((path) => ({ path })),
      io,
    )
  ).map(statementOf);
  const issues = read.flatMap((one) => (one.ok ? [] : one.issues));
  if (issues.length > 0) throw new RefusedError(issues);
  const [a, b] = read.flatMap((one) => (one.ok ? [one.value] : []));
  if (a === undefined || b === undefined) throw new TypeError("two paths are two statements");
  const result = safeCompare(a, b);
  if (!result.ok) {
    const placed = result.issues.map((issue) => ({ ...issue, path: ["statement", ...issue.path] }));
    throw new RefusedError(inFiles(placed, { statement: paths }));
  }
  const found = result.value;
  await writeOutput(output, format === "json" ? jsonText(found) : comparisonText(found), io);
  return exits.done;
}
