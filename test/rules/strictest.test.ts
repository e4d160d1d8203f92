import { describe, expect, it } from "vitest";
import { clocksAt } from "../../src/clock.ts";
import type { ContractInput } from "../../src/contract.ts";
import {
  clockPolicy,
  openDuties,
  parseContract,
  parseRecords,
  safeParseContract,
} from "../../src/index.ts";
import { availability, contractOf, fact, response, settled, stamp } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Target = NonNullable<Commitment["targets"]>[number];

const calendars: ContractInput["calendars"] = [
  { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } },
  { id: "late", weekly: { "mon-fri": ["12:00-20:00"] } },
];

const strictest = (targets: readonly object[], more: object = {}): Commitment =>
  ({ ...response, severalMatch: "strictest", targets, ...more }) as Commitment;
const contract = (...commitments: Commitment[]) => contractOf({ calendars, commitments });
const ticket = (severity: string, attributes: object = {}, events: readonly object[] = []) => ({
  type: "ticket",
  id: "T-1",
  service: "web",
  openedAt: stamp("10-12T09:00"),
  severity,
  attributes,
  events,
});

/** "row due" of a ticket that nobody answers, from 12 October at 09:00 on, a Monday. */
function held(commitment: Commitment, row: object): string {
  const { tickets, notCounted } = settled({ contract: contract(commitment), rows: [row] }).evidence;
  const [told] = tickets.map((one) => `${one.row} ${one.dueAt?.slice(5, 16)}`);
  return told ?? String(notCounted[0]?.why);
}

/** The same, of the clock as a browser reads it. */
function read(commitment: Commitment, row: object): string {
  const policy = JSON.parse(JSON.stringify(clockPolicy(parseContract(contract(commitment)))));
  const [reading] = clocksAt(policy, row as never, stamp("11-05T00:00"));
  if (reading?.row === undefined) return "no-row";
  return `${reading.row.index} ${new Date(reading.dueAt ?? 0).toISOString().slice(5, 16)}`;
}

const EU = { region: "EU" };
const rows: readonly Target[] = [
  { where: { severity: ["P1", "P2"] }, within: { elapsed: "PT4H" } },
  { where: { region: ["EU"] }, within: { elapsed: "PT2H" } },
  { where: { severity: ["P1"], region: ["US", "JP"] }, within: { elapsed: "PT1H" } },
  { within: { elapsed: "PT8H" } },
];

