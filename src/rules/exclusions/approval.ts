import { formatInstant } from "../../time/stamp.ts";
import { kept, refused } from "../exclusion-spans.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { Found, Screened, Span } from "./index.ts";

/** The customer's consent, recorded before the work began (semantics 23); at its start is in time. */
export function screen(span: Span, { work }: Found, { approval }: ExclusionPlan): Screened {
  if (approval === "not-required") return kept(span);
  if (work === undefined)
    return refused(span, "not-approved", "an outage is not approved; only work is");
  const { approvedBy, approvedAt, from } = work;
  if (approvedBy === undefined) return refused(span, "not-approved", "no approval is recorded");
  if (approvedAt === undefined)
    return refused(span, "not-approved", `approved by ${approvedBy}; when is not recorded`);
  if (approvedAt <= from) return kept(span);
  const at = formatInstant(approvedAt);
  const begun = formatInstant(from);
  return refused(
    span,
    "not-approved",
    `approved by ${approvedBy} at ${at}; the work began at ${begun}`,
  );
}
