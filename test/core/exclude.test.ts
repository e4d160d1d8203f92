import { describe, expect, it } from "vitest";
import { type ExclusionRule, exclude } from "../../src/core/exclude.ts";
import type { Instant } from "../../src/time/instant.ts";
import { EMPTY, type IntervalSet, intervalSetOf } from "../../src/time/interval-set.ts";

/** "10-20 30-40" as a set. */
function set(text: string): IntervalSet {
  const spans = text
    .split(" ")
    .filter((part) => part !== "")
    .map((part) => part.split("-").map(Number));
  return intervalSetOf(
    Float64Array.from(spans, ([start = 0]) => start),
    Float64Array.from(spans, ([, end = 0]) => end),
  );
}

function text({ starts, ends }: IntervalSet): string {
  return Array.from(starts, (start, i) => `${start}-${ends[i]}`).join(" ");
}

/** Candidates as "id:10-20". */
function rule(name: string, candidates: string, more: Partial<ExclusionRule> = {}): ExclusionRule {
  return {
    rule: name,
    removes: "downtime",
    candidates: candidates
      .split(" ")
      .filter((one) => one !== "")
      .map((one) => {
        const [record = "", span = ""] = one.split(":");
        const [start, end] = span.split("-").map(Number) as [Instant, Instant];
        return { record, start, end };
      }),
    quotaMs: undefined,
    counts: EMPTY,
    ...more,
  };
}

const all = set("0-100");

function outcome(rules: readonly ExclusionRule[], down: string) {
  const found = exclude(rules, all, set(down));
  return {
    taken: found.taken.map((one) => `${one.rule} ${one.record} ${text(one.set)}`),
    withheld: found.withheld.map(
      (one) => `${one.rule} ${one.record} ${one.reason} ${text(one.set)}`,
    ),
    all: text(found.all),
    windows: text(found.windows),
  };
}

describe("semantics 23, 24: what rules take", () => {
  it.each([
    { rules: [], down: "10-20", taken: [], why: "nothing granted, nothing excluded" },
    {
      rules: [rule("a", "X:12-15")],
      down: "10-20",
      taken: ["a X 12-15"],
      why: "interval subtraction",
    },
    {
      rules: [rule("a", "X:0-50")],
      down: "10-20 30-40",
      taken: ["a X 10-20 30-40"],
      why: "only downtime",
    },
    {
      rules: [rule("a", "X:0-50", { removes: "window" })],
      down: "10-20",
      taken: ["a X 0-50"],
      why: "a window takes up time too",
    },
    {
      rules: [rule("a", "X:90-150", { removes: "window" })],
      down: "",
      taken: ["a X 90-100"],
      why: "nothing outside the measured span",
    },
    { rules: [rule("a", "X:50-60")], down: "10-20", taken: [], why: "no downtime there" },
    {
      rules: [rule("a", "X:10-15"), rule("b", "Y:12-20")],
      down: "10-20",
      taken: ["a X 10-15", "b Y 15-20"],
      why: "the first rule of the list takes the overlap",
    },
    {
      rules: [rule("b", "Y:12-20"), rule("a", "X:10-15")],
      down: "10-20",
      taken: ["b Y 12-20", "a X 10-12"],
      why: "in the other order",
    },
    {
      rules: [rule("a", "Y:12-20 X:10-15")],
      down: "10-20",
      taken: ["a X 10-15", "a Y 15-20"],
      why: "within a rule the earlier record",
    },
    {
      rules: [rule("a", "Y:10-20 X:10-15")],
      down: "10-20",
      taken: ["a X 10-15", "a Y 15-20"],
      why: "at one start the first id",
    },
    {
      rules: [rule("a", "X:10-20 Y:12-15")],
      down: "10-20",
      taken: ["a X 10-20"],
      why: "a record inside another takes nothing",
    },
    {
      rules: [rule("a", "X:10-20 X:10-12")],
      down: "10-20",
      taken: ["a X 10-12", "a X 12-20"],
      why: "one record twice: the part that ends first",
    },
  ])("$why", ({ rules, down, taken }) => {
    expect(outcome(rules, down).taken).toEqual(taken);
  });

  it.each([
    {
      quotaMs: 10,
      taken: ["a X 10-20"],
      withheld: ["a Y quota-used-up 30-35"],
      why: "X uses it up",
    },
    {
      quotaMs: 12,
      taken: ["a X 10-20", "a Y 30-32"],
      withheld: ["a Y quota-used-up 32-35"],
      why: "2 are left for Y",
    },
    { quotaMs: 15, taken: ["a X 10-20", "a Y 30-35"], withheld: [], why: "exactly enough" },
    {
      quotaMs: 0,
      taken: [],
      withheld: ["a X quota-used-up 10-20", "a Y quota-used-up 30-35"],
      why: "none at all",
    },
  ])("a quota of $quotaMs: $why", ({ quotaMs, taken, withheld }) => {
    const found = outcome([rule("a", "X:0-25 Y:30-40", { quotaMs })], "10-20 30-35");
    expect(found).toMatchObject({ taken, withheld });
  });

  it("a quota ends inside a record of several stretches", () => {
    const found = outcome([rule("a", "X:0-50", { quotaMs: 12 })], "10-20 30-35 40-45");
    expect(found).toMatchObject({
      taken: ["a X 10-20 30-32"],
      withheld: ["a X quota-used-up 32-35 40-45"],
    });
  });

  it("a concurrent fault withholds its time, and that uses no quota", () => {
    const found = outcome(
      [rule("a", "X:10-20 Y:30-40", { counts: set("12-15"), quotaMs: 17 })],
      "10-20 30-40",
    );
    expect(found.taken).toEqual(["a X 10-12 15-20", "a Y 30-40"]);
    expect(found.withheld).toEqual(["a X concurrent-fault 12-15"]);
  });

  it("what one rule may not take, the next one may", () => {
    const found = outcome([rule("a", "X:10-20", { quotaMs: 4 }), rule("b", "X:10-20")], "10-20");
    expect(found.taken).toEqual(["a X 10-14", "b X 14-20"]);
  });

  it("tells the windows from the downtime that was taken", () => {
    const found = outcome(
      [rule("w", "W:30-60", { removes: "window" }), rule("c", "X:10-40")],
      "10-40",
    );
    expect(found).toMatchObject({ all: "10-60", windows: "30-60" });
  });
});
