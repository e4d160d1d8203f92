import fc from "fast-check";
import type { TicketInput } from "../../src/clock.ts";
import { Wall, walk } from "./calendars.ts";
import {
  inOrder,
  type PlainEvent,
  type PlainHours,
  type PlainTicket,
  stepMs,
} from "./clock-simulator.ts";

/** Random tickets around the night in which summer time ends in Berlin, and the hours they meet. */

export const hourMs = 3_600_000;
export const wall = new Wall({
  zone: "Europe/Berlin",
  from: "2026-10-19",
  days: 60,
  offset: 7200,
  changes: [["2026-10-25T01:00:00Z", 3600]],
});
const date = (text: string) => Date.parse(text) / 86_400_000;
const none = {
  hoursOff: [],
  breaks: [],
  clipsAtMidnight: false,
  from: undefined,
  until: undefined,
};

const week = (onDay: readonly (readonly [number, number])[], weekend: typeof onDay) =>
  [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? onDay : weekend));

/** As YAML says them below. */
const office: PlainHours = walk(
  {
    ...none,
    weekly: week(
      [
        [540, 720],
        [780, 1020],
      ],
      [],
    ),
    holidays: [date("2026-10-26")],
    workdays: [[date("2026-10-24"), [[600, 840]]]],
  },
  wall,
);
const night: PlainHours = walk(
  { ...none, weekly: week([[1320, 1800]], [[1320, 1800]]), holidays: [], workdays: [] },
  wall,
);
const calendars = [
  {
    id: "office",
    weekly: { "mon-fri": ["09:00-12:00", "13:00-17:00"] },
    holidays: ["2026-10-26"],
    workdays: [{ date: "2026-10-24", hours: ["10:00-14:00"] }],
  },
  { id: "night", weekly: { "mon-sun": ["22:00-06:00"] } },
];
export const hours = { office, night };

/** Thursday 22 October 2026, 00:00 in Berlin. */
export const firstMs = Date.parse("2026-10-21T22:00:00Z");
const tens = fc.constantFrom(0, 0, 0, 1, 3);
export const opening = fc
  .tuple(fc.integer({ min: 0, max: 4 * 24 }), tens)
  .map(([hours, count]) => firstMs + hours * hourMs + count * stepMs);
/** So long after the opening: mostly whole hours of the first half day, so that much falls together. */
export const later = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 80 })), tens)
  .map(([hours, count]) => hours * hourMs + count * stepMs);

export const reasons = ["customer", "vendor"] as const;
export const severity = fc.constantFrom("P1", "P2", "P3");
/** Instants are counted from the opening. */
const event: fc.Arbitrary<PlainEvent> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      event: fc.constant("replied"),
      at: later,
      by: fc.constant("agent" as const),
      kind: fc.constantFrom("automated", "acknowledgement", "substantive"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      event: fc.constant("replied"),
      at: later,
      by: fc.constant("customer" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      event: fc.constantFrom(
        ...["assigned", "workaround", "restored", "resolved", "resolved", "closed"],
        ...["reopened", "reopened", "reopened"],
      ),
      at: later,
    }),
  },
  { weight: 1, arbitrary: fc.record({ event: fc.constant("cancelled"), at: later }) },
  {
    weight: 4,
    arbitrary: fc.record({ event: fc.constant("priority-changed"), at: later, severity }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      event: fc.constant("waiting-started"),
      at: later,
      reason: fc.constantFrom(...reasons),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      event: fc.constant("waiting-ended"),
      at: later,
      reason: fc.constantFrom(...reasons, undefined),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ event: fc.constant("due-agreed"), at: later, due: later }),
  },
);

export const ticket: fc.Arbitrary<PlainTicket> = fc
  .record({
    openedAt: opening,
    openedBy: fc.constantFrom("customer" as const, "customer" as const, "agent" as const),
    severity,
    waiting: fc.constantFrom(undefined, undefined, "customer"),
    events: fc.array(event, { maxLength: 10 }),
  })
  .map(({ events, ...made }) => {
    const from = made.openedAt;
    const placed = events.map((one) =>
      one.due === undefined
        ? { ...one, at: from + one.at }
        : { ...one, at: from + one.at, due: from + one.due },
    );
    return { ...made, events: sensible({ ...made, events: placed }) };
  });

/** Without what a log cannot mean: two severities at once, a resume without a pause and the like. */
function sensible({ waiting, events }: PlainTicket): readonly PlainEvent[] {
  const waits = new Set(waiting === undefined ? [] : [waiting]);
  let isStopped = false;
  return events
    .toSorted((a, b) => a.at - b.at || inOrder(a, b))
    .filter((one, _, all) => {
      const first = all.find(({ event: name, at }) => name === one.event && at === one.at);
      return first?.severity === one.severity && first?.due === one.due;
    })
    .filter(({ event: name, reason }) => {
      const isOn = reason === undefined ? waits.size > 0 : waits.has(reason);
      const wasStopped = isStopped;
      if (["resolved", "closed", "cancelled"].includes(name)) isStopped = true;
      if (name === "reopened") isStopped = false;
      if (name === "waiting-started") waits.add(reason ?? "");
      if (name === "waiting-ended" && reason === undefined) waits.clear();
      if (name === "waiting-ended" && reason !== undefined) waits.delete(reason);
      if (name === "reopened") return wasStopped;
      if (name === "waiting-started") return !isOn;
      return name === "waiting-ended" ? isOn : true;
    });
}

const text = (ms: number) => new Date(ms).toISOString();

export function ticketRow(plain: PlainTicket, clock: string): TicketInput {
  return {
    type: "ticket",
    id: "T-1",
    service: "desk",
    openedAt: text(plain.openedAt),
    openedBy: plain.openedBy,
    severity: plain.severity,
    ...(plain.waiting === undefined ? {} : { waiting: plain.waiting }),
    events: plain.events.map(({ event: name, at, due, ...rest }) => {
      const isOfClock = name === "due-agreed";
      const agreed =
        due === undefined
          ? {}
          : { due: text(due), author: "author", reason: "reason", ...(isOfClock ? { clock } : {}) };
      const given = Object.entries({ ...rest, ...agreed }).filter(
        ([, value]) => value !== undefined,
      );
      return { event: name as "resolved", at: text(at), ...Object.fromEntries(given) };
    }),
  };
}

/** A contract with one commitment on the clocks of tickets, settled by week. */
export function contractWith(
  measure: object,
  targets: readonly object[],
  others: readonly { readonly clock: string; readonly targets: readonly object[] }[] = [],
): object {
  const commitment = (id: string, own: object, rows: readonly object[]) => ({
    ...{ id, clause: "1", scope: { service: "desk" }, period: "calendar-week", excludes: [] },
    measure: { facts: "cycles", figure: "each", ...own },
    targets: rows,
  });
  return {
    makegood: "contract/1",
    id: "simulated",
    documents: [{ id: "source", title: "Simulated" }],
    parties: { provider: "provider", customer: "customer" },
    currency: "EUR",
    timeZone: "Europe/Berlin",
    settlement: "calendar-week",
    effective: { from: "2026-01-01" },
    calendars,
    services: [{ id: "desk" }],
    commitments: [
      commitment("clock", measure, targets),
      ...others.map(({ clock, targets: rows }) => commitment(clock, { clock }, rows)),
    ],
    claim: { on: "automatic" },
  };
}
