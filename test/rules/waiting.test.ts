import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  parseContract,
  parseRecords,
  restate,
  type Statement,
  safeParseContract,
  safeSettle,
} from "../../src/index.ts";
import {
  availability,
  billed,
  contractOf,
  coverage,
  linesOf,
  outage,
  restated,
  settled,
  tenth,
} from "./world.ts";

/** A fee of 1,000.00 and a credit of a tenth: 100.00 for each month with two hours of outage. */
const down = (month: string) =>
  outage(`INC-${month}`, `2026-${month}-03T00:00:00Z`, `2026-${month}-03T02:00:00Z`);
const cap = (changes: object = {}): ContractInput["caps"] => [
  {
    id: "monthly-cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { amount: "60.00" },
    excess: "carried",
    ...changes,
  },
];

interface Run {
  readonly contract: ContractInput;
  readonly rows: readonly object[];
  readonly months: readonly string[];
  readonly asOf?: string;
}

/** Month after month of 2026, each with all statements before it. */
function run({ contract, rows, months, asOf = "2027-06-01T00:00:00Z" }: Run): Statement[] {
  const issued: Statement[] = [];
  for (const month of months)
    issued.push(
      settled({ contract, rows: [coverage, ...rows], period: `2026-${month}`, asOf, issued }),
    );
  return issued;
}

const first = "availability/web/2026-01/tenth";

describe("semantics 32, 38: a statement names the earlier ones that its rules look at", () => {
  const minimum = (under: "deferred" | "lost") =>
    ({ payout: "5.00", reached: "at-least", of: "rounded", under }) as const;
  const withCredit = (more: object) => ({
    commitments: [{ ...availability, credits: [{ ...tenth, ...more } as typeof tenth] }],
  });

  it.each([
    { changes: {}, issued: 0, why: "none does" },
    { changes: { caps: cap({ excess: "lost" }) }, issued: 0, why: "a cap of the month itself" },
    { changes: { caps: cap() }, issued: 1, why: "something may be carried" },
    { changes: { caps: cap({ per: "calendar-year", excess: "lost" }) }, issued: 1, why: "a year" },
    { changes: withCredit({ minimum: minimum("lost") }), issued: 0, why: "too little is lost" },
    { changes: withCredit({ minimum: minimum("deferred") }), issued: 1, why: "too little waits" },
    { changes: withCredit({ when: { consecutive: 2 } }), issued: 1, why: "two months in a row" },
  ])("$issued of one, nothing owed: $why", ({ changes, issued }) => {
    const months = run({ contract: contractOf(changes), rows: [], months: ["01", "02"] });
    expect(months.map(({ manifest }) => manifest.issued.length)).toEqual([0, issued]);
  });
});

it.each([
  { reached: "at-least", payout: "100.01", words: "at least" },
  { reached: "more-than", payout: "100.00", words: "more than" },
] as const)(
  "semantics 32: of 100.00, paid from $words $payout, the steps tell what waits",
  (terms) => {
    const { words, ...rest } = terms;
    const minimum = { ...rest, of: "rounded", under: "deferred" } as const;
    const contract = contractOf({
      commitments: [{ ...availability, credits: [{ ...tenth, minimum }] }],
    });
    const [january, february] = run({ contract, rows: [down("01")], months: ["01", "02"] });
    expect(january?.lines[0]?.steps.slice(-2)).toEqual([
      {
        op: "minimum",
        clause: "msa 6.1",
        in: `100, paid from ${words} ${terms.payout}`,
        out: "0.00",
      },
      { op: "carry", clause: "msa 6.1", out: "100.00" },
    ]);
    expect(february?.lines[0]?.steps[0]).toEqual({
      op: "issued",
      clause: "msa 6.1",
      in: "less than is paid, deferred since 2026-01",
      out: "100.00",
    });
  },
);

it("semantics 32: a cap of a year writes out what earlier statements gave under it", () => {
  const contract = contractOf({
    caps: cap({ per: "calendar-year", limit: { amount: "150.00" }, excess: "lost" }),
  });
  const [january, february] = run({
    contract,
    rows: [down("01"), down("02")],
    months: ["01", "02"],
  });
  const issuedIn = (statement: Statement | undefined) =>
    statement?.caps[0]?.steps.filter(({ op }) => op === "issued");
  const step = { op: "issued", clause: "msa 6.4", in: "earlier statements" };
  expect(issuedIn(january)).toEqual([{ ...step, out: "0.00" }]);
  expect(issuedIn(february)).toEqual([{ ...step, out: "100.00" }]);
  expect(february?.lines.map(({ amount }) => amount)).toEqual(["50.00"]);
});

