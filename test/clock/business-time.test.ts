import { describe, expect, it } from "vitest";
import { type BusinessCalendar, businessTime, RefusedError, type Span } from "../../src/clock.ts";

/** 09:00 to 18:00, Monday to Friday; 1 to 7 October off, Saturday 10 October made up. */
const shanghai: BusinessCalendar = {
  id: "office",
  zone: "Asia/Shanghai",
  weekly: { "mon-fri": ["09:00-18:00"] },
  holidays: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  workdays: [{ date: "2026-10-10", hours: ["09:00-18:00"] }],
};
const office = businessTime(shanghai);
const berlin = businessTime({ ...shanghai, id: "berlin", zone: "Europe/Berlin", workdays: [] });

/** "10-12 16:00" is that minute of 2026 in Shanghai, +08:00 all year. */
const on = (text: string) => `2026-${text.replace(" ", "T")}:00+08:00`;
const wall = (at: number) => new Date(at + 28_800_000).toISOString().slice(5, 16).replace("T", " ");
const hour = 3_600_000;

const codesOf = (call: () => unknown): readonly string[] => {
  try {
    call();
  } catch (error) {
    if (error instanceof RefusedError) return error.issues.map(({ code }) => code);
    throw error;
  }
  return [];
};

describe("semantics 9: elapsed open time", () => {
  it.each([
    { from: "10-12 09:00", until: "10-12 18:00", hours: 9, why: "one whole day" },
    { from: "10-12 17:00", until: "10-13 10:00", hours: 2, why: "the night does not count" },
    { from: "09-30 17:00", until: "10-08 10:00", hours: 2, why: "nor the seven holidays" },
    { from: "10-09 18:00", until: "10-12 09:00", hours: 9, why: "the Saturday is made up" },
    { from: "10-13 10:00", until: "10-12 10:00", hours: 0, why: "reversed" },
  ])("$from to $until is $hours h: $why", ({ from, until, hours }) => {
    expect(office.elapsedMs(on(from), on(until))).toBe(hours * hour);
  });
});

const dues: readonly { start: string; span: Span; due: string; why: string }[] = [
  { start: "10-12 16:00", span: { business: "PT2H" }, due: "10-12 18:00", why: "at the closing" },
  {
    start: "10-12 16:00",
    span: { business: "PT4H" },
    due: "10-13 11:00",
    why: "2 h today, 2 tomorrow",
  },
  {
    start: "10-12 20:00",
    span: { business: "PT0S" },
    due: "10-13 09:00",
    why: "next open instant",
  },
  { start: "10-12 16:00", span: { elapsed: "PT48H" }, due: "10-14 16:00", why: "real time" },
  { start: "10-09 10:00", span: { businessDays: 1 }, due: "10-10 10:00", why: "make-up Saturday" },
  {
    start: "10-10 10:00",
    span: { businessDays: 1, by: "18:00" },
    due: "10-12 18:00",
    why: "cut-off",
  },
  {
    start: "10-10 20:00",
    span: { businessDays: 1 },
    due: "10-13 09:00",
    why: "moved to Monday first",
  },
  {
    start: "10-10 20:00",
    span: { businessDays: 1, outsideHours: "keep", by: "end-of-day" },
    due: "10-13 00:00",
    why: "Monday's midnight",
  },
  {
    start: "10-10 20:00",
    span: { businessDays: 1, outsideHours: "roll" },
    due: "10-13 09:00",
    why: "Monday 20:00 rolls on",
  },
  {
    start: "10-12 10:00",
    span: { businessDays: 1, countStartDay: "yes" },
    due: "10-12 10:00",
    why: "today is day 1",
  },
  { start: "10-12 10:00", span: { businessWindows: 1 }, due: "10-13 18:00", why: "a whole day" },
  { start: "10-12 10:00", span: { days: 3 }, due: "10-15 10:00", why: "three dates on" },
  { start: "10-31 10:00", span: { months: 1 }, due: "11-30 10:00", why: "clamped" },
  {
    start: "11-30 10:00",
    span: { months: { n: 1, endOfMonth: "preserve" } },
    due: "12-31 10:00",
    why: "the end stays the end",
  },
];

