import { compare, type Ratio } from "../base/ratio.ts";

/** A row applies while `from <= figure < below`, unless a flag says else. A bound left out is open. */
export interface Tier<Give> {
  readonly from?: Ratio;
  readonly below?: Ratio;
  readonly fromExclusive: boolean;
  readonly belowInclusive: boolean;
  readonly give: Give;
}

export type TierMatch<Give> =
  | { readonly kind: "one"; readonly tier: Tier<Give>; readonly index: number }
  | { readonly kind: "none" }
  | {
      readonly kind: "conflict";
      readonly tiers: readonly Tier<Give>[];
      readonly indexes: readonly number[];
    };

/** Two rows that both apply are a conflict to report, not a race for the first one to win (29). */
export function matchTier<Give>(tiers: readonly Tier<Give>[], figure: Ratio): TierMatch<Give> {
  const matching = tiers.filter((tier) => applies(tier, figure));
  const [tier] = matching;
  if (tier === undefined) return { kind: "none" };
  return matching.length === 1
    ? { kind: "one", tier, index: tiers.indexOf(tier) }
    : { kind: "conflict", tiers: matching, indexes: matching.map((row) => tiers.indexOf(row)) };
}

function applies(
  { from, below, fromExclusive, belowInclusive }: Tier<unknown>,
  figure: Ratio,
): boolean {
  const low = from === undefined ? 1 : compare(figure, from);
  const high = below === undefined ? -1 : compare(figure, below);
  return (low > 0 || (low === 0 && !fromExclusive)) && (high < 0 || (high === 0 && belowInclusive));
}

/** Where two rows of a table leave figures out, or hold the same ones. */
export interface Seam {
  readonly kind: "gap" | "overlap";
  /** Rows by their place in the table. */
  readonly lower: number;
  readonly upper: number;
  /** One single value is left out or held twice: the lower bound of `upper`. */
  readonly point: boolean;
}

/** Gaps and overlaps of a table: a partition has neither (29). Rows must have from <= below. */
export function seamsOf(tiers: readonly Tier<unknown>[]): readonly Seam[] {
  const order = tiers
    .map((tier, index) => ({ tier, index }))
    .sort((a, b) => compareFrom(a.tier, b.tier) || a.index - b.index);
  const seams: Seam[] = [];
  // A row may hold several others: each is held against the one that reaches furthest so far.
  let furthest: (typeof order)[number] | undefined;
  for (const row of order) {
    const seam = furthest === undefined ? undefined : seamBetween(furthest.tier, row.tier);
    if (furthest !== undefined && seam !== undefined)
      seams.push({ ...seam, lower: furthest.index, upper: row.index });
    if (furthest === undefined || compareBelow(row.tier, furthest.tier) > 0) furthest = row;
  }
  return seams;
}

function compareFrom(a: Tier<unknown>, b: Tier<unknown>): number {
  if (a.from === undefined) return b.from === undefined ? 0 : -1;
  if (b.from === undefined) return 1;
  return compare(a.from, b.from) || Number(a.fromExclusive) - Number(b.fromExclusive);
}

function compareBelow(a: Tier<unknown>, b: Tier<unknown>): number {
  if (a.below === undefined) return b.below === undefined ? 0 : 1;
  if (b.below === undefined) return -1;
  return compare(a.below, b.below) || Number(a.belowInclusive) - Number(b.belowInclusive);
}

function seamBetween(
  { below: end, belowInclusive }: Tier<unknown>,
  { from: start, fromExclusive }: Tier<unknown>,
): Pick<Seam, "kind" | "point"> | undefined {
  if (start === undefined || end === undefined) return { kind: "overlap", point: false };
  const order = compare(end, start);
  if (order !== 0) return { kind: order < 0 ? "gap" : "overlap", point: false };
  if (belowInclusive === fromExclusive) return undefined;
  return { kind: belowInclusive ? "overlap" : "gap", point: true };
}
