import { divide, type Ratio, signOf } from "../../base/ratio.ts";

export const unit = "ms";

/** The mean time taken: the sum of the counted cycles' times over their number (semantics 16). */
export function compute({
  bad,
  whole,
}: {
  readonly bad: Ratio;
  readonly whole: Ratio;
}): Ratio | null {
  return signOf(whole) === 0 ? null : divide(bad, whole);
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
