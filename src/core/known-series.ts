import type { BucketSeries, SampleSeries, SampleValues, StateSeries } from "../model/series.ts";
import type { Instant } from "../time/instant.ts";

/**
 * What was known of series at asOf (15): rows written down later are not there, a bucket that is not
 * over yet has no count, and a sample of asOf or later was not taken. A series without such rows is
 * given back as it is.
 */
export function knownBuckets(series: BucketSeries, asOf: Instant): BucketSeries {
  const rows = rowsWhere(series.until, asOf, series.recordedAt, asOf);
  if (rows === undefined) return series;
  const { from, until, good, total, excluded, ...rest } = series;
  return {
    ...keyOf(rest),
    from: taken(from, rows),
    until: taken(until, rows),
    good: taken(good, rows),
    total: taken(total, rows),
    ...(excluded === undefined ? {} : { excluded: taken(excluded, rows) }),
    ...marksOf(rest, rows),
  };
}

export function knownSamples(series: SampleSeries, asOf: Instant): SampleSeries {
  const rows = rowsWhere(series.at, asOf - 1, series.recordedAt, asOf);
  if (rows === undefined) return series;
  const { at, state, interval, values, ...rest } = series;
  return {
    ...keyOf(rest),
    at: taken(at, rows),
    state: Uint8Array.from(rows, (row) => state[row] as number),
    ...(interval === undefined ? {} : { interval: taken(interval, rows) }),
    ...(values === undefined ? {} : { values: valuesOf(values, rows) }),
    ...marksOf(rest, rows),
  };
}

export function knownStates(series: StateSeries, asOf: Instant): StateSeries {
  const rows = rowsWhere(series.at, asOf - 1, series.recordedAt, asOf);
  if (rows === undefined) return series;
  const { at, state, left, ...rest } = series;
  return {
    ...keyOf(rest),
    isChange: true,
    at: taken(at, rows),
    state: Uint8Array.from(rows, (row) => state[row] as number),
    ...(left === undefined ? {} : { left: Uint8Array.from(rows, (row) => left[row] as number) }),
    ...marksOf(rest, rows),
  };
}

/** The rows that lie early enough and were known; undefined: all of them. */
function rowsWhere(
  ends: Float64Array,
  latest: number,
  recordedAt: Float64Array | undefined,
  asOf: number,
): Uint32Array | undefined {
  const isIn = (row: number) =>
    (ends[row] as number) <= latest &&
    (recordedAt === undefined || (recordedAt[row] as number) <= asOf);
  let count = 0;
  for (let row = 0; row < ends.length; row += 1) if (isIn(row)) count += 1;
  if (count === ends.length) return undefined;
  const rows = new Uint32Array(count);
  let filled = 0;
  for (let row = 0; row < ends.length; row += 1) {
    if (!isIn(row)) continue;
    rows[filled] = row;
    filled += 1;
  }
  return rows;
}

type Marks = Pick<BucketSeries, "service" | "resource" | "of" | "copies" | "ids">;

function keyOf({ service, resource, of }: Marks) {
  return {
    service,
    ...(resource === undefined ? {} : { resource }),
    ...(of === undefined ? {} : { of }),
  };
}

function marksOf({ copies, ids }: Marks, rows: Uint32Array): Pick<Marks, "copies" | "ids"> {
  const own = new Map<number, string>();
  for (const [place, row] of rows.entries()) {
    const id = ids?.get(row);
    if (id !== undefined) own.set(place, id);
  }
  return {
    ...(copies === undefined
      ? {}
      : { copies: Uint32Array.from(rows, (row) => copies[row] as number) }),
    ...(own.size === 0 ? {} : { ids: own }),
  };
}

function taken(column: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => column[row] as number);
}

function valuesOf({ mantissa, decimals }: SampleValues, rows: Uint32Array): SampleValues {
  return {
    mantissa: BigInt64Array.from(rows, (row) => mantissa[row] as bigint),
    decimals: Uint8Array.from(rows, (row) => decimals[row] as number),
  };
}
