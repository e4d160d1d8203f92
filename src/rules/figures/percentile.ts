import type { Ratio } from "../../base/ratio.ts";

export const unit = "ms";

/** The percentile of the times taken, which is looked up among them, not computed from a sum (16). */
export function compute({ bad }: { readonly bad: Ratio; readonly whole: Ratio }): Ratio | null {
  return bad;
}

export function expression({ bad }: { readonly bad: string; readonly whole: string }): string {
  return bad;
}
