import { describe, expect, it } from "vitest";
import {
  type ClockPolicy,
  type ClockReading,
  clocksAt,
  openClocks,
  RefusedError,
  type TicketInput,
} from "../../src/clock.ts";
import { parseRecords, ticketsOf } from "../../src/index.ts";
import { contract, log, on, policy, ticket, wall } from "./world.ts";

const minute = 60_000;
const due = { author: "Ann", reason: "asked for" };

/** Monday is 12 October; the office is open from 09:00 to 18:00, and 10 and 11 October are off. */
function read(id: string, given: TicketInput, asOf: string): ClockReading | undefined {
  return clocksAt(policy, given, on(asOf)).findLast((one) => one.id === id);
}

/** What a table compares: minutes, and instants as on the Shanghai wall. */
function summary(reading: ClockReading | undefined) {
  if (reading === undefined) return undefined;
  const { state, dueAt, remainingMs, nextChangeAt, row } = reading;
  return {
    state,
    due: wall(dueAt),
    left: remainingMs === undefined ? undefined : remainingMs / minute,
    next: wall(nextChangeAt),
    row: row?.index,
  };
}

describe("semantics 15: the states of a clock, with what is left and when it changes next", () => {
  const opened = ticket("10-12 16:00");
  const p1 = ticket("10-12 16:00", { severity: "P1" });
  const p3 = ticket("10-12 16:00", { severity: "P3" });
  const waiting = { events: log("10-12 17:00 waiting-started customer") };
  it.each<[string, TicketInput, string, ReturnType<typeof summary>, string]>([
    [
      "first-response",
      opened,
      "10-12 17:00",
      { state: "running", due: "10-13 11:00", left: 180, next: "10-12 18:00", row: 1 },
      "an hour of four is used; the office closes next",
    ],
    [
      "first-response",
      opened,
      "10-12 20:00",
      { state: "running", due: "10-13 11:00", left: 120, next: "10-13 09:00", row: 1 },
      "at night nothing runs down",
    ],
    [
      "first-response",
      opened,
      "10-13 10:00",
      { state: "running", due: "10-13 11:00", left: 60, next: "10-13 11:00", row: 1 },
      "the due comes before the closing",
    ],
    [
      "first-response",
      opened,
      "10-13 11:00",
      { state: "running", due: "10-13 11:00", left: 0, next: "10-13 11:00:00.001", row: 1 },
      "exactly at the due is in time",
    ],
    [
      "first-response",
      opened,
      "10-13 11:01",
      { state: "breached-open", due: "10-13 11:00", left: 0, next: undefined, row: 1 },
      "a minute late",
    ],
    [
      "first-response",
      p1,
      "10-12 16:05",
      { state: "running", due: "10-12 16:15", left: 10, next: "10-12 16:15", row: 0 },
      "real time has no closing",
    ],
    [
      "resolution",
      opened,
      "10-12 17:00",
      { state: "running", due: "10-13 16:00", left: 480, next: "10-12 18:00", row: 1 },
      "nine hours, one used",
    ],
    [
      "resolution",
      opened,
      "10-13 13:00",
      { state: "running", due: "10-13 16:00", left: 180, next: "10-13 13:45", row: 1 },
      "at risk with 2 h 15 min left: 75 % of 9 h used",
    ],
    [
      "resolution",
      opened,
      "10-13 13:45",
      { state: "at-risk", due: "10-13 16:00", left: 135, next: "10-13 16:00", row: 1 },
      "from that instant on",
    ],
    [
      "resolution",
      { ...opened, ...waiting },
      "10-13 12:00",
      { state: "paused", due: undefined, left: 480, next: undefined, row: 1 },
      "it waits since 17:00, one hour used",
    ],
    [
      "resolution",
      p3,
      "10-13 10:00",
      { state: "running", due: "10-14 18:00", left: 1020, next: "10-13 18:00", row: 2 },
      "by 18:00 on the second day: 20 open hours in all, 3 of them used",
    ],
    [
      "resolution",
      p3,
      "10-14 12:00",
      { state: "running", due: "10-14 18:00", left: 360, next: "10-14 13:00", row: 2 },
      "14 of 20 hours used; at 15, 75 %, it is at risk",
    ],
    [
      "resolution",
      { ...p3, ...waiting },
      "10-13 12:00",
      { state: "paused", due: undefined, left: 1140, next: undefined, row: 2 },
      "the due would move by 4 open hours, to 13:00 on the 15th: 19 h from now",
    ],
    [
      "resolution",
      ticket("10-12 16:00", { events: log("10-13 15:00 resolved") }),
      "10-20 12:00",
      { state: "met", due: "10-13 16:00", left: undefined, next: undefined, row: 1 },
      "an hour before the due",
    ],
    [
      "resolution",
      ticket("10-12 16:00", { events: log("10-13 17:00 resolved") }),
      "10-20 12:00",
      { state: "breached", due: "10-13 16:00", left: undefined, next: undefined, row: 1 },
      "an hour after it",
    ],
    [
      "resolution",
      ticket("10-12 16:00", { events: log("10-12 17:00 cancelled") }),
      "10-20 12:00",
      { state: "cancelled", due: "10-13 16:00", left: undefined, next: undefined, row: 1 },
      "nothing is due any more",
    ],
    [
      "first-response",
      ticket("10-12 16:00", { events: log("10-12 17:00 resolved") }),
      "10-20 12:00",
      {
        state: "ended-without-reply",
        due: "10-13 11:00",
        left: undefined,
        next: undefined,
        row: 1,
      },
      "resolved without an answer (11)",
    ],
    [
      "first-response",
      ticket("10-12 16:00", { openedBy: "agent" }),
      "10-12 17:00",
      { state: "not-started", due: undefined, left: undefined, next: undefined, row: undefined },
      "the customer has not written (11)",
    ],
    [
      "first-response",
      opened,
      "10-12 16:00",
      { state: "not-started", due: undefined, left: undefined, next: undefined, row: undefined },
      "what happens at asOf is not used",
    ],
  ])("%s of %j at %s is %j: %s", (id, given, asOf, expected) => {
    expect(summary(read(id, given, asOf))).toEqual(expected);
  });
});

