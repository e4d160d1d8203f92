#!/usr/bin/env node
import { type Io, systemCode } from "./io.ts";
import { run } from "./run.ts";

// A write that fails is told by its callback; without listeners it would also end the process.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const io: Io = {
  stdin: process.stdin,
  stdout: (text) => written(process.stdout, text),
  // Nobody is left to be told when messages cannot be written.
  stderr: (text) => written(process.stderr, text).catch(() => {}),
  cwd: process.cwd(),
};

function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      // The reader of a pipe has seen enough: it is no error of ours.
      if (error === undefined || error === null || systemCode(error) === "EPIPE") resolve();
      else reject(error);
    });
  });
}

// Never process.exit: it would lose what a pipe has not taken yet.
process.exitCode = await run(process.argv.slice(2), io);
