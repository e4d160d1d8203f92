import type { Ratio } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import type { Unit, WhyNot } from "./verdict.ts";

/** An outage, a late cycle or a missed duty, with what a credit may select it by. */
export interface Miss {
  readonly id: string;
  readonly at: Instant;
  readonly until?: Instant;
  /** Downtime of the outage, or how late the cycle was, in ms; weighted where weights apply. */
  readonly size: Ratio;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What every measure yields and every credit reads. Nothing downstream knows which one it was. */
export interface Measured {
  /** Null when there is nothing to measure, with `whyNot`. */
  readonly figure: Ratio | null;
  /** The figure before it was calculated to so many decimals, where the contract rounds it (28). */
  readonly uncalculated?: Ratio;
  /** What a table of credits reads in its place, where only the look-up is rounded (28). */
  readonly lookedUp?: Ratio;
  readonly unit: Unit;
  /** What counted as bad, and of how much: ms or counts. */
  readonly bad: Ratio;
  readonly whole: Ratio;
  readonly misses: readonly Miss[];
  readonly whyNot?: WhyNot;
}
