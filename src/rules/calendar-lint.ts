import { type DayRange, parseDayRange } from "../core/day-range.ts";
import { type CalendarInput, weekdays } from "../schema/calendars.ts";
import { parseCivilDate } from "../time/civil.ts";
import { DAY_MS } from "../time/instant.ts";
import type { Holidays } from "./calendar-dates.ts";
import { daysOf } from "./calendar-hours.ts";
import type { Collector, Path } from "./collector.ts";

/** Hours and dates that can be computed (6), yet hardly say what was meant: warnings. */
export function lintCalendar(
  calendar: CalendarInput,
  { weekly, holidays }: { readonly weekly: readonly DayRange[][]; readonly holidays: Holidays },
  path: Path,
  issues: Collector,
): void {
  warnNights(calendar, weekly, [...path, "weekly"], issues);
  warnDays(calendar, path, issues);
  warnHolidays(calendar, [...path, "holidays"], issues);
  warnWorkdays(calendar, holidays, [...path, "workdays"], issues);
}

/** A shift over midnight belongs to the day it starts on (6), and may run into the next one's. */
function warnNights(
  { weekly = {} }: CalendarInput,
  week: readonly DayRange[][],
  path: Path,
  issues: Collector,
): void {
  for (const [key, hours] of Object.entries(weekly)) {
    warnLong(hours, [...path, key], issues);
    const met = daysOf(key).find((day) => isMet(week, day));
    if (met === undefined) continue;
    const [day, next] = [weekdays[met], weekdays[(met + 1) % 7]];
    issues.warn(
      "calendar.night-overlap",
      [...path, key],
      `hours of ${day} run over midnight into those of ${next}; what they share counts once`,
      `end those of ${day} where those of ${next} begin`,
      weekly[key],
    );
  }
}

/** Breaks, partial holidays and working days run over midnight as weekly hours do. */
function warnDays(
  { breaks = [], holidays, workdays }: CalendarInput,
  path: Path,
  issues: Collector,
): void {
  breaks.forEach(({ hours }, index) => {
    if (isLongNight(hours)) warnOf(hours, [...path, "breaks", index, "hours"], issues);
  });
  holidays.forEach((holiday, index) => {
    if (typeof holiday !== "string" && holiday.hours !== undefined)
      warnLong(holiday.hours, [...path, "holidays", index, "hours"], issues);
  });
  workdays.forEach(({ hours }, index) => {
    warnLong(hours, [...path, "workdays", index, "hours"], issues);
  });
}

/** Of several hours the first that are too long. */
function warnLong(hours: readonly string[], path: Path, issues: Collector): void {
  const found = hours.find(isLongNight);
  if (found !== undefined) warnOf(found, [...path, hours.indexOf(found)], issues);
}

function warnOf(hours: string, path: Path, issues: Collector): void {
  issues.warn(
    "calendar.long-night",
    path,
    `"${hours}" runs over midnight for more than half a day`,
    "write the hours the other way round, if the day was meant",
    hours,
  );
}

/** Such as 18:00-09:00: either the night, or the day written the wrong way round. */
function isLongNight(hours: string): boolean {
  const read = parseDayRange(hours, []);
  return read.ok && DAY_MS < read.value.endMs && DAY_MS / 2 < read.value.endMs - read.value.startMs;
}

function isMet(week: readonly DayRange[][], day: number): boolean {
  const [ranges, next] = [week[day], week[(day + 1) % 7]] as [DayRange[], DayRange[]];
  return ranges.some(({ endMs }) => next.some(({ startMs }) => startMs < endMs - DAY_MS));
}

/** The same entry twice: one of the two was to be another day. What two rules share is no matter. */
function warnHolidays({ holidays }: CalendarInput, path: Path, issues: Collector): void {
  const seen = new Map<string, number>();
  holidays.forEach((holiday, index) => {
    const key = keyOf(holiday);
    const first = seen.get(key);
    seen.set(key, first ?? index);
    if (first === undefined) return;
    issues.warn(
      "calendar.holiday-twice",
      [...path, index],
      `the holiday stands at ${[...path, first].join(".")} already; what either closes is closed`,
      "correct the date, or remove one of the two",
      holiday,
    );
  });
}

function keyOf(holiday: CalendarInput["holidays"][number]): string {
  if (typeof holiday === "string") return holiday;
  if ("date" in holiday) return holiday.date;
  return "yearly" in holiday ? holiday.yearly : JSON.stringify(holiday.nth);
}

/** A date that is both closed and open is closed, and its entries add up (6). */
function warnWorkdays(
  { workdays }: CalendarInput,
  { whole }: Holidays,
  path: Path,
  issues: Collector,
): void {
  const closed = new Set(whole);
  const seen = new Set<string>();
  workdays.forEach(({ date }, index) => {
    const at = [...path, index, "date"];
    if (seen.has(date)) {
      issues.warn(
        "calendar.workday-twice",
        at,
        `${date} is given twice; it is open in the hours of both`,
        "give all hours of the date in one entry, or correct the date",
        date,
      );
    }
    seen.add(date);
    const read = parseCivilDate(date, []);
    if (read.ok && closed.has(read.value)) {
      issues.warn(
        "calendar.holiday-and-workday",
        at,
        `${date} is a holiday and a working day; the holiday wins`,
        "remove it from one of the lists",
        date,
      );
    }
  });
}
