import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockReading, clocksAt, type TicketInput } from "../../src/clock.ts";
import { RUNS } from "../support/settings.ts";
import { policy } from "./world.ts";

/** The law of `nextChangeAt`, by the quarter of an hour: nothing changes before it, and something does at it. */

const minute = 60_000;
const stepMs = 15 * minute;
const start = Date.parse("2026-10-09T16:00:00+08:00");
const spanMs = 1_440 * minute;

const severity = fc.constantFrom("P1", "P2", "P3");
const kind = fc.constantFrom("wait", "go", "P1", "P2", "agree");

/** A log of a few events, half an hour to a day apart; a wait ends only where one is on. */
const tickets: fc.Arbitrary<TicketInput> = fc
  .tuple(severity, fc.array(fc.tuple(kind, fc.integer({ min: 1, max: 48 })), { maxLength: 4 }))
  .map(([opened, steps]) => {
    let at = start;
    let isWaiting = false;
    const events = steps.flatMap(([step, halfHours]): NonNullable<TicketInput["events"]> => {
      at += halfHours * 30 * minute;
      if (step === "agree") {
        const due = at + halfHours * 60 * minute;
        return [{ event: "due-agreed", at, clock: "resolution", due, author: "a", reason: "b" }];
      }
      if (step === "P1" || step === "P2")
        return [{ event: "priority-changed", at, severity: step }];
      if ((step === "wait") === isWaiting) return [];
      isWaiting = !isWaiting;
      return isWaiting
        ? [{ event: "waiting-started", at, reason: "customer" }]
        : [{ event: "waiting-ended", at }];
    });
    const attributes = { plan: "gold" };
    return { id: "T", service: "messaging", openedAt: start, severity: opened, attributes, events };
  });

const cases = fc.record({
  ticket: tickets,
  clock: fc.constantFrom("first-response", "resolution"),
  afterMinutes: fc.integer({ min: 1, max: 1_440 }),
});

const lastOf = (events: TicketInput["events"] = []) => Number(events.at(-1)?.at ?? start);

describe("semantics 15: nextChangeAt", () => {
  it("nothing changes before it, and something does at it", () => {
    let told = 0;
    fc.assert(
      fc.property(cases, ({ ticket, clock, afterMinutes }) => {
        const asOf = lastOf(ticket.events) + afterMinutes * minute;
        const at = (when: number): ClockReading =>
          clocksAt(policy, ticket, when).findLast(({ id }) => id === clock) as ClockReading;
        const pace = (when: number) =>
          ((at(when).remainingMs ?? 0) - (at(when + 1).remainingMs ?? 0)) as number;
        const now = at(asOf);
        const nowPace = pace(asOf);
        const next = now.nextChangeAt ?? Infinity;
        const end = Math.min(next, asOf + spanMs);
        for (let when = asOf; when < end; when += stepMs) {
          const then = at(when);
          expect([then.state, then.dueAt]).toEqual([now.state, now.dueAt]);
          // Before the last ms of a stretch the pace is that of now.
          if (when + 1 < end) expect(pace(when)).toBe(nowPace);
        }
        if (next === Infinity) return;
        told += 1;
        const then = at(next);
        const isOther =
          then.state !== now.state || pace(next) !== nowPace || then.remainingMs === 0;
        expect(isOther).toBe(true);
      }),
      { numRuns: 2 * RUNS },
    );
    expect(told).toBeGreaterThan(RUNS / 4);
  });
});
