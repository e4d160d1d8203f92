import type { RecordInput } from "../../src/schema/records.ts";
import type { World } from "../support/generate.ts";
import type { CalendarParts, Place, TargetParts } from "../support/generate-contract.ts";
import { dayMs, instantOfWallMs, wallAt } from "../support/local-time.ts";

/**
 * Ticket clocks, minute by minute, from semantics 8 to 16 alone: each minute of a ticket's life is
 * asked whether the wall clock is inside the hours and whether the clock runs. Without a line of the
 * library. Row targets in business days are only followed on clocks that neither pause nor change
 * priority; `isUnsure` says where the text leaves room.
 */
export interface TicketAnswer {
  readonly id: string;
  readonly state: "met" | "late" | "open" | "paused" | "cancelled" | "ended" | "none";
  /** The due that decides the period; none while paused. */
  readonly dueMs?: number;
  /** In force when the clock stopped, or at asOf. */
  readonly severity: string;
  readonly isUnsure: boolean;
}

export type ClockName = "first-response" | "resolution";
type TicketRow = Extract<RecordInput, { type: "ticket" }>;
type Event = NonNullable<TicketRow["events"]>[number];

const minuteMs = 60_000;

export function ticketsOf(world: World, clock: ClockName): TicketAnswer[] {
  return world.rows
    .filter((row): row is TicketRow => row.type === "ticket")
    .filter((row) => Date.parse(row.openedAt) < world.asOfMs)
    .map((ticket) => walk(world, clock, ticket));
}

function walk(world: World, clock: ClockName, ticket: TicketRow): TicketAnswer {
  const { parts, place, asOfMs } = world;
  const rows = clock === "resolution" ? parts.resolution : parts.response;
  const isOpenAt = minutesOpen(place, parts.calendar);
  const events = (ticket.events ?? []).filter(({ at }) => Date.parse(at) < asOfMs);
  const startMs = startOf(clock, ticket, events);
  if (startMs === undefined) {
    return { id: ticket.id, severity: ticket.severity ?? "", isUnsure: false, state: "none" };
  }

  const atMinute = new Map<number, Event[]>();
  for (const event of events) {
    const at = Date.parse(event.at);
    atMinute.set(at, [...(atMinute.get(at) ?? []), event]);
  }

  const waits = new Set<string>();
  if (ticket.waiting !== undefined) waits.add(ticket.waiting);
  let severity = ticket.severity ?? "";
  let isRunning = false;
  let elapsed = 0;
  let isLate = false;
  /** When the target in force was used up, or the later change to a row where it already was. */
  let usedUpMs: number | undefined;
  let end: { readonly how: "stopped" | "ended" | "cancelled"; readonly at: number } | undefined;
  let hasChanged = false;
  let hasReopened = false;
  const rowNow = () => rows[severity === "P1" ? 0 : severity === "P2" ? 1 : 2] as TargetParts;
  const isPaused = () => [...waits].some((reason) => pauses(world, clock, reason));

  for (let now = Date.parse(ticket.openedAt); now < asOfMs; now += minuteMs) {
    const before = rowNow();
    for (const event of inOrder(atMinute.get(now) ?? [])) {
      if (end?.how === "stopped" && clock === "first-response") break;
      if (isStop(world, clock, event) && isRunning) end = { how: "stopped", at: now };
      else if (event.event === "resolved" && isRunning) end = { how: "ended", at: now };
      else if (event.event === "cancelled" && isRunning) end = { how: "cancelled", at: now };
      else if (event.event === "reopened") {
        hasReopened = true;
        end = undefined;
        isRunning = now >= startMs;
      } else if (event.event === "priority-changed") {
        severity = event.severity;
        hasChanged = true;
      } else if (event.event === "waiting-ended") waits.delete(event.reason ?? "");
      else if (event.event === "waiting-started") waits.add(event.reason);
      if (end !== undefined) isRunning = false;
    }
    if (now === startMs && end === undefined) isRunning = true;
    const row = rowNow();
    if (row.form === "businessDays" || !isRunning) continue;
    if (row !== before && !isLate) {
      // Carried: what is counted so far is held against the new target at once (13).
      usedUpMs = elapsed > 0 && elapsed >= row.minutes ? now : undefined;
      isLate = isOver(row, elapsed);
    }
    if (isPaused() || (row.form === "business" && !isOpenAt(now))) continue;
    elapsed += 1;
    if (isLate) continue;
    if (elapsed >= row.minutes) usedUpMs ??= now + minuteMs;
    isLate = isOver(row, elapsed);
  }

  const row = rowNow();
  const isUnsure = row.form === "businessDays" && (hasChanged || hasReopened);
  const answer = { id: ticket.id, severity, isUnsure };
  const stateNow = { stopped: "met", ended: "ended", cancelled: "cancelled" } as const;
  const calm = end === undefined ? "open" : stateNow[end.how];
  const judgedMs = end?.at ?? asOfMs;
  if (row.form === "businessDays") {
    const dueMs = dueInDays(place, parts.calendar, row, startMs, isOpenAt);
    const isPast = row.met === "at-most" ? judgedMs > dueMs : judgedMs >= dueMs;
    return { ...answer, state: isPast ? "late" : calm, dueMs };
  }
  if (usedUpMs === undefined && end === undefined && isPaused()) {
    return { ...answer, state: "paused" };
  }
  const dueMs = usedUpMs ?? projected(row, elapsed, judgedMs, isOpenAt);
  return { ...answer, state: isLate ? "late" : calm, dueMs };
}

