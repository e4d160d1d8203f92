import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeSettle,
  settle,
  verify,
} from "../../src/index.ts";
import { resultHash } from "../../src/rules/assemble.ts";
import { availability, contractOf, outage, response, resultOf, tiered } from "./world.ts";

type Commitment = ContractInput["commitments"][number];

const uptime = { facts: "outages", figure: "uptime-percent" } as const;

const contractWith = (
  measure: object,
  changes: Partial<Commitment> = {},
  terms: Partial<ContractInput> = {},
) =>
  contractOf({
    commitments: [
      { ...availability, ...changes, measure: measure as Commitment["measure"] } as Commitment,
    ],
    ...terms,
  });

const mean = (earlierPeriods = 1) => contractWith({ ...uptime, averageWith: { earlierPeriods } });

/** Each month with the statements before it; the records are all there from the beginning. */
function run(
  contract: ContractInput,
  rows: readonly object[],
  months: readonly string[],
  issued: readonly Statement[] = [],
) {
  const parsed = parseContract(contract);
  const records = parseRecords(rows, parsed);
  const made: Statement[] = [...issued];
  for (const period of months) {
    const asOf = "2027-06-01T00:00:00Z";
    made.push(settle({ contract: parsed, records, period, asOf, issued: made }));
  }
  return made.slice(issued.length);
}

const codesOf = (contract: ContractInput) => {
  const parsed = safeParseContract(contract);
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};

// April has 720 hours, May 744. 18 h are 2.5 % of April, 18 h 36 min are 2.5 % of May.
const april = outage("INC-4", "2026-04-05T00:00:00Z", "2026-04-05T18:00:00Z");
const may = outage("INC-5", "2026-05-05T00:00:00Z", "2026-05-05T18:36:00Z");

