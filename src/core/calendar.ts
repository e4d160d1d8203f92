import { invariant } from "../base/invariant.ts";
import type { CivilDate } from "../time/civil.ts";
import {
  BEYOND_INSTANT,
  DAY_MS,
  type DurationMs,
  FIRST_INSTANT,
  type Instant,
} from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";
import type { Zone } from "../time/zone.ts";
import { append } from "./calendar-compile.ts";
import {
  type BetweenWindow,
  type CalendarSource,
  hasOwnHours,
  sourceIn,
  sourceSpans,
} from "./calendar-source.ts";
import { type CalendarTerms, dayHours } from "./calendar-terms.ts";
import {
  type OpenTable,
  openMsBefore,
  openTable,
  spanClosingAfter,
  spanOfOpenMs,
} from "./open-table.ts";

/** A compiled calendar. Made by the functions below; read by the functions of this file. */
export interface Calendar {
  readonly id: string;
  /** Of the local dates that are business days. */
  readonly zone: Zone;
  readonly source: CalendarSource;
  /** The part compiled so far. It grows when a question leaves it; no answer depends on that. */
  table: OpenTable;
}

/** The smallest part that is compiled. Growing doubles it, so short ones cost little. */
const chunkMs = 64 * DAY_MS;
const nothing: OpenTable = openTable(0, 0, { starts: [], ends: [] });

/**
 * Semantics 6, 7. Nothing is compiled before the first question. A calendar without hours is
 * legal here: nothing is due under it.
 *
 * @throws {InvariantError} When there are not seven weekdays or a range leaves its bounds.
 */
export function compileCalendar(terms: CalendarTerms): Calendar {
  return calendarOf(terms.id, { kind: "hours", zone: terms.zone, hours: dayHours(terms) });
}

/** Open when any of the calendars is open, or when all are (semantics 7). */
export function combineCalendars(terms: {
  readonly id: string;
  readonly zone: Zone;
  readonly open: "any" | "all";
  readonly of: readonly Calendar[];
}): Calendar {
  invariant(terms.of.length > 0, "calendars are combined of some", terms.id);
  const of = terms.of.map(({ source }) => source);
  return calendarOf(terms.id, { kind: terms.open, zone: terms.zone, of });
}

/** Open from each opening to the next closing, which may be in another zone (semantics 7). */
export function calendarBetween(terms: {
  readonly id: string;
  readonly zone: Zone;
  readonly windows: readonly BetweenWindow[];
}): Calendar {
  return calendarOf(terms.id, { kind: "between", zone: terms.zone, windows: terms.windows });
}

/** The calendar with its zone left to an attribute of each ticket (semantics 2): see `calendarIn`. */
export function withZoneOf({ id, source }: Calendar, attribute: string): Calendar {
  return calendarOf(id, { ...source, attribute });
}

/** The calendar in the zones that the attributes of a ticket name. */
export function calendarIn(
  { id, source }: Calendar,
  zoneOf: (attribute: string) => Zone,
): Calendar {
  return calendarOf(id, sourceIn(source, zoneOf));
}

function calendarOf(id: string, source: CalendarSource): Calendar {
  return { id, zone: source.zone, source, table: nothing };
}

/** Open time in [from, until); 0 when reversed. Additive (semantics 9). */
export function elapsedMs(calendar: Calendar, from: Instant, until: Instant): DurationMs {
  if (until <= from) return 0 as DurationMs;
  let { table } = calendar;
  if (from < table.start || table.end < until) table = cover(calendar, from, until);
  return (openMsBefore(table, until) - openMsBefore(table, from)) as DurationMs;
}

/**
 * The earliest instant with `elapsedMs(start, due) = ms`: a due that uses up a stretch exactly is
 * its closing instant; with 0 ms it is the next open instant (semantics 9).
 *
 * @returns Undefined when that is not before 2201.
 * @throws {InvariantError} When `ms` is negative or not whole.
 */
export function dueAt(calendar: Calendar, start: Instant, ms: number): Instant | undefined {
  invariant(Number.isSafeInteger(ms) && 0 <= ms, "business time is whole ms from 0 on", ms);
  if (ms === 0) return nextOpening(calendar, start);
  let table = covering(calendar, start);
  const targetMs = openMsBefore(table, start) + ms;
  while (table.totalMs < targetMs) {
    if (table.end === BEYOND_INSTANT) return undefined;
    table = growForward(calendar);
  }
  // The due follows directly on the last millisecond that is used up.
  const index = spanOfOpenMs(table, targetMs - 1);
  const due = (table.openings[index] as number) + targetMs - (table.before[index] as number);
  return due < BEYOND_INSTANT ? (due as Instant) : undefined;
}

/**
 * The mirror of `dueAt`: the latest instant with `elapsedMs(it, end) = ms`, an opening where a
 * stretch is used up exactly; with 0 ms, `previousClosing`.
 *
 * @returns Undefined when that is before 1970.
 * @throws {InvariantError} When `ms` is negative or not whole.
 */
export function before(calendar: Calendar, end: Instant, ms: number): Instant | undefined {
  invariant(Number.isSafeInteger(ms) && 0 <= ms, "business time is whole ms from 0 on", ms);
  if (ms === 0) return previousClosing(calendar, end);
  let table = covering(calendar, end);
  while (openMsBefore(table, end) < ms) {
    if (table.start === FIRST_INSTANT) return undefined;
    table = growBackward(calendar);
  }
  const targetMs = openMsBefore(table, end) - ms;
  const index = spanOfOpenMs(table, targetMs);
  const openedMs = targetMs - (table.before[index] as number);
  return ((table.openings[index] as number) + openedMs) as Instant;
}

