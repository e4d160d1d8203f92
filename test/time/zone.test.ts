import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import { issuesOf, unwrap } from "../../src/base/result.ts";
import { BEYOND_INSTANT, DAY_MS, HOUR_MS, type Instant, instant } from "../../src/time/instant.ts";
import { formatInstant, parseLocalStamp, parseStamp } from "../../src/time/stamp.ts";
import {
  instantFromWall,
  instantOfWall,
  knownZone,
  offsetMsAt,
  possibleInstants,
  segments,
  transitionsIn,
  wallMsAt,
  type Zone,
  zone,
} from "../../src/time/zone.ts";

const zoneOf = (name: string): Zone => unwrap(zone(name, []));
const utc = (text: string): Instant => unwrap(parseStamp(text, []));
const wall = (text: string): number => unwrap(parseLocalStamp(text, []));
const hours = (value: number): number => Math.round(value * HOUR_MS);

describe("semantics 2: zones are names of the tz database", () => {
  it.each([
    ...["Asia/Shanghai", "Asia/Calcutta", "Asia/Kolkata", "US/Pacific", "UTC", "Etc/UTC", "PRC"],
    ...["America/Port-au-Prince", "America/Port_of_Spain", "Africa/Dar_es_Salaam", "NZ-CHAT"],
    ...["America/Argentina/ComodRivadavia", "Antarctica/DumontDUrville", "Antarctica/McMurdo"],
    ...["Australia/ACT", "Australia/LHI", "America/Knox_IN", "Asia/Ust-Nera", "W-SU", "GB-Eire"],
    ...["Chile/EasterIsland", "Mexico/BajaNorte", "Brazil/DeNoronha", "Cuba", "Iran", "Hongkong"],
  ])("keeps the user's spelling %s", (name) => {
    expect(zoneOf(name).name).toBe(name);
    expect(zoneOf(name)).toBe(knownZone(name));
  });

  it.each([
    ...["+08:00", "-0330", "+8", "UTC+8", "GMT-03:00", "GMT", "Etc/GMT+8", "etc/gmt-8", "Zulu"].map(
      (name) => ({ name, code: "zone.fixed-offset", hint: "Asia/Shanghai" }),
    ),
    ...["EST", "MST", "HST", "EST5EDT", "CST", "PST", "CET", "est", "Pst", "PST8PDT", "AEST"].map(
      (name) => ({ name, code: "zone.abbreviation", hint: "America/Chicago" }),
    ),
    { name: "asia/shanghai", code: "zone.spelling", hint: 'write it "Asia/Shanghai"' },
    { name: "ASIA/KOLKATA", code: "zone.spelling", hint: 'write it "Asia/Kolkata"' },
    { name: "utc", code: "zone.spelling", hint: 'write it "UTC"' },
    { name: "us/pacific", code: "zone.spelling", hint: 'write it "US/Pacific"' },
    { name: "Europe/Berln", code: "zone.unknown", hint: 'did you mean "Europe/Berlin"?' },
    { name: "New York", code: "zone.unknown", hint: 'did you mean "America/New_York"?' },
    { name: " Berlin ", code: "zone.unknown", hint: 'did you mean "Europe/Berlin"?' },
    { name: "Middle-earth/Bree", code: "zone.unknown", hint: "a name of the tz database" },
    { name: "SystemV/PST8", code: "zone.unknown", hint: "a name of the tz database" },
    { name: "", code: "zone.unknown", hint: "a name of the tz database" },
    { name: "__proto__", code: "zone.unknown", hint: "a name of the tz database" },
    { name: "x".repeat(1e5), code: "zone.unknown", hint: "a name of the tz database" },
  ])("refuses $name as $code", ({ name, code, hint }) => {
    const [issue] = issuesOf(zone(name, ["timeZone"]));
    expect(issue).toMatchObject({ code, path: ["timeZone"] });
    expect(issue?.hint).toContain(hint);
  });

  it("knows no zone that was not checked", () => {
    expect(() => knownZone("Europe/Nowhere")).toThrow(InvariantError);
  });
});

