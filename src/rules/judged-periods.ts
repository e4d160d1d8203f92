import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type Period, pendingPeriod, periodsEndingIn } from "../time/period.ts";
import type { Judged } from "./facts/scope.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** What decides which periods a statement is about. */
export interface Settling {
  readonly plan: Plan;
  readonly settlement: Period;
  readonly asOf: Instant;
}

export interface JudgedPeriod {
  readonly period: Period;
  readonly judged: Judged;
}

/** Every period of a commitment that ends in the settlement, and the one that still runs (4). */
export function judgedPeriods(
  commitment: CommitmentPlan,
  { plan, settlement, asOf }: Settling,
): readonly JudgedPeriod[] {
  const span = interval(settlement.start, settlement.end);
  const ended = periodsEndingIn(commitment.period, plan.zone, span);
  const running = pendingPeriod(commitment.period, plan.zone, span);
  const periods = running === undefined ? ended : [...ended, running];
  return periods.flatMap((period) => {
    const judged = judgedSpan(period, plan, asOf);
    return judged === undefined ? [] : [{ period, judged }];
  });
}

/** Clipped to the contract's term on both sides (5), and to asOf (15). */
export function judgedSpan(period: Period, { effective }: Plan, asOf: Instant): Judged | undefined {
  const start = Math.max(period.start, effective.start) as Instant;
  const beyond = Math.min(period.end, effective.end) as Instant;
  const end = Math.min(beyond, asOf) as Instant;
  return start < end ? { period, start, end, asOf, beyond, termStart: effective.start } : undefined;
}

/** The id of a result: "availability/messaging/2026-10". */
export function resultId(
  { id }: CommitmentPlan,
  { name }: ScopeUnit,
  { label }: Pick<Period, "label">,
): string {
  return `${id}/${name}/${label}`;
}
