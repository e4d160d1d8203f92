import { compare, exactText, ONE, type Ratio } from "../../../base/ratio.ts";
import { matchTier, type Tier } from "../../../core/tiers.ts";
import type { Award } from "../../credit-award.ts";
import type { Part } from "../../credit-axis.ts";
import { rateAwards } from "../../credit-rate.ts";
import type { CreditPlan, TierGive } from "../../plan.ts";

type Terms = Extract<CreditPlan["how"], { how: "tiers" }>;
type Row = Tier<TierGive>;
/** What the awards of a row come to, to tell the larger of two rows. */
type Total = (awards: readonly Award[]) => Ratio;

/**
 * The row that holds the size of the part (29). Gaps and overlaps are read as the contract says;
 * where it says nothing they were refused when it was parsed.
 */
export function find(
  { tiers, onGap, onOverlap, isAboveAllMet }: Terms,
  part: Part,
  total: Total,
): readonly Award[] {
  const match = matchTier(tiers, part.size);
  switch (match.kind) {
    case "one":
      return awardsIn(match.tier, part);
    case "none":
      return onGap === "next-row-down"
        ? awardsIn(nextDown(tiers, part.size, isAboveAllMet), part)
        : [];
    case "conflict":
      return awardsIn(
        chosen(match.tiers, onOverlap, (row) => total(awardsIn(row, part))),
        part,
      );
  }
}

function awardsIn(tier: Row | undefined, part: Part): readonly Award[] {
  if (tier === undefined) return [];
  const { give, plus } = tier.give;
  const base = give === "nothing" ? [] : [{ give, row: rowText(tier), count: ONE }];
  if (plus === undefined) return base;
  return [...base, ...rateAwards(plus, part, plus.worse === "down" ? tier.below : tier.from)];
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
  worth: (row: Row) => Ratio,
): Row | undefined {
  const [first] = tiers;
  if (first === undefined || onOverlap === "refuse" || onOverlap === "first") return first;
  const sign = onOverlap === "larger" ? 1 : -1;
  return tiers.reduce(
    (best, tier) => (compare(worth(tier), worth(best)) * sign > 0 ? tier : best),
    first,
  );
}

/** "99 ≤ x < 99.95" */
function rowText({ from, below, fromExclusive, belowInclusive }: Row): string {
  const low = from === undefined ? "" : `${exactText(from)} ${fromExclusive ? "<" : "≤"} `;
  const high = below === undefined ? "" : ` ${belowInclusive ? "≤" : "<"} ${exactText(below)}`;
  return `${low}x${high}`;
}
