import { describe, expect, it } from "vitest";
import { type ClockTerms, type Cycle, cycleId, runCycles } from "../../src/core/ticket-clock.ts";
import type { Ticket } from "../../src/model/records.ts";
import {
  business,
  days,
  elapsed,
  on,
  rowsOf,
  termsOf,
  ticketOf,
  wallOf,
} from "./ticket-clock-support.ts";

/** "T-1#2 late 11:00 due 12:00 stop 12:30" of every cycle; times of 12 October without their date. */
function cyclesOf(
  terms: ClockTerms,
  opened: string,
  log: string,
  { asOf = "10-12 18:00", ...rest }: Partial<Ticket> & { readonly asOf?: string } = {},
): readonly string[] {
  return runCycles(terms, ticketOf(opened, log, rest), on(asOf)).map(lineOf);
}

function lineOf(cycle: Cycle): string {
  const time = (at: Cycle["start"] | undefined) => wallOf(at).replace("10-12 ", "");
  const { state, start, dueAt, stop } = cycle;
  return `${cycleId(cycle)} ${state} ${time(start)} due ${time(dueAt)} stop ${time(stop)}`;
}

describe("semantics 11: next response, one cycle per oldest unanswered message", () => {
  const terms = (after: "opening" | "first-response") =>
    termsOf({ name: "next-response", after }, elapsed(1));
  it.each([
    {
      log: "10-12 10:40 reply, 10-12 11:00 customer, 10-12 11:10 customer, 10-12 12:30 reply",
      cycles: ["T-1 met 10:00 due 11:00 stop 10:40", "T-1#2 late 11:00 due 12:00 stop 12:30"],
      why: "the message at 11:10 waits with the one at 11:00",
    },
    {
      log: "10-12 10:10 customer, 10-12 11:00 automated, 10-12 11:00 reply",
      cycles: ["T-1 met 10:00 due 11:00 stop 11:00"],
      why: "answered at the due; an automated reply is none",
    },
    {
      log: "10-12 10:10 reply, 10-12 10:20 reply",
      cycles: ["T-1 met 10:00 due 11:00 stop 10:10"],
      why: "a second reply answers nobody",
    },
    {
      log: "10-12 10:10 resolved",
      cycles: ["T-1 ended-without-reply 10:00 due 11:00 stop 10:10"],
      why: "resolved before any reply",
    },
    {
      log: "10-12 10:10 resolved, 10-12 11:10 reopened, 10-12 11:30 reply",
      cycles: ["T-1 met 10:00 due 12:00 stop 11:30"],
      why: "10 minutes before, 50 left at 11:10",
    },
    {
      log: "10-12 10:10 reply, 10-12 10:20 resolved, 10-12 10:30 customer",
      cycles: [
        "T-1 met 10:00 due 11:00 stop 10:10",
        "T-1#2 ended-without-reply 10:30 due 11:30 stop 10:30",
      ],
      why: "thanks to a closed ticket ask for nothing",
    },
    {
      log: "10-12 10:10 reply, 10-12 10:20 resolved, 10-12 10:30 customer, 10-12 10:30 reopened",
      cycles: ["T-1 met 10:00 due 11:00 stop 10:10", "T-1#2 open-late 10:30 due 11:30 stop -"],
      why: "the message that reopens it waits for a reply",
    },
    {
      log: "10-12 10:10 cancelled, 10-12 10:20 customer",
      cycles: ["T-1 cancelled 10:00 due 11:00 stop 10:10"],
      why: "no new cycle while one is cancelled",
    },
  ])("$log: $why", ({ log, cycles }) => {
    expect(cyclesOf(terms("opening"), "10-12 10:00", log)).toEqual(cycles);
  });

  it.each([
    { log: "10-12 10:30 customer, 10-12 10:40 reply", cycles: [], why: "the first reply" },
    {
      log: "10-12 10:40 reply, 10-12 11:00 customer, 10-12 11:20 reply",
      cycles: ["T-1 met 11:00 due 12:00 stop 11:20"],
      why: "only messages after the first response",
    },
  ])("beside a first response, $log: $why", ({ log, cycles }) => {
    expect(cyclesOf(terms("first-response"), "10-12 10:00", log)).toEqual(cycles);
  });

  it.each([
    { log: "", cycle: "T-1#2 ended-without-reply 10:30 due 11:30 stop 10:30", why: "closed" },
    {
      log: ", 10-12 11:00 reopened",
      cycle: "T-1#2 running 10:30 due 11:30 stop -",
      why: "reopened: half of its hour went by while it was closed (14)",
    },
  ])("count-gap, a message to a closed ticket$log: $why", ({ log, cycle }) => {
    const gap = termsOf({ name: "next-response", after: "opening" }, elapsed(1), {
      onReopen: "count-gap",
    });
    const begun = "10-12 10:10 reply, 10-12 10:20 resolved, 10-12 10:30 customer";
    expect(cyclesOf(gap, "10-12 10:00", begun + log, { asOf: "10-12 11:20" })).toEqual([
      "T-1 met 10:00 due 11:00 stop 10:10",
      cycle,
    ]);
  });

  it("opened by an agent: replies before the customer wrote are no first response", () => {
    const log = "10-12 10:10 reply, 10-12 10:20 customer, 10-12 10:30 reply, 10-12 10:40 customer";
    const opened = { openedBy: "agent", asOf: "10-12 10:50" } as const;
    expect(cyclesOf(terms("first-response"), "10-12 10:00", log, opened)).toEqual([
      "T-1 running 10:40 due 11:40 stop -",
    ]);
    expect(cyclesOf(terms("opening"), "10-12 10:00", log, opened)).toEqual([
      "T-1 met 10:20 due 11:20 stop 10:30",
      "T-1#2 running 10:40 due 11:40 stop -",
    ]);
  });

  it("a message without a row in force has no due, and the next one keeps its number", () => {
    const rows = rowsOf({ P1: elapsed(1) });
    const log =
      "10-12 10:10 reply, 10-12 10:20 priority P1, 10-12 10:30 customer, 10-12 10:40 reply";
    const named = termsOf({ name: "next-response", after: "opening" }, rows);
    expect(cyclesOf(named, "10-12 10:00", log, { severity: "P9" })).toEqual([
      "T-1 met 10:00 due - stop 10:10",
      "T-1#2 met 10:30 due 11:30 stop 10:40",
    ]);
  });

  it("keeps the waits that are on from one cycle to the next", () => {
    const paused = termsOf({ name: "next-response", after: "opening" }, elapsed(1), {
      pausedBy: "all",
    });
    const log = "10-12 10:10 wait, 10-12 10:20 reply, 10-12 10:30 customer, 10-12 11:00 go";
    expect(cyclesOf(paused, "10-12 10:00", log, { asOf: "10-12 11:10" })).toEqual([
      "T-1 met 10:00 due 11:10 stop 10:20",
      "T-1#2 running 10:30 due 12:00 stop -",
    ]);
  });
});

