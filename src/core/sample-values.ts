import { type Ratio, ratio } from "../base/ratio.ts";
import { NO_VALUE, type SampleSeries } from "../model/series.ts";
import { type Percentile, percentileAt } from "./percentile.ts";

/** Exact decimals in columns: each is mantissa ÷ 10^decimals. */
export interface Decimals {
  readonly mantissa: BigInt64Array;
  readonly decimals: Uint8Array;
}

/** The values of the samples at `places`; samples without one are left out. */
export function valuesAt({ values }: SampleSeries, places: readonly number[]): Decimals {
  if (values === undefined) return { mantissa: new BigInt64Array(0), decimals: new Uint8Array(0) };
  const kept = places.filter((place) => values.decimals[place] !== NO_VALUE);
  return {
    mantissa: BigInt64Array.from(kept, (place) => values.mantissa[place] as bigint),
    decimals: Uint8Array.from(kept, (place) => values.decimals[place] as number),
  };
}

/** Their exact sum: one whole sum for each number of decimals. */
export function sumOfValues({ mantissa, decimals }: Decimals): Ratio {
  const sums = new Map<number, bigint>();
  for (const [at, places] of decimals.entries())
    sums.set(places, (sums.get(places) ?? 0n) + (mantissa[at] as bigint));
  const most = Math.max(0, ...sums.keys());
  let total = 0n;
  for (const [places, sum] of sums) total += sum * 10n ** BigInt(most - places);
  return ratio(total, 10n ** BigInt(most));
}

/**
 * Their exact percentile.
 *
 * @throws {InvariantError} When there are no values.
 */
export function percentileOfValues({ mantissa, decimals }: Decimals, asked: Percentile): Ratio {
  const most = decimals.reduce((held, places) => Math.max(held, places), 0);
  const unit = 10n ** BigInt(most);
  // On one scale, whole numbers stand in the order of the values.
  const scaled = Array.from(
    mantissa,
    (value, at) => value * 10n ** BigInt(most - (decimals[at] as number)),
  ).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return percentileAt(scaled.length, (at) => ratio(scaled[at] as bigint, unit), asked);
}
