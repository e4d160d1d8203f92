import { describe, expect, it } from "vitest";
import { type Issue, safeParseContract, safeParseRecords, safeSettle } from "../../src/index.ts";
import { giveValues, howValues, onValues } from "../../src/schema/credits.ts";
import {
  cycleFigures,
  outageFigures,
  tallyFigures,
  valueFigures,
} from "../../src/schema/measures.ts";
import { fractionOf, less, sumOf, text } from "../support/fraction.ts";

/**
 * Every figure × on × how × give from the schema's own lists, and every rounding with what is built:
 * each either settles, with lines that add up and keep their caps, or is refused with a code.
 */

const modes = ["half-up", "half-even", "down", "up"] as const;
const roundings = (["line", "statement"] as const).flatMap((each) =>
  modes.map((mode) => ({ each, mode })),
);
type Rounding = (typeof roundings)[number];

const within = { within: { elapsed: "PT4H" } };
const measures = [
  ...outageFigures.map((figure) => ({
    name: `outages/${figure}`,
    measure: { facts: "outages", figure },
    ...(figure === "uptime-percent"
      ? { targets: [{ atLeast: "99.9" }], edges: ["99", "99.9"] }
      : figure === "count"
        ? { targets: [{ lessThan: "1" }], edges: ["1", "3"] }
        : { targets: [{ lessThan: "PT1H" }], edges: ["PT1H", "PT9H"] }),
  })),
  ...tallyFigures.map((figure) => ({
    name: `tally/${figure}`,
    measure: {
      facts: "tally",
      figure,
      of: "requests",
      zeroTraffic: "good",
      ...(figure === "mean-of-ratios" ? { bucket: "PT5M" } : {}),
      ...(figure === "mean-score" ? { scores: [{ atMost: "1", score: "1" }, { score: "0" }] } : {}),
    },
    targets: [{ atLeast: "99.9" }],
    edges: ["99", "99.9"],
  })),
  ...cycleFigures.map((figure) => ({
    name: `cycles/${figure}`,
    measure: {
      facts: "cycles",
      clock: "resolution",
      figure,
      ...(figure === "percentile" ? { percentile: { at: "95", method: "nearest-rank" } } : {}),
    },
    ...(figure === "each"
      ? { targets: [within], edges: ["1", "3"] }
      : figure === "percent-within"
        ? { targets: [within], attainment: { atLeast: "95" }, edges: ["90", "95"] }
        : { targets: [{ atMost: "PT4H" }], edges: ["PT4H", "PT9H"] }),
  })),
  ...valueFigures.map((figure) => ({
    name: `values/${figure}`,
    measure: {
      facts: "values",
      figure,
      of: "latency",
      ...(figure === "percentile" ? { percentile: { at: "95", method: "nearest-rank" } } : {}),
    },
    targets: [{ atMost: "200" }],
    edges: ["200", "400"],
  })),
];
type Measure = (typeof measures)[number];

const gives: Record<(typeof giveValues)[number], unknown> = {
  percent: "12.5",
  fraction: "1/3",
  amount: "5.00",
  times: "2",
  days: "1",
  points: "1",
  units: { unit: "gigabytes", count: "1" },
  right: { what: "terminate", holder: "customer" },
};
const needsBase = new Set(["percent", "fraction", "times", "days"]);
const rises = (edges: readonly string[]) => edges[0] === "99" || edges[0] === "90";

function creditOf(measure: Measure, on: string, how: string, give: keyof typeof gives): unknown {
  const given = { [give]: gives[give] };
  const common = {
    id: "credit",
    clause: "6",
    on,
    how,
    ...(needsBase.has(give) ? { base: "fees" } : {}),
  };
  const [near, far] = edgesOf(measure, on);
  switch (how) {
    case "flat":
      return { ...common, give: given };
    case "tiers":
      return { ...common, tiers: tiersOf(measure, on, given) };
    default:
      return {
        ...common,
        rate: {
          per: near,
          round: far.startsWith("P") ? "up" : "exact",
          from: on === "measured" && measure.name !== "cycles/each" ? "target" : "zero",
          give: given,
        },
      };
  }
}

/** Two bounds on the axis of a credit, in its unit. */
function edgesOf(measure: Measure, on: string): readonly [near: string, far: string] {
  const [near = "", far = ""] = measure.edges;
  if (on === "measured") return [near, far];
  const isLength =
    on === "each-miss" ||
    (on === "below-target" && near.startsWith("P")) ||
    (on.startsWith("bad") && measure.name.startsWith("outages"));
  return isLength ? ["PT1H", "PT9H"] : ["1", "3"];
}

function tiersOf(measure: Measure, on: string, give: unknown): readonly unknown[] {
  const [near, far] = edgesOf(measure, on);
  if (on === "measured" && rises(measure.edges))
    return [
      { from: near, below: far, give },
      { from: "0", below: near, give },
    ];
  const low = on === "measured" ? { from: near } : {};
  return [
    { ...low, below: far, give },
    { from: far, give },
  ];
}

