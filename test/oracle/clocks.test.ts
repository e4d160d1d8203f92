import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settled } from "../support/engine.ts";
import { worlds } from "../support/generate.ts";
import { RUNS } from "../support/settings.ts";
import { type ClockName, type TicketAnswer, ticketsOf } from "./clocks.ts";

describe("semantics 8 to 16: ticket clocks agree with a walk over every minute", () => {
  it.each<ClockName>(["first-response", "resolution"])("%s", (clock) => {
    fc.assert(
      fc.property(worlds({ outages: 0, tickets: 6 }), (world) => {
        const answers = ticketsOf(world, clock);
        fc.pre(!answers.some(({ isUnsure }) => isUnsure));
        const statement = settled(world);
        const result = statement.results.find(({ commitment }) => commitment === clock);
        const here = answers.filter(isIn(world.place.from, world.place.until));
        const count = (...states: TicketAnswer["state"][]) =>
          here.filter(({ state }) => states.includes(state)).length;
        expect({
          counted: result?.population?.counted,
          met: result?.population?.met,
          late: result?.population?.late,
          lateIds: result?.misses.ids.toSorted(),
        }).toEqual({
          counted: count("met", "late"),
          met: count("met"),
          late: count("late"),
          lateIds: here
            .filter(({ state }) => state === "late")
            .map(({ id }) => id)
            .toSorted(),
        });
      }),
      { numRuns: RUNS },
    );
  });
});

function isIn(from: number, until: number): (answer: TicketAnswer) => boolean {
  return ({ dueMs }) => dueMs !== undefined && from <= dueMs && dueMs < until;
}
