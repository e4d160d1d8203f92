import type { Ratio } from "../base/ratio.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Counting } from "../core/counting.ts";
import type { Minimum } from "../core/runs.ts";
import type { Cause } from "../model/records.ts";
import type { outageFigures } from "../schema/measures.ts";
import type { ExclusionPlan } from "./plan.ts";
import type { SourcePlan } from "./source-plan.ts";
import type { CalculatedToPlan } from "./tally-plan.ts";
import type { WaitPlan } from "./wait.ts";

/** The names that the grammar has; the table of figures is compared with them. */
export type OutageFigure = (typeof outageFigures)[number];

/** The measure `outages`, read once (17 to 22). */
export interface OutagesPlan {
  readonly facts: "outages";
  readonly figure: OutageFigure;
  /** Of each key one of the values; undefined: every outage is counted. */
  readonly countOnly: CountOnlyPlan | undefined;
  /** Whether a credit selects outages by what their records say. */
  readonly selects: boolean;
  readonly minimum: Minimum;
  readonly mergeGapMs: number;
  /** Undefined: every outage counts in full. */
  readonly weights: ReadonlyMap<string, Ratio> | undefined;
  readonly recordedShare: "ignored" | "weighs";
  readonly overlap: "largest" | "sum";
  /** Undefined: exact. */
  readonly counting: Counting | undefined;
  /** When the outage's clock starts and ends (22). */
  readonly clock: OutageClockPlan;
  /** Undefined: around the clock. */
  readonly hours: Calendar | undefined;
  readonly denominator: DenominatorPlan;
  readonly partialPeriod: PartialPeriod;
  readonly unknown: "left-out" | "up" | "down" | { readonly carryMs: number };
  /** What makes outages beside outage records. */
  readonly source: SourcePlan;
  /** Percent of the agreed time that must be known. */
  readonly minCoverage: { readonly value: Ratio; readonly text: string } | undefined;
  readonly excludes: readonly ExclusionPlan[];
  readonly calculatedTo: CalculatedToPlan | undefined;
  /** Options that were left out and decide something where they apply. */
  readonly unsaid: ReadonlySet<"alignment" | "falseRestoration">;
}

export type PartialPeriod =
  | "clip"
  | "whole-denominator"
  | "not-a-period"
  | "undeployed-is-available"
  | "outages-while-active"
  | "from-first-full";

/** How long the period is taken to be (4). */
export type DenominatorPlan =
  | { readonly by: "elapsed" }
  | { readonly by: "active" }
  /** The time in which at least so many members of the scope are in use. */
  | { readonly by: "at-least-active"; readonly n: number }
  | { readonly by: "days-x-1440" }
  | { readonly by: "fixed"; readonly ms: number }
  | { readonly by: "deemed-days"; readonly days: number }
  /** Deemed ms of a calendar month of 28, 29, 30 and 31 days. */
  | { readonly by: "deemed-months"; readonly ms: ReadonlyMap<number, number> }
  | { readonly by: "users"; readonly fact: string };

export interface CountOnlyPlan {
  readonly cause: ReadonlySet<Cause> | undefined;
  readonly impact: ReadonlySet<string> | undefined;
  readonly tag: ReadonlySet<string> | undefined;
  readonly resource: ReadonlySet<string> | undefined;
}

export type Edge = "impact" | "detection" | "report" | "ticket-opened";

export interface OutageClockPlan {
  /** The earliest or the latest of the edges; of one it is the same. */
  readonly starts: { readonly of: readonly Edge[]; readonly take: "earlier" | "later" };
  readonly ends: "restored" | "notified" | "ticket-closed";
  readonly latestReport:
    | { readonly within: WaitPlan; readonly after: "outage-start" | "outage-end" }
    | undefined;
  readonly falseRestoration: "left-out" | "counted";
}
