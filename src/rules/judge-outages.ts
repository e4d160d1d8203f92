import { add, divide, exactText, HUNDRED, multiply, subtract, wholeRatio } from "../base/ratio.ts";
import { atLeast } from "../core/at-least.ts";
import type { Assumption } from "../model/statement.ts";
import { type IntervalSet, intersect } from "../time/interval-set.ts";
import { concluded } from "./average.ts";
import { type ComponentRecords, componentRecords } from "./component-records.ts";
import { earlierUse } from "./excluding.ts";
import type { MeasuredOutages } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import {
  blockersOf,
  boundsTarget,
  type Context,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import { correctionsOf, lookedAt } from "./looked-at.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import { type OutageReport, reportOutages } from "./report-outages.ts";
import { reportPooled } from "./report-pooled.ts";
import { measureUnit, type UnitOutages } from "./scope-outages.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import { shownFigure, shownPercent } from "./shown-figure.ts";

/** Outages of the members of one scope over one period: measured, judged and told. */
export function judgeOutages(
  head: Head,
  plan: OutagesPlan,
  judged: Judged,
  context: Context,
): JudgedResult {
  const { commitment, unit } = head;
  const components = unitRecords(unit, plan, judged, context);
  const outages = measureUnit(unit, plan, components, judged);
  const measured = concludedUnit(outages, head, plan);
  const { figure } = measured.found.measured;
  const report = reportUnit(head, plan, measured, judged);
  const looked = lookedAt(components, judged, context.known);
  return {
    services: unit.services,
    ...head,
    measured: measured.found.measured,
    result: resultOf(head, measured.found.measured, shownOf(head, plan, measured), {
      target: boundsTarget(commitment),
      steps: report.steps,
      ledger: report.ledger,
    }),
    blockers: blockersOf(
      head,
      looked.outages
        .filter(({ until }) => until === undefined)
        .map((outage) => ({ record: outage.id, why: "outage-open" as const })),
    ),
    assumptions: [
      ...(figure === null ? [] : components.flatMap(({ assumptions }) => assumptions)),
      ...unstated(looked.outages, looked.works, plan),
      ...unsaid(commitment.id, looked.outages, plan),
      ...earlierUse(plan.excludes, judged),
    ],
    evidence: {
      outages: report.outages,
      excluded: report.excluded,
      rejected: report.rejected,
      notCounted: report.notCounted,
      tickets: [],
      ...correctionsOf(head.id, commitment.clause, components, judged),
    },
    used: looked.used,
    rows: looked.rows,
  };
}

/** With the figure that is judged in place of the one that was measured. */
function concludedUnit(outages: UnitOutages, head: Head, plan: OutagesPlan): UnitOutages {
  const measured = concluded(outages.found.measured, head, plan.calculatedTo);
  return outages.is === "one"
    ? { is: "one", found: { ...outages.found, measured } }
    : { is: "pooled", found: { ...outages.found, measured } };
}

/** The records of each member of a unit. */
export function unitRecords(
  { members }: ScopeUnit,
  plan: OutagesPlan,
  judged: Judged,
  context: Context,
): readonly ComponentRecords[] {
  return leastActive(
    plan,
    members.map(({ component }) => componentRecords(component, plan, judged, context)),
  );
}

/** With a least number of members in use: every member is measured while so many are. */
function leastActive(
  { denominator }: OutagesPlan,
  components: readonly ComponentRecords[],
): readonly ComponentRecords[] {
  if (denominator.by !== "at-least-active") return components;
  // A contract whose services do not say when they are in use was refused.
  const sets = components.map(({ records }) => records.active as IntervalSet);
  const enough = atLeast(sets, denominator.n);
  return components.map((one, index) => ({
    ...one,
    records: { ...one.records, active: intersect(sets[index] as IntervalSet, enough) },
  }));
}

function reportUnit(
  { id, unit, commitment }: Head,
  plan: OutagesPlan,
  measured: UnitOutages,
  judged: Judged,
): OutageReport {
  return measured.is === "one"
    ? reportOutages(id, plan, commitment, measured.found, judged)
    : reportPooled(id, plan, unit.combine.by, commitment, measured.found, judged);
}

function shownOf({ commitment }: Head, plan: OutagesPlan, { is, found }: UnitOutages) {
  const { figure, unit } = found.measured;
  if (figure === null) return null;
  return {
    exact: exactText(figure),
    unit,
    shown: shownFigure(figure, unit, commitment.bounds),
    ...(is === "one" && plan.figure === "uptime-percent" ? ofPeriod(plan, found) : {}),
    ...(is === "one" ? coverage(plan, found) : {}),
  };
}

/** How much of the agreed time is known, where the contract asks for a least share of it (19). */
function coverage({ minCoverage }: OutagesPlan, { coverage: known }: MeasuredOutages) {
  if (minCoverage === undefined || known === null) return {};
  return { coverage: { exact: exactText(known), shown: shownPercent(known, []) } };
}

/** Up for certain, in percent of the known and the unknown time together (27). */
function ofPeriod(
  { unknown, denominator }: OutagesPlan,
  { measured: { bad, whole }, time }: MeasuredOutages,
) {
  const isLeftOut = unknown !== "up" && unknown !== "down" && denominator.by !== "users";
  if (time.unknownMs === 0 || !isLeftOut) return {};
  const all = add(whole, wholeRatio(time.unknownMs));
  const percent = divide(multiply(subtract(whole, bad), HUNDRED), all);
  return { ofPeriod: { exact: exactText(percent), shown: shownPercent(percent, []) } };
}

/** What records left open and the engine filled in, in one row for each kind of gap. */
function unstated(
  own: OutageList,
  works: WorkList,
  { weights, excludes }: OutagesPlan,
): Assumption[] {
  const weightless =
    weights === undefined
      ? []
      : own.filter(({ impact }) => impact === undefined).map(({ id }) => id);
  const isLookedAt = ({ tags }: WorkList[number]) =>
    excludes.some(
      ({ matches }) =>
        matches.by === "kind" || (matches.by === "tag" && tags.includes(matches.tag)),
    );
  const unannounced = works
    .filter(({ announced, announcedAt }) => announced === undefined && announcedAt !== undefined)
    .filter(isLookedAt)
    .map(({ id }) => id);
  const listed = (path: string, used: string, semantics: number, ids: readonly string[]) =>
    ids.length === 0 ? [] : [{ path, used: { [used]: [...ids].sort() }, semantics }];
  return [
    ...listed("records.outage.impact", "weight 1", 18, weightless),
    ...listed("records.maintenance.announced", "the actual time", 24, unannounced),
  ];
}

/** Options of the measure that were left out, where what they say matters. */
function unsaid(commitment: string, own: OutageList, plan: OutagesPlan): Assumption[] {
  const path = `commitments.${commitment}.measure`;
  const seemed = own.some(({ seemedRestored }) => seemedRestored.length > 0);
  return [
    ...(plan.unsaid.has("alignment")
      ? [{ path: `${path}.counting.aligned`, used: "utc", semantics: 18 }]
      : []),
    ...(plan.unsaid.has("falseRestoration") && seemed
      ? [{ path: `${path}.falseRestoration`, used: "left-out", semantics: 22 }]
      : []),
  ];
}

type OutageList = NonNullable<ReturnType<KnownRecords["outages"]["get"]>>;
type WorkList = NonNullable<ReturnType<KnownRecords["maintenance"]["get"]>>;
