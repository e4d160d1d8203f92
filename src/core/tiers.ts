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
  const indexes: number[] = [];
  tiers.forEach((tier, index) => {
    if (applies(tier, figure)) indexes.push(index);
  });
  const matching = tiers.filter((_, index) => indexes.includes(index));
  const [tier] = matching;
  if (tier === undefined) return { kind: "none" };
  const [index = 0] = indexes;
  return matching.length === 1
    ? { kind: "one", tier, index }
    : { kind: "conflict", tiers: matching, indexes };
}

function applies(
  { from, below, fromExclusive, belowInclusive }: Tier<unknown>,
  figure: Ratio,
): boolean {
  const low = from === undefined ? 1 : compare(figure, from);
  const high = below === undefined ? -1 : compare(figure, below);
  return (low > 0 || (low === 0 && !fromExclusive)) && (high < 0 || (high === 0 && belowInclusive));
}

/** What stands between two neighbouring rows, once they are sorted by their lower bound. */
export interface Seam {
  readonly kind: "gap" | "overlap";
  /** Rows by their place in the table. */
  readonly lower: number;
  readonly upper: number;
  readonly from: Ratio;
  readonly below: Ratio;
  /** The seam is the single value `from`. */
  readonly point: boolean;
}

/** Gaps and overlaps of a table: a partition has neither (29). Rows must have from <= below. */
export function seamsOf(tiers: readonly Tier<unknown>[]): readonly Seam[] {
  const order = tiers
    .map((_, index) => index)
    .sort((a, b) => compareFrom(tiers[a], tiers[b]) || a - b);
  const seams: Seam[] = [];
  for (let place = 1; place < order.length; place += 1) {
    const [lower = 0, upper = 0] = [order[place - 1], order[place]];
    const seam = seamBetween(tiers[lower], tiers[upper]);
    if (seam !== undefined) seams.push({ ...seam, lower, upper });
  }
  return seams;
}

function compareFrom(a: Tier<unknown> | undefined, b: Tier<unknown> | undefined): number {
  if (a?.from === undefined) return b?.from === undefined ? 0 : -1;
  if (b?.from === undefined) return 1;
  return compare(a.from, b.from) || Number(a.fromExclusive) - Number(b.fromExclusive);
}

function seamBetween(
  lower: Tier<unknown> | undefined,
  upper: Tier<unknown> | undefined,
): Omit<Seam, "lower" | "upper"> | undefined {
  const end = lower?.below;
  const start = upper?.from;
  if (start === undefined || end === undefined) {
    const known = start ?? end;
    return known === undefined
      ? undefined
      : { kind: "overlap", from: known, below: known, point: false };
  }
  const order = compare(end, start);
  if (order < 0) return { kind: "gap", from: end, below: start, point: false };
  if (order > 0) return { kind: "overlap", from: start, below: end, point: false };
  const [endIn, startIn] = [lower?.belowInclusive === true, upper?.fromExclusive !== true];
  if (endIn !== startIn) return undefined;
  return { kind: endIn ? "overlap" : "gap", from: start, below: start, point: true };
}
