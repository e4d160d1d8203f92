import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { availability, contractOf, linesOf, outage, response, resultOf, settled } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Measure = Extract<Commitment["measure"], { facts: "cycles" }>;

const calendars: ContractInput["calendars"] = [
  { id: "office", weekly: { "mon-fri": ["09:00-18:00"] } },
];

function judged(
  rows: readonly object[],
  commitment: Partial<Commitment> = {},
  world: {
    readonly asOf?: string;
    readonly contract?: Partial<ContractInput>;
    readonly measure?: Partial<Measure>;
  } = {},
) {
  const { asOf, contract = {}, measure = {} } = world;
  return settled({
    contract: contractOf({
      calendars,
      commitments: [
        { ...response, ...commitment, measure: { ...(response.measure as Measure), ...measure } },
      ],
      ...contract,
    }),
    rows,
    ...(asOf === undefined ? {} : { asOf }),
  });
}

const at = (text: string) => `2026-${text}:00Z`;
const ticket = (
  id: string,
  openedAt: string,
  events: readonly object[] = [],
  more: object = {},
) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: at(openedAt),
  events,
  ...more,
});
const replied = (text: string, more: object = {}) => ({
  event: "replied",
  at: at(text),
  by: "agent",
  ...more,
});
const P1 = { severity: "P1" };
const P2 = { severity: "P2" };
const rowOfP1: Partial<Commitment> = {
  targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }],
};

