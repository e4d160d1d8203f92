import type { Exclusion } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { compileQuotas } from "./compile-quotas.ts";
import { lintExclusion } from "./lint-exclusions.ts";
import type { ExclusionPlan, NoticePlan, QuotaPlan } from "./plan.ts";
import { zonedCalendar } from "./zoned-calendar.ts";

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
    inside:
      exclusion.inside === undefined
        ? undefined
        : zonedCalendar(exclusion.inside, [...path, "inside"], declared, words),
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
  const calendar = zonedCalendar(notice.calendar, [...path, "calendar"], declared, words);
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

const words = { code: "exclusion.calendar-of-a-ticket", has: "work has" } as const;
