import type { Ratio, RoundingMode } from "../base/ratio.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Percentile } from "../core/percentile.ts";
import type { ClockTerms } from "../core/ticket-clock.ts";
import type { Tier } from "../core/tiers.ts";
import type { Cause } from "../model/records.ts";
import type { ClauseRef } from "../model/step.ts";
import type { CivilDate } from "../time/civil.ts";
import type { DurationMs, Instant } from "../time/instant.ts";
import type { PeriodKind } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** A contract read once: no text left to parse, names resolved. What the stages are given. */
export interface Plan {
  readonly id: string;
  readonly customer: string;
  readonly zone: Zone;
  readonly currency: { readonly code: string; readonly places: number };
  readonly settlement: PeriodKind;
  readonly effective: EffectiveSpan;
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly charges: ReadonlyMap<string, ChargePlan>;
  readonly bases: ReadonlyMap<string, BasePlan>;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly commitments: readonly CommitmentPlan[];
  readonly caps: readonly CapPlan[];
  readonly claim: ClaimPlan;
  readonly rounding: { readonly each: "line" | "statement"; readonly mode: RoundingMode };
  readonly clawBack: "none" | "allowed";
}

export interface EffectiveSpan {
  readonly from: CivilDate;
  readonly until: CivilDate | undefined;
  readonly start: Instant;
  readonly end: Instant;
}

export interface ServicePlan {
  readonly id: string;
  readonly charges: readonly ChargePlan[];
  /** Its declared parts. */
  readonly resources: ReadonlySet<string>;
}

export interface ChargePlan {
  readonly id: string;
  readonly service: string;
  readonly amount: Ratio;
  readonly months: number;
  readonly partialPeriod: "whole" | "by-time";
}

export interface BasePlan {
  readonly id: string;
  readonly clause: ClauseRef | undefined;
  readonly of: readonly string[] | "scope";
  readonly percent: Ratio | undefined;
}

export interface ExclusionPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly matches:
    | { readonly by: "kind"; readonly kind: "maintenance" | "emergency-maintenance" }
    | { readonly by: "cause"; readonly cause: Cause };
  readonly noticeMs: DurationMs | undefined;
  readonly quotaMs: DurationMs | undefined;
  readonly evidence: "required" | "not-required";
  readonly concurrent: "excluded" | "counts";
  readonly removes: "downtime" | "window";
}

export type Bound = {
  /** Of the target itself, where it names one. */
  readonly clause?: ClauseRef;
  readonly kind: "atLeast" | "moreThan" | "atMost" | "lessThan";
  readonly value: Ratio;
  readonly text: string;
};
export type Where = ReadonlyMap<string, ReadonlySet<string>>;

export interface OutagesPlan {
  readonly facts: "outages";
  readonly figure: "uptime-percent";
  readonly minimumMs: DurationMs;
  /** Undefined: every outage counts in full. */
  readonly weights: ReadonlyMap<string, Ratio> | undefined;
  readonly excludes: readonly ExclusionPlan[];
}

/** How many cycles may be late, where that is said as a number (16). */
export interface AttainmentPlan {
  /** Of so many counted cycles at most; undefined for any number. */
  readonly upTo: number | undefined;
  readonly atMostMisses: number;
}

/** So much of the target is used, in percent, or so little is left. */
export type RiskPlan = { readonly used: string } | { readonly leftMs: DurationMs };

export interface CyclesPlan {
  readonly facts: "cycles";
  readonly figure: "each" | "percent-within" | "mean" | "percentile";
  /** Of the figure percentile. */
  readonly percentile: Percentile | undefined;
  readonly clock: ClockTerms;
  readonly where: Where | undefined;
  /** What decides the period that a cycle counts in (16). */
  readonly countedIn: "opened" | "due" | "closed";
  readonly onEmpty: "not-measured" | "met";
  readonly attainment: AttainmentPlan | undefined;
  /** When a running clock is at risk (15); no amount depends on it. */
  readonly atRisk: readonly RiskPlan[];
  readonly rows: readonly { readonly clause: ClauseRef; readonly shown: string }[];
}

export interface CommitmentPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly index: number;
  /** Every service that it looks at. */
  readonly services: readonly string[];
  /** What is judged, one result each for every period. */
  readonly units: readonly ScopeUnit[];
  readonly period: PeriodKind;
  readonly measure: OutagesPlan | CyclesPlan;
  /** Bounds on the figure: of `targets`, or of `attainment`; none for `each`: no miss is allowed. */
  readonly bounds: readonly Bound[];
  readonly credits: readonly CreditPlan[];
}

export type GivePlan =
  | { readonly kind: "percent"; readonly value: Ratio; readonly text: string }
  | { readonly kind: "amount"; readonly value: Ratio; readonly text: string };

export interface CreditPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly on: "measured" | "each-miss";
  readonly when: "breached" | "always";
  readonly where: Where | undefined;
  readonly base: BasePlan | undefined;
  readonly how:
    | { readonly how: "flat"; readonly give: GivePlan }
    | {
        readonly how: "tiers";
        readonly tiers: readonly Tier<GivePlan | "nothing">[];
        readonly onGap: "refuse" | "none" | "next-row-down";
        /** Above every row lies the met region, unless the credit is for breaches alone. */
        readonly isAboveAllMet: boolean;
        readonly onOverlap: "refuse" | "larger" | "smaller" | "first";
      };
}

export interface CapPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly covers: ReadonlySet<string> | "all";
  readonly limit:
    | { readonly percent: Ratio; readonly text: string; readonly base: BasePlan }
    | { readonly amount: Ratio; readonly text: string };
}

export type ClaimPlan =
  | { readonly on: "automatic" }
  | {
      readonly on: "request";
      readonly days: number;
      readonly after: "settlement-end" | "period-end";
      readonly clause: ClauseRef | undefined;
      readonly evidence: readonly string[];
    };
