import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ratio } from "../../src/base/ratio.ts";
import { type BadWhen, bucketRuns, type RunTerms } from "../../src/core/bucket-runs.ts";
import { spansOf } from "../../src/time/interval-set.ts";

const anyFailure: BadWhen = { by: "any-failure" };
const plain: RunTerms = {
  bad: anyFailure,
  runOf: 1,
  partialRuns: "kept",
  minimum: undefined,
  period: { start: 0, end: 1000 },
};

/** Buckets of length 10 as [good, attempts]; `undefined` is a bucket that is missing. */
function runs(
  counts: readonly (readonly [number, number] | undefined)[],
  terms: Partial<RunTerms> = {},
) {
  const rows = counts.flatMap((one, index) => (one === undefined ? [] : [{ one, index }]));
  const found = bucketRuns(
    {
      from: Float64Array.from(rows, ({ index }) => index * 10),
      until: Float64Array.from(rows, ({ index }) => index * 10 + 10),
      good: Float64Array.from(rows, ({ one }) => one[0]),
      attempts: Float64Array.from(rows, ({ one }) => one[1]),
    },
    { ...plain, ...terms },
  );
  return {
    known: spansOf(found.known).map(({ start, end }) => [start, end]),
    runs: Array.from(found.runs.starts, (start, i) => [start, found.runs.ends[i]]),
  };
}

const OK = [10, 10] as const;
const BAD = [0, 10] as const;

describe("when a bucket is bad (semantics 20)", () => {
  it.each([
    { why: "9.9 % is below a tenth", bad: [901, 1000], strict: false, is: "good" },
    { why: "a tenth is at least a tenth", bad: [900, 1000], strict: false, is: "bad" },
    { why: "a tenth is not more than a tenth", bad: [900, 1000], strict: true, is: "good" },
    { why: "10.1 % is more", bad: [899, 1000], strict: true, is: "bad" },
  ] as const)("rate: $why", ({ bad, strict, is }) => {
    const found = runs([bad], { bad: { by: "rate", limit: ratio(1n, 10n), strict } });
    expect(found.runs).toEqual(is === "bad" ? [[0, 10]] : []);
  });

  it("counts beyond what numbers multiply exactly are compared as exactly", () => {
    // 2^53 − 1 attempts against 1/3: a third of them is 3002399751580330.33…
    const tried = Number.MAX_SAFE_INTEGER;
    const third = 3002399751580330;
    const rate = (strict: boolean): BadWhen => ({ by: "rate", limit: ratio(1n, 3n), strict });
    const failed = (count: number) => [[tried - count, tried]] as const;
    for (const strict of [true, false]) {
      expect(runs(failed(third), { bad: rate(strict) }).runs).toEqual([]);
      expect(runs(failed(third + 1), { bad: rate(strict) }).runs).toEqual([[0, 10]]);
    }
  });

  it("so are counts that are the limit itself: at least it, and not more than it", () => {
    // 2^53 − 1 = 6361 × 1,416,003,655,831: exactly 1/6361 of the attempts failed.
    const tried = Number.MAX_SAFE_INTEGER;
    const counts = [[tried - 1_416_003_655_831, tried]] as const;
    const rate = (strict: boolean): BadWhen => ({ by: "rate", limit: ratio(1n, 6361n), strict });
    expect(runs(counts, { bad: rate(false) }).runs).toEqual([[0, 10]]);
    expect(runs(counts, { bad: rate(true) }).runs).toEqual([]);
  });

  it("any failure; every attempt; no attempt is none of both", () => {
    const counts = [[9, 10], [0, 10], [0, 0], OK] as const;
    expect(runs(counts).runs).toEqual([[0, 20]]);
    expect(runs(counts, { bad: { by: "every-attempt" } }).runs).toEqual([[10, 20]]);
    const atLeastNone: BadWhen = { by: "rate", limit: ratio(0n, 1n), strict: false };
    expect(runs([[0, 0]], { bad: atLeastNone }).runs).toEqual([]);
  });
});

