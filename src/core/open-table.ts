import type { Spans } from "./calendar-compile.ts";

/**
 * Open time inside [start, end), ready for look-ups: sorted columns, their running total, and for
 * both a coarse index, so that a question costs the same over three days and over a year.
 */
export interface OpenTable {
  readonly start: number;
  readonly end: number;
  readonly openings: Float64Array;
  readonly closings: Float64Array;
  /** Open ms before opening i; one more entry at the end holds the total. */
  readonly before: Float64Array;
  /** First opening and last closing; Infinity when never open. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly totalMs: number;
  /** Buckets per ms: a negative power of two, so that the product is exact. */
  readonly perMs: number;
  /** By bucket of time since `firstMs`: the first span that closes after the bucket's start. */
  readonly spanAt: Int32Array;
  readonly perOpenMs: number;
  /** By bucket of open time: the first span in which that much time is not yet used up. */
  readonly spanOfOpen: Int32Array;
}

export function openTable(start: number, end: number, { starts, ends }: Spans): OpenTable {
  const count = starts.length;
  const openings = Float64Array.from(starts);
  const closings = Float64Array.from(ends);
  const before = new Float64Array(count + 1);
  let totalMs = 0;
  for (let i = 0; i < count; i += 1) {
    totalMs += (closings[i] as number) - (openings[i] as number);
    before[i + 1] = totalMs;
  }
  const firstMs = openings[0] ?? Infinity;
  const lastMs = closings[count - 1] ?? Infinity;
  const bucketMs = bucketSize(count === 0 ? 0 : lastMs - firstMs, count);
  const openBucketMs = bucketSize(totalMs, count);
  return {
    start,
    end,
    openings,
    closings,
    before,
    firstMs,
    lastMs,
    totalMs,
    perMs: 1 / bucketMs,
    spanAt: bucketIndex(closings, firstMs, bucketMs),
    perOpenMs: 1 / openBucketMs,
    spanOfOpen: bucketIndex(before.subarray(1), 0, openBucketMs),
  };
}

/** Open ms in [table.start, at); `at` beyond the table counts all of it. */
export function openMsBefore(table: OpenTable, at: number): number {
  if (at <= table.firstMs) return 0;
  if (at >= table.lastMs) return table.totalMs;
  const { closings } = table;
  let index = table.spanAt[((at - table.firstMs) * table.perMs) | 0] as number;
  while ((closings[index] as number) <= at) index += 1;
  const intoMs = at - (table.openings[index] as number);
  const beforeMs = table.before[index] as number;
  return intoMs > 0 ? beforeMs + intoMs : beforeMs;
}

/** Index of the first span that closes after `at`; the number of spans when none does. */
export function spanClosingAfter(table: OpenTable, at: number): number {
  if (at < table.firstMs) return 0;
  if (at >= table.lastMs) return table.openings.length;
  let index = table.spanAt[((at - table.firstMs) * table.perMs) | 0] as number;
  while ((table.closings[index] as number) <= at) index += 1;
  return index;
}

/** Index of the span that holds the open millisecond number `openMs`, 0 ≤ openMs < totalMs. */
export function spanOfOpenMs(table: OpenTable, openMs: number): number {
  const { before } = table;
  let index = table.spanOfOpen[(openMs * table.perOpenMs) | 0] as number;
  while ((before[index + 1] as number) <= openMs) index += 1;
  return index;
}

const bucketMsMin = 2 ** 20;
const bucketMsMax = 2 ** 28;

/** At least four buckets a span: a power of two of ms, between 17 minutes and three days. */
function bucketSize(lengthMs: number, count: number): number {
  let bucketMs = bucketMsMax;
  while (bucketMs > bucketMsMin && 4 * bucketMs * count > lengthMs) bucketMs /= 2;
  return bucketMs;
}

/** For each bucket from `first` to the last end: the first index whose end lies after its start. */
function bucketIndex(ends: Float64Array, first: number, bucketMs: number): Int32Array {
  const last = ends[ends.length - 1] ?? first;
  const buckets = new Int32Array(ends.length === 0 ? 0 : Math.ceil((last - first) / bucketMs));
  let index = 0;
  for (let bucket = 0; bucket < buckets.length; bucket += 1) {
    while ((ends[index] as number) <= first + bucket * bucketMs) index += 1;
    buckets[bucket] = index;
  }
  return buckets;
}
