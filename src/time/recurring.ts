import type { CivilDate } from "./civil.ts";
import { dayNumber, daysInMonth } from "./day-number.ts";

/** A local date may lie a day outside the years that an instant may name. */
const firstYear = 1969;
const lastYear = 2201;

const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);

/** The same day of every year that has it: 29 February in leap years only (semantics 6). */
export function yearlyDates({ month, day }: { month: number; day: number }): CivilDate[] {
  return years
    .filter((year) => day <= daysInMonth(year, month))
    .map((year) => dayNumber(year, month, day) as CivilDate);
}

export interface NthWeekday {
  /** 0 is Monday. */
  readonly weekday: number;
  /** 1 is the first of the month, −1 the last. */
  readonly n: number;
  /** 1 to 12. */
  readonly month: number;
}

/** The n-th weekday of a month in every year that has it: a fifth one may be missing (semantics 6). */
export function nthWeekdayDates({ weekday, n, month }: NthWeekday): CivilDate[] {
  return years.flatMap((year) => {
    const first = dayNumber(year, month, 1);
    const beyond = first + daysInMonth(year, month);
    const date =
      n > 0
        ? first + daysUntil(first, weekday) + 7 * (n - 1)
        : beyond - 7 + daysUntil(beyond, weekday) + 7 * (n + 1);
    return first <= date && date < beyond ? [date as CivilDate] : [];
  });
}

/** Days from a date to the next such weekday, 0 when it is one. 1970-01-01 was a Thursday. */
function daysUntil(date: number, weekday: number): number {
  return (((weekday - date - 3) % 7) + 7) % 7;
}
