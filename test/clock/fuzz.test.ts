import fc from "fast-check";
import { describe, it } from "vitest";
import * as clock from "../../src/clock.ts";
import { clockPolicy, ticketsOf } from "../../src/index.ts";
import { anything, mutated } from "../support/mutate.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { contract, log, policy, ticket } from "./world.ts";

/** Whatever a function of the clock entry is given, it answers or throws a `RefusedError`. */

function answered(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    if (!(error instanceof clock.RefusedError)) throw error;
  }
}

type Call = (...args: unknown[]) => unknown;

const terms = { id: "office", zone: "UTC", weekly: { "mon-fri": ["09:00-18:00"] } };
const hours = clock.businessTime(terms);
const { id: _, zone: __, ...questions } = hours;
const { businessTime, calendarOf, clocksAt, openClocks } = clock;
const calls = Object.entries({
  ...questions,
  ...{ businessTime, calendarOf, clocksAt, openClocks, clockPolicy, ticketsOf },
}) as unknown as readonly (readonly [string, Call])[];
const asOf = "2026-10-13T10:00:00+08:00";
const sound = ticket("10-12 16:00", {
  events: log("10-12 17:00 waiting-started customer", "10-12 17:30 replied agent"),
});

describe("bars: every function of the clock entry, given anything", () => {
  it.each(calls)("%s", (_name, call) => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 3 }), (args) => answered(() => call(...args))),
      { numRuns: RUNS_CHEAP },
    );
  });

  it("one argument that is anything, or sound with a few nodes changed", () => {
    const odd = <Value>(value: unknown) => value as Value;
    const cases: readonly ((value: unknown) => unknown)[] = [
      (value) => clocksAt(policy, sound, odd(value)),
      (value) => openClocks(policy, odd(value), asOf),
      (value) => hours.dueAt(asOf, odd(value)),
      (value) => businessTime(terms, odd(value)),
      (value) => calendarOf(contract, odd(value)),
      (value) => ticketsOf(odd(value), asOf),
      (value) => clockPolicy(odd(value)),
      (value) => calendarOf(odd({ terms: value }), "office"),
    ];
    const runs = { numRuns: 4 * RUNS_CHEAP };
    fc.assert(
      fc.property(fc.constantFrom(...cases), anything, (call, value) =>
        answered(() => call(value)),
      ),
      runs,
    );
    fc.assert(
      fc.property(mutated(policy), (value) => answered(() => clocksAt(odd(value), sound, asOf))),
      runs,
    );
    fc.assert(
      fc.property(mutated(sound), (value) => answered(() => clocksAt(policy, odd(value), asOf))),
      runs,
    );
    fc.assert(
      fc.property(mutated(contract.terms), (value) =>
        answered(() => calendarOf(odd({ terms: value }), "office")),
      ),
      runs,
    );
  });
});
