import { invariant } from "../base/invariant.ts";
import type { Instant } from "../time/instant.ts";
import { countedMs, dueAfter, firstDue, isPast, movedDue } from "./due.ts";
import {
  type ClockTarget,
  type DayTarget,
  rowUnder,
  type TargetRow,
  type TimeTarget,
} from "./target-rows.ts";

/** How a cycle ended, and what held at that instant. */
export interface Ending {
  readonly how: "stopped" | "cancelled" | "ended-without-reply";
  readonly at: Instant;
  readonly severity: string | undefined;
  readonly dueAt: Instant | undefined;
}

/**
 * One clock on its way through one ticket's events, written to from event to event. It counts while
 * begun, not ended and not paused; while it does not, it is off.
 */
export interface Walk {
  readonly rows: readonly TargetRow[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Everything before this instant is counted. */
  now: Instant;
  severity: string | undefined;
  start: Instant | undefined;
  /** The row in force, −1 for none; its target. Left as they were while the cycle is ended. */
  row: number;
  target: ClockTarget | undefined;
  /** False until a row was in force at some instant of the cycle. */
  hadRow: boolean;
  elapsedMs: number;
  pausedMs: number;
  /** Undefined while off before the due. */
  due: Instant | undefined;
  /** The due that a day target had when it went off, to be moved when it is on again. */
  heldDue: Instant | undefined;
  originalDue: Instant | undefined;
  breachedAt: Instant | undefined;
  /** The waits that are on, of the reasons that pause this clock. Made when there is a first one. */
  waits: Set<string> | undefined;
  /** Whether a wait is on. May be set before the clock begins and while it is ended. */
  isPaused: boolean;
  ending: Ending | undefined;
  offSince: Instant | undefined;
  /** Past stretches off: start, end, start, end … Made when there is a first one. */
  offs: Instant[] | undefined;
}

export function walkOf(
  rows: readonly TargetRow[],
  from: {
    readonly openedAt: Instant;
    readonly severity?: string;
    readonly attributes: Readonly<Record<string, string>>;
  },
): Walk {
  return {
    rows,
    attributes: from.attributes,
    now: from.openedAt,
    severity: from.severity,
    start: undefined,
    row: -1,
    target: undefined,
    hadRow: false,
    elapsedMs: 0,
    pausedMs: 0,
    due: undefined,
    heldDue: undefined,
    originalDue: undefined,
    breachedAt: undefined,
    waits: undefined,
    isPaused: false,
    ending: undefined,
    offSince: undefined,
    offs: undefined,
  };
}

/**
 * Counts the time up to `at`. What the events of one instant amount to takes effect once all of them
 * have acted: a resume and a pause in one millisecond are one pause, a stop with its reopening is no
 * gap, and of several changes of priority only the last brings a row into force.
 *
 * @throws {InvariantError} When `at` was passed already: `pauseIssues` refuses events before opening.
 */
export function advance(walk: Walk, at: Instant): void {
  invariant(walk.now <= at, "a ticket's events are sorted and not before its opening", at);
  if (walk.now < at) {
    applySeverity(walk);
    switchOnOrOff(walk);
  }
  countUntil(walk, at);
}

function countUntil(walk: Walk, at: Instant): void {
  const { now, target, due } = walk;
  walk.now = at;
  if (walk.start === undefined || walk.ending !== undefined) return;
  if (walk.isPaused) {
    walk.pausedMs += at - now;
    return;
  }
  if (target === undefined) return;
  walk.elapsedMs += countedMs(target, now, at);
  if (walk.breachedAt !== undefined || due === undefined) return;
  if (isPast(target, due, walk.elapsedMs, at)) walk.breachedAt = due;
}

/** Starts the cycle now; paused from its first millisecond where a wait is on (semantics 10). */
export function begin(walk: Walk): void {
  walk.start = walk.now;
  enforceRow(walk, rowUnder(walk.rows, walk.attributes, walk.severity));
  walk.due = walk.target === undefined ? undefined : firstDue(walk.target, walk.now);
  walk.originalDue = walk.due;
}

/**
 * Ends the cycle now, and with it a pause: the due is the one that the clock would go on with.
 * Nothing changes when it has ended already: only a reopening makes it go on.
 */
export function end(walk: Walk, how: Ending["how"]): void {
  if (walk.start === undefined || walk.ending !== undefined) return;
  walk.ending = { how, at: walk.now, severity: walk.severity, dueAt: dueIfOnNow(walk) };
}

/** `resume` (semantics 14): the gap since the ending is not counted, the sum goes on. */
export function reopen(walk: Walk): void {
  walk.ending = undefined;
}

/** Brings the row of the severity into force. An ended cycle keeps its row until it is reopened. */
function applySeverity(walk: Walk): void {
  if (walk.start === undefined || walk.ending !== undefined) return;
  const row = rowUnder(walk.rows, walk.attributes, walk.severity);
  if (row === walk.row) return;
  enforceRow(walk, row);
  // A breach that has passed stands, and keeps its due (semantics 13).
  if (walk.breachedAt === undefined) carry(walk, walk.start);
}

function enforceRow(walk: Walk, row: number): void {
  walk.row = row;
  walk.target = walk.rows[row]?.target;
  if (row >= 0) walk.hadRow = true;
}

/** `carry` (semantics 13): the due under the row that is in force from now on. */
function carry(walk: Walk, start: Instant): void {
  const { target } = walk;
  walk.due = undefined;
  walk.heldDue = undefined;
  if (target === undefined) return;
  switch (target.kind) {
    case "elapsed":
    case "business":
      carryTime(walk, target);
      return;
    case "business-days":
      carryDays(walk, target, start);
      return;
  }
}

/** What is counted so far stands against the new target; one that is used up is due now. */
function carryTime(walk: Walk, target: TimeTarget): void {
  const { elapsedMs, now } = walk;
  if (0 < elapsedMs && target.ms <= elapsedMs) {
    walk.due = now;
    if (isPast(target, now, elapsedMs, now)) walk.breachedAt = now;
  } else if (walk.offSince === undefined) {
    walk.due = dueAfter(target, now, target.ms - elapsedMs);
  }
}

/** A day target is due as if it had been in force since the start; one that has passed is due now. */
function carryDays(walk: Walk, target: DayTarget, start: Instant): void {
  const { now, offSince, offs = [] } = walk;
  let due = firstDue(target, start);
  for (let i = 0; i + 1 < offs.length; i += 2) {
    const [from, until] = [offs[i] as Instant, offs[i + 1] as Instant];
    if (due !== undefined && from < due) due = movedDue(target, due, from, until);
  }
  const countedUntil = offSince ?? now;
  if (due === undefined || countedUntil < due) {
    if (offSince === undefined) walk.due = due;
    else walk.heldDue = due;
  } else {
    walk.due = now;
    if (isPast(target, due, walk.elapsedMs, countedUntil)) walk.breachedAt = now;
  }
}

function switchOnOrOff(walk: Walk): void {
  if (walk.start === undefined) return;
  const isOff = walk.isPaused || walk.ending !== undefined;
  if (isOff && walk.offSince === undefined) switchOff(walk);
  if (!isOff && walk.offSince !== undefined) switchOn(walk, walk.offSince);
}

/** A due that has come stays; one that has not is unknown until the clock goes on (semantics 12). */
function switchOff(walk: Walk): void {
  walk.offSince = walk.now;
  if (walk.due === undefined || walk.due <= walk.now) return;
  walk.heldDue = walk.due;
  walk.due = undefined;
}

function switchOn(walk: Walk, offSince: Instant): void {
  const { now } = walk;
  walk.due = dueIfOnNow(walk);
  walk.offSince = undefined;
  walk.heldDue = undefined;
  walk.offs ??= [];
  walk.offs.push(offSince, now);
}

/** The due of a clock that is on, or that goes on now. */
function dueIfOnNow({ now, due, heldDue, target, offSince, elapsedMs }: Walk): Instant | undefined {
  if (due !== undefined || offSince === undefined || target === undefined) return due;
  switch (target.kind) {
    case "elapsed":
    case "business":
      return dueAfter(target, now, target.ms - elapsedMs);
    case "business-days":
      return heldDue === undefined ? undefined : movedDue(target, heldDue, offSince, now);
  }
}
