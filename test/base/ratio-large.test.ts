import { expect, it } from "vitest";
import {
  add,
  compare,
  exactText,
  multiply,
  negate,
  ratio,
  subtract,
} from "../../src/base/ratio.ts";

const googol = 10n ** 100n;

it.each([
  { value: ratio(1n, googol - 1n), text: /^1\/9{100}$/, why: "100 digits are printed" },
  {
    value: ratio(googol - 1n, googol),
    text: "0.999999999999999999999999999999…",
    why: "101 digits are cut off after 30 places, downwards",
  },
  {
    value: negate(ratio(1n, 3n * googol)),
    text: "-0.000000000000000000000000000001…",
    why: "downwards is away from 0 where it is less",
  },
])("prints $text: $why", ({ value, text }) => {
  if (typeof text === "string") expect(exactText(value)).toBe(text);
  else expect(exactText(value)).toMatch(text);
});

it("keeps a value of thousands of digits exact, without bringing it to lowest terms (28)", () => {
  const large = 3n ** 11_000n;
  const third = ratio(large, 3n * large);
  expect(third.denominator).toBe(3n * large);
  expect(compare(third, ratio(1n, 3n))).toBe(0);
  expect(compare(add(third, ratio(1n, googol)), third)).toBe(1);
  expect(compare(subtract(multiply(third, ratio(3n, 1n)), ratio(1n, 1n)), ratio(0n, 1n))).toBe(0);
});
