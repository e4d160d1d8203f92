import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { issuesOf, type Result } from "../../src/base/result.ts";
import { BEYOND_INSTANT, instant } from "../../src/time/instant.ts";
import { formatInstant, parseLocalStamp, parseStamp, stampMs } from "../../src/time/stamp.ts";

const codeOf = (result: Result<unknown>) => issuesOf(result).map(({ code }) => code);
const msOf = (result: Result<number>) => (result.ok ? result.value : codeOf(result));

describe("semantics 1: stamps with an offset", () => {
  // 2026-10-25T00:30:00Z is 20,751 days and half an hour after 1970: 56 years of 365 days,
  // 14 leap days (1972 to 2024), and 297 days of 2026 before 25 October.
  const dayMs = (56 * 365 + 14 + 297) * 86_400_000;

  it.each([
    { text: "2026-10-25T00:30:00Z", ms: dayMs + 1_800_000, why: "UTC" },
    { text: "2026-10-25T02:30:00+02:00", ms: dayMs + 1_800_000, why: "two hours ahead" },
    { text: "2026-10-24T21:00:00-03:30", ms: dayMs + 1_800_000, why: "St John's, behind" },
    { text: "2026-10-25T00:30:00+00:00", ms: dayMs + 1_800_000, why: "Z in digits" },
    { text: "2026-10-25T00:30:00.5Z", ms: dayMs + 1_800_500, why: "one decimal is tenths" },
    { text: "2026-10-25T00:30:00.05Z", ms: dayMs + 1_800_050, why: "two are hundredths" },
    { text: "2026-10-25T00:30:00.125+00:00", ms: dayMs + 1_800_125, why: "three are ms" },
    { text: "2026-10-25T23:59:59.999Z", ms: dayMs + 86_399_999, why: "the day's last ms" },
    { text: "2024-02-29T00:00:00Z", ms: 1_709_164_800_000, why: "19,782 days: a leap day" },
    { text: "1970-01-01T00:00:00Z", ms: 0, why: "the first instant" },
    { text: "1969-12-31T16:00:00-08:00", ms: 0, why: "the range is one of UTC" },
    { text: "2200-12-31T23:59:59.999Z", ms: BEYOND_INSTANT - 1, why: "the last instant" },
  ])("reads $text: $why", ({ text, ms }) => {
    expect(msOf(parseStamp(text, []))).toBe(ms);
    expect(stampMs(text)).toBe(ms);
  });

  it.each([
    { text: "2026-02-30T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2026-02-29T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2100-02-29T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2026-13-01T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2026-00-01T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2026-01-00T00:00:00Z", code: "stamp.no-such-date" },
    { text: "2026-10-25T24:00:00Z", code: "stamp.hour-24" },
    { text: "2026-10-25T24:00:01Z", code: "stamp.no-such-time" },
    { text: "2026-10-25T24:01:00Z", code: "stamp.no-such-time" },
    { text: "2026-10-25T25:00:00Z", code: "stamp.no-such-time" },
    { text: "2026-10-25T23:60:00Z", code: "stamp.no-such-time" },
    { text: "2026-10-25T23:59:61Z", code: "stamp.no-such-time" },
    { text: "2016-12-31T23:59:60Z", code: "stamp.leap-second" },
    { text: "2026-10-25T02:30:00.1234Z", code: "stamp.too-precise" },
    { text: "2026-10-25T02:30:00.1230+08:00", code: "stamp.too-precise" },
    { text: "2026-10-25T02:30:00", code: "stamp.no-offset" },
    { text: "2026-10-25T02:30:00-00:00", code: "stamp.unknown-offset" },
    { text: "2026-10-25T02:30:00+24:00", code: "stamp.no-such-offset" },
    { text: "2026-10-25T02:30:00+08:60", code: "stamp.no-such-offset" },
    { text: "1969-12-31T23:59:59.999Z", code: "stamp.out-of-range" },
    { text: "2201-01-01T00:00:00Z", code: "stamp.out-of-range" },
    { text: "1970-01-01T00:00:00+00:01", code: "stamp.out-of-range" },
    { text: "0000-01-01T00:00:00Z", code: "stamp.out-of-range" },
    ...[
      ...["", "2026-10-25", "2026-10-25T02:30Z", "2026-10-25 02:30:00Z", "2026-10-25T02:30:00z"],
      ...["2026-10-25T02:30:00.Z", "2026-10-25T02:30:00+0800", "2026-10-25T02:30:00+08"],
      ...["2026-10-25T02:30:00Z ", "2026/10-25T02:30:00Z", "2026-10/25T02:30:00Z"],
      ...["2026-10-25T02.30:00Z", "2026-10-25T02:30.00Z", "2026-10-25T02:30:00+08.00"],
      ...["2026-10-25T02:30:00x08:00", "2026-10-25T02:30:00+08:000", "２026-10-25T02:30:00Z"],
      ...["+02026-10-25T02:30:00Z", "2026-10-2xT02:30:00Z", "2026-10-25T02:30:00Zx"],
      "2026-10-25T02:30:00+xx:00",
    ].map((text) => ({ text, code: "stamp.malformed" })),
  ])("refuses $text as $code", ({ text, code }) => {
    const [issue, ...others] = issuesOf(parseStamp(text, ["tickets", 3, "opened"]));
    expect(issue).toMatchObject({ code, path: ["tickets", 3, "opened"] });
    expect(issue?.hint).not.toBe("");
    expect(others).toEqual([]);
    expect(stampMs(text)).toBeNaN();
  });

  it("takes linear time on hostile text", () => {
    for (const text of ["0".repeat(1e5), `2026-10-25T02:30:00.${"0".repeat(1e5)}`]) {
      expect(parseStamp(text, []).ok).toBe(false);
      expect(parseLocalStamp(text, []).ok).toBe(false);
    }
  });

  it("quotes hostile text without its control characters", () => {
    const [issue] = issuesOf(parseStamp("\u001b[2J\u202e", []));
    expect(issue?.message).toContain("\\u{1b}");
  });

  it("gives a result or an issue for any text, never an exception, and agrees with Date", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseStamp(text, []);
        if (result.ok) expect(result.value).toBe(Date.parse(text));
        else expect(codeOf(result)).toHaveLength(1);
      }),
    );
  });

  it("comes back from its own text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BEYOND_INSTANT - 1 }), (ms) => {
        expect(stampMs(formatInstant(instant(ms)))).toBe(ms);
      }),
    );
  });

  it("writes milliseconds only where there are some", () => {
    expect(formatInstant(instant(0))).toBe("1970-01-01T00:00:00Z");
    expect(formatInstant(instant(86_400_007))).toBe("1970-01-02T00:00:00.007Z");
    // 1,024 days apart, in turn: 1970-01-02 and 1972-10-22, 731 days to 1972 and 293 of its days later.
    expect(formatInstant(instant(1_025 * 86_400_000))).toBe("1972-10-22T00:00:00Z");
    expect(formatInstant(instant(2 * 86_400_000 - 1))).toBe("1970-01-02T23:59:59.999Z");
  });
});

