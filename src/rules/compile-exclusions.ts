import type { Exclusion } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import { zoneAttributesOf } from "../core/calendar-source.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { compileQuotas } from "./compile-quotas.ts";
import { lintExclusion } from "./lint-exclusions.ts";
import type { ExclusionPlan, NoticePlan, QuotaPlan } from "./plan.ts";

/** The exclusions of a contract by id: names and lengths are read, impossible conditions refused. */
export function compileExclusions(declared: Declared): ReadonlyMap<string, ExclusionPlan> {
  const { contract, issues } = declared;
  const exclusions = new Map<string, ExclusionPlan>();
  const quotas = compileQuotas(contract.exclusions, declared.zone, issues);
  for (const [index, exclusion] of contract.exclusions.entries()) {
    const path = ["exclusions", index];
    const plan = exclusionPlan(exclusion, quotas.get(exclusion.id), path, declared);
    lintExclusion(exclusion, plan, path, issues);
    exclusions.set(exclusion.id, plan);
  }
  return exclusions;
}

function exclusionPlan(
  exclusion: Exclusion,
  quota: QuotaPlan | undefined,
  path: Path,
  declared: Declared,
): ExclusionPlan {
  const { issues } = declared;
  const { id, clause, evidence, approval, concurrent, removes } = exclusion;
  return {
    id,
    clause,
    matches: matchesOf(exclusion),
    notice: noticeOf(exclusion, [...path, "notice"], declared),
    inside: calendarOf(exclusion.inside, [...path, "inside"], declared),
    quota: removes === "nothing" ? undefined : quota,
    maximum: maximumOf(exclusion, [...path, "maximum", "length"], issues),
    evidence,
    approval: approval ?? "not-required",
    concurrent,
    removes,
  };
}

function matchesOf({ matches }: Exclusion): ExclusionPlan["matches"] {
  const { kind, cause, tag = "" } = matches;
  if (kind !== undefined) return { by: "kind", kind };
  return cause !== undefined ? { by: "cause", cause } : { by: "tag", tag };
}

/** Obligations and notices keep a start outside hours, unless the clause says else (8). */
function noticeOf({ notice }: Exclusion, path: Path, declared: Declared): NoticePlan | undefined {
  if (notice === undefined) return undefined;
  if (typeof notice === "string") {
    const ms = declared.issues.take(parseDuration(notice, path));
    return ms === undefined ? undefined : { kind: "elapsed", ms };
  }
  if ("days" in notice) return { kind: "days", n: notice.days, zone: declared.zone };
  const calendar = calendarOf(notice.calendar, [...path, "calendar"], declared);
  return calendar === undefined
    ? undefined
    : {
        kind: "business-days",
        n: notice.businessDays,
        calendar,
        outsideHours: notice.outsideHours ?? "keep",
        countStartDay: notice.countStartDay === "yes",
      };
}

function maximumOf(
  { maximum }: Exclusion,
  path: Path,
  issues: Collector,
): ExclusionPlan["maximum"] {
  if (maximum === undefined) return undefined;
  const lengthMs = issues.take(parseDuration(maximum.length, path));
  return lengthMs === undefined ? undefined : { lengthMs, beyond: maximum.beyond };
}

/** Work has no ticket whose zone a calendar could take. */
function calendarOf(
  name: string | undefined,
  path: Path,
  { calendars, issues }: Declared,
): Calendar | undefined {
  if (name === undefined) return undefined;
  const calendar = issues.find("calendar", name, calendars, path);
  const [attribute] = calendar === undefined ? [] : zoneAttributesOf(calendar.source);
  if (attribute === undefined) return calendar;
  issues.refuse(
    "exclusion.calendar-of-a-ticket",
    path,
    `calendar ${name} takes its zone from an attribute of a ticket, and work has none`,
    `give the contract attributes: { ${attribute}: Europe/Berlin }, or name a calendar with a zone`,
    name,
  );
  return undefined;
}
