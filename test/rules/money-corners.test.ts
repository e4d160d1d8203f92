import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Statement, safeParseContract } from "../../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  response,
  restated,
  settled,
  tiered,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];
type Bases = NonNullable<ContractInput["bases"]>;
type Services = ContractInput["services"];
type Cap = NonNullable<ContractInput["caps"]>[number];

/** Availability with one credit. */
const withCredit = (credit: object, more: Partial<Commitment> = {}): Commitment => ({
  ...availability,
  credits: [{ id: "credit", clause: "6.1", on: "measured", how: "flat", ...credit } as Credit],
  ...more,
});
const contract = (
  credit: object,
  more: Partial<Commitment> = {},
  changes: Partial<ContractInput> = {},
): ContractInput => contractOf({ commitments: [withCredit(credit, more)], ...changes });
const issuesOf = (terms: ContractInput): readonly string[] => {
  const parsed = safeParseContract(terms);
  const issues = parsed.ok ? parsed.warnings : parsed.issues;
  return issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};
const CREDIT = "commitments.0.credits.0";

/** 20 October, six hours: 738 of 744 hours, 99.19 %. */
const sixHours = [outage("INC-1", "10-20T00:00", "10-20T06:00")];
const charge = (id: string, value: string, more: object = {}) => ({
  type: "charge",
  id,
  service: "web",
  charge: "fee",
  amount: value,
  currency: "EUR",
  from: "2026-10-01T00:00:00Z",
  until: "2026-11-01T00:00:00Z",
  invoice: `INV-${id}`,
  ...more,
});
const fromRecords: Services = [
  { id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] },
];
const tenth = { base: "base", give: { percent: "10" } };
const base: Bases = [{ id: "base", of: ["fee"] }];

