import { describe, expect, it } from "vitest";
import { judged, type Measure, minutes, stated } from "./outage-world.ts";
import { MINUTE, outage } from "./world.ts";

type Counting = Exclude<NonNullable<Measure["counting"]>, "exact">;

const at = (from: string, until: string, id = from, more: object = {}) =>
  outage(id, `2026-10-05T${from}Z`, `2026-10-05T${until}Z`, more);

const bad = (counting: Counting, rows: readonly object[], more: Partial<Measure> = {}) =>
  Number(judged({ counting, ...more }, rows).bad) / MINUTE;

/** 10:00:30–10:02:10, 100 s; 11:00:50–11:01:10, 20 s. */
const two = [at("10:00:30", "10:02:10"), at("11:00:50", "11:01:10")];

describe("semantics 18: downtime in whole units", () => {
  it.each([
    { count: "ceil", per: "fault", bad: 3, why: "100 s are 2, 20 s are 1" },
    { count: "ceil", per: "total", bad: 2, why: "120 s are 2" },
    { count: "floor", per: "fault", bad: 1, why: "100 s are 1, 20 s none" },
    { count: "floor", per: "total", bad: 2, why: "120 s are 2" },
    { count: "any-touched", per: "fault", bad: 5, why: "10:00, :01, :02 and 11:00, :01" },
    { count: "any-touched", per: "total", bad: 5, why: "no minute is touched twice" },
    { count: "all-of", per: "fault", bad: 1, why: "10:01 alone is wholly down" },
    { count: "all-of", per: "total", bad: 1, why: "the same" },
  ] as const)("$count per $per: $bad minutes, $why", ({ count, per, bad: minutesBad }) => {
    expect(bad({ whole: "minute", count, per }, two)).toBe(minutesBad);
  });

  it.each([
    { whole: "minute", bad: 3, why: "3 s in three minutes" },
    { whole: "five-minutes", bad: 5, why: "one slot of five" },
    { whole: "hour", bad: 60, why: "one hour" },
  ] as const)("slots of a $whole: $bad minutes, $why", ({ whole, bad: minutesBad }) => {
    const rows = [
      at("10:00:10", "10:00:11"),
      at("10:01:10", "10:01:11"),
      at("10:04:10", "10:04:11"),
    ];
    expect(bad({ whole, count: "any-touched", per: "total" }, rows)).toBe(minutesBad);
  });

  it("two outages in one minute: per fault it counts twice, in total once", () => {
    const rows = [at("10:00:10", "10:00:11"), at("10:00:40", "10:00:41")];
    const counting = { whole: "minute", count: "any-touched" } as const;
    expect(bad({ ...counting, per: "fault" }, rows)).toBe(2);
    expect(bad({ ...counting, per: "total" }, rows)).toBe(1);
  });

  it.each([
    { count: "any-touched", bad: 2, why: "10:00:30–10:01:30–10:02:30 holds 100 s" },
    { count: "all-of", bad: 1, why: "the first 60 of 100 s" },
  ] as const)("slots from the fault's start, $count: $bad, $why", ({ count, bad: found }) => {
    const counting = { whole: "minute", count, per: "fault", aligned: "fault" } as const;
    expect(bad(counting, [at("10:00:30", "10:02:10")])).toBe(found);
  });

  it("slots end with the period: an outage over midnight touches only its own part", () => {
    const rows = [outage("A", "2026-09-30T23:30:00Z", "2026-10-01T00:10:00Z")];
    expect(bad({ whole: "hour", count: "any-touched", per: "fault", aligned: "fault" }, rows)).toBe(
      30,
    );
    expect(bad({ whole: "hour", count: "all-of", per: "total" }, rows)).toBe(0);
    const whole = [outage("A", "2026-10-31T23:00:00Z", "2026-11-01T00:10:00Z")];
    expect(bad({ whole: "hour", count: "all-of", per: "total" }, whole)).toBe(60);
  });

  it("hours of the wall clock where it is half an hour off UTC", () => {
    const counting = { whole: "hour", count: "any-touched", per: "total" } as const;
    const rows = [outage("A", "2026-10-05T10:20:00Z", "2026-10-05T10:40:00Z")];
    const changes = { timeZone: "Asia/Kolkata" };
    // In Kolkata 15:50–16:10: two hours of its clock, one of UTC.
    const inZone = judged({ counting: { ...counting, aligned: "zone" } }, rows, changes);
    const inUtc = judged({ counting: { ...counting, aligned: "utc" } }, rows, changes);
    expect([inZone.bad, inUtc.bad]).toEqual([minutes(120), minutes(60)]);
  });

  it("where the clock is set anew a slot ends: Lord Howe goes 30 minutes ahead at 02:00", () => {
    // 2026-10-03T15:30Z is 02:00, which becomes 02:30: the hour from there has half an hour.
    const counting = {
      whole: "hour",
      count: "any-touched",
      per: "total",
      aligned: "zone",
    } as const;
    const rows = (from: string, until: string) => [
      outage("A", `2026-10-03T${from}:00Z`, `2026-10-03T${until}:00Z`),
    ];
    const changes = { timeZone: "Australia/Lord_Howe" };
    const found = (from: string, until: string) =>
      judged({ counting }, rows(from, until), changes).bad;
    expect(found("15:40", "15:41")).toBe(minutes(30));
    expect(found("15:20", "15:21")).toBe(minutes(60));
    expect(found("15:20", "15:40")).toBe(minutes(90));
    expect(found("15:30", "16:00")).toBe(minutes(30));
  });

  it("of several weights a touched slot counts at the heaviest, a full one at the lightest", () => {
    const rows = [
      at("10:00:00", "10:00:30", "A"),
      at("10:00:30", "10:01:00", "B", { impact: "partial" }),
    ];
    const weights = { partial: "0.5" };
    const counting = { whole: "minute", per: "total" } as const;
    expect(bad({ ...counting, count: "any-touched" }, rows, { weights })).toBe(1);
    expect(bad({ ...counting, count: "all-of" }, rows, { weights })).toBe(0.5);
    // Length: half a minute at 1 and one minute at 0.5 or more. Up: 0.5 × 1 + 0.5 × 1.
    expect(bad({ ...counting, count: "ceil" }, rows, { weights })).toBe(1);
    expect(bad({ ...counting, count: "floor" }, rows, { weights })).toBe(0.5);
  });

  it("what a rule excludes is not counted with the slot that it lies in", () => {
    const rows = [
      at("10:00:30", "10:01:00", "A"),
      at("10:01:00", "10:01:30", "B", { cause: "customer" }),
    ];
    const changes = {
      exclusions: [
        {
          id: "own",
          clause: "4",
          matches: { cause: "customer" as const },
          evidence: "not-required" as const,
          removes: "downtime" as const,
        },
      ],
      commitment: { excludes: ["own"] },
    };
    const counting = { whole: "five-minutes", count: "any-touched", per: "total" } as const;
    // Five minutes less the thirty excluded seconds.
    expect(judged({ counting }, rows, changes).bad).toBe(minutes(4.5));
  });

  it("the way from real time to what counts stands in the ledger, and in a step", () => {
    const found = judged({ counting: { whole: "minute", count: "ceil", per: "fault" } }, two);
    expect(found.ledger?.adjustments).toEqual([
      { of: "bad", why: "whole minutes, ceil, per fault", ms: "60000" },
    ]);
    const step = found.steps.find(({ op }) => op === "downtime");
    expect(step).toMatchObject({ in: "120000 + 60000", out: "180000" });
  });

  it("an outage that comes to no whole unit is no miss", () => {
    const counting = { whole: "minute", count: "floor", per: "fault" } as const;
    expect(judged({ counting }, two).misses).toEqual({ count: 1, ids: ["10:00:30"] });
    expect(judged({ figure: "longest", counting }, two).figure?.exact).toBe(minutes(1));
  });

  it.each([
    { count: "ceil", per: "fault", bad: 4, why: "two of 90 s are 2 minutes each" },
    { count: "ceil", per: "total", bad: 3, why: "180 s" },
    { count: "floor", per: "fault", bad: 2, why: "one minute each" },
  ] as const)("added up, $count per $per: $bad, $why", ({ count, per, bad: found }) => {
    const rows = [at("10:00:00", "10:01:30", "A"), at("10:00:00", "10:01:30", "B")];
    const result = judged({ overlap: "sum", counting: { whole: "minute", count, per } }, rows);
    expect(result.bad).toBe(minutes(found));
  });

  it.each([
    { count: "any-touched", aligned: undefined, told: true },
    { count: "all-of", aligned: undefined, told: true },
    { count: "all-of", aligned: "zone", told: false },
    { count: "ceil", aligned: undefined, told: false },
  ] as const)(
    "$count, aligned $aligned: an assumption is listed: $told",
    ({ count, aligned, told }) => {
      const counting = {
        whole: "hour",
        count,
        per: "total",
        ...(aligned === undefined ? {} : { aligned }),
      };
      const { assumptions } = stated({ counting: counting as Counting }, two);
      const found = assumptions.filter(({ path }) => path.endsWith("counting.aligned"));
      expect(found).toEqual(
        told
          ? [
              {
                path: "commitments.availability.measure.counting.aligned",
                used: "utc",
                semantics: 18,
              },
            ]
          : [],
      );
    },
  );
});

it("an outage of a millisecond is one, one of no time is none (semantics 18)", () => {
  const rows = [
    outage("A", "10-05T10:00", "2026-10-05T10:00:00.001Z"),
    outage("B", "10-06T10:00", "10-06T10:00"),
  ];
  expect(judged({}, rows).misses).toEqual({ count: 1, ids: ["A"] });
});
