import { expect, it } from "vitest";
import { parseContract, safeParseRecords } from "../../src/index.ts";
import { contractOf, outage } from "./world.ts";

const warned = (...more: readonly object[]) => {
  const rows = more.map((one, index) => outage(`I-${index}`, "10-03T01:00", "10-03T02:00", one));
  const result = safeParseRecords(rows, parseContract(contractOf()));
  return (result.ok ? result.warnings : []).map(({ code, message }) => `${code}: ${message}`);
};

it.each([
  { row: { customer: "ACME" }, field: "customer", why: "another case" },
  { row: { contract: "Acme" }, field: "contract", why: "a capital" },
  { row: { customer: "acne" }, field: "customer", why: "one letter" },
])("semantics 39: rows of others that are nearly ours are told: $why", ({ row, field }) => {
  const [name] = Object.values(row);
  expect(warned(row, row)).toEqual([
    `records.unrouted-near: the ${field} "${name}" is nearly "acme": rows that were left out: 2`,
  ]);
});

it("rows of others proper are only counted", () => {
  expect(warned({ customer: "beta" }, { contract: "zeta" })).toEqual([]);
});

it("looks at 100 names, and acme-2 is no slip of acme-1", () => {
  const contract = parseContract(contractOf({ id: "acme-1" }));
  const names = Array.from({ length: 120 }, (_, n) => `acme-${n + 2}`);
  const rows = names.map((name) => outage(name, "10-03T01:00", "10-03T02:00", { contract: name }));
  const result = safeParseRecords(rows, contract);
  expect(result.ok ? result.warnings : undefined).toEqual([]);
});
