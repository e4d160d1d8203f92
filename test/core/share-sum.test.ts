import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, equals, type Ratio, ratio, ZERO } from "../../src/base/ratio.ts";
import { ShareSum } from "../../src/core/share-sum.ts";
import { WholeSum } from "../../src/core/whole-sum.ts";

type Share = readonly [part: number, total: number];

/** One fraction after the other, in lowest terms each time. */
function naive(shares: readonly Share[]): Ratio {
  return shares.reduce((sum, [part, total]) => add(sum, ratio(BigInt(part), BigInt(total))), ZERO);
}

function summed(shares: readonly Share[], expected = shares.length): ShareSum {
  const sum = new ShareSum(expected);
  for (const [part, total] of shares) sum.add(part, total);
  return sum;
}

const large = Number.MAX_SAFE_INTEGER;

describe("the sum of shares is exact (semantics 20, 28)", () => {
  it.each<{ shares: readonly Share[]; why: string }>([
    { shares: [], why: "nothing is 0" },
    {
      shares: [
        [1, 3],
        [1, 3],
        [1, 3],
      ],
      why: "three thirds are 1",
    },
    {
      shares: [
        [1, 2],
        [1, 3],
        [1, 6],
      ],
      why: "1/2 + 1/3 + 1/6 = 1",
    },
    {
      shares: [
        [1, 2000],
        [3, 2000],
        [5, 5000],
      ],
      why: "a total beyond the first columns",
    },
    {
      shares: [
        [large, large],
        [large, large],
        [1, large],
      ],
      why: "parts beyond a safe integer",
    },
  ])("$why", ({ shares }) => {
    expect(equals(summed(shares, 2000).value(), naive(shares))).toBe(true);
    expect(equals(summed(shares, 0).value(), naive(shares))).toBe(true);
  });

  it("agrees with adding one after the other, in any order", () => {
    const share = fc
      .tuple(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 0, max: 6000 }))
      .map(([total, part]): Share => [Math.min(part, total), total]);
    fc.assert(
      fc.property(fc.array(share, { maxLength: 30 }), fc.nat(5000), (shares, expected) => {
        expect(equals(summed(shares, expected).value(), naive(shares))).toBe(true);
        expect(summed([...shares].reverse(), 5000).value()).toEqual(summed(shares).value());
      }),
    );
  });
});

it("whole sums stay exact beyond safe integers", () => {
  const sum = new WholeSum();
  for (const value of [large, 1, large, 5]) sum.add(value);
  expect(sum.value()).toBe(2n * BigInt(large) + 6n);
});