const leastPayout = {
  payout: "120.00",
  reached: "at-least",
  of: "rounded",
  under: "deferred",
} as const;

it.each(["calendar-year", "term"] as const)(
  "semantics 32: what waits for a least payout took its part of a cap of the %s, and takes none when it is paid",
  (per) => {
    // 100.00 of January wait; 50.00 of 150.00 are left in February, and both are enough; nothing in March.
    const contract = contractOf({
      caps: cap({ per, limit: { amount: "150.00" }, excess: "lost" }),
      commitments: [{ ...availability, credits: [{ ...tenth, minimum: leastPayout }] }],
    });
    const months = ["01", "02", "03"];
    const statements = run({ contract, rows: months.map(down), months });
    expect(statements.map(linesOf)).toEqual([
      [`${first} 0.00 carried`],
      ["availability/web/2026-02/tenth 50.00 automatic", `${first}#deferred 100.00 automatic`],
      ["availability/web/2026-03/tenth 0.00 automatic"],
    ]);
    const steps = statements.map(({ caps }) => caps[0]?.steps.find(({ op }) => op === "issued"));
    expect(steps.map((step) => step?.out)).toEqual(["0.00", "100.00", "150.00"]);
  },
);

it("semantics 32, 35: what waited and nobody claimed in time takes no part of a cap of the term", () => {
  // 100.00 of January wait, and are forfeited after 5 February: all of the 100.00 of February are under 150.00.
  const contract = contractOf({
    caps: cap({ per: "term", limit: { amount: "150.00" }, excess: "lost" }),
    commitments: [{ ...availability, credits: [{ ...tenth, minimum: leastPayout }] }],
    claim: {
      on: "request",
      stages: [{ what: "claim", within: { days: 5 }, after: "settlement-end" }],
    },
  });
  const rows = [coverage, down("01"), down("02")];
  const january = settled({ contract, rows, period: "2026-01", asOf: "2026-02-02T00:00:00Z" });
  const revision = restated({ contract, rows, asOf: "2026-02-10T00:00:00Z", issued: [january] });
  expect(january.lines[0]?.deferred?.amount).toBe("100.00");
  expect(revision?.lines[0]?.deferred?.amount).toBe("-100.00");
  const issued = revision === undefined ? [] : [january, revision];
  const asOf = "2026-03-02T00:00:00Z";
  const february = settled({ contract, rows, period: "2026-02", asOf, issued });
  expect(february.lines.map(({ deferred }) => deferred?.amount)).toEqual(["100.00"]);
});

