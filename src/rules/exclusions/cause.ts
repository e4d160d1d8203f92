import type { Candidate } from "../../core/exclude.ts";
import type { Instant } from "../../time/instant.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { ExclusionFacts, Matched, Refusal } from "./index.ts";

/**
 * Outages of a cause. A cause is a claim: where the contract asks for evidence, an attribution that
 * brings none is refused, and listed with that reason (semantics 25).
 */
export function match(plan: ExclusionPlan, { faults, attributions }: ExclusionFacts): Matched {
  if (plan.matches.by !== "cause") return { candidates: [], refusals: [] };
  const { cause } = plan.matches;
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const fault of faults) {
    const attribution = attributions.get(fault.id);
    if ((attribution?.cause ?? fault.cause) !== cause) continue;
    const named = attribution === undefined ? {} : { attribution: attribution.id };
    const start = Math.max(fault.start, attribution?.from ?? fault.start) as Instant;
    const end = Math.min(fault.end, attribution?.until ?? fault.end) as Instant;
    if (
      plan.evidence === "required" &&
      (attribution === undefined || attribution.evidence.length === 0)
    ) {
      const detail =
        attribution === undefined
          ? `the cause ${cause} is stated without an attribution`
          : `attribution ${attribution.id} by ${attribution.by} brings no evidence`;
      refusals.push({ record: fault.id, start, end, reason: "no-evidence", detail, ...named });
    } else if (start < end) {
      candidates.push({ record: fault.id, start, end, ...named });
    }
  }
  return { candidates, refusals };
}
