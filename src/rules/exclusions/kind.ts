import type { Candidate } from "../../core/exclude.ts";
import type { Maintenance } from "../../model/records.ts";
import { readableDuration } from "../../time/duration.ts";
import { durationMs, type Instant } from "../../time/instant.ts";
import { formatInstant } from "../../time/stamp.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { ExclusionFacts, Matched, Refusal } from "./index.ts";

/**
 * Announced work: excluded for the intersection of actual and announced time, if it was announced
 * in time (semantics 23, 24). Without an announced window the actual one stands in for it.
 */
export function match(plan: ExclusionPlan, { maintenance, asOf }: ExclusionFacts): Matched {
  if (plan.matches.by !== "kind") return { candidates: [], refusals: [] };
  const { kind } = plan.matches;
  const candidates: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const work of maintenance) {
    if (work.kind !== kind) continue;
    const end = work.until === undefined || work.until > asOf ? asOf : work.until;
    const notice = noticeRefusal(work, end, plan);
    if (notice !== undefined) {
      refusals.push(notice);
      continue;
    }
    const from = Math.max(work.from, work.announced?.from ?? work.from) as Instant;
    const until = Math.min(end, work.announced?.until ?? end) as Instant;
    if (from < until) candidates.push({ record: work.id, start: from, end: until });
    refusals.push(...overruns(work, end));
  }
  return { candidates, refusals };
}

function noticeRefusal(
  work: Maintenance,
  end: Instant,
  { noticeMs }: ExclusionPlan,
): Refusal | undefined {
  if (noticeMs === undefined) return undefined;
  const begins = work.announced?.from ?? work.from;
  const span = { record: work.id, start: work.from, end };
  if (work.announcedAt === undefined)
    return {
      ...span,
      reason: "not-announced",
      detail: `no announcement is recorded; ${readableDuration(noticeMs)} of notice are needed`,
    };
  const given = begins - work.announcedAt;
  if (given >= noticeMs) return undefined;
  const latest = formatInstant((begins - noticeMs) as Instant);
  const found =
    given < 0
      ? "announced after it had begun"
      : `announced ${readableDuration(durationMs(given))} ahead`;
  return {
    ...span,
    reason: "notice-too-short",
    detail: `${found}; ${readableDuration(noticeMs)} are needed, that is by ${latest}`,
  };
}

/** The stretches of the work that lie outside the announced window. */
function overruns(work: Maintenance, end: Instant): Refusal[] {
  const { announced } = work;
  if (announced === undefined) return [];
  const detail = `announced from ${formatInstant(announced.from)} to ${formatInstant(announced.until)}`;
  const parts: readonly (readonly [number, number])[] = [
    [work.from, Math.min(end, announced.from)],
    [Math.max(work.from, announced.until), end],
  ];
  return parts
    .filter(([from, until]) => from < until)
    .map(([from, until]) => ({
      record: work.id,
      start: from as Instant,
      end: until as Instant,
      reason: "outside-announced",
      detail,
    }));
}
