import { divide, type Ratio, subtract, wholeRatio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/**
 * The measured time that was not down over the number of outages: MTBF by operating time, not from
 * start to start (20). Nothing without an outage.
 */
export function compute({
  bad,
  whole,
  count,
}: Pick<FigureFacts, "bad" | "whole" | "count">): Ratio | null {
  return count === 0 ? null : divide(subtract(whole, bad), wholeRatio(count));
}

export function expression({
  bad,
  whole,
  count,
}: Pick<FigureTexts, "bad" | "whole" | "count">): string {
  return `(${whole} − ${bad}) ÷ ${count}`;
}
