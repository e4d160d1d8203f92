import { ONE, type Ratio } from "../../base/ratio.ts";
import { holesOf, type Places, placesIn } from "../../core/bucket-range.ts";
import { leavesWhole } from "../../core/exclude.ts";
import { type BucketRange, FATE } from "../../core/tally.ts";
import type { BucketSeries, SampleSeries } from "../../model/series.ts";
import type { Instant } from "../../time/instant.ts";
import { interval } from "../../time/interval.ts";
import {
  containsInstant,
  type IntervalSet,
  intersect,
  single,
  subtract,
  totalMs,
} from "../../time/interval-set.ts";
import type { TallyPlan } from "../tally-plan.ts";
import { fatesOf, type TakenBuckets } from "./bucket-fates.ts";
import type { Judged } from "./scope.ts";
import { exclusionsOf, type SourceExclusions, type TallySource } from "./tally-source.ts";

/** Rows of one series that were looked at: those at the places [first, beyond). */
export interface Looked extends Places {
  readonly series: BucketSeries | SampleSeries;
}

/** What one member of a scope brings to a period. */
export interface TallyPart {
  /** Buckets with what exclusions did to them, and the score of their name; without scores 1. */
  readonly ranges: readonly (BucketRange & { readonly score: Ratio })[];
  /** Of scores by value: the samples, with what exclusions did to each. */
  readonly samples: readonly SampleRange[];
  /** Agreed time: the judged span without the windows that left it. */
  readonly agreedMs: number;
  readonly unknownMs: number;
  /** Stretches of the agreed time without a bucket. */
  readonly gaps: number;
  /** Buckets that reach beyond the period they begin in. */
  readonly straddling: number;
  /** Buckets that lie partly in what an exclusion took. */
  readonly partly: number;
  readonly taken: readonly TakenBuckets[];
  readonly exclusions: SourceExclusions;
  readonly looked: readonly Looked[];
}

export interface SampleRange {
  readonly series: SampleSeries;
  readonly places: readonly number[];
  readonly fates: Uint8Array;
}

/**
 * A bucket belongs to the period in which it begins; time without a bucket is unknown, unless an
 * exclusion took it (19, 24).
 */
export function partOf(plan: TallyPlan, source: TallySource, judged: Judged): TallyPart {
  const span = interval(judged.start, judged.end);
  const exclusions = exclusionsOf(plan.excludes, source, judged);
  const agreed = subtract(single(judged.start, judged.end), exclusions.excluded.windows);
  const rest = { agreedMs: totalMs(agreed), exclusions };
  if (plan.scores?.by === "value") {
    const samples = source.samples
      .filter(({ of }) => of === plan.of)
      .map((series) => sampleRange(series, exclusions, judged));
    const looked = samples.map(({ series }) => ({ series, ...placesIn(series.at, span) }));
    const none = { unknownMs: 0, gaps: 0, straddling: 0, partly: 0, taken: [] };
    return { ranges: [], samples, looked, ...none, ...rest };
  }
  const scores = scoresByName(plan);
  const found = source.buckets.flatMap((series) => {
    const score = scores.get(series.of);
    return score === undefined ? [] : [{ ...bucketRange(plan, series, exclusions, judged), score }];
  });
  const holes = found.reduce<IntervalSet>(
    (held, { range }) => intersect(held, holesOf(range.series, span)),
    agreed,
  );
  return {
    ranges: found.map(({ range, score }) => ({ ...range, score })),
    samples: [],
    unknownMs: totalMs(holes),
    gaps: holes.starts.length,
    straddling: found.filter(({ range }) => reachesBeyond(range, judged.beyond)).length,
    partly: found.reduce((sum, { partly }) => sum + partly, 0),
    taken: found.flatMap(({ taken }) => taken),
    looked: found.map(({ range: { series, first, beyond } }) => ({ series, first, beyond })),
    ...rest,
  };
}

/** The names in `of` of the rows that are read, with the score of what is counted under them. */
function scoresByName({ of, scores }: TallyPlan): ReadonlyMap<string | undefined, Ratio> {
  if (scores?.by !== "name") return new Map([[of, ONE]]);
  return new Map([...scores.weights].map(([name, score]) => [`${of}.${name}`, score]));
}

function bucketRange(
  { partlyExcluded = "kept", traffic }: TallyPlan,
  series: BucketSeries,
  { excluded }: SourceExclusions,
  { start, end }: Judged,
) {
  const places = placesIn(series.from, interval(start, end));
  const qualifies = Math.max(1, traffic.minimum);
  const { fates, ...rest } = fatesOf(series, places, excluded, partlyExcluded, qualifies);
  return { range: { series, ...places, fates }, ...rest };
}

function reachesBeyond({ series, first, beyond }: BucketRange, end: Instant): boolean {
  return first < beyond && (series.until[beyond - 1] as number) > end;
}

/** A sample is an instant: it lies in what an exclusion took, or it does not. */
function sampleRange(
  series: SampleSeries,
  { excluded }: SourceExclusions,
  { start, end }: Judged,
): SampleRange {
  const { first, beyond } = placesIn(series.at, interval(start, end));
  const places = Array.from({ length: beyond - first }, (_, at) => first + at);
  const fates = Uint8Array.from(places, (place) => {
    const at = series.at[place] as Instant;
    const taken = excluded.taken.find(({ set }) => containsInstant(set, at));
    if (taken === undefined) return FATE.counts;
    return leavesWhole(taken.removes) ? FATE.leaves : FATE.forgiven;
  });
  return { series, places, fates };
}
