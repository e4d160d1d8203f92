import { compare, ZERO } from "../base/ratio.ts";
import type { Credit } from "../contract.ts";
import { seamsOf, type Tier } from "../core/tiers.ts";
import type { Path } from "./collector.ts";
import type { CreditContext as Context } from "./compile-credits.ts";
import type { Bound, GivePlan } from "./plan.ts";
import type { Axis } from "./units.ts";

/** A partition without gaps and overlaps, and nothing credited in the met region (29). */
export function checkTiers(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<GivePlan | "nothing">[],
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
  if (credit.on !== "measured" || axis.unit !== "percent") return;
  checkMetRegion(credit, tiers, path, context);
  checkReach(credit, tiers, path, context);
}

function checkMetRegion(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<GivePlan | "nothing">[],
  path: Path,
  { bounds, declared: { issues } }: Context,
): void {
  const [bound] = bounds;
  if (bound === undefined) return;
  tiers.forEach((tier, index) => {
    if (tier.give === "nothing" || isOutside(tier, bound)) return;
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

/** No figure of the row meets the target. */
function isOutside(tier: Tier<unknown>, bound: Bound): boolean {
  if (tier.below === undefined) return false;
  const order = compare(tier.below, bound.value);
  return order < 0 || (order === 0 && (!tier.belowInclusive || bound.kind === "moreThan"));
}

/** A breach that no row credits: below the lowest row, or between the highest and the target. */
function checkReach(
  credit: Extract<Credit, { how: "tiers" }>,
  tiers: readonly Tier<GivePlan | "nothing">[],
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
