import { BEYOND_INSTANT, DAY_MS, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { segments, type Zone } from "../time/zone.ts";
import { type DayHours, hoursOn } from "./calendar-terms.ts";

/** Sorted spans [starts[i], ends[i]) that neither overlap nor abut, in ms. */
export interface Spans {
  readonly starts: number[];
  readonly ends: number[];
}

type Segment = ReturnType<typeof segments>[number];

/** An overnight shift that starts up to two dates earlier may still run; the rest is the offset. */
const lookBackMs = 3 * DAY_MS;

/**
 * The open instants of [from, until). A wall-clock window is open at an instant iff the wall clock
 * then is inside it (semantics 3): windows are cut with the segments of constant offset. So a
 * window in a gap shrinks or disappears, and one in a repeated hour is open in both.
 */
export function compileSpans(hours: DayHours, zone: Zone, from: number, until: number): Spans {
  const parts = segments(
    zone,
    Math.max(FIRST_INSTANT, from - lookBackMs) as Instant,
    until as Instant,
  );
  const dates = datesOf(parts);
  return realSpans(wallWindows(hours, dates, skippedDates(parts)), parts, from);
}

/** The open instants of the hours that start on this local date. */
export function spansOfDate(hours: DayHours, zone: Zone, date: number): Spans {
  const from = Math.max(FIRST_INSTANT, date * DAY_MS - lookBackMs);
  const until = Math.min(BEYOND_INSTANT, date * DAY_MS + 2 * lookBackMs);
  const parts = segments(zone, from as Instant, until as Instant);
  const dates = { first: date, beyond: date + 1 };
  return realSpans(wallWindows(hours, dates, skippedDates(parts)), parts, from);
}

type Dates = { readonly first: number; readonly beyond: number };

/** Every date whose hours could be open inside the segments. */
function datesOf(parts: readonly Segment[]): Dates {
  const walls = parts.flatMap(({ start, end, offsetMs }) => [start + offsetMs, end + offsetMs]);
  const first = Math.floor(Math.min(...walls) / DAY_MS) - 1;
  return { first, beyond: Math.ceil(Math.max(...walls) / DAY_MS) };
}

/** Local dates that no instant has: Apia went from 29 to 31 December 2011. They have no hours. */
function skippedDates(parts: readonly Segment[]): ReadonlySet<number> {
  const skipped = new Set<number>();
  let gapStart = Infinity;
  for (const { start, end, offsetMs } of parts) {
    let date = Math.ceil(gapStart / DAY_MS);
    for (; (date + 1) * DAY_MS <= start + offsetMs; date += 1) skipped.add(date);
    gapStart = end + offsetMs;
  }
  return skipped;
}

/** Hours of the dates on the wall clock, in ms since the wall clock showed 1970-01-01 00:00. */
function wallWindows(hours: DayHours, dates: Dates, skipped: ReadonlySet<number>): Spans {
  const windows: Spans = { starts: [], ends: [] };
  for (let date = dates.first; date < dates.beyond; date += 1) {
    if (skipped.has(date)) continue;
    for (const { startMs, endMs } of hoursOn(hours, date)) {
      append(windows, date * DAY_MS + startMs, date * DAY_MS + endMs);
    }
  }
  return windows;
}

function realSpans(windows: Spans, parts: readonly Segment[], from: number): Spans {
  const spans: Spans = { starts: [], ends: [] };
  for (const { start, end, offsetMs } of parts) {
    const wallStart = Math.max(start, from) + offsetMs;
    const wallEnd = end + offsetMs;
    // A segment after a clock was set back reads some windows again.
    let index = firstAfter(windows.ends, wallStart);
    for (; index < windows.starts.length; index += 1) {
      const windowStart = windows.starts[index] as number;
      if (windowStart >= wallEnd) break;
      const windowEnd = windows.ends[index] as number;
      append(
        spans,
        Math.max(windowStart, wallStart) - offsetMs,
        Math.min(windowEnd, wallEnd) - offsetMs,
      );
    }
  }
  return spans;
}

/** Adds [start, end); starts must not decrease. What overlaps or abuts the last span joins it. */
export function append({ starts, ends }: Spans, start: number, end: number): void {
  if (end <= start) return;
  const last = ends.length - 1;
  const lastEnd = last < 0 ? -Infinity : (ends[last] as number);
  if (start > lastEnd) {
    starts.push(start);
    ends.push(end);
  } else if (end > lastEnd) {
    ends[last] = end;
  }
}

/** Index of the first value above `limit` in a sorted column, its length when there is none. */
function firstAfter(column: readonly number[], limit: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((column[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
