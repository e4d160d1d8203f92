import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  parseContract,
  parseRecords,
  type Statement,
  safeSettle,
  settle,
} from "../../src/index.ts";
import { namesOf } from "../../src/rules/claim-standing.ts";
import type { Instant } from "../../src/time/instant.ts";
import {
  availability,
  contractOf,
  coverage,
  outage,
  response,
  restated,
  resultOf,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];

/** An amount of 100.00 for so many claimed outages. */
const credit = (n: number, per: string, more: object = { only: "claimed-in-time" }) => ({
  id: "chronic",
  clause: "6.1",
  when: { events: { n, per, ...more } },
  on: "measured",
  how: "flat",
  give: { amount: "100.00" },
});
const byEvent = {
  on: "request",
  stages: [{ what: "claim", within: { days: 10 }, after: "event-end" }],
};
const contract = (
  own: object = credit(2, "calendar-month"),
  claim: object = byEvent,
  changes: object = {},
): ContractInput =>
  contractOf({
    commitments: [{ ...availability, credits: [own] } as Commitment],
    claim: claim as ContractInput["claim"],
    ...changes,
  });

/** Two hours on one day. */
const down = (id: string, day: string, more: object = {}) =>
  outage(id, `2026-${day}T00:00:00Z`, `2026-${day}T02:00:00Z`, more);
const claim = (id: string, at: string, about?: string, more: object = {}) => ({
  type: "claim",
  id,
  at: `2026-${at}T12:00:00Z`,
  period: at.startsWith("1") ? "2026-10" : `2026-${at.slice(0, 2)}`,
  ...(about === undefined ? {} : { about }),
  ...more,
});

function settledIn(
  own: ContractInput,
  rows: readonly object[],
  { period = "2026-10", asOf = "2026-11-20T00:00:00Z", issued = [] as Statement[] } = {},
): Statement {
  const parsed = parseContract(own);
  const records = parseRecords([coverage, ...rows], parsed);
  return settle({ contract: parsed, records, period, asOf, issued });
}

/** The day and, where they are not October's, what each claim is found to be. */
const states = (statement: Statement) =>
  (resultOf(statement).misses.claims ?? []).map(
    ({ record, stages }) => `${record} ${stages.map(({ state }) => state).join(" ")}`,
  );

