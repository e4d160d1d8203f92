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
  if (event.event === "priority-changed") return { about: event.event, says: event.severity };
  if (!("due" in event)) return undefined;
  const about = event.event === "due-agreed" ? `due of ${event.clock}` : event.event;
  return { about, says: formatInstant(event.due) };
}
