import { describe, expect, it } from "vitest";
import { stampsIn } from "../../src/present/stamps.ts";

describe("semantics 2: stamps on the wall clock of a zone", () => {
  it.each([
    {
      zone: "Europe/Berlin",
      stamp: "2026-10-25T00:30:00Z",
      is: "2026-10-25 02:30 +02:00",
      why: "the first 02:30",
    },
    {
      zone: "Europe/Berlin",
      stamp: "2026-10-25T01:30:00Z",
      is: "2026-10-25 02:30 +01:00",
      why: "the second one",
    },
    {
      zone: "Europe/Berlin",
      stamp: "2026-10-03T01:00:07Z",
      is: "2026-10-03 03:00:07 +02:00",
      why: "seconds where there are any",
    },
    {
      zone: "Europe/Berlin",
      stamp: "2026-10-03T01:00:00.250Z",
      is: "2026-10-03 03:00:00.250 +02:00",
      why: "and their parts",
    },
    {
      zone: "America/St_Johns",
      stamp: "2026-10-03T01:00:00Z",
      is: "2026-10-02 22:30 -02:30",
      why: "the day before",
    },
    {
      zone: "Africa/Monrovia",
      stamp: "1971-01-01T00:44:30Z",
      is: "1971-01-01 00:00 -00:44:30",
      why: "an offset with seconds, until 1972",
    },
    {
      zone: "UTC",
      stamp: "2026-10-03T01:00:00Z",
      is: "2026-10-03 01:00 +00:00",
      why: "of UTC none",
    },
    { zone: "Europe/Berlin", stamp: "2026-10-03", is: "2026-10-03", why: "a date stays" },
    {
      zone: "Nowhere/At_All",
      stamp: "2026-10-03T01:00:00Z",
      is: "2026-10-03T01:00:00Z",
      why: "a zone that is none",
    },
  ])("$stamp in $zone is $is: $why", ({ zone, stamp, is }) => {
    expect(stampsIn(zone)(stamp)).toBe(is);
  });
});
