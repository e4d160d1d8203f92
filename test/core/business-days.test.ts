import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import { unwrap } from "../../src/base/result.ts";
import {
  type BusinessDayOptions,
  dueAfterBusinessDays,
  dueAfterDays,
  dueAfterMonths,
  dueAfterWindows,
} from "../../src/core/business-days.ts";
import { type Zone, zone } from "../../src/time/zone.ts";
import { at, calendarOf, stampOf, utc, weekdays } from "./calendar-support.ts";

const hour = 3_600_000;
const keep: BusinessDayOptions = { by: "same-time", outsideHours: "keep" };
const move: BusinessDayOptions = { by: "same-time", outsideHours: "move" };

// Closed from Thursday 1 to Wednesday 7 October 2026, open on Thursday 8, Friday 9, Saturday 10
// (make-up day) and from Monday 12 on.
const shanghai = calendarOf({
  zone: "Asia/Shanghai",
  hours: ["09:00-18:00"],
  days: weekdays,
  holidays: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  workdays: { "2026-10-10": ["09:00-18:00"] },
});

describe("N business days (semantics 8)", () => {
  it.each([
    {
      start: "09-30T15:00",
      days: 1,
      due: "10-08T15:00",
      ...keep,
      why: "the first open date after",
    },
    { start: "09-30T15:00", days: 3, due: "10-10T15:00", ...keep, why: "the make-up day is one" },
    { start: "09-30T15:00", days: 4, due: "10-12T15:00", ...keep, why: "Sunday 11 is none" },
    { start: "10-03T11:00", days: 1, due: "10-08T11:00", ...keep, why: "kept outside hours" },
    {
      start: "10-03T11:00",
      days: 1,
      due: "10-09T09:00",
      ...move,
      why: "moved to 8 October, 09:00",
    },
    {
      start: "10-08T19:00",
      days: 1,
      due: "10-09T19:00",
      ...keep,
      why: "19:00, though closed then",
    },
    {
      start: "10-08T19:00",
      days: 1,
      due: "10-10T09:00",
      ...move,
      why: "moved to 9 October, 09:00",
    },
    { start: "10-08T11:00", days: 1, due: "10-09T11:00", ...move, why: "open: not moved" },
    { start: "10-08T11:00", days: 0, due: "10-08T11:00", ...keep, why: "0 days: the start" },
    { start: "10-03T11:00", days: 0, due: "10-08T09:00", ...move, why: "0 days: the opening" },
  ])(
    "$days after $start ($outsideHours) is $due: $why",
    ({ start, days, due, why: _, ...options }) => {
      const found = dueAfterBusinessDays(shanghai, at(`2026-${start}+08:00`), days, options);
      expect(stampOf(found)).toBe(utc(`2026-${due}+08:00`));
    },
  );

  it.each([
    { start: "10-12T10:00", days: -1, due: "10-10T10:00", ...keep, why: "back to the make-up day" },
    { start: "10-08T10:00", days: -2, due: "09-29T10:00", ...keep, why: "over the holidays" },
    { start: "10-11T10:00", days: -1, due: "10-10T10:00", ...keep, why: "a Sunday start is kept" },
    {
      start: "10-11T10:00",
      days: -1,
      due: "10-09T18:00",
      ...move,
      why: "moved to 10 October, 18:00",
    },
  ])(
    "$days from $start ($outsideHours) is $due: $why",
    ({ start, days, due, why: _, ...options }) => {
      const found = dueAfterBusinessDays(shanghai, at(`2026-${start}+08:00`), days, options);
      expect(stampOf(found)).toBe(utc(`2026-${due}+08:00`));
    },
  );

  it.each([
    { by: { cutOffMs: 18 * hour }, due: "2026-10-08T18:00+08:00", why: "18:00 of that date" },
    { by: { cutOffMs: 24 * hour }, due: "2026-10-09T00:00+08:00", why: "24:00 of that date" },
    { by: { cutOffMs: 0 }, due: "2026-10-08T00:00+08:00", why: "0:00 of that date" },
    { by: "end-of-day" as const, due: "2026-10-09T00:00+08:00", why: "the date's end" },
    { by: "same-time" as const, due: "2026-10-08T15:00+08:00", why: "the start's time" },
  ])("by $by it is $due: $why", ({ by, due }) => {
    const start = at("2026-09-30T15:00+08:00");
    const found = dueAfterBusinessDays(shanghai, start, 1, { by, outsideHours: "keep" });
    expect(stampOf(found)).toBe(utc(due));
  });

  it.each([
    { start: "10-08T15:00", days: 1, due: "10-08T18:00", why: "8 October is day 1" },
    { start: "10-08T15:00", days: 2, due: "10-09T18:00", why: "then 9 October" },
    { start: "10-03T15:00", days: 1, due: "10-08T18:00", why: "a closed start day is no day 1" },
    { start: "10-10T15:00", days: -2, due: "10-09T18:00", why: "backwards too" },
  ])("countStartDay: $days from $start is $due: $why", ({ start, days, due }) => {
    const found = dueAfterBusinessDays(shanghai, at(`2026-${start}+08:00`), days, {
      by: { cutOffMs: 18 * hour },
      outsideHours: "keep",
      countStartDay: true,
    });
    expect(stampOf(found)).toBe(utc(`2026-${due}+08:00`));
  });

  it.each([
    { start: "09-30T19:00", days: 1, due: "10-09T09:00", why: "8 October, 19:00, is closed" },
    { start: "10-09T08:00", days: 1, due: "10-10T09:00", why: "10 October, 08:00, is closed" },
    { start: "09-30T15:00", days: 1, due: "10-08T15:00", why: "open: it stays" },
    { start: "09-30T18:00", days: 1, due: "10-08T18:00", why: "a due at closing is inside" },
    {
      start: "10-12T08:00",
      days: -1,
      due: "10-09T18:00",
      why: "back: 10 October, 08:00, is closed",
    },
    { start: "10-12T09:00", days: -1, due: "10-10T09:00", why: "back: an opening is inside" },
  ])("roll: $days from $start is $due: $why", ({ start, days, due }) => {
    const roll: BusinessDayOptions = { by: "same-time", outsideHours: "roll" };
    const found = dueAfterBusinessDays(shanghai, at(`2026-${start}+08:00`), days, roll);
    expect(stampOf(found)).toBe(utc(`2026-${due}+08:00`));
  });

  it.each([
    { by: "end-of-day" as const, due: "2026-10-09T09:00+08:00", why: "24:00 is closed" },
    { by: { cutOffMs: 18 * hour }, due: "2026-10-08T18:00+08:00", why: "the closing" },
    { by: { cutOffMs: 8 * hour }, due: "2026-10-08T09:00+08:00", why: "before the opening" },
  ])("roll by $by is $due: $why", ({ by, due }) => {
    const start = at("2026-09-30T15:00+08:00");
    const found = dueAfterBusinessDays(shanghai, start, 1, { by, outsideHours: "roll" });
    expect(stampOf(found)).toBe(utc(due));
  });

  it("rolls to nothing where nothing opens any more", () => {
    const once = calendarOf({
      zone: "UTC",
      hours: [],
      workdays: { "2026-10-09": ["09:00-10:00"] },
    });
    const roll: BusinessDayOptions = { by: "same-time", outsideHours: "roll" };
    expect(dueAfterBusinessDays(once, at("2026-10-08T15:00Z"), 1, roll)).toBeUndefined();
    expect(dueAfterBusinessDays(once, at("2026-10-09T15:00Z"), 1, roll)).toBeUndefined();
  });

  it("going back, hours that close at 24:00 belong to the date that they end", () => {
    const days = calendarOf({ zone: "UTC", hours: ["00:00-24:00"], days: weekdays });
    // Saturday 17 October moves to Friday's 24:00; a business day earlier is Thursday's 24:00.
    const found = dueAfterBusinessDays(days, at("2026-10-17T12:00Z"), -1, move);
    expect(stampOf(found)).toBe(utc("2026-10-16T00:00Z"));
  });

  it("counts the date on which a shift starts, not the one of its tail", () => {
    const nights = calendarOf({ zone: "UTC", hours: ["22:00-06:00"], days: [4] });
    // Friday 2 October, 12:00: the next date with hours of its own after it is Friday 9.
    const found = dueAfterBusinessDays(nights, at("2026-10-02T12:00Z"), 1, keep);
    expect(stampOf(found)).toBe(utc("2026-10-09T12:00Z"));
  });

  it("a same time in a gap moves forward by the gap (semantics 3)", () => {
    const berlin = calendarOf({ zone: "Europe/Berlin", hours: ["00:00-24:00"] });
    const found = dueAfterBusinessDays(berlin, at("2026-03-28T02:30+01:00"), 1, keep);
    expect(stampOf(found)).toBe(utc("2026-03-29T03:30+02:00"));
  });

  it("has no due outside 1970 to 2200", () => {
    const start = at("2026-10-08T15:00+08:00");
    const never = calendarOf({ zone: "UTC", hours: [] });
    expect(dueAfterBusinessDays(shanghai, start, 1_000_000, keep)).toBeUndefined();
    expect(dueAfterBusinessDays(shanghai, start, -1_000_000, keep)).toBeUndefined();
    expect(dueAfterBusinessDays(never, start, 1, keep)).toBeUndefined();
    expect(dueAfterBusinessDays(never, start, 1, move)).toBeUndefined();
    const last = at("2200-12-30T12:00Z");
    const daily = calendarOf({ zone: "UTC", hours: ["09:00-17:00"] });
    expect(stampOf(dueAfterBusinessDays(daily, last, 1, keep))).toBe(utc("2200-12-31T12:00Z"));
    const endOfDay: BusinessDayOptions = { by: "end-of-day", outsideHours: "keep" };
    expect(dueAfterBusinessDays(daily, last, 1, endOfDay)).toBeUndefined();
  });

  it("refuses part days and cut-offs outside the day: the schema lets none through", () => {
    const start = at("2026-10-08T15:00+08:00");
    const by = (cutOffMs: number): BusinessDayOptions => ({ ...keep, by: { cutOffMs } });
    expect(() => dueAfterBusinessDays(shanghai, start, 0.5, keep)).toThrow(InvariantError);
    expect(() => dueAfterBusinessDays(shanghai, start, 1, by(-1))).toThrow(InvariantError);
    expect(() => dueAfterBusinessDays(shanghai, start, 1, by(24 * hour + 1))).toThrow(
      InvariantError,
    );
  });
});