describe("semantics 16: each ticket in one population", () => {
  it("what is late, undecided or not counted is listed; what was met is a count", () => {
    const rows = [
      ticket("LATE", "10-05T10:00", [replied("10-05T11:30")]),
      ticket("MET", "10-05T10:00", [replied("10-05T10:30")]),
      ticket("OPEN-LATE", "10-05T10:00"),
      ticket("OPEN", "10-07T23:30"),
      ticket("CANCELLED", "10-05T10:00", [{ event: "cancelled", at: at("10-05T10:30") }]),
      ticket("UNANSWERED", "10-05T10:00", [{ event: "resolved", at: at("10-05T10:30") }]),
    ];
    const statement = judged(rows, {}, { asOf: "10-08T00:00" });
    expect(resultOf(statement)).toMatchObject({
      figure: { exact: "2", shown: "2 of 3 late" },
      population: { counted: 3, met: 1, late: 2, open: 1, cancelled: 1, notCounted: 1 },
    });
    expect(statement.evidence.tickets.map(({ record, state }) => `${record} ${state}`)).toEqual([
      "LATE late",
      "OPEN open",
      "OPEN-LATE open-late",
    ]);
    expect(statement.evidence.notCounted.map(({ record, why }) => `${record} ${why}`)).toEqual([
      "CANCELLED cancelled",
      "UNANSWERED ended-without-reply",
    ]);
  });

  it("a reply of a millisecond after the due is late by it", () => {
    const reply = { event: "replied", by: "agent", at: "2026-10-05T11:00:00.001Z" };
    const statement = judged([ticket("T", "10-05T10:00", [reply])]);
    expect(statement.evidence.tickets).toMatchObject([{ record: "T", lateMs: "1" }]);
  });

  it("a change of priority at asOf is not known yet (15)", () => {
    const change = (when: string) => ({ event: "priority-changed", at: at(when), severity: "P1" });
    const events = [change("10-05T10:10"), change("11-05T00:00")];
    expect(judged([ticket("T", "10-05T10:00", events)]).evidence.tickets).toMatchObject([
      { changes: [{ at: "2026-10-05T10:10:00Z" }] },
    ]);
  });

  it("evidence tells the changes of a priority as they followed, however they were listed", () => {
    const change = (when: string, severity: string) => ({
      event: "priority-changed",
      at: at(when),
      severity,
    });
    const events = [
      change("10-05T10:30", "P3"),
      change("10-05T10:20", "P2"),
      replied("10-05T12:00"),
      change("10-05T10:10", "P1"),
    ];
    expect(judged([ticket("T", "10-05T10:00", events)]).evidence.tickets).toMatchObject([
      {
        changes: [
          { at: "2026-10-05T10:10:00Z", severity: "P1" },
          { at: "2026-10-05T10:20:00Z", severity: "P2" },
          { at: "2026-10-05T10:30:00Z", severity: "P3" },
        ],
      },
    ]);
  });

  it("a ticket over without a reply after its due is late (11)", () => {
    const rows = [ticket("T", "10-05T10:00", [{ event: "resolved", at: at("10-05T11:01") }])];
    expect(resultOf(judged(rows)).verdict).toBe("breached");
  });

  it("cancelled after its due is late all the same", () => {
    const rows = [ticket("T", "10-05T10:00", [{ event: "cancelled", at: at("10-05T11:01") }])];
    expect(resultOf(judged(rows)).population).toMatchObject({ late: 1, cancelled: 0 });
  });

  it.each([
    { row: ticket("T", "10-05T10:00", [], P2), counted: 0, why: "no row selects it" },
    { row: ticket("T", "10-05T10:00"), counted: 0, why: "it has no severity" },
    { row: ticket("T", "10-05T10:00", [], P1), counted: 1, why: "its row" },
    {
      row: ticket("T", "10-05T10:00", [], { attributes: { severity: "P1" } }),
      counted: 1,
      why: "severity as an attribute",
    },
  ])("rows of targets: $why", ({ row, counted }) => {
    expect(resultOf(judged([row], rowOfP1)).population?.counted ?? 0).toBe(counted);
  });

  it.each([
    { countedIn: "due", events: [], month: "2026-10", why: "open" },
    { countedIn: "due", events: [replied("10-05T10:20")], month: "2026-10", why: "answered" },
    { countedIn: "opened", events: [], month: "2026-10", why: "by its opening" },
    { countedIn: "closed", events: [], month: "2026-10", why: "open, where those closed count" },
    {
      countedIn: "closed",
      events: [replied("11-02T10:20")],
      month: "2026-11",
      why: "where it is closed, like those that count",
    },
  ] as const)(
    "a ticket that no row ever took is listed once, counted in $countedIn: $why",
    (one) => {
      for (const period of ["2026-09", "2026-10", "2026-11"]) {
        const contract = {
          ...contractOf({
            commitments: [
              {
                ...response,
                ...rowOfP1,
                measure: { ...(response.measure as Measure), countedIn: one.countedIn },
              },
            ],
          }),
        };
        const statement = settled({
          contract,
          rows: [ticket("T", "10-05T10:00", one.events, P2)],
          period,
          asOf: "2026-12-01T00:00:00Z",
        });
        expect(statement.evidence.notCounted).toEqual(
          period === one.month
            ? [
                {
                  result: `response/web/${period}`,
                  record: "T",
                  why: "no-row",
                  detail: "no row of targets selects it",
                },
              ]
            : [],
        );
      }
    },
  );

  it("a due that was agreed for it is none to be missed", () => {
    const agreed = {
      event: "due-agreed",
      at: at("10-05T10:05"),
      clock: "first-response",
      due: at("10-05T10:30"),
      author: "A",
      reason: "R",
    };
    const statement = judged(
      [ticket("T", "10-05T10:00", [agreed, replied("10-05T12:00")], P2)],
      rowOfP1,
    );
    expect(resultOf(statement)).toMatchObject({ population: { counted: 0, notCounted: 1 } });
    expect(statement.evidence.notCounted).toMatchObject([{ record: "T", why: "no-row" }]);
  });

  it("a ticket that leaves the rows is listed as of no row, in the period in which it began", () => {
    const rows = [
      ticket(
        "T",
        "10-05T10:00",
        [
          { event: "priority-changed", at: at("10-05T10:10"), severity: "P2" },
          replied("10-05T10:20"),
        ],
        P1,
      ),
    ];
    const statement = judged(rows, rowOfP1);
    expect(statement.evidence.notCounted).toMatchObject([{ record: "T", why: "no-row" }]);
    expect(resultOf(statement)).toMatchObject({
      verdict: "not-measured",
      population: { counted: 0, notCounted: 1 },
    });
  });

  it.each<{ where: Record<string, string[]>; ids: string[]; why: string }>([
    { where: { severity: ["P1", "P2"] }, ids: ["A", "B"], why: "a list: any of them" },
    { where: { region: ["eu"] }, ids: ["B"], why: "an attribute; who has none is not meant" },
    { where: { severity: ["P1"], region: ["eu"] }, ids: [], why: "both must hold" },
    { where: { toString: ["x"] }, ids: [], why: "a name that every object has" },
  ])("`where` of the measure: $why", ({ where, ids }) => {
    const rows = [
      ticket("A", "10-05T10:00", [], P1),
      ticket("B", "10-05T10:00", [], { ...P2, attributes: { region: "eu" } }),
      ticket("C", "10-05T10:00"),
    ];
    expect(resultOf(judged(rows, {}, { measure: { where } })).misses.ids).toEqual(ids);
  });

  it("`where` of a credit picks among the misses", () => {
    const [late] = response.credits ?? [];
    const rows = [
      ticket("A", "10-05T10:00", [], P1),
      ticket("B", "10-05T10:00", [], P2),
      ticket("C", "10-05T10:00"),
    ];
    const statement = judged(rows, {
      credits: [{ ...late, where: { severity: ["P1"] } } as NonNullable<typeof late>],
    });
    expect(statement.lines).toMatchObject([
      { amount: "50.00", parts: [{ record: "A", exact: "50" }] },
    ]);
  });
});

