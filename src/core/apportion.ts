import {
  compare,
  floorTo,
  minorUnits,
  multiply,
  type Ratio,
  ratio,
  signOf,
  subtract,
  sum,
  wholeRatio,
} from "../base/ratio.ts";

export interface Share {
  /** Decides ties: the first in code-unit order gets the unit. */
  readonly id: string;
  /** Its weight; 0 or more. */
  readonly weight: Ratio;
}

/**
 * Hands `total` units out in proportion to the weights, by largest remainder: everybody gets the
 * floor of the exact share, then the largest remainders one more unit each. The units add up to the
 * total, and the order of the shares decides nothing (semantics 32, 33).
 *
 * @param total Whole units, 0 or more, such as minor units of a currency.
 * @returns The units of each share, in the order given. Weights of 0 in all: the first id gets all.
 */
export function apportion(total: bigint, shares: readonly Share[]): readonly bigint[] {
  const whole = sum(shares.map(({ weight }) => weight));
  if (signOf(whole) === 0) return firstGetsAll(total, shares);
  const exact = shares.map(({ weight }) =>
    multiply(wholeRatio(total), multiply(weight, inverse(whole))),
  );
  const floors = exact.map((share) => minorUnits(floorTo(share, 0), 0));
  const left = Number(total - floors.reduce((a, b) => a + b, 0n));
  const order = shares
    .map((_, index) => index)
    .sort((a, b) => byRemainder(a, b, { exact, floors, shares }));
  const lucky = new Set(order.slice(0, left));
  return floors.map((floor, index) => (lucky.has(index) ? floor + 1n : floor));
}

interface Parts {
  readonly exact: readonly Ratio[];
  readonly floors: readonly bigint[];
  readonly shares: readonly Share[];
}

function byRemainder(a: number, b: number, { exact, floors, shares }: Parts): number {
  const rest = (index: number) =>
    subtract(exact[index] as Ratio, wholeRatio(floors[index] as bigint));
  const order = compare(rest(b), rest(a));
  if (order !== 0) return order;
  const [first, second] = [shares[a]?.id ?? "", shares[b]?.id ?? ""];
  return first < second ? -1 : first > second ? 1 : a - b;
}

function inverse(value: Ratio): Ratio {
  return ratio(value.denominator, value.numerator);
}

function firstGetsAll(total: bigint, shares: readonly Share[]): readonly bigint[] {
  const ids = shares.map(({ id }) => id);
  const first = ids.indexOf([...ids].sort()[0] ?? "");
  return shares.map((_, index) => (index === first ? total : 0n));
}
