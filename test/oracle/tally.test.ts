import fc from "fast-check";
import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { contractOf, resultOf, settled, work } from "../rules/world.ts";
import {
  type Fraction,
  fraction,
  fractionOf,
  less,
  over,
  sumOf,
  times,
} from "../support/fraction.ts";
import { RUNS, RUNS_CHEAP } from "../support/settings.ts";

/**
 * Counts held against a naive account: every bucket looked at by itself, minute by minute for what
 * exclusions cover, one fraction added to the next. It shares nothing with the engine.
 */

const MINUTE = 60_000;
const start = Date.UTC(2026, 9, 1);

interface Bucket {
  readonly at: number;
  readonly length: number;
  readonly total: number;
  readonly good: number;
  readonly tagged: number;
}

interface Window {
  readonly from: number;
  readonly until: number;
}

interface World {
  readonly buckets: readonly Bucket[];
  readonly windows: readonly Window[];
  readonly figure: "ratio" | "mean-of-ratios";
  readonly zeroTraffic: "good" | "bad" | "left-out";
  readonly minimum: {
    readonly requests: number;
    readonly under: "good" | "bad" | "left-out" | "not-measured";
  };
  readonly removes: "window" | "downtime" | "downtime-and-its-time" | "nothing";
  readonly partly: "kept" | "left-out" | "kept-if-its-rest-qualifies";
}

const bucketMinutes = 5;

const counts = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)).map(
  ([a, b, c]): Pick<Bucket, "total" | "good" | "tagged"> => ({
    total: a + b + c,
    good: a,
    tagged: b,
  }),
);

/** Slots of five minutes in the first two hours, some of them without a bucket. */
const bucketsOf = fc
  .array(fc.option(counts), { minLength: 1, maxLength: 24 })
  .map((slots) =>
    slots.flatMap((one, slot) =>
      one === null ? [] : [{ ...one, at: slot * bucketMinutes, length: bucketMinutes }],
    ),
  );

const windowsOf = fc.array(
  fc
    .tuple(fc.nat(120), fc.integer({ min: 1, max: 40 }))
    .map(([from, length]) => ({ from, until: from + length })),
  { maxLength: 3 },
);

const worlds: fc.Arbitrary<World> = fc
  .record({
    buckets: bucketsOf,
    windows: windowsOf,
    figure: fc.constantFrom("ratio", "mean-of-ratios"),
    zeroTraffic: fc.constantFrom("good", "bad", "left-out"),
    minimum: fc.record({
      requests: fc.integer({ min: 1, max: 20 }),
      under: fc.constantFrom("good", "bad", "left-out", "not-measured"),
    }),
    removes: fc.constantFrom("window", "downtime", "downtime-and-its-time", "nothing"),
    partly: fc.constantFrom("kept", "left-out", "kept-if-its-rest-qualifies"),
  } as const)
  .map((world) =>
    world.figure === "ratio" && world.minimum.under === "left-out"
      ? { ...world, minimum: { ...world.minimum, under: "not-measured" as const } }
      : world,
  );

const [NONE, ONE, HUNDRED] = [fraction(0), fraction(1), fraction(100)];

/** Good and attempted of a bucket after exclusions; undefined: it is not there. */
function rest(world: World, { at, length, total, good, tagged }: Bucket) {
  const minutes = Array.from({ length }, (_, minute) => at + minute);
  const isTaken = (minute: number) =>
    world.removes !== "nothing" &&
    world.windows.some(({ from, until }) => from <= minute && minute < until);
  const taken = minutes.filter(isTaken).length;
  const attempted = total - tagged;
  if (taken === 0) return { good, attempted, before: attempted };
  if (taken < length) {
    const isKept =
      world.partly === "kept" ||
      (world.partly === "kept-if-its-rest-qualifies" && attempted >= world.minimum.requests);
    return isKept ? { good, attempted, before: attempted } : undefined;
  }
  switch (world.removes) {
    case "downtime":
      return { good: attempted, attempted, before: attempted };
    case "downtime-and-its-time":
      return { good, attempted: good, before: attempted };
    case "window":
    case "nothing":
      return undefined;
  }
}

type Outcome = Fraction | "empty-population" | "too-few" | "no-data";

