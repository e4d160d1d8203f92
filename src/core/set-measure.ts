import { EMPTY, type IntervalSet, isEmpty } from "../time/interval-set.ts";

/** A set with running totals: how much of any span lies inside it is two binary searches. */
export interface SetMeasure {
  readonly set: IntervalSet;
  /** `before[i]` is the length of the first i spans. */
  readonly before: Float64Array;
}

export function setMeasure(set: IntervalSet): SetMeasure {
  if (isEmpty(set)) return NOTHING;
  const before = new Float64Array(set.starts.length + 1);
  for (let i = 0; i < set.starts.length; i += 1) {
    before[i + 1] = at(before, i) + at(set.ends, i) - at(set.starts, i);
  }
  return { set, before };
}

const NOTHING: SetMeasure = { set: EMPTY, before: Float64Array.of(0) };

/** Ms of [start, end) inside the set; 0 when the span is empty or reversed. */
export function lengthIn(measure: SetMeasure, start: number, end: number): number {
  if (measure === NOTHING || end <= start) return 0;
  return lengthBefore(measure, end) - lengthBefore(measure, start);
}

function lengthBefore({ set, before }: SetMeasure, instant: number): number {
  let low = 0;
  let high = set.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(set.starts, middle) < instant) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  return at(before, low) - Math.max(0, at(set.ends, low - 1) - instant);
}

/** The loops above stay inside their columns. */
function at(column: Float64Array, index: number): number {
  return column[index] as number;
}
