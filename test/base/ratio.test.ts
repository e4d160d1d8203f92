import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  add,
  ceilTo,
  compare,
  displayPercent,
  divide,
  equals,
  exactText,
  fixedText,
  floorTo,
  HUNDRED,
  isZero,
  maxOf,
  minOf,
  minorUnits,
  multiply,
  negate,
  ONE,
  parseDecimal,
  parseQuantity,
  type Ratio,
  type RoundingMode,
  ratio,
  round,
  signOf,
  subtract,
  sum,
  toSafeInteger,
  wholeRatio,
  ZERO,
} from "../../src/base/ratio.ts";

/** `n/d` or a decimal, for short tables. */
function of(text: string): Ratio {
  const value = parseQuantity(text);
  if (value === undefined) throw new Error(`not a quantity: ${text}`);
  return value;
}

describe("semantics 28: exact ratios", () => {
  it("is kept in lowest terms", () => {
    expect(ratio(6n, -(-4n))).toEqual({ numerator: 3n, denominator: 2n });
    expect(ratio(-6n, 4n)).toEqual({ numerator: -3n, denominator: 2n });
    expect(ratio(0n, 9n)).toEqual({ numerator: 0n, denominator: 1n });
  });

  it.each([0n, -1n])("refuses the denominator %s", (denominator) => {
    expect(() => ratio(1n, denominator)).toThrow(InvariantError);
  });

  it("makes whole numbers of safe integers and bigints only", () => {
    expect(wholeRatio(-7)).toEqual(ratio(-7n, 1n));
    expect(wholeRatio(10n ** 30n)).toEqual(ratio(10n ** 30n, 1n));
    for (const bad of [1.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => wholeRatio(bad)).toThrow(InvariantError);
    }
  });

  it("adds, subtracts, multiplies and divides without loss", () => {
    expect(add(of("1/3"), of("1/6"))).toEqual(of("1/2"));
    expect(subtract(of("1/3"), of("1/2"))).toEqual(of("-1/6"));
    expect(multiply(of("2/3"), of("-3/4"))).toEqual(of("-1/2"));
    expect(divide(of("1/2"), of("-3/4"))).toEqual(of("-2/3"));
    expect(divide(of("-1/2"), of("3"))).toEqual(of("-1/6"));
    expect(negate(of("0.1"))).toEqual(of("-0.1"));
    expect(sum([of("0.1"), of("0.2"), of("-0.3")])).toEqual(ZERO);
    expect(sum([])).toEqual(ZERO);
    expect(sum(new Set([ONE, HUNDRED]))).toEqual(wholeRatio(101));
  });

  it("refuses to divide by 0", () => {
    expect(() => divide(ONE, ZERO)).toThrow(InvariantError);
  });

  it("compares by cross-multiplication, where floating point would see no difference", () => {
    const third = ratio(1n, 3n);
    const nearly = ratio(333_333_333_333_333_333n, 10n ** 18n);
    expect(compare(third, nearly)).toBe(1);
    expect(compare(nearly, third)).toBe(-1);
    expect(compare(of("2/6"), third)).toBe(0);
    expect(equals(of("99.950"), of("99.95"))).toBe(true);
    expect(equals(third, nearly)).toBe(false);
  });

  it("knows sign, zero, least and greatest", () => {
    expect([of("-0.1"), ZERO, of("1/9")].map(signOf)).toEqual([-1, 0, 1]);
    expect([ZERO, ONE].map(isZero)).toEqual([true, false]);
    expect(minOf(of("2"), of("-1"), of("3"))).toEqual(of("-1"));
    expect(maxOf(of("2"), of("3"), of("-1"))).toEqual(of("3"));
    expect(minOf(ONE)).toBe(ONE);
  });
});

describe("semantics 33: the one rounding function", () => {
  it.each<[string, number, Record<RoundingMode, string>]>([
    ["2.5", 0, { "half-up": "3", "half-even": "2", down: "2", up: "3" }],
    ["3.5", 0, { "half-up": "4", "half-even": "4", down: "3", up: "4" }],
    ["-2.5", 0, { "half-up": "-3", "half-even": "-2", down: "-2", up: "-3" }],
    ["2.4", 0, { "half-up": "2", "half-even": "2", down: "2", up: "3" }],
    ["2.6", 0, { "half-up": "3", "half-even": "3", down: "2", up: "3" }],
    ["1.005", 2, { "half-up": "1.01", "half-even": "1", down: "1", up: "1.01" }],
    ["2/3", 2, { "half-up": "0.67", "half-even": "0.67", down: "0.66", up: "0.67" }],
    ["-1/3", 2, { "half-up": "-0.33", "half-even": "-0.33", down: "-0.33", up: "-0.34" }],
    ["5", 2, { "half-up": "5", "half-even": "5", down: "5", up: "5" }],
    ["0", 2, { "half-up": "0", "half-even": "0", down: "0", up: "0" }],
  ])("%s at %i places", (value, places, expected) => {
    for (const mode of ["half-up", "half-even", "down", "up"] as const) {
      expect(exactText(round(of(value), places, mode))).toBe(expected[mode]);
    }
  });

  it("floors and ceils along the number line, not by size", () => {
    expect(exactText(floorTo(of("-1.21"), 1))).toBe("-1.3");
    expect(exactText(floorTo(of("1.29"), 1))).toBe("1.2");
    expect(exactText(ceilTo(of("-1.29"), 1))).toBe("-1.2");
    expect(exactText(ceilTo(of("1.21"), 1))).toBe("1.3");
  });

  it.each([-1, 1.5, 101, Number.NaN])("refuses %s places", (places) => {
    expect(() => round(ONE, places, "down")).toThrow(InvariantError);
  });
});

