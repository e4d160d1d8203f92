import { present } from "../../../base/invariant.ts";
import { wholeRatio } from "../../../base/ratio.ts";
import type { OnFacts, Part } from "../../credit-axis.ts";

/** By the how-manieth failed period among the last so many this one is, as one part (36). */
export function parts({ nthFailed }: OnFacts): readonly Part[] {
  return [{ size: wholeRatio(present(nthFailed, "a failed period has its number")) }];
}
