import type { Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "count";

/** The number of cycles that missed their target; none may (semantics 16). */
export function compute({ bad }: Pick<FigureFacts, "bad">): Ratio | null {
  return bad;
}

export function expression({ bad }: Pick<FigureTexts, "bad">): string {
  return bad;
}
