import { ONE } from "../../../base/ratio.ts";
import type { Award } from "../../credit-award.ts";
import type { CreditPlan } from "../../plan.ts";

type Terms = Extract<CreditPlan["how"], { how: "flat" }>;

/** The same for each part: `on: each-miss, how: flat, give: { amount: "500.00" }`. */
export function find({ give }: Terms): readonly Award[] {
  return [{ give, row: "each", count: ONE }];
}