describe("the mean with earlier periods (semantics 20)", () => {
  it("every period weighs the same, and each is in by its own figure", () => {
    // Own: 100, 97.5, 97.5, 100. Means with the month before: 98.75, 97.5, 98.75.
    const [march, ...others] = run(
      mean(),
      [april, may],
      ["2026-03", "2026-04", "2026-05", "2026-06"],
      run(mean(), [april, may], ["2026-01", "2026-02"]),
    );
    expect(march === undefined ? [] : resultOf(march).figure).toMatchObject({ exact: "100" });
    expect(others.map((one) => resultOf(one).figure)).toMatchObject([
      { exact: "98.75", shown: "98.750000", own: { exact: "97.5", shown: "97.500000" } },
      { exact: "97.5", own: { exact: "97.5" } },
      { exact: "98.75", own: { exact: "100" } },
    ]);
    // June was up throughout, and is breached by what May left; nothing of it was bad.
    const june = others.map((one) => resultOf(one))[2];
    expect(june).toMatchObject({ verdict: "breached", bad: "0", misses: { count: 0 } });
    expect(others[2]?.lines.map(({ amount }) => amount)).toEqual(["100.00"]);
    expect(others[2]?.manifest.issued).toHaveLength(5);
  });

  it("the steps lead from the period's own figure to the mean, and verify computes them", () => {
    const made = run(mean(2), [april], ["2026-01", "2026-02", "2026-03", "2026-04"]);
    const last = made.at(-1) as Statement;
    // (97.5 + 100 + 100) ÷ 3
    expect(resultOf(last).steps.slice(-4)).toEqual([
      {
        op: "figure",
        clause: "msa 3.1",
        in: "(2592000000 − 64800000) × 100 ÷ 2592000000",
        out: "97.5",
      },
      {
        op: "history",
        clause: "msa 3.1",
        in: "earlier periods: 2026-03, 2026-02",
        out: "100, 100",
      },
      { op: "average", clause: "msa 3.1", in: "(97.5 + 100 + 100) ÷ 3", out: "595/6" },
      expect.objectContaining({ op: "target", out: "breached" }),
    ]);
    expect(verify(last).checks).toEqual(expect.arrayContaining([{ check: "steps", ok: true }]));
  });

  it("before the contract there is nothing: the first months have fewer", () => {
    const [january, february] = run(mean(3), [april], ["2026-01", "2026-02"]);
    expect(january === undefined ? [] : resultOf(january).steps.at(-2)).toMatchObject({
      op: "average",
      in: "(100) ÷ 1",
    });
    expect(february === undefined ? [] : resultOf(february).steps.at(-2)).toMatchObject({
      in: "(100 + 100) ÷ 2",
    });
  });

  it("of many periods the sum is written, not every figure", () => {
    const labels = Array.from({ length: 10 }, (_, at) => `2026-${String(at + 1).padStart(2, "0")}`);
    const last = run(mean(9), [april], labels).at(-1) as Statement;
    // Eight months of 100 and April with 97.5: 897.5; October itself 100.
    expect(resultOf(last).steps.at(-2)).toMatchObject({
      in: "(100 + 897.5) ÷ 10",
      out: "99.75",
    });
  });

  it("up to eight of them are written one by one", () => {
    const labels = Array.from({ length: 9 }, (_, at) => `2026-0${at + 1}`);
    const last = run(mean(8), [april], labels).at(-1) as Statement;
    // September, then August to May, April, March to January: 897.5 ÷ 9.
    expect(resultOf(last).steps.at(-2)).toMatchObject({
      in: "(100 + 100 + 100 + 100 + 100 + 97.5 + 100 + 100 + 100) ÷ 9",
      out: "1795/18",
    });
  });

  it("a period that no statement holds is asked for, never taken as anything (38)", () => {
    const parsed = parseContract(mean(2));
    const records = parseRecords([april], parsed);
    const asOf = "2027-01-01T00:00:00Z";
    const missing = safeSettle({ contract: parsed, records, period: "2026-04", asOf });
    expect(missing.ok ? [] : missing.issues).toMatchObject([
      { code: "history.missing", value: "availability/web/2026-03" },
      { code: "history.missing", value: "availability/web/2026-02" },
    ]);
  });

  it("a period that was still running when its statement was made holds nothing (15, 38)", () => {
    const parsed = parseContract(mean());
    const records = parseRecords([april], parsed);
    const early = settle({
      contract: parsed,
      records,
      period: "2026-01",
      asOf: "2026-01-20T00:00:00Z",
    });
    const asOf = "2026-04-01T00:00:00Z";
    const later = safeSettle({
      contract: parsed,
      records,
      period: "2026-02",
      asOf,
      issued: [early],
    });
    expect(later.ok ? [] : later.issues).toMatchObject([{ code: "history.missing" }]);
  });

  it("a figure that is no number holds nothing, though the statement is sealed", () => {
    const parsed = parseContract(mean());
    const records = parseRecords([april], parsed);
    const asOf = "2027-01-01T00:00:00Z";
    const first = settle({ contract: parsed, records, period: "2026-01", asOf });
    const results = first.results.map((one) => ({ ...one, figure: {} }));
    const broken = { ...first, results } as unknown as Statement;
    const hashes = { ...broken.hashes, result: resultHash(broken) };
    const issued = [{ ...broken, hashes }];
    const later = safeSettle({ contract: parsed, records, period: "2026-02", asOf, issued });
    expect(later.ok ? [] : later.issues).toMatchObject([{ code: "history.missing" }]);
  });

  it("a period without a figure weighs nothing, and without a figure of its own there is no mean", () => {
    // Known only in February: January and March are not measured.
    const known = {
      type: "coverage",
      id: "C",
      of: "outages",
      from: "2026-02-01T00:00:00Z",
      until: "2026-03-01T00:00:00Z",
    };
    const rows = [known, outage("INC-2", "2026-02-05T00:00:00Z", "2026-02-11T17:16:48Z")];
    const [january, february, march] = run(mean(), rows, ["2026-01", "2026-02", "2026-03"]);
    expect(january === undefined ? [] : resultOf(january)).toMatchObject({ figure: null });
    // 161 h 16 min 48 s are 24 % of the 672 hours of February.
    expect(february === undefined ? [] : resultOf(february).figure).toMatchObject({
      exact: "76",
      own: { exact: "76" },
    });
    expect(february === undefined ? [] : resultOf(february).steps.at(-3)).toMatchObject({
      op: "history",
      in: "earlier periods: 2026-01",
      out: "not measured",
    });
    expect(march === undefined ? [] : resultOf(march)).toMatchObject({
      figure: null,
      verdict: "not-measured",
    });
  });

  it("the months of a quarter are taken from the statement itself", () => {
    const contract = contractWith(
      { ...uptime, averageWith: { earlierPeriods: 1 } },
      {},
      { settlement: "calendar-quarter", effective: { from: "2026-04-01" } },
    );
    const [quarter] = run(contract, [april, may], ["2026-Q2"]);
    expect(quarter?.results.map(({ figure }) => figure?.exact)).toEqual(["97.5", "97.5", "98.75"]);
  });

  it("decimals are those of the mean, not of what it is made of (28)", () => {
    // 99.94 and 100, their mean 99.97; to one decimal down 99.9. Rounded first: (99.9 + 100) ÷ 2.
    const lost = outage("INC-4", "2026-04-05T00:00:00Z", "2026-04-05T00:25:55.200Z");
    const contract = contractWith({
      ...uptime,
      averageWith: { earlierPeriods: 1 },
      calculatedTo: { decimals: 1, round: "down" },
    });
    const last = run(contract, [lost], ["2026-01", "2026-02", "2026-03", "2026-04"]).at(-1);
    expect(last === undefined ? [] : resultOf(last).figure).toMatchObject({
      exact: "99.9",
      own: { exact: "99.94" },
    });
    const steps = last === undefined ? [] : resultOf(last).steps.slice(-3, -1);
    expect(steps).toMatchObject([
      { op: "average", out: "99.97" },
      { op: "calculated-to", in: "99.97", out: "99.9" },
    ]);
  });
});

