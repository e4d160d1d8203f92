import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { unplaced } from "../support/placed.ts";
import { type Measure, outagesContract } from "./outage-world.ts";
import { linesOf, outage, settled } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Row = readonly [
  from: string | undefined,
  below: string | undefined,
  percent: string,
  ...more: string[],
];

/** Flags: "from" makes the lower bound exclusive, "below" the upper one inclusive. */
const contractOf = (
  figure: Measure["figure"],
  targets: Commitment["targets"],
  rows: readonly Row[],
  more: object = {},
) =>
  outagesContract(
    { figure },
    {
      commitment: {
        targets,
        credits: [
          {
            id: "table",
            clause: "6.1",
            on: "measured",
            how: "tiers",
            base: "monthly",
            tiers: rows.map(([from, below, percent, ...flags]) => ({
              ...(from === undefined ? {} : { from }),
              ...(below === undefined ? {} : { below }),
              ...(flags.includes("from") ? { fromExclusive: "yes" as const } : {}),
              ...(flags.includes("below") ? { belowInclusive: "yes" as const } : {}),
              give: { percent },
            })),
            ...more,
          },
        ],
      },
    },
  );

const codes = (...terms: Parameters<typeof contractOf>) => {
  const given = contractOf(...terms);
  const parsed = safeParseContract(given);
  expect(unplaced(given, parsed.ok ? parsed.warnings : parsed.issues)).toEqual([]);
  return parsed.ok
    ? parsed.warnings.map(({ code }) => `W ${code}`)
    : parsed.issues.map(({ code }) => code);
};

