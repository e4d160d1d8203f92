import { unwrap } from "../../src/base/result.ts";
import { type Calendar, compileCalendar } from "../../src/core/calendar.ts";
import type { CalendarTerms } from "../../src/core/calendar-terms.ts";
import { type DayRange, parseDayRange } from "../../src/core/day-range.ts";
import type { CivilDate } from "../../src/time/civil.ts";
import { DAY_MS, type Instant, instant } from "../../src/time/instant.ts";
import { type Zone, zone } from "../../src/time/zone.ts";

export const weekdays = [0, 1, 2, 3, 4];
export const everyDay = [0, 1, 2, 3, 4, 5, 6];

/** A calendar as a test writes it: the same hours on the days listed, 0 = Monday. */
export interface Sketch {
  readonly zone: string;
  readonly hours: readonly string[];
  readonly days?: readonly number[];
  readonly holidays?: readonly string[];
  readonly workdays?: Readonly<Record<string, readonly string[]>>;
  /** Hours off on the days listed in `days`. */
  readonly breaks?: readonly string[];
  readonly partial?: Readonly<Record<string, readonly string[]>>;
  readonly holidayShift?: "whole" | "clip-at-midnight";
  readonly alwaysOpen?: true;
  readonly from?: string;
  readonly until?: string;
}

export function calendarOf(sketch: Sketch): Calendar {
  return compileCalendar(termsOf(sketch));
}

export function termsOf(sketch: Sketch): CalendarTerms {
  const { hours, days = everyDay, holidays = [], workdays = {}, breaks = [] } = sketch;
  return {
    id: "sketch",
    zone: zoneOf(sketch.zone),
    weekly: everyDay.map((day) => (days.includes(day) ? hours.map(range) : [])),
    holidays: holidays.map(dateOf),
    workdays: datedOf(workdays),
    ...(sketch.breaks === undefined
      ? {}
      : { breaks: everyDay.map((day) => (days.includes(day) ? breaks.map(range) : [])) }),
    ...(sketch.partial === undefined ? {} : { partialHolidays: datedOf(sketch.partial) }),
    ...(sketch.holidayShift === undefined ? {} : { holidayShift: sketch.holidayShift }),
    ...(sketch.alwaysOpen === undefined ? {} : { alwaysOpen: sketch.alwaysOpen }),
    ...(sketch.from === undefined ? {} : { from: dateOf(sketch.from) }),
    ...(sketch.until === undefined ? {} : { until: dateOf(sketch.until) }),
  };
}

export function zoneOf(name: string): Zone {
  return unwrap(zone(name, []));
}

function datedOf(entries: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(entries).map(([date, dated]) => ({
    date: dateOf(date),
    ranges: dated.map(range),
  }));
}

export function range(text: string): DayRange {
  return unwrap(parseDayRange(text, []));
}

/** "2026-10-01" to its day number, by the platform's own reading of a UTC date. */
export function dateOf(text: string): CivilDate {
  return (Date.parse(`${text}T00:00:00Z`) / DAY_MS) as CivilDate;
}

/** A stamp with its offset to an instant, by the platform's own reading. */
export function at(stamp: string): Instant {
  return instant(Date.parse(stamp));
}

/** The other way, for messages a person can read. */
export function stampOf(found: Instant | undefined): string | undefined {
  return found === undefined ? undefined : new Date(found).toISOString();
}

/** Stamps are compared in UTC: "2026-10-08T12:00+08:00" and "2026-10-08T04:00:00.000Z" are one. */
export function utc(stamp: string): string {
  return new Date(Date.parse(stamp)).toISOString();
}
