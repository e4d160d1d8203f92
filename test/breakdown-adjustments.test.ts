import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Breakdown,
  breakdown,
  parseContract,
  parseRecords,
  type Statement,
  settle,
} from "../src/index.ts";
import { breakdownCsv } from "../src/present/breakdown-csv.ts";
import { breakdownText } from "../src/present/breakdown-text.ts";
import { type Changes, type Measure, outagesContract } from "./rules/outage-world.ts";
import { MINUTE, outage, stamp, work } from "./rules/world.ts";
import { fractionOf, sumOf, text } from "./support/fraction.ts";

/** Semantics 27: each slice has its part of the adjustments, and the parts add up to the ledger's. */

const world = (measure: Partial<Measure>, rows: readonly object[], changes: Changes = {}) => {
  const contract = parseContract(outagesContract(measure, changes));
  const records = parseRecords(rows, contract);
  return { contract, records, period: "2026-10", asOf: stamp("11-05T00:00") };
};

/** "2026-10-05 bad weight 0.5 -1800000" */
const told = ({ results }: Breakdown) =>
  results.flatMap(({ rows }) =>
    rows.flatMap(({ label, adjustments = [] }) =>
      adjustments.map(({ of, why, ms }) => `${label} ${of} ${why} ${ms}`),
    ),
  );

/** What rows and ledger come to, by what is adjusted and why. */
const sums = (
  list: readonly { readonly of: string; readonly why: string; readonly ms: string }[],
) => {
  const names = [...new Set(list.map(({ of, why }) => `${of} ${why}`))].sort();
  return names
    .map((name) => {
      const own = list.filter(({ of, why }) => `${of} ${why}` === name);
      return `${name}: ${text(sumOf(own.map(({ ms }) => fractionOf(ms))))}`;
    })
    .filter((line) => !line.endsWith(": 0"));
};
const ledgers = ({ results }: Statement) =>
  results.map(({ id, ledger }) => [id, sums(ledger?.adjustments ?? [])]);
const sliced = ({ results }: Breakdown) =>
  [...new Set(results.map(({ result }) => result))].map((id) => {
    const rows = results.filter(({ result }) => result === id).flatMap((one) => one.rows);
    return [id, sums(rows.flatMap(({ adjustments = [] }) => adjustments))];
  });

const half = { impact: "half" };
const users = (at: string, value: string) => ({
  type: "fact",
  id: `U-${at}`,
  fact: "users",
  at: stamp(at),
  value,
});
const counting = (count: string, per: string, more: object = {}) =>
  ({ counting: { whole: "minute", count, per, ...more } }) as Partial<Measure>;

