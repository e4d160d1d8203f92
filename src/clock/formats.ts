import type { DayRange } from "../core/day-range.ts";
import { daysInMonth } from "../time/day-number.ts";
import {
  BEYOND_INSTANT,
  DAY_MS,
  FIRST_INSTANT,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
} from "../time/instant.ts";
import { stampMs } from "../time/stamp.ts";

/**
 * Texts of contracts and records as numbers; NaN or undefined for what the readers of the main entry
 * refuse too. They say of each text what is wrong with it; here the place alone says what is
 * needed, which is a third of the code. A test holds the two against each other.
 */

/** Epoch ms of RFC 3339 text, epoch ms or a `Date` (semantics 1). */
export function instantMs(input: unknown): number {
  if (typeof input === "string") return stampMs(input);
  const ms = input instanceof Date ? input.getTime() : input;
  if (typeof ms !== "number" || !Number.isInteger(ms)) return Number.NaN;
  return FIRST_INSTANT <= ms && ms < BEYOND_INSTANT ? ms : Number.NaN;
}

/** "2026-10-25" as days since 1970-01-01. */
export function dateOf(text: unknown): number {
  const isDate = typeof text === "string" && text.length === 10;
  return isDate ? stampMs(`${text}T00:00:00Z`) / DAY_MS : Number.NaN;
}

const endOfDate = /^(.{10})T24:00(?::00(?:\.0{1,3})?)?$/;

/**
 * What a wall clock shows, "2026-10-25T02:30", as ms since it showed 1970-01-01T00:00. 24:00 ends
 * the date (semantics 1).
 */
export function localMs(text: unknown): number {
  if (typeof text !== "string") return Number.NaN;
  const ms = stampMs(text.length === 16 ? `${text}:00Z` : `${text}Z`);
  return ms >= 0 ? ms : (dateOf(endOfDate.exec(text)?.[1]) + 1) * DAY_MS;
}

const timeShape = /^(\d\d):([0-5]\d)(?::([0-5]\d))?$/;

/** "17:00", with seconds if need be, as ms of the day; "24:00" is its end. */
export function timeOf(text: unknown): number {
  const match = timeShape.exec(typeof text === "string" ? text : "");
  const [, hour, minute, second = "0"] = match ?? [];
  const ms = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS;
  return ms <= DAY_MS ? ms : Number.NaN;
}

/** "09:00-18:00"; "22:00-06:00" ends on the next date (semantics 6). */
export function hoursOf(text: unknown): DayRange | undefined {
  const [start, end, rest] = typeof text === "string" ? text.split("-") : [];
  const [startMs, endMs] = [timeOf(start), timeOf(end)];
  if (rest !== undefined || !(startMs < DAY_MS && endMs >= 0) || startMs === endMs)
    return undefined;
  return { startMs, endMs: endMs < startMs ? endMs + DAY_MS : endMs };
}

/** "12-25", a day that some year has. */
export function yearlyOf(text: unknown): { month: number; day: number } | undefined {
  const match = /^(\d\d)-(\d\d)$/.exec(typeof text === "string" ? text : "");
  const [month, day] = [Number(match?.[1]), Number(match?.[2])];
  return 0 < day && day <= daysInMonth(2000, month) ? { month, day } : undefined;
}

const durationShape = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?$/;
const longestMs = 3_660 * DAY_MS;

/** "PT4H30M" in ms, up to ten years. */
export function lengthMs(text: unknown): number {
  const match = durationShape.exec(typeof text === "string" ? text : "");
  if (match === null) return Number.NaN;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  const secondsMs = Math.round(Number(seconds) * SECOND_MS);
  const ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + secondsMs;
  return ms <= longestMs ? ms : Number.NaN;
}
