import { divide, HUNDRED, multiply, type Ratio } from "../../base/ratio.ts";

export const unit = "percent";

/** The share of the measured time that was down, in percent: "at most 0.1 % of the month" (20). */
export function compute({ bad, whole }: { readonly bad: Ratio; readonly whole: Ratio }): Ratio {
  return divide(multiply(bad, HUNDRED), whole);
}

export function expression({
  bad,
  whole,
}: {
  readonly bad: string;
  readonly whole: string;
}): string {
  return `${bad} × 100 ÷ ${whole}`;
}