describe("semantics 31: the charges of a base", () => {
  it("a one-off charge outside the period has no part in it", () => {
    const rows = [
      charge("A", "100.00"),
      charge("B", "50.00", {
        kind: "one-off",
        from: "2026-09-05T00:00:00Z",
        until: "2026-09-06T00:00:00Z",
      }),
      charge("C", "7.00", { from: "2026-11-05T00:00:00Z", until: "2026-11-05T00:00:00Z" }),
    ];
    const terms = contract(tenth, {}, { services: fromRecords, bases: base });
    expect(settled({ contract: terms, rows: [...sixHours, ...rows] }).totals.lines).toBe("10.00");
  });

  const parts = (charges: Services[number]["charges"]): Services => [
    { id: "web", resources: ["w-1", "w-2", "w-3", "w-4"], charges: charges ?? [] },
  ];
  const each = { scope: { each: { resourcesOf: "web" } } } as const;
  const onOne = [outage("INC-1", "10-20T00:00", "10-20T06:00", { resource: "w-1" })];

  it("a share for each unit: a quarter of 1,000.00 for one of four", () => {
    const terms = contract(tenth, each, {
      services: parts([{ id: "fee", amount: "1000.00", per: "month" }]),
      bases: [{ id: "base", of: ["fee"], taken: "per-unit" }],
    });
    expect(linesOf(settled({ contract: terms, rows: onOne }))).toEqual([
      expect.stringMatching(/w-1.* 25\.00 automatic$/),
    ]);
  });

  it("a share for each unit of a charge whose service has no parts is the whole of it", () => {
    const terms = contract(tenth, each, {
      services: [
        ...parts([]),
        { id: "desk", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
      ],
      bases: [{ id: "base", of: ["fee"], taken: "per-unit" }],
    });
    expect(settled({ contract: terms, rows: onOne }).totals.lines).toBe("100.00");
  });

  it("a share for each unit of what is judged as a whole is the whole of it", () => {
    const terms = contract(
      tenth,
      {},
      {
        services: parts([{ id: "fee", amount: "1000.00", per: "month" }]),
        bases: [{ id: "base", of: ["fee"], taken: "per-unit" }],
      },
    );
    expect(settled({ contract: terms, rows: sixHours }).totals.lines).toBe("100.00");
  });

  it("each unit has its own records, and those that name none: 10 + 3 of 10 + 20 + 3", () => {
    const terms = contract(tenth, each, {
      services: parts([{ id: "fee", amount: "from-records", per: "month" }]),
      bases: [{ id: "base", of: ["fee"], taken: "per-unit" }],
    });
    const rows = [
      charge("A", "100.00", { resource: "w-1" }),
      charge("B", "200.00", { resource: "w-2" }),
      charge("C", "30.00"),
    ];
    expect(settled({ contract: terms, rows: [...onOne, ...rows] }).totals.lines).toBe("13.00");
  });

  it("without what the contract says is use, or paid with vouchers", () => {
    const services: Services = [
      {
        id: "web",
        charges: [
          { id: "fee", amount: "1000.00", per: "month" },
          { id: "traffic", amount: "1.00", per: "hour", kind: "usage" },
          { id: "gift", amount: "80.00", per: "month", paidWith: "voucher" },
        ],
      },
    ];
    const by = (without: Bases[number]["without"]) =>
      settled({
        contract: contract(
          tenth,
          {},
          {
            services,
            bases: [{ id: "base", of: ["fee", "traffic", "gift"], ...(without && { without }) }],
          },
        ),
        rows: sixHours,
      }).totals.lines;
    // 1,000 + 744 hours + 80.
    expect(by(undefined)).toBe("182.40");
    expect(by(["usage"])).toBe("108.00");
    expect(by(["voucher"])).toBe("174.40");
  });

  it("a cap that is a share of nothing leaves nothing, and says so", () => {
    const gift: Services = [
      {
        id: "web",
        charges: [{ id: "fee", amount: "80.00", per: "month", paidWith: "voucher" }],
      },
    ];
    const caps: Cap[] = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { percent: "50", base: "base" },
        excess: "lost",
      },
    ];
    const statement = settled({
      contract: contract(
        { give: { amount: "5.00" } },
        {},
        { services: gift, bases: [{ id: "base", of: ["fee"], without: ["voucher"] }], caps },
      ),
      rows: sixHours,
    });
    expect(statement.totals.lines).toBe("0.00");
    expect(statement.caps[0]?.steps[0]).toMatchObject({ op: "base", in: "0", out: "0" });
  });

  it("days before an incident: a tenth of what the 30 days before each cost", () => {
    const terms = contract(
      { on: "each-miss", ...tenth },
      {},
      {
        services: [{ id: "web", charges: [{ id: "fee", amount: "1.00", per: "hour" }] }],
        bases: [
          { id: "base", of: ["inner"], percent: "50" },
          { id: "inner", of: ["fee"], taken: { trailing: { days: 30, before: "incident" } } },
        ],
      },
    );
    // 30 days are 720 hours; half of 720.00 is the base, a tenth of it 36.00.
    expect(settled({ contract: terms, rows: sixHours }).totals.lines).toBe("36.00");
  });
});

describe("semantics 31: bases that are refused", () => {
  const taken = (one: Bases[number]["taken"], more: Partial<Commitment>, credit: object = tenth) =>
    issuesOf(
      contract(credit, more, {
        services: fromRecords,
        bases: [{ id: "base", of: ["fee"], taken: one }],
      }),
    );

  it.each<{ period: Commitment["period"]; why: string }>([
    { period: { rolling: { days: 30, until: "period-end" } }, why: "rolling days" },
    { period: { instants: ["2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"] }, why: "instants" },
    { period: "event", why: "a single event" },
  ])("$why have no period before them", ({ period }) => {
    expect(taken("prior-period", { period })).toContain(`base.no-prior-period ${CREDIT}.base`);
  });

  it("a fiscal quarter has one", () => {
    const period = { fiscal: { firstMonth: 2, length: "quarter" as const } };
    expect(taken("prior-period", { period })).not.toContain(`base.no-prior-period ${CREDIT}.base`);
  });

  it("a limit for one incident of a credit that has none cannot take the days before it", () => {
    const limits = { incident: { percent: "50", base: "base" } };
    const before = { trailing: { days: 30, before: "incident" as const } };
    const give = { give: { amount: "5.00" }, limits };
    expect(taken(before, {}, give)).toContain(
      `base.incident-missing ${CREDIT}.limits.incident.base`,
    );
    expect(taken(before, {}, { ...give, on: "each-miss" })).not.toContain(
      `base.incident-missing ${CREDIT}.limits.incident.base`,
    );
  });

  it("a term that is not made of whole months", () => {
    const terms = contract(
      tenth,
      {},
      {
        effective: { from: "2026-01-01", until: "2026-12-15" },
        bases: [{ id: "base", of: ["fee"], taken: "term" }],
      },
    );
    const parsed = safeParseContract(terms);
    expect(parsed.ok ? [] : parsed.issues).toMatchObject([
      { code: "base.term-open", message: expect.stringContaining("not made of whole months") },
    ]);
  });

  it("two bases of two bases each, ten times over: 1,024 charges are too many, 512 are not", () => {
    const level = (number: number): Bases =>
      ["a", "b"].map((side) => ({
        id: `${side}${number}`,
        of: number === 0 ? ["fee"] : [`a${number - 1}`, `b${number - 1}`],
      }));
    const bases = Array.from({ length: 11 }, (_, number) => level(number)).flat();
    // a0 takes one charge, a1 two, a9 512 and a10 1,024.
    const issues = issuesOf(contract({ base: "a1", give: { percent: "1" } }, {}, { bases }));
    expect(issues).toEqual([
      "base.too-many-charges bases.20.of",
      "base.too-many-charges bases.21.of",
    ]);
  });

  it("an amount stated for a charge that differs from month to month", () => {
    const services: Services = [
      { id: "web", charges: [{ id: "fee", amount: "5.00", per: "month", kind: "one-off" }] },
    ];
    expect(issuesOf(contract(tenth, {}, { services, bases: base }))).toContain(
      "charge.stated-not-recurring services.0.charges.0.kind",
    );
  });
});

