import type { Commitment, Contract } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector } from "./collector.ts";
import { attainmentBounds } from "./compile-attainment.ts";
import { compileCredits } from "./compile-credits.ts";
import { cyclesPlan } from "./compile-cycles.ts";
import { compileExclusions } from "./compile-exclusions.ts";
import { outagesPlan } from "./compile-outages.ts";
import { compilePeriod } from "./compile-period.ts";
import { compileScope } from "./compile-scope.ts";
import { boundsOf } from "./compile-targets.ts";
import type { BasePlan, CommitmentPlan, ExclusionPlan, ServicePlan } from "./plan.ts";

export interface Declared {
  readonly contract: Contract;
  readonly zone: Zone;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly bases: ReadonlyMap<string, BasePlan>;
  readonly issues: Collector;
}

export function compileCommitments(declared: Declared): CommitmentPlan[] {
  const exclusions = compileExclusions(declared);
  return declared.contract.commitments.flatMap((commitment, index) =>
    compileCommitment(commitment, index, exclusions, declared),
  );
}

function compileCommitment(
  commitment: Commitment,
  index: number,
  exclusions: ReadonlyMap<string, ExclusionPlan>,
  declared: Declared,
): CommitmentPlan[] {
  const { issues } = declared;
  const path = ["commitments", index];
  const units = compileScope(commitment.scope, [...path, "scope"], declared);
  const services = [...new Set(units.flatMap((unit) => unit.services))];
  const { measure } = commitment;
  const period = compilePeriod(commitment.period, [...path, "period"], issues);
  if (measure.facts !== "outages" && measure.facts !== "cycles") return [];
  const excludes = commitment.excludes.flatMap((name, at) => {
    const found = issues.find("exclusion", name, exclusions, [...path, "excludes", at]);
    return found === undefined ? [] : [found];
  });
  const plan =
    measure.facts === "outages"
      ? outagesPlan(measure, excludes, path, {
          ...declared,
          units,
          period,
          measuresMisses: commitment.credits.some(({ on }) => on === "each-miss"),
        })
      : cyclesPlan(commitment, measure, path, declared);
  if (plan === undefined || period === undefined) return [];
  const bounds =
    plan.facts === "cycles"
      ? attainmentBounds(commitment, plan, path, issues)
      : boundsOf(commitment, path, issues);
  const credits = compileCredits({ commitment, index, bounds, services, declared });
  return [
    {
      id: commitment.id,
      clause: commitment.clause,
      index,
      services,
      units,
      period,
      measure: plan,
      bounds,
      credits,
    },
  ];
}
