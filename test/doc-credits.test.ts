import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import type { Statement } from "../src/index.ts";
import { availability, contractOf, settled, tenth } from "./rules/world.ts";

/**
 * The worked examples of docs/credits: changes of a contract as YAML with the downtime of each month,
 * then a table of the statements, each with those before it as issued. The last column is for people.
 */

const folder = new URL("../docs/credits/", import.meta.url);

interface Example {
  readonly down?: Readonly<Record<string, string>>;
  readonly records?: readonly object[];
  /** Of the one credit. */
  readonly minimum?: object;
  /** Of the one commitment. */
  readonly eligible?: object;
  readonly credit?: object;
  readonly credits?: readonly object[];
  readonly commitments?: readonly object[];
}

const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".md"))
  .flatMap((page) => {
    const text = readFileSync(new URL(page, folder), "utf8");
    return [...text.matchAll(/^```yaml\n([\s\S]*?)^```\n\n((?:^\|.*\n)+)/gm)].map(
      ([, yaml = "", table = ""], index) => {
        const [columns = [], , ...rows] = table.trim().split("\n").map(cellsOf);
        const wanted = rows.map((row) =>
          Object.fromEntries(columns.slice(0, -1).map((name, at) => [name, row[at] ?? ""])),
        );
        return { name: `${page} ${index + 1}`, example: parse(yaml) as Example, wanted };
      },
    );
  });

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((cell) => cell.trim());
}

function contractFor({ down: _, records: __, ...changes }: Example): ContractInput {
  const { minimum, credit = {}, credits, commitments, eligible, ...others } = changes;
  // What is null is left out.
  const changed = Object.entries({ ...tenth, ...credit }).filter(([, value]) => value !== null);
  const own = [
    { ...Object.fromEntries(changed), ...(minimum === undefined ? {} : { minimum }) },
    ...(credits ?? []),
  ];
  const given = {
    ...availability,
    ...(eligible === undefined ? {} : { eligible }),
    credits: own,
  } as typeof availability;
  return contractOf({
    commitments: [given, ...((commitments ?? []) as (typeof availability)[])],
    ...others,
  });
}

function rowsOf({ down = {}, records = [] }: Example): object[] {
  return [
    {
      type: "coverage",
      id: "COV",
      of: "outages",
      from: "2025-12-01T00:00:00Z",
      until: "2028-01-01T00:00:00Z",
    },
    ...Object.entries(down).map(([month, length]) => {
      const start = Date.parse(`${month}-03T00:00:00Z`);
      const [, hours = "0", minutes = "0"] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(length) ?? [];
      const end = start + Number(hours) * 3_600_000 + Number(minutes) * 60_000;
      return {
        type: "outage",
        id: `INC-${month}`,
        service: "web",
        from: new Date(start).toISOString(),
        until: new Date(end).toISOString(),
      };
    }),
    ...records,
  ];
}

const total = (statement: Statement, of: "carried" | "deferred") =>
  (statement.lines.reduce((sum, line) => sum + (line[of]?.minor ?? 0), 0) / 100).toFixed(2);
const list = (texts: readonly string[]) => (texts.length === 0 ? "–" : texts.join(", "));

const columns: Readonly<Record<string, (statement: Statement) => string>> = {
  Period: ({ key }) => key.period.label,
  Paid: ({ totals }) => totals.lines,
  Carried: (statement) => total(statement, "carried"),
  Deferred: (statement) => total(statement, "deferred"),
  "In kind": ({ lines }) =>
    list(lines.flatMap(({ inKind = [] }) => inKind.map(({ unit, count }) => `${count} ${unit}`))),
  Right: ({ lines }) =>
    list(
      lines.flatMap(({ rights = [] }) =>
        rights.map(
          ({ what, exercise }) => `${what} until ${exercise?.lastDate}, ${exercise?.state}`,
        ),
      ),
    ),
  Points: ({ lines }) =>
    list(
      lines.flatMap(({ inKind = [] }) =>
        inKind.filter(({ unit }) => unit === "points").map(({ count }) => count),
      ),
    ),
  Warning: ({ warnings }) =>
    list(warnings.flatMap(({ code, message }) => (code.startsWith("waiting.") ? [message] : []))),
  Lines: ({ lines }) => list(lines.map(({ id, amount }) => `${id} ${amount}`)),
};

describe("the worked examples of credits", () => {
  it("stand on the pages", () => {
    expect(examples.length).toBeGreaterThan(1);
  });

  it.each(examples)("$name", ({ example, wanted }) => {
    const issued: Statement[] = [];
    const found = wanted.map((row) => {
      const statement = settled({
        contract: contractFor(example),
        rows: rowsOf(example),
        period: row.Period ?? "",
        asOf: "2028-01-01T00:00:00Z",
        issued,
      });
      issued.push(statement);
      return Object.fromEntries(
        Object.keys(row).map((column) => [
          column,
          columns[column]?.(statement) ?? "no such column",
        ]),
      );
    });
    expect(found).toEqual(wanted);
  });
});
