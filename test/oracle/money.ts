import {
  type Fraction,
  floorUnits,
  fraction,
  fractionOf,
  halfUp,
  less,
  sumOf,
  times,
} from "../support/fraction.ts";
import {
  bounds,
  type ContractParts,
  type CreditParts,
  creditSizes,
  percentOfSize,
} from "../support/generate-contract.ts";

/** A line before rounding, in minor units. */
export interface ExactLine {
  readonly id: string;
  readonly exact: Fraction;
}

/** What one give is worth, in minor units of the contract's currency: sizes are 100 minor units each. */
export function worth(parts: ContractParts, credit: CreditParts, size: number): Fraction {
  if (credit.give === "amount") return fraction(size * 100);
  return times(
    feesOf(parts),
    fraction(fractionOf(percentOfSize(size)).n, fractionOf(percentOfSize(size)).d * 100n),
  );
}

export const feesOf = (parts: ContractParts): Fraction =>
  fraction(parts.fees.slice(0, parts.services).reduce((a, b) => a + b, 0));

/** The credit of a breached availability: the row its figure falls in (29). */
export function availabilityCredit(parts: ContractParts, figure: Fraction): Fraction {
  const sizes = creditSizes(parts.credit);
  const [, second, third] = bounds[parts.target] ?? bounds[0];
  return worth(parts, parts.credit, sizes[rowOf(parts.credit, figure, [second, third])] ?? 0);
}

/** The credit of a breached share of tickets in time. */
export function shareCredit(parts: ContractParts, figure: Fraction): Fraction {
  const sizes = creditSizes(parts.missCredit);
  return worth(parts, parts.missCredit, sizes[rowOf(parts.missCredit, figure, ["40", "10"])] ?? 0);
}

function rowOf(credit: CreditParts, figure: Fraction, below: readonly string[]): number {
  if (credit.how === "flat") return 0;
  return below.filter((bound) => less(figure, fractionOf(bound))).length;
}

/** Rounding, cap and largest remainder, semantics 32 and 33: minor units by line id. */
export function owed(parts: ContractParts, lines: readonly ExactLine[]): Map<string, bigint> {
  const cap = capUnits(parts);
  if (parts.roundEach === "line") {
    const rounded = lines.map(({ id, exact }) => ({ id, exact: fraction(halfUp(exact, 0)) }));
    const total = rounded.reduce((sum, line) => sum + line.exact.n, 0n);
    if (cap === undefined || total <= cap) {
      return new Map(rounded.map(({ id, exact }) => [id, exact.n]));
    }
    return handOut(rounded, cap);
  }
  const total = halfUp(sumOf(lines.map(({ exact }) => exact)), 0);
  return handOut(lines, cap === undefined || total <= cap ? total : cap);
}

function capUnits(parts: ContractParts): bigint | undefined {
  const { cap } = parts;
  if (cap === undefined) return undefined;
  if ("amount" in cap) return BigInt(cap.amount);
  return floorUnits(times(feesOf(parts), fraction(cap.percent, 100)), 0);
}

/** Shares in proportion, floored; what is left goes to the largest remainders, ties by id. */
function handOut(lines: readonly ExactLine[], total: bigint): Map<string, bigint> {
  const sum = sumOf(lines.map(({ exact }) => exact));
  if (sum.n === 0n) return new Map(lines.map(({ id }) => [id, 0n]));
  const shares = lines.map(({ id, exact }) => {
    const share = times(fraction(total), fraction(exact.n * sum.d, exact.d * sum.n));
    const floor = floorUnits(share, 0);
    return { id, floor, rest: fraction(share.n - floor * share.d, share.d) };
  });
  let left = total - shares.reduce((a, { floor }) => a + floor, 0n);
  const byRest = shares.toSorted((a, b) =>
    less(b.rest, a.rest) ? -1 : less(a.rest, b.rest) ? 1 : a.id < b.id ? -1 : 1,
  );
  const result = new Map(shares.map(({ id, floor }) => [id, floor]));
  for (const { id, floor } of byRest) {
    if (left === 0n) break;
    result.set(id, floor + 1n);
    left -= 1n;
  }
  return result;
}
