import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Changes, judged, type Measure, minutes, stated } from "./outage-world.ts";
import { HOUR, ledgerOf, OCTOBER_MS, outage, stamp, work } from "./world.ts";

const DAY = 24 * HOUR;
const days = (count: number) => String(count * DAY);
/** Two hours of 5 October 2026, a Monday. */
const two = [outage("A", "10-05T10:00", "10-05T12:00")];
const office: ContractInput["calendars"] = [
  { id: "office", weekly: { "mon-fri": ["09:00-11:00"] } },
];

const inUse = (from: string, until?: string): Changes => ({
  services: [
    {
      id: "web",
      charges: [],
      active: [{ from: stamp(from), ...(until === undefined ? {} : { until: stamp(until) }) }],
    },
  ],
  bases: [],
});

describe("semantics 4: service hours are the denominator", () => {
  it("44 hours in 22 working days, one of them down", () => {
    const found = judged({ hours: "office" }, two, { calendars: office });
    expect({ bad: found.bad, whole: found.whole }).toEqual({
      bad: String(HOUR),
      whole: String(44 * HOUR),
    });
    expect(ledgerOf(found)).toEqual({
      up: 43 * HOUR,
      down: HOUR,
      "out-of-hours": OCTOBER_MS - 44 * HOUR,
    });
    const { evidence } = stated({ hours: "office" }, two, { calendars: office });
    expect(evidence.outages[0]?.parts).toEqual([
      { why: "counted", ms: String(HOUR) },
      { why: "out-of-hours", ms: String(HOUR) },
    ]);
  });

  it("an outage outside them is told as not counted, and reaches the minimum by its whole length", () => {
    const rows = [
      outage("A", "10-05T11:00", "10-05T12:00"),
      outage("B", "10-06T08:00", "10-06T09:05"),
    ];
    const measure = { hours: "office", minimumOutage: "PT1H" };
    const { results, evidence } = stated(measure, rows, { calendars: office });
    expect(results[0]?.bad).toBe(minutes(5));
    expect(evidence.notCounted.map(({ record, why }) => [record, why])).toEqual([
      ["A", "out-of-hours"],
    ]);
  });

  it("steps take the closed time off", () => {
    const { steps } = judged({ hours: "office" }, two, { calendars: office });
    expect(steps.slice(1, 3)).toEqual([
      { op: "excluded", clause: "msa 3.1", in: "out of hours", out: String(700 * HOUR) },
      {
        op: "denominator",
        clause: "msa 3.1",
        in: `${OCTOBER_MS} − ${700 * HOUR}`,
        out: String(44 * HOUR),
      },
    ]);
  });

  it("a month without any is not measured", () => {
    const calendars: ContractInput["calendars"] = [
      {
        id: "office",
        weekly: { "mon-fri": ["09:00-11:00"] },
        effective: { from: "2026-01-01", until: "2026-07-01" },
      },
    ];
    const found = judged({ hours: "office" }, two, { calendars });
    expect([found.verdict, found.whyNot]).toEqual(["not-measured", "nothing-scheduled"]);
  });
});

