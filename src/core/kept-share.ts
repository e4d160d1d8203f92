import { divide, HUNDRED, multiply, type Ratio, signOf, subtract } from "../base/ratio.ts";

/**
 * What is left of a whole once the bad part is out: `(whole − bad) × 100 ÷ whole`, in percent, not
 * yet divided. At most 100; nothing when there is no whole (semantics 16, 19, 20).
 */
export function keptShare({
  bad,
  whole,
}: {
  readonly bad: Ratio;
  readonly whole: Ratio;
}): Ratio | null {
  return signOf(whole) === 0 ? null : divide(multiply(subtract(whole, bad), HUNDRED), whole);
}

/** The same as an expression that a calculator takes. */
export function keptShareText({
  bad,
  whole,
}: {
  readonly bad: string;
  readonly whole: string;
}): string {
  return `(${whole} − ${bad}) × 100 ÷ ${whole}`;
}