describe("semantics 11: updates are owed up to the named end, or until nothing more can come", () => {
  const over = ["T-1 ended-without-reply 10:00 due 11:00 stop 10:30"];
  const on = ["T-1 running 10:00 due 11:00 stop -"];
  it.each([
    { until: "restored", event: "workaround", cycles: on },
    { until: "restored", event: "restored", cycles: over },
    { until: "restored", event: "resolved", cycles: over },
    { until: "restored", event: "closed", cycles: over },
    { until: "closed", event: "restored", cycles: on },
    { until: "closed", event: "resolved", cycles: on },
    { until: "closed", event: "closed", cycles: over },
  ] as const)("until $until, $event: $cycles", ({ until, event, cycles }) => {
    const cadence = { from: "opening", until, grid: "rolling" } as const;
    const terms = termsOf({ name: "update", cadence }, elapsed(1));
    const log = `10-12 10:30 ${event}`;
    expect(cyclesOf(terms, "10-12 10:00", log, { asOf: "10-12 10:45" })).toEqual(cycles);
  });
});

describe("semantics 11: updates, missed dues = ceil(gap ÷ cadence) − 1", () => {
  const terms = (grid: "rolling" | "fixed", from: "opening" | "first-response" = "opening") =>
    termsOf({ name: "update", cadence: { from, until: "resolved", grid } }, elapsed(1));
  it.each([
    {
      log: "10-12 11:00 reply, 10-12 12:00 resolved",
      cycles: [
        "T-1 met 10:00 due 11:00 stop 11:00",
        "T-1#2 ended-without-reply 11:00 due 12:00 stop 12:00",
      ],
      why: "an update at the due meets it; ceil(1) − 1 = 0",
    },
    {
      log: "10-12 13:30 reply, 10-12 13:40 resolved",
      cycles: [
        "T-1 late 10:00 due 11:00 stop 13:30",
        "T-1#2 late 11:00 due 12:00 stop 13:30",
        "T-1#3 late 12:00 due 13:00 stop 13:30",
        "T-1#4 met 13:00 due 14:00 stop 13:30",
        "T-1#5 ended-without-reply 13:30 due 14:30 stop 13:40",
      ],
      asOf: "10-12 13:45",
      why: "ceil(3.5) − 1 = 3",
    },
    {
      log: "10-12 12:00 reply, 10-12 12:10 resolved",
      cycles: [
        "T-1 late 10:00 due 11:00 stop 12:00",
        "T-1#2 met 11:00 due 12:00 stop 12:00",
        "T-1#3 ended-without-reply 12:00 due 13:00 stop 12:10",
      ],
      why: "ceil(2) − 1 = 1",
    },
    {
      log: "10-12 12:10 resolved, 10-12 12:20 reply",
      cycles: [
        "T-1 late 10:00 due 11:00 stop 12:10",
        "T-1#2 late 11:00 due 12:00 stop 12:10",
        "T-1#3 ended-without-reply 12:00 due 13:00 stop 12:10",
      ],
      why: "the named end is what missed updates were late until",
    },
    {
      log: "10-12 12:10 cancelled",
      cycles: [
        "T-1 late 10:00 due 11:00 stop 12:10",
        "T-1#2 late 11:00 due 12:00 stop 12:10",
        "T-1#3 cancelled 12:00 due 13:00 stop 12:10",
      ],
      why: "what was missed before stays missed",
    },
    {
      log: "",
      cycles: [
        "T-1 open-late 10:00 due 11:00 stop -",
        "T-1#2 open-late 11:00 due 12:00 stop -",
        "T-1#3 running 12:00 due 13:00 stop -",
      ],
      why: "at 12:30 two are overdue",
    },
    {
      log: "10-12 10:30 resolved, 10-12 11:30 reopened, 10-12 12:00 reply",
      cycles: ["T-1 met 10:00 due 12:00 stop 12:00", "T-1#2 running 12:00 due 13:00 stop -"],
      why: "reopened with half an hour left",
    },
    {
      log: "10-12 10:30 update-due 10-12 12:00, 10-12 12:00 reply",
      cycles: ["T-1 met 10:00 due 12:00 stop 12:00", "T-1#2 running 12:00 due 13:00 stop -"],
      why: "the next update was agreed for 12:00",
    },
    {
      log: "10-12 10:30 update-due 10-12 12:00, 10-12 10:30 update-due 10-12 11:30, 10-12 12:00 reply",
      cycles: ["T-1 met 10:00 due 12:00 stop 12:00", "T-1#2 running 12:00 due 13:00 stop -"],
      why: "of two agreements in one millisecond, the later due",
    },
    {
      log: "10-12 10:30 update-due 10-12 11:15, 10-12 12:20 reply",
      cycles: [
        "T-1 late 10:00 due 11:15 stop 12:20",
        "T-1#2 late 11:15 due 12:15 stop 12:20",
        "T-1#3 met 12:15 due 13:15 stop 12:20",
        "T-1#4 running 12:20 due 13:20 stop -",
      ],
      why: "the cadence goes on from the due that was agreed and missed",
    },
    {
      log: "10-12 10:00 update-due 10-12 09:00, 10-12 11:20 reply",
      cycles: [
        "T-1 late 10:00 due 10:00 stop 11:20",
        "T-1#2 late 10:00 due 11:00 stop 11:20",
        "T-1#3 met 11:00 due 12:00 stop 11:20",
        "T-1#4 running 11:20 due 12:20 stop -",
      ],
      asOf: "10-12 12:00",
      why: "agreed for no later than the opening: missed at once, and the cadence goes on",
    },
    {
      log: "10-12 11:00 resolved, 10-12 12:10 reopened",
      cycles: ["T-1 open-late 10:00 due 11:00 stop -", "T-1#2 running 12:10 due 13:10 stop -"],
      why: "resolved at the very due: what comes after begins with the reopening, not in the gap",
    },
    {
      log: "10-12 10:30 update-due 10-12 11:30, 10-12 11:00 resolved, 10-12 12:10 reopened",
      cycles: ["T-1 open-late 10:00 due 11:30 stop -", "T-1#2 running 12:10 due 13:10 stop -"],
      why: "so too where an agreed due lies in the gap",
    },
  ])("rolling, $log: $why", ({ log, cycles, asOf = "10-12 12:30" }) => {
    expect(cyclesOf(terms("rolling"), "10-12 10:00", log, { asOf })).toEqual(cycles);
  });

  it.each([
    {
      log: "10-12 10:30 update-due 10-12 11:30, 10-12 10:40 wait customer, 10-12 11:00 resolved, 10-12 12:10 reopened",
      cycles: ["T-1 open-late 10:00 due 11:30 stop -", "T-1#2 paused 12:10 due - stop -"],
      why: "and where it waits from before the gap on",
    },
    {
      log: "10-12 10:30 update-due 10-12 11:30, 10-12 10:40 wait customer, 10-12 11:30 resolved, 10-12 12:10 reopened, 10-12 12:20 go",
      cycles: ["T-1 open-late 10:00 due 11:30 stop -", "T-1#2 running 12:10 due 13:20 stop -"],
      why: "resolved at the agreed due: ten minutes of the new cadence were waited",
    },
    {
      log: "10-12 10:30 update-due 10-12 11:30, 10-12 10:40 wait customer, 10-12 10:50 resolved, 10-12 11:00 reopened",
      cycles: ["T-1 open-late 10:00 due 11:30 stop -", "T-1#2 paused 11:30 due - stop -"],
      why: "a gap before the due moves no start",
    },
  ])("paused, $log: $why", ({ log, cycles }) => {
    const own: ClockTerms = { ...terms("rolling"), pausedBy: "all" };
    expect(cyclesOf(own, "10-12 10:00", log, { asOf: "10-12 12:30" })).toEqual(cycles);
  });

  it.each([
    {
      log: "10-12 10:20 reply, 10-12 10:40 reply, 10-12 11:50 reply",
      cycles: [
        "T-1 met 10:00 due 11:00 stop 10:20",
        "T-1#2 met 11:00 due 12:00 stop 11:50",
        "T-1#3 running 12:00 due 13:00 stop -",
      ],
      why: "one update in each slot; a second one in the same slot changes nothing",
    },
    {
      log: "10-12 10:20 reply, 10-12 12:10 reply",
      cycles: [
        "T-1 met 10:00 due 11:00 stop 10:20",
        "T-1#2 late 11:00 due 12:00 stop 12:10",
        "T-1#3 met 12:00 due 13:00 stop 12:10",
      ],
      why: "no update in 11–12; the grid stays",
    },
    {
      log: "10-12 10:20 reply, 10-12 10:30 resolved",
      cycles: ["T-1 met 10:00 due 11:00 stop 10:20"],
      why: "over within a slot that had its update",
    },
    {
      log: "10-12 10:20 resolved, 10-12 11:20 reopened, 10-12 12:00 reply",
      cycles: ["T-1 met 10:00 due 12:00 stop 12:00", "T-1#2 running 12:00 due 13:00 stop -"],
      why: "reopened, the slot goes on with 40 minutes",
    },
  ])("on a grid, $log: $why", ({ log, cycles }) => {
    expect(cyclesOf(terms("fixed"), "10-12 10:00", log, { asOf: "10-12 12:30" })).toEqual(cycles);
  });

  it("from the first response, which is no update itself", () => {
    const log = "10-12 10:20 reply, 10-12 11:00 reply";
    expect(
      cyclesOf(terms("rolling", "first-response"), "10-12 10:00", log, { asOf: "10-12 11:30" }),
    ).toEqual(["T-1 met 10:20 due 11:20 stop 11:00", "T-1#2 running 11:00 due 12:00 stop -"]);
    const agents = { openedBy: "agent", asOf: "10-12 11:30" } as const;
    expect(cyclesOf(terms("rolling", "first-response"), "10-12 10:00", log, agents)).toEqual([]);
  });

  it("in open time, and by days: nothing is due at night", () => {
    const cadence = { from: "opening", until: "closed", grid: "rolling" } as const;
    const hours = termsOf({ name: "update", cadence }, business(4));
    const log = "10-12 20:00 reply, 10-13 09:30 resolved, 10-13 11:00 closed";
    // 14:00 to 18:00 uses the four hours up; at 20:00 they are not exceeded.
    expect(cyclesOf(hours, "10-12 14:00", log, { asOf: "10-14 00:00" })).toEqual([
      "T-1 met 14:00 due 18:00 stop 20:00",
      "T-1#2 ended-without-reply 20:00 due 10-13 13:00 stop 10-13 11:00",
    ]);
    const daily = termsOf({ name: "update", cadence }, days(1));
    expect(cyclesOf(daily, "10-12 14:00", "", { asOf: "10-15 00:00" })).toEqual([
      "T-1 open-late 14:00 due 10-13 18:00 stop -",
      "T-1#2 running 10-13 18:00 due 10-15 18:00 stop -",
    ]);
  });

  it.each([
    { onReopen: "first-only", cycles: ["T-1 ended-without-reply 10:00 due 11:00 stop 10:30"] },
    { onReopen: "count-gap", cycles: ["T-1 running 10:00 due 11:30 stop -"] },
    {
      onReopen: "new-cycle",
      cycles: [
        "T-1 ended-without-reply 10:00 due 11:00 stop 10:30",
        "T-1#2 running 11:00 due 12:00 stop -",
      ],
    },
  ] as const)("$onReopen after a reopening", ({ onReopen, cycles }) => {
    const cadence = { from: "opening", until: "resolved", grid: "rolling" } as const;
    const each = termsOf({ name: "update", cadence }, elapsed(1), { onReopen });
    const log = "10-12 10:30 resolved, 10-12 11:00 reopened";
    expect(cyclesOf(each, "10-12 10:00", log, { asOf: "10-12 11:15" })).toEqual(cycles);
  });

  it("a wait that begins at the very due is no time of the next cycle (12)", () => {
    const cadence = { from: "opening", until: "resolved", grid: "rolling" } as const;
    const each = termsOf({ name: "update", cadence }, elapsed(1), { pausedBy: "all" });
    const log = "10-12 11:00 wait customer, 10-12 12:10 go";
    expect(cyclesOf(each, "10-12 10:00", log, { asOf: "10-12 12:30" })).toEqual([
      "T-1 open-late 10:00 due 11:00 stop -",
      "T-1#2 running 12:10 due 13:10 stop -",
    ]);
  });

  it("a change to a shorter cadence that is used up is due at the change", () => {
    const cadence = { from: "opening", until: "resolved", grid: "rolling" } as const;
    const rows = rowsOf({ P1: elapsed(1), P2: elapsed(4) });
    const log = "10-12 12:00 priority P1, 10-12 12:30 reply";
    const found = cyclesOf(termsOf({ name: "update", cadence }, rows), "10-12 10:00", log, {
      severity: "P2",
      asOf: "10-12 13:00",
    });
    expect(found).toEqual([
      "T-1 late 10:00 due 12:00 stop 12:30",
      "T-1#2 met 12:00 due 13:00 stop 12:30",
      "T-1#3 running 12:30 due 13:30 stop -",
    ]);
  });

  it("an update that was agreed and missed is none where no row applies", () => {
    const cadence = { from: "opening", until: "resolved", grid: "rolling" } as const;
    const none = termsOf({ name: "update", cadence }, rowsOf({ P1: elapsed(1) }));
    const log = "10-12 10:10 update-due 10-12 11:00, 10-12 12:00 reply";
    expect(cyclesOf(none, "10-12 10:00", log)).toEqual(["T-1 running 10:00 due - stop -"]);
    const ruled = `${log}, 10-12 12:10 priority P1`;
    // P1 at 12:10 has an hour, counted from where its row is in force; what was before is not told.
    expect(cyclesOf(none, "10-12 10:00", ruled, { asOf: "10-12 12:30" })).toEqual([
      "T-1#3 running 12:00 due 13:10 stop -",
    ]);
  });

  it("without a row there is nothing to miss", () => {
    const cadence = { from: "opening", until: "resolved", grid: "rolling" } as const;
    const none = termsOf({ name: "update", cadence }, rowsOf({ P1: elapsed(1) }));
    const log = "10-12 10:30 reply, 10-12 12:00 reply";
    expect(cyclesOf(none, "10-12 10:00", log)).toEqual(["T-1 met 10:00 due - stop 10:30"]);
    expect(cyclesOf(none, "10-12 10:00", "")).toEqual(["T-1 running 10:00 due - stop -"]);
  });
});

