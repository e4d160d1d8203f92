import { describe, expect, it } from "vitest";
import { readContractText } from "../src/adapters/contract-text.ts";
import { unwrap } from "../src/base/result.ts";
import { check } from "../src/check.ts";
import { parseContract } from "../src/contract.ts";
import { checkText } from "../src/present/check-text.ts";
import { contractYaml } from "./cli/support.ts";
import { outagesContract } from "./rules/outage-world.ts";
import { contractOf } from "./rules/world.ts";

function checked(from = "", to = "") {
  const text = contractYaml.replace(from, () => to);
  expect(text === contractYaml).toBe(from === "");
  // Some targets below leave a gap above the only tier; it is not what is looked at here.
  const loose = text.replace("how: tiers", "how: tiers\n        onGap: none");
  return check(
    parseContract(unwrap(readContractText(loose, { file: "c.yaml", format: "yaml" })).raw),
  );
}

const allowedIn = (target: string) =>
  new Map(
    checked('{ atLeast: "99.9" }', target).targets[0]?.allowed.map((allowed) => [
      `${allowed.per} ${allowed.days}`,
      allowed,
    ]),
  );

describe("a target as allowed downtime (semantics 28)", () => {
  it.each([
    { span: "day 1", ms: "86400", shown: "1 min 26.400 s", why: "86,400,000 ÷ 1,000" },
    { span: "month 30", ms: "2592000", shown: "43 min 12 s", why: "30 × 86,400" },
    { span: "month 31", ms: "2678400", shown: "44 min 38.400 s", why: "31 × 86,400" },
    { span: "quarter 92", ms: "7948800", shown: "2 h 12 min 28.800 s", why: "92 × 86,400" },
    { span: "year 365", ms: "31536000", shown: "8 h 45 min 36 s", why: "365 × 86,400" },
    { span: "year 366", ms: "31622400", shown: "8 h 47 min 02.400 s", why: "366 × 86,400" },
  ])("99.9 % allows $shown in $span: $why", ({ span, ms, shown }) => {
    expect(allowedIn('{ atLeast: "99.90" }').get(span)).toMatchObject({ ms, shown });
  });

  it("allows nothing at 100 %, and keeps what ms cannot hold exact", () => {
    expect(allowedIn('{ atLeast: "100" }').get("year 365")).toMatchObject({
      ms: "0",
      shown: "0 s",
    });
    // 0.00001 % of a day are 8.64 ms: shown as 8, never as more than is allowed.
    const day = allowedIn('{ atLeast: "99.99999" }').get("day 1");
    expect(day).toMatchObject({ ms: "8.64", shown: "0.008 s" });
  });

  it.each([
    { target: { atMost: "0.1" }, ms: "2678400", why: "0.1 % may be down" },
    { target: { lessThan: "0.1" }, ms: "2678400", why: "the bound itself is the budget" },
    { target: { atLeast: "0.1" }, ms: undefined, why: "a lower bound allows everything" },
  ])("downtime in percent, $target allows $ms in 31 days: $why", ({ target, ms }) => {
    const terms = { commitment: { targets: [target], credits: [] } };
    const contract = parseContract(outagesContract({ figure: "downtime-percent" }, terms));
    const month = check(contract).targets[0]?.allowed.find(({ days }) => days === 31);
    expect(month?.ms).toBe(ms);
  });

  it("marks the lengths of the commitment's own period", () => {
    const own = checked().targets[0]?.allowed.filter(({ own }) => own === "yes");
    expect(own?.map(({ per, days }) => `${per} ${days}`)).toEqual([
      "month 28",
      "month 29",
      "month 30",
      "month 31",
    ]);
  });
});

describe("words that contradict a figure", () => {
  it.each([
    { says: "PT8H45M36S, per: year", warns: 0, why: "exact in 365 days" },
    { says: "PT8H46M, per: year", warns: 0, why: "rounded up to a minute" },
    { says: "PT8H, per: year", warns: 1, why: "45 minutes less" },
    { says: "PT43M, per: month", warns: 0, why: "between 28 and 31 days" },
    { says: "PT40M, per: month", warns: 0, why: "28 days give 40 min 19.2 s, rounded down" },
    { says: "PT4H, per: month", warns: 1, why: "99.44 % would allow that" },
    { says: "PT10M, per: week", warns: 0, why: "7 days give 10 min 4.8 s" },
  ])("says $says: $warns warnings, $why", ({ says, warns }) => {
    const { warnings } = checked(
      '{ atLeast: "99.9" }',
      `{ atLeast: "99.9", says: { allowed: ${says} } }`,
    );
    expect(warnings.map(({ code }) => code)).toEqual(
      Array.from({ length: warns }, () => "target.says-otherwise"),
    );
  });

  it("names both figures", () => {
    const target = '{ atLeast: "99.9", says: { allowed: PT8H, per: year } }';
    expect(checked('{ atLeast: "99.9" }', target).warnings).toEqual([
      {
        code: "target.says-otherwise",
        path: "commitments.0.targets.0.says",
        message:
          "availability: the words allow 8 h a year, the figure 99.9 % allows 8 h 45 min 36 s in 365 days, 8 h 47 min 02.400 s in 366 days",
      },
    ]);
  });
});

