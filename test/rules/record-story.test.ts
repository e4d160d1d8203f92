import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, type Statement } from "../../src/index.ts";
import {
  availability,
  contractOf,
  outage,
  response,
  restated,
  settled,
  stamp,
  work,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Cycles = Extract<Commitment["measure"], { facts: "cycles" }>;

/** A first response within an hour of real time, unless `more` says else. */
const held = (measure: Partial<Cycles>, more: Partial<Commitment> = {}): ContractInput =>
  contractOf({
    commitments: [
      {
        ...response,
        credits: [],
        measure: { facts: "cycles", clock: "first-response", figure: "each", ...measure },
        ...more,
      },
    ],
  });

const ticket = (id: string, events: readonly object[], more: object = {}) => ({
  type: "ticket",
  id,
  service: "web",
  severity: "P1",
  openedAt: "2026-10-05T10:00:00Z",
  events,
  ...more,
});
const replied = (at: string) => ({ event: "replied", at: stamp(at), by: "agent" });
const onlyP1 = { where: { severity: ["P1"] } };

/** What each record did, in the words of the statement; with the rows also what left no evidence. */
const told = (statement: Statement, record: string, rows?: readonly object[]) =>
  explain(statement, { record }, rows === undefined ? {} : { rows }).facts.map(
    ({ effect }) => effect,
  );

describe("evidence of a ticket in words", () => {
  it("semantics 12, 16: paused before its due it has none yet; counted by its opening it is open", () => {
    const contract = held({ pausedBy: ["customer"], countedIn: "opened" });
    const waiting = {
      event: "waiting-started",
      at: "2026-10-05T10:30:00Z",
      reason: "customer",
    };
    const statement = settled({ contract, rows: [ticket("T-1", [waiting])], asOf: "10-05T12:00" });
    // Half an hour ran, and the hour and a half to noon is a pause.
    expect(told(statement, "T-1")).toEqual([
      "response/web/2026-10: open: P1, opened 2026-10-05T10:00:00Z, no due yet, still open; 1800000 ms counted of 3600000, 5400000 ms paused; target ≤ PT1H",
    ]);
  });

  it("semantics 9: a reply exactly at the due is late by nothing where less is asked for", () => {
    const contract = held({}, { targets: [{ within: { elapsed: "PT1H", met: "less-than" } }] });
    const statement = settled({ contract, rows: [ticket("T-1", [replied("10-05T11:00")])] });
    expect(told(statement, "T-1")).toEqual([
      "response/web/2026-10: late: P1, opened 2026-10-05T10:00:00Z, due 2026-10-05T11:00:00Z, stopped 2026-10-05T11:00:00Z; 3600000 ms counted of 3600000, 0 ms paused; breached 2026-10-05T11:00:00Z, late by 0 ms; target < PT1H",
    ]);
  });

  it("semantics 13: a breach stands when the ticket leaves every row", () => {
    const contract = held({}, { targets: [{ ...onlyP1, within: { elapsed: "PT1H" } }] });
    const lowered = { event: "priority-changed", at: "2026-10-05T12:00:00Z", severity: "P4" };
    const statement = settled({
      contract,
      rows: [ticket("T-1", [lowered, replied("10-05T13:00")])],
    });
    // Counted while a row was in force, 10:00 to 12:00; late from 11:00 to 13:00.
    expect(told(statement, "T-1")).toEqual([
      "response/web/2026-10: late: P4, opened 2026-10-05T10:00:00Z, due 2026-10-05T11:00:00Z, stopped 2026-10-05T13:00:00Z; 7200000 ms counted, 0 ms paused; breached 2026-10-05T11:00:00Z, late by 7200000 ms; no row of the targets; priority changed to P4 at 2026-10-05T12:00:00Z",
    ]);
  });
});

describe("records that left no evidence", () => {
  it("a ticket that the measure does not select", () => {
    const contract = held({ where: { severity: ["P1"] } });
    const rows = [ticket("T-1", [replied("10-05T13:00")], { severity: "P2" })];
    expect(told(settled({ contract, rows }), "T-1", rows)).toEqual([
      "response: not selected by `where` of the measure",
    ]);
  });

  it("a ticket under a duty: it runs on facts, and tickets are none", () => {
    const contract = held({
      clock: { duty: { withinAfter: { event: "incident", fact: "report-sent" } } },
    });
    const rows = [ticket("T-1", [replied("10-05T13:00")])];
    const statement = settled({ contract, rows });
    expect(statement.results[0]?.population).toMatchObject({ counted: 0, open: 0, notCounted: 0 });
    expect(told(statement, "T-1", rows)).toEqual([
      "changed no figure: no result of the statement looks at the service web for it",
    ]);
  });

  it("a ticket that no row of targets selects", () => {
    const contract = held({}, { targets: [{ ...onlyP1, within: { elapsed: "PT1H" } }] });
    const rows = [ticket("T-1", [replied("10-05T13:00")], { severity: "P2" })];
    expect(told(settled({ contract, rows }), "T-1", rows)).toEqual([
      "response/web/2026-10: not counted (no-row): no row of targets selects it",
    ]);
  });

  it("a ticket of an agent, whose customer never wrote", () => {
    const rows = [ticket("T-1", [], { openedBy: "agent" })];
    expect(told(settled({ contract: held({}), rows }), "T-1", rows)).toEqual([
      "response: no clock ran: what it begins with did not happen",
    ]);
  });

  it("an event of a ticket that left every row, before its due", () => {
    const contract = held({}, { targets: [{ ...onlyP1, within: { elapsed: "PT1H" } }] });
    const lowered = { event: "priority-changed", at: "2026-10-05T10:30:00Z", severity: "P4" };
    const rows = [
      ticket("T-1", [replied("10-05T10:45")]),
      { type: "event", id: "E-1", ticket: "T-1", happened: lowered },
    ];
    // Counted while a row was in force: 10:00 to 10:30.
    expect(told(settled({ contract, rows }), "E-1", rows)).toEqual([
      "priority-changed of ticket T-1 at 2026-10-05T10:30:00Z",
      "T-1, response: stopped: opened 2026-10-05T10:00:00Z, no due, stopped 2026-10-05T10:45:00Z; 30 min counted, 0 s paused; target of no row; it is in no population",
    ]);
  });

  it("an event that nobody knew of yet", () => {
    const contract = held({});
    const rows = [
      ticket("T-1", []),
      {
        type: "event",
        id: "E-1",
        ticket: "T-1",
        happened: replied("10-05T10:45"),
        recordedAt: "2026-11-09T00:00:00Z",
      },
    ];
    expect(told(settled({ contract, rows }), "E-1", rows)).toEqual([
      "replied of ticket T-1 at 2026-10-05T10:45:00Z; outside: not known as of 2026-11-05T00:00:00Z",
    ]);
  });

  it("a ticket of a statement that has no result yet", () => {
    const contract = { ...held({}), effective: { from: "2026-10-15" } };
    const rows = [ticket("T-1", [])];
    const statement = settled({ contract, rows, asOf: "10-10T00:00" });
    expect(statement.results).toEqual([]);
    expect(told(statement, "T-1", rows)).toEqual([
      "changed no figure: no result of the statement looks at the service web for it",
    ]);
  });

  const contract = contractOf({ commitments: [availability] });

  it("an outage after the period that still goes on", () => {
    const rows = [outage("INC-1", "11-03T00:00")];
    expect(told(settled({ contract, rows }), "INC-1", rows)).toEqual([
      "availability/web/2026-10: 2026-11-03T00:00:00Z to now: outside 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z, or no part of it counts",
    ]);
  });

  it("work without an impact", () => {
    const rows = [work("CHG-1", "10-03T00:00", "10-03T02:00", { impact: "none" })];
    expect(told(settled({ contract, rows }), "CHG-1", rows)).toEqual([
      "availability/web/2026-10: 2026-10-03T00:00:00Z to 2026-10-03T02:00:00Z: work without an impact of its own took nothing out",
    ]);
  });
});

describe("semantics 35: stages of a claim", () => {
  const contract = contractOf({
    commitments: [availability],
    claim: {
      on: "request",
      stages: [
        { what: "ticket", within: { hours: 36 }, after: "event-start" },
        { what: "claim", within: { days: 30 }, after: "settlement-end" },
      ],
    },
  });
  // Six hours of 31 days are more than 0.1 %.
  const rows = [
    outage("INC-1", "10-20T09:00", "10-20T15:00"),
    {
      type: "claim",
      id: "CL-1",
      at: "2026-10-20T20:00:00Z",
      period: "2026-10",
      stage: "ticket",
      commitment: "availability",
      about: "INC-1",
    },
  ];
  const statement = settled({ contract, rows });

  it("what a row of one does, and for what", () => {
    expect(told(statement, "CL-1", rows)).toContain(
      "ticket for availability (INC-1) for 2026-10, at 2026-10-20T20:00:00Z",
    );
  });

  it("a stage that was made beside one that is still open", () => {
    const { steps } = explain(statement, { line: "availability/web/2026-10/tenth" });
    // 36 hours after 09:00 on the 20th are 21:00 on the 21st, itself in time; 30 days after October is 30 November.
    expect(steps.at(-1)).toEqual({
      op: "status",
      clause: "msa 6.1",
      in: "ticket by 2026-10-21T21:00:00Z: made, at 2026-10-20T20:00:00Z; claim by 2026-11-30: not yet",
      out: "claimable",
    });
  });
});

describe("semantics 38: the lines of a revision are differences", () => {
  it("a cap that was not reached is told of what is owed, not of a difference", () => {
    const contract = contractOf({
      commitments: [availability],
      caps: [
        {
          id: "half",
          clause: "6.4",
          covers: "all",
          per: "calendar-month",
          limit: { amount: "500" },
          excess: "lost",
        },
      ],
    });
    const rows = [outage("INC-1", "10-03T00:00", "10-03T06:00")];
    const first = settled({ contract, rows: [outage("INC-1", "10-03T00:00", "10-03T00:01")] });
    const second = restated({ contract, rows, issued: [first] });
    if (second === undefined) throw new TypeError("six hours more change the amount");
    const ops = (statement: Statement) =>
      explain(statement, { line: "availability/web/2026-10/tenth" }).steps.map(({ op }) => op);
    // A tenth of 1,000.00 where nothing was owed before.
    expect(second.lines.map(({ amount }) => amount)).toEqual(["100.00"]);
    expect(ops(second)).not.toContain("cap");
    expect(ops(settled({ contract, rows }))).toContain("cap");
  });
});
