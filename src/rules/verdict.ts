import { compare, signOf, wholeRatio } from "../base/ratio.ts";
import { keeps } from "../core/judge.ts";
import type { Measured } from "../model/measured.ts";
import type { Verdict } from "../model/verdict.ts";
import { mayMiss } from "./facts/cycles.ts";
import type { CommitmentPlan } from "./plan.ts";

/** The verdict on one period, on exact numbers (semantics 15, 16, 19; promise 6). */
export function verdictOf(
  commitment: CommitmentPlan,
  measured: Measured,
  isRunning: boolean,
): Verdict {
  if (measured.whyNot === "partial-period") return "not-applicable";
  if (isRunning) return "pending";
  if (measured.figure !== null) return isMissed(commitment, measured) ? "breached" : "met";
  const { measure } = commitment;
  const isMet =
    measure.facts === "cycles" &&
    measure.onEmpty === "met" &&
    measured.whyNot === "empty-population";
  return isMet ? "met" : "not-measured";
}

/** Whether the figure misses what was promised; a missing figure misses nothing. */
export function isMissed(
  { bounds, measure }: CommitmentPlan,
  { figure, bad, whole }: Measured,
): boolean {
  if (figure === null) return false;
  if (measure.figure === "each") return signOf(figure) > 0;
  const allowed = measure.facts === "cycles" ? mayMiss(measure, whole) : undefined;
  if (allowed !== undefined) return compare(bad, wholeRatio(allowed)) > 0;
  return bounds.some((bound) => !keeps(figure, bound));
}
