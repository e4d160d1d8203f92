import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type Period, type PeriodKind, pendingPeriod, periodsEndingIn } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Judged } from "./facts/scope.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import { joinedSpan, judging } from "./versions.ts";

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
  return periodsIn(settlement, commitment.period, plan.zone).flatMap((period) => {
    const judged = judgedSpan(period, commitment, plan, asOf);
    return judged === undefined ? [] : [{ period, judged }];
  });
}

function periodsIn(settlement: Period, kind: PeriodKind, zone: Zone): readonly Period[] {
  // Periods of one kind do not overlap: of its own kind no other ends in it.
  if (kind === settlement.kind) return [settlement];
  const span = interval(settlement.start, settlement.end);
  const ended = periodsEndingIn(kind, zone, span);
  const running = pendingPeriod(kind, zone, span);
  return running === undefined ? ended : [...ended, running];
}

/**
 * Clipped to the contract's term and the commitment's on both sides (5), and to asOf (15); undefined
 * also where another version judges it (37).
 */
export function judgedSpan(
  period: Period,
  { id, inForce, measure }: Pick<CommitmentPlan, "id" | "inForce" | "measure">,
  { effective }: Plan,
  asOf: Instant,
): Judged | undefined {
  const own = joinedSpan(inForce);
  // A cycle is judged by the version of its start, also where its due lies after the last day of that.
  const last = measure.facts === "cycles" && own.start < own.end ? effective.end : own.end;
  const start = Math.max(period.start, own.start) as Instant;
  const beyond = Math.min(period.end, last) as Instant;
  const end = Math.min(beyond, asOf) as Instant;
  if (end <= start || judging(inForce, start, beyond).commitment !== id) return undefined;
  return { period, start, end, asOf, beyond, termStart: own.start, termEnd: own.end };
}

/** The id of a result: "availability/messaging/2026-10". */
export function resultId(
  { id }: CommitmentPlan,
  { name }: ScopeUnit,
  { label }: Pick<Period, "label">,
): string {
  return `${id}/${name}/${label}`;
}