describe("semantics 29: tables of figures of which less is better", () => {
  const hour = [{ atMost: "PT1H" }] satisfies Commitment["targets"];
  const below = [{ lessThan: "PT1H" }] satisfies Commitment["targets"];

  it.each([
    {
      targets: hour,
      rows: [["PT1H", undefined, "10", "from"]],
      found: [],
      why: "beyond the target",
    },
    {
      targets: hour,
      rows: [["PT1H", undefined, "10"]],
      found: ["tier.in-met-region"],
      why: "an hour is met",
    },
    { targets: below, rows: [["PT1H", undefined, "10"]], found: [], why: "an hour is missed" },
    {
      targets: below,
      rows: [["PT1H", undefined, "10", "from"]],
      found: ["tier.gap"],
      why: "an hour itself is missed, and in no row",
    },
    { targets: hour, rows: [["PT2H", undefined, "10"]], found: ["tier.gap"], why: "from 1 to 2 h" },
    {
      targets: hour,
      rows: [["PT1H", "PT9H", "10", "from"]],
      found: ["tier.gap"],
      why: "beyond nine hours",
    },
    {
      targets: hour,
      rows: [
        ["PT1H", "PT2H", "5", "from"],
        ["PT2H", undefined, "10"],
      ],
      found: [],
      why: "two rows that meet",
    },
    {
      targets: hour,
      rows: [
        [undefined, "PT2H", "5"],
        ["PT2H", undefined, "10"],
      ],
      found: ["tier.in-met-region"],
      why: "from 0 on",
    },
  ] as const)("downtime $targets, $rows: $found, $why", ({ targets, rows, found }) => {
    expect(codes("downtime", [...targets], rows)).toEqual(found);
  });

  it.each<{ rows: readonly Row[]; more?: object; told: string }>([
    {
      rows: [
        ["0", "98", "25"],
        ["99", "99.9", "10"],
      ],
      told: "no row applies between 98 and 99; make the bounds meet, or say how the clause is read: onGap: none or next-row-down",
    },
    {
      rows: [
        ["0", "98", "25"],
        ["99", "99.9", "10"],
      ],
      more: { onGap: "none" },
      told: "no row applies between 98 and 99; the contract reads it by onGap: none",
    },
    {
      rows: [
        ["0", "99", "25"],
        ["98", "99.9", "10"],
      ],
      told: "two rows apply from 98; make the bounds meet, or say how the clause is read: onOverlap: larger, smaller or first",
    },
    {
      rows: [
        ["0", "99", "25"],
        ["98", "99.9", "10"],
      ],
      more: { onOverlap: "larger" },
      told: "two rows apply from 98; the contract reads it by onOverlap: larger",
    },
    {
      rows: [
        ["0", "99", "25"],
        ["99", "99.9", "10", "from"],
      ],
      told: "no row applies at exactly 99; make the bounds meet, or say how the clause is read: onGap: none or next-row-down",
    },
    {
      rows: [
        ["0", "99", "25", "below"],
        ["99", "99.9", "10"],
      ],
      told: "two rows apply at exactly 99; make the bounds meet, or say how the clause is read: onOverlap: larger, smaller or first",
    },
  ])("where two rows do not meet: $told", ({ rows, more, told }) => {
    const parsed = safeParseContract(
      contractOf("uptime-percent", [{ atLeast: "99.9" }], rows, more),
    );
    const issues = parsed.ok ? parsed.warnings : parsed.issues;
    expect(issues.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([told]);
  });

  it.each<{ terms: Parameters<typeof contractOf>; told: string }>([
    {
      terms: ["downtime", hour, [["PT1H", undefined, "10"]]],
      told: "the row from PT1H on credits figures that meet the target of PT1H",
    },
    {
      terms: ["downtime", hour, [[undefined, undefined, "10", "from"]]],
      told: "the row from 0 on credits figures that meet the target of PT1H",
    },
    {
      terms: ["uptime-percent", [{ atLeast: "99" }], [["0", "99.5", "10"]]],
      told: "the row up to 99.5 credits figures that meet the target of 99",
    },
    {
      terms: ["uptime-percent", [{ atLeast: "99" }], [["0", undefined, "10"]]],
      told: "the row up to 100 credits figures that meet the target of 99",
    },
  ])("$told", ({ terms, told }) => {
    const parsed = safeParseContract(contractOf(...terms));
    const issues = parsed.ok ? [] : parsed.issues;
    expect(issues.map(({ message }) => message)).toContain(told);
  });

  it("the table alone may decide, with a warning; a gap may be read", () => {
    expect(codes("downtime", hour, [["PT1H", undefined, "10"]], { when: "always" })).toEqual([
      "W tier.in-met-region",
    ]);
    expect(codes("downtime", hour, [["PT2H", undefined, "10"]], { onGap: "none" })).toEqual([]);
  });

  it("more is better between failures, as it is for a percentage", () => {
    const targets = [{ atLeast: "PT240H" }];
    expect(codes("mean-operating-between", targets, [["PT0S", "PT240H", "10"]])).toEqual([]);
    expect(codes("mean-operating-between", targets, [["PT1H", "PT240H", "10"]])).toEqual([
      "tier.gap",
    ]);
    expect(codes("mean-operating-between", targets, [["PT0S", "PT200H", "10"]])).toEqual([
      "tier.gap",
    ]);
    expect(codes("mean-operating-between", targets, [["PT0S", "PT241H", "10"]])).toEqual([
      "tier.in-met-region",
    ]);
  });

  it("between two bounds every row beside the band is a breach", () => {
    const targets = [{ atLeast: "90" }, { atMost: "99" }];
    const rows: readonly Row[] = [
      ["0", "90", "10"],
      ["99", undefined, "5", "from"],
    ];
    expect(codes("uptime-percent", targets, rows, { onGap: "none" })).toEqual(["W tier.gap"]);
    expect(codes("uptime-percent", targets, [["0", "95", "10"]], { onGap: "none" })).toEqual([
      "tier.in-met-region",
    ]);
  });

  it("settles: 100 minutes are beyond the hour, 5 % of 1,000.00", () => {
    const contract = contractOf("downtime", hour, [["PT1H", undefined, "5", "from"]]);
    const rows = [outage("A", "10-05T10:00", "10-05T11:40")];
    expect(linesOf(settled({ contract, rows }))).toEqual([
      "availability/web/2026-10/table 50.00 automatic",
    ]);
    const short = [outage("A", "10-05T10:00", "10-05T11:00")];
    expect(linesOf(settled({ contract, rows: short }))).toEqual([]);
  });
});
