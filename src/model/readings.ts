import type { JsonValue } from "../base/canonical-json.ts";
import type { Issue } from "../base/result.ts";
import type { Comparison } from "./comparison.ts";
import type { StatementKey } from "./statement.ts";

/** The same facts under other readings of the terms: plain JSON. */
export interface Readings {
  readonly key: StatementKey;
  readonly asOf: string;
  /** As agreed: what every reading is held against. */
  readonly lines: string;
  readonly readings: readonly Reading[];
  /** Rejected exclusions that were not looked at, where there are very many. */
  readonly left?: number;
}

export type ReadingKind =
  /** The exclusion is not granted: what it took counts. */
  | "exclusion-counts"
  /** The exclusion removes downtime, where the contract says that it removes nothing. */
  | "exclusion-removes"
  /** What the exclusion took stays in the denominator. */
  | "kept-in-denominator"
  /** What the exclusion took leaves the denominator too. */
  | "out-of-denominator"
  /** The exclusion takes its own time alone, not the whole incident that it touches. */
  | "overlap-only"
  /** The month is as long as another rule of thumb says. */
  | "other-length"
  /** The percentage is calculated to two decimals. */
  | "rounded-percentage"
  /** The percentage is exact where the contract rounds it. */
  | "exact-percentage"
  /** Of several rows of targets the first that matches counts, not the one that asks for most. */
  | "first-row"
  /** A rate counts days of 24 hours, not local dates. */
  | "days-of-24-hours"
  /** The record is excluded, whatever condition of the rule it failed. */
  | "rejected-granted";

export interface Reading {
  readonly kind: ReadingKind;
  /** What is read otherwise: an exclusion, a commitment, or an exclusion and a record. */
  readonly of: string;
  /** In the contract; a record that is granted stands in none. */
  readonly changes: readonly { readonly path: string; readonly value: JsonValue }[];
  /** From the statement as agreed to this reading; none where it cannot be computed. */
  readonly comparison?: Comparison;
  readonly issues?: readonly Issue[];
}
