import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract } from "../../src/index.ts";
import { availability, contractOf, response, tiered } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];
type Cap = NonNullable<ContractInput["caps"]>[number];

/** A tenth, then a quarter of 1,000.00; a ticket 50.00. */
const ladder = tiered(["99", "99.9", "10"], ["0", "99", "25"]);
const capped = (limit: Cap["limit"], changes: Partial<Cap> = {}): Cap => ({
  id: "cap",
  clause: "6.4",
  covers: "all",
  per: "calendar-month",
  limit,
  excess: "lost",
  ...changes,
});
const told = (changes: Partial<ContractInput>) =>
  parseContract(contractOf(changes)).warnings.flatMap(({ code, path, message }) =>
    code === "cap.below-credits" ? [`${path.join(".")}: ${message}`] : [],
  );
const both = [{ ...availability, credits: [ladder] }, response];
const withCredit = (credit: Partial<Credit>, commitment = availability) => [
  { ...commitment, credits: [{ ...ladder, ...credit } as Credit] },
];
const fromRecords = [
  { id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" as const }] },
];
const below = "is below the smallest credit that it covers,";
const cut = ": all of them are cut";

describe("a cap below the smallest credit that it covers (32)", () => {
  it("in money: of 100.00, 250.00 and 50.00 the least is 50.00", () => {
    const caps = [capped({ amount: "49.99" })];
    expect(told({ commitments: both, caps })).toEqual([
      `caps.0.limit: the limit of 49.99 EUR ${below} 50 EUR${cut}`,
    ]);
    expect(told({ commitments: both, caps: [capped({ amount: "50.00" })] })).toEqual([]);
    expect(told({ commitments: both, caps: [capped({ amount: "1" }, { per: "term" })] })).toEqual([
      `caps.0.limit: the limit of 1 EUR ${below} 50 EUR${cut}`,
    ]);
  });

  it("of what it covers, by commitment or by credit", () => {
    const tenth = `caps.0.limit: the limit of 60 EUR ${below} 100 EUR${cut}`;
    const limit = { amount: "60.00" };
    expect(told({ commitments: both, caps: [capped(limit)] })).toEqual([]);
    for (const name of ["availability", "tenth"])
      expect(told({ commitments: both, caps: [capped(limit, { covers: [name] })] })).toEqual([
        tenth,
      ]);
  });

  it("as a percentage: of stated charges in money, of charges from records by the base", () => {
    const caps = [capped({ percent: "5", base: "monthly" })];
    const commitments = [{ ...availability, credits: [ladder] }];
    expect(told({ commitments, caps })).toEqual([
      `caps.0.limit: the limit of 50 EUR ${below} 100 EUR${cut}`,
    ]);
    expect(told({ commitments, caps, services: fromRecords })).toEqual([
      `caps.0.limit: the limit of 0.05 of monthly ${below} 0.1 of monthly${cut}`,
    ]);
    // A pool of 40 % is 400.00, of which a tenth are 40.00.
    const bases = [
      { id: "monthly", of: ["fee"] },
      { id: "pool", of: ["fee"], percent: "40" },
    ];
    const pooled = withCredit({ base: "pool" });
    expect(told({ commitments: pooled, bases, caps: [capped({ amount: "39.00" })] })).toEqual([
      `caps.0.limit: the limit of 39 EUR ${below} 40 EUR${cut}`,
    ]);
  });

  it("the limit of a line, in its own credit", () => {
    const line = { limits: { line: { amount: "99.00" } } };
    expect(told({ commitments: withCredit(line) })).toEqual([
      `commitments.0.credits.0.limits.line: the limit of 99 EUR ${below} 100 EUR${cut}`,
    ]);
  });

  it.each<{ what: string; changes: Partial<ContractInput> }>([
    {
      what: "nothing is covered",
      changes: {
        caps: [capped({ amount: "1" }, { covers: ["response"] })],
        commitments: [availability, { ...response, credits: [] }],
      },
    },
    {
      what: "days of a fee",
      changes: {
        bases: [
          { id: "monthly", of: ["fee"] },
          { id: "daily", of: ["fee"], taken: { averageDays: "30" } },
        ],
        caps: [capped({ days: "1", base: "daily" })],
      },
    },
    {
      what: "a share of a longer period",
      changes: { caps: [capped({ percent: "1", base: "monthly" }, { per: "calendar-quarter" })] },
    },
    {
      what: "a base of bases",
      changes: {
        bases: [
          { id: "monthly", of: ["fee"] },
          { id: "pool", of: ["monthly"], percent: "40" },
        ],
        caps: [capped({ percent: "1", base: "pool" })],
      },
    },
    {
      what: "charges of another time",
      changes: {
        bases: [{ id: "monthly", of: ["fee"], taken: "prior-period" }],
        caps: [capped({ amount: "1" })],
      },
    },
    {
      what: "charges without the one-off ones",
      changes: {
        bases: [{ id: "monthly", of: ["fee"], without: ["one-off"] }],
        caps: [capped({ amount: "1" })],
      },
    },
    {
      what: "a charge by the year",
      changes: {
        services: [{ id: "web", charges: [{ id: "fee", amount: "1000.00", per: "year" }] }],
        caps: [capped({ amount: "1" })],
      },
    },
    {
      what: "a credit by the quarter",
      changes: {
        commitments: [{ ...availability, period: "calendar-quarter" }],
        caps: [capped({ amount: "1" })],
      },
    },
    {
      what: "a base by the scope",
      changes: { bases: [{ id: "monthly", of: "scope" }], caps: [capped({ amount: "1" })] },
    },
    {
      what: "credits of two units",
      changes: { commitments: both, services: fromRecords, caps: [capped({ amount: "1" })] },
    },
    {
      what: "multiples of lost time",
      changes: {
        commitments: withCredit({
          on: "bad",
          how: "flat",
          give: { times: "2" },
          tiers: undefined,
        } as never),
        caps: [capped({ amount: "1" })],
      },
    },
    {
      what: "no money",
      changes: {
        commitments: withCredit({
          how: "flat",
          give: { points: "3" },
          base: undefined,
          tiers: undefined,
        } as never),
        points: undefined as never,
        caps: [capped({ amount: "1" })],
      },
    },
  ])("is silent: $what", ({ changes }) => {
    expect(told(JSON.parse(JSON.stringify(changes)))).toEqual([]);
  });
});

describe("credits that cannot be compared", () => {
  it("a half of the fee, and 50.00, against a twentieth of it: which is less is not known (32)", () => {
    const caps = [capped({ percent: "5", base: "monthly" })];
    const commitments = [{ ...availability, credits: [tiered(["0", "99.9", "50"])] }, response];
    expect(told({ commitments, services: fromRecords, caps })).toEqual([]);
    expect(told({ commitments: [response], services: fromRecords, caps })).toEqual([]);
    expect(
      told({ commitments: [{ ...availability, credits: [ladder] }], services: fromRecords, caps }),
    ).toHaveLength(1);
  });

  it("points, units and rights beside money are left out of it", () => {
    const beside = { id: "free", clause: "6.2", on: "measured", how: "flat" } as const;
    const right = { what: "terminate", holder: "customer" };
    for (const give of [{ points: "3" }, { units: { unit: "days", count: "3" } }, { right }]) {
      const credits = [ladder, { ...beside, give } as Credit];
      const caps = [capped({ amount: "9.00" })];
      expect(told({ commitments: [{ ...availability, credits }], caps })).toEqual([
        `caps.0.limit: the limit of 9 EUR ${below} 100 EUR${cut}`,
      ]);
    }
  });
});

describe("rates and rows of nothing", () => {
  const rate = (round: string, from = "zero") => ({
    per: "PT1H",
    round,
    from,
    give: { amount: "7.00" },
  });
  const rated = (round: string) =>
    JSON.parse(
      JSON.stringify(
        withCredit({
          on: "bad",
          how: "rate",
          rate: rate(round),
          base: undefined,
          tiers: undefined,
        } as never),
      ),
    );
  const caps = [capped({ amount: "6.00" })];

  it("a row that gives nothing is no credit, one with a rate beside it gives a unit of it", () => {
    const rows = (plus: object) => [
      { from: "0", below: "99", give: { percent: "25" } },
      { from: "99", below: "99.9", give: "nothing", ...plus },
    ];
    const plus = { plus: { per: "0.1", round: "up", from: "tier", give: { percent: "1" } } };
    const of = (more: object) =>
      told({
        commitments: withCredit({ tiers: rows(more) } as never),
        caps: [capped({ amount: "9.00" })],
      });
    expect(of({})).toEqual([`caps.0.limit: the limit of 9 EUR ${below} 250 EUR${cut}`]);
    expect(of(plus)).toEqual([`caps.0.limit: the limit of 9 EUR ${below} 10 EUR${cut}`]);
  });

  it("a fraction is a share too: a thirtieth of 1,000.00 is more than 33.00", () => {
    const flat = { how: "flat", give: { fraction: "1/30" }, tiers: undefined };
    const commitments = JSON.parse(JSON.stringify(withCredit(flat as never)));
    expect(told({ commitments, caps: [capped({ amount: "33.00" })] })).toEqual([
      `caps.0.limit: the limit of 33 EUR ${below} 100/3 EUR${cut}`,
    ]);
    expect(told({ commitments, caps: [capped({ amount: "33.34" })] })).toEqual([]);
  });

  it("a unit of a rate is the least, unless parts of units count", () => {
    const warning = `caps.0.limit: the limit of 6 EUR ${below} 7 EUR${cut}`;
    expect(told({ commitments: rated("up"), caps })).toEqual([warning]);
    expect(told({ commitments: rated("down"), caps })).toEqual([warning]);
    expect(told({ commitments: rated("exact"), caps })).toEqual([]);
  });
});

describe("shares of one pool (31)", () => {
  const shares = (...percents: readonly string[]) =>
    parseContract(
      contractOf({
        bases: [
          { id: "monthly", of: ["fee"] },
          { id: "at-risk", of: ["monthly"], percent: "10" },
          ...percents.map((percent, index) => ({ id: `p${index + 1}`, of: ["at-risk"], percent })),
        ],
      }),
    ).warnings.flatMap(({ code, path, message }) =>
      code === "base.shares-not-whole" ? [`${path.join(".")}: ${message}`] : [],
    );

  it("60 and 40 are the whole; 60 and 50 more, 60 and 30 less; one says nothing of the rest", () => {
    expect(shares("60", "40")).toEqual([]);
    expect(shares("60")).toEqual([]);
    const of = (total: number) => [
      `bases.1: the shares of at-risk (p1, p2) add up to ${total} %, not to 100`,
    ];
    expect(shares("60", "50")).toEqual(of(110));
    expect(shares("60", "30")).toEqual(of(90));
    expect(shares("33.3", "33.3", "33.4")).toEqual([]);
  });
});
