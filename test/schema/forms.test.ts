import { describe, expect, it } from "vitest";
import { safeParseContract } from "../../src/index.ts";
import { availability, contractOf, response } from "../rules/world.ts";

const codesOf = (contract: unknown) => {
  const result = safeParseContract(contract);
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};

const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-18:00"] } }];
const base = "commitments.0.targets.0";
const within = `${base}.within`;

describe("lengths of a target (semantics 8)", () => {
  it.each([
    { form: { elapsed: "PT1H" }, issues: [], why: "elapsed" },
    { form: { business: "PT1H", calendar: "office" }, issues: [], why: "business time" },
    {
      form: {
        businessDays: 1,
        calendar: "office",
        countStartDay: "yes",
        outsideHours: "keep",
        by: "end-of-day",
        met: "less-than",
      },
      issues: [],
      why: "business days with all their fields",
    },
    { form: {}, issues: [`within.form ${within}`], why: "no length" },
    {
      form: { elapsed: "PT1H", businessDays: 1, calendar: "office" },
      issues: [`within.form ${within}`],
      why: "two lengths",
    },
    { form: { business: "PT1H" }, issues: [`within.form ${within}`], why: "no calendar" },
    {
      form: { elapsed: "PT1H", calendar: "office" },
      issues: [`within.form ${within}.calendar`],
      why: "a calendar that nothing uses",
    },
    {
      form: { elapsed: "PT1H", by: "18:00" },
      issues: [`within.form ${within}.by`],
      why: "a cut-off of no day",
    },
    {
      form: { elapsed: "PT1H", countStartDay: "yes" },
      issues: [`within.form ${within}.countStartDay`],
      why: "a start day of no days",
    },
    {
      form: { elapsed: "PT1H", outsideHours: "keep" },
      issues: [`within.form ${within}.outsideHours`],
      why: "no hours to be outside of",
    },
    {
      form: { elapsed: "PT1.5H" },
      issues: [`duration.fraction ${within}.elapsed`],
      why: "a fraction of an hour",
    },
    {
      form: { business: "soon", calendar: "office" },
      issues: [`duration.malformed ${within}.business`],
      why: "no length at all",
    },
  ])("$issues: $why", ({ form, issues }) => {
    expect(
      codesOf(
        contractOf({
          calendars,
          commitments: [{ ...response, targets: [{ within: form }] }],
        } as never),
      ),
    ).toEqual(issues);
  });

  it.each([
    { target: {}, issues: [`target.exactly-one ${base}`], why: "no target" },
    {
      target: { atLeast: "99.9", moreThan: "99" },
      issues: [`target.exactly-one ${base}`],
      why: "two targets",
    },
  ])("$issues: $why", ({ target, issues }) => {
    expect(
      codesOf(contractOf({ commitments: [{ ...availability, targets: [target] }] } as never)),
    ).toEqual(issues);
  });
});

describe("limits of a cap (semantics 32)", () => {
  const capped = (
    limit: object,
    credits: readonly object[] = availability.credits ?? [],
    covers: unknown = "all",
  ) =>
    codesOf(
      contractOf({
        commitments: [{ ...availability, credits }],
        caps: [{ id: "cap", clause: "6.4", covers, per: "calendar-month", limit, excess: "lost" }],
      } as never),
    ).filter((code) => code.startsWith("limit."));
  const flat = (give: object) => ({ id: "x", clause: "6", on: "measured", how: "flat", give });
  const form = ["limit.form caps.0.limit"];
  const days = ["limit.days-without-days caps.0.limit.days"];

  it.each([
    { limit: { amount: "5" }, issues: [], why: "an amount" },
    { limit: { percent: "5", base: "monthly" }, issues: [], why: "a percentage of a base" },
    { limit: {}, issues: form, why: "no limit" },
    { limit: { amount: "5", percent: "3", base: "monthly" }, issues: form, why: "two limits" },
    { limit: { percent: "5" }, issues: form, why: "a percentage of nothing" },
    { limit: { amount: "5", base: "monthly" }, issues: form, why: "a base that nothing uses" },
    { limit: { days: "5" }, issues: days, why: "days over a credit in percent" },
    { limit: { days: "5" }, credits: [flat({ days: "1" })], issues: [], why: "days over days" },
    {
      limit: { days: "5" },
      credits: [flat({ amount: "1" })],
      issues: days,
      why: "days over an amount",
    },
    {
      limit: { days: "5" },
      credits: [flat({ days: "1" }), { ...flat({ amount: "1" }), id: "y" }],
      covers: ["x"],
      issues: [],
      why: "days over the credit in days alone",
    },
    {
      limit: { days: "5" },
      credits: [
        {
          id: "x",
          clause: "6",
          on: "bad",
          how: "rate",
          rate: { per: "PT1H", round: "up", from: "zero", give: { days: "1" } },
        },
      ],
      issues: [],
      why: "days over a rate of days",
    },
    {
      limit: { days: "5" },
      credits: [
        {
          id: "x",
          clause: "6",
          on: "measured",
          how: "tiers",
          tiers: [
            {
              below: "99.9",
              give: { days: "1" },
              plus: { per: "0.1", round: "up", from: "tier", give: { amount: "1" } },
            },
          ],
        },
      ],
      issues: days,
      why: "a rate on top that is no days",
    },
    {
      limit: { days: "5" },
      credits: [
        {
          id: "x",
          clause: "6",
          on: "measured",
          how: "tiers",
          tiers: [
            { below: "99", give: { days: "1" } },
            { from: "99", below: "99.9", give: "nothing" },
          ],
        },
      ],
      issues: [],
      why: "nothing is no amount",
    },
  ])("$issues: $why", ({ limit, credits, covers, issues }) => {
    expect(capped(limit, credits, covers)).toEqual(issues);
  });
});
