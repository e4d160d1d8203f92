import { BlockColumn } from "../core/block-column.ts";
import { TextTable } from "../core/text-table.ts";
import type { EventRow, Ticket, TicketEvent } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";

/** An event that came as a row of its own, with the number of its row in the index. */
export interface HeldRow {
  readonly row: EventRow;
  readonly slot: number;
}

/** A ticket, the number of its row, and what other rows tell of it, in the order in which they came. */
export interface TicketGroup {
  readonly ticket: Ticket;
  readonly slot: number;
  readonly rows: readonly HeldRow[];
}

/** Where there is none: a column holds numbers only. */
const NONE = -1;

/**
 * Tickets whose events are not all known yet, as columns of numbers: their rows may be scattered over
 * all files. An event takes 20 bytes, 20 more where it came as a row of its own, a ticket about 80 and
 * its attributes, where objects would take ten times as much. Ids are shared with the index of rows.
 */
export class HeldTickets {
  private readonly numbers = new Map<string, number>();
  /** Of each ticket: its opening, its row, the rest of it as a text, its last event. */
  private readonly openedAt = new BlockColumn("instants");
  private readonly slots = new BlockColumn("counts");
  private readonly heads = new BlockColumn("counts");
  private readonly last = new BlockColumn("counts");
  /** Of each event: when, what as a text, its row where it has one, the event of the ticket before it. */
  private readonly at = new BlockColumn("instants");
  private readonly what = new BlockColumn("counts");
  private readonly rows = new BlockColumn("counts");
  private readonly before = new BlockColumn("counts");
  /** Of each row of an event: its id, its number in the index, when it was recorded. */
  private readonly ids: string[] = [];
  private readonly rowSlots = new BlockColumn("counts");
  private readonly recordedAt = new BlockColumn("instants");
  private readonly texts = new TextTable();

  /** Whether a ticket or events of it are held. */
  has(ticket: string): boolean {
    return this.numbers.has(ticket);
  }

  /** Holds a ticket, once. Events of it may have come before. */
  take({ ticket, slot, rows }: TicketGroup): void {
    const { id, openedAt, events, ...head } = ticket;
    const number = this.numberOf(id);
    this.openedAt.set(number, openedAt);
    this.slots.set(number, slot);
    this.heads.set(number, this.texts.add(JSON.stringify(head)));
    for (const event of events) this.add(number, event, NONE);
    for (const row of rows) this.takeRow(row);
  }

  /** Holds an event that came as a row of its own. */
  takeRow({ row: { id, ticket, event, recordedAt }, slot }: HeldRow): void {
    this.add(this.numberOf(ticket), event, this.ids.length);
    this.ids.push(id);
    this.rowSlots.push(slot);
    this.recordedAt.push(recordedAt ?? NONE);
  }

  /** Each ticket in turn, made anew; nothing is let go. */
  *groups(): Generator<TicketGroup, void, undefined> {
    for (const [id, number] of this.numbers) {
      const slot = this.slots.at(number);
      if (slot === NONE) continue;
      const places = this.placesOf(number);
      const inside = places.filter((place) => this.rows.at(place) === NONE);
      const events = inside.map((place) => this.eventAt(place));
      yield { ticket: this.ticketAt(id, number, events), slot, rows: this.rowsAt(places, id) };
    }
  }

  /** Events of which the ticket is not held. */
  *strays(): Generator<HeldRow, void, undefined> {
    for (const [id, number] of this.numbers)
      if (this.slots.at(number) === NONE) yield* this.rowsAt(this.placesOf(number), id);
  }

  private numberOf(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    const number = this.numbers.size;
    this.numbers.set(id, number);
    for (const column of [this.openedAt, this.slots, this.heads, this.last]) column.push(NONE);
    return number;
  }

  private add(ticket: number, { at, ...what }: TicketEvent, row: number): void {
    const place = this.at.length;
    this.at.push(at);
    this.what.push(this.texts.add(JSON.stringify(what)));
    this.rows.push(row);
    this.before.push(this.last.at(ticket));
    this.last.set(ticket, place);
  }

  /** The events of a ticket in the order in which they came. */
  private placesOf(ticket: number): readonly number[] {
    const places: number[] = [];
    for (let place = this.last.at(ticket); place !== NONE; place = this.before.at(place))
      places.push(place);
    return places.reverse();
  }

  private eventAt(place: number): TicketEvent {
    const what = JSON.parse(this.texts.text(this.what.at(place))) as Omit<TicketEvent, "at">;
    return { ...what, at: this.at.at(place) as Instant } as TicketEvent;
  }

  private rowsAt(places: readonly number[], ticket: string): readonly HeldRow[] {
    return places.flatMap((place) => {
      const row = this.rows.at(place);
      if (row === NONE) return [];
      const id = this.ids[row] as string;
      const recordedAt = this.recordedAt.at(row);
      const known = recordedAt === NONE ? {} : { recordedAt: recordedAt as Instant };
      const event = this.eventAt(place);
      return [{ row: { id, ticket, event, ...known }, slot: this.rowSlots.at(row) }];
    });
  }

  private ticketAt(id: string, number: number, events: readonly TicketEvent[]): Ticket {
    const head = JSON.parse(this.texts.text(this.heads.at(number))) as Omit<
      Ticket,
      "id" | "openedAt" | "events"
    >;
    return { ...head, id, openedAt: this.openedAt.at(number) as Instant, events };
  }
}
