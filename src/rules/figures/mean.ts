import { divide, type Ratio } from "../../base/ratio.ts";

export const unit = "ms";

/**
 * The mean: the sum of the counted cycles' times, or of the values, over their number (semantics 16,
 * 20).
 *
 * @param facts.whole More than 0: of none there is no mean, and nobody asks.
 */
export function compute({ bad, whole }: { readonly bad: Ratio; readonly whole: Ratio }): Ratio {
  return divide(bad, whole);
}

export function expression({
  bad,
  whole,
}: {
  readonly bad: string;
  readonly whole: string;
}): string {
  return `${bad} ÷ ${whole}`;
}
