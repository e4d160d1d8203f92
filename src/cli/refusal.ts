import { limited } from "../adapters/limit.ts";
import { formatIssue, type Issue } from "../index.ts";
import type { Io } from "./io.ts";

/** Lists of files by the name of the argument that they are given as. */
type Files = Readonly<Record<string, readonly string[]>>;

/** Issues of the n-th statement of an argument, with its file instead of the place in the list. */
export function inFiles(issues: readonly Issue[], files: Files): readonly Issue[] {
  return issues.map((issue) => {
    const [argument = "", index, ...path] = issue.path;
    const own = Object.hasOwn(files, argument) ? files[argument] : undefined;
    const file = typeof index === "number" ? own?.[index] : undefined;
    return file === undefined ? issue : { ...issue, file, path };
  });
}

/** All issues on standard error, at most 1,000. */
export async function tellIssues(issues: readonly Issue[], io: Io): Promise<void> {
  const lines = limited(issues).map(formatIssue);
  await io.stderr(`${lines.join("\n")}\nmakegood: input refused, nothing was written\n`);
}

/** Of several contracts, with some that were settled. */
export async function tellRefusedOnes(
  issues: readonly Issue[],
  written: number,
  io: Io,
): Promise<void> {
  const lines = limited(issues).map(formatIssue);
  const made = written === 1 ? "1 statement was" : `${written} statements were`;
  await io.stderr(`${lines.join("\n")}\nmakegood: some contracts are refused, ${made} written\n`);
}

export async function tellWarnings(issues: readonly Issue[], io: Io): Promise<void> {
  if (issues.length === 0) return;
  const lines = limited(issues).map((issue) => `warning: ${formatIssue(issue)}`);
  await io.stderr(`${lines.join("\n")}\n`);
}
