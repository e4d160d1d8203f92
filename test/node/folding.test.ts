import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ContractInput,
  type ParsedContract,
  parseContract,
  type RecordInput,
  RefusedError,
  type Statement,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { type RecordStream, settleAll } from "../../src/node/index.ts";
import { expectSameBytes } from "../support/engine.ts";
import { type World, worlds } from "../support/generate.ts";
import { stamp } from "../support/local-time.ts";
import { manyFigures, ordered, taken } from "../support/scattered.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";

/**
 * From files, `settleAll` counts tickets as it reads them and lets go of those that a statement only
 * counts. Whoever reads the statement must not be able to tell.
 */

type Row = RecordInput;
type TicketRow = Extract<Row, { type: "ticket" }>;

/** A file that can be read as often as it is asked for. */
class RowFile implements RecordStream {
  readonly isRepeatable = true;
  readonly warnings = [];
  readonly source: RecordStream["source"];
  readonly rows: readonly Row[];
  readings = 0;

  constructor(rows: readonly Row[], name = "rows") {
    this.rows = rows;
    this.source = { name, rows: rows.length };
  }

  async *[Symbol.asyncIterator]() {
    this.readings += 1;
    yield* this.rows;
  }
}

function streamed(file: RowFile): RecordStream {
  return {
    source: file.source,
    warnings: file.warnings,
    [Symbol.asyncIterator]: () => file[Symbol.asyncIterator](),
  };
}

interface Asked {
  readonly period: string;
  readonly asOf: string;
}

async function fromFiles(
  contracts: readonly ParsedContract[],
  records: readonly RecordStream[],
  asked: Asked,
): Promise<readonly Statement[]> {
  const made: Statement[] = [];
  for await (const statement of settleAll({ contracts, records, ...asked })) made.push(statement);
  return made;
}

function fromList(contract: ParsedContract, files: readonly RowFile[], asked: Asked): Statement {
  const rows = files.flatMap((file) => file.rows);
  const sources = files.map(({ source }) => source);
  const records = safeParseRecords(rows, contract, { sources });
  if (!records.ok) throw new RefusedError(records.issues);
  return settle({ contract, records: records.value, ...asked });
}

interface Case {
  readonly world: World;
  readonly files: readonly RowFile[];
}

const cases: fc.Arbitrary<Case> = worlds({ tickets: 9 }).chain((world) =>
  fc
    .tuple(fc.array(fc.nat({ max: 41 }), { minLength: 1, maxLength: 9 }), fc.boolean())
    .map(([picks, isLong]) => taken(world.rows, picks, { asOfMs: world.asOfMs, isLong }))
    .chain((rows) =>
      fc
        .tuple(ordered(rows), fc.nat({ max: rows.length }), fc.subarray([...rows]))
        .map(([order, cut, again]) => ({
          world,
          files: [
            new RowFile(order.slice(0, cut), "a"),
            new RowFile([...order.slice(cut), ...again], "b"),
          ],
        })),
    ),
);

