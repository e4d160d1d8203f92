import { describe, expect, it } from "vitest";
import { ZERO } from "../../src/base/ratio.ts";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeParseRecords,
  safeSettle,
} from "../../src/index.ts";
import { figures } from "../../src/rules/figures/index.ts";
import { safePeriodEnd } from "../../src/settle-call.ts";
import { unplaced } from "../support/placed.ts";
import {
  availability,
  contractOf,
  HOUR,
  ledgerOf,
  OCTOBER_MS,
  outage,
  response,
  restated,
  resultOf,
  settled,
  tenth,
  tiered,
  work,
} from "./world.ts";

/** Corners of the rules that no table of its own holds. */

const read = (contract: unknown): readonly string[] => {
  const result = safeParseContract(contract);
  expect(unplaced(contract, result.ok ? result.warnings : result.issues)).toEqual([]);
  return result.ok
    ? ["ok", ...result.warnings.map(({ code }) => code)]
    : result.issues.map(({ code }) => code);
};
const third = {
  id: "carrier",
  clause: "4.3",
  matches: { cause: "third-party" },
  removes: "downtime",
} as const;
const planned = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "window",
} as const;
const hour = outage("INC-1", "10-03T01:00", "10-03T02:00");

describe("semantics 17 to 27: availability", () => {
  it("an excluded outage of a lighter weight is excluded as degraded", () => {
    const measure = {
      facts: "outages",
      figure: "uptime-percent",
      weights: { partial: "0.3" },
    } as const;
    const contract = contractOf({
      exclusions: [third],
      commitments: [{ ...availability, measure, excludes: ["carrier"] }],
    });
    const rows = [{ ...hour, impact: "partial", cause: "third-party" }];
    expect(ledgerOf(resultOf(settled({ contract, rows })))).toEqual({
      up: OCTOBER_MS - HOUR,
      down: 0,
      "excluded:carrier:degraded": HOUR,
    });
  });

  it("work that goes on is excluded up to asOf", () => {
    const contract = contractOf({
      exclusions: [planned],
      commitments: [{ ...availability, excludes: ["planned"] }],
    });
    const { until: _, ...open } = work("W", "10-10T00:00", "10-11T00:00");
    const statement = settled({ contract, rows: [open], asOf: "10-10T06:00" });
    expect(resultOf(statement)).toMatchObject({ bad: "0", whole: String(9 * 24 * HOUR) });
  });

  it("outages that begin together are told apart by id, in whatever order they came", () => {
    const rows = [
      outage("B", "10-03T01:00", "10-03T02:00"),
      outage("A", "10-03T01:00", "10-03T02:00"),
    ];
    const statement = settled({ rows });
    expect(statement.evidence.outages.map(({ record }) => record)).toEqual(["A"]);
    expect(statement.evidence.notCounted.map(({ record, why }) => `${record} ${why}`)).toEqual([
      "B covered-by-another",
    ]);
    expect(settled({ rows: [...rows].reverse() })).toEqual(statement);
  });

  it("of an outage that does not count the most of its time is told first", () => {
    const contract = contractOf({
      exclusions: [planned],
      commitments: [{ ...availability, excludes: ["planned"] }],
    });
    const rows = [
      // Of the 30 minutes of B 20 are A's, which began earlier, and 10 are excluded.
      outage("A", "10-03T01:00", "10-03T01:30"),
      outage("B", "10-03T01:10", "10-03T01:40"),
      work("W", "10-03T01:30", "10-03T01:40", { impact: "none" }),
    ];
    const { notCounted } = settled({ contract, rows }).evidence;
    expect(notCounted).toMatchObject([{ record: "B", why: "covered-by-another" }]);
    expect(notCounted[0]?.detail).toMatch(/20 min.* covered-by-another, 10 min.* by planned/);
  });

  it("a bound of more than x is written with its sign (28)", () => {
    const contract = contractOf({
      commitments: [{ ...availability, targets: [{ moreThan: "99.9" }], credits: [] }],
    });
    expect(resultOf(settled({ contract, rows: [hour] })).steps.at(-1)).toMatchObject({
      op: "target",
      in: "99.865591 > 99.9",
      out: "breached",
    });
  });

  it("what cannot be measured gives nothing, also where the table alone decides", () => {
    const contract = contractOf({
      commitments: [{ ...availability, credits: [{ ...tenth, when: "always" }] }],
    });
    expect(settled({ contract }).lines).toEqual([]);
  });

  it.each(["uptime-percent", "percent-within"] as const)("%s of nothing is nothing", (name) => {
    expect(figures[name].compute({ bad: ZERO, whole: ZERO })).toBeNull();
  });

  it("degraded work where no weights are agreed has none", () => {
    const contract = parseContract(contractOf());
    const result = safeParseRecords(
      [work("W", "10-10T00:00", "10-10T01:00", { impact: "degraded" })],
      contract,
    );
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
      "record.impact-without-weight",
    ]);
  });
});

