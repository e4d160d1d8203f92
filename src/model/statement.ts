import type { JsonValue } from "../base/canonical-json.ts";
import type { ClauseRef, Step } from "./step.ts";
import type { Unit, Verdict, WhyNot } from "./verdict.ts";

// Long because: the format of a statement is read as one page, beside docs/statement.md.

/**
 * statement/1: plain JSON. Instants are RFC 3339 in UTC; amounts, milliseconds of ledgers and exact
 * figures are strings; `minor` is a whole number of minor units.
 */
export interface Statement {
  readonly makegood: "statement/1";
  /** Raised with every change to a computed amount (changelog, "Figures"). */
  readonly figures: number;
  readonly key: StatementKey;
  /** 0 for the first issue of a period; a revision holds differences only (38). */
  readonly revision: number;
  readonly asOf: string;
  readonly state: "final" | "provisional";
  readonly blockedBy: readonly Blocker[];
  readonly results: readonly StatementResult[];
  readonly lines: readonly Line[];
  readonly caps: readonly CapUse[];
  readonly totals: Totals;
  readonly evidence: Evidence;
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly Warning[];
  readonly manifest: Manifest;
  readonly terms: { readonly hash: string; readonly contract: JsonValue };
  readonly hashes: { readonly input: string; readonly result: string };
  /** Outside the hash of the result: everything else is the same bytes on any machine (39). */
  readonly producedBy: Readonly<Record<string, string>>;
}

export interface StatementKey {
  readonly contract: string;
  readonly period: PeriodRef;
  readonly currency: string;
}

export interface PeriodRef {
  readonly label: string;
  readonly from: string;
  readonly until: string;
  readonly zone: string;
}

/** What keeps a statement provisional: a period still running, a ticket still open (15). */
export interface Blocker {
  readonly result: string;
  readonly record?: string;
  readonly why: "period-running" | "ticket-open" | "outage-open" | "duty-open";
}

export interface StatementResult {
  /** commitment/scope/period */
  readonly id: string;
  readonly commitment: string;
  readonly clause: ClauseRef;
  readonly scope: string;
  readonly period: PeriodRef;
  readonly verdict: Verdict;
  readonly whyNot?: WhyNot;
  readonly figure: {
    readonly exact: string;
    readonly unit: Unit;
    readonly shown: string;
    /** Where `exact` is a mean with earlier periods: the figure of this one alone (20). */
    readonly own?: { readonly exact: string; readonly shown: string };
    /** Where some time is unknown: the percentage of the whole period, the unknown time not up (27). */
    readonly ofPeriod?: { readonly exact: string; readonly shown: string };
    /** Where a least coverage is agreed: the percentage of the agreed time that is known (19). */
    readonly coverage?: { readonly exact: string; readonly shown: string };
  } | null;
  readonly target: JsonValue;
  /** What counted as bad, and of how much: exact ms or counts. */
  readonly bad: string;
  readonly whole: string;
  /** Merged outages (by their first record that counts), or late tickets. */
  readonly misses: {
    readonly count: number;
    readonly ids: readonly string[];
    /** How each is claimed, where a chronic failure counts claimed events only (36). */
    readonly claims?: readonly MissClaim[];
  };
  /** For cycles: how many were counted, and where the others went. */
  readonly population?: Population;
  /** For counts and scores: what was counted, and what was not. */
  readonly tally?: TallyFacts;
  /** For values: how many there were. */
  readonly values?: ValueFacts;
  /** For entitlements: what is used up and left of the quota of each period that the result touches. */
  readonly entitlements?: readonly EntitlementUse[];
  /** For outages: where every ms of the period went (27). */
  readonly ledger?: Ledger;
  readonly steps: readonly Step[];
}

/** How one miss is claimed, at asOf. */
export interface MissClaim {
  readonly record: string;
  /** Other records that it is made of, or is about: a claim may name them. */
  readonly names?: readonly string[];
  /** When it began: a claim that names no event is not about what began later. */
  readonly from: string;
  readonly stages: readonly ClaimStage[];
}

export interface Population {
  readonly counted: number;
  readonly met: number;
  readonly late: number;
  /** Not decided at asOf: neither met nor late. */
  readonly open: number;
  readonly cancelled: number;
  /** In no row of targets, over without the reply that the clock waits for, or begun before the term. */
  readonly notCounted: number;
}

