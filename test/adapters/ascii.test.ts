import { describe, expect, it } from "vitest";
import { ascii, Bytes, Literal } from "../../src/adapters/ascii.ts";

const letters = "abcdefghijklmnopqrstuvwxyz";
const lengths = Array.from({ length: 20 }, (_, length) => length);

/** Bytes that hold the text behind three others, and something else behind it. */
function around(text: string): Bytes {
  const bytes = new Bytes(0);
  bytes.fill(ascii("...").bytes.subarray(0, 3), Uint8Array.from(`${text}~~`, codeOf));
  return bytes;
}

const codeOf = (character: string) => character.charCodeAt(0);

describe("bytes of ASCII", () => {
  it.each(lengths)("a literal of %d bytes stands where all of them do", (length) => {
    const text = letters.slice(0, length);
    const literal = new Literal(ascii(text));
    expect(literal.isAt(around(text), 3)).toBe(true);
    expect(literal.length).toBe(length);
    for (let place = 0; place < length; place += 1)
      for (const other of ["#", "\0", "\x80", "\xff"]) {
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        expect(literal.isAt(around(changed), 3), `${other} at ${place}`).toBe(false);
      }
  });

  it("a literal stands in no shorter text", () => {
    const literal = new Literal(ascii(letters));
    expect(literal.isAt(ascii(letters.slice(0, 25)), 0)).toBe(false);
  });

  it.each(lengths)("%d bytes are written behind others, from wherever they stand", (length) => {
    const text = letters.slice(0, length);
    const out = new Bytes(100);
    for (const part of ["(", text, ")"]) out.add(around(part), 3, 3 + part.length);
    expect(String.fromCharCode(...out.bytes.subarray(0, out.length))).toBe(`(${text})`);
  });
});
