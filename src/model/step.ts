/** Where a rule is written: "msa 6.1" is clause 6.1 of the document `msa`. */
export type ClauseRef = string;

/**
 * What one step does. `in` of an arithmetic step is an expression in plain figures whose value is
 * `out` (operators + − × ÷, read with the usual precedence); the others say what was taken or found.
 */
export type StepOp =
  | "version"
  | "period"
  | "window"
  | "excluded"
  | "adjusted"
  | "denominator"
  | "downtime"
  | "figure"
  | "average"
  | "calculated-to"
  | "traffic"
  | "count"
  | "target"
  | "charge"
  | "base"
  | "excess"
  | "units"
  | "tier"
  | "right"
  | "eligible"
  | "percent"
  | "times"
  | "sum"
  | "round"
  | "stack"
  | "cap"
  | "minimum"
  | "carry"
  | "history"
  | "status"
  | "issued"
  | "difference";

/** One step on the way to a figure: what went in, what came out, and which clause says so. */
export interface Step {
  readonly op: StepOp;
  readonly clause: ClauseRef;
  readonly in?: string;
  readonly out: string;
}

/** What one record did to one result or line: made on demand, in words that a presenter can show. */
export interface Fact {
  readonly record: string;
  readonly clause: ClauseRef;
  readonly effect: string;
}
