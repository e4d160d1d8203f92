import type { Instant } from "../time/instant.ts";
import { countedMs, dueAfter, firstDue, isPast, movedDue } from "./due.ts";
import type { ClockTarget, DateTarget, TimeTarget } from "./target-rows.ts";
import { enforceRow, type Walk } from "./walk-state.ts";

/** What a change of priority does to a clock on its way (semantics 13). */

/** The row of a cycle that has counted nothing yet: as if it had been in force from the start. */
export function freshRow(walk: Walk, row: number): void {
  enforceRow(walk, row);
  if (!walk.isAgreed) carry(walk);
}

/**
 * Brings another row into force now. A breach that has passed stands, and keeps its due; only
 * `recount` judges it anew. An agreed due stays whatever the row.
 */
export function changeRow(walk: Walk, row: number): void {
  switch (walk.onChange) {
    case "freeze":
      return;
    case "carry":
      enforceRow(walk, row);
      if (isOpenToChange(walk)) carry(walk);
      return;
    case "reset":
      enforceRow(walk, row);
      if (isOpenToChange(walk)) reset(walk);
      return;
    case "proportional": {
      const { target, allowedMs } = walk;
      enforceRow(walk, row);
      if (isOpenToChange(walk)) share(walk, target, allowedMs - walk.elapsedMs);
      return;
    }
    case "recount":
      enforceRow(walk, row);
      recount(walk);
      return;
  }
}

function isOpenToChange(walk: Walk): boolean {
  return walk.breachedAt === undefined && !walk.isAgreed;
}

/** The due under the row that is in force from now on: the sum so far is held against it. */
function carry(walk: Walk): void {
  const { target } = walk;
  walk.due = undefined;
  walk.heldDue = undefined;
  walk.isDuePast = false;
  if (target === undefined) return;
  switch (target.kind) {
    case "elapsed":
    case "business":
      carryTime(walk, target);
      return;
    case "business-days":
    case "business-windows":
    case "days":
    case "months":
    case "agreed":
      carryDate(walk, target);
      return;
  }
}

/** What is counted so far stands against the new target; one that is used up is due now. */
function carryTime(walk: Walk, target: TimeTarget): void {
  const { elapsedMs, allowedMs, now } = walk;
  if (0 < elapsedMs && allowedMs <= elapsedMs) {
    walk.due = now;
    if (isPast(target, now, elapsedMs, allowedMs, now)) walk.breachedAt = now;
  } else if (walk.offSince === undefined) {
    walk.due = dueAfter(target, now, allowedMs - elapsedMs);
  }
}

/** A date target is due as if it had been in force since the start; one that has passed is due now. */
function carryDate(walk: Walk, target: DateTarget): void {
  const { now, offSince } = walk;
  const due = dueSince(walk, target);
  const countedUntil = offSince ?? now;
  if (due === undefined || countedUntil < due) {
    if (offSince === undefined) walk.due = due;
    else walk.heldDue = due;
  } else {
    walk.due = now;
    if (isPast(target, due, 0, 0, countedUntil)) walk.breachedAt = now;
  }
}

/** The due of a date target from where counting began, moved by the past stretches off before it. */
function dueSince({ offs = [], countedFrom }: Walk, target: DateTarget): Instant | undefined {
  if (target.kind === "agreed") return undefined;
  let due = firstDue(target, countedFrom);
  for (let i = 0; i + 1 < offs.length; i += 2) {
    const [from, until] = [offs[i] as Instant, offs[i + 1] as Instant];
    if (due !== undefined && from < due) due = movedDue(target, due, from, until);
  }
  return due;
}

/** `reset`: the clock begins again now; what was counted and paused before is gone. */
function reset(walk: Walk): void {
  walk.elapsedMs = 0;
  walk.pausedMs = 0;
  walk.pausedCountedMs = 0;
  walk.pauses = 0;
  walk.isInPause = false;
  walk.countedFrom = walk.now;
  walk.offs = undefined;
  if (walk.offSince !== undefined) walk.offSince = walk.now;
  carry(walk);
}

/**
 * `proportional`: what is left of the old target, as a share of it, is left of the new one. Where
 * either has no length there is no share, and the sum is carried: contracts with such rows are
 * refused.
 */
function share(walk: Walk, old: ClockTarget | undefined, leftMs: number): void {
  const { target } = walk;
  if (isTime(old) && isTime(target)) {
    walk.allowedMs = walk.elapsedMs + shareOf(target, leftMs, old.ms);
  }
  carry(walk);
}

function isTime(target: ClockTarget | undefined): target is TimeTarget {
  return target?.kind === "elapsed" || target?.kind === "business";
}

/**
 * `target × leftMs ÷ ofMs` in whole ms, without changing who is late: time is counted in whole ms,
 * so "at most x" is "at most x rounded down", and "less than x" is "less than x rounded up".
 */
function shareOf(target: TimeTarget, leftMs: number, ofMs: number): number {
  if (leftMs <= 0) return 0;
  const [product, divisor] = [BigInt(target.ms) * BigInt(leftMs), BigInt(ofMs)];
  return Number((target.strict ? product + divisor - 1n : product) / divisor);
}

/** `recount`: everything since the start as if the row had been in force all along. */
function recount(walk: Walk): void {
  const { target, now, offSince, offs = [] } = walk;
  const countedUntil = offSince ?? now;
  const isFixed = walk.isAgreed;
  walk.elapsedMs = 0;
  if (!isFixed) {
    walk.due = undefined;
    walk.heldDue = undefined;
    walk.breachedAt = undefined;
    walk.isDuePast = false;
  }
  if (target === undefined) return;
  let from = walk.countedFrom;
  let due: Instant | undefined;
  for (let i = 0; i <= offs.length; i += 2) {
    const until = offs[i] ?? countedUntil;
    const ms = countedMs(target, from, until);
    if (due === undefined && isTime(target) && walk.allowedMs <= walk.elapsedMs + ms) {
      due = dueAfter(target, from, walk.allowedMs - walk.elapsedMs);
    }
    walk.elapsedMs += ms;
    from = offs[i + 1] ?? countedUntil;
  }
  if (isFixed) return;
  if (!isTime(target)) due = dueSince(walk, target);
  placeDue(walk, target, due, countedUntil);
}

/** A due that has come is kept where it lies; one that has not is known only while the clock is on. */
function placeDue(
  walk: Walk,
  target: ClockTarget,
  due: Instant | undefined,
  countedUntil: Instant,
): void {
  if (due !== undefined && due <= countedUntil) {
    walk.due = due;
    if (isPast(target, due, walk.elapsedMs, walk.allowedMs, countedUntil)) walk.breachedAt = due;
  } else if (walk.offSince !== undefined) {
    walk.heldDue = due;
  } else {
    walk.due = isTime(target) ? dueAfter(target, walk.now, walk.allowedMs - walk.elapsedMs) : due;
  }
}
