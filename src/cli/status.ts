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

/** The arguments do not make sense together. The message is one line for the user. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The output could not be written; what stood there before is as it was. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}
