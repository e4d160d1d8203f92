import type { Outage } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import type { CountOnlyPlan, Edge, OutageClockPlan } from "../outages-plan.ts";

/** When the clock of an outage runs (22), and whether it is one that counts at all (16). */

/**
 * When the clock starts, never before the impact does; undefined where the record lacks the time:
 * of the earlier of two edges one is enough, the later needs both.
 */
export function clockedFrom(outage: Outage, { starts }: OutageClockPlan): Instant | undefined {
  if (starts.of.length === 1 && starts.of[0] === "impact") return outage.from;
  const stamps = starts.of.map((edge) => edgeOf(outage, edge));
  const known = stamps.filter((at) => at !== undefined);
  if (known.length === 0 || (starts.take === "later" && known.length < stamps.length))
    return undefined;
  const at = starts.take === "later" ? Math.max(...known) : Math.min(...known);
  return Math.max(at, outage.from) as Instant;
}

function edgeOf(outage: Outage, edge: Edge): Instant | undefined {
  switch (edge) {
    case "impact":
      return outage.from;
    case "detection":
      return outage.detectedAt;
    case "report":
      return outage.reportedAt;
    case "ticket-opened":
      return outage.ticketOpenedAt;
  }
}

/** When the clock ends; undefined while it goes on: nobody was told yet, the ticket is open. */
export function clockedUntil(outage: Outage, { ends }: OutageClockPlan): Instant | undefined {
  switch (ends) {
    case "restored":
      return outage.until;
    case "notified":
      return outage.notifiedAt;
    case "ticket-closed":
      return outage.ticketClosedAt;
  }
}

/** Why `countOnly` leaves an outage out; nothing where it takes it. */
export function selects(
  { cause, impact, tags, resource }: Outage,
  countOnly: CountOnlyPlan | undefined,
): string | undefined {
  if (countOnly === undefined) return undefined;
  const asked: readonly (readonly [string, ReadonlySet<string> | undefined, readonly string[]])[] =
    [
      ["cause", countOnly.cause, cause === undefined ? [] : [cause]],
      ["impact", countOnly.impact, impact === undefined ? [] : [impact]],
      ["tag", countOnly.tag, tags],
      ["resource", countOnly.resource, resource === undefined ? [] : [resource]],
    ];
  for (const [key, wanted, found] of asked) {
    if (wanted === undefined || found.some((value) => wanted.has(value))) continue;
    const has = found.length === 0 ? `no ${key}` : `the ${key} ${found.join(", ")}`;
    return `it has ${has}; only ${[...wanted].join(", ")} counts`;
  }
  return undefined;
}
