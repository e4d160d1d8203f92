import { divide, exactText, HUNDRED, multiply, type Ratio, ZERO } from "../../../base/ratio.ts";
import type { GivePlan } from "../../plan.ts";

type Terms = Extract<GivePlan, { kind: "percent" }>;

/** A percentage of the credit's base; exact. */
export function worth({ value }: Terms, base: Ratio | undefined): Ratio {
  return divide(multiply(base ?? ZERO, value), HUNDRED);
}

export const op = "percent";

export function expression({ text }: Terms, base: Ratio | undefined): string {
  return `${exactText(base ?? ZERO)} × ${text} ÷ 100`;
}

export function shown({ text }: Terms): string {
  return `${text} %`;
}
