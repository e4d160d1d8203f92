import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issuesOf } from "../../src/base/result.ts";
import { formatDuration, parseDuration, readableDuration } from "../../src/time/duration.ts";
import { durationMs } from "../../src/time/instant.ts";

const read = (text: string) => {
  const result = parseDuration(text, []);
  return result.ok ? result.value : result.issues.map(({ code }) => code).join();
};

describe("semantics 8: durations are hours, minutes and seconds", () => {
  it.each([
    { text: "PT48H", ms: 172_800_000 },
    { text: "PT1M", ms: 60_000 },
    { text: "PT90M", ms: 5_400_000 },
    { text: "PT1H30M", ms: 5_400_000 },
    { text: "PT1H30M5S", ms: 5_405_000 },
    { text: "PT0.5S", ms: 500 },
    { text: "PT1.025S", ms: 1_025 },
    { text: "PT0S", ms: 0 },
    { text: "PT87840H", ms: 316_224_000_000 },
  ])("reads $text", ({ text, ms }) => {
    expect(read(text)).toBe(ms);
  });

  it.each([
    { text: "P1D", code: "duration.calendar-part" },
    { text: "P1DT2H", code: "duration.calendar-part" },
    { text: "P2W", code: "duration.calendar-part" },
    { text: "P1M", code: "duration.calendar-part" },
    { text: "P1Y6M", code: "duration.calendar-part" },
    { text: "P0.5D", code: "duration.calendar-part" },
    { text: "-PT1H", code: "duration.negative" },
    { text: "PT-1H", code: "duration.negative" },
    { text: "P-1D", code: "duration.negative" },
    { text: "P", code: "duration.empty" },
    { text: "PT", code: "duration.empty" },
    { text: "PT1.5H", code: "duration.fraction" },
    { text: "PT1H0.5M", code: "duration.fraction" },
    { text: "PT0.1234S", code: "duration.too-precise" },
    { text: "PT87841H", code: "duration.too-long" },
    { text: "PT87840H0.001S", code: "duration.too-long" },
    { text: `PT${"9".repeat(400)}H`, code: "duration.too-long" },
    ...[
      "",
      "48h",
      "pt48h",
      "PT1M1H",
      "PT1H1H",
      "PT1",
      "PT0,5S",
      " PT1H",
      "+PT1H",
      "1:30",
      "PT.5S",
    ].map((text) => ({ text, code: "duration.malformed" })),
  ])("refuses $text as $code", ({ text, code }) => {
    expect(read(text)).toBe(code);
  });

  it("says why a day is refused", () => {
    const [issue] = issuesOf(parseDuration("P1D", ["notice"]));
    expect(issue?.path).toEqual(["notice"]);
    expect(issue?.hint).toContain("write PT24H");
  });

  it("takes linear time on hostile text", () => {
    for (const text of [
      `PT${"1".repeat(1e5)}`,
      `P${"1D".repeat(5e4)}x`,
      `PT${"1.1H".repeat(3e4)}x`,
    ]) {
      expect(read(text)).toBe("duration.malformed");
    }
  });
});

describe("durations as text", () => {
  const hms = (hours: number, minutes: number, seconds: number) =>
    durationMs((hours * 60 + minutes) * 60_000 + Math.round(seconds * 1_000));

  it.each([
    { ms: hms(741, 9, 1), iso: "PT741H9M1S", people: "741 h 09 min 01 s" },
    { ms: hms(0, 38, 59), iso: "PT38M59S", people: "38 min 59 s" },
    { ms: hms(2, 12, 0), iso: "PT2H12M", people: "2 h 12 min" },
    { ms: hms(2, 0, 0), iso: "PT2H", people: "2 h" },
    { ms: hms(744, 0, 0), iso: "PT744H", people: "744 h" },
    { ms: hms(2, 0, 5), iso: "PT2H5S", people: "2 h 00 min 05 s" },
    { ms: hms(0, 0, 0), iso: "PT0S", people: "0 s" },
    { ms: hms(0, 0, 10), iso: "PT10S", people: "10 s" },
    { ms: hms(0, 10, 0), iso: "PT10M", people: "10 min" },
    { ms: hms(0, 0, 1.25), iso: "PT1.25S", people: "1.250 s" },
    { ms: hms(0, 0, 0.5), iso: "PT0.5S", people: "0.500 s" },
    { ms: hms(0, 1, 1.007), iso: "PT1M1.007S", people: "1 min 01.007 s" },
    { ms: hms(1, 10, 20.1), iso: "PT1H10M20.1S", people: "1 h 10 min 20.100 s" },
    { ms: durationMs(-hms(1, 0, 1)), iso: "-PT1H1S", people: "-1 h 00 min 01 s" },
  ])("$iso is $people", ({ ms, iso, people }) => {
    expect(formatDuration(ms)).toBe(iso);
    expect(readableDuration(ms)).toBe(people);
  });

  it("comes back from its own text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 316_224_000_000 }), (ms) => {
        expect(read(formatDuration(durationMs(ms)))).toBe(ms);
      }),
    );
  });
});
