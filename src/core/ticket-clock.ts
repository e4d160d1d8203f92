import type { Ticket, TicketEvent } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { awaitUpdates, giveUp, update, updateOf } from "./clock-cadence.ts";
import {
  type ClockRun,
  type CountedUnder,
  type Cycle,
  cycleOf,
  type ReopenRule,
} from "./clock-run.ts";
import {
  type Clock,
  isAnswer,
  isFinalStop,
  type ReplyKind,
  repeats,
  signalOf,
  startsAtOpening,
} from "./clock-signals.ts";
import { advance, agree, begin, end, reopen } from "./clock-walk.ts";
import { sortEvents } from "./event-order.ts";
import { type PausedBy, pauses } from "./pauses.ts";
import type { TargetRow, TermsVersions } from "./target-rows.ts";
import { inTicketZones } from "./ticket-zones.ts";
import { Waits } from "./waits.ts";
import { nextWalk, type PriorityChange, type Walk, walkOf } from "./walk-state.ts";

// Long because: one walk over the events of a ticket; what each event does to a clock is read together.

export { type CountedUnder, type Cycle, cycleId, hasTarget, type ReopenRule } from "./clock-run.ts";
export type { Clock, ReplyKind } from "./clock-signals.ts";
export { sortEvents } from "./event-order.ts";
export { pauseIssues } from "./pauses.ts";
export { type ClockTarget, rowUnder, type TargetRow } from "./target-rows.ts";
export type { PriorityChange } from "./walk-state.ts";

export interface ClockTerms {
  readonly clock: Clock;
  /** The first that matches is in force; they are asked in turn. */
  readonly rows: readonly TargetRow[];
  /** The waiting reasons that pause this clock (semantics 12). */
  readonly pausedBy: PausedBy;
  /** The agents' replies that count as answers and updates (semantics 11). */
  readonly replies: ReadonlySet<ReplyKind>;
  readonly onPriorityChange: PriorityChange;
  readonly onReopen: ReopenRule;
  readonly countedUnder: CountedUnder;
  /** What `due-agreed` calls this clock. */
  readonly agreedAs: string;
  readonly versions?: TermsVersions;
}

/** The first cycle of a clock on a ticket; undefined when there is none. See `runCycles`. */
export function runClock(terms: ClockTerms, ticket: Ticket, asOf: Instant): Cycle | undefined {
  return runCycles(terms, ticket, asOf)[0];
}

/**
 * Runs one clock over one ticket (semantics 8 to 15). Events at `asOf` or later are unused. Events
 * that are not in order are put in order first.
 *
 * A `resolved` or `closed` that follows another without a reopening changes nothing. A first
 * response is over with its reply. A wait lasts until it is ended, also over a resolution.
 *
 * @param missedMax Of the updates that are missed in one gap, so many are among the cycles: the
 *   newest. Every cycle says how many were missed before it.
 * @returns No cycle when no clock ran: not opened before `asOf`, opened by an agent and never
 *   answered by the customer. Where no row was ever in force, cycles are without due and breach: of
 *   an update clock the first one.
 * @throws {InvariantError} When an event is before the opening: `pauseIssues` refuses that.
 */
export function runCycles(
  agreed: ClockTerms,
  ticket: Ticket,
  asOf: Instant,
  missedMax = Infinity,
): readonly Cycle[] {
  return asOf <= ticket.openedAt ? [] : walked(agreed, ticket, asOf, missedMax).done;
}

/** So many missed updates of a ticket, for one commitment, are settled at most. */
export const UPDATES_MAX = 10_000;

/** How many updates are missed on a ticket (semantics 11); 0 of every other clock. */
export function missedUpdates(terms: ClockTerms, ticket: Ticket, asOf: Instant): number {
  if (terms.clock.name !== "update" || asOf <= ticket.openedAt) return 0;
  return walked(terms, ticket, asOf, 0).missedCount;
}