describe("N whole windows (semantics 8)", () => {
  it.each([
    { start: "09-30T15:00", windows: 1, due: "10-08T18:00", why: "the running one is not whole" },
    { start: "09-30T15:00", windows: 3, due: "10-10T18:00", why: "8, 9 and 10 October" },
    { start: "10-03T11:00", windows: 1, due: "10-08T18:00", why: "from a holiday" },
    { start: "10-08T09:00", windows: 1, due: "10-08T18:00", why: "one that opens at the start" },
    { start: "10-08T18:00", windows: 1, due: "10-09T18:00", why: "the one that closes is over" },
    { start: "10-10T11:00", windows: -2, due: "10-08T09:00", why: "back: 9 and 8 October" },
    { start: "10-10T18:00", windows: -1, due: "10-10T09:00", why: "back: one that closes then" },
    { start: "10-10T09:00", windows: -1, due: "10-09T09:00", why: "back: one that opens is ahead" },
    { start: "10-07T11:00", windows: -1, due: "09-30T09:00", why: "back: from a holiday" },
  ])("$windows from $start is $due: $why", ({ start, windows, due }) => {
    const found = dueAfterWindows(shanghai, at(`2026-${start}+08:00`), windows);
    expect(stampOf(found)).toBe(utc(`2026-${due}+08:00`));
  });

  it("a day with a break has two, a night is one, and days that abut are one", () => {
    const split = calendarOf({ zone: "UTC", hours: ["09:00-12:00", "13:00-18:00"] });
    expect(stampOf(dueAfterWindows(split, at("2026-10-08T08:00Z"), 3))).toBe(
      utc("2026-10-09T12:00Z"),
    );
    const nights = calendarOf({ zone: "UTC", hours: ["22:00-06:00"], days: [4] });
    expect(stampOf(dueAfterWindows(nights, at("2026-10-08T08:00Z"), 1))).toBe(
      utc("2026-10-10T06:00Z"),
    );
    const week = calendarOf({ zone: "UTC", hours: ["00:00-24:00"], days: weekdays });
    expect(stampOf(dueAfterWindows(week, at("2026-10-08T08:00Z"), 1))).toBe(
      utc("2026-10-17T00:00Z"),
    );
  });

  it("has no due where no window opens or closes any more, nor for no windows", () => {
    const start = at("2026-10-08T08:00Z");
    const always = calendarOf({ zone: "UTC", hours: [], alwaysOpen: true });
    const once = calendarOf({
      zone: "UTC",
      hours: [],
      workdays: { "2026-10-09": ["09:00-10:00"] },
    });
    expect(dueAfterWindows(always, start, 1)).toBeUndefined();
    expect(stampOf(dueAfterWindows(once, start, 1))).toBe(utc("2026-10-09T10:00Z"));
    expect(dueAfterWindows(once, start, 2)).toBeUndefined();
    expect(() => dueAfterWindows(once, start, 0)).toThrow(InvariantError);
    expect(() => dueAfterWindows(once, start, 0.5)).toThrow(InvariantError);
  });
});

