import { byText } from "../base/by-text.ts";
import { present } from "../base/invariant.ts";
import type { Outage } from "../model/records.ts";
import { addDays, civilDateAt, daysBefore, startOfDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import { intervalSetOf } from "../time/interval-set.ts";
import type { Period } from "../time/period.ts";
import { concerns } from "./component-records.ts";
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
    terms === "event" ? eventsOf(unit, context) : windowsOf(commitment, terms, unit, context);
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
      return eventsOf(unit, context).map(({ end, name }) => back(end, name));
    case "day-before-incident":
      return eventsOf(unit, context).map(({ start, name }) =>
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

/** The merged outages of a scope that ended in the settlement, each named by its first record. */
function eventsOf({ members, services }: ScopeUnit, context: Context): readonly Span[] {
  const { known, settlement, asOf } = context;
  const outages = services
    .flatMap((service) => known.outages.get(service) ?? [])
    .filter(({ service, resource }) =>
      members.some(
        ({ component }) => component.service === service && concerns(component, resource),
      ),
    )
    .sort((a, b) => a.from - b.from || byText(a.id, b.id));
  const ends = outages.map(({ until }) => until ?? asOf);
  const { starts, ends: runEnds } = intervalSetOf(
    Float64Array.from(outages, ({ from }) => from),
    Float64Array.from(ends),
  );
  return Array.from(starts, (start, index) => {
    const end = runEnds[index] as Instant;
    return { start: start as Instant, end, name: firstIn(outages, start, end) };
  }).filter(
    ({ start, end }) =>
      settlement.start < end &&
      end <= settlement.end &&
      !outages.some(({ until, from }) => until === undefined && start <= from && from < end),
  );
}

function firstIn(outages: readonly Outage[], start: number, end: number): string {
  const first = outages.find(({ from }) => start <= from && from < end);
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
