import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { outageFigures } from "../src/schema/measures.ts";
import { readableDuration } from "../src/time/duration.ts";
import { durationMs } from "../src/time/instant.ts";
import { contractOf, resultOf, settled } from "./rules/world.ts";

/**
 * The worked examples of figures of outages: a figure and outages as YAML, then a table. `With` is
 * put into the measure; every other column but the last is asked of `settle`.
 */

const folder = new URL("../docs/figures/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));

type Commitment = ContractInput["commitments"][number];
type Measure = Extract<Commitment["measure"], { facts: "outages" }>;
type Stretch = Readonly<Record<"from" | "until", string>>;

interface Example {
  readonly figure: Measure["figure"];
  readonly outages: readonly object[];
  /** Begin of the term. */
  readonly from?: string;
  readonly active?: Stretch;
  readonly known?: Stretch;
  readonly users?: string;
}

const rows = pages.flatMap((page) => {
  const text = readFileSync(new URL(page, folder), "utf8");
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```\n\n((?:^\|.*\n)+)/gm)].flatMap(
    ([, yaml = "", table = ""]) => {
      const example: Example = parse(yaml);
      // The other pages are about counts and values.
      if (example.figure === undefined) return [];
      const [columns = [], , ...cells] = table.trim().split("\n").map(cellsOf);
      return cells.map((row) => ({
        name: `${page}: ${row.join(" | ")}`,
        example,
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

/** "05T10:00" is 10:00 on 5 October 2026, wherever it stands. */
function stamped(value: unknown): unknown {
  if (typeof value === "string" && /^\d\dT\d\d:\d\d/.test(value))
    return `2026-10-${value.length === 8 ? `${value}:00` : value}Z`;
  if (Array.isArray(value)) return value.map(stamped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stamped(inner)]));
}

const targets: Readonly<Record<string, Commitment["targets"]>> = {
  "uptime-percent": [{ atLeast: "99.9" }],
  "downtime-percent": [{ atMost: "0.1" }],
  count: [{ atMost: "2" }],
  downtime: [{ atMost: "PT1H" }],
  longest: [{ atMost: "PT1H" }],
  "mean-to-restore": [{ atMost: "PT1H" }],
  "mean-operating-between": [{ atLeast: "PT240H" }],
  "mean-between-starts": [{ atLeast: "PT240H" }],
};

function answer({ figure, outages, from, active, known, users }: Example, change: string) {
  const patch = change === "–" ? {} : parse(`{ ${change.replaceAll("`", "")} }`);
  const contract = contractOf({
    effective: { from: from ?? "2026-01-01" },
    calendars: [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }],
    services: [
      { id: "web", ...(active === undefined ? {} : { active: [stamped(active) as Stretch] }) },
    ],
    bases: [],
    commitments: [
      {
        id: "availability",
        clause: "3.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { facts: "outages", figure, ...patch } as Measure,
        excludes: [],
        targets: targets[figure] ?? [],
      },
    ],
  });
  const month = { at: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" };
  const records = [
    ...outages.map((one, index) => ({
      type: "outage",
      id: `INC-${index + 1}`,
      service: "web",
      ...one,
    })),
    ...(known === undefined ? [] : [{ type: "coverage", id: "known", of: "outages", ...known }]),
    ...(users === undefined
      ? []
      : [{ type: "fact", id: "users", fact: "users", ...month, value: users }]),
  ];
  return resultOf(settled({ contract, rows: stamped(records) as object[] }));
}

type Result = ReturnType<typeof answer>;

const length = (ms: string) => readableDuration(durationMs(Number(ms)));
const columns: Readonly<Record<string, (result: Result) => string | undefined>> = {
  Figure: ({ figure, whyNot }) => figure?.shown ?? whyNot,
  Verdict: ({ verdict }) => verdict,
  Down: ({ bad }) => length(bad),
  Of: ({ whole }) => length(whole),
};

describe("the worked examples of figures of outages", () => {
  it.each(rows)("$name", ({ example, wanted }) => {
    const { With = "–", Why = "", ...asked } = wanted;
    expect(Why.length).toBeGreaterThan(0);
    const result = answer(example, With);
    const found = Object.keys(asked).map((column) => [column, columns[column]?.(result)]);
    expect(Object.fromEntries(found)).toEqual(asked);
  });

  it("every figure has a page with one", () => {
    const figures = outageFigures;
    const without = figures.filter((one) => !rows.some(({ name }) => name.startsWith(`${one}.md`)));
    expect(without).toEqual([]);
  });
});
