import { divide, type Ratio, wholeRatio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/**
 * The time from the first start of an outage in the period to the last, over the steps between them:
 * MTBF from start to start, repair included (20). Nothing with fewer than two starts.
 */
export function compute({
  starts,
  betweenMs,
}: Pick<FigureFacts, "starts" | "betweenMs">): Ratio | null {
  return starts < 2 ? null : divide(wholeRatio(betweenMs), wholeRatio(starts - 1));
}

export function expression({
  starts,
  betweenMs,
}: Pick<FigureTexts, "starts" | "betweenMs">): string {
  return `${betweenMs} ÷ (${starts} − 1)`;
}
