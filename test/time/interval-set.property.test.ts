import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../src/time/instant.ts";
import { type Interval, interval } from "../../src/time/interval.ts";
import {
  clip,
  containsInstant,
  equalSets,
  type IntervalSet,
  intersect,
  intervalSet,
  intervalSetOf,
  spansOf,
  subtract,
  totalMs,
  union,
  unionAll,
} from "../../src/time/interval-set.ts";

const horizonMs = 64;
const span = fc
  .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 10 }))
  .map(([startMs, lengthMs]) => interval(instant(startMs), instant(startMs + lengthMs)));
const spans = fc.array(span, { maxLength: 10 });

/** The oracle: one bit a millisecond, set by hand from the spans. */
const bitsOf = (list: readonly Interval[]): boolean[] =>
  Array.from({ length: horizonMs }, (_, at) => list.some((s) => s.start <= at && at < s.end));
const bits = (set: IntervalSet): boolean[] => bitsOf(spansOf(set));

/** Sorted, neither overlapping nor abutting: the form that makes equality a comparison. */
function expectNormal({ starts, ends }: IntervalSet): void {
  const edges = Array.from(starts).flatMap((start, i) => [start, ends[i]]);
  expect(edges).toEqual([...new Set(edges)].sort((a, b) => Number(a) - Number(b)));
  expect(ends.length).toBe(starts.length);
}

describe("semantics 24: interval algebra agrees with a bitmap, bit by bit", () => {
  const laws = [
    { name: "union", apply: union, bit: (a: boolean, b: boolean) => a || b },
    { name: "intersect", apply: intersect, bit: (a: boolean, b: boolean) => a && b },
    { name: "subtract", apply: subtract, bit: (a: boolean, b: boolean) => a && !b },
  ];
  it.each(laws)("$name", ({ apply, bit }) => {
    fc.assert(
      fc.property(spans, spans, (listA, listB) => {
        const found = apply(intervalSet(listA), intervalSet(listB));
        const bitsB = bitsOf(listB);
        expectNormal(found);
        expect(bits(found)).toEqual(bitsOf(listA).map((a, at) => bit(a, bitsB[at] === true)));
        expect(totalMs(found)).toBe(bits(found).filter(Boolean).length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("intervalSet, unionAll and raw columns give one set", () => {
    fc.assert(
      fc.property(spans, spans, (listA, listB) => {
        const all = [...listA, ...listB];
        const whole = intervalSet(all);
        expectNormal(whole);
        expect(bits(whole)).toEqual(bitsOf(all));
        expect(equalSets(whole, unionAll([intervalSet(listA), intervalSet(listB)]))).toBe(true);
        const starts = Float64Array.from(all, (s) => s.start);
        const ends = Float64Array.from(all, (s) => s.end);
        expect(equalSets(whole, intervalSetOf(starts, ends))).toBe(true);
        const inOrder = all.slice().sort((a, b) => a.start - b.start);
        expect(equalSets(whole, intervalSet(inOrder))).toBe(true);
      }),
    );
  });

  it("clip is intersection with one span; containsInstant is one bit", () => {
    fc.assert(
      fc.property(spans, span, (list, window) => {
        const set = intervalSet(list);
        const inWindow = bitsOf([window]);
        expectNormal(clip(set, window));
        expect(bits(clip(set, window))).toEqual(bits(set).map((bit, at) => bit && inWindow[at]));
        const seen = bitsOf(list).map((_, at) => containsInstant(set, instant(at)));
        expect(seen).toEqual(bitsOf(list));
      }),
    );
  });

  it("splits time without loss: kept and removed time add up to the union", () => {
    fc.assert(
      fc.property(spans, spans, (agreedSpans, excludedSpans) => {
        const agreed = intervalSet(agreedSpans);
        const excluded = intervalSet(excludedSpans);
        const kept = subtract(agreed, excluded);
        expect(equalSets(subtract(kept, excluded), kept)).toBe(true);
        expect(totalMs(kept) + totalMs(excluded)).toBe(totalMs(union(agreed, excluded)));
      }),
    );
  });
});
