import { isBusinessDay } from "../core/calendar.ts";
import type { ClockTarget } from "../core/target-rows.ts";
import type { Cycle } from "../core/ticket-clock.ts";
import type { ClockReading } from "../model/clock-reading.ts";
import type { CivilDate } from "../time/civil.ts";
import { DAY_MS, type Instant } from "../time/instant.ts";
import { wallMsAt } from "../time/zone.ts";
import { calendarOf } from "./countdown.ts";

type BothTimes = Pick<
  ClockReading,
  | "originalDueAt"
  | "elapsedRealMs"
  | "remainingRealMs"
  | "pausedCountedMs"
  | "pausedRealMs"
  | "pauses"
  | "skippedDays"
>;

/** A cycle in real time beside its counted one, with what pauses and closed days took. */
export function bothTimes(
  { start, stop, dueAt, originalDueAt, breachedAt, pausedMs, paused }: Cycle,
  target: ClockTarget | undefined,
  asOf: Instant,
): BothTimes {
  const end = stop ?? asOf;
  const isLeft = stop === undefined && dueAt !== undefined;
  return {
    originalDueAt,
    // The event of a notice may be still to come.
    elapsedRealMs: Math.max(0, end - start),
    remainingRealMs: isLeft ? Math.max(0, breachedAt === undefined ? dueAt - asOf : 0) : undefined,
    pausedCountedMs: paused?.countedMs ?? 0,
    pausedRealMs: pausedMs,
    pauses: paused?.count ?? 0,
    skippedDays: skippedDays(target, start, dueAt ?? end),
  };
}

/** Local dates, both ends among them, on which the calendar of the target does not open. */
function skippedDays(target: ClockTarget | undefined, a: Instant, b: Instant): number {
  const calendar = target === undefined ? undefined : calendarOf(target);
  if (calendar === undefined) return 0;
  const dateOf = (at: number) => Math.floor(wallMsAt(calendar.zone, at as Instant) / DAY_MS);
  const last = dateOf(Math.max(a, b));
  let count = 0;
  for (let date = dateOf(Math.min(a, b)); date <= last; date += 1)
    if (!isBusinessDay(calendar, date as CivilDate)) count += 1;
  return count;
}