/** A quota at the end of what is judged; amounts are exact, in its unit. */
export interface EntitlementUse {
  /** Of several clocks that are counted together: which one. */
  readonly clock?: string;
  /** The period of the quota: "2026". */
  readonly period: string;
  readonly unit: "occurrences" | "local-days" | "minutes";
  readonly quota: string;
  readonly used: string;
  readonly left: string;
  /** How often something was asked for when nothing was left. */
  readonly notOwed: number;
}

/** Buckets and what was counted in them; counts of attempts are whole numbers as text. */
export interface TallyFacts {
  /** Buckets that count; of scores of single requests: 0. */
  readonly buckets: number;
  readonly good: string;
  readonly total: string;
  /** Attempts tagged as excluded in these buckets; they are in neither side (24). */
  readonly tagged: string;
  /** Buckets in which nothing was attempted, and too little; what they are is in the contract. */
  readonly zeroTraffic: number;
  readonly underMinimum: number;
  /** Buckets without enough traffic that count for nothing. */
  readonly leftOut: number;
  /** Buckets that lie only in part in what an exclusion took. */
  readonly partlyExcluded: number;
  /** What exclusions took, by rule and record; each bucket is told once. */
  readonly excluded: readonly TakenFacts[];
  /** Agreed time without a bucket that says anything, in how many stretches, and the rest in percent. */
  readonly unknownMs: string;
  readonly gaps: number;
  readonly coverage: string;
}

export interface TakenFacts {
  readonly rule: string;
  readonly record: string;
  readonly buckets: number;
  readonly failures: string;
  readonly attempts: string;
}

export interface ValueFacts {
  readonly counted: number;
  readonly excluded: number;
}

export interface Ledger {
  readonly elapsedMs: string;
  /** The classes sum to `elapsedMs`. */
  readonly classes: readonly LedgerClass[];
  /** Signed; lead from the classes to `bad` and `whole`. */
  readonly adjustments: readonly LedgerAdjustment[];
}

export interface LedgerClass {
  readonly class:
    | "up"
    | "degraded"
    | "down"
    | "too-short"
    | "excluded"
    | "unknown"
    | "out-of-hours"
    /** While the service was not in use (5). */
    | "inactive";
  /** Of `degraded`: its weight. */
  readonly weight?: string;
  /** Of `excluded`: the rule it is attributed to, and what the service was under it. */
  readonly rule?: string;
  readonly state?: "up" | "degraded" | "down";
  /** Of `excluded`: whether the time left the numerator alone, or both sides. */
  readonly removes?: "downtime" | "downtime-and-its-time" | "window" | "incident";
  readonly ms: string;
}

export interface LedgerAdjustment {
  readonly of: "bad" | "whole";
  readonly why: string;
  readonly ms: string;
}

export type LineStatus =
  | "automatic"
  | "claimable"
  | "forfeited"
  | "provisional"
  | "carried"
  | "right";

/** One credit rule of one commitment, for one scope and one measurement period (32). */
export interface Line {
  /** result id + "/" + credit id */
  readonly id: string;
  readonly result: string;
  readonly clause: ClauseRef;
  /** Before rounding and caps. In a revision: the new exact amount. */
  readonly exact: string;
  /** What this statement owes for it; in a revision, the difference. */
  readonly amount: string;
  readonly minor: number;
  readonly status: LineStatus;
  readonly claim?: LineClaim;
  /** What is owed beside money: days of service, points, units (30). */
  readonly inKind?: readonly InKind[];
  /** Rights that arise, without money (36). */
  readonly rights?: readonly LineRight[];
  /** How it reaches the customer, where the contract says so (30). */
  readonly payout?: LinePayout;
  /** The single misses behind it, where it is counted by misses. */
  readonly parts: readonly LinePart[];
  readonly steps: readonly Step[];
  readonly allocations: readonly Allocation[];
  /** Owed and not paid by this statement: it goes to the next one. In a revision, the difference. */
  readonly carried?: WaitingAmount;
  readonly deferred?: WaitingAmount;
  /** The last of the later periods that may give the credit back to the provider (30). */
  readonly earnBack?: { readonly through: string };
  /** Of an amount that an earlier statement owed, and did not pay or paid too early: whence it comes. */
  readonly from?: { readonly period: string; readonly line: string };
  /** In a revision: what is corrected, and why (38). */
  readonly corrects?: Correction;
}

/** `carried` over a cap, or `deferred` until a least payout is reached (32). */
export interface WaitingAmount {
  readonly amount: string;
  readonly minor: number;
  /** What it will be booked on. */
  readonly shares: readonly Omit<Allocation, "key">[];
}

/** So many of a unit that is no money: "days", "points", or a name of the contract. */
export interface InKind {
  readonly unit: string;
  readonly count: string;
}

