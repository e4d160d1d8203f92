import { distinct } from "../base/distinct.ts";
import { invariant } from "../base/invariant.ts";
import { addDays, type CivilDate, startOfDate } from "../time/civil.ts";
import { BEYOND_INSTANT, DAY_MS, FIRST_INSTANT } from "../time/instant.ts";
import {
  EMPTY,
  type IntervalSet,
  intersect,
  intervalSetOf,
  isEmpty,
  subtract,
  unionAll,
} from "../time/interval-set.ts";
import { instantOfWall, wallMsAt, type Zone } from "../time/zone.ts";
import { append, compileSpans, type Spans, spansOfDate } from "./calendar-compile.ts";
import { type DayHours, hoursOn, weekdayIndex } from "./calendar-terms.ts";

/** Where open time comes from. The zone is the one whose local dates are business days. */
export type CalendarSource = HoursSource | CombinedSource | BetweenSource;

interface Placed {
  readonly zone: Zone;
  /** An attribute of each ticket names the zone (semantics 2); `zone` is not its own until then. */
  readonly attribute?: string;
}

interface HoursSource extends Placed {
  readonly kind: "hours";
  readonly hours: DayHours;
}

/** Open when any of the sources is, or when all are (semantics 7). */
interface CombinedSource extends Placed {
  readonly kind: "any" | "all";
  readonly of: readonly CalendarSource[];
}

/** Open from each opening to the next closing. */
interface BetweenSource extends Placed {
  readonly kind: "between";
  readonly windows: readonly BetweenWindow[];
}

export interface BetweenWindow {
  readonly opens: Boundary;
  readonly closes: Boundary;
}

/** A moment of the week in a zone. */
export interface Boundary {
  readonly zone: Zone;
  /** 0 is Monday. */
  readonly weekday: number;
  /** Ms of the local day, up to 24:00. */
  readonly timeMs: number;
}

/** Every zone that the open time depends on, but for those that tickets name. */
export function zonesOf(source: CalendarSource): readonly Zone[] {
  const own = source.attribute === undefined ? [source.zone] : [];
  switch (source.kind) {
    case "hours":
      return own;
    case "any":
    case "all":
      return [...own, ...source.of.flatMap(zonesOf)];
    case "between":
      return [...own, ...source.windows.flatMap(({ opens, closes }) => [opens.zone, closes.zone])];
  }
}

/** The attributes of a ticket that name zones of the source, each once. */
export function zoneAttributesOf(source: CalendarSource): readonly string[] {
  const own = source.attribute === undefined ? [] : [source.attribute];
  const isCombined = source.kind === "any" || source.kind === "all";
  return isCombined ? distinct([...own, ...source.of.flatMap(zoneAttributesOf)]) : own;
}

/** The source with every zone that an attribute names. */
export function sourceIn(
  source: CalendarSource,
  zoneOf: (attribute: string) => Zone,
): CalendarSource {
  const { attribute, ...rest } = source;
  const placed = attribute === undefined ? source : { ...rest, zone: zoneOf(attribute) };
  switch (placed.kind) {
    case "hours":
    case "between":
      return placed;
    case "any":
    case "all":
      return { ...placed, of: placed.of.map((one) => sourceIn(one, zoneOf)) };
  }
}

/** @throws {InvariantError} When only a ticket knows the zone. */
function checkPlaced({ attribute }: CalendarSource): void {
  invariant(attribute === undefined, "the zone is known before time is counted", attribute);
}

/**
 * The open instants of [from, until).
 *
 * @throws {InvariantError} When only a ticket knows the zone.
 */
export function sourceSpans(source: CalendarSource, from: number, until: number): Spans {
  checkPlaced(source);
  switch (source.kind) {
    case "hours":
      return compileSpans(source.hours, source.zone, from, until);
    case "any":
    case "all":
    case "between":
      return columns(openSet(source, from, until));
  }
}