function contractOf(measure: Measure, credit: unknown, rounding: Rounding): unknown {
  return {
    makegood: "contract/1",
    id: "matrix",
    documents: [{ id: "msa", title: "Agreement" }],
    parties: { provider: "provider", customer: "customer" },
    currency: "EUR",
    timeZone: "Europe/Berlin",
    settlement: "calendar-month",
    effective: { from: "2026-01-01" },
    services: [{ id: "api", charges: [{ id: "fee", amount: "333.33", per: "month" }] }],
    bases: [{ id: "fees", of: ["fee"] }],
    commitments: [
      {
        id: "commitment",
        clause: "3",
        scope: { service: "api" },
        period: "calendar-month",
        measure: measure.measure,
        excludes: [],
        targets: measure.targets,
        ...("attainment" in measure ? { attainment: measure.attainment } : {}),
        credits: [credit],
      },
    ],
    caps: [
      {
        id: "cap",
        clause: "7",
        covers: "all",
        per: "calendar-month",
        limit: { percent: "5", base: "fees" },
        excess: "lost",
      },
    ],
    rounding,
    claim: { on: "automatic" },
  };
}

const rows = [
  {
    type: "outage",
    id: "I1",
    service: "api",
    from: "2026-10-02T00:00:00Z",
    until: "2026-10-02T05:00:01Z",
  },
  {
    type: "outage",
    id: "I2",
    service: "api",
    from: "2026-10-09T00:00:00Z",
    until: "2026-10-09T07:00:00Z",
  },
  ...[1, 2, 3].map((day) => ({
    type: "ticket",
    id: `T${day}`,
    service: "api",
    openedAt: `2026-10-0${day}T08:00:00Z`,
    severity: "P1",
    events: [{ event: "resolved", at: `2026-10-0${day}T1${day}:00:00Z` }],
  })),
];

interface Outcome {
  readonly issues: readonly Issue[];
  readonly settles: boolean;
}

/** Parses and, when that is accepted, settles; checks the sums on the way. */
function tried(measure: Measure, credit: unknown, rounding: Rounding): Outcome {
  const contract = safeParseContract(contractOf(measure, credit, rounding));
  if (!contract.ok) return { issues: contract.issues, settles: false };
  const records = safeParseRecords(rows, contract.value);
  if (!records.ok) throw new Error(JSON.stringify(records.issues));
  const statement = safeSettle({
    contract: contract.value,
    records: records.value,
    period: "2026-10",
    asOf: "2026-11-05T00:00:00Z",
  });
  // What the parser takes, the engine can settle: an ambiguity is refused before it computes.
  if (!statement.ok) throw new Error(JSON.stringify(statement.issues));
  const { lines, totals, caps } = statement.value;
  expect(text(sumOf(lines.map(({ amount }) => fractionOf(amount))))).toBe(
    text(fractionOf(totals.lines)),
  );
  for (const cap of caps) expect(less(fractionOf(cap.limit), fractionOf(cap.after))).toBe(false);
  // 5 % of 333.33 is 16.6665, rounded down before use (32).
  expect(less(fractionOf("16.66"), fractionOf(totals.lines))).toBe(false);
  return { issues: [], settles: true };
}

const refusals = /^(?:contract|credit|target|commitment|base|rate|tier)\./;

describe("contract.md: every product of the closed lists settles or is refused with a code", () => {
  const settling: string[] = [];
  it.each(measures)("$name", (measure) => {
    for (const on of onValues)
      for (const how of howValues)
        for (const give of giveValues) {
          const name = `${measure.name} × ${on} × ${how} × ${give}`;
          const credit = creditOf(measure, on, how, give);
          const first = tried(measure, credit, { each: "line", mode: "half-up" });
          for (const { code, path, hint } of first.issues) {
            expect({ name, code }).toEqual({ name, code: expect.stringMatching(refusals) });
            expect(path.length).toBeGreaterThan(0);
            expect(hint).not.toBe("");
          }
          if (!first.settles) continue;
          settling.push(name);
          for (const rounding of roundings)
            expect({ name, ...tried(measure, credit, rounding) }).toMatchObject({ settles: true });
        }
  });

  it("settles what is built", () => {
    expect(settling).toEqual(
      expect.arrayContaining([
        "outages/uptime-percent × measured × tiers × percent",
        "outages/uptime-percent × measured × flat × amount",
        "cycles/each × each-miss × flat × amount",
        "cycles/percent-within × measured × tiers × percent",
        ...["below-target", "bad", "bad-beyond-target", "each-miss", "nth-miss", "misses"].flatMap(
          (on) => howValues.map((how) => `outages/uptime-percent × ${on} × ${how} × fraction`),
        ),
        ...giveValues.map((give) => `outages/uptime-percent × bad × rate × ${give}`),
        ...["below-target", "bad", "bad-beyond-target"].map(
          (on) => `tally/ratio × ${on} × rate × amount`,
        ),
      ]),
    );
  });

  it("refuses a credit whose axis the figure does not have", () => {
    const each = measures.find(({ name }) => name === "cycles/each") ?? measures[0];
    if (each === undefined) throw new Error("the list of figures is empty");
    const credit = creditOf(each, "measured", "tiers", "percent");
    const { issues } = tried(each, credit, { each: "line", mode: "half-up" });
    expect(issues.map(({ code }) => code)).toContain("credit.axis-mismatch");
  });
});
