import type { Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "ms";

/** The downtime of the period, as it counts: weighted, in whole units where these are agreed (20). */
export function compute({ bad }: Pick<FigureFacts, "bad">): Ratio {
  return bad;
}

export function expression({ bad }: Pick<FigureTexts, "bad">): string {
  return bad;
}
