import { invariant } from "./invariant.ts";
import { printable, shown } from "./shown.ts";

export { printable, shown };

/** One problem in the input, or one thing about it worth knowing (a warning). */
export interface Issue {
  /** Stable, documented, safe to match on: "stamp.no-offset". */
  readonly code: string;
  /** Where in the input: ["outages", 3, "until"]. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value that was found. */
  readonly message: string;
  /** What to change to make it right. */
  readonly hint: string;
  /** What was found, as `shown` writes it: at most 80 characters. */
  readonly value?: string;
  /** The file that holds it, where the input came from files. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** A value with warnings, or all the issues that kept it from being made. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function accepted<T>(value: T, warnings: readonly Issue[] = []): Result<T> {
  return { ok: true, value, warnings };
}

/** @throws {InvariantError} Without an issue: a refusal says why. */
export function refused(issues: readonly Issue[]): Result<never> {
  invariant(issues.length > 0, "a refusal names at least one issue");
  return { ok: false, issues };
}

/** The issues of a refusal, the warnings of an accepted value. */
export function issuesOf(result: Result<unknown>): readonly Issue[] {
  return result.ok ? result.warnings : result.issues;
}

/**
 * The issue as two lines: `file:line:column: path: message [code]` and its hint. Parts that are not
 * known are left out; control characters from the input are escaped.
 */
export function formatIssue(issue: Issue): string {
  const { code, path, message, hint } = issue;
  const where = [placeOf(issue), path.join(".")].filter((part) => part !== "");
  const head = [...where, `${message} [${code}]`].join(": ");
  return `${printable(head)}\n  hint: ${printable(hint)}`;
}

function placeOf({ file, line, column }: Issue): string {
  const parts = [file, line, column].filter((part) => part !== undefined);
  return file === undefined && line !== undefined ? `line ${parts.join(":")}` : parts.join(":");
}

/** Bad data, thrown for callers who prefer exceptions. The message lists every issue. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join("\n"));
    this.issues = issues;
  }
}

/**
 * The value of an accepted result; its warnings are dropped.
 *
 * @throws {RefusedError} With the issues of a refused one.
 */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new RefusedError(result.issues);
  return result.value;
}
