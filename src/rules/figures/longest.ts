import type { Ratio } from "../../base/ratio.ts";

export const unit = "ms";

/** The downtime of the merged outage that has the most of it in the period; 0 without any (20). */
export function compute({ longest }: { readonly longest: Ratio }): Ratio {
  return longest;
}

export function expression({ longest }: { readonly longest: string }): string {
  return longest;
}