describe("semantics 5, 37: tickets at the bounds of the contract", () => {
  it("what began before the contract is not judged by it", () => {
    const rows = [ticket("T", "10-09T23:30"), ticket("U", "10-10T00:00")];
    const statement = judged(rows, {}, { contract: { effective: { from: "2026-10-10" } } });
    expect(resultOf(statement).misses.ids).toEqual(["U"]);
    expect(statement.evidence.notCounted).toMatchObject([{ record: "T", why: "before-term" }]);
  });
});

describe("semantics 8, 10, 12: pauses and events of their own", () => {
  it("events may come as rows; those at asOf or later are unused", () => {
    const rows = [
      ticket("T", "10-05T10:00"),
      { type: "event", id: "E1", ticket: "T", happened: replied("10-05T10:30") },
      ticket("U", "10-05T10:00"),
      {
        type: "event",
        id: "E2",
        ticket: "U",
        happened: replied("10-05T10:30"),
        recordedAt: at("11-06T00:00"),
      },
    ];
    const statement = judged(rows);
    expect(resultOf(statement).misses.ids).toEqual(["U"]);
    expect(statement.manifest.rows).toMatchObject({ in: 4, used: 3, outside: 1 });
  });

  it("a ticket that is paused before its due counts in no period yet", () => {
    const rows = [
      ticket("T", "10-05T10:00", [
        { event: "waiting-started", at: at("10-05T10:10"), reason: "customer" },
      ]),
    ];
    expect(resultOf(judged(rows, {}, { measure: { pausedBy: "all" } }))).toMatchObject({
      verdict: "not-measured",
      population: { counted: 0, open: 0 },
    });
  });

  it("a ticket that is over while it waits, without a reply, is listed in the period of its due", () => {
    const events = [
      { event: "waiting-started", at: at("10-05T10:10"), reason: "customer" },
      { event: "resolved", at: at("10-05T12:00") },
    ];
    const statement = judged(
      [ticket("T", "10-05T10:00", events)],
      {},
      { measure: { pausedBy: "all" } },
    );
    expect(statement.evidence.notCounted).toMatchObject([
      { record: "T", why: "ended-without-reply" },
    ]);
  });

  it("business days by a cut-off, in the words of the target", () => {
    const within = { businessDays: 2, calendar: "office", by: "18:00", met: "less-than" } as const;
    // Opened on Friday 2 October; due on Tuesday 6 October, 18:00: answered at that ms is late.
    const rows = [ticket("T", "10-02T10:00", [replied("10-06T18:00")])];
    const statement = judged(rows, { targets: [{ within }] });
    expect(resultOf(statement)).toMatchObject({
      verdict: "breached",
      target: { rows: [{ clause: "msa 2.1", row: "< 2 business days by 18:00" }] },
    });
    expect(statement.evidence.tickets[0]?.targetMs).toBeUndefined();
  });

  it("one business day, kept where it starts outside hours", () => {
    const within = { businessDays: 1, calendar: "office", outsideHours: "keep" } as const;
    // Saturday 3 October, 10:00: the first open date after it is Monday, 10:00.
    const rows = [ticket("T", "10-03T10:00", [replied("10-05T10:01")])];
    expect(judged(rows, { targets: [{ within }] }).evidence.tickets).toMatchObject([
      { dueAt: at("10-05T10:00") },
    ]);
  });
});

