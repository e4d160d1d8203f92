import type { Writable } from "../base/writable.ts";
import type { TicketEvidence } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Cadence } from "./clock-signals.ts";
import type { Share } from "./entitlement.ts";
import { attributesUnder, lengthOf } from "./target-rows.ts";
import type { Ending, Walk } from "./walk-state.ts";

/** What a reopening does to a clock that has stopped (semantics 14). */
export type ReopenRule = "resume" | "new-cycle" | "first-only" | "count-gap";

/** What is owed by a duty: its evidence names it so. */
type DutyKind = NonNullable<TicketEvidence["duty"]>;

/** Whose row and severity a cycle is counted under (semantics 13). */
export type CountedUnder = "at-start" | "at-stop" | "at-due";

/** One run of one clock. Its end is the stop, or `asOf` while there is none. */
export interface Cycle {
  readonly ticket: string;
  /** Which cycle of its ticket, from 1. */
  readonly n: number;
  readonly start: Instant;
  /** Of every state but running, paused and open-late: stopped, cancelled, ended without a reply. */
  readonly stop: Instant | undefined;
  /**
   * `cancelled` and `ended-without-reply` are missed targets if and only if `breachedAt` is given:
   * the due had passed by then.
   */
  readonly state:
    | "met"
    | "late"
    | "running"
    | "paused"
    | "open-late"
    | "cancelled"
    | "ended-without-reply";
  /**
   * The row that it is counted under, −1 when there is none: such a cycle is in no row's
   * population. `at-due` is the stop for a cycle that stopped before its due.
   */
  readonly row: number;
  /**
   * Undefined while paused before it, without a row, or when it lies beyond the year 2200. A clock
   * that was stopped in a pause has the due that it would have gone on with then.
   */
  readonly dueAt: Instant | undefined;
  /**
   * The calendar that never again opens for long enough: no due under it is ever reached. Of a cycle
   * that runs, or that stopped where only a due could tell whether it was late.
   */
  readonly neverDueUnder?: string;
  /** The due under the first row, had there never been a pause. */
  readonly originalDueAt: Instant | undefined;
  /** The due, or the later change to a row whose target was used up then. */
  readonly breachedAt: Instant | undefined;
  /** Counted time: open time under a target with a calendar, else real. Pauses and closed gaps are out. */
  readonly elapsedMs: number;
  /** What a computed elapsed or business target in force at the end allows. */
  readonly targetMs: number | undefined;
  /** Real time from the breach to the end, pauses in it too; 0 when not late. */
  readonly lateMs: number;
  /** Real time of pauses inside the cycle; closed gaps are none. */
  readonly pausedMs: number;
  /** How many pauses, and what of them would have counted under the target; none when left out. */
  readonly paused?: { readonly count: number; readonly countedMs: number };
  /** The ticket's, with the severity that it is counted under. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Of an update clock: how many updates of the ticket were missed before this cycle. */
  readonly missed?: number;
  /** Of several clocks that are counted together: which one it is of. */
  readonly clock?: string;
  /**
   * Of a duty: which sort, and the records that began it (none began a first gap, or a period) and
   * kept it. `with`: of presence, those that were there in the period.
   */
  readonly duty?: {
    readonly kind: DutyKind;
    readonly begunBy: string | undefined;
    readonly stoppedBy: string | undefined;
    readonly with?: readonly string[];
  };
  /** Of an entitlement, but for what was asked before the contract: its share of the quota. */
  readonly share?: Share;
}

/**
 * The name of a cycle: that of its ticket, "T-12#2" for the second one of T-12, "T-12#2@resolution"
 * where several clocks are counted together.
 */
export function cycleId({ ticket, n, clock }: Pick<Cycle, "ticket" | "n" | "clock">): string {
  const id = n === 1 ? ticket : `${ticket}#${n}`;
  return clock === undefined ? id : `${id}@${clock}`;
}

/** Whether a cycle that stopped was held against anything: of a row whose due nobody agreed on it was not. */
export function hasTarget({
  row,
  dueAt,
  targetMs,
}: Pick<Cycle, "row" | "dueAt" | "targetMs">): boolean {
  return row !== -1 && (dueAt !== undefined || targetMs !== undefined);
}

/** A missed cycle of a cadence, and how many were missed before it. */
export interface Missed {
  readonly walk: Walk;
  readonly start: Instant;
  readonly before: number;
}

