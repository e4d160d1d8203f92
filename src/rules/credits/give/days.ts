import { exactText, multiply, type Ratio } from "../../../base/ratio.ts";
import type { WorthFacts } from "../../credit-worth.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "days" }>;

/** So many average daily fees, of which the base is one (31); without a base days of service. */
export function worth({ value, ofBase }: Terms, { base }: WorthFacts): Ratio {
  return ofBase ? multiply(base, value) : value;
}

export const op = "times";

export function expression({ text, ofBase }: Terms, { base }: WorthFacts): string {
  return ofBase ? `${exactText(base)} × ${text}` : text;
}

export function shown({ text, ofBase }: Terms): string {
  return ofBase ? `${text} daily fees` : `${text} days of service`;
}
