import { expect, it } from "vitest";
import { ReadingTable } from "../../src/clock/reading-table.ts";
import { byUrgency, clocksAt, openClocks, type TicketInput } from "../../src/clock.ts";
import { log, on, policy, ticket } from "./world.ts";

const named = (id: string, given: TicketInput): TicketInput => ({ ...given, id });
const waits = log("10-12 17:00 waiting-started customer", "10-12 17:30 replied agent");
const tickets = [
  named("B", ticket("10-12 16:00")),
  named("A", ticket("10-12 16:00", { events: waits })),
  named("C", ticket("10-12 15:00", { severity: "P1", attributes: {} })),
  named("D", ticket("10-12 15:00", { severity: "none", attributes: {} })),
];

it("gives back what it took, with what is undefined, in the order of readings", () => {
  // A clock that has not started has hardly a number; one without a row has none of it.
  const all = tickets.flatMap((one) => [
    ...clocksAt(policy, one, on("10-12 15:30")),
    ...clocksAt(policy, one, on("10-12 18:00")),
  ]);
  expect(all.some(({ row, startedAt }) => row === undefined && startedAt === undefined)).toBe(true);
  const table = new ReadingTable();
  for (const one of all) table.add(one);
  expect(table.length).toBe(all.length);
  expect([...table.inOrder()]).toStrictEqual(all.sort(byUrgency));
});

it("can be gone through twice", () => {
  const table = new ReadingTable();
  const open = openClocks(policy, tickets, on("10-12 18:00"));
  for (const one of [...open].reverse()) table.add(one);
  const readings = table.inOrder();
  expect([...readings]).toEqual(open);
  expect([...readings]).toEqual(open);
});
