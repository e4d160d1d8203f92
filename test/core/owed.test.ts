import { describe, expect, it } from "vitest";
import { cycleId } from "../../src/core/clock-run.ts";
import { type Duty, type DutyFacts, type DutyRow, runDuty } from "../../src/core/duty.ts";
import type { Entitlement } from "../../src/core/entitlement.ts";
import type { DutyTarget } from "../../src/core/notice.ts";
import { owedPeriods } from "../../src/core/owed-periods.ts";
import { openAbsences } from "../../src/core/presence.ts";
import type { Support } from "../../src/core/support.ts";
import type { FactRow } from "../../src/model/records.ts";
import {
  BEYOND_INSTANT,
  DAY_MS,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
} from "../../src/time/instant.ts";
import { calendarOf, zoneOf } from "./calendar-support.ts";
import { on } from "./ticket-clock-support.ts";

/** Duties by period, promise and quota (decision 0036). Instants as "MM-DD HH:MM" of 2026 in Shanghai. */

const zone = zoneOf("Asia/Shanghai");

const fact = (id: string, name: string, when: string, more: Partial<FactRow> = {}): FactRow => ({
  id,
  fact: name,
  at: on(when),
  attributes: {},
  ...more,
});

const days = (n: number, strict = false): DutyTarget => ({
  kind: "days",
  n,
  zone,
  by: "same-time",
  endOfMonth: "clamp",
  strict,
});
const one = (target: DutyTarget): readonly DutyRow[] => [{ where: undefined, target }];

const world = (facts: readonly FactRow[], changes: Partial<DutyFacts> = {}): DutyFacts => ({
  facts,
  planned: [],
  termStart: on("01-01 00:00"),
  termEnd: BEYOND_INSTANT,
  judgedFrom: on("10-01 00:00"),
  asOf: on("11-01 00:00"),
  ...changes,
});

/** "id state stop breached late-hours". */
function told(duty: Duty, known: DutyFacts, rows: readonly DutyRow[] = []): readonly string[] {
  return runDuty({ duty, rows }, known).map((cycle) =>
    [
      cycleId(cycle),
      cycle.state,
      wall(cycle.stop),
      wall(cycle.breachedAt),
      `${cycle.lateMs / HOUR_MS}`,
    ].join(" "),
  );
}

function wall(instant: Instant | undefined): string {
  if (instant === undefined) return "–";
  return new Date(instant + 8 * HOUR_MS).toISOString().slice(5, 16).replace("T", " ");
}

type Count = Extract<Duty, { kind: "count-in-period" }>;
const count = (atLeast: number, changes: Partial<Count> = {}): Duty => ({
  kind: "count-in-period",
  fact: "review",
  atLeast,
  per: "calendar-month",
  zone,
  subjects: "apart",
  partialPeriod: "clip",
  ...changes,
});

describe("periods that are owed in (semantics 4, 5)", () => {
  const term = { termStart: on("02-10 00:00"), termEnd: on("04-20 00:00") };
  const labels = (judgedFrom: string, asOf: string) =>
    owedPeriods(
      { per: "calendar-month", zone },
      { ...term, judgedFrom: on(judgedFrom), asOf: on(asOf) },
    ).map(({ label, isWhole }) => `${label}${isWhole ? "" : " cut"}`);

  it("those that have begun by asOf, cut to the term on both sides", () => {
    expect(labels("01-01 00:00", "12-01 00:00")).toEqual(["2026-02 cut", "2026-03", "2026-04 cut"]);
    expect(labels("01-01 00:00", "03-01 00:00")).toEqual(["2026-02 cut"]);
    expect(labels("01-01 00:00", "03-01 00:01")).toEqual(["2026-02 cut", "2026-03"]);
  });

  it("none that is over before anybody asks, none before the term or after it", () => {
    expect(labels("03-01 00:00", "12-01 00:00")).toEqual(["2026-03", "2026-04 cut"]);
    expect(labels("01-01 00:00", "02-10 00:00")).toEqual([]);
    expect(labels("04-20 00:00", "12-01 00:00")).toEqual([]);
  });
});

