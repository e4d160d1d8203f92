import type { Commitment } from "../contract.ts";
import type { Collector, Path } from "./collector.ts";
import { calculatedToOf } from "./compile-calculated.ts";
import { compilePercentile } from "./compile-percentile.ts";
import { checkMembers } from "./compile-tally.ts";
import type { ExclusionPlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import type { ValuesPlan } from "./tally-plan.ts";

type ValuesMeasure = Extract<Commitment["measure"], { facts: "values" }>;

/** Reads a measure of values: a mean or a percentile of what was measured (20). */
export function valuesPlan(
  measure: ValuesMeasure,
  excludes: readonly ExclusionPlan[],
  units: readonly ScopeUnit[],
  path: Path,
  issues: Collector,
): ValuesPlan {
  const at = [...path, "measure"];
  checkMembers(units, path, issues);
  excludes.forEach(({ id, removes }, index) => {
    if (removes === "window" || removes === "nothing") return;
    issues.refuse(
      "exclusion.downtime-of-values",
      [...path, "excludes", index],
      `${id} removes ${removes}, and a value is no downtime`,
      "use removes: window; what was measured in it is left out",
    );
  });
  return {
    facts: "values",
    figure: measure.figure,
    of: measure.of,
    percentile: compilePercentile(measure.percentile, at, issues),
    minimumCount: measure.minimumCount ?? 1,
    excludes,
    calculatedTo: calculatedToOf(measure.calculatedTo, "value", at, issues),
  };
}
