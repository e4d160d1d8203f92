import type { Maintenance } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { Found, Refusal, Screened, Span } from "./exclusions/index.ts";

/** What the matchers and conditions of exclusions have in common. */

/** All of the stretch stays. */
export function kept(span: Span): Screened {
  return { kept: [span], refused: [] };
}

/** None of it stays. */
export function refused(span: Span, reason: Refusal["reason"], detail: string): Screened {
  return { kept: [], refused: [{ ...span, reason, detail }] };
}

/** Work from its start to its end; what goes on is cut at asOf (15). */
export function foundWork(work: Maintenance, asOf: Instant): Found {
  const end = work.until === undefined || work.until > asOf ? asOf : work.until;
  return { record: work.id, start: work.from, end, work };
}