describe("semantics 4: how long a period is taken to be", () => {
  const months = { days28: 40_000, days29: 41_000, days30: 43_200, days31: 43_500 };

  it.each([
    { denominator: "elapsed", whole: days(31), why: "October" },
    { denominator: "days-x-1440", whole: days(31), why: "31 days of 1,440 minutes" },
    { denominator: { fixedMinutes: 43_200 }, whole: days(30), why: "30 days" },
    { denominator: { deemedDays: 30 }, whole: days(30), why: "30 days a month" },
    { denominator: { deemedMonths: months }, whole: minutes(43_500), why: "a month of 31 days" },
  ] as const)("$denominator: $whole ms, $why", ({ denominator, whole }) => {
    const found = judged({ denominator: denominator as Measure["denominator"] }, two);
    expect(found.whole).toBe(whole);
    const adjusted = (found.ledger?.adjustments ?? []).map(({ ms }) => Number(ms));
    expect(adjusted.reduce((sum, ms) => sum + ms, OCTOBER_MS)).toBe(Number(whole));
  });

  it.each([
    { denominator: { deemedDays: 30 }, whole: days(90), why: "three times thirty" },
    { denominator: { fixedMinutes: 43_200 }, whole: days(30), why: "whatever the period" },
    {
      denominator: { deemedMonths: months },
      whole: minutes(43_500 + 43_200 + 43_500),
      why: "31, 30, 31",
    },
  ])("of a quarter: $whole ms, $why", ({ denominator, whole }) => {
    const changes: Changes = {
      settlement: "calendar-quarter",
      commitment: { period: "calendar-quarter" },
    };
    const statement = stated(
      { denominator },
      two,
      { ...changes },
      "2027-01-05T00:00:00Z",
      "2026-Q4",
    );
    expect(statement.results[0]?.whole).toBe(whole);
  });

  it("a day on which the clock goes back has 1,440 minutes, though it lasts 25 hours", () => {
    const changes: Changes = { timeZone: "Europe/Berlin" };
    const found = judged({ denominator: "days-x-1440" }, two, changes);
    expect(found.whole).toBe(days(31));
    expect(found.ledger?.elapsedMs).toBe(String(31 * DAY + HOUR));
    expect(found.ledger?.adjustments).toEqual([
      { of: "whole", why: "days of 1440 minutes", ms: String(-HOUR) },
    ]);
    const step = found.steps.find(({ op }) => op === "denominator");
    expect(step?.in).toBe(`${31 * DAY + HOUR} − ${HOUR}`);
  });

  it("31 days down in a month deemed to have 30: below 0, exactly", () => {
    const rows = [outage("A", "10-01T00:00", "11-01T00:00")];
    const found = judged({ denominator: { deemedDays: 30 } }, rows);
    // (30 − 31) × 100 ÷ 30.
    expect(found.figure).toEqual({ exact: "-10/3", unit: "percent", shown: "-3.333334" });
    expect(found.verdict).toBe("breached");
  });

  it("a deemed length that windows use up leaves nothing to measure", () => {
    const changes: Changes = {
      exclusions: [
        { id: "planned", clause: "4", matches: { kind: "maintenance" }, removes: "window" },
      ],
      commitment: { excludes: ["planned"] },
    };
    const rows = [work("CHG", "10-01T00:00", "10-31T12:00")];
    const found = judged({ denominator: { deemedDays: 30 } }, rows, changes);
    expect([found.verdict, found.whyNot]).toEqual(["not-measured", "nothing-scheduled"]);
  });

  it("of a period that is cut, the deemed length is cut alike", () => {
    const asOf = judged({ denominator: { deemedDays: 30 } }, two, {}, "10-16T12:00");
    // 15.5 of 31 days: half of 30.
    expect(asOf.whole).toBe(days(15));
    const changes: Changes = { effective: { from: "2026-10-01", until: "2026-10-16" } };
    expect(judged({ denominator: "days-x-1440" }, two, changes).whole).toBe(days(15));
  });
});

