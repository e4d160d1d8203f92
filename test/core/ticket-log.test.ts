import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pauseIssues, runClock, sortEvents } from "../../src/core/ticket-clock.ts";
import { MINUTE_MS } from "../../src/time/instant.ts";
import { business, days, logOf, on, rowsOf, termsOf, ticketOf } from "./ticket-clock-support.ts";

describe("semantics 10: what a log cannot mean", () => {
  it.each([
    { log: "10-12 11:00 wait, 10-12 12:00 go", issues: [], why: "a pause" },
    { log: "10-12 11:00 go", issues: ["0 resume-without-pause"], why: "nothing is on" },
    {
      log: "10-12 11:00 wait a, 10-12 12:00 go b",
      issues: ["1 resume-without-pause"],
      why: "b is not on",
    },
    { log: "10-12 11:00 wait a, 10-12 12:00 wait b, 10-12 13:00 go", issues: [], why: "ends both" },
    {
      log: "10-12 11:00 wait a, 10-12 12:00 wait a",
      issues: ["1 reason-started-twice"],
      why: "a is on",
    },
    {
      log: "10-12 12:00 wait a, 10-12 12:00 go a",
      issues: ["1 resume-without-pause"],
      why: "resumes act before pauses",
    },
    { log: "10-12 12:00 go, 10-12 11:00 wait", issues: [], why: "the order in the log is none" },
    { log: "10-12 11:00 reopened", issues: ["0 reopen-without-stop"], why: "it is open" },
    {
      log: "10-12 11:00 closed, 10-12 12:00 reopened, 10-12 13:00 reopened",
      issues: ["2 reopen-without-stop"],
      why: "it is open again",
    },
    {
      log: "10-12 11:00 cancelled, 10-12 12:00 reopened",
      issues: [],
      why: "a withdrawal taken back",
    },
    { log: "10-12 11:00 resolved, 10-12 12:00 closed", issues: [], why: "a second stop is legal" },
    { log: "10-12 09:00 resolved", issues: ["0 stop-before-opening"], why: "opened at 10:00" },
    {
      log: "10-12 09:00 closed, 10-12 09:30 cancelled",
      issues: ["0 stop-before-opening", "1 stop-before-opening"],
      why: "both",
    },
    {
      log: "10-12 09:30 closed, 10-12 09:00 cancelled",
      issues: ["0 stop-before-opening", "1 stop-before-opening"],
      why: "in the order of the log, not in that of time",
    },
    {
      log: "10-12 09:00 wait, 10-12 09:30 go, 10-12 09:31 workaround",
      issues: ["0 event-before-opening", "1 event-before-opening", "2 event-before-opening"],
      why: "opened at 10:00",
    },
    {
      log: "10-12 10:00 reply, 10-12 10:00 priority P1, 10-12 11:00 assigned",
      issues: [],
      why: "at the opening is not before it",
    },
    {
      log: "10-12 11:00 priority P3, 10-12 11:00 priority P1",
      issues: ["0 event-clash"],
      why: "one instant, two severities; which comes first is told of neither",
    },
    {
      log: "10-12 11:00 priority P1, 10-12 11:00 priority P1, 10-12 11:01 priority P2",
      issues: [],
      why: "a repeat, and a change a minute later",
    },
    {
      log: "10-12 11:00 priority P1, 10-12 11:00 priority P2, 10-12 11:00 priority P3",
      issues: ["1 event-clash", "2 event-clash"],
      why: "each against the one before it",
    },
    {
      log: "10-12 09:00 priority P1, 10-12 09:00 priority P2",
      issues: ["0 event-before-opening", "1 event-before-opening"],
      why: "opened at 10:00: they go in any case",
    },
  ])("$log: $issues: $why", ({ log, issues }) => {
    const found = pauseIssues(ticketOf("10-12 10:00", log));
    expect(found.map(({ index, kind }) => `${index} ${kind}`)).toEqual(issues);
  });

  it("knows the wait a ticket was opened in", () => {
    const waiting = "customer";
    expect(pauseIssues(ticketOf("10-12 10:00", "10-12 11:00 go", { waiting }))).toEqual([]);
    const twice = ticketOf("10-12 10:00", "10-12 11:00 wait customer", { waiting });
    expect(pauseIssues(twice)).toEqual([{ index: 0, kind: "reason-started-twice" }]);
  });
});

