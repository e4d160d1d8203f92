import type { CivilDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";

/** When a claim is in time: up to, not including, `until` (35). */
export interface ClaimWindow {
  readonly opensAt: Instant;
  readonly until: Instant;
  /** The last local date that is in time; undefined where the window ends inside a date. */
  readonly lastDate: CivilDate | undefined;
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
  { until }: Pick<ClaimWindow, "until">,
  claims: readonly MadeClaim[],
  asOf: Instant,
): ClaimState {
  const [first] = [...claims].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  if (first !== undefined) return { kind: first.at < until ? "claimed" : "too-late", claim: first };
  return asOf < until ? { kind: "open" } : { kind: "lapsed" };
}
