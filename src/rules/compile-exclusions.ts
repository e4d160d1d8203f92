import type { Commitment, Exclusion } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import type { ExclusionPlan } from "./plan.ts";

export function compileExclusions({
  contract,
  issues,
}: Declared): ReadonlyMap<string, ExclusionPlan> {
  const exclusions = new Map<string, ExclusionPlan>();
  for (const [index, exclusion] of contract.exclusions.entries()) {
    exclusions.set(exclusion.id, exclusionPlan(exclusion, ["exclusions", index], issues));
  }
  return exclusions;
}

function exclusionPlan(exclusion: Exclusion, path: Path, issues: Collector): ExclusionPlan {
  const noticeMs =
    typeof exclusion.notice === "string"
      ? issues.take(parseDuration(exclusion.notice, [...path, "notice"]))
      : undefined;
  const atMost = exclusion.quota?.atMost;
  const quotaMs =
    typeof atMost === "string"
      ? issues.take(parseDuration(atMost, [...path, "quota", "atMost"]))
      : undefined;
  const { kind, cause } = exclusion.matches;
  if (cause !== undefined && exclusion.notice !== undefined) {
    issues.refuse(
      "exclusion.notice-of-a-cause",
      [...path, "notice"],
      "notice is given of work, not of a cause",
      "match kind: maintenance, or remove `notice`",
    );
  }
  if (kind !== undefined && exclusion.evidence === "required") {
    issues.refuse(
      "exclusion.evidence-of-work",
      [...path, "evidence"],
      "evidence is asked for a cause; announced work has its announcement",
      "use `notice`, or match a cause",
    );
  }
  if (cause !== undefined && exclusion.removes === "window") {
    issues.warn(
      "exclusion.window-of-a-cause",
      [...path, "removes"],
      "a cause has no window of its own; the outages it explains leave both sides",
      "use removes: downtime, if only the downtime is forgiven",
    );
  }
  const matches =
    kind !== undefined
      ? ({ by: "kind", kind } as const)
      : ({ by: "cause", cause: cause ?? "third-party" } as const);
  return {
    id: exclusion.id,
    clause: exclusion.clause,
    matches,
    noticeMs,
    quotaMs,
    evidence: exclusion.evidence === "required" ? "required" : "not-required",
    concurrent: exclusion.concurrent,
    removes: exclusion.removes === "window" ? "window" : "downtime",
  };
}

export function checkQuotas(
  commitment: Commitment,
  excludes: readonly ExclusionPlan[],
  path: Path,
  { contract, issues }: Declared,
): void {
  for (const { id } of excludes) {
    const at = contract.exclusions.findIndex((exclusion) => exclusion.id === id);
    const quota = contract.exclusions[at]?.quota;
    if (quota === undefined || JSON.stringify(quota.per) === JSON.stringify(commitment.period))
      continue;
    issues.refuse(
      "contract.not-supported-yet",
      ["exclusions", at, "quota", "per"],
      `the quota of ${id} runs over another period than ${path.join(".")}`,
      "a quota over the commitment's own period is built",
      quota.per,
    );
  }
}