/** Met when elapsed ≤ target; with `less-than`, when elapsed < target (9). */
function isOver(row: TargetParts, elapsed: number): boolean {
  return row.met === "at-most" ? elapsed > row.minutes : elapsed >= row.minutes;
}

/** Stops act first, then starts and resumes, then pauses (10). */
function inOrder(events: readonly Event[]): Event[] {
  const rank = ({ event }: Event) => {
    if (event === "replied" || event === "resolved" || event === "cancelled") return 0;
    return event === "waiting-started" ? 2 : 1;
  };
  return events.toSorted((a, b) => rank(a) - rank(b));
}

function startOf(
  clock: ClockName,
  ticket: TicketRow,
  events: readonly Event[],
): number | undefined {
  if (clock === "resolution" || ticket.openedBy !== "agent") return Date.parse(ticket.openedAt);
  const written = events.find((event) => event.event === "replied" && event.by === "customer");
  return written === undefined ? undefined : Date.parse(written.at);
}

function isStop(world: World, clock: ClockName, event: Event): boolean {
  if (clock === "resolution") return event.event === "resolved";
  if (event.event !== "replied" || event.by !== "agent") return false;
  const kinds = {
    default: ["acknowledgement", "substantive"],
    all: ["automated", "acknowledgement", "substantive"],
    substantive: ["substantive"],
  }[world.parts.replies];
  return kinds.includes(event.kind ?? "substantive");
}

function pauses(world: World, clock: ClockName, reason: string): boolean {
  if (clock === "first-response") return false;
  const { pausedBy } = world.parts;
  if (pausedBy === "none") return false;
  return pausedBy === "customer" ? reason === "customer" : true;
}

/** The instant at which the target would be used up if the clock ran on from here. */
function projected(
  row: TargetParts,
  elapsed: number,
  fromMs: number,
  isOpenAt: (at: number) => boolean,
): number {
  let now = fromMs;
  for (let left = row.minutes - elapsed; left > 0; now += minuteMs) {
    if (row.form === "elapsed" || isOpenAt(now)) left -= 1;
  }
  return now;
}

/** Whether the wall clock of the minute that begins here is inside the hours (3, 6). */
export function minutesOpen(place: Place, calendar: CalendarParts): (at: number) => boolean {
  const known = new Map<number, boolean>();
  const hoursOn = hoursOf(place, calendar);
  return (at) => {
    const found = known.get(at);
    if (found !== undefined) return found;
    const wall = wallAt(place.zone, at);
    const date = Math.floor(wall / dayMs);
    const minute = (wall - date * dayMs) / minuteMs;
    const isOpen =
      hoursOn(date).some(([a, b]) => a <= minute && minute < b) ||
      hoursOn(date - 1).some(([a, b]) => a <= minute + 1440 && minute + 1440 < b);
    known.set(at, isOpen);
    return isOpen;
  };
}

type Hours = readonly (readonly [from: number, until: number])[];

/** Minutes of the day by day number; an end before the start is on the next day. */
function hoursOf(place: Place, calendar: CalendarParts): (date: number) => Hours {
  const first = Date.UTC(place.year, place.month - 1, 1) / dayMs;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const parse = (list: readonly string[]): Hours =>
    list.map((text) => {
      const [from, until] = [minutes(text.slice(0, 5)), minutes(text.slice(6))];
      return [from, until <= from ? until + 1440 : until] as const;
    });
  return (date) => {
    // A date that the zone skipped has no hours, nor the night that would have followed it (3, 6).
    const noon = instantOfWallMs(place.zone, date * dayMs + dayMs / 2);
    if (Math.floor(wallAt(place.zone, noon) / dayMs) !== date) return [];
    const day = date - first;
    if (calendar.holidays.includes(day)) return [];
    if (calendar.workday?.day === day) return parse([calendar.workday.hours]);
    const weekday = new Date(date * dayMs).getUTCDay();
    if (weekday === 6) return parse(calendar.saturday);
    return weekday === 0 ? [] : parse(calendar.week);
  };
}

/** Business day N: the N-th open local date after the start's own, then the time on it (8). */
function dueInDays(
  place: Place,
  calendar: CalendarParts,
  row: TargetParts,
  startMs: number,
  isOpenAt: (at: number) => boolean,
): number {
  let moved = startMs;
  while (!isOpenAt(moved)) moved += minuteMs;
  const wall = wallAt(place.zone, moved);
  let date = Math.floor(wall / dayMs);
  const time = row.by === undefined ? wall - date * dayMs : Number(row.by.slice(0, 2)) * 3_600_000;
  const isOpenDate = openDates(place, isOpenAt, calendar);
  for (let left = row.days; left > 0; ) {
    date += 1;
    if (isOpenDate(date)) left -= 1;
  }
  return instantOfWallMs(place.zone, date * dayMs + time);
}

/** A date is open when hours begin on it. */
function openDates(
  place: Place,
  isOpenAt: (at: number) => boolean,
  calendar: CalendarParts,
): (date: number) => boolean {
  const hoursOn = hoursOf(place, calendar);
  return (date) => hoursOn(date).some(([from]) => startsOpen(place, date, from, isOpenAt));
}

function startsOpen(
  place: Place,
  date: number,
  fromMinute: number,
  isOpenAt: (at: number) => boolean,
): boolean {
  return isOpenAt(instantOfWallMs(place.zone, date * dayMs + fromMinute * minuteMs));
}
