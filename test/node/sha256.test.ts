import fc from "fast-check";
import { expect, it } from "vitest";
import * as portable from "../../src/base/sha256.ts";
import * as ofNode from "../../src/node/sha256.ts";

function wordsOf(hash: (words: Uint32Array) => void): readonly number[] {
  const words = new Uint32Array(8);
  hash(words);
  return [...words];
}

// FIPS 180-2, appendix B.1: ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad.
const abc = [
  0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad,
];

it.each([
  ["everywhere", portable],
  ["in Node", ofNode],
] as const)(
  "semantics 39: SHA-256 %s, of a text and of its bytes",
  (_, { hashText, hashBytes, hashHex }) => {
    expect(wordsOf((words) => hashText("abc", words))).toEqual(abc);
    const part = new TextEncoder().encode("xabcx").subarray(1, 4);
    expect(wordsOf((words) => hashBytes(part, words))).toEqual(abc);
    expect(hashHex(part)).toBe(abc.map((word) => word.toString(16).padStart(8, "0")).join(""));
  },
);

it("semantics 39: both give the same, whatever the text", () => {
  const texts = fc.oneof(
    fc.string({ unit: "grapheme" }),
    // Around the edges of its blocks of 64 bytes.
    fc.string({ minLength: 50, maxLength: 140, unit: "grapheme-ascii" }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = new TextEncoder().encode(text);
      const expected = wordsOf((words) => ofNode.hashBytes(bytes, words));
      expect(wordsOf((words) => ofNode.hashText(text, words))).toEqual(expected);
      expect(wordsOf((words) => portable.hashText(text, words))).toEqual(expected);
      expect(wordsOf((words) => portable.hashBytes(bytes, words))).toEqual(expected);
    }),
  );
});