describe("semantics 39: zones and rows", () => {
  it("offsets of each zone that a calendar names, with seconds where a zone had them", () => {
    const contract = contractOf({
      currency: "USD",
      timeZone: "Africa/Monrovia",
      effective: { from: "1971-01-01" },
      calendars: [
        { id: "office", zone: "America/St_Johns", weekly: { "mon-fri": ["09:00-18:00"] } },
      ],
    });
    const statement = settled({ contract, period: "1971-02", asOf: "1971-03-05T00:00:00Z" });
    // Liberia kept 44 min 30 s behind Greenwich to January 1972; Newfoundland 3 h 30 min in winter.
    expect(
      statement.manifest.zones.map(({ zone, offsets }) => [
        zone,
        ...offsets.map(({ offset }) => offset),
      ]),
    ).toEqual([
      ["Africa/Monrovia", "-00:44:30"],
      ["America/St_Johns", "-03:30"],
    ]);
  });

  it("an event at asOf is outside, one a millisecond before is used (15)", () => {
    const contract = contractOf({ commitments: [response] });
    const ticket = { type: "ticket", id: "T", service: "web", openedAt: "2026-10-05T10:00:00Z" };
    const used = (at: string) =>
      settled({
        contract,
        rows: [
          ticket,
          { type: "event", id: "E", ticket: "T", happened: { event: "replied", at, by: "agent" } },
        ],
      }).manifest.rows;
    expect(used("2026-11-04T23:59:59.999Z")).toMatchObject({ used: 2, outside: 0 });
    expect(used("2026-11-05T00:00:00Z")).toMatchObject({ used: 1, outside: 1 });
  });

  it("an event of a ticket of another period is outside with it", () => {
    const contract = contractOf({ commitments: [response] });
    const ticket = { type: "ticket", id: "T", service: "web", openedAt: "2026-09-05T10:00:00Z" };
    const event = (id: string, hour: string) => ({
      type: "event",
      id,
      ticket: "T",
      happened: { event: "replied", at: `2026-09-05T${hour}:00Z`, by: "agent" },
    });
    const rows = [ticket, event("E1", "10:30"), event("E2", "10:40")];
    expect(settled({ contract, rows }).manifest.rows).toMatchObject({ used: 0, outside: 3 });
    expect(settled({ contract, rows, period: "2026-09" }).manifest.rows).toMatchObject({
      used: 3,
      outside: 0,
    });
  });

  it("hints stop after the first problems; the problems do not", () => {
    const contract = parseContract(contractOf({ commitments: [availability, response] }));
    const rows = [
      { type: "ticket", id: "T-1", service: "web", openedAt: "2026-10-05T10:00:00Z" },
      ...Array.from({ length: 25 }, (_, index) => ({
        type: "event",
        id: `E-${index}`,
        ticket: "T-2",
        happened: { event: "resolved", at: "2026-10-05T11:00:00Z" },
      })),
    ];
    const result = safeParseRecords(rows, contract);
    const hints = result.ok ? [] : result.issues.map(({ hint }) => hint.startsWith("did you mean"));
    expect(hints).toHaveLength(25);
    expect([hints[0], hints[24]]).toEqual([true, false]);
  });

  it("a field that is undefined is a field that is left out", () => {
    const contract = parseContract(contractOf());
    const records = parseRecords([{ ...hour, title: undefined }, hour], contract);
    expect(records.outages).toHaveLength(1);
  });
});

