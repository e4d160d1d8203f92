import { RefusedError } from "../index.ts";
import { type Input, type Request, readInput } from "./input.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./status.ts";

/** @throws {UsageError} When standard input is named more than once: it can be read once only. */
export function guardStandardInput(paths: readonly string[]): void {
  if (paths.filter((path) => path === "-").length > 1)
    throw new UsageError("only one of the files can be - (standard input)");
}

/**
 * Reads files one after the other; problems of all of them are reported together.
 *
 * @throws {RefusedError} When a file cannot be read.
 */
export async function readInputs(requests: readonly Request[], io: Io): Promise<readonly Input[]> {
  const results = [];
  for (const request of requests) results.push(await readInput(request, io));
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  if (issues.length > 0) throw new RefusedError(issues);
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
