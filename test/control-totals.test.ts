import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { controlTotals, RefusedError, type Statement } from "../src/index.ts";
import { registerCsv } from "../src/present/register-csv.ts";
import { availability, contractOf, outage, settled } from "./rules/world.ts";

/** Two hours of October: a tenth of the fees, 60.00 on one charge and 40.00 on the other. */
const rows = [outage("INC-1", "10-03T00:00", "10-03T02:00")];
const services: ContractInput["services"] = [
  {
    id: "web",
    charges: [
      { id: "base", amount: "600.00", per: "month" },
      { id: "extra", amount: "400.00", per: "month" },
    ],
  },
];
const bases = [{ id: "monthly", of: ["base", "extra"] }];
const automatic = settled({ contract: contractOf({ services, bases }), rows });
/** A tenth of 1,000.00 by request until the end of November, settled after it. */
const claim: ContractInput["claim"] = {
  on: "request",
  stages: [{ what: "claim", within: { days: 30 }, after: "period-end" }],
};
const forfeited = settled({
  contract: contractOf({ id: "late", claim }),
  rows,
  asOf: "12-20T00:00",
});
/** A tenth of 55 yen is 5.5: 6 of them. */
const yen = settled({
  contract: contractOf({
    id: "yen",
    currency: "JPY",
    services: [{ id: "web", charges: [{ id: "fee", amount: "55", per: "month" }] }],
  }),
  rows,
});

describe("control totals of a credit register (product: next to the source's own)", () => {
  it("for each currency and status: rows, what they add up to, and what the statements say", () => {
    const eur = (status: string, count: number, amount: string) => ({
      currency: "EUR",
      status,
      rows: count,
      register: amount,
      statements: amount,
    });
    expect(controlTotals([yen, automatic, forfeited])).toEqual([
      eur("automatic", 2, "100.00"),
      eur("forfeited", 1, "100.00"),
      eur("all", 3, "200.00"),
      { currency: "JPY", status: "automatic", rows: 1, register: "6", statements: "6" },
      { currency: "JPY", status: "all", rows: 1, register: "6", statements: "6" },
    ]);
  });

  it("they are those of the register: as many rows, and the minor units of each", () => {
    const all = [automatic, forfeited];
    const table = registerCsv(all).trim().split("\r\n").slice(1);
    // Of the columns the twelfth is `minor`.
    const minor = table.reduce((total, row) => total + Number(row.split(",")[11]), 0);
    const [total] = controlTotals(all).slice(-1);
    expect([table.length, minor]).toEqual([total?.rows, 20_000]);
    expect(total?.register).toBe("200.00");
  });

  it("a line without a booking is a row, and a statement without lines still has its currency", () => {
    const nothing = settled({});
    expect(controlTotals([nothing])).toEqual([
      { currency: "EUR", status: "all", rows: 0, register: "0.00", statements: "0.00" },
    ]);
    // Three days of service are no money: nothing is booked.
    const days = {
      id: "days",
      clause: "6.1",
      on: "measured",
      how: "flat",
      give: { days: "3" },
    } as const;
    const zero = settled({
      contract: contractOf({ commitments: [{ ...availability, credits: [days] }] }),
      rows,
    });
    expect(zero.lines.map(({ allocations }) => allocations.length)).toEqual([0]);
    expect(controlTotals([zero]).at(-1)).toMatchObject({ rows: 1, register: "0.00" });
  });

  it("a booking that was altered makes the two differ", () => {
    const [line] = automatic.lines;
    const altered = {
      ...automatic,
      lines: [{ ...line, allocations: line?.allocations.slice(1) }],
    } as Statement;
    expect(controlTotals([altered])).toEqual([
      { currency: "EUR", status: "automatic", rows: 1, register: "40.00", statements: "100.00" },
      { currency: "EUR", status: "all", rows: 1, register: "40.00", statements: "100.00" },
    ]);
  });

  it.each([
    ["no list", automatic, []],
    ["no statement", [automatic, { makegood: "statement/1" }], [1]],
    [
      "a total that is no amount",
      [{ ...automatic, totals: { ...automatic.totals, lines: "1/3" } }],
      [0],
    ],
    [
      "a total of other decimals",
      [{ ...automatic, totals: { ...automatic.totals, lines: "1.5" } }],
      [0],
    ],
  ])("refuses %s, with its place", (_, value, path) => {
    const asked = () => controlTotals(value as never);
    expect(asked).toThrow(RefusedError);
    try {
      asked();
    } catch (error) {
      const { issues } = error as RefusedError;
      expect(issues).toMatchObject([{ code: "control-totals.not-a-statement", path }]);
    }
  });
});
