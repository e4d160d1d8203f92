import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { availability, contractOf, response } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Row = readonly [from: string | undefined, below: string | undefined, amount: string];

const outages = (figure: string, target: object): Partial<Commitment> =>
  ({ measure: { facts: "outages", figure }, targets: [target] }) as Partial<Commitment>;

/** Which rows are told to give less than a better one. */
function told(commitment: Partial<Commitment>, on: unknown, rows: readonly Row[]) {
  const tiers = rows.map(([from, below, amount]) => ({
    ...(from === undefined ? {} : { from }),
    ...(below === undefined ? {} : { below }),
    give: { amount },
  }));
  const credit = { id: "table", clause: "6.1", on, how: "tiers", onGap: "none", tiers };
  const given = { ...availability, ...commitment, credits: [credit] } as Commitment;
  const parsed = safeParseContract(contractOf({ commitments: [given] }));
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join("\n"));
  return parsed.warnings
    .filter(({ code }) => code === "tier.not-monotone")
    .map(({ path }) => path.slice(4).join("."));
}

describe("semantics 29: worse earns no less, in whatever a table is counted", () => {
  const lengths = {
    rising: [
      ["PT1H", "PT2H", "5"],
      ["PT2H", undefined, "10"],
    ],
  } as const;
  const falling = [
    ["PT1H", "PT2H", "10"],
    ["PT2H", undefined, "5"],
  ] as const;
  const numbers = [
    ["1", "3", "10"],
    ["3", undefined, "5"],
  ] as const;
  const downtime = outages("downtime", { lessThan: "PT1H" });

  it.each([
    { on: "measured", commitment: downtime, why: "downtime" },
    { on: "each-miss", commitment: {}, why: "the length of an outage" },
    { on: "bad", commitment: {}, why: "all downtime" },
    { on: "bad-beyond-target", commitment: {}, why: "what is beyond the target" },
    { on: "below-target", commitment: downtime, why: "how far the target is missed" },
  ])("$why: more is worse", ({ on, commitment }) => {
    expect(told(commitment, on, lengths.rising)).toEqual([]);
    expect(told(commitment, on, falling)).toEqual(["tiers.1.give"]);
    expect(told(commitment, on, [...falling].reverse())).toEqual(["tiers.0.give"]);
  });

  it.each([
    { on: "measured", commitment: outages("count", { atMost: "0" }), why: "a number of outages" },
    { on: "misses", commitment: {}, why: "how many misses there are" },
    { on: "nth-miss", commitment: {}, why: "the how-manieth miss it is" },
    { on: { nthFailedPeriod: { of: 6 } }, commitment: {}, why: "the how-manieth failed period" },
  ])("$why: more is worse", ({ on, commitment }) => {
    expect(told(commitment, on, numbers)).toEqual(["tiers.1.give"]);
    const [few, many] = numbers;
    expect(
      told(commitment, on, [
        [few[0], few[1], "5"],
        [many[0], many[1], "10"],
      ]),
    ).toEqual([]);
  });

  it("downtime in percent: more is worse", () => {
    const percent = outages("downtime-percent", { lessThan: "0.1" });
    expect(
      told(percent, "measured", [
        ["0.1", "1", "5"],
        ["1", undefined, "10"],
      ]),
    ).toEqual([]);
    expect(
      told(percent, "measured", [
        ["0.1", "1", "10"],
        ["1", undefined, "5"],
      ]),
    ).toEqual(["tiers.1.give"]);
  });

  it("time between failures: less is worse", () => {
    const between = outages("mean-operating-between", { atLeast: "PT240H" });
    expect(
      told(between, "measured", [
        ["PT0S", "PT100H", "10"],
        ["PT100H", "PT240H", "5"],
      ]),
    ).toEqual([]);
    expect(
      told(between, "measured", [
        ["PT0S", "PT100H", "5"],
        ["PT100H", "PT240H", "10"],
      ]),
    ).toEqual(["tiers.0.give"]);
  });

  it("what gives nothing gives less than anything", () => {
    const given = (worse: object | "nothing", better: object | "nothing") => {
      const tiers = [
        { from: "0", below: "99", give: worse },
        { from: "99", below: "99.9", give: better },
      ];
      const credit = { id: "table", clause: "6.1", on: "measured", how: "tiers", tiers };
      const isShare = tiers.some(({ give }) => typeof give === "object" && "percent" in give);
      const credits = [{ ...credit, ...(isShare ? { base: "monthly" } : {}) }];
      const commitments = [{ ...availability, credits }];
      const parsed = safeParseContract(contractOf({ commitments: commitments as Commitment[] }));
      return (parsed.ok ? parsed.warnings : parsed.issues)
        .filter(({ code }) => code === "tier.not-monotone")
        .map(({ message }) => message);
    };
    const ten = { percent: "10" };
    expect(given("nothing", ten)).toEqual([
      "the row gives nothing, a row for better figures gives 10 %",
    ]);
    expect(given({ amount: "5.00" }, "nothing")).toEqual([]);
    expect(given({ amount: "5.00" }, { amount: "6.00" })).toEqual([
      "the row gives 5.00, a row for better figures gives 6.00",
    ]);
    // A share and an amount: which is more depends on the base.
    expect(given({ amount: "5.00" }, ten)).toEqual([]);
  });

  it("the mean time of tickets: more is worse", () => {
    const mean = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "mean" },
    };
    expect(told(mean as Commitment, "measured", falling)).toEqual(["tiers.1.give"]);
    expect(told(mean as Commitment, "measured", lengths.rising)).toEqual([]);
  });

  it("a share of tickets that may miss by number: less is worse", () => {
    const share = {
      ...response,
      measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
      attainment: { atMostMisses: 2 },
    } as Commitment;
    expect(
      told(share, "measured", [
        ["0", "50", "5"],
        ["50", "100", "10"],
      ]),
    ).toEqual(["tiers.0.give"]);
  });

  it("a value is worse on the side of its target", () => {
    const value = (target: object) =>
      ({
        measure: { facts: "values", figure: "mean", of: "minutes" },
        targets: [target],
      }) as Partial<Commitment>;
    expect(told(value({ atMost: "1" }), "measured", numbers)).toEqual(["tiers.1.give"]);
    expect(told(value({ atLeast: "9" }), "measured", numbers)).toEqual([]);
  });
});
