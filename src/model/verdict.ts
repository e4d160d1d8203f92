/** The verdict on a commitment for one scope and one measurement period (semantics 15, 19). */
export type Verdict = "met" | "breached" | "pending" | "not-measured" | "not-applicable";

/** Why there is no figure (19). */
export type WhyNot =
  | "no-data"
  | "below-coverage"
  | "nothing-scheduled"
  | "empty-population"
  /** Fewer values or attempts than the contract asks for (20). */
  | "too-few"
  /** The contract does not judge a period that it covers in part (5). */
  | "partial-period";

/** What the figure is measured in. */
export type Unit = "percent" | "ms" | "count" | "value";