describe("semantics 15: why, in parts of a sentence", () => {
  it("names the row, the agreement, the waits and the closed hours", () => {
    const events = [
      ...log("10-12 16:30 waiting-started vendor", "10-12 17:00 waiting-started customer"),
      {
        event: "due-agreed",
        at: on("10-12 16:10"),
        clock: "resolution",
        due: on("10-20 12:00"),
        ...due,
      },
    ] as const;
    const reading = read("resolution", ticket("10-12 16:00", { events }), "10-12 20:00");
    expect(reading?.why).toEqual([
      { kind: "row", clause: "msa 2.1", shown: "P2 ≤ PT9H business time" },
      { kind: "due-agreed", at: Date.parse(on("10-12 16:10")), ...due },
      { kind: "waiting", reason: "vendor", since: Date.parse(on("10-12 16:30")) },
      { kind: "waiting", reason: "customer", since: Date.parse(on("10-12 17:00")) },
    ]);
    expect(wall(reading?.dueAt)).toBe("10-20 12:00");
    expect(read("first-response", ticket("10-12 16:00", { events }), "10-12 20:00")?.why).toEqual([
      { kind: "row", clause: "msa 2.2", shown: "P2 ≤ PT4H business time" },
      { kind: "closed", calendar: "office", until: Date.parse(on("10-13 09:00")) },
    ]);
  });

  it.each([
    { given: ticket("10-12 16:00", { openedBy: "agent" }), asOf: "10-12 17:00", why: "not-begun" },
    { given: ticket("10-12 16:00"), asOf: "10-11 17:00", why: "not-known" },
    {
      given: ticket("10-12 16:00", { recordedAt: on("10-14 10:00") }),
      asOf: "10-13 10:00",
      why: "not-known",
    },
  ])("a clock that has not started is $why", ({ given, asOf, why }) => {
    expect(read("first-response", given, asOf)?.why).toEqual([{ kind: why }]);
  });

  it("says that no row takes a ticket whose severity has none", () => {
    const events = log("10-12 16:30 priority-changed P4");
    const reading = read("first-response", ticket("10-12 16:00", { events }), "10-12 17:00");
    expect(reading).toMatchObject({ state: "running", row: undefined, why: [{ kind: "no-row" }] });
  });

  it.each([
    { severity: "P4", events: log("10-12 16:30 replied agent"), why: "never had a row" },
    {
      severity: "P2",
      events: log("10-12 16:20 priority-changed P4", "10-12 16:30 replied agent"),
      why: "left its row",
    },
  ])("met no target where there is none: $why", ({ severity, events }) => {
    const reading = read(
      "first-response",
      ticket("10-12 16:00", { severity, events }),
      "10-12 17:00",
    );
    expect(reading).toMatchObject({
      state: "stopped",
      stoppedAt: Date.parse(on("10-12 16:30")),
      dueAt: undefined,
      row: undefined,
      why: [{ kind: "no-row" }],
    });
  });
});