describe("N days: the same local time N dates later (semantics 8)", () => {
  it.each([
    {
      name: "Asia/Shanghai",
      start: "2026-10-31T15:00+08:00",
      days: 30,
      due: "2026-11-30T15:00+08:00",
      why: "30 dates",
    },
    {
      name: "Europe/Berlin",
      start: "2026-10-24T12:00+02:00",
      days: 1,
      due: "2026-10-25T12:00+01:00",
      why: "25 h later",
    },
    {
      name: "Europe/Berlin",
      start: "2026-10-24T02:30+02:00",
      days: 1,
      due: "2026-10-25T02:30+02:00",
      why: "ambiguous: the first",
    },
    {
      name: "Europe/Berlin",
      start: "2026-03-28T02:30+01:00",
      days: 1,
      due: "2026-03-29T03:30+02:00",
      why: "in a gap: forward",
    },
    {
      name: "Pacific/Apia",
      start: "2011-12-29T10:00-10:00",
      days: 1,
      due: "2011-12-31T10:00+14:00",
      why: "a skipped date: forward by 24 h",
    },
    {
      name: "America/Sao_Paulo",
      start: "2018-11-03T00:00-03:00",
      days: 1,
      due: "2018-11-04T01:00-02:00",
      why: "no midnight",
    },
    {
      name: "America/Havana",
      start: "2026-10-31T00:00-04:00",
      days: 1,
      due: "2026-11-01T00:00-04:00",
      why: "two midnights: the first",
    },
    {
      name: "Europe/Berlin",
      start: "2026-10-26T12:00+01:00",
      days: -2,
      due: "2026-10-24T12:00+02:00",
      why: "backwards",
    },
  ])("$days from $start in $name is $due: $why", ({ name, start, days, due }) => {
    expect(stampOf(dueAfterDays(zoneOf(name), at(start), days))).toBe(utc(due));
  });

  it("has no due outside 1970 to 2200", () => {
    const start = at("2026-10-08T15:00Z");
    expect(dueAfterDays(zoneOf("UTC"), start, 1e15)).toBeUndefined();
    expect(dueAfterDays(zoneOf("UTC"), start, -1e15)).toBeUndefined();
    expect(dueAfterDays(zoneOf("UTC"), at("2200-12-31T15:00Z"), 1)).toBeUndefined();
    expect(dueAfterDays(zoneOf("UTC"), at("1970-01-01T15:00Z"), -1)).toBeUndefined();
    expect(() => dueAfterDays(zoneOf("UTC"), start, 0.5)).toThrow(InvariantError);
  });
});

