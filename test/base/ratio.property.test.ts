import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  ceilTo,
  compare,
  displayPercent,
  divide,
  exactText,
  fixedText,
  floorTo,
  HUNDRED,
  multiply,
  negate,
  ONE,
  parseDecimal,
  parseQuantity,
  type Ratio,
  ratio,
  round,
  subtract,
  sum,
  ZERO,
} from "../../src/base/ratio.ts";

const value = fc
  .tuple(fc.bigInt({ min: -60n, max: 60n }), fc.bigInt({ min: 1n, max: 24n }))
  .map(([n, d]) => ratio(n, d));
const places = fc.integer({ min: 0, max: 3 });

describe("semantics 28: ratios are a field", () => {
  it("adds and multiplies in any order and grouping, with inverses", () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(add(a, b)).toEqual(add(b, a));
        expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
        expect(multiply(a, b)).toEqual(multiply(b, a));
        expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)));
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(a, negate(a))).toEqual(ZERO);
        expect(subtract(add(a, b), b)).toEqual(a);
        if (compare(b, ZERO) !== 0) expect(multiply(divide(a, b), b)).toEqual(a);
        expect(multiply(a, ONE)).toEqual(a);
        expect(sum([a, b, c])).toEqual(sum([c, a, b]));
      }),
    );
  });

  it("orders like integers over a common denominator", () => {
    // 5354228880 = lcm of 1 to 24: every value becomes a whole number.
    const scale = 5_354_228_880n;
    const scaled = ({ numerator, denominator }: Ratio) => numerator * (scale / denominator);
    fc.assert(
      fc.property(value, value, (a, b) => {
        const difference = scaled(a) - scaled(b);
        expect(compare(a, b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
      }),
    );
  });
});

describe("semantics 33: rounding against its definition", () => {
  /** Every multiple of 10^-places around 0, far enough for the values above. */
  function candidates(decimals: number): Ratio[] {
    const scale = 10 ** decimals;
    return Array.from({ length: 122 * scale + 1 }, (_, i) =>
      ratio(BigInt(i - 61 * scale), BigInt(scale)),
    );
  }
  const grids = [0, 1].map(candidates);
  const size = (a: Ratio) => (compare(a, ZERO) < 0 ? negate(a) : a);
  const last = (list: readonly Ratio[]) => list[list.length - 1];

  it("takes the neighbour that the mode names", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1), (a, decimals) => {
        const grid = grids[decimals] ?? [];
        const below = last(grid.filter((g) => compare(g, a) <= 0));
        const above = grid.find((g) => compare(g, a) >= 0);
        if (below === undefined || above === undefined) throw new Error("the grid is too small");
        expect(floorTo(a, decimals)).toEqual(below);
        expect(ceilTo(a, decimals)).toEqual(above);
        const [inner, outer] = compare(a, ZERO) < 0 ? [above, below] : [below, above];
        expect(round(a, decimals, "down")).toEqual(inner);
        expect(round(a, decimals, "up")).toEqual(outer);
        const order = compare(size(subtract(a, inner)), size(subtract(outer, a)));
        const nearest = order < 0 ? inner : outer;
        expect(round(a, decimals, "half-up")).toEqual(nearest);
        const units = multiply(inner, ratio(10n ** BigInt(decimals), 1n)).numerator;
        const even = order === 0 && units % 2n === 0n ? inner : nearest;
        expect(round(a, decimals, "half-even")).toEqual(even);
      }),
    );
  });
});

describe("semantics 34: text and back", () => {
  it("reads what it wrote, exactly", () => {
    fc.assert(
      fc.property(value, places, (a, decimals) => {
        expect(parseQuantity(exactText(a))).toEqual(a);
        const cut = floorTo(a, decimals);
        expect(parseDecimal(fixedText(cut, decimals))).toEqual(cut);
      }),
    );
  });

  it("never shows 100 or the target for less, whichever side hurts", () => {
    const near = fc
      .tuple(fc.constantFrom("99.95", "100", "2"), fc.bigInt({ min: -40n, max: 40n }), fc.nat(16))
      .map(([target, n, digits]) => ({ target, off: ratio(n, 10n ** BigInt(digits)) }));
    const side = fc.constantFrom("down" as const, "up" as const);
    fc.assert(
      fc.property(near, places, side, ({ target, off }, decimals, unfavourable) => {
        const goal = parseDecimal(target) ?? ZERO;
        const figure = add(goal, off);
        const shown = parseDecimal(
          displayPercent(figure, decimals, { target: goal, unfavourable }),
        );
        if (shown === undefined) throw new Error("a percentage is shown as a decimal");
        for (const mark of [goal, HUNDRED]) {
          if (compare(figure, mark) < 0) expect(compare(shown, mark)).toBe(-1);
        }
      }),
    );
  });
});
