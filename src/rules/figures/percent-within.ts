import { divide, HUNDRED, multiply, type Ratio, signOf, subtract } from "../../base/ratio.ts";

export const unit = "percent";

/** The share of the counted cycles that kept their target, in percent (semantics 16). */
export function compute({
  bad,
  whole,
}: {
  readonly bad: Ratio;
  readonly whole: Ratio;
}): Ratio | null {
  return signOf(whole) === 0 ? null : divide(multiply(subtract(whole, bad), HUNDRED), whole);
}

export function expression({
  bad,
  whole,
}: {
  readonly bad: string;
  readonly whole: string;
}): string {
  return `(${whole} − ${bad}) × 100 ÷ ${whole}`;
}
