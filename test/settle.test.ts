import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { parseContract, parseRecords, type Statement, safeSettle } from "../src/index.ts";
import { statementText } from "../src/present/statement-text.ts";
import {
  availability,
  contractOf,
  HOUR,
  ledgerOf,
  linesOf,
  OCTOBER_MS,
  outage,
  response,
  resultOf,
  settled,
  tiered,
  work,
} from "./rules/world.ts";

const hourDown = outage("INC-1", "10-03T01:00", "10-03T02:00");

describe("semantics 15: asOf", () => {
  it("after the period: final, automatic", () => {
    // 3600 of 2,678,400 s: 99.8655 % is below 99.9 %; a tenth of 1,000.00.
    const statement = settled({ rows: [hourDown] });
    expect(statement.state).toBe("final");
    expect(linesOf(statement)).toEqual(["availability/web/2026-10/tenth 100.00 automatic"]);
    expect(statement.blockedBy).toEqual([]);
    expect(resultOf(statement).verdict).toBe("breached");
  });

  it("at the very end of the period: final", () => {
    expect(settled({ rows: [hourDown], asOf: "11-01T00:00" }).state).toBe("final");
  });

  it("inside the period: measured over [start, asOf), pending, provisional, with what blocks it", () => {
    const rows = [hourDown, outage("INC-2", "10-10T23:00")];
    const statement = settled({ rows, asOf: "10-11T00:00" });
    expect(statement.state).toBe("provisional");
    expect(resultOf(statement)).toMatchObject({
      verdict: "pending",
      bad: "7200000",
      whole: "864000000",
    });
    expect(statement.blockedBy).toEqual([
      { result: "availability/web/2026-10", why: "period-running" },
      { result: "availability/web/2026-10", record: "INC-2", why: "outage-open" },
    ]);
    expect(statement.totals).toMatchObject({
      provisional: "100.00",
      automatic: "0.00",
      lines: "100.00",
    });
  });

  it("an outage that goes on counts to the end of the period, however late asOf is", () => {
    const statement = settled({ rows: [outage("INC-1", "10-31T20:00")], asOf: "11-20T00:00" });
    expect(resultOf(statement).bad).toBe(String(4 * HOUR));
    expect(statement.state).toBe("final");
  });

  it("an outage that starts at asOf is not known; one recorded at asOf is", () => {
    const rows = [
      hourDown,
      outage("INC-2", "10-11T00:00", "10-12T00:00"),
      outage("INC-3", "10-05T00:00", "10-05T01:00", { recordedAt: "2026-10-11T00:00:00Z" }),
      outage("INC-4", "10-06T00:00", "10-06T01:00", { recordedAt: "2026-10-11T00:00:00.001Z" }),
    ];
    const statement = settled({ rows, asOf: "10-11T00:00" });
    expect(resultOf(statement).misses.ids).toEqual(["INC-1", "INC-3"]);
    expect(statement.manifest.rows).toMatchObject({ in: 4, used: 2, outside: 2 });
  });

  it("what has no length is of the period that it stands in, its first instant included (1)", () => {
    const rows = [
      outage("FIRST", "10-01T00:00", "10-01T00:00"),
      outage("BEYOND", "11-01T00:00", "11-01T00:00"),
    ];
    expect(settled({ rows }).manifest.rows).toMatchObject({ in: 2, used: 1, outside: 1 });
  });

  it("is listed as an assumption where the caller did not choose it", () => {
    const contract = parseContract(contractOf());
    const records = parseRecords([hourDown], contract);
    const call = {
      contract,
      records,
      period: "2026-10",
      asOf: Date.UTC(2026, 10, 1),
      assumedAsOf: true,
    };
    const result = safeSettle(call);
    expect(result.ok && result.value.assumptions).toContainEqual({
      path: "asOf",
      used: "2026-11-01T00:00:00Z",
      semantics: 15,
    });
  });
});

