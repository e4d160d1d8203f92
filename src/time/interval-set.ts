import { invariant } from "../base/invariant.ts";
import type { DurationMs, Instant } from "./instant.ts";
import { type Interval, interval } from "./interval.ts";

declare const normal: unique symbol;

/** Spans [starts[i], ends[i]): sorted, no two overlapping, no two abutting. Never written to. */
export interface IntervalSet {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly [normal]: true;
}

export const EMPTY = { starts: new Float64Array(0), ends: new Float64Array(0) } as IntervalSet;

/**
 * The union of the spans. Their order and overlaps do not matter; one of no length holds no instant
 * and is dropped.
 *
 * @throws {InvariantError} When a span ends before it starts.
 */
export function intervalSet(
  spans: readonly { readonly start: number; readonly end: number }[],
): IntervalSet {
  if (spans.length === 0) return EMPTY;
  const starts = new Float64Array(spans.length);
  const ends = new Float64Array(spans.length);
  for (let i = 0; i < spans.length; i += 1) {
    const { start, end } = spans[i] as (typeof spans)[number];
    starts[i] = start;
    ends[i] = end;
  }
  return unionOf(starts, ends);
}

/**
 * The union of the spans [starts[i], ends[i]), in epoch ms. Their order and overlaps do not
 * matter; a span of no length holds no instant and is dropped. The columns are not written to.
 *
 * @throws {InvariantError} When the columns differ in length or a span ends before it starts.
 */
export function intervalSetOf(starts: Float64Array, ends: Float64Array): IntervalSet {
  invariant(starts.length === ends.length, "each start has an end", starts.length - ends.length);
  return unionOf(starts.slice(), ends.slice());
}

/** The columns are written over. */
function unionOf(starts: Float64Array, ends: Float64Array): IntervalSet {
  let kept = 0;
  for (let i = 0; i < starts.length; i += 1) {
    const start = valueAt(starts, i);
    const end = valueAt(ends, i);
    invariant(start <= end, "a span does not end before it starts", i);
    if (start === end) continue;
    starts[kept] = start;
    ends[kept++] = end;
  }
  return normalForm(starts, ends, kept);
}

/**
 * The set of the one span [start, end), empty when the two are equal.
 *
 * @throws {InvariantError} When `end` is before `start`.
 */
export function single(start: Instant, end: Instant): IntervalSet {
  invariant(start <= end, "a span does not end before it starts", { start, end });
  if (start === end) return EMPTY;
  return { starts: Float64Array.of(start), ends: Float64Array.of(end) } as IntervalSet;
}

export function union(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (isEmpty(b) || a === b) return a;
  if (isEmpty(a)) return b;
  const size = a.starts.length + b.starts.length;
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  let [i, j, count, reach] = [0, 0, 0, -Infinity];
  while (i < a.starts.length || j < b.starts.length) {
    const fromA = startAt(a, i) <= startAt(b, j);
    const from = fromA ? a : b;
    const at = fromA ? i++ : j++;
    const start = valueAt(from.starts, at);
    if (start > reach) starts[count++] = start;
    reach = Math.max(reach, valueAt(from.ends, at));
    ends[count - 1] = reach;
  }
  return firstSpans(starts, ends, count);
}

/** The union of many sets at once: one sort instead of a chain of unions. */
export function unionAll(sets: readonly IntervalSet[]): IntervalSet {
  const [first = EMPTY] = sets;
  if (sets.length < 2) return first;
  const size = sets.reduce((sum, set) => sum + set.starts.length, 0);
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  let filled = 0;
  for (const set of sets) {
    starts.set(set.starts, filled);
    ends.set(set.ends, filled);
    filled += set.starts.length;
  }
  return normalForm(starts, ends, size);
}

/** The instants that are in both sets. */
export function intersect(a: IntervalSet, b: IntervalSet): IntervalSet {
  if (a === b) return a;
  if (b.starts.length === 1) return clipToOnly(a, b);
  if (a.starts.length === 1) return clipToOnly(b, a);
  const size = a.starts.length + b.starts.length;
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  let [i, j, count] = [0, 0, 0];
  while (i < a.starts.length && j < b.starts.length) {
    const endA = valueAt(a.ends, i);
    const endB = valueAt(b.ends, j);
    const start = Math.max(valueAt(a.starts, i), valueAt(b.starts, j));
    const end = Math.min(endA, endB);
    if (start < end) {
      starts[count] = start;
      ends[count++] = end;
    }
    if (endA <= endB) i += 1;
    if (endB <= endA) j += 1;
  }
  return firstSpans(starts, ends, count);
}

/** What is left of `minuend` once every instant of `subtrahend` is taken out. */
export function subtract(minuend: IntervalSet, subtrahend: IntervalSet): IntervalSet {
  if (isEmpty(minuend) || isEmpty(subtrahend)) return minuend;
  if (minuend === subtrahend) return EMPTY;
  const size = minuend.starts.length + subtrahend.starts.length;
  const starts = new Float64Array(size);
  const ends = new Float64Array(size);
  let [j, count] = [0, 0];
  for (let i = 0; i < minuend.starts.length; i += 1) {
    let start = valueAt(minuend.starts, i);
    const end = valueAt(minuend.ends, i);
    // A cut that reaches beyond this span is met again by the next one: j stays on it.
    while (start < end) {
      while (endAt(subtrahend, j) <= start) j += 1;
      const cutStart = startAt(subtrahend, j);
      if (start < cutStart) {
        starts[count] = start;
        ends[count++] = Math.min(end, cutStart);
      }
      start = endAt(subtrahend, j);
    }
  }
  return firstSpans(starts, ends, count);
}

