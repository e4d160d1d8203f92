import type { Candidate } from "../../core/exclude.ts";
import type { Fault } from "../../core/faults.ts";
import type { Attribution, Maintenance } from "../../model/records.ts";
import type { RejectedEvidence } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import type { ExclusionPlan } from "../plan.ts";
import * as cause from "./cause.ts";
import * as kind from "./kind.ts";

/** What the rules of exclusion of one service look at, as it was known at `asOf`. */
export interface ExclusionFacts {
  readonly faults: readonly Fault[];
  readonly maintenance: readonly Maintenance[];
  /** The attribution in force of each outage: the latest one. */
  readonly attributions: ReadonlyMap<string, Attribution>;
  readonly asOf: Instant;
}

/** A record that a rule looked at and did not accept, with the time it would have taken. */
export interface Refusal {
  readonly record: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly reason: RejectedEvidence["reason"];
  readonly detail: string;
  readonly attribution?: string;
}

export interface Matched {
  readonly candidates: readonly Candidate[];
  readonly refusals: readonly Refusal[];
}

type By = ExclusionPlan["matches"]["by"];

/** How a rule finds its records: one file for each form of `matches`. */
export const matchers = { kind, cause } as const satisfies {
  readonly [Key in By]: { readonly match: (plan: ExclusionPlan, facts: ExclusionFacts) => Matched };
};
