import { divide, type Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/**
 * The mean: the sum of the counted cycles' times, or of the values, over their number (semantics 16,
 * 20).
 *
 * @param facts.whole More than 0: of none there is no mean, and nobody asks.
 */
export function compute({ bad, whole }: Pick<FigureFacts, "bad" | "whole">): Ratio {
  return divide(bad, whole);
}

export function expression({ bad, whole }: Pick<FigureTexts, "bad" | "whole">): string {
  return `${bad} ÷ ${whole}`;
}
