import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clocksAt } from "../../src/clock.ts";
import { clockPolicy, parseContract } from "../../src/index.ts";
import { type PlainEvent, stepMs } from "./clock-simulator.ts";
import { contractWith, hours, later, reasons, ticket, ticketRow } from "./clock-world.ts";
import { liveUpdates, type PlainUpdates } from "./update-simulator.ts";

/** Updates at a frequency against a simulator. MAKEGOOD_ORACLE_RUNS asks for more tickets. */
const runs = Math.ceil(Number(process.env.MAKEGOOD_ORACLE_RUNS ?? 3000) / 2);
/** Long walks on a busy machine. */
const patienceMs = 300_000;

const updates = fc
  .record({
    from: fc.constantFrom("opening" as const, "first-response" as const),
    until: fc.constantFrom(...(["workaround", "restored", "resolved", "closed"] as const)),
    grid: fc.constantFrom("rolling" as const, "fixed" as const),
    cadenceMs: fc.constantFrom(1, 3, 6, 12, 18, 24, 30).map((count) => count * stepMs),
    calendar: fc.constantFrom(undefined, "office" as const, "night" as const),
    pausedBy: fc.subarray([...reasons]),
    onReopen: fc.constantFrom(
      ...(["resume", "resume", "new-cycle", "first-only", "count-gap"] as const),
    ),
  })
  .map((made) => ({ ...made, cadence: `PT${made.cadenceMs / 60_000}M` }));
type Updates = typeof updates extends fc.Arbitrary<infer Made> ? Made : never;

/** When the next update was agreed; on a grid, slots are slots. */
const agreements = fc.array(
  fc.record({ event: fc.constant("next-update-agreed"), at: later, due: later }),
  { maxLength: 1 },
);

function contractOf({ from, until, grid, pausedBy, onReopen, calendar, cadence }: Updates): object {
  const within = calendar === undefined ? { elapsed: cadence } : { business: cadence, calendar };
  const clock = { update: { from, until, grid } };
  return contractWith({ clock, pausedBy, onReopen }, [{ within }]);
}

function termsOf(made: Updates): PlainUpdates {
  const { calendar } = made;
  const isOpenAt = (ms: number) =>
    calendar === undefined ? true : hours[calendar].steps.isOpenAt(ms);
  return { ...made, isOpenAt };
}

describe("updates against a simulator, semantics 11 and 12", () => {
  it(
    `${runs} tickets: each due, missed or met`,
    () => {
      let missed = 0;
      fc.assert(
        fc.property(updates, ticket, agreements, later, (made, plain, agreed, afterMs) => {
          const asOf = plain.openedAt + afterMs + stepMs;
          const placed = (made.grid === "fixed" ? [] : agreed).map(
            (one): PlainEvent => ({
              ...one,
              at: plain.openedAt + one.at,
              due: plain.openedAt + one.due,
            }),
          );
          const others = plain.events.filter(({ event }) => event !== "due-agreed");
          const own = { ...plain, events: [...others, ...placed] };
          const policy = clockPolicy(parseContract(contractOf(made)));
          const found = clocksAt(policy, ticketRow(own, "update"), asOf)
            .filter(({ state }) => state !== "not-started")
            .map(({ state, startedAt, stoppedAt, dueAt, breachedAt, elapsedMs, lateMs }) => ({
              ...{ state, startedAt, stoppedAt, dueAt, breachedAt, elapsedMs, lateMs },
            }));
          missed += found.filter(({ breachedAt }) => breachedAt !== undefined).length;
          expect(found).toEqual(liveUpdates(termsOf(made), own, asOf));
        }),
        { numRuns: runs },
      );
      expect(missed).toBeGreaterThan(runs);
    },
    patienceMs,
  );
});
