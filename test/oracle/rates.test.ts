import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { availability, contractOf, outage, settled } from "../rules/world.ts";
import { RUNS } from "../support/settings.ts";
import { cents, type Owed } from "./rates.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const START_MS = Date.parse("2026-10-01T00:00:00Z");
const SLOT_MS = 7_200_000;

/** Outages of at most ninety minutes, one to a slot of two hours, a few of them on one day. */
const outages = fc
  .uniqueArray(
    fc.record({
      slot: fc.nat({ max: 40 }),
      lengthMs: fc.oneof(
        fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * 60_000),
        fc.integer({ min: 1, max: 5_400_000 }),
      ),
    }),
    { selector: ({ slot }) => slot, minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    list
      .toSorted((a, b) => a.slot - b.slot)
      .map(({ slot, lengthMs }) => ({ startMs: slot * SLOT_MS, lengthMs })),
  );

const percent = fc.constantFrom("0.5", "3", "10", "33.3", "100");
const optional = fc.option(percent, { nil: undefined });

const worlds: fc.Arbitrary<Owed> = fc
  .record({
    fee: fc.integer({ min: 1, max: 9_999_999 }).map((minor) => (minor / 100).toFixed(2)),
    target: fc.constantFrom("100", "99.99", "99.9", "99"),
    outages,
    on: fc.constantFrom("bad", "bad-beyond-target", "below-target", "each-miss"),
    rate: fc.option(
      fc.record({
        per: fc.constantFrom("0.1", "0.3", "1"),
        round: fc.constantFrom("up", "down", "exact"),
      }),
      { nil: undefined },
    ),
    give: fc.record({
      kind: fc.constantFrom("percent", "amount", "times", "days"),
      value: fc.constantFrom("0.5", "1", "2.5", "7"),
    }),
    limits: fc.record({ incident: optional, day: optional, line: optional }),
    cap: optional,
  })
  // Minutes are whole, and a multiple of lost time is flat and needs lost time.
  .map(({ rate, limits, ...world }): Owed => {
    const isTimed = world.on !== "below-target";
    const per = isTimed && rate !== undefined ? String(Number(rate.per) * 50) : rate?.per;
    const isMultiple = world.give.kind === "times";
    return {
      ...world,
      rate: isMultiple || rate === undefined || per === undefined ? undefined : { ...rate, per },
      give: isMultiple && !isTimed ? { ...world.give, kind: "percent" } : world.give,
      limits: Object.fromEntries(
        Object.entries(limits).filter(([, value]) => value !== undefined),
      ) as Owed["limits"],
    };
  });

function contractFor({ fee, target, on, rate, give, limits, cap }: Owed): ContractInput {
  const limitOf = (value: string) => ({ percent: value, base: "monthly" });
  const given = { [give.kind]: give.value };
  const base = { percent: "monthly", times: "monthly", days: "daily", amount: undefined }[
    give.kind
  ];
  const credit = {
    id: "credit",
    clause: "6.1",
    on,
    ...(rate === undefined
      ? { how: "flat", give: given }
      : {
          how: "rate",
          rate: {
            per: on === "below-target" ? rate.per : `PT${rate.per}M`,
            round: rate.round,
            from: "zero",
            give: given,
          },
        }),
    ...(base === undefined ? {} : { base }),
    ...(Object.keys(limits).length === 0
      ? {}
      : {
          limits: Object.fromEntries(
            Object.entries(limits).map(([name, value]) => [name, limitOf(value)]),
          ),
        }),
  };
  return contractOf({
    services: [{ id: "web", charges: [{ id: "fee", amount: fee, per: "month" }] }],
    bases: [
      { id: "monthly", of: ["fee"] },
      { id: "daily", of: ["fee"], taken: { averageDays: "days-in-month" } },
    ],
    commitments: [{ ...availability, targets: [{ atLeast: target }], credits: [credit as Credit] }],
    caps:
      cap === undefined
        ? []
        : [
            {
              id: "cap",
              clause: "6.4",
              covers: "all",
              per: "calendar-month",
              limit: limitOf(cap),
              excess: "lost",
            },
          ],
  });
}

it("semantics 30 to 33: axes, rates, gifts, limits and a cap agree with sums done by hand", () => {
  fc.assert(
    fc.property(worlds, (owed) => {
      const statement = settled({
        contract: contractFor(owed),
        rows: owed.outages.map(({ startMs, lengthMs }, index) => {
          const from = START_MS + startMs;
          const until = new Date(from + lengthMs).toISOString();
          return outage(`INC-${index}`, new Date(from).toISOString(), until);
        }),
      });
      const found = statement.lines.reduce((sum, { minor }) => sum + BigInt(minor), 0n);
      expect(found).toBe(cents(owed));
    }),
    { numRuns: RUNS * 4 },
  );
});
