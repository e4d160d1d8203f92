import { describe, expect, it } from "vitest";
import { rowUnder, runClock } from "../../src/core/ticket-clock.ts";
import { calendarOf } from "./calendar-support.ts";
import {
  business,
  days,
  elapsed,
  on,
  rowsOf,
  run,
  summary,
  termsOf,
  ticketOf,
  wallOf,
} from "./ticket-clock-support.ts";

describe("semantics 9: a target in business hours, 4 h of Shanghai office time", () => {
  const terms = termsOf("first-response", business(4));
  it.each([
    {
      opened: "10-12 16:00",
      log: "10-13 11:00 reply",
      state: "met",
      due: "10-13 11:00",
      late: 0,
      counted: 240,
      why: "2 h on Monday, 2 h on Tuesday, stopped at the due itself",
    },
    {
      opened: "10-12 16:00",
      log: "10-13 11:00:00.001 reply",
      state: "late",
      due: "10-13 11:00",
      late: 1 / 60_000,
      counted: 240 + 1 / 60_000,
      why: "a millisecond later",
    },
    {
      opened: "10-12 14:00",
      log: "10-12 20:00 reply",
      state: "met",
      due: "10-12 18:00",
      late: 0,
      counted: 240,
      why: "due at closing, stopped in closed time: no more than 4 h were used",
    },
    {
      opened: "10-12 14:00",
      log: "10-13 09:00 reply",
      state: "met",
      due: "10-12 18:00",
      late: 0,
      counted: 240,
      why: "nothing of Tuesday has passed at its opening",
    },
    {
      opened: "10-12 14:00",
      log: "10-13 09:01 reply",
      state: "late",
      due: "10-12 18:00",
      late: 15 * 60 + 1,
      counted: 241,
      why: "breached at the due, Monday 18:00; 15 h and a minute of real time to the stop",
    },
    {
      opened: "10-10 17:00",
      log: "10-12 12:00 reply",
      state: "met",
      due: "10-12 12:00",
      late: 0,
      counted: 240,
      why: "1 h on the made-up Saturday, none on Sunday, 3 h on Monday",
    },
    {
      opened: "09-30 17:00",
      log: "10-08 12:01 reply",
      state: "late",
      due: "10-08 12:00",
      late: 1,
      counted: 241,
      why: "1 h before the holidays of 1 to 7 October, 3 h after them",
    },
  ])("$opened, $log: $state, due $due: $why", ({ opened, log, ...expected }) => {
    const { state, due, late, counted } = summary(run(terms, opened, log));
    expect({ state, due, late, counted }).toEqual({
      state: expected.state,
      due: expected.due,
      late: expected.late,
      counted: expected.counted,
    });
  });

  it.each([
    { log: "10-12 17:59:59.999 reply", state: "met", why: "4 h less 1 ms" },
    { log: "10-12 18:00 reply", state: "late", why: "4 h are not less than 4 h" },
    { log: "10-12 20:00 reply", state: "late", why: "still 4 h, in closed time" },
  ])("less-than, $log: $state: $why", ({ log, state }) => {
    const cycle = run(termsOf("first-response", business(4, true)), "10-12 14:00", log);
    expect(cycle?.state).toBe(state);
    expect(wallOf(cycle?.breachedAt)).toBe(state === "late" ? "10-12 18:00" : "-");
  });

  it.each([
    { opened: "10-12 20:00", due: "10-13 09:00", why: "the next open instant" },
    { opened: "10-12 10:00", due: "10-12 10:00", why: "open at once" },
  ])("a zero target opened $opened is due $due: $why", ({ opened, due }) => {
    const zero = termsOf("first-response", business(0));
    expect(summary(run(zero, opened, ""))).toMatchObject({
      state: "open-late",
      due,
      breached: due,
    });
    expect(summary(run(zero, opened, `${due} reply`))).toMatchObject({ state: "met", due });
  });

  it("counts real time under an elapsed target: 4 h end at 20:00 on a closed evening", () => {
    const terms = termsOf("first-response", elapsed(4));
    expect(summary(run(terms, "10-12 16:00", "10-12 20:00 reply"))).toMatchObject({
      state: "met",
      due: "10-12 20:00",
      counted: 240,
    });
    expect(summary(run(terms, "10-12 16:00", "10-12 20:01 reply"))).toMatchObject({
      state: "late",
      late: 1,
      counted: 241,
    });
  });

  it("has no due beyond the year 2200", () => {
    const never = calendarOf({ zone: "Asia/Shanghai", hours: [] });
    const terms = [
      elapsed(24 * 365 * 250),
      { kind: "business", ms: 1, calendar: never, strict: false } as const,
      days(1, { calendar: never, outsideHours: "keep" }),
    ].map((target) => termsOf("resolution", target));
    const log = "10-12 11:00 wait, 10-12 12:00 go";
    for (const each of terms) {
      expect(summary(run(each, "10-12 10:00", log))).toMatchObject({ state: "running", due: "-" });
    }
  });
});

