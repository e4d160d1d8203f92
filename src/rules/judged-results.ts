import { invariant, present } from "../base/invariant.ts";
import type { Statement, StatementResult } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { cycleFacts } from "./cycle-facts.ts";
import { earlierFigures } from "./earlier-figures.ts";
import * as cycles from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { type History, historyOf } from "./history.ts";
import { judgeCycles } from "./judge-cycles.ts";
import { judgeOutages } from "./judge-outages.ts";
import { judgeTally } from "./judge-tally.ts";
import { judgeValues } from "./judge-values.ts";
import { type JudgedPeriod, judgedPeriods, resultId } from "./judged-periods.ts";
import type { Context, Head, JudgedResult } from "./judged-result.ts";
import { type KnownRecords, ofServices } from "./known-records.ts";
import { withMissClaims } from "./miss-claims.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import { recordPeriods } from "./record-periods.ts";
import { type PriorityChanges, priorityChanges } from "./report-cycles.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** Every period of every commitment that ends in the settlement, and those still running (4). */
export function judgedResults(
  plan: Plan,
  known: KnownRecords,
  settlement: Period,
  asOf: Instant,
  granted: ReadonlySet<string> = new Set(),
  issued: readonly Statement[] = [],
): readonly JudgedResult[] {
  const { folded } = known;
  const isOfAnother =
    folded !== undefined && (folded.period !== settlement.label || folded.asOf !== asOf);
  invariant(!isOfAnother, "tickets were counted for this settlement", folded?.period);
  const past = {
    history: historyOf(issued, [], { claims: known.claims, asOf }),
    own: new Map<string, StatementResult>(),
  };
  const context = { plan, known, settlement, asOf, granted };
  return plan.commitments.flatMap((commitment) => {
    const { ofRecords } = commitment;
    const periods = ofRecords === undefined ? judgedPeriods(commitment, context) : [];
    return commitment.units.flatMap((unit) =>
      judgeUnit(
        commitment,
        unit,
        ofRecords === undefined ? periods : recordPeriods(commitment, ofRecords, unit, context),
        context,
        past,
      ),
    );
  });
}

/** What was issued, and what this statement has judged so far: of versions before, too. */
interface Past {
  readonly history: History;
  readonly own: Map<string, StatementResult>;
}

function judgeUnit(
  commitment: CommitmentPlan,
  unit: ScopeUnit,
  periods: readonly JudgedPeriod[],
  context: Context,
  past: Past,
): JudgedResult[] {
  const { measure } = commitment;
  const { known, asOf } = context;
  const judgedFrom = periods.reduce<number>(
    (first, { judged }) => Math.min(first, judged.start),
    asOf,
  ) as Instant;
  const runs =
    measure.facts === "cycles"
      ? cycles.runAll(measure, cycleFacts(unit.services, known, commitment, asOf, judgedFrom))
      : [];
  const tickets = measure.facts === "cycles" ? ofServices(known.tickets, unit.services) : [];
  const changes = priorityChanges(tickets, asOf);
  const effectiveStart = commitment.inForce.since;
  const { history, own } = past;
  return periods.flatMap(({ period, judged }) => {
    const earlier = earlierFigures(commitment, unit, period, { history, own, effectiveStart });
    const head = headOf(commitment, unit, period, context, earlier.figures);
    const found = withMissClaims(
      judgeHead(head, measure, judged, context, { runs, changes }),
      context,
    );
    if (isOver(judged) && isEmpty(found)) return [];
    past.own.set(found.id, found.result);
    const issues = [...(found.issues ?? []), ...earlier.issues];
    return issues.length === 0 ? [found] : [{ ...found, issues }];
  });
}

/** After the last day of a commitment only cycles that began before it are counted, if there are any. */
function isOver({ start, termEnd }: Judged): boolean {
  return termEnd <= start;
}

function isEmpty({ result: { id, population }, issues }: JudgedResult): boolean {
  const counts = Object.values(present(population, "cycles have a population", id));
  const lost = present(issues, "cycles tell which of them are never due", id);
  return counts.every((count) => count === 0) && lost.length === 0;
}

function judgeHead(
  head: Head,
  measure: CommitmentPlan["measure"],
  judged: Judged,
  context: Context,
  { runs, changes }: CycleRuns,
): JudgedResult {
  switch (measure.facts) {
    case "outages":
      return judgeOutages(head, measure, judged, context);
    case "tally":
      return judgeTally(head, measure, judged, context);
    case "values":
      return judgeValues(head, measure, judged, context);
    case "cycles": {
      const folded = context.known.folded?.counts.get(head.id);
      return judgeCycles(head, measure, runs, judged, changes, folded);
    }
  }
}

/** Of a measure of cycles: its clocks, run once for all periods. */
interface CycleRuns {
  readonly runs: ReturnType<typeof cycles.runAll>;
  readonly changes: PriorityChanges;
}

function headOf(
  commitment: CommitmentPlan,
  unit: ScopeUnit,
  period: Period,
  { plan, settlement, asOf }: Context,
  earlier: Head["earlier"],
): Head {
  const end = Math.min(period.end, plan.effective.end);
  // A period up to a claim is owed in the statement of the period that is claimed.
  const owes = commitment.ofRecords !== undefined || end <= settlement.end;
  return {
    id: resultId(commitment, unit, period),
    commitment,
    service: present(unit.services[0], "a unit has a service", unit.name),
    unit,
    period,
    // What ends after the settlement is judged by a later statement, however late this one is made.
    isRunning: !owes || asOf < end,
    owes,
    earlier,
  };
}