describe("words beside other figures and lengths", () => {
  const office = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
  const warned = (measure: object, target: object, says: object, commitment: object = {}) => {
    const targets = [{ ...target, says }] as never;
    const contract = outagesContract(measure, {
      calendars: office,
      commitment: { targets, ...commitment },
    });
    return check(parseContract(contract)).warnings.map(({ code, message }) => `${code} ${message}`);
  };
  const month = (allowed: string) => ({ allowed, per: "month" });
  const up = { atLeast: "99.9" };

  it.each([
    { measure: { hours: "office" }, says: month("PT43M"), why: "hours are no days of 24" },
    {
      measure: { overlap: "sum", denominator: { usersTimesMinutes: "users" } },
      says: month("PT43M"),
      why: "nor are minutes of users",
    },
    {
      measure: { denominator: { fixedMinutes: 43_200 } },
      says: { allowed: "PT8H", per: "year" },
      why: "a month is fixed, not a year",
    },
  ])("$why: nothing is compared, and that is said", ({ measure, says }) => {
    expect(warned(measure, up, says)).toEqual([expect.stringMatching(/^target\.says-nothing /)]);
  });

  it("a fixed length is compared with itself", () => {
    // 0.1 % of 20,000 minutes are 20 minutes.
    const measure = { denominator: { fixedMinutes: 20_000 } };
    expect(warned(measure, up, month("PT20M"))).toEqual([]);
    expect(warned(measure, up, month("PT43M"))).toEqual([
      "target.says-otherwise availability: the words allow 43 min a month, the figure 99.9 % allows 20 min in 333 h 20 min",
    ]);
  });

  it.each(["atMost", "lessThan"])("downtime in percent, %s, names its own bound", (bound) => {
    const found = warned({ figure: "downtime-percent" }, { [bound]: "0.1" }, month("PT8H"));
    expect(found).toEqual([
      expect.stringMatching(/the figure 0\.1 % allows 40 min 19\.200 s in 28/),
    ]);
  });

  it.each(["atMost", "lessThan"])("a length of downtime, %s, is compared as it is", (bound) => {
    const target = { [bound]: "PT43M" };
    expect(warned({ figure: "downtime" }, target, month("PT43M"))).toEqual([]);
    expect(warned({ figure: "downtime" }, target, month("PT8H"))).toEqual([
      "target.says-otherwise availability: the words allow 8 h a month, the figure allows 43 min",
    ]);
  });

  it.each([
    { figure: "downtime", target: { atMost: "PT43M" }, per: "year", why: "of a month" },
    { figure: "downtime", target: { atLeast: "PT43M" }, per: "month", why: "the least" },
    { figure: "longest", target: { atMost: "PT43M" }, per: "month", why: "of one outage" },
    { figure: "count", target: { atMost: "3" }, per: "month", why: "no length" },
    { figure: "uptime-percent", target: { atMost: "99" }, per: "month", why: "the most" },
  ])("$figure $target a $per cannot be compared: $why", ({ figure, target, per }) => {
    expect(warned({ figure }, target, { allowed: "PT43M", per })).toEqual([
      "target.says-nothing availability: the words allow 43 min a " +
        `${per}, which cannot be compared with the target`,
    ]);
  });

  it("the table of hours says that it is of whole days", () => {
    const contract = outagesContract({ hours: "office" }, { calendars: office });
    const text = checkText(check(parseContract(contract)));
    expect(text).toMatch(/month of 30 days +43 min 12 s +\(around the clock, not in office\)/);
  });

  it("downtime in percent and counts are shown as percentages", () => {
    const unitOf = (measure: object, targets: object[]) =>
      check(parseContract(outagesContract({}, { commitment: { measure, targets } as never })))
        .targets[0]?.unit;
    expect(unitOf({ facts: "outages", figure: "downtime-percent" }, [{ atMost: "0.1" }])).toBe(
      "percent",
    );
    const tally = { facts: "tally", of: "requests", zeroTraffic: "left-out" };
    expect(unitOf({ ...tally, figure: "ratio" }, [up])).toBe("percent");
    expect(unitOf({ facts: "outages", figure: "count" }, [{ atMost: "3" }])).toBe("other");
  });
});

