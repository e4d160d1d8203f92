import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import type { Instant } from "../../src/time/instant.ts";
import { localDates } from "../../src/time/local-dates.ts";
import { zone as zoneNamed } from "../../src/time/zone.ts";

const at = (stamp: string) => Date.parse(stamp) as Instant;

describe("local dates of a stretch of time (semantics 3)", () => {
  it.each([
    // Berlin is an hour ahead in winter, two in summer.
    {
      zone: "Europe/Berlin",
      from: "2026-01-09T23:00Z",
      to: "2026-01-09T23:00Z",
      is: [0, 0],
      why: "no time",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-01-09T12:00Z",
      to: "2026-01-09T12:00Z",
      is: [0, 0],
      why: "no time at noon",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-01-09T23:00Z",
      to: "2026-01-10T23:00Z",
      is: [1, 1],
      why: "the 10th, from midnight to midnight",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-01-09T23:00Z",
      to: "2026-01-10T23:00:00.001Z",
      is: [2, 1],
      why: "a millisecond of the 11th",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-01-09T22:59:59.999Z",
      to: "2026-01-10T22:59:59.999Z",
      is: [2, 0],
      why: "24 hours that are no day",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-01-10T08:00Z",
      to: "2026-01-10T09:00Z",
      is: [1, 0],
      why: "an hour",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-10-24T22:00Z",
      to: "2026-10-25T22:59Z",
      is: [1, 0],
      why: "24 h 59 min of a day of 25 hours",
    },
    {
      zone: "Europe/Berlin",
      from: "2026-03-28T23:00Z",
      to: "2026-03-29T22:00Z",
      is: [1, 1],
      why: "all 23 hours of a day",
    },
    // Samoa had no 30 December 2011: the 29th (UTC-10) ended at 10:00Z of the 30th, as the 31st (UTC+14) began.
    {
      zone: "Pacific/Apia",
      from: "2011-12-29T10:00Z",
      to: "2011-12-31T10:00Z",
      is: [2, 2],
      why: "the 29th and the 31st",
    },
    // In Beirut the clock goes back from 24:00 of 24 October 2026 to 23:00: the 25th begins at 22:00Z.
    {
      zone: "Asia/Beirut",
      from: "2026-10-23T21:00Z",
      to: "2026-10-24T22:00Z",
      is: [1, 1],
      why: "a day of 25 hours at whose end an hour comes twice",
    },
  ])("$zone, $from to $to: $is, $why", ({ zone, from, to, is }) => {
    const { begun, whole } = localDates(unwrap(zoneNamed(zone, [])), at(from), at(to));
    expect([begun, whole]).toEqual(is);
  });
});
