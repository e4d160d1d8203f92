import type { BucketSeries } from "../model/series.ts";
import { firstAtLeast } from "./bucket-range.ts";

/** The first bucket that is not what it should be, and how many are not. */
export interface OffGrid {
  readonly first: number;
  readonly buckets: number;
}

/** Buckets that are not exactly so long. */
export function otherLengths({ from, until }: BucketSeries, bucketMs: number): OffGrid | undefined {
  return firstOf(from.length, (at) => (until[at] as number) - (from[at] as number) !== bucketMs);
}

/**
 * Buckets that do not begin a whole number of lengths from the first one: between two of them lies
 * a stretch that no bucket can fill.
 */
export function offGrid({ from }: BucketSeries, bucketMs: number): OffGrid | undefined {
  const start = from[0] as number;
  return firstOf(from.length, (at) => ((from[at] as number) - start) % bucketMs !== 0);
}

/**
 * Buckets that begin before an edge and end after it.
 *
 * @param edgeAfter The first edge after an instant; undefined: there is none.
 * @param buckets In ascending order, no two overlapping.
 */
export function over(
  { from, until }: Pick<BucketSeries, "from" | "until">,
  edgeAfter: (at: number) => number | undefined,
): OffGrid | undefined {
  let first = -1;
  let buckets = 0;
  for (let at = 0; at < from.length; ) {
    const edge = edgeAfter(from[at] as number);
    if (edge === undefined) break;
    at = firstAtLeast(until, edge + 1, at);
    if (at === from.length || (from[at] as number) >= edge) continue;
    if (buckets === 0) first = at;
    buckets += 1;
    at += 1;
  }
  return buckets === 0 ? undefined : { first, buckets };
}

function firstOf(length: number, isOff: (at: number) => boolean): OffGrid | undefined {
  let first = -1;
  let buckets = 0;
  for (let at = 0; at < length; at += 1) {
    if (!isOff(at)) continue;
    if (buckets === 0) first = at;
    buckets += 1;
  }
  return buckets === 0 ? undefined : { first, buckets };
}