describe("semantics 32: what exceeds a cap is carried to the next period", () => {
  const contract = contractOf({ caps: cap() });

  it("is paid when the next period leaves room, on the charges that bore it", () => {
    const [january, february, march] = run({
      contract,
      rows: [down("01")],
      months: ["01", "02", "03"],
    });
    expect(january?.lines).toMatchObject([
      {
        id: first,
        amount: "60.00",
        status: "automatic",
        carried: { amount: "40.00", minor: 4000, shares: [{ charge: "fee", minor: 4000 }] },
      },
    ]);
    expect(january?.caps).toMatchObject([{ after: "60.00", carried: "40.00" }]);
    expect(february?.lines).toMatchObject([
      {
        id: `${first}#carried`,
        result: "availability/web/2026-01",
        exact: "40",
        amount: "40.00",
        status: "automatic",
        from: { period: "2026-01", line: first },
        allocations: [{ charge: "fee", minor: 4000 }],
      },
    ]);
    expect(february?.lines[0]).not.toHaveProperty("carried");
    expect(february?.caps).toMatchObject([{ before: "40.00", after: "40.00", carried: "0.00" }]);
    expect(march?.lines).toEqual([]);
  });

  it("shares the next cap with what is owed there, and is carried on", () => {
    // 100 + 40 under 60: 100/140 and 40/140 of 6,000 cents are 4285.71 and 1714.28; carried
    // 57.14 + 22.86 = 80.00. In March 80.00 under 60: 42.855 and 17.145, of equal remainders
    // the first by its id, January's, gets the cent: 42.85 and 17.15. April pays the last 20.00.
    const statements = run({
      contract,
      rows: [down("01"), down("02")],
      months: ["01", "02", "03", "04", "05"],
    });
    const second = "availability/web/2026-02/tenth";
    expect(statements.map(linesOf)).toEqual([
      [`${first} 60.00 automatic`],
      [`${second} 42.86 automatic`, `${first}#carried 17.14 automatic`],
      [`${first}#carried 17.15 automatic`, `${second}#carried 42.85 automatic`],
      [`${first}#carried 5.71 automatic`, `${second}#carried 14.29 automatic`],
      [],
    ]);
    expect(statements.map(({ caps }) => caps[0]?.carried)).toEqual([
      "40.00",
      "80.00",
      "20.00",
      "0.00",
      "0.00",
    ]);
  });

  it("stands with 0 and the status carried where the cap leaves it nothing", () => {
    const [january, february] = run({
      contract: contractOf({ caps: cap({ limit: { amount: "0.00" } }) }),
      rows: [down("01")],
      months: ["01", "02"],
    });
    expect(january?.lines).toMatchObject([
      { amount: "0.00", status: "carried", carried: { minor: 10_000 }, allocations: [] },
    ]);
    expect(february?.lines).toMatchObject([
      { id: `${first}#carried`, amount: "0.00", status: "carried", carried: { minor: 10_000 } },
    ]);
  });

  it("is lost to a later cap that does not carry", () => {
    const [january] = run({
      contract: contractOf({
        caps: [
          ...(cap() ?? []),
          ...(cap({ id: "total", limit: { amount: "50.00" }, excess: "lost" }) ?? []),
        ],
      }),
      rows: [down("01")],
      months: ["01"],
    });
    expect(january?.lines).toMatchObject([{ amount: "50.00", carried: { amount: "40.00" } }]);
    expect(january?.caps[1]).not.toHaveProperty("carried");
  });

  it("waits for the next year under a cap of the year", () => {
    const contract = contractOf({
      caps: cap({ per: "calendar-year", limit: { amount: "150.00" } }),
    });
    const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    const year = run({ contract, rows: [down("01"), down("02")], months });
    expect(year.slice(0, 3).map(linesOf)).toEqual([
      [`${first} 100.00 automatic`],
      ["availability/web/2026-02/tenth 50.00 automatic"],
      ["availability/web/2026-02/tenth#carried 0.00 carried"],
    ]);
    const next = settled({
      contract,
      rows: [coverage, down("01"), down("02")],
      period: "2027-01",
      asOf: "2027-06-01T00:00:00Z",
      issued: year,
    });
    expect(linesOf(next)).toEqual(["availability/web/2026-02/tenth#carried 50.00 automatic"]);
  });

  it("counts what was carried under a later cap that is named by its commitment", () => {
    const contract = contractOf({
      caps: [
        ...(cap() ?? []),
        ...(cap({
          id: "yearly",
          per: "calendar-year",
          covers: ["availability"],
          limit: { amount: "110.00" },
          excess: "lost",
        }) ?? []),
      ],
    });
    // January 60, February 60 of 40 + 100: 120 in all, of which the year allows 110.
    const [, february, march] = run({
      contract,
      rows: [down("01"), down("02")],
      months: ["01", "02", "03"],
    });
    expect(february?.totals.lines).toBe("50.00");
    expect(march?.totals.lines).toBe("0.00");
    expect(march?.caps[1]).toMatchObject({ id: "yearly", before: "170.00", after: "110.00" });
  });

  it("ends with the caps that left it whole and the clause of its own claim, like any line", () => {
    // January 60.00 of 100.00; the rest of 40.00 leaves the cap of February 20.00 below 60.00.
    const claim = {
      on: "request" as const,
      clause: "7.2",
      stages: [{ what: "claim" as const, within: { days: 90 }, after: "period-end" as const }],
    };
    const [, february] = run({
      contract: contractOf({
        commitments: [{ ...availability, claim }],
        caps: cap({ covers: ["availability"] }),
      }),
      rows: [down("01")],
      months: ["01", "02"],
      asOf: "2026-04-01T00:00:00Z",
    });
    if (february === undefined) throw new TypeError("two months are settled");
    expect(explain(february, { line: `${first}#carried` }).steps.slice(-2)).toMatchObject([
      { op: "cap", clause: "msa 6.4", in: "40.00 of at most 60.00", out: "not reached" },
      { op: "status", clause: "msa 7.2", out: "claimable" },
    ]);
  });

  it("asks for the statement of the period before (38), but not before the term", () => {
    const parsed = parseContract(contract);
    const records = parseRecords([coverage], parsed);
    const call = { contract: parsed, records, asOf: "2027-06-01T00:00:00Z" };
    expect(safeSettle({ ...call, period: "2026-01" }).ok).toBe(true);
    const later = safeSettle({ ...call, period: "2026-02" });
    expect(later.ok ? [] : later.issues).toMatchObject([
      { code: "history.missing", value: "the statement of 2026-01" },
    ]);
  });

  it("asks for it once for each rule by which amounts wait", () => {
    const [commitment] = contract.commitments;
    const { credits = [] } = commitment ?? {};
    const both = parseContract({
      ...contract,
      commitments: [
        {
          ...commitment,
          credits: credits.map((credit) => ({
            ...credit,
            minimum: { payout: "5.00", reached: "at-least", of: "rounded", under: "deferred" },
          })),
        },
      ],
    });
    const later = safeSettle({
      contract: both,
      records: parseRecords([coverage], both),
      asOf: "2027-06-01T00:00:00Z",
      period: "2026-02",
    });
    expect(later.ok ? [] : later.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining("monthly-cap"),
      expect.stringContaining("tenth"),
    ]);
  });

  it("is handed out by amounts where the statement is rounded as a whole (33)", () => {
    const [, february] = run({
      contract: contractOf({
        caps: cap(),
        rounding: { each: "statement", mode: "half-up" },
      }),
      rows: [down("01"), down("02")],
      months: ["01", "02"],
    });
    expect(february === undefined ? [] : linesOf(february)).toEqual([
      "availability/web/2026-02/tenth 42.86 automatic",
      `${first}#carried 17.14 automatic`,
    ]);
  });

  it("has no later period under a cap of the term", () => {
    const parsed = safeParseContract(contractOf({ caps: cap({ per: "term" }) }));
    expect(parsed.ok ? [] : parsed.issues).toMatchObject([
      { code: "cap.carried-over-term", path: ["caps", 0, "excess"] },
    ]);
  });

  it("a later change of the terms does not lose it", () => {
    const months = ["01"];
    const issued = run({ contract, rows: [down("01")], months });
    const without = contractOf({ caps: [] });
    const february = settled({
      contract: without,
      rows: [coverage],
      period: "2026-02",
      asOf: "2027-06-01T00:00:00Z",
      issued,
    });
    expect(linesOf(february)).toEqual([`${first}#carried 40.00 automatic`]);
    expect(february.manifest.issued).toHaveLength(1);
  });
});