describe("semantics 5: periods that are covered in part", () => {
  /** The term ends with 16 October: half a month less half a day. */
  const half: Changes = { effective: { from: "2026-01-01", until: "2026-10-16" } };
  const late: Changes = { effective: { from: "2026-10-04" } };

  it.each([
    { partialPeriod: "clip", changes: half, whole: days(15), why: "both sides" },
    { partialPeriod: "whole-denominator", changes: half, whole: days(31), why: "the month" },
    { partialPeriod: "from-first-full", changes: half, whole: days(15), why: "its last" },
    { partialPeriod: "clip", changes: late, whole: days(28), why: "from the fourth" },
    { partialPeriod: "whole-denominator", changes: late, whole: days(31), why: "the month" },
    {
      partialPeriod: "clip",
      changes: inUse("10-04T00:00", "10-14T00:00"),
      whole: days(10),
      why: "ten days in use",
    },
    {
      partialPeriod: "undeployed-is-available",
      changes: inUse("10-04T00:00", "10-14T00:00"),
      whole: days(31),
      why: "in use or not",
    },
    {
      partialPeriod: "outages-while-active",
      changes: inUse("10-04T00:00", "10-14T00:00"),
      whole: days(31),
      why: "the whole period",
    },
    {
      partialPeriod: "outages-while-active",
      changes: { ...inUse("10-04T00:00"), ...half },
      whole: days(31),
      why: "the whole period, though the term ends in it",
    },
    {
      partialPeriod: "undeployed-is-available",
      changes: { ...inUse("10-04T00:00"), ...half },
      whole: days(15),
      why: "of the term",
    },
  ] as const)("$partialPeriod: $whole ms, $why", ({ partialPeriod, changes, whole }) => {
    const found = judged({ partialPeriod }, two, changes);
    expect({ bad: found.bad, whole: found.whole }).toEqual({ bad: String(2 * HOUR), whole });
  });

  it("outages count only while the service is in use", () => {
    const rows = [
      ...two,
      outage("B", "10-13T23:00", "10-14T01:00"),
      outage("C", "10-20T00:00", "10-21T00:00"),
    ];
    const changes = inUse("10-04T00:00", "10-14T00:00");
    const { results, evidence } = stated(
      { partialPeriod: "undeployed-is-available" },
      rows,
      changes,
    );
    expect(results[0]?.bad).toBe(String(3 * HOUR));
    expect(results[0]?.ledger?.classes).toContainEqual({ class: "inactive", ms: days(21) });
    expect(results[0]?.ledger?.adjustments).toEqual([
      { of: "whole", why: "time without use is available", ms: days(21) },
    ]);
    expect(evidence.notCounted.map(({ record, why }) => [record, why])).toEqual([
      ["C", "inactive"],
    ]);
  });

  it.each([
    { partialPeriod: "not-a-period", changes: half, verdict: "not-applicable" },
    { partialPeriod: "not-a-period", changes: late, verdict: "not-applicable" },
    { partialPeriod: "not-a-period", changes: {}, verdict: "breached" },
    { partialPeriod: "not-a-period", changes: inUse("10-02T00:00"), verdict: "not-applicable" },
    { partialPeriod: "not-a-period", changes: inUse("09-02T00:00"), verdict: "breached" },
    { partialPeriod: "from-first-full", changes: late, verdict: "not-applicable" },
    { partialPeriod: "from-first-full", changes: inUse("10-02T00:00"), verdict: "not-applicable" },
    { partialPeriod: "from-first-full", changes: {}, verdict: "breached" },
  ] as const)("$partialPeriod of $changes: $verdict", ({ partialPeriod, changes, verdict }) => {
    const found = judged({ partialPeriod }, two, changes as Changes);
    expect(found.verdict).toBe(verdict);
    expect(found.whyNot).toBe(verdict === "breached" ? undefined : "partial-period");
  });

  it("the time in use is a denominator by name", () => {
    const found = judged({ denominator: "active" }, two, inUse("10-04T00:00", "10-14T00:00"));
    expect(found.whole).toBe(days(10));
  });

  it("a fixed length is told in minutes", () => {
    const { steps } = judged({ denominator: { fixedMinutes: 43_200 } }, two);
    expect(steps.some((step) => step.in?.includes("43200 minutes a period"))).toBe(true);
  });

  it("the time in which at least two of three services are in use", () => {
    const services = [
      ["web", "10-01T00:00", "10-11T00:00"],
      ["api", "10-04T00:00", "10-14T00:00"],
      ["db", "10-20T00:00", "10-21T00:00"],
    ].map(([id = "", from = "", until = ""]) => ({
      id,
      charges: [],
      active: [{ from: stamp(from), until: stamp(until) }],
    }));
    const rows = [...two, outage("B", "10-02T10:00", "10-02T11:00")];
    const found = judged({ denominator: { atLeastActive: 2 } }, rows, {
      services,
      bases: [],
      commitment: { scope: { anyDown: ["web", "api", "db"] } },
    });
    // 4 to 11 October; B lies before.
    expect([found.whole, found.bad]).toEqual([days(7), String(2 * HOUR)]);
  });

  it("more members in use than the scope has are refused", () => {
    const found = () => judged({ denominator: { atLeastActive: 2 } }, two, inUse("10-04T00:00"));
    expect(found).toThrow(/denominator\.more-than-members/);
  });

  it("a stamp in it is read like any other", () => {
    const services = [{ id: "web", charges: [], active: [{ from: "2026-10-04" }] }];
    expect(() => judged({}, two, { services, bases: [] })).toThrow(/stamp\.malformed/);
  });

  it("a span in use that runs backwards is refused", () => {
    const parsed = () => judged({}, two, inUse("10-14T00:00", "10-04T00:00"));
    expect(parsed).toThrow(/service\.never-active/);
  });
});

