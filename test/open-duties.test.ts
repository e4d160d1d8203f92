import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { openDuties, parseContract, parseRecords, RefusedError } from "../src/index.ts";
import { contractOf, fact, stamp } from "./rules/world.ts";

type Commitment = ContractInput["commitments"][number];

const promise = (id: string, duty: object, within: object, more: object = {}): Commitment =>
  ({
    id,
    clause: "7.1",
    scope: { service: "web" },
    period: "calendar-month",
    measure: { facts: "cycles", clock: { duty }, figure: "each", ...more },
    excludes: [],
    targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }, { within }],
  }) as Commitment;

const office = { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } };
const contract = parseContract(
  contractOf({
    calendars: [office],
    commitments: [
      promise(
        "report",
        { withinAfter: { event: "incident", fact: "report-sent" } },
        { business: "PT8H", calendar: "office" },
      ),
      promise("sunset", { noticeBefore: { event: "retired", fact: "announced" } }, { days: 60 }),
      promise("review", { maxGap: { fact: "review" } }, { months: 3 }),
    ],
  }),
);

const rows = [
  fact("F-1", "incident", "10-16T16:00", { subject: "I-1" }),
  fact("F-2", "incident", "10-16T12:00", { subject: "I-2", attributes: { severity: "P1" } }),
  fact("F-3", "incident", "10-15T12:00", { subject: "I-3" }),
  fact("F-4", "report-sent", "10-15T13:00", { subject: "I-3" }),
  fact("F-5", "retired", "12-31T00:00", { recordedAt: stamp("10-01T00:00") }),
  fact("F-6", "review", "09-01T00:00"),
];
const records = parseRecords(rows, contract);
const at = (asOf: string) => openDuties(contract, records, stamp(asOf));
const hour = 3_600_000;

describe("what is owed next (semantics 8, 9, 15)", () => {
  it("the most urgent first, with what is left of each; what was done is not listed", () => {
    // Friday, 16 October, 18:00. The P1 report was due at 13:00. The other began at 16:00: one hour of
    // eight is used up, seven are left on Monday. 60 days before 31 December is 1 November.
    const open = at("10-16T18:00").map(({ id, clock, ticket, state, dueAt, remainingMs, lateMs }) =>
      [
        id,
        clock,
        ticket,
        state,
        new Date(dueAt ?? 0).toISOString().slice(5, 16),
        remainingMs,
        lateMs,
      ].join(" "),
    );
    expect(open).toEqual([
      `report report-sent F-2 breached-open 10-16T13:00 0 ${5 * hour}`,
      `report report-sent F-1 running 10-19T16:00 ${7 * hour} 0`,
      `sunset announced F-5 running 11-01T00:00 ${(15 * 24 + 6) * hour} 0`,
      `review review F-6 running 12-01T00:00 ${(45 * 24 + 6) * hour} 0`,
    ]);
  });

  it("says why, and when that changes: the calendar opens, the due comes, it passes", () => {
    const [, first, second] = at("10-16T18:00");
    expect(first?.why).toEqual([
      { kind: "row", clause: "msa 7.1", shown: "≤ PT8H business time" },
      { kind: "closed", calendar: "office", until: Date.parse("2026-10-19T09:00:00Z") },
    ]);
    expect(first?.nextChangeAt).toBe(Date.parse("2026-10-19T09:00:00Z"));
    expect(second).toMatchObject({
      why: [{ kind: "row", shown: "≥ 60 days before" }],
      startedAt: Date.parse("2026-12-31T00:00:00Z"),
      nextChangeAt: Date.parse("2026-11-01T00:00:00Z"),
    });
    const atDue = at("11-01T00:00").find(({ id }) => id === "sunset");
    expect(atDue).toMatchObject({ state: "running", remainingMs: 0 });
    expect(atDue?.nextChangeAt).toBe(Date.parse("2026-11-01T00:00:00Z") + 1);
    const passed = at("11-01T01:00").find(({ id }) => id === "sunset");
    expect(passed).toMatchObject({ state: "breached-open", lateMs: hour, nextChangeAt: undefined });
  });

  it("what no row takes has no due and comes last; `where` of the measure leaves others out", () => {
    const narrow = parseContract(
      contractOf({
        calendars: [office],
        commitments: [
          {
            ...promise(
              "report",
              { withinAfter: { event: "incident", fact: "report-sent" } },
              {},
              {
                where: { subject: ["I-1", "I-2"] },
              },
            ),
            targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }],
          } as Commitment,
        ],
      }),
    );
    const open = openDuties(narrow, parseRecords(rows.slice(0, 4), narrow), stamp("10-16T18:00"));
    expect(
      open.map(({ ticket, dueAt, why }) => [ticket, dueAt === undefined, why[0]?.kind]),
    ).toEqual([
      ["F-2", false, "row"],
      ["F-1", true, "no-row"],
    ]);
    expect(open[1]).toMatchObject({
      remainingMs: undefined,
      nextChangeAt: undefined,
      row: undefined,
    });
  });

  it("a contract without duties owes none", () => {
    const other = parseContract(contractOf());
    expect(openDuties(other, parseRecords([], other), stamp("10-16T18:00"))).toEqual([]);
  });

  it("refuses an instant that is none, and what was not parsed", () => {
    const refused = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        if (error instanceof RefusedError) return error.issues.map(({ code }) => code);
        throw error;
      }
      return [];
    };
    expect(refused(() => openDuties(contract, records, "soon"))).toEqual(["stamp.malformed"]);
    expect(refused(() => openDuties({} as never, records, stamp("10-16T18:00")))).toEqual([
      "settle.not-parsed",
    ]);
  });
});
