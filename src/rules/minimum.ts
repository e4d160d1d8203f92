import { compare, exactText, wholeRatio } from "../base/ratio.ts";
import { amountOf, type DraftLine, textOf } from "./caps.ts";
import type { Plan } from "./plan.ts";

/** What is less than the least that is paid is lost (32), behind all caps; the line stays, with 0. */
export function overMinimum(line: DraftLine, { currency: { places } }: Plan): DraftLine {
  const { minimum } = line;
  if (minimum === undefined || line.minor === 0n) return line;
  const value = minimum.of === "exact" ? line.exact : amountOf(line.minor, places);
  const order = compare(value, minimum.payout);
  const isReached = order > 0 || (order === 0 && minimum.reached === "at-least");
  if (isReached) return line;
  const least = minimum.reached === "at-least" ? "at least" : "more than";
  return {
    ...line,
    minor: 0n,
    weight: wholeRatio(0),
    steps: [
      ...line.steps,
      {
        op: "minimum",
        clause: line.clause,
        in: `${exactText(value)}, paid from ${least} ${minimum.text}`,
        out: textOf(0n, places),
      },
    ],
  };
}