describe("semantics 19: what was delivered", () => {
  const coverage = (id: string, from: string, until: string, more: object = {}) => ({
    type: "coverage",
    id,
    of: "outages",
    from: `2026-${from}:00Z`,
    until: `2026-${until}:00Z`,
    ...more,
  });

  it.each([
    { rows: [], verdict: "not-measured", whyNot: "no-data", why: "no source at all" },
    {
      rows: [coverage("C", "10-01T00:00", "11-01T00:00")],
      verdict: "met",
      why: "an empty list inside the span is 100 %",
    },
    {
      rows: [coverage("C", "10-01T00:00", "10-01T00:00")],
      verdict: "not-measured",
      whyNot: "no-data",
      why: "a span of no length",
    },
    {
      rows: [coverage("C", "09-01T00:00", "10-01T00:00")],
      verdict: "not-measured",
      whyNot: "no-data",
      why: "the span ends where the period begins",
    },
    {
      rows: [outage("INC-1", "09-03T01:00", "09-03T02:00")],
      verdict: "met",
      why: "the source delivered an outage of another month",
    },
    {
      rows: [work("W", "10-03T01:00", "10-03T02:00", { impact: "none" })],
      verdict: "met",
      why: "a maintenance record is a delivery too",
    },
    {
      rows: [hourDown, coverage("C", "10-04T00:00", "11-01T00:00")],
      verdict: "breached",
      why: "an outage outside the covered time is known all the same: 672 of 673 h",
    },
  ])("$why: $verdict", ({ rows, verdict, whyNot }) => {
    const result = resultOf(settled({ rows }));
    expect(result.verdict).toBe(verdict);
    expect(result.whyNot).toBe(whyNot);
    expect(result.figure === null).toBe(verdict === "not-measured");
  });

  it("unknown time leaves the denominator and stands in the ledger", () => {
    // 10 days are covered: 240 h; the hour counts, 239 of 240 are up.
    const rows = [hourDown, coverage("C", "10-01T00:00", "10-11T00:00")];
    const result = resultOf(settled({ rows }));
    expect(result.whole).toBe(String(240 * HOUR));
    expect(ledgerOf(result)).toEqual({
      up: 239 * HOUR,
      down: HOUR,
      unknown: OCTOBER_MS - 240 * HOUR,
    });
  });

  it.each([
    { from: "11-01T00:00", until: "11-02T00:00", used: 1, why: "it begins where the period ends" },
    { from: "10-31T23:59", until: "11-02T00:00", used: 2, why: "its first minute is the last one" },
    { from: "09-01T00:00", until: "10-01T00:00", used: 1, why: "it ends where the period begins" },
    { from: "09-01T00:00", until: "10-01T00:01", used: 2, why: "its last minute is the first one" },
  ])(
    "the manifest counts a span from $from to $until, and the outage, as $used: $why",
    ({ from, until, used }) => {
      const { manifest } = settled({ rows: [hourDown, coverage("C", from, until)] });
      expect(manifest.rows).toMatchObject({ in: 2, used, outside: 2 - used });
    },
  );

  it("coverage of one service says nothing of another, which is assumed complete", () => {
    const contract = contractOf({
      services: ["web", "api"].map((id) => ({
        id,
        charges: [{ id: `${id}-fee`, amount: "10", per: "month" }],
      })),
      bases: [{ id: "monthly", of: "scope" }],
      commitments: [{ ...availability, scope: { each: { services: ["web", "api"] } } }],
    });
    const rows = [coverage("C", "10-01T00:00", "10-11T00:00", { service: "web" })];
    const statement = settled({ contract, rows });
    expect(statement.results.map(({ scope, whole }) => [scope, whole])).toEqual([
      ["web", String(240 * HOUR)],
      ["api", String(OCTOBER_MS)],
    ]);
    expect(statement.assumptions.map(({ path }) => path)).toContain("records.coverage.api");
    expect(statement.assumptions.map(({ path }) => path)).not.toContain("records.coverage.web");
  });
});

