import fc from "fast-check";
import { describe, it } from "vitest";
import {
  adapters,
  parseMap,
  readCsv,
  readHolidays,
  safeParseMap,
} from "../../src/adapters/index.ts";
import { issuesOf } from "../../src/base/result.ts";
import * as makegood from "../../src/index.ts";
import { readContract, readRecords, settleAll } from "../../src/node/index.ts";
import { anything, mutated } from "../support/mutate.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { soundContract, soundRows } from "../support/sound.ts";
import { expectWhole } from "../support/whole-issues.ts";

/**
 * Calls in which all is sound but one thing: deeper than a call of which nothing is. Each answers
 * with a value, a result or a `RefusedError` whose issues are whole.
 */

const { RefusedError, parseContract, parseRecords, settle } = makegood;
const contract = parseContract(soundContract);
const records = parseRecords(soundRows, contract);
const asOf = "2026-11-05T00:00:00Z";
const question = { contract, records, period: "2026-10", asOf };
const statement = settle({ ...question, issued: [] });
const plain = JSON.parse(JSON.stringify(statement)) as typeof statement;
const [result, line] = [statement.results[0]?.id ?? "", statement.lines[0]?.id ?? ""];
const claimed = [
  { id: "CN-1", line, amount: "500.00" },
  { id: "CN-2", commitment: "availability", period: "2026-10", amount: "7.00", reason: "late" },
];
const changes = [
  { path: "commitments.availability.measure.counting", value: { count: "exact" } },
  { path: ["commitments", 0, "clause"], value: "9.9" },
];
const map = parseMap({
  makegood: "map/1",
  record: "outage",
  form: "wide",
  columns: { id: "no", service: "service", from: "from", until: "until" },
});
const csv = "no,service,from,until\nI-1,messaging,2026-10-02T00:00:00Z,2026-10-02T01:00:00Z\n";
const ics = "BEGIN:VCALENDAR\nEND:VCALENDAR\n";
const range = { from: "2026-01-01", until: "2027-01-01", file: "f.ics" };

type Call = (odd: never) => unknown;
const odd = <Args extends readonly unknown[]>(call: (...args: Args) => unknown) =>
  call as unknown as (...args: unknown[]) => unknown;

/** What an answer may be; the promise of one is held too. */
async function expectAnswer(call: () => unknown): Promise<void> {
  try {
    const answer = await call();
    if (typeof answer === "object" && answer !== null && "ok" in answer && "issues" in answer)
      expectWhole(issuesOf(answer as makegood.Result<unknown>));
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expectWhole(error.issues);
  }
}

/** Each key of an object in turn holds what it should not. */
function eachKey<Input extends object>(input: Input, call: (input: Input) => unknown) {
  return Object.keys(input).map((key) => (value: unknown) => call({ ...input, [key]: value }));
}