describe("semantics 19: time of which nothing is known", () => {
  const coverage = (from: string, until: string) => ({
    type: "coverage",
    id: `cov-${from}`,
    of: "outages",
    from: stamp(from),
    until: stamp(until),
  });
  /** The last day of October is unknown. */
  const rows = [...two, coverage("10-01T00:00", "10-31T00:00")];

  it.each([
    { unknown: "left-out", bad: 2 * HOUR, whole: 30 * DAY, why: "of thirty known days" },
    { unknown: "up", bad: 2 * HOUR, whole: 31 * DAY, why: "the day was up" },
    { unknown: "down", bad: 26 * HOUR, whole: 31 * DAY, why: "the day was down" },
    { unknown: { carry: "PT6H" }, bad: 2 * HOUR, whole: 30.25 * DAY, why: "six hours go on" },
    { unknown: { carry: "PT48H" }, bad: 2 * HOUR, whole: 31 * DAY, why: "all of it goes on" },
  ] as const)("$unknown: $why", ({ unknown, bad, whole }) => {
    const found = judged({ unknown }, rows);
    expect([Number(found.bad), Number(found.whole)]).toEqual([bad, whole]);
  });

  it("the ledger keeps the class, and says what became of it", () => {
    const { ledger, steps } = judged({ unknown: "down" }, rows);
    expect(ledger?.classes).toContainEqual({ class: "unknown", ms: days(1) });
    expect(ledger?.adjustments).toEqual([
      { of: "bad", why: "unknown time is down", ms: days(1) },
      { of: "whole", why: "unknown time is down", ms: days(1) },
    ]);
    expect(steps.find(({ op }) => op === "downtime")).toMatchObject({
      in: `${2 * HOUR} + ${DAY}`,
      out: String(26 * HOUR),
    });
  });

  it.each([
    { minCoverage: "96.7", verdict: "breached", coverage: "96.774193", why: "30 of 31 days" },
    { minCoverage: "96.8", verdict: "not-measured", coverage: undefined, why: "too little" },
  ])(
    "at least $minCoverage % known: $verdict, $why",
    ({ minCoverage, verdict, coverage: shown }) => {
      const found = judged({ minCoverage }, rows);
      expect(found.verdict).toBe(verdict);
      expect(found.figure?.coverage?.shown).toBe(shown);
      expect(found.whyNot).toBe(shown === undefined ? "below-coverage" : undefined);
    },
  );

  it.each([
    { unknown: "left-out", whyNot: "no-data" },
    { unknown: "up", whyNot: undefined },
    { unknown: "down", whyNot: undefined },
  ] as const)("with nothing known at all, $unknown: $whyNot", ({ unknown, whyNot }) => {
    const found = judged({ unknown }, [coverage("09-01T00:00", "09-02T00:00")]);
    expect(found.whyNot).toBe(whyNot);
    expect(found.figure?.exact).toBe(
      unknown === "up" ? "100" : unknown === "down" ? "0" : undefined,
    );
  });

  it("where all is known there is nothing to adjust, whatever the unknown would be", () => {
    const rows = [coverage("10-01T00:00", "11-01T00:00")];
    for (const unknown of ["up", "down"] as const)
      expect(judged({ unknown }, rows).ledger?.adjustments).toEqual([]);
  });

  it("without any source nothing is measured, also where the unknown is down", () => {
    expect(judged({ unknown: "down" }, []).whyNot).toBe("no-data");
  });

  it("users are down with the unknown time", () => {
    const users = {
      type: "fact",
      id: "users",
      fact: "users",
      at: stamp("10-01T00:00"),
      until: stamp("11-01T00:00"),
      value: "10",
    };
    const measure = { overlap: "sum", denominator: { usersTimesMinutes: "users" } } as const;
    const hit = [
      outage("A", "10-05T10:00", "10-05T12:00", { affected: { units: 4 } }),
      coverage("10-01T00:00", "10-31T00:00"),
      users,
    ];
    const found = judged({ ...measure, unknown: "down" }, hit);
    expect([Number(found.bad), Number(found.whole)]).toEqual([8 * HOUR + 10 * DAY, 310 * DAY]);
    expect(Number(judged(measure, hit).whole)).toBe(300 * DAY);
    // Seats are no users.
    const seats = { ...users, id: "seats", fact: "seats", at: stamp("10-15T00:00"), value: "20" };
    expect(Number(judged(measure, [...hit, seats]).whole)).toBe(300 * DAY);
  });
});
