import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issuesOf, unwrap } from "../../src/base/result.ts";
import {
  addDays,
  type CivilDate,
  formatCivilDate,
  parseCivilDate,
  startOfDate,
} from "../../src/time/civil.ts";
import type { CalendarPeriod } from "../../src/time/dated-periods.ts";
import { type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import {
  type CyclicPeriod,
  monthsIn,
  nextPeriod,
  type PeriodKind,
  parsePeriod,
  pendingPeriod,
  periodAt,
  periodKinds,
  periodsEndingIn,
  previousPeriod,
} from "../../src/time/period.ts";
import { formatInstant, parseStamp } from "../../src/time/stamp.ts";
import { type Zone, zone } from "../../src/time/zone.ts";

const zoneOf = (name: string): Zone => unwrap(zone(name, []));
const utc = (text: string): Instant => unwrap(parseStamp(text, []));
const shanghai = zoneOf("Asia/Shanghai");

describe("semantics 4: periods by label", () => {
  it.each<{ kind: CalendarPeriod; label: string; from: string; until: string }>([
    { kind: "calendar-month", label: "2026-10", from: "2026-09-30", until: "2026-10-31" },
    { kind: "calendar-month", label: "2024-02", from: "2024-01-31", until: "2024-02-29" },
    { kind: "calendar-quarter", label: "2026-Q4", from: "2026-09-30", until: "2026-12-31" },
    { kind: "calendar-quarter", label: "2026-Q1", from: "2025-12-31", until: "2026-03-31" },
    { kind: "calendar-half-year", label: "2026-H1", from: "2025-12-31", until: "2026-06-30" },
    { kind: "calendar-half-year", label: "2026-H2", from: "2026-06-30", until: "2026-12-31" },
    { kind: "calendar-year", label: "2026", from: "2025-12-31", until: "2026-12-31" },
    { kind: "calendar-week", label: "2026-W42", from: "2026-10-11", until: "2026-10-18" },
    { kind: "calendar-week", label: "2026-W53", from: "2026-12-27", until: "2027-01-03" },
    { kind: "calendar-week", label: "2025-W01", from: "2024-12-29", until: "2025-01-05" },
    { kind: "calendar-day", label: "2026-10-05", from: "2026-10-04", until: "2026-10-05" },
  ])("$label is a $kind, 16:00Z to 16:00Z in Shanghai", ({ kind, label, from, until }) => {
    const period = unwrap(parsePeriod(label, kind, shanghai, []));
    expect(formatInstant(period.start)).toBe(`${from}T16:00:00Z`);
    expect(formatInstant(period.end)).toBe(`${until}T16:00:00Z`);
    expect(period).toMatchObject({ kind, label, zone: "Asia/Shanghai" });
    expect(periodAt(kind, shanghai, period.start)).toEqual(period);
    expect(periodAt(kind, shanghai, instant(period.end - 1))).toEqual(period);
  });

  it("knows its local dates", () => {
    const { firstDate, beyondDate } = unwrap(
      parsePeriod("2026-10", "calendar-month", shanghai, []),
    );
    expect([firstDate, beyondDate].map(formatCivilDate)).toEqual(["2026-10-01", "2026-11-01"]);
  });

  it.each<{ kind: PeriodKind; label: string; code: string; hint: string }>([
    { kind: "calendar-month", label: "2026-Q4", code: "period.other-kind", hint: "like 2026-10;" },
    {
      kind: "calendar-quarter",
      label: "2026-10",
      code: "period.other-kind",
      hint: "like 2026-Q4;",
    },
    { kind: "calendar-month", label: "2026-1", code: "period.malformed", hint: "like 2026-10" },
    { kind: "calendar-day", label: "", code: "period.malformed", hint: "like 2026-10-05" },
    { kind: "calendar-month", label: "2026-13", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-month", label: "2026-00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-quarter", label: "2026-Q5", code: "period.no-such-period", hint: "correct" },
    {
      kind: "calendar-half-year",
      label: "2026-H3",
      code: "period.no-such-period",
      hint: "correct",
    },
    { kind: "calendar-week", label: "2027-W53", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-week", label: "2026-W00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-week", label: "2026-W99", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-day", label: "2026-02-29", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-day", label: "2026-02-00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-year", label: "1969", code: "period.out-of-range", hint: "1970 to 2200" },
    { kind: "calendar-year", label: "2201", code: "period.out-of-range", hint: "1970 to 2200" },
  ])("refuses $label as a $kind: $code", ({ kind, label, code, hint }) => {
    const [issue] = issuesOf(parsePeriod(label, kind, shanghai, ["period"]));
    expect(issue).toMatchObject({ code, path: ["period"] });
    expect(issue?.hint).toContain(hint);
  });
});

describe("semantics 3: periods where the clock moves over midnight", () => {
  it("a skipped date is no period, and its neighbours meet", () => {
    const apia = zoneOf("Pacific/Apia");
    const [issue] = issuesOf(parsePeriod("2011-12-30", "calendar-day", apia, []));
    expect(issue?.code).toBe("period.skipped");
    const before = unwrap(parsePeriod("2011-12-29", "calendar-day", apia, []));
    const after = unwrap(parsePeriod("2011-12-31", "calendar-day", apia, []));
    expect(before.end).toBe(after.start);
    expect(nextPeriod("calendar-day", before)).toEqual(after);
    expect(previousPeriod("calendar-day", after)).toEqual(before);
    // The week of 26 December 2011 lacks a Friday: 144 hours.
    const week = periodAt("calendar-week", apia, before.start);
    expect(week.end - week.start).toBe(144 * 3_600_000);
  });

  it("an hour of October shown again in November stays in November", () => {
    // St John's: November 2009 begins at 02:30Z, a minute later the clock goes back to 23:01.
    const stJohns = zoneOf("America/St_Johns");
    const november = unwrap(parsePeriod("2009-11", "calendar-month", stJohns, []));
    expect(formatInstant(november.start)).toBe("2009-11-01T02:30:00Z");
    const again = utc("2009-11-01T03:00:00Z");
    expect(periodAt("calendar-month", stJohns, again)).toEqual(november);
  });
});

describe("semantics 4: a statement judges the periods that end in it", () => {
  const october = unwrap(parsePeriod("2026-10", "calendar-month", shanghai, []));
  const span = interval(october.start, october.end);
  const labels = (kind: PeriodKind) => periodsEndingIn(kind, shanghai, span).map((p) => p.label);
  const pending = (kind: PeriodKind) => pendingPeriod(kind, shanghai, span)?.label;

  it("October 2026, Thursday to Saturday", () => {
    expect(labels("calendar-month")).toEqual(["2026-10"]);
    expect(labels("calendar-week")).toEqual(["2026-W40", "2026-W41", "2026-W42", "2026-W43"]);
    expect(labels("calendar-quarter")).toEqual([]);
    expect(labels("calendar-day")).toHaveLength(31);
  });

  it("lists the ones that still run", () => {
    expect(pending("calendar-month")).toBeUndefined();
    expect(pending("calendar-week")).toBe("2026-W44");
    expect(pending("calendar-quarter")).toBe("2026-Q4");
    expect(pending("calendar-year")).toBe("2026");
  });

  it("takes a period that ends with the span, not one that ends where it starts", () => {
    const fourth = unwrap(parsePeriod("2026-Q4", "calendar-quarter", shanghai, []));
    const found = periodsEndingIn("calendar-month", shanghai, interval(fourth.start, fourth.end));
    expect(found.map(({ label }) => label)).toEqual(["2026-10", "2026-11", "2026-12"]);
  });
});

describe("semantics 4: periods of other cuts", () => {
  const date = (text: string) => unwrap(parseCivilDate(text, []));
  const fiscal = (
    firstMonth: number,
    length: "month" | "quarter" | "half-year" | "year",
  ): CyclicPeriod => ({ fiscal: { firstMonth, length } });
  const anchored = (anchorDay: number): CyclicPeriod => ({ billingCycle: { anchorDay } });
  const since = (from: string, months: number): CyclicPeriod => ({
    anniversary: { from: date(from), months },
  });

  it.each<{ kind: CyclicPeriod; at: string; label: string; last: string; why: string }>([
    {
      kind: fiscal(2, "quarter"),
      at: "2026-01-31",
      label: "2025-11-01",
      last: "2026-01-31",
      why: "Feb, May, Aug, Nov",
    },
    {
      kind: fiscal(2, "quarter"),
      at: "2026-02-01",
      label: "2026-02-01",
      last: "2026-04-30",
      why: "a quarter begins",
    },
    {
      kind: fiscal(4, "year"),
      at: "2026-03-31",
      label: "2025-04-01",
      last: "2026-03-31",
      why: "April to March",
    },
    {
      kind: fiscal(10, "half-year"),
      at: "2026-10-05",
      label: "2026-10-01",
      last: "2027-03-31",
      why: "Oct to Mar",
    },
    {
      kind: fiscal(4, "month"),
      at: "2026-02-14",
      label: "2026-02-01",
      last: "2026-02-28",
      why: "a month is a month",
    },
    {
      kind: anchored(17),
      at: "2026-10-16",
      label: "2026-09-17",
      last: "2026-10-16",
      why: "the last day of the old cycle",
    },
    {
      kind: anchored(17),
      at: "2026-10-17",
      label: "2026-10-17",
      last: "2026-11-16",
      why: "the first of the new one",
    },
    {
      kind: anchored(31),
      at: "2026-02-27",
      label: "2026-01-31",
      last: "2026-02-27",
      why: "February has no 31st: its last day",
    },
    {
      kind: anchored(31),
      at: "2026-02-28",
      label: "2026-02-28",
      last: "2026-03-30",
      why: "clamped from 31, not chained from 28",
    },
    {
      kind: since("2025-03-17", 1),
      at: "2025-04-16",
      label: "2025-03-17",
      last: "2025-04-16",
      why: "17 Mar to 16 Apr",
    },
    {
      kind: since("2025-03-17", 1),
      at: "2025-04-17",
      label: "2025-04-17",
      last: "2025-05-16",
      why: "17 Apr to 16 May",
    },
    {
      kind: since("2024-02-29", 12),
      at: "2025-06-01",
      label: "2025-02-28",
      last: "2026-02-27",
      why: "29 Feb clamped in 2025",
    },
    {
      kind: since("2024-02-29", 12),
      at: "2028-02-29",
      label: "2028-02-29",
      last: "2029-02-27",
      why: "and whole again in 2028",
    },
    {
      kind: since("2025-01-31", 3),
      at: "2025-04-30",
      label: "2025-04-30",
      last: "2025-07-30",
      why: "31 Jan + 3 months is 30 Apr",
    },
    {
      kind: since("2025-01-31", 3),
      at: "2024-11-01",
      label: "2024-10-31",
      last: "2025-01-30",
      why: "before the first date too",
    },
  ])("$at lies in $label to $last: $why", ({ kind, at, label, last }) => {
    const start = startOfDate(shanghai, date(at));
    const period = periodAt(kind, shanghai, start);
    expect(period.label).toBe(label);
    expect(period.start).toBe(startOfDate(shanghai, date(label)));
    expect(formatCivilDate(addDays(period.beyondDate, -1))).toBe(last);
    expect(period.end).toBe(startOfDate(shanghai, addDays(date(last), 1)));
    expect(unwrap(parsePeriod(label, kind, shanghai, []))).toEqual(period);
    expect(unwrap(parsePeriod(label.slice(0, 7), kind, shanghai, []))).toEqual(period);
  });

  it.each([
    { label: "2026-10-16", code: "period.no-such-period" },
    { label: "2026-13", code: "period.no-such-period" },
    { label: "2026-02-30", code: "period.no-such-period" },
    { label: "2026-02-00", code: "period.no-such-period" },
    { label: "2026-Q4", code: "period.other-kind" },
    { label: "October", code: "period.malformed" },
    { label: "1960-10-17", code: "period.out-of-range" },
  ])("$label names no cycle from the 17th: $code", ({ label, code }) => {
    const [issue] = issuesOf(parsePeriod(label, anchored(17), shanghai, []));
    expect(issue?.code).toBe(code);
    expect(issue?.message).toContain("billingCycle");
  });

  it("a month names the period that begins in it, not one that began before", () => {
    const [issue] = issuesOf(parsePeriod("2026-03", fiscal(2, "quarter"), shanghai, []));
    expect(issue).toMatchObject({
      code: "period.no-such-period",
      hint: expect.stringContaining("2026-08-01"),
    });
  });

  it("knows how many months they have", () => {
    expect(monthsIn(fiscal(2, "quarter"))).toBe(3);
    expect(monthsIn(anchored(31))).toBe(1);
    expect(monthsIn(since("2024-02-29", 12))).toBe(12);
    expect(monthsIn("calendar-half-year")).toBe(6);
    expect(monthsIn("calendar-quarter")).toBe(3);
    expect(monthsIn("calendar-year")).toBe(12);
    expect(monthsIn("calendar-week")).toBeUndefined();
    expect(monthsIn("clock-hour")).toBeUndefined();
    expect(monthsIn({ rolling: { days: 30, until: "period-end" } })).toBeUndefined();
  });

  it.each([
    {
      name: "Asia/Kolkata",
      at: "2026-10-05T06:29:59.999Z",
      from: "2026-10-05T05:30:00Z",
      until: "2026-10-05T06:30:00Z",
    },
    {
      name: "Europe/Berlin",
      at: "2026-10-25T00:30:00Z",
      from: "2026-10-25T00:00:00Z",
      until: "2026-10-25T01:00:00Z",
    },
    {
      name: "Europe/Berlin",
      at: "2026-10-25T01:00:00Z",
      from: "2026-10-25T01:00:00Z",
      until: "2026-10-25T02:00:00Z",
    },
    // Lord Howe leaps from 02:00 to 02:30 on 4 October 2026, at 15:30Z: half an hour of 02.
    {
      name: "Australia/Lord_Howe",
      at: "2026-10-03T15:40:00Z",
      from: "2026-10-03T15:30:00Z",
      until: "2026-10-03T16:00:00Z",
    },
    // It goes back from 02:00 to 01:30 on 5 April 2026, at 15:00Z: the second half of 01, again.
    {
      name: "Australia/Lord_Howe",
      at: "2026-04-04T14:59:00Z",
      from: "2026-04-04T14:00:00Z",
      until: "2026-04-04T15:00:00Z",
    },
    {
      name: "Australia/Lord_Howe",
      at: "2026-04-04T15:10:00Z",
      from: "2026-04-04T15:00:00Z",
      until: "2026-04-04T15:30:00Z",
    },
  ])("clock hour of $name at $at", ({ name, at, from, until }) => {
    const hour = periodAt("clock-hour", zoneOf(name), utc(at));
    expect([hour.start, hour.end].map(formatInstant)).toEqual([from, until]);
    expect(hour.label).toBe(from.replaceAll(":", ""));
    expect(unwrap(parsePeriod(hour.label, "clock-hour", zoneOf(name), []))).toEqual(hour);
  });

  it("a day of 25 hours has 25 hours of the clock", () => {
    const berlin = zoneOf("Europe/Berlin");
    const day = unwrap(parsePeriod("2026-10-25", "calendar-day", berlin, []));
    expect(periodsEndingIn("clock-hour", berlin, interval(day.start, day.end))).toHaveLength(25);
    expect(pendingPeriod("clock-hour", berlin, interval(day.start, day.end))).toBeUndefined();
  });

  it.each(["2026-10-05T063000Z", "2026-10-05", "2026-10-05T06:00:00Z", "2026-13-05T060000Z"])(
    "%s is no hour of the clock in Shanghai",
    (label) => {
      const [issue] = issuesOf(parsePeriod(label, "clock-hour", shanghai, []));
      expect(issue).toMatchObject({ code: "period.no-such-period" });
    },
  );

  it("explicit instants: from each to the next", () => {
    const stamps = ["2026-10-01T00:00:00Z", "2026-10-15T12:00:00Z", "2026-11-01T00:00:00Z"];
    const kind: PeriodKind = { instants: stamps.map(utc) };
    const [first, second] = [
      unwrap(parsePeriod("2026-10-01T000000Z", kind, shanghai, [])),
      unwrap(parsePeriod("2026-10-15T120000Z", kind, shanghai, [])),
    ];
    expect([first.start, first.end, second.start, second.end].map(formatInstant)).toEqual([
      stamps[0],
      stamps[1],
      stamps[1],
      stamps[2],
    ]);
    // Shanghai is eight hours ahead: 15 October, 20:00 is on the 15th, 1 November, 08:00 on the 1st.
    expect([first.firstDate, first.beyondDate].map(formatCivilDate)).toEqual([
      "2026-10-01",
      "2026-10-16",
    ]);
    expect(formatCivilDate(second.beyondDate)).toBe("2026-11-02");
    const labels = (from: string, until: string) =>
      periodsEndingIn(kind, shanghai, interval(utc(from), utc(until))).map(({ label }) => label);
    expect(labels("2026-10-01T00:00:00Z", "2026-10-31T00:00:00Z")).toEqual([first.label]);
    expect(labels("2026-10-15T12:00:00Z", "2026-11-01T00:00:00Z")).toEqual([second.label]);
    const pending = (from: string, until: string) =>
      pendingPeriod(kind, shanghai, interval(utc(from), utc(until)))?.label;
    expect(pending("2026-10-01T00:00:00Z", "2026-10-31T00:00:00Z")).toBe(second.label);
    expect(pending("2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z")).toBeUndefined();
    expect(pending("2026-10-01T00:00:00Z", "2026-12-01T00:00:00Z")).toBeUndefined();
    const [issue] = issuesOf(parsePeriod("2026-10", kind, shanghai, []));
    expect(issue?.hint).toContain("2026-10-01T000000Z or 2026-10-15T120000Z");
    const many: PeriodKind = { instants: [0, 1, 2, 3, 4, 5].map((ms) => instant(ms)) };
    const [long] = issuesOf(parsePeriod("2026-10", many, shanghai, []));
    expect(long?.hint).toContain("1970-01-01T000000.002Z …");
  });

  it("rolling: so many local dates, the last one that of the settlement's end", () => {
    const kind: PeriodKind = { rolling: { days: 30, until: "period-end" } };
    const berlin = zoneOf("Europe/Berlin");
    const october = unwrap(parsePeriod("2026-10", "calendar-month", berlin, []));
    const span = interval(october.start, october.end);
    const [rolling, ...others] = periodsEndingIn(kind, berlin, span);
    expect(others).toEqual([]);
    // 30 dates back from 1 November, 00:00: 2 October, 00:00, when Berlin is at +02:00.
    expect(formatInstant(rolling?.start as Instant)).toBe("2026-10-01T22:00:00Z");
    expect(rolling?.end).toBe(october.end);
    expect(rolling?.label).toBe("2026-10-02..2026-10-31");
    expect(pendingPeriod(kind, berlin, span)).toBeUndefined();
    expect(issuesOf(parsePeriod("2026-10", kind, berlin, []))[0]?.code).toBe(
      "period.no-such-period",
    );
  });
});

describe("semantics 4: each instant is in one period of a kind", () => {
  const months = fc.integer({ min: 1, max: 36 });
  const anyKind: fc.Arbitrary<CyclicPeriod> = fc.oneof(
    fc.constantFrom<CyclicPeriod>(...periodKinds, "clock-hour"),
    fc.record({
      fiscal: fc.record({
        firstMonth: fc.integer({ min: 1, max: 12 }),
        length: fc.constantFrom("month", "quarter", "half-year", "year"),
      }),
    }),
    fc.record({ billingCycle: fc.record({ anchorDay: fc.integer({ min: 1, max: 31 }) }) }),
    fc
      .record({ months, from: fc.integer({ min: 800, max: 80_000 }) })
      .map(({ from, months }) => ({ anniversary: { from: from as CivilDate, months } })),
  );

  const names = ["Asia/Shanghai", "Pacific/Apia", "America/St_Johns", "America/Sao_Paulo", "UTC"];
  it("periods follow each other without gap or overlap, and their labels lead back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        anyKind,
        fc.integer({ min: utc("1980-01-01T00:00:00Z"), max: utc("2190-01-01T00:00:00Z") }),
        (name, kind, at) => {
          const place = zoneOf(name);
          const period = periodAt(kind, place, instant(at));
          expect(period.start <= at && at < period.end).toBe(true);
          expect(nextPeriod(kind, period).start).toBe(period.end);
          expect(previousPeriod(kind, period).end).toBe(period.start);
          expect(previousPeriod(kind, nextPeriod(kind, period))).toEqual(period);
          expect(unwrap(parsePeriod(period.label, kind, place, []))).toEqual(period);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
