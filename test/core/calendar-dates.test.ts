import { describe, expect, it } from "vitest";
import { elapsedMs, isBusinessDay } from "../../src/core/calendar.ts";
import { nthWeekdayDates, yearlyDates } from "../../src/time/recurring.ts";
import { at, calendarOf, dateOf, type Sketch, weekdays } from "./calendar-support.ts";

const hour = 3_600_000;

/** Open hours of a local date or more in Berlin, 1 December 2026 is a Tuesday (CET, +01:00). */
function hoursIn(sketch: Omit<Sketch, "zone">, from: string, until: string): number {
  const calendar = calendarOf({ zone: "Europe/Berlin", ...sketch });
  return elapsedMs(calendar, at(`${from}+01:00`), at(`${until}+01:00`)) / hour;
}

describe("partial holidays, breaks and short days (semantics 6)", () => {
  const office = { hours: ["09:00-18:00"], days: weekdays };
  const nights = { hours: ["22:00-06:00"], days: weekdays };
  const christmasEve = { ...office, partial: { "2026-12-24": ["13:00-24:00"] } };

  it.each([
    {
      sketch: christmasEve,
      from: "2026-12-24T00:00",
      until: "2026-12-25T00:00",
      hours: 4,
      why: "09:00 to 13:00 of nine hours",
    },
    {
      sketch: christmasEve,
      from: "2026-12-23T00:00",
      until: "2026-12-26T00:00",
      hours: 22,
      why: "9 + 4 + 9: other dates keep theirs",
    },
    {
      sketch: { ...office, partial: { "2026-12-24": ["10:00-11:00", "10:30-12:00"] } },
      from: "2026-12-24T00:00",
      until: "2026-12-25T00:00",
      hours: 7,
      why: "10:00 to 12:00 is off once",
    },
    {
      sketch: { ...office, partial: { "2026-12-24": ["06:00-09:00", "18:00-20:00"] } },
      from: "2026-12-24T00:00",
      until: "2026-12-25T00:00",
      hours: 9,
      why: "time that is closed already",
    },
    {
      sketch: { ...nights, partial: { "2026-12-24": ["00:00-04:00"] } },
      from: "2026-12-23T12:00",
      until: "2026-12-24T12:00",
      hours: 4,
      why: "22:00 to 24:00 and 04:00 to 06:00: the wall clock of the date, whose shift it is aside",
    },
    {
      sketch: { ...nights, partial: { "2026-12-23": ["23:00-01:00"] } },
      from: "2026-12-23T12:00",
      until: "2026-12-24T12:00",
      hours: 6,
      why: "hours off over midnight belong to the date on which they start",
    },
    {
      sketch: { hours: ["06:00-05:00"], days: [2], partial: { "2026-12-22": ["22:00-10:00"] } },
      from: "2026-12-23T00:00",
      until: "2026-12-24T12:00",
      hours: 19,
      why: "23 h from Wednesday 06:00, without those up to 10:00 of the hours off of the day before",
    },
    {
      sketch: { ...office, breaks: ["12:00-13:00"] },
      from: "2026-12-21T00:00",
      until: "2026-12-28T00:00",
      hours: 40,
      why: "five days of eight hours",
    },
    {
      sketch: { ...office, breaks: ["12:00-13:00"], workdays: { "2026-12-22": ["12:30-15:00"] } },
      from: "2026-12-22T00:00",
      until: "2026-12-23T00:00",
      hours: 2,
      why: "a short day on Tuesday has the break of Tuesdays: 13:00 to 15:00",
    },
    {
      sketch: { ...office, breaks: ["12:00-13:00"], workdays: { "2026-12-26": ["09:00-15:00"] } },
      from: "2026-12-26T00:00",
      until: "2026-12-27T00:00",
      hours: 6,
      why: "a make-up day on Saturday has none: the break is of Monday to Friday",
    },
    {
      sketch: { ...office, workdays: { "2026-12-24": ["09:00-12:00"] } },
      from: "2026-12-24T00:00",
      until: "2026-12-25T00:00",
      hours: 3,
      why: "a short day replaces the weekly hours",
    },
    {
      sketch: { ...christmasEve, holidays: ["2026-12-24"] },
      from: "2026-12-24T00:00",
      until: "2026-12-25T00:00",
      hours: 0,
      why: "a holiday beats everything",
    },
  ])("$hours h from $from to $until: $why", ({ sketch, from, until, hours }) => {
    expect(hoursIn(sketch, from, until)).toBe(hours);
  });

  it("a date of which nothing is left is no business day (semantics 8)", () => {
    const partial = { "2026-12-24": ["08:00-18:00"], "2026-12-23": ["08:00-17:59"] };
    const calendar = calendarOf({ zone: "Europe/Berlin", ...office, partial });
    expect(isBusinessDay(calendar, dateOf("2026-12-24"))).toBe(false);
    expect(isBusinessDay(calendar, dateOf("2026-12-23"))).toBe(true);
  });

  it("nor is one of which only the night after midnight is left", () => {
    const partial = { "2026-12-23": ["22:00-24:00"] };
    const calendar = calendarOf({ zone: "Europe/Berlin", ...nights, partial });
    expect(isBusinessDay(calendar, dateOf("2026-12-23"))).toBe(false);
  });
});

