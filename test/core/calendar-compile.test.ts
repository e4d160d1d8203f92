import fc from "fast-check";
import { expect, it } from "vitest";
import { append, compileSpans } from "../../src/core/calendar-compile.ts";
import { dayHours } from "../../src/core/calendar-terms.ts";
import { at, everyDay, termsOf } from "./calendar-support.ts";

const minuteMs = 60_000;

it("a clock change shortly before the part that is compiled leaves nothing there (semantics 3)", () => {
  const terms = termsOf({ zone: "Europe/Berlin", hours: [], alwaysOpen: true });
  const [from, until] = [at("2026-03-30T10:00Z"), at("2026-03-31T10:00Z")];
  const spans = compileSpans(dayHours(terms), terms.zone, from, until);
  expect(spans).toEqual({ starts: [from], ends: [until] });
});

it.each([
  { zone: "Pacific/Apia", from: "2011-12-27T00:00Z", until: "2012-01-03T00:00Z" },
  { zone: "Europe/Berlin", from: "2026-10-22T00:00Z", until: "2026-10-29T00:00Z" },
])("compiled in two parts, $zone has the hours it has in one (semantics 6)", (stretch) => {
  const minutes = (Date.parse(stretch.until) - Date.parse(stretch.from)) / minuteMs;
  fc.assert(
    fc.property(
      fc.constantFrom("09:00-17:00", "22:00-06:00", "02:30-04:00", "00:00-24:00"),
      fc.subarray(everyDay),
      fc.integer({ min: 1, max: minutes - 1 }),
      (hours, days, minute) => {
        const terms = termsOf({ zone: stretch.zone, hours: [hours], days });
        const [from, until] = [at(stretch.from), at(stretch.until)];
        const middle = from + minute * minuteMs;
        const parts = compileSpans(dayHours(terms), terms.zone, from, middle);
        const later = compileSpans(dayHours(terms), terms.zone, middle, until);
        for (const [i, start] of later.starts.entries()) append(parts, start, later.ends[i] ?? 0);
        expect(parts).toEqual(compileSpans(dayHours(terms), terms.zone, from, until));
      },
    ),
  );
});

it("a gap from 23:30 to midnight takes nothing of the hours of that day (semantics 3)", () => {
  // Pyongyang went from +08:30 to +09:00 on 4 May 2018 at 23:30: 9 h are 00:30 UTC, then 00:00 UTC.
  const terms = termsOf({ zone: "Asia/Pyongyang", hours: ["09:00-17:00"] });
  const [from, until] = [at("2018-05-04T00:00Z"), at("2018-05-06T00:00Z")];
  expect(compileSpans(dayHours(terms), terms.zone, from, until)).toEqual({
    starts: [at("2018-05-04T00:30Z"), at("2018-05-05T00:00Z")],
    ends: [at("2018-05-04T08:30Z"), at("2018-05-05T08:00Z")],
  });
});

it("hours inside the night before end no earlier than the night does (semantics 6)", () => {
  const terms = termsOf({ zone: "UTC", hours: ["02:00-04:00", "22:00-06:00"] });
  const [from, until] = [at("2026-10-05T12:00Z"), at("2026-10-06T12:00Z")];
  expect(compileSpans(dayHours(terms), terms.zone, from, until)).toEqual({
    starts: [at("2026-10-05T22:00Z")],
    ends: [at("2026-10-06T06:00Z")],
  });
});
