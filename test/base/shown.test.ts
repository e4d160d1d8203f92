import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printable, shown } from "../../src/base/shown.ts";

describe("shown, any value as short safe text", () => {
  const cycle: unknown[] = [1];
  cycle.push(cycle);
  const throwing = {
    get bad() {
      throw new Error("no");
    },
  };

  it.each([
    { value: undefined, text: "undefined", why: "a missing value has a name" },
    { value: null, text: "null", why: "null stays null" },
    { value: true, text: "true", why: "as JSON" },
    { value: 1.5, text: "1.5", why: "as JSON" },
    { value: -0, text: "-0", why: "minus zero is told apart" },
    { value: Number.NaN, text: "NaN", why: "JSON would say null" },
    { value: 12n, text: "12n", why: "told apart from the number" },
    { value: 10n ** 80n, text: "an integer of at least 1e80", why: "huge digits are not written" },
    { value: -(10n ** 80n), text: "an integer of at most -1e80", why: "the same below 0" },
    { value: Symbol("x"), text: "a symbol", why: "no JSON" },
    { value: () => 1, text: "a function", why: "no JSON" },
    { value: 'a"\\b', text: '"a\\"\\\\b"', why: "quotes and backslashes are escaped" },
    { value: "\u001b[31m", text: '"\\u{1b}[31m"', why: "a terminal escape does nothing" },
    { value: "a\u202eb\u200bc", text: '"a\\u{202e}b\\u{200b}c"', why: "bidi and zero-width show" },
    { value: "\ud800", text: '"\\u{d800}"', why: "half a surrogate pair shows" },
    { value: "即时", text: '"即时"', why: "letters stay" },
    { value: { a: [1, { b: 2n }] }, text: '{"a":[1,{"b":2n}]}', why: "nested, like JSON" },
    { value: [[[[1]]]], text: "[[[[…]]]]", why: "three levels are enough" },
    { value: { a: { b: { c: {} } } }, text: '{"a":{"b":{"c":{…}}}}', why: "for objects too" },
    { value: [1, 2, 3, 4, 5, 6, 7, 8], text: "[1,2,3,4,5,6,7,8]", why: "eight entries fit" },
    { value: [1, 2, 3, 4, 5, 6, 7, 8, 9], text: "[1,2,3,4,5,6,7,8,…]", why: "a ninth is told" },
    { value: cycle, text: "[1,a cycle]", why: "a cycle ends" },
    { value: throwing, text: "a value that cannot be read", why: "a getter that throws" },
    { value: new Date(0), text: '"1970-01-01T00:00:00.000Z"', why: "a date is its stamp" },
    { value: new Date(Number.NaN), text: '"Invalid Date"', why: "an invalid one does not throw" },
    { value: { toJSON: "x" }, text: '{"toJSON":"x"}', why: "toJSON is a key like any other" },
  ])("$text: $why", ({ value, text }) => {
    expect(shown(value)).toBe(text);
  });

  it("cuts at 80 characters, with a mark, and never inside a surrogate pair", () => {
    expect(shown("x".repeat(78))).toBe(`"${"x".repeat(78)}"`);
    expect(shown("x".repeat(79))).toBe(`"${"x".repeat(78)}…`);
    expect(shown(`${"x".repeat(77)}😀!`)).toBe(`"${"x".repeat(77)}…`);
  });

  it("is always short, on one line, well formed, and never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
        const text = shown(value);
        expect(text.length).toBeLessThanOrEqual(80);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it("takes no time over huge input", () => {
    expect(shown("y".repeat(5_000_000))).toHaveLength(80);
    expect(shown(Array.from({ length: 1_000_000 }, () => 1))).toBe("[1,1,1,1,1,1,1,1,…]");
  });
});

describe("printable", () => {
  it("escapes what cannot be seen and keeps what can", () => {
    expect(printable("a\nb\u2028c\ufeff é 你 😀")).toBe("a\\u{a}b\\u{2028}c\\u{feff} é 你 😀");
  });
});