/** Typed from the tz database: the rule lines of each zone, turned into UTC by hand. */
const typed: [name: string, at: string, before: number, after: number][] = [
  ["Europe/Berlin", "2026-03-29T01:00:00Z", 1, 2],
  ["Europe/Berlin", "2026-10-25T01:00:00Z", 2, 1],
  ["America/New_York", "2026-03-08T07:00:00Z", -5, -4],
  ["America/New_York", "2026-11-01T06:00:00Z", -4, -5],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z", 11, 10.5],
  ["Australia/Lord_Howe", "2026-10-03T15:30:00Z", 10.5, 11],
  ["America/St_Johns", "2009-03-08T03:31:00Z", -3.5, -2.5],
  ["America/St_Johns", "2009-11-01T02:31:00Z", -2.5, -3.5],
  ["America/Sao_Paulo", "2018-11-04T03:00:00Z", -3, -2],
  ["America/Sao_Paulo", "2019-02-17T02:00:00Z", -2, -3],
  ["Pacific/Apia", "2011-12-30T10:00:00Z", -10, 14],
  ["Africa/Casablanca", "2026-02-15T02:00:00Z", 1, 0],
  ["Africa/Casablanca", "2026-03-22T02:00:00Z", 0, 1],
  ["Asia/Kathmandu", "1985-12-31T18:30:00Z", 5.5, 5.75],
  ["Asia/Shanghai", "1986-05-03T18:00:00Z", 8, 9],
  ["Asia/Shanghai", "1986-09-13T17:00:00Z", 9, 8],
  ["Asia/Shanghai", "1991-04-13T18:00:00Z", 8, 9],
  ["Asia/Shanghai", "1991-09-14T17:00:00Z", 9, 8],
  ["America/Havana", "2026-03-08T05:00:00Z", -5, -4],
  ["America/Havana", "2026-11-01T05:00:00Z", -4, -5],
  ["Africa/Monrovia", "1972-01-07T00:44:30Z", -44.5 / 60, 0],
  ["America/Recife", "2000-10-08T03:00:00Z", -3, -2],
  ["America/Recife", "2000-10-15T02:00:00Z", -2, -3],
];

describe("semantics 3: transitions typed from the tz database", () => {
  it.each(typed)("%s changes at %s", (name, text, before, after) => {
    const at = utc(text);
    expect(offsetMsAt(zoneOf(name), instant(at - 1))).toBe(hours(before));
    expect(offsetMsAt(zoneOf(name), at)).toBe(hours(after));
    expect(transitionsIn(zoneOf(name), at, instant(at + 1))).toEqual([
      { at, beforeMs: hours(before), afterMs: hours(after) },
    ]);
    expect(transitionsIn(zoneOf(name), instant(at + 1), instant(at + DAY_MS))).toEqual([]);
  });

  it("finds no change in Shanghai after 1991, and six summers before", () => {
    const shanghai = zoneOf("Asia/Shanghai");
    const beyond1991 = utc("1992-01-01T00:00:00Z");
    expect(transitionsIn(shanghai, beyond1991, BEYOND_INSTANT)).toEqual([]);
    expect(segments(shanghai, beyond1991, BEYOND_INSTANT)).toEqual([
      { start: beyond1991, end: BEYOND_INSTANT, offsetMs: hours(8) },
    ]);
    expect(transitionsIn(shanghai, utc("1980-01-01T00:00:00Z"), beyond1991)).toHaveLength(12);
  });

  it("covers a span with segments, cut at its bounds", () => {
    const [from, until] = [utc("2026-03-29T00:00:00Z"), utc("2026-03-29T02:00:00Z")];
    const at = utc("2026-03-29T01:00:00Z");
    expect(segments(zoneOf("Europe/Berlin"), from, until)).toEqual([
      { start: from, end: at, offsetMs: hours(1) },
      { start: at, end: until, offsetMs: hours(2) },
    ]);
    expect(segments(zoneOf("Europe/Berlin"), until, from)).toEqual([]);
  });

  it("refuses to guess beyond its table", () => {
    const berlin = zoneOf("Europe/Berlin");
    for (const at of [-400 * DAY_MS, BEYOND_INSTANT + 800 * DAY_MS, Number.NaN]) {
      expect(() => offsetMsAt(berlin, at as Instant)).toThrow(InvariantError);
    }
  });
});