describe("semantics 8, 9: a target of one business day, by 18:00", () => {
  it.each([
    { target: days(1), opened: "10-12 16:00", due: "10-13 18:00", why: "Tuesday follows Monday" },
    { target: days(1), opened: "10-09 16:00", due: "10-10 18:00", why: "Saturday is made up" },
    { target: days(1), opened: "10-12 20:00", due: "10-14 18:00", why: "moves to Tuesday first" },
    {
      target: days(1, { outsideHours: "keep" }),
      opened: "10-12 20:00",
      due: "10-13 18:00",
      why: "stays on Monday",
    },
    {
      target: days(1, { by: "same-time" }),
      opened: "10-12 16:00",
      due: "10-13 16:00",
      why: "the same local time",
    },
    {
      target: days(1, { by: "end-of-day" }),
      opened: "10-12 16:00",
      due: "10-14 00:00",
      why: "24:00 on Tuesday",
    },
    {
      target: days(1, { countStartDay: true }),
      opened: "10-12 16:00",
      due: "10-12 18:00",
      why: "Monday is day 1",
    },
  ])("opened $opened: due $due: $why", ({ target, opened, due }) => {
    const terms = termsOf("first-response", target);
    expect(summary(run(terms, opened, `${due} reply`))).toMatchObject({ state: "met", due });
    const later = `${due}:00.001 reply`;
    expect(summary(run(terms, opened, later))).toMatchObject({ state: "late", breached: due });
    const strict = termsOf("first-response", { ...target, strict: true });
    expect(summary(run(strict, opened, `${due} reply`))).toMatchObject({ state: "late", late: 0 });
  });

  it("counts open time all the same, and has no target in ms", () => {
    const cycle = run(termsOf("first-response", days(1)), "10-12 16:00", "10-13 10:00 reply");
    expect(cycle?.elapsedMs).toBe(3 * 3_600_000);
    expect(cycle?.targetMs).toBeUndefined();
  });
});

