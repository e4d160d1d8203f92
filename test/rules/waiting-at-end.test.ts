import { expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import type { Statement } from "../../src/index.ts";
import { verify } from "../../src/index.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { availability, contractOf, outage, restated, settled, tenth } from "./world.ts";

/** A fee of 1,000.00, and a tenth of it owed for October and for November, of which a cap leaves 60.00. */
const carrying = (changes: Partial<ContractInput> = {}) =>
  contractOf({
    caps: [
      {
        id: "most",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "60.00" },
        excess: "carried",
      },
    ],
    effective: { from: "2026-10-01", until: "2026-12-01" },
    ...changes,
  });
const rows = [
  {
    type: "coverage",
    id: "COV",
    of: "outages",
    from: "2026-09-01T00:00:00Z",
    until: "2027-01-01T00:00:00Z",
  },
  outage("INC-1", "10-03T00:00", "10-03T02:00"),
  outage("INC-2", "11-03T00:00", "11-03T02:00"),
];
const asOf = "2026-12-05T00:00:00Z";
const both = (contract: ContractInput): readonly [Statement, Statement] => {
  const october = settled({ contract, rows, asOf });
  return [october, settled({ contract, rows, period: "2026-11", asOf, issued: [october] })];
};
const said = ({ warnings }: Statement) =>
  warnings.filter(({ code }) => code === "waiting.after-term");

it("semantics 32: what still waits when the term ends is said to be paid by nobody", () => {
  const [october, november] = both(carrying());
  // 40.00 of October and 100.00 of November under 60.00 leave 80.00.
  expect(said(october)).toEqual([]);
  expect(statementText(october)).toContain("left to later statements: EUR 40.00");
  expect(said(november)).toEqual([
    {
      code: "waiting.after-term",
      path: "effective.until",
      message:
        "80.00 carried still wait when the term ends before 2026-12-01: no later statement pays them, and the contract does not say what becomes of them",
    },
  ]);
  expect(statementText(november)).toContain("paid by nobody, since the term is over: EUR");
  expect(verify(november, { rows, issued: [october] })).toMatchObject({ ok: true });
});

it("an open term has no last statement", () => {
  const [, november] = both(carrying({ effective: { from: "2026-10-01" } }));
  expect(said(november)).toEqual([]);
  expect(november.caps).toMatchObject([{ carried: "80.00" }]);
});

it("so is what is deferred, beside what is carried; what is forfeited waits for nothing", () => {
  const minimum = {
    payout: "90.00",
    reached: "at-least",
    of: "rounded",
    under: "deferred",
  } as const;
  const commitments = [{ ...availability, credits: [{ ...tenth, minimum }] }];
  // 60.00 are less than 90.00, and are deferred; 40.00 are carried. Term of October alone.
  const contract = carrying({
    commitments,
    effective: { from: "2026-10-01", until: "2026-11-01" },
  });
  const october = settled({ contract, rows, asOf });
  expect(said(october)[0]?.message).toMatch(/^40\.00 carried and 60\.00 deferred still wait/);
  const late = {
    ...contract,
    claim: {
      on: "request" as const,
      stages: [{ what: "claim" as const, within: { days: 1 }, after: "settlement-end" as const }],
    },
  };
  expect(said(settled({ contract: late, rows, asOf }))).toEqual([]);
});

it("semantics 38: a revision of the last period says what waits now", () => {
  const contract = carrying({ effective: { from: "2026-11-01", until: "2026-12-01" } });
  const november = settled({ contract, rows, period: "2026-11", asOf });
  expect(said(november)[0]?.message).toMatch(/^40\.00 carried/);
  const [coverage, october] = rows;
  const revision = restated({
    contract,
    rows: [coverage as object, october as object],
    issued: [november],
    asOf: "2026-12-20T00:00:00Z",
  });
  expect(revision?.lines[0]).toMatchObject({ amount: "-60.00", carried: { amount: "-40.00" } });
  expect(revision && said(revision)).toEqual([]);
});
