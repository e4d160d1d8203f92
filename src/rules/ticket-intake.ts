import { invariant } from "../base/invariant.ts";
import type { FoldedTickets } from "../model/folded.ts";
import type { EventRow, Ticket } from "../model/records.ts";
import { type HeldRow, HeldTickets, type TicketGroup } from "./held-tickets.ts";
import type { RowIndex } from "./row-index.ts";

/** What became of a ticket: kept as it is; counted in a result; or in none. */
export type Folded = "kept" | "counted" | "outside";

/** Says which tickets whoever reads them needs, and counts the others. */
export interface TicketSieve {
  /** @param rows Events of the ticket that came as rows of their own. */
  take(ticket: Ticket, rows: readonly EventRow[]): Folded;
  /** Whether a row that became known at `recordedAt`, and tells of `at`, is known at all. */
  knows(row: EventRow): boolean;
  /** So many rows, equal to one of a ticket that was counted. */
  repeat(rows: number): void;
  /** What was counted; undefined where nothing is. */
  result(): Omit<FoldedTickets, "names"> | undefined;
}

/** All rows of a contract: what is known of them, and where those go that are kept. */
export interface TicketSink {
  readonly index: RowIndex;
  /** How often a row was repeated, by `type:id`. */
  readonly twins: ReadonlyMap<string, number>;
  /** @param slot The number of the row in the index. */
  keepTicket(ticket: Ticket, slot: number): void;
  keepEvent(row: EventRow, slot: number): void;
}

/** Tickets that are not let go before all is read. */
export type Whole = "all" | ReadonlySet<string>;

/** In the index of rows: what became of a ticket, or an event, that was let go. */
export const marks = { kept: 0, outside: 1, counted: 2 } as const;

/** "Did you mean" looks among the first names only. */
const NAMES_MAX = 2000;

const noRows: readonly EventRow[] = [];

/**
 * Puts tickets together from their rows and lets go of those that nobody needs, so that millions of
 * them fit. Rows of one ticket that stand together are judged as soon as the next ticket begins; where
 * rows turn out to be scattered, tickets are held in columns until all is read.
 *
 * A row may tell more of a ticket that was let go. Then everything is to be read again, with that
 * ticket held (`again`).
 */
export class TicketIntake {
  /** Ids of the first tickets, of whatever became of them. */
  readonly names: string[] = [];
  private readonly sieve: TicketSieve;
  private readonly whole: Whole;
  private readonly rows: TicketSink;
  private readonly held = new HeldTickets();
  private readonly torn = new Set<string>();
  /** The ticket that came last, and the rows behind it that tell more of it. */
  private open: (TicketGroup & { readonly rows: HeldRow[] }) | undefined;
  private isScattered = false;

  constructor(sieve: TicketSieve, whole: Whole, rows: TicketSink) {
    this.sieve = sieve;
    this.whole = whole;
    this.rows = rows;
  }

  /** Takes a ticket whose names are known to the contract. */
  ticket(ticket: Ticket, slot: number): void {
    this.close();
    if (this.names.length < NAMES_MAX) this.names.push(ticket.id);
    const group = { ticket, slot, rows: [] };
    if (this.isWhole(ticket.id) || this.held.has(ticket.id)) this.held.take(group);
    else this.open = group;
  }

  /** Takes an event that came as a row of its own. */
  event(row: EventRow, slot: number): void {
    if (this.open?.ticket.id === row.ticket) {
      this.open.rows.push({ row, slot });
      return;
    }
    this.close();
    const mark = this.rows.index.markOf({ type: "ticket", id: row.ticket });
    if (mark !== marks.kept) this.torn.add(row.ticket);
    else if (this.held.has(row.ticket) && !this.isWhole(row.ticket)) this.isScattered = true;
    this.held.takeRow({ row, slot });
  }

  /** Another row, equal to the one of this number. */
  repeat(slot: number): void {
    if (this.rows.index.markOf(slot) === marks.counted) this.sieve.repeat(1);
  }

  /**
   * Undefined where all is well. Else the tickets that are to be held when everything is read again:
   * what was counted is of no use.
   */
  again(): ReadonlySet<string> | undefined {
    if (this.torn.size === 0) return undefined;
    invariant(this.whole !== "all", "of tickets that are all held none is let go");
    return new Set([...this.whole, ...this.torn]);
  }

  /** All rows were read: judges what is held. */
  finish(): void {
    this.close();
    for (const group of this.held.groups()) if (this.judge(group) === "kept") this.keep(group);
    for (const { row, slot } of this.held.strays()) this.rows.keepEvent(row, slot);
  }

  /** What the tickets that were let go add to results. */
  counted(): FoldedTickets | undefined {
    const result = this.sieve.result();
    return result && { ...result, names: this.names };
  }

  /** No row of the open ticket follows, unless rows are scattered: then it is not judged yet. */
  private close(): void {
    const { open } = this;
    if (open === undefined) return;
    this.open = undefined;
    const { ticket, rows } = open;
    const isWide = rows.length === 0 && ticket.events.length > 0;
    const isEarly = !isWide && (this.isScattered || rows.length === 0);
    if (!isEarly && this.judge(open) !== "kept") return;
    if (isWide) this.keep(open);
    else this.held.take(open);
  }

  private keep({ ticket, slot, rows }: TicketGroup): void {
    this.rows.keepTicket(ticket, slot);
    for (const { row, slot } of rows) this.rows.keepEvent(row, slot);
  }

  private judge({ ticket, slot, rows }: TicketGroup): Folded {
    const told = rows.length === 0 ? noRows : rows.map(({ row }) => row);
    const became = this.sieve.take(ticket, told);
    if (became === "kept") return became;
    const isCounted = became === "counted";
    this.rows.index.mark(slot, marks[became]);
    if (isCounted) this.repeated("ticket", ticket.id);
    for (const { row, slot } of rows) {
      if (!isCounted || !this.sieve.knows(row)) continue;
      this.rows.index.mark(slot, marks.counted);
      this.repeated("event", row.id);
    }
    return became;
  }

  /** Rows that were found to be repeated before it was known what becomes of them. */
  private repeated(type: "ticket" | "event", id: string): void {
    if (this.rows.twins.size === 0) return;
    const rows = this.rows.twins.get(`${type}:${id}`);
    if (rows !== undefined) this.sieve.repeat(rows);
  }

  private isWhole(ticket: string): boolean {
    return this.whole === "all" || (this.whole.size > 0 && this.whole.has(ticket));
  }
}
