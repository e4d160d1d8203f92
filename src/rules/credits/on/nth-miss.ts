import { byText } from "../../../base/by-text.ts";
import { wholeRatio } from "../../../base/ratio.ts";
import { type OnFacts, type Part, selectedMisses } from "../../credit-axis.ts";

/** Every miss by the how-manieth of the period it is: 1, 2, 3 … in the order in which they began. */
export function parts(facts: OnFacts): readonly Part[] {
  return [...selectedMisses(facts)]
    .sort((a, b) => a.at - b.at || byText(a.id, b.id))
    .map(({ id, at }, index) => ({ record: id, size: wholeRatio(index + 1), at }));
}
