import type { Statement } from "../index.ts";

/** Exit statuses; 130 and 143 are those of a process that was interrupted or terminated. */
export const exits = {
  done: 0,
  /** Only with `--fail-on breach`. */
  breach: 1,
  usage: 2,
  refused: 3,
  notWritten: 4,
  internal: 70,
} as const;

/** How it ends when statements were written. */
export function statusOf(statements: readonly Statement[], failOn: "breach" | undefined): number {
  const isBreached = statements.some(({ results }) =>
    results.some(({ verdict }) => verdict === "breached"),
  );
  return failOn === "breach" && isBreached ? exits.breach : exits.done;
}

/** The arguments do not make sense together. The message is one line for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The output could not be written; what stood there before is as it was. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}
