import { present } from "../base/invariant.ts";
import type { Commitment, Contract } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Unit } from "../model/verdict.ts";
import type { Zone } from "../time/zone.ts";
import { checkScope } from "./check-scope.ts";
import type { Collector, Path } from "./collector.ts";
import { attainmentBounds } from "./compile-attainment.ts";
import { earlierPeriodsOf } from "./compile-average.ts";
import { compileCredits } from "./compile-credits.ts";
import { cyclesPlan } from "./compile-cycles.ts";
import { compileExclusions } from "./compile-exclusions.ts";
import { outagesPlan } from "./compile-outages.ts";
import { compilePeriod } from "./compile-period.ts";
import { compileScope } from "./compile-scope.ts";
import { tallyPlan } from "./compile-tally.ts";
import { boundsOf } from "./compile-targets.ts";
import { valuesPlan } from "./compile-values.ts";
import { checkLookBack } from "./customers.ts";
import { notEligible } from "./eligible.ts";
import { figures } from "./figures/index.ts";
import { joinClocks } from "./join-clocks.ts";
import type { BasePlan, CommitmentPlan, ExclusionPlan, RecordPeriod, ServicePlan } from "./plan.ts";
import { checkSeveralMatch } from "./strictest-rows.ts";
import type { InForce } from "./versions.ts";

export interface Declared {
  readonly contract: Contract;
  readonly zone: Zone;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly bases: ReadonlyMap<string, BasePlan>;
  /** When each commitment is in force, by its id. */
  readonly versions: ReadonlyMap<string, InForce>;
  readonly issues: Collector;
}

export function compileCommitments(declared: Declared): CommitmentPlan[] {
  const exclusions = compileExclusions(declared);
  const plans = declared.contract.commitments.flatMap((commitment, index) =>
    compileCommitment(commitment, index, exclusions, declared),
  );
  return joinClocks(plans, declared.contract.commitments);
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
  checkScope(commitment, units, [...path, "scope"], issues);
  checkSeveralMatch(commitment, path, issues);
  const services = [...new Set(units.flatMap((unit) => unit.services))];
  const ofRecords = recordPeriodOf(commitment, [...path, "period"], issues);
  const period = compilePeriod(
    ofRecords === undefined ? commitment.period : declared.contract.settlement,
    [...path, "period"],
    issues,
  );
  const excludes = commitment.excludes.flatMap((name, at) => {
    const found = issues.find("exclusion", name, exclusions, [...path, "excludes", at]);
    return found === undefined ? [] : [found];
  });
  const countsLengths = commitment.credits.some(
    ({ on }) => on === "each-miss" || on === "bad" || on === "bad-beyond-target",
  );
  const plan = measurePlan(commitment, excludes, path, {
    ...declared,
    units,
    period,
    countsLengths,
    selects: commitment.credits.some(({ where }) => where !== undefined),
  });
  if (plan === undefined || period === undefined) return [];
  const unit = unitOf(plan);
  const bounds =
    plan.facts === "cycles"
      ? attainmentBounds(commitment, plan, path, issues)
      : boundsOf(commitment, unit, path, issues);
  const earlierPeriods = earlierPeriodsOf(commitment, path, issues);
  const credits = compileCredits({ commitment, index, bounds, services, unit, declared });
  checkLookBack(commitment, { credits, earlierPeriods }, path, issues);
  return [
    {
      id: commitment.id,
      clause: commitment.clause,
      index,
      services,
      units,
      customersOf: commitment.scope.each?.customersOf,
      period,
      inForce: present(declared.versions.get(commitment.id), "every commitment has its versions"),
      ofRecords,
      measure: plan,
      earlierPeriods,
      bounds,
      notEligible: notEligible(commitment, path, services, declared),
      credits,
    },
  ];
}

/** A single event, or days up to one; tickets have their own periods (16). */
function recordPeriodOf(
  { period, measure }: Commitment,
  path: Path,
  issues: Collector,
): RecordPeriod | undefined {
  const terms = recordTerms(period);
  if (terms !== undefined && measure.facts === "cycles")
    issues.refuse(
      "contract.not-supported-yet",
      path,
      "tickets cannot be judged one by one, or over the days before an event",
      "judge them by a period of the calendar",
    );
  return terms;
}

function recordTerms(period: Commitment["period"]): RecordPeriod | undefined {
  if (period === "event") return period;
  if (typeof period !== "object" || !("rolling" in period)) return undefined;
  const { days, until } = period.rolling;
  return until === "period-end" ? undefined : { rolling: { days, until } };
}

/** Undefined when the measure is refused, or waits for what is not built. */
function measurePlan(
  commitment: Commitment,
  excludes: readonly ExclusionPlan[],
  path: Path,
  context: Parameters<typeof outagesPlan>[3] & Declared,
): CommitmentPlan["measure"] | undefined {
  const { measure } = commitment;
  const { units, issues } = context;
  switch (measure.facts) {
    case "outages":
      return outagesPlan(measure, excludes, path, context);
    case "tally":
      return tallyPlan(measure, excludes, units, path, issues);
    case "values":
      return valuesPlan(measure, excludes, units, path, issues);
    case "cycles":
      return cyclesPlan(commitment, measure, path, context);
  }
}

/** A mean or percentile of values is in the unit of the values; of tickets it is a length of time. */
function unitOf(plan: CommitmentPlan["measure"]): Unit {
  return plan.facts === "values" ? "value" : figures[plan.figure].unit;
}
