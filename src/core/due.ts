import { BEYOND_INSTANT, DAY_MS, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { instantOfWall, wallMsAt } from "../time/zone.ts";
import {
  dueAfterBusinessDays,
  dueAfterDays,
  dueAfterMonths,
  dueAfterWindows,
} from "./business-days.ts";
import { dueAt, elapsedMs } from "./calendar.ts";
import type {
  AgreedTarget,
  CivilTarget,
  ClockTarget,
  DateTarget,
  TimeTarget,
} from "./target-rows.ts";

/** The time that counts in [from, until): open time under a target with a calendar, else real. */
export function countedMs(target: ClockTarget, from: Instant, until: Instant): number {
  switch (target.kind) {
    case "elapsed":
    case "days":
    case "months":
    case "agreed":
      return until - from;
    case "business":
    case "business-days":
    case "business-windows":
      return elapsedMs(target.calendar, from, until);
  }
}

/**
 * The due of a clock that starts at `start` and never pauses. Undefined beyond the year 2200, and
 * where the due is yet to be agreed.
 */
export function firstDue(target: ClockTarget, start: Instant): Instant | undefined {
  switch (target.kind) {
    case "elapsed":
    case "business":
      return dueAfter(target, start, target.ms);
    case "business-days":
      return dueAfterBusinessDays(target.calendar, start, target.n, target);
    case "business-windows":
      return dueAfterWindows(target.calendar, start, target.n);
    case "days":
    case "months":
      return civilDue(target, start, target.n);
    case "agreed":
      return undefined;
  }
}

/** The time of the row on the date `n` days or months after the start's, or before it. */
export function civilDue({ kind, zone, by, endOfMonth }: CivilTarget, start: Instant, n: number) {
  const due =
    kind === "days" ? dueAfterDays(zone, start, n) : dueAfterMonths(zone, start, n, endOfMonth);
  if (due === undefined || by === "same-time") return due;
  const date = Math.floor(wallMsAt(zone, due) / DAY_MS);
  const at = instantOfWall(zone, date * DAY_MS + (by === "end-of-day" ? DAY_MS : by.cutOffMs));
  return FIRST_INSTANT <= at && at < BEYOND_INSTANT ? at : undefined;
}

/** The due of a clock that goes on at `from` with `leftMs` of its target left. */
export function dueAfter(target: TimeTarget, from: Instant, leftMs: number): Instant | undefined {
  switch (target.kind) {
    case "elapsed":
      return from + leftMs < BEYOND_INSTANT ? ((from + leftMs) as Instant) : undefined;
    case "business":
      return dueAt(target.calendar, from, leftMs);
  }
}

/**
 * The due of a date target after the pause [from, until), which begins before it: later by what
 * counts inside the pause, counted on from the due (semantics 12). A pause in closed time moves
 * nothing.
 */
export function movedDue(
  target: Exclude<DateTarget, AgreedTarget>,
  due: Instant,
  from: Instant,
  until: Instant,
): Instant | undefined {
  switch (target.kind) {
    case "business-days":
    case "business-windows": {
      const pausedMs = elapsedMs(target.calendar, from, until);
      return pausedMs === 0 ? due : dueAt(target.calendar, due, pausedMs);
    }
    case "days":
    case "months": {
      const moved = due + (until - from);
      return moved < BEYOND_INSTANT ? (moved as Instant) : undefined;
    }
  }
}

/**
 * True when a stop at `at` would be late (semantics 9): time targets look at the counted time
 * against what is allowed, date targets at the instant. The due has come.
 */
export function isPast(
  target: ClockTarget,
  due: Instant,
  countedMs: number,
  allowedMs: number,
  at: Instant,
): boolean {
  switch (target.kind) {
    case "elapsed":
    case "business":
      return target.strict ? allowedMs <= countedMs : allowedMs < countedMs;
    case "business-days":
    case "business-windows":
    case "days":
    case "months":
    case "agreed":
      return target.strict || due < at;
  }
}
