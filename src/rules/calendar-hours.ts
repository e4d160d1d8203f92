import { type DayRange, parseDayRange, parseTimeOfDay } from "../core/day-range.ts";
import { type CalendarInput, weekdays } from "../schema/calendars.ts";
import type { CivilDate } from "../time/civil.ts";
import { zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";

/** Hours of a calendar as the contract writes them (semantics 6, 7). */

type Weekday = (typeof weekdays)[number];

/** Seven days from Monday on; a day that no key names is closed. */
export function weeklyHours(
  { weekly = {} }: CalendarInput,
  path: Path,
  issues: Collector,
): DayRange[][] {
  const week: DayRange[][] = weekdays.map(() => []);
  const namedBy = new Map<number, string>();
  for (const [key, hours] of Object.entries(weekly)) {
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

/** The days of a key, from 0, Monday. "mon-fri" runs forward, over Sunday where need be: "sat-mon". */
export function daysOf(key: string): readonly number[] {
  const [first = "", last = first] = key.split("-");
  const from = weekdays.indexOf(first as Weekday);
  const until = weekdays.indexOf(last as Weekday);
  const count = ((until - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, step) => (from + step) % 7);
}

/** Hours off by weekday, from Monday on. Breaks may overlap: they are taken out together. */
export function breaksOf(
  { breaks = [] }: CalendarInput,
  path: Path,
  issues: Collector,
): DayRange[][] {
  const week: DayRange[][] = weekdays.map(() => []);
  breaks.forEach(({ on, hours }, index) => {
    const range = issues.take(parseDayRange(hours, [...path, "breaks", index, "hours"]));
    if (range !== undefined) for (const day of on) week[weekdays.indexOf(day)]?.push(range);
  });
  return week;
}

/** Hours of one day, in the order of the contract; overlaps are refused. */
export function rangesOf(hours: readonly string[], path: Path, issues: Collector): DayRange[] {
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

type BoundaryInput = NonNullable<CalendarInput["between"]>[number]["opens"];

/** The boundaries of `between`, each in its own zone. */
export function windowsOf({ between = [] }: CalendarInput, path: Path, issues: Collector) {
  const boundary = ({ on, at, zone: place }: BoundaryInput, below: Path) => {
    const timeMs = issues.take(parseTimeOfDay(at, [...below, "at"]));
    const found = issues.take(zone(place, [...below, "zone"]));
    if (timeMs === undefined || found === undefined) return undefined;
    return { zone: found, weekday: weekdays.indexOf(on), timeMs };
  };
  return between.flatMap((window, index) => {
    const below = [...path, "between", index];
    const opens = boundary(window.opens, [...below, "opens"]);
    const closes = boundary(window.closes, [...below, "closes"]);
    if (opens === undefined || closes === undefined) return [];
    if (
      opens.zone === closes.zone &&
      opens.weekday === closes.weekday &&
      opens.timeMs === closes.timeMs
    ) {
      issues.refuse(
        "calendar.same-boundary",
        below,
        "it opens when it closes: that could mean always as well as never",
        'write weekly: { mon-sun: ["00:00-24:00"] } for always',
      );
    }
    return [{ opens, closes }];
  });
}

/** Hours on a date of its own. */
export interface DatedHours {
  readonly date: CivilDate;
  readonly ranges: readonly DayRange[];
}
