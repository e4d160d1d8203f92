import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import { type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import {
  clip,
  containsInstant,
  EMPTY,
  equalSets,
  type IntervalSet,
  intersect,
  intervalSet,
  intervalSetOf,
  isEmpty,
  single,
  spansOf,
  subtract,
  totalMs,
  union,
  unionAll,
} from "../../src/time/interval-set.ts";

const set = (...spans: [number, number][]): IntervalSet =>
  intervalSet(spans.map(([start, end]) => interval(instant(start), instant(end))));
const pairs = (found: IntervalSet) => spansOf(found).map(({ start, end }) => [start, end]);

describe("semantics 1: sets of half-open intervals", () => {
  it("joins what overlaps or abuts, whatever the order", () => {
    expect(pairs(set([30, 40], [10, 20], [15, 25], [25, 28]))).toEqual([
      [10, 28],
      [30, 40],
    ]);
  });

  it("keeps a span inside another from hiding the longer one", () => {
    expect(pairs(set([10, 50], [20, 30], [60, 70]))).toEqual([
      [10, 50],
      [60, 70],
    ]);
  });

  it("reads raw columns, drops spans of no length and leaves the columns as they were", () => {
    const starts = Float64Array.of(30, 5, 10);
    const ends = Float64Array.of(40, 5, 20);
    expect(pairs(intervalSetOf(starts, ends))).toEqual([
      [10, 20],
      [30, 40],
    ]);
    expect([...starts, ...ends]).toEqual([30, 5, 10, 40, 5, 20]);
  });

  it("refuses columns that do not fit together, reversed spans and NaN", () => {
    const one = Float64Array.of(1);
    expect(() => intervalSetOf(one, new Float64Array(0))).toThrow(InvariantError);
    expect(() => intervalSetOf(one, Float64Array.of(0))).toThrow(InvariantError);
    expect(() => intervalSetOf(one, Float64Array.of(Number.NaN))).toThrow(InvariantError);
  });

  it("builds the set of one span, empty where it has no length", () => {
    expect(pairs(single(instant(1), instant(3)))).toEqual([[1, 3]]);
    expect(single(instant(1), instant(1))).toBe(EMPTY);
    expect(() => single(instant(2), instant(1))).toThrow(InvariantError);
  });

  it("subtracts one cut from several spans and several cuts from one span", () => {
    expect(pairs(subtract(set([0, 10], [20, 30]), set([5, 25])))).toEqual([
      [0, 5],
      [25, 30],
    ]);
    expect(pairs(subtract(set([0, 10]), set([2, 3], [5, 6])))).toEqual([
      [0, 2],
      [3, 5],
      [6, 10],
    ]);
  });

  it("clips to a span, and to nothing beside or between the spans", () => {
    const open = set([0, 10], [20, 30], [40, 50]);
    const clipped = (start: number, end: number) =>
      pairs(clip(open, interval(instant(start), instant(end))));
    expect(clipped(5, 45)).toEqual([
      [5, 10],
      [20, 30],
      [40, 45],
    ]);
    expect(clipped(10, 20)).toEqual([]);
    expect(clipped(50, 60)).toEqual([]);
    expect(clipped(22, 24)).toEqual([[22, 24]]);
  });

  it("compares sets by their spans", () => {
    expect(equalSets(set([0, 1], [1, 2]), set([0, 2]))).toBe(true);
    expect(equalSets(set([0, 1]), set([0, 2]))).toBe(false);
    expect(equalSets(set([0, 2]), set([1, 2]))).toBe(false);
    expect(equalSets(set([0, 1]), set([0, 1], [4, 5]))).toBe(false);
    expect(equalSets(EMPTY, set())).toBe(true);
  });

  it("gives back a set that an operation does not change, and nothing of a set without itself", () => {
    const some = set([0, 1], [4, 5]);
    const all = set([0, 9]);
    for (const found of [
      union(some, some),
      unionAll([some]),
      intersect(some, some),
      intersect(some, all),
      intersect(all, some),
    ])
      expect(found).toBe(some);
    expect(subtract(some, some)).toBe(EMPTY);
  });

  it("handles the empty set on either side", () => {
    const some = set([0, 1]);
    for (const found of [union(some, EMPTY), union(EMPTY, some), subtract(some, EMPTY)]) {
      expect(pairs(found)).toEqual([[0, 1]]);
    }
    for (const found of [
      intersect(some, EMPTY),
      intersect(EMPTY, some),
      subtract(EMPTY, some),
      unionAll([]),
    ]) {
      expect(isEmpty(found)).toBe(true);
      expect(totalMs(found)).toBe(0);
      expect(containsInstant(found, 0 as Instant)).toBe(false);
    }
  });
});
