import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { availability, contractOf, HOUR, settled } from "./rules/world.ts";

/**
 * The worked examples of docs/scopes: a scope and records as YAML, then a table. `With` is put into
 * the example; every other column but the last is asked of `settle`.
 */

const folder = new URL("../docs/scopes/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));

type Commitment = ContractInput["commitments"][number];

interface Example {
  readonly scope: Commitment["scope"];
  readonly measure?: object;
  readonly exclusions?: ContractInput["exclusions"];
  readonly records: readonly object[];
}

const rows = pages.flatMap((page) => {
  const text = readFileSync(new URL(page, folder), "utf8");
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```\n\n((?:^\|.*\n)+)/gm)].flatMap(
    ([, yaml = "", table = ""]) => {
      const [columns = [], , ...cells] = table.trim().split("\n").map(cellsOf);
      return cells.map((row) => ({
        name: `${page}: ${row.join(" | ")}`,
        example: parse(yaml) as Example,
        wanted: Object.fromEntries(columns.map((column, at) => [column, row[at] ?? ""])),
      }));
    },
  );
});

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

function answer(example: Example, change: string) {
  const patch = change === "–" ? {} : parse(`{ ${change.replaceAll("`", "")} }`);
  const { scope, measure, exclusions = [], records }: Example = { ...example, ...patch };
  const isLength = Object(measure).figure === "longest";
  const isCount = Object(measure).figure === "count";
  const contract = contractOf({
    services: [{ id: "a" }, { id: "b" }, { id: "c" }, { id: "db", resources: ["db-1", "db-2"] }],
    bases: [],
    exclusions,
    commitments: [
      {
        ...availability,
        scope,
        measure: { ...availability.measure, ...measure } as Commitment["measure"],
        excludes: exclusions.map(({ id }) => id),
        targets: isLength
          ? [{ atMost: "PT1H" }]
          : isCount
            ? [{ atMost: "0" }]
            : [{ atLeast: "99.9" }],
        credits: [],
      },
    ],
  });
  return settled({ contract, rows: records }).results;
}

type Results = ReturnType<typeof answer>;

const hours = (ms: string) => `${Number(ms) / HOUR} h`;
const columns: Readonly<Record<string, (result: Results[number]) => string>> = {
  Scope: ({ scope }) => scope,
  Down: ({ bad }) => hours(bad),
  Of: ({ whole }) => hours(whole),
  Uptime: ({ figure }) =>
    figure?.unit === "percent" ? `${figure.shown} %` : String(figure?.shown),
};

describe("the worked examples of scopes", () => {
  it.each(rows)("$name", ({ example, wanted }) => {
    const { With = "–", Why = "", ...asked } = wanted;
    expect(Why.length).toBeGreaterThan(0);
    const results = answer(example, With);
    const found = Object.keys(asked).map((column) => [
      column,
      results.map((result) => columns[column]?.(result)).join(", "),
    ]);
    expect(Object.fromEntries(found)).toEqual(asked);
  });

  it("every page of a scope has one", () => {
    const without = pages.filter(
      (page) => page !== "README.md" && !rows.some(({ name }) => name.startsWith(`${page}:`)),
    );
    expect(without).toEqual([]);
  });
});
