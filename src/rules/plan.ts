import type { Ratio, RoundingMode } from "../base/ratio.ts";
import type { Calendar } from "../core/calendar.ts";
import type { DutyTerms } from "../core/duty.ts";
import type { Removes } from "../core/exclude.ts";
import type { Percentile } from "../core/percentile.ts";
import type { Quota } from "../core/quota.ts";
import type { ClockTerms } from "../core/ticket-clock.ts";
import type { Tier } from "../core/tiers.ts";
import type { Cause } from "../model/records.ts";
import type { SampleState } from "../model/series.ts";
import type { LinePayout } from "../model/statement.ts";
import type { ClauseRef } from "../model/step.ts";
import type { CivilDate } from "../time/civil.ts";
import type { DurationMs, Instant } from "../time/instant.ts";
import type { IntervalSet } from "../time/interval-set.ts";
import type { CyclicPeriod, PeriodKind } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { ClaimPlan } from "./claim-plan.ts";
import type { NotEligible } from "./eligible.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import type { CalculatedToPlan, TallyPlan, ValuesPlan } from "./tally-plan.ts";
import type { InForce } from "./versions.ts";
import type { WaitPlan } from "./wait.ts";

// Long because: the types of a contract that was read stand on one page.

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
  /** Names of facts whose daily average a credit gives (30). */
  readonly averaged: ReadonlySet<string>;
  readonly stacking: readonly StackingPlan[];
  readonly points: PointsPlan | undefined;
  readonly caps: readonly CapPlan[];
  /** Of each commitment: its own, or the contract's. */
  readonly claims: ReadonlyMap<string, ClaimPlan>;
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
  /** When it was in use; undefined: always (5). */
  readonly active: IntervalSet | undefined;
  readonly charges: readonly ChargePlan[];
  /** Its declared parts; of a service that is judged for each customer those that records name. */
  readonly resources: ReadonlySet<string>;
  /** Whether its parts are customers (21). */
  readonly hasCustomers: boolean;
  /** What its source's names of states mean; undefined: the names are the states (17). */
  readonly states: ReadonlyMap<string, SampleState> | undefined;
  /** Before the first record, where that does not say what it left. */
  readonly initialState: SampleState | undefined;
}

export interface ChargePlan {
  readonly id: string;
  readonly service: string;
  /** Undefined: it stands in charge records. */
  readonly amount: Ratio | undefined;
  /** Months that the amount is for, or each elapsed hour. */
  readonly per: number | "hour";
  readonly kind: "recurring" | "usage" | "one-off";
  readonly paidWith: "money" | "voucher";
  readonly partialPeriod: "whole" | "by-time";
}

/** Of which time a sum is taken (31). */
export type TakenPlan =
  | "this-period"
  | "prior-period"
  | "annual"
  | "annual/12"
  | "term"
  | "term/months"
  | "per-unit"
  | { readonly trailingDays: number; readonly before: "incident" | "claim" | "period-end" }
  /** One day's fee: this period's over so many days. */
  | { readonly averageDays: "30" | "days-in-period" | "days-in-month" };

export interface BasePlan {
  readonly id: string;
  readonly clause: ClauseRef | undefined;
  readonly of: readonly string[] | "scope";
  readonly percent: Ratio | undefined;
  readonly taken: TakenPlan;
  readonly without: ReadonlySet<"one-off" | "usage" | "voucher">;
  /** For `give: times`. */
  readonly timeValue: TimeValue;
}

export interface ExclusionPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly matches:
    | { readonly by: "kind"; readonly kind: "maintenance" | "emergency-maintenance" }
    | { readonly by: "cause"; readonly cause: Cause }
    | { readonly by: "tag"; readonly tag: string };
  readonly notice: NoticePlan | undefined;
  /** Only inside the hours of this calendar. */
  readonly inside: Calendar | undefined;
  readonly quota: QuotaPlan | undefined;
  readonly maximum:
    | { readonly lengthMs: DurationMs; readonly beyond: "counts" | "all-counts" }
    | undefined;
  /** A list: evidence of each of these kinds. */
  readonly evidence: "required" | "not-required" | readonly string[];
  readonly approval: "required" | "not-required";
  readonly concurrent: "excluded" | "counts";
  readonly removes: Removes;
}

/** How long before its start work must have been announced (23). */
export type NoticePlan =
  | { readonly kind: "elapsed"; readonly ms: DurationMs }
  | { readonly kind: "days"; readonly n: number; readonly zone: Zone }
  | {
      readonly kind: "business-days";
      readonly n: number;
      readonly calendar: Calendar;
      readonly outsideHours: "move" | "keep" | "roll";
      readonly countStartDay: boolean;
    };

/** Most that a rule may take in a period of the quota's own, with those that share it (23). */
export interface QuotaPlan {
  /** The rule that it stands at: others that share it draw on the same. */
  readonly pool: string;
  readonly most: Quota["most"];
  readonly per: PeriodKind;
  readonly zone: Zone;
}

