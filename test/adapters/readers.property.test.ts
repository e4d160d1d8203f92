import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readContractText } from "../../src/adapters/contract-text.ts";
import { readJsonRecords } from "../../src/adapters/json.ts";
import { readNdjson } from "../../src/adapters/ndjson.ts";
import { issuesOf, type Result } from "../../src/base/result.ts";

const token = fc.constantFrom(
  ..."[]{}:,-?&*!|>'\"%@#~\n\t ".split(""),
  "- ",
  ": ",
  "\n  ",
  "&a ",
  "*a",
  "!!str ",
  "<<",
  "__proto__",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "key: value\n",
  '"text"',
  "\\u0000",
  "1e999",
  "\u0000",
  "\ud800",
  "\uFEFF",
);
const noise = fc.oneof(
  fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join("")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.json(),
);
const readers: readonly {
  readonly name: string;
  readonly read: (text: string) => Result<unknown>;
}[] = [
  { name: "YAML", read: (text) => readContractText(text, { file: "f", format: "yaml" }) },
  { name: "JSON", read: (text) => readContractText(text, { file: "f", format: "json" }) },
  { name: "records", read: (text) => readJsonRecords(text, "f") },
  { name: "lines", read: (text) => readNdjson(text, "f") },
];

describe("whatever the text, a reader answers with a value or with issues", () => {
  it.each(readers)("$name", ({ read }) => {
    fc.assert(
      fc.property(noise, (text) => {
        for (const issue of issuesOf(read(text))) {
          expect(issue.hint).not.toBe("");
          expect(issue.file).toBe("f");
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("YAML reads any JSON value as JSON does", () => {
    const json = fc.json({ maxDepth: 4 });
    fc.assert(
      fc.property(json, (text) => {
        const [yaml, strict] = readers.slice(0, 2).map(({ read }) => read(text));
        if (yaml?.ok !== true || strict?.ok !== true) return;
        expect((yaml.value as { raw: unknown }).raw).toEqual(
          (strict.value as { raw: unknown }).raw,
        );
      }),
      { numRuns: 500 },
    );
  });
});
