import { type Calendar, compileCalendar } from "../core/calendar.ts";
import { type DayRange, parseDayRange } from "../core/day-range.ts";
import { type CalendarInput, weekdays } from "../schema/calendars.ts";
import { type CivilDate, parseCivilDate } from "../time/civil.ts";
import { type Zone, zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";

/** Compiles the contract's calendars once (semantics 6, 7). */
export function compileCalendars(
  calendars: readonly CalendarInput[],
  contractZone: Zone,
  issues: Collector,
): ReadonlyMap<string, Calendar> {
  const compiled = new Map<string, Calendar>();
  calendars.forEach((calendar, index) => {
    const path = ["calendars", index];
    const place =
      typeof calendar.zone === "string"
        ? issues.take(zone(calendar.zone, [...path, "zone"]))
        : contractZone;
    const weekly = weeklyHours(calendar, path, issues);
    const holidays = calendar.holidays.flatMap((holiday, at) =>
      typeof holiday === "string" ? dateOf(holiday, [...path, "holidays", at], issues) : [],
    );
    const workdays = workdaysOf(calendar, path, issues);
    refuseEmpty(calendar, weekly, workdays, path, issues);
    warnDates(calendar, path, issues);
    const [from] = dateOf(calendar.effective?.from, [...path, "effective", "from"], issues);
    const [until] = dateOf(calendar.effective?.until, [...path, "effective", "until"], issues);
    if (from !== undefined && until !== undefined && until <= from) {
      issues.refuse(
        "calendar.never-in-force",
        [...path, "effective"],
        "the calendar ends before it begins",
        "swap the dates; `until` is the first day no longer in force",
      );
    }
    if (place === undefined) return;
    compiled.set(
      calendar.id,
      compileCalendar({
        id: calendar.id,
        zone: place,
        weekly,
        holidays,
        workdays,
        ...(from === undefined ? {} : { from }),
        ...(until === undefined ? {} : { until }),
      }),
    );
  });
  return compiled;
}

function weeklyHours(calendar: CalendarInput, path: Path, issues: Collector): DayRange[][] {
  const week: DayRange[][] = weekdays.map(() => []);
  const namedBy = new Map<number, string>();
  for (const [key, hours] of Object.entries(calendar.weekly ?? {})) {
    const ranges = rangesOf(hours, [...path, "weekly", key], issues);
    for (const day of daysOf(key)) {
      const other = namedBy.get(day);
      if (other !== undefined) {
        issues.refuse(
          "calendar.day-twice",
          [...path, "weekly", key],
          `${weekdays[day]} is named by "${other}" and by "${key}"`,
          "name each weekday once",
        );
      }
      namedBy.set(day, key);
      week[day] = ranges;
    }
  }
  return week;
}

/** "mon-fri" runs forward, over Sunday where need be: "sat-mon". */
function daysOf(key: string): readonly number[] {
  const [first = "", last = first] = key.split("-");
  const from = weekdays.indexOf(first as (typeof weekdays)[number]);
  const until = weekdays.indexOf(last as (typeof weekdays)[number]);
  const count = ((until - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => (from + step) % 7);
}

function rangesOf(hours: readonly string[], path: Path, issues: Collector): DayRange[] {
  const ranges = hours.flatMap((text, index) => {
    const range = issues.take(parseDayRange(text, [...path, index]));
    return range === undefined ? [] : [{ range, index }];
  });
  const sorted = ranges.toSorted((a, b) => a.range.startMs - b.range.startMs);
  for (let at = 1; at < sorted.length; at += 1) {
    const [before, after] = [sorted[at - 1], sorted[at]];
    if (before === undefined || after === undefined || before.range.endMs <= after.range.startMs)
      continue;
    issues.refuse(
      "calendar.hours-overlap",
      [...path, after.index],
      `"${hours[after.index]}" overlaps "${hours[before.index]}"`,
      "give hours of one day that do not overlap",
    );
  }
  return ranges.map(({ range }) => range);
}

function workdaysOf(calendar: CalendarInput, path: Path, issues: Collector) {
  return calendar.workdays.flatMap(({ date, hours }, index) => {
    const at = [...path, "workdays", index];
    const ranges = rangesOf(hours, [...at, "hours"], issues);
    return dateOf(date, [...at, "date"], issues).map((day) => ({ date: day, ranges }));
  });
}

function dateOf(text: string | undefined, path: Path, issues: Collector): CivilDate[] {
  if (text === undefined) return [];
  const date = issues.take(parseCivilDate(text, path));
  return date === undefined ? [] : [date];
}

function refuseEmpty(
  calendar: CalendarInput,
  weekly: readonly unknown[][],
  workdays: readonly unknown[],
  path: Path,
  issues: Collector,
): void {
  const combined = calendar.union ?? calendar.intersection ?? calendar.between;
  if (combined !== undefined || weekly.some((day) => day.length > 0) || workdays.length > 0) return;
  issues.refuse(
    "calendar.empty",
    path,
    `calendar ${calendar.id} is never open`,
    'give hours: weekly: { mon-fri: ["09:00-18:00"] }',
    calendar.id,
  );
}

/** A date that is both closed and open is closed (6): worth a look, hardly what was meant. */
function warnDates(calendar: CalendarInput, path: Path, issues: Collector): void {
  const holidays = new Set(calendar.holidays.filter((holiday) => typeof holiday === "string"));
  calendar.workdays.forEach(({ date }, index) => {
    if (holidays.has(date)) {
      issues.warn(
        "calendar.holiday-and-workday",
        [...path, "workdays", index, "date"],
        `${date} is a holiday and a working day; the holiday wins`,
        "remove it from one of the lists",
        date,
      );
    }
  });
}
