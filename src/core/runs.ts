import {
  type IntervalSet,
  intersect,
  intervalSetOf,
  isEmpty,
  subtract,
  unionAll,
} from "../time/interval-set.ts";
import type { Level } from "./faults.ts";
import { lengthIn, setMeasure } from "./set-measure.ts";

/** How long a merged outage must last to count, and what of it counts then (18). */
export interface Minimum {
  readonly lengthMs: number;
  /** Whether exactly that length is enough. */
  readonly reached: "at-least" | "more-than";
  /** `excess`: the time up to the length does not count. */
  readonly counts: "whole" | "excess";
  /** Outages at most this far apart reach the length together; the gap stays up. */
  readonly bridgeMs: number;
}

export const NO_MINIMUM: Minimum = {
  lengthMs: 0,
  reached: "at-least",
  counts: "whole",
  bridgeMs: 0,
};

/** Merged outages, split by the minimum (semantics 18). */
export interface Runs {
  /** Time that counts, and time of outages that does not. */
  readonly counted: IntervalSet;
  readonly tooShort: IntervalSet;
  /** The outages that reach the minimum, each one span: what stays up inside it is in neither set. */
  readonly outages: IntervalSet;
}

/**
 * Overlapping and touching faults are one outage. So are the parts of one interrupted outage:
 * `joins` has a span from the first to the last of them.
 */
export function runsOf(levels: readonly Level[], minimum: Minimum, joins: IntervalSet): Runs {
  const merged = unionAll(levels.map((level) => level.set));
  const isPlain = minimum.bridgeMs === 0 && isEmpty(joins);
  const joined = isPlain ? merged : bridged(unionAll([merged, joins]), minimum.bridgeMs);
  const outages = longEnough(joined, merged, minimum);
  const whole = isPlain ? outages : intersect(merged, outages);
  const counted = minimum.counts === "excess" ? beyond(whole, outages, minimum.lengthMs) : whole;
  return { counted, tooShort: subtract(merged, counted), outages };
}

/** Spans at most `gapMs` apart become one. */
export function bridged({ starts, ends }: IntervalSet, gapMs: number): IntervalSet {
  const reached = ends.map((end, i) =>
    (starts[i + 1] ?? Infinity) - end <= gapMs ? (starts[i + 1] as number) : end,
  );
  return intervalSetOf(starts, reached);
}

function longEnough(joined: IntervalSet, merged: IntervalSet, minimum: Minimum): IntervalSet {
  const { lengthMs, reached } = minimum;
  // No span is empty: every one is longer than nothing.
  if (lengthMs === 0 && joined === merged) return joined;
  const inMerged = joined === merged ? undefined : setMeasure(merged);
  const keep: number[] = [];
  for (let i = 0; i < joined.starts.length; i += 1) {
    const [start, end] = [joined.starts[i] as number, joined.ends[i] as number];
    const ms = inMerged === undefined ? end - start : lengthIn(inMerged, start, end);
    if (ms > lengthMs || (ms === lengthMs && reached === "at-least")) keep.push(i);
  }
  return intervalSetOf(
    Float64Array.from(keep, (i) => joined.starts[i] as number),
    Float64Array.from(keep, (i) => joined.ends[i] as number),
  );
}

/** What is left of the time inside each outage once its first `lengthMs` are taken off. */
function beyond(time: IntervalSet, outages: IntervalSet, lengthMs: number): IntervalSet {
  const starts: number[] = [];
  const ends: number[] = [];
  let [outage, leftMs] = [-1, 0];
  for (let i = 0; i < time.starts.length; i += 1) {
    const [start, end] = [time.starts[i] as number, time.ends[i] as number];
    while (outage === -1 || (outages.ends[outage] as number) <= start) {
      outage += 1;
      leftMs = lengthMs;
    }
    const cut = Math.min(leftMs, end - start);
    leftMs -= cut;
    starts.push(start + cut);
    ends.push(end);
  }
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}