describe("semantics 27: adjustments in slices", () => {
  it("without any the rows have none", () => {
    const rows = [outage("A", "10-05T23:00", "10-06T01:00")];
    const { results } = breakdown({ ...world({}, rows), by: "day" });
    expect(results.flatMap((one) => one.rows).some((row) => "adjustments" in row)).toBe(false);
  });

  it.each([
    {
      measure: { weights: { half: "0.5" } },
      rows: [outage("A", "10-05T23:00", "10-06T02:00", half)],
      found: ["2026-10-05 bad weight 0.5 -1800000", "2026-10-06 bad weight 0.5 -3600000"],
      why: "a weight takes as much of each day as it is down: half of one hour, and of two",
    },
    {
      measure: counting("ceil", "fault"),
      rows: [outage("A", "09-30T23:59", "10-01T00:01"), outage("B", "10-05T23:59", "10-06T00:01")],
      found: [],
      why: "whole minutes already",
    },
    {
      measure: { overlap: "sum" } as const,
      rows: [outage("A", "10-05T22:00", "10-06T02:00"), outage("B", "10-05T23:00", "10-06T01:00")],
      found: [
        "2026-10-05 bad overlapping outages, each by itself 3600000",
        "2026-10-06 bad overlapping outages, each by itself 3600000",
      ],
      why: "both run from 23:00 to 01:00: an hour of each day counts twice",
    },
    {
      measure: { denominator: { deemedDays: 30 } } as const,
      rows: [outage("A", "10-05T22:00", "10-05T23:00")],
      // 30 − 31 days over 31 days: of each day 1/31.
      found: Array.from(
        { length: 31 },
        (_, day) =>
          `2026-10-${String(day + 1).padStart(2, "0")} whole 30 days a month -86400000/31`,
      ),
      why: "a deemed length is shared out as the elapsed time is",
    },
    {
      measure: { denominator: { usersTimesMinutes: "users" }, overlap: "sum" } as const,
      rows: [
        users("10-01T00:00", "10"),
        users("10-31T00:00", "5"),
        outage("A", "10-30T23:00", "10-31T01:00", { affected: { units: 4 } }),
      ],
      // Of ten users nine more than the time itself; the last day has five.
      found: [
        ...Array.from(
          { length: 29 },
          (_, day) => `2026-10-${String(day + 1).padStart(2, "0")} whole users 777600000`,
        ),
        "2026-10-30 bad users that were hit 10800000",
        "2026-10-30 whole users 777600000",
        "2026-10-31 bad users that were hit 10800000",
        "2026-10-31 whole users 345600000",
      ],
      why: "users by the count of each day; four that were hit are three more than the time",
    },
    {
      measure: { unknown: "down" } as const,
      rows: [
        {
          type: "coverage",
          id: "C",
          of: "outages",
          from: stamp("10-01T00:00"),
          until: stamp("10-30T12:00"),
        },
      ],
      found: [
        "2026-10-30 bad unknown time is down 43200000",
        "2026-10-30 whole unknown time is down 43200000",
        "2026-10-31 bad unknown time is down 86400000",
        "2026-10-31 whole unknown time is down 86400000",
      ],
      why: "half of the 30th and the 31st are unknown",
    },
  ])("$why", ({ measure, rows, found }) => {
    expect(told(breakdown({ ...world(measure, rows), by: "day" }))).toEqual(found);
  });

  it("whole units of an outage stand where it begins, those of the period at its end", () => {
    // 23:59:30 to 00:00:10 are 40 s, a whole minute with 20 s more.
    const rows = [
      {
        ...outage("A", "10-05T23:59", "10-06T00:01"),
        from: "2026-10-05T23:59:30Z",
        until: "2026-10-06T00:00:10Z",
      },
    ];
    const by = (measure: Partial<Measure>) =>
      told(breakdown({ ...world(measure, rows), by: "day" }));
    expect(by(counting("ceil", "fault"))).toEqual([
      "2026-10-05 bad whole minutes, ceil, per fault 20000",
    ]);
    expect(by(counting("ceil", "total"))).toEqual([
      "2026-10-31 bad whole minutes, ceil, per total 20000",
    ]);
    expect(by({ ...counting("floor", "fault"), overlap: "sum" })).toEqual([
      "2026-10-05 bad whole minutes, floor, per fault -40000",
    ]);
    expect(by({ ...counting("floor", "total"), overlap: "sum" })).toEqual([
      "2026-10-31 bad whole minutes, floor, per total -40000",
    ]);
  });

  it("members are weighed in each of their rows", () => {
    const services = ["web", "api"].map((id) => ({ id, charges: [] }));
    const weighted = [
      { service: "web", weight: "3" },
      { service: "api", weight: "1" },
    ];
    const changes: Changes = { services, bases: [], commitment: { scope: { weighted } } };
    const rows = [outage("A", "10-05T00:00", "10-05T01:00")];
    const call = world({}, rows, changes);
    const found = breakdown({ ...call, by: "day" });
    // web weighs three quarters of all: its hour loses 15 min, each of its days 6 h; api's day 18 h.
    expect(told(found).filter((row) => row.startsWith("2026-10-05"))).toEqual([
      `2026-10-05 bad weights of members ${-15 * MINUTE}`,
      `2026-10-05 whole weights of members ${-360 * MINUTE}`,
      `2026-10-05 whole weights of members ${-1080 * MINUTE}`,
    ]);
    expect(sliced(found)).toEqual(ledgers(settle(call)));
  });

  it("are columns of their own as text, and lines with columns of their own as CSV", () => {
    const rows = [outage("A", "10-05T23:00", "10-06T02:00", half)];
    const measure = { weights: { half: "0.5" }, denominator: { deemedDays: 30 } } as const;
    const found = breakdown({ ...world(measure, rows), by: "week" });
    const [, head = "", , second = ""] = breakdownText(found).split("\n");
    expect(head.trim().split(/ {2,}/)).toEqual([
      "week",
      "up",
      "degraded (counts 0.5)",
      "bad: weight 0.5",
      "whole: 30 days a month",
    ]);
    // A week is 7/31 of the day that is lacking: 86,400,000 × 7 ÷ 31.
    expect(second.trim().split(/ {2,}/)).toEqual([
      "2026-W41",
      "165 h",
      "3 h",
      "−1 h 30 min",
      "−604800000/31 ms",
    ]);
    const lines = breakdownCsv(found).split("\r\n");
    expect(lines[0]).toBe(
      "result,member,slice,from,until,class,weight,rule,state,ms,adjusts,why,adjustmentMs",
    );
    const week = "availability/web/2026-10,,2026-W41,2026-10-05T00:00:00Z,2026-10-12T00:00:00Z";
    expect(lines.filter((line) => line.startsWith(week))).toEqual([
      `${week},up,,,,594000000,,,`,
      `${week},degraded,0.5,,,10800000,,,`,
      `${week},,,,,,bad,weight 0.5,-5400000`,
      `${week},,,,,,whole,30 days a month,-604800000/31`,
    ]);
  });

  const measures: readonly Partial<Measure>[] = [
    { weights: { half: "0.5", full: "1" } },
    ...["ceil", "floor", "any-touched", "all-of"].flatMap((count) =>
      ["fault", "total"].map((per) => ({
        ...counting(count, per),
        weights: { half: "0.3", full: "1" },
      })),
    ),
    { overlap: "sum", weights: { half: "0.5", full: "1" } },
    { ...counting("ceil", "fault"), overlap: "sum" },
    { ...counting("ceil", "total"), overlap: "sum" },
    { overlap: "sum", denominator: { usersTimesMinutes: "users" }, unknown: "up" },
    { overlap: "sum", denominator: { usersTimesMinutes: "users" }, unknown: "down" },
    { ...counting("ceil", "fault"), overlap: "sum", denominator: { usersTimesMinutes: "users" } },
    { ...counting("floor", "total"), overlap: "sum", denominator: { usersTimesMinutes: "users" } },
    { unknown: "up", denominator: "days-x-1440" },
    { partialPeriod: "undeployed-is-available" },
    { partialPeriod: "whole-denominator", denominator: { fixedMinutes: 43_200 } },
    {
      minimumOutage: { length: "PT5M", reached: "at-least", counts: "excess" },
      weights: { half: "0.5", full: "1" },
    },
  ];

  const spans = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 33 * 24 * 60 }),
      seconds: fc.integer({ min: 0, max: 3 * 86_400 }),
      impact: fc.constantFrom("half", "full"),
      units: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 5 },
  );

  it.each(["day", "week", "month"] as const)("law: by %s they sum to those of the ledger", (by) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...measures),
        spans,
        fc.boolean(),
        (measure, drawn, isCovered) => {
          const first = Date.UTC(2026, 8, 30);
          const rows = drawn.map(({ from, seconds, impact, units }, index) => ({
            ...outage(`A-${index}`, "10-05T00:00"),
            from: new Date(first + from * MINUTE).toISOString(),
            until: new Date(first + from * MINUTE + seconds * 1000).toISOString(),
            ...(measure.weights === undefined ? {} : { impact }),
            affected: { units },
          }));
          const coverage = {
            type: "coverage",
            id: "C",
            of: "outages",
            from: stamp("10-02T00:00"),
            until: stamp("10-30T12:00"),
          };
          const given = [
            ...rows,
            work("CHG", "10-07T01:00", "10-08T02:00"),
            users("10-01T00:00", "10"),
            users("10-20T00:00", "12"),
            ...(isCovered ? [coverage] : []),
          ];
          const changes: Changes = {
            services: [
              {
                id: "web",
                charges: [],
                active: [{ from: stamp("10-03T00:00"), until: stamp("12-01T00:00") }],
              },
            ],
            bases: [],
            exclusions: [
              { id: "planned", clause: "4", matches: { kind: "maintenance" }, removes: "window" },
            ],
            commitment: { excludes: ["planned"] },
          };
          const call = world(measure, given, changes);
          expect(sliced(breakdown({ ...call, by }))).toEqual(ledgers(settle(call)));
        },
      ),
      { numRuns: 40 },
    );
  });
});
