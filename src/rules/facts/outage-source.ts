import { compare, ONE, type Ratio, ratio, ZERO } from "../../base/ratio.ts";
import { type BucketColumns, bucketRuns } from "../../core/bucket-runs.ts";
import { carriedOn } from "../../core/carry.ts";
import type { Reclassified } from "../../core/corrections.ts";
import type { Fault } from "../../core/faults.ts";
import { lengthIn, setMeasure } from "../../core/set-measure.ts";
import { DEGRADED, stateTimeline } from "../../core/state-timeline.ts";
import type { StretchColumns } from "../../core/stretches.ts";
import type { Correction } from "../../model/records.ts";
import {
  type BucketSeries,
  NO_VALUE,
  type SampleSeries,
  type SeriesKey,
  type StateSeries,
  sampleStates,
} from "../../model/series.ts";
import type { Instant } from "../../time/instant.ts";
import { EMPTY, type IntervalSet, isEmpty, unionAll } from "../../time/interval-set.ts";
import { formatInstant } from "../../time/stamp.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import type { ServicePlan } from "../plan.ts";
import { type Component, componentName } from "../scope-plan.ts";
import type { DownWhenPlan } from "../source-plan.ts";
import type { Judged } from "./scope.ts";

/** What states, samples and buckets of a component come to: faults, and where they know anything (17). */
export interface ObservedOutages {
  readonly faults: readonly Fault[];
  readonly known: IntervalSet;
}

/** The rows in bulk that one component has. */
export interface ComponentSeries {
  readonly states: readonly StateSeries[];
  readonly samples: readonly SampleSeries[];
  readonly buckets: readonly BucketSeries[];
}

/**
 * The series of a component, each on a timeline of its own; they are united like outages that
 * several people recorded: down where one says so, known where one knows.
 */
export function observed(
  plan: OutagesPlan,
  series: ComponentSeries,
  initialState: ServicePlan["initialState"],
  judged: Judged,
  excluded: IntervalSet = EMPTY,
): ObservedOutages {
  const found = [
    ...ofPoints(plan, series, initialState, judged.asOf),
    ...ofBuckets(series, plan.source.downWhen, judged, excluded),
  ];
  const { unknown } = plan;
  const heard =
    typeof unknown === "string"
      ? found
      : found.map((one) => carriedOn(one, unknown.carryMs, judged.asOf));
  return {
    faults: heard.flatMap(({ faults }) => faults),
    known: unionAll(heard.map(({ known }) => known)),
  };
}

/** What states and samples alone say was impaired, since they began and up to asOf (17). */
export function stretchesOf(
  plan: OutagesPlan,
  series: ComponentSeries,
  initialState: ServicePlan["initialState"],
  asOf: Instant,
): readonly Fault[] {
  return ofPoints(plan, series, initialState, asOf).flatMap(({ faults }) => faults);
}

function ofPoints(
  plan: OutagesPlan,
  { states, samples }: ComponentSeries,
  initialState: ServicePlan["initialState"],
  asOf: Instant,
): readonly ObservedOutages[] {
  const degraded = plan.weights?.get("degraded") ?? ONE;
  return [
    ...states.map((one) => ofStates(one, initialState, degraded, asOf)),
    ...samples.map((one) => ofSamples(one, plan, degraded, asOf)),
  ];
}

/** Series that say something to this measure: buckets only where runs of bad ones are outages. */
export function seriesOf(
  { source: { downWhen } }: Pick<OutagesPlan, "source">,
  all: ComponentSeries,
): ComponentSeries {
  const slow = downWhen?.bad.by === "slower" ? downWhen.bad.value : undefined;
  return {
    // Rows that were not known yet leave a series without any: it says nothing (15).
    states: all.states.filter(({ at }) => at.length > 0),
    samples: all.samples.filter(({ of, state }) =>
      slow === undefined ? state.some((one) => one !== 0) : of === slow && state.length > 0,
    ),
    buckets:
      downWhen === undefined || slow !== undefined
        ? []
        : all.buckets.filter(({ of, from }) => of === downWhen.of && from.length > 0),
  };
}

/** The first instant that a record may have. */
const SINCE = 0 as Instant;

function ofStates(
  series: StateSeries,
  initial: ServicePlan["initialState"],
  degraded: Ratio,
  asOf: Instant,
): ObservedOutages {
  const { known, impaired } = stateTimeline(series, {
    initial: initial === undefined ? 0 : sampleStates.indexOf(initial),
    since: SINCE,
    until: asOf,
  });
  return {
    known,
    faults: faultsIn(series, impaired, (kind) => (kind === DEGRADED ? degraded : ONE)),
  };
}

function ofSamples(
  series: SampleSeries,
  plan: OutagesPlan,
  degraded: Ratio,
  asOf: Instant,
): ObservedOutages {
  const { known, impaired } = stateTimeline(series, {
    initial: 0,
    since: SINCE,
    until: asOf,
    standsMs: plan.source.maxGapMs ?? series.interval ?? 0,
  });
  return {
    known,
    faults: faultsIn(series, impaired, (kind) => (kind === DEGRADED ? degraded : ONE)),
  };
}