describe("semantics 4, 5: periods of commitments and of the settlement", () => {
  const quarterly = { ...availability, period: "calendar-quarter" } as const;

  it("a settlement of a quarter judges three months, each with its line", () => {
    const contract = contractOf({ settlement: "calendar-quarter" });
    const rows = [hourDown, outage("INC-2", "12-31T22:00", "12-31T23:00")];
    const statement = settled({ contract, rows, period: "2026-Q4", asOf: "2027-01-05T00:00:00Z" });
    expect(statement.results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "availability/web/2026-10 breached",
      "availability/web/2026-11 met",
      "availability/web/2026-12 breached",
    ]);
    // Each month's base is the month's fee, not the quarter's.
    expect(linesOf(statement)).toEqual([
      "availability/web/2026-10/tenth 100.00 automatic",
      "availability/web/2026-12/tenth 100.00 automatic",
    ]);
  });

  it("a quarter that runs on is pending and owes nothing yet; the statement is final", () => {
    const contract = contractOf({ commitments: [quarterly] });
    const rows = [outage("INC-1", "10-03T01:00", "10-06T01:00")];
    const statement = settled({ contract, rows });
    expect(statement.results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "availability/web/2026-Q4 pending",
    ]);
    expect(statement.lines).toEqual([]);
    expect(statement).toMatchObject({ state: "final", blockedBy: [] });
  });

  it("the month in which a quarter ends owes a tenth of three monthly fees", () => {
    const contract = contractOf({ commitments: [quarterly] });
    const rows = [outage("INC-1", "10-03T01:00", "10-06T01:00")];
    const statement = settled({ contract, rows, period: "2026-12", asOf: "2027-01-05T00:00:00Z" });
    expect(linesOf(statement)).toEqual(["availability/web/2026-Q4/tenth 300.00 automatic"]);
  });

  it("a quarter that the end of the contract cuts is judged in the month of that end", () => {
    // In force to 30 November: October and November are 61 days; 3 of them down.
    const contract = contractOf({
      commitments: [quarterly],
      effective: { from: "2026-01-01", until: "2026-12-01" },
    });
    const rows = [outage("INC-1", "10-03T01:00", "10-06T01:00")];
    const statement = settled({ contract, rows, period: "2026-11", asOf: "2026-12-05T00:00:00Z" });
    expect(resultOf(statement)).toMatchObject({
      verdict: "breached",
      whole: String(61 * 24 * HOUR),
    });
    expect(linesOf(statement)).toEqual(["availability/web/2026-Q4/tenth 300.00 automatic"]);
    expect(statement.assumptions).toContainEqual({
      path: "services.web.charges.fee.partialPeriod",
      used: "whole",
      semantics: 5,
    });
  });

  it("a month that runs on makes the quarter's settlement provisional", () => {
    const contract = contractOf({ settlement: "calendar-quarter" });
    const statement = settled({
      contract,
      rows: [hourDown],
      period: "2026-Q4",
      asOf: "11-15T00:00",
    });
    expect(statement.results.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "availability/web/2026-10 breached",
      "availability/web/2026-11 pending",
    ]);
    expect(linesOf(statement)).toEqual(["availability/web/2026-10/tenth 100.00 provisional"]);
  });

  it.each([
    {
      partialPeriod: "whole",
      amount: "100.00",
      why: "a tenth of the fee, though half the month is covered",
    },
    {
      partialPeriod: "by-time",
      amount: "51.61",
      why: "16 of 31 days: 1000 × 16 ÷ 31 = 516.129…, a tenth of it",
    },
  ] as const)("a first month in part, fee $partialPeriod: $why", ({ partialPeriod, amount }) => {
    const contract = contractOf({
      effective: { from: "2026-10-16" },
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month", partialPeriod }] },
      ],
    });
    const rows = [hourDown, outage("INC-2", "10-20T00:00", "10-20T01:00")];
    const statement = settled({ contract, rows });
    // The outage of 3 October lies before the contract; the denominator is 16 days.
    expect(resultOf(statement)).toMatchObject({ bad: String(HOUR), whole: String(16 * 24 * HOUR) });
    expect(statement.lines[0]?.amount).toBe(amount);
  });

  it.each([
    { per: "month", period: "calendar-month", amount: "1000.00" },
    { per: "quarter", period: "calendar-month", amount: "333.33" },
    { per: "half-year", period: "calendar-month", amount: "166.67" },
    { per: "year", period: "calendar-month", amount: "83.33" },
    { per: "year", period: "calendar-quarter", amount: "250.00" },
    { per: "month", period: "calendar-half-year", amount: "6000.00" },
    { per: "quarter", period: "calendar-year", amount: "4000.00" },
  ] as const)("1000.00 per $per is $amount in a $period (31)", ({ per, period, amount }) => {
    const contract = contractOf({
      services: [{ id: "web", charges: [{ id: "fee", amount: "1000.00", per }] }],
      settlement: period,
      commitments: [
        {
          ...availability,
          period,
          credits: [
            {
              id: "all",
              clause: "6",
              on: "measured",
              how: "flat",
              base: "monthly",
              give: { percent: "100" },
            },
          ],
        },
      ],
    });
    const labels = {
      "calendar-month": "2026-12",
      "calendar-quarter": "2026-Q4",
      "calendar-half-year": "2026-H2",
      "calendar-year": "2026",
    };
    const rows = [outage("INC-1", "12-01T00:00", "12-20T00:00")];
    const statement = settled({
      contract,
      rows,
      period: labels[period],
      asOf: "2027-01-05T00:00:00Z",
    });
    expect(statement.lines[0]?.amount).toBe(amount);
  });

  it("a week belongs to the month in which it ends", () => {
    // ISO weeks of October 2026 end on 5, 12, 19 and 26 October, 00:00; that of 26 October runs on.
    const contract = contractOf({
      commitments: [
        {
          ...availability,
          period: "calendar-week",
          credits: [
            { id: "flat", clause: "6", on: "measured", how: "flat", give: { amount: "5.00" } },
          ],
        },
      ],
    });
    const rows = [
      outage("INC-1", "09-28T00:00", "09-28T01:00"),
      outage("INC-2", "10-27T00:00", "10-27T01:00"),
    ];
    const statement = settled({ contract, rows });
    expect(statement.results.map(({ period, verdict }) => `${period.label} ${verdict}`)).toEqual([
      "2026-W40 breached",
      "2026-W41 met",
      "2026-W42 met",
      "2026-W43 met",
      "2026-W44 pending",
    ]);
    expect(linesOf(statement)).toEqual(["availability/web/2026-W40/flat 5.00 automatic"]);
  });
});

