import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeSettle,
} from "../../src/index.ts";
import { unplaced } from "../support/placed.ts";
import { availability, contractOf, coverage, outage } from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const daysOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();

/** One outage that brings the month to this percentage; 100 for none. */
function downTo(month: string, percent: string): object[] {
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const lost = Math.round((daysOf(month) * 86_400_000 * (1e6 - Number(percent) * 1e4)) / 1e6);
  return lost === 0
    ? []
    : [outage(`INC-${month}`, new Date(start).toISOString(), new Date(start + lost).toISOString())];
}

function contractWith(
  credits: readonly object[],
  changes: Partial<ContractInput> = {},
  target = "99.9",
) {
  const given = credits.map((credit) => ({
    clause: "6.1",
    on: "measured",
    how: "flat",
    ...credit,
  }));
  return contractOf({
    effective: { from: "2026-01-01" },
    commitments: [{ ...availability, targets: [{ atLeast: target }], credits: given as Credit[] }],
    ...changes,
  });
}

/** Settles month after month, each with all statements before it. */
function run(contract: ContractInput, months: readonly (readonly [string, string])[]): Statement[] {
  const parsed = parseContract(contract);
  const records = parseRecords(
    [coverage, ...months.flatMap(([month, percent]) => downTo(month, percent))],
    parsed,
  );
  const issued: Statement[] = [];
  for (const [period] of months) {
    const made = safeSettle({
      contract: parsed,
      records,
      period,
      asOf: "2028-01-01T00:00:00Z",
      issued,
    });
    if (!made.ok)
      throw new Error(made.issues.map(({ code, message }) => `${code}: ${message}`).join("\n"));
    issued.push(made.value);
  }
  return issued;
}

const month = (year: number, number: number) => `${year}-${String(number).padStart(2, "0")}`;
const right = { give: { right: { what: "terminate", holder: "customer" } } };
const arisesIn = (statements: readonly Statement[]) =>
  statements.filter(({ lines }) => lines.length > 0).map(({ key }) => key.period.label);

