/**
 * Records that come in bulk: counts and samples. A month of five-minute buckets of 1,000 resources
 * is nine million rows, so they stand in typed columns, one set of columns for each series, and
 * never as an object each. Instants are epoch ms; counts are safe integers.
 */

/** What rows belong together: of one service, of one part of it where said, of one name. */
export interface SeriesKey {
  readonly service: string;
  readonly resource?: string;
  /** The name in the rows' `of`. */
  readonly of?: string;
}

/** Counts over spans [from, until), in ascending order; no two overlap. Never written to. */
export interface BucketSeries extends SeriesKey {
  readonly from: Float64Array;
  readonly until: Float64Array;
  /** good + excluded ≤ total. */
  readonly good: Float64Array;
  readonly total: Float64Array;
  /** Attempts that leave both sides (24). Absent when no row has any. */
  readonly excluded?: Float64Array;
  /** When each row was written down; -Infinity where it does not say. Absent when none does. */
  readonly recordedAt?: Float64Array;
  /** How many further rows were equal and merged into this one (40). Absent when there are none. */
  readonly copies?: Uint32Array;
  /** The ids of rows that have one, by place. Absent when none has. */
  readonly ids?: ReadonlyMap<number, string>;
}

/** What a sample saw, as it stands in a column: its place in this list. */
export const sampleStates = ["none", "up", "degraded", "down", "unknown"] as const;
export type SampleState = (typeof sampleStates)[number];

/** What was seen or measured at an instant, in ascending order; no two at one instant. */
export interface SampleSeries extends SeriesKey {
  readonly at: Float64Array;
  /** Places in `sampleStates`; 0 where the sample says no state. */
  readonly state: Uint8Array;
  /** For how many ms the sample stands; 0 where it does not say. Absent when none does (17). */
  readonly interval?: Float64Array;
  /** A value is mantissa ÷ 10^decimals. Absent when no sample has one. */
  readonly values?: SampleValues;
  readonly recordedAt?: Float64Array;
  readonly copies?: Uint32Array;
  readonly ids?: ReadonlyMap<number, string>;
}

/** Changes of state, in ascending order; no two at one instant. */
export interface StateSeries extends SeriesKey {
  /** Tells them from samples, which stand for a while only. */
  readonly isChange: true;
  readonly at: Float64Array;
  /** Places in `sampleStates`. */
  readonly state: Uint8Array;
  /** What each change left; 0 where it does not say. Absent when none does (17). */
  readonly left?: Uint8Array;
  readonly recordedAt?: Float64Array;
  readonly copies?: Uint32Array;
  readonly ids?: ReadonlyMap<number, string>;
}

export interface SampleValues {
  readonly mantissa: BigInt64Array;
  /** 255 where the sample has no value. */
  readonly decimals: Uint8Array;
}

export const NO_VALUE = 255;