describe("semantics 13: of the rows that match, the one that asks for most", () => {
  // From 09:00: 4 h 13:00, 2 h 11:00, 1 h 10:00, 8 h 17:00.
  it.each([
    { severity: "P1", attributes: {}, first: "0 10-12T13:00", most: "0 10-12T13:00" },
    { severity: "P1", attributes: EU, first: "0 10-12T13:00", most: "1 10-12T11:00" },
    { severity: "P1", attributes: { region: "US" }, first: "0 10-12T13:00", most: "2 10-12T10:00" },
    { severity: "P2", attributes: { region: "US" }, first: "0 10-12T13:00", most: "0 10-12T13:00" },
    { severity: "P3", attributes: EU, first: "1 10-12T11:00", most: "1 10-12T11:00" },
    { severity: "P3", attributes: {}, first: "3 10-12T17:00", most: "3 10-12T17:00" },
  ])("$severity of $attributes", ({ severity, attributes, first, most }) => {
    const row = ticket(severity, attributes);
    for (const told of [held, read]) {
      expect(told(strictest(rows, { severalMatch: "first" }), row)).toBe(first);
      expect(told(strictest(rows), row)).toBe(most);
    }
  });

  it("the row without `where` may stand anywhere", () => {
    const commitment = strictest([...rows].reverse());
    // Reversed: 8 h, 1 h, 2 h, 4 h at the places 0 to 3.
    expect(held(commitment, ticket("P1", EU))).toBe("2 10-12T11:00");
    expect(held(commitment, ticket("P3"))).toBe("0 10-12T17:00");
  });

  it("a change of priority asks again", () => {
    const up = { event: "priority-changed", at: stamp("10-12T09:30"), severity: "P1" };
    const row = ticket("P3", { region: "US" }, [up]);
    // 8 h at first, an hour from the opening at 09:00 afterwards: carried over.
    expect(held(strictest(rows), row)).toBe("2 10-12T10:00");
    expect(read(strictest(rows), row)).toBe("2 10-12T10:00");
  });

  it("no row that matches is none", () => {
    const commitment = strictest(rows.slice(0, 3));
    expect(held(commitment, ticket("P3"))).toBe("no-row");
    expect(read(commitment, ticket("P3"))).toBe("no-row");
  });

  const both = (one: object, other: object) => [
    { where: { severity: ["P1"] }, within: one },
    { where: { region: ["EU"] }, within: other },
  ];
  it.each([
    [
      "of the same length: less than before at most",
      { elapsed: "PT1H" },
      { elapsed: "PT1H", met: "less-than" },
      1,
    ],
    ["the first of two that ask for the same", { elapsed: "PT1H" }, { elapsed: "PT60M" }, 0],
    [
      "business time",
      { business: "PT4H", calendar: "office" },
      { business: "PT2H", calendar: "office" },
      1,
    ],
    [
      "business days",
      { businessDays: 2, calendar: "office" },
      { businessDays: 1, calendar: "office" },
      1,
    ],
    [
      "whole windows",
      { businessWindows: 2, calendar: "late" },
      { businessWindows: 1, calendar: "late" },
      1,
    ],
    ["days", { days: 3, by: "18:00" }, { days: 2, by: "18:00" }, 1],
    ["months", { months: 2 }, { months: 1 }, 1],
    [
      "what is agreed: the first",
      { agreed: "with-the-customer" },
      { agreed: "with-the-customer" },
      0,
    ],
  ] as const)("%s", (_, one, other, row) => {
    const told = settled({
      contract: contract(strictest(both(one, other))),
      rows: [ticket("P1", EU)],
      asOf: "2027-01-05T00:00:00Z",
      period: "2026-10",
    });
    const reading = read(strictest(both(one, other)), ticket("P1", EU));
    expect(reading.split(" ")[0]).toBe(String(row));
    expect(told.evidence.tickets.every((late) => late.row === row)).toBe(true);
  });

  it("the longer notice asks for more, of several sorts of notice", () => {
    const notice = strictest(
      [
        { where: { kind: ["major"] }, within: { days: 10 } },
        { where: { product: ["api"] }, within: { days: 20 } },
      ],
      {
        measure: {
          facts: "cycles",
          clock: { duty: { noticeBefore: { event: "retired", fact: "announced" } } },
          figure: "each",
        },
      },
    );
    const retired = (attributes: object) =>
      fact("F-1", "retired", "10-25T10:00", { subject: "A", attributes });
    // 20 days before 25 October is the 5th, 10 days the 15th.
    expect(held(notice, retired({ kind: "major", product: "api" }))).toBe("1 10-05T10:00");
    expect(held(notice, retired({ kind: "major" }))).toBe("0 10-15T10:00");
    const parsed = parseContract(contract(notice));
    const known = [
      { ...retired({ kind: "major", product: "api" }), recordedAt: stamp("10-01T00:00") },
    ];
    const [open] = openDuties(parsed, parseRecords(known, parsed), stamp("10-06T00:00"));
    expect(open?.row?.index).toBe(1);
  });

  it("each version keeps its own order and its own way to choose (37)", () => {
    const commitments = [
      strictest(rows, { severalMatch: "first" }),
      strictest(rows, {
        id: "second",
        effective: {
          from: "2026-10-12",
          continues: { commitment: "response", termsAt: "start" },
        },
      }),
    ];
    const parsed = contractOf({ calendars, commitments });
    const opened = (day: string) => ({ ...ticket("P1", EU), openedAt: stamp(`${day}T09:00`) });
    const rowOf = (day: string) =>
      settled({ contract: parsed, rows: [opened(day)] }).evidence.tickets.map(({ row }) => row);
    // Both tables stand one under the other: rows 0 to 3 of the first, 4 to 7 of the second.
    expect([rowOf("10-11"), rowOf("10-12")]).toEqual([[0], [5]]);
  });
});

