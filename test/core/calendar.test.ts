import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  before as beforeBy,
  type Calendar,
  compileCalendar,
  dueAt,
  elapsedMs,
  isBusinessDay,
  isOpen,
  nextClosing,
  nextOpening,
  openIntervals,
  previousClosing,
  previousOpening,
} from "../../src/core/calendar.ts";
import { BEYOND_INSTANT, FIRST_INSTANT, type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { spansOf } from "../../src/time/interval-set.ts";
import {
  at,
  calendarOf,
  dateOf,
  everyDay,
  range,
  stampOf,
  termsOf,
  utc,
  weekdays,
} from "./calendar-support.ts";

const minute = 60_000;
const hour = 60 * minute;

// 1 October 2026 is a Thursday. The holiday takes Thu 1, Fri 2, Mon 5, Tue 6 and Wed 7; Saturday 10
// is worked instead.
const shanghai = calendarOf({
  zone: "Asia/Shanghai",
  hours: ["09:00-18:00"],
  days: weekdays,
  holidays: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  workdays: { "2026-10-10": ["09:00-18:00"] },
});

function elapsedHours(calendar: Calendar, from: string, until: string): number {
  return elapsedMs(calendar, at(from), at(until)) / hour;
}

describe("office hours with holidays and a make-up day (semantics 6)", () => {
  it.each([
    {
      from: "2026-10-01T00:00+08:00",
      until: "2026-11-01T00:00+08:00",
      hours: 162,
      why: "22 weekdays − 5 holidays + 1 make-up day = 18 days of 9 h",
    },
    { from: "2026-09-30T17:00+08:00", until: "2026-10-08T12:00+08:00", hours: 4, why: "1 h + 3 h" },
    {
      from: "2026-10-01T00:00+08:00",
      until: "2026-10-08T09:00+08:00",
      hours: 0,
      why: "all closed",
    },
    { from: "2026-10-10T00:00+08:00", until: "2026-10-11T00:00+08:00", hours: 9, why: "make-up" },
    { from: "2026-10-08T12:00+08:00", until: "2026-10-08T12:00+08:00", hours: 0, why: "no length" },
    { from: "2026-10-08T12:00+08:00", until: "2026-09-30T17:00+08:00", hours: 0, why: "reversed" },
  ])("$from to $until is $hours h: $why", ({ from, until, hours }) => {
    expect(elapsedHours(shanghai, from, until)).toBe(hours);
  });

  it.each([
    { start: "2026-09-30T17:00", ms: 4 * hour, due: "2026-10-08T12:00", why: "1 h, then 3 h" },
    { start: "2026-09-30T17:00", ms: hour, due: "2026-09-30T18:00", why: "closing, not opening" },
    { start: "2026-09-30T17:00", ms: hour + 1, due: "2026-10-08T09:00:00.001", why: "1 ms more" },
    { start: "2026-10-09T17:00", ms: 2 * hour, due: "2026-10-10T10:00", why: "the make-up day" },
    { start: "2026-10-10T17:00", ms: 2 * hour, due: "2026-10-12T10:00", why: "then Sunday off" },
    { start: "2026-10-03T11:00", ms: 9 * hour, due: "2026-10-08T18:00", why: "started closed" },
    { start: "2026-10-08T11:00", ms: 0, due: "2026-10-08T11:00", why: "0 ms, open" },
    { start: "2026-10-08T18:00", ms: 0, due: "2026-10-09T09:00", why: "0 ms, closed" },
    { start: "2026-10-08T09:00", ms: 0, due: "2026-10-08T09:00", why: "0 ms at the opening" },
  ])("$start plus $ms ms is due $due: $why (semantics 9)", ({ start, ms, due }) => {
    expect(stampOf(dueAt(shanghai, at(`${start}+08:00`), ms))).toBe(utc(`${due}+08:00`));
  });

  it.each([
    { end: "2026-10-08T12:00", ms: 4 * hour, start: "2026-09-30T17:00", why: "3 h, then 1 h" },
    { end: "2026-10-08T12:00", ms: 3 * hour, start: "2026-10-08T09:00", why: "the opening" },
    {
      end: "2026-10-08T12:00",
      ms: 3 * hour + 1,
      start: "2026-09-30T17:59:59.999",
      why: "1 ms more",
    },
    { end: "2026-10-08T12:00", ms: 0, start: "2026-10-08T12:00", why: "0 ms, open until then" },
    { end: "2026-10-08T18:00", ms: 0, start: "2026-10-08T18:00", why: "0 ms at the closing" },
    { end: "2026-10-08T09:00", ms: 0, start: "2026-09-30T18:00", why: "0 ms at the opening" },
    { end: "2026-10-05T09:00", ms: 0, start: "2026-09-30T18:00", why: "0 ms, closed" },
  ])("$ms ms before $end is $start: $why (semantics 9)", ({ end, ms, start }) => {
    expect(stampOf(beforeBy(shanghai, at(`${end}+08:00`), ms))).toBe(utc(`${start}+08:00`));
  });

  it.each([
    { stamp: "2026-10-08T08:59:59.999", open: false, why: "1 ms early" },
    { stamp: "2026-10-08T09:00", open: true, why: "the opening is in" },
    { stamp: "2026-10-08T17:59:59.999", open: true, why: "the last ms" },
    { stamp: "2026-10-08T18:00", open: false, why: "the closing is not" },
    { stamp: "2026-10-05T12:00", open: false, why: "a holiday" },
    { stamp: "2026-10-10T12:00", open: true, why: "the make-up day" },
  ])("$stamp is open: $open, $why", ({ stamp, open }) => {
    expect(isOpen(shanghai, at(`${stamp}+08:00`))).toBe(open);
  });

  it.each([
    { of: nextOpening, from: "2026-10-08T12:00", to: "2026-10-08T12:00", why: "open: itself" },
    { of: nextOpening, from: "2026-10-08T18:00", to: "2026-10-09T09:00", why: "closed" },
    { of: nextClosing, from: "2026-10-08T12:00", to: "2026-10-08T18:00", why: "this stretch's" },
    { of: nextClosing, from: "2026-10-08T18:00", to: "2026-10-09T18:00", why: "after, not at" },
    { of: previousClosing, from: "2026-10-09T10:00", to: "2026-10-09T10:00", why: "open: itself" },
    { of: previousClosing, from: "2026-10-09T09:00", to: "2026-10-08T18:00", why: "just opened" },
    { of: previousClosing, from: "2026-10-08T18:00", to: "2026-10-08T18:00", why: "just closed" },
    {
      of: previousOpening,
      from: "2026-10-09T10:00",
      to: "2026-10-09T09:00",
      why: "this stretch's",
    },
    {
      of: previousOpening,
      from: "2026-10-09T09:00",
      to: "2026-10-08T09:00",
      why: "before, not at",
    },
    { of: previousOpening, from: "2026-10-09T08:00", to: "2026-10-08T09:00", why: "closed" },
  ])("$of.name of $from is $to: $why (semantics 9)", ({ of, from, to }) => {
    expect(stampOf(of(shanghai, at(`${from}+08:00`)))).toBe(utc(`${to}+08:00`));
  });

  it("gives the open time of a span, clipped at both ends", () => {
    const span = interval(at("2026-10-08T12:00+08:00"), at("2026-10-10T10:00+08:00"));
    expect(spansOf(openIntervals(shanghai, span))).toEqual([
      interval(at("2026-10-08T12:00+08:00"), at("2026-10-08T18:00+08:00")),
      interval(at("2026-10-09T09:00+08:00"), at("2026-10-09T18:00+08:00")),
      interval(at("2026-10-10T09:00+08:00"), at("2026-10-10T10:00+08:00")),
    ]);
    const night = interval(at("2026-10-08T18:00+08:00"), at("2026-10-09T09:00+08:00"));
    expect(spansOf(openIntervals(shanghai, night))).toEqual([]);
  });

  it.each([
    { date: "2026-09-30", is: true, why: "a Wednesday" },
    { date: "2026-10-01", is: false, why: "a holiday" },
    { date: "2026-10-10", is: true, why: "the make-up day" },
    { date: "2026-10-11", is: false, why: "a Sunday" },
  ])("$date is a business day: $is, $why (semantics 8)", ({ date, is }) => {
    expect(isBusinessDay(shanghai, dateOf(date))).toBe(is);
  });
});

describe("rules of a date (semantics 6, 7)", () => {
  it("a holiday beats dated hours, dated hours beat the week", () => {
    const calendar = calendarOf({
      zone: "UTC",
      hours: ["09:00-17:00"],
      holidays: ["2026-12-24"],
      workdays: { "2026-12-24": ["09:00-12:00"], "2026-12-31": ["09:00-12:00"], "2026-12-30": [] },
    });
    const hoursOf = (date: string) => elapsedHours(calendar, `${date}T00:00Z`, `${date}T23:59Z`);
    expect(["2026-12-23", "2026-12-24", "2026-12-30", "2026-12-31"].map(hoursOf)).toEqual([
      8, 0, 0, 3,
    ]);
  });

  it("ranges of one date that overlap or abut are one; entries for one date add up", () => {
    const terms = termsOf({ zone: "UTC", hours: ["13:00-17:00", "09:00-12:00", "11:00-13:00"] });
    const date = dateOf("2026-05-05");
    const calendar = compileCalendar({
      ...terms,
      workdays: [
        { date, ranges: [range("20:00-22:00")] },
        { date, ranges: [range("21:00-23:00"), range("21:15-21:30")] },
      ],
    });
    const span = interval(at("2026-05-04T00:00Z"), at("2026-05-06T00:00Z"));
    expect(spansOf(openIntervals(calendar, span))).toEqual([
      interval(at("2026-05-04T09:00Z"), at("2026-05-04T17:00Z")),
      interval(at("2026-05-05T20:00Z"), at("2026-05-05T23:00Z")),
    ]);
  });

  it("a holiday removes the shift that starts that day, the tail of the day before stays", () => {
    const nights = calendarOf({ zone: "UTC", hours: ["22:00-06:00"], holidays: ["2026-05-01"] });
    const span = interval(at("2026-04-30T12:00Z"), at("2026-05-03T00:00Z"));
    expect(spansOf(openIntervals(nights, span))).toEqual([
      interval(at("2026-04-30T22:00Z"), at("2026-05-01T06:00Z")),
      interval(at("2026-05-02T22:00Z"), at("2026-05-03T00:00Z")),
    ]);
    expect(isBusinessDay(nights, dateOf("2026-05-01"))).toBe(false);
  });

  it("an effective range is asked of the date on which hours start", () => {
    const nights = calendarOf({
      zone: "UTC",
      hours: ["22:00-06:00"],
      from: "2026-05-01",
      until: "2026-05-03",
    });
    expect(stampOf(nextOpening(nights, FIRST_INSTANT))).toBe("2026-05-01T22:00:00.000Z");
    expect(stampOf(previousClosing(nights, at("2027-01-01T00:00Z")))).toBe(
      "2026-05-03T06:00:00.000Z",
    );
    expect(elapsedHours(nights, "2020-01-01T00:00Z", "2030-01-01T00:00Z")).toBe(16);
    expect(stampOf(dueAt(nights, at("2026-01-01T00:00Z"), 16 * hour))).toBe(
      "2026-05-03T06:00:00.000Z",
    );
    expect(dueAt(nights, at("2026-01-01T00:00Z"), 16 * hour + 1)).toBeUndefined();
  });

  it("refuses hours that leave their bounds: the schema lets none through", () => {
    const terms = termsOf({ zone: "UTC", hours: [] });
    const weekOf = (startMs: number, endMs: number) =>
      compileCalendar({ ...terms, weekly: everyDay.map(() => [{ startMs, endMs }]) });
    expect(() => weekOf(-1, hour)).toThrow(InvariantError);
    expect(() => weekOf(24 * hour, 25 * hour)).toThrow(InvariantError);
    expect(() => weekOf(hour, hour)).toThrow(InvariantError);
    expect(() => weekOf(hour, 48 * hour + 1)).toThrow(InvariantError);
    expect(() => compileCalendar({ ...terms, weekly: [] })).toThrow(InvariantError);
    const long = weekOf(hour, 48 * hour);
    expect(elapsedHours(long, "2026-05-01T00:00Z", "2026-05-03T00:00Z")).toBe(48);
  });
});

describe("clock changes: open iff the wall clock is inside the window (semantics 3)", () => {
  it.each([
    { zone: "Europe/Berlin", date: "2026-10-25", hours: 25, why: "02:00-03:00 runs twice" },
    { zone: "Europe/Berlin", date: "2026-03-29", hours: 23, why: "02:00-03:00 is left out" },
    { zone: "America/Sao_Paulo", date: "2018-11-04", hours: 23, why: "00:00-01:00 is left out" },
    { zone: "Australia/Lord_Howe", date: "2026-04-05", hours: 24.5, why: "half an hour twice" },
    { zone: "Pacific/Apia", date: "2011-12-30", hours: 0, why: "the date was skipped" },
    { zone: "Pacific/Apia", date: "2011-12-31", hours: 24, why: "the date after is whole" },
  ])("24 h service on $date in $zone is $hours h: $why", ({ zone, date, hours }) => {
    const calendar = calendarOf({ zone, hours: [], workdays: { [date]: ["00:00-24:00"] } });
    expect(elapsedMs(calendar, FIRST_INSTANT, BEYOND_INSTANT) / hour).toBe(hours);
  });

  it.each([
    {
      date: "2026-03-29",
      spans: [["01:00", "02:00"]],
      why: "the clock shows 03:00 to 04:00 CEST of it: 60 min",
    },
    {
      date: "2026-10-25",
      spans: [
        ["00:30", "01:00"],
        ["01:30", "03:00"],
      ],
      why: "02:30 to 03:00 CEST and, the clock set back, 02:30 to 04:00 CET: 120 min",
    },
  ])("Berlin 02:30-04:00 on $date: $why", ({ date, spans }) => {
    const calendar = calendarOf({ zone: "Europe/Berlin", hours: ["02:30-04:00"] });
    const span = interval(at(`${date}T00:00Z`), at(`${date}T12:00Z`));
    expect(spansOf(openIntervals(calendar, span))).toEqual(
      spans.map(([start, end]) => interval(at(`${date}T${start}Z`), at(`${date}T${end}Z`))),
    );
  });

  it.each([
    {
      zone: "Europe/Berlin",
      date: "2026-03-29",
      hours: "02:00-03:00",
      is: false,
      why: "all in the gap",
    },
    {
      zone: "Europe/Berlin",
      date: "2026-03-29",
      hours: "02:30-03:01",
      is: true,
      why: "a minute is left",
    },
    {
      zone: "America/Sao_Paulo",
      date: "2018-11-04",
      hours: "00:00-01:00",
      is: false,
      why: "no midnight",
    },
    {
      zone: "America/Sao_Paulo",
      date: "2018-11-04",
      hours: "00:00-24:00",
      is: true,
      why: "from 01:00 on",
    },
    {
      zone: "Pacific/Apia",
      date: "2011-12-30",
      hours: "09:00-17:00",
      is: false,
      why: "date skipped",
    },
    {
      zone: "Pacific/Apia",
      date: "2011-12-30",
      hours: "22:00-06:00",
      is: false,
      why: "its tail too",
    },
    {
      zone: "Pacific/Apia",
      date: "2011-12-31",
      hours: "09:00-17:00",
      is: true,
      why: "the date after",
    },
  ])("$hours on $date in $zone is a business day: $is, $why", ({ zone, date, hours, is }) => {
    expect(isBusinessDay(calendarOf({ zone, hours: [hours] }), dateOf(date))).toBe(is);
  });

  it("a night shift has 9 h when the clock is set back, 7 h when it is set forward", () => {
    const nights = calendarOf({ zone: "Europe/Berlin", hours: ["22:00-06:00"] });
    expect(elapsedHours(nights, "2026-10-24T12:00Z", "2026-10-25T12:00Z")).toBe(9);
    expect(elapsedHours(nights, "2026-03-28T12:00Z", "2026-03-29T12:00Z")).toBe(7);
    expect(elapsedHours(nights, "2026-06-28T12:00Z", "2026-06-29T12:00Z")).toBe(8);
  });

  it("a window that a gap empties opens a day later, without midnight the day opens at 01:00", () => {
    const small = calendarOf({ zone: "America/Sao_Paulo", hours: ["00:00-01:00"] });
    const whole = calendarOf({ zone: "America/Sao_Paulo", hours: ["00:00-24:00"], days: [6] });
    const saturdayNoon = at("2018-11-03T12:00-03:00");
    expect(stampOf(nextOpening(small, saturdayNoon))).toBe(utc("2018-11-05T00:00-02:00"));
    expect(stampOf(nextOpening(whole, saturdayNoon))).toBe(utc("2018-11-04T01:00-02:00"));
  });

  it("the shift of a skipped date has no tail on the next one", () => {
    const fridayNights = calendarOf({ zone: "Pacific/Apia", hours: ["22:00-06:00"], days: [4] });
    expect(elapsedHours(fridayNights, "2011-12-28T00:00Z", "2012-01-06T00:00Z")).toBe(0);
    expect(stampOf(nextOpening(fridayNights, at("2011-12-29T00:00Z")))).toBe(
      utc("2012-01-06T22:00+14:00"),
    );
    const office = calendarOf({ zone: "Pacific/Apia", hours: ["09:00-17:00"], days: weekdays });
    // Thursday 29 December, 16:00, leaves 1 h; Friday was skipped; Monday is 2 January.
    expect(stampOf(dueAt(office, at("2011-12-29T16:00-10:00"), 2 * hour))).toBe(
      utc("2012-01-02T10:00+14:00"),
    );
  });
});

describe("the horizon of 1970 to 2200 (semantics 1, 9)", () => {
  const always = { zone: "Europe/Berlin", hours: [], alwaysOpen: true } as const;
  const never = { zone: "Europe/Berlin", hours: [] };
  const lastHour = instant(BEYOND_INSTANT - hour);

  it("a calendar without hours has no dues and no openings", () => {
    const calendar = calendarOf(never);
    const start = at("2026-05-05T00:00Z");
    expect(dueAt(calendar, start, 1)).toBeUndefined();
    expect(dueAt(calendar, start, 0)).toBeUndefined();
    expect(beforeBy(calendar, start, 1)).toBeUndefined();
    expect(beforeBy(calendar, start, 0)).toBeUndefined();
    expect(nextClosing(calendar, start)).toBeUndefined();
    expect(previousOpening(calendar, start)).toBeUndefined();
    expect(isOpen(calendar, start)).toBe(false);
    expect(elapsedMs(calendar, FIRST_INSTANT, BEYOND_INSTANT)).toBe(0);
  });

  it("open around the clock, business time is elapsed time", () => {
    const calendar = calendarOf(always);
    const start = at("2026-03-28T12:00Z");
    expect(elapsedHours(calendar, "2026-03-28T12:00Z", "2027-03-28T12:00Z")).toBe(365 * 24);
    expect(dueAt(calendar, start, 48 * hour)).toBe(start + 48 * hour);
    expect(beforeBy(calendar, start, 48 * hour)).toBe(start - 48 * hour);
    expect(elapsedMs(calendar, FIRST_INSTANT, BEYOND_INSTANT)).toBe(BEYOND_INSTANT);
    expect(nextClosing(calendar, start)).toBeUndefined();
    expect(previousOpening(calendar, start)).toBe(FIRST_INSTANT);
  });

  it("a due must lie before 2201, a start not before 1970", () => {
    const calendar = calendarOf(always);
    expect(dueAt(calendar, lastHour, hour - 1)).toBe(BEYOND_INSTANT - 1);
    expect(dueAt(calendar, lastHour, hour)).toBeUndefined();
    expect(dueAt(calendar, lastHour, hour + 1)).toBeUndefined();
    expect(beforeBy(calendar, instant(hour), hour)).toBe(FIRST_INSTANT);
    expect(beforeBy(calendar, instant(hour), hour + 1)).toBeUndefined();
  });

  it("outside the horizon nothing is open, and nothing hangs", () => {
    for (const [outside, inside] of [
      [instant(-500 * 24 * hour), FIRST_INSTANT],
      [instant(BEYOND_INSTANT + 500 * 24 * hour), lastHour],
    ] as const) {
      const calendar = calendarOf(always);
      expect(isOpen(calendar, outside)).toBe(false);
      expect(isOpen(calendar, inside)).toBe(true);
      expect(elapsedMs(calendar, instant(outside - hour), outside)).toBe(0);
    }
    const far = instant(BEYOND_INSTANT + hour);
    expect(elapsedMs(calendarOf(always), lastHour, far)).toBe(hour);
    expect(nextOpening(calendarOf(always), far)).toBeUndefined();
    expect(nextOpening(calendarOf(always), instant(-hour))).toBe(FIRST_INSTANT);
    expect(previousClosing(calendarOf(always), instant(-hour))).toBeUndefined();
    expect(previousClosing(calendarOf(always), far)).toBe(BEYOND_INSTANT);
  });

  it("refuses business time that is negative or not whole", () => {
    const calendar = calendarOf(always);
    for (const ms of [-1, 0.5, Number.NaN, Infinity]) {
      expect(() => dueAt(calendar, lastHour, ms)).toThrow(InvariantError);
      expect(() => beforeBy(calendar, lastHour, ms)).toThrow(InvariantError);
    }
  });

  it("the one opening in 100 years is found from either side", () => {
    const terms = { zone: "Asia/Shanghai", hours: [], workdays: { "2090-05-05": ["09:00-10:00"] } };
    const opening = utc("2090-05-05T09:00+08:00");
    expect(stampOf(nextOpening(calendarOf(terms), at("1990-01-01T00:00Z")))).toBe(opening);
    expect(stampOf(previousOpening(calendarOf(terms), at("2190-01-01T00:00Z")))).toBe(opening);
    expect(stampOf(beforeBy(calendarOf(terms), at("2190-01-01T00:00Z"), hour))).toBe(opening);
  });

  it("what lies long before all that was asked so far is found too (semantics 9)", () => {
    const daily = calendarOf({ zone: "UTC", hours: ["09:00-17:00"] });
    expect(isOpen(daily, at("2026-10-05T10:00Z"))).toBe(true);
    expect(isOpen(daily, at("1990-01-01T10:00Z"))).toBe(true);
    const later = calendarOf({ zone: "UTC", hours: ["09:00-17:00"] });
    expect(isOpen(later, at("2026-10-05T10:00Z"))).toBe(true);
    const due = dueAt(later, at("1990-01-01T16:00Z"), 2 * hour);
    expect(stampOf(due)).toBe("1990-01-02T10:00:00.000Z");
  });

  it("a stretch of many years is traced back to its opening (semantics 9)", () => {
    // Open around the clock since the holiday on New Year's Day of 1990.
    const terms = { zone: "UTC", hours: ["00:00-24:00"], holidays: ["1990-01-01"] };
    const opening = utc("1990-01-02T00:00Z");
    expect(stampOf(previousOpening(calendarOf(terms), at("2026-06-01T00:00Z")))).toBe(opening);
  });

  it("many small windows in a day are found one by one", () => {
    // 00:00-00:01, 00:02-00:03, …: 720 windows of a minute.
    const clock = (minutes: number) =>
      `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    const hours = Array.from({ length: 720 }, (_, i) => `${clock(2 * i)}-${clock(2 * i + 1)}`);
    const calendar = calendarOf({ zone: "UTC", hours: [], workdays: { "2026-05-05": hours } });
    const start = at("2026-05-05T00:00Z");
    for (let i = 0; i < 720; i += 1) {
      const closing = instant(start + (2 * i + 1) * minute);
      expect(elapsedMs(calendar, start, closing)).toBe((i + 1) * minute);
      expect(dueAt(calendar, start, (i + 1) * minute)).toBe(closing);
      expect(isOpen(calendar, closing)).toBe(false);
      expect(isOpen(calendar, (closing - 1) as Instant)).toBe(true);
    }
  });
});
