import type { TicketEvent } from "../model/records.ts";

/**
 * Semantics 10: at one instant stops act first, then starts and resumes, then changes of priority,
 * then what was agreed, then pauses. Among stops an agent's reply comes first: who answers and resolves at once has
 * replied.
 */
const ranks = {
  assigned: 1,
  "engineer-assigned": 2,
  workaround: 3,
  restored: 4,
  resolved: 5,
  closed: 6,
  cancelled: 7,
  replied: 8,
  reopened: 9,
  "waiting-ended": 10,
  "priority-changed": 11,
  "next-update-agreed": 12,
  "due-agreed": 13,
  "waiting-started": 14,
} as const satisfies Record<TicketEvent["event"], number>;

/**
 * The events in the order in which they act. Whatever order they come in, the result is one: what
 * instant and rank leave open is settled by text. No outcome hangs on that of severities and agreed
 * dues: those that differ are a clash, and stand side by side for `clashOf` to find.
 */
export function sortEvents(events: readonly TicketEvent[]): readonly TicketEvent[] {
  return isSorted(events) ? events : [...events].sort(compareEvents);
}

/** Negative when `a` acts before `b`, 0 when nothing depends on their order. */
export function compareEvents(a: TicketEvent, b: TicketEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  const byRank = rankOf(a) - rankOf(b);
  if (byRank !== 0) return byRank;
  const [textA, textB] = [textOf(a), textOf(b)];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

function isSorted(events: readonly TicketEvent[]): boolean {
  let previous: TicketEvent | undefined;
  for (const event of events) {
    if (previous !== undefined && previous.at >= event.at && compareEvents(previous, event) > 0) {
      return false;
    }
    previous = event;
  }
  return true;
}

function rankOf(event: TicketEvent): number {
  return event.event === "replied" && event.by === "agent" ? 0 : ranks[event.event];
}

/** Instants have as many digits, so that text orders them as numbers. */
function textOf(event: TicketEvent): string {
  if ("due" in event) {
    const due = String(event.due).padStart(15, "0");
    return event.event === "due-agreed" ? `${event.clock} ${due}` : due;
  }
  if (event.event === "replied") return event.kind;
  if (event.event === "priority-changed") return event.severity;
  return ("reason" in event ? event.reason : undefined) ?? "";
}
