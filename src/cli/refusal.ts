import { limited } from "../adapters/limit.ts";
import { formatIssue, type Issue } from "../index.ts";
import type { Io } from "./io.ts";

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
