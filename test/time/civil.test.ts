import { UTCDate } from "@date-fns/utc";
import { getISOWeek, getISOWeekYear } from "date-fns";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import { unwrap } from "../../src/base/result.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  civilDateAt,
  daysInMonth,
  formatCivilDate,
  parseCivilDate,
  partsOf,
  startOfDate,
  wallMsOf,
  weekdayOf,
} from "../../src/time/civil.ts";
import { DAY_MS, instant } from "../../src/time/instant.ts";
import { isoWeekOf } from "../../src/time/iso-week.ts";
import { formatInstant, parseStamp } from "../../src/time/stamp.ts";
import { zone } from "../../src/time/zone.ts";

const read = (text: string) => {
  const result = parseCivilDate(text, []);
  return result.ok ? result.value : result.issues.map(({ code }) => code).join();
};
const dateOf = (text: string): CivilDate => unwrap(parseCivilDate(text, []));

describe("semantics 1: civil dates exist", () => {
  it.each([
    { text: "1970-01-01", days: 0 },
    { text: "1970-02-01", days: 31 },
    { text: "1972-03-01", days: 790 },
    { text: "2000-02-29", days: 11_016 },
    { text: "2200-12-31", days: 84_370 },
  ])("$text is $days days after 1970 began", ({ text, days }) => {
    expect(read(text)).toBe(days);
    expect(formatCivilDate(days as CivilDate)).toBe(text);
  });

  it.each([
    { text: "2026-02-30", code: "date.no-such-date" },
    { text: "2100-02-29", code: "date.no-such-date" },
    { text: "2026-00-10", code: "date.no-such-date" },
    { text: "2026-13-10", code: "date.no-such-date" },
    { text: "2026-04-00", code: "date.no-such-date" },
    { text: "2026-04-31", code: "date.no-such-date" },
    { text: "1969-12-31", code: "date.out-of-range" },
    { text: "2201-01-01", code: "date.out-of-range" },
    { text: "2026-1-1", code: "date.malformed" },
    { text: "2026-01-01T00:00:00Z", code: "date.malformed" },
    { text: "20260101", code: "date.malformed" },
    { text: "", code: "date.malformed" },
  ])("refuses $text as $code", ({ text, code }) => {
    expect(read(text)).toBe(code);
  });

  it("throws where the code, not the data, made up a date", () => {
    expect(() => civilDate(2026, 2, 29)).toThrow(InvariantError);
    expect(() => civilDate(2026, 1, 0)).toThrow(InvariantError);
    expect(() => civilDate(2026, 1, 1.5)).toThrow(InvariantError);
    expect(() => civilDate(2026, 13, 1)).toThrow(InvariantError);
  });

  it("agrees with Date on every day from 1960 to 2210", () => {
    for (let days = -3_653; days < 88_000; days += 1) {
      const found = partsOf(days as CivilDate);
      const date = new Date(days * DAY_MS);
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      if (found.year !== year || found.month !== month || found.day !== day) {
        expect(found).toEqual({ year, month, day });
      }
      if (civilDate(year, month, day) !== days) expect([year, month, day]).toBe(days);
      const weekday = ((date.getUTCDay() + 6) % 7) + 1;
      if (weekdayOf(days as CivilDate) !== weekday) expect(days).toBe(weekday);
    }
  });
});

describe("semantics 8: months are clamped to their end", () => {
  it.each([
    { from: "2026-01-31", months: 1, to: "2026-02-28" },
    { from: "2024-01-31", months: 1, to: "2024-02-29" },
    { from: "2026-01-31", months: 2, to: "2026-03-31" },
    { from: "2026-12-15", months: 1, to: "2027-01-15" },
    { from: "2026-03-31", months: -1, to: "2026-02-28" },
    { from: "2024-02-29", months: 12, to: "2025-02-28" },
    { from: "2026-10-10", months: 0, to: "2026-10-10" },
  ])("$from and $months months is $to", ({ from, months, to }) => {
    expect(formatCivilDate(addMonths(dateOf(from), months))).toBe(to);
  });

  it("counts days and lengths of months", () => {
    expect(formatCivilDate(addDays(dateOf("2026-12-31"), 1))).toBe("2027-01-01");
    expect(formatCivilDate(addDays(dateOf("2024-03-01"), -1))).toBe("2024-02-29");
    expect([daysInMonth(2024, 2), daysInMonth(2026, 2), daysInMonth(2100, 2)]).toEqual([
      29, 28, 28,
    ]);
    expect([daysInMonth(2000, 2), daysInMonth(2026, 4), daysInMonth(2026, 0)]).toEqual([29, 30, 0]);
  });
});

