import type { Ratio } from "../../base/ratio.ts";
import type { Unit } from "../../model/verdict.ts";
import type { FigureFacts, FigureTexts } from "../figure-facts.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import type { CyclesPlan } from "../plan.ts";
import type { TallyPlan } from "../tally-plan.ts";
import * as count from "./count.ts";
import * as downtime from "./downtime.ts";
import * as downtimePercent from "./downtime-percent.ts";
import * as each from "./each.ts";
import * as longest from "./longest.ts";
import * as mean from "./mean.ts";
import * as meanBetweenStarts from "./mean-between-starts.ts";
import * as meanOfRatios from "./mean-of-ratios.ts";
import * as meanOperatingBetween from "./mean-operating-between.ts";
import * as meanScore from "./mean-score.ts";
import * as meanToRestore from "./mean-to-restore.ts";
import * as percentWithin from "./percent-within.ts";
import * as percentile from "./percentile.ts";
import * as ratio from "./ratio.ts";
import * as uptimePercent from "./uptime-percent.ts";

/** A figure made of such facts; exact, and as an expression. */
export interface Figure {
  readonly unit: Unit;
  readonly compute: (facts: FigureFacts) => Ratio | null;
  readonly expression: (facts: FigureTexts) => string;
}

type Name = OutagesPlan["figure"] | TallyPlan["figure"] | CyclesPlan["figure"];

export const figures = {
  "uptime-percent": uptimePercent,
  "downtime-percent": downtimePercent,
  downtime,
  longest,
  count,
  "mean-to-restore": meanToRestore,
  "mean-operating-between": meanOperatingBetween,
  "mean-between-starts": meanBetweenStarts,
  each,
  "percent-within": percentWithin,
  mean,
  percentile,
  ratio,
  "mean-of-ratios": meanOfRatios,
  "mean-score": meanScore,
} as const satisfies { readonly [Key in Name]: Figure };