describe("semantics 36: events that were claimed in time, in the period that is judged", () => {
  const three = [down("INC-1", "10-03"), down("INC-2", "10-09"), down("INC-3", "10-20")];

  it("too late and never are not counted", () => {
    const rows = [...three, claim("C-1", "10-05", "INC-1"), claim("C-2", "10-25", "INC-2")];
    const statement = settledIn(contract(), rows);
    expect(statement.lines).toEqual([]);
    expect(states(statement)).toEqual(["INC-1 made", "INC-2 too-late", "INC-3 lapsed"]);
  });

  it("two of three in time", () => {
    const rows = [...three, claim("C-1", "10-05", "INC-1"), claim("C-3", "10-21", "INC-3")];
    const statement = settledIn(contract(), rows);
    const [line] = statement.lines;
    expect(line?.exact).toBe("100");
    expect(line?.steps[0]).toEqual({
      op: "history",
      clause: "msa 6.1",
      in: "2 claimed events, at least 2",
      out: "holds",
    });
    const { id = "" } = line ?? {};
    expect(explain(statement, { line: id }).steps).toContainEqual(line?.steps[0]);
  });

  it("whether or not they were claimed, and where nothing is to be claimed", () => {
    expect(settledIn(contract(credit(3, "calendar-month", {})), three).lines).toHaveLength(1);
    const automatic = settledIn(contract(undefined, { on: "automatic" }), three);
    expect(automatic.lines).toHaveLength(1);
    expect(resultOf(automatic).misses).not.toHaveProperty("claims");
  });

  it("what may still be claimed does not count yet; the claim is a revision", () => {
    const rows = [...three, claim("C-1", "10-05", "INC-1")];
    const late = { ...claim("C-3", "10-30", "INC-3"), recordedAt: "2026-11-02T00:00:00Z" };
    const first = settledIn(contract(), rows, { asOf: "2026-11-01T00:00:00Z" });
    expect(first.lines).toEqual([]);
    const revision = restated({
      contract: contract(),
      rows: [coverage, ...rows, late],
      asOf: "2026-11-20T00:00:00Z",
      issued: [first],
    });
    expect(revision?.lines.map(({ amount }) => amount)).toEqual(["100.00"]);
  });

  it("a claim that names no event is about those that began before it", () => {
    const rows = [...three, claim("C-0", "10-10")];
    const statement = settledIn(contract(), rows);
    expect(states(statement)).toEqual(["INC-1 made", "INC-2 made", "INC-3 lapsed"]);
    expect(statement.lines).toHaveLength(1);
    // By the end of the settlement, one claim is for all of them.
    const settlement = {
      on: "request",
      stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
    };
    const later = { ...claim("C-0", "11-05"), period: "2026-10" };
    expect(states(settledIn(contract(undefined, settlement), [...three, later]))).toEqual([
      "INC-1 made",
      "INC-2 made",
      "INC-3 made",
    ]);
  });

  it("a claim for another commitment or period is not about them", () => {
    const two = contract(undefined, undefined, {
      commitments: [
        { ...availability, credits: [credit(2, "calendar-month")] },
        { ...availability, id: "other", credits: [] },
      ],
    });
    const rows = [
      ...three,
      claim("C-1", "10-05", "INC-1"),
      claim("C-2", "10-10", "INC-2", { commitment: "other" }),
      claim("C-3", "10-21", "INC-3", { period: "2026-09" }),
    ];
    expect(states(settledIn(two, rows))).toEqual(["INC-1 made", "INC-2 lapsed", "INC-3 lapsed"]);
  });

  it("all stages of an event must be done", () => {
    const stages = {
      on: "request",
      stages: [
        { what: "ticket", within: { days: 1 }, after: "event-start" },
        { what: "claim", within: { days: 10 }, after: "event-end" },
      ],
    };
    const rows = [
      down("INC-1", "10-03", { ticketOpenedAt: "2026-10-03T01:00:00Z" }),
      down("INC-2", "10-09", { ticketOpenedAt: "2026-10-12T01:00:00Z" }),
      claim("C-1", "10-05", "INC-1"),
      claim("C-2", "10-11", "INC-2"),
    ];
    const statement = settledIn(contract(undefined, stages), rows);
    expect(states(statement)).toEqual(["INC-1 made made", "INC-2 too-late made"]);
    expect(statement.lines).toEqual([]);
  });

  it("late tickets, claimed by the name of the ticket", () => {
    const tickets = contract(undefined, undefined, {
      commitments: [
        {
          ...response,
          claim: {
            on: "request",
            stages: [{ what: "claim", within: { days: 10 }, after: "event-start" }],
          },
          credits: [{ ...credit(2, "calendar-month"), on: "misses" }],
        },
      ],
    });
    const ticket = (id: string, day: string) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: `2026-10-${day}T00:00:00Z`,
      events: [{ event: "replied", by: "agent", at: `2026-10-${day}T06:00:00Z` }],
    });
    const rows = [ticket("T-1", "03"), ticket("T-2", "09"), claim("C-1", "10-05", "T-1")];
    expect(settledIn(tickets, rows).lines).toEqual([]);
    expect(settledIn(tickets, [...rows, claim("C-2", "10-11", "T-2")]).lines).toHaveLength(1);
  });
});

