import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import type { ClockTarget } from "../../src/core/target-rows.ts";
import { runClock } from "../../src/core/ticket-clock.ts";
import { BEYOND_INSTANT, HOUR_MS, type Instant } from "../../src/time/instant.ts";
import { zone } from "../../src/time/zone.ts";
import {
  business,
  days,
  elapsed,
  office,
  on,
  rowsOf,
  run,
  summary,
  termsOf,
  ticketOf,
  wallOf,
} from "./ticket-clock-support.ts";

describe("semantics 13: what a change of priority does", () => {
  const rows = rowsOf({ P1: elapsed(2), P2: elapsed(6), P3: days(1), P4: business(6) });
  it.each([
    { onPriorityChange: "carry", due: "10-12 12:00", counted: 180, state: "late", why: "3 of 2 h" },
    {
      onPriorityChange: "reset",
      due: "10-12 13:00",
      counted: 120,
      state: "met",
      why: "2 h from 11:00",
    },
    {
      onPriorityChange: "proportional",
      due: "10-12 12:40",
      counted: 180,
      state: "late",
      why: "5/6 of 2 h from 11:00",
    },
    {
      onPriorityChange: "freeze",
      due: "10-12 16:00",
      counted: 180,
      state: "met",
      why: "6 h from 10:00",
    },
    {
      onPriorityChange: "recount",
      due: "10-12 12:00",
      counted: 180,
      state: "late",
      why: "2 h from 10:00",
    },
  ] as const)(
    "P2 to P1 after an hour, $onPriorityChange: due $due: $why",
    ({ onPriorityChange, why: _, ...wanted }) => {
      const terms = termsOf("resolution", rows, { onPriorityChange });
      const log = "10-12 11:00 priority P1, 10-12 13:00 resolved";
      expect(summary(run(terms, "10-12 10:00", log, { severity: "P2" }))).toMatchObject(wanted);
    },
  );

  it.each([
    { onPriorityChange: "carry", breached: "10-12 14:00", why: "at the change" },
    { onPriorityChange: "reset", breached: "-", why: "2 h from 14:00" },
    { onPriorityChange: "proportional", breached: "10-12 14:40", why: "2/6 of 2 h from 14:00" },
    { onPriorityChange: "freeze", breached: "-", why: "6 h are not used up" },
    { onPriorityChange: "recount", breached: "10-12 12:00", why: "2 h from 10:00, long past" },
  ] as const)(
    "P2 to P1 after four hours, $onPriorityChange: $why",
    ({ onPriorityChange, breached }) => {
      const terms = termsOf("resolution", rows, { onPriorityChange });
      const log = "10-12 14:00 priority P1, 10-12 15:00 resolved";
      expect(summary(run(terms, "10-12 10:00", log, { severity: "P2" })).breached).toBe(breached);
    },
  );

  it.each([
    { onPriorityChange: "carry", breached: "10-12 12:00" },
    { onPriorityChange: "reset", breached: "10-12 12:00" },
    { onPriorityChange: "proportional", breached: "10-12 12:00" },
    { onPriorityChange: "freeze", breached: "10-12 12:00" },
    { onPriorityChange: "recount", breached: "-" },
  ] as const)(
    "a breach that has passed: $onPriorityChange: $breached",
    ({ onPriorityChange, breached }) => {
      const terms = termsOf("resolution", rows, { onPriorityChange });
      const log = "10-12 13:00 priority P2, 10-12 15:00 resolved";
      expect(summary(run(terms, "10-12 10:00", log, { severity: "P1" })).breached).toBe(breached);
    },
  );

  it.each(["carry", "reset", "proportional", "freeze", "recount"] as const)(
    "%s: a change in the millisecond of the opening is the opening's own priority",
    (onPriorityChange) => {
      const terms = termsOf("resolution", rows, { onPriorityChange, countedUnder: "at-start" });
      const cycle = run(terms, "10-12 10:00", "10-12 10:00 priority P1", {
        severity: "P2",
        asOf: "10-12 11:00",
      });
      expect([wallOf(cycle?.dueAt), cycle?.row, cycle?.attributes.severity]).toEqual([
        "10-12 12:00",
        0,
        "P1",
      ]);
    },
  );

  it("reset drops what was paused, also in a pause", () => {
    const terms = termsOf("resolution", rows, { onPriorityChange: "reset" });
    const log = "10-12 10:30 wait, 10-12 11:00 priority P1, 10-12 11:30 go, 10-12 13:00 resolved";
    expect(summary(run(terms, "10-12 10:00", log, { severity: "P2" }))).toMatchObject({
      due: "10-12 13:30",
      counted: 90,
      paused: 30,
      state: "met",
    });
    const toDays = "10-12 10:30 wait, 10-13 11:00 priority P3, 10-13 12:00 go";
    // One business day by 18:00 from Tuesday, moved by the hour of pause after the change.
    expect(
      wallOf(run(terms, "10-12 10:00", toDays, { severity: "P2", asOf: "10-13 13:00" })?.dueAt),
    ).toBe("10-15 10:00");
    const between = "10-12 10:30 wait, 10-12 10:40 go, 10-12 11:00 priority P1";
    expect(
      wallOf(run(terms, "10-12 10:00", between, { severity: "P2", asOf: "10-12 12:00" })?.dueAt),
    ).toBe("10-12 13:00");
  });

  describe("proportional", () => {
    const terms = termsOf("resolution", rows, { onPriorityChange: "proportional" });
    it.each([
      {
        log: "10-12 12:00 priority P1, 10-12 12:20 priority P2",
        due: "10-12 15:20",
        why: "4/6 of 2 h is 80 min; 60 of them left is 1/2 of 2 h; 1/2 of 6 h from 12:20",
      },
      { log: "10-12 16:00 priority P1", due: "10-12 16:00", why: "nothing is left at 16:00" },
      { log: "10-12 11:00 priority P4", due: "10-12 16:00", why: "5/6 of 6 open hours" },
      {
        log: "10-12 11:00 priority P1, 10-12 12:00 priority P4",
        due: "10-12 14:00",
        why: "5/6 of 2 h is 100 min; 40 of them left is 1/3 of 2 h; 1/3 of 6 open hours from 12:00",
      },
      {
        log: "10-12 10:30 wait, 10-12 11:00 priority P1, 10-12 12:00 go",
        due: "10-12 13:50",
        why: "11/12 of 2 h is 110 min, from 12:00",
      },
      {
        log: "10-12 11:00 priority P3",
        due: "10-13 18:00",
        why: "a date has no share: as with carry",
      },
      {
        log: "10-12 11:00 priority P3, 10-12 12:00 priority P1",
        due: "10-12 12:00",
        why: "2 h counted of 2",
      },
    ])("$log: due $due: $why", ({ log, due }) => {
      const cycle = run(terms, "10-12 10:00", log, { severity: "P2", asOf: "10-12 17:00" });
      expect(wallOf(cycle?.dueAt)).toBe(due);
    });

    it.each([
      { strict: false, stopMs: 0, state: "met" },
      { strict: false, stopMs: 1, state: "late" },
      { strict: true, stopMs: 0, state: "met" },
      { strict: true, stopMs: 1, state: "late" },
    ])("shares that are no whole ms change nobody: strict $strict", ({ strict, stopMs, state }) => {
      // 2/3 of 7 ms is 4.67 ms: at most 4 (or less than 5) whole ones.
      const target = (ms: number): ClockTarget => ({ kind: "elapsed", ms, strict });
      const each = termsOf("resolution", rowsOf({ A: target(3), B: target(7) }), {
        onPriorityChange: "proportional",
      });
      const opened = on("10-12 10:00");
      const at = (ms: number) => (opened + ms) as Instant;
      const ticket = {
        ...ticketOf("10-12 10:00", ""),
        severity: "A",
        events: [
          { event: "priority-changed", at: at(1), severity: "B" },
          { event: "resolved", at: at(1 + 4 + stopMs) },
        ] as const,
      };
      expect(runClock(each, ticket, at(100))?.state).toBe(state);
    });
  });

  describe("recount", () => {
    const terms = termsOf("resolution", rows, { onPriorityChange: "recount" });
    it.each([
      {
        from: "P2",
        log: "10-12 20:00 wait, 10-13 10:00 go, 10-13 10:30 priority P4",
        due: "10-12 16:00",
        counted: 9.5 * 60,
        why: "six open hours end on Monday at 16:00",
      },
      {
        from: "P2",
        log: "10-12 12:00 wait, 10-12 14:00 go, 10-12 15:00 priority P1",
        due: "10-12 12:00",
        counted: 210,
        why: "two hours up to the pause",
      },
      {
        from: "P2",
        log: "10-12 11:00 wait, 10-12 14:00 go, 10-12 14:30 priority P1",
        due: "10-12 15:00",
        counted: 150,
        why: "an hour before the pause, one after",
      },
      {
        from: "P1",
        log: "10-12 10:30 wait, 10-12 11:00 priority P2",
        due: "-",
        counted: 30,
        why: "paused: not known",
      },
      {
        from: "P1",
        log: "10-12 10:30 wait, 10-12 11:00 priority P2, 10-12 12:00 go",
        due: "10-12 17:30",
        counted: 240,
        why: "5:30 left at 12:00",
      },
      {
        from: "P1",
        log: "10-12 10:30 wait, 10-12 11:00 go, 10-12 11:10 priority P3",
        due: "10-14 09:30",
        counted: 300,
        why: "Tuesday 18:00 and half an hour",
      },
      {
        from: "P1",
        log: "10-12 10:30 wait, 10-12 11:00 priority P3, 10-12 12:00 go",
        due: "10-14 10:30",
        counted: 240,
        why: "Tuesday 18:00 and 1:30",
      },
      { from: "P1", log: "10-12 11:00 priority P9", due: "-", counted: 0, why: "no row, no due" },
    ])("$from, $log: due $due: $why", ({ from, log, due, counted }) => {
      const cycle = run(terms, "10-12 10:00", log, {
        severity: from,
        asOf: log.includes("10-13") ? "10-13 11:30" : "10-12 15:30",
      });
      expect(summary(cycle)).toMatchObject({ due, counted });
    });

    it("a date that has passed is late from that date", () => {
      const log = "10-15 10:00 priority P3, 10-15 12:00 resolved";
      const patient = termsOf("resolution", rowsOf({ P5: elapsed(200), P3: days(1) }), {
        onPriorityChange: "recount",
      });
      expect(summary(run(patient, "10-12 10:00", log, { severity: "P5" }))).toMatchObject({
        breached: "10-13 18:00",
        state: "late",
      });
    });

    it("just used up at the change is met", () => {
      const log = "10-12 12:00 priority P1, 10-12 12:00 wait, 10-12 13:00 resolved";
      expect(summary(run(terms, "10-12 10:00", log, { severity: "P2" }))).toMatchObject({
        due: "10-12 12:00",
        state: "met",
        counted: 120,
      });
    });

    it("what was agreed stays", () => {
      const log = "10-12 10:30 due 10-12 17:00, 10-12 11:00 priority P1, 10-12 16:00 resolved";
      expect(summary(run(terms, "10-12 10:00", log, { severity: "P2" }))).toMatchObject({
        due: "10-12 17:00",
        state: "met",
        counted: 360,
      });
    });
  });
});