describe("semantics 11: what starts and stops a first response", () => {
  const terms = termsOf("first-response", business(1));
  it.each([
    { log: "10-12 10:05 automated", state: "open-late", why: "automated replies are none" },
    { log: "10-12 10:05 acknowledgement", state: "met", why: "the contract lets these count" },
    { log: "10-12 10:05 customer", state: "open-late", why: "the customer answers nobody" },
    { log: "10-12 10:05 assigned, 10-12 10:09 workaround", state: "open-late", why: "no replies" },
    { log: "10-12 10:00 reply", state: "met", why: "in the millisecond of the opening" },
    { log: "10-12 11:05 reply", state: "late", why: "5 min over" },
    { log: "10-12 11:05 reply, 10-12 11:06 reopened", state: "late", why: "a reply is final" },
    { log: "10-12 10:05 resolved", state: "ended-without-reply", why: "nobody replied" },
    { log: "10-12 10:05 closed, 10-12 10:06 reply", state: "ended-without-reply", why: "too late" },
    { log: "10-12 10:05 resolved, 10-12 10:05 reply", state: "met", why: "the reply acts first" },
    {
      log: "10-12 10:30 resolved, 10-12 15:00 reopened, 10-12 15:30 reply",
      state: "met",
      why: "30 + 30 min",
    },
    {
      log: "10-12 10:30 resolved, 10-12 15:00 reopened, 10-12 15:31 reply",
      state: "late",
      why: "30 + 31 min",
    },
    { log: "10-12 10:05 cancelled", state: "cancelled", why: "withdrawn" },
  ])("$log: $state: $why", ({ log, state }) => {
    expect(run(terms, "10-12 10:00", log)?.state).toBe(state);
  });

  it.each([
    { log: "10-12 11:00 resolved", breached: "-", late: 0, why: "at the due" },
    { log: "10-12 11:01 resolved", breached: "10-12 11:00", late: 1, why: "the due had passed" },
    { log: "10-12 11:02 cancelled", breached: "10-12 11:00", late: 2, why: "the due had passed" },
  ])("$log: a missed target from $breached: $why", ({ log, breached, late }) => {
    expect(summary(run(terms, "10-12 10:00", log))).toMatchObject({ breached, late });
  });

  it.each([
    { log: "", start: "-", why: "nobody waits for an answer" },
    { log: "10-12 10:30 reply", start: "-", why: "the agent writes on" },
    { log: "10-12 10:30 resolved", start: "-", why: "nor was one ended" },
    { log: "10-12 12:00 customer", start: "10-12 12:00", why: "the customer writes" },
    {
      log: "10-12 12:00 customer, 10-12 12:00 reply",
      start: "10-12 12:00",
      why: "stops act first: not a reply to it",
    },
    {
      log: "10-12 12:00 customer, 10-12 12:10 customer",
      start: "10-12 12:00",
      why: "the first message",
    },
  ])("opened by an agent, $log: starts $start: $why", ({ log, start }) => {
    const cycle = run(terms, "10-12 10:00", log, { openedBy: "agent" });
    expect(wallOf(cycle?.start)).toBe(start);
    expect(cycle?.stop).toBeUndefined();
  });

  it("runs the resolution from the opening, whoever opened", () => {
    const resolution = termsOf("resolution", business(4));
    const cycle = run(resolution, "10-12 10:00", "10-12 12:00 resolved", { openedBy: "agent" });
    expect(summary(cycle)).toMatchObject({ state: "met", counted: 120, due: "10-12 14:00" });
  });
});

