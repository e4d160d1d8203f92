import { describe, expect, it } from "vitest";
import { exactText } from "../src/base/ratio.ts";
import { budget, parseContract, type Statement, safeBudget } from "../src/index.ts";
import { remainingWhole } from "../src/rules/remaining-whole.ts";
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
    const none = "budget.none: ask for a result of uptime-percent with atLeast or moreThan";
    for (const [measure, changes] of [
      [{ figure: "downtime" }, {}],
      [{}, target({ atMost: "99" })],
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

  it("a result that the contract does not have adds nothing", () => {
    const { plan } = parseContract(outagesContract({}));
    const settlement = periodAt("calendar-month", plan.zone, instant(Date.UTC(2026, 9, 5)));
    const settling = { plan, settlement, asOf: instant(Date.UTC(2026, 9, 11)) };
    expect(exactText(remainingWhole(settling, "other/web/2026-10"))).toBe("0");
    expect(exactText(remainingWhole(settling, "availability/web/2026-10"))).toBe(String(21 * DAY));
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
