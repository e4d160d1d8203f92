/** The verdict on a commitment for one scope and one measurement period (semantics 15, 19). */
export type Verdict = "met" | "breached" | "pending" | "not-measured" | "not-applicable";

/** Why there is no figure (19). */
export type WhyNot = "no-data" | "below-coverage" | "nothing-scheduled" | "empty-population";

/** What the figure is measured in. */
export type Unit = "percent" | "ms" | "count" | "value";
