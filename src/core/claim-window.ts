import { addDays, type CivilDate, startOfDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";

/** When a claim is in time: up to, not including, `until`; printed as the last local date (35). */
export interface ClaimWindow {
  readonly opensAt: Instant;
  readonly until: Instant;
  readonly lastDate: CivilDate;
}

/**
 * A deadline in days is the end of that local date; the anchor's own date is day 0. The anchor of a
 * period is its last local date (semantics 8, 35): 30 days after October end with 30 November.
 *
 * @param anchor The last local date of the period, and the instant at which it is over.
 */
export function claimWindow(
  anchor: { readonly lastDate: CivilDate; readonly end: Instant },
  days: number,
  zone: Zone,
): ClaimWindow {
  const lastDate = addDays(anchor.lastDate, days);
  return { opensAt: anchor.end, until: startOfDate(zone, addDays(lastDate, 1)), lastDate };
}

export interface MadeClaim {
  readonly id: string;
  readonly at: Instant;
}

export type ClaimState =
  | { readonly kind: "open" }
  | { readonly kind: "claimed" | "too-late"; readonly claim: MadeClaim }
  | { readonly kind: "lapsed" };

/** Where a claim stands at `asOf`. An early claim is held, so it is in time (35). */
export function claimState(
  { until }: ClaimWindow,
  claims: readonly MadeClaim[],
  asOf: Instant,
): ClaimState {
  const [first] = [...claims].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  if (first !== undefined) return { kind: first.at < until ? "claimed" : "too-late", claim: first };
  return asOf < until ? { kind: "open" } : { kind: "lapsed" };
}
