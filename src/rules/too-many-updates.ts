import type { Issue } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { UPDATES_MAX } from "../core/ticket-clock.ts";
import type { Instant } from "../time/instant.ts";
import { hasTooManyUpdates, hasUpdates } from "./facts/cycles.ts";
import { type KnownRecords, ofServices } from "./known-records.ts";
import type { Plan } from "./plan.ts";

/**
 * Tickets on which more updates are missed than are settled (semantics 11). Mostly their end is
 * missing from the export: nobody owes ten thousand updates on one ticket.
 */
export function tooManyUpdates(plan: Plan, { tickets }: KnownRecords, asOf: Instant): Issue[] {
  if (tickets.size === 0) return [];
  return plan.commitments.flatMap(({ id, measure, units }) => {
    if (measure.facts !== "cycles") return [];
    if (!hasUpdates(measure)) return [];
    const services = new Set(units.flatMap((unit) => unit.services));
    return ofServices(tickets, [...services])
      .filter((ticket) => hasTooManyUpdates(measure, ticket, asOf))
      .map((ticket) => issueOf(ticket.id, id));
  });
}

function issueOf(ticket: string, commitment: string): Issue {
  return {
    code: "ticket.too-many-updates",
    path: ["records"],
    message: `more than ${UPDATES_MAX} updates are missed on the ticket ${shown(ticket)}, for the commitment ${shown(commitment)}`,
    hint: "give the event that ends the updates, such as resolved or closed, or correct the cadence of the contract",
    value: shown(ticket),
  };
}