export function isOpen(calendar: Calendar, at: Instant): boolean {
  const table = covering(calendar, at);
  const opening = table.openings[spanClosingAfter(table, at)];
  return opening !== undefined && opening <= at;
}

/** The first open instant that is not before `at`: `at` itself when open. */
export function nextOpening(calendar: Calendar, at: Instant): Instant | undefined {
  let table = covering(calendar, at);
  for (;;) {
    const opening = table.openings[spanClosingAfter(table, at)];
    if (opening !== undefined) return Math.max(opening, at) as Instant;
    if (table.end === BEYOND_INSTANT) return undefined;
    table = growForward(calendar);
  }
}

/** The first closing instant after `at`, of the stretch that runs then or of the next one. */
export function nextClosing(calendar: Calendar, at: Instant): Instant | undefined {
  let table = covering(calendar, at);
  for (;;) {
    const closing = table.closings[spanClosingAfter(table, at)];
    // Where the table ends, a stretch may go on.
    if (closing !== undefined && closing < table.end) return closing as Instant;
    if (table.end === BEYOND_INSTANT) return undefined;
    table = growForward(calendar);
  }
}

/** The mirror of `nextOpening`: `at` itself when the calendar is open up to it, else the last closing. */
export function previousClosing(calendar: Calendar, at: Instant): Instant | undefined {
  let table = covering(calendar, at);
  for (;;) {
    const index = lastOpenedBefore(table, at);
    if (index >= 0) return Math.min(table.closings[index] as number, at) as Instant;
    if (table.start === FIRST_INSTANT) return undefined;
    table = growBackward(calendar);
  }
}

/** The mirror of `nextClosing`: the last opening instant before `at`. 1970 begins with one if open. */
export function previousOpening(calendar: Calendar, at: Instant): Instant | undefined {
  let table = covering(calendar, at);
  for (;;) {
    const opening = table.openings[lastOpenedBefore(table, at)];
    if (table.start === FIRST_INSTANT) return opening as Instant | undefined;
    // Where the table starts, a stretch may have begun before.
    if (opening !== undefined && table.start < opening) return opening as Instant;
    table = growBackward(calendar);
  }
}

/** The open time inside a span. */
export function openIntervals(calendar: Calendar, { start, end }: Interval): IntervalSet {
  const table = cover(calendar, start, end);
  const first = spanClosingAfter(table, start);
  const beyond = lastOpenedBefore(table, end) + 1;
  const openings = table.openings.slice(first, beyond);
  const closings = table.closings.slice(first, beyond);
  for (let i = 0; i < openings.length; i += 1) {
    openings[i] = Math.max(openings[i] as number, start);
    closings[i] = Math.min(closings[i] as number, end);
  }
  return intervalSetOf(openings, closings);
}

/**
 * True when hours that start on this date are open at some instant of it (semantics 8). The tail of
 * the shift of the day before makes no business day.
 */
export function isBusinessDay(calendar: Calendar, date: CivilDate): boolean {
  return hasOwnHours(calendar.source, date);
}

/** Index of the last span that opens before `at`, −1 when none does. */
function lastOpenedBefore(table: OpenTable, at: number): number {
  const index = spanClosingAfter(table, at);
  const opening = table.openings[index];
  return opening !== undefined && opening < at ? index : index - 1;
}

function covering(calendar: Calendar, at: number): OpenTable {
  const { table } = calendar;
  return table.start <= at && at < table.end ? table : cover(calendar, at, at + 1);
}

/** Twice the length each time, so that all the growing costs no more than the last of it. */
function growForward(calendar: Calendar): OpenTable {
  const { start, end } = calendar.table;
  return cover(calendar, start, end + (end - start));
}

function growBackward(calendar: Calendar): OpenTable {
  const { start, end } = calendar.table;
  return cover(calendar, start - (end - start), end);
}

/** Makes the table hold [from, until), as far as it lies in the years 1970 to 2200. */
function cover(calendar: Calendar, from: number, until: number): OpenTable {
  const { table } = calendar;
  // At least one chunk, even where nothing of [from, until) lies in those years.
  const wantedStart = Math.min(
    inHorizon(Math.floor(from / chunkMs) * chunkMs),
    BEYOND_INSTANT - chunkMs,
  );
  const wantedEnd = inHorizon(Math.max(Math.ceil(until / chunkMs), 1) * chunkMs);
  if (table === nothing) {
    const spans = sourceSpans(calendar.source, wantedStart, wantedEnd);
    calendar.table = openTable(wantedStart, wantedEnd, spans);
  } else if (wantedStart < table.start || table.end < wantedEnd) {
    calendar.table = extended(calendar, wantedStart, wantedEnd);
  }
  return calendar.table;
}

function inHorizon(at: number): number {
  return Math.min(Math.max(at, FIRST_INSTANT), BEYOND_INSTANT);
}

/** Compiles what is missing on either side, at least as much as is there: growth stays linear. */
function extended({ source, table }: Calendar, from: number, until: number): OpenTable {
  const lengthMs = table.end - table.start;
  const start =
    from < table.start ? inHorizon(Math.min(from, table.start - lengthMs)) : table.start;
  const end = table.end < until ? inHorizon(Math.max(until, table.end + lengthMs)) : table.end;
  const spans =
    start < table.start ? sourceSpans(source, start, table.start) : { starts: [], ends: [] };
  for (let i = 0; i < table.openings.length; i += 1) {
    append(spans, table.openings[i] as number, table.closings[i] as number);
  }
  if (table.end < end) {
    const later = sourceSpans(source, table.end, end);
    for (const [i, opening] of later.starts.entries())
      append(spans, opening, later.ends[i] as number);
  }
  return openTable(start, end, spans);
}
