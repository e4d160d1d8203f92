import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  type Calendar,
  calendarBetween,
  combineCalendars,
  elapsedMs,
  isBusinessDay,
  isOpen,
  openIntervals,
} from "../../src/core/calendar.ts";
import { type Boundary, ownSet } from "../../src/core/calendar-source.ts";
import { type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { spansOf } from "../../src/time/interval-set.ts";
import { at, calendarOf, dateOf, stampOf, utc, weekdays, zoneOf } from "./calendar-support.ts";

const minuteMs = 60_000;
const hour = 60 * minuteMs;
const dayMs = 24 * hour;

const anyOf = (zone: string, ...of: Calendar[]) =>
  combineCalendars({ id: "any", zone: zoneOf(zone), open: "any", of });
const allOf = (zone: string, ...of: Calendar[]) =>
  combineCalendars({ id: "all", zone: zoneOf(zone), open: "all", of });

describe("calendars combined (semantics 7)", () => {
  const office = (zone: string) => calendarOf({ zone, hours: ["09:00-17:00"], days: weekdays });
  const sun = anyOf("UTC", office("Australia/Sydney"), office("Europe/London"));

  // On Tuesday 7 July 2026 it is 09:00 to 17:00 in Sydney (+10) from 23:00Z of Monday to 07:00Z, and
  // in London (+1) from 08:00Z to 16:00Z.
  it("follow the sun: open when one of them is", () => {
    const tuesday = interval(at("2026-07-06T20:00Z"), at("2026-07-07T20:00Z"));
    const spans = spansOf(openIntervals(sun, tuesday));
    expect(spans.map(({ start, end }) => [stampOf(start), stampOf(end)])).toEqual([
      [utc("2026-07-06T23:00Z"), utc("2026-07-07T07:00Z")],
      [utc("2026-07-07T08:00Z"), utc("2026-07-07T16:00Z")],
    ]);
  });

  it("the intersection is open when both are", () => {
    const both = allOf("UTC", office("Europe/Berlin"), office("Europe/London"));
    // London's 09:00 is Berlin's 10:00, Berlin's 17:00 is London's 16:00: seven hours a day.
    expect(elapsedMs(both, at("2026-07-06T00:00Z"), at("2026-07-13T00:00Z"))).toBe(35 * hour);
    const never = allOf("UTC", office("Australia/Sydney"), office("Europe/London"));
    expect(elapsedMs(never, at("2026-01-01T00:00Z"), at("2026-12-31T00:00Z"))).toBe(0);
  });

  it("two versions of one calendar, each in force for its time, are one", () => {
    const old = calendarOf({ zone: "UTC", hours: ["22:00-06:00"], until: "2026-07-07" });
    const now = calendarOf({ zone: "UTC", hours: ["09:00-17:00"], from: "2026-07-07" });
    const both = anyOf("UTC", old, now);
    // The night of Monday 6 belongs to the old one: 22:00 to 06:00, then 09:00 to 17:00.
    expect(elapsedMs(both, at("2026-07-06T12:00Z"), at("2026-07-07T12:00Z"))).toBe(11 * hour);
  });

  it("of nothing they cannot be", () => {
    expect(() => allOf("UTC")).toThrow(InvariantError);
  });

  it.each([
    { date: "2026-07-05", is: true, why: "Sunday in UTC is Monday morning in Sydney from 23:00Z" },
    { date: "2026-07-10", is: true, why: "Friday" },
    { date: "2026-07-11", is: false, why: "Saturday everywhere" },
  ])("the local dates are those of its own zone: $why (semantics 8)", ({ date, is }) => {
    expect(isBusinessDay(sun, dateOf(date))).toBe(is);
  });

  describe("shifts over midnight keep their date where the zone is the same (semantics 8)", () => {
    const nights = calendarOf({ zone: "UTC", hours: ["22:00-06:00"], days: weekdays });
    const always = calendarOf({ zone: "UTC", hours: [], alwaysOpen: true });
    const mornings = calendarOf({ zone: "UTC", hours: ["04:00-08:00"] });
    const utcNights = anyOf("UTC", nights, nights);
    const berlin = calendarOf({ zone: "Europe/Berlin", hours: [], alwaysOpen: true });

    const berlinNights = calendarOf({
      zone: "Europe/Berlin",
      hours: ["22:00-06:00"],
      days: weekdays,
    });

    // 10 July 2026 is a Friday, the last with a shift; its tail ends on Saturday at 06:00.
    it.each([
      { calendar: utcNights, friday: "2026-07-10T22:00", saturday: undefined, why: "any" },
      {
        calendar: allOf("UTC", nights, always),
        friday: "2026-07-10T22:00",
        saturday: undefined,
        why: "all",
      },
      {
        calendar: allOf("UTC", nights, mornings),
        friday: "2026-07-11T04:00",
        saturday: undefined,
        why: "what shifts of two dates have in common belongs to the earlier one",
      },
      {
        calendar: allOf("UTC", nights, berlin),
        friday: "2026-07-10T22:00",
        saturday: undefined,
        why: "a member of another zone has no shifts of these dates",
      },
      {
        // 22:00 to 06:00 in Berlin, +02:00, is 20:00 to 04:00 in UTC.
        calendar: anyOf("UTC", berlinNights),
        friday: "2026-07-10T00:00",
        saturday: "2026-07-11T00:00",
        why: "where all are in another zone, any open time of a date is its own",
      },
    ])("$why", ({ calendar, friday, saturday }) => {
      for (const [date, start] of [
        ["2026-07-10", friday],
        ["2026-07-11", saturday],
        ["2026-07-12", undefined],
      ] as const) {
        const [first] = spansOf(ownSet(calendar.source, dateOf(date)));
        expect(isBusinessDay(calendar, dateOf(date))).toBe(start !== undefined);
        expect(stampOf(first?.start)).toBe(start && utc(`${start}Z`));
      }
    });
  });
});

const atlassian = calendarBetween({
  id: "24x5",
  zone: zoneOf("UTC"),
  windows: [
    {
      opens: { zone: zoneOf("Australia/Sydney"), weekday: 0, timeMs: 10 * hour },
      closes: { zone: zoneOf("America/Los_Angeles"), weekday: 4, timeMs: 17 * hour },
    },
  ],
});

describe("between a boundary in one zone and one in another (semantics 7)", () => {
  // Sydney is +11:00 until 5 April and from 4 October 2026, else +10:00; Los Angeles −07:00 from
  // 8 March to 1 November, else −08:00.
  it.each([
    { opens: "2026-01-11T23:00Z", closes: "2026-01-17T01:00Z", why: "+11 and −8: 122 h" },
    { opens: "2026-03-15T23:00Z", closes: "2026-03-21T00:00Z", why: "+11 and −7: 121 h" },
    { opens: "2026-07-06T00:00Z", closes: "2026-07-11T00:00Z", why: "+10 and −7: 120 h" },
  ])("open from $opens to $closes: $why", ({ opens, closes }) => {
    const around = interval(instant(at(opens) - 30 * hour), instant(at(closes) + 30 * hour));
    const spans = spansOf(openIntervals(atlassian, around));
    expect(spans.map(({ start, end }) => [stampOf(start), stampOf(end)])).toEqual([
      [utc(opens), utc(closes)],
    ]);
  });

  it("grows in both directions from any first question", () => {
    expect(isOpen(atlassian, at("2026-07-08T00:00Z"))).toBe(true);
    expect(elapsedMs(atlassian, at("2020-01-01T00:00Z"), at("2033-01-01T00:00Z"))).toBeGreaterThan(
      52 * 13 * 120 * hour,
    );
  });

  it("a business day is a local date with open time (semantics 8)", () => {
    // In July it opens at 00:00Z of Monday and closes at 00:00Z of Saturday.
    const found = ["05", "06", "10", "11"].map((day) =>
      isBusinessDay(atlassian, dateOf(`2026-07-${day}`)),
    );
    expect(found).toEqual([false, true, true, false]);
  });

  it("a skipped date moves its boundary to the next one (semantics 3)", () => {
    // Apia had no Friday 30 December 2011: the closing moves by 24 h, to Saturday 17:00, +14:00.
    const apia = calendarBetween({
      id: "apia",
      zone: zoneOf("UTC"),
      windows: [
        {
          opens: { zone: zoneOf("UTC"), weekday: 0, timeMs: 0 },
          closes: { zone: zoneOf("Pacific/Apia"), weekday: 4, timeMs: 17 * hour },
        },
      ],
    });
    const week = interval(at("2011-12-25T12:00Z"), at("2012-01-01T12:00Z"));
    const spans = spansOf(openIntervals(apia, week));
    expect(spans.map(({ start, end }) => [stampOf(start), stampOf(end)])).toEqual([
      [utc("2011-12-26T00:00Z"), utc("2011-12-31T17:00+14:00")],
    ]);
  });
});

// Typed from the tz database: the offset in minutes, and the changes in 2026.
const typed = {
  "Australia/Sydney": { offset: 660, change: "2026-04-04T16:00Z", after: 600 },
  "America/Los_Angeles": { offset: -480, change: "2026-03-08T10:00Z", after: -420 },
  "Europe/London": { offset: 0, change: "2026-03-29T01:00Z", after: 60 },
} as const;
type TypedName = keyof typeof typed;

/** Every instant of the boundary from 2 February to 25 May 2026: both are Mondays. */
function momentsOf({ name, weekday, minute }: TypedBoundary): Set<number> {
  const { offset, change, after } = typed[name];
  const moments = new Set<number>();
  for (let date = dateOf("2026-02-02") + weekday; date < dateOf("2026-05-25"); date += 7) {
    const wallMs = date * dayMs + minute * minuteMs;
    const [first, second] = [wallMs - offset * minuteMs, wallMs - after * minuteMs];
    // Before the change, or in its gap, the offset before it counts; else the one after it.
    moments.add(first < Date.parse(change) || second < Date.parse(change) ? first : second);
  }
  return moments;
}

interface TypedBoundary {
  readonly name: TypedName;
  readonly weekday: number;
  /** Of the day, up to 24:00. */
  readonly minute: number;
}

const boundary: fc.Arbitrary<TypedBoundary> = fc.record({
  name: fc.constantFrom<TypedName>("Australia/Sydney", "America/Los_Angeles", "Europe/London"),
  weekday: fc.integer({ min: 0, max: 6 }),
  minute: fc.integer({ min: 0, max: 48 }).map((half) => half * 30),
});

it("between two boundaries, each half hour is as a walk over typed offsets says (semantics 7)", () => {
  const toBoundary = ({ name, weekday, minute }: TypedBoundary): Boundary => ({
    zone: zoneOf(name),
    weekday,
    timeMs: minute * minuteMs,
  });
  fc.assert(
    fc.property(fc.tuple(boundary, boundary), fc.tuple(boundary, boundary), (first, second) => {
      const windows = [first, second].map(([opens, closes]) => ({
        opens: toBoundary(opens),
        closes: toBoundary(closes),
      }));
      const calendar = calendarBetween({ id: "random", zone: zoneOf("UTC"), windows });
      const walks = [first, second].map(([opens, closes]) => ({
        opens: momentsOf(opens),
        closes: momentsOf(closes),
        isOpen: false,
      }));
      // From the third week on each walk has met an opening.
      const [from, known] = [at("2026-02-01T00:00Z"), at("2026-02-22T00:00Z")];
      for (let now: number = from; now < at("2026-05-20T00:00Z"); now += 30 * minuteMs) {
        for (const walk of walks) {
          if (walk.closes.has(now)) walk.isOpen = false;
          if (walk.opens.has(now)) walk.isOpen = true;
        }
        if (now < known) continue;
        const expected = walks.some((walk) => walk.isOpen);
        if (isOpen(calendar, now as Instant) !== expected) {
          expect({ now: stampOf(now as Instant), isOpen: !expected }).toEqual({ isOpen: expected });
        }
      }
    }),
    { numRuns: 60 },
  );
});