function naive(world: World): Outcome {
  if (world.buckets.length === 0) return "no-data";
  const left = world.buckets.flatMap((bucket) => rest(world, bucket) ?? []);
  return world.figure === "ratio" ? naiveRatio(world, left) : naiveMean(world, left);
}

type Rest = NonNullable<ReturnType<typeof rest>>;

function naiveRatio({ zeroTraffic, minimum }: World, left: readonly Rest[]): Outcome {
  const all = left.reduce((sum, { attempted }) => sum + attempted, 0);
  const good = left.reduce((sum, one) => sum + one.good, 0);
  const ruled = { good: HUNDRED, bad: NONE };
  if (all === 0) return zeroTraffic === "left-out" ? "empty-population" : ruled[zeroTraffic];
  if (all >= minimum.requests) return fraction(100 * good, all);
  return minimum.under === "good" || minimum.under === "bad" ? ruled[minimum.under] : "too-few";
}

function naiveMean({ zeroTraffic, minimum }: World, left: readonly Rest[]): Outcome {
  const shares = left.flatMap(({ good, attempted, before }): Fraction[] => {
    const ruled = { good: [ONE], bad: [NONE], "left-out": [], "not-measured": [] };
    if (attempted === 0) return ruled[zeroTraffic];
    if (before < minimum.requests) return ruled[minimum.under];
    return [fraction(good, attempted)];
  });
  if (shares.length === 0) return "empty-population";
  return over(times(HUNDRED, sumOf(shares)), fraction(shares.length));
}

const iso = (minute: number) =>
  new Date(start + minute * MINUTE).toISOString().replace(".000Z", "Z");

function contractFor(world: World): ContractInput {
  const { figure, zeroTraffic, minimum, partly, removes } = world;
  return contractOf({
    exclusions: [{ id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes }],
    commitments: [
      {
        id: "requests",
        clause: "3.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: {
          facts: "tally",
          figure,
          of: "requests",
          bucket: "PT5M",
          zeroTraffic,
          minimumTraffic: minimum,
          partlyExcluded: partly,
        },
        excludes: ["planned"],
        targets: [{ atLeast: "99.9" }],
      },
    ],
  });
}

function rowsOf({ buckets, windows }: World): object[] {
  return [
    ...buckets.map(({ at, length, total, good, tagged }) => ({
      type: "bucket",
      service: "web",
      of: "requests",
      from: iso(at),
      until: iso(at + length),
      good,
      total,
      excluded: tagged,
    })),
    ...windows.map(({ from, until }, index) =>
      work(`CHG-${index}`, iso(from), iso(until), { impact: "none" }),
    ),
  ];
}

it("counts agree with a naive account of every bucket (semantics 20, 23, 24)", () => {
  fc.assert(
    fc.property(worlds, fc.infiniteStream(fc.nat()), (world, dice) => {
      const rows = rowsOf(world)
        .map((row) => ({ row, key: dice.next().value }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row);
      const result = resultOf(settled({ contract: contractFor(world), rows }));
      const wanted = naive(world);
      if (typeof wanted === "string") expect(result.whyNot).toBe(wanted);
      else expect(fractionOf(result.figure?.exact ?? "")).toEqual(wanted);
    }),
    { numRuns: 2 * RUNS_CHEAP },
  );
});

it("more failures never raise the figure, in whatever bucket they lie", () => {
  fc.assert(
    fc.property(worlds, fc.nat(), (world, which) => {
      const chosen = world.buckets[which % Math.max(1, world.buckets.length)];
      // Failures that leave both sides take their attempts along: a bucket may become empty.
      if (chosen === undefined || chosen.good === 0 || world.removes === "downtime-and-its-time")
        return;
      const worse = {
        ...world,
        buckets: world.buckets.map((one) =>
          one === chosen ? { ...one, good: one.good - 1 } : one,
        ),
      };
      const figure = (one: World) =>
        resultOf(settled({ contract: contractFor(one), rows: rowsOf(one) })).figure?.exact;
      const [before, after] = [figure(world), figure(worse)];
      expect(after === undefined).toBe(before === undefined);
      if (before === undefined || after === undefined) return;
      expect(less(fractionOf(before), fractionOf(after)), `${after} after ${before}`).toBe(false);
    }),
    { numRuns: RUNS },
  );
});
