import type { Award } from "../../credit-award.ts";
import type { Part } from "../../credit-axis.ts";
import { rateAwards } from "../../credit-rate.ts";
import type { CreditPlan } from "../../plan.ts";

type Terms = Extract<CreditPlan["how"], { how: "rate" }>;

/** So much for each unit of the distance: "for each 30 minutes", "or part thereof", or in proportion. */
export function find({ rate }: Terms, part: Part): readonly Award[] {
  return rateAwards(rate, part, undefined);
}
