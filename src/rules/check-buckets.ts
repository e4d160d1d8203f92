import { byText } from "../base/by-text.ts";
import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { over } from "../core/bucket-grid.ts";
import { holesOf } from "../core/bucket-range.ts";
import type { BucketSeries } from "../model/series.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type IntervalSet, intersect, single, totalMs } from "../time/interval-set.ts";
import { type PeriodKind, periodAt } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import type { Zone } from "../time/zone.ts";
import { type Asked, askedBy, reads } from "./asked-series.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";
import { ANY_CUSTOMER, type Component } from "./scope-plan.ts";
import { seriesName } from "./series-tables.ts";

/**
 * Buckets that leave holes, and buckets that reach over the end of a period: both can be computed, and
 * the figure is then of less, or of other time, than it seems (17 to 19). Told once for a service and
 * the names that are read of it together; these stand in the statement: no index (39).
 */
export function bucketWarnings(buckets: readonly BucketSeries[], plan: Plan): Issue[] {
  const read = plan.commitments.flatMap((commitment) => readBy(commitment, buckets));
  return [...holeWarnings(read), ...read.flatMap((one) => overWarning(one, plan))];
}

/** The buckets of one service that a commitment reads. */
interface Read {
  readonly commitment: CommitmentPlan;
  readonly series: readonly BucketSeries[];
  /** "requests of web" */
  readonly name: string;
  /** Those that say together what was known of one part. */
  readonly parts: readonly (readonly BucketSeries[])[];
}

function readBy(commitment: CommitmentPlan, buckets: readonly BucketSeries[]): Read[] {
  const asked = askedBy(commitment).filter(({ what }) => what === "bucket");
  return commitment.services.flatMap((service) => {
    const series = buckets.filter(
      (one) => one.service === service && asked.some((own) => own.of === one.of && reads(own, one)),
    );
    const [first] = asked;
    if (first === undefined || series.length === 0) return [];
    const names = [...new Set(series.flatMap(({ of }) => of ?? []))].sort(byText).join(", ");
    const name = seriesName({ service, ...(names === "" ? {} : { of: names }) });
    const components = first.components.filter((one) => one.service === service);
    const byResource = groupedBy(series);
    const parts = components
      .flatMap((one) => partsOf(one, first.facts, byResource))
      .filter((part) => part.length > 0);
    return [{ commitment, series, name, parts }];
  });
}

/**
 * Outages of a service are those of all its parts on one timeline; counts are of each part by itself
 * (21).
 */
function partsOf(
  { resource }: Component,
  facts: Asked["facts"],
  series: ByResource,
): readonly (readonly BucketSeries[])[] {
  const isAll = resource === ANY_CUSTOMER || (resource === undefined && facts === "tally");
  const names = isAll ? [...series.keys()] : [resource];
  return names.map((name) => {
    const own = series.get(name) ?? [];
    if (facts === "tally") return own;
    if (name === undefined) return [...series.values()].flat();
    return [...own, ...(series.get(undefined) ?? [])];
  });
}

/** Undefined: the rows of the service as a whole. */
type ByResource = ReadonlyMap<string | undefined, readonly BucketSeries[]>;

function groupedBy(series: readonly BucketSeries[]): ByResource {
  const groups = new Map<string | undefined, BucketSeries[]>();
  for (const one of series) {
    const held = groups.get(one.resource);
    if (held === undefined) groups.set(one.resource, [one]);
    else held.push(one);
  }
  return groups;
}

/** The same buckets are told of once, whoever reads them. */
function holeWarnings(read: readonly Read[]): Issue[] {
  const told = new Map<string, Issue>();
  for (const { name, parts } of read) {
    const sets = parts.map(holesIn).filter(({ starts }) => starts.length > 0);
    const holes = sets.reduce((sum, { starts }) => sum + starts.length, 0);
    if (holes === 0) continue;
    const first = Math.min(...sets.map(({ starts }) => starts[0] as number)) as Instant;
    const all = sets.reduce((sum, set) => sum + totalMs(set), 0);
    const where = parts.length === 1 ? "" : ` in ${sets.length} of ${parts.length} parts`;
    const stretches = `${holes} ${holes === 1 ? "stretch" : "stretches"}`;
    const message = `buckets of ${shown(name)} leave ${stretches} without any${where}, ${readableDuration(durationMs(all))} in all, the first from ${formatInstant(first)} on: nothing is known of them`;
    told.set(message, {
      code: "bucket.hole",
      path: [],
      message,
      hint: "send a row for each bucket, with total: 0 where nothing was requested",
      value: formatInstant(first),
    });
  }
  return [...told.values()];
}

/** Where, from their first to their last, none of the series has a bucket. */
function holesIn(series: readonly BucketSeries[]): IntervalSet {
  const start = Math.min(...series.map(({ from }) => from[0] as number)) as Instant;
  const end = Math.max(...series.map(({ until }) => until.at(-1) as number)) as Instant;
  return series.reduce<IntervalSet>(
    (held, one) => intersect(held, holesOf(one, interval(start, end))),
    single(start, end),
  );
}

/** Buckets that begin in one period and end in the next one. */
function overWarning({ commitment, series, name }: Read, { zone }: Plan): Issue[] {
  const { id, measure, period, ofRecords } = commitment;
  if (ofRecords !== undefined) return [];
  const edges = edgesOf(period, zone);
  const found = series.flatMap((one) => {
    const off = over(one, edges);
    return off === undefined ? [] : [{ ...off, at: one.from[off.first] as number }];
  });
  if (found.length === 0) return [];
  const buckets = found.reduce((sum, one) => sum + one.buckets, 0);
  const first = formatInstant(Math.min(...found.map(({ at }) => at)) as Instant);
  const reach = buckets === 1 ? "1 bucket" : `${buckets} buckets`;
  const how =
    measure.facts === "tally"
      ? "a count cannot be divided, so it is of the period that the bucket begins in"
      : "each of the two has its part";
  return [
    {
      code: "bucket.over-period",
      path: [],
      message: `${reach} of ${shown(name)} reach from one period of ${id} into the next, the first from ${first} on: ${how}`,
      hint: "let buckets begin where periods do",
      value: first,
    },
  ];
}

/** The first end of a period after an instant; each is asked for by many series. */
function edgesOf(kind: PeriodKind, zone: Zone): (at: number) => number | undefined {
  if (typeof kind === "object" && "instants" in kind)
    return (at) => kind.instants.find((edge) => edge > at);
  if (typeof kind === "object" && "rolling" in kind) return () => undefined;
  const known = new Map<number, number>();
  return (at) => {
    const held = known.get(at) ?? periodAt(kind, zone, at as Instant).end;
    known.set(at, held);
    return held;
  };
}
