import type { Ratio } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import type { Unit, WhyNot } from "./verdict.ts";

/** What a record says that a credit may select it by: each name with its values. */
export type Traits = ReadonlyMap<string, readonly string[]>;

/** An outage, a late cycle or a missed duty, with what a credit may select it by. */
export interface Miss {
  readonly id: string;
  readonly at: Instant;
  readonly until?: Instant;
  /** Downtime of the outage, or how late the cycle was, in ms; weighted where weights apply. */
  readonly size: Ratio;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of an outage, where a credit asks: what each record says that counts in it. */
  readonly records?: readonly Traits[];
  /** Of an outage that several records are merged in: their ids, those under another one too. */
  readonly merged?: readonly string[];
}

/** What an earlier period came to by itself; null: it was not measured. */
export interface EarlierFigure {
  readonly label: string;
  readonly figure: Ratio | null;
}

/** What every measure yields and every credit reads. Nothing downstream knows which one it was. */
export interface Measured {
  /** Null when there is nothing to measure, with `whyNot`. */
  readonly figure: Ratio | null;
  /** The figure of this period alone, where the one above is its mean with earlier periods (20). */
  readonly own?: Ratio;
  /** The earlier periods of such a mean, newest first. */
  readonly earlier?: readonly EarlierFigure[];
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
