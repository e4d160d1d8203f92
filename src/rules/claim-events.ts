import { countBefore } from "../core/in-order.ts";
import type { Outage } from "../model/records.ts";
import type { Assumption } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { RequestPlan } from "./claim-plan.ts";
import type { ClaimEvent } from "./claim-stage.ts";
import type { JudgedResult } from "./judged-result.ts";
import { ofServices } from "./known-records.ts";

/** The outages of the services that a result looks at, in the order of their start. */
export type OutagesOf = ReadonlyMap<string, readonly Outage[]>;

/**
 * The misses of a result as events to claim for. A miss holds the part of an outage that counted;
 * the event is the outage as a whole, with all that was merged into it.
 */
export function claimEvents(
  { measured: { misses }, unit }: Pick<JudgedResult, "measured" | "unit">,
  known: OutagesOf,
  asOf: Instant,
): readonly ClaimEvent[] {
  const outages = [...ofServices(known, unit.services)].sort((a, b) => a.from - b.from);
  const byId = new Map(outages.map((outage) => [outage.id, outage]));
  return misses.map(({ id, at, until = asOf }): ClaimEvent => {
    const own = byId.get(id);
    if (own === undefined) return { id, start: at, end: until, outages: [] };
    const start = Math.min(at, own.from) as Instant;
    const merged = startingIn(outages, start, until).filter((one) => isMerged(one, own));
    const all = [own, ...merged];
    return {
      id,
      start,
      end: all.reduce<number>((end, one) => Math.max(end, one.until ?? asOf), until) as Instant,
      outages: all,
    };
  });
}

/** Of another part of the service it is another outage. */
function isMerged(one: Outage, into: Outage): boolean {
  return one !== into && one.service === into.service && one.resource === into.resource;
}

/** Of outages in the order of their start, those that start in [from, until). */
function startingIn(outages: readonly Outage[], from: Instant, until: Instant): readonly Outage[] {
  const startOf = (outage: Outage) => outage.from;
  const [first, beyond] = [from, until].map((at) => countBefore(outages, startOf, at));
  return outages.slice(first, beyond);
}

/** The stamp of an outage that a stage is counted from, and what stands in where it has none. */
const anchorStamps = {
  awareness: ["detectedAt", "from"],
  report: ["reportedAt", "from"],
  correction: ["correctedAt", "until"],
} as const;

/** Where a stage is counted from a stamp that an outage lacks, its start or end stands in, and is listed. */
export function standIns(
  { stages }: RequestPlan,
  events: readonly ClaimEvent[],
): readonly Assumption[] {
  const anchors = new Set(
    stages.flatMap(({ after }) =>
      after === "awareness" || after === "report" || after === "correction" ? [after] : [],
    ),
  );
  return events.flatMap(({ id, outages: [first, ...merged] }) =>
    [...anchors].flatMap((anchor) => {
      const [name, used] = anchorStamps[anchor];
      // Known is the first of merged outages; corrected are all of them.
      const asked = anchor === "correction" ? merged : [];
      return [first, ...asked].flatMap((outage) =>
        outage?.[name] === undefined
          ? [{ path: `outages.${outage?.id ?? id}.${name}`, used, semantics: 35 }]
          : [],
      );
    }),
  );
}
