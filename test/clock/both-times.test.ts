import { describe, expect, it } from "vitest";
import { type ClockReading, clocksAt, type TicketInput } from "../../src/clock.ts";
import { log, on, policy, ticket, wall } from "./world.ts";

const hour = 3_600_000;

/** Monday is 12 October; the office is open from 09:00 to 18:00, from Monday to Friday. */
function read(id: string, given: TicketInput, asOf: string): ReturnType<typeof shown> {
  return shown(clocksAt(policy, given, on(asOf)).findLast((one) => one.id === id));
}

/** Hours, and instants as on the Shanghai wall. */
function shown(reading: ClockReading | undefined) {
  const left = reading?.remainingRealMs;
  return {
    original: wall(reading?.originalDueAt),
    due: wall(reading?.dueAt),
    real: (reading?.elapsedRealMs ?? -1) / hour,
    left: left === undefined ? undefined : left / hour,
    paused: (reading?.pausedCountedMs ?? -1) / hour,
    pausedReal: (reading?.pausedRealMs ?? -1) / hour,
    pauses: reading?.pauses,
    skipped: reading?.skippedDays,
  };
}

const none = { paused: 0, pausedReal: 0, pauses: 0, skipped: 0 };
const friday = "10-16 16:00";
const twice = log(
  "10-16 17:00 waiting-started customer",
  "10-19 10:00 waiting-ended",
  "10-19 11:00 waiting-started customer",
  "10-19 12:00 waiting-ended",
);
const changed = log("10-12 17:00 priority-changed P1");
const [met, cancelled] = [log("10-13 10:00 resolved"), log("10-12 17:00 cancelled")];
const [original, due] = ["10-19 16:00", "10-19 16:00"];

describe("semantics 15: a clock in counted and in real time, with what pauses and closed days took", () => {
  it.each<[string, TicketInput, string, ReturnType<typeof shown>]>([
    [
      "over a weekend: 2 h on Friday and 7 h on Monday are due; Saturday and Sunday are skipped",
      ticket(friday),
      "10-17 16:00",
      { original, due, real: 24, left: 48, ...none, skipped: 2 },
    ],
    [
      "two pauses: an hour on Friday and one on Monday, then an hour; the due moves by 3 h to Tuesday; of real time 65 h and 1 h",
      ticket(friday, { events: twice }),
      "10-19 13:00",
      {
        ...{ original, due: "10-20 10:00", real: 69, left: 21 },
        ...{ paused: 3, pausedReal: 66, pauses: 2, skipped: 2 },
      },
    ],
    [
      "in its first pause no due is known; Saturday and Sunday lie before asOf",
      ticket(friday, { events: twice }),
      "10-19 09:30",
      {
        ...{ original, due: undefined, real: 65.5, left: undefined },
        ...{ paused: 1.5, pausedReal: 64.5, pauses: 1, skipped: 2 },
      },
    ],
    [
      "breached: nothing is left",
      ticket(friday),
      "10-19 17:00",
      { original, due, real: 73, left: 0, ...none, skipped: 2 },
    ],
    [
      "P1 since 17:00, 8 h of real time of which one is used: the original due was that of P2",
      ticket("10-12 16:00", { events: changed }),
      "10-12 18:00",
      { original: "10-13 16:00", due: "10-13 00:00", real: 2, left: 6, ...none },
    ],
    [
      "met: its time ends with the stop",
      ticket("10-12 16:00", { events: met }),
      "10-20 00:00",
      { original: "10-13 16:00", due: "10-13 16:00", real: 18, left: undefined, ...none },
    ],
    [
      "cancelled after an hour",
      ticket("10-12 16:00", { events: cancelled }),
      "10-20 00:00",
      { original: "10-13 16:00", due: "10-13 16:00", real: 1, left: undefined, ...none },
    ],
    [
      "not open yet",
      ticket("10-12 16:00"),
      "10-12 15:00",
      { original: undefined, due: undefined, real: 0, left: undefined, ...none },
    ],
  ])("%s", (_, given, asOf, expected) => {
    expect(read("resolution", given, asOf)).toEqual(expected);
  });
});
