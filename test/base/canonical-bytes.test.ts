import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalBytes,
  type Written,
  withCanonicalBytes,
} from "../../src/base/canonical-bytes.ts";
import { canonicalJson, type JsonValue } from "../../src/base/canonical-json.ts";

/** The same by sorting, text and `JSON.stringify`. */
function sortedText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${sortedText(one)}`).join(",")}}`;
}

const inUtf8 = (text: string) => new TextEncoder().encode(text);

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** What Unicode has of each length in UTF-8, and what JSON escapes. */
const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom('"', "\\", "/", "\n", "\u0000", "\u001f", " ", "\u007f"),
    fc.constantFrom("\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"),
    fc.constantFrom("\u{10000}", "\u{1f600}", "\u{10ffff}"),
    fc.string({ minLength: 1, maxLength: 1, unit: "grapheme-ascii" }),
  ),
});

describe("semantics 39: canonical JSON in UTF-8", () => {
  it("is the canonical text, encoded", () => {
    const json = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4, depthSize: "small" },
        texts,
        fc.constantFrom(null, true, false, 0, -0, 1e21, 0.1, -5e-324),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(texts, tie("any"), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalBytes(value as JsonValue)).toEqual(inUtf8(sortedText(value)));
        expect(canonicalJson(value as JsonValue)).toBe(sortedText(value));
      }),
    );
  });

  it.each([
    ["a word longer than the first piece of memory", { a: "x".repeat(40_000) }],
    ["a text of three bytes each", ["－".repeat(20_000), "y"]],
    ["many small ones", Array.from({ length: 9_000 }, (_, n) => ({ n, is: n % 2 === 0 }))],
    ["many keys", Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`k${59 - n}`, n]))],
    ["a key __proto__", JSON.parse('{"__proto__":1,"a":2}')],
    ["an object without a prototype", Object.assign(Object.create(null), { b: 1, a: 2 })],
  ] as const)("so is %s", (_, value: unknown) => {
    const text = sortedText(value);
    expect(Buffer.from(canonicalBytes(value as JsonValue)).equals(inUtf8(text))).toBe(true);
  });

  it("objects that are alike are written each by its own keys, in whatever order they come", () => {
    const many = Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`k${n}`, n]));
    const odd = [
      [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
      [{ b: "x", a: null }, '{"a":null,"b":"x"}'],
      [{ a: 1, b: 2 }, '{"a":1,"b":2}'],
      [{ a: 1, bc: 2 }, '{"a":1,"bc":2}'],
      [{ a: 1, bd: 2 }, '{"a":1,"bd":2}'],
      [{ b: 1, c: 2 }, '{"b":1,"c":2}'],
      [{ "": 1 }, '{"":1}'],
      [{ "×": 1, '"': 2, abc: 3, abcd: 4, abcde: 5 }, '{"\\"":2,"abc":3,"abcd":4,"abcde":5,"×":1}'],
      [{ ["x".repeat(2_000)]: 1 }, `{"${"x".repeat(2_000)}":1}`],
      [{}, "{}"],
      [many, sortedText(many)],
      // The form of 33 keys stands where that of one key would.
      [{ k0: 1 }, '{"k0":1}'],
    ] as const;
    for (const [value, text] of [...odd, ...odd, ...[...odd].reverse()])
      expect(Buffer.from(canonicalBytes(value)).toString()).toBe(text);
  });

  it("refuses what the text refuses, with the path to it", () => {
    const deep = Array.from({ length: 1001 }).reduce<unknown>((inner) => [inner], 0);
    const odd = [undefined, Number.NaN, Infinity, 5n, () => 1, Symbol("s"), new Date(0), deep];
    const halves = ["\ud800", "x\udc00", "\ud800\ud800", { "\udbff": 1 }];
    for (const value of [...odd, ...halves]) {
      for (const placed of [value, [1, value], { a: { b: value } }, { a: 1, b: value }]) {
        const error = thrown(() => canonicalJson(placed as JsonValue));
        expect(error).toBeInstanceOf(Error);
        expect(thrown(() => canonicalBytes(placed as JsonValue))).toEqual(error);
      }
    }
    // biome-ignore lint/suspicious/noSparseArray: the hole is what is tested
    expect(() => canonicalBytes([1, , 2] as unknown as JsonValue)).toThrow();
  });

  it("copies a part whose bytes are known", () => {
    const value = { b: 1, a: ["×"] };
    const written = { value, bytes: canonicalBytes(value) };
    const whole = { z: [value, { b: 1, a: 2 }], c: value };
    const textOf = (known: Written) =>
      withCanonicalBytes(whole, known, (bytes) => Buffer.from(bytes).toString());
    expect(textOf(written)).toBe(sortedText(whole));
    const other = { value, bytes: inUtf8('"known"') };
    expect(textOf(other)).toBe('{"c":"known","z":["known",{"a":2,"b":1}]}');
  });

  it("the bytes in use are not written over by those of a value that is written meanwhile", () => {
    const outer = { outer: true };
    const text = withCanonicalBytes(outer, undefined, (bytes) => {
      expect(Buffer.from(canonicalBytes({ inner: [1, 2, 3] })).toString()).toBe(
        '{"inner":[1,2,3]}',
      );
      return Buffer.from(bytes).toString();
    });
    expect(text).toBe('{"outer":true}');
  });

  it.each([10, 2_000_000])("behind a text of %d characters a short one is as it is", (length) => {
    expect(canonicalBytes("x".repeat(length)).length).toBe(length + 2);
    expect(Buffer.from(canonicalBytes({ a: "b" })).toString()).toBe('{"a":"b"}');
  });
});
