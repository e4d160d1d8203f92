import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { contractSchema, safeParseContract } from "../src/contract.ts";
import { capSchema } from "../src/schema/credits.ts";
import { unplaced } from "./support/placed.ts";

/** The paper test: real clauses as contract/1. A clause that does not fit changes the grammar. */

const folder = new URL("../fixtures/paper/", import.meta.url);
const names = [
  "01-aws-s3",
  "02-aws-ec2-clock-hour",
  "03-azure-sql-pooled",
  "04-google-runs",
  "05-microsoft-user-minutes",
  "06-slack",
  "07-rackspace-blocks",
  "08-upcloud-multiplier",
  "09-8x8-ladder-steps",
  "10-sap-per-percent",
  "11-cornerstone-portion",
  "12-nice-fractions",
  "13-workday-escalation",
  "14-hubspot-consecutive",
  "15-google-service-days",
  "16-snowflake-units",
  "17-uk-msa-points",
  "18-telus",
  "19-texas-dir-pool",
  "20-certegy-graduated",
  "21-im-contract",
  "22-atlassian-two-zones",
  "23-ams-pauses",
  "24-auth0-severity",
  "25-github",
];
const textOf = (name: string) => readFileSync(new URL(`${name}.yaml`, folder), "utf8");

it("the folder holds the named clauses and nothing else", () => {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.yaml`));
});

it.each(names)("%s can be said in contract/1", (name) => {
  const { error } = contractSchema.safeParse(parse(textOf(name)));
  const problems = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(problems ?? []).toEqual([]);
});

const codesOf = (name: string) => {
  const contract: unknown = parse(textOf(name));
  const result = safeParseContract(contract);
  expect(unplaced(contract, result.ok ? [] : result.issues)).toEqual([]);
  return [...new Set(result.ok ? [] : result.issues.map(({ code }) => code))];
};
const isReadOrWaits = (name: string) =>
  expect(codesOf(name).filter((code) => code !== "contract.not-supported-yet")).toEqual([]);

it.each(names)("%s is read, or waits only for what is not built", isReadOrWaits);

it("a cap in days covers only what is given in days of service (0013, 0041)", () => {
  const contract = parse(textOf("15-google-service-days"));
  contract.commitments[0].credits[0].tiers[0].give = { amount: "100" };
  const { error } = contractSchema.safeParse(contract);
  const found = error?.issues.map((issue) => [
    issue.path.join("."),
    issue.code === "custom" ? issue.params?.code : issue.code,
  ]);
  expect(found).toEqual([["caps.0.limit.days", "limit.days-without-days"]]);
});

it.each(names)("%s says where it comes from and what it leaves open", (name) => {
  const head = textOf(name).split("makegood: contract/1")[0];
  for (const heading of ["clause", "source", "evidence", "ambiguous in the original", "invented"])
    expect(head).toContain(`# ${heading}:`);
});

it.each([
  { limit: { days: "15" }, says: [], why: "days alone are a limit (0013)" },
  { limit: { percent: "50", base: "fee" }, says: [], why: "a percentage with its base" },
  { limit: { days: "15", amount: "1" }, says: ["limit.form"], why: "two forms at once" },
  { limit: { days: "15", base: "fee" }, says: [], why: "with a base they are daily fees (0041)" },
  { limit: { amount: "15", base: "fee" }, says: ["limit.form"], why: "an amount is of no base" },
  { limit: { percent: "50" }, says: ["limit.form"], why: "a percentage of nothing" },
])("limit $limit: $why", ({ limit, says }) => {
  const cap = { id: "c", clause: "1", covers: "all", per: "term", limit, excess: "lost" };
  const issues = capSchema.safeParse(cap).error?.issues ?? [];
  expect(issues.map((issue) => issue.code === "custom" && issue.params?.code)).toEqual(says);
});

/** What the paper clauses do not say, each as one change of a contract that is built. */
const plain = `
makegood: contract/1
id: plain
documents: [{ id: msa, title: Agreement }]
parties: { provider: Provider, customer: acme }
currency: EUR
timeZone: Europe/Berlin
settlement: calendar-month
effective: { from: 2026-01-01 }
calendars: [{ id: office, weekly: { mon-fri: ["09:00-18:00"] } }]
services:
  - { id: one, charges: [{ id: fee, amount: "100.00", per: month }] }
  - { id: two }
bases: [{ id: monthly, of: [fee], taken: this-period }]
exclusions: [{ id: planned, clause: "4", matches: { kind: maintenance }, notice: PT48H, removes: downtime }]
commitments:
  - id: uptime
    clause: "1"
    scope: { service: one }
    period: calendar-month
    measure: { facts: outages, figure: uptime-percent }
    excludes: [planned]
    targets: [{ atLeast: "99.9" }]
    credits:
      - { id: flat, clause: "2", on: measured, how: flat, base: monthly, give: { percent: "5" } }
  - id: response
    clause: "3"
    scope: { service: one }
    period: calendar-month
    measure: { facts: cycles, clock: first-response, figure: percent-within }
    excludes: []
    targets: [{ within: { business: PT4H, calendar: office } }]
    attainment: { atLeast: "95" }
claim: { on: request, stages: [{ what: claim, within: { days: 30 }, after: settlement-end }] }
`;
const uptime = "commitments.0";
const measure = `${uptime}.measure`;
const credit = `${uptime}.credits.0`;
const response = "commitments.1";
const claimed = "claim.stages.0";

