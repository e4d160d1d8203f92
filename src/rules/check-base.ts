import type { Contract } from "../contract.ts";
import { takesMonth } from "./charge-span.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { hasMonths } from "./compile-period.ts";
import type { BasePlan, ChargePlan } from "./plan.ts";

export interface BaseUse {
  /** The period whose charges are taken. */
  readonly period: Contract["settlement"];
  /** The services of the scope, for a base that follows it. */
  readonly services: readonly string[];
  /** Whether each incident has a base of its own. */
  readonly perIncident: boolean;
  /** Whether it is of a line that is claimed. */
  readonly isClaimed: boolean;
}

/**
 * Whether a base can be taken where it is used (31): a monthly charge has no share in an hour or in
 * thirty days, rolling days have no period before them, and what precedes an incident needs one.
 */
export function checkBaseUse(
  base: BasePlan,
  use: BaseUse,
  path: Path,
  declared: Pick<Declared, "services" | "bases" | "issues">,
): void {
  const { issues } = declared;
  for (const { base: one, charge } of leavesOf(base, use, declared)) {
    const isMonthly = charge.amount !== undefined && charge.per !== "hour";
    const isOfPeriod = ["this-period", "prior-period", "per-unit"].includes(String(one.taken));
    if (isMonthly && typeof one.taken === "object" && "trailingDays" in one.taken)
      issues.refuse(
        "base.months-in-days",
        path,
        `base ${one.id} takes ${one.taken.trailingDays} days of ${charge.id}, which is agreed by the month`,
        "give the charge by the hour or from records, or take another time",
        one.id,
      );
    else if (isMonthly && (isOfPeriod || isDaysOf(one, use.period)) && !hasMonths(use.period))
      issues.refuse(
        "base.months-in-days",
        path,
        `base ${one.id} takes ${charge.id}, which is agreed by the month, in a period that is not made of months`,
        "give the charge by the hour or from records, give an amount, or judge by month or longer",
        one.id,
      );
  }
  for (const one of basesOf(base, declared)) {
    if (takesDaysBefore("claim", one) && !use.isClaimed)
      issues.refuse(
        "base.claim-missing",
        path,
        `base ${one.id} takes the days before a claim, and this is of no line that is claimed`,
        "let the commitment's claim have a stage of what: claim, or take the days before: period-end",
        one.id,
      );
    if (one.taken === "prior-period" && !hasPrior(use.period))
      issues.refuse(
        "base.no-prior-period",
        path,
        `base ${one.id} takes the period before, and events, rolling days and instants have none`,
        "take this-period, or judge by a period of the calendar",
        one.id,
      );
    if (takesDaysBefore("incident", one) && !use.perIncident)
      issues.refuse(
        "base.incident-missing",
        path,
        `base ${one.id} takes the days before an incident, and this is not counted by incidents`,
        "use on: each-miss, limit an incident, or take the days before: period-end",
        one.id,
      );
  }
}

/** Whether it takes the days before an incident, or before a claim. */
export function takesDaysBefore(before: "incident" | "claim", { taken }: BasePlan): boolean {
  return typeof taken === "object" && "before" in taken && taken.before === before;
}

/** Whether it takes a day's fee of that period itself, not of the month that a day lies in. */
function isDaysOf({ taken }: BasePlan, period: Contract["settlement"]): boolean {
  return typeof taken === "object" && "averageDays" in taken && !takesMonth(taken, period);
}

/** Whether one period follows another: what records, rolling days or instants cut does not. */
export function hasPrior(period: Contract["settlement"]): boolean {
  if (typeof period === "string") return period !== "event";
  return !("rolling" in period || "instants" in period);
}

/** The base and all bases that it is made of. */
export function basesOf(base: BasePlan, { bases }: Pick<Declared, "bases">): readonly BasePlan[] {
  const found = new Set<BasePlan>([base]);
  for (const one of found) {
    if (one.of === "scope") continue;
    for (const name of one.of) {
      const inner = bases.get(name);
      if (inner !== undefined) found.add(inner);
    }
  }
  return [...found];
}

interface Leaf {
  readonly base: BasePlan;
  readonly charge: ChargePlan;
}

function leavesOf(
  base: BasePlan,
  { services: scope }: BaseUse,
  declared: Pick<Declared, "services" | "bases">,
): readonly Leaf[] {
  const all = [...declared.services.values()].flatMap(({ charges }) => charges);
  return basesOf(base, declared).flatMap((one) => {
    const own =
      one.of === "scope"
        ? scope.flatMap((name) => declared.services.get(name)?.charges ?? [])
        : all.filter(({ id }) => one.of.includes(id));
    return own.map((charge) => ({ base: one, charge }));
  });
}