async function drained(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

async function* streamOf(rows: readonly unknown[]) {
  yield* rows;
}

const breaking = { ...question, by: "day" as const };
const together = { contracts: [contract], records: streamOf([]), period: "2026-10", asOf };

/** Of each function, the calls with one odd argument. */
const calls: Readonly<Record<string, readonly Call[]>> = {
  reconcile: [
    (value) => makegood.safeReconcile(value, claimed),
    (value) => makegood.safeReconcile(statement, value),
    (value) => makegood.safeReconcile(statement, [value]),
    (value) => makegood.safeReconcile(statement, claimed, value),
    ...eachKey({ tolerance: "0.01", contract, records, issued: [] }, (options) =>
      makegood.safeReconcile(statement, claimed, options),
    ),
    ...eachKey({ id: "CN-1", commitment: "availability", amount: "5.00" }, (row) =>
      makegood.safeReconcile(statement, [row]),
    ),
  ],
  verify: [
    (value) => makegood.safeVerify(value),
    (value) => makegood.safeVerify(statement, value),
    (value) => makegood.safeVerify(statement, { rows: value }),
    (value) => makegood.safeVerify(statement, { rows: [value] }),
    (value) => makegood.safeVerify(statement, { rows: soundRows, issued: value }),
    (value) => makegood.safeVerify(statement, { rows: soundRows, issued: [value] }),
  ],
  compare: [
    (value) => makegood.safeCompare(statement, value),
    (value) => makegood.safeCompare(value, statement),
  ],
  budget: [
    (value) => makegood.safeBudget(statement, value),
    (value) => makegood.safeBudget(value, result),
  ],
  breakdown: eachKey(breaking, (input) => makegood.safeBreakdown(input)),
  otherReadings: eachKey(question, (input) => makegood.safeOtherReadings(input)),
  openDuties: [
    (value) => makegood.openDuties(value, records, asOf),
    (value) => makegood.openDuties(contract, value, asOf),
    (value) => makegood.openDuties(contract, records, value),
  ],
  vary: [
    (value) => makegood.safeVary(value, changes),
    (value) => makegood.safeVary(contract, value),
    (value) => makegood.safeVary(contract, [value]),
    (value) => makegood.safeVary(contract, [{ path: value, value: 1 }]),
    (value) => makegood.safeVary(contract, [{ path: [value], value: 1 }]),
    (value) => makegood.safeVary(contract, [{ path: "commitments.availability.targets", value }]),
  ],
  explain: [
    (value) => makegood.safeExplain(statement, { result }, value),
    (value) => makegood.safeExplain(statement, { result, line: value }),
    (value) => makegood.safeExplain(statement, { record: "INC-1" }, value),
  ],
  recordsReader: [
    (value) => makegood.recordsReader(contract).take(value),
    (value) => makegood.recordsReader(value),
    (value) => makegood.recordsReader(contract).finish(value),
  ],
  periodEnd: [
    (value) => makegood.safePeriodEnd(value, "2026-10"),
    (value) => makegood.safePeriodEnd(contract, value),
  ],
  readCsv: [
    (value) => readCsv(value, { map, file: "f.csv" }),
    (value) => readCsv(csv, value),
    ...eachKey({ map, file: "f.csv" }, (options) => readCsv(csv, options)),
  ],
  parseMap: [(value) => safeParseMap(value), (value) => parseMap(value)],
  readHolidays: [
    (value) => readHolidays(value, range),
    (value) => readHolidays(ics, value),
    ...eachKey(range, (options) => readHolidays(ics, options)),
  ],
  githubStatus: [
    (value) => adapters["github-status"](value, { services: {} }),
    (value) => adapters["github-status"]([value], { services: {} }),
    (value) => adapters["github-status"]([], value),
    (value) => adapters["github-status"]([], { services: value }),
  ],
  readContract: [
    (value) => readContract(value),
    (value) => readContract("fixtures/example/contract.yaml", value),
    (value) => readContract("fixtures/example/contract.yaml", { format: value }),
  ],
  readRecords: [
    (value) => drained(readRecords(value)),
    (value) => drained(readRecords(streamOf([value]) as AsyncIterable<Uint8Array>)),
    (value) => drained(readRecords(streamOf([]) as AsyncIterable<Uint8Array>, value)),
    ...eachKey({ map, file: "f" }, (options) =>
      drained(readRecords(streamOf([Buffer.from(csv)]) as AsyncIterable<Uint8Array>, options)),
    ),
  ],
  settleAll: [
    (value) => drained(settleAll(value)),
    (value) => drained(settleAll({ ...together, contracts: [value] })),
    (value) => drained(settleAll({ ...together, records: [value] })),
    (value) => drained(settleAll({ ...together, records: streamOf([value]) })),
    ...eachKey(together, (input) => drained(settleAll(input))),
  ],
};

describe("bars: a call in which one thing is anything", () => {
  it.each(Object.entries(calls))("%s", async (_name, list) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...list), anything, async (call, value) => {
        await expectAnswer(() => odd(call)(value));
      }),
      { numRuns: RUNS_CHEAP },
    );
  });
});

describe("bars: sound arguments with a few nodes changed", () => {
  it("statements that were tampered with", async () => {
    const asked: readonly Call[] = [
      (value) => makegood.safeReconcile(value, claimed),
      (value) => makegood.safeVerify(value),
      (value) => makegood.safeVerify(value, { rows: soundRows }),
      (value) => makegood.safeVerify(statement, { rows: soundRows, issued: [value] }),
      (value) => makegood.safeCompare(value, statement),
      (value) => makegood.safeCompare(statement, value),
      (value) => makegood.safeBudget(value, result),
      (value) => makegood.allocations(value),
      (value) => makegood.controlTotals([value]),
      (value) => makegood.safeExplain(value, { line }),
      (value) => makegood.safeRestate({ ...question, issued: [value] }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...asked), mutated(plain), async (call, value) => {
        await expectAnswer(() => odd(call)(value));
      }),
      { numRuns: 4 * RUNS_CHEAP },
    );
  });

  it("claimed rows, changes of terms and maps", async () => {
    const rows = mutated(claimed).map((value) => [makegood.safeReconcile, statement, value]);
    const terms = mutated(changes).map((value) => [makegood.safeVary, contract, value]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(rows, terms), async ([call, ...args]) => {
        await expectAnswer(() => (call as (...args: unknown[]) => unknown)(...args));
      }),
      { numRuns: 2 * RUNS_CHEAP },
    );
    await fc.assert(
      fc.asyncProperty(mutated(map), async (value) => {
        await expectAnswer(() => safeParseMap(value));
      }),
      { numRuns: RUNS_CHEAP },
    );
  });
});
