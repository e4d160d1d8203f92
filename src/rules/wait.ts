import { dueAfterBusinessDays, dueAfterDays, dueAfterMonths } from "../core/business-days.ts";
import type { Calendar } from "../core/calendar.ts";
import { addDays, civilDateAt, startOfDate } from "../time/civil.ts";
import { BEYOND_INSTANT, HOUR_MS, type Instant } from "../time/instant.ts";
import { type CyclicPeriod, nextPeriod, periodAt } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";

/** A time by which something must be done, counted from an instant (35). */
export type WaitPlan =
  | { readonly by: "hours"; readonly n: number }
  | { readonly by: "days"; readonly n: number; readonly zone: Zone }
  | {
      readonly by: "months";
      readonly n: number;
      readonly endOfMonth: "clamp" | "preserve";
      readonly zone: Zone;
    }
  | {
      readonly by: "business-days";
      readonly n: number;
      readonly calendar: Calendar;
      readonly outsideHours: "move" | "keep" | "roll";
      readonly countStartDay: boolean;
    }
  | {
      readonly by: "end-of";
      readonly n: number;
      readonly period: CyclicPeriod;
      readonly zone: Zone;
    };

/**
 * First instant at which it is too late: hours are elapsed time, of which exactly so many are in time
 * (9); a deadline in days or longer is the end of that local date, and the anchor's date is day 0 (35). Where that lies beyond all time that
 * is known here, it is never too late.
 */
export function waitEnd(wait: WaitPlan, anchor: Instant): Instant {
  switch (wait.by) {
    case "hours":
      return (anchor + wait.n * HOUR_MS + 1) as Instant;
    case "days":
      return endOfDate(dueAfterDays(wait.zone, anchor, wait.n), wait.zone);
    case "months":
      return endOfDate(dueAfterMonths(wait.zone, anchor, wait.n, wait.endOfMonth), wait.zone);
    case "business-days": {
      const { calendar, outsideHours, countStartDay } = wait;
      const due = dueAfterBusinessDays(calendar, anchor, wait.n, {
        by: "same-time",
        outsideHours,
        countStartDay,
      });
      return endOfDate(due, calendar.zone);
    }
    case "end-of": {
      let period = periodAt(wait.period, wait.zone, anchor);
      for (let left = wait.n; left > 0; left -= 1) period = nextPeriod(wait.period, period);
      return period.end;
    }
  }
}

function endOfDate(at: Instant | undefined, zone: Zone): Instant {
  return at === undefined ? BEYOND_INSTANT : startOfDate(zone, addDays(civilDateAt(zone, at), 1));
}