/** One clock over one ticket, with the cycles that are done. */
export interface ClockRun {
  readonly ticket: string;
  readonly countedUnder: CountedUnder;
  /** Of an update clock. */
  readonly cadence: Cadence | undefined;
  /** Whether a stop is followed by further cycles. */
  readonly repeats: boolean;
  walk: Walk;
  done: Cycle[];
  /** The cycle as it was when it stopped, while its walk goes on: over a gap, to the end of a slot. */
  held: Cycle | undefined;
  /** Of a cadence: the first cycle in which no row was in force, told where there is no other. */
  unruled: Cycle | undefined;
  /** Cycles of a cadence whose due has passed and whose update is still awaited. */
  readonly missed: Missed[];
  /** How many of these are kept: the newest. All are counted. */
  readonly missedMax: number;
  missedCount: number;
  isClosed: boolean;
  /** Whether the customer has written, and an agent has answered that. */
  hasWritten: boolean;
  hasResponded: boolean;
}

export function cycleOf(
  run: Pick<ClockRun, "ticket" | "countedUnder">,
  walk: Walk,
  start: Instant,
): Cycle {
  const { ending, target, hadRow } = walk;
  // Where no row ever was in force nothing is owed, whatever was agreed.
  const breachedAt = hadRow ? walk.breachedAt : undefined;
  const endedAt = ending === undefined ? walk.now : ending.at;
  const neverDueUnder = lostCalendar(walk);
  const isTimed = target !== undefined && !walk.isAgreed && lengthOf(target) !== undefined;
  // There are millions of them: without a spread.
  const cycle: Writable<Cycle> = {
    ticket: run.ticket,
    n: walk.n,
    start,
    stop: ending?.at,
    state: stateOf(walk, ending, breachedAt),
    row: rowCounted(run.countedUnder, walk),
    dueAt: dueOf(walk),
    originalDueAt: walk.originalDue,
    breachedAt,
    elapsedMs: walk.elapsedMs,
    targetMs: isTimed ? walk.allowedMs : undefined,
    lateMs: breachedAt === undefined ? 0 : endedAt - breachedAt,
    pausedMs: walk.pausedMs,
    attributes: attributesUnder(walk.attributes, severityCounted(run.countedUnder, walk)),
  };
  if (neverDueUnder !== undefined) cycle.neverDueUnder = neverDueUnder;
  if (walk.pauses > 0) cycle.paused = { count: walk.pauses, countedMs: walk.pausedCountedMs };
  return cycle;
}

/** A clock that stopped used up no more open time than there was: that needs no due (semantics 9). */
function lostCalendar({ ending, due, target, isPaused }: Walk): string | undefined {
  if (target === undefined || !("calendar" in target)) return undefined;
  const { id } = target.calendar;
  switch (ending?.how) {
    case "stopped":
      return ending.dueAt === undefined && target.kind !== "business" ? id : undefined;
    case "cancelled":
    case "ended-without-reply":
      return undefined;
    case undefined:
      return due === undefined && !isPaused ? id : undefined;
  }
}

function dueOf({ ending, due, hadRow }: Walk): Instant | undefined {
  if (!hadRow) return undefined;
  return ending === undefined ? due : ending.dueAt;
}

function stateOf(
  { isPaused }: Walk,
  ending: Ending | undefined,
  breachedAt: Instant | undefined,
): Cycle["state"] {
  const isLate = breachedAt !== undefined;
  switch (ending?.how) {
    case "stopped":
      return isLate ? "late" : "met";
    case "cancelled":
    case "ended-without-reply":
      return ending.how;
    case undefined:
      if (isLate) return "open-late";
      return isPaused ? "paused" : "running";
  }
}

function rowCounted(under: CountedUnder, walk: Walk): number {
  switch (under) {
    case "at-start":
      return walk.startRow;
    case "at-due":
      return walk.isDuePast ? walk.dueRow : walk.row;
    case "at-stop":
      return walk.row;
  }
}

function severityCounted(under: CountedUnder, walk: Walk): string | undefined {
  const { ending, severity } = walk;
  const atStop = ending === undefined ? severity : ending.severity;
  switch (under) {
    case "at-start":
      return walk.startSeverity;
    case "at-due":
      return walk.isDuePast ? walk.dueSeverity : atStop;
    case "at-stop":
      return atStop;
  }
}
