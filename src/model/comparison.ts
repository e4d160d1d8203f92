import type { LineStatus, StatementResult } from "./statement.ts";
import type { Verdict } from "./verdict.ts";

/** What differs between two statements: plain JSON. Empty lists: nothing. */
export interface Comparison {
  readonly currency: string;
  /** Results of which the figure, the verdict or what counts as bad differs, by id. */
  readonly results: readonly ResultDifference[];
  /** Lines of which the amount or the status differs, by id. */
  readonly lines: readonly LineDifference[];
  readonly totals: AmountDifference;
}

/** Undefined on a side that has no such result. */
export interface ResultDifference {
  readonly id: string;
  readonly was?: ResultSide;
  readonly now?: ResultSide;
}

export interface ResultSide {
  readonly verdict: Verdict;
  readonly figure: StatementResult["figure"];
  readonly bad: string;
  readonly whole: string;
}

export interface LineDifference extends AmountDifference {
  readonly id: string;
  readonly statusWas?: LineStatus;
  readonly statusNow?: LineStatus;
}

/** Amounts in the currency; a side without such a line counts 0. */
export interface AmountDifference {
  readonly was: string;
  readonly now: string;
  readonly difference: string;
  /** Of the difference, in minor units. */
  readonly minor: number;
}