describe("semantics 30: terms of a credit that are refused", () => {
  const rate = (terms: object, more: object = {}, commitment: Partial<Commitment> = {}) =>
    issuesOf(
      contract(
        {
          how: "rate",
          rate: { per: "1", round: "down", from: "zero", give: { amount: "1.00" }, ...terms },
          ...more,
        },
        commitment,
      ),
    );

  it.each([
    { give: { days: "-1" }, found: "decimal.negative", at: "days" },
    { give: { fraction: "-1/2" }, found: "quantity.malformed", at: "fraction" },
    { give: { units: { unit: "u", count: "-1" } }, found: "quantity.malformed", at: "units.count" },
    { give: { amount: "-5.00" }, found: "decimal.negative", at: "amount" },
  ])("$give: $found", ({ give, found, at }) => {
    expect(issuesOf(contract({ give, base: "monthly" }))).toContain(
      `${found} ${CREDIT}.give.${at}`,
    );
  });

  it("a rate for each 0, from a row without rows, or of what is less than nothing", () => {
    expect(rate({ per: "0" })).toContain(`rate.per-zero ${CREDIT}.rate.per`);
    expect(rate({ from: "tier" })).toContain(`rate.tier-missing ${CREDIT}.rate.from`);
    expect(rate({ give: { amount: "-1" } })).toContain(
      `decimal.negative ${CREDIT}.rate.give.amount`,
    );
    expect(rate({ from: { value: "PT1H" } })).toContain(
      `credit.axis-mismatch ${CREDIT}.rate.from.value`,
    );
  });

  it("from the target, where the axis is not the figure", () => {
    expect(rate({ per: "PT1H", from: "target" }, { on: "bad" })).toContain(
      `rate.target-missing ${CREDIT}.rate.from`,
    );
  });

  it("a minimum of less than nothing", () => {
    const minimum = { payout: "-1.00", reached: "at-least", of: "rounded", under: "lost" };
    expect(issuesOf(contract({ give: { amount: "5.00" }, minimum }))).toContain(
      `decimal.negative ${CREDIT}.minimum.payout`,
    );
  });

  it("counted from a bound on the figure, where a number of misses is allowed instead", () => {
    const few: Commitment = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
      attainment: { atMostMisses: 2 },
      credits: [
        { id: "credit", clause: "6.1", on: "below-target", how: "flat", give: { amount: "1.00" } },
      ],
    };
    expect(issuesOf(contractOf({ commitments: [few] }))).toContain(
      `credit.target-missing ${CREDIT}.on`,
    );
  });
});

