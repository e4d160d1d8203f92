import { describe, expect, it } from "vitest";
import { readContractText } from "../../src/adapters/contract-text.ts";
import { readJsonRecords } from "../../src/adapters/json.ts";
import { withPlaces } from "../../src/adapters/position.ts";
import { type Issue, issuesOf, unwrap } from "../../src/base/result.ts";

describe("records in one JSON text (semantics 40)", () => {
  it.each([
    { text: '[\n {"id":"A", "x":"]{"},\n\n {"id":"B"}\n]', lines: [2, 4] },
    { text: '{ "records": [\n{"id":"A"},\n{"id":"B"}] }', lines: [2, 3] },
    { text: '[{"id":"A"},{"id":"B"}]', lines: [1, 1] },
  ])("knows the line of each row in $text", ({ text, lines }) => {
    const rows = unwrap(readJsonRecords(text, "r.json"));
    expect(rows).toMatchObject(lines.map((line) => ({ source: { file: "r.json", line } })));
  });

  it.each([
    { text: "{}", code: "records.not-a-list", line: 1 },
    { text: '{"records":[],"more":1}', code: "records.not-a-list", line: 1 },
    { text: '[\n{"a":1,\n"a":2}]', code: "json.duplicate-key", line: 3 },
    { text: '[{"a":1},\n7]', code: "record.not-an-object", line: 2 },
    { text: "[\n{]", code: "json.malformed", line: 2 },
  ])("refuses $text: $code in line $line", ({ text, code, line }) => {
    expect(issuesOf(readJsonRecords(text, "r.json"))).toMatchObject([
      { code, line, file: "r.json" },
    ]);
  });
});

describe("a contract in JSON", () => {
  const text = '{\n  "id": "c",\n  "services": [\n    { "id": "m" }\n  ]\n}\n';
  const read = unwrap(readContractText(text, { file: "c.json", format: "json" }));
  const issueAt = (path: Issue["path"]): Issue => ({ code: "x", path, message: "m", hint: "h" });

  it.each([
    { path: ["services", 0, "id"], line: 4, column: 7, why: "a property is at its key" },
    { path: ["services", 0], line: 4, column: 5, why: "an entry is at itself" },
    {
      path: ["services", 0, "charges"],
      line: 4,
      column: 5,
      why: "what is missing is at its parent",
    },
    { path: [], line: 1, column: 1, why: "the whole text" },
  ])("finds $path at $line:$column: $why", ({ path, line, column }) => {
    const [placed] = withPlaces([issueAt(path)], "c.json", read.locate);
    expect(placed).toMatchObject({ file: "c.json", line, column });
  });

  it("is strict JSON", () => {
    const refusedText = '{ "a": 1, // no\n }';
    const result = readContractText(refusedText, { file: "c.json", format: "json" });
    expect(issuesOf(result)).toMatchObject([{ code: "json.malformed", line: 1, column: 11 }]);
  });
});