export type Bound = {
  /** Of the target itself, where it names one. */
  readonly clause?: ClauseRef;
  readonly kind: "atLeast" | "moreThan" | "atMost" | "lessThan";
  readonly value: Ratio;
  readonly text: string;
};
export type Where = ReadonlyMap<string, ReadonlySet<string>>;

/** How many cycles may be late, where that is said as a number (16). */
export interface AttainmentPlan {
  /** Of so many counted cycles at most; undefined for any number. */
  readonly upTo: number | undefined;
  readonly atMostMisses: number;
}

/** So much of the target is used, in percent, or so little is left. */
export type RiskPlan = { readonly used: string } | { readonly leftMs: DurationMs };

/** One clock and its rows in words. */
export type ClockPart = {
  /** Its name among several that are counted together; undefined of one alone. */
  readonly pooledAs: string | undefined;
  readonly rows: readonly { readonly clause: ClauseRef; readonly shown: string }[];
} & (
  | { readonly of: "tickets"; readonly clock: ClockTerms }
  | { readonly of: "facts"; readonly duty: DutyTerms }
);

export interface CyclesPlan {
  readonly facts: "cycles";
  readonly figure: "each" | "percent-within" | "mean" | "percentile";
  /** Of the figure percentile. */
  readonly percentile: Percentile | undefined;
  /** The clock, and those that are counted together with it (16). */
  readonly parts: readonly [ClockPart, ...ClockPart[]];
  readonly where: Where | undefined;
  /** What decides the period that a cycle counts in (16). */
  readonly countedIn: "opened" | "due" | "closed";
  readonly onEmpty: "not-measured" | "met";
  readonly calculatedTo: CalculatedToPlan | undefined;
  readonly attainment: AttainmentPlan | undefined;
  /** When a running clock is at risk (15); no amount depends on it. */
  readonly atRisk: readonly RiskPlan[];
}

/** Periods that records decide (4). */
export type RecordPeriod =
  | "event"
  | {
      readonly rolling: {
        readonly days: number;
        readonly until: "claim" | "incident" | "day-before-incident";
      };
    };

export interface CommitmentPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly index: number;
  /** Every service that it looks at. */
  readonly services: readonly string[];
  /** What is judged, one result each for every period. */
  readonly units: readonly ScopeUnit[];
  /** The service whose customers are judged, each by itself; the records say which they are. */
  readonly customersOf: string | undefined;
  readonly period: PeriodKind;
  /** Its own dates, and the versions that it is one of (37). */
  readonly inForce: InForce;
  /** Set where records decide the periods; `period` is then the settlement's. */
  readonly ofRecords: RecordPeriod | undefined;
  readonly measure: OutagesPlan | TallyPlan | ValuesPlan | CyclesPlan;
  /** So many earlier periods make a mean with each; undefined: each is judged alone (20). */
  readonly earlierPeriods: number | undefined;
  /** Bounds on the figure: of `targets`, or of `attainment`; none for `each`: no miss is allowed. */
  readonly bounds: readonly Bound[];
  /** Whose customers may not have its credits; undefined where all may (31). */
  readonly notEligible: NotEligible | undefined;
  readonly credits: readonly CreditPlan[];
}

/** A right that a failure gives, without money (36). */
export interface RightPlan {
  readonly what: "terminate" | "meeting" | "step-in" | "root-cause-analysis" | "other";
  readonly holder: "customer" | "provider";
  readonly text: string | undefined;
  /** How long after the period it may be used; undefined: nobody said. */
  readonly within: WaitPlan | undefined;
}

/** What is given: of money, or of anything else that is counted (30). */
export type GivePlan =
  | { readonly kind: "percent"; readonly value: Ratio; readonly text: string }
  | { readonly kind: "fraction"; readonly value: Ratio; readonly text: string }
  | { readonly kind: "amount"; readonly value: Ratio; readonly text: string }
  /** So many times the fee of the time that was lost. */
  | { readonly kind: "times"; readonly value: Ratio; readonly text: string }
  /** With a base so many average daily fees, which are money; else days of service, which are not. */
  | {
      readonly kind: "days";
      readonly value: Ratio;
      readonly text: string;
      readonly ofBase: boolean;
    }
  | { readonly kind: "points"; readonly value: Ratio; readonly text: string }
  | {
      readonly kind: "units";
      readonly value: Ratio;
      readonly text: string;
      readonly unit: string;
      /** The count is in daily averages of this fact; undefined: in single units. */
      readonly daily: string | undefined;
    }
  | {
      readonly kind: "right";
      readonly value: Ratio;
      readonly text: string;
      readonly right: RightPlan;
    };

/** So much for each unit of the distance from a reference (30). */
export interface RatePlan {
  /** A unit of the axis, or the local dates of a zone. */
  readonly per: Ratio | { readonly datesOf: Zone };
  readonly perText: string;
  readonly round: "up" | "down" | "exact";
  /** `tier`: the bound of the row, on its better side. */
  readonly from: Ratio | "tier";
  /** `down`: a smaller figure is worse, so that the distance is the reference less the figure. */
  readonly worse: "down" | "up";
  readonly give: GivePlan;
}