function openSet(source: CalendarSource, from: number, until: number): IntervalSet {
  checkPlaced(source);
  switch (source.kind) {
    case "hours":
      return setOf(compileSpans(source.hours, source.zone, from, until));
    case "any":
      return unionAll(source.of.map((one) => openSet(one, from, until)));
    case "all":
      return source.of.map((one) => openSet(one, from, until)).reduce(intersect);
    case "between":
      return unionAll(source.windows.map((window) => setOf(betweenSpans(window, from, until))));
  }
}

/**
 * True when the date has open time of its own (semantics 8): hours that start on it, of which some
 * are open before its midnight. The tail of the shift of the day before makes no business day.
 */
export function hasOwnHours(source: CalendarSource, date: CivilDate): boolean {
  checkPlaced(source);
  if (source.kind === "hours") {
    const { zone } = source;
    const ranges = hoursOn(source.hours, date);
    const isShown = ranges.some(({ startMs }) => {
      const wallMs = date * DAY_MS + startMs;
      return startMs < DAY_MS && wallMsAt(zone, instantOfWall(zone, wallMs)) === wallMs;
    });
    // A start that no clock shows stands in a gap, which may hold all the hours or some of them.
    if (isShown || ranges.length === 0) return isShown;
  }
  return !isEmpty(ownSet(source, date));
}

/**
 * The open time that belongs to a local date: its shifts, tails over midnight in them. Members in
 * another zone have no shifts of this date; their open time in it counts.
 */
export function ownSet(
  source: CalendarSource,
  date: CivilDate,
  zone: Zone = source.zone,
): IntervalSet {
  if (source.zone.name !== zone.name) return setOn(source, date, zone);
  switch (source.kind) {
    case "hours": {
      const spans = spansOfDate(source.hours, zone, date);
      const midnight = startOfDate(zone, addDays(date, 1));
      return (spans.starts[0] ?? midnight) < midnight ? setOf(spans) : EMPTY;
    }
    case "any":
      return unionAll(source.of.map((one) => ownSet(one, date, zone)));
    case "all": {
      // What shifts of two dates hold in common belongs to the earlier one.
      const shifts = (on: CivilDate) => unionAll(source.of.map((one) => ownSet(one, on, zone)));
      const own = subtract(shifts(date), shifts(addDays(date, -1)));
      return intersect(own, setOn(source, date, zone, 2));
    }
    case "between":
      return setOn(source, date, zone);
  }
}

/** The open time of some local dates, from their first instant to that of the date after them. */
function setOn(source: CalendarSource, date: CivilDate, zone: Zone, dates = 1): IntervalSet {
  const from = Math.max(FIRST_INSTANT, startOfDate(zone, date));
  return openSet(source, from, Math.min(BEYOND_INSTANT, startOfDate(zone, addDays(date, dates))));
}

function setOf({ starts, ends }: Spans): IntervalSet {
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}

function columns({ starts, ends }: IntervalSet): Spans {
  return { starts: [...starts], ends: [...ends] };
}

/** A window lasts a week at most, and what a clock change or a skipped date adds. */
const reachMs = 9 * DAY_MS;

function betweenSpans({ opens, closes }: BetweenWindow, from: number, until: number): Spans {
  const closings = momentsOf(closes, from - reachMs, until + reachMs);
  const spans: Spans = { starts: [], ends: [] };
  let next = 0;
  for (const opening of momentsOf(opens, from - reachMs, until)) {
    while ((closings[next] as number) <= opening) next += 1;
    append(spans, Math.max(opening, from), Math.min(closings[next] as number, until));
  }
  return spans;
}

/**
 * Every instant at which the boundary is reached, from a week before `from` to a week after `until`.
 * One local time is one instant (semantics 3): in a gap it moves forward, the first of two counts.
 */
function momentsOf({ zone, weekday, timeMs }: Boundary, from: number, until: number): number[] {
  const moments: number[] = [];
  const start = Math.floor(from / DAY_MS) - 7;
  const first = start + ((weekday - weekdayIndex(start + 70) + 7) % 7);
  for (let date = first; date * DAY_MS < until + 7 * DAY_MS; date += 7) {
    moments.push(instantOfWall(zone, date * DAY_MS + timeMs));
  }
  return moments;
}
