import { zoneAttributesOf } from "../core/calendar-source.ts";
import { pauseIssues } from "../core/ticket-clock.ts";
import type { FoldedTickets } from "../model/folded.ts";
import type { Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { CycleTally } from "./facts/cycle-tally.ts";
import { hasTooManyUpdates, runTicket, selects, standingIn } from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { judgedPeriods, resultId } from "./judged-periods.ts";
import type { CyclesPlan, Plan } from "./plan.ts";

/** What became of a ticket: kept as it is; counted in a result; or in none. */
export type Folded = "kept" | "counted" | "outside";

/** One result that a ticket may count in. */
interface Slot {
  readonly judged: Judged;
  readonly tally: CycleTally;
}

/** A clock that a ticket runs, with the results it may count in. */
interface Clocked {
  readonly measure: CyclesPlan;
  readonly slots: readonly Slot[];
}

/** "Did you mean" looks among the first names only. */
const NAMES_MAX = 2000;

/**
 * Counts tickets as they are read, for one settlement, and lets go of those that a statement only
 * counts: met wherever they count, or outside of all that is judged. Millions of them take the room
 * of one. What a statement shows by name is kept.
 *
 * A ticket of which rows of type `event` are known has to be whole: name it beforehand.
 */
export class TicketFold {
  private readonly period: string;
  private readonly asOf: Instant;
  private readonly tallies = new Map<string, CycleTally>();
  private readonly byService = new Map<string, Clocked[]>();
  private readonly zoneAttributes: readonly string[];
  private readonly zones = new Set<string>();
  private readonly whole: Set<string>;
  private isTorn = false;
  private used = 0;
  /** Ids of the first tickets, of whatever became of them. */
  readonly names: string[] = [];
  /** What became of the ticket that came last. */
  last: Folded = "kept";

  /** @param whole Tickets that are kept in any case. */
  constructor(plan: Plan, period: Period, asOf: Instant, whole: Iterable<string>) {
    this.period = period.label;
    this.asOf = asOf;
    this.whole = new Set(whole);
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
          clocked.push({ measure, slots });
          this.byService.set(service, clocked);
        }
      }
    }
  }

  /** Counts the ticket, or says that it has to be kept. Its names are known to the contract. */
  take(ticket: Ticket): Folded {
    this.last = this.became(ticket);
    return this.last;
  }

  private became(ticket: Ticket): Folded {
    if (this.names.length < NAMES_MAX) this.names.push(ticket.id);
    if (this.whole.has(ticket.id) || pauseIssues(ticket).length > 0) return "kept";
    const { recordedAt, openedAt, attributes } = ticket;
    const isKnown = (recordedAt === undefined || recordedAt <= this.asOf) && openedAt < this.asOf;
    const became = isKnown ? this.count(ticket) : "outside";
    if (became === "kept") return became;
    for (const name of this.zoneAttributes) {
      const zone = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (zone !== undefined) this.zones.add(zone);
    }
    if (became === "counted") this.used += 1;
    return became;
  }

  private count(ticket: Ticket): Folded {
    const tallies: CycleTally[] = [];
    const times: number[] = [];
    for (const { measure, slots } of this.byService.get(ticket.service) ?? []) {
      if (hasTooManyUpdates(measure, ticket, this.asOf)) return "kept";
      for (const cycle of runTicket(measure, ticket, this.asOf)) {
        if (!selects(measure.where, cycle.attributes)) continue;
        for (const { judged, tally } of slots) {
          const standing = standingIn(measure, cycle, judged);
          if (standing === undefined) continue;
          if (standing !== "met") return "kept";
          tallies.push(tally);
          times.push(cycle.elapsedMs);
        }
      }
    }
    for (let place = 0; place < tallies.length; place += 1)
      (tallies[place] as CycleTally).add("met", times[place] as number);
    return tallies.length > 0 ? "counted" : "outside";
  }

  /** Another row, equal to that of a ticket that was counted. */
  repeat(): void {
    this.used += 1;
  }

  /** A row of type `event` names the ticket; where that was let go, everything is to be read again. */
  event(ticket: string, isGone: boolean): void {
    this.whole.add(ticket);
    this.isTorn ||= isGone;
  }

  /**
   * Undefined where all is well. Else tickets that were let go too early are among these, which are to
   * be kept when everything is read again: what was counted is of no use.
   */
  again(): ReadonlySet<string> | undefined {
    return this.isTorn ? this.whole : undefined;
  }

  result(): FoldedTickets {
    const { period, asOf, tallies, used, zones } = this;
    return { period, asOf, counts: tallies, used, zones };
  }
}