describe("of which figures (semantics 20)", () => {
  const minute = (month: string, good: number, total: number) => ({
    type: "bucket",
    id: `B-${month}`,
    service: "web",
    of: "requests",
    from: `2026-${month}-05T00:00:00Z`,
    until: `2026-${month}-05T00:01:00Z`,
    good,
    total,
  });
  const months = ["2026-01", "2026-02"];
  const figuresOf = (contract: ContractInput, rows: readonly object[]) =>
    run(contract, rows, months).map((one) => resultOf(one).figure?.exact);

  it("ratios: 90 of 100 and 100 of 100 are 95, also where a period without traffic is good", () => {
    const tally = { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good" };
    const contract = contractWith({ ...tally, averageWith: { earlierPeriods: 1 } });
    expect(figuresOf(contract, [minute("01", 90, 100), minute("02", 400, 400)])).toEqual([
      "90",
      "95",
    ]);
    const quiet = [minute("01", 90, 100), minute("02", 0, 0)];
    expect(figuresOf(contract, quiet)).toEqual(["90", "95"]);
    const last = run(contract, quiet, months).at(-1);
    expect(last === undefined ? [] : resultOf(last).steps.slice(-5, -1)).toMatchObject([
      { op: "traffic", out: "good" },
      { op: "figure", out: "100" },
      { op: "history" },
      { op: "average", in: "(100 + 90) ÷ 2", out: "95" },
    ]);
  });

  it("values: the means 4 and 7 have the mean 5.5", () => {
    const value = (month: string, number: string) => ({
      type: "fact",
      id: `F-${month}`,
      fact: "minutes",
      at: `2026-${month}-05T00:00:00Z`,
      value: number,
    });
    const contract = contractWith(
      { facts: "values", figure: "mean", of: "minutes", averageWith: { earlierPeriods: 1 } },
      { targets: [{ atMost: "5" }], credits: [] },
    );
    const made = run(contract, [value("01", "4"), value("02", "7")], months);
    expect(made.map((one) => resultOf(one).figure)).toMatchObject([
      { exact: "4" },
      { exact: "5.5", own: { exact: "7", shown: "7" } },
    ]);
    expect(made.map((one) => resultOf(one).verdict)).toEqual(["met", "breached"]);
  });

  it("shares of tickets: none of one in time, then one of one", () => {
    const ticket = (id: string, openedAt: string, repliedAt: string) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt,
      events: [{ event: "replied", at: repliedAt, by: "agent" }],
    });
    const contract = contractOf({
      commitments: [
        {
          ...response,
          measure: {
            facts: "cycles",
            clock: "first-response",
            figure: "percent-within",
            averageWith: { earlierPeriods: 1 },
          },
          attainment: { atLeast: "60" },
          credits: [],
        },
      ],
    });
    const rows = [
      ticket("T-1", "2026-01-05T00:00:00Z", "2026-01-05T02:00:00Z"),
      ticket("T-2", "2026-02-05T00:00:00Z", "2026-02-05T00:30:00Z"),
    ];
    const made = run(contract, rows, months);
    expect(made.map((one) => resultOf(one).figure?.exact)).toEqual(["0", "50"]);
    expect(made.map((one) => resultOf(one).verdict)).toEqual(["breached", "breached"]);
  });

  it("pooled services: the mean of what they come to together", () => {
    const contract = contractWith(
      { ...uptime, averageWith: { earlierPeriods: 1 }, calculatedTo: { decimals: 2, round: "up" } },
      { scope: { pooled: ["web", "mail"] }, credits: [] },
      {
        services: [{ id: "web" }, { id: "mail" }],
        bases: [],
        effective: { from: "2026-04-01" },
      },
    );
    // April: 18 of 2 × 720 hours are 1.25 %; May nothing of 2 × 744 hours.
    const made = run(contract, [april], ["2026-04", "2026-05"]);
    expect(made.map((one) => resultOf(one).figure?.exact)).toEqual(["98.75", "99.38"]);
    const [, last] = made;
    expect(last === undefined ? [] : resultOf(last).steps.slice(-3, -1)).toMatchObject([
      { op: "average", in: "(100 + 98.75) ÷ 2", out: "99.375" },
      { op: "calculated-to", in: "99.375", out: "99.38" },
    ]);
    expect(last === undefined ? [] : verify(last).ok).toBe(true);
  });
});