describe("semantics 30, 32: credits by misses", () => {
  const tiered = {
    id: "late",
    clause: "2.2",
    on: "each-miss",
    how: "tiers",
    onGap: "none",
    tiers: [
      { from: "PT30M", below: "PT2H", give: { amount: "10" } },
      { from: "PT2H", belowInclusive: "yes", below: "PT8H", give: { percent: "5" } },
      { from: "PT8H", fromExclusive: "yes", give: { percent: "5" } },
    ],
    base: "monthly",
  } as NonNullable<Commitment["credits"]>[number];
  const late = (id: string, minutes: number) =>
    ticket(id, "10-05T10:00", [
      { ...replied("10-05T11:00"), at: new Date(Date.UTC(2026, 9, 5, 11, minutes)).toISOString() },
    ]);

  it.each([
    { minutes: 29, exact: undefined, why: "under the lowest row" },
    { minutes: 30, exact: "10", why: "its lower bound" },
    { minutes: 119, exact: "10", why: "just under two hours" },
    { minutes: 120, exact: "50", why: "two hours: 5 % of 1000" },
    { minutes: 480, exact: "50", why: "up to and including eight" },
    { minutes: 481, exact: "50", why: "any more" },
  ])("late by $minutes minutes: $exact ($why)", ({ minutes, exact }) => {
    expect(judged([late("T", minutes)], { credits: [tiered] }).lines[0]?.exact).toBe(exact);
  });

  it("the parts add up, row by row, and so do the steps", () => {
    const rows = [late("A", 40), late("B", 40), late("C", 200)];
    const [line] = judged(rows, { credits: [tiered] }).lines;
    expect(line).toMatchObject({
      exact: "70",
      parts: [
        { record: "A", exact: "10" },
        { record: "B", exact: "10" },
        { record: "C", exact: "50" },
      ],
    });
    expect(line?.steps.map(({ op, in: from, out }) => `${op} ${from ?? ""} = ${out}`)).toEqual([
      "charge 1000 = 1000",
      "base 1000 = 1000",
      "tier 1800000 ≤ x < 7200000 = 10",
      "count  = 2",
      "times 2 × 10 = 20",
      "tier 7200000 ≤ x ≤ 28800000 = 5 %",
      "count  = 1",
      "times 1 × (1000 × 5 ÷ 100) = 50",
      "sum 20 + 50 = 70",
      "round 70 = 70.00",
    ]);
  });

  it("an open row is written without its bound", () => {
    const open = {
      ...tiered,
      tiers: [
        { below: "PT2H", give: { amount: "10" } },
        { from: "PT2H", fromExclusive: "yes", give: { amount: "20" } },
      ],
    } as typeof tiered;
    const { base: _, ...plain } = open;
    const [line] = judged([late("A", 40), late("B", 200)], {
      credits: [plain as typeof tiered],
    }).lines;
    expect(line?.steps.filter(({ op }) => op === "tier").map(({ in: row }) => row)).toEqual([
      "x < 7200000",
      "7200000 < x",
    ]);
  });

  it("nothing late, nothing given, also where the table alone decides", () => {
    const always = { ...tiered, when: "always" } as typeof tiered;
    expect(
      judged([ticket("T", "10-05T10:00", [replied("10-05T10:30")])], { credits: [always] }).lines,
    ).toEqual([]);
    expect(judged([late("T", 40)], { credits: [always] }).lines).toHaveLength(1);
  });
});

