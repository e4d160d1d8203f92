import type { BucketSeries } from "../model/series.ts";
import { ShareSum } from "./share-sum.ts";
import { WholeSum } from "./whole-sum.ts";

/** What an exclusion did to a bucket, by its place among the buckets that are looked at (24). */
export const FATE = {
  /** Its counts stand as they are. */
  counts: 0,
  /** Its failures are forgiven: they leave the numerator. */
  forgiven: 1,
  /** Its failures leave both sides. */
  failuresLeave: 2,
  /** The whole bucket leaves both sides. */
  leaves: 3,
} as const;

/** The buckets of one series that are looked at: those at places [first, beyond). */
export interface BucketRange {
  readonly series: BucketSeries;
  readonly first: number;
  readonly beyond: number;
  /** By place, counted from `first`. Undefined: every bucket counts as it is. */
  readonly fates: Uint8Array | undefined;
}

export interface BucketTerms {
  /** What a bucket is in which nothing was attempted. */
  readonly zeroTraffic: "good" | "bad" | "left-out";
  /** Under so many attempts a bucket is this; 0: every count will do. */
  readonly minimum: number;
  readonly under: "good" | "bad" | "left-out" | "not-measured";
}

/** Counts of buckets and of what was attempted in them. Tallies of parts add up to that of the whole. */
export interface Tally {
  /** Buckets that leave neither by an exclusion nor by their traffic. */
  buckets: number;
  zeroTraffic: number;
  underMinimum: number;
  excluded: number;
  leftOut: number;
  readonly good: WholeSum;
  readonly total: WholeSum;
  /** Attempts tagged as excluded, of buckets that count. */
  readonly tagged: WholeSum;
  /** Spans of buckets that say nothing, in ms: too little traffic to be measured (19). */
  notMeasuredMs: number;
  /** Sum of the shares of failures over the buckets; where buckets are weighed alike. */
  readonly badShares: ShareSum;
}

export function emptyTally(buckets: number): Tally {
  return {
    buckets: 0,
    zeroTraffic: 0,
    underMinimum: 0,
    excluded: 0,
    leftOut: 0,
    good: new WholeSum(),
    total: new WholeSum(),
    tagged: new WholeSum(),
    notMeasuredMs: 0,
    badShares: new ShareSum(buckets),
  };
}

/** Adds what was attempted and what went well, bucket by bucket, without weighing buckets (20). */
export function addCounts(tally: Tally, { series, first, beyond, fates }: BucketRange): void {
  const { good, total, excluded } = series;
  let [leaves, zero] = [0, 0];
  for (let at = first; at < beyond; at += 1) {
    const fate = fates === undefined ? FATE.counts : (fates[at - first] as number);
    if (fate === FATE.leaves) {
      leaves += 1;
      continue;
    }
    const tagged = excluded === undefined ? 0 : (excluded[at] as number);
    const kept = good[at] as number;
    const attempted = (total[at] as number) - tagged;
    const whole = fate === FATE.failuresLeave ? kept : attempted;
    tally.good.add(fate === FATE.forgiven ? whole : kept);
    tally.total.add(whole);
    if (tagged > 0) tally.tagged.add(tagged);
    if (whole === 0) zero += 1;
  }
  tally.excluded += leaves;
  tally.zeroTraffic += zero;
  tally.buckets += beyond - first - leaves;
}

/** Adds the share of each bucket, every bucket weighing the same, whatever its traffic (20). */
export function addShares(tally: Tally, range: BucketRange, terms: BucketTerms): void {
  const { series, first, beyond, fates } = range;
  const { from, until, good, total, excluded } = series;
  const { badShares } = tally;
  const isPlain = fates === undefined && excluded === undefined;
  const least = Math.max(1, terms.minimum);
  // Numbers of a loop over millions stay in variables; sums go over before they could lose a digit.
  let buckets = 0;
  let goodHeld = 0;
  let totalHeld = 0;
  for (let at = first; at < beyond; at += 1) {
    const kept = good[at] as number;
    const all = total[at] as number;
    if (!isPlain || all < least) {
      const fate = fates === undefined ? FATE.counts : (fates[at - first] as number);
      const tagged = excluded === undefined ? 0 : (excluded[at] as number);
      const lengthMs = (until[at] as number) - (from[at] as number);
      addOne(tally, { kept, attempted: all - tagged, tagged, fate, lengthMs }, terms);
      continue;
    }
    if (all > safeMost - totalHeld) {
      tally.good.add(goodHeld);
      tally.total.add(totalHeld);
      goodHeld = 0;
      totalHeld = 0;
    }
    buckets += 1;
    goodHeld += kept;
    totalHeld += all;
    if (kept < all) badShares.add(all - kept, all);
  }
  tally.buckets += buckets;
  tally.good.add(goodHeld);
  tally.total.add(totalHeld);
}

const safeMost = Number.MAX_SAFE_INTEGER;

interface OneBucket {
  readonly kept: number;
  readonly attempted: number;
  readonly tagged: number;
  readonly fate: number;
  readonly lengthMs: number;
}

/** A bucket that is not simply counted: excluded, tagged, or with little traffic. */
function addOne(
  tally: Tally,
  { kept, attempted, tagged, fate, lengthMs }: OneBucket,
  terms: BucketTerms,
): void {
  if (fate === FATE.leaves) {
    tally.excluded += 1;
    return;
  }
  const whole = fate === FATE.failuresLeave ? kept : attempted;
  const isEnough = whole > 0 && attempted >= terms.minimum;
  const ruling = isEnough ? "counts" : rulingOn(tally, whole, terms);
  if (ruling === "left-out") tally.leftOut += 1;
  else if (ruling === "not-measured") tally.notMeasuredMs += lengthMs;
  else {
    tally.buckets += 1;
    tally.good.add(kept);
    tally.total.add(whole);
    tally.tagged.add(tagged);
    if (ruling === "bad") tally.badShares.add(1, 1);
    else if (ruling === "counts" && kept < whole && fate !== FATE.forgiven)
      tally.badShares.add(whole - kept, whole);
  }
}

/** What a bucket with little traffic is; none at all comes before too little. */
function rulingOn(
  tally: Tally,
  whole: number,
  { zeroTraffic, under }: BucketTerms,
): BucketTerms["under"] {
  if (whole === 0) {
    tally.zeroTraffic += 1;
    return zeroTraffic;
  }
  tally.underMinimum += 1;
  return under;
}
