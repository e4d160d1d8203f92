import { describe, expect, it } from "vitest";
import type { Contract, ContractInput } from "../../src/contract.ts";
import { check, parseContract } from "../../src/index.ts";
import { checkExclusions } from "../../src/rules/check-exclusions.ts";
import { Collector } from "../../src/rules/collector.ts";
import { availability, contractOf, settled } from "./world.ts";

type Exclusion = NonNullable<ContractInput["exclusions"]>[number];
type Quota = NonNullable<Exclusion["quota"]>;

const planned = (quota?: Quota): Exclusion => ({
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "downtime",
  ...(quota === undefined ? {} : { quota }),
});

const warningsOf = (exclusion: Exclusion, excludes: readonly string[]) =>
  check(
    parseContract(
      contractOf({
        exclusions: [exclusion],
        commitments: [{ ...availability, excludes: [...excludes] }],
      }),
    ),
  ).warnings;

describe("check: exclusions that nobody can have meant", () => {
  it("one that no commitment grants", () => {
    expect(warningsOf(planned(), [])).toEqual([
      {
        code: "exclusion.granted-nowhere",
        path: "exclusions.0",
        message: "planned: no commitment lists it in `excludes`, so it excludes nothing",
      },
    ]);
    expect(warningsOf(planned(), ["planned"])).toEqual([]);
  });

  it("says how long the quota is, and how long its period can be", () => {
    const quota = { atMost: "PT24H", per: "calendar-day" } as const;
    expect(warningsOf(planned(quota), ["planned"])).toMatchObject([
      {
        code: "exclusion.quota-over-period",
        path: "exclusions.0.quota.atMost",
        message:
          "planned: the quota is as long as its period (24 h of at most 24 h), so it limits nothing",
      },
    ]);
  });

  const anniversary = { anniversary: { from: "2026-01-15", months: 2 } } as const;
  it.each([
    { per: "clock-hour", longest: "PT1H", shorter: "PT59M59S" },
    { per: "calendar-day", longest: "PT24H", shorter: "PT23H" },
    { per: "calendar-week", longest: "PT168H", shorter: "PT167H" },
    { per: "calendar-month", longest: "PT744H", shorter: "PT743H" },
    { per: "calendar-quarter", longest: "PT2208H", shorter: "PT2207H" },
    { per: "calendar-half-year", longest: "PT4416H", shorter: "PT4415H" },
    { per: "calendar-year", longest: "PT8784H", shorter: "PT8783H" },
    {
      per: { fiscal: { firstMonth: 4, length: "quarter" } },
      longest: "PT2208H",
      shorter: "PT2207H",
    },
    { per: { billingCycle: { anchorDay: 15 } }, longest: "PT744H", shorter: "PT743H" },
    { per: anniversary, longest: "PT1488H", shorter: "PT1487H" },
  ] as const)("$per: $longest limits nothing, $shorter does", ({ per, longest, shorter }) => {
    const codes = (atMost: string) =>
      warningsOf(planned({ atMost, per } as Quota), ["planned"]).map(({ code }) => code);
    expect(codes(longest)).toEqual(["exclusion.quota-over-period"]);
    expect(codes(shorter)).toEqual([]);
  });

  it.each([
    { atMost: { count: 3 }, per: "calendar-day" },
    { atMost: "PT9999H", per: { rolling: { days: 30, until: "period-end" } } },
    { atMost: "PT9999H", per: "event" },
    { atMost: "1 day", per: "calendar-day" },
  ] as const)("nothing is said of $atMost per $per", (quota) => {
    const contract = {
      exclusions: [{ ...planned(), quota }],
      commitments: [{ excludes: ["planned"] }],
    };
    const issues = new Collector();
    checkExclusions(contract as unknown as Contract, issues);
    expect(issues).toMatchObject({ issues: [], warnings: [] });
  });

  it("is told where it is read, and stands in the statement that it may have changed", () => {
    const contract = contractOf({ exclusions: [planned()] });
    expect(parseContract(contract).warnings).toMatchObject([
      { code: "exclusion.granted-nowhere", path: ["exclusions", 0], value: '"planned"' },
    ]);
    expect(settled({ contract }).warnings).toEqual(warningsOf(planned(), []));
  });
});
