import type { LedgerAdjustment, LedgerClass, StatementKey } from "./statement.ts";

/** Where the time of each outage result went, day by day, week by week or month by month (27). */
export interface Breakdown {
  readonly key: StatementKey;
  readonly asOf: string;
  readonly by: BreakdownBy;
  readonly results: readonly ResultBreakdown[];
}

export type BreakdownBy = "day" | "week" | "month";

/** One result, or one member of a result that adds its members up. */
export interface ResultBreakdown {
  readonly result: string;
  readonly member?: string;
  /** In order of time; they sum to the ledger of the result. */
  readonly rows: readonly BreakdownRow[];
}

export interface BreakdownRow {
  /** "2026-10-05", "2026-W41", "2026-10". */
  readonly label: string;
  /** Clipped to the judged part of the period. */
  readonly from: string;
  readonly until: string;
  readonly elapsedMs: string;
  /** Classes without time are left out; the others sum to `elapsedMs`. */
  readonly classes: readonly LedgerClass[];
  /** What leads from them to numerator and denominator; they sum to those of the ledger. */
  readonly adjustments?: readonly LedgerAdjustment[];
}
