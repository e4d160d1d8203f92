import { invariant } from "../base/invariant.ts";
import type { CivilDate } from "../time/civil.ts";
import { DAY_MS } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { DayRange } from "./day-range.ts";

/** A calendar as the contract states it, already validated. */
export interface CalendarTerms {
  readonly id: string;
  readonly zone: Zone;
  /** Hours by weekday: index 0 is Monday, 6 is Sunday. */
  readonly weekly: readonly (readonly DayRange[])[];
  /** Dates without hours, whatever else names them. */
  readonly holidays: readonly CivilDate[];
  /** Dated hours replace the weekly ones: make-up days, short days. No ranges: closed. */
  readonly workdays: readonly Workday[];
  /** Open around the clock on every weekday; `weekly` is not read. */
  readonly alwaysOpen?: true;
  /** First date in force. Left out: since ever. */
  readonly from?: CivilDate;
  /** First date no longer in force. Left out: for ever. */
  readonly until?: CivilDate;
}

export interface Workday {
  readonly date: CivilDate;
  readonly ranges: readonly DayRange[];
}

/** The hours of every local date: sorted ranges of a day that neither overlap nor abut. */
export interface DayHours {
  readonly weekly: readonly (readonly DayRange[])[];
  readonly dated: ReadonlyMap<number, readonly DayRange[]>;
  readonly from: number;
  readonly until: number;
}

const closed: readonly DayRange[] = [];
const wholeDay: readonly DayRange[] = [{ startMs: 0, endMs: DAY_MS }];
const rangeEndMsMax = 2 * DAY_MS;

/**
 * Brings the terms into normal form (semantics 6). Entries for one date add up.
 *
 * @throws {InvariantError} When there are not seven weekdays or a range leaves its bounds.
 */
export function dayHours(terms: CalendarTerms): DayHours {
  invariant(terms.weekly.length === 7, "a week has seven days of hours", terms.weekly.length);
  const dated = new Map<number, readonly DayRange[]>();
  for (const { date, ranges } of terms.workdays) {
    dated.set(date, merged([...(dated.get(date) ?? closed), ...ranges]));
  }
  for (const date of terms.holidays) dated.set(date, closed);
  return {
    weekly: terms.weekly.map((ranges) => (terms.alwaysOpen ? wholeDay : merged(ranges))),
    dated,
    from: terms.from ?? -Infinity,
    until: terms.until ?? Infinity,
  };
}

/**
 * The ranges that start on a local date; the tail of the day before is not among them. The
 * effective range is asked of the start date too (semantics 7), so that of two calendars that
 * follow each other each shift belongs to exactly one.
 */
export function hoursOn(hours: DayHours, date: number): readonly DayRange[] {
  if (date < hours.from || hours.until <= date) return closed;
  return hours.dated.get(date) ?? (hours.weekly[weekdayIndex(date)] as readonly DayRange[]);
}

/** 0 is Monday. Day 0, 1970-01-01, was a Thursday; dates from −7 on are good. */
function weekdayIndex(date: number): number {
  return (date + 10) % 7;
}

function merged(ranges: readonly DayRange[]): readonly DayRange[] {
  const kept: DayRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startMs - b.startMs)) {
    const { startMs, endMs } = range;
    invariant(0 <= startMs && startMs < DAY_MS, "hours start within their day", range);
    invariant(startMs < endMs && endMs <= rangeEndMsMax, "hours end within two days", range);
    const last = kept.at(-1);
    if (last === undefined || last.endMs < startMs) kept.push(range);
    else kept[kept.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, endMs) };
  }
  return kept;
}
