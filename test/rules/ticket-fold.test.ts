import { describe, expect, it } from "vitest";
import { type ContractInput, parseContract } from "../../src/index.ts";
import type { EventRow, Ticket } from "../../src/model/records.ts";
import { TicketFold } from "../../src/rules/ticket-fold.ts";
import type { Instant } from "../../src/time/instant.ts";
import { parsePeriod } from "../../src/time/period.ts";
import { zone } from "../../src/time/zone.ts";

/** What becomes of single tickets; that the statement is the same is a law, in test/node. */

const terms: ContractInput = {
  makegood: "contract/1",
  id: "a",
  documents: [{ id: "msa", title: "Agreement" }],
  parties: { provider: "P", customer: "C" },
  currency: "EUR",
  timeZone: "Etc/UTC",
  settlement: "calendar-month",
  effective: { from: "2026-01-01" },
  services: [{ id: "web" }, { id: "other" }],
  calendars: [{ id: "local", zone: { attribute: "zone" }, weekly: { "mon-sun": ["00:00-24:00"] } }],
  commitments: [
    {
      id: "resolution",
      clause: "1",
      scope: { service: "web" },
      period: "calendar-month",
      measure: { facts: "cycles", clock: "resolution", figure: "each", where: { plan: ["gold"] } },
      excludes: [],
      targets: [{ within: { business: "PT1H", calendar: "local" } }],
    },
  ],
  claim: { on: "automatic" },
};
const { plan } = parseContract(terms);
// A reader of rows checks the zones that tickets name.
for (const name of ["Asia/Shanghai", "Asia/Tokyo", "Europe/Berlin"]) zone(name, []);
const at = (text: string) => Date.parse(text) as Instant;
const asOf = at("2026-11-05T00:00:00Z");

function fold(about?: string): TicketFold {
  const period = parsePeriod("2026-10", plan.settlement, plan.zone, []);
  if (!period.ok) throw new Error("a month");
  return new TicketFold(plan, period.value, asOf, about);
}

const ticket = (more: Partial<Ticket> = {}): Ticket => ({
  id: "T",
  service: "web",
  openedAt: at("2026-10-05T10:00:00Z"),
  openedBy: "customer",
  attributes: { plan: "gold", zone: "Asia/Shanghai" },
  events: [{ event: "resolved", at: at("2026-10-05T10:59:00Z") }],
  ...more,
});
const resolved = (text: string) => ({ events: [{ event: "resolved", at: at(text) } as const] });

describe("semantics 15, 16: tickets that a statement only counts", () => {
  it.each([
    { became: "counted", why: "met in the month", more: {} },
    { became: "kept", why: "a minute late", more: resolved("2026-10-05T11:01:00Z") },
    { became: "kept", why: "still open", more: { events: [] } },
    { became: "kept", why: "a log that cannot be", more: resolved("2026-10-05T09:00:00Z") },
    {
      became: "outside",
      why: "in September",
      more: { openedAt: at("2026-09-05T10:00:00Z"), ...resolved("2026-09-05T10:01:00Z") },
    },
    { became: "outside", why: "not of this plan", more: { attributes: { zone: "Asia/Tokyo" } } },
    {
      became: "outside",
      why: "of a service without clocks",
      more: { service: "other", attributes: {} },
    },
    { became: "outside", why: "opened at asOf", more: { openedAt: asOf, events: [] } },
    { became: "counted", why: "known at asOf", more: { recordedAt: asOf } },
    { became: "outside", why: "known later", more: { recordedAt: (asOf + 1) as Instant } },
  ])("$became: $why", ({ became, more }) => {
    const folding = fold();
    expect(folding.take(ticket(more))).toBe(became);
    const { used, counts, period } = folding.result();
    expect(used).toBe(became === "counted" ? 1 : 0);
    expect(counts.get("resolution/web/2026-10")?.met).toBe(used);
    expect(period).toBe("2026-10");
  });

  it("remembers the zones of tickets that are let go, known or not", () => {
    const folding = fold();
    folding.take(ticket());
    folding.take(ticket({ service: "other", attributes: {} }));
    folding.take(ticket({ recordedAt: (asOf + 1) as Instant, attributes: { zone: "Asia/Tokyo" } }));
    folding.take(ticket({ events: [], attributes: { plan: "gold", zone: "Europe/Berlin" } }));
    expect([...folding.result().zones]).toEqual(["Asia/Shanghai", "Asia/Tokyo"]);
  });

  const row = (more: Partial<EventRow> = {}): EventRow => ({
    id: "E",
    ticket: "T",
    event: { event: "resolved", at: at("2026-10-05T10:59:00Z") },
    ...more,
  });
  const late = { event: { event: "resolved", at: at("2026-10-05T11:01:00Z") } } as const;

  it.each([
    { became: "counted", used: 2, why: "resolved in time by a row of its own", rows: [row()] },
    { became: "kept", used: 0, why: "a minute late", rows: [row(late)] },
    {
      became: "kept",
      used: 0,
      why: "resolved by a row that became known after asOf: still open",
      rows: [row({ recordedAt: (asOf + 1) as Instant })],
    },
    {
      became: "counted",
      used: 2,
      why: "reopened at asOf, which is not used",
      rows: [row(), row({ id: "F", event: { event: "reopened", at: asOf } })],
    },
    {
      became: "kept",
      used: 0,
      why: "a log that cannot be, though the row is not known yet",
      rows: [row(), row({ event: { event: "waiting-ended", at: asOf } })],
    },
  ])("$became with rows of events: $why", ({ became, used, rows }) => {
    const folding = fold();
    expect(folding.take(ticket({ events: [] }), rows)).toBe(became);
    expect(folding.result().used).toBe(used);
  });

  it.each(["T", "E"])("keeps what is asked about, by the ticket or its event: %s", (about) => {
    expect(fold(about).take(ticket({ events: [] }), [row()])).toBe("kept");
  });

  it("adds rows that repeat one that was counted", () => {
    const folding = fold();
    folding.take(ticket());
    folding.repeat(2);
    expect(folding.result().used).toBe(3);
  });
});
