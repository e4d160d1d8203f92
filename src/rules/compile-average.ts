import type { Commitment } from "../contract.ts";
import { hasPrior } from "./check-base.ts";
import type { Collector, Path } from "./collector.ts";

/**
 * The mean of each period with so many before it (20): of a figure whose mean says something, over
 * periods that follow one another.
 */
export function earlierPeriodsOf(
  { measure, period, attainment }: Commitment,
  path: Path,
  issues: Collector,
): number | undefined {
  const { averageWith } = measure;
  if (averageWith === undefined) return undefined;
  const at = [...path, "measure", "averageWith"];
  if (!hasPrior(period))
    issues.refuse(
      "average.no-earlier-periods",
      at,
      "the mean is taken with periods before, and events, rolling days and instants have none",
      "judge by a period of the calendar",
    );
  if (measure.figure === "each")
    issues.refuse(
      "average.of-each",
      at,
      "`each` promises every single ticket of its own period",
      "remove `averageWith`, or measure percent-within",
    );
  if (attainment?.atMostMisses !== undefined || attainment?.bySize !== undefined)
    issues.refuse(
      "average.beside-misses",
      at,
      "a number of misses is asked of one period; the mean of percentages would decide nothing",
      'promise a percentage: attainment: { atLeast: "95" }, or remove `averageWith`',
    );
  return averageWith.earlierPeriods;
}
