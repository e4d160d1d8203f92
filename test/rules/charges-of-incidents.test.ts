import { expect, it } from "vitest";
import { availability, contractOf, coverage, outage, settled } from "./world.ts";

/** Ten days each, billed by an invoice of its own. */
const billed = (id: string, from: string, until: string, amount: string) => ({
  type: "charge",
  id,
  service: "web",
  charge: "fee",
  amount,
  currency: "EUR",
  from: `2026-${from}T00:00:00Z`,
  until: `2026-${until}T00:00:00Z`,
  invoice: `INV-${id}`,
});

/** From one hour 1 %, from four hours all of the ten days before. */
const contract = contractOf({
  services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
  bases: [{ id: "before", of: ["fee"], taken: { trailing: { days: 10, before: "incident" } } }],
  commitments: [
    {
      ...availability,
      credits: [
        {
          id: "each",
          clause: "6.1",
          on: "each-miss",
          how: "tiers",
          base: "before",
          tiers: [
            { from: "PT0S", below: "PT1H", give: "nothing" },
            { from: "PT1H", below: "PT4H", give: { percent: "1" } },
            { from: "PT4H", give: { percent: "100" } },
          ],
        },
      ],
    },
  ],
});
const charges = [
  billed("1", "09-25", "10-05", "100.00"),
  billed("2", "10-05", "10-15", "1000.00"),
  billed("3", "10-15", "10-25", "0.00"),
];
const first = (hours: string) => outage("INC-1", "10-05T00:00", `10-05T${hours}`);
const second = outage("INC-2", "10-15T00:00", "10-15T02:00");
const third = outage("INC-3", "10-25T00:00", "10-25T02:00");

it.each([
  {
    why: "100.00 of the first ten days, 10.00 of the second: not 110.00 as 1 to 10",
    down: [first("05:00"), second],
    booked: ["INV-1 10000", "INV-2 1000"],
  },
  { why: "1.00 and 10.00", down: [first("02:00"), second], booked: ["INV-1 100", "INV-2 1000"] },
  { why: "nothing of the first", down: [first("00:30"), second], booked: ["INV-2 1000"] },
  {
    why: "nothing of days that cost nothing",
    down: [first("05:00"), third],
    booked: ["INV-1 10000"],
  },
])("semantics 31, 32: each incident is borne by its own base: $why", ({ down, booked }) => {
  const { lines } = settled({ contract, rows: [coverage, ...charges, ...down] });
  expect(
    lines.flatMap(({ allocations }) =>
      allocations.map(({ invoice, minor }) => `${invoice} ${minor}`),
    ),
  ).toEqual(booked);
});
