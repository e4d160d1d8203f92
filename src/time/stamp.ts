import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { dayNumber, daysInMonth } from "./day-number.ts";
import {
  BEYOND_INSTANT,
  DAY_MS,
  FIRST_INSTANT,
  HOUR_MS,
  type Instant,
  instant,
  MINUTE_MS,
  SECOND_MS,
} from "./instant.ts";

const hints = {
  "stamp.malformed": "write it like 2026-10-25T02:30:00+02:00",
  "stamp.malformed-local": "write it like 2026-10-25T02:30 or 2026-10-25T02:30:00",
  "stamp.no-offset": "add the offset from UTC: Z, or one like +08:00",
  "stamp.offset-beside-zone": "leave the offset out, or name no zone for the column",
  "stamp.unknown-offset": "-00:00 says that the offset is not known; write Z if the time is UTC",
  "stamp.no-such-offset": "correct the offset; it lies between -23:59 and +23:59",
  "stamp.too-precise": "give at most three decimals of a second",
  "stamp.no-such-date": "correct the date; it is in no calendar",
  "stamp.no-such-time": "correct the time of day; it lies between 00:00:00 and 23:59:59",
  "stamp.hour-24": "write 00:00:00 of the next day; 24:00 closes only a calendar's hours",
  "stamp.leap-second": "write second 59, or 00 of the next minute; leap seconds are not counted",
  "stamp.out-of-range": "use a time in the years 1970 to 2200",
} as const;
type StampCode = keyof typeof hints;

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-](\d\d):(\d\d))?$/;

/** A matched stamp. `second` is undefined where the text has none. */
interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number | undefined;
  readonly decimals: string;
  readonly offset: string | undefined;
  readonly offsetHour: number;
  readonly offsetMinute: number;
}

/** Reads one RFC 3339 stamp. What cannot be kept exactly is refused (semantics 1). */
export function parseStamp(text: string, path: Issue["path"]): Result<Instant> {
  const epochMs = stampMs(text);
  if (Number.isNaN(epochMs)) return refusal(text, path, stampFault(partsOf(text)));
  return accepted(instant(epochMs));
}

/**
 * Reads a stamp that has no offset, `YYYY-MM-DDTHH:MM[:SS[.mmm]]`, from a column whose zone is
 * named: what the wall clock shows, as ms since it showed 1970-01-01T00:00.
 */
export function parseLocalStamp(text: string, path: Issue["path"]): Result<number> {
  const parts = partsOf(text);
  if (parts === undefined) return refusal(text, path, "stamp.malformed-local");
  const fault = parts.offset === undefined ? undefined : "stamp.offset-beside-zone";
  const found = fault ?? wallFault(parts);
  if (found !== undefined) return refusal(text, path, found);
  const { year, month, day, hour, minute, second = 0, decimals } = parts;
  if (year < 1970 || 2200 < year) return refusal(text, path, "stamp.out-of-range");
  const ofDay = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  return accepted(dayNumber(year, month, day) * DAY_MS + ofDay + Number(decimals.padEnd(3, "0")));
}

/** "2026-11-05T00:00:00Z"; with three decimals only where the milliseconds are not 0. */
export function formatInstant(at: Instant): string {
  const day = Math.floor(at / DAY_MS);
  const ofDay = at - day * DAY_MS;
  const minute = minutes[Math.floor(ofDay / MINUTE_MS)];
  const second = seconds[Math.floor(ofDay / SECOND_MS) % 60];
  const ms = ofDay % SECOND_MS;
  const decimals = ms === 0 ? "Z" : `.${String(ms).padStart(3, "0")}Z`;
  // A text that is added up keeps its parts, a third of a ticket's evidence; one that is joined does not.
  return [dateText(day), minute, second, decimals].join("");
}

/** "2026-11-05T" */
function dateText(day: number): string {
  const place = day & (writtenDays.length - 1);
  if (writtenDays[place] !== day) {
    writtenDays[place] = day;
    writtenTexts[place] = new Date(day * DAY_MS).toISOString().slice(0, -13);
  }
  return writtenTexts[place] as string;
}

/** Days that were written, each in a place of its own: those of a statement lie within a year or two. */
const writtenDays = new Float64Array(1024).fill(Number.NaN);
const writtenTexts: string[] = Array.from(writtenDays, () => "");

const seconds = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
/** "23:59:" */
const minutes = Array.from({ length: 1440 }, (_, n) =>
  [seconds[Math.floor(n / 60)], seconds[n % 60], ""].join(":"),
);

