import { invariant } from "../base/invariant.ts";
import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { dayNumber, daysInMonth } from "./day-number.ts";
import { DAY_MS, type Instant } from "./instant.ts";
import { instantFromWall, wallMsAt, type Zone } from "./zone.ts";

declare const unit: unique symbol;

/** A date of the civil calendar, in no zone: whole days since 1970-01-01. */
export type CivilDate = number & { readonly [unit]: "civil days" };

export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** @throws {InvariantError} When there is no such date. */
export function civilDate(year: number, month: number, day: number): CivilDate {
  const exists = Number.isInteger(day) && 1 <= day && day <= daysInMonth(year, month);
  invariant(exists, "a civil date exists", { year, month, day });
  return dayNumber(year, month, day) as CivilDate;
}

const shape = /^(\d{4})-(\d\d)-(\d\d)$/;

const hints = {
  "date.malformed": "write it like 2026-10-25",
  "date.no-such-date": "correct the day; the month does not have it",
  "date.out-of-range": "use a date in the years 1970 to 2200",
} as const;

/** Reads YYYY-MM-DD. A date that does not exist is refused, not rolled over (semantics 1). */
export function parseCivilDate(text: string, path: Issue["path"]): Result<CivilDate> {
  const refuse = (code: keyof typeof hints) => {
    const value = shown(text);
    return refused([
      { code, path, message: `cannot use the date ${value}`, hint: hints[code], value },
    ]);
  };
  const match = shape.exec(text);
  if (match === null) return refuse("date.malformed");
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (day < 1 || daysInMonth(year, month) < day) return refuse("date.no-such-date");
  if (year < 1970 || 2200 < year) return refuse("date.out-of-range");
  return accepted(civilDate(year, month, day));
}

/** "2026-10-25". */
export function formatCivilDate(date: CivilDate): string {
  const { year, month, day } = partsOf(date);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/**
 * Year, month and day, in whole-number arithmetic. Counting from 1 March of year 0 puts the leap
 * day last in its year, and the months from March on have 153 days in every five.
 */
export function partsOf(date: CivilDate): DateParts {
  const shifted = date + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day };
}

/** 1 for Monday to 7 for Sunday, as ISO 8601 counts. 1970-01-01 was a Thursday. */
export function weekdayOf(date: CivilDate): number {
  const sinceMonday = (date + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return (date + days) as CivilDate;
}

/**
 * The same day of the month `months` later, clamped to that month's end (semantics 8).
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date);
  const counted = year * 12 + month - 1 + months;
  const [inYear, inMonth] = [Math.floor(counted / 12), (((counted % 12) + 12) % 12) + 1];
  return dayNumber(inYear, inMonth, Math.min(day, daysInMonth(inYear, inMonth))) as CivilDate;
}

/** The date on the zone's wall clock at that instant. */
export function civilDateAt(zone: Zone, at: Instant): CivilDate {
  return Math.floor(wallMsAt(zone, at) / DAY_MS) as CivilDate;
}

/** The wall clock on that date, `msOfDay` after its midnight; 24:00 is the next date's midnight. */
export function wallMsOf(date: CivilDate, msOfDay: number): number {
  return date * DAY_MS + msOfDay;
}

/**
 * The first instant of a local date: midnight, the first of two, or the instant at which the clock
 * leapt over it. A date that was skipped starts where the next one does (semantics 3).
 */
export function startOfDate(zone: Zone, date: CivilDate): Instant {
  return instantFromWall(zone, wallMsOf(date, 0));
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

export { daysInMonth } from "./day-number.ts";

/** So many local dates earlier by the same wall clock, moved as every wall clock is (3, 8). */
export function daysBefore(zone: Zone, at: Instant, days: number): Instant {
  return instantFromWall(zone, wallMsAt(zone, at) - days * DAY_MS);
}
