import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextTable } from "../../src/core/text-table.ts";
import type { EventRow, Ticket, TicketEvent } from "../../src/model/records.ts";
import { HeldTickets } from "../../src/rules/held-tickets.ts";
import type { Instant } from "../../src/time/instant.ts";

/** Columns in, the same records out. */

const instants = fc.nat({ max: 7_000_000_000_000 }).map((ms) => ms as Instant);
const words = fc.string({ unit: "grapheme", maxLength: 6 });
const events: fc.Arbitrary<TicketEvent> = fc.oneof(
  fc.record({ event: fc.constantFrom("resolved", "reopened", "restored"), at: instants }),
  fc.record({ event: fc.constant("waiting-started"), at: instants, reason: words }),
  fc.record({
    event: fc.constant("due-agreed"),
    at: instants,
    clock: fc.constant("resolution"),
    due: instants,
    author: words,
    reason: words,
  }),
) as fc.Arbitrary<TicketEvent>;
const tickets: fc.Arbitrary<Ticket> = fc.record(
  {
    id: fc.oneof(fc.constantFrom("A", "B", "C", "__proto__", "constructor"), words),
    service: fc.constantFrom("web", "desk"),
    openedAt: instants,
    openedBy: fc.constantFrom("customer", "agent"),
    severity: words,
    waiting: words,
    recordedAt: instants,
    attributes: fc.dictionary(fc.oneof(words, fc.constant("__proto__")), words),
    events: fc.array(events, { maxLength: 3 }),
  },
  { requiredKeys: ["id", "service", "openedAt", "openedBy", "attributes", "events"] },
) as fc.Arbitrary<Ticket>;
const rows: fc.Arbitrary<EventRow> = fc.record(
  {
    id: words,
    ticket: fc.constantFrom("A", "B", "D", "__proto__"),
    event: events,
    recordedAt: instants,
  },
  { requiredKeys: ["id", "ticket", "event"] },
) as fc.Arbitrary<EventRow>;

describe("tickets that are held in columns", () => {
  it("come out as they went in, with their rows in the order in which they came", () => {
    const some = fc.uniqueArray(tickets, { selector: ({ id }) => id, maxLength: 5 });
    fc.assert(
      fc.property(
        some,
        fc.array(rows, { maxLength: 9 }),
        fc.nat({ max: 9 }),
        (given, told, cut) => {
          const held = new HeldTickets();
          const placed = told.map((row, index) => ({ row, slot: 100 + index }));
          for (const row of placed.slice(0, cut)) held.takeRow(row);
          for (const [slot, ticket] of given.entries()) held.take({ ticket, slot, rows: [] });
          for (const row of placed.slice(cut)) held.takeRow(row);
          const wanted = given.map((ticket, slot) => ({
            ticket,
            slot,
            rows: placed.filter(({ row }) => row.ticket === ticket.id),
          }));
          const bySlot = (a: { slot: number }, b: { slot: number }) => a.slot - b.slot;
          expect([...held.groups()].sort(bySlot)).toEqual(wanted);
          const known = new Set(given.map(({ id }) => id));
          const strays = placed.filter(({ row }) => !known.has(row.ticket));
          expect([...held.strays()].sort(bySlot)).toEqual(strays);
          for (const { id } of given) expect(held.has(id)).toBe(true);
          expect(held.has("never told of")).toBe(false);
        },
      ),
    );
  });

  it("a ticket that is taken with its rows holds them", () => {
    const held = new HeldTickets();
    const ticket: Ticket = {
      id: "A",
      service: "web",
      openedAt: 5 as Instant,
      openedBy: "agent",
      attributes: {},
      events: [{ event: "resolved", at: 9 as Instant }],
    };
    const row = { id: "E", ticket: "A", event: { event: "closed", at: 10 as Instant } } as const;
    held.take({ ticket, slot: 0, rows: [{ row, slot: 1 }] });
    expect([...held.groups()]).toEqual([{ ticket, slot: 0, rows: [{ row, slot: 1 }] }]);
  });
});

describe("texts by number", () => {
  it("keeps what comes again once, as long as there are few; more of them all the same", () => {
    const table = new TextTable();
    const numbers = Array.from({ length: 5000 }, (_, n) => table.add(`text ${n}`));
    expect(table.add("text 7")).toBe(7);
    // Behind the first 4096 a text is not looked up, and stands there twice.
    expect(table.add("text 4500")).toBe(5000);
    expect(numbers.map((number) => table.text(number))[4999]).toBe("text 4999");
    expect(table.text(5000)).toBe("text 4500");
  });
});
