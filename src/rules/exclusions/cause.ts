import type { Cause } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import type { ExclusionFacts, Found } from "./index.ts";

/**
 * Outages of a cause, as the attribution in force names it, else as the outage says itself; work
 * that was an outage has the cause maintenance (semantics 17, 25).
 */
export function find(
  { cause }: { readonly cause: Cause },
  { faults, attributions }: ExclusionFacts,
): Found[] {
  return faults.flatMap((fault): Found[] => {
    const attribution = attributions.get(fault.id);
    if ((attribution?.cause ?? fault.cause) !== cause) return [];
    return [
      {
        record: fault.id,
        start: Math.max(fault.start, attribution?.from ?? fault.start) as Instant,
        end: Math.min(fault.end, attribution?.until ?? fault.end) as Instant,
        ...(attribution === undefined ? {} : { attribution }),
      },
    ];
  });
}
