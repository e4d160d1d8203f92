import { expect, it } from "vitest";
import { ONE, ZERO } from "../../src/base/ratio.ts";
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