describe("what has no mean is refused", () => {
  const averageWith = { earlierPeriods: 1 };
  const cycles = { facts: "cycles", clock: "first-response", averageWith } as const;

  it.each([
    {
      contract: contractWith({ ...uptime, averageWith }, { period: "event", credits: [] }),
      code: "average.no-earlier-periods",
      why: "an event has no period before it",
    },
    {
      contract: contractWith(
        { ...uptime, averageWith },
        { period: { rolling: { days: 30, until: "period-end" } }, credits: [] },
      ),
      code: "average.no-earlier-periods",
      why: "rolling days overlap those before",
    },
    {
      contract: contractOf({
        commitments: [{ ...response, measure: { ...cycles, figure: "each" } }],
      }),
      code: "average.of-each",
      why: "no single late ticket is allowed",
    },
    {
      contract: contractOf({
        commitments: [
          {
            ...response,
            measure: { ...cycles, figure: "percent-within" },
            attainment: { atMostMisses: 2 },
          },
        ],
      }),
      code: "average.beside-misses",
      why: "so many may be late in one period",
    },
    {
      contract: contractOf({
        commitments: [
          {
            ...response,
            measure: { ...cycles, figure: "percent-within" },
            attainment: { bySize: { upTo: 39, atMostMisses: 2, above: { atLeast: "95" } } },
          },
        ],
      }),
      code: "average.beside-misses",
      why: "so many of few may be late",
    },
  ])("$why: $code", ({ contract, code }) => {
    expect(codesOf(contract)).toEqual([`${code} commitments.0.measure.averageWith`]);
  });
});

it("a table by credit reads the mean (20, 29)", () => {
  const contract = contractWith(
    { ...uptime, averageWith: { earlierPeriods: 1 } },
    { credits: [tiered(["0", "98", "30"], ["98", "99.9", "10"])] },
    { effective: { from: "2026-04-01" } },
  );
  // 97.5 alone is in the row of 30 %, the mean 98.75 in that of 10 %.
  const made = run(contract, [april], ["2026-04", "2026-05"]);
  expect(made.map(({ totals }) => totals.lines)).toEqual(["300.00", "100.00"]);
});