describe("contracts: the rest of what is refused", () => {
  const both = {
    ...availability,
    credits: [
      {
        ...tenth,
        tiers: [
          { below: "95", give: { percent: "5" } },
          { below: "99.9", give: { percent: "1" } },
        ],
      },
    ],
  } as typeof availability;
  const flat = (give: object) =>
    ({
      ...availability,
      credits: [{ id: "x", clause: "6", on: "measured", how: "flat", give }],
    }) as typeof availability;
  const byLength = {
    ...availability,
    credits: [
      {
        id: "x",
        clause: "6",
        on: "each-miss",
        how: "tiers",
        tiers: [{ from: "PT1.5H", give: { amount: "5" } }],
      },
    ],
  } as typeof availability;
  const changes: readonly {
    readonly change: Partial<ContractInput>;
    readonly codes: readonly string[];
    readonly why: string;
  }[] = [
    {
      change: { commitments: [both] },
      codes: ["tier.overlap"],
      why: "both rows reach to the bottom",
    },
    {
      change: { commitments: [{ ...availability, targets: [{ atLeast: "PT1H" }] }] },
      codes: ["target.axis-mismatch"],
      why: "without a bound the rows are not held against it",
    },
    {
      change: { commitments: [flat({ amount: "-5" })] },
      codes: ["decimal.negative"],
      why: "an amount the customer would owe",
    },
    {
      change: { commitments: [byLength] },
      codes: ["duration.fraction"],
      why: "a row bound by no length",
    },
    {
      change: { currency: "EUR", effective: { from: "1998-01-01" } },
      codes: ["currency.not-in-force"],
      why: "the euro came in 1999",
    },
    {
      change: {
        services: [
          { id: "web", charges: [{ id: "fee", amount: "123456789012345678.9", per: "month" }] },
        ],
      },
      codes: ["decimal.too-long"],
      why: "19 digits",
    },
    {
      change: {
        commitments: [
          {
            ...availability,
            measure: { facts: "outages", figure: "uptime-percent", weights: { major: "-1" } },
          },
        ],
      },
      codes: ["decimal.negative"],
      why: "a negative weight",
    },
  ];
  it.each(changes)("$codes: $why", ({ change, codes }) => {
    expect(read(contractOf(change))).toEqual(codes);
  });
});

describe("calls with what is no call", () => {
  const contract = parseContract(contractOf());
  it.each([null, 5, "settle"])("settle(%j) is refused, both parts named", (input) => {
    const result = safeSettle(input as never);
    expect(result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path}`)).toEqual(
      expect.arrayContaining(["settle.not-parsed contract", "settle.not-parsed records"]),
    );
  });

  it("records are read against a contract that was parsed", () => {
    expect(safeParseRecords([hour], contractOf() as never).ok).toBe(false);
    expect(safeParseRecords([hour], contract, null as never).ok).toBe(true);
  });

  it("the end of a period, for who has no asOf (15)", () => {
    expect(safePeriodEnd(contract, "2026-10")).toMatchObject({
      ok: true,
      value: "2026-11-01T00:00:00Z",
    });
    expect(safePeriodEnd(contract, "2026-Q4").ok).toBe(false);
    expect(safePeriodEnd(null as never, "2026-10").ok).toBe(false);
  });
});

describe("semantics 38: the closing line over several charges", () => {
  it("is handed out over the charges whose bookings it offsets", () => {
    const charges = ["b", "a"].map((id) => ({ id, amount: "500.00", per: "month" as const }));
    const contract = contractOf({
      services: [{ id: "web", charges }],
      bases: [{ id: "monthly", of: ["b", "a"] }],
      commitments: [{ ...availability, credits: [tiered(["0", "99.9", "10.01"])] }],
    });
    const issued = [settled({ contract, rows: [hour] })];
    const rows = [outage("INC-0", "10-03T01:00", "10-03T01:00")];
    const closing = restated({ contract, rows, issued })?.lines[1];
    // 100.10 is 50.05 each.
    expect(closing?.allocations.map(({ charge, minor }) => [charge, minor])).toEqual([
      ["a", 5005],
      ["b", 5005],
    ]);
  });
});

describe("explanations of what is open and of what was taken in part", () => {
  it("an open ticket has no breach; a target in days has no length", () => {
    const contract = contractOf({
      calendars: [{ id: "office", weekly: { "mon-fri": ["09:00-18:00"] } }],
      commitments: [
        { ...response, targets: [{ within: { businessDays: 2, calendar: "office" } }] },
      ],
    });
    // Opened on Monday 5 October; due on Wednesday, 10:00.
    const rows = [{ type: "ticket", id: "T", service: "web", openedAt: "2026-10-05T10:00:00Z" }];
    const statement: Statement = settled({ contract, rows, asOf: "10-06T00:00" });
    const [fact] = explain(statement, { record: "T" }).facts;
    expect(fact?.effect).toContain(
      "open: opened 2026-10-05T10:00:00Z, due 2026-10-07T10:00:00Z, still open",
    );
    expect(fact?.effect).not.toContain("breached");
  });

  it("an outage of which a part was excluded names the rule", () => {
    const contract = contractOf({
      exclusions: [planned],
      commitments: [{ ...availability, excludes: ["planned"] }],
    });
    const rows = [hour, work("W", "10-03T01:30", "10-03T02:00", { impact: "none" })];
    const [fact] = explain(settled({ contract, rows }), { record: "INC-1" }).facts;
    expect(fact?.effect).toContain("1800000 ms counted, 1800000 ms excluded by planned");
  });
});
