import { describe, expect, it } from "vitest";
import { exactText } from "../src/base/ratio.ts";
import { budget, parseContract, type Statement, safeBudget } from "../src/index.ts";
import { judgedAs, remainingWhole } from "../src/rules/remaining-whole.ts";
import { instant } from "../src/time/instant.ts";
import { periodAt } from "../src/time/period.ts";
import {
  type Changes,
  type Measure,
  minutes,
  outagesContract,
  stated,
} from "./rules/outage-world.ts";
import { HOUR, outage, response, settled } from "./rules/world.ts";

const DAY = 24 * HOUR;
const id = (statement: Statement) => statement.results[0]?.id ?? "";
const of = (
  measure: Partial<Measure>,
  rows: readonly object[],
  changes: Changes = {},
  asOf?: string,
) => {
  const statement = stated(measure, rows, changes, asOf);
  return budget(statement, id(statement));
};
const rows = [outage("A", "10-05T10:00", "10-05T10:30")];
const target = (...targets: NonNullable<Changes["commitment"]>["targets"] & object) => ({
  commitment: { targets },
});

/** Two services, of which `api` is in use for the first 20 days of October where it is given. */
const members = (scope: object, apiUntil?: string): Changes => ({
  services: [
    { id: "web", charges: [] },
    {
      id: "api",
      charges: [],
      ...(apiUntil === undefined
        ? {}
        : { active: [{ from: "2026-10-01T00:00:00Z", until: apiUntil }] }),
    },
  ],
  bases: [],
  commitment: { scope: scope as never, targets: [{ atLeast: "99.9" }] },
});
const both = ["web", "api"];
const toApi = { type: "outage", service: "api" };
/** 30 minutes of web and 30 of api. */
const bothDown = [
  ...rows,
  { ...toApi, id: "B", from: "2026-10-06T10:00:00Z", until: "2026-10-06T10:30:00Z" },
];

describe("semantics 28: the budget of percentages that are combined", () => {
  const codeOf = (scope: object, apiUntil?: string, measure: Partial<Measure> = {}) => {
    const statement = stated(measure, bothDown, members(scope, apiUntil));
    const found = safeBudget(statement, id(statement));
    return found.ok ? "ok" : found.issues.map(({ code, message }) => `${code}: ${message}`).join();
  };

  it("a sum of shortfalls, and a mean over unequal members, allow no length of time", () => {
    expect(codeOf({ sumOfShortfalls: both })).toMatch(
      /^budget\.none: .* adds the shortfalls of several members/,
    );
    expect(codeOf({ meanOfPercentages: both }, "2026-10-21T00:00:00Z")).toMatch(
      /^budget\.none: .* is a mean over members of different lengths/,
    );
    expect(
      codeOf({ meanOfPercentages: both }, undefined, { denominator: { deemedDays: 30 } }),
    ).toMatch(/^budget\.none/);
  });

  it("a mean over members of one length does", () => {
    // 0.1 % of twice October; an hour of 1,488 hours is down.
    const found = of({}, bothDown, members({ meanOfPercentages: both }));
    expect([found.allowedMs, found.usedMs, found.burnRate]).toEqual([
      "5356800",
      "3600000",
      "125/186",
    ]);
  });

  it.each([
    { scope: { pooled: both }, allowed: 2 * 31 * 86_400, why: "each member for itself" },
    { scope: { meanOfPercentages: both }, allowed: 2 * 31 * 86_400, why: "each for itself" },
    {
      scope: {
        weighted: [
          { service: "web", weight: "3" },
          { service: "api", weight: "1" },
        ],
      },
      allowed: 31 * 86_400,
      why: "as one",
    },
  ])("of a running period $scope adds the rest of $why", ({ scope, allowed }) => {
    const found = of({}, bothDown, members(scope), "10-11T00:00");
    expect(found.allowedMs).toBe(String(allowed));
  });

  it("a mean with earlier periods allows no length of time", () => {
    const effective = { from: "2026-10-01" };
    const averageWith = { earlierPeriods: 2 };
    const statement = stated({ averageWith }, rows, { effective });
    const found = safeBudget(statement, id(statement));
    expect(found.ok ? "" : found.issues[0]?.message).toContain("is a mean with earlier periods");
  });

  it("the rate is that of the figure that is judged, also where it is rounded", () => {
    // 30 of 44,640 minutes are down: 99.9328 %, calculated to one decimal 99.9 %.
    const calculatedTo = { decimals: 1, round: "half-up" } as const;
    const found = of({ calculatedTo }, rows);
    expect([found.burnRate, found.leftMs]).toEqual(["1", "878400"]);
  });

  it.each(["atMost", "lessThan"])("downtime in percent, %s, has the same", (bound) => {
    const found = of({ figure: "downtime-percent" }, rows, target({ [bound]: "0.1" }));
    expect([found.target, found.allowedMs, found.usedMs, found.burnRate]).toEqual([
      "0.1",
      "2678400",
      "1800000",
      "125/186",
    ]);
  });
});

