import type { Commitment } from "../contract.ts";
import { monthsOf } from "./months.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;
type Clock = CyclesMeasure["clock"];
type DutyInput = Extract<Clock, { duty: unknown }>["duty"];

/**
 * What is owed, in words, of a duty that says it without rows: "≥ 4 in each calendar-quarter", "until
 * the earliest of 2027-07-18, 12 months after released". Undefined of clocks with rows.
 */
export function owedWords(clock: Clock): string | undefined {
  if (typeof clock !== "object" || !("duty" in clock)) return undefined;
  const { countInPeriod, supportedUntil } = clock.duty;
  if (countInPeriod !== undefined)
    return `≥ ${countInPeriod.atLeast} in each ${periodWords(countInPeriod.per)}`;
  return supportedUntil === undefined ? undefined : `until ${untilWords(supportedUntil.until)}`;
}

type Until = NonNullable<DutyInput["supportedUntil"]>["until"];

function untilWords({ earliestOf, latestOf, ...single }: Until): string {
  if (earliestOf !== undefined) return `the earliest of ${earliestOf.map(limbWords).join(", ")}`;
  if (latestOf !== undefined) return `the latest of ${latestOf.map(limbWords).join(", ")}`;
  return limbWords(single);
}

function limbWords({ date, after }: Pick<Until, "date" | "after">): string {
  if (after === undefined) return String(date);
  const { days, months } = after.lasts;
  const [n, unit] = months === undefined ? [days, "day"] : [monthsOf(months).n, "month"];
  return `${n} ${unit}${n === 1 ? "" : "s"} after ${after.event}`;
}

function periodWords(per: NonNullable<DutyInput["countInPeriod"]>["per"]): string {
  if (typeof per === "string") return per;
  if ("fiscal" in per) return `fiscal ${per.fiscal.length}`;
  return "billingCycle" in per ? "billing cycle" : "period of the anniversary";
}
