import { pauseIssues, runCycles } from "../core/ticket-clock.ts";
import type { EventRow, Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { ticketClocks } from "./clock-parts.ts";
import { withEvents } from "./known-records.ts";
import type { CyclesPlan, Plan } from "./plan.ts";
import type { Folded, TicketSieve } from "./ticket-intake.ts";

/** Lets go of every ticket on which no clock is open at an instant: most were closed long ago. */
export class OpenTickets implements TicketSieve {
  private readonly asOf: Instant;
  private readonly byService = new Map<string, CyclesPlan[]>();

  constructor({ commitments }: Plan, asOf: Instant) {
    this.asOf = asOf;
    for (const { measure, services } of commitments) {
      if (measure.facts !== "cycles") continue;
      for (const service of services) {
        const own = this.byService.get(service) ?? [];
        own.push(measure);
        this.byService.set(service, own);
      }
    }
  }

  /** Also keeps a log that cannot be, as a whole or as it was known: it is refused, in words. */
  take(ticket: Ticket, rows: readonly EventRow[]): Folded {
    const { asOf } = this;
    const known = rows.filter(
      ({ recordedAt, event }) => !isLater(recordedAt, asOf) && event.at < asOf,
    );
    const told = withEvents(ticket, known);
    if ([withEvents(ticket, rows), told].some((log) => pauseIssues(log).length > 0)) return "kept";
    const plans = isLater(ticket.recordedAt, asOf) ? [] : this.byService.get(ticket.service);
    return plans?.some((plan) => hasOpenClock(plan, told, asOf)) ? "kept" : "outside";
  }

  /** Nothing is counted here. */
  knows(): boolean {
    return false;
  }

  repeat(): void {}

  result(): undefined {}
}

function isLater(recordedAt: Instant | undefined, asOf: Instant): boolean {
  return recordedAt !== undefined && recordedAt > asOf;
}

/** Whichever target is in force, a clock is open until it stops. Of missed updates none is needed. */
function hasOpenClock(plan: CyclesPlan, ticket: Ticket, asOf: Instant): boolean {
  return ticketClocks(plan).some(({ clock }) =>
    runCycles(clock, ticket, asOf, 0).some(({ stop }) => stop === undefined),
  );
}
