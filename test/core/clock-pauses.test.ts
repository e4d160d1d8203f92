import { expect, it } from "vitest";
import { business, elapsed, rowsOf, run, termsOf } from "./ticket-clock-support.ts";

const hour = 3_600_000;

it.each([
  {
    name: "one pause over other events and a night: 16:00 to 18:00 and 09:00 to 10:00 are open",
    terms: termsOf("resolution", business(9)),
    log: "10-12 16:00 wait customer, 10-12 17:00 reply, 10-13 10:00 go",
    paused: { count: 1, countedMs: 3 * hour },
  },
  {
    name: "one that begins again in the millisecond of its end is the same",
    terms: termsOf("resolution", elapsed(9)),
    log: "10-12 16:00 wait customer, 10-12 17:00 go, 10-12 17:00 wait vendor, 10-12 18:00 go",
    paused: { count: 1, countedMs: 2 * hour },
  },
  {
    name: "of no target nothing counts",
    terms: termsOf("resolution", rowsOf({ P1: elapsed(9) })),
    log: "10-12 16:00 priority P1, 10-12 17:00 priority P2, 10-12 18:00 wait customer, 10-12 19:00 go, 10-12 20:00 priority P1",
    paused: { count: 1, countedMs: 0 },
  },
  {
    name: "a change that resets the clock forgets those before it",
    terms: termsOf("resolution", rowsOf({ P1: elapsed(9), P2: elapsed(20) }), {
      onPriorityChange: "reset",
    }),
    log: "10-12 15:00 priority P2, 10-12 16:00 wait customer, 10-12 17:00 priority P1, 10-12 18:00 go",
    paused: { count: 1, countedMs: hour },
  },
  {
    name: "none",
    terms: termsOf("resolution", elapsed(9)),
    log: "10-12 16:00 reply",
    paused: undefined,
  },
])("semantics 12: $name", ({ terms, log, paused }) => {
  expect(run(terms, "10-12 14:00", log, { asOf: "10-14 12:00" })?.paused).toEqual(paused);
});
