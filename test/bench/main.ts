import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { clockRows } from "./clocks.ts";
import { growthRows } from "./growth.ts";
import { medianMs } from "./measure.ts";
import { moneyRows } from "./money.ts";
import { outagesRows } from "./outages.ts";
import { memoryRows, readingRows } from "./reading.ts";
import { isOver, type Row, tableOf } from "./report.ts";
import { sizeRows } from "./sizes.ts";
import { stateRows } from "./states.ts";
import { tallyRows } from "./tally.ts";

/**
 * `npm run bench`: what the bars ask, as ratios of two things in the same run, since machines are
 * noisy. It informs and never fails; tests assert correctness only. `npm run bench -- clocks` runs
 * one part of it.
 */

const root = process.cwd();

/** Time of the whole process, the two in turn. */
function help(): Row {
  const run =
    (...argv: string[]) =>
    () => {
      const { status } = spawnSync(process.execPath, argv, { stdio: "ignore" });
      if (status !== 0) throw new Error(`${argv.join(" ")} ended with ${status}`);
    };
  const main = join(root, "dist/cli/main.js");
  const times = medianMs({ help: run(main, "--help"), node: run("-e", "0") }, 15);
  const value = (times.help - 60) / times.node;
  const method = `(makegood --help − 60 ms) ÷ node -e 0, ${times.help.toFixed(0)} ms, ${times.node.toFixed(0)} ms`;
  return { what: "makegood --help", method, value, unit: "×", bar: 1.5 };
}

async function everything(): Promise<readonly Row[]> {
  return [
    ...sizeRows(root),
    help(),
    ...growthRows(),
    ...(await moneyRows(root)),
    ...tallyRows(),
    ...stateRows(),
    ...(await clockRows(root)),
    ...(await readingRows(root)),
    ...(await outagesRows(root)),
  ];
}

async function rowsOf(part: string | undefined): Promise<readonly Row[]> {
  if (part === "sizes") return sizeRows(root);
  if (part === "growth") return growthRows();
  if (part === "money") return moneyRows(root);
  if (part === "tally") return tallyRows();
  if (part === "states") return stateRows();
  if (part === "reading") return readingRows(root);
  // Ten million take some minutes.
  if (part === "memory") return memoryRows(root, [1_000_000, 10_000_000]);
  if (part === "outages") return outagesRows(root);
  return part === "clocks" ? clockRows(root) : everything();
}

const rows = await rowsOf(process.argv[2]);
const over = rows.filter(isOver).length;
console.log(`${tableOf(rows)}\n${over === 0 ? "every bar holds" : `${over} miss their bar`}`);