describe("semantics 30: what is counted from a target", () => {
  const by = (credit: object, more: Partial<Commitment>, rows: readonly object[] = sixHours) =>
    settled({ contract: contract(credit, more), rows }).totals.lines;
  const perUnit = (per: string, from: unknown = "target") => ({
    how: "rate",
    rate: { per, round: "exact", from, give: { amount: "1.00" } },
  });
  const downtime: Partial<Commitment> = {
    measure: { facts: "outages", figure: "downtime" },
    targets: [{ atMost: "PT2H" }],
  };

  it("more than 99.9: the figure falls from it", () => {
    // 99.9 - 99 = 0.9, of 31 days one hundredth is 7 h 26 min 24 s down.
    const rows = [outage("INC-1", "10-20T00:00:00Z", "2026-10-20T07:26:24Z")].map((row) => ({
      ...row,
      from: "2026-10-20T00:00:00Z",
    }));
    const more = { targets: [{ moreThan: "99.9" }] };
    expect(by(perUnit("0.1"), more, rows)).toBe("9.00");
    expect(by({ ...perUnit("0.1", "zero"), on: "below-target" }, more, rows)).toBe("9.00");
  });

  it("at most two hours down, six were: four too many, by either axis", () => {
    expect(by(perUnit("PT1H"), downtime)).toBe("4.00");
    expect(by({ ...perUnit("PT1H"), on: "below-target" }, downtime)).toBe("4.00");
    expect(by({ ...perUnit("PT1H"), on: "bad-beyond-target" }, downtime)).toBe("4.00");
  });

  it("from a value of its own: six hours are one beyond five, and none beyond seven", () => {
    expect(by(perUnit("PT1H", { value: "PT5H" }), downtime)).toBe("1.00");
    expect(by(perUnit("PT1H", { value: "PT7H" }), downtime)).toBe("0.00");
  });

  it("a row with a rate on top, of what grows: 10.00 from four hours and 1.00 for each beyond", () => {
    const tiers = [
      { from: "PT2H", fromExclusive: "yes", below: "PT4H", give: { amount: "5.00" } },
      {
        from: "PT4H",
        give: { amount: "10.00" },
        plus: { per: "PT1H", round: "down", from: "tier", give: { amount: "1.00" } },
      },
    ];
    expect(by({ how: "tiers", tiers }, downtime)).toBe("12.00");
  });

  it("thirteen misses of different length: the sum stands as its value", () => {
    // 1 + 2 + … + 13 minutes of 1.00.
    const rows = Array.from({ length: 13 }, (_, index) =>
      outage(
        `INC-${index + 10}`,
        `10-${index + 10}T00:00`,
        `10-${index + 10}T00:${String(index + 1).padStart(2, "0")}`,
      ),
    );
    const credit = { on: "each-miss", ...perUnit("PT1M", "zero") };
    const terms = contract(credit, { targets: [{ atLeast: "100" }] });
    const [line] = settled({ contract: terms, rows }).lines;
    expect(line?.amount).toBe("91.00");
    expect(line?.steps.find(({ op }) => op === "sum")).toMatchObject({ in: "91", out: "91" });
  });

  it("nothing measured is nothing to count, also where the table alone decides", () => {
    const none = { active: [{ from: "2026-12-01T00:00:00Z" }] };
    const services: Services = [
      { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }], ...none },
    ];
    const lines = (on: string) =>
      settled({
        contract: contract({ on, when: "always", give: { amount: "1.00" } }, {}, { services }),
        rows: sixHours,
      }).lines;
    for (const on of ["measured", "below-target", "bad", "bad-beyond-target"])
      expect(lines(on)).toEqual([]);
  });
});

