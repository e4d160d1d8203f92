import { expect, it } from "vitest";
import { ONE, ratio, ZERO } from "../../src/base/ratio.ts";
import type { Fault } from "../../src/core/faults.ts";
import { withGaps } from "../../src/core/merge-gaps.ts";
import type { Instant } from "../../src/time/instant.ts";

const fault = (id: string, start: number, end: number, weight = ONE): Fault => ({
  id,
  start: start as Instant,
  end: end as Instant,
  weight,
  cause: undefined,
});
const gaps = (faults: readonly Fault[], gapMs: number) =>
  withGaps(faults, gapMs).flatMap(({ isGap, start, end }) =>
    isGap === true ? [[start, end]] : [],
  );

it.each([
  { why: "weighs nothing", bridge: fault("B", 14, 16, ZERO) },
  { why: "lasts no time", bridge: fault("B", 15, 15) },
])("what $why brings no two outages nearer to each other (semantics 18)", ({ bridge }) => {
  // From 10 to 20 are ten; from 10 to the bridge, and from it to 20, at most five.
  const faults = [fault("A", 0, 10), bridge, fault("C", 20, 30)];
  expect(gaps(faults, 5)).toEqual([]);
  expect(gaps(faults, 10)).toEqual([[10, 20]]);
});

it("in a gap the heaviest outage that ends there goes on, of equal ones the first (semantics 18)", () => {
  const half = ratio(1n, 2n);
  const after = fault("C", 20, 30);
  const goesOn = (...before: readonly Fault[]) =>
    withGaps([...before, after], 10).find(({ isGap }) => isGap === true)?.id;
  const light = fault("A", 0, 10, half);
  const heavy = fault("B", 5, 10);
  expect([goesOn(light, heavy), goesOn(heavy, light)]).toEqual(["B", "B"]);
  const long = fault("D", 0, 10);
  expect([goesOn(long, heavy), goesOn(heavy, long)]).toEqual(["D", "D"]);
});
