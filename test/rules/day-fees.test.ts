import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { availability, contractOf, outage, settled } from "./world.ts";

type Taken = NonNullable<NonNullable<ContractInput["bases"]>[number]["taken"]>;

/** 310.00 a month, of which each period with downtime earns one average day. */
const contractFor = (
  period: "calendar-day" | "clock-hour" | "calendar-week",
  taken: Taken,
): ContractInput =>
  contractOf({
    services: [{ id: "web", charges: [{ id: "fee", amount: "310.00", per: "month" }] }],
    bases: [{ id: "daily", of: ["fee"], taken }],
    commitments: [
      {
        ...availability,
        period,
        targets: [{ atLeast: "100" }],
        credits: [
          {
            id: "day",
            clause: "6.1",
            on: "measured",
            how: "flat",
            base: "daily",
            give: { days: "1" },
          },
        ],
      },
    ],
  });

const amounts = (period: "calendar-day" | "clock-hour", taken: Taken) =>
  settled({
    contract: contractFor(period, taken),
    rows: [outage("INC-1", "2026-10-07T23:50:00Z", "2026-10-08T00:10:00Z")],
  }).lines.map(({ amount }) => amount);

describe("semantics 31: a day's fee where days or hours are judged", () => {
  it("is that of its calendar month: 310.00 over the 31 days of October, for each day", () => {
    expect(amounts("calendar-day", { averageDays: "days-in-month" })).toEqual(["10.00", "10.00"]);
  });

  it("late in a short month too: 310.00 over the 28 days of February", () => {
    const { lines } = settled({
      contract: contractFor("calendar-day", { averageDays: "days-in-month" }),
      rows: [outage("INC-1", "02-20T10:00", "02-20T10:10")],
      period: "2026-02",
      asOf: "03-05T00:00",
    });
    expect(lines.map(({ amount }) => amount)).toEqual(["11.07"]);
  });

  it("over thirty days: 310.00 ÷ 30 = 10.33", () => {
    expect(amounts("calendar-day", { averageDays: "30" })).toEqual(["10.33", "10.33"]);
  });

  it("for each hour, a day's fee too", () => {
    expect(amounts("clock-hour", { averageDays: "days-in-month" })).toEqual(["10.00", "10.00"]);
  });

  it.each([
    {
      period: "calendar-day",
      taken: { averageDays: "days-in-period" },
      why: "a day has no share of a month by itself",
    },
    {
      period: "calendar-week",
      taken: { averageDays: "30" },
      why: "a week may lie in two months",
    },
  ] as const)("refuses $period with $taken.averageDays: $why", ({ period, taken }) => {
    const result = safeParseContract(contractFor(period, taken));
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["base.months-in-days"]);
  });
});
