import { BEYOND_INSTANT, type Instant } from "../time/instant.ts";
import { dueAfterBusinessDays } from "./business-days.ts";
import { dueAt, elapsedMs } from "./calendar.ts";
import type { ClockTarget, DayTarget, TimeTarget } from "./target-rows.ts";

/** The time that counts in [from, until): real under an elapsed target, else open time. */
export function countedMs(target: ClockTarget, from: Instant, until: Instant): number {
  switch (target.kind) {
    case "elapsed":
      return until - from;
    case "business":
    case "business-days":
      return elapsedMs(target.calendar, from, until);
  }
}

/** The due of a clock that starts at `start` and never pauses. Undefined beyond the year 2200. */
export function firstDue(target: ClockTarget, start: Instant): Instant | undefined {
  switch (target.kind) {
    case "elapsed":
    case "business":
      return dueAfter(target, start, target.ms);
    case "business-days":
      return dueAfterBusinessDays(target.calendar, start, target.n, target);
  }
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
 * The due of a day target after the pause [from, until), which begins before it: later by the open
 * time inside the pause, counted on from the due (semantics 12). A pause in closed time moves
 * nothing.
 */
export function movedDue(
  target: DayTarget,
  due: Instant,
  from: Instant,
  until: Instant,
): Instant | undefined {
  const pausedMs = elapsedMs(target.calendar, from, until);
  return pausedMs === 0 ? due : dueAt(target.calendar, due, pausedMs);
}

/**
 * True when a stop at `at` would be late (semantics 9): time targets look at the counted time, day
 * targets at the instant. The due has come in any case.
 */
export function isPast(target: ClockTarget, due: Instant, countedMs: number, at: Instant): boolean {
  if (at < due) return false;
  switch (target.kind) {
    case "elapsed":
    case "business":
      return target.strict ? target.ms <= countedMs : target.ms < countedMs;
    case "business-days":
      return target.strict || due < at;
  }
}
