import { byText } from "../base/by-text.ts";
import { present } from "../base/invariant.ts";
import type { Fault } from "../core/faults.ts";
import { addDays, civilDateAt, daysBefore, startOfDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import { intervalSetOf } from "../time/interval-set.ts";
import type { Period } from "../time/period.ts";
import { concerns } from "./component-records.ts";
import { seriesOf, stretchesOf } from "./facts/outage-source.ts";
import { type JudgedPeriod, judgedSpan } from "./judged-periods.ts";
import type { Context } from "./judged-result.ts";
import type { CommitmentPlan, RecordPeriod } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/**
 * The periods that records decide (semantics 4): a single event, or so many local dates up to an
 * incident or a claim. An event is a merged outage of the scope that ended in the settlement period;
 * a claim is one for that period. What still goes on is judged by the statement in which it ends.
 */
export function recordPeriods(
  commitment: CommitmentPlan,
  terms: RecordPeriod,
  unit: ScopeUnit,
  context: Context,
): readonly JudgedPeriod[] {
  const spans =
    terms === "event"
      ? eventsOf(commitment, unit, context)
      : windowsOf(commitment, terms, unit, context);
  return spans.flatMap((span) => {
    const period = periodOf(span, context);
    const judged = judgedSpan(period, commitment, context.plan, context.asOf);
    return judged === undefined ? [] : [{ period, judged }];
  });
}

interface Span {
  readonly start: Instant;
  readonly end: Instant;
  readonly name: string;
}

function windowsOf(
  commitment: CommitmentPlan,
  { rolling: { days, until } }: Exclude<RecordPeriod, "event">,
  unit: ScopeUnit,
  context: Context,
): readonly Span[] {
  const { zone } = context.plan;
  const back = (end: Instant, name: string): Span => ({
    start: daysBefore(zone, end, days),
    end,
    name: `${days}d-${name}`,
  });
  switch (until) {
    case "incident":
      return eventsOf(commitment, unit, context).map(({ end, name }) => back(end, name));
    case "day-before-incident":
      return eventsOf(commitment, unit, context).map(({ start, name }) =>
        back(startOfDate(zone, civilDateAt(zone, start)), name),
      );
    case "claim":
      return claimsOf(commitment, context).map(({ at, id }) => back(at, id));
  }
}

function claimsOf({ id }: CommitmentPlan, { known, settlement }: Context) {
  return known.claims.filter(
    ({ period, stage, commitment }) =>
      period === settlement.label &&
      stage === "claim" &&
      (commitment === undefined || commitment === id),
  );
}

/** A stretch that was no good service, under the name of its record; without an end it still is. */
interface Impaired {
  readonly id: string;
  readonly from: Instant;
  readonly until?: Instant;
}

/**
 * The merged outages of a scope that ended in the settlement, each named by its first record: of the
 * outage list, of work that was down itself, and of states and samples (17).
 */
function eventsOf(commitment: CommitmentPlan, unit: ScopeUnit, context: Context): readonly Span[] {
  const { settlement, asOf } = context;
  const own = impairedIn(commitment, unit, context).sort(
    (a, b) => a.from - b.from || byText(a.id, b.id),
  );
  const { starts, ends } = intervalSetOf(
    Float64Array.from(own, ({ from }) => from),
    Float64Array.from(own, ({ until }) => until ?? asOf),
  );
  return Array.from(starts, (start, index) => {
    const end = ends[index] as Instant;
    return { start: start as Instant, end, name: firstIn(own, start, end) };
  }).filter(
    ({ start, end }) =>
      settlement.start < end &&
      end <= settlement.end &&
      !own.some(({ until, from }) => until === undefined && start <= from && from < end),
  );
}

function impairedIn(
  { measure }: CommitmentPlan,
  { members }: ScopeUnit,
  { known, plan, asOf }: Context,
): Impaired[] {
  return members.flatMap(({ component }) => {
    const { service } = component;
    const own = <Row extends { readonly resource?: string }>(
      rows: ReadonlyMap<string, readonly Row[]>,
    ) => (rows.get(service) ?? []).filter(({ resource }) => concerns(component, resource));
    const works = own(known.maintenance).filter(({ impact }) => impact === "down");
    const listed = [...own(known.outages), ...works];
    if (measure.facts !== "outages") return listed;
    const series = seriesOf(measure, {
      states: own(known.states),
      samples: own(known.samples),
      buckets: [],
    });
    const initial = plan.services.get(service)?.initialState;
    const faults = stretchesOf(measure, series, initial, asOf);
    return [...listed, ...faults.map((fault) => spanOf(fault, asOf))];
  });
}

/** What states and samples say is cut at asOf: what reaches it still goes on. */
function spanOf({ id, start, end }: Fault, asOf: Instant): Impaired {
  return end < asOf ? { id, from: start, until: end } : { id, from: start };
}

function firstIn(own: readonly Impaired[], start: number, end: number): string {
  const first = own.find(({ from }) => start <= from && from < end);
  return present(first, "a run of outages holds one", start).id;
}

function periodOf({ start, end, name }: Span, { plan: { zone } }: Context): Period {
  return {
    kind: { instants: [start, end] },
    label: name,
    start,
    end,
    zone: zone.name,
    firstDate: civilDateAt(zone, start),
    beyondDate: addDays(civilDateAt(zone, (end - 1) as Instant), 1),
  };
}
