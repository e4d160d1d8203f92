import { add, divide, exactText, type Ratio, sum, wholeRatio } from "../base/ratio.ts";
import type { EarlierFigure, Measured } from "../model/measured.ts";
import type { Step } from "../model/step.ts";
import { calculated } from "./calculated-to.ts";
import type { Head } from "./judged-result.ts";
import type { CalculatedToPlan } from "./tally-plan.ts";

/**
 * The figure that is judged: the mean with earlier periods where the contract takes one (20), then
 * calculated to so many decimals (28). What was bad, the whole and the misses stay the period's own.
 */
export function concluded(
  measured: Measured,
  { earlier }: Pick<Head, "earlier">,
  calculatedTo: CalculatedToPlan | undefined,
): Measured {
  const mean = earlier === undefined ? measured : averaged(measured, earlier);
  return calculated(mean, calculatedTo);
}

/** Every period weighs the same; one without a figure weighs nothing. */
function averaged(measured: Measured, earlier: readonly EarlierFigure[]): Measured {
  const { figure: own } = measured;
  if (own === null) return measured;
  const others = figuresOf(earlier);
  const figure = divide(add(own, sum(others)), wholeRatio(others.length + 1));
  return { ...measured, figure, own, earlier };
}

function figuresOf(earlier: readonly EarlierFigure[]): readonly Ratio[] {
  return earlier.flatMap(({ figure }) => figure ?? []);
}

/** The exact figure of the period itself, before any mean and rounding; what its own facts make. */
export function ownFigure({ own, uncalculated }: Measured, figure: Ratio): Ratio {
  return own ?? uncalculated ?? figure;
}

/** So many figures are written out in a step; of more only their sum. */
const WRITTEN_MAX = 8;

/** From the period's own figure to the mean; nothing where the contract takes none. */
export function averageSteps(clause: string, measured: Measured): readonly Step[] {
  const { own, earlier, figure, uncalculated } = measured;
  const mean = uncalculated ?? figure;
  if (own === undefined || earlier === undefined || mean === null) return [];
  const others = figuresOf(earlier);
  const isShort = others.length <= WRITTEN_MAX;
  const terms = (isShort ? others : [sum(others)]).map(exactText);
  const average: Step = {
    op: "average",
    clause,
    in: `(${[exactText(own), ...terms].join(" + ")}) ÷ ${others.length + 1}`,
    out: exactText(mean),
  };
  if (earlier.length === 0) return [average];
  const step: Step = {
    op: "history",
    clause,
    in: `earlier periods: ${earlier.map(({ label }) => label).join(", ")}`,
    out: earlier.map(told).join(", "),
  };
  return [step, average];
}

function told({ figure }: EarlierFigure): string {
  return figure === null ? "not measured" : exactText(figure);
}
