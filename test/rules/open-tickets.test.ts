import { expect, it } from "vitest";
import { parseContract } from "../../src/index.ts";
import type { EventRow, Ticket } from "../../src/model/records.ts";
import { OpenTickets } from "../../src/rules/open-tickets.ts";
import type { Instant } from "../../src/time/instant.ts";
import { availability, contractOf, response } from "./world.ts";

const asOf = Date.UTC(2026, 9, 6) as Instant;
const openedAt = Date.UTC(2026, 9, 5, 10) as Instant;
const { plan } = parseContract(contractOf({ commitments: [availability, response] }));
const ticket: Ticket = {
  ...{ id: "T", service: "web", openedAt, openedBy: "customer", attributes: {}, events: [] },
};

function looking() {
  const found: Ticket[] = [];
  return { found, open: new OpenTickets(plan, asOf, (one) => found.push(one)) };
}

it("hands on what has an open clock, keeps none and counts nothing", () => {
  const { found, open } = looking();
  expect(open.take(ticket, [])).toBe("outside");
  expect(open.take({ ...ticket, service: "none" }, [])).toBe("outside");
  expect(open.take({ ...ticket, recordedAt: (asOf + 1) as Instant }, [])).toBe("outside");
  const replied = { event: "replied", by: "agent", kind: "substantive" } as const;
  const at = (openedAt + 60_000) as Instant;
  expect(open.take({ ...ticket, events: [{ ...replied, at }] }, [])).toBe("outside");
  expect(found).toEqual([ticket]);
  expect(open.knows()).toBe(false);
  open.repeat();
  expect(open.result()).toBeUndefined();
});

it("hands on a ticket of which one question is answered and the next is open", () => {
  const measure = { ...response.measure, clock: "next-response" } as typeof response.measure;
  const next = parseContract(contractOf({ commitments: [{ ...response, measure }] })).plan;
  const found: Ticket[] = [];
  const open = new OpenTickets(next, asOf, (one) => found.push(one));
  const said = (by: "agent" | "customer", hour: number) =>
    ({
      event: "replied",
      by,
      kind: "substantive",
      at: Date.UTC(2026, 9, 5, hour) as Instant,
    }) as const;
  const answered = [said("customer", 11), said("agent", 12)];
  open.take({ ...ticket, id: "DONE", events: answered }, []);
  open.take({ ...ticket, id: "OPEN", events: [...answered, said("customer", 13)] }, []);
  expect(found.map(({ id }) => id)).toEqual(["OPEN"]);
});

// A wait that ended at 12:00; that it had begun was written down on the 7th only.
it("keeps a log that cannot be, and hands on one that could not be yet", () => {
  const { found, open } = looking();
  const wait = (event: "waiting-started" | "waiting-ended", hour: number): EventRow => ({
    ...{ id: `${hour}`, ticket: "T" },
    event: { event, at: Date.UTC(2026, 9, 5, hour) as Instant, reason: "customer" },
  });
  expect(open.take(ticket, [wait("waiting-ended", 12)])).toBe("kept");
  expect(found).toEqual([]);
  const late = { ...wait("waiting-started", 11), recordedAt: (asOf + 1) as Instant };
  expect(open.take(ticket, [wait("waiting-ended", 12), late])).toBe("outside");
  expect(found.map(({ events }) => events.length)).toEqual([1]);
});