describe("semantics 16, 39: tickets that were counted when they were read", () => {
  it("give the statement of all rows, byte for byte, in any order, with events and duplicates", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ world, files }) => {
        const contracts = [
          world.contract,
          { ...world.contract, id: "second" },
          manyFigures(world.place.zone) as unknown as ContractInput,
        ].map((terms) => parseContract(terms));
        const asked = { period: world.period, asOf: world.asOf };
        const found = await fromFiles(contracts, files, asked);
        for (const [index, contract] of contracts.entries())
          expectSameBytes(found[index] as Statement, fromList(contract, files, asked));
      }),
      { numRuns: RUNS },
    );
  });

  it("give it also when they come from a stream that cannot be read again", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ world, files }) => {
        const contract = parseContract(manyFigures(world.place.zone) as unknown as ContractInput);
        const asked = { period: world.period, asOf: world.asOf };
        const [found] = await fromFiles([contract], files.map(streamed), asked);
        expectSameBytes(found as Statement, fromList(contract, files, asked));
      }),
      { numRuns: RUNS_COSTLY },
    );
  });

  const ticket = (id: string, minutes = 1): TicketRow => ({
    type: "ticket",
    id,
    service: "alpha",
    openedAt: "2026-10-05T10:00:00Z",
    attributes: { zone: "Asia/Shanghai" },
    events: [
      { event: "replied", by: "agent", at: "2026-10-05T10:00:30Z" },
      { event: "resolved", at: stamp(Date.UTC(2026, 9, 5, 10, minutes)) },
    ],
  });
  const event = (id: string, of: string): Row => ({
    type: "event",
    id,
    ticket: of,
    happened: { event: "reopened", at: "2026-10-06T10:00:00Z" },
  });
  const opened = (id: string): TicketRow => ({ ...ticket(id), events: [] });
  const resolved = (id: string, of: string, at = "2026-10-05T10:01:00Z"): Row => ({
    type: "event",
    id,
    ticket: of,
    happened: { event: "resolved", at },
  });
  const claim = (about: string): Row => ({
    type: "claim",
    id: "CLM",
    at: "2026-11-03T10:00:00Z",
    period: "2026-10",
    about,
  });
  const asked = { period: "2026-10", asOf: "2026-11-05T00:00:00Z" };
  const contract = parseContract(manyFigures("Europe/Berlin") as unknown as ContractInput);

  it.each([
    { why: "no events", rows: [ticket("A"), ticket("B")], readings: 1 },
    { why: "a claim about one that is let go", rows: [ticket("A"), claim("A")], readings: 1 },
    { why: "an event ahead of its ticket", rows: [event("E", "A"), ticket("A")], readings: 1 },
    { why: "an event right behind its ticket", rows: [ticket("A"), event("E", "A")], readings: 1 },
    {
      why: "opened, and told of later",
      rows: [opened("A"), ticket("B"), resolved("E", "A")],
      readings: 1,
    },
    { why: "of a late ticket", rows: [ticket("A", 900), event("E", "A")], readings: 1 },
    {
      why: "of one that was let go",
      rows: [ticket("A"), ticket("B"), event("E", "A")],
      readings: 2,
    },
  ])("files are read again only where that is needed: $why", async ({ rows, readings }) => {
    const file = new RowFile(rows);
    const [found] = await fromFiles([contract], [file], asked);
    expect(file.readings).toBe(readings);
    expectSameBytes(found as Statement, fromList(contract, [file], asked));
  });

  it("semantics 13, 16: lists a ticket that no row takes, wide and long, from files and from a list", async () => {
    const { calendars: _, ...many } = manyFigures("Europe/Berlin") as unknown as ContractInput;
    const [first] = many.commitments.filter(({ id }) => id === "local");
    const rowsOf = (targets: unknown) =>
      parseContract({ ...many, commitments: [{ ...first, targets }] } as ContractInput);
    const onlyP1 = rowsOf([{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }]);
    const wide = new RowFile([ticket("A"), { ...ticket("B"), severity: "P1" }]);
    const long = new RowFile([
      opened("A"),
      { ...ticket("B"), severity: "P1" },
      resolved("E-2", "A"),
      { ...event("E-1", "A"), happened: (ticket("A").events ?? [])[0] } as Row,
    ]);
    for (const file of [wide, long]) {
      const [found] = await fromFiles([onlyP1], [file], asked);
      expectSameBytes(found as Statement, fromList(onlyP1, [file], asked));
      expect(found?.evidence.notCounted).toMatchObject([{ record: "A", why: "no-row" }]);
      expect(found?.results[0]?.population).toMatchObject({ counted: 1, met: 1, notCounted: 1 });
    }
  });

  it("keeps everything where the files change whenever they are read", async () => {
    class Changing extends RowFile {
      override async *[Symbol.asyncIterator]() {
        this.readings += 1;
        yield ticket(`T-${this.readings}`);
        yield ticket("T");
        yield event("E", `T-${this.readings}`);
      }
    }
    const file = new Changing([]);
    const [found] = await fromFiles([contract], [file], asked);
    expect(file.readings).toBe(4);
    expect(found?.manifest.rows).toMatchObject({ in: 3, used: 3 });
  });

  it("a stream that cannot be read again is read once, and its tickets are kept", async () => {
    const rows = [ticket("A"), event("E", "A")];
    const stream = (async function* () {
      yield* rows;
    })();
    const made: Statement[] = [];
    for await (const one of settleAll({ contracts: [contract], records: stream, ...asked }))
      made.push(one);
    expect(made[0]?.manifest.rows).toMatchObject({ in: 2, used: 2 });
    expect(made[0]?.results[0]?.population).toMatchObject({ met: 0, late: 1 });
  });

  it.each([
    { why: "a ticket that is not there", rows: [ticket("T-100"), event("E", "T-1OO")] },
    { why: "a claim about nothing", rows: [ticket("A"), claim("B")] },
    { why: "a log that cannot be", rows: [ticket("A", -5), ticket("B"), ticket("C", -5)] },
    { why: "a zone that is none", rows: [{ ...ticket("A"), attributes: { zone: "CET+1" } }] },
    { why: "ids that differ", rows: [ticket("A"), ticket("A", 2)] },
    { why: "a period that is none", rows: [ticket("A")], period: "2026-13" },
    { why: "an asOf that is none", rows: [ticket("A")], asOf: "today" },
  ])("refuses as settle does: $why", async ({ rows, why: _, ...other }) => {
    const file = new RowFile(rows);
    const call = { ...asked, ...other };
    const issuesOf = async (work: () => unknown) => {
      try {
        await work();
      } catch (error) {
        if (error instanceof RefusedError) return error.issues;
        throw error;
      }
      return [];
    };
    const wanted = await issuesOf(() => fromList(contract, [file], call));
    expect(wanted.length).toBeGreaterThan(0);
    expect(await issuesOf(() => fromFiles([contract], [file], call))).toEqual(
      wanted.map((issue) => ({ ...issue, path: ["figures", ...issue.path] })),
    );
  });
});
