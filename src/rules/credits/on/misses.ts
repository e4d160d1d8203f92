import { wholeRatio } from "../../../base/ratio.ts";
import { type OnFacts, type Part, selectedMisses } from "../../credit-axis.ts";

/** How many misses the period has, as one part; nothing where it has none. */
export function parts(facts: OnFacts): readonly Part[] {
  const { length } = selectedMisses(facts);
  return length === 0 ? [] : [{ size: wholeRatio(length) }];
}
