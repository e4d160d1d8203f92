import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ContractInput } from "../src/contract.ts";
import { parseContract, parseRecords, type Statement, settle } from "../src/index.ts";
import { availability, contractOf, outage, resultOf } from "./rules/world.ts";

/** The worked example of means with earlier periods: each column is a contract of its own. */

const text = readFileSync(new URL("../docs/figures/average-with.md", import.meta.url), "utf8");
const { down }: { down: Record<string, string> } = parse(
  /```yaml\n(.*?)```/s.exec(text)?.[1] ?? "",
);
const [header = [], , ...rows] = (/(?:^\|.*\n)+/m.exec(text)?.[0] ?? "")
  .trim()
  .split("\n")
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
const columns = header.slice(1, -1);

/** Each month settled with the statements before it. */
function shownBy(column: string): readonly string[] {
  const averageWith = parse(column.replaceAll("`", ""));
  const measure: ContractInput["commitments"][number]["measure"] = {
    facts: "outages",
    figure: "uptime-percent",
    ...(typeof averageWith === "object" ? { averageWith } : {}),
  };
  const contract = parseContract(
    contractOf({
      effective: { from: "2026-03-01" },
      commitments: [{ ...availability, measure }],
    }),
  );
  const months = Object.keys(down);
  const hours: Readonly<Record<string, [string, string]>> = {
    PT0S: ["00:00:00", "00:00:00"],
    PT18H: ["00:00:00", "18:00:00"],
    PT18H36M: ["00:00:00", "18:36:00"],
  };
  const outages = months.map((month) => {
    const [from, until] = hours[down[month] ?? ""] ?? ["", ""];
    return outage(`INC-${month}`, `${month}-05T${from}Z`, `${month}-05T${until}Z`);
  });
  const records = parseRecords(outages, contract);
  const issued: Statement[] = [];
  for (const period of months)
    issued.push(settle({ contract, records, period, asOf: "2026-12-01T00:00:00Z", issued }));
  return issued.map((one) => resultOf(one).figure?.shown ?? "");
}

describe("the worked example of means with earlier periods", () => {
  it.each(columns.map((column, at) => ({ column, at: at + 1 })))("$column", ({ column, at }) => {
    const wanted = rows.map((row) => row[at]);
    const plain = shownBy(column).map((shown) => `${shown.replace(/\.?0+$/, "")} %`);
    expect(plain).toEqual(wanted);
  });

  it("has every month", () => {
    expect(rows.map(([month]) => month)).toEqual(Object.keys(down));
  });
});
