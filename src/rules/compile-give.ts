import { present } from "../base/invariant.ts";
import type { Ratio } from "../base/ratio.ts";
import { ONE, parseQuantity, signOf } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import type { Path } from "./collector.ts";
import type { Declared } from "./compile-commitments.ts";
import type { GiveContext } from "./compile-credits.ts";
import { deadline } from "./compile-deadline.ts";
import { amountOf } from "./compile-money.ts";
import type { GivePlan } from "./plan.ts";

export type GiveInput = Extract<Credit, { how: "flat" }>["give"];

/**
 * What a credit gives (30): exactly one of the keys, which the shape made sure of.
 *
 * @param base The base of the credit: with it, days are average daily fees.
 * @returns Undefined for what is refused or cannot be computed yet.
 */
export function compileGive(
  give: GiveInput,
  path: Path,
  base: string | undefined,
  context: GiveContext["declared"],
): GivePlan | undefined {
  const { issues } = context;
  const { percent, fraction, amount, times, days, points, units, right } = give;
  const decimal = (kind: "percent" | "amount" | "times" | "points", text: string) => {
    const value = amountOf(text, [...path, kind], issues);
    return value === undefined ? undefined : { kind, value, text };
  };
  if (percent !== undefined) return decimal("percent", percent);
  if (amount !== undefined) return decimal("amount", amount);
  if (times !== undefined) return decimal("times", times);
  if (points !== undefined) return decimal("points", points);
  if (days !== undefined) {
    const value = amountOf(days, [...path, "days"], issues);
    return value === undefined
      ? undefined
      : { kind: "days", value, text: days, ofBase: base !== undefined };
  }
  if (fraction !== undefined) {
    const value = quantityOf(fraction, [...path, "fraction"], { issues });
    return value === undefined ? undefined : { kind: "fraction", value, text: fraction };
  }
  if (units !== undefined) {
    const value = quantityOf(units.count, [...path, "units", "count"], { issues });
    return value === undefined
      ? undefined
      : { kind: "units", value, text: units.count, unit: units.unit, daily: units.timesDaily };
  }
  const { what, holder, text, exerciseWithin } = present(
    right,
    "a gift has one of its forms",
    path,
  );
  const within =
    exerciseWithin === undefined
      ? undefined
      : deadline(exerciseWithin, [...path, "right", "exerciseWithin"], context, "right");
  return { kind: "right", value: ONE, text: what, right: { what, holder, text, within } };
}

/** A decimal or n/d that is not negative. */
function quantityOf(
  text: string,
  path: Path,
  { issues }: Pick<Declared, "issues">,
): Ratio | undefined {
  const value = parseQuantity(text);
  if (value !== undefined && signOf(value) >= 0) return value;
  issues.refuse(
    "quantity.malformed",
    path,
    `"${text}" is no decimal and no fraction of 0 or more`,
    'write "0.25" or "1/15", with at most 18 digits a figure',
    text,
  );
  return undefined;
}
