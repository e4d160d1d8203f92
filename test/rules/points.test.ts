import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  allocations,
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeSettle,
  verify,
} from "../../src/index.ts";
import { availability, contractOf, coverage, linesOf, outage, settled } from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];
type Points = NonNullable<ContractInput["points"]>;

const perPoint = (percentPerPoint = "0.5"): Points => ({
  clause: "7",
  base: "monthly",
  convert: { percentPerPoint },
});

/** One point for each outage, and three for a bad month; a fee of 1,000.00. */
const scoring = (points: Points | undefined, changes: Partial<ContractInput> = {}): ContractInput =>
  contractOf({
    commitments: [
      {
        ...availability,
        credits: [
          { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { points: "1" } },
          { id: "bad", clause: "6.2", on: "measured", how: "flat", give: { points: "3" } },
        ] as Credit[],
      },
    ],
    ...(points === undefined ? {} : { points }),
    ...changes,
  });

const october = (contract: ContractInput, rows: readonly object[], issued: Statement[] = []) =>
  settled({ contract, rows: [coverage, ...rows], issued });
const two = [
  outage("INC-1", "10-03T00:00", "10-03T01:00"),
  outage("INC-2", "10-09T00:00", "10-09T01:00"),
];
const first = { effective: { from: "2026-10-01" } };

describe("semantics 30: points become money, all of a settlement period together", () => {
  it("a percentage of the base for each", () => {
    // 2 × 1 + 3 = 5 points; 5 × 0.5 % of 1,000.00.
    const statement = october(scoring(perPoint()), two);
    expect(linesOf(statement)).toEqual([
      "availability/web/2026-10/bad 0.00 automatic",
      "availability/web/2026-10/each 0.00 automatic",
      "points/2026-10 25.00 automatic",
    ]);
    expect(statement.lines[2]).toMatchObject({ result: "", clause: "msa 7", exact: "25" });
    expect(statement.lines[2]?.steps).toMatchObject([
      { op: "sum", in: "3 + 2", out: "5" },
      { op: "charge", out: "1000" },
      { op: "base", out: "1000" },
      { op: "units", in: "(5 − 0) ÷ 1", out: "5" },
      { op: "times", in: "5 × 1000 × 0.5 ÷ 100", out: "25" },
      { op: "round", out: "25.00" },
    ]);
    expect(allocations(statement)).toMatchObject([
      { of: "points/2026-10", charge: "fee", minor: 2500 },
    ]);
    expect(verify(statement, { rows: [coverage, ...two] }).ok).toBe(true);
  });

  it.each([
    { points: "1", exact: "25", why: "2 + 1 × 1 = 5 points with the month's three" },
    { points: "2.5", exact: "40", why: "2 × 2.5 + 3 = 8" },
    { points: "0", exact: "15", why: "the month's three alone" },
  ])("$points for each outage: $exact, $why", ({ points, exact }) => {
    const contract = scoring(perPoint());
    const [commitment] = contract.commitments;
    const credits = [
      { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { points } },
      { id: "bad", clause: "6.2", on: "measured", how: "flat", give: { points: "3" } },
    ] as Credit[];
    const statement = october(
      { ...contract, commitments: [{ ...commitment, credits }] as never },
      two,
    );
    expect(statement.lines.at(-1)).toMatchObject({ id: "points/2026-10", exact });
  });

  it("by a table of points, half-open", () => {
    // The table of a published agreement: below 10 nothing, then 2 % for each further five.
    const table: Points = {
      clause: "7",
      base: "monthly",
      convert: {
        tiers: [
          { from: "0", below: "10", give: "nothing" },
          { from: "10", below: "15", give: { percent: "2" } },
          {
            from: "15",
            give: { percent: "4" },
            plus: { per: "5", round: "down", from: "tier", give: { percent: "1" } },
          },
        ],
      },
    };
    const withPoints = (points: string) => {
      const contract = scoring(table);
      const [commitment] = contract.commitments;
      const credits = [
        { id: "bad", clause: "6.2", on: "measured", how: "flat", give: { points } },
      ] as Credit[];
      return october({ ...contract, commitments: [{ ...commitment, credits }] as never }, two)
        .totals.lines;
    };
    const cases = ["9", "9.999", "10", "14.5", "15", "19", "20", "30"].map(withPoints);
    expect(cases).toEqual(["0.00", "0.00", "20.00", "20.00", "40.00", "40.00", "50.00", "70.00"]);
  });

  it("no points, no line; and without a conversion they are only listed", () => {
    expect(october(scoring(perPoint()), []).lines).toEqual([]);
    const listed = october(scoring(undefined), two);
    expect(listed.lines.map(({ inKind }) => inKind)).toEqual([
      [{ unit: "points", count: "3" }],
      [{ unit: "points", count: "2" }],
    ]);
  });

  it("a pool at risk: points of a share of a share, never above it (31, 32)", () => {
    // 10 % of 1,000.00 is at risk, 30 % of that for each point: 5 points are 150.00, of which 100.00.
    const contract = scoring(
      { ...perPoint("30"), base: "at-risk" },
      {
        bases: [
          { id: "monthly", of: ["fee"] },
          { id: "at-risk", of: ["monthly"], percent: "10" },
        ],
        caps: [
          {
            id: "at-risk-amount",
            clause: "8",
            covers: "all",
            per: "calendar-month",
            limit: { percent: "100", base: "at-risk" },
            excess: "lost",
          },
        ],
      },
    );
    const statement = october(contract, two);
    expect(statement.lines.at(-1)).toMatchObject({ exact: "150", amount: "100.00" });
    expect(statement.caps).toMatchObject([{ before: "150.00", after: "100.00" }]);
  });

  it("is claimed for the period as any line, and paid as the clause says", () => {
    const contract = scoring(
      { ...perPoint(), payout: { as: "price-adjustment", on: "next-invoice" } },
      {
        claim: {
          on: "request",
          stages: [{ what: "claim", within: { days: 30 }, after: "event-end" }],
        },
      },
    );
    const claim = {
      type: "claim",
      id: "C-1",
      at: "2026-11-02T00:00:00Z",
      stage: "claim",
      period: "2026-10",
    };
    const statement = october(contract, [...two, claim]);
    expect(statement.lines.at(-1)).toMatchObject({
      id: "points/2026-10",
      status: "claimable",
      // No single event gave them: the window counts from the end of the period, 30 days.
      claim: { lastDate: "2026-11-30", record: "C-1" },
      payout: { as: "price-adjustment", on: "next-invoice" },
    });
  });

  it("of many lines the sum stands as its value", () => {
    const many = Array.from({ length: 13 }, (_, index) => ({
      ...availability,
      id: `a${index + 10}`,
      credits: [
        { id: "p", clause: "6.2", on: "measured", how: "flat", give: { points: "1" } },
      ] as Credit[],
    }));
    const statement = october(contractOf({ commitments: many, points: perPoint() }), two);
    expect(statement.lines.at(-1)).toMatchObject({ id: "points/2026-10", amount: "65.00" });
    expect(statement.lines.at(-1)?.steps[0]).toMatchObject({ op: "sum", in: "13", out: "13" });
  });
});