describe("count-in-period: the k-th fact keeps the k-th that is owed", () => {
  it("a fact at the start is in the period, one at its end is in the next (half-open)", () => {
    const facts = [
      fact("F-0", "review", "09-30 23:59"),
      fact("F-1", "review", "10-01 00:00"),
      fact("F-2", "review", "10-31 23:59"),
      fact("F-3", "review", "11-01 00:00"),
    ];
    expect(told(count(3), world(facts, { asOf: on("11-02 00:00") }))).toEqual([
      "review/2026-10 met 10-01 00:00 – 0",
      "review/2026-10#2 met 10-31 23:59 – 0",
      "review/2026-10#3 late 11-01 00:00 11-01 00:00 0",
      "review/2026-11 met 11-01 00:00 – 0",
      "review/2026-11#2 running – – 0",
      "review/2026-11#3 running – – 0",
    ]);
  });

  it("more than are owed keep nothing of the next period", () => {
    const facts = ["10-02", "10-03", "10-04"].map((date, n) =>
      fact(`F-${n}`, "review", `${date} 00:00`),
    );
    const known = world(facts, { judgedFrom: on("10-01 00:00"), asOf: on("12-01 00:00") });
    expect(told(count(1), known)).toEqual([
      "review/2026-10 met 10-02 00:00 – 0",
      "review/2026-11 late 12-01 00:00 12-01 00:00 0",
    ]);
  });

  it("missed when the period is over, running the ms before", () => {
    const before = { asOf: (on("11-01 00:00") - 1) as Instant };
    expect(told(count(1), world([], before))).toEqual(["review/2026-10 running – – 0"]);
    expect(told(count(1), world([]))).toEqual(["review/2026-10 late 11-01 00:00 11-01 00:00 0"]);
  });

  it("each subject for itself, or all together", () => {
    const facts = [
      fact("F-1", "review", "10-02 00:00", { subject: "a" }),
      fact("F-2", "review", "10-03 00:00", { subject: "b" }),
      fact("F-3", "other", "10-03 00:00", { subject: "c" }),
    ];
    expect(told(count(1), world(facts))).toEqual([
      "a/2026-10 met 10-02 00:00 – 0",
      "b/2026-10 met 10-03 00:00 – 0",
    ]);
    expect(told(count(2, { subjects: "together" }), world(facts))).toEqual([
      "review/2026-10 met 10-02 00:00 – 0",
      "review/2026-10#2 met 10-03 00:00 – 0",
    ]);
  });

  it("a period that the term cuts off owes the whole number, or nothing (5)", () => {
    const known = world([], { termStart: on("10-10 00:00"), asOf: on("12-01 00:00") });
    expect(told(count(1), known).map((text) => text.slice(0, 19))).toEqual([
      "review/2026-10 late",
      "review/2026-11 late",
    ]);
    expect(told(count(1, { partialPeriod: "not-a-period" }), known)).toEqual([
      "review/2026-11 late 12-01 00:00 12-01 00:00 0",
    ]);
  });

  it("says its subject and what kept it, and that nothing began it", () => {
    const facts = [fact("F-1", "review", "10-02 00:00", { subject: "a" })];
    expect(runDuty({ duty: count(1), rows: [] }, world(facts))[0]).toMatchObject({
      start: on("10-01 00:00"),
      dueAt: on("11-01 00:00"),
      elapsedMs: DAY_MS,
      attributes: { subject: "a" },
      duty: { kind: "count-in-period", begunBy: undefined, stoppedBy: "F-1" },
    });
  });
});