describe("semantics 35: claims", () => {
  const onRequest: ContractInput["claim"] = {
    on: "request",
    stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
  };
  const contract = contractOf({
    claim: onRequest,
    commitments: [
      availability,
      {
        ...availability,
        id: "second",
        targets: [{ atLeast: "99.95" }],
        credits: [tiered(["0", "99.95", "3"])],
      },
    ],
  });
  const claim = (id: string, at: string, more: object = {}) => ({
    type: "claim",
    id,
    at: `2026-${at}:00Z`,
    period: "2026-10",
    ...more,
  });

  it.each([
    { claims: [], asOf: "11-30T23:59", first: "claimable", second: "claimable", why: "open" },
    {
      claims: [],
      asOf: "12-01T00:00",
      first: "forfeited",
      second: "forfeited",
      why: "lapsed: 30 November was the last date",
    },
    {
      claims: [claim("C", "11-30T23:59")],
      asOf: "12-05T00:00",
      first: "claimable",
      second: "claimable",
      why: "claimed in time",
    },
    {
      claims: [claim("C", "12-01T00:00")],
      asOf: "12-05T00:00",
      first: "forfeited",
      second: "forfeited",
      why: "too late",
    },
    {
      claims: [claim("C", "10-05T00:00")],
      asOf: "12-05T00:00",
      first: "claimable",
      second: "claimable",
      why: "an early claim is held",
    },
    {
      claims: [claim("C", "11-05T00:00", { commitment: "second" })],
      asOf: "12-05T00:00",
      first: "forfeited",
      second: "claimable",
      why: "one commitment only",
    },
    {
      claims: [claim("C", "11-05T00:00", { period: "2026-09" })],
      asOf: "12-05T00:00",
      first: "forfeited",
      second: "forfeited",
      why: "another period",
    },
    {
      claims: [claim("C", "12-05T00:00")],
      asOf: "12-05T00:00",
      first: "forfeited",
      second: "forfeited",
      why: "a claim at asOf is not known yet",
    },
  ])("$why: $first, $second", ({ claims, asOf, first, second }) => {
    const statement = settled({ contract, rows: [hourDown, ...claims], asOf });
    expect(linesOf(statement)).toEqual([
      `availability/web/2026-10/tenth 100.00 ${first}`,
      `second/web/2026-10/tenth 30.00 ${second}`,
    ]);
    const total = (status: string) => (first === status ? 100 : 0) + (second === status ? 30 : 0);
    expect(statement.totals).toEqual({
      automatic: "0.00",
      provisional: "0.00",
      claimable: `${total("claimable")}.00`,
      forfeited: `${total("forfeited")}.00`,
      lines: "130.00",
    });
  });

  it("names the deadline, and the claim that was made", () => {
    const [line] = settled({
      contract,
      rows: [hourDown, claim("C", "11-05T00:00")],
      asOf: "12-05T00:00",
    }).lines;
    expect(line?.claim).toEqual({
      opensAt: "2026-11-01T00:00:00Z",
      until: "2026-12-01T00:00:00Z",
      lastDate: "2026-11-30",
      evidence: [],
      claimedAt: "2026-11-05T00:00:00Z",
      record: "C",
    });
  });

  it("before the period is over nothing is claimable: provisional", () => {
    const statement = settled({
      contract,
      rows: [hourDown, claim("C", "10-05T00:00")],
      asOf: "10-20T00:00",
    });
    expect(statement.lines.map(({ status }) => status)).toEqual(["provisional", "provisional"]);
  });

  it("counted from the end of the measured period: October's is over before the quarter's", () => {
    const own: ContractInput["claim"] = {
      on: "request",
      stages: [{ what: "claim", within: { days: 30 }, after: "period-end" }],
    };
    const quarter = contractOf({ settlement: "calendar-quarter", claim: own });
    const rows = [hourDown, outage("INC-2", "12-03T01:00", "12-03T02:00")];
    const statement = settled({
      contract: quarter,
      rows,
      period: "2026-Q4",
      asOf: "2027-01-05T00:00:00Z",
    });
    expect(statement.lines.map(({ status, claim: made }) => `${made?.lastDate} ${status}`)).toEqual(
      ["2026-11-30 forfeited", "2027-01-30 claimable"],
    );
  });
});

