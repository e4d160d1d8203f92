import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import {
  type ClaimedRow,
  otherReadings,
  parseContract,
  parseRecords,
  reconcile,
  type Statement,
  safeReconcile,
  settle,
} from "../src/index.ts";
import { readingsText } from "../src/present/readings-text.ts";
import { reconciliationCsv, reconciliationText } from "../src/present/reconcile-text.ts";
import { availability, contractOf, outage, response, tenth, tiered, work } from "./rules/world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];

interface Asked {
  readonly contract: ContractInput;
  readonly rows: readonly object[];
  readonly claimed: readonly ClaimedRow[];
  readonly period?: string;
  readonly issued?: readonly Statement[];
}

/** The differences with the contract and its records, and the list of other readings as text. */
function asked({ contract: input, rows, claimed, period = "2026-10", issued = [] }: Asked) {
  const contract = parseContract(input);
  const records = parseRecords(rows, contract);
  const call = { contract, records, period, asOf: "2026-12-05T00:00:00Z", issued };
  const statement = settle(call);
  const found = reconcile(statement, claimed, { contract, records, issued });
  return { statement, found, readings: readingsText(otherReadings(call)), contract, records };
}
const causes = (given: Asked) =>
  asked(given).found.differences.map(
    ({ kind, owedAmount, likelyCause: cause }) =>
      `${kind} ${owedAmount} ${cause ? `${cause.why}: ${cause.detail}` : "?"}`,
  );

const ticket = (id: string, minutes: number, more: object = {}) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: "2026-10-06T16:00:00Z",
  events: [
    {
      event: "replied",
      by: "agent",
      at: new Date(Date.UTC(2026, 9, 6, 16, minutes)).toISOString(),
    },
  ],
  ...more,
});

describe("semantics 8, 38: days of 24 hours in place of calendar days", () => {
  const perDay = { per: "calendar-day", round: "up", from: "zero", give: { amount: "10.00" } };
  const late = (more: object) =>
    contractOf({
      commitments: [
        {
          ...response,
          targets: [{ within: { elapsed: "PT4H" } }],
          credits: [{ id: "late", clause: "6", on: "each-miss", ...more } as Credit],
        },
      ],
    });
  // Due on the 6th at 20:00, answered on the 8th at 00:30: three dates, or 28.5 hours, two days.
  const rows = [ticket("T-1", 1950)];
  const claimed = (amount: string) => [{ commitment: "response", amount }];
  const cause = "another-reading: days-of-24-hours: response/late";

  it("explains what is claimed by hours; another amount it does not", () => {
    const contract = late({ how: "rate", rate: perDay });
    expect(causes({ contract, rows, claimed: claimed("20.00") })).toEqual([
      `amount 30.00 ${cause}`,
    ]);
    expect(causes({ contract, rows, claimed: claimed("25.00") })).toEqual(["amount 30.00 ?"]);
  });

  it("of what stands on top of rows too; rates by hours have no such reading", () => {
    const row = (from: string, below?: string, plus?: object) => ({
      from,
      ...(below === undefined ? {} : { below }),
      give: { amount: "5.00" },
      ...(plus === undefined ? {} : { plus }),
    });
    const contract = late({
      how: "tiers",
      onGap: "none",
      tiers: [
        row("PT0S", "PT1H"),
        row("PT1H", "PT24H", { ...perDay, per: "PT24H" }),
        row("PT24H", undefined, perDay),
      ],
    });
    // 5.00 and 30.00; by hours 5.00 and 20.00.
    const { found, readings } = asked({ contract, rows, claimed: claimed("25.00") });
    expect(found.differences).toMatchObject([
      { owedAmount: "35.00", likelyCause: { detail: "days-of-24-hours: response/late" } },
    ]);
    expect(readings).toContain("response/late counts days of 24 hours, not dates");
    const hours = late({ how: "rate", rate: { ...perDay, per: "PT24H" } });
    expect(asked({ contract: hours, rows, claimed: [] }).readings).not.toContain("24 hours");
  });
});

