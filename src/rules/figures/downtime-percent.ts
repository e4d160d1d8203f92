import { divide, HUNDRED, multiply, type Ratio } from "../../base/ratio.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";

export const unit = "percent";

/** The share of the measured time that was down, in percent: "at most 0.1 % of the month" (20). */
export function compute({ bad, whole }: Pick<FigureFacts, "bad" | "whole">): Ratio {
  return divide(multiply(bad, HUNDRED), whole);
}

export function expression({ bad, whole }: Pick<FigureTexts, "bad" | "whole">): string {
  return `${bad} × 100 ÷ ${whole}`;
}
