import {
  add,
  divide,
  exactText,
  HUNDRED,
  multiply,
  ONE,
  type Ratio,
  ratio,
  ZERO,
} from "../base/ratio.ts";
import type { Step } from "../model/step.ts";
import { monthsIn, type Period } from "../time/period.ts";
import type { BasePlan, ChargePlan, Plan } from "./plan.ts";

const CHARGES_LISTED_MAX = 4;

/** A base in money: the sum, the charges behind it with their share of it, and how it was made. */
export interface BaseAmount {
  readonly amount: Ratio;
  readonly shares: readonly { readonly charge: string; readonly amount: Ratio }[];
  readonly steps: readonly Step[];
  /** Charges that were taken whole though the period is covered in part (5). */
  readonly wholeOfPart: readonly string[];
}

export interface BaseFacts {
  readonly period: Period;
  /** The services of the scope that is judged. */
  readonly services: readonly string[];
  /** Covered ms of the period over all of it; 1 for a whole period (5). */
  readonly covered: Ratio;
}

/** The named sum over one period (semantics 31): exact, never rounded by itself. */
export function baseAmount(
  base: BasePlan,
  facts: BaseFacts,
  plan: Plan,
  clause: string,
): BaseAmount {
  const own = leavesOf(base, facts, plan).map((leaf) => ({ leaf, ...chargeIn(leaf, facts) }));
  const sum = own.reduce((total, { amount }) => add(total, amount), ZERO);
  const where = base.clause ?? clause;
  const isListed = own.length <= CHARGES_LISTED_MAX;
  const steps: Step[] = isListed
    ? own.map(({ expression, amount }) => ({
        op: "charge",
        clause: where,
        in: expression,
        out: exactText(amount),
      }))
    : [];
  const terms = isListed ? own.map(({ amount }) => exactText(amount)).join(" + ") : exactText(sum);
  return {
    amount: sum,
    shares: sharesOf(own.map(({ leaf, amount }) => ({ charge: leaf.charge.id, amount }))),
    steps: [
      ...steps,
      { op: "base", clause: where, in: terms === "" ? "0" : terms, out: exactText(sum) },
    ],
    wholeOfPart: isOne(facts.covered)
      ? []
      : own
          .filter(({ leaf }) => leaf.charge.partialPeriod === "whole")
          .map(({ leaf }) => leaf.charge.id),
  };
}

/** A charge that a base reaches on several ways is booked once, with all that it brings. */
function sharesOf(shares: BaseAmount["shares"]): BaseAmount["shares"] {
  const byCharge = new Map<string, Ratio>();
  for (const { charge, amount } of shares)
    byCharge.set(charge, add(byCharge.get(charge) ?? ZERO, amount));
  return [...byCharge].map(([charge, amount]) => ({ charge, amount }));
}

/** A charge at the bottom of a base, with the percentages on the way down to it. */
interface Leaf {
  readonly charge: ChargePlan;
  readonly percents: readonly Ratio[];
}

function chargeIn(
  { charge, percents }: Leaf,
  { period, covered }: BaseFacts,
): { readonly amount: Ratio; readonly expression: string } {
  const count = monthsIn(period.kind) ?? 0;
  const share = ratio(BigInt(count), BigInt(charge.months));
  const part = charge.partialPeriod === "by-time" ? covered : ONE;
  const expression = [
    exactText(charge.amount),
    count === 1 ? "" : ` × ${count}`,
    charge.months === 1 ? "" : ` ÷ ${charge.months}`,
    isOne(part) ? "" : ` × ${part.numerator} ÷ ${part.denominator}`,
    ...percents.map((percent) => ` × ${exactText(percent)} ÷ 100`),
  ].join("");
  const whole = multiply(multiply(charge.amount, share), part);
  return {
    amount: percents.reduce((amount, percent) => divide(multiply(amount, percent), HUNDRED), whole),
    expression,
  };
}

function leavesOf(base: BasePlan, facts: BaseFacts, plan: Plan): readonly Leaf[] {
  const percents = base.percent === undefined ? [] : [base.percent];
  const wrap = (leaves: readonly Leaf[]) =>
    leaves.map((leaf) => ({ ...leaf, percents: [...leaf.percents, ...percents] }));
  if (base.of === "scope") {
    return wrap(
      facts.services
        .flatMap((name) => plan.services.get(name)?.charges ?? [])
        .map((charge) => ({ charge, percents: [] })),
    );
  }
  return wrap(
    base.of.flatMap((name): readonly Leaf[] => {
      const inner = plan.bases.get(name);
      const charge = plan.charges.get(name);
      if (charge !== undefined) return [{ charge, percents: [] }];
      return inner === undefined ? [] : leavesOf(inner, facts, plan);
    }),
  );
}

function isOne({ numerator, denominator }: Ratio): boolean {
  return numerator === denominator;
}
