import type { ContractInput } from "../../src/index.ts";

/** One clock over tickets, in three rows: elapsed, business hours, business days. */
export const deskContract: ContractInput = {
  makegood: "contract/1",
  id: "desk",
  documents: [{ id: "msa", title: "Agreement" }],
  parties: { provider: "P", customer: "C" },
  currency: "EUR",
  timeZone: "Europe/Berlin",
  settlement: "calendar-month",
  effective: { from: "2020-01-01" },
  calendars: [{ id: "office", weekly: { "mon-fri": ["09:00-12:00", "13:00-18:00"] } }],
  services: [{ id: "web" }],
  commitments: [
    {
      id: "response",
      clause: "2.1",
      scope: { service: "web" },
      period: "calendar-month",
      measure: { facts: "cycles", clock: "first-response", figure: "percent-within" },
      excludes: [],
      targets: [
        { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
        { where: { severity: ["P2"] }, within: { business: "PT4H", calendar: "office" } },
        { within: { businessDays: 2, by: "18:00", calendar: "office" } },
      ],
      attainment: { atLeast: "95" },
    },
  ],
  claim: { on: "automatic" },
};

export const asked = { period: "2026-10", asOf: "2026-11-20T00:00:00Z" } as const;
