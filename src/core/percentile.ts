import { invariant } from "../base/invariant.ts";
import {
  add,
  divide,
  HUNDRED,
  multiply,
  type Ratio,
  ratio,
  subtract,
  wholeRatio,
} from "../base/ratio.ts";

export interface Percentile {
  /** Above 0, at most 100. */
  readonly at: Ratio;
  /** `nearest-rank`: a value that occurred. `linear`: between the two values around the rank. */
  readonly method: "nearest-rank" | "linear";
}

/**
 * The exact percentile of whole numbers in ascending order (semantics 16).
 *
 * @throws {InvariantError} When there are no values.
 */
export function percentileOf(sorted: ArrayLike<number>, asked: Percentile): Ratio {
  return percentileAt(sorted.length, (at) => wholeRatio(sorted[at] as number), asked);
}

/**
 * The exact percentile of values that are asked for by their place in ascending order. Nearest rank:
 * the smallest value that at least `at` % of the values do not exceed. Linear: the value at place
 * `at ÷ 100 × (n − 1)`, counted from 0, on the straight line between its neighbours.
 *
 * @throws {InvariantError} When there are no values.
 */
export function percentileAt(
  length: number,
  valueAt: (place: number) => Ratio,
  { at, method }: Percentile,
): Ratio {
  invariant(length > 0, "a percentile is of one value at least", length);
  switch (method) {
    case "nearest-rank": {
      const rank = divide(multiply(at, wholeRatio(length)), HUNDRED);
      const above = (rank.numerator + rank.denominator - 1n) / rank.denominator;
      return valueAt(Number(above) - 1);
    }
    case "linear": {
      const place = divide(multiply(at, wholeRatio(length - 1)), HUNDRED);
      const below = Number(place.numerator / place.denominator);
      const low = valueAt(below);
      const high = valueAt(Math.min(below + 1, length - 1));
      const share = subtract(place, ratio(BigInt(below), 1n));
      return add(low, multiply(subtract(high, low), share));
    }
  }
}