type Presence = Extract<Duty, { kind: "presence" }>;
const presence = (changes: Partial<Presence> = {}): Presence => ({
  kind: "presence",
  fact: "contact",
  per: "calendar-month",
  zone,
  subjects: "apart",
  ...changes,
});
const here = (id: string, from: string, until?: string, more: Partial<FactRow> = {}) =>
  fact(id, "contact", from, until === undefined ? more : { until: on(until), ...more });

describe("presence: a period is missed once where an absence outlasts the lag (semantics 8, 9)", () => {
  it.each([
    { back: "10-06 00:00", is: "met 11-01 00:00 – 0", why: "five days, exactly" },
    { back: "10-06 01:00", is: "late 11-01 00:00 10-06 00:00 1", why: "an hour more" },
    { back: "10-01 00:00", is: "met 11-01 00:00 – 0", why: "no absence at all" },
    { back: "09-25 00:00", is: "met 11-01 00:00 – 0", why: "two at once" },
  ])("away until $back: $why", ({ back, is }) => {
    const facts = [here("F-1", "01-01 00:00", "10-01 00:00"), here("F-2", back)].sort(
      (a, b) => a.at - b.at,
    );
    expect(told(presence(), world(facts), one(days(5)))).toEqual([`contact/2026-10 ${is}`]);
  });

  it("with less-than, a lag that is used up is late by nothing, where it is used up (9)", () => {
    const facts = [here("F-1", "01-01 00:00", "10-27 00:00"), here("F-2", "11-01 00:00")];
    const known = world(facts, { asOf: on("12-01 00:00") });
    expect(told(presence(), known, one(days(5, true)))).toEqual([
      "contact/2026-10 late 11-01 00:00 11-01 00:00 0",
      "contact/2026-11 met 12-01 00:00 – 0",
    ]);
    expect(told(presence(), known, one(days(5)))).toEqual([
      "contact/2026-10 met 11-01 00:00 – 0",
      "contact/2026-11 met 12-01 00:00 – 0",
    ]);
    const over = [here("F-1", "01-01 00:00", "10-29 00:00"), here("F-2", "11-03 00:00")];
    expect(told(presence(), world(over, { asOf: on("12-01 00:00") }), one(days(5, true)))).toEqual([
      "contact/2026-10 met 11-01 00:00 – 0",
      "contact/2026-11 late 12-01 00:00 11-03 00:00 0",
    ]);
    expect(told(presence(), known, one(days(4, true)))).toEqual([
      "contact/2026-10 late 11-01 00:00 10-31 00:00 24",
      "contact/2026-11 met 12-01 00:00 – 0",
    ]);
    const exactly = [here("F-1", "01-01 00:00", "10-10 00:00"), here("F-2", "10-15 00:00")];
    expect(told(presence(), world(exactly), one(days(5, true)))).toEqual([
      "contact/2026-10 late 11-01 00:00 10-15 00:00 0",
    ]);
  });

  it("an absence over three months misses each in which its lag is over, by its part of it", () => {
    const facts = [here("F-1", "01-01 00:00", "08-28 00:00"), here("F-2", "11-02 06:00")];
    const known = world(facts, { judgedFrom: on("08-01 00:00"), asOf: on("12-01 00:00") });
    // Five days from 28 August end on 2 September: 29 days of September, 31 of October, 30 hours.
    expect(told(presence(), known, one(days(5)))).toEqual([
      "contact/2026-08 met 09-01 00:00 – 0",
      "contact/2026-09 late 10-01 00:00 09-02 00:00 696",
      "contact/2026-10 late 11-01 00:00 10-01 00:00 744",
      "contact/2026-11 late 12-01 00:00 11-01 00:00 30",
    ]);
  });

  it("two absences are one miss, by both; elapsed is all absence, with what was there", () => {
    const facts = [
      here("F-1", "01-01 00:00", "10-02 00:00"),
      here("F-2", "10-04 00:00", "10-05 00:00"),
      here("F-3", "10-08 00:00", "10-20 00:00"),
      here("F-4", "10-20 12:00"),
    ];
    const [cycle] = runDuty({ duty: presence(), rows: one(days(1)) }, world(facts));
    expect(cycle).toMatchObject({
      state: "late",
      breachedAt: on("10-03 00:00"),
      lateMs: 3 * DAY_MS,
      elapsedMs: 5.5 * DAY_MS,
      duty: { with: ["F-1", "F-2", "F-3", "F-4"] },
    });
  });

  it("each period names those who were there in it, and no other", () => {
    const facts = [
      here("F-1", "01-01 00:00", "10-01 00:00"),
      here("F-2", "10-03 00:00", "11-05 00:00"),
      here("F-3", "11-05 00:00", "12-01 00:00"),
      here("F-4", "12-01 00:00"),
    ];
    const known = world(facts, { asOf: on("12-15 00:00") });
    const cycles = runDuty({ duty: presence(), rows: one(days(5)) }, known);
    expect(cycles.map(({ ticket, duty }) => [ticket, duty?.with])).toEqual([
      ["contact/2026-10", ["F-2"]],
      ["contact/2026-11", ["F-2", "F-3"]],
      ["contact/2026-12", ["F-4"]],
    ]);
  });

  it("from the start of the contract on; before it and after it nobody is missed", () => {
    const term = { termStart: on("10-10 00:00"), termEnd: on("10-20 00:00") };
    expect(told(presence(), world([], term), one(days(5)))).toEqual([
      "contact/2026-10 late 10-20 00:00 10-15 00:00 120",
    ]);
    const early = world([], { termStart: on("11-01 00:00") });
    expect(told(presence(), early, one(days(5)))).toEqual([]);
    expect(openAbsences(presence(), { rows: one(days(5)) }, early)).toEqual([]);
  });

  it("a period that goes on is running, or late already", () => {
    const facts = [here("F-1", "01-01 00:00", "10-10 00:00")];
    const at = (asOf: string) => told(presence(), world(facts, { asOf: on(asOf) }), one(days(5)));
    expect(at("10-15 00:00")).toEqual(["contact/2026-10 running – – 0"]);
    expect(at("10-15 01:00")).toEqual(["contact/2026-10 open-late – 10-15 00:00 1"]);
  });

  it("each subject for itself, or any of them", () => {
    const facts = [
      here("F-1", "01-01 00:00", "10-10 00:00", { subject: "Ann" }),
      here("F-2", "10-10 00:00", undefined, { subject: "Bob" }),
    ];
    expect(told(presence(), world(facts), one(days(5)))).toEqual([
      "Ann/2026-10 late 11-01 00:00 10-15 00:00 408",
      "Bob/2026-10 late 11-01 00:00 10-01 00:00 216",
    ]);
    expect(told(presence({ subjects: "together" }), world(facts), one(days(5)))).toEqual([
      "contact/2026-10 met 11-01 00:00 – 0",
    ]);
  });

  it("a subject that no row takes has no lag, and is of no row", () => {
    const facts = [here("F-1", "10-10 00:00", undefined, { subject: "Ann" })];
    const rows = [{ where: new Map([["subject", new Set(["Bob"])]]), target: days(5) }];
    expect(runDuty({ duty: presence(), rows }, world(facts))[0]).toMatchObject({
      row: -1,
      breachedAt: undefined,
    });
  });

  it("a lag under a calendar that never opens again is never used up: that is said (9)", () => {
    const ending = calendarOf({
      zone: "Asia/Shanghai",
      hours: ["09:00-18:00"],
      until: "2026-10-01",
    });
    const rows = one({
      kind: "business-days",
      n: 5,
      calendar: ending,
      by: "same-time",
      outsideHours: "keep",
      countStartDay: false,
      strict: false,
    });
    const facts = [here("F-1", "01-01 00:00", "10-10 00:00")];
    expect(runDuty({ duty: presence(), rows }, world(facts))[0]).toMatchObject({
      neverDueUnder: "sketch",
    });
  });

  it("what has no length is nobody's presence", () => {
    const facts = [
      here("F-1", "01-01 00:00", "10-01 00:00"),
      here("F-2", "10-03 00:00", "10-03 00:00"),
    ];
    expect(told(presence(), world(facts), one(days(5)))).toEqual([
      "contact/2026-10 late 11-01 00:00 10-06 00:00 624",
    ]);
  });

  it("what is owed next is that an absence ends: each that goes on, none once the contract is over", () => {
    const facts = [
      here("F-1", "02-01 00:00", "10-10 00:00", { subject: "Ann" }),
      here("F-2", "01-01 00:00", undefined, { subject: "Bob" }),
    ];
    const open = (known: DutyFacts) =>
      openAbsences(presence(), { rows: one(days(5)) }, known).map(
        (cycle) => `${cycleId(cycle)} ${cycle.state} ${wall(cycle.dueAt)}`,
      );
    expect(open(world(facts, { asOf: on("10-12 00:00") }))).toEqual(["Ann running 10-15 00:00"]);
    expect(open(world(facts, { asOf: on("10-16 00:00") }))).toEqual(["Ann open-late 10-15 00:00"]);
    expect(open(world(facts, { termEnd: on("10-20 00:00") }))).toEqual([]);
  });
});

