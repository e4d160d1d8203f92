import { compare, exactText, type Ratio } from "../../../base/ratio.ts";
import { matchTier, type Tier } from "../../../core/tiers.ts";
import type { CreditPlan, GivePlan } from "../../plan.ts";
import type { Found, Part, Worth } from "../index.ts";

type Terms = Extract<CreditPlan["how"], { how: "tiers" }>;
type Row = Tier<GivePlan | "nothing">;

/**
 * The row that holds the size of the part (29). Gaps and overlaps are read as the contract says;
 * where it says nothing they were refused when it was parsed.
 */
export function find(
  { tiers, onGap, onOverlap, isAboveAllMet }: Terms,
  { size }: Part,
  worth: Worth,
): Found | undefined {
  const match = matchTier(tiers, size);
  switch (match.kind) {
    case "one":
      return foundIn(match.tier);
    case "none":
      return onGap === "next-row-down" ? foundIn(nextDown(tiers, size, isAboveAllMet)) : undefined;
    case "conflict":
      return foundIn(chosen(match.tiers, onOverlap, worth));
  }
}

function foundIn(tier: Row | undefined): Found | undefined {
  return tier === undefined || tier.give === "nothing"
    ? undefined
    : { give: tier.give, row: rowText(tier) };
}

/**
 * The nearest row that ends at or below the figure. Above every row there is a gap only where a
 * breach is credited, between the top row and the target; else that is the met region.
 */
function nextDown(tiers: readonly Row[], size: Ratio, isAboveAllMet: boolean): Row | undefined {
  const isUnderARow = tiers.some(({ from }) => from !== undefined && compare(from, size) >= 0);
  if (isAboveAllMet && !isUnderARow) return undefined;
  let best: Row | undefined;
  for (const tier of tiers) {
    if (tier.below === undefined || compare(tier.below, size) > 0) continue;
    if (best?.below === undefined || compare(tier.below, best.below) > 0) best = tier;
  }
  return best;
}

function chosen(
  tiers: readonly Row[],
  onOverlap: Terms["onOverlap"],
  worth: Worth,
): Row | undefined {
  const [first] = tiers;
  if (first === undefined || onOverlap === "refuse" || onOverlap === "first") return first;
  const sign = onOverlap === "larger" ? 1 : -1;
  return tiers.reduce(
    (best, tier) => (compare(worth(tier.give), worth(best.give)) * sign > 0 ? tier : best),
    first,
  );
}

/** "99 ≤ x < 99.95" */
function rowText({ from, below, fromExclusive, belowInclusive }: Row): string {
  const low = from === undefined ? "" : `${exactText(from)} ${fromExclusive ? "<" : "≤"} `;
  const high = below === undefined ? "" : ` ${belowInclusive ? "≤" : "<"} ${exactText(below)}`;
  return `${low}x${high}`;
}