function walked(agreed: ClockTerms, ticket: Ticket, asOf: Instant, missedMax: number): ClockRun {
  const terms = inTicketZones(agreed, ticket);
  const run = runOf(terms, ticket, missedMax);
  if (ticket.waiting !== undefined) startWait(terms, run, ticket.waiting);
  if (startsAtOpening(terms.clock, ticket)) begin(run.walk);
  const ahead = (terms.versions ?? []).filter(({ at }) => ticket.openedAt < at);
  for (const event of sortEvents(ticket.events)) {
    if (asOf <= event.at) break;
    passVersions(run, ahead, event.at);
    advanceTo(run, event.at);
    apply(terms, run, event);
    if (run.walk.ending?.isFinal === true && !run.repeats) break;
  }
  passVersions(run, ahead, asOf);
  finish(run, asOf);
  return run;
}

/** Versions that begin before `until`: what happens at their first instant acts under the old one. */
function passVersions(run: ClockRun, ahead: TermsVersions[number][], until: Instant): void {
  for (let next = ahead[0]; next !== undefined && next.at < until; next = ahead[0]) {
    ahead.shift();
    if (run.walk.ending === undefined) advanceTo(run, next.at);
    if (next.termsAt === "stop") run.walk.termsOf = next.at;
  }
}

function runOf(terms: ClockTerms, ticket: Ticket, missedMax: number): ClockRun {
  const { clock } = terms;
  return {
    ticket: ticket.id,
    countedUnder: terms.countedUnder,
    cadence: clock.name === "update" ? clock.cadence : undefined,
    repeats: repeats(clock),
    walk: walkOf(terms.rows, terms.onPriorityChange, ticket),
    done: [],
    held: undefined,
    unruled: undefined,
    missed: [],
    missedMax,
    missedCount: 0,
    isClosed: false,
    hasWritten: ticket.openedBy === "customer",
    hasResponded: false,
  };
}

function advanceTo(run: ClockRun, at: Instant): void {
  if (run.cadence === undefined) advance(run.walk, at);
  else awaitUpdates(run, at);
}

function finish(run: ClockRun, asOf: Instant): void {
  if (run.walk.ending === undefined) advanceTo(run, asOf);
  giveUp(run, undefined, asOf);
  keep(run);
  if (run.done.length === 0 && run.unruled !== undefined) run.done = [run.unruled];
}

/** Keeps the cycle as it stands; a clock that did not begin is none. */
function keep(run: ClockRun): void {
  const { walk, held } = run;
  if (walk.start === undefined) return;
  const cycle = held ?? cycleNow(run, walk, walk.start);
  if (run.cadence !== undefined && !walk.hadRow) {
    run.unruled ??= cycle;
    return;
  }
  // There are millions of them: a first push would make room for seventeen.
  if (run.done.length === 0) run.done = [cycle];
  else run.done.push(cycle);
}

function cycleNow(run: ClockRun, walk: Walk, start: Instant): Cycle {
  if (run.cadence === undefined) return cycleOf(run, walk, start);
  return updateOf(run, { walk, start, before: run.missedCount });
}

/** The cycle is done with; the clock's next one has not begun. */
function next(run: ClockRun): void {
  keep(run);
  run.held = undefined;
  run.walk = nextWalk(run.walk, run.walk.now);
}

function apply(terms: ClockTerms, run: ClockRun, event: TicketEvent): void {
  switch (signalOf(terms.clock, terms.replies, event)) {
    case "start":
      start(terms, run);
      break;
    case "stop":
      stop(terms, run, event);
      break;
    case "over":
      giveUp(run, run.walk.now, run.walk.now);
      finishCycle(terms, run, "ended-without-reply", false);
      break;
    case "none":
      break;
  }
  follow(terms, run, event);
}

