import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { contractOf } from "./world.ts";

/** What a contract may say of counts, scores and values, and what decides nothing there (20, 24, 28). */

type Commitment = ContractInput["commitments"][number];

const removes = ["window", "downtime", "incident", "nothing"] as const;

const issuesOf = (measure: object, more: Partial<Commitment> = {}) => {
  const result = safeParseContract(
    contractOf({
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "api", charges: [] },
      ],
      exclusions: removes.map((effect) => ({
        id: effect,
        clause: "4.2",
        matches: { kind: "maintenance" },
        removes: effect,
      })),
      commitments: [
        {
          id: "requests",
          clause: "3.1",
          scope: { service: "web" },
          period: "calendar-month",
          measure: measure as Commitment["measure"],
          excludes: [],
          targets: [{ atLeast: "99.9" }],
          ...more,
        },
      ],
    }),
  );
  return result.ok
    ? []
    : result.issues.map(({ code, path }) => `${code} ${path.slice(2).join(".")}`);
};

const tally = { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good" };
const mean = { ...tally, figure: "mean-of-ratios", bucket: "PT5M" };
const score = { ...tally, figure: "mean-score" };
const scores = [{ atMost: "1", score: "1" }, { score: "0" }];
const values = { facts: "values", figure: "mean", of: "mos" };

describe("counts", () => {
  it.each([
    { measure: tally, issues: [] },
    { measure: { ...tally, bucket: "PT1H" }, issues: [] },
    { measure: mean, issues: [] },
    { measure: { ...mean, bucket: undefined }, issues: ["measure.bucket-missing measure"] },
    { measure: { ...mean, bucket: "PT0S" }, issues: ["measure.bucket-empty measure.bucket"] },
    {
      measure: { ...mean, bucket: "P1D" },
      issues: ["duration.calendar-part measure.bucket"],
    },
    {
      measure: { ...mean, minCoverage: "100.1" },
      issues: ["target.not-a-percentage measure.minCoverage"],
    },
    {
      measure: { ...mean, minCoverage: "-1" },
      issues: [expect.stringContaining("measure.minCoverage")],
    },
    {
      measure: { ...mean, minimumTraffic: { requests: 9, under: "left-out" } },
      issues: [],
    },
    {
      measure: { ...tally, minimumTraffic: { requests: 9, under: "left-out" } },
      issues: ["measure.nothing-left measure.minimumTraffic.under"],
    },
  ])("$measure: $issues", ({ measure, issues }) => {
    expect(issuesOf(measure)).toEqual(issues);
  });

  it("an exclusion that removes anything needs a word on buckets that it covers in part", () => {
    expect(issuesOf(tally, { excludes: ["window"] })).toEqual([
      "measure.partly-excluded-missing measure",
    ]);
    expect(issuesOf({ ...tally, partlyExcluded: "kept" }, { excludes: ["window"] })).toEqual([]);
    expect(issuesOf(tally, { excludes: ["nothing"] })).toEqual([]);
    expect(issuesOf({ ...score, scores }, { excludes: ["window"] })).toEqual([]);
  });

  it("buckets are no outages", () => {
    expect(
      issuesOf({ ...tally, partlyExcluded: "kept" }, { excludes: ["window", "incident"] }),
    ).toEqual(["exclusion.incident-of-counts excludes.1"]);
  });

  it("members are pooled or judged one by one", () => {
    expect(issuesOf(tally, { scope: { pooled: ["web", "api"] } })).toEqual([]);
    expect(issuesOf(tally, { scope: { each: { services: ["web", "api"] } } })).toEqual([]);
    expect(issuesOf(tally, { scope: { allDown: ["web", "api"] } })).toContain(
      "scope.not-for-counts scope",
    );
    expect(issuesOf(values, { scope: { anyDown: ["web", "api"] } })).toContain(
      "scope.not-for-counts scope",
    );
  });

  it("decimals of the figure need the figure to have some (28)", () => {
    const calculatedTo = { decimals: 2, round: "half-up" };
    expect(issuesOf({ ...tally, calculatedTo })).toEqual([]);
    expect(issuesOf({ facts: "outages", figure: "uptime-percent", calculatedTo })).toEqual([]);
    expect(issuesOf({ ...values, calculatedTo })).toEqual([]);
    expect(
      issuesOf({ facts: "outages", figure: "count", calculatedTo }, { targets: [{ atMost: "3" }] }),
    ).toEqual(["figure.no-decimals measure.calculatedTo"]);
    expect(
      issuesOf(
        { facts: "cycles", clock: "first-response", figure: "mean", calculatedTo },
        { targets: [{ within: { elapsed: "PT1H" } }] },
      ),
    ).toEqual(["figure.no-decimals measure.calculatedTo"]);
  });
});

describe("scores", () => {
  it.each([
    { measure: { ...score, scores }, issues: [] },
    { measure: { ...score, weights: { fast: "1", slow: "0.5" } }, issues: [] },
    { measure: score, issues: ["measure.scores measure"] },
    { measure: { ...score, scores, weights: { fast: "1" } }, issues: ["measure.scores measure"] },
    { measure: { ...tally, scores }, issues: ["measure.scores measure"] },
    {
      measure: { ...score, scores, bucket: "PT5M" },
      issues: ["measure.bucket-of-scores measure.bucket"],
    },
    {
      measure: { ...score, scores: [{ atMost: "1", score: "1.5" }] },
      issues: ["score.above-one measure.scores.0.score"],
    },
    {
      measure: { ...score, scores: [{ atMost: "123456789012345678.5", score: "1" }] },
      issues: ["decimal.too-long measure.scores.0.atMost"],
    },
    {
      measure: { ...score, weights: { fast: "2", slow: "-1" } },
      issues: ["score.above-one measure.weights.fast", expect.stringContaining("weights.slow")],
    },
    {
      measure: {
        ...score,
        scores: [
          { atMost: "2", score: "1" },
          { atMost: "2", score: "0" },
        ],
      },
      issues: ["score.unreachable-row measure.scores.1"],
    },
    {
      measure: { ...score, scores: [{ score: "1" }, { atMost: "2", score: "0" }] },
      issues: ["score.unreachable-row measure.scores.1"],
    },
    {
      measure: {
        ...score,
        scores: [
          { atMost: "3/2", score: "1" },
          { atMost: "1.6", score: "0" },
        ],
      },
      issues: [],
    },
  ])("$measure: $issues", ({ measure, issues }) => {
    expect(issuesOf(measure)).toEqual(issues);
  });
});

describe("values", () => {
  it.each([
    { at: "95", issues: [] },
    { at: "100", issues: [] },
    { at: "0", issues: ["percentile.out-of-range measure.percentile.at"] },
    { at: "100.5", issues: ["percentile.out-of-range measure.percentile.at"] },
    { at: "12345678901234567.123", issues: ["decimal.too-long measure.percentile.at"] },
  ])("the percentile $at: $issues", ({ at, issues }) => {
    const percentile = { at, method: "nearest-rank" };
    expect(issuesOf({ ...values, figure: "percentile", percentile })).toEqual(issues);
  });

  it("are no downtime", () => {
    expect(issuesOf(values, { excludes: ["window", "nothing"] })).toEqual([]);
    expect(issuesOf(values, { excludes: ["window", "downtime"] })).toEqual([
      "exclusion.downtime-of-values excludes.1",
    ]);
  });

  it("are held against plain numbers, negative ones too", () => {
    expect(issuesOf(values, { targets: [{ atMost: "-40" }] })).toEqual([]);
    expect(issuesOf(values, { targets: [{ atMost: "PT1H" }] })).toEqual([
      "target.axis-mismatch targets.0.atMost",
    ]);
  });
});
