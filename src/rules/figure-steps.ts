import { exactText, type Ratio } from "../base/ratio.ts";
import type { Measured } from "../model/measured.ts";
import type { Step } from "../model/step.ts";
import { averageSteps, ownFigure } from "./average.ts";
import { boundText } from "./bound-text.ts";
import { calculatedSteps } from "./calculated-to.ts";
import type { Judged } from "./facts/scope.ts";

/** The first and the last steps of every measure, whatever lies between them. */

/** The part of the period that is judged, and its ms. */
export function periodStep(clause: string, { start, end }: Pick<Judged, "start" | "end">): Step {
  return {
    op: "period",
    clause,
    in: `${boundText(start)} to ${boundText(end)}`,
    out: String(end - start),
  };
}

/**
 * From the period's own figure to the one that is judged: a mean with earlier periods (20), calculated
 * to so many decimals (28).
 *
 * @param figure That of `measured`, where there is one.
 * @param expression What the own figure was made of; undefined where the contract says it outright.
 */
export function figureSteps(
  clause: string,
  measured: Measured,
  figure: Ratio,
  expression: string | undefined,
): readonly Step[] {
  const out = exactText(ownFigure(measured, figure));
  return [
    expression === undefined
      ? { op: "figure", clause, out }
      : { op: "figure", clause, in: expression, out },
    ...averageSteps(clause, measured),
    ...calculatedSteps(clause, measured),
  ];
}
