import { describe, expect, it } from "vitest";
import { cycleId } from "../../src/core/clock-run.ts";
import { type Duty, type DutyRow, runDuty } from "../../src/core/duty.ts";
import { type DutyTarget, latestNotice } from "../../src/core/notice.ts";
import type { FactRow } from "../../src/model/records.ts";
import { BEYOND_INSTANT, DAY_MS, HOUR_MS, type Instant } from "../../src/time/instant.ts";
import { at, calendarOf, stampOf, utc, weekdays, zoneOf } from "./calendar-support.ts";
import { office, on } from "./ticket-clock-support.ts";

const shanghai = zoneOf("Asia/Shanghai");
const termStart = on("01-01 00:00");
const termEnd = BEYOND_INSTANT;

const fact = (id: string, name: string, when: string, more: Partial<FactRow> = {}): FactRow => ({
  id,
  fact: name,
  at: on(when),
  attributes: {},
  ...more,
});

const elapsed = (ms: number, strict = false): DutyTarget => ({ kind: "elapsed", ms, strict });
const business = (hours: number, strict = false): DutyTarget => ({
  kind: "business",
  ms: hours * HOUR_MS,
  calendar: office,
  strict,
});
const businessDays = (
  n: number,
  rest: Partial<Extract<DutyTarget, { kind: "business-days" }>> = {},
): DutyTarget => ({
  kind: "business-days",
  n,
  calendar: office,
  by: "same-time",
  outsideHours: "keep",
  countStartDay: false,
  strict: false,
  ...rest,
});
const civil = (
  kind: "days" | "months",
  n: number,
  rest: Partial<Extract<DutyTarget, { kind: "days" | "months" }>> = {},
): DutyTarget => ({
  kind,
  n,
  zone: shanghai,
  by: "same-time",
  endOfMonth: "clamp",
  strict: false,
  ...rest,
});

const one = (target: DutyTarget): readonly DutyRow[] => [{ where: undefined, target }];

interface Case {
  readonly duty: Duty;
  readonly rows: readonly DutyRow[];
  readonly facts?: readonly FactRow[];
  readonly planned?: readonly FactRow[];
  readonly asOf?: Instant;
}

/** Each cycle as "id state due stop elapsed late", instants as "MM-DD HH:MM" in Shanghai. */
function told({ duty, rows, facts = [], planned = [], asOf = on("11-05 00:00") }: Case): string[] {
  const cycles = runDuty(
    { duty, rows },
    { facts, planned, termStart, termEnd, judgedFrom: termStart, asOf },
  );
  return cycles.map((cycle) =>
    [
      cycleId(cycle),
      cycle.state,
      `due ${wall(cycle.dueAt)}`,
      `stop ${wall(cycle.stop)}`,
      `${cycle.elapsedMs / HOUR_MS} h`,
      `late ${cycle.lateMs / HOUR_MS} h`,
    ].join(" "),
  );
}

function wall(instant: Instant | undefined): string {
  if (instant === undefined) return "–";
  return new Date(instant + 8 * HOUR_MS).toISOString().slice(5, 16).replace("T", " ");
}

const report: Duty = {
  kind: "within-after",
  event: { which: "earliest", names: ["incident"] },
  fact: "report",
};
const incident = fact("F-1", "incident", "10-12 16:00", { subject: "I-1" });

