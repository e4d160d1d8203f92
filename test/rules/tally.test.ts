import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, parseContract, parseRecords, safeParseRecords, settle } from "../../src/index.ts";
import {
  attribution,
  contractOf,
  linesOf,
  outage,
  resultOf,
  settled,
  stamp,
  tenth,
  work,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Tally = Extract<Commitment["measure"], { facts: "tally" }>;

/** Counts of requests, 99.9 %, a tenth of the fee of 1,000.00 EUR below. */
const requests = (measure: Partial<Tally> = {}, more: Partial<Commitment> = {}): Commitment => ({
  id: "requests",
  clause: "3.1",
  scope: { service: "web" },
  period: "calendar-month",
  measure: { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good", ...measure },
  excludes: [],
  targets: [{ atLeast: "99.9" }],
  credits: [tenth],
  ...more,
});

const contract = (measure: Partial<Tally> = {}, more: Partial<Commitment> = {}, all: object = {}) =>
  contractOf({ commitments: [requests(measure, more)], ...all });

const mean = (measure: Partial<Tally> = {}): Partial<Tally> => ({
  figure: "mean-of-ratios",
  bucket: "PT1H",
  ...measure,
});

/** Hour 0 is midnight of 1 October 2026 in UTC. */
const hour = (at: number) => new Date(Date.UTC(2026, 9, 1, at)).toISOString().replace(".000Z", "Z");

const bucket = (at: number, good: number, total: number, more: object = {}) => ({
  type: "bucket",
  service: "web",
  of: "requests",
  from: hour(at),
  until: hour(at + 1),
  good,
  total,
  ...more,
});

/** One bucket an hour from midnight of 1 October, as [good, total]. */
const hours = (...counts: readonly (readonly [good: number, total: number])[]) =>
  counts.map(([good, total], at) => bucket(at, good, total));

const figureOf = (
  measure: Partial<Tally>,
  rows: readonly object[],
  more: Partial<Commitment> = {},
) => {
  const result = resultOf(settled({ contract: contract(measure, more), rows }));
  return result.figure?.exact ?? result.whyNot;
};

describe("ratio over the period (semantics 20)", () => {
  it("adds what went well and what was attempted: 1,996 of 2,000 is 99.8", () => {
    const statement = settled({ contract: contract(), rows: hours([999, 1000], [997, 1000]) });
    const result = resultOf(statement);
    expect(result.figure).toEqual({ exact: "99.8", unit: "percent", shown: "99.800000" });
    expect([result.verdict, result.bad, result.whole]).toEqual(["breached", "4", "2000"]);
    expect(linesOf(statement)).toEqual(["requests/web/2026-10/tenth 100.00 automatic"]);
  });

  it("weighs requests, not buckets: 999 of 1,000 beside 0 of 1 is 999 of 1,001", () => {
    expect(figureOf({}, hours([999, 1000], [0, 1]))).toBe("99900/1001");
  });

  it("leaves attempts that are tagged as excluded out of both sides (semantics 24)", () => {
    // 1,000 attempts, 10 of them tagged: 980 of 990.
    const rows = [bucket(0, 980, 1000, { excluded: 10 })];
    const result = resultOf(settled({ contract: contract(), rows }));
    expect(result.figure?.exact).toBe("9800/99");
    expect(result.tally).toMatchObject({ good: "980", total: "990", tagged: "10", buckets: 1 });
  });

  it.each([
    { zeroTraffic: "good", figure: "100" },
    { zeroTraffic: "bad", figure: "0" },
    { zeroTraffic: "left-out", figure: "empty-population" },
  ] as const)(
    "a period without any attempt is $zeroTraffic: $figure",
    ({ zeroTraffic, figure }) => {
      expect(figureOf({ zeroTraffic }, hours([0, 0]))).toBe(figure);
    },
  );

  it.each([
    { under: "good", figure: "100", why: "99 of at least 100" },
    { under: "bad", figure: "0", why: "the contract says so" },
    { under: "not-measured", figure: "too-few", why: "no figure at all" },
  ] as const)("too little traffic in the period is $under: $why", ({ under, figure }) => {
    const minimumTraffic = { requests: 100, under };
    expect(figureOf({ minimumTraffic }, hours([90, 99]))).toBe(figure);
    expect(figureOf({ minimumTraffic }, hours([90, 99], [1, 1]))).toBe("91");
  });

  it("says what little traffic made of the figure", () => {
    const minimumTraffic = { requests: 100, under: "bad" } as const;
    const steps = (rows: readonly object[]) =>
      resultOf(settled({ contract: contract({ minimumTraffic }), rows })).steps.map(
        ({ op, in: text, out }) => [op, text, out].filter((part) => part !== undefined).join(": "),
      );
    expect(steps(hours([90, 99]))).toEqual([
      "period: 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z: 2678400000",
      "denominator: 99",
      "count: 99",
      "traffic: 99 of at least 100: bad",
      "figure: 0",
      "target: 0.000000 ≥ 99.9: breached",
    ]);
    expect(steps(hours([0, 0]))).toContain("traffic: no traffic: good");
    expect(steps(hours([90, 100])).slice(1, 4)).toEqual([
      "denominator: 100",
      "count: 100 − 90: 10",
      "figure: (100 − 10) × 100 ÷ 100: 90",
    ]);
  });

  it("without any row there is no data, whatever empty buckets are", () => {
    expect(figureOf({}, [])).toBe("no-data");
    expect(figureOf(mean(), [])).toBe("no-data");
  });
});

describe("mean of the buckets' ratios (semantics 20)", () => {
  it("weighs every bucket alike: 100 % and 50 % are 75 %, whatever their traffic", () => {
    const result = resultOf(
      settled({ contract: contract(mean()), rows: hours([1000, 1000], [1, 2]) }),
    );
    expect(result.figure?.exact).toBe("75");
    expect([result.bad, result.whole]).toEqual(["0.5", "2"]);
    expect(result.tally).toMatchObject({ buckets: 2, good: "1001", total: "1002" });
  });

  it("is exact: thirds and sevenths meet in 21sts", () => {
    // 1/3 and 2/7 failed: 13/21 of two buckets, so 100 × (2 − 13/21) / 2.
    expect(figureOf(mean(), hours([2, 3], [5, 7]))).toBe("1450/21");
  });

  it.each([
    { zeroTraffic: "good", figure: "75", buckets: 2, leftOut: 0 },
    { zeroTraffic: "bad", figure: "25", buckets: 2, leftOut: 0 },
    { zeroTraffic: "left-out", figure: "50", buckets: 1, leftOut: 1 },
  ] as const)("an empty bucket is $zeroTraffic: $figure", ({ zeroTraffic, figure, ...counts }) => {
    const rows = hours([0, 0], [1, 2]);
    const result = resultOf(settled({ contract: contract(mean({ zeroTraffic })), rows }));
    expect(result.figure?.exact).toBe(figure);
    expect(result.tally).toMatchObject({ zeroTraffic: 1, ...counts });
  });

  it.each([
    { under: "good", figure: "75", buckets: 2, leftOut: 0, unknownHours: 742 },
    { under: "bad", figure: "25", buckets: 2, leftOut: 0, unknownHours: 742 },
    { under: "left-out", figure: "50", buckets: 1, leftOut: 1, unknownHours: 742 },
    { under: "not-measured", figure: "50", buckets: 1, leftOut: 0, unknownHours: 743 },
  ] as const)("a bucket with little traffic is $under: $figure", ({ under, figure, ...counts }) => {
    // The bucket of 9 attempts is under 10; the other has 10 of which 5 failed. 744 hours in October.
    const rows = hours([3, 9], [5, 10]);
    const minimumTraffic = { requests: 10, under };
    const result = resultOf(settled({ contract: contract(mean({ minimumTraffic })), rows }));
    expect(result.figure?.exact).toBe(figure);
    const { buckets, leftOut, unknownHours } = counts;
    const unknownMs = String(unknownHours * 3_600_000);
    expect(result.tally).toMatchObject({ underMinimum: 1, buckets, leftOut, unknownMs });
  });

  it("has no figure when every bucket is left out", () => {
    expect(figureOf(mean({ zeroTraffic: "left-out" }), hours([0, 0]))).toBe("empty-population");
  });

  it("an attempt that is tagged as excluded may leave a bucket empty", () => {
    const rows = [bucket(0, 0, 5, { excluded: 5 }), bucket(1, 1, 2)];
    expect(figureOf(mean(), rows)).toBe("75");
  });
});

describe("what is not known (semantics 19)", () => {
  /** 31 days of hours, without those in `missing`. */
  const month = (missing: readonly number[]) =>
    Array.from({ length: 744 }, (_, at) => bucket(at, 9, 10)).filter(
      (_, at) => !missing.includes(at),
    );

  it("hours without a bucket are gaps; their time is unknown", () => {
    const rows = month([5, 6, 100]);
    const result = resultOf(settled({ contract: contract(mean()), rows }));
    // 3 of 744 hours: 741/744 is 99.596774… %.
    expect(result.tally).toMatchObject({
      unknownMs: "10800000",
      gaps: 2,
      coverage: "99.596774",
      buckets: 741,
    });
    expect(result.figure?.exact).toBe("90");
  });

  it.each([
    { minCoverage: "99.5", outcome: "90" },
    { minCoverage: "99.6", outcome: "below-coverage" },
  ])("a coverage of 741/744 against $minCoverage: $outcome", ({ minCoverage, outcome }) => {
    expect(figureOf(mean({ minCoverage }), month([5, 6, 100]))).toBe(outcome);
  });

  it("a month without gaps is covered wholly", () => {
    const result = resultOf(
      settled({ contract: contract(mean({ minCoverage: "100" })), rows: month([]) }),
    );
    expect(result.tally).toMatchObject({ unknownMs: "0", gaps: 0, coverage: "100.000000" });
    expect(result.verdict).toBe("breached");
  });
});

describe("which buckets a period has (semantics 5, 15, 17)", () => {
  it("a bucket counts in the period in which it begins, and reaches into the next", () => {
    // 90 minutes from 23:00 on 31 October: counted in October as a whole, and listed.
    const last = {
      ...bucket(0, 1, 2),
      from: "2026-10-31T23:00:00Z",
      until: "2026-11-01T00:30:00Z",
    };
    const statement = settled({ contract: contract(), rows: [last] });
    expect(resultOf(statement).figure?.exact).toBe("50");
    expect(statement.assumptions).toContainEqual({
      path: "records.bucket.requests",
      used: { "counts where it begins": 1 },
      semantics: 17,
    });
    const next = settled({
      contract: contract(),
      rows: [last],
      period: "2026-11",
      asOf: "12-05T00:00",
    });
    expect(resultOf(next).whyNot).toBe("no-data");
    // Its half hour in November is known all the same.
    expect(resultOf(next).tally?.unknownMs).toBe(String((30 * 24 - 0.5) * 3_600_000));
  });

  it("a bucket that is not over at asOf, or was written down later, is not known", () => {
    const rows = [
      bucket(0, 1, 1),
      bucket(1, 0, 1),
      bucket(2, 0, 1, { recordedAt: stamp("10-02T00:00") }),
    ];
    const at = (asOf: string) =>
      resultOf(settled({ contract: contract(), rows, asOf })).figure?.exact;
    expect(at("10-01T01:30")).toBe("100");
    expect(at("10-01T02:00")).toBe("50");
    expect(at("10-01T23:00")).toBe("50");
    expect(at("10-02T00:00")).toBe("100/3");
  });

  it("rows of another name or service change nothing, and are told once", () => {
    const rows = [
      ...hours([9, 10]),
      bucket(0, 0, 7, { of: "request" }),
      bucket(1, 0, 7, { of: "request" }),
      bucket(0, 0, 7, { of: undefined }),
    ];
    const statement = settled({ contract: contract(), rows });
    expect(resultOf(statement).figure?.exact).toBe("90");
    expect(statement.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'series.not-measured: nothing looks at the buckets "web"; they change no figure',
      'series.not-measured: nothing looks at the buckets "request of web"; they change no figure',
    ]);
    expect(statement.manifest.rows).toMatchObject({ in: 4, used: 1, outside: 3 });
  });
});

describe("pooled members (semantics 21)", () => {
  const services = [
    { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
    { id: "api", charges: [] },
  ];
  const pooled = (measure: Partial<Tally> = {}) =>
    contract(measure, { scope: { pooled: ["web", "api"] }, credits: [] }, { services });

  it("adds good and total, or the shares of all buckets", () => {
    const rows = [
      bucket(0, 1, 2),
      bucket(0, 9, 10, { service: "api" }),
      bucket(1, 8, 8, { service: "api" }),
    ];
    const exact = (measure: Partial<Tally>) =>
      resultOf(settled({ contract: pooled(measure), rows })).figure?.exact;
    expect(exact({})).toBe("90");
    // Shares of failures 1/2, 1/10 and 0 over three buckets: 100 × (3 − 0.6) / 3.
    expect(exact(mean())).toBe("80");
  });

  it("time is known for each member by itself", () => {
    const rows = [
      bucket(0, 1, 1),
      bucket(0, 1, 1, { service: "api" }),
      bucket(1, 1, 1, { service: "api" }),
    ];
    const result = resultOf(settled({ contract: pooled(), rows }));
    expect(result.tally).toMatchObject({ unknownMs: String((2 * 744 - 3) * 3_600_000), gaps: 2 });
  });
});

describe("exclusions (semantics 23, 24)", () => {
  type Effect = "window" | "downtime" | "downtime-and-its-time" | "nothing";
  const excluding = (removes: Effect, measure: Partial<Tally>, more: object = {}) =>
    contract(
      measure,
      { excludes: ["planned"], credits: [] },
      {
        exclusions: [
          { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes, ...more },
        ],
      },
    );
  /** Hour 1 fails wholly, hour 2 by half. */
  const rows = hours([10, 10], [0, 10], [5, 10], [10, 10]);
  const measured = (
    removes: Effect,
    measure: Partial<Tally>,
    window: readonly [from: string, until: string] = ["10-01T01:00", "10-01T02:00"],
  ) =>
    resultOf(
      settled({
        contract: excluding(removes, { partlyExcluded: "kept", ...measure }),
        rows: [...rows, work("CHG-1", ...window, { impact: "none" })],
      }),
    );

  it.each([
    {
      removes: "window",
      ratio: "250/3",
      mean: "250/3",
      why: "25 of 30; 1, 0.5 and 1 over three buckets",
    },
    { removes: "downtime", ratio: "87.5", mean: "87.5", why: "35 of 40; 1, 1, 0.5, 1" },
    {
      removes: "downtime-and-its-time",
      ratio: "250/3",
      mean: "87.5",
      why: "its ten failures leave; nothing attempted is left in it",
    },
    { removes: "nothing", ratio: "62.5", mean: "62.5", why: "25 of 40" },
  ] as const)(
    "a bucket wholly inside, removes $removes: $why",
    ({ removes, ratio, mean: average }) => {
      expect(measured(removes, {}).figure?.exact).toBe(ratio);
      expect(measured(removes, mean()).figure?.exact).toBe(average);
    },
  );

  it("says which rule took what, each bucket once", () => {
    const { tally } = measured("window", {}, ["10-01T00:30", "10-01T02:00"]);
    expect(tally).toMatchObject({
      partlyExcluded: 1,
      excluded: [{ rule: "planned", record: "CHG-1", buckets: 1, failures: "10", attempts: "10" }],
      unknownMs: String((744 - 4) * 3_600_000),
    });
    const statement = settled({
      contract: excluding("window", { partlyExcluded: "left-out" }),
      rows: [...rows, work("CHG-1", "10-01T00:30", "10-01T02:00", { impact: "none" })],
    });
    expect(statement.evidence.excluded).toEqual([
      {
        result: "requests/web/2026-10",
        rule: "planned",
        clause: "msa 4.2",
        record: "CHG-1",
        from: "2026-10-01T00:30:00Z",
        until: "2026-10-01T02:00:00Z",
        downMs: "0",
        windowMs: "5400000",
        alsoCoveredBy: [],
      },
    ]);
    expect(statement.manifest.rows).toMatchObject({ in: 5, used: 5, outside: 0 });
  });

  it.each([
    { partlyExcluded: "kept", exact: "250/3", why: "25 of 30: the hour before counts as it is" },
    { partlyExcluded: "left-out", exact: "75", why: "15 of 20" },
    {
      partlyExcluded: "kept-if-its-rest-qualifies",
      exact: "250/3",
      why: "10 attempts are one at least",
    },
  ] as const)(
    "a bucket that is covered by half is $partlyExcluded: $why",
    ({ partlyExcluded, exact }) => {
      const window = ["10-01T00:30", "10-01T02:00"] as const;
      expect(measured("window", { partlyExcluded }, window).figure?.exact).toBe(exact);
    },
  );

  /** An hour without failures, and one that failed wholly, is covered by half, and has so many tagged. */
  const restOf = (excluded: number, measure: Partial<Tally>) =>
    resultOf(
      settled({
        contract: excluding(
          "window",
          mean({ partlyExcluded: "kept-if-its-rest-qualifies", ...measure }),
        ),
        rows: [
          bucket(0, 10, 10),
          bucket(1, 0, 10, { excluded }),
          work("CHG-1", "10-01T01:30", "10-01T02:00", { impact: "none" }),
        ],
      }),
    ).figure?.exact;

  it.each(["left-out", "bad"] as const)(
    "the rest of a bucket qualifies by the attempts that are not tagged, else it leaves: fewer than six are %s",
    (under) => {
      const minimumTraffic = { requests: 6, under } as const;
      expect(restOf(4, { minimumTraffic })).toBe("50");
      expect(restOf(5, { minimumTraffic })).toBe("100");
    },
  );

  it("without a minimum one attempt is enough, and none is not: then it is no hour without traffic", () => {
    expect(restOf(9, { zeroTraffic: "bad" })).toBe("50");
    expect(restOf(10, { zeroTraffic: "bad" })).toBe("100");
  });

  it("excluded time is no gap, and may be all there is", () => {
    const all = ["10-01T00:00", "11-01T00:00"] as const;
    expect(measured("window", {}, all).whyNot).toBe("nothing-scheduled");
    const rest = measured("window", {}, ["10-01T04:00", "11-01T00:00"]);
    expect(rest.tally).toMatchObject({ unknownMs: "0", coverage: "100.000000" });
  });

  it("a cause takes the buckets under the outages that have it; without evidence it takes none", () => {
    const of = (evidence: "required" | "not-required") =>
      contract(
        { partlyExcluded: "kept" },
        { excludes: ["carrier"], credits: [] },
        {
          exclusions: [
            {
              id: "carrier",
              clause: "4.3",
              matches: { cause: "third-party" },
              evidence,
              removes: "downtime",
            },
          ],
        },
      );
    const with_ = [
      ...rows,
      outage("INC-1", "10-01T01:00", "10-01T03:00", { cause: "third-party" }),
    ];
    const granted = settled({ contract: of("not-required"), rows: with_ });
    expect(resultOf(granted).figure?.exact).toBe("100");
    const refused = settled({ contract: of("required"), rows: with_ });
    expect(resultOf(refused).figure?.exact).toBe("62.5");
    expect(refused.evidence.rejected).toMatchObject([
      { rule: "carrier", record: "INC-1", reason: "no-evidence" },
    ]);
    expect(refused.manifest.rows).toMatchObject({ in: 5, used: 5 });
  });

  it.each([
    { impact: "down", exact: "87.5", why: "it was an outage with that cause: hour 1 is forgiven" },
    { impact: "none", exact: "62.5", why: "it was none" },
  ])("maintenance as a cause, of work with impact $impact: $why", ({ impact, exact }) => {
    const own = { id: "own", clause: "4.3", matches: { cause: "maintenance" as const } };
    const statement = settled({
      contract: contract(
        { partlyExcluded: "kept" },
        { excludes: ["own"], credits: [] },
        { exclusions: [{ ...own, removes: "downtime" }] },
      ),
      rows: [...rows, work("CHG-1", "10-01T01:00", "10-01T02:00", { impact })],
    });
    expect(resultOf(statement).figure?.exact).toBe(exact);
  });

  it("late notice is told, and the buckets count", () => {
    const statement = settled({
      contract: excluding("window", { partlyExcluded: "kept" }, { notice: "PT48H" }),
      rows: [
        ...rows,
        work("CHG-1", "10-01T01:00", "10-01T02:00", {
          impact: "none",
          announcedAt: stamp("09-30T12:00"),
        }),
      ],
    });
    expect(resultOf(statement).figure?.exact).toBe("62.5");
    expect(statement.evidence.rejected).toMatchObject([
      { record: "CHG-1", reason: "notice-too-short" },
    ]);
  });
});

describe("a figure calculated to decimals (semantics 28)", () => {
  // 9,994 of 10,000 is 99.94: to one decimal half up 99.9.
  const rows = hours([9994, 10_000]);
  const calculatedTo = (round: "half-up" | "up" | "down", only?: "look-up") => ({
    decimals: 1,
    round,
    ...(only === undefined ? {} : { for: only }),
  });
  const target = { targets: [{ atLeast: "99.95" }], credits: [] };

  it.each([
    { round: "half-up", exact: "99.9", verdict: "breached" },
    { round: "up", exact: "100", verdict: "met" },
    { round: "down", exact: "99.9", verdict: "breached" },
  ] as const)(
    "rounded $round it is $exact for test and look-up alike",
    ({ round, exact, verdict }) => {
      const result = resultOf(
        settled({ contract: contract({ calculatedTo: calculatedTo(round) }, target), rows }),
      );
      expect([result.figure?.exact, result.verdict]).toEqual([exact, verdict]);
      expect(result.steps.slice(3, 5)).toMatchObject([
        { op: "figure", out: "99.94" },
        { op: "calculated-to", in: "99.94", out: exact },
      ]);
    },
  );

  it("what the contract says of a period without traffic has no decimals to lose (20)", () => {
    const input = contract({ calculatedTo: calculatedTo("down") }, target);
    const { figure, steps } = resultOf(settled({ contract: input, rows: hours([0, 0]) }));
    expect(figure?.exact).toBe("100");
    expect(steps.map(({ op }) => op)).not.toContain("calculated-to");
  });

  it("for the look-up alone, the test stays exact and the table reads the rounded figure", () => {
    const statement = settled({
      contract: contract(
        { calculatedTo: calculatedTo("down", "look-up") },
        {
          targets: [{ atLeast: "99.95" }],
          credits: [
            {
              id: "rows",
              clause: "6.1",
              on: "measured",
              how: "tiers",
              base: "monthly",
              tiers: [
                { from: "99.92", below: "99.95", give: { percent: "5" } },
                { from: "0", below: "99.92", give: { percent: "10" } },
              ],
            },
          ],
        },
      ),
      rows,
    });
    const result = resultOf(statement);
    expect([result.figure?.exact, result.verdict]).toEqual(["99.94", "breached"]);
    expect(result.steps.at(-2)).toMatchObject({ op: "calculated-to", in: "99.94", out: "99.9" });
    // 99.9 lies in the lower row, 99.94 would lie in the upper one.
    expect(linesOf(statement)).toEqual(["requests/web/2026-10/rows 100.00 automatic"]);
  });
});

it("a bucket with an id is explained by its counts", () => {
  const parsed = parseContract(contract());
  const rows = [
    bucket(0, 9, 10, { id: "B-1", excluded: 1 }),
    bucket(31 * 24, 9, 10, { id: "B-2" }),
    { type: "sample", id: "S-1", service: "web", of: "requests", at: hour(1), value: "3" },
  ];
  const statement = settle({
    contract: parsed,
    records: parseRecords(rows, parsed),
    period: "2026-10",
    asOf: stamp("11-05T00:00"),
  });
  const told = (record: string) =>
    explain(statement, { record }, { rows }).facts.map(({ effect }) => effect);
  expect(told("B-1")).toEqual([
    "requests/web/2026-10: 9 good of 10, 1 of them excluded, at 2026-10-01T00:00:00Z, in the period",
  ]);
  expect(told("B-2")).toEqual([
    "requests/web/2026-10: 9 good of 10, at 2026-11-01T00:00:00Z, outside 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z",
  ]);
  expect(told("S-1")).toEqual([
    "requests/web/2026-10: one value, at 2026-10-01T01:00:00Z, in the period",
  ]);
});

describe("resources (semantics 21)", () => {
  const services = [{ id: "web", resources: ["eu", "us"] }];
  const of = (scope: Commitment["scope"], more: Partial<Commitment> = {}) =>
    contract(
      { partlyExcluded: "kept" },
      { scope, credits: [], ...more },
      {
        services,
        bases: [],
        exclusions: [
          { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "downtime" },
        ],
      },
    );
  const rows = [
    bucket(0, 5, 10, { resource: "eu" }),
    bucket(0, 30, 30, { resource: "us" }),
    bucket(1, 10, 10, { resource: "us" }),
  ];
  const figures = (
    scope: Commitment["scope"],
    more: Partial<Commitment> = {},
    others: object[] = [],
  ) =>
    settled({ contract: of(scope, more), rows: [...rows, ...others] }).results.map(
      ({ scope: name, figure }) => `${name} ${figure?.exact}`,
    );

  it("are judged one by one, or their service as the pool of them", () => {
    expect(figures({ each: { resourcesOf: "web" } })).toEqual(["web:eu 50", "web:us 100"]);
    // 45 of 50.
    expect(figures({ service: "web" })).toEqual(["web 90"]);
    expect(figures({ pooled: { resourcesOf: "web" } })).toEqual(["pooled:web:eu+web:us 90"]);
  });

  it("work on one of them excuses no other; work on the service excuses all", () => {
    const excludes = { excludes: ["planned"] };
    const on = (resource?: string) =>
      work("CHG-1", "10-01T00:00", "10-01T01:00", {
        impact: "none",
        ...(resource === undefined ? {} : { resource }),
      });
    expect(figures({ service: "web" }, excludes, [on("us")])).toEqual(["web 90"]);
    expect(figures({ service: "web" }, excludes, [on("eu")])).toEqual(["web 100"]);
    expect(figures({ service: "web" }, excludes, [on()])).toEqual(["web 100"]);
  });

  it("and their service may not both be counted", () => {
    const parsed = parseContract(of({ service: "web" }));
    const read = safeParseRecords([...rows, bucket(5, 1, 1)], parsed);
    expect(read.ok ? [] : read.issues.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'series.resource-mixed: there are buckets of "requests of eu of web" and of "requests of web"',
      'series.resource-mixed: there are buckets of "requests of us of web" and of "requests of web"',
    ]);
    // What else is counted of the service, or of another one, stands beside nothing.
    const both = [{ id: "web", resources: ["eu", "us"] }, { id: "mail" }];
    const wider = parseContract({ ...of({ service: "web" }), services: both });
    for (const apart of [{ of: "other" }, { service: "mail" }]) {
      const beside = safeParseRecords([...rows, { ...bucket(5, 1, 1), ...apart }], wider);
      expect(beside.ok ? beside.warnings.map(({ code }) => code) : beside.issues).toEqual([
        "series.not-measured",
      ]);
    }
    // Nor are values of the service counts of it.
    const value = { type: "sample", service: "web", of: "requests", at: hour(5), value: "1" };
    const valued = safeParseRecords([...rows, value], parsed);
    expect(valued.ok ? valued.warnings.map(({ code }) => code) : valued.issues).toEqual([
      "series.not-measured",
    ]);
    // Where nobody looks at them, they may.
    const other = [...rows, bucket(5, 1, 1)].map((row) => ({ ...row, of: "other" }));
    expect(safeParseRecords(other, parsed).ok).toBe(true);
  });

  it("are explained beside those of another that has rows without ids", () => {
    const parsed = parseContract(of({ each: { resourcesOf: "web" } }));
    const named = [...rows, bucket(1, 3, 4, { resource: "eu", id: "B-1" })];
    const records = parseRecords(named, parsed);
    const statement = settle({
      contract: parsed,
      records,
      period: "2026-10",
      asOf: stamp("11-05T00:00"),
    });
    const { facts } = explain(statement, { record: "B-1" }, { rows: named });
    expect(facts.map(({ effect }) => effect)).toEqual([
      "requests/web:eu/2026-10: 3 good of 4, at 2026-10-01T01:00:00Z, in the period",
    ]);
  });

  it("counts of the whole service are no counts of a resource", () => {
    const parsed = parseContract(of({ each: { resourcesOf: "web" } }));
    const read = safeParseRecords([bucket(0, 1, 1)], parsed);
    expect(read.ok && read.warnings.map(({ code, hint }) => `${code}: ${hint}`)).toEqual([
      "series.not-measured: no commitment measures buckets of web",
    ]);
  });
});

describe("who excuses what, and who is told of it (semantics 25, 15)", () => {
  const excluding = (matches: object, more: object = {}) =>
    contract(
      { partlyExcluded: "kept" },
      { excludes: ["rule"], credits: [] },
      {
        exclusions: [{ id: "rule", clause: "4.3", matches, removes: "downtime", ...more }],
      },
    );

  it("an attribution names the cause, and is among the rows that were used", () => {
    const rows = [
      bucket(0, 0, 10),
      outage("INC-1", "10-01T00:00", "10-02T00:00"),
      outage("INC-4", "10-30T00:00"),
      outage("INC-2", "10-03T00:00", "10-03T01:00", { cause: "third-party" }),
      outage("INC-3", "09-03T00:00", "09-03T01:00", { cause: "third-party" }),
      attribution("ATT-1", "INC-1"),
    ];
    const statement = settled({ contract: excluding({ cause: "third-party" }), rows });
    expect(resultOf(statement).figure?.exact).toBe("100");
    expect(statement.evidence.excluded.map(({ record, attribution: by }) => [record, by])).toEqual([
      ["INC-1", "ATT-1"],
      ["INC-2", undefined],
    ]);
    expect(statement.manifest.rows).toMatchObject({ in: 6, used: 5, outside: 1 });
    // Known as of two o'clock, the outage goes on.
    const early = settled({
      contract: excluding({ cause: "third-party" }),
      rows,
      asOf: "10-01T02:00",
    });
    expect(resultOf(early).verdict).toBe("pending");
  });

  it("an outage that goes on excuses everything up to what is known (15)", () => {
    const rows = [
      bucket(0, 0, 10),
      bucket(1, 10, 10),
      bucket(2, 0, 10),
      outage("INC-1", "10-01T02:00", undefined, { cause: "third-party" }),
    ];
    const statement = settled({ contract: excluding({ cause: "third-party" }), rows });
    // Of 30 attempts the ten failures of hour 0 count, those of hour 2 are forgiven.
    expect(resultOf(statement).bad).toBe("10");
  });

  it("of ten attempts, four of them good, six failures are excused (24)", () => {
    const rows = [
      bucket(0, 4, 10),
      outage("INC-1", "10-01T00:00", "10-01T01:00", { cause: "third-party" }),
    ];
    const { tally } = resultOf(settled({ contract: excluding({ cause: "third-party" }), rows }));
    expect(tally?.excluded).toMatchObject([{ buckets: 1, failures: "6", attempts: "10" }]);
  });

  it("outages that no exclusion could meet are not used: none is granted, or they lie elsewhere (39)", () => {
    const rows = [
      bucket(0, 0, 10),
      outage("INC-0", "09-30T23:00", "10-01T00:00", { cause: "third-party" }),
      outage("INC-1", "10-01T00:00", "10-01T01:00", { cause: "third-party" }),
      outage("INC-2", "11-01T00:00", "11-01T01:00", { cause: "third-party" }),
    ];
    const used = (input: ContractInput) =>
      settled({ contract: input, rows, asOf: "11-05T00:00" }).manifest.rows.used;
    expect(used(excluding({ cause: "third-party" }))).toBe(2);
    expect(used(contract({ partlyExcluded: "kept" }))).toBe(1);
  });

  it("work that was an outage itself has the cause maintenance", () => {
    const rows = [
      bucket(0, 0, 10),
      bucket(1, 0, 10),
      work("CHG-1", "10-01T00:00", "10-01T01:00"),
      work("CHG-2", "10-01T01:00", "10-01T02:00", { impact: "none" }),
    ];
    expect(
      resultOf(settled({ contract: excluding({ cause: "maintenance" }), rows })).figure?.exact,
    ).toBe("50");
  });

  it("of a quota with its own period the statement says since when records decide", () => {
    const contract_ = excluding(
      { kind: "maintenance" },
      { quota: { atMost: "PT1H", per: "calendar-year" } },
    );
    const rows = [
      bucket(0, 0, 10),
      work("CHG-0", "2026-03-01T00:00:00Z", "2026-03-01T00:30:00Z", { impact: "none" }),
      work("CHG-1", "10-01T00:00", "10-01T01:00", { impact: "none" }),
    ];
    const statement = settled({ contract: contract_, rows });
    // Half an hour is left: the bucket lies in it in part, and is kept as it is.
    expect(resultOf(statement)).toMatchObject({
      figure: { exact: "0" },
      tally: { partlyExcluded: 1 },
    });
    expect(statement.assumptions.map(({ path }) => path)).toContain("records.quota.rule");
  });
});

it("rows of scores by name are looked for under each name, and explained", () => {
  const scored = contract({
    figure: "mean-score",
    weights: { fast: "1", failed: "0" },
    bucket: "PT1H",
  });
  const parsed = parseContract(scored);
  const rows = [
    bucket(0, 0, 3, { of: "requests.fast", id: "B-1" }),
    bucket(0, 0, 1, { of: "requests.failed", until: hour(2) }),
    bucket(0, 0, 1, { of: "requests.slow", id: "B-2" }),
  ];
  const read = safeParseRecords(rows, parsed);
  expect(read.ok ? [] : read.issues.map(({ code }) => code)).toEqual(["bucket.length-differs"]);
  const kept = rows.filter(({ of }) => of !== "requests.failed");
  const records = parseRecords(kept, parsed);
  expect(records.warnings.map(({ code, hint }) => `${code}: ${hint}`)).toEqual([
    "series.not-measured: measured: requests.failed, requests.fast",
  ]);
  const statement = settle({
    contract: parsed,
    records,
    period: "2026-10",
    asOf: stamp("11-05T00:00"),
  });
  expect(explain(statement, { record: "B-1" }, { rows: kept }).facts).toMatchObject([
    { effect: "requests/web/2026-10: 0 good of 3, at 2026-10-01T00:00:00Z, in the period" },
  ]);
});
