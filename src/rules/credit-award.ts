import type { Ratio } from "../base/ratio.ts";
import type { GivePlan } from "./plan.ts";

/** What one part is given: a gift so many times, and the row or rate that says so. */
export interface Award {
  readonly give: GivePlan;
  readonly row: string;
  readonly count: Ratio;
  /** How a rate came to its count. */
  readonly blocks?: {
    readonly distance: string;
    readonly exact: string;
    readonly value: Ratio;
    readonly round: "up" | "down" | "exact";
  };
}