describe("semantics 32, 33: rounding, caps, allocation", () => {
  const flat = (id: string, amount: string) =>
    ({ id, clause: "6", on: "measured", how: "flat", give: { amount } }) as const;
  const three = (amounts: readonly string[], changes: Partial<ContractInput>) =>
    settled({
      rows: [hourDown],
      contract: contractOf({
        commitments: amounts.map((amount, index) => ({
          ...availability,
          id: `c${index + 1}`,
          credits: [flat("x", amount)],
        })),
        ...changes,
      }),
    });
  const amountsOf = ({
    lines,
  }: {
    readonly lines: readonly { readonly id: string; readonly amount: string }[];
  }) => lines.map(({ id, amount }) => `${id.slice(0, 2)} ${amount}`);

  it("rounds each line half up by default", () => {
    expect(amountsOf(three(["10.005", "10.004", "10.015"], {}))).toEqual([
      "c1 10.01",
      "c2 10.00",
      "c3 10.02",
    ]);
  });

  it("each: statement keeps lines exact and rounds their sum once", () => {
    // 30.012 in all: 30.01, where rounding line by line would give 10.00 each.
    const changes = { rounding: { each: "statement", mode: "half-up" } } as const;
    expect(amountsOf(three(["10.004", "10.004", "10.004"], changes))).toEqual([
      "c1 10.01",
      "c2 10.00",
      "c3 10.00",
    ]);
  });

  it.each([
    { mode: "half-even", amount: "10.02", why: "10.025 lies between; 2 is even" },
    { mode: "down", amount: "10.02", why: "cut off" },
    { mode: "up", amount: "10.03", why: "any rest goes up" },
    { mode: "half-up", amount: "10.03", why: "half goes away from 0" },
  ] as const)("10.025 with mode $mode is $amount: $why", ({ mode, amount }) => {
    expect(amountsOf(three(["10.025"], { rounding: { each: "line", mode } }))).toEqual([
      `c1 ${amount}`,
    ]);
  });

  it("a line that rounds to nothing stays, and says so; one that was nothing is no line", () => {
    const { lines, totals } = three(["0.004", "0"], {});
    expect(lines).toMatchObject([
      { id: "c1/web/2026-10/x", exact: "0.004", amount: "0.00", minor: 0, allocations: [] },
    ]);
    expect(lines[0]?.steps.at(-1)).toMatchObject({ op: "round", in: "0.004", out: "0.00" });
    expect(totals.lines).toBe("0.00");
  });

  it("a yen has no decimals", () => {
    const contract = {
      currency: "JPY",
      services: [{ id: "web", charges: [{ id: "fee", amount: "1000", per: "month" }] }],
    } as const;
    expect(
      amountsOf(
        three(["10.5"], {
          ...contract,
          services: [...contract.services].map((one) => ({ ...one, charges: [...one.charges] })),
        }),
      ),
    ).toEqual(["c1 11"]);
  });

  const cap = (id: string, limit: object, covers: "all" | string[] = "all") =>
    ({ id, clause: "6.4", covers, per: "calendar-month", limit, excess: "lost" }) as const;

  it("a cap is handed out by largest remainder in proportion to the amounts", () => {
    // 100.00 for 3 × 50.00: 33.33 each, one cent over goes to the first id.
    const statement = three(["50", "50", "50"], {
      caps: [cap("m", { percent: "10", base: "monthly" })],
    });
    expect(amountsOf(statement)).toEqual(["c1 33.34", "c2 33.33", "c3 33.33"]);
    expect(statement.caps).toMatchObject([
      { id: "m", limit: "100.00", before: "150.00", after: "100.00", reached: "yes" },
    ]);
  });

  it("each: statement, capped: the total is handed out once, by exact amounts (33)", () => {
    const amounts = ["3.113", "1.793", "2.193"];
    const changes = {
      rounding: { each: "statement", mode: "half-up" },
      caps: [cap("m", { amount: "6.27" })],
    } as const;
    // 7.099 in all. 6.27 × 3.113 ÷ 7.099 = 2.7495, 1.5836 and 1.9369: two cents over, to c1 and c3.
    expect(amountsOf(three(amounts, { ...changes, caps: [...changes.caps] }))).toEqual([
      "c1 2.75",
      "c2 1.58",
      "c3 1.94",
    ]);
  });

  it("each: statement, two caps: the second shares by what the first left of the exact amounts", () => {
    const caps = [cap("one", { amount: "20" }, ["c1"]), cap("all", { amount: "60" })];
    const changes = { rounding: { each: "statement", mode: "half-up" } } as const;
    expect(amountsOf(three(["50", "50", "50"], { ...changes, caps }))).toEqual([
      "c1 10.00",
      "c2 25.00",
      "c3 25.00",
    ]);
  });

  it("a cap that is met exactly is not reached", () => {
    const statement = three(["50", "50"], { caps: [cap("m", { amount: "100.00" })] });
    expect(amountsOf(statement)).toEqual(["c1 50.00", "c2 50.00"]);
    expect(statement.caps).toMatchObject([{ after: "100.00", reached: "no" }]);
  });

  it("10 % of 99.99 under a cap of 10 %: the credit rounds up to 10.00, the cap down to 9.99", () => {
    const services = [
      { id: "web", charges: [{ id: "fee", amount: "99.99", per: "month" as const }] },
    ];
    const contract = contractOf({ services, caps: [cap("m", { percent: "10", base: "monthly" })] });
    const statement = settled({ contract, rows: [hourDown] });
    expect(statement.lines[0]).toMatchObject({ exact: "9.999", amount: "9.99" });
    expect(statement.caps[0]).toMatchObject({ limit: "9.99", before: "10.00", reached: "yes" });
  });

  it("a cap covers the commitments that it names", () => {
    const statement = three(["50", "50", "50"], { caps: [cap("m", { amount: "20" }, ["c2"])] });
    expect(amountsOf(statement)).toEqual(["c1 50.00", "c2 20.00", "c3 50.00"]);
  });

  it("caps work in the order listed: the second sees what the first left", () => {
    const caps = [cap("one", { amount: "20" }, ["c1"]), cap("all", { amount: "60" })];
    // 20 + 50 + 50 = 120 is halved to 60: 10, 25, 25.
    const statement = three(["50", "50", "50"], { caps });
    expect(amountsOf(statement)).toEqual(["c1 10.00", "c2 25.00", "c3 25.00"]);
    expect(statement.caps.map(({ before, after }) => `${before} ${after}`)).toEqual([
      "50.00 20.00",
      "120.00 60.00",
    ]);
  });

  it("a cap of 0 leaves a line of 0 with the step that took it", () => {
    const statement = three(["50"], {
      caps: [cap("none", { amount: "0" }), cap("other", { amount: "9" })],
    });
    expect(statement.lines).toMatchObject([{ exact: "50", amount: "0.00", allocations: [] }]);
    expect(statement.lines[0]?.steps.at(-1)).toMatchObject({ op: "cap", out: "0.00" });
    expect(statement.totals.lines).toBe("0.00");
  });

  it("a limit finer than the minor unit is rounded down", () => {
    const statement = three(["50"], { caps: [cap("m", { amount: "9.999" })] });
    expect(amountsOf(statement)).toEqual(["c1 9.99"]);
  });

  it("a cap of a pool: 12 % of a base that is half the fee", () => {
    const bases: ContractInput["bases"] = [
      { id: "pool", of: ["monthly"], percent: "50" },
      { id: "monthly", of: ["fee"] },
    ];
    const statement = three(["500"], { bases, caps: [cap("m", { percent: "12", base: "pool" })] });
    expect(amountsOf(statement)).toEqual(["c1 60.00"]);
  });

  it("a base of charges with other lengths: 1000 a month and 12000 a year are 2000", () => {
    const charges = [
      { id: "fee", amount: "1000.00", per: "month" as const },
      { id: "licence", amount: "12000.00", per: "year" as const },
    ];
    const statement = settled({
      rows: [hourDown],
      contract: contractOf({
        services: [{ id: "web", charges }],
        bases: [{ id: "monthly", of: ["fee", "licence"] }],
      }),
    });
    expect(statement.lines[0]).toMatchObject({ amount: "200.00" });
    expect(statement.lines[0]?.allocations.map(({ charge, minor }) => [charge, minor])).toEqual([
      ["fee", 10_000],
      ["licence", 10_000],
    ]);
  });

  it("99.99 over charges of 75 and 25: 74.99 and 25.00", () => {
    const charges = ["75", "25"].map((amount, index) => ({
      id: `f${index + 1}`,
      amount,
      per: "month" as const,
    }));
    const statement = settled({
      rows: [hourDown],
      contract: contractOf({
        services: [{ id: "web", charges }],
        bases: [{ id: "monthly", of: ["f1", "f2"] }],
        commitments: [
          {
            ...availability,
            credits: [tiered(["0", "99.9", "99.99"])],
          },
        ],
      }),
    });
    // 74.9925 and 24.9975: the larger remainder is the second's, so it gets the cent.
    expect(statement.lines[0]?.allocations.map(({ minor }) => minor)).toEqual([7499, 2500]);
  });

  it("an amount without a base is booked in proportion to what the charges are in a month", () => {
    const charges = [
      { id: "fee", amount: "1000.00", per: "month" as const },
      { id: "licence", amount: "12000.00", per: "year" as const },
    ];
    const statement = three(["50"], { services: [{ id: "web", charges }], bases: [] });
    expect(statement.lines[0]?.allocations.map(({ charge, minor }) => [charge, minor])).toEqual([
      ["fee", 2500],
      ["licence", 2500],
    ]);
  });

  it("without any charge the contract owes it", () => {
    const statement = three(["50"], { services: [{ id: "web", charges: [] }], bases: [] });
    expect(statement.lines[0]?.allocations).toMatchObject([{ charge: "(contract)", minor: 5000 }]);
  });

  it("a charge that a base reaches on two ways is booked once, with all of its share", () => {
    // Fee plus a tenth of the fee: 1100; a tenth of it is 110.00.
    const bases: ContractInput["bases"] = [
      { id: "extra", of: ["fee"], percent: "10" },
      { id: "monthly", of: ["fee", "extra"] },
    ];
    const statement = settled({ rows: [hourDown], contract: contractOf({ bases }) });
    expect(statement.lines[0]?.amount).toBe("110.00");
    expect(statement.lines[0]?.allocations).toMatchObject([{ charge: "fee", minor: 11_000 }]);
  });
});

