import type { Path } from "./collector.ts";
import { compileWait, type WaitContext, type WaitTerms } from "./compile-wait.ts";
import { monthsOf } from "./months.ts";
import type { WaitPlan } from "./wait.ts";

/** What has a last day: a claim, or a right. */
type Of = "claim" | "right";

/** A time in which something must be done, of ten years or less (35, 36). */
export function deadline(
  terms: WaitTerms,
  path: Path,
  context: WaitContext,
  of: Of,
): WaitPlan | undefined {
  const { hours, days, months, businessDays, endOf } = terms;
  checkLength("hours", hours, [...path, "hours"], context, of);
  checkLength("days", days, [...path, "days"], context, of);
  checkLength("months", months && monthsOf(months).n, [...path, "months"], context, of);
  checkLength("days", businessDays?.n, [...path, "businessDays", "n"], context, of);
  checkLength("endOf", endOf?.n, [...path, "endOf", "n"], context, of);
  return compileWait(terms, path, context);
}

/** Ten years, or so many periods. */
const LENGTH_MAX = { hours: 87_600, days: 3_652, months: 120, endOf: 120 } as const;

export function checkLength(
  unit: keyof typeof LENGTH_MAX,
  n: number | undefined,
  path: Path,
  { issues }: Pick<WaitContext, "issues">,
  of: Of,
): void {
  const most = LENGTH_MAX[unit];
  if (n === undefined || n <= most) return;
  issues.refuse(
    of === "claim" ? "claim.too-long" : "right.too-long",
    path,
    `a ${of} within ${n} of these is above ten years`,
    `use at most ${most}; check the unit`,
    String(n),
  );
}