describe("semantics 32: a least payout that defers", () => {
  const deferring = (minimum: object = {}) =>
    contractOf({
      commitments: [
        {
          ...availability,
          credits: [
            {
              ...tenth,
              minimum: {
                payout: "250.00",
                reached: "at-least",
                of: "rounded",
                under: "deferred",
                ...minimum,
              },
            } as typeof tenth,
          ],
        },
      ],
    });

  it("holds the credits until together they reach it", () => {
    const statements = run({
      contract: deferring(),
      rows: [down("01"), down("02"), down("04")],
      months: ["01", "02", "03", "04", "05"],
    });
    const id = (month: string) => `availability/web/2026-${month}/tenth`;
    expect(statements.map(linesOf)).toEqual([
      [`${id("01")} 0.00 carried`],
      [`${id("02")} 0.00 carried`, `${id("01")}#deferred 0.00 carried`],
      [`${id("01")}#deferred 0.00 carried`, `${id("02")}#deferred 0.00 carried`],
      [
        `${id("04")} 100.00 automatic`,
        `${id("01")}#deferred 100.00 automatic`,
        `${id("02")}#deferred 100.00 automatic`,
      ],
      [],
    ]);
    expect(statements[1]?.lines.map(({ deferred }) => deferred?.minor)).toEqual([10_000, 10_000]);
  });

  it.each([
    { payout: "200.00", reached: "at-least", paid: "200.00", why: "exactly reached" },
    { payout: "200.00", reached: "more-than", paid: "0.00", why: "exactly is not more" },
    { payout: "200.01", reached: "at-least", paid: "0.00", why: "one cent short" },
  ])("$payout $reached: $paid after two months, $why", ({ payout, reached, paid }) => {
    const [, february] = run({
      contract: deferring({ payout, reached }),
      rows: [down("01"), down("02")],
      months: ["01", "02"],
    });
    expect(february?.totals.automatic).toBe(paid);
  });

  it("was under the caps of its own period, and is not cut again", () => {
    // Each month's 100 is within 120; the 200 that February pays out are not held under it again.
    const contract = {
      ...deferring({ payout: "200.00" }),
      caps: cap({ limit: { amount: "120.00" }, excess: "lost" }),
    } as ContractInput;
    const [, february] = run({
      contract,
      rows: [down("01"), down("02")],
      months: ["01", "02"],
    });
    expect(february?.totals.lines).toBe("200.00");
  });

  it("counts what was over a cap with the credit that it is of", () => {
    // January: 60 under the cap, 40 carried; 60 < 100 waits. February: 40 come from over the cap,
    // with the 60 that wait they are 100.
    const contract = { ...deferring({ payout: "100.00" }), caps: cap() } as ContractInput;
    const [january, february] = run({ contract, rows: [down("01")], months: ["01", "02"] });
    expect(january?.lines).toMatchObject([
      { amount: "0.00", status: "carried", carried: { minor: 4000 }, deferred: { minor: 6000 } },
    ]);
    expect(february === undefined ? [] : linesOf(february)).toEqual([
      `${first}#carried 40.00 automatic`,
      `${first}#deferred 60.00 automatic`,
    ]);
  });

  it("a least payout under which credits are lost takes no rest of a credit that reached it", () => {
    // January: 60 of 100 reach the 50. The 40 that are left are less, and of the same credit.
    const contract = {
      ...deferring({ payout: "50.00", under: "lost" }),
      caps: cap(),
    } as ContractInput;
    const [, february] = run({ contract, rows: [down("01")], months: ["01", "02"] });
    expect(february === undefined ? [] : linesOf(february)).toEqual([
      `${first}#carried 40.00 automatic`,
    ]);
  });

  it("is looked at before rounding where the clause says so", () => {
    // A third of 1,000.00 … 333.333…: three months are 1,000 exactly, 999.99 rounded.
    const third = (of: "exact" | "rounded") =>
      contractOf({
        commitments: [
          {
            ...availability,
            credits: [
              {
                id: "third",
                clause: "6.1",
                on: "measured",
                how: "flat",
                base: "monthly",
                give: { fraction: "1/3" },
                minimum: { payout: "333.34", reached: "at-least", of, under: "deferred" },
              },
            ],
          },
        ],
      });
    const paid = (of: "exact" | "rounded") =>
      run({ contract: third(of), rows: [down("01"), down("02")], months: ["01", "02"] }).map(
        ({ totals }) => totals.automatic,
      );
    expect(paid("exact")).toEqual(["0.00", "666.66"]);
    expect(paid("rounded")).toEqual(["0.00", "666.66"]);
  });
});