it("is shown with targets, budgets, credits and the contract's hash", () => {
  const result = checked();
  const lines = checkText(result).split("\n");
  expect(lines[0]).toBe("acme: the contract can be used");
  expect(lines).toContain("  availability  ≥ 99.9 %  calendar-month  msa 3.1");
  expect(lines.join("\n")).toMatch(/ {4}month of 30 days {4}43 min 12 s +\(its own period\)/);
  expect(lines).toContain(
    "    availability/tenth  measured  ≥ 0 and < 99.9: 10 % of monthly  (msa 6.1)",
  );
  expect(lines.at(-2)).toBe(`  contract ${result.hash}`);
});

describe("a share of tickets that must keep their target (semantics 16)", () => {
  const measure = "{ facts: outages, figure: uptime-percent }";
  const rows = (attainment: string) =>
    contractYaml
      .replace(
        measure,
        `{ facts: cycles, figure: percent-within, clock: first-response }\n    attainment: ${attainment}`,
      )
      .replace('{ atLeast: "99.9" }', "{ where: { severity: [P1] }, within: { elapsed: PT15M } }")
      .replace('below: "99.9"', 'below: "95"');
  const shown = (attainment: string) => {
    const text = rows(attainment);
    const contract = unwrap(readContractText(text, { file: "c.yaml", format: "yaml" })).raw;
    return checkText(check(parseContract(contract)));
  };

  it.each([
    { attainment: '{ atLeast: "95" }', text: "≥ 95 % of P1 ≤ 15 min" },
    { attainment: "{ atMostMisses: 2 }", text: "at most 2 late of P1 ≤ 15 min" },
    {
      attainment: '{ bySize: { upTo: 39, atMostMisses: 2, above: { atLeast: "95" } } }',
      text: "≥ 95 %, up to 39 at most 2 late of P1 ≤ 15 min",
    },
  ])("is shown with the target: $text", ({ attainment, text }) => {
    expect(shown(attainment)).toContain(`  ${text}  `);
  });
});

it("a notice is the least before its event; a pooled clock has rows of its own (8, 16)", () => {
  const promise = (id: string, measure: object, within: object, more: object = {}) => ({
    id,
    clause: "8.1",
    scope: { service: "web" },
    period: "calendar-month",
    measure: { facts: "cycles", ...measure },
    excludes: [],
    targets: [{ within }],
    ...more,
  });
  const notice = { duty: { noticeBefore: { event: "retired", fact: "announced" } } };
  const resolution = {
    clock: "resolution",
    pausedBy: [],
    targets: [{ within: { elapsed: "PT8H" } }],
  };
  const contract = parseContract({
    ...contractOf(),
    commitments: [
      promise("sunset", { clock: notice, figure: "each" }, { months: 12 }),
      promise("strict", { clock: notice, figure: "each" }, { days: 60, met: "less-than" }),
      promise(
        "support",
        { clock: "first-response", figure: "percent-within", pooledWith: [resolution] },
        { elapsed: "PT1H" },
        { attainment: { atLeast: "75" } },
      ),
    ],
  });
  const text = checkText(check(contract));
  expect(text).toMatch(/sunset +≥ 12 months before/);
  expect(text).toMatch(/strict +> 60 days before/);
  expect(text).toMatch(/support +≥ 75 % of ≤ 1 h/);
  expect(text).toMatch(/support, resolution +≥ 75 % of ≤ 8 h/);
});

