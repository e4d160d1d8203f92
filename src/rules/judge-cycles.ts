import { present } from "../base/invariant.ts";
import { exactText } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { severalIssues } from "../core/several-issues.ts";
import { type Cycle, cycleId } from "../core/ticket-clock.ts";
import type { RecordPlace } from "../model/records.ts";
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
import type { KnownRecords } from "./known-records.ts";
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

/** Why nobody can judge a cycle. */
function lostIssues(
  cycle: Cycle,
  { parts }: CyclesPlan,
  commitment: string,
  places: KnownRecords["places"],
): readonly Issue[] {
  if (cycle.several === undefined) return [neverDueIssue(cycle, commitment)];
  const part = parts.find(({ pooledAs }) => pooledAs === cycle.clock);
  const { rows } = present(part, "a cycle is of a clock of its measure");
  const { path = [], file, line } = placeOf(cycle, places) ?? {};
  return severalIssues(cycle, { commitment, rows }, ["records", ...path]).map((issue) => ({
    ...issue,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  }));
}

/** Of the record that began it; nothing but time begins a first gap, or a period. */
function placeOf({ ticket, duty }: Cycle, places: KnownRecords["places"]): RecordPlace | undefined {
  const known = present(places, "records of a contract that refuses have their places");
  if (duty === undefined) return known.get(`ticket:${ticket}`);
  return duty.begunBy === undefined ? undefined : known.get(`fact:${duty.begunBy}`);
}

/** The cycles of one clock over one period: measured, judged and told. */
export function judgeCycles(
  head: Head,
  plan: CyclesPlan,
  runs: ReturnType<typeof cycles.runAll>,
  judged: Judged,
  changes: PriorityChanges,
  { folded, places }: Pick<KnownRecords, "folded" | "places">,
): JudgedResult {
  const { id, commitment } = head;
  const own = cycles.measure(plan, runs, judged, folded?.counts.get(id));
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
    issues: found.lost.flatMap((cycle) => lostIssues(cycle, plan, commitment.id, places)),
  };
}
