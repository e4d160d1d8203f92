import { describe, expect, it } from "vitest";
import { exactText, parseDecimal } from "../../src/base/ratio.ts";
import { type Percentile, percentileOf } from "../../src/core/percentile.ts";

function found(values: readonly number[], at: string, method: Percentile["method"]): string {
  const rank = parseDecimal(at);
  if (rank === undefined) throw new TypeError(at);
  return exactText(percentileOf(values, { at: rank, method }));
}

describe("semantics 16: percentiles", () => {
  it.each([
    { at: "25", nearest: "10", linear: "17.5", why: "rank 1; place 0.75" },
    { at: "25.01", nearest: "20", linear: "17.503", why: "just above rank 1; place 0.7503" },
    { at: "50", nearest: "20", linear: "25", why: "rank 2; place 1.5" },
    { at: "75", nearest: "30", linear: "32.5", why: "rank 3; place 2.25" },
    { at: "95", nearest: "40", linear: "38.5", why: "rank ceil(3.8); place 2.85" },
    { at: "100", nearest: "40", linear: "40", why: "the last one" },
    { at: "0.000000001", nearest: "10", linear: "10.0000000003", why: "the first one" },
  ])("$at of 10, 20, 30, 40: $why", ({ at, nearest, linear }) => {
    const values = [10, 20, 30, 40];
    expect([found(values, at, "nearest-rank"), found(values, at, "linear")]).toEqual([
      nearest,
      linear,
    ]);
  });

  it("of one value: that value", () => {
    expect(found([7], "50", "nearest-rank")).toBe("7");
    expect(found([7], "50", "linear")).toBe("7");
  });

  it("thirds stay exact", () => {
    // Place 0.5 × 1 between 0 and 1 of [1, 2]: 1.5; a third of the way of [0, 1] is 1/3.
    expect(found([0, 1, 2, 3], "33.3", "linear")).toBe("0.999");
  });

  it("of nothing: a broken caller", () => {
    expect(() => found([], "50", "linear")).toThrow("one value at least");
  });
});