describe("rows of which no one asks for most are refused", () => {
  const issuesOf = (...commitments: Commitment[]) => {
    const result = safeParseContract(contract(...commitments));
    const told = result.ok ? result.warnings : result.issues;
    return (told ?? []).map(({ code, path }) => `${code} ${path.slice(2).join(".")}`);
  };
  const within = (one: object, other: object, where: object = { region: ["EU"] }) =>
    strictest([
      { where: { severity: ["P1"] }, within: one },
      { where, within: other },
      { where: { severity: ["P9"], region: ["ZZ"] }, within: { elapsed: "PT1M" } },
    ]);
  const incomparable = ["target.not-comparable targets.1.within"];
  const day = { businessDays: 1, calendar: "office" };

  it.each([
    [
      "calendars that differ",
      { business: "PT4H", calendar: "office" },
      { business: "PT8H", calendar: "late" },
    ],
    ["cut-offs that differ", { ...day, by: "12:00" }, { ...day, by: "18:00" }],
    ["starts outside hours that differ", day, { ...day, outsideHours: "keep" }],
    ["first days that differ", day, { ...day, countStartDay: "yes" }],
    ["windows and days", day, { businessWindows: 1, calendar: "office" }],
    ["days and months", { days: 31 }, { months: 1 }],
    ["what is agreed, and an hour", { agreed: "with-the-customer" }, { elapsed: "PT1H" }],
  ] as const)("%s", (_, one, other) => {
    // The third row, in minutes, is never asked with the first, whose severity differs.
    expect(issuesOf(within(one, other, { product: ["api"], region: ["EU"] }))).toEqual(
      incomparable,
    );
  });

  it("a row without `where` beside any other", () => {
    const all = { within: { business: "PT4H", calendar: "office" } };
    const one = { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } };
    expect(issuesOf(strictest([all, one]))).toEqual(incomparable);
    expect(issuesOf(strictest([one, all]))).toEqual(incomparable);
  });

  it("rows that never match together need not be compared", () => {
    const targets = [
      { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
      { where: { severity: ["P2", "P3"] }, within: { businessDays: 1, calendar: "office" } },
    ];
    expect(issuesOf(strictest(targets))).toEqual(["target.no-last-row targets"]);
  });

  it.each([
    ["takes all", undefined, ["target.unreachable-row targets.1"]],
    [
      "takes its tickets and others",
      { severity: ["P1", "P2"] },
      ["target.unreachable-row targets.1"],
    ],
    [
      "takes some of its tickets",
      { severity: ["P1"], region: ["EU"] },
      ["target.no-last-row targets"],
    ],
  ] as const)(
    "a row is never reached below one that asks for more and %s",
    (_, where, expected) => {
      const first = { ...(where === undefined ? {} : { where }), within: { elapsed: "PT1H" } };
      const targets = [first, { where: { severity: ["P1"] }, within: { elapsed: "PT2H" } }];
      expect(issuesOf(strictest(targets))).toEqual(expected);
    },
  );

  it("a row that is refused by itself is told alone", () => {
    const targets = [
      { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
      { where: { severity: ["P2"] }, within: { days: 9999 } },
      { within: { business: "PT2H", calendar: "office" } },
    ];
    expect(issuesOf(strictest(targets))).toEqual(["target.too-long targets.1.within.days"]);
  });

  it("where nothing is held against rows the option has no meaning", () => {
    const owed = {
      facts: "cycles",
      clock: { duty: { countInPeriod: { fact: "backup", per: "calendar-month", atLeast: 1 } } },
      figure: "each",
    };
    expect(issuesOf({ ...availability, severalMatch: "strictest" })).toEqual([
      "target.several-match severalMatch",
    ]);
    expect(issuesOf(strictest([], { measure: owed }))).toEqual([
      "target.several-match severalMatch",
    ]);
  });

  it("`refuse` is not computed", () => {
    expect(issuesOf(strictest(rows.slice(0, 2), { severalMatch: "refuse" }))).toContain(
      "contract.not-supported-yet severalMatch",
    );
  });
});
