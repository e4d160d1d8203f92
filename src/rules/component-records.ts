import type { Component as CoreComponent } from "../core/corrections.ts";
import type { Correction, Maintenance, Outage } from "../model/records.ts";
import type { Assumption } from "../model/statement.ts";
import type { IntervalSet } from "../time/interval-set.ts";
import { formatInstant } from "../time/stamp.ts";
import { quotaReach } from "./excluding.ts";
import { type ComponentSeries, observed, reclassified, seriesOf } from "./facts/outage-source.ts";
import type { OutageRecords } from "./facts/outages.ts";
import type { Judged } from "./facts/scope.ts";
import { type UserCount, userCounts } from "./facts/users.ts";
import type { Context } from "./judged-result.ts";
import { coverageOf, type KnownRecords } from "./known-records.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import { type Component, componentName } from "./scope-plan.ts";

/** What one component has for a measure of outages, and what was taken for granted about it. */
export interface ComponentRecords {
  readonly component: Component;
  readonly records: OutageRecords;
  /** Listed where the component is measured. */
  readonly assumptions: readonly Assumption[];
  readonly corrections: readonly Correction[];
  readonly series: ComponentSeries;
}

/**
 * The records of a component: those of its service, and of one resource those that name it or name
 * none. A service has the records of all its resources: an outage of a part is an outage of it.
 */
export function componentRecords(
  component: Component,
  plan: OutagesPlan,
  judged: Judged,
  { known, plan: { services }, granted }: Context,
): ComponentRecords {
  const { service } = component;
  const own = <Row extends { readonly resource?: string }>(
    rows: ReadonlyMap<string, readonly Row[]>,
  ) => {
    const all = rows.get(service) ?? [];
    if (component.resource === undefined) return all;
    return all.filter(({ resource }) => concerns(component, resource));
  };
  const terms = services.get(service);
  const outages = own(known.outages);
  const corrections = own(known.corrections);
  const series = seriesOf(plan, {
    states: own(known.states),
    samples: own(known.samples),
    buckets: own(known.buckets),
  });
  const isObserved = Object.values(series).some((list) => list.length > 0);
  const see = (excluded?: IntervalSet) =>
    observed(plan, series, terms?.initialState, judged, excluded);
  const seen = isObserved ? see() : undefined;
  const leavesOut = isObserved && (plan.source.downWhen?.partlyExcluded ?? "kept") !== "kept";
  const listed = listedTime(component, known, plan, judged, seen);
  const active = terms?.active;
  return {
    component,
    corrections,
    series,
    assumptions: listed.assumed ? [assumedComplete(component, judged)] : [],
    records: {
      outages,
      maintenance: own(known.maintenance),
      attributions: known.attributions,
      known: listed.set,
      granted,
      corrections: reclassified(corrections, plan, component, judged),
      ...(seen === undefined ? {} : { observed: seen }),
      ...(leavesOut ? { observedWithout: see } : {}),
      ...(active === undefined ? {} : { active }),
      ...usersOf(plan, service, known, judged),
    },
  };
}

/** Whether rows of a resource, or of the service as a whole, are about a component. */
export function concerns({ resource: own }: Component, resource: string | undefined): boolean {
  return own === undefined || resource === undefined || resource === own;
}

/**
 * Where the outage list is complete: states, samples and buckets say themselves where they know
 * something, so that a list beside them is taken as complete only where a record says so (19).
 */
function listedTime(
  { service }: Component,
  known: KnownRecords,
  plan: OutagesPlan,
  judged: Judged,
  seen: CoreComponent | undefined,
): ReturnType<typeof coverageOf> {
  const found = coverageOf(known, service, {
    start: quotaReach(plan.excludes, judged),
    end: judged.end,
  });
  const isGuess = seen !== undefined || plan.source.downWhen !== undefined;
  return found.assumed && isGuess ? { set: undefined, assumed: false } : found;
}

function assumedComplete(component: Component, { start, end }: Judged): Assumption {
  return {
    path: `records.coverage.${componentName(component)}`,
    used: `complete from ${formatInstant(start)} to ${formatInstant(end)}`,
    semantics: 19,
  };
}

/** The counts of users, of this service or of none in particular. */
function usersOf(
  { denominator }: OutagesPlan,
  service: string,
  { facts }: KnownRecords,
  { asOf }: Judged,
): { readonly users?: readonly UserCount[] } {
  if (denominator.by !== "users") return {};
  const named = facts.filter(({ fact }) => fact === denominator.fact);
  const own = named.filter((row) => row.service === service);
  const counts = own.length > 0 ? own : named.filter((row) => row.service === undefined);
  return { users: userCounts(counts, asOf) };
}

/** Records that touch the judged stretch: those that the manifest counts as used. */
export function touching<Row extends Outage | Maintenance | Correction>(
  rows: readonly Row[],
  { start, end }: Judged,
): Row[] {
  return rows.filter(
    ({ from, until }) =>
      from < end && (until === undefined || start < until || (from === until && start <= from)),
  );
}