describe("semantics 28: the budget of a percentage of time", () => {
  it("99.9 % of October allows 44 min 38.4 s; 30 minutes are used", () => {
    // 0.001 × 2,678,400,000; the rate is 1,800,000 ÷ 2,678,400.
    expect(of({}, rows)).toEqual({
      result: "availability/web/2026-10",
      clause: "msa 3.1",
      target: "99.9",
      allowedMs: "2678400",
      usedMs: "1800000",
      leftMs: "878400",
      burnRate: "125/186",
      shown: {
        allowed: "44 min 38.400 s",
        used: "30 min",
        left: "14 min 38.400 s",
        burnRate: "0.68",
      },
    });
  });

  it("what is left is signed", () => {
    const found = of({}, [outage("A", "10-05T10:00", "10-05T11:00")]);
    expect([found.leftMs, found.shown.left]).toEqual(["-921600", "-15 min 21.600 s"]);
  });

  it("100 % allows nothing, and has no burn rate", () => {
    const found = of({}, rows, target({ atLeast: "100" }));
    expect([found.allowedMs, found.leftMs, found.burnRate, found.shown.burnRate]).toEqual([
      "0",
      "-1800000",
      null,
      "–",
    ]);
  });

  it("more than: the bound itself is the budget", () => {
    expect(of({}, rows, target({ moreThan: "99.5" })).allowedMs).toBe("13392000");
  });

  it("of a deemed length", () => {
    expect(of({ denominator: { deemedDays: 30 } }, rows).allowedMs).toBe("2592000");
  });

  it.each([
    { measure: {}, allowed: 31 * DAY, why: "the month" },
    { measure: { denominator: { deemedDays: 30 } }, allowed: 30 * DAY, why: "its deemed days" },
    { measure: { hours: "office" }, allowed: 22 * 8 * HOUR, why: "its service hours" },
    { measure: { partialPeriod: "whole-denominator" }, allowed: 31 * DAY, why: "the whole" },
  ] as const)("of a running period it is that of all of $why", ({ measure, allowed }) => {
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
    const found = of(measure as Partial<Measure>, rows, { calendars }, "10-11T00:00");
    expect(Number(found.allowedMs) * 1000).toBe(allowed);
    expect(found.usedMs).toBe(minutes(30));
  });

  it("the burn rate of a running period is that of the time so far", () => {
    // Half an hour of ten days, of which 14 min 24 s are allowed.
    expect(of({}, rows, {}, "10-11T00:00").burnRate).toBe("25/12");
  });

  it("use that ends in the period cuts what is left of it", () => {
    const services = (until: string) => [
      { id: "web", charges: [], active: [{ from: "2026-10-01T00:00:00Z", until }] },
    ];
    const changes = { services: services("2026-10-21T00:00:00Z"), bases: [] };
    expect(of({}, rows, changes, "10-11T00:00").allowedMs).toBe(String(20 * 86_400));
    const measure = { partialPeriod: "undeployed-is-available" } as const;
    expect(of(measure, rows, changes, "10-11T00:00").allowedMs).toBe(String(31 * 86_400));
  });

  it("of several services as one the use is not foretold", () => {
    const services = ["web", "api"].map((name) => ({
      id: name,
      charges: [],
      active: [{ from: "2026-10-01T00:00:00Z", until: "2026-10-21T00:00:00Z" }],
    }));
    const changes: Changes = {
      services,
      bases: [],
      commitment: { scope: { anyDown: ["web", "api"] } },
    };
    expect(of({}, rows, changes, "10-11T00:00").allowedMs).toBe(String(31 * 86_400));
  });

  it("users are counted so far", () => {
    const users = {
      type: "fact",
      id: "users",
      fact: "users",
      at: "2026-10-01T00:00:00Z",
      until: "2026-11-01T00:00:00Z",
      value: "10",
    };
    const measure = { overlap: "sum", denominator: { usersTimesMinutes: "users" } } as const;
    const hit = [outage("A", "10-05T10:00", "10-05T10:30", { affected: { units: 5 } }), users];
    const found = of(measure, hit, {}, "10-11T00:00");
    // 0.1 % of ten users for ten days.
    expect(found.allowedMs).toBe(String(100 * 86_400));
  });

  const refusal = (statement: unknown, result: string) => {
    const found = safeBudget(statement as Statement, result);
    return found.ok ? [] : found.issues.map(({ code, hint }) => `${code}: ${hint}`);
  };

  it("other results have none", () => {
    const none =
      "budget.none: ask for a result of uptime-percent with atLeast or moreThan, or of downtime-percent with atMost or lessThan";
    for (const [measure, changes] of [
      [{ figure: "downtime" }, {}],
      [{}, target({ atMost: "99" })],
      [{ figure: "downtime-percent" }, target({ atLeast: "0.1" })],
    ] as const) {
      const statement = stated(measure as Partial<Measure>, rows, changes as Changes);
      expect(refusal(statement, id(statement))).toEqual([none]);
    }
    const empty = stated({}, []);
    expect(refusal(empty, id(empty))).toEqual([none]);
  });

  it("what is not there, or not as it was issued, is refused", () => {
    const statement = stated({}, rows);
    expect(refusal(statement, "availability/web/2026-11")).toEqual([
      'budget.unknown: did you mean "availability/web/2026-10"?',
    ]);
    expect(refusal(statement, "x")).toEqual([
      "budget.unknown: the statement has: availability/web/2026-10",
    ]);
    expect(refusal({ ...statement, asOf: "2026-10-20T00:00:00Z" }, id(statement))).toHaveLength(1);
    expect(refusal(null, "x")).toHaveLength(1);
    expect(() => budget(statement, "x")).toThrow(/budget\.unknown/);
  });

  it("a commitment by the day has the budget of its day", () => {
    const contract = outagesContract({}, { commitment: { period: "calendar-day" } });
    const statement = settled({ contract, rows, asOf: "10-05T12:00" });
    expect(budget(statement, "availability/web/2026-10-05").allowedMs).toBe("86400");
  });

  it("a result that the contract does not have is none", () => {
    const { plan } = parseContract(outagesContract({}));
    const settlement = periodAt("calendar-month", plan.zone, instant(Date.UTC(2026, 9, 5)));
    const settling = { plan, settlement, asOf: instant(Date.UTC(2026, 9, 11)) };
    expect(judgedAs(settling, "other/web/2026-10")).toBeUndefined();
    const judged = judgedAs(settling, "availability/web/2026-10");
    const rest = judged && exactText(remainingWhole(judged, settling));
    expect(rest).toBe(String(21 * DAY));
  });

  it("tickets beside it have no time left over", () => {
    const { commitments, ...terms } = outagesContract({});
    const contract = { ...terms, commitments: [{ ...response, credits: [] }, ...commitments] };
    const statement = settled({ contract, rows, asOf: "10-11T00:00" });
    // 0.1 % of the whole of October, 21 days of which are still to come.
    expect(budget(statement, "availability/web/2026-10").allowedMs).toBe("2678400");
    expect(refusal(statement, "response/web/2026-10")).toHaveLength(1);
  });
});