const support = (which: Support["which"], limbs: Support["limbs"]): Support => ({
  kind: "supported-until",
  fact: "retired",
  which,
  limbs,
});
const monthsAfter = (event: string, n: number): Support["limbs"][number] => ({
  event,
  lasts: { kind: "months", n, zone, by: "same-time", endOfMonth: "clamp", strict: false },
});
const v1 = { subject: "v1" };

describe("supported-until: what ends support sooner than promised is a miss (decision 0036)", () => {
  const until = support("earliest", [{ at: on("10-18 00:00") }]);
  const ended = (when: string) => [fact("E-1", "retired", when, v1)];

  it.each([
    { when: "10-17 23:59", is: "late 10-17 23:59 10-17 23:59", why: "a minute too soon" },
    { when: "10-18 00:00", is: "met 10-18 00:00 –", why: "at the date" },
    { when: "10-20 00:00", is: "met 10-18 00:00 –", why: "later: the promise was over" },
  ])("ended $when: $why", ({ when, is }) => {
    const late = is.startsWith("late") ? 1 / 60 : 0;
    expect(told(until, world(ended(when)))).toEqual([`v1#0 ${is} ${late}`]);
  });

  it("runs up to its end where nothing stops it, also where there is no record at all", () => {
    expect(told(until, world([], { asOf: on("10-17 00:00") }))).toEqual([
      "retired#0 running – – 0",
    ]);
    expect(told(until, world([], { asOf: on("10-18 00:00") }))).toEqual([
      "retired#0 met 10-18 00:00 – 0",
    ]);
  });

  const released = fact("F-1", "released", "04-10 00:00", { ...v1, attributes: { size: "major" } });

  it("so long after an event: from it on, not from before the contract", () => {
    const [cycle] = runDuty(
      { duty: support("earliest", [monthsAfter("released", 6)]), rows: [] },
      world([released, ...ended("10-01 00:00")]),
    );
    expect(cycle).toMatchObject({
      start: on("04-10 00:00"),
      dueAt: on("10-10 00:00"),
      stop: on("10-01 00:00"),
      lateMs: 9 * DAY_MS,
      attributes: { size: "major", subject: "v1" },
      duty: { kind: "supported-until", begunBy: "F-1", stoppedBy: "E-1" },
    });
    const later = { termStart: on("06-01 00:00") };
    const begun = runDuty(
      { duty: support("earliest", [monthsAfter("released", 6)]), rows: [] },
      world([released], later),
    );
    expect(begun[0]).toMatchObject({ start: on("06-01 00:00"), state: "met" });
  });

  it("what was over before the contract begins there, so that it is not judged (37)", () => {
    const duty = support("earliest", [monthsAfter("released", 6)]);
    const known = world([released], { termStart: on("10-20 00:00") });
    expect(runDuty({ duty, rows: [] }, known)[0]).toMatchObject({ start: on("10-10 00:00") });
  });

  it("the earliest of those that are known decides", () => {
    const duty = support("earliest", [{ at: on("10-18 00:00") }, monthsAfter("released", 6)]);
    expect(told(duty, world(ended("10-12 00:00")))).toEqual([
      "v1#0 late 10-12 00:00 10-12 00:00 144",
    ]);
    expect(told(duty, world([released, ...ended("10-12 00:00")]))).toEqual([
      "v1#0 met 10-10 00:00 – 0",
    ]);
  });

  it("of the latest the end is open until all are known; a stop by then is too soon", () => {
    const duty = support("latest", [{ at: on("10-08 00:00") }, monthsAfter("released", 6)]);
    expect(told(duty, world([]))).toEqual(["retired#0 running – – 0"]);
    // Two days before the date that is known; after it, nobody can say by how much.
    expect(told(duty, world(ended("10-06 00:00")))).toEqual([
      "v1#0 late 10-06 00:00 10-06 00:00 48",
    ]);
    expect(told(duty, world(ended("10-09 00:00")))).toEqual([
      "v1#0 late 10-09 00:00 10-09 00:00 0",
    ]);
    expect(told(duty, world([released, ...ended("10-09 00:00")]))).toEqual([
      "v1#0 late 10-09 00:00 10-09 00:00 24",
    ]);
    expect(told(duty, world([released]))).toEqual(["v1#0 met 10-10 00:00 – 0"]);
  });

  it("support that ends before the event that its end is counted from begins with that end", () => {
    const duty = support("earliest", [{ at: on("12-18 00:00") }, monthsAfter("released", 6)]);
    const facts = [fact("E-1", "retired", "03-01 00:00", v1), released];
    expect(runDuty({ duty, rows: [] }, world(facts))[0]).toMatchObject({
      start: on("03-01 00:00"),
      state: "late",
    });
  });

  it("where nothing tells the end, a stop is no miss and has no due", () => {
    const duty = support("earliest", [monthsAfter("released", 6)]);
    expect(told(duty, world([]))).toEqual([]);
    expect(told(duty, world(ended("10-09 00:00")))).toEqual(["v1#0 met 10-09 00:00 – 0"]);
    expect(runDuty({ duty, rows: [] }, world(ended("10-09 00:00")))[0]).toMatchObject({
      dueAt: undefined,
    });
  });
});