describe("semantics 35: what waits is claimed as it was owed", () => {
  const claimed = contractOf({
    caps: cap(),
    claim: {
      on: "request",
      stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
    },
  });
  const claim = (id: string, at: string, period = "2026-01") => ({
    type: "claim",
    id,
    at,
    stage: "claim",
    period,
  });

  function february(rows: readonly object[], asOf: string) {
    const january = settled({
      contract: claimed,
      rows: [coverage, down("01"), ...rows],
      period: "2026-01",
      asOf: "2026-02-03T00:00:00Z",
    });
    return settled({
      contract: claimed,
      rows: [coverage, down("01"), ...rows],
      period: "2026-02",
      asOf,
      issued: [january],
    });
  }

  it.each([
    {
      rows: [claim("C-1", "2026-02-02T00:00:00Z")],
      asOf: "2026-03-20T00:00:00Z",
      status: "claimable",
      why: "claimed before January was issued",
    },
    {
      rows: [claim("C-1", "2026-03-02T23:59:59.999Z")],
      asOf: "2026-03-20T00:00:00Z",
      status: "claimable",
      why: "claimed since, on the last day: 30 days after 31 January",
    },
    {
      rows: [claim("C-1", "2026-03-03T00:00:00Z")],
      asOf: "2026-03-20T00:00:00Z",
      status: "forfeited",
      why: "claimed a day late",
    },
    { rows: [], asOf: "2026-03-20T00:00:00Z", status: "forfeited", why: "never claimed" },
    {
      rows: [claim("C-1", "2026-03-02T00:00:00Z", "2026-02")],
      asOf: "2026-03-20T00:00:00Z",
      status: "forfeited",
      why: "the claim is for February",
    },
    { rows: [], asOf: "2026-03-02T00:00:00Z", status: "claimable", why: "still open" },
  ])("$status: $why", ({ rows, asOf, status }) => {
    expect(february(rows, asOf).lines).toMatchObject([
      { id: `${first}#carried`, amount: "40.00", status, claim: { lastDate: "2026-03-02" } },
    ]);
  });

  it("names the claim that was made since", () => {
    const { lines } = february([claim("C-1", "2026-02-20T00:00:00Z")], "2026-03-20T00:00:00Z");
    expect(lines[0]?.claim).toMatchObject({ claimedAt: "2026-02-20T00:00:00Z", record: "C-1" });
  });

  it.each([
    { commitment: "availability", status: "claimable" },
    { commitment: "second", status: "forfeited" },
  ])("a claim for the commitment $commitment: $status", ({ commitment, status }) => {
    // The second promise of 90 % is kept: it owes nothing, and nothing of it waits.
    const second = { ...availability, id: "second", targets: [{ atLeast: "90" }], credits: [] };
    const contract = { ...claimed, commitments: [availability, second] };
    const rows = [coverage, down("01"), { ...claim("C-1", "2026-02-20T00:00:00Z"), commitment }];
    const january = settled({ contract, rows, period: "2026-01", asOf: "2026-02-03T00:00:00Z" });
    const later = { period: "2026-02", asOf: "2026-03-20T00:00:00Z", issued: [january] };
    expect(settled({ contract, rows, ...later }).lines).toMatchObject([
      { id: `${first}#carried`, amount: "40.00", status },
    ]);
  });

  it("carries nothing of what was forfeited", () => {
    const january = settled({
      contract: claimed,
      rows: [coverage, down("01")],
      period: "2026-01",
      asOf: "2026-04-01T00:00:00Z",
    });
    expect(january.lines[0]?.status).toBe("forfeited");
    expect(january.lines[0]).not.toHaveProperty("carried");
  });

  it("keeps the stages that the earlier statement told", () => {
    const contract = contractOf({
      caps: cap(),
      claim: {
        on: "request",
        stages: [
          { what: "notice", within: { hours: 1000 }, after: "settlement-end" },
          { what: "claim", within: { days: 30 }, after: "settlement-end" },
        ],
      },
    });
    const notice = { ...claim("N-1", "2026-02-01T10:00:00Z"), stage: "notice" };
    const call = (rows: readonly object[], issued: Statement[], period: string, asOf: string) =>
      settled({ contract, rows: [coverage, down("01"), ...rows], period, asOf, issued });
    const january = call([notice], [], "2026-01", "2026-02-03T00:00:00Z");
    const rows = [notice, claim("C-1", "2026-02-20T00:00:00Z")];
    const later = call(rows, [january], "2026-02", "2026-03-20T00:00:00Z");
    expect(later.lines[0]).toMatchObject({
      status: "claimable",
      claim: {
        stages: [
          { what: "notice", state: "made", record: "N-1" },
          { what: "claim", state: "made", record: "C-1" },
        ],
      },
    });
    const missed = call([notice], [january], "2026-02", "2026-03-20T00:00:00Z");
    expect(missed.lines[0]).toMatchObject({
      status: "forfeited",
      claim: { stages: [{ state: "made" }, { state: "lapsed" }] },
    });
  });

  it("leaves only the misses that were claimed in time to be carried", () => {
    // Two misses of 50.00 under a cap of 60.00: 60 paid, 40 carried; one is claimed too late, so
    // that half of both is left.
    const contract = contractOf({
      caps: cap(),
      commitments: [
        {
          ...availability,
          credits: [
            { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { amount: "50.00" } },
          ],
        },
      ],
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 10 }, after: "event-end" }],
      },
    });
    const rows = [
      coverage,
      outage("A", "2026-01-03T00:00:00Z", "2026-01-03T02:00:00Z"),
      outage("B", "2026-01-05T00:00:00Z", "2026-01-05T02:00:00Z"),
      { ...claim("C-A", "2026-01-06T00:00:00Z"), about: "A" },
    ];
    const { lines } = settled({
      contract,
      rows,
      period: "2026-01",
      asOf: "2026-03-01T00:00:00Z",
    });
    expect(lines).toMatchObject([
      { amount: "30.00", status: "claimable", carried: { amount: "20.00" } },
      { amount: "30.00", status: "forfeited" },
    ]);
    expect(lines[1]).not.toHaveProperty("carried");
  });
});

