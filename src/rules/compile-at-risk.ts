import { present } from "../base/invariant.ts";
import type { Commitment } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import type { Collector, Path } from "./collector.ts";
import type { RiskPlan } from "./plan.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;

/** When a clock is at risk: less than all of its target is used, or some of it is left (15). */
export function risksOf(
  { atRisk = [] }: CyclesMeasure,
  path: Path,
  issues: Collector,
): readonly RiskPlan[] {
  return atRisk.flatMap(({ used, left }, index): readonly RiskPlan[] => {
    const at = [...path, "measure", "atRisk", index];
    if (left !== undefined) {
      const leftMs = issues.take(parseDuration(left, [...at, "left"]));
      return leftMs === undefined ? [] : [{ leftMs }];
    }
    const share = present(used, "the schema asks for one of used and left");
    if (Number(share) > 0 && Number(share) < 100) return [{ used: share }];
    issues.refuse(
      "clock.at-risk",
      [...at, "used"],
      `no clock is at risk at ${share} % of its target`,
      "give more than 0 and less than 100",
      share,
    );
    return [];
  });
}
