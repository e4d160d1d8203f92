import { describe, expect, it } from "vitest";
import { atLeast } from "../../src/core/at-least.ts";
import type { Instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { intervalSet, spansOf } from "../../src/time/interval-set.ts";

const set = (...spans: readonly (readonly [number, number])[]) =>
  intervalSet(spans.map(([start, end]) => interval(start as Instant, end as Instant)));

const sets = [set([0, 10], [20, 30]), set([5, 25]), set([8, 9], [10, 12])];

describe("semantics 4: the time that at least n sets hold", () => {
  it.each([
    { n: 1, spans: [[0, 30]], why: "any of them" },
    {
      n: 2,
      spans: [
        [5, 12],
        [20, 25],
      ],
      why: "at 10 one ends as another begins",
    },
    { n: 3, spans: [[8, 9]], why: "all of them" },
    { n: 4, spans: [], why: "more than there are" },
  ])("n = $n: $why", ({ n, spans }) => {
    expect(spansOf(atLeast(sets, n)).map(({ start, end }) => [start, end])).toEqual(spans);
  });
});