describe("semantics 13, 38: the first row of targets in place of the one that asks for most", () => {
  const targets = [
    { where: { severity: ["P1"] }, within: { elapsed: "PT4H" } },
    { where: { region: ["EU"] }, within: { elapsed: "PT2H" } },
    { within: { elapsed: "PT8H" } },
  ];
  const of = (severalMatch: "strictest" | "first") =>
    contractOf({ commitments: [{ ...response, severalMatch, targets } as Commitment] });
  // Three hours: late by the row of the region, in time by that of the severity.
  const P1 = { severity: "P1", attributes: { region: "EU" } };
  const rows = [ticket("T-1", 180, P1), ticket("T-2", 300, P1)];
  const claimed = (amount: string) => [{ commitment: "response", amount }];

  it("explains the smaller number of late tickets, and no other", () => {
    const contract = of("strictest");
    expect(causes({ contract, rows, claimed: claimed("50.00") })).toEqual([
      "amount 100.00 another-reading: first-row: response",
    ]);
    expect(causes({ contract, rows, claimed: claimed("150.00") })).toEqual(["amount 100.00 ?"]);
    expect(asked({ contract, rows, claimed: [] }).readings).toContain(
      "of several rows of targets of response the first counts",
    );
  });

  it("a reading that cannot be computed explains nothing", () => {
    // The row for all stands first: of the others none would ever count.
    const all = { within: { elapsed: "PT4H" } };
    const short = { ...targets[0], within: { elapsed: "PT2H" } };
    const contract = contractOf({
      commitments: [
        { ...response, severalMatch: "strictest", targets: [all, short] } as Commitment,
      ],
    });
    const { found, readings } = asked({ contract, rows, claimed: claimed("50.00") });
    expect(readings).toMatch(/cannot be computed:\n.*the first counts \[target\./);
    expect(found.differences[0]).toMatchObject({ owedAmount: "100.00" });
    expect(found.differences[0]).not.toHaveProperty("likelyCause");
  });

  it("where the first row counts there is no such reading", () => {
    const { found, readings } = asked({ contract: of("first"), rows, claimed: claimed("100.00") });
    expect(found.differences[0]).not.toHaveProperty("likelyCause");
    expect(readings).not.toContain("rows of targets");
  });
});

describe("semantics 24, 38: what is claimed where nothing is owed", () => {
  const contract = contractOf({
    exclusions: [
      { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
    ],
    commitments: [{ ...availability, excludes: ["planned"] }],
  });
  // Ten hours of announced work: 100 %, or if they count 98.66 %, a tenth of 1,000.00.
  const rows = [work("CHG-1", "10-10T00:00", "10-10T10:00")];
  const cause = "another-reading: exclusion-counts: planned";

  it.each<{ row: ClaimedRow; expected: string; why: string }>([
    { row: { commitment: "availability", amount: "100.00" }, expected: cause, why: "commitment" },
    { row: { reason: "tenth", amount: "100.00" }, expected: cause, why: "its credit" },
    {
      row: { line: "availability/web/2026-10/tenth", amount: "100.00" },
      expected: cause,
      why: "the line that there would be",
    },
    { row: { commitment: "availability", amount: "90.00" }, expected: "?", why: "another amount" },
    { row: { commitment: "response", amount: "100.00" }, expected: "?", why: "something else" },
    {
      row: { commitment: "availability", period: "2026-09", amount: "100.00" },
      expected: "?",
      why: "another month",
    },
  ])("is explained by the reading that owes just that: $why", ({ row, expected }) => {
    expect(causes({ contract, rows, claimed: [row] })).toEqual([`not-owed 0.00 ${expected}`]);
  });

  it("what the row says of itself stands beside the cause, in a table too", () => {
    const claimed = [{ commitment: "availability", amount: "100.00" }];
    const { found } = asked({ contract, rows, claimed });
    expect(reconciliationText(found)).toContain(
      "claimed, not owed: availability; another-reading (exclusion-counts: planned)",
    );
    expect(reconciliationCsv(found)).toContain(
      "not-owed,,,,row 1,0.00,100.00,100.00,another-reading,exclusion-counts: planned",
    );
  });

  it("what is owed in both is no cause of what is claimed beside it", () => {
    const both = [...rows, outage("INC-1", "10-20T00:00", "10-20T02:00")];
    const claimed = [
      { line: "availability/web/2026-10/tenth", amount: "100.00" },
      { reason: "goodwill", amount: "100.00" },
    ];
    expect(causes({ contract, rows: both, claimed })).toEqual([
      "matched 100.00 ?",
      "not-owed 0.00 ?",
    ]);
  });
});

describe("semantics 38: other readings of what looks back", () => {
  const contract = contractOf({
    effective: { from: "2026-09-01" },
    exclusions: [
      { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
    ],
    commitments: [
      {
        ...availability,
        excludes: ["planned"],
        credits: [
          tenth,
          {
            id: "hours",
            clause: "6.2",
            on: "bad",
            how: "rate",
            rate: { per: "PT1H", round: "up", from: "zero", give: { amount: "7.00" } },
          },
        ],
      },
    ],
    caps: [
      {
        id: "any",
        clause: "6.4",
        covers: ["tenth"],
        per: { any: { months: 2 } },
        limit: { amount: "150.00" },
        excess: "lost",
      },
    ],
  });
  const rows = [
    outage("INC-9", "09-03T00:00", "09-03T02:00"),
    outage("INC-10", "10-03T00:00", "10-03T02:00"),
    work("CHG-1", "10-10T00:00", "10-10T10:00"),
  ];
  const claimed = [
    { commitment: "tenth", amount: "50.00" },
    // Two hours are 14.00; with the work twelve, 84.00.
    { commitment: "hours", amount: "84.00" },
  ];
  const september = asked({ contract, rows, claimed: [], period: "2026-09" }).statement;

  it("are computed with the statements of earlier periods", () => {
    expect(causes({ contract, rows, claimed, issued: [september] })).toEqual([
      "amount 14.00 another-reading: exclusion-counts: planned",
      "matched 50.00 ?",
    ]);
  });

  it("without them the call is refused, where a cause has to be looked for", () => {
    const { statement, ...given } = asked({ contract, rows, claimed: [], issued: [september] });
    const options = { contract: given.contract, records: given.records };
    const found = safeReconcile(statement, claimed, options);
    expect(found.ok ? [] : found.issues.map(({ code }) => code)).toEqual(["history.missing"]);
    const matched = [
      { commitment: "tenth", amount: "50.00" },
      { commitment: "hours", amount: "14.00" },
    ];
    expect(safeReconcile(statement, matched, options).ok).toBe(true);
  });
});

describe("semantics 4, 23, 28, 38: why another row of the table was taken", () => {
  const contract = contractOf({
    exclusions: [
      { id: "planned", clause: "4.2", matches: { kind: "maintenance" }, removes: "window" },
    ],
    commitments: [
      {
        ...availability,
        excludes: ["planned"],
        credits: [tiered(["99.5", "99.9", "5"], ["99", "99.5", "10"], ["0", "99", "20"])],
      } as Commitment,
    ],
  });
  const planned = [
    work("CHG-1", "10-10T00:00", "10-10T02:00"),
    outage("INC-9", "10-10T00:00", "10-10T02:00"),
  ];
  const down = (until: string) => outage("INC-1", "10-03T00:00", `10-03T${until}`);

  it.each([
    {
      rows: [...planned, down("06:00")],
      claimed: "200.00",
      cause: "100.00 another-reading: exclusion-counts: planned, so the row from 0 below 99",
      why: "6 of 743 h are 99.19 %, 8 of 745 with the work 98.93 %",
    },
    {
      rows: [down("03:39")],
      claimed: "100.00",
      cause:
        "50.00 another-reading: other-length: availability (deemedDays 30), so the row from 99 below 99.5",
      why: "3.65 of 745 h are 99.5101 %, of 744 99.5094 %, of 720 99.493 %",
    },
    {
      rows: [down("03:44")],
      claimed: "50.00",
      cause:
        "100.00 another-reading: rounded-percentage: availability, so the row from 99.5 below 99.9",
      why: "3.7333 of 745 h are 99.4989 %, with two decimals 99.50 %",
    },
    {
      rows: [down("01:00")],
      claimed: "100.00",
      cause: "50.00 other-tier: the row from 99 below 99.5",
      why: "1 of 745 h is 99.87 %, and no reading comes below 99.5 %",
    },
  ])("$cause, since $why", ({ rows, claimed, cause }) => {
    const list = [{ commitment: "availability", amount: claimed }];
    expect(causes({ contract, rows, claimed: list })).toEqual([`amount ${cause}`]);
  });

  it("without contract and records it is the row alone", () => {
    const { statement } = asked({ contract, rows: [down("03:44")], claimed: [] });
    const found = reconcile(statement, [{ commitment: "availability", amount: "50.00" }]);
    expect(found.differences[0]?.likelyCause).toEqual({
      why: "other-tier",
      detail: "the row from 99.5 below 99.9",
    });
  });
});
