import { describe, expect, it } from "vitest";
import { safeParseContract, verify } from "../../src/index.ts";
import { judged, type Measure, minutes, outagesContract } from "./outage-world.ts";
import { OCTOBER_MS, outage, settled } from "./world.ts";

/** 10:00–10:30, 12:00–13:00 and 20:00–20:10 of 5 October: 100 minutes in three outages. */
const three = [
  outage("A", "10-05T10:00", "10-05T10:30"),
  outage("B", "10-05T12:00", "10-05T13:00"),
  outage("C", "10-05T20:00", "10-05T20:10"),
];

describe("semantics 20: figures of outages", () => {
  it("downtime in percent: at most 0.1 % of the month, and a table of which more is worse", () => {
    const contract = outagesContract(
      { figure: "downtime-percent" },
      {
        commitment: {
          targets: [{ atMost: "0.1" }],
          credits: [
            {
              id: "table",
              clause: "6.1",
              on: "measured",
              how: "tiers",
              base: "monthly",
              tiers: [
                { from: "0.1", fromExclusive: "yes", below: "0.2", give: { percent: "10" } },
                { from: "0.2", give: { percent: "20" } },
              ],
            },
          ],
        },
      },
    );
    // 100 of 44,640 minutes are 0.224014… %.
    const statement = settled({ contract, rows: three });
    expect(statement.results[0]).toMatchObject({
      verdict: "breached",
      figure: { exact: "125/558", unit: "percent", shown: "0.224015" },
    });
    expect(statement.totals.lines).toBe("200.00");
    // 44 minutes are less than 0.1 %.
    const few = settled({ contract, rows: [outage("A", "10-05T10:00", "10-05T10:44")] });
    expect(few.results[0]?.verdict).toBe("met");
    expect(verify(statement).ok).toBe(true);
  });

  it.each([
    { figure: "downtime", exact: minutes(100), shown: "1 h 40 min", why: "30 + 60 + 10" },
    { figure: "longest", exact: minutes(60), shown: "1 h", why: "B" },
    { figure: "count", exact: "3", shown: "3", why: "A, B, C" },
    { figure: "mean-to-restore", exact: "2000000", shown: "33 min 20 s", why: "100 ÷ 3" },
    {
      figure: "mean-operating-between",
      exact: "890800000",
      shown: "247 h 26 min 40 s",
      why: "(2,678,400,000 − 6,000,000) ÷ 3",
    },
    {
      figure: "mean-between-starts",
      exact: minutes(300),
      shown: "5 h",
      why: "10:00 to 20:00 in two steps",
    },
  ] as const)("$figure is $shown: $why", ({ figure, exact, shown }) => {
    const { figure: found, bad, whole } = judged({ figure }, three);
    expect(found).toEqual({ exact, unit: figure === "count" ? "count" : "ms", shown });
    expect({ bad, whole }).toEqual({ bad: minutes(100), whole: String(OCTOBER_MS) });
  });

  it("a mean that is no whole number of ms is shown rounded up where less is promised (28)", () => {
    // 1 s, 1 s and 2 s: 4,000 ÷ 3 = 1,333.33… ms.
    const seconds = [1, 1, 2].map((length, index) =>
      outage(
        `S-${index}`,
        `2026-10-0${index + 1}T00:00:00Z`,
        `2026-10-0${index + 1}T00:00:0${length}Z`,
      ),
    );
    expect(judged({ figure: "mean-to-restore" }, seconds).figure).toMatchObject({
      exact: "4000/3",
      shown: "1.334 s",
    });
  });

  it.each([
    { figure: "downtime", exact: "0", verdict: "met" },
    { figure: "longest", exact: "0", verdict: "met" },
    { figure: "count", exact: "0", verdict: "met" },
    { figure: "mean-to-restore", exact: undefined, verdict: "not-measured" },
    { figure: "mean-operating-between", exact: undefined, verdict: "not-measured" },
    { figure: "mean-between-starts", exact: undefined, verdict: "not-measured" },
  ] as const)("without an outage $figure is $exact, $verdict", ({ figure, exact, verdict }) => {
    const coverage = {
      type: "coverage",
      id: "C",
      of: "outages",
      from: "2026-10-01T00:00:00Z",
      until: "2026-11-01T00:00:00Z",
    };
    const found = judged({ figure }, [coverage]);
    expect({ exact: found.figure?.exact, verdict: found.verdict }).toEqual({ exact, verdict });
    expect(found.whyNot).toBe(exact === undefined ? "empty-population" : undefined);
  });

  it("from start to start needs two starts in the period; one that began before has none", () => {
    const rows = [
      outage("A", "09-30T23:00", "10-01T01:00"),
      outage("B", "10-05T12:00", "10-05T13:00"),
    ];
    expect(judged({ figure: "mean-between-starts" }, rows).whyNot).toBe("empty-population");
    expect(judged({ figure: "count" }, rows).figure?.exact).toBe("2");
  });

  it("without any source nothing is measured, whatever the figure", () => {
    for (const figure of ["downtime", "count", "longest"] as const)
      expect(judged({ figure }, []).whyNot).toBe("no-data");
  });

  it("weights and whole minutes are in every figure: 30 × 0.5 + 60 × 0.5", () => {
    const weights = { partial: "0.5" };
    const rows = three.slice(0, 2).map((row) => ({ ...row, impact: "partial" }));
    expect(judged({ figure: "mean-to-restore", weights }, rows).figure?.exact).toBe(
      String(22.5 * 60_000),
    );
    expect(judged({ figure: "longest", weights }, rows).figure?.exact).toBe(minutes(30));
  });
});