/**
 * The part of the set inside the span: the set itself where it lies in it. Binary search: cheap on a
 * large set and a short span.
 */
export function clip(set: IntervalSet, { start, end }: Interval): IntervalSet {
  const last = set.ends.length - 1;
  if (last >= 0 && start <= valueAt(set.starts, 0) && valueAt(set.ends, last) <= end) return set;
  const first = countAtMost(set.ends, start);
  const beyond = countBelow(set.starts, end);
  if (beyond <= first) return EMPTY;
  const starts = set.starts.slice(first, beyond);
  const ends = set.ends.slice(first, beyond);
  starts[0] = Math.max(valueAt(starts, 0), start);
  ends[ends.length - 1] = Math.min(valueAt(ends, ends.length - 1), end);
  return { starts, ends } as IntervalSet;
}

function clipToOnly(set: IntervalSet, { starts, ends }: IntervalSet): IntervalSet {
  return clip(set, interval(valueAt(starts, 0) as Instant, valueAt(ends, 0) as Instant));
}

export function totalMs({ starts, ends }: IntervalSet): DurationMs {
  let total = 0;
  for (let i = 0; i < starts.length; i += 1) total += valueAt(ends, i) - valueAt(starts, i);
  return total as DurationMs;
}

export function isEmpty(set: IntervalSet): boolean {
  return set.starts.length === 0;
}

/** Whether the instant lies in the set. Binary search. */
export function containsInstant(set: IntervalSet, at: Instant): boolean {
  const begun = countAtMost(set.starts, at);
  return begun > 0 && at < valueAt(set.ends, begun - 1);
}

/** The spans as objects, for a reader or a test; arithmetic stays on the columns. */
export function spansOf({ starts, ends }: IntervalSet): Interval[] {
  return Array.from(starts, (start, i) => interval(start as Instant, valueAt(ends, i) as Instant));
}

/** The normal form is unique: equal sets have equal columns. */
export function equalSets(a: IntervalSet, b: IntervalSet): boolean {
  return (
    a.starts.length === b.starts.length &&
    a.starts.every((start, i) => start === b.starts[i] && a.ends[i] === b.ends[i])
  );
}

/** Sorts the first `size` entries of both columns in place and joins what overlaps or abuts. */
function normalForm(starts: Float64Array, ends: Float64Array, size: number): IntervalSet {
  if (isSorted(starts, size)) return joined(starts, ends, size);
  starts.subarray(0, size).sort();
  ends.subarray(0, size).sort();
  let [count, first] = [0, 0];
  for (let last = 0; last < size; last += 1) {
    // At ends[last] as many spans have ended as begun: a gap follows, unless one begins by then.
    if (last + 1 < size && valueAt(starts, last + 1) <= valueAt(ends, last)) continue;
    starts[count] = valueAt(starts, first);
    ends[count++] = valueAt(ends, last);
    first = last + 1;
  }
  return firstSpans(starts, ends, count);
}

/** The same where the starts are in order already, as those of a log mostly are: one walk. */
function joined(starts: Float64Array, ends: Float64Array, size: number): IntervalSet {
  let [count, reach] = [0, -Infinity];
  for (let i = 0; i < size; i += 1) {
    const start = valueAt(starts, i);
    if (start > reach) starts[count++] = start;
    reach = Math.max(reach, valueAt(ends, i));
    ends[count - 1] = reach;
  }
  return firstSpans(starts, ends, count);
}

function isSorted(column: Float64Array, size: number): boolean {
  for (let i = 1; i < size; i += 1) if (valueAt(column, i - 1) > valueAt(column, i)) return false;
  return true;
}

/** How many entries of a sorted column are at most `limit`. */
function countAtMost(column: Float64Array, limit: number): number {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (valueAt(column, middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many entries of a sorted column are less than `limit`; all are whole numbers. */
function countBelow(column: Float64Array, limit: number): number {
  return countAtMost(column, limit - 1);
}

/** Past the last span lies Infinity, so that a walk over two sets needs no second bound. */
function startAt({ starts }: IntervalSet, index: number): number {
  return index < starts.length ? valueAt(starts, index) : Infinity;
}

function endAt({ ends }: IntervalSet, index: number): number {
  return index < ends.length ? valueAt(ends, index) : Infinity;
}

/** The one place that vouches for an index: every loop above stays inside its columns. */
function valueAt(column: Float64Array, index: number): number {
  return column[index] as number;
}

function firstSpans(starts: Float64Array, ends: Float64Array, count: number): IntervalSet {
  if (count === starts.length) return { starts, ends } as IntervalSet;
  return { starts: starts.slice(0, count), ends: ends.slice(0, count) } as IntervalSet;
}
