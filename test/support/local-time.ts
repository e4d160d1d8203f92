/**
 * Wall clocks for generators and oracles, straight from Intl by the quarter of an hour. Shares no
 * code with the library: what both agree on is not agreed on by construction.
 */

const quarterMs = 900_000;
export const dayMs = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formatters.set(zone, made);
  return made;
}

/** Offset from UTC in ms. Exact where transitions fall on quarters of an hour UTC: since 2011 all. */
export function offsetAt(zone: string, utcMs: number): number {
  const quarter = Math.floor(utcMs / quarterMs);
  let table = offsets.get(zone);
  if (table === undefined) {
    table = new Map();
    offsets.set(zone, table);
  }
  const known = table.get(quarter);
  if (known !== undefined) return known;
  const parts = new Map(
    formatterOf(zone)
      .formatToParts(quarter * quarterMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  const offset = wall - quarter * quarterMs;
  table.set(quarter, offset);
  return offset;
}

/** The wall clock as if it were UTC: its date and time of day are those of this number. */
export function wallAt(zone: string, utcMs: number): number {
  return utcMs + offsetAt(zone, utcMs);
}

/** First instant whose local date is this date or later. Months count from 1 and may overflow. */
export function startOfLocalDate(zone: string, year: number, month: number, day: number): number {
  const midnight = Date.UTC(year, month - 1, day);
  let at = midnight - 16 * 3_600_000;
  while (wallAt(zone, at) < midnight) at += quarterMs;
  return at;
}

/** A wall clock (as if UTC) to an instant: a gap moves forward, an ambiguous time is its first. */
export function instantOfWallMs(zone: string, wall: number): number {
  const candidates = [-86_400_000, 86_400_000]
    .map((shift) => offsetAt(zone, wall + shift))
    .map((offset) => wall - offset);
  const exact = candidates.filter((at) => wallAt(zone, at) === wall).sort((a, b) => a - b);
  // In a gap the offset before the transition carries the time past it.
  return exact[0] ?? wall - offsetAt(zone, wall - 86_400_000);
}

/** "2026-10-05T01:02:03Z". */
export function stamp(utcMs: number): string {
  const text = new Date(utcMs).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
}

/** "2026-10-05" of a wall clock. */
export function dateText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