describe("semantics 8, 9: due", () => {
  it.each(dues)("$start + $span is $due: $why", ({ start, span, due }) => {
    expect(wall(office.dueAt(on(start), span))).toBe(due);
  });

  it.each([
    { end: "10-13 11:00", span: { business: "PT4H" }, start: "10-12 16:00" },
    { end: "10-12 18:00", span: { business: "PT9H" }, start: "10-12 09:00" },
    { end: "10-12 09:00", span: { business: "PT0S" }, start: "10-10 18:00" },
    { end: "10-12 10:00", span: { businessDays: 1 }, start: "10-10 10:00" },
    { end: "10-13 10:00", span: { businessWindows: 1 }, start: "10-12 09:00" },
    { end: "10-15 10:00", span: { days: 3 }, start: "10-12 10:00" },
    { end: "10-14 16:00", span: { elapsed: "PT48H" }, start: "10-12 16:00" },
    { end: "10-31 10:00", span: { months: 1 }, start: "09-30 10:00" },
  ])("$start is $span before $end", ({ end, span, start }) => {
    expect(wall(office.before(on(end), span))).toBe(start);
  });
});

describe("semantics 9: openings and closings", () => {
  it.each([
    {
      at: "10-12 12:00",
      isOpen: true,
      found: ["10-12 12:00", "10-12 18:00", "10-12 09:00", "10-12 12:00"],
    },
    {
      at: "10-12 18:00",
      isOpen: false,
      found: ["10-13 09:00", "10-13 18:00", "10-12 09:00", "10-12 18:00"],
    },
    {
      at: "10-11 12:00",
      isOpen: false,
      found: ["10-12 09:00", "10-12 18:00", "10-10 09:00", "10-10 18:00"],
    },
  ])("around $at", ({ at, isOpen, found }) => {
    expect(office.isOpen(on(at))).toBe(isOpen);
    const { nextOpening, nextClosing, previousOpening, previousClosing } = office;
    const calls = [nextOpening, nextClosing, previousOpening, previousClosing];
    expect(calls.map((call) => wall(call(on(at))))).toEqual(found);
  });

  it("lists open intervals, cut to the span", () => {
    const found = office.openIntervals(on("10-09 17:00"), on("10-12 10:00"));
    expect(found.map(({ start, end }) => [wall(start), wall(end)])).toEqual([
      ["10-09 17:00", "10-09 18:00"],
      ["10-10 09:00", "10-10 18:00"],
      ["10-12 09:00", "10-12 10:00"],
    ]);
    expect(office.openIntervals(on("10-12 10:00"), on("10-09 17:00"))).toEqual([]);
  });

  it("semantics 8: knows business days", () => {
    const days = ["2026-10-07", "2026-10-08", "2026-10-10", "2026-10-11"];
    expect(days.map(office.isBusinessDay)).toEqual([false, true, true, false]);
  });
});

describe("semantics 3: local times as instants", () => {
  it.each([
    { local: "2026-10-12T09:00", utc: "2026-10-12T07:00:00.000Z", why: "summer time" },
    { local: "2026-10-25T02:30", utc: "2026-10-25T00:30:00.000Z", why: "the first of two" },
    {
      local: "2026-03-29T02:30:00",
      utc: "2026-03-29T01:30:00.000Z",
      why: "moved by the gap, to 03:30",
    },
    {
      local: "2026-10-12T24:00",
      utc: "2026-10-12T22:00:00.000Z",
      why: "24:00 is the next midnight",
    },
    { local: "2026-12-31T24:00:00", utc: "2026-12-31T23:00:00.000Z", why: "also of a year" },
    { local: "2026-10-12T09:00:00.125", utc: "2026-10-12T07:00:00.125Z", why: "milliseconds" },
  ])("Berlin's $local is $utc: $why", ({ local, utc }) => {
    expect(new Date(berlin.localToInstant(local)).toISOString()).toBe(utc);
  });

  it.each(["2026-10-12", "2026-10-12T24:01", "2026-02-30T10:00", "2026-10-12T09:00Z", "", 7])(
    "refuses %j",
    (local) => {
      expect(codesOf(() => berlin.localToInstant(local as string))).toEqual(["date.malformed"]);
    },
  );
});

