import { describe, expect, it } from "vitest";
import { parseQuantity, type Ratio, ZERO } from "../../src/base/ratio.ts";
import { apportion } from "../../src/core/apportion.ts";

const weight = (text: string): Ratio => parseQuantity(text) ?? ZERO;

/** Shares as "id:weight". */
const shares = (list: readonly string[]) =>
  list.map((text) => {
    const [id = "", size = ""] = text.split(":");
    return { id, weight: weight(size) };
  });

describe("largest remainder (semantics 32, 33)", () => {
  it.each([
    {
      total: 9999n,
      over: ["a:75", "b:25"],
      units: [7499n, 2500n],
      why: "7499.25 and 2499.75: the second has the larger rest",
    },
    {
      total: 1n,
      over: ["a:1", "b:1"],
      units: [1n, 0n],
      why: "one unit over two equal weights: the first id",
    },
    { total: 1n, over: ["b:1", "a:1"], units: [0n, 1n], why: "by id, not by place" },
    {
      total: 100n,
      over: ["a:1", "b:1", "c:1"],
      units: [34n, 33n, 33n],
      why: "33.33 each, one over: the first id",
    },
    {
      total: 200n,
      over: ["c:1", "b:1", "a:1"],
      units: [66n, 67n, 67n],
      why: "66.67 each, two over: a and b",
    },
    { total: 10n, over: ["a:0", "b:1"], units: [0n, 10n], why: "no weight, no units" },
    {
      total: 10n,
      over: ["b:0", "a:0"],
      units: [0n, 10n],
      why: "no weights at all: the first id gets all",
    },
    { total: 0n, over: ["a:1", "b:2"], units: [0n, 0n], why: "nothing to hand out" },
    {
      total: 1n,
      over: ["b:1", "d:1", "a:1", "c:1"],
      units: [0n, 0n, 1n, 0n],
      why: "the first id, wherever it stands",
    },
    {
      total: 3n,
      over: ["b:1", "d:1", "a:1", "c:1"],
      units: [1n, 0n, 1n, 1n],
      why: "0.75 each: all but the last id",
    },
    {
      total: 5n,
      over: ["a:1/3", "b:1/3", "c:1/3"],
      units: [2n, 2n, 1n],
      why: "1.67 each, two over",
    },
    {
      total: 7n,
      over: ["x:0.1", "x:0.1"],
      units: [4n, 3n],
      why: "equal ids: the first in the list",
    },
    { total: 7n, over: [], units: [], why: "nobody to hand it to" },
    {
      total: 5n,
      over: ["a:10", "b:-1", "c:-1"],
      units: [6n, 0n, -1n],
      why: "6.25 and −0.625 each of two credit notes, floors 6, −1, −1: the one over to b",
    },
    {
      total: 100n,
      over: ["a:1000", "b:-300"],
      units: [143n, -43n],
      why: "142.86 and −42.86, floors 142 and −43: a has the larger rest",
    },
  ])("$total over $over: $why", ({ total, over, units }) => {
    expect(apportion(total, shares(over))).toEqual(units);
  });

  it("does not depend on the order of the shares, and is exact far above 2^53", () => {
    const total = 10n ** 30n + 1n;
    const forward = apportion(total, shares(["a:1", "b:2", "c:4"]));
    const backward = apportion(total, shares(["c:4", "b:2", "a:1"]));
    expect([...backward].reverse()).toEqual(forward);
    expect(forward.reduce((a, b) => a + b, 0n)).toBe(total);
  });
});
