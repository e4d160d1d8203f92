import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { contractOf, resultOf, settled, work } from "./rules/world.ts";

/**
 * The worked examples of figures of counts and values: a measure and what was counted as YAML, then a
 * table. `With` is put into the measure; every other column but the last is asked of `settle`.
 */

const folder = new URL("../docs/figures/", import.meta.url);
const pages = [
  "ratio.md",
  "mean-of-ratios.md",
  "mean-score.md",
  "mean-of-values.md",
  "percentile-of-values.md",
  "calculated-to.md",
];

type Commitment = ContractInput["commitments"][number];

interface Example {
  readonly measure: { readonly of: string };
  readonly buckets?: readonly (readonly [good: number, total: number, excluded?: number])[];
  readonly values?: readonly string[];
  readonly outcomes?: Readonly<Record<string, number>>;
  /** Work from 00:30 to 02:00 of the first, or where there are values, all of that day. */
  readonly removes?: "window";
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

const iso = (hour: number) =>
  new Date(Date.UTC(2026, 9, 1, hour)).toISOString().replace(".000Z", "Z");

function recordsOf({ measure: { of }, ...example }: Example): object[] {
  const { buckets = [], values = [], outcomes = {}, removes } = example;
  const bucket = (name: string, hour: number, good: number, total: number, excluded = 0) => ({
    type: "bucket",
    service: "web",
    of: name,
    from: iso(hour),
    until: iso(hour + 1),
    good,
    total,
    excluded,
  });
  const until = values.length > 0 ? "10-02T00:00" : "10-01T02:00";
  const from = values.length > 0 ? "10-01T00:00" : "10-01T00:30";
  return [
    ...buckets.map(([good, total, excluded], hour) => bucket(of, hour, good, total, excluded)),
    ...Object.entries(outcomes).map(([name, total]) => bucket(`${of}.${name}`, 0, 0, total)),
    ...values.map((value, day) => ({
      type: "sample",
      service: "web",
      of,
      at: iso(24 * day + 12),
      value,
    })),
    ...(removes === undefined ? [] : [work("CHG-1", from, until, { impact: "none" })]),
  ];
}

function answer(example: Example, change: string) {
  const patch = change === "–" ? {} : parse(`{ ${change.replaceAll("`", "")} }`);
  const { removes } = example;
  const contract = contractOf({
    exclusions:
      removes === undefined
        ? []
        : [{ id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes }],
    commitments: [
      {
        id: "counted",
        clause: "3.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { ...example.measure, ...patch } as unknown as Commitment["measure"],
        excludes: removes === undefined ? [] : ["planned"],
        targets: [{ atLeast: "99.9" }],
      },
    ],
  });
  return resultOf(settled({ contract, rows: recordsOf(example) }));
}

type Result = ReturnType<typeof answer>;

const columns: Readonly<Record<string, (result: Result) => string | undefined>> = {
  Figure: ({ figure, whyNot }) => figure?.exact ?? whyNot,
  Bad: ({ bad }) => bad,
  Of: ({ whole }) => whole,
  Coverage: ({ tally }) => tally?.coverage,
  Verdict: ({ verdict }) => verdict,
};

describe("the worked examples of counts and values", () => {
  it.each(rows)("$name", ({ example, wanted }) => {
    const { With = "–", Why = "", ...asked } = wanted;
    expect(Why.length).toBeGreaterThan(0);
    const result = answer(example, With);
    const found = Object.keys(asked).map((column) => [column, columns[column]?.(result)]);
    expect(Object.fromEntries(found)).toEqual(asked);
  });

  it("every page has one", () => {
    const without = pages.filter((page) => !rows.some(({ name }) => name.startsWith(`${page}:`)));
    expect(without).toEqual([]);
  });
});