describe("semantics 12: pauses, 4 h of office time to the resolution", () => {
  const terms = termsOf("resolution", business(4));
  it.each([
    {
      log: "10-12 11:00 wait, 10-12 12:30 go",
      asOf: "10-12 13:00",
      due: "10-12 15:30",
      counted: 90,
      paused: 90,
      state: "running",
      why: "1.5 h of open time later",
    },
    {
      log: "10-12 11:00 wait",
      asOf: "10-12 16:00",
      due: "-",
      counted: 60,
      paused: 300,
      state: "paused",
      why: "paused before its due: none, and the count is frozen",
    },
    {
      log: "10-12 17:00 wait",
      asOf: "10-12 17:30",
      due: "10-12 14:00",
      counted: 420,
      paused: 30,
      state: "open-late",
      why: "a due that has passed stays",
    },
    {
      log: "10-12 12:00 wait, 10-13 10:00 go",
      asOf: "10-13 10:30",
      due: "10-13 12:00",
      counted: 150,
      paused: 22 * 60,
      state: "running",
      why: "2 h before, 2 h left at 10:00; the night in the pause counts for neither",
    },
    {
      log: "10-12 11:00 wait a, 10-12 11:30 wait b, 10-12 12:00 go a, 10-12 13:00 go b",
      asOf: "10-12 14:00",
      due: "10-12 16:00",
      counted: 120,
      paused: 120,
      state: "running",
      why: "paused while any reason is on: 11:00 to 13:00",
    },
    {
      log: "10-12 11:00 wait a, 10-12 11:30 wait b, 10-12 12:00 go",
      asOf: "10-12 14:00",
      due: "10-12 15:00",
      counted: 180,
      paused: 60,
      state: "running",
      why: "an end without a reason ends all",
    },
    {
      log: "10-12 14:00 wait",
      asOf: "10-12 16:00",
      due: "10-12 14:00",
      counted: 240,
      paused: 120,
      state: "paused",
      why: "used up exactly when the pause begins: due then, not exceeded",
    },
    {
      log: "10-12 14:00 wait, 10-12 16:00 go",
      asOf: "10-12 16:01",
      due: "10-12 14:00",
      counted: 241,
      paused: 120,
      state: "open-late",
      why: "exceeded by the first minute after it",
    },
  ])("$log until $asOf: due $due: $why", ({ log, asOf, due, counted, paused, state }) => {
    const found = summary(run(terms, "10-12 10:00", log, { asOf }));
    expect(found).toMatchObject({ due, counted, paused, state });
  });

  it("opened in a waiting state, it is paused from its first millisecond", () => {
    const log = "10-12 11:30 go, 10-12 12:00 wait, 10-12 13:00 resolved";
    const cycle = run(terms, "10-12 10:00", log, { waiting: "customer" });
    expect(summary(cycle)).toEqual({
      state: "met",
      due: "10-12 16:30",
      breached: "-",
      counted: 30,
      late: 0,
      paused: 150,
    });
    expect(wallOf(cycle?.originalDueAt)).toBe("10-12 14:00");
  });

  it.each([
    { target: business(4), due: "10-12 16:00", why: "3 h left at 13:00" },
    { target: days(1), due: "10-14 11:00", why: "Tuesday 18:00 and 2 h" },
  ])(
    "stopped in a pause, it has the due it would have gone on with: $due: $why",
    ({ target, due }) => {
      const log = "10-12 11:00 wait, 10-12 13:00 resolved";
      const cycle = run(termsOf("resolution", target), "10-12 10:00", log);
      expect(summary(cycle)).toMatchObject({ state: "met", due, counted: 60 });
    },
  );

  it("a reason that does not pause this clock does nothing", () => {
    const only = termsOf("resolution", business(4), { pausedBy: new Set(["customer"]) });
    const log = "10-12 11:00 wait vendor, 10-12 11:30 wait customer, 10-12 12:00 go customer";
    expect(summary(run(only, "10-12 10:00", log, { asOf: "10-12 13:00" }))).toMatchObject({
      due: "10-12 14:30",
      paused: 30,
    });
  });

  it("a wait that is on when the clock begins pauses it", () => {
    const paused = termsOf("first-response", business(1), { pausedBy: "all" });
    const log = "10-12 11:00 wait, 10-12 12:00 customer, 10-12 13:00 go, 10-12 14:00 reply";
    const cycle = run(paused, "10-12 10:00", log, { openedBy: "agent" });
    expect(summary(cycle)).toMatchObject({ state: "met", due: "10-12 14:00", paused: 60 });
    // One pause, of 60 minutes of office time.
    expect(cycle?.paused).toEqual({ count: 1, countedMs: 3_600_000 });
  });

  it("a resume and a pause in one millisecond are one pause", () => {
    const log = "10-12 11:00 wait a, 10-12 12:00 wait b, 10-12 12:00 go a, 10-12 13:00 go b";
    const terms = termsOf("resolution", days(1, { by: "same-time" }));
    expect(wallOf(run(terms, "10-12 10:00", log)?.dueAt)).toBe("10-13 12:00");
  });

  it.each([
    { log: "10-12 11:00 wait, 10-12 13:00 go", due: "10-14 11:00", why: "2 h from Tuesday 18:00" },
    { log: "10-12 19:00 wait, 10-13 08:00 go", due: "10-13 18:00", why: "no open time in it" },
    { log: "10-13 17:00 wait, 10-14 10:00 go", due: "10-14 11:00", why: "17–18 and 9–10: 2 h" },
    { log: "10-13 18:00 wait, 10-14 10:00 go", due: "10-13 18:00", why: "begins at the due" },
    { log: "10-13 19:00 wait, 10-14 10:00 go", due: "10-13 18:00", why: "the due has passed" },
    { log: "10-12 11:00 wait", due: "-", why: "still paused before it" },
  ])("one business day by 18:00, $log: due $due: $why", ({ log, due }) => {
    const terms = termsOf("resolution", days(1));
    expect(summary(run(terms, "10-12 10:00", log, { asOf: "10-14 10:30" })).due).toBe(due);
  });
});

