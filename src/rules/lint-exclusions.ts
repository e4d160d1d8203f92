import type { Exclusion } from "../contract.ts";
import { nextOpening } from "../core/calendar.ts";
import { FIRST_INSTANT } from "../time/instant.ts";
import type { Collector, Path } from "./collector.ts";
import type { ExclusionPlan } from "./plan.ts";

/** Conditions and effects that contradict what an exclusion matches: each is told, none is ignored. */
export function lintExclusion(
  exclusion: Exclusion,
  plan: ExclusionPlan,
  path: Path,
  issues: Collector,
): void {
  lintCause(exclusion, path, issues);
  if (exclusion.matches.kind !== undefined && plan.evidence !== "not-required") {
    issues.refuse(
      "exclusion.evidence-of-work",
      [...path, "evidence"],
      "evidence is asked for a cause; announced work has its announcement",
      "use `notice`, or match a cause",
    );
  }
  if (plan.removes === "nothing" && exclusion.quota !== undefined) {
    issues.warn(
      "exclusion.quota-of-nothing",
      [...path, "quota"],
      "what removes nothing uses no quota",
      "say what it removes, or remove the quota",
    );
  }
  if (plan.removes === "incident" && plan.concurrent === "counts") {
    issues.refuse(
      "exclusion.concurrent-incident",
      [...path, "concurrent"],
      "an incident that leaves whole leaves with all that ran at the same time",
      "use concurrent: excluded, or removes: downtime",
    );
  }
  if (plan.inside !== undefined && nextOpening(plan.inside, FIRST_INSTANT) === undefined) {
    issues.refuse(
      "exclusion.never-inside",
      [...path, "inside"],
      `calendar ${plan.inside.id} is never open: nothing would be excluded`,
      "correct its hours and dates",
      plan.inside.id,
    );
  }
}

function lintCause({ matches, ...exclusion }: Exclusion, path: Path, issues: Collector): void {
  if (matches.cause === undefined) return;
  if (exclusion.notice !== undefined) {
    issues.refuse(
      "exclusion.notice-of-a-cause",
      [...path, "notice"],
      "notice is given of work, not of a cause",
      "match kind: maintenance, or remove `notice`",
    );
  }
  if (exclusion.approval !== undefined) {
    issues.refuse(
      "exclusion.approval-of-a-cause",
      [...path, "approval"],
      "work is approved, not a cause",
      "match kind: maintenance, or remove `approval`",
    );
  }
  if (exclusion.removes === "window") {
    issues.warn(
      "exclusion.window-of-a-cause",
      [...path, "removes"],
      "a cause has no window of its own; the outages it explains leave both sides",
      "use removes: downtime, if only the downtime is forgiven",
    );
  }
}
