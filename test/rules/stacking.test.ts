import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { availability, contractOf, linesOf, outage, settled } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Pays = NonNullable<ContractInput["stacking"]>[number]["pays"];

/** Two commitments on one service; each credits so much. */
const flat = (id: string, give: string, more: object = {}): Commitment =>
  ({
    ...availability,
    id,
    credits: [
      {
        id: `${id}-credit`,
        clause: "6.1",
        on: "measured",
        how: "flat",
        give: { amount: give },
        ...more,
      },
    ],
  }) as Commitment;
const rows = [
  outage("INC-1", "10-03T00:00", "10-03T04:00"),
  outage("INC-2", "10-09T00:00", "10-09T02:00"),
];
const stacking = (pays: Pays, among = ["a", "b"]) => [{ id: "one", clause: "6.5", among, pays }];
const contract = (pays: Pays, changes: Partial<ContractInput> = {}) =>
  contractOf({
    commitments: [flat("a", "30.00"), flat("b", "50.00")],
    stacking: stacking(pays),
    ...changes,
  });
const claim = (commitment: string) => ({
  type: "claim",
  id: `CL-${commitment}`,
  at: "2026-11-03T00:00:00Z",
  period: "2026-10",
  commitment,
});

describe("semantics 32: stacking", () => {
  it("sum: both", () => {
    expect(settled({ contract: contract("sum"), rows }).totals.lines).toBe("80.00");
  });

  it("largest: the other stays, with 0 and the reason", () => {
    const statement = settled({ contract: contract("largest"), rows });
    expect(linesOf(statement)).toEqual([
      "a/web/2026-10/a-credit 0.00 automatic",
      "b/web/2026-10/b-credit 50.00 automatic",
    ]);
    expect(statement.lines[0]).toMatchObject({ exact: "30", allocations: [] });
    expect(statement.lines[0]?.steps.at(-1)).toEqual({
      op: "stack",
      clause: "msa 6.5",
      in: "30.00, beside b/web/2026-10/b-credit: largest",
      out: "0.00",
    });
  });

  it("of equal ones the first by its id", () => {
    const equal = contract("largest", { commitments: [flat("b", "50.00"), flat("a", "50.00")] });
    expect(linesOf(settled({ contract: equal, rows }))[0]).toContain("50.00");
  });

  it.each([
    { each: "line", most: "40.00", paid: ["0.00", "50.00"] },
    { each: "statement", most: "40.00", paid: ["0.00", "50.00"] },
    { each: "line", most: "50.01", paid: ["50.01", "0.00"] },
    { each: "statement", most: "50.01", paid: ["50.01", "0.00"] },
  ] as const)(
    "largest is what a line comes to under its own limit, rounded by $each: 80.00, at most $most, or 50.00 (32, 33)",
    ({ each, most, paid }) => {
      const statement = settled({
        contract: contract("largest", {
          commitments: [
            flat("a", "80.00", { limits: { line: { amount: most } } }),
            flat("b", "50.00"),
          ],
          rounding: { each, mode: "half-up" },
        }),
        rows,
      });
      expect(statement.lines.map(({ amount }) => amount)).toEqual(paid);
    },
  );

  it("customer-elects: the largest until a claim names the other", () => {
    const amounts = (more: readonly object[]) =>
      settled({ contract: contract("customer-elects"), rows: [...rows, ...more] }).lines.map(
        ({ amount }) => amount,
      );
    expect(amounts([])).toEqual(["0.00", "50.00"]);
    expect(amounts([claim("a")])).toEqual(["30.00", "0.00"]);
    expect(amounts([claim("b")])).toEqual(["0.00", "50.00"]);
  });

  it("the credits of one scope compete, not those of another", () => {
    const each = (one: Commitment): Commitment => ({
      ...one,
      scope: { each: { services: ["web", "api"] } },
    });
    const two = contract("largest", {
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "api" },
      ],
      bases: [],
      commitments: [each(flat("a", "30.00")), each(flat("b", "50.00"))],
    });
    const api = outage("INC-3", "10-03T00:00", "10-03T04:00", { service: "api" });
    expect(settled({ contract: two, rows: [...rows, api] }).totals.lines).toBe("100.00");
  });

  it("sum: each of two credits for one outage is paid", () => {
    const each = [flat("a", "30.00", { on: "each-miss" }), flat("b", "50.00", { on: "each-miss" })];
    // Two outages: twice 30.00 and twice 50.00.
    const summed = contract("sum", { commitments: each });
    expect(settled({ contract: summed, rows }).totals.lines).toBe("160.00");
    const highest = contract("highest-per-event", { commitments: each });
    expect(settled({ contract: highest, rows }).totals.lines).toBe("100.00");
  });

  it("highest-per-event: part by part", () => {
    const hourly: Commitment = {
      ...flat("a", "0"),
      credits: [
        {
          id: "a-credit",
          clause: "6.1",
          on: "each-miss",
          how: "rate",
          rate: { per: "PT1H", round: "up", from: "zero", give: { amount: "10.00" } },
        },
      ],
    };
    const events = contract("highest-per-event", {
      commitments: [
        hourly,
        // Forty for any outage: more than two hours of ten, as much as four.
        flat("b", "40.00", { on: "each-miss" }),
      ],
    });
    const { lines } = settled({ contract: events, rows });
    // INC-1: 40 of either, the first stands; INC-2: 20 against 40.
    expect(lines.map(({ amount, parts }) => [amount, parts.map(({ exact }) => exact)])).toEqual([
      ["40.00", ["40", "0"]],
      ["40.00", ["0", "40"]],
    ]);
  });

  it("rounded once: what does not stand is in no total", () => {
    const thirds = contract("largest", {
      commitments: [flat("a", "0.334"), flat("b", "0.335")],
      rounding: { each: "statement", mode: "half-up" },
    });
    expect(settled({ contract: thirds, rows }).totals.lines).toBe("0.34");
  });

  it.each([
    {
      pays: "largest" as const,
      among: ["a", "nobody"],
      code: "contract.unknown-commitment-or-credit",
    },
    { pays: "highest-per-event" as const, among: ["a", "b"], code: "stacking.without-events" },
  ])("refuses $pays among $among: $code", ({ pays, among, code }) => {
    const parsed = safeParseContract(contract(pays, { stacking: stacking(pays, among) }));
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.code)).toContain(code);
  });
});

