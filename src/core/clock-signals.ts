import type { Ticket, TicketEvent } from "../model/records.ts";

export type ReplyKind = "automated" | "acknowledgement" | "substantive";

export const customEvents = [
  "opened",
  "customer-replied",
  "agent-replied",
  "assigned",
  "engineer-assigned",
  "workaround",
  "restored",
  "resolved",
  "closed",
  "reopened",
] as const;
/** What a clock of a contract's own may run from and to. */
export type CustomEvent = (typeof customEvents)[number];

export const cadenceEnds = ["workaround", "restored", "resolved", "closed"] as const;

/** Updates at a frequency (semantics 11); closing and cancelling a ticket end them in any case. */
export interface Cadence {
  readonly from: "opening" | "first-response";
  readonly until: (typeof cadenceEnds)[number];
  /** Counted from the last update, or on a grid that stays. */
  readonly grid: "rolling" | "fixed";
}

/** What a clock measures: from which event to which (semantics 11). */
export type Clock =
  | { readonly name: "first-response" }
  /** `after`: where a first response is agreed too, only messages after it are next ones. */
  | { readonly name: "next-response"; readonly after: "opening" | "first-response" }
  | { readonly name: "update"; readonly cadence: Cadence }
  | { readonly name: "time-to-own" | "workaround" | "restoration" }
  | { readonly name: "first-resolution" | "resolution" }
  | { readonly name: "custom"; readonly from: CustomEvent; readonly to: CustomEvent };

/** What an event is to a clock; `over`: what the clock waits for will not come any more. */
export type Signal = "start" | "stop" | "over" | "none";

type Replies = ReadonlySet<ReplyKind>;

export function startsAtOpening(clock: Clock, { openedBy }: Ticket): boolean {
  switch (clock.name) {
    case "first-response":
      return openedBy === "customer";
    case "next-response":
      return clock.after === "opening" && openedBy === "customer";
    case "update":
      return clock.cadence.from === "opening";
    case "custom":
      return clock.from === "opened";
    case "time-to-own":
    case "workaround":
    case "restoration":
    case "first-resolution":
    case "resolution":
      return true;
  }
}

/** Whether a ticket may have several cycles of the clock without being reopened. */
export function repeats(clock: Clock): boolean {
  switch (clock.name) {
    case "next-response":
    case "update":
      return true;
    case "custom":
      return clock.from !== "opened";
    case "first-response":
    case "time-to-own":
    case "workaround":
    case "restoration":
    case "first-resolution":
    case "resolution":
      return false;
  }
}

export function signalOf(clock: Clock, replies: Replies, event: TicketEvent): Signal {
  switch (clock.name) {
    case "first-response":
    case "next-response":
      return replySignal(replies, event);
    case "update":
      return updateSignal(clock.cadence, replies, event);
    case "time-to-own":
      if (event.event === "assigned" || event.event === "engineer-assigned") return "stop";
      return isSolved(event) ? "over" : "none";
    case "workaround":
      if (event.event === "workaround" || event.event === "restored") return "stop";
      return isSolved(event) ? "stop" : "none";
    case "restoration":
      return event.event === "restored" || isSolved(event) ? "stop" : "none";
    case "first-resolution":
    case "resolution":
      return isSolved(event) ? "stop" : "none";
    case "custom":
      return customSignal(clock, replies, event);
  }
}

/** A reopening takes back what a resolution gave, not an answer, an owner or a workaround. */
export function isFinalStop(clock: Clock, event: TicketEvent): boolean {
  switch (clock.name) {
    case "resolution":
    case "restoration":
      return false;
    case "workaround":
      return event.event === "workaround";
    case "custom":
      return !isSolved(event);
    case "first-response":
    case "next-response":
    case "update":
    case "time-to-own":
    case "first-resolution":
      return true;
  }
}

/** True of an agent's reply of a kind that answers. */
export function isAnswer(replies: Replies, event: TicketEvent): boolean {
  return event.event === "replied" && event.by === "agent" && replies.has(event.kind);
}

function isSolved(event: TicketEvent): boolean {
  return event.event === "resolved" || event.event === "closed";
}

function replySignal(replies: Replies, event: TicketEvent): Signal {
  if (event.event !== "replied") return isSolved(event) ? "over" : "none";
  if (event.by === "customer") return "start";
  return replies.has(event.kind) ? "stop" : "none";
}

function updateSignal({ until }: Cadence, replies: Replies, event: TicketEvent): Signal {
  if (isAnswer(replies, event)) return "stop";
  const isOver =
    event.event === until ||
    event.event === "closed" ||
    (event.event === "resolved" && until !== "closed");
  return isOver ? "over" : "none";
}

function customSignal(
  { from, to }: { readonly from: CustomEvent; readonly to: CustomEvent },
  replies: Replies,
  event: TicketEvent,
): Signal {
  const name = customNameOf(replies, event);
  if (name === to) return "stop";
  if (name === from) return "start";
  return isSolved(event) && !isAboutTheEnd(from) && !isAboutTheEnd(to) ? "over" : "none";
}

/** A clock from or to one of these runs on after a resolution. */
function isAboutTheEnd(edge: CustomEvent): boolean {
  return edge === "resolved" || edge === "closed" || edge === "reopened";
}

function customNameOf(replies: Replies, event: TicketEvent): string {
  if (event.event !== "replied") return event.event;
  if (event.by === "customer") return "customer-replied";
  return replies.has(event.kind) ? "agent-replied" : "";
}
