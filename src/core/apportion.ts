import { byText } from "../base/by-text.ts";
import { present } from "../base/invariant.ts";
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
  /** Its weight; below 0 of a credit note, as long as all weights together are not. */
  readonly weight: Ratio;
}

/**
 * Hands `total` units out in proportion to the weights, by largest remainder: everybody gets the
 * floor of the exact share (of −0.5 that is −1), then the largest remainders one more unit each. The
 * units add up to the total, and the order of the shares decides nothing (semantics 32, 33).
 *
 * @param total Whole units, 0 or more, such as minor units of a currency.
 * @returns The units of each share, in the order given. Weights of 0 in all: the first id gets all.
 */
export function apportion(total: bigint, shares: readonly Share[]): readonly bigint[] {
  if (shares.length === 1) return [total];
  const whole = sum(shares.map(({ weight }) => weight));
  if (signOf(whole) === 0) return firstGetsAll(total, shares);
  const parts = shares.map(({ id, weight }) => {
    const exact = multiply(wholeRatio(total), multiply(weight, inverse(whole)));
    const floor = minorUnits(floorTo(exact, 0), 0);
    return { id, floor, rest: subtract(exact, wholeRatio(floor)) };
  });
  const left = Number(total - parts.reduce((handed, { floor }) => handed + floor, 0n));
  const lucky = new Set(parts.toSorted(byRemainder).slice(0, left));
  return parts.map((part) => (lucky.has(part) ? part.floor + 1n : part.floor));
}

interface Part {
  readonly id: string;
  readonly floor: bigint;
  readonly rest: Ratio;
}

/** Of equal ids the first in the list stays the first. */
function byRemainder(a: Part, b: Part): number {
  return compare(b.rest, a.rest) || byText(a.id, b.id);
}

function inverse(value: Ratio): Ratio {
  return ratio(value.denominator, value.numerator);
}

/**
 * The same, and nobody gets more than they had: where weights are finer than units, a share may be
 * rounded up to more. What that leaves goes to the first that have room for it.
 *
 * @param total At most what all had together.
 */
export function apportionWithin(
  total: bigint,
  shares: readonly (Share & { readonly minor: bigint })[],
): readonly bigint[] {
  let over = 0n;
  const within = apportion(total, shares).map((units, index) => {
    const had = present(shares[index], "each share has its units", index).minor;
    if (units <= had) return { units, room: had - units };
    over += units - had;
    return { units: had, room: 0n };
  });
  return within.map(({ units, room }) => {
    const more = room < over ? room : over;
    over -= more;
    return units + more;
  });
}

function firstGetsAll(total: bigint, shares: readonly Share[]): readonly bigint[] {
  const ids = shares.map(({ id }) => id);
  const first = ids.indexOf([...ids].sort()[0] ?? "");
  return shares.map((_, index) => (index === first ? total : 0n));
}