describe("inputs", () => {
  it("takes stamps, epoch ms and dates alike, and its functions need no object", () => {
    const ms = Date.parse("2026-10-12T08:00:00Z");
    const { dueAt } = office;
    const given = ["2026-10-12T10:00:00+02:00", ms, new Date(ms)];
    expect(new Set(given.map((at) => dueAt(at, { business: "PT1H" }))).size).toBe(1);
  });

  it.each([
    undefined,
    null,
    Number.NaN,
    0.5,
    -1,
    "2026-10-12",
    "2026-10-12T10:00:00",
    {},
    new Date("x"),
  ])("semantics 1: refuses %j as an instant", (at) => {
    expect(codesOf(() => office.isOpen(at as string))).toEqual(["instant.malformed"]);
  });

  it.each([
    { span: {}, code: "within.form" },
    { span: undefined, code: "within.form" },
    { span: { business: "PT1H", elapsed: "PT1H" }, code: "within.form" },
    { span: { business: "P1D" }, code: "duration.malformed" },
    { span: { business: "PT1H", by: "18:00" }, code: "clock.unknown-key" },
    { span: { businessDays: 0 }, code: "clock.bad-value" },
    { span: { businessDays: 1, by: "noon" }, code: "clock.bad-value" },
    { span: { months: { n: 1 }, x: 1 }, code: "clock.unknown-key" },
  ])("refuses the length $span as $code", ({ span, code }) => {
    expect(codesOf(() => office.dueAt(0, span as Span))).toEqual([code]);
  });

  it("semantics 9: refuses what lies out of reach", () => {
    const ended = businessTime({ ...shanghai, effective: { until: "2026-01-01" } });
    expect(codesOf(() => ended.dueAt(on("10-12 10:00"), { business: "PT1H" }))).toEqual([
      "calendar.out-of-reach",
    ]);
    expect(codesOf(() => ended.nextOpening(on("10-12 10:00")))).toEqual(["calendar.out-of-reach"]);
    expect(wall(ended.previousClosing(on("10-12 10:00")))).toBe("12-31 18:00");
  });
});

describe("calendars made of others (7), and in a zone of an attribute (2)", () => {
  const day = (id: string, zone: string): BusinessCalendar => ({
    id,
    zone,
    weekly: { "mon-fri": ["09:00-17:00"] },
  });
  const members = [day("london", "Europe/London"), day("sydney", "Australia/Sydney")];

  it("follows the sun", () => {
    const sun = businessTime({ id: "sun", zone: "UTC", union: ["london", "sydney"], members });
    // Sydney is 11 h ahead in November: 22:00 to 06:00 UTC; London 09:00 to 17:00.
    expect(sun.elapsedMs("2026-11-10T00:00:00Z", "2026-11-11T00:00:00Z")).toBe(16 * hour);
  });

  it("takes the zone that an attribute names", () => {
    const terms = { ...day("field", "UTC"), zone: { attribute: "tz" } };
    const field = businessTime(terms, { attributes: { tz: "America/New_York" } });
    expect(field.zone).toBe("America/New_York");
    expect(field.isOpen("2026-11-10T14:00:00Z")).toBe(true);
    expect(codesOf(() => businessTime(terms))).toEqual(["zone.unknown"]);
  });
});
