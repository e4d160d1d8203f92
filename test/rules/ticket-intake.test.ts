import { describe, expect, it } from "vitest";
import type { EventRow, Ticket } from "../../src/model/records.ts";
import { RowIndex } from "../../src/rules/row-index.ts";
import {
  type Folded,
  TicketIntake,
  type TicketSieve,
  type Whole,
} from "../../src/rules/ticket-intake.ts";
import type { Instant } from "../../src/time/instant.ts";

/** When tickets are judged, and with which of their rows; that statements stay the same is a law, in test/node. */

/** Writes down what it is asked; a ticket is needed where its last event is a reopening. */
class Sieve implements TicketSieve {
  readonly asked: string[] = [];
  repeats = 0;
  found: ReturnType<TicketSieve["result"]>;

  take({ id, events }: Ticket, rows: readonly EventRow[]): Folded {
    this.asked.push([id, ...rows.map((row) => row.id)].join(" "));
    const last = [...events, ...rows.map(({ event }) => event)].at(-1)?.event;
    if (last === undefined) return "outside";
    return last === "reopened" ? "kept" : "counted";
  }

  knows({ recordedAt }: EventRow): boolean {
    return recordedAt === undefined;
  }

  repeat(rows: number): void {
    this.repeats += rows;
  }

  result(): ReturnType<TicketSieve["result"]> {
    return this.found;
  }
}

function intake(whole: Whole = new Set()) {
  const index = new RowIndex();
  const twins = new Map<string, number>();
  const sieve = new Sieve();
  const kept: string[] = [];
  const keep = ({ id }: { readonly id: string }, slot: number) => {
    kept.push(`${id}@${slot}`);
  };
  const made = new TicketIntake(sieve, whole, { index, twins, keepTicket: keep, keepEvent: keep });
  const note = (type: "ticket" | "event", id: string) => {
    index.note(type, id, { index: index.last + 1 }, new Uint32Array(8));
    return index.last;
  };
  return {
    made,
    sieve,
    kept,
    twins,
    index,
    ticket(id: string, ...events: ("resolved" | "reopened")[]) {
      const at = 1 as Instant;
      const own = events.map((event) => ({ event, at }));
      const head = { service: "web", openedAt: 0 as Instant, openedBy: "agent", attributes: {} };
      made.ticket({ id, ...head, events: own } as Ticket, note("ticket", id));
    },
    event(id: string, of: string, event: "resolved" | "reopened", more: Partial<EventRow> = {}) {
      const row: EventRow = { id, ticket: of, event: { event, at: 2 as Instant }, ...more };
      made.event(row, note("event", id));
    },
  };
}

describe("rows of one ticket", () => {
  it("are judged together as soon as the next ticket begins", () => {
    const { ticket, event, sieve, made, kept } = intake();
    ticket("A");
    event("E1", "A", "reopened");
    event("E2", "A", "resolved");
    expect(sieve.asked).toEqual([]);
    ticket("B", "resolved");
    expect(sieve.asked).toEqual(["A E1 E2"]);
    made.finish();
    expect(sieve.asked).toEqual(["A E1 E2", "B"]);
    expect(kept).toEqual([]);
    expect(made.again()).toBeUndefined();
  });

  it("that are needed are judged again at the end, with what came later", () => {
    const { ticket, event, sieve, made, kept } = intake();
    ticket("A");
    event("E1", "A", "reopened");
    ticket("B");
    event("E2", "B", "reopened");
    event("E3", "A", "resolved");
    made.finish();
    // Both were needed when the other went on; at the end only B is.
    expect(sieve.asked).toEqual(["A E1", "B E2", "A E1 E3", "B E2"]);
    expect(kept).toEqual(["B@2", "E2@3"]);
  });

  it("that are scattered are judged at the end only, from the first of which that shows", () => {
    const { ticket, event, sieve, made } = intake();
    ticket("A");
    ticket("B");
    event("E1", "A", "resolved");
    ticket("C");
    event("E2", "C", "resolved");
    ticket("D", "resolved");
    event("E3", "B", "resolved");
    // One that says itself how it ended is judged at once all the same.
    expect(sieve.asked).toEqual(["D"]);
    made.finish();
    expect(sieve.asked).toEqual(["D", "A E1", "B E3", "C E2"]);
    expect(made.again()).toBeUndefined();
  });

  it("may come ahead of their ticket", () => {
    const { ticket, event, sieve, made } = intake();
    event("E1", "A", "resolved");
    ticket("A");
    made.finish();
    expect(sieve.asked).toEqual(["A E1"]);
  });

  it("of which there is no ticket are kept, for whoever refuses them", () => {
    const { event, made, kept } = intake();
    event("E1", "A", "resolved");
    made.finish();
    expect(kept).toEqual(["E1@0"]);
  });

  it("of one that was kept as it is go to it", () => {
    const { ticket, event, made, kept } = intake();
    ticket("A", "reopened");
    ticket("B", "resolved");
    event("E1", "A", "resolved");
    made.finish();
    expect(kept).toEqual(["A@0", "E1@2"]);
    expect(made.again()).toBeUndefined();
  });
});

describe("one that was let go, and is told of again", () => {
  it("is to be held, beside those that were", () => {
    const { ticket, event, made, sieve } = intake(new Set(["W"]));
    ticket("W", "resolved");
    ticket("A", "resolved");
    ticket("B", "resolved");
    event("E1", "A", "reopened");
    event("E2", "W", "resolved");
    expect(sieve.asked).toEqual(["A", "B"]);
    expect([...(made.again() ?? [])]).toEqual(["W", "A"]);
  });

  it("is never, where all are held until the end", () => {
    const { ticket, event, made, sieve, kept } = intake("all");
    ticket("A", "resolved");
    ticket("B", "resolved");
    event("E1", "A", "reopened");
    expect(sieve.asked).toEqual([]);
    made.finish();
    expect(sieve.asked).toEqual(["A E1", "B"]);
    expect(kept).toEqual(["A@0", "E1@2"]);
    expect(made.again()).toBeUndefined();
  });
});

describe("semantics 39: rows that repeat one that was counted", () => {
  it("count, whether they came before it was judged or after", () => {
    const { ticket, event, made, sieve, twins } = intake();
    ticket("A");
    event("E1", "A", "resolved");
    event("E2", "A", "resolved", { recordedAt: 9 as Instant });
    twins.set("ticket:A", 2);
    twins.set("event:E1", 1);
    twins.set("event:E2", 5);
    made.repeat(0);
    expect(sieve.repeats).toBe(0);
    ticket("B");
    // E2 was not known: the statement looked at it as little as at the rows that repeat it.
    expect(sieve.repeats).toBe(3);
    for (const slot of [0, 1, 2]) made.repeat(slot);
    expect(sieve.repeats).toBe(5);
  });

  it("do not where it was in no result", () => {
    const { ticket, made, sieve, twins } = intake("all");
    ticket("A");
    twins.set("ticket:A", 1);
    made.finish();
    made.repeat(0);
    expect(sieve.repeats).toBe(0);
  });
});

it("remembers the names of the first tickets", () => {
  const { ticket, made, sieve } = intake();
  for (let n = 0; n < 2100; n += 1) ticket(`T-${n}`, "resolved");
  expect(made.names).toHaveLength(2000);
  expect(made.counted()).toBeUndefined();
  // What the sieve counted is given with them.
  const found = { period: "2026-10", used: 2100 } as NonNullable<typeof sieve.found>;
  sieve.found = found;
  expect(made.counted()).toEqual({ ...found, names: made.names });
});