describe("semantics 32: limits and caps", () => {
  it("a credit of the whole period is one part: its limits for an incident and a day hold it", () => {
    const by = (limits: object) =>
      settled({ contract: contract({ give: { amount: "30.00" }, limits }), rows: sixHours }).totals
        .lines;
    expect(by({ incident: { amount: "20.00" } })).toBe("20.00");
    expect(by({ day: { amount: "10.00" } })).toBe("10.00");
    expect(by({ incident: { amount: "40.00" } })).toBe("30.00");
  });

  const quarterly: Cap = {
    id: "cap",
    clause: "6.4",
    covers: ["availability"],
    per: "calendar-quarter",
    limit: { amount: "150.00" },
    excess: "lost",
  };
  const late: Commitment = {
    ...availability,
    id: "other",
    credits: [{ ...tiered(["0", "99.9", "1"]), id: "one" }],
  };
  const november = [...sixHours, outage("INC-2", "11-20T00:00", "11-20T06:00")];
  const next = (terms: ContractInput, issued: readonly Statement[]) =>
    settled({
      contract: terms,
      rows: november,
      period: "2026-11",
      asOf: "2026-12-05T00:00:00Z",
      issued,
    });

  it("what was issued under other names does not use a cap up", () => {
    const terms = contractOf({
      effective: { from: "2026-10-01" },
      commitments: [availability, late],
      caps: [quarterly],
    });
    const october = settled({ contract: terms, rows: november });
    expect(october.totals.lines).toBe("110.00");
    // Of 150.00 a hundred are used; the ten of the other commitment are not among them.
    expect(linesOf(next(terms, [october]))).toEqual([
      "availability/web/2026-11/tenth 50.00 automatic",
      "other/web/2026-11/one 10.00 automatic",
    ]);
  });

  it("a cap over all counts what was not clawed back too: 100 − 100 + 100", () => {
    const terms = contractOf({
      effective: { from: "2026-10-01" },
      caps: [{ ...quarterly, covers: "all" }],
    });
    const october = settled({ contract: terms, rows: november });
    const revision = restated({
      contract: terms,
      rows: [november[1] as object],
      issued: [october],
    });
    if (revision === undefined) throw new TypeError("no revision");
    expect(revision.lines.map(({ amount }) => amount)).toEqual(["-100.00", "100.00"]);
    expect(linesOf(next(terms, [october, revision]))).toEqual([
      "availability/web/2026-11/tenth 50.00 automatic",
    ]);
  });

  it("a cap that was lowered below what is issued leaves nothing", () => {
    const terms = contractOf({ effective: { from: "2026-10-01" }, caps: [quarterly] });
    const lower = contractOf({
      effective: { from: "2026-10-01" },
      caps: [{ ...quarterly, limit: { amount: "60.00" } }],
    });
    const october = settled({ contract: terms, rows: november });
    const statement = next(lower, [october]);
    expect(linesOf(statement)).toEqual(["availability/web/2026-11/tenth 0.00 automatic"]);
    expect(statement.caps[0]).toMatchObject({ limit: "60.00", after: "60.00", reached: "yes" });
  });

  it("a cap over the term of listed settlements counts those before", () => {
    const terms = contractOf({
      effective: { from: "2026-10-01" },
      settlement: {
        instants: ["2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"],
      },
      commitments: [
        withCredit(
          { give: { amount: "100.00" } },
          {
            period: {
              instants: ["2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"],
            },
          },
        ),
      ],
      bases: [],
      caps: [{ ...quarterly, per: "term" }],
    });
    const first = settled({
      contract: terms,
      rows: november,
      period: "2026-10-01T000000Z",
      asOf: "2026-11-05T00:00:00Z",
    });
    expect(first.totals.lines).toBe("100.00");
    const second = settled({
      contract: terms,
      rows: november,
      period: "2026-11-01T000000Z",
      asOf: "2026-12-05T00:00:00Z",
      issued: [first],
    });
    expect(second.totals.lines).toBe("50.00");
  });

  it("warns of a cap over the term that is a share of one period", () => {
    const share = { percent: "50", base: "monthly" };
    const issues = (one: Cap) => issuesOf(contractOf({ caps: [one] }));
    expect(issues({ ...quarterly, per: "term", limit: share })).toContain(
      "cap.term-of-one-period caps.0.limit.base",
    );
    expect(issues({ ...quarterly, per: "term" })).toEqual(issuesOf(contractOf()));
  });
});

describe("semantics 30, 32: misses at one time", () => {
  it("are numbered by their names", () => {
    const ticket = (id: string) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: "2026-10-05T10:00:00Z",
      events: [{ event: "replied", by: "agent", at: "2026-10-05T12:00:00Z" }],
    });
    const credit = {
      id: "late",
      clause: "2.2",
      on: "nth-miss",
      how: "tiers",
      tiers: [
        { below: "2", give: { amount: "10.00" } },
        { from: "2", give: { amount: "25.00" } },
      ],
    } as Credit;
    const terms = contractOf({ commitments: [{ ...response, credits: [credit] }] });
    const [line] = settled({ contract: terms, rows: ["C", "A", "B"].map(ticket) }).lines;
    expect(line?.parts.map(({ exact }) => exact)).toEqual(["10", "25", "25"]);
    expect(line?.parts[0]?.record).toContain("A");
  });
});
