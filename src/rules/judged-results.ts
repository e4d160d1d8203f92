import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type Period, pendingPeriod, periodsEndingIn } from "../time/period.ts";
import { cycleFacts } from "./cycle-facts.ts";
import * as cycles from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { judgeCycles } from "./judge-cycles.ts";
import { judgeOutages } from "./judge-outages.ts";
import type { Context, Head, JudgedResult } from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import { priorityChanges } from "./report-cycles.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** Every period of every commitment that ends in the settlement, and those still running (4). */
export function judgedResults(
  plan: Plan,
  known: KnownRecords,
  settlement: Period,
  asOf: Instant,
  granted: ReadonlySet<string> = new Set(),
): readonly JudgedResult[] {
  return plan.commitments.flatMap((commitment) => {
    const span = interval(settlement.start, settlement.end);
    const ended = periodsEndingIn(commitment.period, plan.zone, span);
    const running = pendingPeriod(commitment.period, plan.zone, span);
    const periods = running === undefined ? ended : [...ended, running];
    return commitment.units.flatMap((unit) =>
      judgeUnit(commitment, unit, periods, { plan, known, settlement, asOf, granted }),
    );
  });
}

function judgeUnit(
  commitment: CommitmentPlan,
  unit: ScopeUnit,
  periods: readonly Period[],
  context: Context,
): JudgedResult[] {
  const { measure } = commitment;
  const tickets = unit.services.flatMap((service) => context.known.tickets.get(service) ?? []);
  const runs =
    measure.facts === "cycles"
      ? cycles.runAll(measure, cycleFacts(unit.services, context.known, context.plan, context.asOf))
      : [];
  const changes = priorityChanges(measure.facts === "cycles" ? tickets : [], context.asOf);
  return periods.flatMap((period) => {
    const judged = judgedSpan(period, context);
    if (judged === undefined) return [];
    const head = headOf(commitment, unit, period, context);
    return [
      measure.facts === "outages"
        ? judgeOutages(head, measure, judged, context)
        : judgeCycles(head, measure, runs, judged, changes),
    ];
  });
}

/** Clipped to the contract's term on both sides (5), and to asOf (15). */
function judgedSpan(period: Period, { plan: { effective }, asOf }: Context): Judged | undefined {
  const start = Math.max(period.start, effective.start) as Instant;
  const beyond = Math.min(period.end, effective.end) as Instant;
  const end = Math.min(beyond, asOf) as Instant;
  return start < end ? { period, start, end, asOf, beyond, termStart: effective.start } : undefined;
}

function headOf(
  commitment: CommitmentPlan,
  unit: ScopeUnit,
  period: Period,
  { plan, settlement, asOf }: Context,
): Head {
  const end = Math.min(period.end, plan.effective.end);
  const owes = end <= settlement.end;
  return {
    id: `${commitment.id}/${unit.name}/${period.label}`,
    commitment,
    service: unit.services[0] ?? "",
    unit,
    period,
    // What ends after the settlement is judged by a later statement, however late this one is made.
    isRunning: !owes || asOf < end,
    owes,
  };
}
