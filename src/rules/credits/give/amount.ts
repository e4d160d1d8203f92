import type { Ratio } from "../../../base/ratio.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "amount" }>;

/** A sum of money, in the currency of the contract. */
export function worth({ value }: Terms): Ratio {
  return value;
}

export const op = "times";

export function expression({ text }: Terms): string {
  return text;
}

export function shown({ text }: Terms): string {
  return text;
}