describe("semantics 13: priority changes, carry", () => {
  const rows = rowsOf({ P1: business(2), P2: business(6), P3: days(1), P4: elapsed(3) });
  const terms = termsOf("resolution", rows);
  it.each([
    {
      from: "P2",
      log: "10-12 10:00 priority P1",
      due: "10-12 11:00",
      breached: "10-12 11:00",
      why: "1 h used of 2",
    },
    {
      from: "P2",
      log: "10-12 13:00 priority P1",
      due: "10-12 13:00",
      breached: "10-12 13:00",
      why: "4 h used of 2: at the change",
    },
    {
      from: "P2",
      log: "10-12 11:00 priority P1",
      due: "10-12 11:00",
      breached: "10-12 11:00",
      why: "just used up",
    },
    {
      from: "P1",
      log: "10-12 12:00 priority P2",
      due: "10-12 11:00",
      breached: "10-12 11:00",
      why: "the breach stands",
    },
    {
      from: "P1",
      log: "10-12 11:00 priority P2",
      due: "10-12 15:00",
      breached: "10-12 15:00",
      why: "used up, not exceeded: 4 h more",
    },
    {
      from: "P1",
      log: "10-12 10:00 priority P3",
      due: "10-13 18:00",
      breached: "-",
      why: "the day from the start",
    },
    {
      from: "P3",
      log: "10-12 10:00 priority P4",
      due: "10-12 12:00",
      breached: "10-12 12:00",
      why: "1 h of open time, 2 of real time",
    },
    {
      from: "P2",
      log: "10-12 10:00 priority P4, 10-12 11:00 priority P2",
      due: "10-12 15:00",
      breached: "10-12 15:00",
      why: "1 h open, 1 h real, 4 h left",
    },
    {
      from: "P2",
      log: "10-12 10:00 priority P1, 10-12 10:00 priority P4",
      due: "10-12 12:00",
      breached: "10-12 12:00",
      why: "the last in text order of one instant",
    },
    {
      from: "P2",
      log: "10-12 10:00 wait, 10-12 10:30 priority P1, 10-12 11:00 go",
      due: "10-12 12:00",
      breached: "10-12 12:00",
      why: "1 h left at 11:00",
    },
    {
      from: "P2",
      log: "10-12 12:00 wait, 10-12 12:30 priority P1, 10-12 14:00 go",
      due: "10-12 12:30",
      breached: "10-12 12:30",
      why: "used up in the pause by the change",
    },
    {
      from: "P2",
      log: "10-12 10:00 wait, 10-12 11:00 go, 10-12 12:00 priority P3",
      due: "10-14 10:00",
      breached: "-",
      why: "the day, moved by the hour before the change",
    },
    {
      from: "P2",
      log: "10-12 10:00 wait, 10-12 11:00 priority P3, 10-12 12:00 go",
      due: "10-14 11:00",
      breached: "-",
      why: "and by the pause that is on",
    },
    {
      from: "P2",
      log: "10-12 10:00 priority P9",
      due: "-",
      breached: "-",
      why: "no row: nothing is due",
    },
    {
      from: "P1",
      log: "10-12 12:00 priority P9",
      due: "10-12 11:00",
      breached: "10-12 11:00",
      why: "nor is a breach undone",
    },
  ])("opened 09:00 as $from, $log: due $due: $why", ({ from, log, due, breached }) => {
    const cycle = run(terms, "10-12 09:00", log, { severity: from, asOf: "10-13 12:00" });
    expect(summary(cycle)).toMatchObject({ due, breached });
  });

  it("a day target that has passed is due at the change", () => {
    const wide = termsOf("resolution", rowsOf({ P2: business(100), P3: days(1) }));
    const log = "10-14 10:00 priority P3";
    const rest = { severity: "P2", asOf: "10-14 11:00" };
    expect(summary(run(wide, "10-12 09:00", log, rest))).toMatchObject({
      state: "open-late",
      due: "10-14 10:00",
      late: 60,
    });
    const paused = `10-14 09:00 wait, ${log}`;
    expect(summary(run(wide, "10-12 09:00", paused, rest))).toMatchObject({
      state: "open-late",
      due: "10-14 10:00",
      counted: 18 * 60,
    });
    const atDue = "10-13 18:00 wait, 10-14 09:00 priority P3";
    expect(summary(run(wide, "10-12 09:00", atDue, rest))).toMatchObject({
      state: "paused",
      due: "10-14 09:00",
    });
    const sameRow = "10-12 10:00 priority P2, 10-12 11:00 resolved";
    expect(run(wide, "10-12 09:00", sameRow, rest)?.row).toBe(0);
  });

  it("counts the cycle under the row and severity at the stop; the original due is the first row's", () => {
    const log = "10-12 10:00 priority P1, 10-12 10:30 resolved, 10-12 12:00 priority P2";
    const rest = { severity: "P2", attributes: { plan: "gold", severity: "P2" } };
    const cycle = run(terms, "10-12 09:00", log, rest);
    expect(cycle?.row).toBe(0);
    expect(cycle?.targetMs).toBe(2 * 3_600_000);
    expect(cycle?.attributes).toEqual({ plan: "gold", severity: "P1" });
    expect(wallOf(cycle?.originalDueAt)).toBe("10-12 15:00");
  });

  it("a day target that is never due stays so, paused or not", () => {
    const never = calendarOf({ zone: "Asia/Shanghai", hours: [] });
    const target = days(1, { calendar: never, outsideHours: "keep" });
    const wide = termsOf("resolution", rowsOf({ P2: business(100), P3: target }));
    const log = "10-12 10:00 wait, 10-12 11:00 go, 10-12 12:00 priority P3";
    const rest = { severity: "P2", asOf: "10-13 09:00" };
    expect(summary(run(wide, "10-12 09:00", log, rest))).toMatchObject({
      state: "running",
      due: "-",
      counted: 120,
    });
  });

  it("a change while resolved acts at the reopening", () => {
    const log = "10-12 12:00 resolved, 10-12 13:00 priority P1, 10-12 14:00 reopened";
    const cycle = run(terms, "10-12 09:00", log, { severity: "P2", asOf: "10-12 15:00" });
    expect(summary(cycle)).toMatchObject({ state: "open-late", due: "10-12 14:00", late: 60 });
  });

  it("has neither due nor breach where no row was ever in force; −1 where none is at the end", () => {
    const none = { row: -1, state: "running", dueAt: undefined, targetMs: undefined, elapsedMs: 0 };
    expect(run(terms, "10-12 09:00", "", { severity: "P9" })).toMatchObject(none);
    expect(run(terms, "10-12 09:00", "")).toMatchObject(none);
    const solved = run(terms, "10-12 09:00", "10-12 10:00 resolved", { severity: "P9" });
    expect(solved).toMatchObject({ ...none, state: "met" });
    const later = run(terms, "10-12 09:00", "10-12 10:00 priority P1", { asOf: "10-12 11:00" });
    expect(later).toMatchObject({ row: 0, originalDueAt: undefined, elapsedMs: 3_600_000 });
    const gone = run(terms, "10-12 09:00", "10-12 10:00 priority P9", { severity: "P1" });
    expect(gone).toMatchObject({ row: -1, state: "running", targetMs: undefined });
  });

  it.each<{ attributes: Readonly<Record<string, string>>; row: number; why: string }>([
    { attributes: { severity: "P2" }, row: 1, why: "its value" },
    { attributes: { severity: "P9" }, row: -1, why: "no row" },
    { attributes: {}, row: -1, why: "no severity" },
    { attributes: { constructor: "P1" }, row: -1, why: "another name" },
  ])("the row of $attributes is $row: $why", ({ attributes, row }) => {
    expect(rowUnder(rows, attributes, undefined)).toBe(row);
  });

  it("asks every name of a row", () => {
    const where = new Map([
      ["severity", new Set(["P1", "P2"])],
      ["plan", new Set(["gold"])],
    ]);
    const table = [
      { where, target: elapsed(1) },
      { where: undefined, target: elapsed(2) },
    ];
    expect(rowUnder(table, { severity: "P2", plan: "gold" }, undefined)).toBe(0);
    expect(rowUnder(table, { severity: "P2", plan: "free" }, undefined)).toBe(1);
  });
});

