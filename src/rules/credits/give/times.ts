import { divide, exactText, multiply, type Ratio } from "../../../base/ratio.ts";
import type { WorthFacts } from "../../credit-worth.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "times" }>;

/** So many times the fee of the lost time: base × lost ms ÷ the ms that the base pays for (31). */
export function worth({ value }: Terms, { base, size, timeMs }: WorthFacts): Ratio {
  return multiply(divide(multiply(base, size), timeMs), value);
}

export const op = "times";

export function expression({ text }: Terms, { base, size, timeMs }: WorthFacts): string {
  return `${exactText(base)} × ${exactText(size)} ÷ ${exactText(timeMs)} × ${text}`;
}

export function shown({ text }: Terms): string {
  return `${text} times the fee of the lost time`;
}
