import { divide, type Ratio, wholeRatio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/** Downtime of the period over the number of its outages: MTTR (20). Nothing without an outage. */
export function compute({ bad, count }: Pick<FigureFacts, "bad" | "count">): Ratio | null {
  return count === 0 ? null : divide(bad, wholeRatio(count));
}

export function expression({ bad, count }: Pick<FigureTexts, "bad" | "count">): string {
  return `${bad} ÷ ${count}`;
}
