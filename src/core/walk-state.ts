import type { Instant } from "../time/instant.ts";
import { type ClockTarget, lengthOf, type TargetRow } from "./target-rows.ts";
import type { Waits } from "./waits.ts";

/** What a change of priority does to a clock that runs (semantics 13). */
export type PriorityChange = "carry" | "reset" | "proportional" | "freeze" | "recount";

/** How a cycle ended, and what held at that instant. */
export interface Ending {
  readonly how: "stopped" | "cancelled" | "ended-without-reply";
  readonly at: Instant;
  readonly severity: string | undefined;
  readonly dueAt: Instant | undefined;
  /** A reopening of the ticket does not make the clock go on: what it waited for has come. */
  readonly isFinal: boolean;
}

/**
 * One clock on its way through one ticket's events, written to from event to event. It counts while
 * begun, not ended and not paused; while it does not, it is off.
 */
export interface Walk {
  readonly rows: readonly TargetRow[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly onChange: PriorityChange;
  /** Which cycle of its ticket this is, from 1. */
  readonly n: number;
  /** Everything before this instant is counted. */
  now: Instant;
  severity: string | undefined;
  start: Instant | undefined;
  /** The instant whose version of the terms is in force: the start, or a later change (semantics 37). */
  termsOf: Instant;
  /** The severity and the version that brought the row into force; no instant before the start. */
  ruledBy: string | undefined;
  ruledOf: Instant | undefined;
  /** Where counting began: the start, or the last change that reset the clock. */
  countedFrom: Instant;
  /** The row in force, −1 for none; its target. Left as they were while the cycle is ended. */
  row: number;
  target: ClockTarget | undefined;
  /** What a time target allows; less or more than its length after a proportional change. */
  allowedMs: number;
  /** False until a row was in force at some instant of the cycle. */
  hadRow: boolean;
  elapsedMs: number;
  pausedMs: number;
  /** What of it would have counted; in how many pauses, of which one is on. */
  pausedCountedMs: number;
  pauses: number;
  isInPause: boolean;
  /** Undefined while off before the due. */
  due: Instant | undefined;
  /** The due that a date target had when it went off, to be moved when it is on again. */
  heldDue: Instant | undefined;
  originalDue: Instant | undefined;
  /** Whether the due was agreed: neither pauses nor changes of priority move it then (9). */
  isAgreed: boolean;
  breachedAt: Instant | undefined;
  /** Row and severity that were in force at the start, and at the due once it has come. */
  startRow: number;
  startSeverity: string | undefined;
  isDuePast: boolean;
  dueRow: number;
  dueSeverity: string | undefined;
  /** The waits that are on, of the reasons that pause this clock. Made when there is a first one. */
  waits: Waits | undefined;
  /** Whether a wait is on. May be set before the clock begins and while it is ended. */
  isPaused: boolean;
  ending: Ending | undefined;
  /** When it was reopened last. */
  reopenedAt: Instant | undefined;
  offSince: Instant | undefined;
  /** Past stretches off: start, end, start, end … Made when there is a first one. */
  offs: Instant[] | undefined;
}

export function walkOf(
  rows: readonly TargetRow[],
  onChange: PriorityChange,
  from: {
    readonly openedAt: Instant;
    readonly severity?: string;
    readonly attributes: Readonly<Record<string, string>>;
  },
): Walk {
  return newWalk(rows, onChange, from.attributes, from.openedAt, from.severity, 1);
}

/** The cycle after one that began, on the same ticket: not begun, with the waits that are on. */
export function nextWalk(walk: Walk, now: Instant): Walk {
  const next = newWalk(walk.rows, walk.onChange, walk.attributes, now, walk.severity, walk.n + 1);
  next.waits = walk.waits;
  next.isPaused = walk.isPaused;
  return next;
}

function newWalk(
  rows: readonly TargetRow[],
  onChange: PriorityChange,
  attributes: Readonly<Record<string, string>>,
  now: Instant,
  severity: string | undefined,
  n: number,
): Walk {
  return {
    rows,
    attributes,
    onChange,
    n,
    now,
    severity,
    start: undefined,
    termsOf: now,
    ruledBy: undefined,
    ruledOf: undefined,
    countedFrom: now,
    row: -1,
    target: undefined,
    allowedMs: 0,
    hadRow: false,
    elapsedMs: 0,
    pausedMs: 0,
    pausedCountedMs: 0,
    pauses: 0,
    isInPause: false,
    due: undefined,
    heldDue: undefined,
    originalDue: undefined,
    isAgreed: false,
    breachedAt: undefined,
    startRow: -1,
    startSeverity: undefined,
    isDuePast: false,
    dueRow: -1,
    dueSeverity: undefined,
    waits: undefined,
    isPaused: false,
    ending: undefined,
    reopenedAt: undefined,
    offSince: undefined,
    offs: undefined,
  };
}

/** Brings a row into force from now on; −1 leaves the clock without a target. */
export function enforceRow(walk: Walk, row: number): void {
  const target = walk.rows[row]?.target;
  walk.row = row;
  walk.target = target;
  walk.allowedMs = target === undefined ? 0 : (lengthOf(target) ?? 0);
  if (row >= 0) walk.hadRow = true;
}
