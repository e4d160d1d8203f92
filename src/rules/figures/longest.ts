import type { Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/** The downtime of the merged outage that has the most of it in the period; 0 without any (20). */
export function compute({ longest }: Pick<FigureFacts, "longest">): Ratio {
  return longest;
}

export function expression({ longest }: Pick<FigureTexts, "longest">): string {
  return longest;
}