describe("semantics 10 to 16: tickets in a statement", () => {
  const ticket = (id: string, openedAt: string, replied?: string, more: object = {}) => ({
    type: "ticket",
    id,
    service: "web",
    openedAt: `2026-${openedAt}:00Z`,
    ...(replied === undefined
      ? {}
      : { events: [{ event: "replied", at: `2026-${replied}:00Z`, by: "agent" }] }),
    ...more,
  });
  const contract = contractOf({ commitments: [response] });

  it("a ticket that is opened at asOf, or later, is not known (15)", () => {
    const rows = [
      ticket("T-1", "10-05T10:00"),
      ticket("T-2", "10-05T10:30"),
      ticket("T-3", "10-05T10:29"),
    ];
    const statement = settled({ contract, rows, asOf: "10-05T10:30" });
    expect(statement.manifest.rows).toMatchObject({ in: 3, used: 2, outside: 1 });
    expect(resultOf(statement).population).toMatchObject({ open: 2 });
  });

  it.each([
    {
      rows: [ticket("T", "10-05T10:00", "10-05T11:00")],
      verdict: "met",
      amounts: [],
      why: "an hour to the ms is in time",
    },
    {
      rows: [ticket("T", "10-05T10:00", "10-05T11:01")],
      verdict: "breached",
      amounts: ["50.00"],
      why: "a minute late",
    },
    {
      rows: [ticket("T", "10-31T23:30", "11-01T00:10")],
      verdict: "not-measured",
      amounts: [],
      why: "its due is in November",
    },
    {
      rows: [ticket("T", "09-30T23:30", "10-05T00:00")],
      verdict: "breached",
      amounts: ["50.00"],
      why: "its due is in October",
    },
    {
      rows: [ticket("T", "09-30T23:00", "10-01T00:00")],
      verdict: "met",
      amounts: [],
      why: "due in the first ms of October",
    },
    {
      rows: [ticket("T", "10-05T10:00")],
      verdict: "breached",
      amounts: ["50.00"],
      why: "still open: late, never met",
    },
    {
      rows: [ticket("T", "10-05T10:00", "10-05T12:00"), ticket("U", "10-06T10:00", "10-06T12:00")],
      verdict: "breached",
      amounts: ["100.00"],
      why: "two misses",
    },
    { rows: [], verdict: "not-measured", amounts: [], why: "no tickets" },
  ])("$why: $verdict", ({ rows, verdict, amounts }) => {
    const statement = settled({ contract, rows });
    expect(resultOf(statement).verdict).toBe(verdict);
    expect(statement.lines.map(({ amount }) => amount)).toEqual(amounts);
  });

  it("onEmpty: met", () => {
    const commitment = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "each", onEmpty: "met" },
    } as const;
    const result = resultOf(settled({ contract: contractOf({ commitments: [commitment] }) }));
    expect(result).toMatchObject({ verdict: "met", figure: null, whyNot: "empty-population" });
  });

  it("a ticket that falls due after asOf blocks the statement; it is neither met nor late", () => {
    const statement = settled({
      contract,
      rows: [ticket("T", "10-10T23:30")],
      asOf: "10-11T00:00",
    });
    expect(resultOf(statement)).toMatchObject({
      verdict: "pending",
      figure: null,
      population: { counted: 0, met: 0, late: 0, open: 1 },
    });
    expect(statement.blockedBy).toEqual([
      { result: "response/web/2026-10", why: "period-running" },
      { result: "response/web/2026-10", record: "T", why: "ticket-open" },
    ]);
  });

  it("what falls due when the contract is over is not judged, whenever one asks", () => {
    const ended = contractOf({
      commitments: [response],
      effective: { from: "2026-01-01", until: "2026-10-15" },
    });
    const rows = [ticket("T", "10-14T23:30")];
    for (const asOf of ["10-15T00:00", "10-15T00:01", "10-20T00:00"]) {
      const statement = settled({ contract: ended, rows, asOf });
      expect(resultOf(statement)).toMatchObject({
        verdict: "not-measured",
        population: { counted: 0, open: 0 },
      });
    }
  });

  it("percent-within: two of three in time miss 70 % (16)", () => {
    const commitment: ContractInput["commitments"][number] = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
      attainment: { atLeast: "70" },
      credits: [tiered(["50", "70", "5"], ["0", "50", "9"])],
    };
    const rows = [
      ticket("A", "10-05T10:00", "10-05T10:30"),
      ticket("B", "10-05T10:00", "10-05T10:31"),
      ticket("C", "10-05T10:00", "10-05T12:00"),
    ];
    const statement = settled({
      contract: contractOf({ commitments: [commitment] }),
      rows,
    });
    expect(resultOf(statement)).toMatchObject({ verdict: "breached", figure: { exact: "200/3" } });
    expect(linesOf(statement)).toEqual(["response/web/2026-10/tenth 50.00 automatic"]);
  });
});

