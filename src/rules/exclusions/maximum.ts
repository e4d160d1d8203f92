import { readableDuration } from "../../time/duration.ts";
import { durationMs, type Instant } from "../../time/instant.ts";
import { kept, refused } from "../exclusion-spans.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { Found, Screened, Span } from "./index.ts";

/**
 * A longest length of one record, from its own start: what lies beyond counts, or all of it counts
 * (semantics 23). Exactly so long is short enough.
 */
export function screen(span: Span, { start, end }: Found, { maximum }: ExclusionPlan): Screened {
  if (maximum === undefined || end - start <= maximum.lengthMs) return kept(span);
  const detail = `lasted ${readableDuration(durationMs(end - start))}; at most ${readableDuration(maximum.lengthMs)} are excluded`;
  if (maximum.beyond === "all-counts")
    return refused(span, "too-long", `${detail}, and nothing of what is longer`);
  const limit = (start + maximum.lengthMs) as Instant;
  if (span.end <= limit) return kept(span);
  const cut = Math.max(span.start, limit) as Instant;
  return {
    kept: span.start < cut ? [{ start: span.start, end: cut }] : [],
    refused: [{ start: cut, end: span.end, reason: "too-long", detail }],
  };
}