it("semantics 10: replies in one millisecond give one result in any order", () => {
  const terms = termsOf({ name: "next-response", after: "opening" }, elapsed(1));
  const orders = [
    "10-12 10:10 automated, 10-12 10:10 acknowledgement, 10-12 10:10 customer",
    "10-12 10:10 customer, 10-12 10:10 acknowledgement, 10-12 10:10 automated",
  ].map((log) => cyclesOf(terms, "10-12 10:00", log, { asOf: "10-12 10:30" }));
  expect(orders[0]).toEqual([
    "T-1 met 10:00 due 11:00 stop 10:10",
    "T-1#2 running 10:10 due 11:10 stop -",
  ]);
  expect(orders[1]).toEqual(orders[0]);
});

describe("semantics 11: the other clocks", () => {
  it.each([
    {
      clock: "time-to-own",
      log: "10-12 10:20 reply, 10-12 10:30 assigned, 10-12 11:30 engineer-assigned",
      cycle: "T-1 met 10:00 due 11:00 stop 10:30",
    },
    {
      clock: "time-to-own",
      log: "10-12 11:30 engineer-assigned",
      cycle: "T-1 late 10:00 due 11:00 stop 11:30",
    },
    {
      clock: "time-to-own",
      log: "10-12 10:30 closed",
      cycle: "T-1 ended-without-reply 10:00 due 11:00 stop 10:30",
    },
    {
      clock: "time-to-own",
      log: "10-12 10:30 assigned, 10-12 10:40 resolved, 10-12 12:00 reopened",
      cycle: "T-1 met 10:00 due 11:00 stop 10:30",
    },
    {
      clock: "workaround",
      log: "10-12 10:20 reply, 10-12 10:30 workaround, 10-12 10:40 resolved, 10-12 12:00 reopened",
      cycle: "T-1 met 10:00 due 11:00 stop 10:30",
    },
    {
      clock: "workaround",
      log: "10-12 10:40 restored",
      cycle: "T-1 met 10:00 due 11:00 stop 10:40",
    },
    {
      clock: "workaround",
      log: "10-12 10:40 resolved, 10-12 12:00 reopened, 10-12 12:20 workaround",
      cycle: "T-1 met 10:00 due 12:20 stop 12:20",
    },
    {
      clock: "restoration",
      log: "10-12 10:30 workaround, 10-12 11:30 restored",
      cycle: "T-1 late 10:00 due 11:00 stop 11:30",
    },
    {
      clock: "restoration",
      log: "10-12 10:30 restored, 10-12 11:40 resolved, 10-12 12:00 reopened, 10-12 12:10 closed",
      cycle: "T-1 met 10:00 due 12:30 stop 12:10",
    },
    {
      clock: "first-resolution",
      log: "10-12 10:30 resolved, 10-12 10:40 reopened, 10-12 12:00 resolved",
      cycle: "T-1 met 10:00 due 11:00 stop 10:30",
    },
    {
      clock: "resolution",
      log: "10-12 10:30 assigned, 10-12 10:50 resolved",
      cycle: "T-1 met 10:00 due 11:00 stop 10:50",
    },
  ] as const)("$clock, $log: $cycle", ({ clock, log, cycle }) => {
    expect(
      cyclesOf(termsOf(clock, elapsed(1), { pausedBy: new Set() }), "10-12 10:00", log),
    ).toEqual([cycle]);
  });

  it.each([
    {
      from: "opened",
      to: "engineer-assigned",
      log: "10-12 10:30 assigned, 10-12 10:40 engineer-assigned",
      cycles: ["T-1 met 10:00 due 11:00 stop 10:40"],
    },
    {
      from: "opened",
      to: "engineer-assigned",
      log: "10-12 10:30 resolved",
      cycles: ["T-1 ended-without-reply 10:00 due 11:00 stop 10:30"],
    },
    {
      from: "resolved",
      to: "closed",
      log: "10-12 10:30 resolved, 10-12 11:00 closed",
      cycles: ["T-1 met 10:30 due 11:30 stop 11:00"],
    },
    {
      from: "resolved",
      to: "closed",
      log: "10-12 10:30 resolved, 10-12 11:00 closed, 10-12 11:10 reopened, 10-12 11:20 resolved, 10-12 11:30 closed",
      cycles: ["T-1 met 10:30 due 11:40 stop 11:30"],
    },
    {
      from: "customer-replied",
      to: "agent-replied",
      log: "10-12 10:30 customer, 10-12 10:35 automated, 10-12 10:40 reply, 10-12 11:00 customer, 10-12 11:10 customer",
      cycles: ["T-1 met 10:30 due 11:30 stop 10:40", "T-1#2 running 11:00 due 12:00 stop -"],
    },
    {
      from: "assigned",
      to: "reopened",
      log: "10-12 10:10 assigned, 10-12 10:20 resolved, 10-12 10:30 reopened",
      cycles: ["T-1 met 10:10 due 11:10 stop 10:30"],
    },
  ] as const)("from $from to $to, $log", ({ from, to, log, cycles }) => {
    const terms = termsOf({ name: "custom", from, to }, elapsed(1));
    const found = cyclesOf(terms, "10-12 10:00", log, { asOf: "10-12 11:40" });
    expect(found).toEqual(cycles);
  });
});