describe("within-after: a fact is due so long after its event (semantics 8, 9)", () => {
  it.each([
    {
      why: "four business hours from Monday 16:00: two on Monday, two on Tuesday",
      target: business(4),
      stop: "10-13 11:00",
      is: "F-1 met due 10-13 11:00 stop 10-13 11:00 4 h late 0 h",
    },
    {
      why: "a minute later is late by a minute",
      target: business(4),
      stop: "10-13 12:00",
      is: "F-1 late due 10-13 11:00 stop 10-13 12:00 5 h late 1 h",
    },
    {
      why: "two hours use up Monday: met in closed time, met when elapsed ≤ target",
      target: business(2),
      stop: "10-13 08:00",
      is: "F-1 met due 10-12 18:00 stop 10-13 08:00 2 h late 0 h",
    },
    {
      why: "48 hours of real time",
      target: elapsed(2 * DAY_MS),
      stop: "10-14 17:00",
      is: "F-1 late due 10-14 16:00 stop 10-14 17:00 49 h late 1 h",
    },
    {
      why: "five dates later at 16:00",
      target: civil("days", 5),
      stop: "10-17 16:00",
      is: "F-1 met due 10-17 16:00 stop 10-17 16:00 120 h late 0 h",
    },
    {
      why: "with less-than, at the due is late by nothing",
      target: civil("days", 5, { strict: true }),
      stop: "10-17 16:00",
      is: "F-1 late due 10-17 16:00 stop 10-17 16:00 120 h late 0 h",
    },
    {
      why: "the second business day after Monday is Wednesday",
      target: businessDays(2),
      stop: "10-14 16:00",
      is: "F-1 met due 10-14 16:00 stop 10-14 16:00 18 h late 0 h",
    },
  ])("$why", ({ target, stop, is }) => {
    const facts = [incident, fact("F-2", "report", stop, { subject: "I-1" })];
    expect(told({ duty: report, rows: one(target), facts })).toEqual([is]);
  });

  it("an obligation that begins outside hours is kept where it is (semantics 8)", () => {
    // Sunday 11 October, 20:00: the first business day after the date is Monday, 20:00. Open since
    // then: 18 days of 9 hours up to Wednesday, 4 November.
    const facts = [fact("F-1", "incident", "10-11 20:00")];
    expect(told({ duty: report, rows: one(businessDays(1)), facts })).toEqual([
      "F-1 open-late due 10-12 20:00 stop – 162 h late 556 h",
    ]);
  });

  it("nothing yet: open up to the due, then late up to asOf (semantics 15)", () => {
    const open = { duty: report, rows: one(civil("days", 5)), facts: [incident] };
    expect(told({ ...open, asOf: on("10-17 16:00") })).toEqual([
      "F-1 running due 10-17 16:00 stop – 120 h late 0 h",
    ]);
    expect(told({ ...open, asOf: on("10-17 18:00") })).toEqual([
      "F-1 open-late due 10-17 16:00 stop – 122 h late 2 h",
    ]);
  });

  it("the first report at the event or later counts; one before it answers nothing", () => {
    const facts = [
      fact("F-0", "report", "10-12 15:59", { subject: "I-1" }),
      incident,
      fact("F-2", "report", "10-12 16:00", { subject: "I-1" }),
      fact("F-3", "report", "10-30 16:00", { subject: "I-1" }),
    ];
    expect(told({ duty: report, rows: one(civil("days", 5)), facts })).toEqual([
      "F-1 met due 10-17 16:00 stop 10-12 16:00 0 h late 0 h",
    ]);
  });

  it("pairs by subject, also where there is none", () => {
    const facts = [
      fact("F-1", "incident", "10-12 16:00"),
      fact("F-2", "incident", "10-12 17:00", { subject: "I-2" }),
      fact("F-3", "report", "10-13 16:00", { subject: "I-2" }),
      fact("F-4", "report", "10-14 16:00"),
    ];
    expect(told({ duty: report, rows: one(civil("days", 1)), facts })).toEqual([
      "F-1 late due 10-13 16:00 stop 10-14 16:00 48 h late 24 h",
      "F-2 met due 10-13 17:00 stop 10-13 16:00 23 h late 0 h",
    ]);
  });

  it("names the records that began and kept it, and the subject among the attributes", () => {
    const facts = [
      fact("F-1", "incident", "10-12 16:00", { subject: "I-1", attributes: { severity: "P1" } }),
      fact("F-2", "report", "10-13 16:00", { subject: "I-1" }),
    ];
    const rows = [
      { where: new Map([["severity", new Set(["P1"])]]), target: civil("days", 2) },
      { where: undefined, target: civil("days", 5) },
    ];
    const known = {
      facts,
      planned: [],
      termStart,
      termEnd,
      judgedFrom: termStart,
      asOf: on("11-05 00:00"),
    };
    expect(runDuty({ duty: report, rows }, known)[0]).toMatchObject({
      row: 0,
      attributes: { severity: "P1", subject: "I-1" },
      duty: { kind: "within-after", begunBy: "F-1", stoppedBy: "F-2" },
    });
  });

  it("earliest of two events: whichever comes first; latest of two: when both have come", () => {
    const facts = [
      fact("F-1", "delivered", "10-12 16:00", { subject: "O-1" }),
      fact("F-2", "accepted", "10-14 16:00", { subject: "O-1" }),
      fact("F-3", "delivered", "10-15 16:00", { subject: "O-2" }),
    ];
    const names = ["delivered", "accepted"];
    const rows = one(civil("days", 1));
    const of = (which: "earliest" | "latest") =>
      told({
        duty: { kind: "within-after", event: { which, names }, fact: "invoice" },
        rows,
        facts,
      });
    expect(of("earliest").map((line) => line.slice(0, 25))).toEqual([
      "F-1 open-late due 10-13 1",
      "F-3 open-late due 10-16 1",
    ]);
    expect(of("latest").map((line) => line.slice(0, 25))).toEqual(["F-2 open-late due 10-15 1"]);
  });

  it("the latest of three events is the third of them, not the second", () => {
    const facts = [
      fact("F-1", "delivered", "10-12 16:00", { subject: "O-1" }),
      fact("F-2", "accepted", "10-14 16:00", { subject: "O-1" }),
      fact("F-3", "installed", "10-19 16:00", { subject: "O-1" }),
    ];
    const event = { which: "latest", names: ["delivered", "accepted", "installed"] } as const;
    const duty: Duty = { kind: "within-after", event, fact: "invoice" };
    const lines = told({ duty, rows: one(civil("days", 1)), facts });
    // A day from the 19th.
    expect(lines.map((line) => line.slice(0, 25))).toEqual(["F-3 open-late due 10-20 1"]);
  });

  it("an event that no row takes has no due", () => {
    const rows = [{ where: new Map([["severity", new Set(["P1"])]]), target: elapsed(HOUR_MS) }];
    expect(told({ duty: report, rows, facts: [incident] })).toEqual([
      "F-1 running due – stop – 0 h late 0 h",
    ]);
  });
});