describe("semantics 13: the row that a cycle is counted under", () => {
  const rows = rowsOf({ P1: elapsed(2), P2: elapsed(6), P3: elapsed(9) });
  it.each([
    {
      countedUnder: "at-start",
      log: "10-12 11:00 priority P1, 10-12 13:00 priority P3, 10-12 14:00 resolved",
      row: 1,
      severity: "P2",
      why: "P2 at 10:00",
    },
    {
      countedUnder: "at-due",
      log: "10-12 11:00 priority P1, 10-12 13:00 priority P3, 10-12 14:00 resolved",
      row: 0,
      severity: "P1",
      why: "P1 at 12:00",
    },
    {
      countedUnder: "at-stop",
      log: "10-12 11:00 priority P1, 10-12 13:00 priority P3, 10-12 14:00 resolved",
      row: 2,
      severity: "P3",
      why: "P3 at 14:00",
    },
    {
      countedUnder: "at-due",
      log: "10-12 11:00 priority P3, 10-12 14:00 resolved",
      row: 2,
      severity: "P3",
      why: "stopped before its due: the stop",
    },
    {
      countedUnder: "at-due",
      log: "10-12 16:00 priority P3",
      row: 2,
      severity: "P3",
      why: "a due that a longer target moved has not come",
    },
    { countedUnder: "at-due", log: "", row: 1, severity: "P2", why: "open past its due" },
  ] as const)("$countedUnder, $log: $severity: $why", ({ countedUnder, log, row, severity }) => {
    const cycle = run(termsOf("resolution", rows, { countedUnder }), "10-12 10:00", log, {
      severity: "P2",
      asOf: "10-12 18:00",
    });
    expect([cycle?.row, cycle?.attributes.severity]).toEqual([row, severity]);
  });
});

