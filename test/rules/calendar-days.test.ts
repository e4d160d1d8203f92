import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { safeParseContract } from "../../src/index.ts";
import { contractOf, settled } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Credit = NonNullable<Commitment["credits"]>[number];

const perDay = { per: "calendar-day", round: "up", from: "zero", give: { amount: "10.00" } };
const late = (more: object) => ({ id: "late", clause: "6", on: "each-miss", ...more }) as Credit;

/** Four hours to answer. */
const response = (credit: Credit, measure: object = {}, more: object = {}): ContractInput =>
  contractOf({
    commitments: [
      {
        id: "response",
        clause: "3",
        scope: { service: "web" },
        period: "calendar-month",
        measure: { facts: "cycles", clock: "first-response", figure: "each", ...measure },
        excludes: [],
        targets: [{ within: { elapsed: "PT4H" } }],
        credits: [credit],
        ...more,
      } as Commitment,
    ],
  });

/** The world's contract is in UTC. Due at 20:00 of 6 October. */
const ticket = (id: string, repliedAt: string) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: "2026-10-06T16:00:00Z",
  events: [{ event: "replied", at: repliedAt, by: "agent" }],
});
const rows = [
  ticket("T-1", "2026-10-06T21:00:00Z"),
  ticket("T-2", "2026-10-07T00:00:00Z"),
  ticket("T-3", "2026-10-08T00:00:00.001Z"),
];

describe("a rate by calendar days (semantics 3, 8, 30)", () => {
  it("counts dates begun from the due to the stop, whatever the hours", () => {
    // T-1 and T-2 are late on the 6th, T-3 on the 6th, the 7th and for a millisecond of the 8th.
    const contract = response(
      late({ how: "rate", rate: perDay }),
      { figure: "percent-within" },
      {
        attainment: { atLeast: "90" },
      },
    );
    const [line] = settled({ contract, rows }).lines;
    expect(line).toMatchObject({
      amount: "50.00",
      parts: [
        { record: "T-1", exact: "10" },
        { record: "T-2", exact: "10" },
        { record: "T-3", exact: "30" },
      ],
    });
  });

  it("counts whole dates, and gives nothing for none", () => {
    // Only the 7th lies in what T-3 is late by.
    const contract = response(late({ how: "rate", rate: { ...perDay, round: "down" } }));
    const [line] = settled({ contract, rows }).lines;
    expect(line).toMatchObject({ amount: "10.00", parts: [{ record: "T-3", exact: "10" }] });
  });

  it("stands on top of a row of a table: 5.00 from a day on, and 10.00 for each date", () => {
    // T-3 is late by 28 hours.
    const tiers = [{ from: "PT24H", give: { amount: "5.00" }, plus: perDay }];
    const contract = response(late({ how: "tiers", onGap: "none", tiers }));
    const [line] = settled({ contract, rows }).lines;
    expect(line).toMatchObject({ amount: "35.00", parts: [{ record: "T-3", exact: "35" }] });
  });

  const outages = {
    measure: { facts: "outages", figure: "uptime-percent" },
    targets: [{ atLeast: "99.9" }],
  };
  const presence = {
    duty: { presence: { fact: "on-duty", per: "calendar-month", subjects: "apart" } },
  };
  it.each([
    { why: "an outage", credit: late({ how: "rate", rate: perDay }), more: outages, at: "per" },
    {
      why: "absences that are added up",
      credit: late({ how: "rate", rate: perDay }),
      more: { measure: { facts: "cycles", clock: presence, figure: "each" } },
      at: "per",
    },
    {
      why: "absences beside a clock",
      credit: late({ how: "rate", rate: perDay }),
      more: {
        measure: {
          facts: "cycles",
          clock: "first-response",
          figure: "each",
          pooledWith: [
            { clock: presence, pausedBy: [], targets: [{ within: { elapsed: "PT4H" } }] },
          ],
        },
      },
      at: "per",
    },
    {
      why: "a number of misses",
      credit: late({ on: "misses", how: "rate", rate: perDay }),
      more: {},
      at: "per",
    },
    {
      why: "in proportion",
      credit: late({ how: "rate", rate: { ...perDay, round: "exact" } }),
      more: {},
      at: "round",
    },
    {
      why: "from a length on",
      credit: late({ how: "rate", rate: { ...perDay, from: { value: "PT1H" } } }),
      more: {},
      at: "from",
    },
    {
      why: "from the target on",
      credit: late({ how: "rate", rate: { ...perDay, from: "target" } }),
      more: {},
      at: "from",
    },
  ])("is refused: $why", ({ credit, more, at }) => {
    const parsed = safeParseContract(response(credit, {}, more));
    const issues = parsed.ok ? [] : parsed.issues;
    expect(issues.map(({ code, path }) => [code, path.at(-1)])).toEqual([
      ["rate.calendar-days", at],
    ]);
  });

  it("is refused with all that is wrong at once, the gift too", () => {
    const rate = { ...perDay, round: "exact", from: "target", give: { amount: "-5.00" } };
    const parsed = safeParseContract(response(late({ on: "misses", how: "rate", rate })));
    const issues = parsed.ok ? [] : parsed.issues;
    expect(issues.map(({ code }) => code)).toEqual([
      "decimal.negative",
      "rate.calendar-days",
      "rate.calendar-days",
      "rate.calendar-days",
    ]);
  });
});
