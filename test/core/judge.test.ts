import { describe, expect, it } from "vitest";
import { HUNDRED, ratio, wholeRatio } from "../../src/base/ratio.ts";
import { keeps } from "../../src/core/judge.ts";

describe("a figure held against its bound (semantics 28)", () => {
  const [under, equal, over] = [ratio(9989n, 100n), ratio(9990n, 100n), ratio(9991n, 100n)];
  it.each([
    { kind: "atLeast", figure: under, kept: false, why: "99.89 is less than 99.9" },
    { kind: "atLeast", figure: equal, kept: true, why: "at least 99.9 is 99.9 too" },
    { kind: "atLeast", figure: over, kept: true, why: "99.91" },
    { kind: "moreThan", figure: under, kept: false, why: "99.89" },
    { kind: "moreThan", figure: equal, kept: false, why: "99.9 is not more than 99.9" },
    { kind: "moreThan", figure: over, kept: true, why: "99.91 is" },
    { kind: "atMost", figure: under, kept: true, why: "99.89 is less" },
    { kind: "atMost", figure: equal, kept: true, why: "at most 99.9 is 99.9 too" },
    { kind: "atMost", figure: over, kept: false, why: "99.91 is more" },
    { kind: "lessThan", figure: under, kept: true, why: "99.89 is less" },
    { kind: "lessThan", figure: equal, kept: false, why: "99.9 is not less than 99.9" },
    { kind: "lessThan", figure: over, kept: false, why: "99.91" },
  ] as const)("$kind 99.9: $why", ({ kind, figure, kept }) => {
    expect(keeps(figure, { kind, value: equal })).toBe(kept);
  });

  it("one lost ms of a year misses 100 %", () => {
    const year = 31_536_000_000n;
    expect(keeps(ratio(100n * (year - 1n), year), { kind: "atLeast", value: HUNDRED })).toBe(false);
    expect(keeps(wholeRatio(100), { kind: "atLeast", value: HUNDRED })).toBe(true);
  });
});