function ofBuckets(
  { buckets, samples }: ComponentSeries,
  plan: DownWhenPlan | undefined,
  judged: Judged,
  excluded: IntervalSet,
): ObservedOutages[] {
  if (plan === undefined) return [];
  const { bad } = plan;
  const read =
    bad.by === "slower"
      ? samples.map((series) => ({ series, columns: slowBuckets(series, plan, bad.limit) }))
      : buckets.map((series) => ({ series, columns: { ...series, attempts: attemptsOf(series) } }));
  return read.map(({ series, columns }) =>
    runsIn(series, { ...columns, leftOut: partlyExcluded(columns, plan, excluded) }, plan, judged),
  );
}

function attemptsOf({ total, excluded }: BucketSeries): Float64Array {
  return excluded === undefined ? total : total.map((all, row) => all - (excluded[row] as number));
}

/** Buckets that exclusions cover in part, where the contract leaves them out (24). */
function partlyExcluded(
  columns: BucketColumns,
  { partlyExcluded: rule, minimum }: DownWhenPlan,
  excluded: IntervalSet,
): Uint8Array | undefined {
  if (rule === "kept" || isEmpty(excluded)) return undefined;
  const least = minimum?.over === "bucket" ? minimum.requests : 1;
  const covered = setMeasure(excluded);
  const { from, until, attempts } = columns;
  return Uint8Array.from(from, (start, row) => {
    const end = until[row] as number;
    const ms = lengthIn(covered, start, end);
    const isPart = ms > 0 && ms < end - start;
    return isPart && (rule === "left-out" || (attempts[row] as number) < least) ? 1 : 0;
  });
}

/**
 * Samples of a value as buckets of one attempt each, which fails when it is slow; a bucket stands on
 * whole multiples of its length in UTC, and holds one sample: the reader has seen to that.
 */
function slowBuckets(
  { at, values }: SampleSeries,
  { bucketMs }: DownWhenPlan,
  limit: Ratio,
): BucketColumns {
  const rows = Array.from(at, (_, row) => row).filter(
    (row) => values !== undefined && values.decimals[row] !== NO_VALUE,
  );
  const from = Float64Array.from(rows, (row) => bucketStart(at[row] as number, bucketMs));
  return {
    from,
    until: from.map((start) => start + bucketMs),
    attempts: from.map(() => 1),
    good: Float64Array.from(rows, (row) => {
      const mantissa = values?.mantissa[row] as bigint;
      const scale = 10n ** BigInt(values?.decimals[row] as number);
      return compare(ratio(mantissa, scale), limit) > 0 ? 0 : 1;
    }),
  };
}

/** Where the bucket of an instant begins. */
export function bucketStart(at: number, bucketMs: number): number {
  return Math.floor(at / bucketMs) * bucketMs;
}

function runsIn(
  series: SeriesKey & { readonly ids?: ReadonlyMap<number, string> },
  columns: BucketColumns,
  { bad, runOf, partialRuns, minimum }: DownWhenPlan,
  { start, end }: Judged,
): ObservedOutages {
  const { known, runs } = bucketRuns(columns, {
    bad: bad.by === "slower" ? { by: "any-failure" } : bad,
    runOf,
    partialRuns,
    minimum,
    period: { start, end },
  });
  return { known, faults: faultsIn(series, runs, () => ONE) };
}

/** One fault for each stretch, named by the row that it began with. */
function faultsIn(
  { ids, ...key }: SeriesKey & { readonly ids?: ReadonlyMap<number, string> },
  { starts, ends, kinds, rows }: StretchColumns,
  weightOf: (kind: number) => Ratio,
): Fault[] {
  return Array.from(starts, (start, index) => {
    const row = rows[index] as number;
    return {
      id: ids?.get(row) ?? rowName(key, row === -1 ? undefined : (start as Instant)),
      start: start as Instant,
      end: ends[index] as Instant,
      weight: weightOf(kinds[index] as number),
      cause: undefined,
      ...(key.resource === undefined ? {} : { resource: key.resource }),
    };
  });
}

/** "web@2026-10-03T01:00:00Z", "web:db-1/requests@…"; a state before the first row has no instant. */
function rowName({ of, ...component }: SeriesKey, start: Instant | undefined): string {
  const name = of === undefined ? componentName(component) : `${componentName(component)}/${of}`;
  return start === undefined ? `${name}@before-the-first-row` : `${name}@${formatInstant(start)}`;
}

/**
 * Corrections with what they weigh; the one that decides first (26). To a resource those of its
 * service are its own. What lies at asOf or later has not happened yet (15).
 */
export function reclassified(
  corrections: readonly Correction[],
  { weights }: Pick<OutagesPlan, "weights">,
  component: Component,
  { asOf }: Judged,
): readonly Reclassified[] {
  return corrections
    .filter(({ from }) => from < asOf)
    .map(({ id, resource, from, until, as }) => ({
      id,
      ...(resource === undefined || component.resource !== undefined ? {} : { resource }),
      from,
      until: Math.min(until, asOf) as Instant,
      weight: weightOfState(as, weights?.get("degraded") ?? ONE),
    }));
}

function weightOfState(state: Correction["as"], degraded: Ratio): Reclassified["weight"] {
  switch (state) {
    case "up":
      return ZERO;
    case "degraded":
      return degraded;
    case "down":
      return ONE;
    case "unknown":
      return "unknown";
  }
}