/** Carried through from the contract: nothing is computed by it. */
export interface LinePayout {
  readonly as: "credit" | "refund" | "voucher" | "extension" | "price-adjustment";
  readonly on?: "next-invoice" | "request" | "expiry" | { readonly nthInvoice: number };
  readonly within?: { readonly days: number };
}

export interface LineRight {
  readonly what: "terminate" | "meeting" | "step-in" | "root-cause-analysis" | "other";
  readonly holder: "customer" | "provider";
  readonly text?: string;
  /** Where the contract says how long it may be used. */
  readonly exercise?: RightWindow;
}

/** When a right may be used, and whether that is over at asOf (36). */
export interface RightWindow {
  readonly opensAt: string;
  /** First instant at which it is too late. */
  readonly until: string;
  /** Last local date; absent where the window ends inside a date. */
  readonly lastDate?: string;
  readonly state: "open" | "lapsed";
}

export interface LineClaim {
  readonly opensAt: string;
  /** First instant at which it is too late. */
  readonly until: string;
  /** Last local date on which it is in time. */
  readonly lastDate: string;
  readonly evidence: readonly string[];
  /** The claim that was made in time, or the one that came too late. */
  readonly claimedAt?: string;
  readonly record?: string;
  /** Each stage, where the claim is more than one in days after a period; the rest is of the one that decides. */
  readonly stages?: readonly ClaimStage[];
}

/** One thing that must be done in time; all of them must hold (35). */
export interface ClaimStage {
  readonly what: "claim" | "ticket" | "report" | "notice" | "evidence";
  readonly opensAt: string;
  /** First instant at which it is too late. */
  readonly until: string;
  /** Last local date on which it is in time; absent where the window ends inside a date. */
  readonly lastDate?: string;
  readonly state: "open" | "made" | "too-late" | "lapsed";
  /** When it was done, in time or too late. */
  readonly madeAt?: string;
  readonly record?: string;
}

export interface LinePart {
  readonly record: string;
  readonly exact: string;
}

export interface Allocation {
  readonly charge: string;
  readonly invoice?: string;
  readonly line?: string;
  readonly minor: number;
  /** One idempotency key per booking; readable, stable, unique (39). */
  readonly key: string;
}

export interface Correction {
  readonly revision: number;
  readonly was: string;
  readonly now: string;
  readonly because: readonly ("records" | "terms" | "engine" | "time" | "claim")[];
}

export interface CapUse {
  readonly id: string;
  readonly clause: ClauseRef;
  /** Of a cap in days of service, whose figures are exact counts of days; left out: money. */
  readonly unit?: "days";
  /** Rounded down to minor units before use (32). */
  readonly limit: string;
  readonly before: string;
  readonly after: string;
  readonly reached: "yes" | "no";
  /** Of a cap whose excess is carried: what goes to the next statement. */
  readonly carried?: string;
  readonly steps: readonly Step[];
}

/** Sums of the lines by status; `lines` is the sum of all of them. */
export interface Totals {
  readonly automatic: string;
  readonly claimable: string;
  readonly forfeited: string;
  readonly provisional: string;
  readonly lines: string;
}

export interface Evidence {
  /** Outages that count, by result. */
  readonly outages: readonly OutageEvidence[];
  readonly excluded: readonly ExcludedEvidence[];
  /** Exclusions that were looked for and not granted, with what was missing (25). */
  readonly rejected: readonly RejectedEvidence[];
  readonly notCounted: readonly NotCountedEvidence[];
  /** Late and undecided tickets; met ones are a count. */
  readonly tickets: readonly TicketEvidence[];
  /** Stretches that people classified anew (26), where there are any. */
  readonly corrections?: readonly CorrectionEvidence[];
}

/** A person's word on a stretch of past time; what was recorded stays as it was (26). */
export interface CorrectionEvidence {
  readonly result: string;
  readonly record: string;
  readonly clause: ClauseRef;
  readonly from: string;
  readonly until: string;
  readonly as: "up" | "degraded" | "down" | "unknown";
  readonly author: string;
  readonly reason: string;
  readonly enteredAt: string;
}

/** Where the time of one outage went, inside the measured span: the parts add up to its length. */
export interface OutagePart {
  readonly why:
    | "counted"
    | "too-short"
    | "excluded"
    | "covered-by-another"
    | "unknown"
    | "out-of-hours"
    | "inactive"
    | "weight-zero";
  /** Of `excluded`: the rule that took it. */
  readonly rule?: string;
  readonly ms: string;
}

