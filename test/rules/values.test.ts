import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, parseContract, parseRecords, settle } from "../../src/index.ts";
import { contractOf, linesOf, resultOf, settled, stamp, work } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Values = Extract<Commitment["measure"], { facts: "values" }>;
type Tally = Extract<Commitment["measure"], { facts: "tally" }>;

/** A voice score of at least 3.9. */
const voice = (measure: Partial<Values> = {}, more: Partial<Commitment> = {}) =>
  contractOf({
    commitments: [
      {
        id: "voice",
        clause: "3.1",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { facts: "values", figure: "mean", of: "mos", ...measure },
        excludes: [],
        targets: [{ atLeast: "3.9" }],
        ...more,
      },
    ],
    exclusions: [
      { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
    ],
  });

const sample = (at: string, value: string | undefined, more: object = {}) => ({
  type: "sample",
  service: "web",
  of: "mos",
  at: stamp(at),
  ...(value === undefined ? {} : { value }),
  ...more,
});

const fact = (id: string, at: string, value: string | undefined, more: object = {}) => ({
  type: "fact",
  id,
  fact: "mos",
  at: stamp(at),
  ...(value === undefined ? {} : { value }),
  ...more,
});

const days = (...values: readonly string[]) =>
  values.map((value, at) => sample(`10-${String(at + 1).padStart(2, "0")}T12:00`, value));

const outcome = (
  measure: Partial<Values>,
  rows: readonly object[],
  more: Partial<Commitment> = {},
) => {
  const result = resultOf(settled({ contract: voice(measure, more), rows }));
  return result.figure?.exact ?? result.whyNot;
};

describe("the mean of values (semantics 20)", () => {
  it("is exact, in the unit of the values: 4, 3.5 and 4.25 are 47/12", () => {
    const result = resultOf(settled({ contract: voice(), rows: days("4", "3.5", "4.25") }));
    // 11.75 ÷ 3 = 3.916666…; at least is promised, so it is cut off downwards.
    expect(result.figure).toEqual({ exact: "47/12", unit: "value", shown: "3.916666" });
    expect([result.verdict, result.bad, result.whole]).toEqual(["met", "11.75", "3"]);
    expect(result.values).toEqual({ counted: 3, excluded: 0 });
    expect(result.steps.map(({ op, in: text, out }) => [op, text, out].join(" "))).toEqual([
      "period 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z 2678400000",
      "count  3",
      "figure 11.75 ÷ 3 47/12",
      "target 47/12 ≥ 3.9 met",
    ]);
  });

  it("takes samples and facts together, of the service or of none in particular", () => {
    const rows = [
      ...days("4"),
      fact("F-1", "10-02T00:00", "-2"),
      fact("F-2", "10-03T00:00", "0.125", { service: "web" }),
      fact("F-3", "10-04T00:00", undefined),
      fact("F-4", "11-01T00:00", "9"),
      { ...fact("F-5", "10-04T00:00", "9"), fact: "other" },
    ];
    const statement = settled({ contract: voice(), rows });
    // (4 − 2 + 0.125) ÷ 3
    expect(resultOf(statement).figure?.exact).toBe("17/24");
    expect(statement.manifest.rows).toMatchObject({ in: 6, used: 3, outside: 3 });
  });

  it("is held against any bound, and told beside a credit that reads it", () => {
    const contract = voice(
      {},
      {
        targets: [{ lessThan: "4" }],
        credits: [
          {
            id: "rows",
            clause: "6.1",
            on: "measured",
            how: "tiers",
            tiers: [{ from: "4", give: { amount: "30.00" } }],
          },
        ],
      },
    );
    const statement = settled({ contract, rows: days("4") });
    expect(resultOf(statement).verdict).toBe("breached");
    expect(linesOf(statement)).toEqual(["voice/web/2026-10/rows 30.00 automatic"]);
    expect(resultOf(settled({ contract, rows: days("3.999999999999") })).verdict).toBe("met");
  });

  it.each([
    { rows: [], why: "no-data" },
    { rows: [sample("10-01T00:00", undefined, { state: "up" })], why: "empty-population" },
    { rows: days("4"), why: "too-few" },
    { rows: days("4", "4"), why: "4" },
  ])("has no figure: $why", ({ rows, why }) => {
    expect(outcome({ minimumCount: 2 }, rows)).toBe(why);
  });

  it("leaves out what was measured in an excluded window", () => {
    const rows = [
      ...days("4", "1"),
      fact("F-1", "10-02T11:59", "1"),
      fact("F-2", "10-02T13:00", "3"),
      work("CHG-1", "10-02T11:00", "10-02T13:00", { impact: "none" }),
    ];
    const statement = settled({ contract: voice({}, { excludes: ["planned"] }), rows });
    expect(resultOf(statement).figure?.exact).toBe("3.5");
    expect(resultOf(statement).values).toEqual({ counted: 2, excluded: 2 });
    expect(statement.evidence.excluded).toMatchObject([{ rule: "planned", record: "CHG-1" }]);
    const all = work("CHG-2", "10-01T00:00", "11-01T00:00", { impact: "none" });
    expect(outcome({}, [...days("4"), all], { excludes: ["planned"] })).toBe("empty-population");
  });

  it("is calculated to decimals where the contract says so (28)", () => {
    const calculatedTo = { decimals: 1, round: "half-up" } as const;
    expect(outcome({ calculatedTo }, days("4", "3.5", "4.25"))).toBe("3.9");
  });
});

describe("the percentile of values (semantics 16, 20)", () => {
  const percentile = (at: string, method: "nearest-rank" | "linear"): Partial<Values> => ({
    figure: "percentile",
    percentile: { at, method },
  });

  it.each([
    { at: "95", method: "nearest-rank", exact: "100", why: "rank ceil(0.95 × 4) = 4" },
    { at: "75", method: "nearest-rank", exact: "30.5", why: "rank 3" },
    { at: "50", method: "linear", exact: "25.25", why: "half way from 20 to 30.5" },
  ] as const)("$at, $method: $why", ({ at, method, exact }) => {
    expect(outcome(percentile(at, method), days("100", "20", "30.5", "1"))).toBe(exact);
  });

  it("sorts decimals by their value, negative ones too", () => {
    const rows = days("0.5", "-3", "10", "-0.25", "9.999999999999");
    expect(outcome(percentile("40", "nearest-rank"), rows)).toBe("-0.25");
    expect(outcome(percentile("80", "nearest-rank"), rows)).toBe("9.999999999999");
  });
});

describe("the mean score of requests (semantics 20)", () => {
  const scored = (measure: Partial<Tally>, more: Partial<Commitment> = {}) =>
    contractOf({
      commitments: [
        {
          id: "requests",
          clause: "3.1",
          scope: { service: "web" },
          period: "calendar-month",
          measure: {
            facts: "tally",
            figure: "mean-score",
            of: "requests",
            zeroTraffic: "left-out",
            ...measure,
          },
          excludes: [],
          targets: [{ atLeast: "99.5" }],
          ...more,
        },
      ],
      exclusions: (["window", "downtime", "downtime-and-its-time"] as const).map((removes) => ({
        id: removes,
        clause: "4.2",
        matches: { kind: "maintenance" },
        removes,
      })),
    });

  /** 1 up to a second, 0.5 up to ten, 0 if slower or failed. */
  const scores = [{ atMost: "1", score: "1" }, { atMost: "10", score: "0.5" }, { score: "0" }];
  const request = (at: string, value: string | undefined, more: object = {}) =>
    sample(at, value, { of: "requests", ...more });
  const rows = [
    request("10-01T00:00", "1"),
    request("10-01T00:01", "1.001"),
    request("10-01T00:02", "10"),
    request("10-01T00:03", "10.5"),
    request("10-01T00:04", undefined, { state: "down" }),
    request("10-01T00:05", undefined, { state: "up" }),
  ];

  it("by the value of each: 1, 0.5, 0.5, 0 and a failed one are 2 of 5", () => {
    const result = resultOf(settled({ contract: scored({ scores }), rows }));
    expect(result.figure?.exact).toBe("40");
    expect([result.bad, result.whole]).toEqual(["3", "5"]);
  });

  it("values of another name are none of these", () => {
    const other = request("10-01T00:06", "1", { of: "logins" });
    const result = resultOf(settled({ contract: scored({ scores }), rows: [...rows, other] }));
    expect([result.figure?.exact, result.whole]).toEqual(["40", "5"]);
  });

  it("what no row holds, and what failed, earns nothing", () => {
    const some = scores.slice(0, 2);
    expect(resultOf(settled({ contract: scored({ scores: some }), rows })).figure?.exact).toBe(
      "40",
    );
  });

  it.each([
    { removes: "window", exact: "100/3", why: "0.5, 0.5 and 0 of three" },
    { removes: "downtime-and-its-time", exact: "100/3", why: "a request cannot leave by halves" },
    { removes: "downtime", exact: "60", why: "1, 0.5, 0.5, 0 and one forgiven" },
  ] as const)("removes $removes: $why", ({ removes, exact }) => {
    const works = [
      work("CHG-1", "10-01T00:00", "10-01T00:01", { impact: "none" }),
      work("CHG-2", "10-01T00:04", "10-01T00:05", { impact: "none" }),
    ];
    const contract = scored({ scores }, { excludes: [removes] });
    expect(resultOf(settled({ contract, rows: [...rows, ...works] })).figure?.exact).toBe(exact);
  });

  const weights = { fast: "1", tolerated: "0.5", failed: "0" };
  const bucket = (name: string, total: number, hour: number, more: object = {}) => ({
    type: "bucket",
    service: "web",
    of: `requests.${name}`,
    from: stamp(`10-01T0${hour}:00`),
    until: stamp(`10-01T0${hour + 1}:00`),
    good: 0,
    total,
    ...more,
  });

  it("by the name it is counted under: 90 fast, 6 tolerated, 4 failed are 93 of 100", () => {
    const counted = [
      bucket("fast", 95, 0, { excluded: 5 }),
      bucket("tolerated", 6, 0),
      bucket("failed", 4, 1),
    ];
    const result = resultOf(
      settled({ contract: scored({ weights, bucket: "PT1H" }), rows: counted }),
    );
    expect(result.figure?.exact).toBe("93");
    // Two hours have a bucket of some name.
    expect(result.tally).toMatchObject({ unknownMs: String(742 * 3_600_000), gaps: 1 });
  });

  it.each([
    { removes: "window", exact: "50", why: "six tolerated are left" },
    { removes: "downtime-and-its-time", exact: "50", why: "the four leave both sides" },
    { removes: "downtime", exact: "70", why: "four are forgiven: 4 + 3 of 10" },
  ] as const)("by name, removes $removes: $why", ({ removes, exact }) => {
    const all = [
      bucket("tolerated", 6, 0),
      bucket("failed", 4, 1),
      work("CHG-1", "10-01T01:00", "10-01T02:00", { impact: "none" }),
    ];
    const contract = scored({ weights, partlyExcluded: "kept" }, { excludes: [removes] });
    expect(resultOf(settled({ contract, rows: all })).figure?.exact).toBe(exact);
  });

  it.each([
    { minimum: 5, outcome: "40" },
    { minimum: 6, outcome: "too-few" },
  ])("five requests against a minimum of $minimum: $outcome", ({ minimum, outcome: wanted }) => {
    const minimumTraffic = { requests: minimum, under: "not-measured" } as const;
    const result = resultOf(settled({ contract: scored({ scores, minimumTraffic }), rows }));
    expect(result.figure?.exact ?? result.whyNot).toBe(wanted);
  });

  it("without any request there is nothing to score", () => {
    const none = [request("10-01T00:05", undefined, { state: "up" })];
    expect(resultOf(settled({ contract: scored({ scores }), rows: none })).whyNot).toBe(
      "empty-population",
    );
    expect(resultOf(settled({ contract: scored({ scores }), rows: [] })).whyNot).toBe("no-data");
  });
});

it("a value with an id is explained by its instant", () => {
  const parsed = parseContract(voice());
  const rows = [sample("10-01T12:00", "4", { id: "S-1" })];
  const records = parseRecords(rows, parsed);
  const statement = settle({
    contract: parsed,
    records,
    period: "2026-10",
    asOf: stamp("11-05T00:00"),
  });
  const { facts } = explain(statement, { record: "S-1" }, { rows });
  expect(facts.map(({ effect }) => effect)).toEqual([
    "voice/web/2026-10: one value, at 2026-10-01T12:00:00Z, in the period",
  ]);
});