describe("semantics 3: one local stamp, as Temporal's compatible", () => {
  it.each([
    {
      name: "Europe/Berlin",
      local: "2026-03-29T02:30",
      utcs: [],
      is: "01:30:00Z",
      day: "2026-03-29",
    },
    {
      ...{ name: "Europe/Berlin", local: "2026-10-25T02:30", is: "00:30:00Z", day: "2026-10-25" },
      utcs: ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"],
    },
    {
      ...{ name: "Europe/Berlin", local: "2026-10-25T03:00", is: "02:00:00Z", day: "2026-10-25" },
      utcs: ["2026-10-25T02:00:00Z"],
    },
    {
      ...{ name: "America/Havana", local: "2026-11-01T00:00", is: "04:00:00Z", day: "2026-11-01" },
      utcs: ["2026-11-01T04:00:00Z", "2026-11-01T05:00:00Z"],
    },
    {
      ...{
        name: "Australia/Lord_Howe",
        local: "2026-10-04T02:10",
        is: "15:40:00Z",
        day: "2026-10-03",
      },
      utcs: [],
    },
    {
      name: "Pacific/Apia",
      local: "2011-12-30T12:00",
      utcs: [],
      is: "22:00:00Z",
      day: "2011-12-30",
    },
    {
      ...{ name: "Asia/Shanghai", local: "2026-10-01T00:00", is: "16:00:00Z", day: "2026-09-30" },
      utcs: ["2026-09-30T16:00:00Z"],
    },
  ])("$local in $name is $is", ({ name, local, utcs, is, day }) => {
    const found = possibleInstants(zoneOf(name), wall(local));
    expect(found.map(formatInstant)).toEqual(utcs);
    expect(formatInstant(instantOfWall(zoneOf(name), wall(local)))).toBe(`${day}T${is}`);
  });

  it.each([
    { local: "2026-03-29T02:30", at: "2026-03-29T01:00:00Z", why: "the clock leaps over it" },
    { local: "2026-10-25T02:30", at: "2026-10-25T00:30:00Z", why: "the first of two" },
    { local: "2026-07-01T12:00", at: "2026-07-01T10:00:00Z", why: "no change is near" },
  ])("the wall clock of Berlin reaches $local at $at: $why", ({ local, at }) => {
    expect(formatInstant(instantFromWall(zoneOf("Europe/Berlin"), wall(local)))).toBe(at);
  });
});

describe("semantics 3: laws of wall clocks", () => {
  const name = fc.constantFrom(
    ...new Set(typed.map(([known]) => known)),
    "Antarctica/Troll",
    "UTC",
  );
  // Half of the instants lie within two days of a typed transition, where the laws are hard.
  const near = fc
    .tuple(fc.constantFrom(...typed), fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }))
    .map(([[known, text], awayMs]) => ({ known, at: instant(utc(text) + awayMs) }));
  const anywhere = fc
    .tuple(name, fc.integer({ min: 0, max: BEYOND_INSTANT - 1 }))
    .map(([known, at]) => ({ known, at: instant(at) }));
  const places = fc.oneof(near, anywhere);

  it("an instant is among those its wall time names, and the first of them is chosen", () => {
    fc.assert(
      fc.property(places, ({ known, at }) => {
        const place = zoneOf(known);
        const found = possibleInstants(place, wallMsAt(place, at));
        expect(found).toContain(at);
        expect(instantOfWall(place, wallMsAt(place, at))).toBe(Math.min(...found));
        expect(instantFromWall(place, wallMsAt(place, at))).toBe(Math.min(...found));
      }),
      { numRuns: 2_000 },
    );
  });

  it("every wall time is shown where it is said to be, or moves forward by its gap", () => {
    fc.assert(
      fc.property(places, ({ known, at: wallMs }) => {
        const place = zoneOf(known);
        const found = possibleInstants(place, wallMs);
        for (const at of found) expect(wallMsAt(place, at)).toBe(wallMs);
        if (found.length > 0) return;
        const leap = instantFromWall(place, wallMs);
        const gapMs = wallMsAt(place, leap) - wallMsAt(place, instant(leap - 1)) - 1;
        expect(wallMsAt(place, instantOfWall(place, wallMs)) - wallMs).toBe(gapMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it("agrees with the offset that Intl prints by name", () => {
    fc.assert(
      fc.property(places, ({ known, at }) => {
        const format = new Intl.DateTimeFormat("en", {
          timeZone: known,
          timeZoneName: "longOffset",
        });
        const text =
          format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
        const [, sign, hour = 0, minute = 0, second = 0] =
          /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
        const size = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
        expect(offsetMsAt(zoneOf(known), at)).toBe((sign === "-" ? -size : size) * 1000 + 0);
      }),
      { numRuns: 500 },
    );
  });
});
