import { pauseIssues, runCycles } from "../core/ticket-clock.ts";
import type { EventRow, Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { ticketClocks } from "./clock-parts.ts";
import { withEvents } from "./known-records.ts";
import type { CyclesPlan, Plan } from "./plan.ts";
import type { Folded, TicketSieve } from "./ticket-intake.ts";

/**
 * Hands on every ticket on which a clock is open at an instant, with all that was known of it then, and
 * keeps none: most were closed long ago, and of the others whoever asked keeps what he needs.
 */
export class OpenTickets implements TicketSieve {
  private readonly asOf: Instant;
  private readonly into: (ticket: Ticket) => void;
  private readonly byService = new Map<string, CyclesPlan[]>();

  constructor({ commitments }: Plan, asOf: Instant, into: (ticket: Ticket) => void) {
    this.asOf = asOf;
    this.into = into;
    for (const { measure, services } of commitments) {
      if (measure.facts !== "cycles") continue;
      for (const service of services) {
        const own = this.byService.get(service) ?? [];
        own.push(measure);
        this.byService.set(service, own);
      }
    }
  }

  /**
   * Keeps only a log that cannot be: it is refused, in words. One that is none as it was known then is
   * handed on, so that whoever looks at its clocks says so.
   */
  take(ticket: Ticket, rows: readonly EventRow[]): Folded {
    const { asOf } = this;
    if (pauseIssues(withEvents(ticket, rows)).length > 0) return "kept";
    const plans = isLater(ticket.recordedAt, asOf) ? undefined : this.byService.get(ticket.service);
    if (plans === undefined) return "outside";
    const known = rows.filter(
      ({ recordedAt, event }) => !isLater(recordedAt, asOf) && event.at < asOf,
    );
    const told = withEvents(ticket, known);
    const isOpen = () => plans.some((plan) => hasOpenClock(plan, told, asOf));
    if (pauseIssues(told).length > 0 || isOpen()) this.into(told);
    return "outside";
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
