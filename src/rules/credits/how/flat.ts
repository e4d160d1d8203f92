import type { CreditPlan } from "../../plan.ts";
import type { Found } from "../index.ts";

type Terms = Extract<CreditPlan["how"], { how: "flat" }>;

/** The same for each part: `on: each-miss, how: flat, give: { amount: "500.00" }`. */
export function find({ give }: Terms): Found {
  return { give, row: "each" };
}