describe("N months: the same day, clamped to the month's end (semantics 8)", () => {
  it.each([
    { start: "2026-01-31", months: 1, clamp: "2026-02-28", preserve: "2026-02-28", why: "clamped" },
    {
      start: "2026-01-31",
      months: 2,
      clamp: "2026-03-31",
      preserve: "2026-03-31",
      why: "not chained",
    },
    {
      start: "2026-04-30",
      months: 1,
      clamp: "2026-05-30",
      preserve: "2026-05-31",
      why: "a last day",
    },
    {
      start: "2026-04-29",
      months: 1,
      clamp: "2026-05-29",
      preserve: "2026-05-29",
      why: "no last day",
    },
    {
      start: "2028-02-29",
      months: 12,
      clamp: "2029-02-28",
      preserve: "2029-02-28",
      why: "leap day",
    },
    {
      start: "2026-02-28",
      months: -1,
      clamp: "2026-01-28",
      preserve: "2026-01-31",
      why: "backwards",
    },
    { start: "2026-02-28", months: 0, clamp: "2026-02-28", preserve: "2026-02-28", why: "none" },
  ])("$months from $start: $why", ({ start, months, clamp, preserve }) => {
    const shanghaiZone = zoneOf("Asia/Shanghai");
    const from = at(`${start}T15:00+08:00`);
    const due = (date: string) => utc(`${date}T15:00+08:00`);
    expect(stampOf(dueAfterMonths(shanghaiZone, from, months))).toBe(due(clamp));
    expect(stampOf(dueAfterMonths(shanghaiZone, from, months, "preserve"))).toBe(due(preserve));
  });

  it("keeps the wall-clock time over a clock change", () => {
    const found = dueAfterMonths(zoneOf("Europe/Berlin"), at("2026-09-30T12:00+02:00"), 1);
    expect(stampOf(found)).toBe(utc("2026-10-30T12:00+01:00"));
  });

  it("has no due outside 1970 to 2200", () => {
    const start = at("2026-10-08T15:00Z");
    expect(dueAfterMonths(zoneOf("UTC"), start, 1e15)).toBeUndefined();
    expect(dueAfterMonths(zoneOf("UTC"), start, 2_500)).toBeUndefined();
    expect(dueAfterMonths(zoneOf("UTC"), start, -2_500)).toBeUndefined();
    expect(() => dueAfterMonths(zoneOf("UTC"), start, 0.5)).toThrow(InvariantError);
  });
});

function zoneOf(name: string): Zone {
  return unwrap(zone(name, []));
}