const said: readonly (readonly [semantics: number, path: string, value: unknown])[] = [
  [
    4,
    `${measure}.denominator`,
    { deemedMonths: { days28: 40320, days29: 41760, days30: 43200, days31: 44640 } },
  ],
  [8, `${claimed}.within`, { months: { n: 2, endOfMonth: "preserve" } }],
  [8, `${claimed}.within`, { businessDays: { n: 5, calendar: "office", outsideHours: "move" } }],
  [8, "exclusions.0.notice", { businessDays: 3, calendar: "office", countStartDay: "yes" }],
  [
    16,
    `${response}.measure.pooledWith`,
    [{ clock: "resolution", pausedBy: [], targets: [{ within: { elapsed: "PT8H" } }] }],
  ],
  [17, "services.0.states", [{ is: "down", source: ["CRITICAL"] }]],
  [17, "services.0.initialState", "up"],
  [17, `${measure}.maxGap`, "PT10M"],
  [
    18,
    `${measure}.minimumOutage`,
    { length: "PT5M", reached: "at-least", counts: "whole", bridge: "PT30S" },
  ],
  [18, `${measure}.mergeGap`, "PT1M"],
  [21, `${uptime}.scope`, { allDown: { of: ["one", "two"], unknownMember: "strict" } }],
  [21, `${uptime}.scope`, { atLeastDown: { n: 2, of: ["one", "two"], unknownMember: "strict" } }],
  [
    21,
    `${uptime}.scope`,
    {
      weighted: [
        { service: "one", weight: "2/3" },
        { service: "two", weight: "1/3" },
      ],
    },
  ],
  [21, `${uptime}.scope`, { sumOfShortfalls: ["one", "two"] }],
  [21, `${uptime}.scope`, { meanOfPercentages: ["one", "two"] }],
  [22, `${measure}.latestReport`, { within: { days: 3 }, after: "outage-start" }],
  [22, `${measure}.falseRestoration`, "counted"],
  [23, "exclusions.0.approval", "required"],
  [23, "exclusions.0.quota", { atMost: { count: 2 }, per: "calendar-month" }],
  [28, `${measure}.calculatedTo`, { decimals: 2, round: "down", for: "look-up" }],
  [28, `${response}.measure.calculatedTo`, { decimals: 1, round: "half-up" }],
  [30, `${credit}.earnBack`, { floor: "95", periods: 3, level: "99.9", mean: "99.95" }],
  [30, `${credit}.payout`, { as: "credit", on: { nthInvoice: 2 } }],
  [35, `${claimed}.after`, { endOf: { period: { billingCycle: { anchorDay: 15 } }, n: 2 } }],
  [36, `${credit}.when`, { consecutive: { n: 3, failing: { lessThan: "99.5" } } }],
  [36, `${credit}.when`, { missed: { n: 4, of: 12, only: "claimed-in-time" } }],
  [
    36,
    `${credit}.when`,
    { anyOf: [{ events: { n: 3, per: "calendar-quarter" } }, { extreme: { atMost: "95" } }] },
  ],
  [
    36,
    credit,
    {
      id: "flat",
      clause: "2",
      on: "measured",
      how: "flat",
      give: { right: { what: "terminate", holder: "customer", exerciseWithin: { months: 2 } } },
    },
  ],
  [
    37,
    `${uptime}.effective`,
    { from: "2026-07-01", continues: { commitment: "response", termsAt: "start" } },
  ],
];

function changed(path: string, value: unknown): unknown {
  const contract = parse(plain);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  keys.reduce((inner, key) => inner[key], contract)[last] = value;
  return contract;
}

it("the plain contract is built", () => {
  const result = safeParseContract(parse(plain));
  expect(result.ok ? [] : result.issues).toEqual([]);
});

it.each(said)(
  "semantics %i: %s: %j is grammar, and built or named as not built",
  (_, path, value) => {
    expect(contractSchema.safeParse(changed(path, value)).error?.issues ?? []).toEqual([]);
    const result = safeParseContract(changed(path, value));
    const issues = result.ok ? [] : result.issues;
    const others = issues.filter(({ code }) => code !== "contract.not-supported-yet");
    expect(others).toEqual([]);
    for (const issue of issues) expect(issue.path.join(".")).toMatch(new RegExp(`^${path}`));
  },
);

const dropped: readonly (readonly [path: string, value: unknown, instead: string])[] = [
  ["pools", [], "a base of a base with a percentage"],
  ["versions", [], "effective of a commitment, with continues"],
  ["termsAt", "start", "effective.continues.termsAt"],
  [`${credit}.on`, "points", "points.convert"],
  [`${credit}.on`, "nth-failed-period", "nthFailedPeriod, which says among how many"],
  [`${credit}.reading`, "each-row-its-part", "on: nth-miss"],
  [`${response}.measure.cadence`, {}, "clock.update"],
  [`${response}.measure.smallSample`, {}, "attainment.bySize"],
  [`${measure}.figure`, "mean-between", "one of the two figures that say between what"],
  [`${claimed}.after`, "cycle-end", "after.endOf"],
  [`${credit}.when`, { anyOf: [{ consecutive: 3 }] }, "the limb by itself"],
];

it.each(dropped)("one way to say a thing: no %s: %j, but %s (0020)", (path, value) => {
  const { error } = contractSchema.safeParse(changed(path, value));
  expect(error?.issues.length).toBeGreaterThan(0);
});

it.each([
  { given: { figure: "percentile" }, why: "which percentile (16)" },
  { given: { percentile: { at: "95", method: "nearest-rank" } }, why: "of another figure (16)" },
])("a percentile and its figure stand together: $why", ({ given }) => {
  const contract = parse(plain);
  Object.assign(contract.commitments[1].measure, given);
  const { error } = contractSchema.safeParse(contract);
  const codes = error?.issues.map((issue) => issue.code === "custom" && issue.params?.code);
  expect(codes).toEqual(["measure.percentile"]);
});