/**
 * The stamp in epoch ms, NaN unless it is well-formed, exists and is in range. It reads character
 * by character in small integers and makes nothing but its answer, for files of millions of stamps.
 */
export function stampMs(text: string): number {
  if (!hasPunctuation(text)) return Number.NaN;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const exists = 0 < day && (day <= 28 || day <= daysInMonth(year, month)) && isMonth(month);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  if (!exists || !isBelow(hour, 24) || !isBelow(minute, 60) || !isBelow(second, 60))
    return Number.NaN;

  const decimals = decimalsAt19(text);
  const end = decimals === 0 ? 19 : 20 + decimals;
  const ms = decimals === 0 ? 0 : Number(text.slice(20, end).padEnd(3, "0"));
  const secondOfDay = (hour * 60 + minute) * 60 + second;
  const wallMs = dayNumber(year, month, day) * DAY_MS + secondOfDay * SECOND_MS + ms;
  const epochMs = wallMs - offsetMsFrom(text, end);
  return FIRST_INSTANT <= epochMs && epochMs < BEYOND_INSTANT ? epochMs : Number.NaN;
}

function hasPunctuation(text: string): boolean {
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58
  );
}

/** How many decimals follow the seconds, at most 3; 0 where no point does, NaN after a bare one. */
function decimalsAt19(text: string): number {
  if (text.charCodeAt(19) !== 46) return 0;
  let count = 0;
  while (count < 3 && isDigit(text.charCodeAt(20 + count))) count += 1;
  return count === 0 ? Number.NaN : count;
}

/** The offset that ends the text; NaN unless it is Z or one like +08:00 that is not -00:00. */
function offsetMsFrom(text: string, start: number): number {
  const sign = text.charCodeAt(start);
  if (sign === 90) return text.length === start + 1 ? 0 : Number.NaN;
  if (text.length !== start + 6 || text.charCodeAt(start + 3) !== 58) return Number.NaN;
  const hours = two(text, start + 1);
  const minutes = two(text, start + 4);
  if (!isBelow(hours, 24) || !isBelow(minutes, 60)) return Number.NaN;
  const offsetMs = (hours * 60 + minutes) * MINUTE_MS;
  if (sign === 43) return offsetMs;
  return sign === 45 && offsetMs > 0 ? -offsetMs : Number.NaN;
}

/** The number that two digits at `index` make; negative, in any sum, where one is no digit. */
function two(text: string, index: number): number {
  const tens = text.charCodeAt(index);
  const ones = text.charCodeAt(index + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones - 528 : -1_000_000;
}

function isDigit(code: number): boolean {
  return 48 <= code && code <= 57;
}

function isBelow(value: number, limit: number): boolean {
  return 0 <= value && value < limit;
}

function isMonth(month: number): boolean {
  return 0 < month && month <= 12;
}

/** Why `stampMs` refused. It has the last word: what is not found here was out of range. */
function stampFault(parts: Parts | undefined): StampCode {
  if (parts === undefined || parts.second === undefined) return "stamp.malformed";
  if (parts.offset === undefined) return "stamp.no-offset";
  const fault = wallFault(parts);
  if (fault !== undefined) return fault;
  if (parts.offset === "-00:00") return "stamp.unknown-offset";
  if (parts.offsetHour > 23 || parts.offsetMinute > 59) return "stamp.no-such-offset";
  return "stamp.out-of-range";
}

function wallFault(parts: Parts): StampCode | undefined {
  const { year, month, day, hour, minute, second = 0, decimals } = parts;
  if (decimals.length > 3) return "stamp.too-precise";
  if (day < 1 || daysInMonth(year, month) < day) return "stamp.no-such-date";
  if (hour === 24 && minute === 0 && second === 0) return "stamp.hour-24";
  if (hour > 23 || minute > 59 || second > 60) return "stamp.no-such-time";
  return second === 60 ? "stamp.leap-second" : undefined;
}

function partsOf(text: string): Parts | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const number = (index: number) => Number(match[index]);
  return {
    ...{ year: number(1), month: number(2), day: number(3), hour: number(4), minute: number(5) },
    second: match[6] === undefined ? undefined : number(6),
    decimals: match[7] ?? "",
    offset: match[8],
    offsetHour: number(9),
    offsetMinute: number(10),
  };
}

function refusal(text: string, path: Issue["path"], found: StampCode): Result<never> {
  const code = found === "stamp.malformed-local" ? "stamp.malformed" : found;
  const value = shown(text);
  return refused([
    { code, path, message: `cannot use the time ${value}`, hint: hints[found], value },
  ]);
}
