import { exactText } from "../base/ratio.ts";
import type { Measured } from "../model/measured.ts";
import type { Assumption } from "../model/statement.ts";
import { EMPTY } from "../time/interval-set.ts";
import { concluded } from "./average.ts";
import { earlierUse } from "./excluding.ts";
import type { Judged } from "./facts/scope.ts";
import * as tally from "./facts/tally.ts";
import type { SourceExclusions, TallySource } from "./facts/tally-source.ts";
import {
  blockersOf,
  boundsTarget,
  type Context,
  type Head,
  type JudgedResult,
  resultOf,
} from "./judged-result.ts";
import type { KnownRecords } from "./known-records.ts";
import type { ExclusionPlan } from "./plan.ts";
import { excludedRows, rejectedRows } from "./report-exclusions.ts";
import { tallyFacts, tallySteps } from "./report-tally.ts";
import type { Component, ScopeUnit } from "./scope-plan.ts";
import { shownFigure } from "./shown-figure.ts";
import type { TallyPlan } from "./tally-plan.ts";

/** Counts of the members of one scope over one period: measured, judged and told. */
export function judgeTally(
  head: Head,
  plan: TallyPlan,
  judged: Judged,
  context: Context,
): JudgedResult {
  const { commitment, unit } = head;
  const sources = partsOf(unit, context).map((component) => tallySource(component, context));
  const own = tally.measure(plan, sources, judged);
  const found = { ...own, measured: concludedTally(own, head, plan) };
  const exclusions = found.parts.map((part) => part.exclusions);
  return {
    services: unit.services,
    ...head,
    measured: found.measured,
    result: resultOf(head, found.measured, shownOf(head, found.measured), {
      target: boundsTarget(commitment),
      steps: tallySteps(commitment, plan, found, judged),
      tally: tallyFacts(found),
    }),
    blockers: blockersOf(head, []),
    assumptions: [...straddling(plan.of, found), ...earlierUse(plan.excludes, judged)],
    evidence: exclusionEvidence(head.id, plan, exclusions, judged),
    used: exclusionRecords(plan, sources, context.known, judged),
    rows: found.parts.flatMap(({ looked }) => looked),
  };
}

/** What the contract says of a period without traffic is no figure that has decimals to lose. */
function concludedTally(
  { measured, ruling }: tally.MeasuredTally,
  head: Head,
  { calculatedTo }: TallyPlan,
): Measured {
  const isRuled = ruling !== undefined && head.earlier === undefined;
  return concluded(measured, head, isRuled ? undefined : calculatedTo);
}

/**
 * The members of a scope; a service whose rows name resources is the pool of these, so that what
 * excuses one of them excuses no other (21).
 */
export function partsOf({ members }: ScopeUnit, { known }: Context): readonly Component[] {
  return members.flatMap(({ component }) => {
    const { service, resource } = component;
    if (resource !== undefined) return [component];
    const rows = [known.buckets.get(service) ?? [], known.samples.get(service) ?? []].flat();
    const named = [...new Set(rows.map((series) => series.resource))];
    return named.length === 0
      ? [component]
      : named.map((one) => (one === undefined ? { service } : { service, resource: one }));
  });
}

/** What one member of a scope has: its rows in bulk, and the outages and work that excuse it. */
export function tallySource(
  { service, resource }: Component,
  { known, granted }: Context,
): TallySource {
  const own = (one: { readonly resource?: string }) => one.resource === resource;
  const concerns = (one: { readonly resource?: string }) =>
    one.resource === undefined || one.resource === resource;
  return {
    buckets: (known.buckets.get(service) ?? []).filter(own),
    samples: (known.samples.get(service) ?? []).filter(own),
    outages: (known.outages.get(service) ?? []).filter(concerns),
    maintenance: (known.maintenance.get(service) ?? []).filter(concerns),
    attributions: known.attributions,
    granted,
  };
}

export function shownOf({ commitment }: Head, { figure, unit }: Measured) {
  if (figure === null) return null;
  return { exact: exactText(figure), unit, shown: shownFigure(figure, unit, commitment.bounds) };
}

/** A count cannot be divided: a bucket that reaches into the next period counts where it begins. */
function straddling(of: string, { parts }: tally.MeasuredTally): Assumption[] {
  const buckets = parts.reduce((sum, part) => sum + part.straddling, 0);
  if (buckets === 0) return [];
  return [
    { path: `records.bucket.${of}`, used: { "counts where it begins": buckets }, semantics: 17 },
  ];
}

interface Excludes {
  readonly excludes: readonly ExclusionPlan[];
}

/** What exclusions took of the members' time, and what they did not grant. */
export function exclusionEvidence(
  result: string,
  plan: Excludes,
  exclusions: readonly SourceExclusions[],
  judged: Judged,
): JudgedResult["evidence"] {
  const clauses = new Map(plan.excludes.map(({ id, clause }) => [id, clause]));
  const applied = exclusions.map(({ excluded, ...rest }) => ({
    ...rest,
    time: { excluded, down: EMPTY },
  }));
  return {
    outages: [],
    excluded: applied.flatMap((one) => excludedRows(result, one, clauses)),
    rejected: applied.flatMap((one) => rejectedRows(result, one, judged, clauses)),
    notCounted: [],
    tickets: [],
  };
}

/** Outages and work that exclusions looked at: those that touch the judged stretch. */
export function exclusionRecords(
  { excludes }: Excludes,
  sources: readonly TallySource[],
  known: KnownRecords,
  { start, end }: Judged,
): string[] {
  if (excludes.length === 0) return [];
  const touches = ({ from, until }: { readonly from: number; readonly until?: number }) =>
    from < end && (until === undefined || start < until);
  return sources.flatMap(({ outages, maintenance }) => {
    const own = outages.filter(touches);
    return [
      ...own.map(({ id }) => `outage:${id}`),
      ...own.flatMap(({ id }) => {
        const attribution = known.attributions.get(id);
        return attribution === undefined ? [] : [`attribution:${attribution.id}`];
      }),
      ...maintenance.filter(touches).map(({ id }) => `maintenance:${id}`),
    ];
  });
}
