import type { Ratio } from "../../base/ratio.ts";

export const unit = "count";

/** The number of cycles that missed their target; none may (semantics 16). */
export function compute({ bad }: { readonly bad: Ratio; readonly whole: Ratio }): Ratio | null {
  return bad;
}

export function expression({ bad }: { readonly bad: string; readonly whole: string }): string {
  return bad;
}