describe("semantics 36: chronic failure", () => {
  const months = ["99.7", "99.7", "99.9", "98.4", "98.4", "96.4"].map(
    (percent, index) => [month(2026, index + 1), percent] as const,
  );

  it.each([
    {
      rule: "below 99.8 in two consecutive months",
      when: { consecutive: { n: 2, failing: { lessThan: "99.8" } } },
      target: "99",
      months: ["2026-02", "2026-05", "2026-06"],
    },
    {
      rule: "below 98.5 in two consecutive months, or below 96.5 in any",
      when: {
        anyOf: [
          { consecutive: { n: 2, failing: { lessThan: "98.5" } } },
          { extreme: { lessThan: "96.5" } },
        ],
      },
      target: "99",
      months: ["2026-05", "2026-06"],
    },
    {
      rule: "two consecutive or any three of six",
      when: { anyOf: [{ consecutive: 2 }, { missed: { n: 3, of: 6 } }] },
      target: "99.99",
      months: ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
    },
    {
      rule: "three of six alone",
      when: { missed: { n: 3, of: 6 } },
      target: "99.8",
      months: ["2026-04", "2026-05", "2026-06"],
    },
    {
      rule: "one event in a month",
      when: { events: { n: 1, per: "calendar-month" } },
      target: "90",
      months: months.map(([label]) => label),
    },
  ])("$rule: the right arises in $months", ({ when, target, months: expected }) => {
    const statements = run(contractWith([{ id: "end", when, ...right }], {}, target), months);
    expect(arisesIn(statements)).toEqual(expected);
    expect(statements.flatMap(({ totals }) => [totals.lines])).toEqual(months.map(() => "0.00"));
  });

  it("the step names the months that failed, the latest first", () => {
    const credit = { id: "end", when: { missed: { n: 3, of: 6 } }, ...right };
    const statements = run(contractWith([credit], {}, "99.8"), months);
    expect(statements[3]?.lines[0]?.steps[0]).toMatchObject({
      op: "history",
      in: "3 of 6 failed: 2026-04, 2026-02, 2026-01",
      out: "holds",
    });
  });

  it("a credit only from the second failed month in a row on", () => {
    const credit = {
      id: "tenth",
      when: { consecutive: 2 },
      base: "monthly",
      give: { percent: "10" },
    };
    const figures = ["99.90", "99.97", "99.94", "99.93", "99.96"];
    const statements = run(
      contractWith([credit], {}, "99.95"),
      figures.map((percent, index) => [month(2026, index + 1), percent]),
    );
    expect(arisesIn(statements)).toEqual(["2026-04"]);
    expect(statements[3]?.lines[0]?.steps[0]).toEqual({
      op: "history",
      clause: "msa 6.1",
      in: "2 in a row failed: 2026-04, 2026-03",
      out: "holds",
    });
    expect(statements[3]?.manifest.issued).toHaveLength(3);
  });

  it("escalation: the n-th failure of a rolling half-year", () => {
    const met = [
      false,
      true,
      false,
      false,
      true,
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
      false,
    ];
    const credit = {
      id: "step",
      on: { nthFailedPeriod: { of: 6 } },
      how: "tiers",
      base: "monthly",
      tiers: [
        { below: "2", give: { right: { what: "meeting", holder: "customer" } } },
        { from: "2", below: "3", give: { percent: "10" } },
        { from: "3", below: "4", give: { percent: "20" } },
        { from: "4", give: { percent: "30" } },
      ],
    };
    const statements = run(
      contractWith([credit]),
      met.map((isMet, index) => [
        month(2026 + Math.floor(index / 12), (index % 12) + 1),
        isMet ? "100" : "99",
      ]),
    );
    const remedies = statements.flatMap(({ key, lines }) =>
      lines.map(({ amount, rights }) => [key.period.label, rights?.[0]?.what ?? amount]),
    );
    expect(remedies).toEqual([
      ["2026-01", "meeting"],
      ["2026-03", "100.00"],
      ["2026-04", "200.00"],
      ["2026-08", "200.00"],
      ["2027-02", "meeting"],
    ]);
  });

  it("failures count only where a claim came in time", () => {
    const contract = contractWith(
      [
        { id: "end", when: { consecutive: { n: 2, only: "claimed-in-time" } }, ...right },
        { id: "tenth", base: "monthly", give: { percent: "10" } },
      ],
      {
        claim: {
          on: "request",
          stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
        },
      },
    );
    const parsed = parseContract(contract);
    const claim = { type: "claim", id: "CL-1", at: "2026-02-10T00:00:00Z", period: "2026-01" };
    const settledWith = (claims: readonly object[]) => {
      const rows = [...downTo("2026-01", "99"), ...downTo("2026-02", "99"), ...claims];
      const records = parseRecords(rows, parsed);
      const issued: Statement[] = [];
      for (const [period, asOf] of [
        ["2026-01", "2026-02-20T00:00:00Z"],
        ["2026-02", "2026-03-20T00:00:00Z"],
      ] as const) {
        const made = safeSettle({ contract: parsed, records, period, asOf, issued });
        if (made.ok) issued.push(made.value);
      }
      return issued[1]?.lines.some(({ rights }) => rights !== undefined);
    };
    expect(settledWith([])).toBe(false);
    expect(settledWith([claim])).toBe(true);
  });
});