describe("semantics 4: ISO weeks", () => {
  it.each([
    { date: "2026-10-12", weekday: 1, year: 2026, week: 42 },
    { date: "2027-01-03", weekday: 7, year: 2026, week: 53 },
    { date: "2027-01-04", weekday: 1, year: 2027, week: 1 },
    { date: "2024-12-30", weekday: 1, year: 2025, week: 1 },
    { date: "1970-01-01", weekday: 4, year: 1970, week: 1 },
  ])("$date is day $weekday of week $week of $year", ({ date, weekday, year, week }) => {
    expect(weekdayOf(dateOf(date))).toBe(weekday);
    expect(isoWeekOf(dateOf(date))).toEqual({ year, week });
  });

  it("agree with date-fns on every date from 1970 to 2200", () => {
    const last = dateOf("2200-12-31");
    for (let date = dateOf("1970-01-01"); date <= last; date = addDays(date, 1)) {
      const day = new UTCDate(date * DAY_MS);
      const { year, week } = isoWeekOf(date);
      if (year !== getISOWeekYear(day) || week !== getISOWeek(day))
        expect.unreachable(`${formatCivilDate(date)} is in week ${week} of ${year}`);
    }
  });
});

describe("semantics 3: where a local date begins", () => {
  const startIn = (name: string, date: string) =>
    formatInstant(startOfDate(unwrap(zone(name, [])), dateOf(date)));

  it.each([
    { name: "Asia/Shanghai", date: "2026-10-01", at: "2026-09-30T16:00:00Z", why: "8 h ahead" },
    { name: "America/Sao_Paulo", date: "2018-11-04", at: "2018-11-04T03:00:00Z", why: "at 01:00" },
    { name: "America/Havana", date: "2026-11-01", at: "2026-11-01T04:00:00Z", why: "first of two" },
    { name: "Pacific/Apia", date: "2011-12-29", at: "2011-12-29T10:00:00Z", why: "10 h behind" },
    { name: "Pacific/Apia", date: "2011-12-30", at: "2011-12-30T10:00:00Z", why: "skipped" },
    { name: "Pacific/Apia", date: "2011-12-31", at: "2011-12-30T10:00:00Z", why: "14 h ahead" },
    {
      name: "America/St_Johns",
      date: "2009-11-01",
      at: "2009-11-01T02:30:00Z",
      why: "a minute long",
    },
  ])("$date begins in $name at $at: $why", ({ name, date, at }) => {
    expect(startIn(name, date)).toBe(at);
  });

  it("reads the local date of an instant on either side of midnight", () => {
    const shanghai = unwrap(zone("Asia/Shanghai", []));
    const midnight = unwrap(parseStamp("2026-09-30T16:00:00Z", []));
    expect(formatCivilDate(civilDateAt(shanghai, midnight))).toBe("2026-10-01");
    expect(formatCivilDate(civilDateAt(shanghai, instant(midnight - 1)))).toBe("2026-09-30");
  });

  it("24:00 is the next date's midnight", () => {
    const date = dateOf("2026-10-31");
    expect(wallMsOf(date, DAY_MS)).toBe(wallMsOf(addDays(date, 1), 0));
  });

  it("a date's first instant is the first that shows it, or a later date", () => {
    const names = ["Pacific/Apia", "America/Sao_Paulo", "America/Havana", "America/St_Johns"];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 24_000 }), (name, days) => {
        const place = unwrap(zone(name, []));
        const start = startOfDate(place, days as CivilDate);
        expect(civilDateAt(place, start)).toBeGreaterThanOrEqual(days);
        expect(civilDateAt(place, instant(start - 1))).toBeLessThan(days);
      }),
      { numRuns: 1_000 },
    );
  });
});