describe("semantics 1: stamps without an offset, for a column whose zone is named", () => {
  it.each([
    { text: "1970-01-02T00:00", ms: 86_400_000 },
    { text: "1970-01-01T01:01:01", ms: 3_661_000 },
    { text: "1970-01-01T00:00:00.25", ms: 250 },
    { text: "2200-12-31T23:59:59.999", ms: BEYOND_INSTANT - 1 },
  ])("reads $text", ({ text, ms }) => {
    expect(msOf(parseLocalStamp(text, []))).toBe(ms);
  });

  it.each([
    { text: "1970-01-01T00:00Z", code: "stamp.offset-beside-zone" },
    { text: "1970-01-01T00:00:00+08:00", code: "stamp.offset-beside-zone" },
    { text: "2026-02-30T00:00", code: "stamp.no-such-date" },
    { text: "2026-02-03T24:00", code: "stamp.hour-24" },
    { text: "2026-02-03T23:59:60", code: "stamp.leap-second" },
    { text: "2026-02-03T23:59:59.1234", code: "stamp.too-precise" },
    { text: "1969-12-31T23:59", code: "stamp.out-of-range" },
    { text: "2201-01-01T00:00", code: "stamp.out-of-range" },
    { text: "3.2.2026 12:00", code: "stamp.malformed" },
    { text: "2026-02-03", code: "stamp.malformed" },
  ])("refuses $text as $code", ({ text, code }) => {
    expect(codeOf(parseLocalStamp(text, []))).toEqual([code]);
  });
});
