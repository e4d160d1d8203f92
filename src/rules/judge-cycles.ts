import { present } from "../base/invariant.ts";
import { exactText } from "../base/ratio.ts";
import { cycleId } from "../core/ticket-clock.ts";
import type { CycleCounts } from "../model/folded.ts";
import { concluded } from "./average.ts";
import { earlierUse, quotasIn } from "./entitlement-use.ts";
import * as cycles from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import {
  blockersOf,
  boundsTarget,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import { neverDueIssue } from "./never-due.ts";
import type { CyclesPlan } from "./plan.ts";
import {
  attainmentShown,
  type PriorityChanges,
  reportCycles,
  shownCycles,
} from "./report-cycles.ts";

/** Rows of the clock; of several that are counted together each with its own, in `pooled`. */
function rowsShown({ parts }: CyclesPlan) {
  const listed = ({ rows }: CyclesPlan["parts"][number]) =>
    rows.map(({ clause, shown: row }) => ({ clause, row }));
  const [only, ...others] = parts;
  if (others.length === 0) return { rows: listed(only) };
  return {
    pooled: parts.map((part) => ({
      clock: present(part.pooledAs, "each of several clocks has a name"),
      rows: listed(part),
    })),
  };
}

/** The cycles of one clock over one period: measured, judged and told. */
export function judgeCycles(
  head: Head,
  plan: CyclesPlan,
  runs: ReturnType<typeof cycles.runAll>,
  judged: Judged,
  changes: PriorityChanges,
  folded?: CycleCounts,
): JudgedResult {
  const { id, commitment } = head;
  const own = cycles.measure(plan, runs, judged, folded);
  const measured = concluded(own.measured, head, plan.calculatedTo);
  const found = {
    measured,
    population: own.population,
    shown: own.shown,
    lost: own.lost,
    used: own.used,
  };
  const report = reportCycles(id, plan, commitment, found, judged, changes);
  const { figure } = found.measured;
  const text = shownCycles(plan, commitment.bounds, found);
  const shown =
    figure === null ? null : { exact: exactText(figure), unit: found.measured.unit, shown: text };
  const target = {
    ...rowsShown(plan),
    ...boundsTarget(commitment),
    ...attainmentShown(plan),
  };
  const quotas = quotasIn(plan, runs, judged);
  const open = found.shown
    .filter(({ standing }) => standing === "open")
    .map(({ cycle }) => ({
      record: cycleId(cycle),
      why: cycle.duty === undefined ? ("ticket-open" as const) : ("duty-open" as const),
    }));
  return {
    services: head.unit.services,
    ...head,
    measured: found.measured,
    result: resultOf(head, found.measured, shown, {
      target,
      steps: report.steps,
      population: found.population,
      ...(quotas.length === 0 ? {} : { entitlements: quotas.map(({ use }) => use) }),
    }),
    blockers: blockersOf(head, open),
    assumptions: earlierUse(commitment.id, quotas, judged),
    evidence: {
      outages: [],
      excluded: [],
      rejected: [],
      notCounted: report.notCounted,
      tickets: report.tickets,
    },
    used: found.used,
    issues: found.lost.map((cycle) => neverDueIssue(cycle, commitment.id)),
  };
}
