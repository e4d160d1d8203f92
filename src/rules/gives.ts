import type { CreditPlan, GivePlan } from "./plan.ts";

/** Everything that a schedule can give. */
export function givesOf(how: CreditPlan["how"]): readonly GivePlan[] {
  switch (how.how) {
    case "flat":
      return [how.give];
    case "rate":
      return [how.rate.give];
    case "tiers":
      return how.tiers.flatMap(({ give: { give, plus } }) => [
        ...(give === "nothing" ? [] : [give]),
        ...(plus === undefined ? [] : [plus.give]),
      ]);
  }
}
