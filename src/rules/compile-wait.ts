import { invariant } from "../base/invariant.ts";
import type { Calendar } from "../core/calendar.ts";
import { type CyclicPeriod, isCyclic } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import type { OutagesMeasure } from "./compile-outages.ts";
import { compilePeriod } from "./compile-period.ts";
import { monthsOf } from "./months.ts";
import type { WaitPlan } from "./wait.ts";
import { zonedCalendar } from "./zoned-calendar.ts";

export type WaitTerms = NonNullable<OutagesMeasure["latestReport"]>["within"];

export interface WaitContext {
  readonly zone: Zone;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly issues: Collector;
}

/**
 * The meaning of a time that is counted from an anchor (35).
 *
 * @returns Undefined for what is refused.
 */
export function compileWait(
  { hours, days, months, businessDays, endOf }: WaitTerms,
  path: Path,
  context: WaitContext,
): WaitPlan | undefined {
  const { zone } = context;
  if (hours !== undefined) return { by: "hours", n: hours };
  if (days !== undefined) return { by: "days", n: days, zone };
  if (months !== undefined) return { by: "months", ...monthsOf(months), zone };
  if (businessDays !== undefined) {
    const { n, calendar: name, outsideHours = "keep", countStartDay } = businessDays;
    const calendar = zonedCalendar(name, [...path, "businessDays", "calendar"], context, words);
    return calendar === undefined
      ? undefined
      : { by: "business-days", n, calendar, outsideHours, countStartDay: countStartDay === "yes" };
  }
  invariant(endOf !== undefined, "a wait has one of its forms", path);
  const period = cyclicPeriod(endOf.period, [...path, "endOf", "period"], context);
  return period === undefined ? undefined : { by: "end-of", n: endOf.n, period, zone };
}

/** A period of which each has a next one. */
export function cyclicPeriod(
  terms: Parameters<typeof compilePeriod>[0],
  path: Path,
  { issues }: WaitContext,
): CyclicPeriod | undefined {
  const period = compilePeriod(terms, path, issues);
  if (period !== undefined && isCyclic(period)) return period;
  issues.refuse(
    "period.not-for-a-wait",
    path,
    "a deadline cannot be the end of such a period",
    "use a month, quarter, year, week or day, a fiscal period, a billing cycle or an anniversary",
  );
  return undefined;
}

/** Neither a report nor a claim nor a right has a ticket. */
const words = { code: "wait.calendar-of-a-ticket", has: "here is" } as const;