describe("semantics 38: a missing period is asked for, never taken as zero", () => {
  const credit = {
    id: "tenth",
    when: { consecutive: 3 },
    base: "monthly",
    give: { percent: "10" },
  };

  function march(
    percents: readonly (readonly [string, string])[],
    keep: readonly string[],
    when: object = credit.when,
  ) {
    const contract = contractWith([{ ...credit, when }]);
    const all = run(contract, percents.slice(0, -1));
    const parsed = parseContract(contract);
    const records = parseRecords(
      percents.flatMap(([label, percent]) => downTo(label, percent)),
      parsed,
    );
    const issued = all.filter(({ key }) => keep.includes(key.period.label));
    const made = safeSettle({
      contract: parsed,
      records,
      period: "2026-03",
      asOf: "2026-04-05T00:00:00Z",
      issued,
    });
    return made.ok
      ? made.value.lines.map(({ amount }) => amount)
      : made.issues.map(({ code, value }) => `${code} ${value}`);
  }
  const failed = [
    ["2026-01", "99"],
    ["2026-02", "99"],
    ["2026-03", "99"],
  ] as const;

  it("named, where it decides", () => {
    expect(march(failed, ["2026-01", "2026-02"])).toEqual(["100.00"]);
    expect(march(failed, ["2026-01"])).toEqual(["history.missing availability/web/2026-02"]);
    expect(march(failed, [])).toEqual([
      "history.missing availability/web/2026-02",
      "history.missing availability/web/2026-01",
    ]);
  });

  it("not asked for where the answer is known without it", () => {
    const met = [
      ["2026-01", "99"],
      ["2026-02", "100"],
      ["2026-03", "99"],
    ] as const;
    expect(march(met, ["2026-02"])).toEqual([]);
    expect(march([...failed.slice(0, 2), ["2026-03", "99.95"]], [])).toEqual([]);
  });

  it("asked for while it may make up the number of failed ones, and no longer", () => {
    const months = (january: string) =>
      [
        ["2026-01", january],
        ["2026-02", "99"],
        ["2026-03", "99"],
      ] as const;
    const missed = (n: number) => ({ missed: { n, of: 3 } });
    // March failed; with February it may be two of three, never three once January was met.
    expect(march(months("100"), ["2026-01"], missed(2))).toEqual([
      "history.missing availability/web/2026-02",
    ]);
    expect(march(months("100"), ["2026-01"], missed(3))).toEqual([]);
    // With January it is two already, whatever February was.
    expect(march(months("99"), ["2026-01"], missed(2))).toEqual(["100.00"]);
  });

  it("before the contract began nothing failed", () => {
    const contract = contractWith([credit], { effective: { from: "2026-02-01" } });
    expect(
      run(contract, [
        ["2026-02", "99"],
        ["2026-03", "99"],
        ["2026-04", "99"],
      ]).map(({ lines }) => lines.length),
    ).toEqual([0, 0, 1]);
  });
});

describe("semantics 32: caps over longer periods", () => {
  const credit = { id: "flat", base: "monthly", give: { percent: "40" } };
  const cap = (per: string, limit: object) => ({
    id: "cap",
    clause: "6.4",
    covers: "all" as const,
    per,
    limit,
    excess: "lost" as const,
  });
  const down = (...numbers: readonly number[]) =>
    Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1).map(
      (number) => [month(2026, number), numbers.includes(number) ? "99" : "100"] as const,
    );
  const amounts = (contract: ContractInput, months: readonly (readonly [string, string])[]) =>
    run(contract, months).flatMap(({ lines }) => lines.map(({ amount }) => amount));

  it("8 % of the term's fees: what was granted before counts", () => {
    // 24 months of 5,000.00 are 120,000.00, of which 9,600.00; three credits of 4,000.00.
    const contract = contractWith([{ ...credit, give: { percent: "80" } }], {
      effective: { from: "2026-01-01", until: "2028-01-01" },
      services: [{ id: "web", charges: [{ id: "fee", amount: "5000.00", per: "month" }] }],
      bases: [
        { id: "monthly", of: ["fee"] },
        { id: "term", of: ["fee"], taken: "term" },
      ],
      caps: [cap("term", { percent: "8", base: "term" })] as ContractInput["caps"],
    });
    const statements = run(contract, down(2, 5, 9));
    expect(statements.flatMap(({ lines }) => lines.map(({ amount }) => amount))).toEqual([
      "4000.00",
      "4000.00",
      "1600.00",
    ]);
    expect(statements[8]?.caps[0]).toMatchObject({
      limit: "9600.00",
      before: "12000.00",
      after: "9600.00",
      reached: "yes",
    });
  });

  it("a quarter's cap begins anew with the quarter, and is a share of three months", () => {
    // 1,000.00 a month: 20 % of 3,000.00 are 600.00; credits of 400.00 each.
    const contract = contractWith([credit], {
      caps: [cap("calendar-quarter", { percent: "20", base: "monthly" })] as ContractInput["caps"],
    });
    expect(amounts(contract, down(1, 2, 3, 4))).toEqual(["400.00", "200.00", "0.00", "400.00"]);
  });

  it("asks for the statements of its period", () => {
    const parsed = parseContract(
      contractWith([credit], {
        caps: [cap("calendar-quarter", { amount: "500.00" })] as ContractInput["caps"],
      }),
    );
    const records = parseRecords(downTo("2026-03", "99"), parsed);
    const made = safeSettle({
      contract: parsed,
      records,
      period: "2026-03",
      asOf: "2026-04-05T00:00:00Z",
    });
    expect(made.ok ? [] : made.issues.map(({ code }) => code)).toEqual([
      "history.missing",
      "history.missing",
    ]);
  });

  it.each([
    { per: "calendar-week", code: "cap.period" },
    { per: "calendar-quarter", settlement: "calendar-week", code: "cap.period" },
    { per: { rolling: { days: 90, until: "period-end" } }, code: "cap.period" },
  ])("refuses a cap per $per: $code", ({ per, settlement, code }) => {
    const changes = {
      caps: [{ ...cap("", { amount: "500.00" }), per }],
      ...(settlement && { settlement }),
    } as unknown as Partial<ContractInput>;
    const parsed = safeParseContract(
      contractWith([{ id: "flat", give: { amount: "1.00" } }], changes),
    );
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.code)).toContain(code);
  });
});