describe("semantics 9, 10: what was agreed for one instant", () => {
  const by = { author: "Li Na", reason: "agreed" };
  const due = (clock: string, hour: string, minute = "00") =>
    ({
      event: "due-agreed",
      at: on(`10-12 11:${minute}`),
      clock,
      due: on(`10-12 ${hour}:00`),
      ...by,
    }) as const;
  const update = (hour: string) =>
    ({
      event: "next-update-agreed",
      at: on("10-12 11:00"),
      due: on(`10-12 ${hour}:00`),
      ...by,
    }) as const;

  it.each([
    [[due("a", "15"), due("a", "14")], [[0, "2026-10-12T06:00:00Z", "2026-10-12T07:00:00Z"]]],
    [[update("14"), update("15")], [[1, "2026-10-12T06:00:00Z", "2026-10-12T07:00:00Z"]]],
    // Between the two of clock a lies one of clock b.
    [
      [due("a", "14"), due("b", "15"), due("a", "16")],
      [[2, "2026-10-12T06:00:00Z", "2026-10-12T08:00:00Z"]],
    ],
    [[due("a", "14"), due("a", "14"), update("15"), update("15")], []],
    [[due("a", "14"), { ...due("a", "14"), author: "Wang" }], []],
    [[due("a", "14"), due("b", "15"), update("16")], []],
    [[due("a", "14"), due("a", "15", "01")], []],
  ] as const)("case %#: one due for one clock", (events, wanted) => {
    const found = pauseIssues({ ...ticketOf("10-12 10:00", ""), events });
    expect(found).toEqual(wanted.map(([index, ...says]) => ({ index, kind: "event-clash", says })));
  });
});

describe("semantics 10: the order at one instant", () => {
  it("stops, then starts and resumes, then priorities, then pauses; an agent's reply first", () => {
    const wanted = [
      "reply",
      "assigned",
      "engineer-assigned",
      "workaround",
      "restored",
      "resolved",
      "closed",
      "cancelled",
      "customer",
      "reopened",
      "go a",
      "priority P1",
      "priority P2",
      "wait a",
      "wait b",
    ];
    const sorted = logOf(wanted.map((word) => `10-12 12:00 ${word}`).join(", "));
    expect(sortEvents(sorted)).toBe(sorted);
    expect(sortEvents([...sorted].reverse())).toEqual(sorted);
  });

  it("leaves what is equal as it is, and takes a resume without a reason first", () => {
    const twice = (words: string) =>
      words.split(", ").flatMap((word) => logOf(`10-12 12:00 ${word}, 10-12 12:00 ${word}`));
    const sorted = twice(
      "automated, assigned, engineer-assigned, workaround, restored, resolved, closed, cancelled, reopened, go, go a, priority P1, wait a",
    );
    expect(sortEvents(sorted)).toBe(sorted);
    expect(sortEvents([...sorted].reverse())).toEqual(sorted);
  });

  const words = [
    "reply",
    "automated",
    "customer",
    "resolved",
    "closed",
    "reopened",
    "cancelled",
    "wait a",
    "wait b",
    "go a",
    "go b",
    "go",
    "priority P1",
    "priority P2",
    "priority P3",
  ];
  const event = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(...words))
    .map(([hour, word]) => ({
      ...(logOf(`10-12 10:00 ${word}`)[0] as ReturnType<typeof logOf>[number]),
      at: on("10-12 10:00") + hour * 60 * MINUTE_MS,
    }));
  const rows = rowsOf({ P1: business(1), P2: business(3), P3: days(1) });

  it("any order of the events gives one result", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }).chain((events) =>
          fc.record({
            events: fc.constant(events),
            shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
            clock: fc.constantFrom("first-response" as const, "resolution" as const),
          }),
        ),
        ({ events, shuffled, clock }) => {
          const cycles = [events, shuffled].map((list) => {
            const ticket = ticketOf("10-12 10:00", "", { severity: "P2" });
            const log = list as unknown as (typeof ticket)["events"];
            return runClock(termsOf(clock, rows), { ...ticket, events: log }, on("10-13 12:00"));
          });
          expect(cycles[1]).toEqual(cycles[0]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
