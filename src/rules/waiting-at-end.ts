import type { Issue } from "../base/result.ts";
import type { Line } from "../model/statement.ts";
import { formatCivilDate } from "../time/civil.ts";
import type { Period } from "../time/period.ts";
import { textOf } from "./caps.ts";
import type { Plan } from "./plan.ts";
import { waitKinds } from "./waiting.ts";

/** Of the warning that an amount waits for a statement that will never be made. */
export const WAITS_AFTER_TERM = "waiting.after-term";

/**
 * Behind the last settlement period of the term nothing is settled: what still waits then is said to be
 * paid by nobody, since the contract does not say who gets it (32, decision 0038).
 */
export function waitsAfterTerm(
  lines: readonly Line[],
  { effective: { until, end }, currency }: Pick<Plan, "effective" | "currency">,
  period: Period,
): readonly Issue[] {
  if (until === undefined || period.end < end) return [];
  const amounts = waitKinds.flatMap((kind) => {
    const minor = lines.reduce((sum, line) => sum + BigInt(line[kind]?.minor ?? 0), 0n);
    return minor === 0n ? [] : [`${textOf(minor, currency.places)} ${kind}`];
  });
  if (amounts.length === 0) return [];
  const what = amounts.join(" and ");
  return [
    {
      code: WAITS_AFTER_TERM,
      path: ["effective", "until"],
      message: `${what} still wait when the term ends before ${formatCivilDate(until)}: no later statement pays them, and the contract does not say what becomes of them`,
      hint: "agree on it, and book it by hand; or prolong the term",
      value: what,
    },
  ];
}
