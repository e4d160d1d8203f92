import { compare, ONE, type Ratio } from "../base/ratio.ts";
import type { Commitment, Contract } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import { parseDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { attainmentBounds } from "./compile-attainment.ts";
import { compileCredits } from "./compile-credits.ts";
import { cyclesPlan } from "./compile-cycles.ts";
import { checkQuotas, compileExclusions } from "./compile-exclusions.ts";
import { amountOf } from "./compile-money.ts";
import { compilePeriod } from "./compile-period.ts";
import { compileScope } from "./compile-scope.ts";
import { boundsOf } from "./compile-targets.ts";
import type { BasePlan, CommitmentPlan, ExclusionPlan, OutagesPlan, ServicePlan } from "./plan.ts";

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
  checkQuotas(commitment, excludes, path, declared);
  const plan =
    measure.facts === "outages"
      ? outagesPlan(measure, excludes, path, issues)
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

function outagesPlan(
  measure: Extract<Commitment["measure"], { facts: "outages" }>,
  excludes: readonly ExclusionPlan[],
  path: Path,
  issues: Collector,
): OutagesPlan {
  const at = [...path, "measure"];
  const minimum =
    typeof measure.minimumOutage === "string"
      ? issues.take(parseDuration(measure.minimumOutage, [...at, "minimumOutage"]))
      : undefined;
  return {
    facts: "outages",
    figure: "uptime-percent",
    minimumMs: minimum ?? durationMs(0),
    weights: weightsOf(measure.weights, [...at, "weights"], issues),
    excludes,
  };
}

function weightsOf(
  weights: Readonly<Record<string, string>> | undefined,
  path: Path,
  issues: Collector,
): ReadonlyMap<string, Ratio> | undefined {
  if (weights === undefined) return undefined;
  const read = new Map<string, Ratio>();
  for (const [impact, text] of Object.entries(weights)) {
    const value = amountOf(text, [...path, impact], issues);
    if (value !== undefined && compare(value, ONE) > 0)
      issues.refuse(
        "weight.above-one",
        [...path, impact],
        `the weight of ${impact} is ${text}`,
        "give a weight from 0 to 1",
        text,
      );
    if (value !== undefined) read.set(impact, value);
  }
  return read;
}
