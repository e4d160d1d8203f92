import { exactText, type Ratio } from "../base/ratio.ts";
import { keeps } from "../core/judge.ts";
import type { Step } from "../model/step.ts";
import type { Unit } from "../model/verdict.ts";
import type { Bound } from "./plan.ts";
import { shownPercent } from "./shown-figure.ts";

const signs: { readonly [Kind in Bound["kind"]]: string } = {
  atLeast: "≥",
  moreThan: ">",
  atMost: "≤",
  lessThan: "<",
};

/** How the figure compares with each bound, on exact numbers (promise 6). */
export function targetSteps(
  clause: string,
  bounds: readonly Bound[],
  figure: Ratio,
  unit: Unit,
): Step[] {
  return bounds.map((bound) => {
    const [left, right] =
      unit === "percent"
        ? [shownPercent(figure, [bound]), bound.text]
        : [exactText(figure), exactText(bound.value)];
    return {
      op: "target",
      clause: bound.clause ?? clause,
      in: `${left} ${signs[bound.kind]} ${right}`,
      out: keeps(figure, bound) ? "met" : "breached",
    };
  });
}
