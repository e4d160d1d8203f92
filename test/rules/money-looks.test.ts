import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { reconcile, type Statement, safeParseContract } from "../../src/index.ts";
import { seal } from "../../src/rules/assemble.ts";
import { availability, contractOf, linesOf, outage, restated, settled, tiered } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];

const withCredit = (credit: object, more: Partial<Commitment> = {}): Commitment => ({
  ...availability,
  credits: [{ id: "credit", clause: "6.1", on: "measured", how: "flat", ...credit } as Credit],
  ...more,
});
const issuesOf = (terms: ContractInput): readonly string[] => {
  const parsed = safeParseContract(terms);
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};
const WHEN = "commitments.0.credits.0.when";
const five = { give: { amount: "5.00" } };
const sixHours = [outage("INC-1", "10-20T00:00", "10-20T06:00")];

describe("semantics 36: limbs that are refused", () => {
  const refused = (when: unknown, more: Partial<Commitment> = {}) =>
    issuesOf(contractOf({ commitments: [withCredit({ ...five, when }, more)] }));
  const downtime: Partial<Commitment> = {
    measure: { facts: "outages", figure: "downtime" },
    targets: [{ atMost: "PT2H" }],
  };

  it("a level in another unit than the figure, either way round", () => {
    expect(refused({ extreme: { lessThan: "PT1H" } })).toEqual([
      `limb.other-unit ${WHEN}.extreme.lessThan`,
    ]);
    expect(refused({ consecutive: { n: 2, failing: { moreThan: "5" } } }, downtime)).toEqual([
      `limb.other-unit ${WHEN}.consecutive.failing.moreThan`,
    ]);
  });

  it("a level that is no length of time, or has more digits than are exact", () => {
    expect(refused({ extreme: { moreThan: "P99999999D" } }, downtime)).toEqual([
      expect.stringContaining(`${WHEN}.extreme.moreThan`),
    ]);
    expect(refused({ extreme: { lessThan: "1234567890123456789" } })).toEqual([
      `decimal.too-long ${WHEN}.extreme.lessThan`,
    ]);
  });

  it.each<{ period: Commitment["period"]; why: string }>([
    { period: "event", why: "events" },
    { period: { rolling: { days: 30, until: "incident" } }, why: "days before one" },
    { period: { instants: ["2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"] }, why: "instants" },
  ])("$why are not counted back, by a limb or by the number of failures", ({ period }) => {
    expect(refused({ consecutive: 2 }, { period })).toContain(`limb.no-earlier-periods ${WHEN}`);
    const nth = withCredit({ ...five, on: { nthFailedPeriod: { of: 3 } } }, { period });
    expect(issuesOf(contractOf({ commitments: [nth] }))).toContain(
      "limb.no-earlier-periods commitments.0.credits.0.on",
    );
  });
});

describe("semantics 36: looking back", () => {
  const held = (when: unknown, more: object = {}) =>
    contractOf({
      effective: { from: "2026-08-01" },
      commitments: [withCredit({ ...five, when, ...more })],
    });
  const one = (contract: ContractInput, issued: readonly Statement[] = [], period = "2026-10") =>
    settled({ contract, rows: sixHours, period, issued, asOf: "11-05T00:00" });

  it("one event is less than two", () => {
    expect(one(held({ events: { n: 2, per: "calendar-month" } })).lines).toEqual([]);
    expect(one(held({ events: { n: 1, per: "calendar-month" } })).lines).toHaveLength(1);
  });

  it("two of three: what the missing months were decides, and they are asked for", () => {
    const contract = held({ missed: { n: 2, of: 3 } });
    expect(() => one(contract)).toThrow("history.missing");
    const august = one(contract, [], "2026-08");
    const september = one(contract, [august], "2026-09");
    // August and September had no outage: one of three failed.
    expect(one(contract, [august, september]).lines).toEqual([]);
  });

  it("three of three cannot be where one is known to have been met", () => {
    const contract = held({ missed: { n: 3, of: 3 } });
    const september = settled({
      contract: held("breached"),
      rows: sixHours,
      period: "2026-09",
    });
    expect(one(contract, [september]).lines).toEqual([]);
  });

  it("a month that was not measured has no figure that fails", () => {
    const services: ContractInput["services"] = [
      { id: "web", active: [{ from: "2026-10-01T00:00:00Z" }] },
    ];
    const contract = {
      ...held({ missed: { n: 2, of: 3, failing: { lessThan: "99.9" } } }),
      services,
      bases: [],
    };
    const august = one(contract, [], "2026-08");
    const september = one(contract, [august], "2026-09");
    expect(september.results.map(({ figure }) => figure)).toEqual([null]);
    expect(one(contract, [august, september]).lines).toEqual([]);
  });

  it("a month that is met has no number among the failed ones", () => {
    const contract = held("always", { on: { nthFailedPeriod: { of: 3 } } });
    expect(one(contract, [], "2026-08").lines).toEqual([]);
  });
});