describe("which clocks a ticket has", () => {
  it("those of its service and population, each cycle by itself (14, 16)", () => {
    const ids = (given: TicketInput) =>
      clocksAt(policy, given, on("10-13 10:00")).map(({ id, cycle }) => `${id} ${cycle}`);
    expect(ids(ticket("10-12 16:00"))).toEqual(["first-response 1", "resolution 1"]);
    expect(ids(ticket("10-12 16:00", { attributes: {} }))).toEqual(["first-response 1"]);
    const field = { service: "field", attributes: { tz: "Europe/Berlin" } };
    expect(ids(ticket("10-12 16:00", field))).toEqual(["visit 1"]);
  });

  it("semantics 2: counts in the zone of the ticket", () => {
    const inZone = (tz: string) =>
      wall(
        read(
          "visit",
          ticket("10-12 16:00", { service: "field", attributes: { tz } }),
          "10-12 17:00",
        )?.dueAt,
      );
    // Nine hours from 16:00 in Shanghai: 2 today and 7 tomorrow; in Berlin it is 10:00, 8 and 1;
    // in UTC it is 08:00, and the nine hours end at 18:00.
    expect(inZone("Asia/Shanghai")).toBe("10-13 16:00");
    expect(inZone("Europe/Berlin")).toBe("10-13 16:00");
    expect(inZone("UTC")).toBe("10-13 02:00");
  });
});

const codesOf = (call: () => unknown): readonly string[] => {
  try {
    call();
  } catch (error) {
    if (error instanceof RefusedError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
};

describe("what is refused", () => {
  const sound = ticket("10-12 16:00");
  const asOf = on("10-13 10:00");
  it.each<[string, object, string]>([
    ["a service that the contract does not have", { service: "mail" }, "record.unknown-service"],
    ["a zone that the ticket does not say", { service: "field" }, "ticket.zone-missing"],
    ["a zone that is none", { service: "field", attributes: { tz: "CST" } }, "zone.unknown"],
    ["a stamp without its offset", { openedAt: "2026-10-12T16:00:00" }, "instant.malformed"],
    ["a field that is not known", { opened: 1 }, "clock.unknown-key"],
    ["an event that is not known", { events: [{ event: "fixed", at: asOf }] }, "clock.bad-value"],
    ["a field that is missing", { events: [{ event: "replied", at: asOf }] }, "clock.missing"],
    [
      "a reply before the opening",
      { events: log("10-12 10:00 replied agent") },
      "ticket.event-before-opening",
    ],
    [
      "a resume without a pause (10)",
      { events: log("10-12 17:00 waiting-ended") },
      "ticket.resume-without-pause",
    ],
    [
      "a due for a clock that there is not",
      { events: [{ event: "due-agreed", at: asOf, clock: "reply", due: asOf, ...due }] },
      "record.unknown-clock",
    ],
  ])("%s", (_, rest, code) => {
    expect(codesOf(() => clocksAt(policy, { ...sound, ...rest } as TicketInput, asOf))).toEqual([
      code,
    ]);
  });

  it("an instant that is none", () => {
    expect(codesOf(() => clocksAt(policy, sound, "today"))).toEqual(["instant.malformed"]);
  });

  it.each([undefined, {}, { ...policy, contract: "other" }, { ...policy, clocks: [] }])(
    "a policy that is not as it was made: %j",
    (odd) => {
      expect(codesOf(() => clocksAt(odd as ClockPolicy, sound, asOf))).toEqual(["clock.policy"]);
    },
  );
});

describe("a policy is plain JSON", () => {
  it("of the calendars that its clocks use, and survives a way that sorts its keys", () => {
    expect(policy.calendars.map(({ id }) => id)).toEqual(["office", "field"]);
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(sorted);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a > b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      );
    };
    const moved = JSON.parse(JSON.stringify(sorted(policy))) as ClockPolicy;
    const given = ticket("10-12 16:00");
    const asOf = on("10-13 13:45");
    expect(clocksAt(moved, given, asOf)).toEqual(clocksAt(policy, given, asOf));
  });
});

describe("openClocks", () => {
  it("lists what is open, the most urgent first, and what waits without a due last", () => {
    const events = log("10-12 17:00 waiting-started customer", "10-12 17:30 replied agent");
    const rows = [
      { ...ticket("10-12 16:00"), id: "T-2" },
      { ...ticket("10-12 16:00", { events }), id: "T-1" },
      { ...ticket("10-12 15:00", { severity: "P1" }), id: "T-3" },
    ];
    const records = parseRecords(rows, contract);
    const list = openClocks(policy, ticketsOf(records, on("10-13 10:00")), on("10-13 10:00"));
    expect(list.map(({ ticket: id, id: clock, state }) => `${id} ${clock} ${state}`)).toEqual([
      "T-3 first-response breached-open",
      "T-3 resolution breached-open",
      "T-2 first-response running",
      "T-2 resolution running",
      "T-1 resolution paused",
    ]);
  });

  it("ticketsOf adds the events that came as rows of their own and were known then (15)", () => {
    const happened = { event: "resolved", at: on("10-12 17:00") };
    const rows = [
      { type: "event", id: "E-1", ticket: "T-1", happened, recordedAt: on("10-14 10:00") },
      ticket("10-12 16:00"),
    ];
    const records = parseRecords(rows, contract);
    const countAt = (asOf: string) => ticketsOf(records, on(asOf))[0]?.events?.length;
    expect([countAt("10-13 10:00"), countAt("10-14 11:00")]).toEqual([0, 1]);
  });
});