describe("what a holiday closes (semantics 6)", () => {
  const nights = { hours: ["22:00-06:00"], days: weekdays, holidays: ["2026-12-24"] };
  const clipped = { ...nights, holidayShift: "clip-at-midnight" } as const;

  // Thursday 24 is the holiday. Wednesday's shift has 8 h, 6 of them on Thursday; Thursday's 2 + 6.
  it.each([
    { sketch: nights, wednesday: 8, thursday: 0, why: "whole: the shift that starts on it" },
    { sketch: clipped, wednesday: 2, thursday: 6, why: "its own 24 hours" },
  ])("$why", ({ sketch, wednesday, thursday }) => {
    expect(hoursIn(sketch, "2026-12-23T12:00", "2026-12-24T12:00")).toBe(wednesday);
    expect(hoursIn(sketch, "2026-12-24T12:00", "2026-12-25T12:00")).toBe(thursday);
  });

  it("a clipped holiday is no business day, though the night after it is open (semantics 8)", () => {
    const calendar = calendarOf({ zone: "Europe/Berlin", ...clipped });
    expect(isBusinessDay(calendar, dateOf("2026-12-23"))).toBe(true);
    expect(isBusinessDay(calendar, dateOf("2026-12-24"))).toBe(false);
    expect(isBusinessDay(calendar, dateOf("2026-12-25"))).toBe(true);
  });
});

describe("holidays that come back each year (semantics 6)", () => {
  const within = (dates: readonly number[], from: string, until: string) =>
    dates
      .filter((date) => dateOf(from) <= date && date < dateOf(until))
      .map((date) => new Date(date * 24 * hour).toISOString().slice(0, 10));

  it.each([
    { month: 5, day: 1, found: ["2026-05-01", "2027-05-01", "2028-05-01"], why: "each year" },
    { month: 2, day: 29, found: ["2028-02-29"], why: "2026 and 2027 have no such day" },
    { month: 2, day: 30, found: [], why: "no year has it" },
  ])("$month-$day: $why", ({ found, ...day }) => {
    expect(within(yearlyDates(day), "2026-01-01", "2029-01-01")).toEqual(found);
  });

  it("29 February is left out in 2100, and every other day is there from 1969 to 2201", () => {
    expect(within(yearlyDates({ month: 2, day: 29 }), "2096-01-01", "2105-01-01")).toEqual([
      "2096-02-29",
      "2104-02-29",
    ]);
    const newYear = yearlyDates({ month: 1, day: 1 });
    expect([newYear.length, newYear[0], newYear.at(-1)]).toEqual([
      233,
      dateOf("1969-01-01"),
      dateOf("2201-01-01"),
    ]);
  });

  // From printed calendars: 1 May 2026 is a Friday, 31 May a Sunday; 1 November 2026 a Sunday.
  it.each([
    { weekday: 3, n: 4, month: 11, found: ["2026-11-26"], why: "Thanksgiving" },
    { weekday: 0, n: -1, month: 5, found: ["2026-05-25"], why: "the last Monday of May" },
    { weekday: 6, n: 5, month: 5, found: ["2026-05-31"], why: "a fifth Sunday on the last day" },
    { weekday: 4, n: 1, month: 5, found: ["2026-05-01"], why: "a first Friday on the first day" },
    { weekday: 3, n: 5, month: 5, found: [], why: "May 2026 has four Thursdays" },
    { weekday: 4, n: -5, month: 5, found: ["2026-05-01"], why: "the fifth Friday from the end" },
    { weekday: 3, n: -5, month: 5, found: [], why: "no fifth Thursday from the end either" },
    { weekday: 6, n: -1, month: 2, found: ["2026-02-22"], why: "28 days, the last a Saturday" },
  ])("weekday $weekday, number $n of month $month: $why", ({ found, ...nth }) => {
    expect(within(nthWeekdayDates(nth), "2026-01-01", "2027-01-01")).toEqual(found);
  });

  it("agree with a count through every day of every year", () => {
    const weekdayOf = (date: number) => (new Date(date * 24 * hour).getUTCDay() + 6) % 7;
    const monthOf = (date: number) => new Date(date * 24 * hour).getUTCMonth() + 1;
    const yearOf = (date: number) => new Date(date * 24 * hour).getUTCFullYear();
    for (const [weekday, n, month] of [
      [0, 1, 9],
      [2, 5, 2],
      [6, -1, 10],
      [5, -5, 12],
    ] as const) {
      const expected: number[] = [];
      for (let year = 1969; year <= 2201; year += 1) {
        const first = dateOf(`${year}-${String(month).padStart(2, "0")}-01`);
        const days = Array.from({ length: 31 }, (_, i) => first + i).filter(
          (date) => yearOf(date) === year && monthOf(date) === month && weekdayOf(date) === weekday,
        );
        const found = days.at(n > 0 ? n - 1 : n);
        if (found !== undefined) expected.push(found);
      }
      expect(nthWeekdayDates({ weekday, n, month })).toEqual(expected);
    }
  });
});