const entitlement = (changes: Partial<Entitlement> = {}): Entitlement => ({
  kind: "entitlement",
  event: "asked",
  fact: "given",
  quota: 2,
  unit: "occurrences",
  per: "calendar-month",
  zone,
  ...changes,
});
const asked = (id: string, from: string, until?: string) =>
  fact(id, "asked", from, {
    subject: id,
    ...(until === undefined ? {} : { until: on(until) }),
  });

/** "id owed|not taken". */
function shares(duty: Entitlement, facts: readonly FactRow[]): readonly string[] {
  return runDuty({ duty, rows: one(days(5)) }, world(facts)).map(({ ticket, share }) => {
    const taken = share?.taken.map(({ label, amount }) => `${label}: ${amount}`).join(", ");
    return `${ticket} ${share?.isOwed === true ? "owed" : "not"} ${taken}`;
  });
}

describe("entitlement: what is asked for is owed up to a quota, first come, first served (23)", () => {
  it("runs like within-after: from the asking to what is given for it", () => {
    const facts = [
      asked("A-1", "10-01 00:00"),
      asked("A-2", "10-02 00:00"),
      fact("G-0", "given", "10-01 00:00", { subject: "A-2" }),
      fact("G-1", "given", "10-07 00:00", { subject: "A-1" }),
    ];
    expect(told(entitlement(), world(facts), one(days(5)))).toEqual([
      "A-1 late 10-07 00:00 10-06 00:00 24",
      "A-2 open-late – 10-07 00:00 600",
    ]);
  });

  it("so many askings in each period; the next one finds nothing left", () => {
    const facts = [
      asked("A-1", "09-30 00:00"),
      asked("A-2", "10-01 00:00"),
      asked("A-3", "10-02 00:00"),
      asked("A-4", "10-03 00:00"),
    ];
    expect(shares(entitlement(), facts)).toEqual([
      "A-1 owed 2026-09: 1",
      "A-2 owed 2026-10: 1",
      "A-3 owed 2026-10: 1",
      "A-4 not ",
    ]);
  });

  it("local dates that an asking touches, each once; a part of it is owed where a part is left", () => {
    const facts = [
      asked("A-1", "10-10 20:00", "10-12 02:00"),
      asked("A-2", "10-12 09:00"),
      asked("A-3", "10-20 00:00", "10-22 00:00"),
      asked("A-4", "10-25 00:00", "10-26 00:00"),
    ];
    const duty = entitlement({ unit: "local-days", quota: 4 });
    expect(shares(duty, facts)).toEqual([
      "A-1 owed 2026-10: 3",
      "A-2 owed ",
      "A-3 owed 2026-10: 1",
      "A-4 not ",
    ]);
  });

  it("the time that it lasts, in each period that it lasts into", () => {
    const facts = [
      asked("A-1", "09-30 23:00", "10-01 02:00"),
      asked("A-2", "10-05 00:00", "10-05 00:00"),
      asked("A-3", "10-06 00:00", "10-06 01:00"),
      asked("A-4", "10-07 00:00", "10-07 01:00"),
      asked("A-5", "10-08 00:00", "10-08 00:00"),
    ];
    const hour = 60 * MINUTE_MS;
    expect(shares(entitlement({ unit: "minutes", quota: 150 }), facts)).toEqual([
      `A-1 owed 2026-09: ${hour}, 2026-10: ${2 * hour}`,
      "A-2 owed ",
      `A-3 owed 2026-10: ${hour / 2}`,
      "A-4 not ",
      "A-5 not ",
    ]);
  });

  it("one that ends with the month lasts into that month alone", () => {
    const facts = [
      asked("A-1", "10-01 00:00", "10-01 01:00"),
      asked("A-2", "10-31 23:00", "11-01 00:00"),
    ];
    expect(shares(entitlement({ unit: "minutes", quota: 60 }), facts)).toEqual([
      `A-1 owed 2026-10: ${60 * MINUTE_MS}`,
      "A-2 not ",
    ]);
  });

  it("local dates of a night over the end of a month are of both", () => {
    const facts = [
      asked("A-1", "09-30 20:00", "10-02 00:00"),
      asked("A-2", "10-01 10:00", "10-03 10:00"),
    ];
    expect(shares(entitlement({ unit: "local-days", quota: 2 }), facts)).toEqual([
      "A-1 owed 2026-09: 1, 2026-10: 1",
      "A-2 owed 2026-10: 1",
    ]);
  });

  it("what was asked before the contract takes no place", () => {
    const facts = [
      asked("A-1", "10-01 00:00"),
      asked("A-2", "10-12 00:00"),
      asked("A-3", "10-13 00:00"),
    ];
    const known = world(facts, { termStart: on("10-10 00:00") });
    const cycles = runDuty({ duty: entitlement(), rows: one(days(5)) }, known);
    expect(cycles.map(({ share }) => share?.isOwed)).toEqual([undefined, true, true]);
    const from = world([asked("A-0", "10-10 00:00")], { termStart: on("10-10 00:00") });
    const first = runDuty({ duty: entitlement(), rows: one(days(5)) }, from);
    expect(first.map(({ share }) => share?.isOwed)).toEqual([true]);
  });
});
