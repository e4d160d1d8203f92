import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { parseContract } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";
import { runTicket } from "../../src/rules/facts/cycles.ts";
import type { CyclesPlan } from "../../src/rules/plan.ts";
import { quicklyRead } from "../../src/schema/quick-row.ts";
import { readTicket } from "../../src/schema/record-rows.ts";
import { parseStamp } from "../../src/time/stamp.ts";
import { asked, deskContract } from "./desk.ts";
import { medianMs } from "./measure.ts";
import type { Row } from "./report.ts";
import { pausedRow, ticketRow, writeTickets } from "./ticket-lines.ts";

/** Reading tickets, beside `JSON.parse` of the same lines. */
export async function readingRows(root: string): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "makegood-bench-"));
  try {
    return [...shapes(), clocks(), await statement(folder), ...memoryRows(root, [1_000_000])];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const few = 20_000;
/** Passes over them: a million tickets. */
const batches = 50;
const linesOf = (row: (index: number) => unknown, count = few) =>
  Array.from({ length: count }, (_, index) => JSON.stringify(row(index)));
const parseAll = (lines: readonly string[]) => {
  for (const line of lines) JSON.parse(line);
};

type TicketRow = Parameters<typeof readTicket>[0];

function ticketOf(line: string) {
  const quick = quicklyRead("ticket", JSON.parse(line));
  if (quick === undefined) throw new Error("a good ticket is read quickly");
  return readTicket(quick.row as TicketRow, []);
}

function shapes(): readonly Row[] {
  const lines = linesOf(ticketRow);
  const rows = lines.map((line): unknown => JSON.parse(line));
  const times = medianMs(
    {
      shape: () => {
        for (const row of rows) quicklyRead("ticket", row);
      },
      ticket: () => {
        for (const row of rows) {
          const quick = quicklyRead("ticket", row);
          if (quick !== undefined) readTicket(quick.row as TicketRow, []);
        }
      },
      parse: () => parseAll(lines),
    },
    15,
  );
  const bytes = Math.round(lines.reduce((sum, line) => sum + line.length + 1, 0) / few);
  const of = `÷ JSON.parse of it, ${few} tickets of ${bytes} B`;
  return [
    {
      what: "validate a ticket with its stamps",
      method: `shape, stamps and canonical text ${of}`,
      value: times.shape / times.parse,
      unit: "×",
      bar: 0.7,
    },
    {
      what: "and make its record",
      method: `the same and the record with its instants ${of}`,
      value: times.ticket / times.parse,
      unit: "×",
    },
  ];
}

/** Clocks alone: the tickets are read before. A million of them at once would measure the memory. */
function clocks(): Row {
  const lines = linesOf(pausedRow);
  const tickets = lines.map((line) => {
    const read = ticketOf(line);
    if (!read.ok) throw new Error("a good ticket");
    return read.value;
  });
  const plans = ["first-response", "resolution"].map((clock) => planOf(clock));
  const at = parseStamp(asked.asOf, []);
  if (!at.ok) throw new Error("a good stamp");
  const asOf = at.value;
  const times = medianMs(
    {
      run: () => {
        for (const ticket of tickets) for (const plan of plans) runTicket(plan, ticket, asOf);
      },
      parse: () => parseAll(lines),
    },
    batches,
  );
  return {
    what: "tickets with three pauses through two clocks",
    method: `first response and resolution of ${few} tickets that are read ÷ JSON.parse of them, the median of ${batches} passes, ${(batches * few).toLocaleString("en-US")} tickets in all`,
    value: times.run / times.parse,
    unit: "×",
    bar: 1,
  };
}

function planOf(clock: string): CyclesPlan {
  const [first] = deskContract.commitments;
  const measure = { facts: "cycles" as const, clock, figure: "percent-within" as const };
  const terms = { ...deskContract, commitments: [{ ...first, measure }] };
  const [commitment] = parseContract(terms as typeof deskContract).plan.commitments;
  if (commitment?.measure.facts !== "cycles") throw new Error("a clock");
  return commitment.measure;
}

/** The fastest of each: reading a file waits for the disk and for other programs. */
async function statement(folder: string): Promise<Row> {
  const [count, runs] = [100_000, 30];
  const file = join(folder, "tickets.ndjson");
  writeTickets(file, count);
  // Texts of their own: parts of one long text are slower to parse.
  const lines = linesOf(ticketRow, count);
  const contracts = [parseContract(deskContract)];
  const fastest = { parse: Number.POSITIVE_INFINITY, settle: Number.POSITIVE_INFINITY };
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    parseAll(lines);
    const parsed = performance.now();
    for await (const { results } of settleAll({ contracts, records: readRecords(file), ...asked }))
      if (results[0]?.population?.counted === 0) throw new Error("tickets are counted");
    fastest.parse = Math.min(fastest.parse, parsed - start);
    fastest.settle = Math.min(fastest.settle, performance.now() - parsed);
  }
  const value = fastest.settle / fastest.parse;
  const method = `settleAll of a file of ${count} tickets, one clock ÷ JSON.parse of its lines, the fastest of ${runs} each, ${fastest.settle.toFixed(0)} ms ÷ ${fastest.parse.toFixed(0)} ms`;
  return { what: "lines to a statement", method, value, unit: "×", bar: 2.5 };
}

/** Programs of their own; nothing may grow with the tickets but what was late, one in a thousand. */
export function memoryRows(root: string, counts: readonly number[]): readonly Row[] {
  const program = join(root, "node_modules/.cache/makegood-bench/memory.mjs");
  buildSync({
    entryPoints: [join(root, "test/bench/memory.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile: program,
    logLevel: "error",
  });
  const most = (...argv: string[]) =>
    Number(execFileSync(process.execPath, [program, ...argv], { encoding: "utf8" }));
  const [few = 0] = counts;
  const withIds = most(String(few), "ids");
  return counts.map((count): Row => {
    const value = most(String(count));
    const ids = count === few ? `; with it ${withIds.toFixed(0)} MB` : "";
    const method = `most memory of the process that settles them, without the index of ids${ids}`;
    return { what: `${count} tickets as they are read`, method, value, unit: "MB", bar: 160 };
  });
}
