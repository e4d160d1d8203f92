import { exactText, multiply, type Ratio } from "../../../base/ratio.ts";
import type { WorthFacts } from "../../credit-worth.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "fraction" }>;

/** n/d of the credit's base; exact, so that 1/15 is not 6.67 %. */
export function worth({ value }: Terms, { base }: WorthFacts): Ratio {
  return multiply(base, value);
}

export const op = "times";

export function expression({ value }: Terms, { base }: WorthFacts): string {
  return `${exactText(base)} × ${value.numerator} ÷ ${value.denominator}`;
}

export function shown({ text }: Terms): string {
  return `${text} of the base`;
}
