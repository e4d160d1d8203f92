import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { clockRows } from "./clocks.ts";
import { medianMs } from "./measure.ts";
import { outagesRows } from "./outages.ts";
import { readingRows } from "./reading.ts";
import { isOver, type Row, tableOf } from "./report.ts";
import { sizeRows } from "./sizes.ts";
import { stateRows } from "./states.ts";
import { tallyRows } from "./tally.ts";
import { type Counts, contractData, recordRows, type Settlement, spans } from "./world.ts";

/**
 * `npm run bench`: what the bars ask, as ratios of two things in the same run, since machines are
 * noisy. It informs and never fails; tests assert correctness only. `npm run sizes` and `npm run
 * bench -- clocks` run one part.
 */

const root = process.cwd();

/** From known records to a statement; reading the records is measured apart. */
function settling(counts: Counts, settlement: Settlement = "calendar-month"): () => unknown {
  const contract = parseContract(contractData(settlement));
  const records = parseRecords(recordRows(counts, settlement), contract);
  const { period, until } = spans[settlement];
  return () => settle({ contract, records, period, asOf: until + 86_400_000 });
}

/** The time of ten times the records over the time of the records. */
function growth(kind: keyof Counts, few: number): Row {
  const works = { few: settling({ [kind]: few }), many: settling({ [kind]: 10 * few }) };
  const times = medianMs(works, 7);
  const method = `settle ${10 * few} ÷ settle ${few}, ${times.many.toFixed(0)} ms ÷ ${times.few.toFixed(1)} ms`;
  return { what: `growth: ${kind}`, method, value: times.many / times.few, unit: "×", bar: 11 };
}

function reading(few: number): Row {
  const contract = parseContract(contractData("calendar-month"));
  const work = (tickets: number) => {
    const rows = recordRows({ tickets, outages: tickets }, "calendar-month");
    return () => parseRecords(rows, contract);
  };
  const times = medianMs({ few: work(few), many: work(10 * few) }, 5);
  const method = `parseRecords ${20 * few} ÷ ${2 * few} rows, ${times.many.toFixed(0)} ms ÷ ${times.few.toFixed(1)} ms`;
  return { what: "growth: reading", method, value: times.many / times.few, unit: "×", bar: 11 };
}

/** As many records in a year as in a month: the time must hang on the records. */
function yearOverMonth(counts: Counts, what: string): Row {
  const works = { month: settling(counts), year: settling(counts, "calendar-year") };
  const times = medianMs(works, 9);
  const method = `settle a year ÷ a month with as many records, ${times.year.toFixed(1)} ms ÷ ${times.month.toFixed(1)} ms`;
  return {
    what: `a long period: ${what}`,
    method,
    value: times.year / times.month,
    unit: "×",
    bar: 1.2,
  };
}

function oneMonth(): readonly Row[] {
  const counts = { outages: 100, tickets: 1_000 };
  const json = JSON.stringify(recordRows(counts, "calendar-month"));
  const times = medianMs({ settle: settling(counts), parse: () => JSON.parse(json) }, 31);
  const what = "100 outages, 1,000 tickets";
  return [
    { what, method: "settle, warm, from known records", value: times.settle, unit: "ms" },
    {
      what,
      method: "settle ÷ JSON.parse of the records",
      value: times.settle / times.parse,
      unit: "×",
    },
  ];
}

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
    growth("outages", 5_000),
    growth("tickets", 2_000),
    growth("maintenance", 1_000),
    reading(1_000),
    yearOverMonth({ outages: 5_000 }, "outages"),
    yearOverMonth({ tickets: 2_000 }, "tickets"),
    yearOverMonth({ outages: 5_000, maintenance: 500, tickets: 2_000 }, "all three"),
    ...oneMonth(),
    ...tallyRows(),
    ...stateRows(),
    ...(await clockRows(root)),
    ...(await readingRows(root)),
    ...(await outagesRows(root)),
  ];
}

async function rowsOf(part: string | undefined): Promise<readonly Row[]> {
  if (part === "sizes") return sizeRows(root);
  if (part === "tally") return tallyRows();
  if (part === "states") return stateRows();
  if (part === "reading") return readingRows(root);
  if (part === "outages") return outagesRows(root);
  return part === "clocks" ? clockRows(root) : everything();
}

const rows = await rowsOf(process.argv[2]);
const over = rows.filter(isOver).length;
console.log(`${tableOf(rows)}\n${over === 0 ? "every bar holds" : `${over} miss their bar`}`);
