import type { Instant } from "../time/instant.ts";

/** Cycles that were counted and not kept: how many, and how long they took. */
export interface CycleCounts {
  readonly met: number;
  readonly late: number;
  readonly elapsedMs: bigint;
  /** Of a percentile alone: the time of each in ms, in no order. */
  readonly times: Float64Array;
}

/** Tickets that are no longer there, as what they add to the results of one settlement. */
export interface FoldedTickets {
  /** Label of the settlement, and the instant of asking: they add nothing to any other statement. */
  readonly period: string;
  readonly asOf: Instant;
  /** By the id of the result. */
  readonly counts: ReadonlyMap<string, CycleCounts>;
  /** Rows that a result looked at, equal duplicates among them. */
  readonly used: number;
  /** What the attributes that name the zone of a calendar said. */
  readonly zones: ReadonlySet<string>;
  /** Ids of the first tickets, for "did you mean". */
  readonly names: readonly string[];
}
