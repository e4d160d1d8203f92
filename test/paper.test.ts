import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { contractSchema, safeParseContract } from "../src/contract.ts";
import { capSchema } from "../src/schema/credits.ts";

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
  const result = safeParseContract(parse(textOf(name)));
  return [...new Set(result.ok ? [] : result.issues.map(({ code }) => code))];
};
const isReadOrWaits = (name: string) =>
  expect(codesOf(name).filter((code) => code !== "contract.not-supported-yet")).toEqual([]);

it.each(names)("%s is read, or waits only for what is not built", isReadOrWaits);

it("a cap in days covers only what is given in days (0013)", () => {
  const contract = parse(textOf("15-google-service-days"));
  contract.commitments[1].credits[0].tiers[0].give = { amount: "100" };
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
  { limit: { days: "15", base: "fee" }, says: ["limit.form"], why: "days are of no base" },
  { limit: { percent: "50" }, says: ["limit.form"], why: "a percentage of nothing" },
])("limit $limit: $why", ({ limit, says }) => {
  const cap = { id: "c", clause: "1", covers: "all", per: "term", limit, excess: "lost" };
  const issues = capSchema.safeParse(cap).error?.issues ?? [];
  expect(issues.map((issue) => issue.code === "custom" && issue.params?.code)).toEqual(says);
});
