import { signOf } from "../../../base/ratio.ts";
import type { OnFacts, Part } from "../../credit-axis.ts";

/** All that was bad in the period, as one part: downtime in ms, or a count. */
export function parts({ measured: { figure, bad } }: OnFacts): readonly Part[] {
  return figure === null || signOf(bad) <= 0 ? [] : [{ size: bad }];
}