describe("semantics 36, 38: claimed events of a longer period", () => {
  const own = contract(credit(2, "calendar-quarter"));
  // To be claimed until 7 February, and until 2 March.
  const [january, february] = [down("INC-1", "01-28"), down("INC-2", "02-20")];
  const [first, second] = [claim("C-1", "01-30", "INC-1"), claim("C-2", "02-25", "INC-2")];
  const of1 = { period: "2026-01" };
  const inJanuary = (rows: readonly object[], changed = own, asOf = "2026-02-01T00:00:00Z") =>
    settledIn(changed, rows, { period: "2026-01", asOf });
  const inFebruary = (rows: readonly object[], issued: Statement[], changed = own) =>
    settledIn(changed, rows, { period: "2026-02", asOf: "2026-03-20T00:00:00Z", issued });

  it("the issued statement says which were claimed", () => {
    const rows = [january, february, second];
    const issued = [inJanuary([january, first])];
    expect(states(issued[0] as Statement)).toEqual(["INC-1 made"]);
    const { lines } = inFebruary(rows, issued);
    expect(lines[0]?.steps[0]?.in).toBe("2 claimed events in 2026-Q1, at least 2");
    expect(inFebruary(rows, [inJanuary([january])]).lines).toEqual([]);
  });

  it("a claim that came since then, in time, counts; its record is used", () => {
    const issued = [inJanuary([january])];
    expect(states(issued[0] as Statement)).toEqual(["INC-1 open"]);
    const found = inFebruary(
      [january, february, second, claim("C-1", "02-03", "INC-1", of1)],
      issued,
    );
    expect(found.lines).toHaveLength(1);
    // Coverage, February's outage and claim, and January's claim; January's outage lies before.
    expect(found.manifest.rows).toMatchObject({ in: 5, used: 4, outside: 1 });
  });

  it("one that was in time and was written down late counts too", () => {
    const issued = [inJanuary([january], own, "2026-02-20T00:00:00Z")];
    expect(states(issued[0] as Statement)).toEqual(["INC-1 lapsed"]);
    const late = claim("C-1", "02-03", "INC-1", { ...of1, recordedAt: "2026-02-25T00:00:00Z" });
    expect(inFebruary([january, february, second, late], issued).lines).toHaveLength(1);
  });

  it("one that came too late, for another month or event, or before it began does not", () => {
    const issued = [inJanuary([january])];
    const recorded = { ...of1, recordedAt: "2026-02-03T00:00:00Z" };
    const with1 = (row: object) => inFebruary([january, february, second, row], issued).lines;
    expect(with1(claim("C-1", "02-09", "INC-1", of1))).toEqual([]);
    expect(with1(claim("C-1", "02-03", "INC-1"))).toEqual([]);
    expect(with1(claim("C-1", "02-03", "INC-2", of1))).toEqual([]);
    expect(with1(claim("C-1", "01-27", undefined, recorded))).toEqual([]);
    expect(with1(claim("C-1", "01-29", undefined, recorded))).toHaveLength(1);
  });

  it("one for another commitment does not", () => {
    const both = contract(undefined, undefined, {
      commitments: [
        { ...availability, credits: [credit(2, "calendar-quarter")] },
        { ...availability, id: "other", credits: [] },
      ],
    });
    const issued = [inJanuary([january], both)];
    const of = (commitment: string) => {
      const row = claim("C-1", "02-03", "INC-1", { ...of1, commitment });
      return inFebruary([january, february, second, row], issued, both).lines.length;
    };
    expect([of("other"), of("availability")]).toEqual([0, 1]);
  });

  it("by the name of another record of a merged outage", () => {
    const more = outage("INC-9", "2026-01-28T01:00:00Z", "2026-01-28T03:00:00Z");
    const issued = [inJanuary([january, more])];
    expect(resultOf(issued[0] as Statement).misses.claims).toMatchObject([
      { record: "INC-1", names: ["INC-9"], from: "2026-01-28T00:00:00Z" },
    ]);
    const row = claim("C-1", "02-03", "INC-9", of1);
    const rows = [january, more, february, second];
    expect(inFebruary([...rows, row], issued).lines).toHaveLength(1);
    expect(inFebruary(rows, issued).lines).toEqual([]);
  });

  it("nothing is counted anew in a month without a claimed event", () => {
    const rows = [january, down("INC-3", "01-05"), claim("C-3", "01-06", "INC-3"), first];
    const issued = [inJanuary(rows)];
    expect(issued[0]?.lines).toHaveLength(1);
    expect(inFebruary([...rows, february], issued).lines).toEqual([]);
  });

  it("statements that are missing are asked for", () => {
    const parsed = parseContract(own);
    const records = parseRecords([coverage, february, second], parsed);
    const made = safeSettle({
      contract: parsed,
      records,
      period: "2026-02",
      asOf: "2026-03-20T00:00:00Z",
    });
    expect(made.ok ? [] : made.issues.map(({ code, value }) => `${code} ${value}`)).toEqual([
      "history.missing availability/web/2026-01",
    ]);
  });

  it("of a statement that was issued before the rule, as its lines were claimed", () => {
    const plain = { ...credit(1, "calendar-month", {}), id: "each" };
    const before = contract(plain);
    const rows = [january, february, second];
    const both = (issued: Statement) => {
      const added = contract(undefined, undefined, {
        commitments: [{ ...availability, credits: [plain, credit(2, "calendar-quarter")] }],
      });
      const ids = inFebruary(rows, [issued], added).lines.map(({ id }) => id);
      return ids.some((id) => id.endsWith("/chronic"));
    };
    expect(both(inJanuary([january, first], before))).toBe(true);
    expect(both(inJanuary([january], before))).toBe(false);
  });

  it("without claims every miss of the earlier months", () => {
    const automatic = contract(credit(2, "calendar-quarter"), { on: "automatic" });
    const issued = [inJanuary([january], automatic)];
    expect(inFebruary([january, february], issued, automatic).lines).toHaveLength(1);
  });

  it("months of a quarter that is settled as one", () => {
    const quarterly = contract(credit(2, "calendar-quarter"), undefined, {
      settlement: "calendar-quarter",
    });
    const named = [first, second].map((row) => ({ ...row, period: "2026-Q1" }));
    const settledQuarter = (rows: readonly object[]) =>
      settledIn(quarterly, rows, { period: "2026-Q1", asOf: "2026-04-20T00:00:00Z" }).lines.map(
        ({ result }) => result,
      );
    expect(settledQuarter([january, february, ...named])).toEqual(["availability/web/2026-02"]);
    expect(settledQuarter([january, february, ...named.slice(1)])).toEqual([]);
  });
});

it("semantics 35: a claim may name the ticket, or the cycle, of a late one of several clocks", () => {
  const event = { id: "T-12#2@resolution", start: 0 as Instant, end: 1 as Instant, outages: [] };
  expect(namesOf(event)).toEqual(["T-12#2@resolution", "T-12#2", "T-12"]);
});
