import { compare, HUNDRED, type Ratio, ZERO } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import { seamsOf, type Tier } from "../core/tiers.ts";
import type { Path } from "./collector.ts";
import type { CreditContext as Context } from "./compile-credits.ts";
import type { Bound, TierGive } from "./plan.ts";
import type { Axis } from "./units.ts";

/** A partition without gaps and overlaps, and nothing credited in the met region (29). */
export function checkTiers(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<TierGive>[],
  axis: Axis,
  path: Path,
  context: Context,
): void {
  const { issues } = context.declared;
  for (const seam of seamsOf(tiers)) {
    const isAllowed =
      seam.kind === "gap" ? credit.onGap !== "refuse" : credit.onOverlap !== "refuse";
    const [low, high] = [credit.tiers[seam.lower], credit.tiers[seam.upper]];
    const at = [...path, "tiers", seam.upper];
    const where = seam.point
      ? `at exactly ${high?.from}`
      : seam.kind === "gap"
        ? `between ${low?.below} and ${high?.from}`
        : `from ${high?.from ?? "the start"}`;
    const message = seam.kind === "gap" ? `no row applies ${where}` : `two rows apply ${where}`;
    const option =
      seam.kind === "gap" ? "onGap: none or next-row-down" : "onOverlap: larger, smaller or first";
    if (isAllowed)
      issues.warn(
        `tier.${seam.kind}`,
        at,
        message,
        `the contract reads it by ${seam.kind === "gap" ? `onGap: ${credit.onGap}` : `onOverlap: ${credit.onOverlap}`}`,
      );
    else
      issues.refuse(
        `tier.${seam.kind}`,
        at,
        message,
        `make the bounds meet, or say how the clause is read: ${option}`,
      );
  }
  checkAboveBase(tiers, path, context);
  checkMonotone(tiers, worseSide(credit, context.bounds), path, context);
  if (credit.on !== "measured") return;
  const isPercent = axis.unit === "percent";
  // A clock's mean or percentile is held against its row, whose bound is no region of the table.
  if (!isPercent && context.commitment.measure.facts !== "outages") return;
  checkMetRegion(credit, tiers, path, context);
  checkReach(credit, tiers, path, context);
}

/**
 * On which side figures are worse: of what is lost, late or missed more is; a figure is held against
 * its target, and the share of tickets that has none is better the larger it is.
 */
function worseSide({ on }: Credit, [bound]: readonly Bound[]): "down" | "up" {
  return on !== "measured" || isUpper(bound) ? "up" : "down";
}

/** More than the whole base is legal, and more often a slip of the pen. */
function checkAboveBase(
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { declared: { issues } }: Context,
): void {
  tiers.forEach(({ give: { give } }, index) => {
    if (give === "nothing" || give.kind !== "percent" || compare(give.value, HUNDRED) <= 0) return;
    issues.warn(
      "tier.above-base",
      [...path, "tiers", index, "give", "percent"],
      `the row gives ${give.text} % of the base`,
      "check that more than the whole base is meant",
      give.text,
    );
  });
}

/**
 * A worse figure should not earn less (29). A row is held against the next better one that gives
 * the same kind of thing; `nothing` is the least of any kind.
 */
function checkMonotone(
  tiers: readonly Tier<TierGive>[],
  worse: "down" | "up",
  path: Path,
  { declared: { issues } }: Context,
): void {
  const downwards = tiers.map((tier, index) => ({ tier, index })).sort(byBoundsDown);
  const bestFirst = worse === "down" ? downwards : downwards.reverse();
  bestFirst.forEach(({ tier, index }, at) => {
    const better = bestFirst.slice(0, at).findLast((above) => isComparable(above.tier, tier));
    if (better === undefined || compare(givenBy(tier), givenBy(better.tier)) >= 0) return;
    issues.warn(
      "tier.not-monotone",
      [...path, "tiers", index, "give"],
      `the row gives ${giveText(tier)}, a row for better figures gives ${giveText(better.tier)}`,
      "check the two rows: less for worse service is seldom meant",
    );
  });
}

type Indexed = { readonly tier: Tier<TierGive>; readonly index: number };

/** The row of the largest figures first; an open end lies beyond every bound. */
function byBoundsDown({ tier: a }: Indexed, { tier: b }: Indexed): number {
  return compareBounds(b.from, a.from, -1) || compareBounds(b.below, a.below, 1);
}