describe("semantics 39, 40: rows and hashes", () => {
  it("semantics 27: with unknown time the percentage of the whole period is shown too", () => {
    const coverage = {
      type: "coverage",
      id: "C-1",
      of: "outages",
      service: "web",
      from: "2026-10-01T00:00:00Z",
      until: "2026-10-11T00:00:00Z",
    };
    // 10 of 31 days are known, an hour of them is down: 239 of 240 h, and 239 of 744 h.
    const statement = settled({ rows: [hourDown, coverage] });
    expect(resultOf(statement).figure).toEqual({
      exact: "1195/12",
      unit: "percent",
      shown: "99.583333",
      ofPeriod: { exact: "5975/186", shown: "32.123655" },
    });
    expect(statementText(statement)).toContain(
      "99.583333 % of known time, 32.123655 % of the whole period",
    );
    expect(resultOf(settled({ rows: [hourDown] })).figure).not.toHaveProperty("ofPeriod");
  });

  it("every row is used, outside or unrouted; duplicates count with what they repeat", () => {
    const rows = [
      hourDown,
      { ...hourDown },
      { ...hourDown, id: "OTHER", customer: "somebody" },
      { ...hourDown, id: "OTHER", contract: "another" },
      outage("INC-9", "12-01T00:00", "12-02T00:00"),
      outage("__proto__", "10-04T00:00", "10-04T01:00"),
    ];
    const statement = settled({ rows });
    expect(statement.manifest.rows).toEqual({
      in: 6,
      used: 3,
      refused: 0,
      outside: 1,
      unrouted: 2,
    });
    expect(statement.manifest.unrouted).toEqual([
      { why: "another-contract", rows: 1 },
      { why: "another-customer", rows: 1 },
    ]);
    expect(resultOf(statement).misses.ids).toEqual(["INC-1", "__proto__"]);
    expect(statement.warnings.map(({ code }) => code)).toEqual(["record.duplicate"]);
  });

  it("the offsets of all the time that was judged are part of the result", () => {
    const contract = contractOf({
      timeZone: "Europe/Berlin",
      commitments: [{ ...availability, period: "calendar-quarter" }],
    });
    const statement = settled({
      contract,
      rows: [hourDown],
      period: "2026-12",
      asOf: "2027-01-05T00:00:00Z",
    });
    expect(statement.manifest.zones).toEqual([
      {
        zone: "Europe/Berlin",
        offsets: [
          { from: "2026-09-30T22:00:00Z", offset: "+02:00" },
          { from: "2026-10-25T01:00:00Z", offset: "+01:00" },
        ],
      },
    ]);
  });
});

