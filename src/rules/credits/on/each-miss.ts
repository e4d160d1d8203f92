import type { OnFacts, Part } from "../../credit-axis.ts";
import { selectedMisses } from "../../credit-axis.ts";

/** Every outage, late cycle or missed duty is a part of its own; `where` picks among them. */
export function parts(facts: OnFacts): readonly Part[] {
  return selectedMisses(facts).map(({ id, size, at }) => ({ record: id, size, at }));
}
