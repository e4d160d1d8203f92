import { kept, refused } from "../exclusion-spans.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { Found, Screened, Span } from "./index.ts";

/**
 * A cause is a claim: where the contract asks for evidence, an attribution that brings none, or not
 * of each kind that is asked for, is refused (semantics 25).
 */
export function screen(
  span: Span,
  { attribution }: Found,
  { evidence, matches }: ExclusionPlan,
): Screened {
  if (evidence === "not-required") return kept(span);
  if (attribution === undefined) {
    const claim = matches.by === "cause" ? `the cause ${matches.cause}` : "what it was";
    return refused(span, "no-evidence", `${claim} is stated without an attribution`);
  }
  const who = `attribution ${attribution.id} by ${attribution.by}`;
  if (attribution.evidence.length === 0)
    return refused(span, "no-evidence", `${who} brings no evidence`);
  const missing =
    evidence === "required"
      ? []
      : evidence.filter((kind) => !attribution.evidence.some((given) => isOfKind(given, kind)));
  return missing.length === 0
    ? kept(span)
    : refused(span, "no-evidence", `${who} brings no evidence of the kind ${missing.join(", ")}`);
}

/** "carrier-report", or "carrier-report: what it is and where". */
function isOfKind(given: string, kind: string): boolean {
  return given === kind || given.startsWith(`${kind}:`);
}
