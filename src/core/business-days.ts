import { invariant } from "../base/invariant.ts";
import { addMonths, type CivilDate, partsOf } from "../time/civil.ts";
import { BEYOND_INSTANT, DAY_MS, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { instantOfWall, wallMsAt, type Zone } from "../time/zone.ts";
import {
  type Calendar,
  isBusinessDay,
  isOpen,
  nextClosing,
  nextOpening,
  previousClosing,
  previousOpening,
} from "./calendar.ts";

export interface BusinessDayOptions {
  /**
   * The time on the date that is reached. `same-time`: the wall-clock time of the start, also where
   * the calendar is closed then. `end-of-day`: 24:00. `cutOffMs`: that time, in ms of the day, up to
   * 24:00.
   */
  readonly by: "same-time" | "end-of-day" | { readonly cutOffMs: number };
  /**
   * `move`: a start outside hours goes to the next opening first (backwards: the last closing).
   * `keep`: it stays. `roll`: it stays, and a due outside hours goes to the next opening
   * (backwards: the last closing); a due at a closing is inside (semantics 9).
   */
  readonly outsideHours: "move" | "keep" | "roll";
  /** The start's own date is day 1 if it is a business day. Default: counting begins after it. */
  readonly countStartDay?: boolean;
}

/**
 * The due on business day `days`: the N-th open local date after the start's own date, whether or
 * not that date is open (semantics 8). Negative counts go back; 0 stays on the start's date.
 *
 * @returns Undefined when there is no such date in the years 1970 to 2200.
 * @throws {InvariantError} When `days` is not whole or the cut-off leaves its day.
 */
export function dueAfterBusinessDays(
  calendar: Calendar,
  start: Instant,
  days: number,
  options: BusinessDayOptions,
): Instant | undefined {
  invariant(Number.isSafeInteger(days), "business days are a whole number", days);
  const counted = options.outsideHours === "move" ? moved(calendar, start, days) : start;
  if (counted === undefined) return undefined;
  const wallMs = wallMsAt(calendar.zone, counted);
  // Going back, hours that close at 24:00 belong to the date that they end.
  const startDate = Math.floor((counted < start ? wallMs - 1 : wallMs) / DAY_MS);
  const date = businessDate(calendar, startDate, days, options.countStartDay === true);
  if (date === undefined) return undefined;
  const timeMs = timeOfDay(options.by, wallMs - startDate * DAY_MS);
  const due = instantOn(calendar.zone, date * DAY_MS + timeMs);
  return options.outsideHours === "roll" ? rolled(calendar, due, days) : due;
}

/** An instant of open time stays, its two ends too; another goes on in the direction of counting. */
function rolled(calendar: Calendar, due: Instant | undefined, days: number): Instant | undefined {
  if (due === undefined || isOpen(calendar, due)) return due;
  return previousClosing(calendar, due) === due ? due : moved(calendar, due, days);
}

/**
 * The closing of the N-th window that lies wholly after `start`, one that opens at it included; the
 * opening of the N-th wholly before it when negative (semantics 8). Hours that abut are one window.
 *
 * @returns Undefined when so many windows do not end in the years 1970 to 2200.
 * @throws {InvariantError} When `windows` is 0 or not whole.
 */
export function dueAfterWindows(
  calendar: Calendar,
  start: Instant,
  windows: number,
): Instant | undefined {
  invariant(Number.isSafeInteger(windows) && windows !== 0, "windows are counted", windows);
  const ahead = windows > 0;
  const [leave, enter] = ahead ? [nextClosing, nextOpening] : [previousOpening, previousClosing];
  // Open on both sides: the window that runs then is no whole one.
  const isInside = isOpen(calendar, start) && previousClosing(calendar, start) === start;
  let at = isInside ? leave(calendar, start) : start;
  for (let left = Math.abs(windows); left > 0 && at !== undefined; left -= 1) {
    const edge = enter(calendar, at);
    at = edge === undefined ? undefined : leave(calendar, edge);
  }
  return at;
}

/**
 * The same local time `days` dates later, or earlier when negative (semantics 8). A local time that
 * a gap leaves out moves forward by the gap (semantics 3).
 *
 * @returns Undefined when that is not in the years 1970 to 2200.
 */
export function dueAfterDays(zone: Zone, start: Instant, days: number): Instant | undefined {
  invariant(Number.isSafeInteger(days), "days are a whole number", days);
  return instantOn(zone, wallMsAt(zone, start) + days * DAY_MS);
}

/**
 * The same local time on the same day of the month `months` later, or earlier when negative,
 * clamped to the month's end (semantics 8). With `preserve` the last day of a month leads to the
 * last day of a month: 30 April to 31 May.
 *
 * @returns Undefined when that is not in the years 1970 to 2200.
 */
export function dueAfterMonths(
  zone: Zone,
  start: Instant,
  months: number,
  endOfMonth: "clamp" | "preserve" = "clamp",
): Instant | undefined {
  invariant(Number.isSafeInteger(months), "months are a whole number", months);
  if (Math.abs(months) > monthsMax) return undefined;
  const wallMs = wallMsAt(zone, start);
  const date = Math.floor(wallMs / DAY_MS) as CivilDate;
  const timeMs = wallMs - date * DAY_MS;
  const following = (date + 1) as CivilDate;
  const isKept = endOfMonth === "preserve" && partsOf(following).day === 1;
  const due = isKept ? addMonths(following, months) - 1 : addMonths(date, months);
  return instantOn(zone, due * DAY_MS + timeMs);
}

/** The years 1970 to 2200 have no more months. */
const monthsMax = 231 * 12;

function moved(calendar: Calendar, start: Instant, days: number): Instant | undefined {
  return days < 0 ? previousClosing(calendar, start) : nextOpening(calendar, start);
}

/** The local date of business day `days`, counted from `startDate`. */
function businessDate(
  calendar: Calendar,
  startDate: number,
  days: number,
  countStartDay: boolean,
): CivilDate | undefined {
  const step = Math.sign(days);
  let date = countStartDay ? startDate - step : startDate;
  for (let left = Math.abs(days); left > 0; ) {
    date += step;
    if (date * DAY_MS < FIRST_INSTANT || BEYOND_INSTANT <= date * DAY_MS) return undefined;
    if (isBusinessDay(calendar, date as CivilDate)) left -= 1;
  }
  return date as CivilDate;
}

function timeOfDay(by: BusinessDayOptions["by"], sameTimeMs: number): number {
  if (by === "same-time") return sameTimeMs;
  if (by === "end-of-day") return DAY_MS;
  invariant(0 <= by.cutOffMs && by.cutOffMs <= DAY_MS, "a cut-off is a time of day", by.cutOffMs);
  return by.cutOffMs;
}

/** The instant of a local time, if it lies in the years 1970 to 2200, UTC. */
function instantOn(zone: Zone, wallMs: number): Instant | undefined {
  if (wallMs < FIRST_INSTANT - DAY_MS || BEYOND_INSTANT + DAY_MS < wallMs) return undefined;
  const at = instantOfWall(zone, wallMs);
  return FIRST_INSTANT <= at && at < BEYOND_INSTANT ? at : undefined;
}