describe("semantics 4: events of a scope", () => {
  const byEvent = (scope: Commitment["scope"], more: Partial<ContractInput> = {}) =>
    contractOf({
      services: [{ id: "web", resources: ["w-1", "w-2"] }, { id: "api" }],
      bases: [],
      commitments: [{ ...availability, scope, period: "event", credits: [] }],
      ...more,
    });
  const ids = (contract: ContractInput, rows: readonly object[]) =>
    settled({ contract, rows }).results.map(({ id }) => id);

  it("each service has its own; one without outages has none", () => {
    expect(ids(byEvent({ each: { services: ["web", "api"] } }), sixHours)).toEqual([
      "availability/web/INC-1",
    ]);
  });

  it("a part has its own, and those of the whole service", () => {
    const rows = [
      outage("INC-1", "10-03T00:00", "10-03T01:00", { resource: "w-1" }),
      outage("INC-2", "10-05T00:00", "10-05T01:00", { resource: "w-2" }),
      outage("INC-3", "10-07T00:00", "10-07T01:00"),
    ];
    const found = ids(byEvent({ each: { resourcesOf: "web" } }), rows);
    expect(found.map((id) => id.replace(/^availability\//, ""))).toEqual([
      expect.stringMatching(/w-1\/INC-1$/),
      expect.stringMatching(/w-1\/INC-3$/),
      expect.stringMatching(/w-2\/INC-2$/),
      expect.stringMatching(/w-2\/INC-3$/),
    ]);
  });

  it("of outages that begin together the first name is that of the event", () => {
    const rows = ["INC-2", "INC-3", "INC-1"].map((id) => outage(id, "10-03T00:00", "10-03T01:00"));
    expect(ids(byEvent({ service: "web" }), rows)).toEqual(["availability/web/INC-1"]);
  });

  it("what is over counts though another goes on; what was over before the contract does not", () => {
    const rows = [
      outage("INC-1", "10-03T00:00", "10-03T01:00"),
      outage("INC-2", "10-20T00:00", "10-20T01:00"),
      outage("INC-3", "10-25T00:00"),
    ];
    const scope = { service: "web" };
    expect(ids(byEvent(scope), rows)).toEqual(["availability/web/INC-1", "availability/web/INC-2"]);
    expect(ids(byEvent(scope, { effective: { from: "2026-10-10" } }), rows)).toEqual([
      "availability/web/INC-2",
    ]);
  });

  it("a claim for another commitment opens no window for this one", () => {
    const period = { rolling: { days: 30, until: "claim" as const } };
    const terms = contractOf({
      commitments: ["a", "b"].map((id) => ({ ...availability, id, period, credits: [] })),
    });
    const claim = {
      type: "claim",
      id: "CL-1",
      at: "2026-11-02T12:00:00Z",
      period: "2026-10",
      commitment: "b",
    };
    expect(ids(terms, [...sixHours, claim])).toEqual(["b/web/30d-CL-1"]);
  });
});

describe("semantics 32: the highest for each event", () => {
  it("among credits by their names; those of others and those that stand stay as they are", () => {
    const flat = (id: string, value: string): Commitment => ({
      ...withCredit({ on: "each-miss", give: { amount: value } }),
      id,
    });
    const named = (id: string, value: string): Commitment => {
      const one = flat(id, value);
      return {
        ...one,
        credits: (one.credits ?? []).map((credit) => ({ ...credit, id: `${id}-c` })),
      };
    };
    const terms = contractOf({
      commitments: [named("a", "30.00"), named("b", "50.00"), named("c", "7.00")],
      stacking: [{ id: "one", clause: "6.5", among: ["a-c", "b-c"], pays: "highest-per-event" }],
    });
    expect(linesOf(settled({ contract: terms, rows: sixHours }))).toEqual([
      "a/web/2026-10/a-c 0.00 automatic",
      "b/web/2026-10/b-c 50.00 automatic",
      "c/web/2026-10/c-c 7.00 automatic",
    ]);
  });
});

describe("semantics 38: the likely cause of a difference", () => {
  const causeOf = (statement: Statement, amount: string) =>
    reconcile(statement, [{ line: statement.lines[0]?.id ?? "", amount }]).differences[0]
      ?.likelyCause;
  const rowsOf = (gives: readonly [object, object], more: object = {}): Commitment =>
    withCredit({
      how: "tiers",
      tiers: [
        { from: "99", below: "99.9", give: gives[0] },
        { below: "99", give: gives[1] },
      ],
      ...more,
    });
  const of = (commitment: Commitment, changes: Partial<ContractInput> = {}) =>
    settled({ contract: contractOf({ commitments: [commitment], ...changes }), rows: sixHours });

  it("another row in amounts, in fractions, and open below", () => {
    const amounts = of(rowsOf([{ amount: "5.00" }, { amount: "9.00" }]));
    expect(causeOf(amounts, "9.00")).toEqual({
      why: "other-tier",
      detail: "the row from the start below 99",
    });
    expect(causeOf(amounts, "8.00")).toBeUndefined();
    const fractions = of(rowsOf([{ fraction: "1/10" }, { fraction: "1/4" }], { base: "monthly" }));
    expect(causeOf(fractions, "250.00")).toMatchObject({ why: "other-tier" });
  });

  it("a row that is open above, and one that gives no money", () => {
    const downtime: Partial<Commitment> = {
      measure: { facts: "outages", figure: "downtime" },
      targets: [{ atMost: "PT2H" }],
    };
    const tiers = [
      { from: "PT2H", fromExclusive: "yes", below: "PT7H", give: { amount: "5.00" } },
      { from: "PT7H", below: "PT9H", give: { days: "3" } },
      { from: "PT9H", give: { amount: "9.00" } },
    ];
    expect(causeOf(of(withCredit({ how: "tiers", tiers }, downtime)), "9.00")).toEqual({
      why: "other-tier",
      detail: "the row from PT9H below the end",
    });
  });

  it("a share of the base where the credit names none is no cause", () => {
    const days = rowsOf([{ days: "3" }, { days: "7" }]);
    expect(causeOf(of(days), "70.00")).toBeUndefined();
  });

  it("a capped line is no matter of rounding", () => {
    const caps: ContractInput["caps"] = [
      {
        id: "cap",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "80.00" },
        excess: "lost",
      },
    ];
    const capped = of({ ...availability, credits: [tiered(["0", "99.9", "10"])] }, { caps });
    expect(causeOf(capped, "79.00")).toBeUndefined();
  });

  it("in a currency without decimals: 1,005 × 10 % is 100.5, cut off 100", () => {
    const yen = of(availability, {
      currency: "JPY",
      services: [{ id: "web", charges: [{ id: "fee", amount: "1005", per: "month" }] }],
    });
    expect(yen.lines[0]?.amount).toBe("101");
    expect(causeOf(yen, "100")).toMatchObject({ why: "rounding" });
  });
});

