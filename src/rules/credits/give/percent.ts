import { divide, exactText, HUNDRED, multiply, type Ratio } from "../../../base/ratio.ts";
import type { WorthFacts } from "../../credit-worth.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "percent" }>;

/** A percentage of the credit's base; exact. */
export function worth({ value }: Terms, { base }: WorthFacts): Ratio {
  return divide(multiply(base, value), HUNDRED);
}

export const op = "percent";

export function expression({ text }: Terms, { base }: WorthFacts): string {
  return `${exactText(base)} × ${text} ÷ 100`;
}

export function shown({ text }: Terms): string {
  return `${text} %`;
}
