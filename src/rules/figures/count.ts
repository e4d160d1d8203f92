import { type Ratio, wholeRatio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "count";

/** The number of merged outages that have any downtime in the period (20). */
export function compute({ count }: Pick<FigureFacts, "count">): Ratio {
  return wholeRatio(count);
}

export function expression({ count }: Pick<FigureTexts, "count">): string {
  return count;
}
