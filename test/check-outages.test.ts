import { describe, expect, it } from "vitest";
import { check, parseContract } from "../src/index.ts";
import { checkText } from "../src/present/check-text.ts";
import { type Changes, type Measure, outagesContract } from "./rules/outage-world.ts";
import { settled } from "./rules/world.ts";

const checked = (measure: Partial<Measure>, changes: Changes = {}) =>
  check(parseContract(outagesContract(measure, changes)));

const codes = (measure: Partial<Measure>, changes: Changes = {}) =>
  checked(measure, changes).warnings.map(({ code }) => code);

const downWhen = (bucket: string) =>
  ({
    of: "requests",
    bucket,
    bad: { anyFailure: "yes" },
    partlyExcluded: "kept",
  }) satisfies Measure["downWhen"];

describe("outages that nobody can have meant (check)", () => {
  it.each([
    { measure: { minimumOutage: "PT5M", maxGap: "PT5M" }, code: "measure.minimum-is-probe" },
    {
      measure: { minimumOutage: "PT1M", downWhen: downWhen("PT1M") },
      code: "measure.minimum-is-probe",
    },
    { measure: { minimumOutage: "PT744H" }, code: "measure.minimum-over-period" },
    {
      measure: { minimumOutage: { length: "PT800H", reached: "at-least", counts: "whole" } },
      code: "measure.minimum-over-period",
    },
    {
      measure: { weights: { major: "1" }, countOnly: { impact: ["major", "minor"] } },
      code: "measure.impact-without-weight",
    },
  ] as const)("$measure warns $code", ({ measure, code }) => {
    expect(codes(measure as Partial<Measure>)).toEqual([code]);
  });

  it.each([
    { measure: { minimumOutage: "PT6M", maxGap: "PT5M" } },
    { measure: { minimumOutage: "PT743H" } },
    { measure: { countOnly: { impact: ["minor"] } } },
    { measure: { weights: { minor: "0.5" } } },
    { measure: { weights: { minor: "0.5" }, countOnly: { tag: ["db"] } } },
    { measure: { weights: { minor: "0.5" }, countOnly: { impact: ["minor"] } } },
    { measure: { maxGap: "PT5M" } },
  ] as const)("$measure is fine", ({ measure }) => {
    expect(codes(measure as Partial<Measure>)).toEqual([]);
  });

  it.each([
    { atMost: "PT744H", warns: true },
    { atMost: "PT743H", warns: false },
    { lessThan: "PT800H", warns: true },
  ])("downtime $atMost $lessThan of a month: warns $warns", ({ warns, ...target }) => {
    const found = codes({ figure: "downtime" }, { commitment: { targets: [target] } });
    expect(found).toEqual(warns ? ["target.longer-than-period"] : []);
  });

  it("stand in the statement, with all that a minimum says at once", () => {
    const contract = outagesContract(
      { figure: "downtime", minimumOutage: "PT744H", maxGap: "PT744H" },
      { commitment: { targets: [{ atMost: "PT744H" }] } },
    );
    const { warnings } = settled({ contract });
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "measure.minimum-is-probe commitments.0.measure.minimumOutage",
      "measure.minimum-over-period commitments.0.measure.minimumOutage",
      "target.longer-than-period commitments.0.targets.0",
    ]);
  });

  it("words beside a target change no figure: they stand in no statement", () => {
    const says = { allowed: "PT8H", per: "month" } as const;
    const changes: Changes = { commitment: { targets: [{ atLeast: "99.9", says }] } };
    expect(codes({}, changes)).toEqual(["target.says-otherwise"]);
    expect(settled({ contract: outagesContract({}, changes) }).warnings).toEqual([]);
  });

  it("periods without a length of their own have no longest", () => {
    const instants = ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"];
    const changes: Changes = {
      settlement: { instants },
      commitment: { period: { instants }, targets: [{ atMost: "PT9000H" }] },
    };
    expect(codes({ figure: "downtime", minimumOutage: "PT9000H" }, changes)).toEqual([]);
  });

  it("of other measures nothing is asked", () => {
    const contract = outagesContract(
      {},
      {
        commitment: {
          measure: { facts: "cycles", clock: "first-response", figure: "each" },
          targets: [{ within: { elapsed: "PT1H" } }],
        },
      },
    );
    expect(check(parseContract(contract)).warnings).toEqual([]);
  });
});

describe("semantics 4, 28: downtime allowed by the denominator of the contract", () => {
  const own = (measure: Partial<Measure>, changes: Changes = {}) =>
    checked(measure, changes)
      .targets[0]?.allowed.filter((one) => one.own === "yes")
      .map(({ per, days, ms }) => `${per} ${days} ${ms}`);
  const months = { days28: 40_320, days29: 41_760, days30: 43_200, days31: 44_640 };

  it.each([
    {
      measure: {},
      allowed: ["month 28 2419200", "month 29 2505600", "month 30 2592000", "month 31 2678400"],
      why: "0.1 % of each length, February of leap years too",
    },
    { measure: { denominator: { deemedDays: 30 } }, allowed: ["fixed 30 2592000"], why: "30 days" },
    {
      measure: { denominator: { fixedMinutes: 43_200 } },
      allowed: ["fixed 30 2592000"],
      why: "43,200 minutes",
    },
    {
      measure: { denominator: { deemedMonths: months } },
      allowed: ["fixed 28 2419200", "fixed 29 2505600", "fixed 30 2592000", "fixed 31 2678400"],
      why: "the four deemed months",
    },
  ])("$why", ({ measure, allowed }) => {
    expect(own(measure)).toEqual(allowed);
  });

  it("a fixed length that is not of whole days is told as it is", () => {
    const allowed = (fixedMinutes: number) => {
      const found = checked({ denominator: { fixedMinutes } });
      const text = checkText(found).split("\n");
      return [
        found.targets[0]?.allowed.filter(({ per }) => per === "fixed"),
        text
          .find((line) => line.includes("fixed"))
          ?.trim()
          .replaceAll(/ {2,}/g, "  "),
      ];
    };
    const one = { per: "fixed", own: "yes" };
    // 0.1 % of 20,000 minutes are 20 minutes; 20,000 minutes are 13 full days and 21 h 20 min.
    expect(allowed(20_000)).toEqual([
      [{ ...one, days: 13, length: "333 h 20 min", ms: "1200000", shown: "20 min" }],
      "fixed of 333 h 20 min  20 min  (its own period)",
    ]);
    expect(allowed(1_440)).toEqual([
      [{ ...one, days: 1, ms: "86400", shown: "1 min 26.400 s" }],
      "fixed of 1 day  1 min 26.400 s  (its own period)",
    ]);
  });

  it("a quarter of deemed months has three of them; the table of months has no quarter", () => {
    const changes: Changes = {
      settlement: "calendar-quarter",
      commitment: { period: "calendar-quarter" },
    };
    expect(own({ denominator: { deemedDays: 30 } }, changes)).toEqual(["fixed 90 7776000"]);
    expect(own({ denominator: { deemedMonths: months } }, changes)).toEqual([]);
  });

  it("a year is told with and without its leap day: 8 h 45 min 36 s of 99.9 %", () => {
    const year = checked({}).targets[0]?.allowed.filter(({ per }) => per === "year");
    expect(year?.map(({ days, shown }) => `${days}: ${shown}`)).toEqual([
      "365: 8 h 45 min 36 s",
      "366: 8 h 47 min 02.400 s",
    ]);
  });

  it("service hours have no length before the calendar is asked", () => {
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
    expect(own({ hours: "office" }, { calendars })).toEqual([]);
  });
});
