import type { Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/** The percentile of the times taken, which is looked up among them, not computed from a sum (16). */
export function compute({ bad }: Pick<FigureFacts, "bad">): Ratio | null {
  return bad;
}

export function expression({ bad }: Pick<FigureTexts, "bad">): string {
  return bad;
}