describe("semantics 36: limbs that are refused", () => {
  it.each([
    { when: { missed: { n: 7, of: 6 } }, code: "limb.more-than-all", changes: {} },
    { when: { extreme: { lessThan: "PT1H" } }, code: "limb.other-unit", changes: {} },
    { when: { events: { n: 2, per: "calendar-week" } }, code: "limb.events-period", changes: {} },
    {
      when: { events: { n: 2, per: { rolling: { days: 30, until: "period-end" } } } },
      code: "limb.events-period",
      changes: {},
    },
    {
      when: { events: { n: 2, per: { anniversary: { from: "2026-02-30", months: 3 } } } },
      code: "date.no-such-date",
      changes: {},
    },
    {
      when: { consecutive: 2 },
      code: "limb.no-earlier-periods",
      changes: { period: { rolling: { days: 30, until: "period-end" } } },
    },
  ])("$when: $code", ({ when, code, changes }) => {
    const contract = contractWith([{ id: "x", when, give: { amount: "1.00" } }]);
    const [commitment] = contract.commitments;
    const given = { ...contract, commitments: [{ ...commitment, ...changes }] };
    const parsed = safeParseContract(given);
    expect(unplaced(given, parsed.ok ? [] : parsed.issues)).toEqual([]);
    expect(parsed.ok ? [] : parsed.issues.map((issue) => issue.code)).toContain(code);
  });
});

it.each([
  {
    when: { extreme: { lessThan: "PT1H" } },
    told: ['"PT1H" is a length of time, the figure is a percentage', "give a decimal in quotes"],
  },
  {
    when: { extreme: { moreThan: "5" } },
    measure: { facts: "outages", figure: "downtime" },
    targets: [{ atMost: "PT1H" }],
    told: ['"5" is a plain number, the figure is a length of time', "give a duration such as PT4H"],
  },
])("$told (semantics 36)", ({ when, told, ...changes }) => {
  const contract = contractWith([{ id: "x", when, give: { amount: "1.00" } }]);
  const [commitment] = contract.commitments;
  const parsed = safeParseContract({ ...contract, commitments: [{ ...commitment, ...changes }] });
  const [issue] = parsed.ok ? [] : parsed.issues;
  expect([issue?.message, issue?.hint]).toEqual(
    told.map((text) => expect.stringContaining(text) as string),
  );
});

