import { describe, expect, it } from "vitest";
import { InvariantError } from "../../src/base/invariant.ts";
import {
  BEYOND_INSTANT,
  DAY_MS,
  durationMs,
  elapsedMs,
  FIRST_INSTANT,
  HOUR_MS,
  instant,
  MINUTE_MS,
  SECOND_MS,
} from "../../src/time/instant.ts";
import { abuts, contains, interval } from "../../src/time/interval.ts";

describe("semantics 1: instants are whole milliseconds", () => {
  it("names the units", () => {
    expect([SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS]).toEqual([1e3, 60e3, 3600e3, 86400e3]);
  });

  it("covers 1970 to 2200", () => {
    expect(FIRST_INSTANT).toBe(Date.UTC(1970, 0, 1));
    expect(BEYOND_INSTANT).toBe(Date.UTC(2201, 0, 1));
  });

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %s", (ms) => {
    expect(() => instant(ms)).toThrow(InvariantError);
    expect(() => durationMs(ms)).toThrow(InvariantError);
  });

  it("measures elapsed time, negative when the arguments are swapped", () => {
    expect(elapsedMs(instant(1_000), instant(4_500))).toBe(durationMs(3_500));
    expect(elapsedMs(instant(4_500), instant(1_000))).toBe(durationMs(-3_500));
  });
});

describe("semantics 1: intervals are half-open", () => {
  const span = interval(instant(10), instant(20));

  it.each([
    { at: 9, inside: false, why: "before the start" },
    { at: 10, inside: true, why: "the start belongs to it" },
    { at: 19, inside: true, why: "the last millisecond" },
    { at: 20, inside: false, why: "the end does not belong to it" },
  ])("$at is inside: $inside, $why", ({ at, inside }) => {
    expect(contains(span, instant(at))).toBe(inside);
  });

  it("is never empty and never upside down", () => {
    expect(() => interval(instant(10), instant(10))).toThrow(InvariantError);
    expect(() => interval(instant(11), instant(10))).toThrow(InvariantError);
  });

  it("knows its neighbours on both sides", () => {
    expect(abuts(span, interval(instant(20), instant(21)))).toBe(true);
    expect(abuts(span, interval(instant(1), instant(10)))).toBe(true);
    expect(abuts(span, interval(instant(19), instant(21)))).toBe(false);
    expect(abuts(span, interval(instant(21), instant(22)))).toBe(false);
  });
});
