import type { Instant } from "../time/instant.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";
import { type StretchColumns, Stretches } from "./stretches.ts";

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
  /** Where the timeline begins and ends; every row lies before its end. */
  readonly since: Instant;
  readonly until: Instant;
  /** For how long each row stands at most, or all of them; undefined: until the next one. */
  readonly standsMs?: Float64Array | number | undefined;
}

/** The stretches in which a series was impaired, by state, and where anything is known of it. */
export interface StateTimeline {
  readonly known: IntervalSet;
  readonly impaired: StretchColumns;
}

/**
 * One walk over the columns (17): a state stands until the next row, a sample for so long at most.
 * Before the first row stands what that row left, else the initial state. A row that left `unknown`
 * makes the time before it unknown: its source did not know what the row before it says.
 */
export function stateTimeline(columns: StateColumns, terms: StateTerms): StateTimeline {
  const { at, state, left } = columns;
  const { initial, since, until, standsMs } = terms;
  const impaired = new Stretches(at.length + 1);
  const known = new Stretches(at.length + 1);
  for (let row = -1; row < at.length; row += 1) {
    const leaves = left?.[row + 1] ?? 0;
    const own = row === -1 ? leaves || initial : (state[row] as number);
    const start = row === -1 ? since : (at[row] as number);
    const stands = row === -1 ? Infinity : standsOf(standsMs, row);
    const end = Math.min(at[row + 1] ?? until, start + stands);
    if (start >= end || own === 0 || own === UNKNOWN || leaves === UNKNOWN) continue;
    known.add(start, end, UP, row);
    if (own !== UP) impaired.add(start, end, own, row);
  }
  const { starts, ends } = known.taken();
  return { known: intervalSetOf(starts, ends), impaired: impaired.taken() };
}

function standsOf(standsMs: StateTerms["standsMs"], row: number): number {
  if (standsMs === undefined) return Infinity;
  return typeof standsMs === "number" ? standsMs : (standsMs[row] as number);
}
