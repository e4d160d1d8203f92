import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../time/instant.ts";

/**
 * Hours of one local day, [startMs, endMs), in ms of that day's wall clock. `startMs` lies in the
 * day. `endMs` may exceed 24 h: an overnight shift belongs to the date on which it starts
 * (semantics 6). "24:00" is 86,400,000.
 */
export interface DayRange {
  readonly startMs: number;
  readonly endMs: number;
}

const shape = /^(\d\d):(\d\d)(?::(\d\d))?-(\d\d):(\d\d)(?::(\d\d))?$/;

const hints = {
  "day-range.malformed": "write it like 09:00-18:00, 22:00-06:00 (overnight) or 00:00-24:00",
  "day-range.no-such-time":
    "use 00:00 to 23:59, or 24:00 as an end; write a shift over midnight like 22:00-06:00",
  "day-range.empty": "use two different times; write 00:00-24:00 for the whole day",
} as const;

/**
 * Reads "09:00-18:00", with seconds if need be. An end before the start is on the next day
 * (semantics 6). Equal ends are refused: they could mean no time as well as a whole day.
 */
export function parseDayRange(text: string, path: Issue["path"]): Result<DayRange> {
  const refuse = (code: keyof typeof hints) =>
    refused([
      {
        code,
        path,
        message: `cannot use the hours ${shown(text)}`,
        hint: hints[code],
        value: shown(text),
      },
    ]);

  const match = shape.exec(text);
  if (match === null) return refuse("day-range.malformed");
  const [, startHour, startMinute, startSecond, endHour, endMinute, endSecond] = match;
  const startMs = msOfDay(startHour, startMinute, startSecond);
  const endMs = msOfDay(endHour, endMinute, endSecond);
  if (startMs === undefined || startMs === DAY_MS) return refuse("day-range.no-such-time");
  if (endMs === undefined) return refuse("day-range.no-such-time");
  if (startMs === endMs) return refuse("day-range.empty");
  return accepted({ startMs, endMs: endMs < startMs ? endMs + DAY_MS : endMs });
}

const timeShape = /^(\d\d):(\d\d)(?::(\d\d))?$/;

/** Reads "17:00", with seconds if need be, as ms of the local day; "24:00" is its end. */
export function parseTimeOfDay(text: string, path: Issue["path"]): Result<number> {
  const match = timeShape.exec(text);
  const ms = match === null ? undefined : msOfDay(match[1], match[2], match[3]);
  if (ms !== undefined) return accepted(ms);
  return refused([
    {
      code: match === null ? "day-range.malformed" : "day-range.no-such-time",
      path,
      message: `cannot use the time of day ${shown(text)}`,
      hint: "write it like 17:00; 24:00 is the end of the day",
      value: shown(text),
    },
  ]);
}

/** Undefined when no clock shows that time. 24:00 is kept: it ends a day. */
function msOfDay(hour = "", minute = "", second = "00"): number | undefined {
  if (minute > "59" || second > "59") return undefined;
  const ms = Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * SECOND_MS;
  return ms <= DAY_MS ? ms : undefined;
}
