import type { Ratio } from "../base/ratio.ts";
import type { StepOp } from "../model/step.ts";
import * as amount from "./credits/give/amount.ts";
import * as days from "./credits/give/days.ts";
import * as fraction from "./credits/give/fraction.ts";
import * as percent from "./credits/give/percent.ts";
import * as points from "./credits/give/points.ts";
import * as right from "./credits/give/right.ts";
import * as times from "./credits/give/times.ts";
import * as units from "./credits/give/units.ts";
import type { DailyUse } from "./daily-use.ts";
import type { GivePlan } from "./plan.ts";

/** What a gift is worth depends on. */
export interface WorthFacts {
  /** The credit's base in money; 0 where it has none. */
  readonly base: Ratio;
  /** Of the part: lost ms, where time is paid for. */
  readonly size: Ratio;
  /** The ms that the base pays for (31). */
  readonly timeMs: Ratio;
  /** How much of a fact there was in a day, on average. */
  readonly daily: (fact: string) => DailyUse;
}

interface Give<Terms> {
  readonly worth: (terms: Terms, facts: WorthFacts) => Ratio;
  readonly op: StepOp;
  readonly expression: (terms: Terms, facts: WorthFacts) => string;
  readonly shown: (terms: Terms) => string;
}

export const give = {
  percent,
  fraction,
  amount,
  times,
  days,
  points,
  units,
  right,
} as const satisfies {
  readonly [Key in GivePlan["kind"]]: Give<Extract<GivePlan, { kind: Key }>>;
};

/** What a gift is worth, by its kind. */
export function worthOf(terms: GivePlan, facts: WorthFacts): Ratio {
  return ruleOf(terms).worth(terms, facts);
}

/** How a worth stands in steps: the expression that leads to it. */
export function writtenWorth(
  terms: GivePlan,
  facts: WorthFacts,
): { readonly op: StepOp; readonly expression: string } {
  const { op, expression } = ruleOf(terms);
  return { op, expression: expression(terms, facts) };
}

/** The name of a gift in steps: "10 %". */
export function shownGift(terms: GivePlan): string {
  return ruleOf(terms).shown(terms);
}

function ruleOf(terms: GivePlan): Give<GivePlan> {
  // The table's type ties each kind to its own terms; here the kind is only known at run time.
  return give[terms.kind] as Give<GivePlan>;
}

/** What is counted apart from money: the name of its unit. Undefined for money. */
export function unitOf(terms: GivePlan): string | undefined {
  switch (terms.kind) {
    case "percent":
    case "fraction":
    case "amount":
    case "times":
      return undefined;
    case "days":
      return terms.ofBase ? undefined : "days";
    case "points":
      return "points";
    case "units":
      return terms.unit;
    case "right":
      return `right:${terms.right.what}`;
  }
}
