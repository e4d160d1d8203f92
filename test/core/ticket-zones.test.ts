import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  calendarBetween,
  calendarIn,
  combineCalendars,
  elapsedMs,
  isBusinessDay,
  withZoneOf,
} from "../../src/core/calendar.ts";
import { zoneAttributesOf, zonesOf } from "../../src/core/calendar-source.ts";
import { inTicketZones, zoneAttributes } from "../../src/core/ticket-zones.ts";
import { at, calendarOf, dateOf, zoneOf } from "./calendar-support.ts";

const hour = 3_600_000;

/** The zone of a calendar is an attribute of the ticket (semantics 2). */

const placed = calendarOf({ zone: "UTC", hours: ["09:00-17:00"] });
const theirs = withZoneOf(placed, "zone");
const both = withZoneOf(
  combineCalendars({ id: "both", zone: zoneOf("UTC"), open: "all", of: [placed, theirs] }),
  "home",
);
const either = combineCalendars({
  id: "either",
  zone: zoneOf("UTC"),
  open: "any",
  of: [placed, theirs],
});
const week = calendarBetween({
  id: "week",
  zone: zoneOf("UTC"),
  windows: [
    {
      opens: { zone: zoneOf("Asia/Tokyo"), weekday: 0, timeMs: 0 },
      closes: { zone: zoneOf("Europe/Berlin"), weekday: 4, timeMs: 0 },
    },
  ],
});

const row = (calendar: typeof placed) =>
  ({
    where: undefined,
    target: { kind: "business", ms: hour, calendar, strict: false },
  }) as const;
const elapsed = {
  where: undefined,
  target: { kind: "elapsed", ms: hour, strict: false },
} as const;
const ticket = (attributes: Record<string, string>) => ({ id: "T-1", attributes });

describe("what a calendar needs", () => {
  it.each([
    { calendar: placed, attributes: [], zones: ["UTC"], why: "nothing" },
    { calendar: theirs, attributes: ["zone"], zones: [], why: "the zone of its hours" },
    { calendar: both, attributes: ["home", "zone"], zones: ["UTC"], why: "its own and a member's" },
    { calendar: either, attributes: ["zone"], zones: ["UTC", "UTC"], why: "that of a member" },
    { calendar: week, attributes: [], zones: ["UTC", "Asia/Tokyo", "Europe/Berlin"], why: "none" },
    {
      calendar: withZoneOf(week, "z"),
      attributes: ["z"],
      zones: ["Asia/Tokyo", "Europe/Berlin"],
      why: "",
    },
  ])("$attributes: $why", ({ calendar: { source }, attributes, zones }) => {
    expect(zoneAttributesOf(source)).toEqual(attributes);
    expect(zonesOf(source).map(({ name }) => name)).toEqual(zones);
  });

  it("rows name each attribute once", () => {
    expect(zoneAttributes([elapsed, row(both), row(theirs), row(placed)])).toEqual([
      "home",
      "zone",
    ]);
  });
});

describe("in the zones of a ticket", () => {
  it("rows count there, those without a calendar stay", () => {
    const terms = { rows: [elapsed, row(theirs), row(both)], name: "terms" };
    const tokyo = inTicketZones(terms, ticket({ zone: "Asia/Tokyo", home: "UTC" }));
    // 09:00 to 17:00 in Tokyo is 00:00Z to 08:00Z; nothing of it is 09:00 to 17:00 in UTC.
    const day = [at("2026-10-05T00:00Z"), at("2026-10-06T00:00Z")] as const;
    const hours = tokyo.rows.map(({ target }) =>
      "calendar" in target ? elapsedMs(target.calendar, ...day) / hour : undefined,
    );
    expect(hours).toEqual([undefined, 8, 0]);
    expect(tokyo.name).toBe("terms");
  });

  it("tickets of one zone share what was compiled; of another they do not", () => {
    const terms = { rows: [row(theirs)] };
    const first = inTicketZones(terms, ticket({ zone: "Asia/Tokyo" }));
    expect(inTicketZones(terms, ticket({ zone: "Asia/Tokyo", plan: "gold" }))).toBe(first);
    expect(inTicketZones(terms, ticket({ zone: "UTC" }))).not.toBe(first);
  });

  it("terms that depend on no ticket are their own", () => {
    const terms = { rows: [row(placed), elapsed] };
    expect(inTicketZones(terms, ticket({}))).toBe(terms);
  });

  it("members of a union count there too", () => {
    // 09:00 to 17:00 in UTC, and 00:00Z to 08:00Z, which is that in Tokyo.
    const there = calendarIn(either, () => zoneOf("Asia/Tokyo"));
    expect(elapsedMs(there, at("2026-10-05T00:00Z"), at("2026-10-06T00:00Z"))).toBe(16 * hour);
  });

  it("a member may be between two boundaries", () => {
    const named = withZoneOf(week, "zone");
    expect(calendarIn(named, () => zoneOf("Asia/Tokyo")).zone.name).toBe("Asia/Tokyo");
  });

  it("without its zone no time is counted: the reader of records lets no such ticket through", () => {
    const day = [at("2026-10-05T00:00Z"), at("2026-10-06T00:00Z")] as const;
    expect(() => elapsedMs(theirs, ...day)).toThrow(InvariantError);
    const inner = combineCalendars({ id: "c", zone: zoneOf("UTC"), open: "any", of: [theirs] });
    expect(() => elapsedMs(inner, ...day)).toThrow(InvariantError);
    expect(() => isBusinessDay(theirs, dateOf("2026-10-05"))).toThrow(InvariantError);
    expect(() => inTicketZones({ rows: [row(theirs)] }, ticket({}))).toThrow(InvariantError);
  });
});
