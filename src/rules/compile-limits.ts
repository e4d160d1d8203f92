import type { Contract } from "../contract.ts";
import { type BaseUse, checkBaseUse } from "./check-base.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { amountOf } from "./compile-money.ts";
import type { LimitPlan } from "./plan.ts";

type LimitInput = Contract["caps"][number]["limit"];

/** Most that an incident, a day, a line or a cap may yield (32): an amount, or a share of a base. */
export function compileLimit(
  limit: LimitInput | undefined,
  path: Path,
  use: BaseUse,
  declared: Pick<Declared, "services" | "bases" | "issues">,
): LimitPlan | undefined {
  if (limit === undefined) return undefined;
  const { issues, bases } = declared;
  const { percent, amount, base } = limit;
  if (amount !== undefined) {
    const value = amountOf(amount, [...path, "amount"], issues);
    return value === undefined ? undefined : { amount: value, text: amount };
  }
  if (percent === undefined || base === undefined) return undefined;
  const named = issues.find("base", base, bases, [...path, "base"]);
  const value = amountOf(percent, [...path, "percent"], issues);
  if (named === undefined || value === undefined) return undefined;
  checkBaseUse(named, use, [...path, "base"], declared);
  return { percent: value, text: percent, base: named };
}