describe("semantics 36: events of a longer period", () => {
  const contract = contractOf({
    commitments: [
      {
        ...availability,
        credits: [
          {
            id: "five",
            clause: "6.1",
            when: { events: { n: 3, per: "calendar-quarter" } },
            on: "measured",
            how: "flat",
            ...right,
          } as Credit,
        ],
      },
    ],
    effective: { from: "2026-01-01" },
  });
  const parsed = parseContract(contract);
  const at = (id: string, from: string, until: string) =>
    outage(id, `2026-${from}:00Z`, `2026-${until}:00Z`);

  function quarter(rows: readonly object[], months = ["01", "02", "03", "04"]): readonly string[] {
    const records = parseRecords([coverage, ...rows], parsed);
    const issued: Statement[] = [];
    for (const number of months) {
      const period = `2026-${number}`;
      const made = safeSettle({
        contract: parsed,
        records,
        period,
        asOf: "2028-01-01T00:00:00Z",
        issued,
      });
      if (!made.ok) return made.issues.map(({ code, value }) => `${code} ${value}`);
      issued.push(made.value);
    }
    return arisesIn(issued);
  }

  const january = at("A", "01-03T00:00", "01-03T01:00");
  const february = at("B", "02-03T00:00", "02-03T01:00");
  const march = at("C", "03-03T00:00", "03-03T01:00");

  it.each([
    { rows: [january, february, march], months: ["2026-03"], why: "the third is in March" },
    { rows: [january, february], months: [], why: "two are not enough" },
    {
      rows: [january, february, at("D", "02-09T00:00", "02-09T01:00"), march],
      months: ["2026-02", "2026-03"],
      why: "three in February, and March has one more",
    },
    {
      rows: [january, february, at("D", "02-09T00:00", "02-09T01:00")],
      months: ["2026-02"],
      why: "March has none, and nothing arises anew",
    },
    {
      rows: [january, february, at("D", "04-09T00:00", "04-09T01:00")],
      months: [],
      why: "April is another quarter",
    },
    {
      rows: [january, at("B", "01-31T23:00", "02-01T01:00"), at("D", "02-09T00:00", "02-09T01:00")],
      months: ["2026-02"],
      why: "an outage that spans two months is one: three in all",
    },
    {
      rows: [january, at("B", "01-31T23:00", "02-01T01:00")],
      months: [],
      why: "an outage that spans two months is one: two in all",
    },
  ])("$why", ({ rows, months }) => {
    expect(quarter(rows)).toEqual(months);
  });

  it("asks for the months of the quarter (38), where they decide", () => {
    expect(quarter([march], ["03"])).toEqual([
      "history.missing availability/web/2026-02",
      "history.missing availability/web/2026-01",
    ]);
    expect(quarter([], ["03"])).toEqual([]);
    const three = ["05", "10", "15"].map((day) =>
      at(`M${day}`, `03-${day}T00:00`, `03-${day}T01:00`),
    );
    expect(quarter(three, ["03"])).toEqual(["2026-03"]);
  });

  it("is told in the steps", () => {
    const records = parseRecords(
      [
        coverage,
        january,
        at("B", "01-09T00:00", "01-09T01:00"),
        at("D", "01-10T00:00", "01-10T01:00"),
      ],
      parsed,
    );
    const made = safeSettle({
      contract: parsed,
      records,
      period: "2026-01",
      asOf: "2028-01-01T00:00:00Z",
    });
    expect(made.ok ? made.value.lines[0]?.steps[0] : made.issues).toMatchObject({
      op: "history",
      in: "3 events in 2026-Q1, at least 3",
    });
  });

  it("periods of single events have no longer one", () => {
    const [commitment] = contract.commitments;
    const changed = safeParseContract({
      ...contract,
      commitments: [{ ...commitment, period: "event" }],
    });
    expect(changed.ok ? [] : changed.issues.map(({ code }) => code)).toEqual([
      "limb.events-period",
    ]);
  });
});
