import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "../../src/base/canonical-json.ts";
import { RefusedError } from "../../src/base/result.ts";

function codeAndPath(value: unknown) {
  try {
    return canonicalJson(value as JsonValue);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.issues.map(({ code, path }) => [code, ...path].join(" "))[0];
  }
}

function nested(levels: number): JsonValue {
  let value: JsonValue = 0;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe("semantics 39: canonical JSON, RFC 8785", () => {
  it.each<[JsonValue, string, string]>([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}', "sorted, no white space"],
    [{ b: { d: 1, c: 2 }, a: {} }, '{"a":{},"b":{"c":2,"d":1}}', "inner keys too"],
    [[], "[]", "empty list"],
    [-0, "0", "minus zero is zero"],
    [
      JSON.parse("[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]"),
      "[333333333.3333333,1e+30,4.5,0.002,1e-27]",
      "the numbers of section 3.2.2",
    ],
    ['€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"', "the string of section 3.2.2"],
    [{ 10: "b", 9: "a" }, '{"10":"b","9":"a"}', "numeric keys sort as text"],
  ])("%j becomes %s: %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it("sorts by UTF-16 code units: the keys of section 3.2.3", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    const sorted = Object.keys(JSON.parse(canonicalJson(value)));
    expect(sorted).toEqual(["1", "\r", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"]);
    expect(canonicalJson(value).indexOf("\\r")).toBeLessThan(canonicalJson(value).indexOf('"1"'));
  });

  it("writes an own key __proto__, and objects without a prototype", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each<[unknown, string, string]>([
    [undefined, "json.not-json", "undefined"],
    [{ a: [1, undefined] }, "json.not-json a 1", "undefined inside"],
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    [[1, , 2], "json.not-json 1", "a hole"],
    [Number.NaN, "json.not-json", "NaN"],
    [[Infinity], "json.not-json 0", "infinity"],
    [{ ms: 5n }, "json.not-json ms", "a bigint"],
    [() => 1, "json.not-json", "a function"],
    [Symbol("s"), "json.not-json", "a symbol"],
    [{ at: new Date(0) }, "json.not-json at", "a date"],
    [new Map(), "json.not-json", "a map"],
    ["\ud800", "json.lone-surrogate", "half a character"],
    [{ "\udc00": 1 }, "json.lone-surrogate", "half a character in a key"],
  ])("refuses %s as %s: %s", (value, found) => {
    expect(codeAndPath(value)).toBe(found);
  });

  it("writes 1,000 levels and refuses more, however deep", () => {
    expect(JSON.parse(canonicalJson(nested(1000)))).toEqual(nested(1000));
    expect(codeAndPath(nested(1001))).toMatch(/^json.too-deep 0 a 0/);
    expect(codeAndPath(nested(200_000))).toMatch(/^json.too-deep/);
  });

  it("is the same text for the same value, whatever the order of its keys, and parses back", () => {
    const json = fc
      .jsonValue({ noUnicodeString: false })
      .filter((v) => !/\\ud[89a-f]/.test(JSON.stringify(v)));
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value as JsonValue);
        expect(canonicalJson(reversed(value) as JsonValue)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        // -0 is the one value that canonical JSON does not keep.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reversed(inner)]);
  return Object.fromEntries(entries.reverse());
}
