import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import {
  addDays,
  type CivilDate,
  formatCivilDate,
  parseCivilDate,
  partsOf,
} from "../time/civil.ts";
import { nthWeekdayDates, yearlyDates } from "../time/recurring.ts";
import { type IcalEvent, type IcalProperty, icalEvents } from "./ical-lines.ts";
import { limited } from "./limit.ts";
import { fileIssues, isGroup, misused } from "./misused.ts";

export interface HolidayOptions {
  /** First date of the holidays that are wanted, like 2026-01-01. */
  readonly from: string;
  /** First date no longer wanted. */
  readonly until: string;
  /** Named in issues. */
  readonly file?: string;
}

/**
 * The dates of all-day events of an iCalendar file (.ics), for `holidays` of a calendar: sorted,
 * each once, inside the range. Multi-day events give each of their days (DTEND is the first day
 * after), cancelled events none; yearly rules are followed, with their exceptions. An event at a
 * time of day is refused with its line, and so is a rule that is not yearly: what a holiday closes
 * must not be guessed. A calendar without events is refused, and one with none in the range is
 * warned of: no holiday at all is hardly meant.
 *
 * @returns Dates as the contract writes them, or every problem with its line.
 * @example
 * const holidays = readHolidays(text, { from: "2026-01-01", until: "2028-01-01" });
 */
export function readHolidays(text: string, options: HolidayOptions): Result<readonly string[]> {
  const misuses = misuseOf(text, options);
  if (misuses.length > 0) return refused(misuses);
  const from = parseCivilDate(options.from, ["from"]);
  const until = parseCivilDate(options.until, ["until"]);
  const events = icalEvents(text);
  if (!from.ok || !until.ok || !events.ok)
    return refused(
      [from, until, events].flatMap((one) => (one.ok ? [] : placed(one.issues, options))),
    );
  if (until.value <= from.value)
    return refused([
      {
        code: "ical.no-range",
        path: ["until"],
        message: `the range ends on ${options.until}, before it begins`,
        hint: "swap the dates; `until` is the first date no longer wanted",
        value: shown(options.until),
      },
    ]);
  if (events.value.length === 0)
    return refused(placed([issue("ical.no-events", 1, "the calendar has no events")], options));
  const days = new Days(from.value, until.value);
  const read = events.value.map((event) => readEvent(event));
  for (const one of read) if (one.ok) days.without(one.value);
  for (const one of read) if (one.ok) days.add(one.value);
  const issues = read.flatMap((one) => (one.ok ? [] : one.issues));
  if (issues.length > 0) return refused(placed(limited(issues), options));
  const dates = days.sorted();
  const range = `no event lies from ${options.from} until ${options.until}`;
  const none = dates.length === 0 ? [issue("ical.none-in-range", 1, range)] : [];
  return accepted(dates, placed(none, options));
}

/** What a program that is not compiled may get wrong. */
function misuseOf(text: unknown, options: unknown): readonly Issue[] {
  const texts =
    typeof text === "string" ? [] : [misused("text", text, "give the text of the calendar")];
  if (!isGroup(options)) return [...texts, misused("options", options, "give { from, until }")];
  const dates = ["from", "until"].flatMap((name) =>
    typeof options[name] === "string"
      ? []
      : [misused(name, options[name], "give a date like 2026-01-01")],
  );
  return [...texts, ...dates, ...fileIssues(options)];
}

/** What an event says about days off. */
interface DaysOff {
  readonly uid: string;
  /** The first dates of its occurrences, exceptions taken out. */
  readonly starts: readonly CivilDate[];
  /** Days of each occurrence. */
  readonly length: number;
  /** The occurrence of another event that this one replaces or cancels. */
  readonly replaces: CivilDate | undefined;
}

class Days {
  private readonly from: CivilDate;
  private readonly until: CivilDate;
  private readonly replaced = new Set<string>();
  private readonly found = new Set<CivilDate>();

  constructor(from: CivilDate, until: CivilDate) {
    this.from = from;
    this.until = until;
  }

  without({ uid, replaces }: DaysOff): void {
    if (replaces !== undefined) this.replaced.add(`${replaces} ${uid}`);
  }

  add({ uid, starts, length, replaces }: DaysOff): void {
    for (const start of starts) {
      if (replaces === undefined && this.replaced.has(`${start} ${uid}`)) continue;
      for (let day = 0; day < length; day += 1) {
        const date = addDays(start, day);
        if (this.from <= date && date < this.until) this.found.add(date);
      }
    }
  }

  sorted(): readonly string[] {
    return [...this.found].sort((a, b) => a - b).map(formatCivilDate);
  }
}

const daysMax = 366;

function readEvent(event: IcalEvent): Result<DaysOff> {
  const one = (name: string) => event.properties.find((property) => property.name === name);
  const start = one("DTSTART");
  if (start === undefined)
    return refused([issue("ical.no-start", event.line, "the event has no DTSTART")]);
  const first = dateOf(start);
  if (!first.ok) return first;
  const length = lengthOf(first.value, one("DTEND"), one("DURATION"));
  if (!length.ok) return length;
  const rule = one("RRULE");
  const starts = rule === undefined ? accepted([first.value]) : occurrences(first.value, rule);
  if (!starts.ok) return starts;
  const other = one("RDATE") ?? one("EXRULE");
  if (other !== undefined) return refused([notYearly(other)]);
  const replaces = one("RECURRENCE-ID");
  const replaced = replaces === undefined ? undefined : dateOf(replaces);
  if (replaced?.ok === false) return replaced;
  const exceptions = exceptionsOf(event);
  if (!exceptions.ok) return exceptions;
  const isCancelled = one("STATUS")?.value.toUpperCase() === "CANCELLED";
  return accepted({
    uid: one("UID")?.value ?? "",
    starts: isCancelled ? [] : starts.value.filter((date) => !exceptions.value.has(date)),
    length: length.value,
    replaces: replaced?.value,
  });
}

