import { describe, expect, it } from "vitest";
import { contractCharactersMax, readContractText } from "../../src/adapters/contract-text.ts";
import { withPlaces } from "../../src/adapters/position.ts";
import { issuesOf, unwrap } from "../../src/base/result.ts";

const read = (text: string) => readContractText(text, { file: "c.yaml", format: "yaml" });
const rawOf = (text: string) => unwrap(read(text)).raw;
const placesOf = (text: string) =>
  issuesOf(read(text)).map(({ code, line, column }) => `${code} ${line}:${column}`);

/** Each anchor holds the one before it ten times: 10^9 values if they were written out. */
const aliasBomb = [
  "a0: &a0 [x]",
  ...Array.from({ length: 9 }, (_, at) => {
    return `a${at + 1}: &a${at + 1} [${Array.from({ length: 10 }, () => `*a${at}`).join(", ")}]`;
  }),
].join("\n");

describe("a contract in YAML 1.2", () => {
  it.each([
    { text: "from: 2026-01-01", raw: { from: "2026-01-01" }, why: "a date stays text" },
    { text: "on: no", raw: { on: "no" }, why: "no is no boolean, on is a key" },
    { text: "t: 18:00", raw: { t: "18:00" }, why: "nothing counts by sixty" },
    { text: "d: PT48H\nq: '2.1'", raw: { d: "PT48H", q: "2.1" }, why: "quoted numbers are text" },
    { text: "amount: 500.00", raw: { amount: 500 }, why: "an unquoted amount is a number" },
    { text: "a: &x {b: c}\nd: *x", raw: { a: { b: "c" }, d: { b: "c" } }, why: "an alias repeats" },
    { text: "\uFEFFa: b", raw: { a: "b" }, why: "a byte order mark is passed over" },
    { text: '{"a": ["b"]}', raw: { a: ["b"] }, why: "JSON is YAML" },
    { text: "id: __proto__", raw: { id: "__proto__" }, why: "an id may be any text" },
    { text: "<<: {a: b}", raw: { "<<": { a: "b" } }, why: "merge keys do not merge" },
    { text: "a:\nb: ~", raw: { a: null, b: null }, why: "nothing is null" },
  ])("reads $text: $why", ({ text, raw }) => {
    expect(rawOf(text)).toEqual(raw);
  });

  it.each([
    { text: "a: 1\nb: 2\na: 3", places: ["yaml.duplicate-key 3:1"], why: "a key twice" },
    { text: "a:\n  __proto__: 1", places: ["yaml.reserved-key 2:3"], why: "a reserved key" },
    { text: "a: !!str 5", places: ["yaml.tag 1:10"], why: "a tag of the core" },
    { text: "a: !secret x", places: ["yaml.tag 1:12"], why: "a tag of another program" },
    { text: "1: x", places: ["yaml.key-not-text 1:1"], why: "a number as a key" },
    { text: "? [a]\n: x", places: ["yaml.key-not-text 1:3"], why: "a list as a key" },
    { text: "a: .inf", places: ["yaml.number 1:4"], why: "no finite number" },
    { text: "a: 1e400", places: ["yaml.number 1:4"], why: "no double holds it" },
    { text: "a: *b", places: ["yaml.unknown-alias 1:4"], why: "no anchor" },
    { text: "a: 1\n---\nb: 2", places: ["yaml.several-documents 2:1"], why: "two documents" },
    { text: "%YAML 1.1\n---\na: yes", places: ["yaml.version 1:1"], why: "another version" },
    { text: "a: [1", places: ["yaml.malformed 1:6"], why: "an open bracket" },
    { text: "a: b\n\tc: d", places: ["yaml.malformed 2:1"], why: "a tab as indentation" },
    { text: " \n", places: ["file.empty undefined:undefined"], why: "nothing" },
  ])("refuses $text: $why", ({ text, places }) => {
    expect(placesOf(text)).toEqual(places);
  });

  it.each([
    { name: "an alias bomb", text: aliasBomb, code: "yaml.too-many-values" },
    { name: "an alias that holds itself", text: "a: &a [*a]", code: "yaml.too-deep" },
    { name: "a million brackets", text: "[".repeat(1_000_000), code: "yaml.too-deep" },
    { name: "a hundred thousand dashes", text: "- ".repeat(100_000), code: "yaml.too-deep" },
    { name: "1,500 indented maps", text: indented(1_500), code: "yaml.too-deep" },
    {
      name: "more than the limit",
      text: " ".repeat(contractCharactersMax + 1),
      code: "contract.too-large",
    },
  ])("refuses $name soon, and with one issue", ({ text, code }) => {
    expect(issuesOf(read(text)).map((issue) => issue.code)).toEqual([code]);
  });

  it("finds the place of a path, and the number as it was written", () => {
    const text = "services:\n  - id: m\n    charges:\n      - { id: fee, amount: 500.00 }\n";
    const { locate } = unwrap(read(text));
    const path = ["services", 0, "charges", 0, "amount"];
    const issue = { code: "x", path, message: "a number", hint: "h", value: "500" };
    expect(withPlaces([issue], "c.yaml", locate)).toMatchObject([
      {
        file: "c.yaml",
        line: 4,
        column: 20,
        value: "500.00",
        message: "a number (written as 500.00)",
      },
    ]);
    expect(locate(["services", 0, "nothing"])).toEqual({ line: 2, column: 5 });
    expect(locate(["services", 7])).toEqual({ line: 1, column: 1 });
  });
});

function indented(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:`).join("\n");
}
