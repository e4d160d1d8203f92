import type { Issue } from "../base/result.ts";
import type { BetweenWindow } from "../core/calendar-source.ts";
import type { CalendarTerms, Workday } from "../core/calendar-terms.ts";
import type { DayRange } from "../core/day-range.ts";
import type {
  ContractCalendar,
  HolidayTerms,
  WeekdayName,
  WeekMoment,
} from "../model/business-calendar.ts";
import type { CivilDate } from "../time/civil.ts";
import { nthWeekdayDates, yearlyDates } from "../time/recurring.ts";
import { type Zone, zoneNamed } from "../time/zone.ts";
import { weekdays } from "./calendar-shape.ts";
import { dateOf, hoursOf, timeOf, yearlyOf } from "./formats.ts";
import { type Path, refuse } from "./shape.ts";

/** Hours and dates of a calendar whose shape is settled (semantics 6). */

export function hoursTerms(
  terms: ContractCalendar,
  path: Path,
  issues: Issue[],
): Omit<CalendarTerms, "zone"> {
  const { id, weekly = {}, holidays = [], workdays = [], breaks = [], effective = {} } = terms;
  const week = weekOf(weekly, [...path, "weekly"], issues);
  if (week.every((day) => day.length === 0) && workdays.length === 0)
    refuse(
      issues,
      "calendar.empty",
      path,
      id,
      'give hours: weekly: { "mon-fri": ["09:00-18:00"] }',
    );
  const { from, until } = effective;
  if (from !== undefined && until !== undefined && until <= from)
    refuse(issues, "calendar.never-in-force", [...path, "effective"], effective, "swap the dates");
  return {
    id,
    weekly: week,
    holidays: holidays.flatMap((one) => (partOf(one) === undefined ? datesOf(one) : [])),
    partialHolidays: holidays.flatMap((one, index) => {
      const hours = partOf(one);
      if (hours === undefined) return [];
      const ranges = rangesOf(hours, [...path, "holidays", index, "hours"], issues);
      return datesOf(one).map((date) => ({ date, ranges }));
    }),
    workdays: workdays.map(
      ({ date, hours }, index): Workday => ({
        date: dayOf(date),
        ranges: rangesOf(hours, [...path, "workdays", index, "hours"], issues),
      }),
    ),
    breaks: weekdays.map((day) =>
      breaks.flatMap(({ on, hours }) => (on.includes(day) ? [rangeOf(hours)] : [])),
    ),
    holidayShift: terms.holidayShift ?? "whole",
    ...(from === undefined ? {} : { from: dayOf(from) }),
    ...(until === undefined ? {} : { until: dayOf(until) }),
  };
}

/** Of texts whose shape is settled. */
function dayOf(text: string): CivilDate {
  return dateOf(text) as CivilDate;
}

function rangeOf(text: string): DayRange {
  return hoursOf(text) as DayRange;
}

/** The hours that are off; undefined of a whole day. */
function partOf(holiday: HolidayTerms): readonly string[] | undefined {
  return typeof holiday === "string" ? undefined : holiday.hours;
}

function datesOf(holiday: HolidayTerms): readonly CivilDate[] {
  if (typeof holiday === "string") return [dayOf(holiday)];
  if ("date" in holiday) return [dayOf(holiday.date)];
  if ("yearly" in holiday)
    return yearlyDates(yearlyOf(holiday.yearly) as { month: number; day: number });
  const { weekday, n, month } = holiday.nth;
  return nthWeekdayDates({ weekday: weekdays.indexOf(weekday), n, month });
}

/** Seven days from Monday on; "sat-mon" runs over Sunday. */
function weekOf(
  weekly: Readonly<Record<string, readonly string[]>>,
  path: Path,
  issues: Issue[],
): readonly (readonly DayRange[])[] {
  const week: (readonly DayRange[] | undefined)[] = weekdays.map(() => undefined);
  for (const [key, hours] of Object.entries(weekly)) {
    const ranges = rangesOf(hours, [...path, key], issues);
    const days = key.split("-").map((day) => weekdays.indexOf(day as WeekdayName));
    const [first, last = first] = days as [number, number?];
    for (let day = first; ; day = (day + 1) % 7) {
      if (week[day] !== undefined)
        refuse(issues, "calendar.day-twice", [...path, key], weekdays[day], "name each day once");
      week[day] = ranges;
      if (day === last) break;
    }
  }
  return week.map((ranges) => ranges ?? []);
}

/** Hours of one day; overlaps are refused. */
function rangesOf(hours: readonly string[], path: Path, issues: Issue[]): readonly DayRange[] {
  const ranges = hours.map(rangeOf);
  const sorted = ranges.toSorted((a, b) => a.startMs - b.startMs);
  const overlaps = sorted.some(({ endMs }, index) => endMs > (sorted[index + 1]?.startMs ?? endMs));
  if (overlaps)
    refuse(issues, "calendar.hours-overlap", path, hours, "give hours that do not overlap");
  return ranges;
}

/** The boundaries of `between`, each in its own zone. */
export function windowsOf(
  between: NonNullable<ContractCalendar["between"]>,
  path: Path,
  issues: Issue[],
): readonly BetweenWindow[] {
  const boundary = ({ on, at, zone }: WeekMoment) => ({
    zone: zoneNamed(zone) as Zone,
    weekday: weekdays.indexOf(on),
    timeMs: timeOf(at),
  });
  return between.map((window, index) => {
    const [opens, closes] = [boundary(window.opens), boundary(window.closes)];
    const isSame =
      opens.zone === closes.zone &&
      opens.weekday === closes.weekday &&
      opens.timeMs === closes.timeMs;
    if (isSame)
      refuse(
        issues,
        "calendar.same-boundary",
        [...path, "between", index],
        window,
        'write weekly: { "mon-sun": ["00:00-24:00"] } for always',
      );
    return { opens, closes };
  });
}
