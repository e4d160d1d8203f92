import type { BucketSeries } from "../model/series.ts";
import type { Interval } from "../time/interval.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";

/** The places [first, beyond) of a sorted column whose numbers lie in [start, end). */
export function placesIn(column: Float64Array, { start, end }: Interval): Places {
  const first = firstAtLeast(column, start);
  return { first, beyond: Math.max(first, firstAtLeast(column, end)) };
}

/** The first place from `since` on of which the number is not below the limit; else the length. */
export function firstAtLeast(column: Float64Array, limit: number, since = 0): number {
  let [low, high] = [since, column.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where in the span no bucket lies: there nothing is known (19). */
export function holesOf({ from, until }: BucketSeries, { start, end }: Interval): IntervalSet {
  const starts: number[] = [];
  const ends: number[] = [];
  let reached: number = start;
  // A bucket that began before the span may reach into it.
  for (let at = firstAtLeast(until, start + 1); at < from.length; at += 1) {
    const next = from[at] as number;
    if (next >= end) break;
    if (next > reached) {
      starts.push(reached);
      ends.push(next);
    }
    reached = until[at] as number;
  }
  if (reached < end) {
    starts.push(reached);
    ends.push(end);
  }
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}

export interface Places {
  readonly first: number;
  readonly beyond: number;
}

/** Calls `visit` for each bucket at the places [first, beyond) that the set touches, span by span. */
export function eachTouched(
  { from, until }: BucketSeries,
  { first, beyond }: Places,
  set: IntervalSet,
  visit: (place: number, overlapMs: number) => void,
): void {
  for (const [i, start] of set.starts.entries()) {
    const end = set.ends[i] as number;
    const at = Math.max(first, firstAtLeast(until, start + 1));
    for (let place = at; place < beyond && (from[place] as number) < end; place += 1) {
      const startMs = Math.max(from[place] as number, start);
      visit(place, Math.min(until[place] as number, end) - startMs);
    }
  }
}

/** How many ms of each bucket at the places [first, beyond) lie in the set. */
export function coveredMs(series: BucketSeries, places: Places, set: IntervalSet): Float64Array {
  const covered = new Float64Array(places.beyond - places.first);
  eachTouched(series, places, set, (place, overlapMs) => {
    const at = place - places.first;
    covered[at] = (covered[at] as number) + overlapMs;
  });
  return covered;
}
