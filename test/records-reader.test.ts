import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseContract, recordsReader, safeParseRecords } from "../src/index.ts";
import { contractYaml } from "./cli/support.ts";

const contract = parseContract(parse(contractYaml));
const outage = (id: string, more: object = {}) => ({
  type: "outage",
  id,
  service: "web",
  from: "2026-11-03T10:00:00Z",
  until: "2026-11-03T11:00:00Z",
  ...more,
});

function readOneByOne(rows: readonly unknown[]) {
  const reader = recordsReader(contract);
  for (const row of rows) reader.take(row);
  return reader.finish();
}

describe("records row by row", () => {
  it.each([
    { why: "good rows", rows: [outage("A"), outage("B")] },
    { why: "equal twins", rows: [outage("A"), outage("A")] },
    {
      why: "twins that differ, from files",
      rows: [
        outage("A", { source: { file: "a.csv", line: 2 } }),
        outage("A", { cause: "customer", source: { file: "b.csv" } }),
      ],
    },
    { why: "bad rows", rows: [1, outage("A", { service: "wbe" }), { type: "outag" }] },
    {
      why: "rows of others",
      rows: [outage("A", { customer: "zeta" }), outage("B", { contract: "zeta" })],
    },
    { why: "no rows", rows: [] },
  ])("gives what a list gives: $why", ({ rows }) => {
    expect(readOneByOne(rows)).toEqual(safeParseRecords(rows, contract));
  });

  it("names both places of twins that differ", () => {
    const rows = [
      outage("A", { source: { file: "a.csv", line: 2 } }),
      outage("A", { cause: "customer" }),
    ];
    const result = readOneByOne(rows);
    expect(result.ok ? "" : result.issues[0]?.message).toContain("at a.csv:2 and here (row 1)");
  });

  it("counts rows that are passed as those that it finds to belong elsewhere", () => {
    const reader = recordsReader(contract);
    reader.take(outage("A"));
    reader.pass("another-customer");
    reader.pass("another-contract", 2);
    const other = (name: string) => ({ customer: name });
    const rows = [
      outage("A"),
      outage("B", other("z")),
      outage("C", { contract: "z" }),
      outage("D", { contract: "z" }),
    ];
    const [passed, found] = [reader.finish(), safeParseRecords(rows, contract)];
    expect(passed).toEqual(found);
  });

  it("gives rows behind passed ones the index that they have among all", () => {
    const reader = recordsReader(contract);
    reader.pass("another-customer", 7);
    reader.take(1);
    const result = reader.finish();
    expect(result.ok ? [] : result.issues.map(({ path }) => path)).toEqual([[7]]);
  });

  it("refuses what parseContract did not make", () => {
    expect(() => recordsReader({} as never)).toThrow("parseContract");
  });
});