it("semantics 30: a rate from a row needs the bound of that row", () => {
  const plus = { per: "0.1", round: "down", from: "tier", give: { amount: "1.00" } };
  const tiers = [{ from: "0", give: { amount: "5.00" }, plus }];
  const terms = contractOf({ commitments: [withCredit({ how: "tiers", tiers, when: "always" })] });
  expect(issuesOf(terms)).toContain("rate.tier-missing commitments.0.credits.0.tiers.0.plus.from");
});

describe("semantics 30, 32: what is left", () => {
  const settledWith = (
    commitment: Commitment,
    rows: readonly object[] = sixHours,
    changes: Partial<ContractInput> = {},
  ) => settled({ contract: contractOf({ commitments: [commitment], ...changes }), rows });
  const two = [
    outage("INC-1", "10-03T00:00", "10-03T02:00"),
    outage("INC-2", "10-09T00:00", "10-09T02:00"),
  ];

  it("points are counted beside money: three for each of two outages", () => {
    const [line] = settledWith(withCredit({ on: "each-miss", give: { points: "3" } }), two).lines;
    expect(line).toMatchObject({ amount: "0.00", inKind: [{ unit: "points", count: "6" }] });
    const tiers = [{ from: "0", below: "99.9", give: { points: "3" } }];
    const [row] = settledWith(withCredit({ how: "tiers", tiers })).lines;
    expect(row?.steps.find(({ op }) => op === "tier")?.out).toBe("3 points");
  });

  it("two outages of two hours at 1.00 an hour are alike; a day of 5.00 is not reached", () => {
    const credit = {
      on: "each-miss",
      how: "rate",
      rate: { per: "PT1H", round: "exact", from: "zero", give: { amount: "1.00" } },
      limits: { day: { amount: "5.00" } },
    };
    const [line] = settledWith(withCredit(credit), two).lines;
    expect(line?.amount).toBe("4.00");
    expect(line?.steps.map(({ op, in: from }) => [op, from])).toContainEqual(["times", "2 × 2"]);
    expect(line?.steps.some(({ op }) => op === "cap")).toBe(false);
  });

  it("six hours are more than five: one extreme is enough", () => {
    const downtime: Partial<Commitment> = {
      measure: { facts: "outages", figure: "downtime" },
      targets: [{ atMost: "PT2H" }],
    };
    const extreme = (moreThan: string) =>
      settledWith(withCredit({ ...five, when: { extreme: { moreThan } } }, downtime)).lines.length;
    expect([extreme("PT5H"), extreme("PT6H")]).toEqual([1, 0]);
  });

  it("an amount is owed by the contract as a whole where the fee is by the hour", () => {
    const services: ContractInput["services"] = [
      { id: "web", charges: [{ id: "fee", amount: "1.00", per: "hour" }] },
    ];
    const [line] = settledWith(withCredit(five), sixHours, { services, bases: [] }).lines;
    expect(line?.amount).toBe("5.00");
    expect(line?.allocations.map(({ charge, minor }) => [charge, minor])).toEqual([
      ["(contract)", 500],
    ]);
  });

  it("refuses limits in days, and lengths beyond all bounds", () => {
    const found = (credit: object, more: Partial<Commitment> = {}) =>
      issuesOf(contractOf({ commitments: [withCredit(credit, more)] })).join("\n");
    expect(found({ ...five, limits: { line: { days: "3" } } })).toContain("limits.line.days");
    const tiers = [{ from: "P99999999D", give: { amount: "1.00" } }];
    expect(found({ on: "bad", how: "tiers", tiers })).toContain("tiers.0.from");
    const scope = { scope: { service: "nobody" } };
    const terms = contractOf({
      bases: [{ id: "base", of: "scope" }],
      commitments: [withCredit({ base: "base", give: { percent: "1" } }, scope)],
    });
    expect(issuesOf(terms)).toContain("contract.unknown-service commitments.0.scope.service");
    const cap = { id: "cap", clause: "6", covers: "all", limit: { amount: "1" }, excess: "lost" };
    const malformed = contractOf({
      settlement: { anniversary: { from: "2026-02-30", months: 1 } },
      caps: [{ ...cap, per: "calendar-year" }] as never,
    });
    expect(issuesOf(malformed)).toContain("date.no-such-date settlement.anniversary.from");
  });

  it("semantics 38: what is held back stands against each charge that it offsets", () => {
    const contract = contractOf({
      services: [
        {
          id: "web",
          charges: [
            { id: "fee", amount: "1000.00", per: "month" },
            { id: "desk", amount: "500.00", per: "month" },
          ],
        },
      ],
      bases: [{ id: "monthly", of: ["fee", "desk"] }],
    });
    const issued = settled({ contract, rows: sixHours });
    const revision = restated({
      contract,
      rows: [{ ...outage("INC-9", "09-01T00:00", "09-01T01:00") }],
      issued: [issued],
    });
    // 150.00 is taken back, a hundred of it of the one fee; the same is held back.
    expect(
      revision?.lines.map(({ allocations }) => allocations.map((one) => [one.charge, one.minor])),
    ).toEqual([
      [
        ["desk", -5000],
        ["fee", -10_000],
      ],
      [
        ["desk", 5000],
        ["fee", 10_000],
      ],
    ]);
  });
});

