import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseContract, parseRecords, type Statement, settle, verify } from "../src/index.ts";
import { expectSameBytes } from "./support/engine.ts";

/**
 * Statements of each release, made once: the program still gives these bytes, or the changelog says
 * under "Figures" why not. `npm run freeze` makes those that are missing, and never another one.
 */

const root = new URL("../fixtures/frozen/", import.meta.url);
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: version }) =>
    readdirSync(new URL(`${version}/`, root)).map((name) => ({ version, name })),
  );

describe.each(cases)("frozen with $version: $name", ({ version, name }) => {
  const folder = new URL(`${version}/${name}/`, root);
  const textOf = (file: string) => readFileSync(new URL(file, folder), "utf8");
  const contract = parseContract(parse(textOf("contract.yaml")));
  const rows = textOf("records.ndjson")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const records = parseRecords(rows, contract);
  const made = settle({ contract, records, ...JSON.parse(textOf("call.json")) });
  const path = new URL("statement.json", folder);
  if (process.env.MAKEGOOD_FREEZE === "1" && !existsSync(path))
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
  const frozen: Statement = JSON.parse(textOf("statement.json"));

  it("gives the same bytes (39)", () => {
    expectSameBytes(made, frozen);
  });

  it("is a statement that verify accepts", () => {
    const { ok, checks } = verify(frozen, { rows });
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(ok).toBe(true);
  });
});
