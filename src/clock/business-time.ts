import { type Issue, RefusedError } from "../base/result.ts";
import {
  before as beforeIn,
  type Calendar,
  calendarIn,
  elapsedMs as elapsedIn,
  isBusinessDay,
  isOpen,
  nextClosing,
  nextOpening,
  openIntervals,
  previousClosing,
  previousOpening,
} from "../core/calendar.ts";
import { zoneAttributesOf } from "../core/calendar-source.ts";
import { firstDue } from "../core/due.ts";
import type { BusinessCalendar } from "../model/business-calendar.ts";
import type { CivilDate } from "../time/civil.ts";
import { BEYOND_INSTANT, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { instantOfWall, type Zone, zoneNamed } from "../time/zone.ts";
import { compiledCalendars } from "./calendar-compile.ts";
import { businessCalendar } from "./calendar-shape.ts";
import { dateOf, instantMs, localMs } from "./formats.ts";
import { isGroup, must, refuse, stamp, throwIssues } from "./shape.ts";
import { type Span, type SpanTarget, spanReader } from "./span.ts";

/** RFC 3339 text with its offset, epoch milliseconds, or a `Date`. */
export type InstantInput = string | number | Date;

/** Open time [start, end), in epoch ms. */
export interface OpenInterval {
  readonly start: number;
  readonly end: number;
}

export interface BusinessTimeOptions {
  /** Of the customer or ticket, where the calendar leaves its zone to one of them (semantics 2). */
  readonly attributes?: Readonly<Record<string, string>>;
}

/**
 * Business time of one calendar. Instants go in as RFC 3339 text, epoch ms or `Date`, and come out
 * as epoch ms, in the years 1970 to 2200; lengths are ms. Every function throws a `RefusedError` for
 * what it cannot use, and with `calendar.out-of-reach` where no answer lies in those years.
 *
 * @example
 * const hours = businessTime({ id: "office", zone: "Europe/Berlin", weekly: { "mon-fri": ["09:00-17:00"] } });
 */
export interface BusinessTime {
  readonly id: string;
  readonly zone: string;
  /**
   * Open time in [from, until); 0 when reversed. Additive (semantics 9).
   *
   * @example
   * hours.elapsedMs("2026-10-30T15:00:00+01:00", "2026-11-02T10:00:00+01:00"); // => 3 * 3_600_000
   */
  readonly elapsedMs: (from: InstantInput, until: InstantInput) => number;
  /**
   * When a length that begins at `start` is used up (semantics 8, 9). One that ends with an
   * interval is due at its closing; a length of 0 at the next open instant.
   *
   * @example
   * hours.dueAt("2026-10-30T15:00:00+01:00", { business: "PT4H" }); // => Date.parse("2026-11-02T11:00:00+01:00")
   */
  readonly dueAt: (start: InstantInput, span: Span) => number;
  /**
   * The mirror: when a length that is used up at `end` begins.
   *
   * @example
   * hours.before("2026-11-02T11:00:00+01:00", { business: "PT4H" }); // => Date.parse("2026-10-30T15:00:00+01:00")
   */
  readonly before: (end: InstantInput, span: Span) => number;
  /**
   * @example
   * hours.isOpen("2026-10-30T17:00:00+01:00"); // => false
   */
  readonly isOpen: (at: InstantInput) => boolean;
  /**
   * The first open instant that is not before `at`: `at` itself when open.
   *
   * @example
   * hours.nextOpening("2026-10-30T17:00:00+01:00"); // => Date.parse("2026-11-02T09:00:00+01:00")
   */
  readonly nextOpening: (at: InstantInput) => number;
  /**
   * The first closing instant after `at`.
   *
   * @example
   * hours.nextClosing("2026-10-30T17:00:00+01:00"); // => Date.parse("2026-11-02T17:00:00+01:00")
   */
  readonly nextClosing: (at: InstantInput) => number;
  /**
   * The last opening instant before `at`.
   *
   * @example
   * hours.previousOpening("2026-11-02T08:00:00+01:00"); // => Date.parse("2026-10-30T09:00:00+01:00")
   */
  readonly previousOpening: (at: InstantInput) => number;
  /**
   * `at` itself when open up to it, else the last closing before it.
   *
   * @example
   * hours.previousClosing("2026-11-02T08:00:00+01:00"); // => Date.parse("2026-10-30T17:00:00+01:00")
   */
  readonly previousClosing: (at: InstantInput) => number;
  /**
   * The open time inside [from, until), in order; none when reversed.
   *
   * @example
   * hours.openIntervals("2026-10-30T00:00:00+01:00", "2026-11-02T10:00:00+01:00").length; // => 2
   */
  readonly openIntervals: (from: InstantInput, until: InstantInput) => readonly OpenInterval[];
  /**
   * Whether hours that start on this date are open at some time (semantics 8).
   *
   * @example
   * hours.isBusinessDay("2026-10-31"); // => false
   */
  readonly isBusinessDay: (date: string) => boolean;
  /**
   * The instant at which the calendar's wall clock shows this. A gap moves it forward, of two
   * instants it is the first (semantics 3); 24:00 is the end of its date.
   *
   * @example
   * hours.localToInstant("2026-10-25T02:30"); // => Date.parse("2026-10-25T02:30:00+02:00")
   */
  readonly localToInstant: (local: string) => number;
}

/**
 * Reads a calendar and answers questions about it. Nothing is compiled before the first question.
 *
 * @param terms A calendar of contract/1 that says its zone, or what `calendarOf` returns.
 * @throws {RefusedError} With every problem of the calendar.
 * @example
 * const hours = businessTime({ id: "office", zone: "Europe/Berlin", weekly: { "mon-fri": ["09:00-17:00"] } });
 * new Date(hours.dueAt("2026-10-30T15:00:00+01:00", { business: "PT4H" })).toISOString(); // => "2026-11-02T10:00:00.000Z"
 */
export function businessTime(
  terms: BusinessCalendar,
  options: BusinessTimeOptions = {},
): BusinessTime {
  const calendar = readCalendar(terms, options);
  const { id, zone } = calendar;
  const targetOf = spanReader(calendar);
  const reached = (at: Instant | undefined): number => {
    if (at !== undefined) return at;
    throw outOfReach(id);
  };
  return {
    id,
    zone: zone.name,
    elapsedMs: (from, until) => elapsedIn(calendar, instant(from), instant(until)),
    dueAt: (start, span) => reached(firstDue(targetOf(span), instant(start))),
    before: (end, span) => reached(lastStart(targetOf(span), instant(end))),
    isOpen: (at) => isOpen(calendar, instant(at)),
    nextOpening: (at) => reached(nextOpening(calendar, instant(at))),
    nextClosing: (at) => reached(nextClosing(calendar, instant(at))),
    previousOpening: (at) => reached(previousOpening(calendar, instant(at))),
    previousClosing: (at) => reached(previousClosing(calendar, instant(at))),
    openIntervals: (from, until) => openIn(calendar, instant(from), instant(until)),
    isBusinessDay: (date) => isBusinessDay(calendar, read(dateOf, "2026-10-25", date) as CivilDate),
    localToInstant: (local) => {
      const at = instantOfWall(zone, read(localMs, "2026-10-25T02:30", local));
      return reached(FIRST_INSTANT <= at && at < BEYOND_INSTANT ? at : undefined);
    },
  };
}

function readCalendar(terms: BusinessCalendar, options: BusinessTimeOptions): Calendar {
  const issues: Issue[] = [];
  businessCalendar(terms, [], issues);
  throwIssues(issues);
  const { members = [], ...own } = terms;
  const pathOf = (index: number) => (index < members.length ? ["members", index] : []);
  const compiled = compiledCalendars([...members, own], pathOf, issues).get(own.id);
  throwIssues(issues);
  // What was not refused was compiled.
  const calendar = compiled as Calendar;
  const zones = new Map<string, Zone>();
  for (const attribute of zoneAttributesOf(calendar.source)) {
    const name = isGroup(options?.attributes) ? options.attributes[attribute] : undefined;
    const found = typeof name === "string" ? zoneNamed(name) : undefined;
    if (found === undefined)
      refuse(issues, "zone.unknown", ["attributes", attribute], name, "name the calendar's zone");
    else zones.set(attribute, found);
  }
  throwIssues(issues);
  return calendarIn(calendar, (attribute) => zones.get(attribute) as Zone);
}

/** Epoch ms are the common case, asked for millions of times. */
function instant(input: InstantInput): Instant {
  const ms = instantMs(input);
  if (ms >= 0) return ms as Instant;
  const issues: Issue[] = [];
  stamp(input, [], issues);
  throw new RefusedError(issues);
}

function read(reader: (text: string) => number, like: string, text: string): number {
  const found = reader(text);
  if (found >= 0) return found;
  const issues: Issue[] = [];
  must(() => false, `write it like ${like}, in the years 1970 to 2200`, "date.malformed")(
    text,
    [],
    issues,
  );
  throw new RefusedError(issues);
}

/** The latest start whose due is `end`; of dates, the same count backwards. */
function lastStart(target: SpanTarget, end: Instant): Instant | undefined {
  switch (target.kind) {
    case "elapsed":
      return target.ms <= end ? ((end - target.ms) as Instant) : undefined;
    case "business":
      return beforeIn(target.calendar, end, target.ms);
    case "business-days":
    case "business-windows":
    case "days":
    case "months":
      return firstDue({ ...target, n: -target.n }, end);
  }
}

function outOfReach(id: string): RefusedError {
  const issues: Issue[] = [];
  const hint = "there is no such instant in 1970 to 2200: check hours, dates and lengths";
  refuse(issues, "calendar.out-of-reach", [], id, hint);
  return new RefusedError(issues);
}

function openIn(calendar: Calendar, from: Instant, until: Instant): readonly OpenInterval[] {
  if (until <= from) return [];
  const { starts, ends } = openIntervals(calendar, interval(from, until));
  return Array.from(starts, (start, index) => ({ start, end: ends[index] as number }));
}