describe("semantics 9: agreed dues", () => {
  const terms = termsOf("resolution", elapsed(4));
  it.each([
    {
      log: "10-12 11:00 due 10-13 12:00, 10-13 12:00 resolved",
      due: "10-13 12:00",
      state: "met",
      why: "met at the due",
    },
    {
      log: "10-12 11:00 due 10-13 12:00, 10-13 12:01 resolved",
      due: "10-13 12:00",
      state: "late",
      why: "a minute later",
    },
    {
      log: "10-12 11:00 due 10-13 12:00, 10-12 12:00 wait, 10-13 13:00 go, 10-13 13:30 resolved",
      due: "10-13 12:00",
      state: "late",
      why: "pauses do not move it",
    },
    {
      log: "10-12 11:00 wait, 10-12 11:30 due 10-13 12:00, 10-13 13:00 resolved",
      due: "10-13 12:00",
      state: "late",
      why: "late inside a pause",
    },
    {
      log: "10-12 11:00 due 10-13 12:00, 10-12 12:00 due 10-14 12:00, 10-14 10:00 resolved",
      due: "10-14 12:00",
      state: "met",
      why: "the last agreement holds",
    },
    {
      log: "10-12 11:00 due 10-12 10:30, 10-12 11:01 resolved",
      due: "10-12 11:00",
      state: "late",
      why: "not before the agreement",
    },
    {
      log: "10-12 15:00 due 10-13 12:00, 10-12 16:00 resolved",
      due: "10-12 14:00",
      state: "late",
      why: "a breach that has passed stands",
    },
    {
      log: "10-12 11:00 resolved, 10-12 12:00 due 10-13 12:00, 10-12 13:00 reopened, 10-12 14:00 resolved",
      due: "10-12 16:00",
      state: "met",
      why: "nothing ran that could be agreed on",
    },
    {
      log: "10-12 11:00 due 10-12 12:00, 10-12 11:30 resolved, 10-12 13:00 reopened, 10-12 13:10 resolved",
      due: "10-12 12:00",
      state: "late",
      why: "a gap does not move it",
    },
    {
      log: "10-12 11:00 due 10-13 12:00 first-response, 10-12 13:00 resolved",
      due: "10-12 14:00",
      state: "met",
      why: "another clock's",
    },
    {
      log: "10-12 11:00 update-due 10-13 12:00, 10-12 13:00 resolved",
      due: "10-12 14:00",
      state: "met",
      why: "an update's",
    },
    {
      log: "10-12 11:00 due 10-13 12:00, 10-12 11:00 due 10-13 11:00, 10-13 11:30 resolved",
      due: "10-13 12:00",
      state: "met",
      why: "of two in one millisecond, the later due",
    },
  ])("$log: $why", ({ log, due, state }) => {
    const cycle = run(terms, "10-12 10:00", log);
    expect(summary(cycle)).toMatchObject({ due, state });
  });

  it("of two in one millisecond the later one holds, also where exactly at the due is late (10)", () => {
    const log = "10-12 11:00 due 10-12 10:00, 10-12 11:00 due 10-13 11:00, 10-13 10:59 resolved";
    const cycle = run(termsOf("resolution", elapsed(4, true)), "10-12 10:00", log);
    expect(summary(cycle)).toMatchObject({ due: "10-13 11:00", state: "met" });
  });

  it("a change of priority keeps it, and it has no length of time", () => {
    const rows = rowsOf({ P1: elapsed(1), P2: elapsed(4) });
    const log = "10-12 11:30 due 10-13 12:00, 10-12 12:00 priority P1, 10-12 17:00 resolved";
    const cycle = run(termsOf("resolution", rows), "10-12 10:00", log, { severity: "P2" });
    expect([cycle?.state, wallOf(cycle?.dueAt), cycle?.targetMs]).toEqual([
      "met",
      "10-13 12:00",
      undefined,
    ]);
  });

  it("holds also in a row that has no due of its own, or in none", () => {
    const agreed: ClockTarget = { kind: "agreed", strict: false };
    const log =
      "10-12 11:00 wait, 10-12 12:00 go, 10-12 13:00 due 10-13 12:00, 10-13 13:00 resolved";
    const cycle = run(termsOf("resolution", agreed), "10-12 10:00", log);
    expect(summary(cycle)).toMatchObject({ state: "late", due: "10-13 12:00", counted: 26 * 60 });
    expect(
      run(termsOf("resolution", agreed), "10-12 10:00", "10-12 11:00 resolved")?.dueAt,
    ).toBeUndefined();
    const rows = rowsOf({ P1: elapsed(9) });
    const rowless = "10-12 11:00 priority P9, 10-12 13:00 due 10-13 12:00, 10-13 13:00 resolved";
    expect(
      run(termsOf("resolution", rows), "10-12 10:00", rowless, { severity: "P1" })?.breachedAt,
    ).toBe(on("10-13 12:00"));
  });

  it("a change to a row without a due of its own takes the computed one away", () => {
    const rows = rowsOf({ P1: elapsed(1), P2: { kind: "agreed", strict: false } });
    const log = "10-12 10:10 wait, 10-12 10:20 go, 10-12 10:30 priority P2, 10-12 13:00 resolved";
    const cycle = run(termsOf("resolution", rows), "10-12 10:00", log, { severity: "P1" });
    expect(summary(cycle)).toMatchObject({ state: "met", due: "-", counted: 170 });
  });

  it("holds from the millisecond of the opening, whatever the priority becomes in it", () => {
    const rows = rowsOf({ P1: elapsed(1), P2: elapsed(4) });
    const log = "10-12 10:00 due 10-12 17:00, 10-12 10:00 priority P1, 10-12 16:00 resolved";
    const cycle = run(termsOf("resolution", rows), "10-12 10:00", log, { severity: "P2" });
    expect(summary(cycle)).toMatchObject({ state: "met", due: "10-12 17:00" });
  });

  it("`less-than`: late at the due itself", () => {
    const strict = termsOf("resolution", elapsed(4, true));
    const log = "10-12 11:00 due 10-13 12:00, 10-13 12:00 resolved";
    expect(run(strict, "10-12 10:00", log)?.state).toBe("late");
  });

  it("the order of `due-agreed` and a pause in one millisecond does not matter", () => {
    const log = "10-12 11:00 wait, 10-12 11:00 due 10-13 12:00";
    expect(wallOf(run(terms, "10-12 10:00", log, { asOf: "10-12 12:00" })?.dueAt)).toBe(
      "10-13 12:00",
    );
  });
});