describe("semantics 34: decimals and quantities as text", () => {
  it.each([
    ["0", "0"],
    ["-0", "0"],
    ["-0.50", "-0.5"],
    ["99.95", "99.95"],
    ["999999999999999999", "999999999999999999"],
    ["123456.123456789012", "123456.123456789012"],
  ])("reads %s", (text, value) => {
    expect(exactText(of(text))).toBe(value);
    expect(parseDecimal(text)).toEqual(of(value));
  });

  it.each([
    ["", "nothing"],
    ["+1", "a plus"],
    ["01", "a leading zero"],
    ["-", "no digits"],
    [".5", "no whole part"],
    ["5.", "no decimals after the point"],
    ["1e3", "an exponent"],
    ["0x1F", "another base"],
    ["1_000", "a separator"],
    ["1,5", "a comma"],
    [" 1", "a space"],
    ["1\n", "a line end"],
    ["١", "other digits"],
    ["NaN", "no number"],
    ["Infinity", "no number"],
    ["1234567890123456789", "19 digits"],
    ["0.1234567890123", "13 decimals"],
    ["1234567.123456789012", "19 digits with the decimals"],
    ["9".repeat(1_000_000), "far too long"],
  ])("refuses %j: %s", (text) => {
    expect(parseDecimal(text)).toBeUndefined();
    expect(parseQuantity(text)).toBeUndefined();
  });

  it("reads n/d as a quantity, not as a decimal", () => {
    expect(parseQuantity("-6/4")).toEqual(ratio(-3n, 2n));
    expect(parseQuantity(`${"9".repeat(18)}/${"9".repeat(18)}`)).toEqual(ONE);
    expect(parseDecimal("1/2")).toBeUndefined();
  });

  it.each(["1/0", "1/-2", "1/02", "1.5/2", "1/2/3", "/2", "1/", `1/${"9".repeat(19)}`])(
    "refuses the quantity %s",
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );

  it("writes a fixed number of decimals, and refuses to round for it", () => {
    expect(fixedText(of("5000"), 2)).toBe("5000.00");
    expect(fixedText(of("-0.05"), 2)).toBe("-0.05");
    expect(fixedText(of("-7"), 0)).toBe("-7");
    expect(fixedText(ZERO, 3)).toBe("0.000");
    expect(() => fixedText(of("0.005"), 2)).toThrow(InvariantError);
  });

  it("writes the whole value: a decimal of at most 12 places, else a quotient", () => {
    expect(exactText(of("1/4096"))).toBe("0.000244140625"); // 5^12 ÷ 10^12
    expect(exactText(of("1/8192"))).toBe("1/8192"); // 2^13 needs 13 places
    expect(exactText(of("-4/6"))).toBe("-2/3");
    expect(exactText(of("120"))).toBe("120");
  });

  it("counts minor units exactly", () => {
    expect(minorUnits(of("5000.5"), 2)).toBe(500_050n);
    expect(minorUnits(of("-0.001"), 3)).toBe(-1n);
    expect(() => minorUnits(of("1/3"), 2)).toThrow(InvariantError);
  });

  it("gives whole numbers that a JSON number keeps", () => {
    expect(toSafeInteger(of("-42"))).toBe(-42);
    expect(() => toSafeInteger(of("0.5"))).toThrow(InvariantError);
    expect(() => toSafeInteger(wholeRatio(2n ** 53n))).toThrow(InvariantError);
  });
});

describe("semantics 28: display is cut off towards the unfavourable side", () => {
  const atLeast = (target: string) => ({ target: of(target), unfavourable: "down" as const });
  const atMost = (target: string) => ({ target: of(target), unfavourable: "up" as const });

  it.each([
    { value: "99.999", places: 2, against: undefined, text: "99.99", why: "never 100 for less" },
    { value: "100", places: 2, against: undefined, text: "100.00", why: "100 is 100" },
    { value: "-0.001", places: 2, against: undefined, text: "-0.01", why: "down is down" },
    { value: "200/3", places: 0, against: undefined, text: "66", why: "no decimals asked for" },
    {
      value: "99.949999",
      places: 2,
      against: atLeast("99.95"),
      text: "99.94",
      why: "less than the target reads as less",
    },
    {
      value: "99.95",
      places: 2,
      against: atLeast("99.95"),
      text: "99.95",
      why: "the target itself is shown plainly",
    },
    {
      value: "99.9503",
      places: 2,
      against: atLeast("99.95"),
      text: "99.9503",
      why: "99.95 and 99.950 would read as the target, though it is more",
    },
    {
      value: "2.001",
      places: 2,
      against: atMost("2"),
      text: "2.01",
      why: "more than the limit reads as more",
    },
    {
      value: "1.9996",
      places: 2,
      against: atMost("2"),
      text: "1.9996",
      why: "2.00 and 2.000 would read as the limit, though it is less",
    },
    {
      value: "99.9996",
      places: 2,
      against: atMost("2"),
      text: "99.9996",
      why: "cut off upwards it would read as 100",
    },
    {
      value: "5999999999999999/3000000000000000",
      places: 2,
      against: atMost("2"),
      text: "1.999999999999",
      why: "12 places up still read as 2: the last is cut off downwards",
    },
  ])("$value at $places places is $text: $why", ({ value, places, against, text }) => {
    expect(displayPercent(of(value), places, against)).toBe(text);
  });

  it("shows at most 12 places", () => {
    expect(() => displayPercent(ONE, 13)).toThrow(InvariantError);
  });
});
