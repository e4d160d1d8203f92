import type { Ratio } from "../../base/ratio.ts";
import type { Unit } from "../../model/verdict.ts";
import type { CyclesPlan, OutagesPlan } from "../plan.ts";
import * as each from "./each.ts";
import * as mean from "./mean.ts";
import * as percentWithin from "./percent-within.ts";
import * as percentile from "./percentile.ts";
import * as uptimePercent from "./uptime-percent.ts";

/** A figure made of what counted as bad and of how much; exact, and as an expression. */
export interface Figure {
  readonly unit: Unit;
  readonly compute: (facts: { readonly bad: Ratio; readonly whole: Ratio }) => Ratio | null;
  readonly expression: (facts: { readonly bad: string; readonly whole: string }) => string;
}

type Name = OutagesPlan["figure"] | CyclesPlan["figure"];

export const figures = {
  "uptime-percent": uptimePercent,
  each,
  "percent-within": percentWithin,
  mean,
  percentile,
} as const satisfies { readonly [Key in Name]: Figure };
