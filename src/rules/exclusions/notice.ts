import { dueAfterBusinessDays, dueAfterDays } from "../../core/business-days.ts";
import type { Maintenance } from "../../model/records.ts";
import { readableDuration } from "../../time/duration.ts";
import { durationMs, type Instant } from "../../time/instant.ts";
import { formatInstant } from "../../time/stamp.ts";
import { kept, refused } from "../exclusion-spans.ts";
import type { ExclusionPlan, NoticePlan } from "../plan.ts";
import type { Found, Screened, Span } from "./index.ts";

/**
 * Work counts as announced if that was done in time, and for the time that was announced (semantics
 * 23, 24). Without an announced window the actual one stands in for it.
 */
export function screen(span: Span, { work }: Found, { notice }: ExclusionPlan): Screened {
  if (work === undefined)
    return notice === undefined
      ? kept(span)
      : refused(span, "not-announced", "an outage is not announced; only work is");
  const late = notice === undefined ? undefined : lateNotice(work, notice);
  if (late !== undefined) return refused(span, ...late);
  return withinAnnounced(span, work);
}

function lateNotice(
  { announced, announcedAt, from }: Maintenance,
  notice: NoticePlan,
): readonly ["not-announced" | "notice-too-short", string] | undefined {
  if (announcedAt === undefined)
    return [
      "not-announced",
      `no announcement is recorded; ${lengthText(notice)} of notice are needed`,
    ];
  const begins = announced?.from ?? from;
  const latest = latestFor(begins, notice);
  if (latest !== undefined && announcedAt <= latest) return undefined;
  const given = begins - announcedAt;
  const found =
    given < 0
      ? "announced after it had begun"
      : `announced ${readableDuration(durationMs(given))} ahead`;
  const by = latest === undefined ? "" : `, that is by ${formatInstant(latest)}`;
  return ["notice-too-short", `${found}; ${lengthText(notice)} are needed${by}`];
}

/** The last instant at which the notice is long enough; undefined: no calendar reaches so far back. */
function latestFor(begins: Instant, notice: NoticePlan): Instant | undefined {
  switch (notice.kind) {
    case "elapsed":
      return (begins - notice.ms) as Instant;
    case "days":
      return dueAfterDays(notice.zone, begins, -notice.n);
    case "business-days":
      return dueAfterBusinessDays(notice.calendar, begins, -notice.n, {
        by: "same-time",
        outsideHours: notice.outsideHours,
        countStartDay: notice.countStartDay,
      });
  }
}

function lengthText(notice: NoticePlan): string {
  switch (notice.kind) {
    case "elapsed":
      return readableDuration(notice.ms);
    case "days":
      return counted(notice.n, "day");
    case "business-days":
      return `${counted(notice.n, "business day")} of ${notice.calendar.id}`;
  }
}

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}

/** What of it lies in the announced window; the stretches before and after it were not announced. */
function withinAnnounced(span: Span, { announced }: Maintenance): Screened {
  if (announced === undefined) return kept(span);
  const detail = `announced from ${formatInstant(announced.from)} to ${formatInstant(announced.until)}`;
  const part = (start: Instant, end: Instant) => (start < end ? [{ start, end }] : []);
  const early = part(span.start, Math.min(span.end, announced.from) as Instant);
  const late = part(Math.max(span.start, announced.until) as Instant, span.end);
  return {
    kept: part(
      Math.max(span.start, announced.from) as Instant,
      Math.min(span.end, announced.until) as Instant,
    ),
    refused: [...early, ...late].map((one) => ({ ...one, reason: "outside-announced", detail })),
  };
}
