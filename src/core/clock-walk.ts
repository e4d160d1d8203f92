import { invariant } from "../base/invariant.ts";
import type { Instant } from "../time/instant.ts";
import { changeRow, freshRow } from "./clock-change.ts";
import { countedMs, dueAfter, firstDue, isPast, movedDue } from "./due.ts";
import { rowUnder } from "./target-rows.ts";
import { type Ending, enforceRow, type Walk } from "./walk-state.ts";

/**
 * Counts the time up to `at`. What the events of one instant amount to takes effect once all of them
 * have acted: a resume and a pause in one millisecond are one pause, a stop with its reopening is no
 * gap, and of several changes of priority only the last brings a row into force.
 *
 * @throws {InvariantError} When `at` was passed already: `pauseIssues` refuses events before opening.
 */
export function advance(walk: Walk, at: Instant): void {
  invariant(walk.now <= at, "a ticket's events are sorted and not before its opening", at);
  if (walk.now === at) return;
  applySeverity(walk);
  switchOnOrOff(walk);
  countUntil(walk, at);
}

function countUntil(walk: Walk, at: Instant): void {
  const { now, target } = walk;
  walk.now = at;
  if (walk.start === undefined || walk.ending !== undefined) return;
  if (walk.isPaused) {
    countPause(walk, now, at);
    if (!walk.isAgreed) return;
  } else {
    walk.isInPause = false;
    if (target !== undefined) walk.elapsedMs += countedMs(target, now, at);
  }
  if (walk.due !== undefined && walk.due <= at) passDue(walk, walk.due, at);
}

function countPause(walk: Walk, from: Instant, until: Instant): void {
  const { target } = walk;
  walk.pausedMs += until - from;
  if (target !== undefined) walk.pausedCountedMs += countedMs(target, from, until);
  if (!walk.isInPause) walk.pauses += 1;
  walk.isInPause = true;
}

function passDue(walk: Walk, due: Instant, at: Instant): void {
  if (!walk.isDuePast) {
    walk.isDuePast = true;
    walk.dueRow = walk.row;
    walk.dueSeverity = walk.severity;
  }
  if (walk.breachedAt === undefined && isLateBy(walk, due, at)) walk.breachedAt = due;
}

/** Against an agreed due the instant counts, whatever kind of target it took the place of. */
function isLateBy({ isAgreed, target, elapsedMs, allowedMs }: Walk, due: Instant, at: Instant) {
  if (isAgreed) return target?.strict === true || due < at;
  return target !== undefined && isPast(target, due, elapsedMs, allowedMs, at);
}

/** Starts the cycle now; paused from its first millisecond where a wait is on (semantics 10). */
export function begin(walk: Walk): void {
  walk.start = walk.now;
  walk.countedFrom = walk.now;
  walk.termsOf = walk.now;
  enforceRow(walk, rowNow(walk));
  walk.due = walk.target === undefined ? undefined : firstDue(walk.target, walk.now);
  walk.originalDue = walk.due;
  walk.startRow = walk.row;
  walk.startSeverity = walk.severity;
}

/**
 * Ends a cycle that runs now, and with it a pause: the due is the one that the clock would go on
 * with. Only a reopening makes it go on.
 */
export function end(walk: Walk, how: Ending["how"], isFinal: boolean): void {
  const { now: at, severity } = walk;
  walk.ending = { how, at, severity, dueAt: dueIfOnNow(walk), isFinal };
}

/** `resume` (semantics 14): the gap since the ending is not counted, the sum goes on. */
export function reopen(walk: Walk): void {
  walk.ending = undefined;
  walk.reopenedAt = walk.now;
}

/**
 * The due is this one from now on, neither before now nor moved by pauses (semantics 9). A breach
 * that has passed stands; a clock that does not run has no due to agree on.
 */
export function agree(walk: Walk, due: Instant): void {
  if (walk.start === undefined || walk.ending !== undefined || walk.breachedAt !== undefined)
    return;
  walk.due = due < walk.now ? walk.now : due;
  walk.heldDue = undefined;
  walk.isAgreed = true;
  walk.isDuePast = false;
}

/** The row for the severity and the version of now. */
function rowNow(walk: Walk): number {
  walk.ruledBy = walk.severity;
  walk.ruledOf = walk.termsOf;
  return rowUnder(walk.rows, walk.attributes, walk.severity, walk.termsOf);
}

/** Brings the row of the severity into force. An ended cycle keeps its row until it is reopened. */
function applySeverity(walk: Walk): void {
  if (walk.start === undefined || walk.ending !== undefined) return;
  if (walk.severity === walk.ruledBy && walk.termsOf === walk.ruledOf) return;
  const row = rowNow(walk);
  if (walk.start === walk.now) {
    if (row !== walk.row) freshRow(walk, row);
    walk.startRow = row;
    walk.startSeverity = walk.severity;
  } else if (row !== walk.row) {
    changeRow(walk, row);
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
  if (walk.isAgreed || walk.due === undefined || walk.due <= walk.now) return;
  walk.heldDue = walk.due;
  walk.due = undefined;
}

function switchOn(walk: Walk, offSince: Instant): void {
  const { now } = walk;
  walk.due = dueIfOnNow(walk);
  walk.offSince = undefined;
  walk.heldDue = undefined;
  if (walk.offs === undefined) walk.offs = [offSince, now];
  else walk.offs.push(offSince, now);
}

/** The due of a clock that is on, or that goes on now. */
function dueIfOnNow(walk: Walk): Instant | undefined {
  const { now, due, heldDue, target, offSince, elapsedMs, allowedMs } = walk;
  if (due !== undefined || offSince === undefined || target === undefined) return due;
  switch (target.kind) {
    case "elapsed":
    case "business":
      return dueAfter(target, now, allowedMs - elapsedMs);
    case "business-days":
    case "business-windows":
    case "days":
    case "months":
      return heldDue === undefined ? undefined : movedDue(target, heldDue, offSince, now);
    case "agreed":
      return undefined;
  }
}