describe("semantics 32: the least that is paid, behind all caps", () => {
  const minimum = (payout: string, reached: string, of: string) => ({
    minimum: { payout, reached, of, under: "lost" },
  });

  it.each([
    { payout: "30.00", reached: "at-least", of: "rounded", owes: "30.00" },
    { payout: "30.00", reached: "more-than", of: "rounded", owes: "0.00" },
    { payout: "30.01", reached: "at-least", of: "rounded", owes: "0.00" },
    { payout: "29.99", reached: "more-than", of: "exact", owes: "30.00" },
  ])("30.00, paid $reached $payout $of: $owes", ({ payout, reached, of, owes }) => {
    const [line] = settled({
      contract: contractOf({ commitments: [flat("a", "30.00", minimum(payout, reached, of))] }),
      rows,
    }).lines;
    expect(line?.amount).toBe(owes);
    expect(line?.steps.some(({ op }) => op === "minimum")).toBe(owes === "0.00");
  });

  it("exact and rounded differ at half a cent", () => {
    const of = (kind: string) =>
      settled({
        contract: contractOf({
          commitments: [flat("a", "29.996", minimum("30.00", "at-least", kind))],
        }),
        rows,
      }).lines[0]?.amount;
    expect(of("rounded")).toBe("30.00");
    expect(of("exact")).toBe("0.00");
  });

  it("what a cap took is looked at as it is", () => {
    const caps = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all" as const,
        per: "calendar-month" as const,
        limit: { amount: "20.00" },
        excess: "lost" as const,
      },
    ];
    const [line] = settled({
      contract: contractOf({
        commitments: [flat("a", "30.00", minimum("25.00", "at-least", "rounded"))],
        caps,
      }),
      rows,
    }).lines;
    expect(line?.amount).toBe("0.00");
  });
});

it("semantics 30: the form of a payout is carried through", () => {
  const payout = { as: "voucher", on: { nthInvoice: 2 }, within: { days: 60 } };
  const [line] = settled({
    contract: contractOf({ commitments: [flat("a", "30.00", { payout })] }),
    rows,
  }).lines;
  expect(line?.payout).toEqual(payout);
  const [plain] = settled({
    contract: contractOf({ commitments: [flat("a", "30.00", { payout: { as: "refund" } })] }),
    rows,
  }).lines;
  expect(plain?.payout).toEqual({ as: "refund" });
});
