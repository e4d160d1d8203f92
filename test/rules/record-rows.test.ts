import { describe, expect, it } from "vitest";
import { parseContract, safeParseRecords } from "../../src/index.ts";
import { availability, contractOf, response } from "./world.ts";

/** Single rows against the contract that they are read for. */

const contract = parseContract(
  contractOf({
    services: [
      {
        id: "web",
        resources: ["w-1"],
        charges: [
          { id: "fee", amount: "1000.00", per: "month" },
          { id: "usage", amount: "from-records", per: "month" },
        ],
      },
    ],
    commitments: [availability, response],
  }),
);

const told = (...rows: readonly object[]) => {
  const result = safeParseRecords(rows, contract);
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};

const charge = (more: object = {}) => ({
  type: "charge",
  id: "C-1",
  service: "web",
  charge: "usage",
  amount: "10.00",
  currency: "EUR",
  from: "2026-10-01T00:00:00Z",
  until: "2026-11-01T00:00:00Z",
  invoice: "INV-1",
  ...more,
});

describe("semantics 31: a charge", () => {
  it.each([
    { more: {}, issues: [], why: "of a service that has it in records" },
    { more: { resource: "w-1" }, issues: [], why: "of a part" },
    {
      more: { service: "wbe" },
      issues: ["record.unknown-service 0.service"],
      why: "of a service that is none",
    },
    {
      more: { service: "wbe", resource: "w-1" },
      issues: ["record.unknown-service 0.service"],
      why: "of a part of a service that is none: it has no parts to compare with",
    },
    {
      more: { resource: "w-2" },
      issues: ["record.unknown-resource 0.resource"],
      why: "of a part that is none",
    },
    {
      more: { charge: "usge" },
      issues: ["contract.unknown-charge 0.charge"],
      why: "of a name that is none",
    },
    {
      more: { charge: "fee" },
      issues: ["contract.unknown-charge 0.charge"],
      why: "whose amount stands in the contract",
    },
    {
      more: { currency: "USD" },
      issues: ["record.other-currency 0.currency"],
      why: "in another currency (33)",
    },
    {
      more: { charge: "fee", currency: "USD" },
      issues: ["contract.unknown-charge 0.charge", "record.other-currency 0.currency"],
      why: "with two faults: both are told",
    },
  ])("$why: $issues", ({ more, issues }) => {
    expect(told(charge(more))).toEqual(issues);
  });
});

describe("an event that comes as a row of its own", () => {
  const ticket = { type: "ticket", id: "T-1", service: "web", openedAt: "2026-10-05T10:00:00Z" };
  const event = (happened: object) => ({ type: "event", id: "E-1", ticket: "T-1", happened });

  it("at no time", () => {
    const happened = { event: "replied", at: "2026-02-30T00:00:00Z", by: "agent" };
    expect(told(ticket, event(happened))).toEqual(["stamp.no-such-date 1.happened.at"]);
  });

  it.each([
    { clock: "first-response", issues: [] },
    { clock: "resolution", issues: ["record.unknown-clock 1.happened.clock"] },
  ])("semantics 9: a due agreed for $clock, beside an availability without clocks", (one) => {
    const happened = {
      event: "due-agreed",
      at: "2026-10-05T11:00:00Z",
      clock: one.clock,
      due: "2026-10-06T11:00:00Z",
      author: "Ada",
      reason: "asked for",
    };
    expect(told(ticket, event(happened))).toEqual(one.issues);
  });
});
