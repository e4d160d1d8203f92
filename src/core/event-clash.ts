import type { TicketEvent } from "../model/records.ts";
import { formatInstant } from "../time/stamp.ts";

/** What each of two events says where only one can hold: severities, or agreed dues as stamps. */
export type Clash = readonly [string, string];

/**
 * Two severities of one instant, or two dues that were agreed at one instant for one clock: which of
 * them holds would be a guess (semantics 10). Repeats are none.
 *
 * @param before The event that acts right before `event`, by `sortEvents`.
 */
export function clashOf(before: TicketEvent | undefined, event: TicketEvent): Clash | undefined {
  if (before?.at !== event.at) return undefined;
  const [one, other] = [sayingOf(before), sayingOf(event)];
  if (one === undefined || other === undefined) return undefined;
  return one.about === other.about && one.says !== other.says ? [one.says, other.says] : undefined;
}

function sayingOf(
  event: TicketEvent,
): { readonly about: string; readonly says: string } | undefined {
  switch (event.event) {
    case "priority-changed":
      return { about: event.event, says: event.severity };
    case "next-update-agreed":
      return { about: event.event, says: formatInstant(event.due) };
    case "due-agreed":
      return { about: `${event.event} ${event.clock}`, says: formatInstant(event.due) };
    case "replied":
    case "waiting-started":
    case "waiting-ended":
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
    case "resolved":
    case "closed":
    case "reopened":
    case "cancelled":
      return undefined;
  }
}