describe("semantics 31: bases", () => {
  const charge = (id: string, amount: string) => ({ id, amount, per: "month" as const });
  const rows = [outage("INC", "10-03T00:00", "10-04T00:00")];

  it("of the scope: each service by its own charges, with a percentage of them", () => {
    const contract = contractOf({
      services: [
        { id: "web", charges: [charge("web-fee", "1000.00")] },
        { id: "api", charges: [charge("api-fee", "200.00"), charge("api-extra", "100.00")] },
      ],
      bases: [{ id: "monthly", clause: "5.1", of: "scope", percent: "50" }],
      commitments: [{ ...availability, scope: { each: { services: ["web", "api"] } } }],
    });
    const both = [...rows, { ...rows[0], id: "API", service: "api" }];
    const statement = settled({ contract, rows: both });
    expect(linesOf(statement)).toEqual([
      "availability/api/2026-10/tenth 15.00 automatic",
      "availability/web/2026-10/tenth 50.00 automatic",
    ]);
    const base = statement.lines[0]?.steps
      .slice(0, 3)
      .map(({ op, clause, in: from, out }) => `${op} (${clause}) ${from} = ${out}`);
    expect(base).toEqual([
      "charge (msa 5.1) 200 × 50 ÷ 100 = 100",
      "charge (msa 5.1) 100 × 50 ÷ 100 = 50",
      "base (msa 5.1) 100 + 50 = 150",
    ]);
  });

  it("of more than four charges: the sum alone is written", () => {
    const charges = ["a", "b", "c", "d", "e"].map((id) => charge(id, "100.00"));
    const contract = contractOf({
      services: [{ id: "web", charges }],
      bases: [{ id: "monthly", of: ["a", "b", "c", "d", "e"] }],
    });
    const [line] = settled({ contract, rows }).lines;
    expect(line?.steps[0]).toMatchObject({ op: "base", in: "500", out: "500" });
    expect(line).toMatchObject({ amount: "50.00" });
    expect(line?.allocations.map(({ minor }) => minor)).toEqual([1000, 1000, 1000, 1000, 1000]);
  });

  it("a pool of a pool: 50 % of 20 % of 1000", () => {
    const contract = contractOf({
      bases: [
        { id: "monthly", of: ["pool"], percent: "50" },
        { id: "pool", of: ["fee"], percent: "20" },
      ],
    });
    const [line] = settled({ contract, rows }).lines;
    expect(line).toMatchObject({ amount: "10.00" });
    expect(line?.steps[0]).toMatchObject({ in: "1000 × 20 ÷ 100 × 50 ÷ 100", out: "100" });
  });

  it("a charge of 0 among others gets no booking", () => {
    const charges = [charge("fee", "1000.00"), charge("free", "0")];
    const contract = contractOf({
      services: [{ id: "web", charges }],
      bases: [{ id: "monthly", of: ["fee", "free"] }],
    });
    expect(settled({ contract, rows }).lines[0]?.allocations.map(({ charge: id }) => id)).toEqual([
      "fee",
    ]);
  });

  it("part of a month by time is written as a share of it", () => {
    const contract = contractOf({
      effective: { from: "2026-10-16" },
      services: [
        { id: "web", charges: [{ ...charge("fee", "1000.00"), partialPeriod: "by-time" }] },
      ],
    });
    const later = [outage("INC", "10-20T00:00", "10-21T00:00")];
    expect(settled({ contract, rows: later }).lines[0]?.steps[0]).toMatchObject({
      in: "1000 × 16 ÷ 31",
      out: "16000/31",
    });
  });
});
