import { byText } from "../base/by-text.ts";
import { countBefore } from "../core/in-order.ts";
import type { Claim } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { StageName } from "./claim-plan.ts";

/** The claims that may be about a line, found without looking at each of them for every event. */
export interface ClaimIndex {
  /** The first that names no event, at `from` or later. */
  readonly general: (stage: StageName, from: Instant) => readonly Claim[];
  readonly naming: (stage: StageName, events: Iterable<string>) => readonly Claim[];
  /** Whether any names an event: then each event may stand otherwise. */
  readonly namesEvents: boolean;
}

export function indexOfClaims(claims: readonly Claim[]): ClaimIndex {
  const general = new Map<string, Claim[]>();
  const named = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { stage, about } = claim;
    const [table, key] = about === undefined ? [general, stage] : [named, keyOf(stage, about)];
    const held = table.get(key);
    if (held === undefined) table.set(key, [claim]);
    else held.push(claim);
  }
  for (const list of general.values()) list.sort((a, b) => a.at - b.at || byText(a.id, b.id));
  return {
    general: (stage, from) => firstFrom(general.get(stage) ?? [], from),
    naming: (stage, events) =>
      [...new Set(events)].flatMap((event) => named.get(keyOf(stage, event)) ?? []),
    namesEvents: named.size > 0,
  };
}

function keyOf(stage: string, about: string): string {
  return `${stage} ${about}`;
}

/** Of a list in the order of time. */
function firstFrom(claims: readonly Claim[], from: Instant): readonly Claim[] {
  const first = countBefore(claims, ({ at }) => at, from);
  return claims.slice(first, first + 1);
}
