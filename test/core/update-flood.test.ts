import { describe, expect, it } from "vitest";
import {
  type ClockTarget,
  missedUpdates,
  runCycles,
  UPDATES_MAX,
} from "../../src/core/ticket-clock.ts";
import { MINUTE_MS } from "../../src/time/instant.ts";
import { business, days, elapsed, on, rowsOf, termsOf, ticketOf } from "./ticket-clock-support.ts";

const cadence = { from: "opening", until: "closed", grid: "rolling" } as const;
const updates = (target: ClockTarget) => termsOf({ name: "update", cadence }, target);
const minutely: ClockTarget = { kind: "elapsed", ms: MINUTE_MS, strict: false };

describe("semantics 11: updates that are missed for long, of which the newest are kept", () => {
  it("a million of them: each is counted, none is walked", () => {
    // 10 October 10:00 to 12 October 10:00 of the second year after: 732 days of 1440 minutes.
    const openedAt = on("10-10 10:00");
    const asOf = (openedAt + 732 * 1440 * MINUTE_MS) as typeof openedAt;
    const ticket = ticketOf("10-10 10:00", "");
    const [only, ...others] = runCycles(updates(minutely), ticket, asOf, 0);
    // ceil(gap ÷ cadence) − 1, and the one that is due at this very instant is in time.
    expect(only).toMatchObject({ n: 1_054_080, missed: 1_054_079, state: "running" });
    expect(only).toMatchObject({ start: asOf - MINUTE_MS, dueAt: asOf });
    expect(others).toEqual([]);
    expect(missedUpdates(updates(minutely), ticket, asOf)).toBe(1_054_079);
  });

  it.each([
    { name: "real time", target: elapsed(1), log: "" },
    { name: "less than real time", target: elapsed(1, true), log: "" },
    { name: "open time", target: business(4), log: "" },
    { name: "less than open time", target: business(4, true), log: "" },
    { name: "a length that divides no day", target: business(7), log: "" },
    { name: "business days", target: days(1), log: "" },
    { name: "an update between", target: elapsed(1), log: "10-15 12:20 reply" },
    { name: "a wait", target: elapsed(1), log: "10-13 12:20 wait, 10-14 12:20 go" },
    { name: "a wait that goes on", target: elapsed(1), log: "10-13 12:20 wait" },
    {
      name: "a due agreed for the wait",
      target: elapsed(1),
      log: "10-12 10:20 wait, 10-12 10:30 update-due 10-12 11:00",
    },
    { name: "its end", target: elapsed(1), log: "10-15 12:20 closed" },
    { name: "its cancelling", target: business(4), log: "10-15 12:20 cancelled" },
    { name: "a reopening", target: elapsed(1), log: "10-15 12:20 closed, 10-16 10:00 reopened" },
    { name: "a change of priority", target: elapsed(1), log: "10-15 12:20 priority P1" },
  ])("$name: kept ones are those of the whole list, with their numbers", ({ target, log }) => {
    const terms = { ...updates(target), pausedBy: "all" as const };
    const ticket = ticketOf("10-12 10:00", log);
    const asOf = on("10-30 10:00");
    const all = runCycles(terms, ticket, asOf);
    for (const most of [0, 1, 5]) {
      const kept = runCycles(terms, ticket, asOf, most);
      expect(kept.at(-1)).toEqual(all.at(-1));
      for (const cycle of kept) expect(all).toContainEqual(cycle);
    }
    const late = all.filter(({ breachedAt }) => breachedAt !== undefined).length;
    expect(missedUpdates(terms, ticket, asOf)).toBe(late);
  });

  it("where no row applies nothing is due, and no update is missed", () => {
    const terms = termsOf({ name: "update", cadence }, rowsOf({ P1: elapsed(1) }));
    expect(missedUpdates(terms, ticketOf("10-12 10:00", ""), on("10-30 10:00"))).toBe(0);
  });

  it("neither before the opening, nor of another clock", () => {
    const ticket = ticketOf("10-12 10:00", "");
    expect(missedUpdates(updates(elapsed(1)), ticket, on("10-12 10:00"))).toBe(0);
    expect(missedUpdates(termsOf("resolution", elapsed(1)), ticket, on("10-30 10:00"))).toBe(0);
  });

  it("what is settled at most is a number that one ticket never has in earnest", () => {
    expect(UPDATES_MAX).toBe(10_000);
  });
});