function exceptionsOf(event: IcalEvent): Result<ReadonlySet<CivilDate>> {
  const dates = new Set<CivilDate>();
  for (const property of event.properties) {
    if (property.name !== "EXDATE") continue;
    for (const value of property.value.split(",")) {
      const date = dateOf({ ...property, value });
      if (!date.ok) return date;
      dates.add(date.value);
    }
  }
  return accepted(dates);
}

/** "20261001". With a time of day it is refused: a holiday is a date. */
function dateOf({ value, line }: IcalProperty): Result<CivilDate> {
  const [, year, month, day, rest] = /^(\d{4})(\d\d)(\d\d)(.*)$/.exec(value) ?? [];
  if (rest !== undefined && rest !== "")
    return refused([issue("ical.timed-event", line, `${shown(value)} has a time of day`, value)]);
  const date = parseCivilDate(`${year}-${month}-${day}`, []);
  if (date.ok) return date;
  return refused([issue("ical.no-such-date", line, `${shown(value)} is no date`, value)]);
}

/** Days from DTSTART to DTEND, or of DURATION; one when the event says neither. */
function lengthOf(
  start: CivilDate,
  end: IcalProperty | undefined,
  duration: IcalProperty | undefined,
): Result<number> {
  const said = end ?? duration;
  if (said === undefined) return accepted(1);
  let days: number;
  if (end !== undefined) {
    const date = dateOf(end);
    if (!date.ok) return date;
    // Some programs write the day itself as the end of a single day.
    days = date.value === start ? 1 : date.value - start;
  } else {
    const [, count = "", unit] = /^\+?P(\d{1,4})([DW])$/.exec(said.value) ?? [];
    days = Number(count) * (unit === "W" ? 7 : 1);
  }
  if (1 <= days && days <= daysMax) return accepted(days);
  const message = `${shown(said.value)} does not end a holiday of 1 to ${daysMax} days`;
  return refused([issue("ical.length", said.line, message, said.value)]);
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const ruleParts = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"];

/** The dates of a yearly rule, on a day of the year or an n-th weekday of a month. */
function occurrences(start: CivilDate, rule: IcalProperty): Result<readonly CivilDate[]> {
  const parts = new Map(
    rule.value.split(";").map((part) => {
      const [key = "", value = ""] = part.toUpperCase().split("=");
      return [key, value] as const;
    }),
  );
  const whole = (key: string, otherwise: number) => {
    const text = parts.get(key);
    return text === undefined ? otherwise : /^\d{1,4}$/.test(text) ? Number(text) : 0;
  };
  const { year, month, day } = partsOf(start);
  const [interval, count] = [whole("INTERVAL", 1), whole("COUNT", 9999)];
  const until = /^\d{8}/.exec(parts.get("UNTIL") ?? "22001231")?.[0];
  const last = until === undefined ? undefined : dateOf({ ...rule, value: until });
  const dates = datesOf(
    parts.get("BYDAY"),
    whole("BYMONTH", parts.has("BYDAY") ? 0 : month),
    whole("BYMONTHDAY", day),
  );
  const isKnown = [...parts.keys()].every((key) => ruleParts.includes(key));
  const isSound = parts.get("FREQ") === "YEARLY" && isKnown && interval > 0 && count > 0;
  if (!isSound || last?.ok !== true || !dates.includes(start)) return refused([notYearly(rule)]);
  const found = dates.filter(
    (date) => start <= date && date <= last.value && (partsOf(date).year - year) % interval === 0,
  );
  return accepted(found.slice(0, count));
}

/** Empty when there is no such day. */
function datesOf(byDay: string | undefined, month: number, day: number): readonly CivilDate[] {
  if (month < 1 || 12 < month) return [];
  if (byDay === undefined) return yearlyDates({ month, day });
  const [, n, weekday = ""] = /^([+-]?[1-5])([A-Z]{2})$/.exec(byDay) ?? [];
  const index = weekdays.indexOf(weekday);
  return index === -1 ? [] : nthWeekdayDates({ weekday: index, n: Number(n), month });
}

function notYearly({ value, line }: IcalProperty): Issue {
  return issue("ical.rule", line, `${shown(value)} is no yearly rule that can be followed`, value);
}

const hints = {
  "ical.no-start": "add DTSTART, or remove the event",
  "ical.timed-event":
    "make it an all-day event, or give it as a holiday with hours in the contract",
  "ical.no-such-date": "write it like 20261001, a date in the years 1970 to 2200",
  "ical.no-events": "export the calendar with its events, or leave `holidays` out",
  "ical.none-in-range": "check the range, and of which years the file is",
  "ical.length": "DTEND is the first day after the event",
  "ical.rule": "follow one with a day of each year, or export the dates one by one",
} as const;

function issue(code: keyof typeof hints, line: number, message: string, value?: string): Issue {
  const found = value === undefined ? {} : { value: shown(value) };
  return { code, path: [], message, hint: hints[code], line, ...found };
}

function placed(issues: readonly Issue[], { file }: HolidayOptions): readonly Issue[] {
  return file === undefined ? issues : issues.map((one) => ({ ...one, file }));
}
