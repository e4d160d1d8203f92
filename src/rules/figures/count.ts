import { type Ratio, wholeRatio } from "../../base/ratio.ts";

export const unit = "count";

/** The number of merged outages that have any downtime in the period (20). */
export function compute({ count }: { readonly count: number }): Ratio {
  return wholeRatio(count);
}

export function expression({ count }: { readonly count: string }): string {
  return count;
}
