import type { Ticket, TicketEvent } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { advance, begin, type Ending, end, reopen, type Walk, walkOf } from "./clock-walk.ts";
import { sortEvents } from "./event-order.ts";
import { endWait, type PausedBy, pauses } from "./pauses.ts";
import { attributesUnder, type TargetRow } from "./target-rows.ts";

export { sortEvents } from "./event-order.ts";
export { type LogIssue, pauseIssues } from "./pauses.ts";
export { type ClockTarget, rowFor, type TargetRow } from "./target-rows.ts";

export type ReplyKind = "automated" | "acknowledgement" | "substantive";

export interface ClockTerms {
  readonly clock: "first-response" | "resolution";
  /** First match wins. */
  readonly rows: readonly TargetRow[];
  /** The waiting reasons that pause this clock (semantics 12). */
  readonly pausedBy: PausedBy;
  /** The agents' replies that stop a first response (semantics 11). */
  readonly replies: ReadonlySet<ReplyKind>;
  readonly onPriorityChange: "carry";
  readonly onReopen: "resume";
  readonly countedUnder: "at-stop";
}

/** One run of one clock. Its end is the stop, or `asOf` while there is none. */
export interface Cycle {
  readonly ticket: string;
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
  /** The row in force at the end, −1 when none is then: such a cycle is in no row's population. */
  readonly row: number;
  /**
   * Undefined while paused before it, without a row, or when it lies beyond the year 2200. A clock
   * that was stopped in a pause has the due that it would have gone on with then.
   */
  readonly dueAt: Instant | undefined;
  /** The due under the first row, had there never been a pause. */
  readonly originalDueAt: Instant | undefined;
  /** The due, or the later change to a row whose target was used up then. */
  readonly breachedAt: Instant | undefined;
  /** Counted time: real under an elapsed target, else open time. Pauses and closed gaps are out. */
  readonly elapsedMs: number;
  /** Of an elapsed or business target in force at the end. */
  readonly targetMs: number | undefined;
  /** Real time from the breach to the end, pauses in it too; 0 when not late. */
  readonly lateMs: number;
  /** Real time of pauses inside the cycle; closed gaps are none. */
  readonly pausedMs: number;
  /** The ticket's, with the severity at the end. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Runs one clock over one ticket (semantics 8 to 15). Events at `asOf` or later are unused. Events
 * that are not in order are put in order first.
 *
 * A `resolved` or `closed` that follows another without a reopening changes nothing. A first
 * response is over with its reply. A wait lasts until it is ended, also over a resolution.
 *
 * @returns Undefined when no clock ran: not opened before `asOf`, opened by an agent and never
 *   answered by the customer, or no row in force at any time.
 * @throws {InvariantError} When an event is before the opening: `pauseIssues` refuses that.
 */
export function runClock(terms: ClockTerms, ticket: Ticket, asOf: Instant): Cycle | undefined {
  if (asOf <= ticket.openedAt) return undefined;
  const walk = walkOf(terms.rows, ticket);
  if (ticket.waiting !== undefined) startWait(terms, walk, ticket.waiting);
  if (terms.clock === "resolution" || ticket.openedBy === "customer") begin(walk);
  for (const event of sortEvents(ticket.events)) {
    if (asOf <= event.at) break;
    advance(walk, event.at);
    apply(terms, walk, event);
    if (walk.ending?.how === "stopped" && terms.clock === "first-response") break;
  }
  if (walk.ending === undefined) advance(walk, asOf);
  return walk.start !== undefined && walk.hadRow ? cycleOf(ticket.id, walk, walk.start) : undefined;
}

function apply(terms: ClockTerms, walk: Walk, event: TicketEvent): void {
  switch (event.event) {
    case "replied":
      if (terms.clock === "first-response") applyReply(terms, walk, event);
      return;
    case "resolved":
    case "closed":
      end(walk, terms.clock === "resolution" ? "stopped" : "ended-without-reply");
      return;
    case "cancelled":
      end(walk, "cancelled");
      return;
    case "reopened":
      reopen(walk);
      return;
    case "priority-changed":
      walk.severity = event.severity;
      return;
    case "waiting-started":
      startWait(terms, walk, event.reason);
      return;
    case "waiting-ended":
      stopWait(walk, event.reason);
      return;
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
      return;
  }
}

/** An agent's reply before the customer wrote answers nobody: `end` leaves a clock without start. */
function applyReply(
  { replies }: ClockTerms,
  walk: Walk,
  reply: Extract<TicketEvent, { readonly event: "replied" }>,
): void {
  if (reply.by === "customer") {
    if (walk.start === undefined) begin(walk);
  } else if (replies.has(reply.kind)) {
    end(walk, "stopped");
  }
}

function startWait(terms: ClockTerms, walk: Walk, reason: string): void {
  if (!pauses(terms.pausedBy, reason)) return;
  walk.waits ??= new Set();
  walk.waits.add(reason);
  walk.isPaused = true;
}

function stopWait(walk: Walk, reason: string | undefined): void {
  if (walk.waits === undefined) return;
  endWait(walk.waits, reason);
  walk.isPaused = walk.waits.size > 0;
}

function cycleOf(ticket: string, walk: Walk, start: Instant): Cycle {
  const { ending, target, breachedAt } = walk;
  const endedAt = ending === undefined ? walk.now : ending.at;
  return {
    ticket,
    start,
    stop: ending?.at,
    state: stateOf(walk, ending),
    row: walk.row,
    dueAt: ending === undefined ? walk.due : ending.dueAt,
    originalDueAt: walk.originalDue,
    breachedAt,
    elapsedMs: walk.elapsedMs,
    targetMs: target === undefined || target.kind === "business-days" ? undefined : target.ms,
    lateMs: breachedAt === undefined ? 0 : endedAt - breachedAt,
    pausedMs: walk.pausedMs,
    attributes: attributesUnder(
      walk.attributes,
      ending === undefined ? walk.severity : ending.severity,
    ),
  };
}

function stateOf({ breachedAt, isPaused }: Walk, ending: Ending | undefined): Cycle["state"] {
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
