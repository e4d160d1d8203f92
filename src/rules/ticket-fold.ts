import { zoneAttributesOf } from "../core/calendar-source.ts";
import { isKnownAt } from "../core/known-at.ts";
import { pauseIssues } from "../core/ticket-clock.ts";
import type { FoldedTickets } from "../model/folded.ts";
import type { EventRow, Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { type StagedClocks, stagedClocks, stopsEarly } from "./early-stops.ts";
import { CycleTally } from "./facts/cycle-tally.ts";
import { hasTooManyUpdates, hasUpdates, runTicket, selects, standingIn } from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { judgedPeriods, resultId } from "./judged-periods.ts";
import { withEvents } from "./known-records.ts";
import type { CyclesPlan, Plan } from "./plan.ts";
import type { Folded, TicketSieve } from "./ticket-intake.ts";

/** One result that a ticket may count in. */
interface Slot {
  readonly judged: Judged;
  readonly tally: CycleTally;
}

/** A clock that a ticket runs, with the results it may count in. */
interface Clocked {
  readonly measure: CyclesPlan;
  readonly hasUpdates: boolean;
  readonly slots: readonly Slot[];
}

/**
 * Counts tickets as they are read, for one settlement, and lets go of those that a statement only
 * counts: met wherever they count, or outside of all that is judged. Millions of them take the room
 * of one. What a statement shows by name is kept.
 */
export class TicketFold implements TicketSieve {
  private readonly period: string;
  private readonly asOf: Instant;
  private readonly tallies = new Map<string, CycleTally>();
  private readonly byService = new Map<string, Clocked[]>();
  private readonly staged: StagedClocks;
  private readonly zoneAttributes: readonly string[];
  private readonly zones = new Set<string>();
  private used = 0;
  private readonly about: string | undefined;
  /** What a ticket is to count in, and with which times: used for one after the other. */
  private readonly counted: CycleTally[] = [];
  private readonly times: number[] = [];

  /** @param about A record that is asked about: its ticket is kept, whatever became of it. */
  constructor(plan: Plan, period: Period, asOf: Instant, about?: string) {
    this.period = period.label;
    this.asOf = asOf;
    this.about = about;
    this.staged = stagedClocks(plan);
    this.zoneAttributes = [...plan.calendars.values()].flatMap(({ source }) => [
      ...zoneAttributesOf(source),
    ]);
    for (const commitment of plan.commitments) {
      const { measure, units } = commitment;
      if (measure.facts !== "cycles") continue;
      const periods = judgedPeriods(commitment, { plan, settlement: period, asOf });
      for (const unit of units) {
        const slots = periods.map(({ period, judged }) => {
          const tally = new CycleTally(measure);
          this.tallies.set(resultId(commitment, unit, period), tally);
          return { judged, tally };
        });
        for (const service of unit.services) {
          const clocked = this.byService.get(service) ?? [];
          clocked.push({ measure, hasUpdates: hasUpdates(measure), slots });
          this.byService.set(service, clocked);
        }
      }
    }
  }

  /** Counts the ticket, or says that it has to be kept. Its names are known to the contract. */
  take(ticket: Ticket, rows: readonly EventRow[] = []): Folded {
    if (this.isAbout(ticket) || rows.some((row) => this.isAbout(row))) return "kept";
    const whole = withEvents(ticket, rows);
    if (pauseIssues(whole).length > 0 || this.stopsEarly(whole)) return "kept";
    const { openedAt, attributes } = ticket;
    const isKnown = isKnownAt(ticket, this.asOf) && openedAt < this.asOf;
    const known = rows.length === 0 ? rows : rows.filter((row) => this.knows(row));
    const told = known.length === rows.length ? whole : withEvents(ticket, known);
    const became = isKnown ? this.count(told) : "outside";
    if (became === "kept") return became;
    for (const name of this.zoneAttributes) {
      const zone = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (zone !== undefined) this.zones.add(zone);
    }
    if (became === "counted") this.used += 1 + known.length;
    return became;
  }

  /** Of an event what is known at asOf (15). */
  knows(row: EventRow): boolean {
    return isKnownAt(row, this.asOf) && row.event.at < this.asOf;
  }

  /** It is told of by name. */
  private stopsEarly({ service, events }: Ticket): boolean {
    const clocks = this.staged.get(service);
    return clocks?.some((clock) => stopsEarly(clock, events)) === true;
  }

  private isAbout({ id }: { readonly id: string }): boolean {
    return id === this.about;
  }

  private count(ticket: Ticket): Folded {
    const { counted, times } = this;
    let count = 0;
    for (const { measure, hasUpdates, slots } of this.byService.get(ticket.service) ?? []) {
      if (hasUpdates && hasTooManyUpdates(measure, ticket, this.asOf)) return "kept";
      for (const cycle of runTicket(measure, ticket, this.asOf)) {
        if (!selects(measure.where, cycle.attributes)) continue;
        for (const { judged, tally } of slots) {
          const standing = standingIn(measure, cycle, judged);
          if (standing === undefined) continue;
          if (standing !== "met") return "kept";
          counted[count] = tally;
          times[count] = cycle.elapsedMs;
          count += 1;
        }
      }
    }
    for (let place = 0; place < count; place += 1)
      (counted[place] as CycleTally).add("met", times[place] as number);
    return count > 0 ? "counted" : "outside";
  }

  /** So many rows, equal to one of a ticket that was counted. */
  repeat(rows: number): void {
    this.used += rows;
  }

  result(): Omit<FoldedTickets, "names"> {
    const { period, asOf, tallies, used, zones } = this;
    return { period, asOf, counts: tallies, used, zones };
  }
}