describe("semantics 8: days and months of the civil calendar", () => {
  const shanghai = unwrap(zone("Asia/Shanghai", []));
  const civil = (kind: "days" | "months", n: number, rest: object = {}): ClockTarget => ({
    kind,
    n,
    zone: shanghai,
    by: "same-time",
    endOfMonth: "clamp",
    strict: false,
    ...rest,
  });
  it.each([
    { target: civil("days", 3), due: "10-15 10:00", why: "the same time three dates later" },
    {
      target: civil("days", 3, { by: "end-of-day" }),
      due: "10-16 00:00",
      why: "24:00 of Thursday",
    },
    {
      target: civil("days", 3, { by: { cutOffMs: 18 * HOUR_MS } }),
      due: "10-15 18:00",
      why: "18:00 of Thursday",
    },
    { target: civil("months", 1), due: "11-12 10:00", why: "a month later" },
  ])("$target.kind: due $due: $why", ({ target, due }) => {
    expect(wallOf(run(termsOf("resolution", target), "10-12 10:00", "")?.originalDueAt)).toBe(due);
  });

  it.each([
    { endOfMonth: "clamp", due: "10-30 10:00" },
    { endOfMonth: "preserve", due: "10-31 10:00" },
  ])("a month from 30 September, $endOfMonth: $due", ({ endOfMonth, due }) => {
    const cycle = run(termsOf("resolution", civil("months", 1, { endOfMonth })), "09-30 10:00", "");
    expect(wallOf(cycle?.originalDueAt)).toBe(due);
  });

  it("a pause moves it by its real length, over closed time too", () => {
    const log = "10-12 20:00 wait, 10-13 08:00 go, 10-15 22:00 resolved";
    expect(summary(run(termsOf("resolution", civil("days", 3)), "10-12 10:00", log))).toMatchObject(
      {
        due: "10-15 22:00",
        state: "met",
        counted: (24 * 3 + 12 - 12) * 60,
      },
    );
  });

  it("a change of priority to days carries the pauses", () => {
    const rows = rowsOf({ P1: elapsed(9), P2: civil("days", 1) });
    const log = "10-12 11:00 wait, 10-12 13:00 go, 10-12 14:00 priority P2";
    const cycle = run(termsOf("resolution", rows), "10-12 10:00", log, {
      severity: "P1",
      asOf: "10-12 15:00",
    });
    expect(wallOf(cycle?.dueAt)).toBe("10-13 12:00");
  });

  it("whole openings: the second one that begins at the start or after it, pauses moved", () => {
    const windows: ClockTarget = {
      kind: "business-windows",
      n: 2,
      calendar: office,
      strict: false,
    };
    const terms = termsOf("resolution", windows);
    const log = "10-12 16:00 wait, 10-13 10:00 go, 10-15 09:30 resolved";
    // Tuesday and Wednesday are whole; the pause holds 16–18 and 9–10 of open time: three hours more.
    expect(wallOf(run(terms, "10-12 10:00", log)?.originalDueAt)).toBe("10-14 18:00");
    expect(summary(run(terms, "10-12 10:00", log))).toMatchObject({
      due: "10-15 12:00",
      state: "met",
    });
  });

  it("beyond the year 2200 there is no due", () => {
    const start = (BEYOND_INSTANT - 2 * HOUR_MS) as Instant;
    const ticket = { ...ticketOf("10-12 10:00", ""), openedAt: start, events: [] };
    const late = { ...ticket, openedAt: (start - 23 * HOUR_MS) as Instant };
    const asOf = (BEYOND_INSTANT - 1) as Instant;
    const dueOf = (target: ClockTarget, each: typeof ticket) =>
      runClock(termsOf("resolution", target), each, asOf)?.originalDueAt;
    expect(dueOf(civil("days", 1), ticket)).toBeUndefined();
    expect(dueOf(civil("days", 1, { by: { cutOffMs: 24 * HOUR_MS } }), late)).toBeUndefined();
    const paused = {
      ...late,
      events: [
        { event: "waiting-started", at: start, reason: "a" } as const,
        { event: "waiting-ended", at: (start + HOUR_MS) as Instant } as const,
      ],
    };
    expect(
      runClock(
        termsOf("resolution", civil("days", 1)),
        { ...paused, openedAt: (start - 22.5 * HOUR_MS) as Instant },
        asOf,
      )?.dueAt,
    ).toBeUndefined();
  });
});
