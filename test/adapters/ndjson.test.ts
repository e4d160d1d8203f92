import { describe, expect, it } from "vitest";
import { readNdjson } from "../../src/adapters/ndjson.ts";
import { issuesOf } from "../../src/base/result.ts";

const file = "outages.ndjson";
const placesOf = (text: string) =>
  issuesOf(readNdjson(text, file)).map(
    ({ code, line, path }) => `${code} ${line} ${path.join(".")}`,
  );

describe("records, one a line (semantics 40)", () => {
  it("keeps the line of each row and its system; empty lines, BOM and CRLF are fine", () => {
    const text = '\uFEFF{"id":"A"}\r\n\r\n{"id": "B", "source": {"system": "x", "line": 99}}\n';
    expect(readNdjson(text, file)).toEqual({
      ok: true,
      warnings: [],
      value: [
        { id: "A", source: { file, line: 1 } },
        { id: "B", source: { system: "x", file, line: 3 } },
      ],
    });
  });

  it("reports every bad line, with the index of its row", () => {
    const text = [
      '{"id":"A"}',
      '{"id":',
      "[1]",
      '"x"',
      '{"a":1,"a":1}',
      '{"__proto__":1}',
      "null",
    ].join("\n");
    expect(placesOf(text)).toEqual([
      "json.malformed 2 1.id",
      "record.not-an-object 3 2",
      "record.not-an-object 4 3",
      "json.duplicate-key 5 4.a",
      "json.reserved-key 6 5.__proto__",
      "record.not-an-object 7 6",
    ]);
  });

  it.each([
    { line: '{"id": "__proto__"}', code: undefined, why: "an id may be any text" },
    { line: '{"n":1e400}', code: "json.number-too-large", why: "no double holds it" },
    { line: '{"t":"\\ud800"}', code: "json.lone-surrogate", why: "half a character" },
    { line: '{"\\u005f_proto__":1}', code: "json.reserved-key", why: "an escaped reserved key" },
    {
      line: `{"a":${"[".repeat(101)}${"]".repeat(101)}}`,
      code: "json.too-deep",
      why: "102 levels",
    },
    { line: `{"a":${"[".repeat(1e5)}${"]".repeat(1e5)}}`, code: "json.too-deep", why: "100,001" },
    { line: `${'{"a":'.repeat(101)}1${"}".repeat(101)}`, code: "json.too-deep", why: "101 levels" },
    { line: '{"source":"x"}', code: "record.source", why: "a source is an object" },
  ])("answers $code: $why", ({ line, code }) => {
    expect(issuesOf(readNdjson(line, file))[0]?.code).toBe(code);
  });

  it("lists the first 1,000 problems and counts the others", () => {
    const issues = issuesOf(readNdjson("x\n".repeat(1_234), file));
    expect(issues).toHaveLength(1_001);
    expect(issues.at(-1)).toMatchObject({
      code: "issues.more",
      message: "234 more problems are not listed",
    });
  });

  it("has no rows where there are no lines", () => {
    expect(readNdjson("\n\n", file)).toEqual({ ok: true, value: [], warnings: [] });
  });

  it.each([
    // 1e8 is six characters shorter than 100000000, and the repeated `,"a":1` six characters long.
    { line: '{"x":1e8,"a":1,"a":1}', codes: ["json.duplicate-key"] },
    { line: '{"x":[1e8],"a":1,"a":1}', codes: ["json.duplicate-key"] },
    { line: '{"x":"\ud800","a":1,"a":1}', codes: ["json.lone-surrogate", "json.duplicate-key"] },
    { line: '{"a":null,"b":[true,false,[],{}],"c":999,"d":1000}', codes: [] },
    { line: '{"a":0,"b":-0,"c":-1,"d":0.5}', codes: [] },
  ])("a duplicate key is found whatever the lengths: $line", ({ line, codes }) => {
    const read = readNdjson(line, "f");
    expect(read.ok ? [] : read.issues.map(({ code }) => code)).toEqual(codes);
    const { source: _, ...row } = (read.ok ? read.value[0] : {}) as Record<string, unknown>;
    expect(row).toEqual(codes.length === 0 ? JSON.parse(line) : {});
  });
});
