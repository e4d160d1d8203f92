import fc from "fast-check";
import { expect, it } from "vitest";
import { settled } from "../support/engine.ts";
import { fraction, times } from "../support/fraction.ts";
import { type World, worlds } from "../support/generate.ts";
import { creditSizes, serviceNames } from "../support/generate-contract.ts";
import { stamp, startOfLocalDate } from "../support/local-time.ts";
import { RUNS, RUNS_COSTLY } from "../support/settings.ts";
import { availabilityOf } from "./availability.ts";
import { type TicketAnswer, ticketsOf } from "./clocks.ts";
import { availabilityCredit, type ExactLine, owed, shareCredit, worth } from "./money.ts";

it("semantics 29 to 33: every line and the total agree with the oracles, to the minor unit", () => {
  fc.assert(
    fc.property(worlds({ running: false, tickets: 6 }), (world) => {
      const response = countedHere(world, ticketsOf(world, "first-response"));
      const resolution = countedHere(world, ticketsOf(world, "resolution"));
      fc.pre(![...response, ...resolution].some(({ isUnsure }) => isUnsure));
      const lines = [
        ...availabilityLines(world),
        ...responseLines(world, response),
        ...shareLines(world, resolution),
      ].filter(({ exact }) => exact.n !== 0n);
      const expected = owed(world.parts, lines);

      const statement = settled(world);
      const found = statement.lines.filter(({ minor }) => minor !== 0);
      expect(Object.fromEntries(found.map(({ id, minor }) => [id, BigInt(minor)]))).toEqual(
        Object.fromEntries([...expected].filter(([, minor]) => minor !== 0n)),
      );
    }),
    { numRuns: RUNS_COSTLY },
  );
});

function countedHere({ place }: World, answers: readonly TicketAnswer[]): readonly TicketAnswer[] {
  return answers.filter(
    ({ state, dueMs }) =>
      ["met", "late"].includes(state) &&
      dueMs !== undefined &&
      place.from <= dueMs &&
      dueMs < place.until,
  );
}

function availabilityLines(world: World): ExactLine[] {
  return serviceNames(world.parts).flatMap((service) => {
    const { verdict, figure } = availabilityOf(world, service);
    if (verdict !== "breached" || figure === null) return [];
    const id = `availability/${service}/${world.period}/uptime`;
    return [{ id, exact: availabilityCredit(world.parts, figure) }];
  });
}

function responseLines(world: World, counted: readonly TicketAnswer[]): ExactLine[] {
  const misses = counted.filter(
    ({ state, severity }) => state === "late" && ["P1", "P2"].includes(severity),
  );
  const { missCredit } = world.parts;
  const each = worth(world.parts, missCredit, creditSizes(missCredit)[0] ?? 0);
  const id = `first-response/alpha/${world.period}/late`;
  return [{ id, exact: times(each, fraction(misses.length)) }];
}

function shareLines(world: World, counted: readonly TicketAnswer[]): ExactLine[] {
  if (counted.length === 0) return [];
  const inTime = counted.filter(({ state }) => state !== "late").length;
  const figure = fraction(100 * inTime, counted.length);
  if (figure.n >= BigInt(world.parts.attainment) * figure.d) return [];
  const id = `resolution/alpha/${world.period}/share`;
  return [{ id, exact: shareCredit(world.parts, figure) }];
}

it("semantics 35: what may still be claimed, and what is forfeited", () => {
  fc.assert(
    fc.property(worlds({ tickets: 0 }), (world) => {
      const statement = settled(world);
      for (const { status, claim } of statement.lines) {
        expect(status).toBe(statusOf(world));
        expect(claim?.until).toBe(
          world.parts.claim === "request" ? stamp(claimEnd(world)) : undefined,
        );
      }
    }),
    { numRuns: RUNS },
  );
});

/** The period's last local date is day 0; day 30 is in time until it is over. */
function claimEnd({ place }: World): number {
  const months = place.period === "calendar-month" ? 1 : 3;
  return startOfLocalDate(place.zone, place.year, place.month + months, 31);
}

function statusOf(world: World): string {
  if (world.asOfMs < world.place.until) return "provisional";
  if (world.parts.claim === "automatic") return "automatic";
  const made = world.rows.find(({ type }) => type === "claim");
  const at = made?.type === "claim" ? Date.parse(made.at) : world.asOfMs;
  return at < claimEnd(world) ? "claimable" : "forfeited";
}
