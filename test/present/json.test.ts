import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces, jsonText } from "../../src/present/json.ts";

const joined = (value: unknown) => [...jsonPieces(value)].join("");

describe("JSON in pieces", () => {
  it("is the JSON in one text, of whatever JSON can say", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(joined(value)).toBe(jsonText(value));
      }),
    );
  });

  it("leaves out what is undefined in an object, as JSON does, and says null in a list", () => {
    const value = { a: undefined, b: [undefined, { c: undefined }], d: { e: [[undefined]] } };
    expect(joined(value)).toBe(jsonText(value));
  });

  it("writes what can be iterated as a list, entry by entry", () => {
    const list = { [Symbol.iterator]: () => [{ a: [1, { b: 2 }] }, "x\ny"].values() };
    expect(joined({ list })).toBe(jsonText({ list: [...list] }));
    expect([...jsonPieces({ list: new Set() })].join("")).toBe('{\n  "list": []\n}\n');
  });
});
