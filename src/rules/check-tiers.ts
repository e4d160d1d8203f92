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
  if (credit.on !== "measured" || axis.unit !== "percent") return;
  checkMetRegion(credit, tiers, path, context);
  checkReach(credit, tiers, path, context);
  checkMonotone(tiers, path, context);
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
 * A worse figure should not earn less (29). A row is held against the next higher one that gives
 * the same kind of thing; `nothing` is the least of any kind.
 */
function checkMonotone(
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { declared: { issues } }: Context,
): void {
  const downwards = tiers.map((tier, index) => ({ tier, index })).sort(byBoundsDown);
  downwards.forEach(({ tier, index }, at) => {
    const higher = downwards.slice(0, at).findLast((above) => isComparable(above.tier, tier));
    if (higher === undefined || compare(givenBy(tier), givenBy(higher.tier)) >= 0) return;
    issues.warn(
      "tier.not-monotone",
      [...path, "tiers", index, "give"],
      `the row gives ${giveText(tier)}, a row for better figures gives ${giveText(higher.tier)}`,
      "check the two rows: less for worse service is seldom meant",
    );
  });
}

type Indexed = { readonly tier: Tier<TierGive>; readonly index: number };

/** The row of the best figures first; an open end lies beyond every bound. */
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
  const [bound] = bounds;
  if (bound === undefined) return;
  tiers.forEach((tier, index) => {
    if (givesNothing(tier) || isOutside(tier, bound)) return;
    const message = `the row up to ${credit.tiers[index]?.below ?? "100"} credits figures that meet the target of ${bound.text}`;
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

function givesNothing({ give: { give, plus } }: Tier<TierGive>): boolean {
  return give === "nothing" && plus === undefined;
}

/** No figure of the row meets the target. */
function isOutside(tier: Tier<unknown>, bound: Bound): boolean {
  if (tier.below === undefined) return false;
  const order = compare(tier.below, bound.value);
  return order < 0 || (order === 0 && (!tier.belowInclusive || bound.kind === "moreThan"));
}

/** A breach that no row credits: below the lowest row, or between the highest and the target. */
function checkReach(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<TierGive>[],
  path: Path,
  { bounds, declared: { issues } }: Context,
): void {
  const [bound] = bounds;
  if (bound !== undefined && credit.onGap === "refuse" && !tiers.some(reachesTo(bound))) {
    issues.refuse(
      "tier.gap",
      [...path, "tiers"],
      `no row applies between the highest row and the target of ${bound.text}`,
      "let a row end at the target, or say onGap: none or next-row-down",
    );
  }
  const lowest = tiers.some(({ from, fromExclusive }) => {
    if (from === undefined) return true;
    const order = compare(from, ZERO);
    return order < 0 || (order === 0 && !fromExclusive);
  });
  if (!lowest && credit.onGap === "refuse") {
    issues.refuse(
      "tier.gap",
      [...path, "tiers"],
      "no row applies to the lowest figures",
      'let the last row begin at "0", or say onGap: none or next-row-down',
    );
  }
}

/** The row holds the highest figures that miss the target; `moreThan` is missed at its very value. */
function reachesTo(bound: Bound): (tier: Tier<unknown>) => boolean {
  return ({ below, belowInclusive }) => {
    if (below === undefined) return true;
    const order = compare(below, bound.value);
    return order > 0 || (order === 0 && (belowInclusive || bound.kind === "atLeast"));
  };
}
