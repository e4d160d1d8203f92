import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ClockTarget,
  type ClockTerms,
  type Cycle,
  pauseIssues,
  runClock,
  sortEvents,
} from "../../src/core/ticket-clock.ts";
import type { Ticket, TicketEvent } from "../../src/model/records.ts";
import { HOUR_MS, type Instant, instant } from "../../src/time/instant.ts";
import { calendarOf, weekdays } from "./calendar-support.ts";
import {
  isOpen,
  oracle,
  origin,
  type PlainCycle,
  type PlainTarget,
  type PlainTerms,
  slotMs,
} from "./ticket-clock-oracle.ts";
import { rowsOf, termsOf } from "./ticket-clock-support.ts";

const calendar = calendarOf({
  zone: "Asia/Shanghai",
  hours: ["09:00-12:00", "13:00-18:00"],
  days: weekdays,
  holidays: ["2026-10-14"],
});

const at = (slot: number): Instant => instant(origin + slot * slotMs);

const plainTarget: fc.Arbitrary<PlainTarget> = fc
  .record({
    kind: fc.constantFrom("elapsed" as const, "business" as const, "business-days" as const),
    size: fc.integer({ min: 1, max: 24 }),
    days: fc.integer({ min: 1, max: 2 }),
    by: fc.constantFrom("same-time" as const, "end-of-day" as const, 36, 22),
    outsideHours: fc.constantFrom("move" as const, "keep" as const),
    strict: fc.boolean(),
  })
  .map(({ days, size, ...rest }) => ({
    ...rest,
    size: rest.kind === "business-days" ? days : size,
  }));

const plainTerms: fc.Arbitrary<PlainTerms> = fc.record({
  clock: fc.constantFrom("first-response" as const, "resolution" as const),
  targets: fc.record({ P1: plainTarget, P2: plainTarget, P3: plainTarget }),
  pausedBy: fc.constantFrom(["a", "b"], ["a"]),
});

/** Mostly working hours, where something can happen; often the same slots. */
const slot = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 16, max: 38 }))
  .map(([day, time]) => day * 48 + time);

const event: fc.Arbitrary<TicketEvent> = fc.oneof(
  fc.record({
    event: fc.constant("replied" as const),
    at: slot.map(at),
    by: fc.constantFrom("agent" as const, "customer" as const),
    kind: fc.constantFrom("automated" as const, "substantive" as const),
  }),
  fc.record({
    event: fc.constant("priority-changed" as const),
    at: slot.map(at),
    severity: fc.constantFrom("P1", "P2", "P3"),
  }),
  fc.record({
    event: fc.constantFrom("waiting-started" as const, "waiting-ended" as const),
    at: slot.map(at),
    reason: fc.constantFrom("a", "b"),
  }),
  fc.record({ event: fc.constant("waiting-ended" as const), at: slot.map(at) }),
  fc.record({
    event: fc.constantFrom(
      "resolved" as const,
      "closed" as const,
      "reopened" as const,
      "reopened" as const,
      "cancelled" as const,
    ),
    at: slot.map(at),
  }),
);

const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    openedAt: fc.integer({ min: 10, max: 45 }).map(at),
    openedBy: fc.constantFrom("customer" as const, "customer" as const, "agent" as const),
    severity: fc.constantFrom("P1", "P2", "P3"),
    isWaiting: fc.boolean(),
    events: fc.array(event, { maxLength: 12 }),
  })
  .map(({ isWaiting, ...rest }) => ({
    id: "T-1",
    service: "messaging",
    attributes: {},
    ...rest,
    ...(isWaiting ? { waiting: "a" } : {}),
  }))
  .map(legal);

/** Without the events that are refused before a clock runs. */
function legal(each: Ticket): Ticket {
  const issues = new Set(pauseIssues(each).map(({ index }) => index));
  if (issues.size === 0) return each;
  return legal({ ...each, events: each.events.filter((_, index) => !issues.has(index)) });
}

function targetOf({ kind, size, by, outsideHours, strict }: PlainTarget): ClockTarget {
  if (kind === "elapsed") return { kind, ms: size * slotMs, strict };
  if (kind === "business") return { kind, ms: size * slotMs, calendar, strict };
  const cutOff = typeof by === "number" ? { cutOffMs: (by * HOUR_MS) / 2 } : by;
  return { kind, n: size, calendar, by: cutOff, outsideHours, countStartDay: false, strict };
}

function plain(cycle: Cycle): PlainCycle {
  const slotOf = (when: Instant | undefined) =>
    when === undefined ? undefined : (when - origin) / slotMs;
  return {
    state: cycle.state,
    start: (cycle.start - origin) / slotMs,
    stop: slotOf(cycle.stop),
    due: slotOf(cycle.dueAt),
    original: slotOf(cycle.originalDueAt),
    breached: slotOf(cycle.breachedAt),
    elapsed: cycle.elapsedMs / slotMs,
    paused: cycle.pausedMs / slotMs,
    severity: cycle.attributes.severity ?? "",
  };
}

