import { RefusedError } from "../index.ts";
import { type Input, readInput } from "./input.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./status.ts";

/**
 * Reads files one after the other; problems of all of them are reported together.
 *
 * @throws {UsageError} When standard input is named more than once: it can be read once only.
 * @throws {RefusedError} When a file cannot be read.
 */
export async function readInputs(paths: readonly string[], io: Io): Promise<readonly Input[]> {
  if (paths.filter((path) => path === "-").length > 1)
    throw new UsageError("only one of the files can be - (standard input)");
  const results = [];
  for (const path of paths) results.push(await readInput(path, io));
  const issues = results.flatMap((result) => (result.ok ? [] : result.issues));
  if (issues.length > 0) throw new RefusedError(issues);
  return results.flatMap((result) => (result.ok ? [result.value] : []));
}
