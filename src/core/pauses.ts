import type { Ticket, TicketEvent } from "../model/records.ts";
import { type Clash, clashOf } from "./event-clash.ts";
import { sortEvents } from "./event-order.ts";
import { Waits } from "./waits.ts";

/** Which waiting reasons pause a clock (semantics 12). */
export type PausedBy = "all" | ReadonlySet<string>;

export function pauses(pausedBy: PausedBy, reason: string): boolean {
  return pausedBy === "all" || pausedBy.has(reason);
}

/** What a ticket's log cannot mean (semantics 10). `index` is the event's place in the log as given. */
export type LogIssue =
  | { readonly index: number; readonly kind: Misfit }
  | { readonly index: number; readonly kind: "event-clash"; readonly says: Clash };

/** What is wrong with one event by itself, after those before it. */
type Misfit =
  | "event-before-opening"
  | "stop-before-opening"
  | "resume-without-pause"
  | "reason-started-twice"
  | "reopen-without-stop";

/** What is on at a moment of the log. */
interface LogState {
  waits: Waits | undefined;
  isStopped: boolean;
}

/**
 * Every event that no clock could make sense of; a log that has any is refused before a clock runs.
 * Judged in the order in which events act, so a wait that ends in the millisecond in which it begins
 * is a resume without a pause. A second stop is legal, it changes nothing.
 */
export function pauseIssues(ticket: Ticket): readonly LogIssue[] {
  const { events, openedAt, waiting } = ticket;
  const sorted = sortEvents(events);
  const state: LogState = { waits: undefined, isStopped: false };
  if (waiting !== undefined) startWait(state, waiting);
  const issues: LogIssue[] = [];
  for (let place = 0; place < sorted.length; place += 1) {
    const event = sorted[place] as TicketEvent;
    const late = event.at < openedAt ? beforeOpening(event) : undefined;
    const kind = late ?? issueOf(state, event);
    const says = clashOf(sorted[place - 1], event);
    if (kind !== undefined) issues.push({ index: events.indexOf(event), kind });
    else if (says !== undefined)
      issues.push({ index: events.indexOf(event), kind: "event-clash", says });
  }
  return issues.length < 2 ? issues : issues.sort((a, b) => a.index - b.index);
}

function beforeOpening(event: TicketEvent): Misfit {
  return isStop(event) ? "stop-before-opening" : "event-before-opening";
}

/** Takes the event into the state; what is wrong with it, if anything. */
function issueOf(state: LogState, event: TicketEvent): Misfit | undefined {
  if (event.event === "waiting-started")
    return startWait(state, event.reason) ? undefined : "reason-started-twice";
  if (event.event === "waiting-ended")
    return state.waits?.end(event.reason) === true ? undefined : "resume-without-pause";
  if (event.event === "reopened" && !state.isStopped) return "reopen-without-stop";
  if (event.event === "reopened" || isStop(event)) state.isStopped = isStop(event);
  return undefined;
}

function isStop({ event }: TicketEvent): boolean {
  return event === "resolved" || event === "closed" || event === "cancelled";
}

function startWait(state: LogState, reason: string): boolean {
  state.waits ??= new Waits();
  return state.waits.start(reason);
}