describe("semantics 33: a contract that outlives its currency", () => {
  const settledIn = (currency: string, from: string, period: string) => {
    const contract = parseContract(contractOf({ currency, effective: { from } }));
    const records = parseRecords([], contract);
    const done = safeSettle({ contract, records, period, asOf: "2026-06-01T00:00:00Z" });
    return done.ok ? done.value.key.currency : done.issues.map(({ code }) => code);
  };

  it.each([
    { of: ["BGN", "2025-11-01", "2025-12"], to: "BGN", why: "its last month" },
    {
      of: ["BGN", "2025-11-01", "2026-01"],
      to: ["currency.not-in-force"],
      why: "replaced by the euro on 1 January 2026",
    },
    {
      of: ["XCG", "2025-03-31", "2025-03"],
      to: "XCG",
      why: "the contract begins with the currency, in a month that began before it",
    },
    { of: ["EUR", "2025-11-01", "2026-01"], to: "EUR", why: "in force before and after" },
  ] as const)("$of.0 in $of.2: $why", ({ of: [currency, from, period], to }) => {
    expect(settledIn(currency, from, period)).toEqual(to);
  });
});

describe("semantics 24, 37, 38, 40: calls that are refused", () => {
  const contract = parseContract(
    contractOf({ effective: { from: "2026-02-01", until: "2026-12-01" } }),
  );
  const records = parseRecords([hourDown], contract);
  const call = { contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" };
  const other = parseContract(contractOf({ id: "other" }));

  it.each([
    {
      change: { period: "2026-Q4" },
      code: "period.other-kind",
      why: "a quarter where months are settled",
    },
    { change: { period: 202610 }, code: "settle.wrong-type", why: "a label is text" },
    {
      change: { period: "2026-01" },
      code: "settle.outside-term",
      why: "January is over when the contract begins",
    },
    {
      change: { period: "2026-12" },
      code: "settle.outside-term",
      why: "the contract is over when December begins",
    },
    {
      change: { asOf: "2026-10-01T00:00:00Z" },
      code: "settle.before-period",
      why: "nothing of the period is known",
    },
    { change: { asOf: "2026-10-31" }, code: "stamp.malformed", why: "a date is no instant" },
    { change: { asOf: Number.NaN }, code: "instant.malformed", why: "no number" },
    { change: { asOf: new Date(Number.NaN) }, code: "instant.malformed", why: "an invalid Date" },
    {
      change: { records: { ...records, contract: other.hash } },
      code: "settle.records-of-another-contract",
      why: "checked against other terms",
    },
    { change: { records: [hourDown] }, code: "settle.not-parsed", why: "rows that nobody parsed" },
    {
      change: { contract: contractOf() },
      code: "settle.not-parsed",
      why: "a contract that nobody parsed",
    },
    {
      change: { issued: [null] },
      code: "settle.not-a-statement",
      why: "issued statements that are none",
    },
    { change: { issued: "all" }, code: "settle.not-a-statement", why: "no list" },
  ])("$code: $why", ({ change, code }) => {
    const result = safeSettle({ ...call, ...change } as never);
    expect(result.ok ? [] : result.issues.map((one) => one.code)).toContain(code);
  });

  it("settles the first ms of the period, and the periods at both ends of the term", () => {
    for (const change of [
      { asOf: Date.UTC(2026, 9, 1) + 1 },
      { period: "2026-02" },
      { period: "2026-11", asOf: new Date(Date.UTC(2026, 11, 1)) },
    ])
      expect(safeSettle({ ...call, ...change }).ok).toBe(true);
  });

  it("settle.tampered, settle.another-contract: what was issued counts as it was issued", () => {
    const first = settled({ rows: [hourDown] });
    const codes = (statement: unknown) => {
      const contract = parseContract(contractOf());
      const records = parseRecords([hourDown], contract);
      const issued = [first, statement as Statement];
      const asOf = "2026-11-05T00:00:00Z";
      const result = safeSettle({ contract, records, period: "2026-09", asOf, issued });
      return result.ok ? [] : result.issues.map(({ code, path }) => `${path.join(".")} ${code}`);
    };
    expect(codes(first)).toEqual([]);
    expect(codes({ ...first, totals: { ...first.totals, lines: "0.00" } })).toEqual([
      "issued.1 settle.tampered",
    ]);
    const foreign = settled({ contract: contractOf({ id: "other" }), rows: [hourDown] });
    expect(codes(foreign)).toEqual(["issued.1 settle.another-contract"]);
  });

  it("settle.already-issued: a closed period is restated, not settled again", () => {
    const first = settled({ rows: [hourDown] });
    const again = () => settled({ rows: [hourDown], issued: [first] });
    expect(again).toThrow(/settle.already-issued/);
    expect(settled({ rows: [hourDown], issued: [first], period: "2026-09" }).revision).toBe(0);
  });

  it("settle.amount-too-large: beyond what a JSON number keeps", () => {
    const fee = "99999999999999999";
    const contract = contractOf({
      services: [{ id: "web", charges: [{ id: "fee", amount: fee, per: "month" }] }],
    });
    expect(() => settled({ contract, rows: [hourDown] })).toThrow(/settle.amount-too-large/);
  });
});
