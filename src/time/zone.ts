import { invariant } from "../base/invariant.ts";
import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import { suggest } from "../base/suggest.ts";
import { BEYOND_INSTANT, DAY_MS, HOUR_MS, type Instant, SECOND_MS } from "./instant.ts";
import { isAbbreviation, isFixedOffset, spelledZone } from "./zone-name.ts";

declare const checked: unique symbol;

/** A time zone of the tz database under the user's spelling. Made by `zone` alone (semantics 2). */
export interface Zone {
  readonly name: string;
  readonly [checked]: true;
}

/** A stretch [start, end) of epoch ms in which the wall clock is `offsetMs` ahead of UTC. */
export interface Segment {
  readonly start: Instant;
  readonly end: Instant;
  readonly offsetMs: number;
}

/** At the instant `at` the offset changes from `beforeMs` to `afterMs`. */
export interface Transition {
  readonly at: Instant;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** The segments that begin in one chunk of time, in two columns; the first begins with it. */
interface Chunk {
  readonly starts: number[];
  readonly offsetsMs: number[];
}

/** What stands behind a Zone: its offsets as far as they were asked for, and the last answer. */
interface ZoneTable extends Zone {
  readonly formatter: Intl.DateTimeFormat;
  readonly chunks: (Chunk | undefined)[];
  lastStart: number;
  lastEnd: number;
  lastOffsetMs: number;
}

// Summer time in Recife lasted from 8 to 15 October 2000, an hour less than a week: the shortest
// excursion since 1970. A probe every six days meets it.
const probeMs = 6 * DAY_MS;
const chunkMs = 60 * probeMs;
// One chunk to spare on either side: 1970 begins in Auckland while it is 1969 in UTC.
const tableStart = -chunkMs;
const chunkCount = Math.ceil((BEYOND_INSTANT - tableStart) / chunkMs) + 1;
/** More than any two offsets differ: Samoa and Kwajalein went 24 hours ahead at once. */
const reachMs = 30 * HOUR_MS;

const tables = new Map<string, ZoneTable>();

const hints = {
  "zone.fixed-offset": 'name the place whose clock counts, such as "Asia/Shanghai", or write "UTC"',
  "zone.abbreviation":
    'abbreviations stand for several zones: name the place, such as "America/Chicago"',
  "zone.unknown": 'use a name of the tz database, such as "Europe/Berlin"',
} as const;

/** The zone of that name. Links such as Asia/Calcutta are zones of their own (semantics 2). */
export function zone(name: string, path: Issue["path"]): Result<Zone> {
  const found = zoneNamed(name);
  if (found !== undefined) return accepted(found);
  const value = shown(name);
  const [code, hint] = faultOf(name);
  return refused([{ code, path, message: `cannot use the zone ${value}`, hint, value }]);
}

/** The same for callers that say themselves what is wrong: undefined where `zone` refuses. */
export function zoneNamed(name: string): Zone | undefined {
  const known = tables.get(name);
  if (known !== undefined) return known;
  if (isFixedOffset(name) || isAbbreviation(name)) return undefined;
  const formatter = formatterOf(name);
  if (formatter === undefined || spelledZone(name) !== name) return undefined;
  const table = emptyTable(name, formatter);
  tables.set(name, table);
  return table;
}

/** Why `zoneNamed` knows no such zone, and what to write instead. */
function faultOf(name: string): readonly [code: string, hint: string] {
  if (isFixedOffset(name)) return ["zone.fixed-offset", hints["zone.fixed-offset"]];
  if (isAbbreviation(name)) return ["zone.abbreviation", hints["zone.abbreviation"]];
  if (formatterOf(name) !== undefined) return ["zone.spelling", `write it "${spelledZone(name)}"`];
  const similar = similarName(name);
  const hint = similar === undefined ? hints["zone.unknown"] : `did you mean "${similar}"?`;
  return ["zone.unknown", hint];
}

/**
 * The zone of a name that `zone` accepted before, as it stands in a period.
 *
 * @throws {InvariantError} For any other name.
 */
export function knownZone(name: string): Zone {
  const table = tables.get(name);
  invariant(table !== undefined, "a zone was checked before it is used", name);
  return table;
}

/** What the wall clock is ahead of UTC at that instant, in ms; negative in the west. */
export function offsetMsAt(zone: Zone, at: Instant): number {
  const table = zone as ZoneTable;
  if (!(table.lastStart <= at && at < table.lastEnd)) turnTo(table, at);
  return table.lastOffsetMs;
}

/** What the wall clock shows at that instant, as ms since it showed 1970-01-01T00:00. */
export function wallMsAt(zone: Zone, at: Instant): number {
  return at + offsetMsAt(zone, at);
}

/**
 * The instant at which the wall clock shows `wallMs`. In a gap it is moved forward by the gap, of
 * two instants it is the first (semantics 3, `compatible` in Temporal).
 */
export function instantOfWall(zone: Zone, wallMs: number): Instant {
  const table = zone as ZoneTable;
  const only = onlyInstant(table, wallMs);
  if (only !== undefined) return only;
  const [first] = severalInstants(zone, wallMs);
  return first ?? ((wallMs - gapAt(zone, wallMs).beforeMs) as Instant);
}

/** The first instant at which the wall clock shows `wallMs` or, leaping over it, more. */
export function instantFromWall(zone: Zone, wallMs: number): Instant {
  const only = onlyInstant(zone as ZoneTable, wallMs);
  if (only !== undefined) return only;
  const [first] = severalInstants(zone, wallMs);
  return first ?? gapAt(zone, wallMs).at;
}

/** Every instant at which the wall clock shows `wallMs`: none in a gap, two where it turns back. */
export function possibleInstants(zone: Zone, wallMs: number): Instant[] {
  const only = onlyInstant(zone as ZoneTable, wallMs);
  return only === undefined ? severalInstants(zone, wallMs) : [only];
}

/** The stretches of one offset that cover [from, until), each as long as it can be inside it. */
export function segments(zone: Zone, from: Instant, until: Instant): Segment[] {
  const table = zone as ZoneTable;
  const found: Segment[] = [];
  let start = from;
  for (let at = from; at < until; ) {
    const offsetMs = offsetMsAt(zone, at);
    const end = Math.min(table.lastEnd, until) as Instant;
    // A chunk ends for no reason of the zone's: go on while the offset stays.
    if (end === until || offsetMsAt(zone, end) !== offsetMs) {
      found.push({ start, end, offsetMs });
      start = end;
    }
    at = end;
  }
  return found;
}

/** The changes of offset at instants in [from, until). */
export function transitionsIn(zone: Zone, from: Instant, until: Instant): Transition[] {
  const found: Transition[] = [];
  let beforeMs = offsetMsAt(zone, (from - 1) as Instant);
  for (const { start, offsetMs } of segments(zone, from, until)) {
    if (offsetMs !== beforeMs) found.push({ at: start, beforeMs, afterMs: offsetMs });
    beforeMs = offsetMs;
  }
  return found;
}

/** The instant of `wallMs` where no change of offset is near; else undefined. */
function onlyInstant(table: ZoneTable, wallMs: number): Instant | undefined {
  const near = wallMs - table.lastOffsetMs;
  if (!(table.lastStart <= near && near < table.lastEnd)) turnTo(table, near);
  const at = wallMs - table.lastOffsetMs;
  const isFar = table.lastStart + reachMs <= at && at < table.lastEnd - reachMs;
  return isFar ? (at as Instant) : undefined;
}

function severalInstants(zone: Zone, wallMs: number): Instant[] {
  return around(zone, wallMs)
    .filter(({ start, end, offsetMs }) => start <= wallMs - offsetMs && wallMs - offsetMs < end)
    .map(({ offsetMs }) => (wallMs - offsetMs) as Instant);
}

/** The transition that leaps over `wallMs`. */
function gapAt(zone: Zone, wallMs: number): Transition {
  const gap = transitionsIn(
    zone,
    (wallMs - reachMs) as Instant,
    (wallMs + reachMs) as Instant,
  ).find(({ at, beforeMs, afterMs }) => at + beforeMs <= wallMs && wallMs < at + afterMs);
  invariant(gap !== undefined, "a wall time that no instant shows lies in a gap", wallMs);
  return gap;
}

function around(zone: Zone, wallMs: number): Segment[] {
  return segments(zone, (wallMs - reachMs) as Instant, (wallMs + reachMs) as Instant);
}

/** Makes the segment that holds `at` the last answer. */
function turnTo(table: ZoneTable, at: number): void {
  const index = Math.floor((at - tableStart) / chunkMs);
  const { starts, offsetsMs } = table.chunks[index] ?? readChunk(table, index);
  let i = starts.length - 1;
  while (numberAt(starts, i) > at) i -= 1;
  table.lastStart = numberAt(starts, i);
  table.lastEnd = starts[i + 1] ?? tableStart + (index + 1) * chunkMs;
  table.lastOffsetMs = numberAt(offsetsMs, i);
}

function readChunk(table: ZoneTable, index: number): Chunk {
  invariant(0 <= index && index < chunkCount, "an instant is in 1970 to 2200", index);
  const start = tableStart + index * chunkMs;
  const lastSecond = start + chunkMs - SECOND_MS;
  let offsetMs = readOffsetMs(table.formatter, start);
  const chunk: Chunk = { starts: [start], offsetsMs: [offsetMs] };
  for (let probe = start; probe < lastSecond; ) {
    const next = Math.min(probe + probeMs, lastSecond);
    // Two changes between two probes are found one after the other.
    while (readOffsetMs(table.formatter, next) !== offsetMs) {
      probe = firstChange(table.formatter, { probe, next, offsetMs });
      offsetMs = readOffsetMs(table.formatter, probe);
      chunk.starts.push(probe);
      chunk.offsetsMs.push(offsetMs);
    }
    probe = next;
  }
  table.chunks[index] = chunk;
  return chunk;
}

/** The first second after `probe`, at most `next`, whose offset is no longer `offsetMs`. */
function firstChange(
  formatter: Intl.DateTimeFormat,
  { probe, next, offsetMs }: { probe: number; next: number; offsetMs: number },
): number {
  let [same, changed] = [probe, next];
  while (changed - same > SECOND_MS) {
    const middle = same + Math.floor((changed - same) / (2 * SECOND_MS)) * SECOND_MS;
    if (readOffsetMs(formatter, middle) === offsetMs) same = middle;
    else changed = middle;
  }
  return changed;
}

/** Reads "10/25/2026, 02:30:00", which the formatter writes for a whole second, back as UTC. */
function readOffsetMs(formatter: Intl.DateTimeFormat, at: number): number {
  const text = formatter.format(at);
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const date = [part(6, 10), part(0, 2) - 1, part(3, 5)] as const;
  return Date.UTC(...date, part(12, 14), part(15, 17), part(18, 20)) - at;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat | undefined {
  // ICU's own names beside those of the tz database.
  if (/^systemv\//i.test(timeZone)) return undefined;
  const twoDigits = {
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  const fields = { year: "numeric", ...twoDigits, second: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields });
  } catch {
    return undefined;
  }
}

/** A name spelled almost so, or the zone of a city written without its continent. */
function similarName(name: string): string | undefined {
  const names = Intl.supportedValuesOf("timeZone");
  const city = `/${name.trim().replace(/ /g, "_").toLowerCase()}`;
  return names.find((known) => known.toLowerCase().endsWith(city)) ?? suggest(name, names);
}

function emptyTable(name: string, formatter: Intl.DateTimeFormat): ZoneTable {
  const chunks = new Array<Chunk | undefined>(chunkCount).fill(undefined);
  return {
    name,
    formatter,
    chunks,
    lastStart: 0,
    lastEnd: 0,
    lastOffsetMs: 0,
  } as unknown as ZoneTable;
}

/** The one place that vouches for an index: each chunk has a segment at its start. */
function numberAt(column: readonly number[], index: number): number {
  return column[index] as number;
}
