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
  /** Hours off by weekday, index 0 is Monday; dated hours of that weekday have them too. */
  readonly breaks?: readonly (readonly DayRange[])[];
  /** Hours off on a date: partial holidays. */
  readonly partialHolidays?: readonly Workday[];
  /**
   * What a holiday closes. `whole`, the default: the shift that starts on it, so that the tail of
   * the shift of the day before stays. `clip-at-midnight`: its own 24 hours of the wall clock.
   */
  readonly holidayShift?: "whole" | "clip-at-midnight";
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
  /** Taken out last, whatever day's shift they meet; undefined when there are none. */
  readonly cuts: Cuts | undefined;
  readonly from: number;
  readonly until: number;
}

interface Cuts {
  readonly weekly: readonly (readonly DayRange[])[];
  readonly dated: ReadonlyMap<number, readonly DayRange[]>;
}

const closed: readonly DayRange[] = [];
const wholeDay: readonly DayRange[] = [{ startMs: 0, endMs: DAY_MS }];
const rangeEndMsMax = 2 * DAY_MS;

/**
 * Brings the terms into normal form (semantics 6): holidays beat dated hours, these beat the weekly
 * ones, and breaks and partial holidays are taken out last. Entries for one date add up.
 *
 * @throws {InvariantError} When there are not seven weekdays or a range leaves its bounds.
 */
export function dayHours(terms: CalendarTerms): DayHours {
  invariant(terms.weekly.length === 7, "a week has seven days of hours", terms.weekly.length);
  const dated = datedRanges(terms.workdays);
  const clips = terms.holidayShift === "clip-at-midnight";
  if (!clips) for (const date of terms.holidays) dated.set(date, closed);
  return {
    weekly: terms.weekly.map((ranges) => (terms.alwaysOpen ? wholeDay : merged(ranges))),
    dated,
    cuts: cutsOf(terms, clips ? terms.holidays : []),
    from: terms.from ?? -Infinity,
    until: terms.until ?? Infinity,
  };
}

function datedRanges(entries: readonly Workday[]): Map<number, readonly DayRange[]> {
  const dated = new Map<number, readonly DayRange[]>();
  for (const { date, ranges } of entries) {
    dated.set(date, merged([...(dated.get(date) ?? closed), ...ranges]));
  }
  return dated;
}

function cutsOf(terms: CalendarTerms, clipped: readonly CivilDate[]): Cuts | undefined {
  const { breaks = [], partialHolidays = [] } = terms;
  const weekly = terms.weekly.map((_, day) => merged(breaks[day] ?? closed));
  const whole = clipped.map((date) => ({ date, ranges: wholeDay }));
  const dated = datedRanges([...partialHolidays, ...whole]);
  const isUsed = dated.size > 0 || weekly.some((ranges) => ranges.length > 0);
  return isUsed ? { weekly, dated } : undefined;
}

/**
 * The ranges that start on a local date; the tail of the day before is not among them. What is left
 * of a shift after a break or a clipped holiday may begin after that date's midnight. The effective range is asked of the start date too (semantics 7), so that of two calendars that
 * follow each other each shift belongs to exactly one.
 */
export function hoursOn(hours: DayHours, date: number): readonly DayRange[] {
  if (date < hours.from || hours.until <= date) return closed;
  const ranges = hours.dated.get(date) ?? onWeekday(hours.weekly, date);
  return hours.cuts === undefined ? ranges : withoutCuts(ranges, hours.cuts, date);
}

/** Shifts and cuts run into the next date at most, so those of three dates can meet. */
function withoutCuts(ranges: readonly DayRange[], cuts: Cuts, date: number): readonly DayRange[] {
  let left = ranges;
  for (const day of [-1, 0, 1]) {
    const shiftMs = day * DAY_MS;
    const away = [...onWeekday(cuts.weekly, date + day), ...(cuts.dated.get(date + day) ?? closed)];
    for (const { startMs, endMs } of away) {
      left = left.flatMap((range) => without(range, startMs + shiftMs, endMs + shiftMs));
    }
  }
  return left;
}

/** What is left of a range on either side of [cutMs, restMs). */
function without(range: DayRange, cutMs: number, restMs: number): readonly DayRange[] {
  const { startMs, endMs } = range;
  if (endMs <= cutMs || restMs <= startMs) return [range];
  return [
    { startMs, endMs: cutMs },
    { startMs: restMs, endMs },
  ].filter((part) => part.startMs < part.endMs);
}

function onWeekday(weekly: readonly (readonly DayRange[])[], date: number): readonly DayRange[] {
  return weekly[weekdayIndex(date)] as readonly DayRange[];
}

/** 0 is Monday. Day 0, 1970-01-01, was a Thursday; dates from −10 on are good. */
export function weekdayIndex(date: number): number {
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
