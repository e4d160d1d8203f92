import type { Percentile } from "../core/percentile.ts";
import type { Collector, Path } from "./collector.ts";
import { decimalOf } from "./compile-money.ts";

/** A percentile lies above 0 and at most at 100 (16). */
export function compilePercentile(
  percentile: { readonly at: string; readonly method: Percentile["method"] } | undefined,
  path: Path,
  issues: Collector,
): Percentile | undefined {
  if (percentile === undefined) return undefined;
  const at = [...path, "percentile", "at"];
  const value = decimalOf(percentile.at, at, issues);
  if (value === undefined) return undefined;
  if (Number(percentile.at) > 0 && Number(percentile.at) <= 100)
    return { at: value, method: percentile.method };
  issues.refuse(
    "percentile.out-of-range",
    at,
    `there is no percentile ${percentile.at}`,
    "give more than 0 and at most 100",
    percentile.at,
  );
  return undefined;
}
