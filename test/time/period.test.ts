import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issuesOf, unwrap } from "../../src/base/result.ts";
import { formatCivilDate } from "../../src/time/civil.ts";
import { type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import {
  nextPeriod,
  type PeriodKind,
  parsePeriod,
  pendingPeriod,
  periodAt,
  periodKinds,
  periodsEndingIn,
  previousPeriod,
} from "../../src/time/period.ts";
import { formatInstant, parseStamp } from "../../src/time/stamp.ts";
import { type Zone, zone } from "../../src/time/zone.ts";

const zoneOf = (name: string): Zone => unwrap(zone(name, []));
const utc = (text: string): Instant => unwrap(parseStamp(text, []));
const shanghai = zoneOf("Asia/Shanghai");

describe("semantics 4: periods by label", () => {
  it.each<{ kind: PeriodKind; label: string; from: string; until: string }>([
    { kind: "calendar-month", label: "2026-10", from: "2026-09-30", until: "2026-10-31" },
    { kind: "calendar-month", label: "2024-02", from: "2024-01-31", until: "2024-02-29" },
    { kind: "calendar-quarter", label: "2026-Q4", from: "2026-09-30", until: "2026-12-31" },
    { kind: "calendar-quarter", label: "2026-Q1", from: "2025-12-31", until: "2026-03-31" },
    { kind: "calendar-half-year", label: "2026-H1", from: "2025-12-31", until: "2026-06-30" },
    { kind: "calendar-half-year", label: "2026-H2", from: "2026-06-30", until: "2026-12-31" },
    { kind: "calendar-year", label: "2026", from: "2025-12-31", until: "2026-12-31" },
    { kind: "calendar-week", label: "2026-W42", from: "2026-10-11", until: "2026-10-18" },
    { kind: "calendar-week", label: "2026-W53", from: "2026-12-27", until: "2027-01-03" },
    { kind: "calendar-week", label: "2025-W01", from: "2024-12-29", until: "2025-01-05" },
    { kind: "calendar-day", label: "2026-10-05", from: "2026-10-04", until: "2026-10-05" },
  ])("$label is a $kind, 16:00Z to 16:00Z in Shanghai", ({ kind, label, from, until }) => {
    const period = unwrap(parsePeriod(label, kind, shanghai, []));
    expect(formatInstant(period.start)).toBe(`${from}T16:00:00Z`);
    expect(formatInstant(period.end)).toBe(`${until}T16:00:00Z`);
    expect(period).toMatchObject({ kind, label, zone: "Asia/Shanghai" });
    expect(periodAt(kind, shanghai, period.start)).toEqual(period);
    expect(periodAt(kind, shanghai, instant(period.end - 1))).toEqual(period);
  });

  it("knows its local dates", () => {
    const { firstDate, beyondDate } = unwrap(
      parsePeriod("2026-10", "calendar-month", shanghai, []),
    );
    expect([firstDate, beyondDate].map(formatCivilDate)).toEqual(["2026-10-01", "2026-11-01"]);
  });

  it.each<{ kind: PeriodKind; label: string; code: string; hint: string }>([
    { kind: "calendar-month", label: "2026-Q4", code: "period.other-kind", hint: "like 2026-10;" },
    {
      kind: "calendar-quarter",
      label: "2026-10",
      code: "period.other-kind",
      hint: "like 2026-Q4;",
    },
    { kind: "calendar-month", label: "2026-1", code: "period.malformed", hint: "like 2026-10" },
    { kind: "calendar-day", label: "", code: "period.malformed", hint: "like 2026-10-05" },
    { kind: "calendar-month", label: "2026-13", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-month", label: "2026-00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-quarter", label: "2026-Q5", code: "period.no-such-period", hint: "correct" },
    {
      kind: "calendar-half-year",
      label: "2026-H3",
      code: "period.no-such-period",
      hint: "correct",
    },
    { kind: "calendar-week", label: "2027-W53", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-week", label: "2026-W00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-week", label: "2026-W99", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-day", label: "2026-02-29", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-day", label: "2026-02-00", code: "period.no-such-period", hint: "correct" },
    { kind: "calendar-year", label: "1969", code: "period.out-of-range", hint: "1970 to 2200" },
    { kind: "calendar-year", label: "2201", code: "period.out-of-range", hint: "1970 to 2200" },
  ])("refuses $label as a $kind: $code", ({ kind, label, code, hint }) => {
    const [issue] = issuesOf(parsePeriod(label, kind, shanghai, ["period"]));
    expect(issue).toMatchObject({ code, path: ["period"] });
    expect(issue?.hint).toContain(hint);
  });
});

describe("semantics 3: periods where the clock moves over midnight", () => {
  it("a skipped date is no period, and its neighbours meet", () => {
    const apia = zoneOf("Pacific/Apia");
    const [issue] = issuesOf(parsePeriod("2011-12-30", "calendar-day", apia, []));
    expect(issue?.code).toBe("period.skipped");
    const before = unwrap(parsePeriod("2011-12-29", "calendar-day", apia, []));
    const after = unwrap(parsePeriod("2011-12-31", "calendar-day", apia, []));
    expect(before.end).toBe(after.start);
    expect(nextPeriod(before)).toEqual(after);
    expect(previousPeriod(after)).toEqual(before);
    // The week of 26 December 2011 lacks a Friday: 144 hours.
    const week = periodAt("calendar-week", apia, before.start);
    expect(week.end - week.start).toBe(144 * 3_600_000);
  });

  it("an hour of October shown again in November stays in November", () => {
    // St John's: November 2009 begins at 02:30Z, a minute later the clock goes back to 23:01.
    const stJohns = zoneOf("America/St_Johns");
    const november = unwrap(parsePeriod("2009-11", "calendar-month", stJohns, []));
    expect(formatInstant(november.start)).toBe("2009-11-01T02:30:00Z");
    const again = utc("2009-11-01T03:00:00Z");
    expect(periodAt("calendar-month", stJohns, again)).toEqual(november);
  });
});

describe("semantics 4: a statement judges the periods that end in it", () => {
  const october = unwrap(parsePeriod("2026-10", "calendar-month", shanghai, []));
  const span = interval(october.start, october.end);
  const labels = (kind: PeriodKind) => periodsEndingIn(kind, shanghai, span).map((p) => p.label);
  const pending = (kind: PeriodKind) => pendingPeriod(kind, shanghai, span)?.label;

  it("October 2026, Thursday to Saturday", () => {
    expect(labels("calendar-month")).toEqual(["2026-10"]);
    expect(labels("calendar-week")).toEqual(["2026-W40", "2026-W41", "2026-W42", "2026-W43"]);
    expect(labels("calendar-quarter")).toEqual([]);
    expect(labels("calendar-day")).toHaveLength(31);
  });

  it("lists the ones that still run", () => {
    expect(pending("calendar-month")).toBeUndefined();
    expect(pending("calendar-week")).toBe("2026-W44");
    expect(pending("calendar-quarter")).toBe("2026-Q4");
    expect(pending("calendar-year")).toBe("2026");
  });

  it("takes a period that ends with the span, not one that ends where it starts", () => {
    const fourth = unwrap(parsePeriod("2026-Q4", "calendar-quarter", shanghai, []));
    const found = periodsEndingIn("calendar-month", shanghai, interval(fourth.start, fourth.end));
    expect(found.map(({ label }) => label)).toEqual(["2026-10", "2026-11", "2026-12"]);
  });
});

describe("semantics 4: each instant is in one period of a kind", () => {
  const names = ["Asia/Shanghai", "Pacific/Apia", "America/St_Johns", "America/Sao_Paulo", "UTC"];
  it("periods follow each other without gap or overlap, and their labels lead back", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom(...periodKinds),
        fc.integer({ min: utc("1972-01-01T00:00:00Z"), max: utc("2199-01-01T00:00:00Z") }),
        (name, kind, at) => {
          const place = zoneOf(name);
          const period = periodAt(kind, place, instant(at));
          expect(period.start <= at && at < period.end).toBe(true);
          expect(nextPeriod(period).start).toBe(period.end);
          expect(previousPeriod(period).end).toBe(period.start);
          expect(previousPeriod(nextPeriod(period))).toEqual(period);
          expect(unwrap(parsePeriod(period.label, kind, place, []))).toEqual(period);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
