import { present } from "../../../base/invariant.ts";
import {
  divide,
  exactText,
  HUNDRED,
  multiply,
  type Ratio,
  signOf,
  subtract,
} from "../../../base/ratio.ts";
import type { OnFacts, Part } from "../../credit-axis.ts";

/**
 * What was bad beyond what the target allows, as one part. A percentage allows its complement of the
 * denominator (28); a bound on a length or a count allows just that.
 */
export function parts({ measured: { figure, unit, bad, whole }, bound }: OnFacts): readonly Part[] {
  if (figure === null) return [];
  const { value } = present(bound, "what is counted beyond a target has one");
  const isPercent = unit === "percent";
  const allowed = isPercent ? shareOf(whole, subtract(HUNDRED, value)) : value;
  const size = subtract(bad, allowed);
  if (signOf(size) <= 0) return [];
  const made = isPercent
    ? `${exactText(bad)} − ${exactText(whole)} × (100 − ${exactText(value)}) ÷ 100`
    : `${exactText(bad)} − ${exactText(value)}`;
  return [{ size, made }];
}

function shareOf(whole: Ratio, percent: Ratio): Ratio {
  return divide(multiply(whole, percent), HUNDRED);
}
