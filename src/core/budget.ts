import { divide, multiply, type Ratio, ratio, signOf, subtract } from "../base/ratio.ts";

export interface BudgetFacts {
  /** In percent of the denominator: what the target allows, and what the figure lacks of 100 % up. */
  readonly allowedPercent: Ratio;
  readonly downPercent: Ratio;
  readonly bad: Ratio;
  /** The denominator of the whole period. */
  readonly fullWhole: Ratio;
}

export interface BudgetSums {
  readonly allowed: Ratio;
  /** Signed: what is left of it. */
  readonly left: Ratio;
  /** Undefined where nothing is allowed: a rate of nothing. */
  readonly burnRate: Ratio | undefined;
}

/**
 * Allowed downtime = allowed share × denominator; burn rate = bad share ÷ allowed share (28). The bad
 * share is that of the figure which is judged, so that a rate above 1 is a breach.
 */
export function budgetOf({ allowedPercent, downPercent, bad, fullWhole }: BudgetFacts): BudgetSums {
  const allowed = multiply(multiply(allowedPercent, ratio(1n, 100n)), fullWhole);
  return {
    allowed,
    left: subtract(allowed, bad),
    burnRate: signOf(allowedPercent) === 0 ? undefined : divide(downPercent, allowedPercent),
  };
}
