import type { Ratio } from "../../base/ratio.ts";

export const unit = "ms";

/** The downtime of the period, as it counts: weighted, in whole units where these are agreed (20). */
export function compute({ bad }: { readonly bad: Ratio }): Ratio {
  return bad;
}

export function expression({ bad }: { readonly bad: string }): string {
  return bad;
}