describe("runs of bad buckets (semantics 20)", () => {
  it.each([
    { length: 2, kept: [], dropped: [], why: "too short" },
    { length: 3, kept: [[0, 30]], dropped: [[0, 30]], why: "just long enough" },
    { length: 5, kept: [[0, 50]], dropped: [[0, 30]], why: "one block, and a part of one" },
    { length: 6, kept: [[0, 60]], dropped: [[0, 60]], why: "two blocks" },
  ])("$length in a row, of which 3 are needed: $why", ({ length, kept, dropped }) => {
    const counts = [...Array.from({ length }, () => BAD), OK];
    expect(runs(counts, { runOf: 3 }).runs).toEqual(kept);
    expect(runs(counts, { runOf: 3, partialRuns: "dropped" }).runs).toEqual(dropped);
  });

  it("a missing bucket ends a run and is unknown", () => {
    const found = runs([BAD, undefined, BAD], { runOf: 2 });
    expect(found).toEqual({
      runs: [],
      known: [
        [0, 10],
        [20, 30],
      ],
    });
  });
});

describe("too little traffic (semantics 20)", () => {
  const few = [0, 4] as const;
  const minimum = { requests: 5 };

  it.each([
    { is: "good", runs: [[0, 10]], known: [[0, 30]] },
    { is: "bad", runs: [[0, 30]], known: [[0, 30]] },
    { is: "left-out", runs: [[0, 10]], known: [[0, 10]] },
  ] as const)("in a bucket: it is $is", ({ is, ...expected }) => {
    expect(runs([BAD, few, few], { minimum: { ...minimum, is, over: "bucket" } })).toEqual(
      expected,
    );
  });

  it.each([
    { is: "good", runs: [], known: [[0, 30]] },
    { is: "bad", runs: [[10, 20]], known: [[0, 30]] },
    {
      is: "left-out",
      runs: [],
      known: [
        [0, 10],
        [20, 30],
      ],
    },
  ] as const)("in a run: it is $is", ({ is, ...expected }) => {
    const counts = [OK, few, OK];
    expect(runs(counts, { minimum: { ...minimum, is, over: "run" } })).toEqual(expected);
    const enough = runs([few, few], { minimum: { ...minimum, is, over: "run" } });
    expect(enough.runs, "8 in all").toEqual([[0, 20]]);
  });

  it.each([
    { is: "good", runs: [[20, 30]], known: [[0, 30]] },
    { is: "bad", runs: [[0, 30]], known: [[0, 30]] },
    { is: "left-out", runs: [[20, 30]], known: [[20, 30]] },
  ] as const)("in the period, which ends at 20: all of it is $is", ({ is, ...expected }) => {
    const terms = {
      minimum: { requests: 25, is, over: "period" },
      period: { start: 0, end: 20 },
    } as const;
    expect(runs([OK, BAD, BAD], terms)).toEqual(expected);
    expect(runs([OK, BAD, BAD], { ...terms, period: { start: 0, end: 30 } }).runs).toEqual([
      [10, 30],
    ]);
  });
});

it("runs are what looking at each bucket's neighbours finds", () => {
  const bucket = fc.option(fc.constantFrom(OK, BAD), { nil: undefined });
  fc.assert(
    fc.property(
      fc.array(bucket, { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      (all, runOf) => {
        const inRun = all.map((one, index) => {
          if (one !== BAD) return false;
          let [first, last] = [index, index];
          while (all[first - 1] === BAD) first -= 1;
          while (all[last + 1] === BAD) last += 1;
          return last - first + 1 >= runOf;
        });
        const found = runs(all, { runOf });
        const covered = all.map((_, index) =>
          found.runs.some(([start = 0, end = 0]) => start <= index * 10 && index * 10 < end),
        );
        expect(covered).toEqual(inRun);
      },
    ),
  );
});