it("semantics 8 to 15: agrees with a count of half hours on random tickets", () => {
  fc.assert(
    fc.property(plainTerms, ticket, fc.integer({ min: 20, max: 260 }), (terms, each, asOf) => {
      const rows = rowsOf(
        Object.fromEntries(Object.entries(terms.targets).map(([k, v]) => [k, targetOf(v)])),
      );
      const pausedBy = terms.pausedBy.length === 2 ? ("all" as const) : new Set(terms.pausedBy);
      const cycle = runClock(termsOf(terms.clock, rows, { pausedBy }), each, at(asOf));
      const wanted = oracle(terms, each, asOf);
      expect(cycle === undefined ? undefined : plain(cycle)).toEqual(wanted);
      if (cycle === undefined) return;
      const end = cycle.stop ?? at(asOf);
      const { breachedAt, lateMs } = cycle;
      expect(lateMs).toBe(breachedAt === undefined ? 0 : end - breachedAt);
    }),
    { numRuns: 3000 },
  );
});

it("the oracle's hours are 9 to 12 and 13 to 18, not on Wednesday or at the weekend", () => {
  const open = Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 48 }, (_, time) => isOpen(day * 48 + time)).filter(Boolean),
  );
  expect(open.map(({ length }) => length)).toEqual([16, 16, 0, 16, 16, 0, 0]);
});

/**
 * The other rules, told as the default rule on another log: the oracle answers for that log. Events
 * at `asOf` or later are not known to either.
 */
describe("semantics 13 and 14 by the same count of half hours", () => {
  const fields = ({ state, stop, due, breached, elapsed, paused }: PlainCycle) => ({
    state,
    stop,
    due,
    breached,
    elapsed,
    paused,
  });
  const compare = (
    rest: Partial<ClockTerms>,
    rewritten: (each: Ticket, found: PlainCycle) => Ticket,
    clock?: PlainTerms["clock"],
  ) =>
    fc.assert(
      fc.property(plainTerms, ticket, fc.integer({ min: 20, max: 260 }), (plainly, each, asOf) => {
        const terms = { ...plainly, clock: clock ?? plainly.clock };
        const known = { ...each, events: each.events.filter((event) => event.at < at(asOf)) };
        const rows = rowsOf(
          Object.fromEntries(Object.entries(terms.targets).map(([k, v]) => [k, targetOf(v)])),
        );
        const pausedBy = terms.pausedBy.length === 2 ? ("all" as const) : new Set(terms.pausedBy);
        const cycle = runClock(termsOf(terms.clock, rows, { pausedBy, ...rest }), known, at(asOf));
        if (cycle === undefined) return;
        const found = plain(cycle);
        const wanted = oracle(terms, rewritten(known, found), asOf);
        expect(fields(found)).toEqual(wanted === undefined ? undefined : fields(wanted));
      }),
      { numRuns: 2000 },
    );
  const isChange = ({ event }: TicketEvent) => event === "priority-changed";

  it("freeze: as if the priority had never changed after the start", () => {
    compare(
      { onPriorityChange: "freeze", countedUnder: "at-start" },
      (each, { severity, start }) => ({
        ...each,
        severity,
        events: each.events.filter((event) => !isChange(event) || event.at < at(start)),
      }),
    );
  });

  it("recount: as if the priority at the end had been that of the start", () => {
    compare({ onPriorityChange: "recount" }, (each, { severity }) => ({
      ...each,
      severity,
      events: each.events.filter((event) => !isChange(event)),
    }));
  });

  it("count-gap: as if a ticket that is reopened had never been stopped", () => {
    compare(
      { onReopen: "count-gap" },
      (each) => ({ ...each, events: withoutGaps(each.events) }),
      "resolution",
    );
  });

  it("first-only: as if nothing had happened after the first stop", () => {
    compare(
      { onReopen: "first-only" },
      (each) => ({ ...each, events: each.events.filter(({ event }) => event !== "reopened") }),
      "resolution",
    );
  });
});

/** Stops that a later reopening takes back, and that reopening, are gone. */
function withoutGaps(events: readonly TicketEvent[]): readonly TicketEvent[] {
  const isStop = ({ event }: TicketEvent) =>
    event === "resolved" || event === "closed" || event === "cancelled";
  const sorted = sortEvents(events);
  const last = sorted.findLastIndex(({ event }) => event === "reopened");
  return sorted.filter(
    (event, index) => index > last || !(isStop(event) || event.event === "reopened"),
  );
}
