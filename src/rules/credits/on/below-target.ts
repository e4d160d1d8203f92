import { present } from "../../../base/invariant.ts";
import { exactText, signOf, subtract } from "../../../base/ratio.ts";
import type { OnFacts, Part } from "../../credit-axis.ts";

/** How far the figure is on the wrong side of the target, as one part; nothing where it is not. */
export function parts({ measured: { figure }, bound }: OnFacts): readonly Part[] {
  if (figure === null) return [];
  const { kind, value } = present(bound, "what is counted from a target has one");
  const isLeast = kind === "atLeast" || kind === "moreThan";
  const [more, less] = isLeast ? [value, figure] : [figure, value];
  const size = subtract(more, less);
  if (signOf(size) <= 0) return [];
  return [{ size, made: `${exactText(more)} − ${exactText(less)}` }];
}