describe("semantics 14: reopening, resume", () => {
  const terms = termsOf("resolution", business(4));
  it.each([
    {
      log: "10-12 12:00 resolved, 10-12 17:00 closed",
      state: "met",
      counted: 120,
      stop: "10-12 12:00",
      why: "closing later is no second stop",
    },
    {
      log: "10-12 12:00 closed",
      state: "met",
      counted: 120,
      stop: "10-12 12:00",
      why: "never resolved",
    },
    {
      log: "10-12 12:00 resolved, 10-13 10:00 reopened, 10-13 12:00 resolved",
      state: "met",
      counted: 240,
      stop: "10-13 12:00",
      why: "2 + 2 h: the gap is not counted",
    },
    {
      log: "10-12 12:00 resolved, 10-13 10:00 reopened, 10-13 12:01 resolved",
      state: "late",
      counted: 241,
      stop: "10-13 12:01",
      why: "the last stop decides",
    },
    {
      log: "10-12 15:00 resolved, 10-13 10:00 reopened, 10-13 10:00 resolved",
      state: "open-late",
      counted: 300 + 480,
      stop: "-",
      why: "stops act first: reopened again",
    },
    {
      log: "10-12 12:00 resolved, 10-12 12:00 reopened, 10-12 13:00 resolved",
      state: "met",
      counted: 180,
      stop: "10-12 13:00",
      why: "no gap",
    },
    {
      log: "10-12 12:00 cancelled, 10-12 13:00 reopened, 10-12 14:00 resolved",
      state: "met",
      counted: 180,
      stop: "10-12 14:00",
      why: "a withdrawal can be taken back",
    },
    {
      log: "10-12 12:00 resolved, 10-12 13:00 cancelled",
      state: "met",
      counted: 120,
      stop: "10-12 12:00",
      why: "it was resolved",
    },
    {
      log: "10-12 11:00 wait, 10-12 12:00 resolved, 10-12 13:00 go, 10-12 14:00 reopened, 10-12 15:00 resolved",
      state: "met",
      counted: 120,
      stop: "10-12 15:00",
      why: "1 h before the pause, 1 h at the end",
    },
  ])("$log: $state, $counted min: $why", ({ log, state, counted, stop }) => {
    const cycle = run(terms, "10-12 10:00", log, { asOf: "10-13 18:00" });
    expect(summary(cycle)).toMatchObject({ state, counted });
    expect(wallOf(cycle?.stop)).toBe(stop);
  });

  it("a resolution met in time stays so until the sum exceeds the target", () => {
    const log = "10-12 11:00 resolved, 10-30 10:00 reopened";
    const cycle = run(terms, "10-12 10:00", log, { asOf: "10-30 11:00" });
    expect(summary(cycle)).toMatchObject({ state: "running", due: "10-30 13:00", counted: 120 });
  });
});

