import { describe, expect, it } from "vitest";
import { issuesOf } from "../../src/base/result.ts";
import { parseDayRange, parseTimeOfDay } from "../../src/core/day-range.ts";

const hour = 3_600_000;

describe("hours of a day (semantics 6)", () => {
  it.each([
    { text: "09:00-18:00", startMs: 9 * hour, endMs: 18 * hour, why: "office hours" },
    { text: "00:00-24:00", startMs: 0, endMs: 24 * hour, why: "24:00 ends a day" },
    { text: "22:00-06:00", startMs: 22 * hour, endMs: 30 * hour, why: "overnight: the next day" },
    { text: "22:00-00:00", startMs: 22 * hour, endMs: 24 * hour, why: "the midnight that follows" },
    { text: "23:59:59-24:00", startMs: 24 * hour - 1000, endMs: 24 * hour, why: "one second" },
    { text: "00:00:01-00:00", startMs: 1000, endMs: 24 * hour, why: "all but a second" },
  ])("reads $text: $why", ({ text, startMs, endMs }) => {
    expect(parseDayRange(text, [])).toEqual({ ok: true, value: { startMs, endMs }, warnings: [] });
  });

  it.each([
    { text: "9:00-18:00", code: "day-range.malformed", why: "one digit" },
    { text: "09:00", code: "day-range.malformed", why: "no end" },
    { text: "09:00 - 18:00", code: "day-range.malformed", why: "spaces" },
    { text: "09:00-18:00\n", code: "day-range.malformed", why: "a line break" },
    { text: "0".repeat(100_000), code: "day-range.malformed", why: "a long text, at once" },
    { text: "25:00-26:00", code: "day-range.no-such-time", why: "no hour 25" },
    { text: "22:00-30:00", code: "day-range.no-such-time", why: "overnight is 22:00-06:00" },
    { text: "24:00-06:00", code: "day-range.no-such-time", why: "24:00 starts no day" },
    { text: "09:60-18:00", code: "day-range.no-such-time", why: "no minute 60" },
    { text: "09:00-18:00:60", code: "day-range.no-such-time", why: "no second 60" },
    { text: "09:00-24:00:01", code: "day-range.no-such-time", why: "24:00 is the last" },
    { text: "09:00-09:00", code: "day-range.empty", why: "nothing or a whole day?" },
  ])("refuses $text: $why", ({ text, code }) => {
    const issues = issuesOf(parseDayRange(text, ["calendars", 0]));
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0]?.path).toEqual(["calendars", 0]);
  });
});

describe("a time of day (semantics 1, 7)", () => {
  it.each([
    { text: "17:00", ms: 17 * hour },
    { text: "00:00:01", ms: 1000 },
    { text: "24:00", ms: 24 * hour },
  ])("reads $text", ({ text, ms }) => {
    expect(parseTimeOfDay(text, [])).toMatchObject({ ok: true, value: ms });
  });

  it.each(["25:00", "24:00:01", "10:60"])("no clock shows %j", (text) => {
    expect(issuesOf(parseTimeOfDay(text, ["at"]))).toMatchObject([
      { code: "day-range.no-such-time", path: ["at"] },
    ]);
  });

  it.each(["17", "5pm", "9:00", "10:00-11:00", ""])("%j is of another form", (text) => {
    expect(issuesOf(parseTimeOfDay(text, ["at"]))).toMatchObject([
      { code: "day-range.malformed", path: ["at"], hint: expect.stringContaining("like 17:00") },
    ]);
  });
});
