import type { Contract } from "../contract.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { amountOf } from "./compile-money.ts";
import { hasMonths } from "./compile-period.ts";
import type { LimitPlan } from "./plan.ts";

type LimitInput = Contract["caps"][number]["limit"];

/** Most that an incident, a day or a line may yield (32): an amount, or a share of a base. */
export function compileLimit(
  limit: LimitInput | undefined,
  path: Path,
  { contract, bases, issues }: Pick<Declared, "contract" | "bases" | "issues">,
): LimitPlan | undefined {
  if (limit === undefined) return undefined;
  const { percent, amount, base } = limit;
  if (amount !== undefined) {
    const value = amountOf(amount, [...path, "amount"], issues);
    return value === undefined ? undefined : { amount: value, text: amount };
  }
  if (percent === undefined || base === undefined) return undefined;
  const named = issues.find("base", base, bases, [...path, "base"]);
  const value = amountOf(percent, [...path, "percent"], issues);
  if (!hasMonths(contract.settlement)) {
    issues.refuse(
      "contract.not-supported-yet",
      path,
      "charges are by month or longer; their share in a week or day cannot be computed yet",
      "limit by an amount, or settle by month or longer",
    );
  }
  return named === undefined || value === undefined
    ? undefined
    : { percent: value, text: percent, base: named };
}