describe("words beside the bounds of a table: percent and minute columns (semantics 28, 29)", () => {
  const month = (allowed: string) => ({ allowed, per: "month" }) as const;
  /** 99.9 % of a month: 40 min 19.2 s (28 days) to 44 min 38.4 s (31); 99 %: 6 h 43 min 12 s to 7 h 26 min 24 s. */
  const said = (
    row: object,
    credit: object = {},
    measure: object = {},
    commitment: object = {},
  ) => {
    const contract = outagesContract(measure, {
      commitment: {
        credits: [
          {
            id: "ladder",
            clause: "6.1",
            on: "measured",
            how: "tiers",
            onGap: "none",
            tiers: [{ from: "99", below: "99.9", give: { amount: "10.00" }, ...row }],
            ...credit,
          },
        ],
        ...commitment,
      } as never,
    });
    return check(parseContract(contract)).warnings.filter(({ code }) => /says/.test(code));
  };

  it.each([
    { row: { belowSays: month("PT43M") }, why: "0.1 % of thirty days, rounded" },
    { row: { fromSays: month("PT7H12M") }, why: "1 % of thirty days" },
    { row: { fromSays: month("PT7H"), belowSays: month("PT40M") }, why: "both, of 28 days" },
    { row: { belowSays: { allowed: "PT8H46M", per: "year" } }, why: "a minute up, of 365 days" },
  ])("are silent: $why", ({ row }) => {
    expect(said(row)).toEqual([]);
  });

  it("tell where a column disagrees with its percentage, of each bound by itself", () => {
    // Half an hour is 0.07 % of a month; seven hours are near 1 %.
    const row = { fromSays: month("PT4H"), belowSays: month("PT30M") };
    expect(said(row)).toEqual([
      {
        code: "tier.says-otherwise",
        path: "commitments.0.credits.0.tiers.0.fromSays",
        message:
          "availability: the words allow 4 h a month, the figure 99 % allows 6 h 43 min 12 s in 28 days, 6 h 57 min 36 s in 29 days, 7 h 12 min in 30 days, 7 h 26 min 24 s in 31 days",
      },
      {
        code: "tier.says-otherwise",
        path: "commitments.0.credits.0.tiers.0.belowSays",
        message:
          "availability: the words allow 30 min a month, the figure 99.9 % allows 40 min 19.200 s in 28 days, 41 min 45.600 s in 29 days, 43 min 12 s in 30 days, 44 min 38.400 s in 31 days",
      },
    ]);
  });

  it("downtime in percent is its own share, and lengths of downtime are compared as they are", () => {
    const credit = (from: string, fromSays: object) => ({
      tiers: [{ from, fromExclusive: "yes", fromSays, give: { amount: "10.00" } }],
    });
    const percent = { figure: "downtime-percent" };
    const atMost = (bound: string) => ({ targets: [{ atMost: bound }] });
    const codes = (of: ReturnType<typeof said>) => of.map(({ code }) => code);
    // 0.1 % of a month is about 43 minutes.
    expect(said({}, credit("0.1", month("PT43M")), percent, atMost("0.1"))).toEqual([]);
    expect(codes(said({}, credit("0.1", month("PT4H")), percent, atMost("0.1")))).toEqual([
      "tier.says-otherwise",
    ]);
    const length = { figure: "downtime" };
    expect(said({}, credit("PT4H", month("PT4H")), length, atMost("PT4H"))).toEqual([]);
    expect(said({}, credit("PT4H", month("PT5H")), length, atMost("PT4H"))).toEqual([
      expect.objectContaining({
        message: "availability: the words allow 5 h a month, the figure allows 4 h",
      }),
    ]);
    const bad = (fromSays: object) => ({ on: "bad", ...credit("PT4H", fromSays) });
    expect(said({}, bad(month("PT4H")))).toEqual([]);
    expect(codes(said({}, bad(month("PT5H"))))).toEqual(["tier.says-otherwise"]);
  });

  const give = { amount: "10.00" };
  it.each([
    {
      credit: { on: "below-target", tiers: [{ from: "0", fromSays: month("PT43M"), give }] },
      why: "points of a percentage",
    },
    {
      credit: { tiers: [{ below: "99.9", fromSays: month("PT43M"), give }] },
      why: "words beside a bound that the row does not have",
    },
    {
      credit: { on: "each-miss", tiers: [{ from: "PT1H", fromSays: month("PT1H"), give }] },
      why: "the length of one outage",
    },
  ])("cannot be compared: $why", ({ credit }) => {
    expect(said({}, credit).map(({ code }) => code)).toEqual(["tier.says-nothing"]);
  });

  it("cannot be compared where a table turns points into money", () => {
    const contract = outagesContract(
      {},
      {
        points: {
          clause: "7",
          base: "monthly",
          convert: {
            tiers: [
              { from: "1", below: "4", belowSays: month("PT4H"), give: { percent: "5" } },
              { from: "4", give: { percent: "10" } },
            ],
          },
        },
        commitment: {
          credits: [
            { id: "each", clause: "6.1", on: "each-miss", how: "flat", give: { points: "1" } },
          ] as never,
        },
      },
    );
    const { warnings } = check(parseContract(contract));
    expect(warnings.filter(({ code }) => /says/.test(code))).toEqual([
      {
        code: "tier.says-nothing",
        path: "points.convert.tiers.0.belowSays",
        message: "points: the words allow 4 h a month, which cannot be compared with the row",
      },
    ]);
  });
});
