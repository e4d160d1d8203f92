import type { Ratio } from "../../../base/ratio.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "points" }>;

/** Service points, which the contract may turn into money for all commitments together (30). */
export function worth({ value }: Terms): Ratio {
  return value;
}

export const op = "times";

export function expression({ text }: Terms): string {
  return text;
}

export function shown({ text }: Terms): string {
  return `${text} points`;
}
