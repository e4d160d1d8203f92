import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import { claimState, claimWindow } from "../../src/core/claim-window.ts";
import { civilDate, formatCivilDate } from "../../src/time/civil.ts";
import type { Instant } from "../../src/time/instant.ts";
import { formatInstant, stampMs } from "../../src/time/stamp.ts";
import { zone } from "../../src/time/zone.ts";

const zoneOf = (name: string) => unwrap(zone(name, []));
const at = (text: string) => stampMs(text) as Instant;

describe("a claim in days (semantics 8, 35)", () => {
  it.each([
    {
      place: "Asia/Shanghai",
      end: "2026-10-31T16:00:00Z",
      days: 30,
      last: "2026-11-30",
      until: "2026-11-30T16:00:00Z",
      why: "31 October is day 0; 30 November is in time to its end",
    },
    {
      place: "UTC",
      end: "2026-11-01T00:00:00Z",
      days: 1,
      last: "2026-11-01",
      until: "2026-11-02T00:00:00Z",
      why: "one day after",
    },
    {
      place: "America/New_York",
      end: "2026-11-01T04:00:00Z",
      days: 1,
      last: "2026-11-01",
      until: "2026-11-02T05:00:00Z",
      why: "1 November has 25 hours there",
    },
    {
      place: "UTC",
      end: "2026-11-01T00:00:00Z",
      days: 92,
      last: "2027-01-31",
      until: "2027-02-01T00:00:00Z",
      why: "30 + 31 + 31 days, over the year",
    },
  ])("$days days in $place: $why", ({ place, end, days, last, until }) => {
    const window = claimWindow(
      { lastDate: civilDate(2026, 10, 31), end: at(end) },
      days,
      zoneOf(place),
    );
    expect(formatInstant(window.opensAt)).toBe(end);
    expect(formatCivilDate(window.lastDate)).toBe(last);
    expect(formatInstant(window.until)).toBe(until);
  });

  const window = claimWindow(
    { lastDate: civilDate(2026, 10, 31), end: at("2026-11-01T00:00:00Z") },
    30,
    zoneOf("UTC"),
  );
  const claim = (id: string, text: string) => ({ id, at: at(text) });
  it.each([
    {
      claims: [],
      asOf: "2026-11-30T23:59:59.999Z",
      state: "open",
      why: "the last ms of the last day",
    },
    { claims: [], asOf: "2026-12-01T00:00:00Z", state: "lapsed", why: "the day after it" },
    {
      claims: [claim("C", "2026-10-15T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed C",
      why: "an early claim is held",
    },
    {
      claims: [claim("C", "2026-11-30T23:59:59.999Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed C",
      why: "in the last ms",
    },
    {
      claims: [claim("C", "2026-12-01T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "too-late C",
      why: "one ms later",
    },
    {
      claims: [claim("B", "2026-12-01T00:00:00Z"), claim("A", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "the first one counts, in any order",
    },
    {
      claims: [claim("B", "2026-11-02T00:00:00Z"), claim("A", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "at one instant: the first id",
    },
    {
      claims: [claim("A", "2026-11-02T00:00:00Z"), claim("B", "2026-11-02T00:00:00Z")],
      asOf: "2026-12-05T00:00:00Z",
      state: "claimed A",
      why: "the same in the other order",
    },
  ])("$state: $why", ({ claims, asOf, state }) => {
    const found = claimState(window, claims, at(asOf));
    expect("claim" in found ? `${found.kind} ${found.claim.id}` : found.kind).toBe(state);
  });
});
