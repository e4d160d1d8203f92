import { CommanderError } from "commander";
import { printable } from "../present/printable.ts";
import type { Io } from "./io.ts";
import { programFor } from "./program.ts";
import { exits, OutputError, UsageError } from "./status.ts";

/**
 * Runs one command line, without the names of node and the script.
 *
 * @returns The exit status. Nothing is thrown: what goes wrong is told on standard error.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const told = { out: "", err: "" };
  let status: number = exits.done;
  const program = programFor(io, (result) => {
    status = result;
  });
  const writers = {
    writeOut: (text: string) => {
      told.out += text;
    },
    writeErr: (text: string) => {
      told.err += text;
    },
  };
  for (const command of [program, ...program.commands]) {
    command.configureOutput(writers).exitOverride();
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    status = await statusOf(error, io);
  }
  try {
    // Help and version are data. Arguments that commander quotes may hold anything.
    if (told.out !== "") await io.stdout(told.out);
    if (told.err !== "") await io.stderr(told.err.split("\n").map(printable).join("\n"));
  } catch {
    return exits.notWritten;
  }
  return status;
}

async function statusOf(error: unknown, io: Io): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.done : exits.usage;
  if (error instanceof UsageError) {
    await io.stderr(`makegood: ${printable(error.message)}\nSee: makegood --help\n`);
    return exits.usage;
  }
  if (error instanceof OutputError) {
    await io.stderr(`makegood: ${printable(error.message)}\n`);
    return exits.notWritten;
  }
  const { RefusedError } = await import("../index.ts");
  if (error instanceof RefusedError) {
    const { tellIssues } = await import("./refusal.ts");
    await tellIssues(error.issues, io);
    return exits.refused;
  }
  const what = error instanceof Error ? error.message : String(error);
  await io.stderr(
    `makegood: internal error: ${printable(what)}\nNothing was written. Please report this with the command and its input.\n`,
  );
  return exits.internal;
}
