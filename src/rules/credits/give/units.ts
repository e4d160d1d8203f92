import { multiply, type Ratio } from "../../../base/ratio.ts";
import type { WorthFacts } from "../../credit-worth.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "units" }>;

/** So many units of something that the contract names, or so many daily averages of it; no money. */
export function worth({ value, daily }: Terms, facts: WorthFacts): Ratio {
  return daily === undefined ? value : multiply(value, facts.daily(daily).value);
}

export const op = "times";

export function expression({ text, daily }: Terms, facts: WorthFacts): string {
  return daily === undefined ? text : `${facts.daily(daily).expression} × ${text}`;
}

export function shown({ text, unit, daily }: Terms): string {
  return `${text} ${unit}${daily === undefined ? "" : `, times the daily average of ${daily}`}`;
}
