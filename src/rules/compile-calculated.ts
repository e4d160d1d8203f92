import type { Unit } from "../model/verdict.ts";
import type { Collector, Path } from "./collector.ts";
import type { CalculatedToPlan } from "./tally-plan.ts";

interface CalculatedTo {
  readonly decimals: number;
  readonly round: CalculatedToPlan["round"];
  readonly for?: "look-up" | undefined;
}

/** Decimals of a figure; a length of time has none, and a count is whole already (28). */
export function calculatedToOf(
  terms: CalculatedTo | undefined,
  unit: Unit,
  path: Path,
  issues: Collector,
): CalculatedToPlan | undefined {
  if (terms === undefined) return undefined;
  if (unit === "ms" || unit === "count") {
    issues.refuse(
      "figure.no-decimals",
      [...path, "calculatedTo"],
      unit === "ms"
        ? "the figure is a length of time: decimals of which unit is not said"
        : "the figure is a count and has no decimals",
      "remove `calculatedTo`; whole minutes are `counting`",
    );
    return undefined;
  }
  const { decimals, round } = terms;
  return { decimals, round, for: terms.for ?? "test-and-look-up" };
}
