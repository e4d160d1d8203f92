import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockReading, openClocks } from "../../src/clock.ts";
import { safeExplainFrom } from "../../src/explain-record.ts";
import {
  type ContractInput,
  clockPolicy,
  type ParsedContract,
  parseContract,
  parseRecords,
  type RecordInput,
  type Records,
  RefusedError,
  safeExplain,
  settle,
  ticketsOf,
  unwrap,
} from "../../src/index.ts";
import { readUntilWhole } from "../../src/node/until-whole.ts";
import { OpenList } from "../../src/open-list.ts";
import { type RecordsUse, readerWith, type SettlingReader } from "../../src/records.ts";
import { worlds } from "../support/generate.ts";
import { stamp } from "../support/local-time.ts";
import { manyFigures, ordered, taken } from "../support/scattered.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";

/** Of what a use does not need nothing is kept, and whoever uses it must not be able to tell. */

type Row = RecordInput;

/** The tickets of a world, their events as rows of their own in some order. */
const cases = worlds({ tickets: 9 }).chain((world) =>
  fc
    .tuple(fc.array(fc.nat({ max: 41 }), { minLength: 1, maxLength: 9 }), fc.boolean())
    .map(([picks, isLong]) => taken(world.rows, picks, { asOfMs: world.asOfMs, isLong }))
    .chain(ordered)
    .map((rows) => ({
      world,
      rows,
      contract: parseContract(manyFigures(world.place.zone) as unknown as ContractInput),
    })),
);

async function recordsFor(
  contract: ParsedContract,
  rows: readonly Row[],
  use: RecordsUse,
): Promise<Records> {
  const reader = await readUntilWhole<ReadonlySet<string>, SettlingReader>(
    true,
    (whole) => readerWith(contract, { use, whole }),
    async (target) => {
      for (const row of rows) target.take(row);
    },
  );
  return unwrap(reader.finish());
}

describe("semantics 15: tickets on which no clock is open", () => {
  it("are let go, and the open clocks are those of all tickets", async () => {
    const daysMax = 40;
    await fc.assert(
      fc.asyncProperty(cases, fc.nat({ max: daysMax * 24 }), async (made, hours) => {
        const { world, rows, contract } = made;
        const asOf = stamp(world.asOfMs - hours * 3_600_000);
        const policy = clockPolicy(contract);
        // A log may be one only with what is known later: then it is refused by both.
        const list = new OpenList(asOf);
        const kept = await recordsFor(contract, rows, list.useOf(contract));
        expect(kept.tickets).toEqual([]);
        const found = (look: () => Iterable<ClockReading>) => {
          try {
            return [...look()];
          } catch (error) {
            if (error instanceof RefusedError) return error.issues.map(({ code }) => code);
            throw error;
          }
        };
        const all = parseRecords(rows, contract);
        expect(found(() => list.readings(contract, kept).clocks)).toEqual(
          found(() => openClocks(policy, ticketsOf(all, asOf), asOf)),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("what is known later, or of a service without clocks, is let go; a log that cannot be is refused", async () => {
    const contract = parseContract(manyFigures("Etc/UTC") as unknown as ContractInput);
    const opened = (id: string, more: object = {}): Row => ({
      type: "ticket",
      id,
      service: "alpha",
      openedAt: "2026-10-05T10:00:00Z",
      attributes: { zone: "Asia/Shanghai" },
      ...more,
    });
    const asOf = "2026-10-06T00:00:00Z";
    const rows = [
      opened("A"),
      opened("B", { recordedAt: "2026-10-06T00:00:01Z" }),
      opened("C", { service: "beta" }),
      opened("D", { events: [{ event: "resolved", at: "2026-10-05T11:00:00Z" }] }),
    ];
    const list = new OpenList(asOf);
    const kept = await recordsFor(contract, rows, list.useOf(contract));
    const { count, clocks } = list.readings(contract, kept);
    expect([...new Set([...clocks].map(({ ticket }) => ticket))]).toEqual(["A"]);
    expect(count).toBeGreaterThan(0);
    const events = [{ event: "waiting-ended", at: "2026-10-05T11:00:00Z" }];
    await expect(
      recordsFor(contract, [opened("E", { events })], list.useOf(contract)),
    ).rejects.toMatchObject({ issues: [{ code: "ticket.resume-without-pause" }] });
    const never = new OpenList("today").useOf(contract);
    expect((await recordsFor(contract, rows, never)).tickets).toHaveLength(4);
  });
});

describe("a record that is asked about", () => {
  it("is explained from what was kept as from all rows", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ world, rows, contract }) => {
        const { period, asOf } = world;
        const records = parseRecords(rows, contract);
        const statement = settle({ contract, records, period, asOf });
        for (const { id = "" } of rows.slice(0, 6)) {
          const use = { for: "settlement", period, asOf, about: id } as const;
          const kept = await recordsFor(contract, rows, use);
          expect(safeExplainFrom(statement, id, { contract, records: kept })).toEqual(
            safeExplain(statement, { record: id }, { rows }),
          );
        }
      }),
      { numRuns: RUNS_COSTLY },
    );
  });
});
