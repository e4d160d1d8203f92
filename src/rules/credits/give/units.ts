import type { Ratio } from "../../../base/ratio.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "units" }>;

/** So many units of something that the contract names; no money. */
export function worth({ value }: Terms): Ratio {
  return value;
}

export const op = "times";

export function expression({ text }: Terms): string {
  return text;
}

export function shown({ text, unit }: Terms): string {
  return `${text} ${unit}`;
}
