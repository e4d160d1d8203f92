import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanJson } from "../../src/adapters/json-scan.ts";

const codesOf = (text: string) => scanJson(text).map(({ code, offset }) => `${code}@${offset}`);

describe("a scan of JSON text", () => {
  it.each([
    { text: '{"a":1,"a":2}', codes: ["json.duplicate-key@7"], why: "the second key begins at 7" },
    {
      text: '{"a":1,"\\u0061":2}',
      codes: ["json.duplicate-key@7"],
      why: "an escape is the same key",
    },
    { text: '[{"a":1},{"a":1}]', codes: [], why: "the same key of another object" },
    { text: '{"__proto__":1}', codes: ["json.reserved-key@1"], why: "a reserved name as a key" },
    { text: '{"id":"__proto__"}', codes: [], why: "the same name as an id" },
    { text: "[1e400]", codes: ["json.number-too-large@1"], why: "beyond the range of doubles" },
    { text: '["\\ud800"]', codes: ["json.lone-surrogate@1"], why: "half a character" },
    { text: '["\\ud83d\\ude00"]', codes: [], why: "both halves" },
    { text: '{"a":1', codes: ["json.malformed@6"], why: "the text ends too early" },
    { text: "[1,]", codes: ["json.malformed@3"], why: "a comma after the last" },
    { text: "[01]", codes: ["json.malformed@2"], why: "a leading zero" },
    { text: "[1] 2", codes: ["json.malformed@4"], why: "something follows" },
    { text: '["a\nb"]', codes: ["json.malformed@3"], why: "a newline inside a text" },
    { text: "", codes: ["json.malformed@0"], why: "nothing" },
  ])("finds $codes in $text: $why", ({ text, codes }) => {
    expect(codesOf(text)).toEqual(codes);
  });

  it("stops at the 101st level without a deep call stack", () => {
    const text = "[".repeat(1_000_000);
    expect(codesOf(text)).toEqual(["json.too-deep@100"]);
    expect(codesOf(`${"[".repeat(100)}${"]".repeat(100)}`)).toEqual([]);
  });

  it("tells where each value stands, a property at its key", () => {
    const found: string[] = [];
    scanJson('{"a": [true, {"b": null}]}', (path, at) => found.push(`${path.join(".")}@${at}`));
    expect(found).toEqual(["@0", "a@1", "a.0@7", "a.1@13", "a.1.b@14"]);
  });

  it("accepts what JSON.parse accepts and nothing else", () => {
    const piece = fc.constantFrom(
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      '"a"',
      '"b\\n"',
      "1",
      "-0.5e3",
      "true",
      " ",
      "null",
      "\\",
    );
    const noise = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    const json = fc.json({ maxDepth: 4 }).filter((text) => !text.includes("__proto__"));
    fc.assert(
      fc.property(fc.oneof(noise, json), (text) => {
        const isBroken = scanJson(text).some(({ code }) => code === "json.malformed");
        expect(isBroken).toBe(!parses(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
