import { exactText, round } from "../base/ratio.ts";
import type { Measured } from "../model/measured.ts";
import type { Step } from "../model/step.ts";
import type { CalculatedToPlan } from "./tally-plan.ts";

/**
 * The figure calculated to so many decimals, for the test and the look-up alike; or, where the
 * contract says so, for the look-up alone (28). The one place in which a figure is rounded.
 */
export function calculated(measured: Measured, terms: CalculatedToPlan | undefined): Measured {
  const { figure } = measured;
  if (terms === undefined || figure === null) return measured;
  const rounded = round(figure, terms.decimals, terms.round);
  switch (terms.for) {
    case "test-and-look-up":
      return { ...measured, figure: rounded, uncalculated: figure };
    case "look-up":
      return { ...measured, lookedUp: rounded };
  }
}

/** From the exact figure to the one that is used; nothing where no rounding is agreed. */
export function calculatedSteps(
  clause: string,
  { figure, uncalculated, lookedUp }: Measured,
): readonly Step[] {
  const exact = lookedUp === undefined ? uncalculated : figure;
  const out = lookedUp ?? figure;
  if (exact === undefined || exact === null || out === null) return [];
  return [{ op: "calculated-to", clause, in: exactText(exact), out: exactText(out) }];
}