describe("semantics 15: asOf ends what is open, and is itself outside", () => {
  const terms = termsOf("resolution", business(4));
  it.each([
    { asOf: "10-12 10:00", state: "none", why: "opened at asOf" },
    { asOf: "10-12 10:01", state: "running", why: "a minute old" },
    { asOf: "10-12 14:00", state: "running", why: "at the due, not past it" },
    { asOf: "10-12 14:01", state: "open-late", why: "past it" },
    { asOf: "10-12 15:00", state: "open-late", why: "the resolution at 15:00 is unused" },
    { asOf: "10-12 15:00:00.001", state: "late", why: "now it is used" },
  ])("as of $asOf: $state: $why", ({ asOf, state }) => {
    expect(summary(run(terms, "10-12 10:00", "10-12 15:00 resolved", { asOf })).state).toBe(state);
  });
});

it("takes events in any order, and refuses to run one before the opening", () => {
  const terms = termsOf("resolution", business(4));
  const ticket = ticketOf("10-12 10:00", "10-12 12:00 go, 10-12 15:00 resolved, 10-12 11:00 wait");
  expect(summary(runClock(terms, ticket, on("10-13 00:00")))).toMatchObject({
    state: "met",
    counted: 240,
  });
  expect(() => run(terms, "10-12 10:00", "10-12 09:00 wait")).toThrow(/not before its opening/);
});
