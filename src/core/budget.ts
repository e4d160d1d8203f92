import { divide, multiply, type Ratio, ratio, signOf, subtract } from "../base/ratio.ts";

export interface BudgetFacts {
  /** In percent. */
  readonly target: Ratio;
  readonly bad: Ratio;
  /** The denominator so far, more than 0, and that of the whole period. */
  readonly whole: Ratio;
  readonly fullWhole: Ratio;
}

export interface BudgetSums {
  readonly allowed: Ratio;
  /** Signed: what is left of it. */
  readonly left: Ratio;
  /** Undefined where nothing is allowed: a rate of nothing. */
  readonly burnRate: Ratio | undefined;
}

/** Allowed downtime = (1 − target) × denominator; burn rate = bad share ÷ allowed share (28). */
export function budgetOf({ target, bad, whole, fullWhole }: BudgetFacts): BudgetSums {
  const share = multiply(subtract(ratio(100n, 1n), target), ratio(1n, 100n));
  const allowed = multiply(share, fullWhole);
  return {
    allowed,
    left: subtract(allowed, bad),
    burnRate: signOf(share) === 0 ? undefined : divide(divide(bad, whole), share),
  };
}