function compareBounds(a: Tier<unknown>["from"], b: Tier<unknown>["from"], open: -1 | 1): number {
  if (a === undefined) return b === undefined ? 0 : open;
  return b === undefined ? -open : compare(a, b);
}

function isComparable({ give: a }: Tier<TierGive>, { give: b }: Tier<TierGive>): boolean {
  // What a rate adds depends on the figure: such a row is not held against others.
  if (a.plus !== undefined || b.plus !== undefined) return false;
  return a.give === "nothing" || b.give === "nothing" || a.give.kind === b.give.kind;
}

function givenBy({ give: { give } }: Tier<TierGive>): Ratio {
  return give === "nothing" ? ZERO : give.value;
}

function giveText({ give: { give } }: Tier<TierGive>): string {
  if (give === "nothing") return "nothing";
  return give.kind === "percent" ? `${give.text} %` : give.text;
}

function checkMetRegion(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { bounds, declared: { issues } }: Context,
): void {
  if (bounds.length === 0) return;
  const target = bounds.map(({ text }) => text).join(" and ");
  tiers.forEach((tier, index) => {
    if (givesNothing(tier) || bounds.some((bound) => isOutside(tier, bound))) return;
    const row = isUpper(bounds[0])
      ? `from ${credit.tiers[index]?.from ?? "0"} on`
      : `up to ${credit.tiers[index]?.below ?? "100"}`;
    const message = `the row ${row} credits figures that meet the target of ${target}`;
    const at = [...path, "tiers", index];
    if (credit.when === "always")
      issues.warn("tier.in-met-region", at, message, "the table alone decides (when: always)");
    else
      issues.refuse(
        "tier.in-met-region",
        at,
        message,
        "end the row at the target, or say that the table alone decides: when: always",
      );
  });
}

/** Whether less is better. */
function isUpper(bound: Bound | undefined): boolean {
  return bound?.kind === "atMost" || bound?.kind === "lessThan";
}

function givesNothing({ give: { give, plus } }: Tier<TierGive>): boolean {
  return give === "nothing" && plus === undefined;
}

/** No figure of the row keeps the bound. */
function isOutside({ from, below, ...tier }: Tier<unknown>, bound: Bound): boolean {
  if (isUpper(bound)) {
    if (from === undefined) return false;
    const order = compare(from, bound.value);
    return order > 0 || (order === 0 && (tier.fromExclusive || bound.kind === "lessThan"));
  }
  if (below === undefined) return false;
  const order = compare(below, bound.value);
  return order < 0 || (order === 0 && (!tier.belowInclusive || bound.kind === "moreThan"));
}

/** A breach that no row credits: between the target and the row next to it, or beyond the last row. */
function checkReach(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { bounds, declared: { issues } }: Context,
): void {
  if (credit.onGap !== "refuse") return;
  const refuse = (message: string, hint: string) =>
    issues.refuse(
      "tier.gap",
      [...path, "tiers"],
      message,
      `${hint}, or say onGap: none or next-row-down`,
    );
  for (const bound of bounds) {
    if (tiers.some(reachesTo(bound))) continue;
    if (isUpper(bound))
      refuse(
        `no row applies between the target of ${bound.text} and the lowest row`,
        "let a row begin at the target",
      );
    else
      refuse(
        `no row applies between the highest row and the target of ${bound.text}`,
        "let a row end at the target",
      );
  }
  const lowest = tiers.some(({ from, fromExclusive }) => {
    if (from === undefined) return true;
    const order = compare(from, ZERO);
    return order < 0 || (order === 0 && !fromExclusive);
  });
  const hasLower = bounds.length === 0 || !bounds.every(isUpper);
  if (hasLower && !lowest)
    refuse("no row applies to the lowest figures", 'let the last row begin at "0"');
  if (bounds.some(isUpper) && tiers.every(({ below }) => below !== undefined))
    refuse("no row applies to the highest figures", "let the last row have no end");
}

/** The row holds the figures next to the bound that miss it; a strict bound is missed at its value. */
function reachesTo(bound: Bound): (tier: Tier<unknown>) => boolean {
  return ({ from, below, fromExclusive, belowInclusive }) => {
    const edge = isUpper(bound) ? from : below;
    if (edge === undefined) return true;
    const order = compare(edge, bound.value);
    if (isUpper(bound))
      return order < 0 || (order === 0 && (!fromExclusive || bound.kind === "atMost"));
    return order > 0 || (order === 0 && (belowInclusive || bound.kind === "atLeast"));
  };
}
