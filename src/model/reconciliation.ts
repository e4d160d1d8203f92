import type { LineStatus } from "./statement.ts";

/** What the other party claims or credited: one row of its own list. */
export interface ClaimedRow {
  /** The other party's own reference. */
  readonly id?: string;
  /** A line of the statement, where the other party names it. */
  readonly line?: string;
  /** A commitment of the contract, or one of its credits. */
  readonly commitment?: string;
  /** The measurement period, or the settlement period; left out: that of the statement. */
  readonly period?: string;
  /** The invoice that is credited, where nothing else names the line. */
  readonly invoice?: string;
  readonly amount: string;
  readonly currency?: string;
  /** The other party's words; where they are the name of a commitment or credit, they are read so. */
  readonly reason?: string;
}

export type DifferenceKind =
  /** Within the tolerance. */
  | "matched"
  | "amount"
  /** The same amount, claimed for another period. */
  | "period"
  /** The same amount, claimed for another reason. */
  | "reason"
  /** Owed, and not claimed. */
  | "not-claimed"
  /** Claimed, and not owed. */
  | "not-owed";

/** The single thing that would make the amounts equal. */
export interface LikelyCause {
  readonly why: /** Of caps and limits, of earlier statements under a cap too. */
    | "cap-missed"
    /** Of the rule that pays one of several credits, or the root cause alone. */
    | "stacking-missed"
    /** Who may have it was not asked. */
    | "not-eligible"
    | "minimum-missed"
    /** Carried or deferred to a later statement. */
    | "waits"
    /** What may still be earned back was left out, or what was is not taken back. */
    | "earn-back"
    | "other-tier"
    | "rounding"
    | "forfeited"
    | "another-reading"
    | "whole";
  readonly detail: string;
}

export interface Difference {
  readonly kind: DifferenceKind;
  readonly line?: string;
  readonly status?: LineStatus;
  readonly clause?: string;
  /** The rows of the other party, by their references, or by their place in the list. */
  readonly claimed: readonly string[];
  /** Of a row that fits nothing, or another period or reason: its own words, and whether it names a line that is none. */
  readonly said?: string;
  readonly owedAmount: string;
  readonly claimedAmount: string;
  /** Claimed less owed. */
  readonly difference: string;
  readonly minor: number;
  readonly likelyCause?: LikelyCause;
}

/** A statement against the list of the other party: plain JSON. */
export interface Reconciliation {
  readonly contract: string;
  readonly period: string;
  readonly currency: string;
  readonly tolerance: string;
  readonly differences: readonly Difference[];
  /** Control totals: what either side adds up to by itself. */
  readonly totals: {
    readonly lines: number;
    readonly claimedRows: number;
    readonly owed: string;
    readonly claimed: string;
    readonly difference: string;
    readonly matched: number;
  };
}
