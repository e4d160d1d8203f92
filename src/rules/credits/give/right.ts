import type { Ratio } from "../../../base/ratio.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "right" }>;

/** A right, once for each part; no money (36). */
export function worth({ value }: Terms): Ratio {
  return value;
}

export const op = "times";

export function expression({ text }: Terms): string {
  return text;
}

export function shown({ right }: Terms): string {
  return `the right: ${right.what}`;
}
