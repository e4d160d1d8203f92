import { expect, it } from "vitest";
import { parseContract } from "../../src/index.ts";
import { OpenTickets } from "../../src/rules/open-tickets.ts";
import type { Instant } from "../../src/time/instant.ts";
import { availability, contractOf, response } from "./world.ts";

it("looks at clocks only, and counts nothing", () => {
  const { plan } = parseContract(contractOf({ commitments: [availability, response] }));
  const open = new OpenTickets(plan, Date.UTC(2026, 9, 6) as Instant);
  const openedAt = Date.UTC(2026, 9, 5, 10) as Instant;
  const ticket = { id: "T", openedAt, openedBy: "customer", attributes: {}, events: [] } as const;
  expect(open.take({ ...ticket, service: "web" }, [])).toBe("kept");
  expect(open.take({ ...ticket, service: "none" }, [])).toBe("outside");
  expect(open.knows()).toBe(false);
  open.repeat();
  expect(open.result()).toBeUndefined();
});