describe("semantics 14: what a reopening does", () => {
  const log =
    "10-12 11:00 resolved, 10-12 12:00 priority P1, 10-12 13:00 reopened, 10-12 14:00 resolved";
  it.each([
    { onReopen: "resume", cycles: ["T-1 met 10:00 due 15:00 stop 14:00"], why: "2 of 3 hours" },
    { onReopen: "count-gap", cycles: ["T-1 late 10:00 due 13:00 stop 14:00"], why: "4 of 3 hours" },
    { onReopen: "first-only", cycles: ["T-1 met 10:00 due 13:00 stop 11:00"], why: "1 hour" },
    {
      onReopen: "new-cycle",
      cycles: ["T-1 met 10:00 due 13:00 stop 11:00", "T-1#2 met 13:00 due 16:00 stop 14:00"],
      why: "an hour each",
    },
  ] as const)("$onReopen: $why", ({ onReopen, cycles }) => {
    expect(cyclesOf(termsOf("resolution", elapsed(3), { onReopen }), "10-12 10:00", log)).toEqual(
      cycles,
    );
  });

  it("count-gap keeps the first stop unless the ticket is reopened, whatever comes between", () => {
    const terms = termsOf("resolution", elapsed(3), { onReopen: "count-gap" });
    const rest = "10-12 12:00 closed, 10-12 12:30 cancelled";
    expect(cyclesOf(terms, "10-12 10:00", `10-12 11:00 resolved, ${rest}`)).toEqual([
      "T-1 met 10:00 due 13:00 stop 11:00",
    ]);
  });

  it("count-gap counts from stop to stop where a clock runs again", () => {
    const clock = { name: "custom", from: "customer-replied", to: "resolved" } as const;
    const terms = termsOf(clock, elapsed(1), { onReopen: "count-gap" });
    const twice =
      "10-12 10:10 customer, 10-12 10:30 resolved, 10-12 10:40 customer, 10-12 10:50 resolved";
    expect(cyclesOf(terms, "10-12 10:00", twice)).toEqual([
      "T-1 met 10:10 due 11:10 stop 10:30",
      "T-1#2 met 10:40 due 11:40 stop 10:50",
    ]);
    const cancelled = "10-12 10:10 customer, 10-12 10:30 cancelled, 10-12 10:40 customer";
    expect(cyclesOf(terms, "10-12 10:00", cancelled)).toEqual([
      "T-1 cancelled 10:10 due 11:10 stop 10:30",
    ]);
  });

  it.each(["resume", "count-gap", "first-only", "new-cycle"] as const)(
    "%s does not take back a first response",
    (onReopen) => {
      const terms = termsOf("first-response", elapsed(1), { onReopen });
      const answered = "10-12 10:30 reply, 10-12 11:00 resolved, 10-12 12:00 reopened";
      expect(cyclesOf(terms, "10-12 10:00", answered)).toEqual([
        "T-1 met 10:00 due 11:00 stop 10:30",
      ]);
    },
  );

  it("a reopening of a clock that has not ended begins nothing", () => {
    const clock = { name: "custom", from: "opened", to: "closed" } as const;
    const terms = termsOf(clock, elapsed(1), { onReopen: "new-cycle" });
    const log = "10-12 10:10 resolved, 10-12 10:20 reopened, 10-12 10:30 closed";
    expect(cyclesOf(terms, "10-12 10:00", log)).toEqual(["T-1 met 10:00 due 11:00 stop 10:30"]);
  });
});
