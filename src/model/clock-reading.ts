import type { ClauseRef } from "./step.ts";

/** What a clock is in at an instant (semantics 15). */
export type ClockState =
  | "not-started"
  | "running"
  | "paused"
  | "at-risk"
  | "breached-open"
  | "met"
  /** Over, and held against nothing: no row takes it, or nobody agreed on a due. */
  | "stopped"
  | "breached"
  | "cancelled"
  | "ended-without-reply";

/** One cycle of one clock on one ticket, at one instant. Instants are epoch ms. */
export interface ClockReading {
  /** The commitment. */
  readonly id: string;
  readonly clause: ClauseRef;
  /** Its clock: "first-response", "resolution" … */
  readonly clock: string;
  readonly ticket: string;
  /** Which cycle of the clock, from 1. */
  readonly cycle: number;
  readonly state: ClockState;
  readonly startedAt: number | undefined;
  readonly stoppedAt: number | undefined;
  /** Undefined while it waits before its due, and where no target is in force. */
  readonly dueAt: number | undefined;
  /** The due at the start, before pauses, changes of priority and agreements. */
  readonly originalDueAt: number | undefined;
  /** The due that was missed, or the later instant at which a shorter target was used up. */
  readonly breachedAt: number | undefined;
  /** Counted time so far: open time under a target with a calendar, else real time. */
  readonly elapsedMs: number;
  /**
   * What is left of that time, 0 once breached; open time where the target has a calendar. Undefined
   * when the clock is over, has not started or has no due.
   */
  readonly remainingMs: number | undefined;
  /** Real time from the start to the stop or `asOf`, pauses and closed hours in it. */
  readonly elapsedRealMs: number;
  /** Real time from `asOf` to the due, 0 once breached. Undefined when over and without a due. */
  readonly remainingRealMs: number | undefined;
  /** Counted time that pauses took: open time where the target has a calendar, else real. */
  readonly pausedCountedMs: number;
  /** Real time that pauses took, closed hours in it: `pausedMs` of a statement. Closed gaps are none. */
  readonly pausedRealMs: number;
  /** How many pauses that was, the one that is on among them. */
  readonly pauses: number;
  /**
   * Dates from that of the start to that of the due on which the calendar does not open; without a
   * due up to the stop or `asOf`. 0 of a target without a calendar.
   */
  readonly skippedDays: number;
  /** Real time since the breach, up to the stop; 0 without one. */
  readonly lateMs: number;
  /** Of an update clock: how many updates of the ticket were missed before this cycle. */
  readonly missedUpdates: number;
  /**
   * The first later instant at which the state changes, or `remainingMs` begins or ceases to run
   * down, as long as nothing happens to the ticket. Undefined when only an event changes anything.
   */
  readonly nextChangeAt: number | undefined;
  /** The row in force; of a clock that is over, the one that it is counted under. */
  readonly row: ReadingRow | undefined;
  /** The parts of a sentence that says why, in order. */
  readonly why: readonly WhyPart[];
}

export interface ReadingRow {
  /** Its place in the contract's list, from 0. */
  readonly index: number;
  readonly clause: ClauseRef;
  /** In words: "P1 ≤ PT15M". */
  readonly shown: string;
}

export type WhyPart =
  /** The ticket is not open yet, or not known yet, at that instant. */
  | { readonly kind: "not-known" }
  /** What the clock begins with has not happened. */
  | { readonly kind: "not-begun" }
  /** No row of the contract takes the ticket. */
  | { readonly kind: "no-row" }
  | { readonly kind: "row"; readonly clause: ClauseRef; readonly shown: string }
  | {
      readonly kind: "due-agreed";
      readonly at: number;
      readonly author: string;
      readonly reason: string;
    }
  | { readonly kind: "waiting"; readonly reason: string; readonly since: number }
  /** The calendar is closed and opens again then. */
  | { readonly kind: "closed"; readonly calendar: string; readonly until: number }
  /** The calendar never again opens for long enough: no due is ever reached. */
  | { readonly kind: "never-due"; readonly calendar: string };
