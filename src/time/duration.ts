import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { DAY_MS, type DurationMs, durationMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "./instant.ts";

const longestMs = 3_660 * DAY_MS;

const hints = {
  "duration.malformed": "write it like PT48H, PT1H30M or PT0.5S",
  "duration.calendar-part":
    "a day is never silently 24 h: write PT24H, or { days: 1 } where dates are counted",
  "duration.negative": "give a length of 0 or more",
  "duration.empty": "name at least one part, such as PT0S",
  "duration.fraction": "only seconds have decimals: write PT1H30M, not PT1.5H",
  "duration.too-precise": "give at most three decimals of a second",
  "duration.too-long": "use at most ten years, PT87840H",
} as const;
type DurationCode = keyof typeof hints;

const time = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?$/;
const calendarPart = /^P(?:\d+(?:\.\d+)?[YMWD])+(?:T(?:\d+(?:\.\d+)?[HMS])*)?$/;
const fractionPart = /^PT(?:\d+(?:\.\d+)?[HMS])+$/;

/** Reads an ISO 8601 duration of hours, minutes and seconds, exact to the millisecond. */
export function parseDuration(text: string, path: Issue["path"]): Result<DurationMs> {
  const refuse = (code: DurationCode) => {
    const value = shown(text);
    const message = `cannot use the duration ${value}`;
    return refused([{ code, path, message, hint: hints[code], value }]);
  };
  const match = time.exec(text);
  if (match === null) return refuse(faultOf(text));
  if (text === "PT") return refuse("duration.empty");
  const [, hours = "0", minutes = "0", seconds = "0", decimals = ""] = match;
  if (decimals.length > 3) return refuse("duration.too-precise");
  const wholeMs =
    Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  if (wholeMs > longestMs) return refuse("duration.too-long");
  const ms = wholeMs + Number(decimals.padEnd(3, "0"));
  return ms <= longestMs ? accepted(durationMs(ms)) : refuse("duration.too-long");
}

function faultOf(text: string): DurationCode {
  if (/^-P|^PT?-\d/.test(text)) return "duration.negative";
  if (text === "P") return "duration.empty";
  if (calendarPart.test(text)) return "duration.calendar-part";
  return fractionPart.test(text) && text.includes(".") ? "duration.fraction" : "duration.malformed";
}

/** "PT48H30M", "PT0.5S", "PT0S", "-PT1H". Hours are never turned into days. */
export function formatDuration(ms: DurationMs): string {
  const { sign, hours, minutes, secondsMs } = partsOf(ms);
  const seconds = secondText(secondsMs).replace(/(\.\d*?)0+$/, "$1");
  const parts = [
    hours > 0 ? `${hours}H` : "",
    minutes > 0 ? `${minutes}M` : "",
    secondsMs > 0 || ms === 0 ? `${seconds}S` : "",
  ];
  return `${sign}PT${parts.join("")}`;
}

/**
 * "741 h 09 min 01 s", "2 h", "0 s", "1.250 s": for people. Parts after the first have two digits,
 * parts of 0 at the end are left out, and hours are never turned into days.
 */
export function readableDuration(ms: DurationMs): string {
  const { sign, hours, minutes, secondsMs } = partsOf(ms);
  const parts: string[] = [];
  const add = (text: string, unit: string) => {
    const isSingle = /^\d(?:\.|$)/.test(text);
    parts.push(`${parts.length > 0 && isSingle ? "0" : ""}${text} ${unit}`);
  };
  if (hours > 0) add(String(hours), "h");
  if (minutes > 0 || (hours > 0 && secondsMs > 0)) add(String(minutes), "min");
  if (secondsMs > 0 || ms === 0) add(secondText(secondsMs), "s");
  return sign + parts.join(" ");
}

function partsOf(ms: DurationMs) {
  const size = Math.abs(ms);
  return {
    sign: ms < 0 ? "-" : "",
    hours: Math.floor(size / HOUR_MS),
    minutes: Math.floor((size % HOUR_MS) / MINUTE_MS),
    secondsMs: size % MINUTE_MS,
  };
}

/** "1.250", or "1" without milliseconds. */
function secondText(ms: number): string {
  const whole = String(Math.floor(ms / SECOND_MS));
  return ms % SECOND_MS === 0 ? whole : `${whole}.${String(ms % SECOND_MS).padStart(3, "0")}`;
}