describe("notice-before: a notice is due so long before its event (semantics 8 backwards, 9)", () => {
  const notice: Duty = {
    kind: "notice-before",
    event: { which: "earliest", names: ["retired"] },
    fact: "announced",
  };
  const retired = fact("F-9", "retired", "10-20 12:00", { subject: "sdk" });
  const given = (target: DutyTarget, when?: string, asOf = on("11-05 00:00")) => {
    const own = when === undefined ? [] : [fact("F-1", "announced", when, { subject: "sdk" })];
    return told({ duty: notice, rows: one(target), facts: [...own, retired], asOf })[0];
  };

  it.each([
    {
      why: "60 dates before 20 October is 21 August",
      target: civil("days", 60),
      due: "08-21 12:00",
    },
    { why: "two months before", target: civil("months", 2), due: "08-20 12:00" },
    {
      why: "by 09:00 of that date",
      target: civil("days", 5, { by: { cutOffMs: 9 * HOUR_MS } }),
      due: "10-15 09:00",
    },
    { why: "24 hours", target: elapsed(DAY_MS), due: "10-19 12:00" },
    {
      why: "twelve business hours: three on Tuesday, nine on Monday, which opens at 09:00",
      target: business(12),
      due: "10-19 09:00",
    },
    {
      why: "five business days before the 20th: 19, 16, 15, 14, 13",
      target: businessDays(5),
      due: "10-13 12:00",
    },
    {
      why: "seven: 12 and the Saturday that is made up",
      target: businessDays(7),
      due: "10-10 12:00",
    },
    {
      why: "the event's own date counted, six are as far back as five",
      target: businessDays(6, { countStartDay: true }),
      due: "10-13 12:00",
    },
    {
      why: "two whole windows before: of Friday 16 and Monday 19",
      target: { kind: "business-windows" as const, n: 2, calendar: office, strict: false },
      due: "10-16 09:00",
    },
  ])("$why: at it is in time, a minute later is late", ({ target, due }) => {
    expect(given(target, due)).toMatch(new RegExp(`^F-9 met due ${due} stop ${due} `));
    const later = wall((on(due) + 60_000) as Instant);
    expect(given(target, later)).toMatch(new RegExp(`^F-9 late due ${due} stop ${later} `));
  });

  it("tells the notice given, and how late it was", () => {
    expect(given(elapsed(DAY_MS), "10-20 00:00")).toBe(
      "F-9 late due 10-19 12:00 stop 10-20 00:00 12 h late 12 h",
    );
    // Three of Tuesday's hours, and the last two of Monday's.
    expect(given(business(12), "10-19 16:00")).toBe(
      "F-9 late due 10-19 09:00 stop 10-19 16:00 5 h late 7 h",
    );
  });

  it("closed time before the due is time enough; with less-than it is not", () => {
    expect(given(business(12), "10-17 10:00")).toMatch(/^F-9 met /);
    expect(given(business(12, true), "10-17 10:00")).toBe(
      "F-9 late due 10-19 09:00 stop 10-17 10:00 12 h late 0 h",
    );
    expect(given(business(12, true), "10-16 17:59")).toMatch(/^F-9 met /);
  });

  it("with less-than, dates are late at the due", () => {
    expect(given(civil("days", 1, { strict: true }), "10-19 12:00")).toMatch(
      /^F-9 late .* late 0 h$/,
    );
    expect(given(civil("days", 1, { strict: true }), "10-19 11:59")).toMatch(/^F-9 met /);
    expect(given(civil("days", 1, { strict: true }), undefined, on("10-19 12:00"))).toMatch(
      /^F-9 open-late /,
    );
  });

  it("with less-than, a notice that is not due yet is not late", () => {
    const strict = civil("days", 1, { strict: true });
    expect(given(strict, undefined, on("10-19 11:59"))).toMatch(/^F-9 running /);
    expect(given(elapsed(DAY_MS, true), undefined, on("10-18 12:00"))).toMatch(/^F-9 running /);
  });

  it("no notice: missed at the due, late up to asOf", () => {
    expect(given(elapsed(DAY_MS), undefined, on("10-19 12:00"))).toMatch(/^F-9 running /);
    expect(given(elapsed(DAY_MS), undefined, on("10-19 13:00"))).toBe(
      "F-9 open-late due 10-19 12:00 stop – 0 h late 1 h",
    );
  });

  it("a notice after its event gave no notice at all", () => {
    expect(given(elapsed(DAY_MS), "10-21 12:00")).toBe(
      "F-9 late due 10-19 12:00 stop 10-21 12:00 0 h late 48 h",
    );
  });

  it("of an event that is planned, the due is known before it happens", () => {
    const rows = one(civil("days", 60));
    const asOf = on("09-01 00:00");
    expect(told({ duty: notice, rows, planned: [retired], asOf })).toEqual([
      "F-9 open-late due 08-21 12:00 stop – 0 h late 252 h",
    ]);
  });

  it("an event that no row takes has no due, nor has one whose due is before 1970", () => {
    const rows = [{ where: new Map([["a", new Set(["b"])]]), target: elapsed(DAY_MS) }];
    expect(told({ duty: notice, rows, facts: [retired] })).toEqual([
      "F-9 running due – stop – 0 h late 0 h",
    ]);
    const early = { ...retired, at: at("1970-01-02T00:00:00Z") };
    const facts = [fact("F-1", "announced", "10-01 00:00", { subject: "sdk" }), early];
    expect(told({ duty: notice, rows: one(elapsed(3 * DAY_MS)), facts })).toEqual([
      "F-9 met due – stop 10-01 00:00 0 h late 0 h",
    ]);
  });

  it("nothing lies before 1970: hours, windows, days with a cut-off", () => {
    const event = at("1970-01-02T12:00:00Z");
    const long = calendarOf({ zone: "UTC", hours: ["09:00-18:00"], days: weekdays });
    const none = [
      elapsed(2 * DAY_MS),
      { kind: "business" as const, ms: 40 * HOUR_MS, calendar: long, strict: false },
      { kind: "business-windows" as const, n: 9, calendar: long, strict: false },
      businessDays(9),
      civil("days", 9),
    ].map((target) => latestNotice(target, event));
    expect(none).toEqual([undefined, undefined, undefined, undefined, undefined]);
    // 2 January at 20:00 in Shanghai, a day back at 00:01 there: 31 December, 16:01 in UTC.
    const cutOff = civil("days", 1, { by: { cutOffMs: 60_000 } });
    expect(latestNotice(cutOff, event)).toBeUndefined();
    expect(stampOf(latestNotice(civil("days", 1), event))).toBe(utc("1970-01-01T12:00Z"));
  });
});

