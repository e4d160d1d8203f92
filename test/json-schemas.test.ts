import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mapJsonSchema } from "../src/adapters/map-json-schema.ts";
import { contractJsonSchema, recordsJsonSchema } from "../src/json-schemas.ts";
import type { JsonSchema } from "../src/schema/editor-schema.ts";

/** The schemas that editors use, read by a validator that shares no code with the library. */

const fixtures = new URL("../fixtures/", import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, fixtures), "utf8");
const contracts = [
  "example/contract.yaml",
  ...["paper", "github"].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, fixtures))
      .filter((name) => name.endsWith(".yaml"))
      .map((name) => `${folder}/${name}`),
  ),
];
const recordFiles = readdirSync(new URL("example/records/", fixtures));

// Strict: an unknown keyword or a keyword for another type is an error of the schema.
const compiled = (schema: JsonSchema): ValidateFunction =>
  new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

/** Where the validator sees a problem, and which rule it breaks. */
function problems(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe("contract.schema.json", () => {
  const schema = contractJsonSchema();
  const validate = compiled(schema);
  const example = () => parse(textOf("example/contract.yaml"));

  it.each(contracts)("takes fixtures/%s", (path) => {
    expect(problems(validate, parse(textOf(path)))).toEqual([]);
  });

  it("says its draft, its name, what it is for, and that the root is closed", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "makegood contract/1",
      description: expect.any(String),
      type: "object",
      additionalProperties: false,
    });
  });

  it.each([
    { typo: "an unknown field of the root", put: ["curency"], value: "EUR", at: "" },
    {
      typo: "an unknown field of a measure",
      put: ["commitments", "0", "measure", "minimumOutages"],
      value: "PT1M",
      at: "/commitments/0/measure",
    },
    {
      typo: "a number where a decimal is quoted",
      put: ["commitments", "0", "targets", "0", "atLeast"],
      value: 99.95,
      at: "/commitments/0/targets/0/atLeast",
    },
    {
      typo: "a value that the list does not hold",
      put: ["exclusions", "0", "removes"],
      value: "windows",
      at: "/exclusions/0/removes",
    },
    {
      typo: "two forms at once",
      put: ["exclusions", "0", "matches", "cause"],
      value: "customer",
      at: "/exclusions/0/matches",
    },
  ])("marks $typo", ({ put, value, at }) => {
    const contract = example();
    set(contract, put, value);
    const places = problems(validate, contract).map((problem) => problem.split(" ")[0]);
    expect(places).toContain(at);
  });

  it("asks for no field that has a default", () => {
    const { rounding: _, ...contract } = example();
    for (const exclusion of contract.exclusions) delete exclusion.evidence;
    expect(problems(validate, contract)).toEqual([]);
  });
});

describe("records.schema.json", () => {
  const validate = compiled(recordsJsonSchema());
  const rowsOf = (file: string): unknown[] =>
    textOf(`example/records/${file}`)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));

  it.each(recordFiles)("takes every row of %s, one by one and as a list", (file) => {
    const rows = rowsOf(file);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.flatMap((row) => problems(validate, row))).toEqual([]);
    expect(problems(validate, rows)).toEqual([]);
  });

  it("marks a typo and an unknown type", () => {
    const row = { type: "outage", id: "I-1", service: "web", from: "2026-10-01T00:00:00Z" };
    expect(validate(row)).toBe(true);
    expect(validate({ ...row, until_: "2026-10-01T01:00:00Z" })).toBe(false);
    expect(validate({ ...row, type: "outtage" })).toBe(false);
  });
});

describe("map.schema.json", () => {
  const schema = mapJsonSchema();
  const validate = compiled(schema);
  const documented = Array.from(
    ["map.md", "recipes/csv-records.md"]
      .map((page) => readFileSync(new URL(`../docs/${page}`, import.meta.url), "utf8"))
      .join("\n")
      .matchAll(/^```yaml\n(makegood: map\/1\n[\s\S]*?)^```/gm),
    ([, text = ""]) => parse(text),
  );
  const own = ["boston/map.yaml", "boston/map-with-targets.yaml"].map((path) =>
    parse(textOf(path)),
  );

  it("takes every map of the pages and fixtures", () => {
    expect(documented.length).toBeGreaterThan(0);
    expect([...documented, ...own].flatMap((map) => problems(validate, map))).toEqual([]);
  });

  it("says its draft, its name and what it is for", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "makegood map/1",
      description: expect.any(String),
    });
  });

  it("marks a field that the record does not have, and a form without its record", () => {
    const [map] = documented;
    expect(validate({ ...map, columns: { ...map.columns, severty: "priority" } })).toBe(false);
    const { record: _, ...rest } = map;
    expect(validate(rest)).toBe(false);
  });
});

function set(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head = "", ...rest] = path;
  if (rest.length === 0) target[head] = value;
  else set(target[head] as Record<string, unknown>, rest, value);
}
