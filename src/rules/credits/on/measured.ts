import type { OnFacts, Part } from "../../credit-axis.ts";

/** The figure of the period as it is looked up, as one part (28). */
export function parts({ measured: { figure, lookedUp } }: OnFacts): readonly Part[] {
  return figure === null ? [] : [{ size: lookedUp ?? figure }];
}