describe("semantics 30, 36: points that double with a repeated failure", () => {
  const repeating = (changes: Partial<ContractInput> = {}) =>
    scoring({ ...perPoint("1"), repeat: { consecutive: 2, times: "2" } }, changes);
  const month = (
    label: string,
    contract: ContractInput,
    rows: readonly object[],
    issued: Statement[],
  ) =>
    settled({
      contract,
      rows: [coverage, ...rows],
      period: label,
      asOf: "2027-06-01T00:00:00Z",
      issued,
    });

  it("the second failure in a row and every further one; a kept month ends the row", () => {
    const rows = ["07", "08", "09", "11"].map((number) =>
      outage(`INC-${number}`, `2026-${number}-03T00:00:00Z`, `2026-${number}-03T01:00:00Z`),
    );
    const issued: Statement[] = [];
    for (const label of ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11"])
      issued.push(month(label, repeating({ effective: { from: "2026-07-01" } }), rows, issued));
    // 1 + 3 points, 1 % of 1,000.00 each: 4, then 8, 8, none, and 4 again.
    expect(issued.map(({ totals }) => totals.lines)).toEqual([
      "40.00",
      "80.00",
      "80.00",
      "0.00",
      "40.00",
    ]);
    expect(issued[1]?.lines[0]).toMatchObject({
      id: "availability/web/2026-08/bad",
      inKind: [{ unit: "points", count: "6" }],
    });
    expect(issued[1]?.lines[0]?.steps).toContainEqual(
      expect.objectContaining({ op: "times", clause: "msa 7", in: "3 × 2", out: "6" }),
    );
    expect(issued[1]?.manifest.issued).toHaveLength(1);
  });

  it("asks for the month before (38), where it failed and points are given", () => {
    const contract = repeating();
    const parsed = parseContract(contract);
    const refusal = (rows: readonly object[]) => {
      const result = safeSettle({
        contract: parsed,
        records: parseRecords([coverage, ...rows], parsed),
        period: "2026-10",
        asOf: "2026-11-05T00:00:00Z",
      });
      return result.ok ? [] : result.issues.map(({ code, value }) => `${code} ${value}`);
    };
    expect(refusal([])).toEqual([]);
    expect(refusal(two)).toEqual([
      "history.missing availability/web/2026-09",
      "history.missing availability/web/2026-09",
    ]);
  });

  it("what is given beside points stays as it is", () => {
    const contract = contractOf({
      ...first,
      commitments: [
        {
          ...availability,
          credits: [
            { id: "days", clause: "6.1", on: "measured", how: "flat", give: { days: "2" } },
          ] as Credit[],
        },
      ],
      points: { ...perPoint(), repeat: { consecutive: 1, times: "3" } },
    });
    expect(october(contract, two).lines).toMatchObject([
      { inKind: [{ unit: "days", count: "2" }] },
    ]);
  });

  it("of points and days by the length of each outage only the points double", () => {
    const tiers = [
      { from: "PT0S", below: "PT90M", give: { points: "1" } },
      { from: "PT90M", give: { days: "2" } },
    ];
    const credit = { id: "each", clause: "6.1", on: "each-miss", how: "tiers", tiers } as Credit;
    const contract = contractOf({
      ...first,
      commitments: [{ ...availability, credits: [credit] }],
      points: { ...perPoint(), repeat: { consecutive: 1, times: "3" } },
    });
    const rows = [...two, outage("INC-3", "10-12T00:00", "10-12T02:00")];
    // Two of an hour are a point each, three times over; one of two hours gives two days.
    expect(october(contract, rows).lines[0]?.inKind).toMatchObject([
      { unit: "points", count: "6" },
      { unit: "days", count: "2" },
    ]);
  });

  it("a row of one is every failure", () => {
    const contract = scoring({ ...perPoint("1"), repeat: { consecutive: 1, times: "3" } }, first);
    // 3 × 2 + 3 × 3 = 15 points.
    expect(october(contract, two).totals.lines).toBe("150.00");
  });
});

describe("points: what is refused", () => {
  it.each([
    {
      points: { ...perPoint(), base: "none" },
      code: "contract.unknown-base",
      why: "a base that is not there",
    },
    {
      points: { ...perPoint("-1") },
      code: "decimal.negative",
      why: "less than nothing for a point",
    },
    {
      points: { ...perPoint(), repeat: { consecutive: 2, times: "-2" } },
      code: "decimal.negative",
      why: "less than nothing for a repeat",
    },
    {
      points: { ...perPoint(), base: "own" },
      code: "base.scope-outside-commitment",
      why: "a base that follows a scope",
    },
    {
      points: {
        ...perPoint(),
        convert: { tiers: [{ from: "5", below: "4", give: { percent: "1" } }] },
      },
      code: "tier.reversed",
      why: "a row upside down",
    },
    {
      points: { ...perPoint(), convert: { tiers: [{ from: "PT1H", give: { percent: "1" } }] } },
      code: "credit.axis-mismatch",
      why: "points are no time",
    },
    {
      points: {
        ...perPoint(),
        convert: {
          tiers: [
            { from: "0", below: "5", give: "nothing" },
            { from: "6", give: { percent: "1" } },
          ],
        },
      },
      code: "tier.gap",
      why: "5 to 6 points in no row",
    },
    {
      points: {
        ...perPoint(),
        convert: {
          tiers: [
            { below: "5", give: { percent: "1" } },
            { below: "9", give: { percent: "1" } },
          ],
        },
      },
      code: "tier.overlap",
      why: "two rows from the start",
    },
    {
      points: { ...perPoint(), convert: { tiers: [{ from: "0", give: { points: "2" } }] } },
      code: "points.not-money",
      why: "points for points",
    },
  ])("$code: $why", ({ points, code }) => {
    const contract = scoring(points as Points, {
      bases: [
        { id: "monthly", of: ["fee"] },
        { id: "own", of: "scope" },
      ],
    });
    const parsed = safeParseContract(contract);
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.code)).toEqual([code]);
  });

  it("the path leads to the row of the table", () => {
    const tiers = [
      { below: "5", give: { percent: "1" } },
      { from: "9", below: "8", give: { percent: "2" } },
    ];
    const parsed = safeParseContract(scoring({ ...perPoint(), convert: { tiers } } as Points));
    expect(parsed.ok ? [] : parsed.issues.map(({ path }) => path.join("."))).toEqual([
      "points.convert.tiers.1",
    ]);
  });
});

it.each([
  [12, Array(12).fill("1").join(" + ")],
  [13, "13"],
] as const)("semantics 30: the points of %i credits are added up as %s", (count, sum) => {
  const credits = Array.from({ length: count }, (_, index) => ({
    id: `point-${index}`,
    clause: "6.1",
    on: "measured",
    how: "flat",
    give: { points: "1" },
  }));
  const contract = scoring(perPoint(), {
    commitments: [{ ...availability, credits: credits as Credit[] }],
  });
  const steps = october(contract, two).lines.flatMap((line) => line.steps);
  expect(steps).toContainEqual(expect.objectContaining({ op: "sum", in: sum, out: String(count) }));
});
