import { add, compare, exactText, type Ratio, ZERO } from "../base/ratio.ts";
import { amountOf, type DraftLine, textOf } from "./caps.ts";
import type { MinimumPlan, Plan } from "./plan.ts";

/**
 * What is less than the least that is paid is lost, or waits until there is more of it (32), behind
 * all caps; the line stays, with 0. What waits is held together with all that is owed by the same
 * credit for the same scope; what was over a cap was enough already, and is not lost in parts.
 */
export function overMinimum(lines: readonly DraftLine[], plan: Plan): readonly DraftLine[] {
  const sums = new Map<string, Ratio>();
  for (const line of lines)
    if (line.minimum?.under === "deferred") {
      const key = keyOf(line);
      sums.set(key, add(sums.get(key) ?? ZERO, worthOf(line, line.minimum, plan)));
    }
  return lines.map((line) => {
    const { minimum } = line;
    if (minimum === undefined || line.minor === 0n) return line;
    if (minimum.under === "lost" && line.waited !== undefined) return line;
    const value = sums.get(keyOf(line)) ?? worthOf(line, minimum, plan);
    return isReached(value, minimum) ? line : withheld(line, value, minimum, plan);
  });
}

function keyOf({ commitment, unit, credit }: DraftLine): string {
  return `${commitment}/${unit}/${credit}`;
}

function worthOf(line: DraftLine, { of }: MinimumPlan, { currency }: Plan): Ratio {
  return of === "exact" ? line.exact : amountOf(line.minor, currency.places);
}

function isReached(value: Ratio, { payout, reached }: MinimumPlan): boolean {
  const order = compare(value, payout);
  return order > 0 || (order === 0 && reached === "at-least");
}

function withheld(
  line: DraftLine,
  value: Ratio,
  { reached, text, under }: MinimumPlan,
  { currency: { places } }: Plan,
): DraftLine {
  const least = reached === "at-least" ? "at least" : "more than";
  const deferred = under === "deferred" ? line.minor : 0n;
  return {
    ...line,
    minor: 0n,
    weight: ZERO,
    waits: { ...line.waits, deferred },
    steps: [
      ...line.steps,
      {
        op: "minimum",
        clause: line.clause,
        in: `${exactText(value)}, paid from ${least} ${text}`,
        out: textOf(0n, places),
      },
      ...(under === "lost"
        ? []
        : [{ op: "carry", clause: line.clause, out: textOf(deferred, places) } as const]),
    ],
  };
}
