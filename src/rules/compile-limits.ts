import { present } from "../base/invariant.ts";
import type { Contract } from "../contract.ts";
import { type BaseUse, basesOf, checkBaseUse } from "./check-base.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import { amountOf } from "./compile-money.ts";
import type { BasePlan, LimitPlan } from "./plan.ts";

type LimitInput = Contract["caps"][number]["limit"];

/**
 * Most that an incident, a day, a line or a cap may yield (32): an amount, a share of a base, or so many
 * days: daily fees of a base, or days of service.
 */
export function compileLimit(
  limit: LimitInput | undefined,
  path: Path,
  use: BaseUse,
  declared: Pick<Declared, "services" | "bases" | "issues">,
): LimitPlan | undefined {
  if (limit === undefined) return undefined;
  const { issues, bases } = declared;
  const { percent, amount, days, base } = limit;
  if (amount !== undefined) {
    const value = amountOf(amount, [...path, "amount"], issues);
    return value === undefined ? undefined : { amount: value, text: amount };
  }
  const [kind, text] =
    days === undefined
      ? (["percent", present(percent, "a limit has one of its forms")] as const)
      : (["days", days] as const);
  const value = amountOf(text, [...path, kind], issues);
  if (base === undefined) return value === undefined ? undefined : { serviceDays: value, text };
  const named = issues.find("base", base, bases, [...path, "base"]);
  if (named === undefined || value === undefined) return undefined;
  checkBaseUse(named, use, [...path, "base"], declared);
  if (kind === "percent") return { percent: value, text, base: named };
  if (!isDailyFee(named, declared))
    issues.refuse(
      "limit.no-daily-fee",
      [...path, "base"],
      `${text} days of base ${base}, which takes more than one day`,
      "name a base that takes averageDays, or give a percentage",
      base,
    );
  return { dailyFees: value, text, base: named };
}

/** Whether each charge in it is taken as the fee of a day. */
function isDailyFee(base: BasePlan, declared: Pick<Declared, "bases">): boolean {
  return basesOf(base, declared).every(
    ({ of, taken }) =>
      (typeof taken === "object" && "averageDays" in taken) ||
      (of !== "scope" && of.every((name) => declared.bases.has(name))),
  );
}