describe("max-gap: never longer apart, from the start of the contract (decision 0026)", () => {
  const gap: Duty = { kind: "max-gap", fact: "review" };

  it("one cycle for each gap; an occurrence at the due meets it; a long gap is one miss", () => {
    const facts = [
      fact("F-1", "review", "02-01 00:00"), // 31 days after the start
      fact("F-2", "review", "03-03 00:00"), // 30 days later
      fact("F-3", "review", "06-11 00:00"), // 100 days later: 70 too many
    ];
    expect(
      told({ duty: gap, rows: one(civil("days", 30)), facts, asOf: on("07-01 00:00") }),
    ).toEqual([
      "review#0 late due 01-31 00:00 stop 02-01 00:00 744 h late 24 h",
      "F-1 met due 03-03 00:00 stop 03-03 00:00 720 h late 0 h",
      "F-2 late due 04-02 00:00 stop 06-11 00:00 2400 h late 1680 h",
      "F-3 running due 07-11 00:00 stop – 480 h late 0 h",
    ]);
  });

  it("before the first occurrence the gap runs from the start of the contract", () => {
    expect(told({ duty: gap, rows: one(civil("days", 30)), asOf: on("02-01 00:00") })).toEqual([
      "review#0 open-late due 01-31 00:00 stop – 744 h late 24 h",
    ]);
  });

  it("what lies before the contract ends no gap of it", () => {
    const facts = [{ ...fact("F-1", "review", "01-01 00:00"), at: at("2025-12-20T00:00+08:00") }];
    expect(
      told({ duty: gap, rows: one(civil("days", 30)), facts, asOf: on("01-20 00:00") }),
    ).toEqual(["review#0 running due 01-31 00:00 stop – 456 h late 0 h"]);
  });

  it("there is no gap yet where the contract has not begun", () => {
    expect(told({ duty: gap, rows: one(elapsed(DAY_MS)), asOf: termStart })).toEqual([]);
  });

  it("each subject has its own gaps", () => {
    const facts = [
      fact("F-1", "review", "01-10 00:00", { subject: "room-1" }),
      fact("F-2", "review", "01-20 00:00", { subject: "room-2" }),
    ];
    expect(
      told({ duty: gap, rows: one(civil("days", 30)), facts, asOf: on("02-01 00:00") }),
    ).toEqual([
      "room-1#0 met due 01-31 00:00 stop 01-10 00:00 216 h late 0 h",
      "F-1 running due 02-09 00:00 stop – 528 h late 0 h",
      "room-2#0 met due 01-31 00:00 stop 01-20 00:00 456 h late 0 h",
      "F-2 running due 02-19 00:00 stop – 288 h late 0 h",
    ]);
  });

  it("two occurrences at one instant: the gap between them is none", () => {
    const facts = [fact("F-1", "review", "01-10 00:00"), fact("F-2", "review", "01-10 00:00")];
    const cycles = told({
      duty: gap,
      rows: one(civil("days", 30)),
      facts,
      asOf: on("01-11 00:00"),
    });
    expect(cycles[1]).toBe("F-1 met due 02-09 00:00 stop 01-10 00:00 0 h late 0 h");
  });
});
