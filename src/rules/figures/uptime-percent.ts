import { divide, HUNDRED, multiply, type Ratio, signOf, subtract } from "../../base/ratio.ts";

export const unit = "percent";

/**
 * Availability: `(whole − bad) × 100 ÷ whole`, in percent, not yet divided. At most 100; nothing when
 * there is no time to measure (semantics 19, 20).
 */
export function compute({
  bad,
  whole,
}: {
  readonly bad: Ratio;
  readonly whole: Ratio;
}): Ratio | null {
  return signOf(whole) === 0 ? null : divide(multiply(subtract(whole, bad), HUNDRED), whole);
}

/** The same as an expression that a calculator takes. */
export function expression({
  bad,
  whole,
}: {
  readonly bad: string;
  readonly whole: string;
}): string {
  return `(${whole} − ${bad}) × 100 ÷ ${whole}`;
}
