import {
  divide,
  exactText,
  floorTo,
  HUNDRED,
  minorUnits,
  multiply,
  signOf,
  unitsText,
} from "../base/ratio.ts";
import type { Step } from "../model/step.ts";
import { type BaseFacts, baseAmount } from "./base-amount.ts";
import type { baseIssues } from "./base-issues.ts";
import type { MoneyLimitPlan, Plan } from "./plan.ts";

/** Every cap is rounded down to minor units before use (32): no rounding can lead above it. */
export function limitOf(
  { limit, clause }: { readonly limit: MoneyLimitPlan; readonly clause: string },
  plan: Plan,
  settlement: BaseFacts,
): {
  readonly limit: bigint;
  readonly steps: readonly Step[];
  readonly lacks: Parameters<typeof baseIssues>[1];
} {
  const { places } = plan.currency;
  if ("amount" in limit) {
    const units = minorUnits(floorTo(limit.amount, places), places);
    return {
      limit: units,
      steps: [{ op: "cap", clause, in: limit.text, out: unitsText(units, places) }],
      lacks: { missing: [], negative: [] },
    };
  }
  const base = baseAmount(limit.base, settlement, plan, clause);
  const text = `${exactText(base.amount)} × ${limit.text}`;
  const isShare = "percent" in limit;
  const exact = isShare
    ? divide(multiply(base.amount, limit.percent), HUNDRED)
    : multiply(base.amount, limit.dailyFees);
  const isNegative = signOf(base.amount) < 0;
  const units = isNegative ? 0n : minorUnits(floorTo(exact, places), places);
  return {
    limit: units,
    lacks: { missing: base.missing, negative: isNegative ? [exactText(base.amount)] : [] },
    steps: [
      ...base.steps,
      {
        op: isShare ? "percent" : "times",
        clause,
        in: isShare ? `${text} ÷ 100` : text,
        out: exactText(exact),
      },
      {
        op: isNegative ? "cap" : "round",
        clause,
        in: exactText(exact),
        out: unitsText(units, places),
      },
    ],
  };
}
