import { describe, expect, it } from "vitest";
import { openClocks } from "../../src/clock.ts";
import { clockPolicy, parseContract, parseRecords, safeSettle } from "../../src/index.ts";
import type { Ticket } from "../../src/model/records.ts";
import { TicketFold } from "../../src/rules/ticket-fold.ts";
import type { Instant } from "../../src/time/instant.ts";
import { parsePeriod } from "../../src/time/period.ts";
import { availability, contractOf, response, stamp } from "./world.ts";

/** An update each minute, on tickets of one service. */
const minutely = parseContract(
  contractOf({
    commitments: [
      availability,
      {
        ...response,
        id: "updates",
        credits: [],
        measure: {
          facts: "cycles",
          clock: { update: { from: "opening", until: "closed", grid: "rolling" } },
          figure: "each",
        },
        targets: [{ within: { elapsed: "PT1M" } }],
      },
    ],
  }),
);

function refusals(openedAt: string, asOf: string): readonly object[] {
  const rows = [{ type: "ticket", id: "T-1", service: "web", openedAt, events: [] }];
  const records = parseRecords(rows, minutely);
  const result = safeSettle({ contract: minutely, records, period: "2026-10", asOf: stamp(asOf) });
  return result.ok ? [] : result.issues;
}

describe("semantics 11: a ticket whose updates nobody ended", () => {
  it("is refused by its name with more than 10,000 missed updates, and settled with so many", () => {
    // 10,001 minutes are 6 days 22 hours 41 minutes; ceil(gap ÷ cadence) − 1 = 10,000.
    expect(refusals("2026-10-05T09:00:00Z", "10-12T07:41")).toEqual([]);
    expect(refusals("2026-10-05T09:00:00Z", "10-12T07:42")).toMatchObject([
      {
        code: "ticket.too-many-updates",
        path: ["records"],
        message:
          'more than 10000 updates are missed on the ticket "T-1", for the commitment "updates"',
        value: '"T-1"',
      },
    ]);
  });

  it("is refused, not counted outside, where its tickets are counted as they are read", () => {
    const { plan } = minutely;
    const period = parsePeriod("2026-10", plan.settlement, plan.zone, []);
    if (!period.ok) throw new Error("a month");
    const at = (text: string) => Date.parse(stamp(text)) as Instant;
    const fold = new TicketFold(plan, period.value, at("11-20T00:00"));
    const ticket: Ticket = {
      id: "T-1",
      service: "web",
      openedAt: at("10-05T09:00"),
      openedBy: "customer",
      attributes: {},
      events: [],
    };
    // The newest 10,000 lie in the last week: none of them in October.
    expect(fold.take(ticket)).toBe("kept");
  });

  it("is one open clock, with the number of those that were missed", () => {
    const openedAt = "2024-10-12T10:00:00Z";
    const ticket = { id: "T-1", service: "web", openedAt, events: [] };
    const open = openClocks(clockPolicy(minutely), [ticket], "2026-10-12T10:00:30Z");
    // 730 days of 1440 minutes, and half a minute.
    expect(open).toMatchObject([
      {
        state: "running",
        cycle: 1_051_201,
        missedUpdates: 1_051_200,
        dueAt: Date.parse("2026-10-12T10:01:00Z"),
        remainingMs: 30_000,
      },
    ]);
  });
});