describe("semantics 38: statements that somebody else wrote", () => {
  const statement = settled({ contract: contractOf(), rows: sixHours });
  const [line] = statement.lines;
  if (line === undefined) throw new TypeError("no line");
  const causeOf = (changed: object, amount: string) =>
    reconcile(seal({ ...statement, lines: [{ ...line, ...changed }] }), [{ line: line.id, amount }])
      .differences[0]?.likelyCause;

  it("a forfeited line without the last day of its claim", () => {
    expect(causeOf({ status: "forfeited" }, "100.00")).toEqual({
      why: "forfeited",
      detail: "claimed after the last day",
    });
  });

  it("a line of no result, and a rounding that is no number", () => {
    const steps = [{ op: "round", clause: "msa 1", in: "x", out: "nothing" }];
    expect(causeOf({ result: "", steps }, "7.00")).toBeUndefined();
  });

  it("a row that gives days of the base", () => {
    const tiers = [
      { from: "99", below: "99.9", give: { days: "1" } },
      { from: "0", below: "99", give: { days: "7" } },
    ];
    const days = settled({
      contract: contractOf({
        bases: [{ id: "daily", of: ["fee"], taken: { averageDays: "30" } }],
        commitments: [withCredit({ how: "tiers", base: "daily", tiers })],
      }),
      rows: sixHours,
    });
    expect(
      reconcile(days, [{ line: days.lines[0]?.id ?? "", amount: "1.00" }]).differences[0]
        ?.likelyCause,
    ).toBeUndefined();
  });
});
