import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  safeSettle,
  verify,
} from "../../src/index.ts";
import { availability, contractOf, outage, settled } from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const giving = (give: object, changes: Partial<ContractInput> = {}): ContractInput =>
  contractOf({
    commitments: [
      {
        ...availability,
        credits: [{ id: "own", clause: "6.1", on: "measured", how: "flat", give } as Credit],
      },
    ],
    ...changes,
  });
const down = outage("INC-1", "10-03T00:00", "10-03T02:00");
const used = (id: string, at: string, value: string | undefined, more: object = {}) => ({
  type: "fact",
  id,
  fact: "credits-used",
  at,
  ...(value === undefined ? {} : { value }),
  ...more,
});

describe("semantics 30: units by their average use in a day", () => {
  const three = { units: { unit: "credit", count: "3", timesDaily: "credits-used" } };
  const inKind = (contract: ContractInput, rows: readonly object[]) =>
    settled({ contract, rows: [down, ...rows] }).lines[0]?.inKind;

  it("the sum of the facts of the period over its local dates, as one exact ratio", () => {
    // 4,500 + 95 in October's 31 days; 3 × 4,595 ÷ 31 = 13,785 ÷ 31. September and November are others.
    const rows = [
      used("F-0", "2026-09-30T23:59:59Z", "99"),
      used("F-1", "2026-10-01T00:00:00Z", "4500"),
      used("F-2", "2026-10-31T23:59:59Z", "95"),
      used("F-3", "2026-11-01T00:00:00Z", "99"),
      { ...used("F-4", "2026-10-05T00:00:00Z", "99"), fact: "others" },
    ];
    const statement = settled({ contract: giving(three), rows: [down, ...rows] });
    expect(statement.lines[0]?.inKind).toEqual([{ unit: "credit", count: "13785/31" }]);
    expect(statement.lines[0]?.steps).toContainEqual({
      op: "times",
      clause: "msa 6.1",
      in: "4595 ÷ 31 × 3",
      out: "13785/31",
    });
    // The outage and two facts; three lie outside.
    expect(statement.manifest.rows).toMatchObject({ in: 6, used: 3, outside: 3 });
    expect(verify(statement, { rows: [down, ...rows] }).ok).toBe(true);
  });

  it("of the services of the scope, and of no service in particular", () => {
    const services = [{ id: "web" }, { id: "mail" }];
    const rows = [
      used("F-1", "2026-10-02T00:00:00Z", "31", { service: "web" }),
      used("F-2", "2026-10-02T00:00:00Z", "310", { service: "mail" }),
      used("F-3", "2026-10-02T00:00:00Z", "62"),
    ];
    // 93 in 31 days, three times.
    expect(inKind(giving(three, { services, bases: [] }), rows)).toEqual([
      { unit: "credit", count: "9" },
    ]);
  });

  it("over the dates that the contract covers, where it begins inside the month", () => {
    // From 22 October on: ten dates; 100 ÷ 10 × 3. What was used before is not counted.
    const contract = giving(three, { effective: { from: "2026-10-22" } });
    const later = outage("INC-1", "10-25T00:00", "10-25T02:00");
    const rows = [
      used("F-0", "2026-10-21T23:00:00Z", "1000"),
      used("F-1", "2026-10-22T00:00:00Z", "100"),
    ];
    const [line] = settled({ contract, rows: [later, ...rows] }).lines;
    expect(line?.inKind).toEqual([{ unit: "credit", count: "30" }]);
  });

  it("single units need no facts", () => {
    expect(inKind(giving({ units: { unit: "seat", count: "1/3" } }), [])).toEqual([
      { unit: "seat", count: "1/3" },
    ]);
  });

  it("an average of nothing is asked for, and a fact without its value is refused", () => {
    const contract = parseContract(giving(three));
    const none = safeSettle({
      contract,
      records: parseRecords([down], contract),
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    });
    expect(none.ok ? [] : none.issues).toMatchObject([
      { code: "fact.missing", value: "credits-used" },
    ]);
    const bare = safeParseRecords([used("F-1", "2026-10-02T00:00:00Z", undefined)], contract);
    expect(bare.ok ? [] : bare.issues).toMatchObject([
      { code: "fact.value-missing", path: [0, "value"] },
    ]);
  });
});

describe("semantics 36: how long a right may be used", () => {
  const right = (exerciseWithin?: object) =>
    giving({
      right: {
        what: "terminate",
        holder: "customer",
        ...(exerciseWithin === undefined ? {} : { exerciseWithin }),
      },
    });
  const window = (within: object, asOf = "11-05T00:00", changes: object = {}) =>
    settled({ contract: { ...right(within), ...changes }, rows: [down], asOf }).lines[0]
      ?.rights?.[0]?.exercise;

  it.each([
    // The last date of October is day 0; 30 days lead to 30 November, whole.
    { asOf: "2026-11-30T23:59:59.999Z", state: "open", why: "the last instant" },
    { asOf: "2026-12-01T00:00:00Z", state: "lapsed", why: "the first instant after it" },
  ])("30 days after the period, at $asOf: $state, $why", ({ asOf, state }) => {
    expect(window({ days: 30 }, asOf)).toEqual({
      opensAt: "2026-11-01T00:00:00Z",
      until: "2026-12-01T00:00:00Z",
      lastDate: "2026-11-30",
      state,
    });
  });

  it("of the period of its own result, whatever else was judged", () => {
    // The first week that ends in October ends on the 4th.
    const weekly = {
      ...availability,
      id: "weekly",
      period: "calendar-week" as const,
      credits: [],
    };
    const commitments = [weekly, ...right({ days: 30 }).commitments];
    expect(window({ days: 30 }, "11-05T00:00", { commitments })).toMatchObject({
      opensAt: "2026-11-01T00:00:00Z",
      lastDate: "2026-11-30",
    });
  });

  it("hours run from the end of the period and have no last date", () => {
    // 48 hours, of which exactly so many are in time.
    expect(window({ hours: 48 })).toEqual({
      opensAt: "2026-11-01T00:00:00Z",
      until: "2026-11-03T00:00:00.001Z",
      state: "lapsed",
    });
  });

  it("months are clamped, business days are those of a calendar", () => {
    expect(window({ months: 4 })).toMatchObject({ lastDate: "2027-02-28" });
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
    // 31 October is a Saturday: the first open date after it is Monday, 2 November.
    const within = { businessDays: { n: 3, calendar: "office" } };
    expect(window(within, "11-05T00:00", { calendars })).toMatchObject({ lastDate: "2026-11-04" });
  });

  it("without a time there is none", () => {
    const [line] = settled({ contract: right(), rows: [down] }).lines;
    expect(line?.rights).toEqual([{ what: "terminate", holder: "customer" }]);
  });

  it("more than ten years, and a calendar that is not there, are refused", () => {
    const codes = (within: object) => {
      const parsed = safeParseContract(right(within));
      return parsed.ok ? [] : parsed.issues.map(({ code }) => code);
    };
    expect(codes({ days: 3653 })).toEqual(["right.too-long"]);
    expect(codes({ businessDays: { n: 3, calendar: "office" } })).toEqual([
      "contract.unknown-calendar",
    ]);
  });
});
