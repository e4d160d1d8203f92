import { type CalendarInput, weekdays } from "../schema/calendars.ts";
import { type CivilDate, daysInMonth, parseCivilDate } from "../time/civil.ts";
import { nthWeekdayDates, yearlyDates } from "../time/recurring.ts";
import { type DatedHours, rangesOf } from "./calendar-hours.ts";
import type { Collector, Path } from "./collector.ts";

/** Dates of a calendar as the contract writes them: holidays, working days (semantics 6). */

type Holiday = CalendarInput["holidays"][number];

export interface Holidays {
  /** Dates without hours. */
  readonly whole: readonly CivilDate[];
  /** Dates on which some hours are off. */
  readonly partial: readonly DatedHours[];
}

export function holidaysOf(calendar: CalendarInput, path: Path, issues: Collector): Holidays {
  const whole: CivilDate[] = [];
  const partial: DatedHours[] = [];
  calendar.holidays.forEach((holiday, index) => {
    const at = [...path, "holidays", index];
    const hours = typeof holiday === "string" ? undefined : holiday.hours;
    const ranges = hours && rangesOf(hours, [...at, "hours"], issues);
    for (const date of datesOf(holiday, at, issues)) {
      if (ranges === undefined) whole.push(date);
      else partial.push({ date, ranges });
    }
  });
  return { whole, partial };
}

function datesOf(holiday: Holiday, path: Path, issues: Collector): readonly CivilDate[] {
  if (typeof holiday === "string") return dateOf(holiday, path, issues);
  if ("date" in holiday) return dateOf(holiday.date, [...path, "date"], issues);
  if ("yearly" in holiday) return yearlyOf(holiday.yearly, [...path, "yearly"], issues);
  const { weekday, n, month } = holiday.nth;
  if (n === 0) {
    issues.refuse(
      "calendar.nth-zero",
      [...path, "nth", "n"],
      `there is no weekday number 0 in a month`,
      "count from 1, or from −1 at the end of the month",
      n,
    );
    return [];
  }
  return nthWeekdayDates({ weekday: weekdays.indexOf(weekday), n, month });
}

/** In a leap year every day of a month is there that any year has. */
function yearlyOf(text: string, path: Path, issues: Collector): readonly CivilDate[] {
  const [month = 0, day = 0] = text.split("-").map(Number);
  if (1 <= day && day <= daysInMonth(2000, month)) return yearlyDates({ month, day });
  issues.refuse(
    "calendar.no-such-day",
    path,
    `no year has the day ${text}`,
    "write month and day, like 12-25",
    text,
  );
  return [];
}

export function workdaysOf(calendar: CalendarInput, path: Path, issues: Collector): DatedHours[] {
  return calendar.workdays.flatMap(({ date, hours }, index) => {
    const at = [...path, "workdays", index];
    const ranges = rangesOf(hours, [...at, "hours"], issues);
    return dateOf(date, [...at, "date"], issues).map((day) => ({ date: day, ranges }));
  });
}

/** The dates in force; `until` is the first one no longer. */
export function effectiveOf({ effective }: CalendarInput, path: Path, issues: Collector) {
  const [from] = dateOf(effective?.from, [...path, "effective", "from"], issues);
  const [until] = dateOf(effective?.until, [...path, "effective", "until"], issues);
  if (from !== undefined && until !== undefined && until <= from) {
    issues.refuse(
      "calendar.never-in-force",
      [...path, "effective"],
      "the calendar ends before it begins",
      "swap the dates; `until` is the first day no longer in force",
    );
  }
  return {
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}

function dateOf(text: string | undefined, path: Path, issues: Collector): CivilDate[] {
  if (text === undefined) return [];
  const date = issues.take(parseCivilDate(text, path));
  return date === undefined ? [] : [date];
}
