import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Io } from "./io.ts";
import { UsageError } from "./status.ts";

/** @throws {UsageError} When the output would replace a file that the command reads. */
export async function guardOutput(
  output: string | undefined,
  inputs: readonly string[],
  io: Io,
): Promise<void> {
  if (output === undefined || output === "-") return;
  const found = await stat(resolve(io.cwd, output)).catch(() => undefined);
  // A terminal, a pipe or a device is written to, not replaced.
  if (found !== undefined && !found.isFile()) return;
  const target = await pathOf(output, io);
  for (const input of inputs) {
    if (input !== "-" && (await pathOf(input, io)) === target)
      throw new UsageError(`the output ${output} would replace an input`);
  }
}

async function pathOf(path: string, io: Io): Promise<string> {
  const full = resolve(io.cwd, path);
  return realpath(full).catch(() => full);
}
