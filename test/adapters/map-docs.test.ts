import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readCsv } from "../../src/adapters/csv.ts";
import { mapSchema, parseMap } from "../../src/adapters/map.ts";
import { stampColumn, textColumn, textsColumn } from "../../src/adapters/map-fields.ts";
import { parseContract, safeParseRecords } from "../../src/index.ts";
import { keysAt } from "../../src/schema/navigate.ts";

/** docs/map.md names what a map can say; the examples of the recipe give what they are said to give. */

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const blocksOf = (text: string, kind: string) =>
  Array.from(
    text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, "gm")),
    ([, one = ""]) => one,
  );

const page = textOf("docs/map.md");

/** The first names of the rows of a section's tables that have a column "Field". */
function fieldsIn(title: string): readonly string[] {
  const section = page.split(/^## /m).find((one) => one.startsWith(title)) ?? "";
  return Array.from(
    section.matchAll(/^\| `([a-zA-Z.]+)`(?:, `[a-z, `A-Z]+)? \| .* \| .* \|/gm),
    ([, name = ""]) => name,
  ).filter((name) => !name.startsWith("epoch"));
}

describe("docs/map.md", () => {
  it("names every field of a map", () => {
    const all = keysAt(mapSchema, [], { form: "none" });
    expect(
      fieldsIn("The map")
        .filter((name) => !name.includes("."))
        .sort(),
    ).toEqual([...all].sort());
  });

  it("names every field of a column", () => {
    const all = [stampColumn, textColumn, textsColumn].flatMap((schema) => keysAt(schema, [], {}));
    expect([...new Set(fieldsIn("A column"))].sort()).toEqual([...new Set(all)].sort());
  });

  it.each(blocksOf(page, "yaml"))("example %#is read", (text) => {
    expect(parseMap(parse(text)).makegood).toBe("map/1");
  });
});

describe("docs/recipes/csv-records.md", () => {
  const recipe = textOf("docs/recipes/csv-records.md");
  const [files, maps, outputs] = ["csv", "yaml", "ndjson"].map((kind) => blocksOf(recipe, kind));
  const contract = parseContract(parse(textOf("fixtures/example/contract.yaml")));

  it.each([0, 1])("example %i gives the records that stand below it", (index) => {
    const result = readCsv(files?.[index] ?? "", {
      map: parseMap(parse(maps?.[index] ?? "")),
      file: "t.csv",
    });
    const rows = result.ok
      ? result.value.map((row) => ({ ...(row as object), source: undefined }))
      : result.issues;
    const lines = (outputs?.[index] ?? "").trim().split("\n");
    expect(rows).toEqual(lines.map((line): unknown => JSON.parse(line)));
    expect(safeParseRecords(rows, contract)).toMatchObject({ ok: true });
    const warned = result.ok ? result.warnings.map(({ code }) => code) : [];
    expect(warned).toEqual(
      [["csv.rows-skipped", "csv.time-twice"], ["csv.rows-without-event"]][index],
    );
  });
});
