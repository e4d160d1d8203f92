import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { availability, contractOf, MINUTE, resultOf, settled } from "./rules/world.ts";

/**
 * The worked examples of docs/exclusions: exclusions and records as YAML, then a table. `With` is
 * put into the first exclusion; every other column but the last is asked of `settle`.
 */

const folder = new URL("../docs/exclusions/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));

interface Example {
  readonly exclusions: NonNullable<ContractInput["exclusions"]>;
  readonly records: readonly object[];
  readonly calendars?: ContractInput["calendars"];
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

function answer({ exclusions, records, calendars = [] }: Example, change: string) {
  const [first, ...others] = exclusions;
  if (first === undefined) throw new Error("an example has an exclusion");
  const patch = change === "–" ? {} : parse(`{ ${change.replaceAll("`", "")} }`);
  const contract = contractOf({
    calendars,
    exclusions: [{ ...first, ...patch }, ...others],
    commitments: [{ ...availability, excludes: exclusions.map(({ id }) => id), credits: [] }],
  });
  return settled({ contract, rows: records.map(rowOf) });
}

/** An attribution has no service: it is of an outage. */
function rowOf(row: object): object {
  return "outage" in row ? row : { service: "web", ...row };
}

type Answer = ReturnType<typeof answer>;

const list = (texts: readonly string[]) => (texts.length === 0 ? "–" : texts.join(", "));
const minutes = (ms: string) => `${Number(ms) / MINUTE} min`;

const columns: Readonly<Record<string, (statement: Answer) => string>> = {
  Down: (statement) => minutes(resultOf(statement).bad),
  Of: (statement) => minutes(resultOf(statement).whole),
  Uptime: (statement) => `${resultOf(statement).figure?.shown} %`,
  Excluded: ({ evidence }) =>
    list(
      evidence.excluded.map(
        ({ record, rule, downMs }) => `${record} by ${rule} ${minutes(downMs)}`,
      ),
    ),
  Rejected: ({ evidence }) =>
    list(
      evidence.rejected.map(({ record, reason, ms }) => `${record} \`${reason}\` ${minutes(ms)}`),
    ),
};

describe("the worked examples of exclusions", () => {
  it.each(rows)("$name", ({ example, wanted }) => {
    const { With = "–", Why = "", ...asked } = wanted;
    expect(Why.length).toBeGreaterThan(0);
    expect(Object.keys(asked).filter((column) => columns[column] === undefined)).toEqual([]);
    const statement = answer(example, With);
    const found = Object.keys(asked).map((column) => [column, columns[column]?.(statement)]);
    expect(Object.fromEntries(found)).toEqual(asked);
  });

  it("every page of a condition has one", () => {
    const without = pages.filter(
      (page) => page !== "README.md" && !rows.some(({ name }) => name.startsWith(`${page}:`)),
    );
    expect(without).toEqual([]);
  });
});
