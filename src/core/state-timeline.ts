import type { Instant } from "../time/instant.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";

/** States as they stand in a column; 0: the row says none. */
export const UP = 1;
export const DEGRADED = 2;
export const DOWN = 3;
export const UNKNOWN = 4;

/** Changes or samples of one series in ascending order, no two at one instant. Never written to. */
export interface StateColumns {
  readonly at: Float64Array;
  readonly state: Uint8Array;
  /** What each change left; 0 where it does not say. Absent when none does. */
  readonly left?: Uint8Array;
}

export interface StateTerms {
  /** The state before the first row, where that does not say what it left. */
  readonly initial: number;
  /** Where the timeline begins and ends. */
  readonly since: Instant;
  readonly until: Instant;
  /** For how long a row stands at most, of a place; undefined: until the next one. */
  readonly standsMs?: (row: number) => number;
}

/** The stretches in which a series was impaired, and where anything is known of it. */
export interface StateTimeline {
  readonly known: IntervalSet;
  /** Stretches [starts[i], ends[i]) of one state, ascending; `rows` is where each began, −1: before the first row. */
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly states: Uint8Array;
  readonly rows: Int32Array;
}

/**
 * One walk over the columns (17): a state stands until the next row, a sample for so long at most.
 * Before the first row stands what that row left, else the initial state. A row that left `unknown`
 * makes the time before it unknown: its source did not know what the row before it says.
 */
export function stateTimeline(
  { at, state, left }: StateColumns,
  { initial, since, until, standsMs }: StateTerms,
): StateTimeline {
  const count = countBefore(at, until);
  const stretches = new Stretches(count + 1);
  const known = new Stretches(count + 1);
  for (let row = -1; row < count; row += 1) {
    const next = row + 1 < count ? row + 1 : -1;
    const start = row === -1 ? since : Math.max(since, at[row] as number);
    const leaves = next === -1 ? 0 : (left?.[next] ?? 0);
    const own = row === -1 ? (leaves === 0 ? initial : leaves) : (state[row] as number);
    const seen = leaves === UNKNOWN ? UNKNOWN : own;
    const reach = next === -1 ? until : (at[next] as number);
    const stands = row === -1 || standsMs === undefined ? Infinity : standsMs(row);
    const end = Math.min(reach, (row === -1 ? since : (at[row] as number)) + stands);
    if (start >= end || seen === UNKNOWN || seen === 0) continue;
    known.add(start, end, UP, row);
    if (seen !== UP) stretches.add(start, end, seen, row);
  }
  const set = known.taken();
  return { known: intervalSetOf(set.starts, set.ends), ...stretches.taken() };
}

/** Columns that join a stretch to the one before it, where they touch and are of one state. */
class Stretches {
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;
  private readonly states: Uint8Array;
  private readonly rows: Int32Array;
  private filled = 0;

  constructor(most: number) {
    this.starts = new Float64Array(most);
    this.ends = new Float64Array(most);
    this.states = new Uint8Array(most);
    this.rows = new Int32Array(most);
  }

  add(start: number, end: number, state: number, row: number): void {
    const last = this.filled - 1;
    if (last >= 0 && this.ends[last] === start && this.states[last] === state) {
      this.ends[last] = end;
      return;
    }
    this.starts[this.filled] = start;
    this.ends[this.filled] = end;
    this.states[this.filled] = state;
    this.rows[this.filled] = row;
    this.filled += 1;
  }

  taken(): Omit<StateTimeline, "known"> {
    const { filled } = this;
    return {
      starts: this.starts.slice(0, filled),
      ends: this.ends.slice(0, filled),
      states: this.states.slice(0, filled),
      rows: this.rows.slice(0, filled),
    };
  }
}

/** How many rows lie before the instant: the rows are in order. */
function countBefore(at: Float64Array, instant: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