describe("semantics 38: restating with amounts that wait", () => {
  const contract = contractOf({ caps: cap() });
  const january = (rows: readonly object[]) =>
    settled({
      contract,
      rows: [coverage, ...rows],
      period: "2026-01",
      asOf: "2026-02-05T00:00:00Z",
    });
  const twofold = contractOf({
    caps: cap(),
    commitments: [
      {
        ...availability,
        credits: [
          {
            id: "each",
            clause: "6.1",
            on: "each-miss",
            how: "flat",
            give: { amount: "100.00" },
          },
        ],
      },
    ],
  });
  const more = outage("INC-2", "2026-01-20T00:00:00Z", "2026-01-20T02:00:00Z");

  it("a difference in what is carried makes a revision, though nothing more is paid now", () => {
    const issued = settled({
      contract: twofold,
      rows: [coverage, down("01")],
      period: "2026-01",
      asOf: "2026-02-05T00:00:00Z",
    });
    const rows = [coverage, down("01"), more];
    const revision = restated({
      contract: twofold,
      rows,
      asOf: "2026-02-20T00:00:00Z",
      issued: [issued],
    });
    expect(revision?.lines).toMatchObject([
      {
        amount: "0.00",
        minor: 0,
        allocations: [],
        carried: { amount: "100.00", shares: [{ charge: "fee", minor: 10_000 }] },
      },
    ]);
    // 40 of the first statement and 100 of its revision: 140 under a cap of 60.
    const next = settled({
      contract: twofold,
      rows,
      period: "2026-02",
      asOf: "2026-03-05T00:00:00Z",
      issued: [issued, ...(revision === undefined ? [] : [revision])],
    });
    expect(next.lines).toMatchObject([
      { amount: "60.00", carried: { amount: "80.00" }, from: { period: "2026-01" } },
    ]);
  });

  it("a cap raises no line, where the total is rounded and shares are finer than a cent (33)", () => {
    // 8 cents of 1.00 and 19.00 are 0.4 and 7.6: 0 and 8. With the 22 of c, 29 of 30 are 0.387, 7.347 and
    // 21.267 by largest remainder: 1, 7 and 21. The cent that a never had stays with b.
    const flat = (id: string, amount: string): typeof availability => ({
      ...availability,
      id,
      credits: [{ id: `${id}1`, clause: "6.1", on: "measured", how: "flat", give: { amount } }],
    });
    const own = cap({ id: "own", covers: ["a", "b"], limit: { amount: "0.08" }, excess: "lost" });
    const all = cap({ id: "all", limit: { amount: "0.29" } });
    const [january] = run({
      contract: contractOf({
        commitments: [flat("a", "1.00"), flat("b", "19.00"), flat("c", "0.22")],
        caps: [...(own ?? []), ...(all ?? [])],
        rounding: { each: "statement", mode: "half-up" },
      }),
      rows: [down("01")],
      months: ["01"],
    });
    expect(january?.lines.map(({ amount, carried }) => [amount, carried?.amount])).toEqual([
      ["0.00", undefined],
      ["0.08", undefined],
      ["0.21", "0.01"],
    ]);
  });

  it("a credit note takes its part of what was carried back too (31)", () => {
    // A tenth of 1,200.00 − 200.00: 100.00 are 120.00 and −20.00; of 60.00 paid and 40.00 carried alike.
    const inJanuary = (id: string, amount: string) =>
      billed(id, amount, "01-01T00:00", "02-01T00:00");
    const charges = [{ id: "fee", amount: "from-records", per: "month" }] as const;
    const [january, february] = run({
      contract: contractOf({ caps: cap(), services: [{ id: "web", charges: [...charges] }] }),
      rows: [down("01"), inJanuary("INV", "1200.00"), inJanuary("NOTE", "-200.00")],
      months: ["01", "02"],
    });
    const booked = (statement: Statement | undefined) =>
      statement?.lines[0]?.allocations.map(({ invoice, minor }) => [invoice, minor]);
    expect(booked(january)).toEqual([
      ["INV", 7200],
      ["NOTE", -1200],
    ]);
    expect(booked(february)).toEqual([
      ["INV", 4800],
      ["NOTE", -800],
    ]);
  });

  it("what was carried and is not owed is taken back, with nothing left to carry", () => {
    const issued = january([down("01")]);
    const revision = restated({
      contract: contractOf({ caps: cap(), clawBack: "allowed" }),
      rows: [coverage],
      asOf: "2026-02-20T00:00:00Z",
      issued: [issued],
    });
    expect(revision?.lines).toMatchObject([
      { id: first, amount: "-60.00", status: "automatic", carried: { amount: "-40.00" } },
    ]);
    const next = settled({
      contract,
      rows: [coverage],
      period: "2026-02",
      asOf: "2026-03-05T00:00:00Z",
      issued: [issued, ...(revision === undefined ? [] : [revision])],
    });
    expect(next.lines).toEqual([]);
  });

  it.each([
    { status: "automatic", claim: { on: "automatic" } },
    {
      status: "claimable",
      claim: {
        on: "request",
        stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
      },
    },
  ] as const)("what waited and is paid after all moves as it will be paid: $status", (paid) => {
    // Issued under a cap of 0; the amended one of 60 pays.
    const { status } = paid;
    const claim: ContractInput["claim"] = JSON.parse(JSON.stringify(paid.claim));
    const contract = contractOf({ caps: cap(), claim });
    const nothing = { ...contract, caps: cap({ limit: { amount: "0.00" } }) };
    const rows = [coverage, down("01")];
    const issued = settled({
      contract: nothing,
      rows,
      period: "2026-01",
      asOf: "2026-02-05T00:00:00Z",
    });
    const revision = restated({ contract, rows, asOf: "2026-02-20T00:00:00Z", issued: [issued] });
    expect(revision?.lines).toMatchObject([
      { amount: "60.00", status, carried: { amount: "-60.00" } },
    ]);
    const back = restated({
      contract: { ...nothing, clawBack: "allowed" },
      rows,
      asOf: "2026-02-25T00:00:00Z",
      issued: [issued, ...(revision === undefined ? [] : [revision])],
    });
    expect(back?.lines).toMatchObject([{ amount: "-60.00", status, carried: { amount: "60.00" } }]);
  });

  it("what waits is taken back once where nobody claimed it in time, and waits again when somebody did", () => {
    // Five days for a claim: 60.00 and the 40.00 that wait are forfeited after 5 February.
    const stages = [
      { what: "claim", within: { days: 5 }, after: "settlement-end" },
    ] as const satisfies object[];
    const contract = contractOf({ caps: cap(), claim: { on: "request", stages: [...stages] } });
    const rows = [coverage, down("01")];
    const claim = { type: "claim", id: "CL-1", at: "2026-02-03T00:00:00Z", period: "2026-01" };
    const asOf = "2026-02-02T00:00:00Z";
    const issued = [settled({ contract, rows, period: "2026-01", asOf })];
    const restate = (day: number, more: readonly object[]) => {
      const all = [...rows, ...more];
      const revision = restated({ contract, rows: all, asOf: `2026-02-${day}T00:00:00Z`, issued });
      if (revision !== undefined) issued.push(revision);
      return revision?.lines.map(({ amount, status, carried }) => [
        amount,
        status,
        carried?.amount,
      ]);
    };
    expect(restate(10, [])).toEqual([["0.00", "forfeited", "-40.00"]]);
    expect(restate(11, [])).toBeUndefined();
    expect(restate(12, [claim])).toEqual([["0.00", "claimable", "40.00"]]);
    expect(restate(13, [claim])).toBeUndefined();
  });

  it("what may not flow back is used up by money that is owed, beside a line that only waits", () => {
    // 100.00 are paid; then nothing is owed, and 100.00 are held; then 100.00 are owed again, and all of
    // the api's 100.00 wait under a cap of 0.
    const api = {
      ...availability,
      id: "api-availability",
      scope: { service: "api" },
      credits: [{ ...tenth, id: "api-tenth" }],
    };
    const contract = contractOf({
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "api", charges: [] },
      ],
      commitments: [availability, api],
      caps: cap({ covers: ["api-availability"], limit: { amount: "0.00" } }),
    });
    const both = [down("01"), { ...down("01"), id: "API-01", service: "api" }];
    const paid = settled({
      contract,
      rows: [coverage, down("01")],
      period: "2026-01",
      asOf: "2026-02-05T00:00:00Z",
    });
    const issued = [paid];
    for (const [day, rows] of [[], both].entries()) {
      const revision = restated({
        contract,
        rows: [coverage, ...rows],
        asOf: `2026-02-1${day}T00:00:00Z`,
        issued,
      });
      if (revision !== undefined) issued.push(revision);
    }
    expect(issued.map(linesOf)).toEqual([
      [`${first} 100.00 automatic`],
      [`${first} -100.00 automatic`, "not-clawed-back 100.00 automatic"],
      [
        "api-availability/api/2026-01/api-tenth 0.00 carried",
        `${first} 100.00 automatic`,
        "not-clawed-back -100.00 automatic",
      ],
    ]);
  });

  it("restating with the same data changes nothing, and needs the statement before", () => {
    const rows = [coverage, down("01"), down("02")];
    const statements = run({ contract, rows, months: ["01", "02"], asOf: "2026-05-01T00:00:00Z" });
    const [before, own] = statements;
    const parsed = parseContract(contract);
    const call = {
      contract: parsed,
      records: parseRecords(rows, parsed),
      asOf: "2026-05-02T00:00:00Z",
      issued: own === undefined ? [] : [own],
      history: before === undefined ? [] : [before],
    };
    expect(restate(call)).toBeUndefined();
    expect(() => restate({ ...call, history: [] })).toThrow(/2026-01/);
  });
});
