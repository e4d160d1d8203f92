import { invariant, present } from "../base/invariant.ts";
import { addDays, addMonths, daysBefore, partsOf, startOfDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import { isCyclic, monthsIn, type Period, previousPeriod } from "../time/period.ts";
import type { BaseFacts } from "./base-amount.ts";
import type { Plan, TakenPlan } from "./plan.ts";

/** The stretch of time whose charges a base takes, and what their sum is divided by (31). */
export interface ChargeSpan {
  readonly start: Instant;
  readonly end: Instant;
  /** Months of a charge that is agreed by the month; undefined: it has no share in such a stretch. */
  readonly months: number | undefined;
  /** The sum is divided by it: days for an average, months for a twelfth. */
  readonly parts: number;
  /** Whether the stretch is the period that is judged, which the contract may cover in part (5). */
  readonly isPeriod: boolean;
}

export function spanOf(taken: TakenPlan, facts: BaseFacts, plan: Plan): ChargeSpan {
  const { period } = facts;
  const own: ChargeSpan = {
    start: period.start,
    end: period.end,
    months: monthsIn(period.kind),
    parts: 1,
    isPeriod: true,
  };
  if (typeof taken === "object") {
    if (!("averageDays" in taken)) return trailing(taken, facts, plan);
    return takesMonth(taken, period.kind)
      ? monthOf(taken.averageDays, period, plan)
      : { ...own, parts: daysOf(taken.averageDays, period) };
  }
  switch (taken) {
    case "this-period":
    case "per-unit":
      return own;
    case "prior-period": {
      const { start, end } = priorOf(period);
      return { ...own, start, end, isPeriod: false };
    }
    case "annual":
    case "annual/12":
      return {
        start: startOfDate(plan.zone, addMonths(period.beyondDate, -12)),
        end: period.end,
        months: 12,
        parts: taken === "annual" ? 1 : 12,
        isPeriod: false,
      };
    case "term":
    case "term/months": {
      const { start, end } = plan.effective;
      const months = present(termMonths(plan), "a term that is taken has whole months", taken);
      return { start, end, months, parts: taken === "term" ? 1 : months, isPeriod: false };
    }
  }
}

/** Whole months of the term; undefined where it is open, or ends on another day of the month. */
export function termMonths({
  effective: { from, until },
}: Pick<Plan, "effective">): number | undefined {
  if (until === undefined) return undefined;
  // Months of the mean length are off by days, never by half a month.
  const months = Math.round((until - from) / 30.436875);
  return addMonths(from, months) === until ? months : undefined;
}

/** Only periods of the civil calendar have one before them: others were refused. */
function priorOf(period: Period): Period {
  const { kind } = period;
  invariant(isCyclic(kind), "a period that is gone back from has one before it", kind);
  return previousPeriod(kind, period);
}

/** Whether the fee of a day is that of its calendar month: where a day or an hour is judged (31). */
export function takesMonth({ averageDays }: Average, kind: string | object): boolean {
  return (kind === "calendar-day" || kind === "clock-hour") && averageDays !== "days-in-period";
}

type Average = Extract<TakenPlan, { averageDays: unknown }>;

function monthOf(
  averageDays: Average["averageDays"],
  { firstDate }: Period,
  { zone }: Plan,
): ChargeSpan {
  const first = addDays(firstDate, 1 - partsOf(firstDate).day);
  const beyond = addMonths(first, 1);
  return {
    start: startOfDate(zone, first),
    end: startOfDate(zone, beyond),
    months: 1,
    parts: averageDays === "30" ? 30 : beyond - first,
    isPeriod: false,
  };
}

function daysOf(
  of: "30" | "days-in-period" | "days-in-month",
  { firstDate, beyondDate }: Period,
): number {
  if (of === "30") return 30;
  return of === "days-in-period" ? beyondDate - firstDate : addMonths(firstDate, 1) - firstDate;
}

/** So many local dates up to an instant, by the wall clock. */
function trailing(
  taken: Extract<TakenPlan, { trailingDays: number }>,
  facts: BaseFacts,
  { zone }: Plan,
): ChargeSpan {
  const end = trailingEnd(taken, facts);
  const start = daysBefore(zone, end, taken.trailingDays);
  return { start, end, months: undefined, parts: 1, isPeriod: false };
}

/** The start of the incident, the claim, or the end of the period, which stands in until a claim is made. */
function trailingEnd(
  { before }: Extract<TakenPlan, { trailingDays: number }>,
  { period, incidentAt, claimedAt }: BaseFacts,
): Instant {
  switch (before) {
    case "incident":
      return present(incidentAt, "days before an incident are of one");
    case "claim":
      return claimedAt ?? period.end;
    case "period-end":
      return period.end;
  }
}
