import { describe, expect, it } from "vitest";
import { equals, ratio } from "../../src/base/ratio.ts";
import { BucketTable } from "../../src/core/bucket-table.ts";
import { knownBuckets, knownSamples } from "../../src/core/known-series.ts";
import { SampleTable } from "../../src/core/sample-table.ts";
import { percentileOfValues, sumOfValues, valuesAt } from "../../src/core/sample-values.ts";
import { addCounts, addShares, emptyTally, FATE } from "../../src/core/tally.ts";
import type { Instant } from "../../src/time/instant.ts";

/** Rows in columns, without a contract around them. */

const key = { service: "web", resource: "eu", of: "requests" };
const mark = (index: number, more: object = {}) => ({
  index,
  id: undefined,
  recordedAt: undefined,
  ...more,
});
const bucket = (from: number, more: object = {}) => ({
  from,
  until: from + 1,
  good: 1,
  total: 1,
  excluded: 0,
  ...mark(from, more),
});

const large = Number.MAX_SAFE_INTEGER;
const columns = (good: readonly number[], total: readonly number[]) => ({
  ...key,
  from: Float64Array.from(good, (_, at) => at),
  until: Float64Array.from(good, (_, at) => at + 1),
  good: Float64Array.from(good),
  total: Float64Array.from(total),
});
const terms = { zeroTraffic: "good", minimum: 0, under: "good" } as const;

describe("rows that clash are told up to a thousand a series (40)", () => {
  it("places are named by file and line, files in any order", () => {
    const table = new BucketTable(key);
    const place = (file: string, line?: number) => ({
      file,
      ...(line === undefined ? {} : { line }),
    });
    table.push(bucket(5, place("b.csv", 2)));
    table.push(bucket(0, place("a.csv", 7)));
    table.push(bucket(5, { ...place("b.csv", 9), recordedAt: 3 }));
    table.push(bucket(0, { ...place("a.csv"), recordedAt: 4 }));
    const { order } = table.done();
    expect(order.clashes.map(({ first, second }) => [first, second])).toEqual([
      [
        { index: 0, file: "a.csv", line: 7 },
        { index: 0, file: "a.csv" },
      ],
      [
        { index: 5, file: "b.csv", line: 2 },
        { index: 5, file: "b.csv", line: 9 },
      ],
    ]);
  });

  it("the rest is left out", () => {
    const table = new BucketTable(key);
    for (let at = 0; at < 1200; at += 1) table.push({ ...bucket(0), good: 0, total: at });
    const { series, order } = table.done();
    expect([order.clashes.length, series.from.length]).toEqual([1000, 1]);
  });
});

it("of a series that was known in part, copies and ids stay with their rows (15)", () => {
  const buckets = new BucketTable({ service: "web" });
  for (const from of [0, 1, 1, 2]) buckets.push(bucket(from));
  buckets.push({ ...bucket(3), id: "B-3" });
  const { series } = buckets.done();
  expect(series.copies).toEqual(Uint32Array.of(0, 1, 0, 0));
  const known = knownBuckets(series, 3 as Instant);
  expect(known).toEqual({
    service: "web",
    from: Float64Array.of(0, 1, 2),
    until: Float64Array.of(1, 2, 3),
    good: Float64Array.of(1, 1, 1),
    total: Float64Array.of(1, 1, 1),
    copies: Uint32Array.of(0, 1, 0),
  });

  const samples = new SampleTable(key);
  const sample = (at: number, more: object = {}) => ({
    at,
    state: "up" as const,
    intervalMs: 0,
    value: undefined,
    ...mark(at),
    ...more,
  });
  samples.push(sample(0));
  samples.push(sample(1, { value: { mantissa: 5n, decimals: 1 }, intervalMs: 7, id: "S-1" }));
  samples.push(sample(2));
  const all = samples.done().series;
  expect(knownSamples(all, 3 as Instant)).toBe(all);
  expect(knownSamples(all, 2 as Instant)).toEqual({
    ...key,
    at: Float64Array.of(0, 1),
    state: Uint8Array.of(1, 1),
    interval: Float64Array.of(0, 7),
    values: { mantissa: BigInt64Array.of(0n, 5n), decimals: Uint8Array.of(255, 1) },
    ids: new Map([[1, "S-1"]]),
  });
  const states = new SampleTable(key);
  for (const at of [0, 1]) states.push(sample(at));
  const seen = states.done().series;
  expect(knownSamples(seen, 1 as Instant)).toEqual({
    ...key,
    at: Float64Array.of(0),
    state: Uint8Array.of(1),
  });
  expect(valuesAt(seen, [0, 1]).mantissa.length).toBe(0);
});

it("values of different decimals are added and sorted exactly", () => {
  const values = {
    mantissa: BigInt64Array.of(5n, 50n, -25n, 7n, 50n),
    decimals: Uint8Array.of(1, 2, 2, 0, 2),
  };
  // 0.5 + 0.50 − 0.25 + 7 + 0.50
  expect(equals(sumOfValues(values), ratio(33n, 4n))).toBe(true);
  const median = percentileOfValues(values, { at: ratio(50n, 1n), method: "nearest-rank" });
  expect(equals(median, ratio(1n, 2n))).toBe(true);
  const none = { mantissa: new BigInt64Array(0), decimals: new Uint8Array(0) };
  expect(equals(sumOfValues(none), ratio(0n, 1n))).toBe(true);
});

it("counts beyond a safe integer stay exact (28)", () => {
  const series = columns([large, large, 0], [large, large, 1]);
  const range = { series, first: 0, beyond: 3, fates: undefined };
  const shares = emptyTally(3);
  addShares(shares, range, terms);
  expect(shares.total.value()).toBe(2n * BigInt(large) + 1n);
  expect(shares.good.value()).toBe(2n * BigInt(large));
  expect(equals(shares.badShares.value(), ratio(1n, 1n))).toBe(true);
  const counts = emptyTally(3);
  addCounts(counts, range);
  expect(counts.total.value()).toBe(shares.total.value());
});

it("a bucket of which all leaves is one without traffic, as one of which all was tagged is (20, 24)", () => {
  // 0 of 0; 3 of 5, whose failures do not leave; 0 of 4, whose failures leave; 0 of 3 that are all tagged.
  const series = { ...columns([0, 3, 0, 0], [0, 5, 4, 3]), excluded: Float64Array.of(0, 0, 0, 3) };
  const { counts: as, failuresLeave } = FATE;
  const fates = Uint8Array.of(as, as, failuresLeave, as);
  const counts = emptyTally(4);
  addCounts(counts, { series, first: 0, beyond: 4, fates });
  expect([counts.buckets, counts.zeroTraffic]).toEqual([4, 3]);
  expect([counts.good.value(), counts.total.value()]).toEqual([3n, 5n]);
});

it("what becomes of a bucket is told by its place in the range, not in the series (24)", () => {
  // The first bucket lies before the range; of the two others the first leaves.
  const series = columns([1, 2, 4], [10, 20, 40]);
  const range = { series, first: 1, beyond: 3, fates: Uint8Array.of(FATE.leaves, FATE.counts) };
  const counts = emptyTally(2);
  addCounts(counts, range);
  expect([counts.good.value(), counts.total.value()]).toEqual([4n, 40n]);
  expect([counts.buckets, counts.excluded]).toEqual([1, 1]);
  const shares = emptyTally(2);
  addShares(shares, range, terms);
  expect([shares.good.value(), shares.total.value()]).toEqual([4n, 40n]);
  // Of 40 attempts 36 failed.
  expect(equals(shares.badShares.value(), ratio(9n, 10n))).toBe(true);
});