export interface TierGive {
  readonly give: GivePlan | "nothing";
  /** On top of the row's give. */
  readonly plus: RatePlan | undefined;
}

export type OnName =
  | "measured"
  | "below-target"
  | "bad"
  | "bad-beyond-target"
  | "each-miss"
  | "nth-miss"
  | "misses"
  | "nthFailedPeriod";

/** Most that something may yield: a share of a base, daily fees of one, or an amount (32). */
export type MoneyLimitPlan =
  | { readonly percent: Ratio; readonly text: string; readonly base: BasePlan }
  | { readonly dailyFees: Ratio; readonly text: string; readonly base: BasePlan }
  | { readonly amount: Ratio; readonly text: string };

/** In money, or in days of service, which are none. */
export type LimitPlan = MoneyLimitPlan | { readonly serviceDays: Ratio; readonly text: string };

/** What the fee of the lost time is divided by (31). */
export type TimeValue =
  | { readonly of: "elapsed-period" | "scheduled-time" | "days-in-month" }
  | { readonly of: "fixed"; readonly ms: number };

/** Which of several credits are paid (32). */
export interface StackingPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly among: ReadonlySet<string>;
  readonly pays: "sum" | "largest" | "customer-elects" | "highest-per-event" | "root-cause-only";
}

/** Least that is paid (32). */
export interface MinimumPlan {
  readonly payout: Ratio;
  readonly text: string;
  readonly reached: "at-least" | "more-than";
  readonly of: "exact" | "rounded";
  /** What becomes of less: it is lost, or waits for more of the same credit. */
  readonly under: "lost" | "deferred";
}

/** By which later periods a credit is given back (30). */
export interface EarnBackPlan {
  /** A figure worse than this is not earned back. */
  readonly floor: Ratio;
  /** So many periods after it, each at this or better, and on average at the mean or better. */
  readonly periods: number;
  readonly level: Ratio;
  readonly levelText: string;
  readonly mean: Ratio | undefined;
  /** 1: a larger figure is better; -1: a smaller one. */
  readonly better: 1 | -1;
}

/** One limb of a chronic failure (36). */
export type LimbPlan = {
  /** The periods that fail; undefined: those that miss the commitment's target. */
  readonly failing: Bound | undefined;
  readonly onlyClaimed: boolean;
} & (
  | { readonly limb: "consecutive"; readonly n: number }
  | { readonly limb: "missed"; readonly n: number; readonly of: number }
  /** In a longer period, up to the judged one; undefined: in the judged one. */
  | { readonly limb: "events"; readonly n: number; readonly per: CyclicPeriod | undefined }
  | { readonly limb: "extreme" }
);

export interface CreditPlan {
  readonly id: string;
  readonly clause: ClauseRef;
  readonly on: OnName;
  /** Of the last so many periods, for the n-th failed one. */
  readonly among: number | undefined;
  readonly when: "breached" | "always" | readonly LimbPlan[];
  readonly where: Where | undefined;
  readonly base: BasePlan | undefined;
  /** What a shortfall is counted from: the first bound on the figure. */
  readonly bound: Bound | undefined;
  readonly how:
    | { readonly how: "flat"; readonly give: GivePlan }
    | {
        readonly how: "tiers";
        readonly tiers: readonly Tier<TierGive>[];
        readonly onGap: "refuse" | "none" | "next-row-down";
        /** Above every row lies the met region, unless the credit is for breaches alone. */
        readonly isAboveAllMet: boolean;
        readonly onOverlap: "refuse" | "larger" | "smaller" | "first";
      }
    | { readonly how: "rate"; readonly rate: RatePlan };
  readonly minimum: MinimumPlan | undefined;
  readonly earnBack: EarnBackPlan | undefined;
  /** Carried through to the statement (30). */
  readonly payout: LinePayout | undefined;
  readonly limits: {
    readonly incident: LimitPlan | undefined;
    readonly day: LimitPlan | undefined;
    readonly line: LimitPlan | undefined;
  };
}

/** How points become money (30). */
export interface PointsPlan {
  /** So many times as many for a failure that is the n-th in a row. */
  readonly repeat:
    | { readonly consecutive: number; readonly times: Ratio; readonly text: string }
    | undefined;
  /** A schedule over the sum of the points of a settlement period. */
  readonly credit: CreditPlan;
}

/** Settlement periods in a row that a cap takes together, this one and so many before it. */
export interface AnyPeriods {
  readonly before: number;
}

export interface CapPlan {
  /** Undefined: the settlement period; a longer one counts what was issued in it before (32). */
  readonly per: CyclicPeriod | "term" | AnyPeriods | undefined;
  readonly id: string;
  readonly clause: ClauseRef;
  readonly covers: ReadonlySet<string> | "all";
  readonly limit: LimitPlan;
  readonly excess: "lost" | "carried";
}