/** What events mean to every clock. */
function follow(terms: ClockTerms, run: ClockRun, event: TicketEvent): void {
  switch (event.event) {
    case "replied":
      if (event.by === "customer") run.hasWritten = true;
      else if (run.hasWritten && isAnswer(terms.replies, event)) run.hasResponded = true;
      return;
    case "resolved":
    case "closed":
      run.isClosed = true;
      return;
    case "cancelled":
      giveUp(run, run.walk.now, run.walk.now);
      finishCycle(terms, run, "cancelled", false);
      return;
    case "reopened":
      run.isClosed = false;
      goOn(terms, run);
      return;
    case "priority-changed":
      run.walk.severity = event.severity;
      return;
    case "waiting-started":
      startWait(terms, run, event.reason);
      return;
    case "waiting-ended":
      stopWait(run, event.reason);
      return;
    case "due-agreed":
      if (event.clock === terms.agreedAs) agree(run.walk, event.due);
      return;
    case "next-update-agreed":
      if (run.cadence !== undefined) agree(run.walk, event.due);
      return;
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
      return;
  }
}

/**
 * Begins the cycle, or the next one after a stop. A next message to a ticket that is closed waits
 * for no reply until the ticket is reopened.
 */
function start(terms: ClockTerms, run: ClockRun): void {
  const { clock } = terms;
  if (clock.name === "next-response" && clock.after === "first-response" && !run.hasResponded)
    return;
  if (run.walk.start !== undefined) {
    if (!run.repeats || !hasStopped(run)) return;
    next(run);
  }
  begin(run.walk);
  if (clock.name === "next-response" && run.isClosed)
    finishCycle(terms, run, "ended-without-reply", false);
}

function hasStopped({ walk, held }: ClockRun): boolean {
  return held === undefined
    ? walk.ending?.how === "stopped"
    : held.state === "met" || held.state === "late";
}

/** An agent's reply before the customer wrote answers nobody: `end` leaves a clock without start. */
function stop(terms: ClockTerms, run: ClockRun, event: TicketEvent): void {
  if (run.cadence === undefined)
    finishCycle(terms, run, "stopped", isFinalStop(terms.clock, event));
  else if (run.walk.start !== undefined) update(run, run.cadence);
  else if (run.hasWritten) begin(run.walk);
}

/** `count-gap` keeps the cycle as it stands and lets its clock go on, for the case of a reopening. */
function finishCycle(
  terms: ClockTerms,
  run: ClockRun,
  how: "stopped" | "cancelled" | "ended-without-reply",
  isFinal: boolean,
): void {
  const { walk } = run;
  const { start: begun } = walk;
  if (begun === undefined || walk.ending !== undefined) return;
  if (run.held !== undefined && run.cadence === undefined) return;
  end(walk, how, isFinal);
  if (terms.onReopen !== "count-gap" || isFinal || run.cadence !== undefined) return;
  run.held = cycleOf(run, walk, begun);
  reopen(walk);
}

/** A ticket is reopened (semantics 14). */
function goOn(terms: ClockTerms, run: ClockRun): void {
  const { walk } = run;
  switch (terms.onReopen) {
    case "first-only":
      return;
    case "count-gap":
      if (run.cadence === undefined) run.held = undefined;
      else reopen(walk);
      return;
    case "resume":
      if (walk.ending?.isFinal === false) reopen(walk);
      return;
    case "new-cycle":
      if (walk.ending?.isFinal !== false) return;
      next(run);
      begin(run.walk);
      return;
  }
}

function startWait(terms: ClockTerms, { walk }: ClockRun, reason: string): void {
  if (!pauses(terms.pausedBy, reason)) return;
  walk.waits ??= new Waits();
  walk.waits.start(reason);
  walk.isPaused = true;
}

function stopWait({ walk }: ClockRun, reason: string | undefined): void {
  if (walk.waits === undefined) return;
  walk.waits.end(reason);
  walk.isPaused = walk.waits.areOn;
}