describe("semantics 28: bounds on any figure, several at once", () => {
  it.each([
    { figure: "count", targets: [{ atMost: "3" }], verdict: "met", why: "three is at most three" },
    { figure: "count", targets: [{ lessThan: "3" }], verdict: "breached", why: "not less" },
    { figure: "longest", targets: [{ atMost: "PT1H" }], verdict: "met", why: "exactly an hour" },
    { figure: "longest", targets: [{ lessThan: "PT1H" }], verdict: "breached", why: "not less" },
    {
      figure: "mean-operating-between",
      targets: [{ atLeast: "PT247H" }],
      verdict: "met",
      why: "247 h 26 min",
    },
    {
      figure: "mean-between-starts",
      targets: [{ moreThan: "PT5H" }],
      verdict: "breached",
      why: "exactly 5 h",
    },
    {
      figure: "downtime",
      targets: [{ atMost: "PT2H" }, { moreThan: "PT1H", clause: "3.2" }],
      verdict: "met",
      why: "between both bounds",
    },
    {
      figure: "downtime",
      targets: [{ atMost: "PT2H" }, { moreThan: "PT100M", clause: "3.2" }],
      verdict: "breached",
      why: "keeps the first and not the second",
    },
  ] as const)("$figure, $targets: $verdict, $why", ({ figure, targets, verdict }) => {
    const found = judged({ figure }, three, { commitment: { targets: [...targets] } });
    expect(found.verdict).toBe(verdict);
    const told = found.steps.filter(({ op }) => op === "target").map(({ out }) => out);
    expect(told).toHaveLength(targets.length);
    expect(told.includes("breached")).toBe(verdict === "breached");
  });

  it("the steps lead from the records to the bound, in ms", () => {
    const steps = judged({ figure: "mean-to-restore" }, three).steps;
    expect(steps.slice(-2).map((step) => ({ in: step.in, out: step.out }))).toEqual([
      { in: "6000000 ÷ 3", out: "2000000" },
      { in: "2000000 ≤ 14400000", out: "met" },
    ]);
  });

  const codes = (figure: Measure["figure"], ...targets: readonly object[]) => {
    const input = outagesContract({ figure }, { commitment: { targets: targets as never } });
    const parsed = safeParseContract(input);
    return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };

  it.each([
    {
      figure: "downtime",
      targets: [{ atMost: "30" }],
      code: "target.axis-mismatch commitments.0.targets.0.atMost",
    },
    {
      figure: "count",
      targets: [{ atMost: "PT3H" }],
      code: "target.axis-mismatch commitments.0.targets.0.atMost",
    },
    {
      figure: "uptime-percent",
      targets: [{ atMost: "101" }],
      code: "target.not-a-percentage commitments.0.targets.0.atMost",
    },
    {
      figure: "count",
      targets: [{ atMost: "3" }, { atMost: "4" }],
      code: "target.twice commitments.0.targets.1.atMost",
    },
    {
      figure: "count",
      targets: [{ atMost: "1234567890.1234567890" }],
      code: "decimal.too-long commitments.0.targets.0.atMost",
    },
    {
      figure: "longest",
      targets: [{ atMost: "P1D" }],
      code: "duration.calendar-part commitments.0.targets.0.atMost",
    },
    {
      figure: "longest",
      targets: [{ within: { elapsed: "PT1H" } }],
      code: "target.not-a-bound commitments.0.targets.0.within",
    },
  ] as const)("$figure against $targets is refused: $code", ({ figure, targets, code }) => {
    expect(codes(figure, ...targets)).toContain(code);
  });

  it.each(["99,95", "99.95%", "123456789012345678.9"])(
    "semantics 34: %s is told to be no decimal, and how one is written",
    (atLeast) => {
      const input = outagesContract(
        { figure: "uptime-percent" },
        { commitment: { targets: [{ atLeast }] } },
      );
      const parsed = safeParseContract(input);
      expect(parsed.ok ? [] : parsed.issues).toMatchObject([
        {
          path: ["commitments", 0, "targets", 0, "atLeast"],
          message: `"${atLeast}" is no decimal of at most 18 digits`,
          hint: 'write it like "99.95", with at most 12 decimals (semantics 34)',
        },
      ]);
    },
  );
});
