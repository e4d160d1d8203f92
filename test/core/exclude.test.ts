import { describe, expect, it } from "vitest";
import { type ExclusionRule, exclude, excludedWithin } from "../../src/core/exclude.ts";
import type { Quota } from "../../src/core/quota.ts";
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
    quota: undefined,
    counts: EMPTY,
    ...more,
  };
}

const all = set("0-100");

/** A quota of so many ms, or of so many records, from 0 on or from each of these instants. */
const quota = (most: number | Quota["most"], pool = "a", ...periods: readonly number[]): Quota => ({
  pool,
  most: typeof most === "number" ? { ms: most } : most,
  periods: [0, ...periods] as Instant[],
});

function outcome(rules: readonly ExclusionRule[], down: string, runs = down) {
  const found = exclude(rules, { measured: all, down: set(down), runs: set(runs) });
  return {
    taken: found.taken.map((one) => `${one.rule} ${one.record} ${text(one.set)}`),
    withheld: found.withheld.map(
      (one) => `${one.rule} ${one.record} ${one.reason} ${text(one.set)}`,
    ),
    noted: found.noted.map((one) => `${one.rule} ${one.record} ${text(one.set)}`),
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
    const found = outcome([rule("a", "X:0-25 Y:30-40", { quota: quota(quotaMs) })], "10-20 30-35");
    expect(found).toMatchObject({ taken, withheld });
  });

  it("a quota ends inside a record of several stretches", () => {
    const found = outcome([rule("a", "X:0-50", { quota: quota(12) })], "10-20 30-35 40-45");
    expect(found).toMatchObject({
      taken: ["a X 10-20 30-32"],
      withheld: ["a X quota-used-up 32-35 40-45"],
    });
  });

  it("a concurrent fault withholds its time, and that uses no quota", () => {
    const found = outcome(
      [rule("a", "X:10-20 Y:30-40", { counts: set("12-15"), quota: quota(17) })],
      "10-20 30-40",
    );
    expect(found.taken).toEqual(["a X 10-12 15-20", "a Y 30-40"]);
    expect(found.withheld).toEqual(["a X concurrent-fault 12-15"]);
  });

  it("what one rule may not take, the next one may", () => {
    const found = outcome(
      [rule("a", "X:10-20", { quota: quota(4) }), rule("b", "X:10-20")],
      "10-20",
    );
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

describe("semantics 23: effects", () => {
  it("downtime and its time leaves both sides, and takes no up time", () => {
    const own = rule("a", "X:0-50", { removes: "downtime-and-its-time" });
    expect(outcome([own], "10-20")).toMatchObject({
      taken: ["a X 10-20"],
      all: "10-20",
      windows: "10-20",
    });
  });

  it("nothing is listed with its time, uses no time up, and leaves it to the next rule", () => {
    const own = rule("n", "X:5-15", { removes: "nothing" });
    expect(outcome([own, rule("a", "X:5-15")], "10-20")).toMatchObject({
      taken: ["a X 10-15"],
      noted: ["n X 5-15"],
      all: "10-15",
      windows: "",
    });
  });

  it.each([
    { at: "X:15-16", taken: ["a X 10-20"], why: "the outage that it touches, start to end" },
    { at: "X:5-35", taken: ["a X 10-20 30-40"], why: "every outage that it touches" },
    { at: "X:20-30", taken: [], why: "abutting is no touching" },
    { at: "X:0-5", taken: [], why: "it touches none" },
    { at: "X:15-16 Y:17-18", taken: ["a X 10-20"], why: "the first record takes it" },
    { at: "X:15-16 Y:19-31", taken: ["a X 10-20", "a Y 30-40"], why: "the next one the next" },
    { at: "X:22-25 Y:33-34", taken: ["a Y 30-40"], why: "a record between them takes none" },
    { at: "X:45-60", taken: [], why: "a record behind the last takes none" },
  ])("incident: $why", ({ at, taken }) => {
    expect(outcome([rule("a", at, { removes: "incident" })], "10-20 30-40").taken).toEqual(taken);
  });

  it("incident: an outage reaches beyond what is measured, and is touched there", () => {
    const own = rule("a", "X:105-106", { removes: "incident" });
    expect(outcome([own], "90-100", "90-110").taken).toEqual(["a X 90-100"]);
  });
});

describe("semantics 23: quotas", () => {
  it.each([
    { records: 1, taken: ["a X 10-20 30-32"], withheld: ["a Y quota-used-up 40-50"] },
    { records: 2, taken: ["a X 10-20 30-32", "a Y 40-50"], withheld: [] },
  ])("at most $records records, each of them whole", ({ records, taken, withheld }) => {
    const rules = [rule("a", "X:0-35 Y:40-50", { quota: quota({ records }) })];
    expect(outcome(rules, "10-20 30-32 40-50")).toMatchObject({ taken, withheld });
  });

  it("a record that takes nothing uses none", () => {
    const rules = [rule("a", "X:0-9 Y:10-20", { quota: quota({ records: 1 }) })];
    expect(outcome(rules, "10-20").taken).toEqual(["a Y 10-20"]);
  });

  it("begins anew with each of its periods, in the middle of a record too", () => {
    const rules = [rule("a", "X:10-50", { quota: quota(10, "a", 30, 60) })];
    const found = outcome(rules, "10-50");
    expect(found.taken).toEqual(["a X 10-20 30-40"]);
    expect(found.withheld).toEqual(["a X quota-used-up 20-30 40-50"]);
  });

  it("a record counts in each period in which it takes time", () => {
    const own = rule("a", "X:20-40 Y:45-50", { quota: quota({ records: 1 }, "a", 30) });
    expect(outcome([own], "0-100")).toMatchObject({
      taken: ["a X 20-40"],
      withheld: ["a Y quota-used-up 45-50"],
    });
  });

  it("tells which records used up the quota of that period", () => {
    const rules = [rule("a", "V:0-5 X:20-30 Y:40-50", { quota: quota(12, "a", 10) })];
    const { withheld } = exclude(rules, { measured: all, down: all, runs: all });
    expect(withheld.map((one) => "usedBy" in one && one.usedBy)).toEqual([
      [
        { record: "X", ms: 10 },
        { record: "Y", ms: 2 },
      ],
    ]);
  });

  it("rules that share one draw on it together, first come first excluded", () => {
    const rules = [
      rule("a", "X:30-40", { quota: quota(15) }),
      rule("c", "X:0-100"),
      rule("b", "Y:10-20 Z:50-60", { quota: quota(15), removes: "window" }),
    ];
    const found = outcome(rules, "30-40");
    // b takes 10 for Y before X comes; X gets 5 of its 10; c takes the rest; Z comes too late.
    expect(found.taken).toEqual(["a X 30-35", "b Y 10-20", "c X 35-40"]);
    expect(found.withheld).toEqual(["a X quota-used-up 35-40", "b Z quota-used-up 50-60"]);
  });

  it("one record under two rules that share a quota of records counts once", () => {
    const shared = { quota: quota({ records: 1 }) };
    const rules = [rule("a", "X:10-15", shared), rule("b", "X:10-20", shared)];
    expect(outcome(rules, "0-100").taken).toEqual(["a X 10-15", "b X 15-20"]);
  });

  it("what lies within a span of it, where quotas were asked over more", () => {
    const rules = [
      rule("a", "X:10-20 Y:40-60", { quota: quota(15) }),
      rule("n", "N:0-100", { removes: "nothing" }),
      rule("w", "W:0-5 Z:55-58", { removes: "window" }),
    ];
    const found = excludedWithin(
      exclude(rules, { measured: all, down: set("10-60"), runs: set("10-60") }),
      set("42-100"),
    );
    expect(found.taken.map((one) => `${one.rule} ${one.record} ${text(one.set)}`)).toEqual([
      "a Y 42-45",
      "w Z 55-58",
    ]);
    expect(found.noted.map((one) => text(one.set))).toEqual(["42-100"]);
    expect(found.withheld.map((one) => text(one.set))).toEqual(["45-60"]);
    expect([text(found.all), text(found.windows)]).toEqual(["42-45 55-58", "55-58"]);
  });
});