export interface OutageEvidence {
  readonly result: string;
  readonly record: string;
  /** Clipped to the measured span. */
  readonly from: string;
  readonly until: string;
  readonly weight: string;
  /** Not the outage itself: the gap after it, which counts as if it had gone on (18). */
  readonly gap?: "merged";
  readonly parts: readonly OutagePart[];
  /** Its share of the downtime of the result: counted ms × weight. The shares of a result add up. */
  readonly downtimeMs: string;
}

export interface ExcludedEvidence {
  readonly result: string;
  readonly rule: string;
  readonly clause: ClauseRef;
  readonly record: string;
  readonly from: string;
  readonly until: string;
  /** The attribution that names the cause, where the rule goes by it. */
  readonly attribution?: string;
  /** Of a rule that removes nothing: it was applied, and everything counts. */
  readonly removes?: "nothing";
  /** Ms that left the numerator and the denominator by this rule and record. */
  readonly downMs: string;
  readonly windowMs: string;
  /** Other rules that cover the same time; each ms is attributed to one (24). */
  readonly alsoCoveredBy: readonly string[];
}

export interface RejectedEvidence {
  readonly result: string;
  readonly rule: string;
  readonly clause: ClauseRef;
  readonly record: string;
  readonly reason:
    | "notice-too-short"
    | "not-announced"
    | "not-approved"
    | "outside-announced"
    | "outside-window"
    | "too-long"
    | "quota-used-up"
    | "no-evidence"
    | "concurrent-fault";
  /** The attribution that names the cause, where the rule goes by it. */
  readonly attribution?: string;
  /** What would have changed it, in figures. */
  readonly detail: string;
  readonly ms: string;
}

export interface NotCountedEvidence {
  readonly result: string;
  readonly record: string;
  readonly why:
    | "too-short"
    | "zero-length"
    | "outside-period"
    | "excluded"
    | "covered-by-another"
    | "unknown"
    | "out-of-hours"
    | "inactive"
    | "weight-zero"
    /** Not one that the measure counts, reported too late, or never begun by the contract's clock. */
    | "not-selected"
    | "reported-late"
    | "not-started"
    | "others-up"
    | "cancelled"
    | "ended-without-reply"
    | "no-row"
    | "no-due"
    | "before-term"
    /** Of a ticket that waits, or with whom nobody agreed on a due yet: in the period where it began. */
    | "no-due-yet"
    /** Of an entitlement: nothing was left of its quota when it was asked for. */
    | "not-owed";
  readonly detail: string;
}

export interface TicketEvidence {
  readonly result: string;
  readonly record: string;
  readonly state: "late" | "open" | "open-late";
  readonly openedAt: string;
  readonly stoppedAt?: string;
  readonly dueAt?: string;
  readonly elapsedMs: string;
  readonly targetMs?: string;
  readonly lateMs?: string;
  readonly breachedAt?: string;
  /** The row of the target table that it was held against, counted from 0. */
  readonly row: number;
  readonly severity?: string;
  /** Changes of the priority while the clock ran, where there were any. */
  readonly changes?: readonly { readonly at: string; readonly severity: string }[];
  /** Real time of pauses; a clock reading calls it `pausedRealMs`. */
  readonly pausedMs: string;
  /** Of several clocks that are counted together: which one. */
  readonly clock?: string;
  /**
   * Of a duty: which sort, and the fact that kept or ended it. `openedAt` is the event, or where a gap
   * or a period begins.
   */
  readonly duty?:
    | "within-after"
    | "notice-before"
    | "max-gap"
    | "count-in-period"
    | "presence"
    | "supported-until"
    | "entitlement";
  readonly stoppedBy?: string;
}

/** A default that was used, with the number of the decision it follows. */
export interface Assumption {
  readonly path: string;
  readonly used: JsonValue;
  readonly semantics: number;
}

export interface Warning {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface Manifest {
  readonly sources: readonly {
    readonly name: string;
    readonly sha256?: string;
    readonly rows: number;
  }[];
  /** in = used + refused + outside + unrouted */
  readonly rows: {
    readonly in: number;
    readonly used: number;
    readonly refused: number;
    readonly outside: number;
    readonly unrouted: number;
  };
  readonly unrouted: readonly { readonly why: string; readonly rows: number }[];
  readonly digest: { readonly count: number; readonly sum: string };
  /** The offsets that the answer rests on. */
  readonly zones: readonly {
    readonly zone: string;
    readonly offsets: readonly { readonly from: string; readonly offset: string }[];
  }[];
  readonly issued: readonly { readonly revision: number; readonly result: string }[];
}
