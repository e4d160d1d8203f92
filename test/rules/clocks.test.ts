import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
  settle,
} from "../../src/index.ts";
import { unplaced } from "../support/placed.ts";
import { contractOf, linesOf, response, resultOf, settled, stamp } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Cycles = Extract<Commitment["measure"], { facts: "cycles" }>;

/** A commitment on tickets, an hour of real time unless `more` says else. */
function held(measure: Partial<Cycles>, more: Partial<Commitment> = {}): ContractInput {
  return contractOf({
    calendars: [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }],
    commitments: [
      {
        ...response,
        credits: [],
        measure: { facts: "cycles", clock: "resolution", figure: "each", ...measure },
        ...more,
      },
    ],
  });
}

/** "10-05T09:00 resolved" … as a ticket opened at the first stamp. Monday is 5 October. */
function ticket(id: string, opened: string, log: string, more: object = {}): object {
  const events = log === "" ? [] : log.split(", ").map(eventOf);
  return { type: "ticket", id, service: "web", openedAt: stamp(opened), events, ...more };
}

function eventOf(text: string): object {
  const [at = "", event = "", detail = "", due = ""] = text.split(" ");
  const when = { at: stamp(at) };
  const agreed = { author: "Ada", reason: "asked for" };
  if (event === "reply") return { event: "replied", by: "agent", ...when };
  if (event === "customer") return { event: "replied", by: "customer", ...when };
  if (event === "priority") return { event: "priority-changed", severity: detail, ...when };
  if (event === "agreed")
    return { event: "due-agreed", clock: detail, due: stamp(due), ...agreed, ...when };
  if (event === "next-update")
    return { event: "next-update-agreed", due: stamp(detail), ...agreed, ...when };
  return { event, ...when };
}

const codesOf = (contract: ContractInput) => {
  const result = safeParseContract(contract);
  expect(unplaced(contract, result.ok ? [] : result.issues)).toEqual([]);
  return result.ok ? [] : result.issues.map(({ code }) => code);
};

describe("semantics 11: cycles of one ticket count by themselves", () => {
  it("a next response that is late is paid by the name of its cycle", () => {
    const log = "10-05T09:30 reply, 10-05T10:00 customer, 10-05T12:00 reply";
    const contract = held({ clock: "next-response" }, { credits: response.credits ?? [] });
    const statement = settled({ contract, rows: [ticket("T-1", "10-05T09:00", log)] });
    expect(resultOf(statement)).toMatchObject({
      misses: { count: 1, ids: ["T-1#2"] },
      population: { counted: 2, met: 1, late: 1 },
    });
    expect(linesOf(statement)).toEqual(["response/web/2026-10/late 50.00 automatic"]);
    expect(statement.manifest.rows.used).toBe(1);
    // Asked for by its ticket, each late cycle answers, and what was met with the records.
    const rows = [ticket("T-1", "10-05T09:00", log)];
    const facts = explain(statement, { record: "T-1" }, { rows }).facts;
    expect([...new Set(facts.map(({ record }) => record))].sort()).toEqual(["T-1", "T-1#2"]);
  });

  it("beside a first response only messages after it are next ones", () => {
    const contract = held({ clock: "next-response" });
    const [next] = contract.commitments;
    const both = {
      ...contract,
      commitments: [{ ...response, id: "first" }, ...(next === undefined ? [] : [next])],
    };
    const log = "10-05T09:30 reply, 10-05T10:00 customer, 10-05T12:00 reply";
    const statement = settled({ contract: both, rows: [ticket("T-1", "10-05T09:00", log)] });
    expect(resultOf(statement, "first").population).toMatchObject({ counted: 1, late: 0 });
    expect(resultOf(statement, "response").misses.ids).toEqual(["T-1"]);
  });

  const services = [{ id: "web" }, { id: "desk" }, { id: "mail" }];
  it.each([
    { of: { service: "mail" }, first: { each: { services: ["desk", "mail"] } }, counted: 1 },
    { of: { each: { services: ["mail"] } }, first: { pooled: ["desk", "mail"] }, counted: 1 },
    { of: { pooled: ["mail", "web"] }, first: { service: "mail" }, counted: 1 },
    { of: { pooled: ["mail", "web"] }, first: { service: "desk" }, counted: 2 },
    { of: { service: "mail" }, first: { each: { services: ["desk", "web"] } }, counted: 2 },
  ])("a first response of $first is one of $of where they share a service", (one) => {
    const next = held({ clock: "next-response" }, { scope: one.of }).commitments;
    const contract = contractOf({
      services,
      bases: [],
      commitments: [{ ...response, id: "first", scope: one.first, credits: [] }, ...next],
    });
    // Two messages before the first answer are one wait of the first response; the third is a next one.
    const log = "10-05T09:10 customer, 10-05T09:30 reply, 10-05T10:00 customer, 10-05T10:20 reply";
    const rows = [ticket("T-1", "10-05T09:00", log, { service: "mail" })];
    const statement = settled({ contract, rows });
    const own = statement.results.filter(({ commitment }) => commitment === "response");
    const counts = own.map(({ population }) => population?.counted ?? 0);
    expect(counts.reduce((sum, count) => sum + count)).toBe(one.counted);
  });

  it.each([{ allDown: ["desk", "mail"] }, { pooled: { resourcesOf: "web" } }])(
    "$scope is no scope of tickets",
    (scope) => {
      const next = held({ clock: "next-response" }, { scope } as Partial<Commitment>).commitments;
      const all = [{ id: "web", resources: ["a", "b"] }, ...services.slice(1)];
      expect(codesOf(contractOf({ services: all, bases: [], commitments: next }))).toEqual([
        "scope.measure-mismatch",
      ]);
    },
  );

  it("missed updates are one miss for each due", () => {
    const clock = { update: { from: "opening", until: "resolved", grid: "rolling" } } as const;
    const statement = settled({
      contract: held({ clock }),
      rows: [ticket("T-1", "10-05T09:00", "10-05T12:30 reply, 10-05T13:00 resolved")],
    });
    // ceil(3.5 ÷ 1) − 1 = 3; the last half hour is cut by the end.
    expect(resultOf(statement)).toMatchObject({
      misses: { count: 3, ids: ["T-1", "T-1#2", "T-1#3"] },
      population: { counted: 4, met: 1, late: 3, notCounted: 1 },
    });
  });

  it.each([
    { clock: "time-to-own", log: "10-05T11:00 assigned", late: 1 },
    { clock: "workaround", log: "10-05T09:30 workaround", late: 0 },
    { clock: "restoration", log: "10-05T09:30 workaround, 10-05T10:30 restored", late: 1 },
    {
      clock: "first-resolution",
      log: "10-05T09:30 resolved, 10-05T09:40 reopened, 10-05T12:00 resolved",
      late: 0,
    },
    {
      clock: { custom: { from: "customer-replied", to: "engineer-assigned" } },
      log: "10-05T09:30 customer, 10-05T11:00 engineer-assigned",
      late: 1,
    },
  ] as const)("$clock: $late late", ({ clock, log, late }) => {
    const statement = settled({
      contract: held({ clock }),
      rows: [ticket("T-1", "10-05T09:00", log)],
    });
    expect(resultOf(statement).population).toMatchObject({ counted: 1, late });
  });

  it.each([
    { clock: { custom: { from: "opned", to: "closed" } }, code: "clock.unknown-event" },
    { clock: { custom: { from: "closed", to: "opened" } }, code: "clock.unknown-event" },
    { clock: { custom: { from: "nothing", to: "alike" } }, code: "clock.unknown-event" },
    { clock: { custom: { from: "closed", to: "closed" } }, code: "clock.no-length" },
    {
      clock: { update: { from: "opening", until: "lunch", grid: "fixed" } },
      code: "clock.unknown-event",
    },
  ] as const)("$clock is refused: $code", ({ clock, code }) => {
    expect(codesOf(held({ clock }))).toContain(code);
  });

  it.each([
    { within: { elapsed: "PT59S" } },
    { within: { businessDays: 1, calendar: "office", countStartDay: "yes" } },
    { within: { agreed: "with-the-customer" } },
  ] as const)("updates cannot be due $within", ({ within }) => {
    const clock = { update: { from: "opening", until: "closed", grid: "fixed" } } as const;
    expect(codesOf(held({ clock }, { targets: [{ within }] }))).toEqual(["clock.cadence"]);
  });

  it("a reply decides nothing in a clock without replies: no assumption is listed", () => {
    const paths = (clock: Cycles["clock"]) =>
      parseContract(held({ clock })).assumptions.map(({ path }) => path);
    const replies = "commitments.response.measure.replies";
    expect(paths("resolution")).not.toContain(replies);
    expect(paths({ custom: { from: "opened", to: "closed" } })).not.toContain(replies);
    expect(paths({ custom: { from: "opened", to: "agent-replied" } })).toContain(replies);
    expect(paths({ update: { from: "opening", until: "closed", grid: "fixed" } })).toContain(
      replies,
    );
  });
});

describe("semantics 8, 9: lengths and agreements", () => {
  it.each([
    { within: { days: 2 }, stop: "10-07T09:00", late: 0, why: "the same time two dates later" },
    { within: { days: 2 }, stop: "10-07T09:01", late: 1, why: "a minute later" },
    { within: { days: 2, by: "12:00" }, stop: "10-07T12:00", late: 0, why: "by noon" },
    { within: { months: 1 }, stop: "11-05T09:00", late: 0, why: "a month" },
    {
      within: { months: { n: 1, endOfMonth: "preserve" } },
      stop: "11-05T09:01",
      late: 1,
      why: "no end of a month",
    },
    {
      within: { businessWindows: 2, calendar: "office" },
      stop: "10-06T17:00",
      late: 0,
      why: "Monday and Tuesday are whole",
    },
    {
      within: { businessDays: 1, calendar: "office", by: "18:00", outsideHours: "roll" },
      stop: "10-07T09:00",
      late: 0,
      why: "18:00 is closed: the next opening",
    },
  ] as const)("$within until $stop: $late late: $why", ({ within, stop, late }) => {
    const contract = held({}, { targets: [{ within }], period: "calendar-year" });
    const rows = [ticket("T-1", "10-05T09:00", `${stop} resolved`)];
    const statement = settled({
      contract: { ...contract, settlement: "calendar-year" },
      rows,
      period: "2026",
      asOf: "2027-01-01T00:00:00Z",
    });
    expect(resultOf(statement).population).toMatchObject({ counted: 1, late });
  });

  it.each([
    { within: { days: 3661 } },
    { within: { months: 121 } },
    { within: { months: { n: 121, endOfMonth: "preserve" } } },
    { within: { businessDays: 3661, calendar: "office" } },
    { within: { businessWindows: 3661, calendar: "office" } },
    { within: { elapsed: "PT87841H" } },
  ] as const)("$within is too long", ({ within }) => {
    expect(codesOf(held({}, { targets: [{ within }] })).join()).toMatch(/too-long/);
  });

  it.each([
    { within: { days: 2, by: "noon" }, code: "within.cut-off" },
    { within: { businessDays: 2, by: "00:00", calendar: "office" }, code: "within.cut-off" },
    { within: { businessWindows: 2, calendar: "ofice" }, code: "contract.unknown-calendar" },
    { within: { business: "4H", calendar: "office" }, code: "duration.malformed" },
  ] as const)("$within is refused: $code", ({ within, code }) => {
    expect(codesOf(held({}, { targets: [{ within }] }))).toContain(code);
  });

  it.each([
    { within: { elapsed: "PT0S" }, is: ['within.zero 0.elapsed "PT0S"'] },
    { within: { business: "PT0H", calendar: "office" }, is: ['within.zero 0.business "PT0H"'] },
    { within: { elapsed: "PT0.001S" }, is: [] },
    { within: { days: 1 }, is: [] },
    {
      clock: { duty: { noticeBefore: { event: "retired", fact: "announced" } } },
      within: { elapsed: "PT0S" },
      is: [],
    },
  ] as const)("$within of $clock: a target of no time is told: $is (9)", ({ is, ...given }) => {
    const { clock = "resolution", within } = given as Partial<Cycles> & { within: object };
    const contract = held({ clock }, { targets: [{ within }] } as Partial<Commitment>);
    const told = parseContract(contract).warnings.map(
      ({ code, path, value }) => `${code} ${path.slice(3, 4)}.${path.at(-1)} ${value}`,
    );
    expect(told).toEqual(is);
  });

  it("an agreed due replaces the computed one, and decides the period", () => {
    const log = "10-05T09:30 agreed resolution 11-02T12:00, 11-02T11:00 resolved";
    const rows = [ticket("T-1", "10-05T09:00", log)];
    const october = settled({ contract: held({}), rows });
    expect(resultOf(october).population).toMatchObject({ counted: 0 });
    const november = settled({
      contract: held({}),
      rows,
      period: "2026-11",
      asOf: "2026-12-01T00:00:00Z",
    });
    expect(resultOf(november).population).toMatchObject({ counted: 1, met: 1 });
  });

  it("a custom clock is agreed on by the id of its commitment", () => {
    const clock = { custom: { from: "opened", to: "closed" } } as const;
    const log = "10-05T09:30 agreed response 10-06T12:00, 10-06T11:00 closed";
    const statement = settled({
      contract: held({ clock }),
      rows: [ticket("T-1", "10-05T09:00", log)],
    });
    expect(resultOf(statement).population).toMatchObject({ counted: 1, met: 1 });
  });

  it.each([
    { clock: "resolutoin", hint: 'did you mean "resolution"?' },
    { clock: "first-response", hint: "its clocks: resolution" },
  ])("a due for $clock, which the contract does not have, is refused", ({ clock, hint }) => {
    const contract = parseContract(held({}));
    const agreed = eventOf(`10-05T09:30 agreed ${clock} 10-06T12:00`);
    const rows = [
      { ...ticket("T-1", "10-05T09:00", ""), events: [agreed] },
      { type: "event", id: "E-1", ticket: "T-1", happened: agreed },
    ];
    const result = safeParseRecords(rows, contract);
    expect(
      result.ok ? [] : result.issues.map(({ code, path, hint: told }) => [code, path, told]),
    ).toEqual([
      ["record.unknown-clock", [0, "events", 0, "clock"], hint],
      ["record.unknown-clock", [1, "happened", "clock"], hint],
    ]);
  });

  it("the next update may be agreed", () => {
    const clock = { update: { from: "opening", until: "resolved", grid: "rolling" } } as const;
    const log = "10-05T09:30 next-update 10-05T15:00, 10-05T15:00 reply, 10-05T15:10 resolved";
    const statement = settled({
      contract: held({ clock }),
      rows: [ticket("T-1", "10-05T09:00", log)],
    });
    expect(resultOf(statement).population).toMatchObject({ counted: 1, met: 1 });
  });

  it("without an agreement nothing is counted where the due is to be agreed", () => {
    const contract = held({}, { targets: [{ within: { agreed: "with-the-customer" } }] });
    const rows = [
      ticket("T-1", "10-05T09:00", "10-05T10:00 resolved"),
      ticket(
        "T-2",
        "10-05T09:00",
        "10-05T09:30 agreed resolution 10-07T12:00, 10-08T10:00 resolved",
      ),
      ticket("T-3", "10-05T09:00", ""),
    ];
    const statement = settled({ contract, rows });
    expect(resultOf(statement).population).toMatchObject({
      counted: 1,
      late: 1,
      notCounted: 2,
      open: 0,
    });
    expect(statement.evidence.notCounted).toMatchObject([
      { record: "T-1", why: "no-due" },
      { record: "T-3", why: "no-due-yet" },
    ]);
  });
});

describe("semantics 13, 14: what the contract may choose", () => {
  const rows: Commitment["targets"] = [
    { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
    { within: { elapsed: "PT8H" } },
  ];
  it.each([
    { onPriorityChange: "carry", late: 1 },
    { onPriorityChange: "reset", late: 0 },
    { onPriorityChange: "proportional", late: 0 },
    { onPriorityChange: "freeze", late: 0 },
    { onPriorityChange: "recount", late: 1 },
  ] as const)("$onPriorityChange: $late late", ({ onPriorityChange, late }) => {
    // P2 to P1 after four hours of eight; stopped half an hour later, which is what is left of P1.
    const log = "10-05T13:00 priority P1, 10-05T13:30 resolved";
    const contract = held({ onPriorityChange }, { targets: [...rows] });
    const statement = settled({
      contract,
      rows: [ticket("T-1", "10-05T09:00", log, { severity: "P2" })],
    });
    expect(resultOf(statement).population).toMatchObject({ counted: 1, late });
  });

  it("a date has no share for `proportional`", () => {
    const targets = [...rows.slice(0, 1), { within: { days: 1 } }];
    expect(codesOf(held({ onPriorityChange: "proportional" }, { targets }))).toEqual([
      "target.no-share",
    ]);
    expect(
      codesOf(held({ onPriorityChange: "proportional" }, { targets: [{ within: { days: 1 } }] })),
    ).toEqual([]);
  });

  it.each([
    { onReopen: "resume", counted: 1, late: 0 },
    { onReopen: "count-gap", counted: 1, late: 1 },
    { onReopen: "first-only", counted: 1, late: 0 },
    { onReopen: "new-cycle", counted: 2, late: 0 },
  ] as const)("$onReopen: $late of $counted late", ({ onReopen, counted, late }) => {
    const log = "10-05T09:20 resolved, 10-05T12:00 reopened, 10-05T12:30 resolved";
    const statement = settled({
      contract: held({ onReopen }),
      rows: [ticket("T-1", "10-05T09:00", log)],
    });
    expect(resultOf(statement).population).toMatchObject({ counted, late });
  });

  it.each([
    { countedUnder: "at-start", severity: "P2" },
    { countedUnder: "at-due", severity: "P1" },
    { countedUnder: "at-stop", severity: "P3" },
  ] as const)("$countedUnder: the credit is that of $severity", ({ countedUnder, severity }) => {
    const log = "10-05T13:00 priority P1, 10-05T14:00 priority P3, 10-05T15:00 resolved";
    const credits: Commitment["credits"] = [
      {
        id: severity,
        clause: "2.2",
        where: { severity: [severity] },
        on: "each-miss",
        how: "flat",
        give: { amount: "7.00" },
      },
    ];
    const contract = held({ countedUnder }, { targets: [...rows], credits: [...credits] });
    const statement = settled({
      contract,
      rows: [ticket("T-1", "10-05T09:00", log, { severity: "P2" })],
    });
    expect(linesOf(statement)).toEqual([`response/web/2026-10/${severity} 7.00 automatic`]);
  });
});

describe("semantics 16: the period of a cycle", () => {
  const contract = (countedIn: Cycles["countedIn"]) =>
    held({ countedIn: countedIn ?? "due" }, { targets: [{ within: { elapsed: "PT48H" } }] });
  const rows = [
    ticket("T-1", "09-29T12:00", "11-01T12:00 resolved"),
    ticket("T-2", "10-05T12:00", "10-06T12:00 resolved"),
    ticket("T-3", "10-05T12:00", ""),
    ticket("T-4", "10-31T12:00", "11-01T12:00 resolved"),
    ticket("T-5", "10-05T12:00", "10-06T12:00 cancelled"),
  ];
  it.each([
    { countedIn: "opened", counted: 3, late: ["T-3"], open: 0, cancelled: 1, why: "T-2, T-3, T-4" },
    {
      countedIn: "due",
      counted: 3,
      late: ["T-1", "T-3"],
      open: 0,
      cancelled: 1,
      why: "T-1, T-2, T-3",
    },
    { countedIn: "closed", counted: 1, late: [], open: 1, cancelled: 1, why: "T-2; T-3 is listed" },
  ] as const)("$countedIn: $why", ({ countedIn, counted, late, open, cancelled }) => {
    const statement = settled({ contract: contract(countedIn), rows });
    expect(resultOf(statement)).toMatchObject({
      misses: { ids: late },
      population: { counted, open, cancelled },
    });
    if (countedIn === "closed")
      expect(statement.evidence.tickets).toMatchObject([{ record: "T-3", state: "open-late" }]);
  });

  it("a story says what it counts by", () => {
    const parsed = parseContract(contract("closed"));
    const statement = settle({
      contract: parsed,
      records: parseRecords(rows, parsed),
      period: "2026-10",
      asOf: stamp("11-05T00:00"),
    });
    const [fact] = explain(statement, { record: "T-2" }, { rows }).facts;
    expect(fact?.effect).toContain("it counts in the period of its stop");
  });
});

describe("semantics 16: attainment", () => {
  const of = (late: number, met: number) => [
    ...Array.from({ length: met }, (_, i) =>
      ticket(`M-${i}`, "10-05T09:00", "10-05T09:30 resolved"),
    ),
    ...Array.from({ length: late }, (_, i) =>
      ticket(`L-${i}`, "10-05T09:00", "10-05T11:00 resolved"),
    ),
  ];
  const bySize = { upTo: 39, atMostMisses: 2, above: { atLeast: "95" } };
  it.each([
    { attainment: { atMostMisses: 1 }, late: 1, met: 1, verdict: "met", step: "1 ≤ 1" },
    { attainment: { atMostMisses: 1 }, late: 2, met: 98, verdict: "breached", step: "2 ≤ 1" },
    { attainment: { bySize }, late: 2, met: 37, verdict: "met", step: "2 ≤ 2" },
    { attainment: { bySize }, late: 3, met: 36, verdict: "breached", step: "3 ≤ 2" },
    { attainment: { bySize }, late: 2, met: 38, verdict: "met", step: "95 ≥ 95" },
    { attainment: { bySize }, late: 3, met: 37, verdict: "breached", step: "92.5 ≥ 95" },
  ])(
    "$attainment, $late late and $met met: $verdict",
    ({ attainment, late, met, verdict, step }) => {
      const contract = held({ figure: "percent-within" }, { attainment });
      const result = resultOf(settled({ contract, rows: of(late, met) }));
      expect(result.verdict).toBe(verdict);
      expect(
        result.steps
          .at(-1)
          ?.in?.replace(/0+(?= )/, "")
          .replace(". ", " "),
      ).toBe(step);
    },
  );
});

describe("semantics 16: mean and percentile of the time taken", () => {
  const taken = (...minutes: readonly number[]) =>
    minutes.map((length, i) =>
      ticket(
        `T-${i}`,
        "10-05T09:00",
        `10-05T${9 + Math.floor(length / 60)}:${String(length % 60).padStart(2, "0")} resolved`.replace(
          "T9:",
          "T09:",
        ),
      ),
    );
  it.each([
    {
      minutes: [30, 60, 90],
      exact: "3600000",
      shown: "1 h",
      verdict: "met",
      why: "180 ÷ 3 = 60 min",
    },
    {
      minutes: [30, 60, 91],
      exact: "3620000",
      shown: "1 h 00 min 20 s",
      verdict: "breached",
      why: "181 ÷ 3 min = 3620 s",
    },
    {
      minutes: [60, 60, 60, 61, 60, 60, 60],
      exact: "25260000/7",
      shown: "1 h 00 min 08.572 s",
      verdict: "breached",
      why: "421 ÷ 7 min, shown rounded up",
    },
  ])("mean: $why", ({ minutes, exact, shown, verdict }) => {
    const statement = settled({ contract: held({ figure: "mean" }), rows: taken(...minutes) });
    expect(resultOf(statement)).toMatchObject({
      verdict,
      figure: { exact, shown, unit: "ms" },
      misses: { count: 0 },
    });
  });

  it.each([
    {
      method: "nearest-rank",
      at: "50",
      minutes: [10, 20, 30, 70],
      ms: 20,
      verdict: "met",
      why: "rank ceil(2) = 2",
    },
    {
      method: "nearest-rank",
      at: "90",
      minutes: [10, 20, 30, 70],
      ms: 70,
      verdict: "breached",
      why: "rank ceil(3.6) = 4",
    },
    {
      method: "linear",
      at: "50",
      minutes: [10, 20, 30, 70],
      ms: 25,
      verdict: "met",
      why: "place 1.5",
    },
    {
      method: "linear",
      at: "90",
      minutes: [10, 20, 30, 70],
      ms: 58,
      verdict: "met",
      why: "place 2.7: 30 + 0.7 × 40",
    },
    {
      method: "linear",
      at: "100",
      minutes: [10, 20, 30, 70],
      ms: 70,
      verdict: "breached",
      why: "the last one",
    },
  ] as const)("percentile $at, $method: $ms min: $why", ({ method, at, minutes, ms, verdict }) => {
    const contract = held({ figure: "percentile", percentile: { at, method } });
    expect(resultOf(settled({ contract, rows: taken(...minutes) }))).toMatchObject({
      verdict,
      figure: { exact: String(ms * 60_000) },
    });
  });

  it("`less-than`: the target itself is missed", () => {
    const contract = held(
      { figure: "mean" },
      { targets: [{ within: { elapsed: "PT1H", met: "less-than" } }] },
    );
    expect(resultOf(settled({ contract, rows: taken(60) })).verdict).toBe("breached");
  });

  it("nothing counted: not measured", () => {
    for (const measure of [
      { figure: "mean" },
      { figure: "percentile", percentile: { at: "95", method: "linear" } },
    ] as const)
      expect(resultOf(settled({ contract: held(measure), rows: [] }))).toMatchObject({
        verdict: "not-measured",
        figure: null,
      });
  });

  it("a credit in tiers of time", () => {
    const credit = {
      id: "slow",
      clause: "6",
      on: "measured",
      how: "tiers",
      tiers: [
        { from: "PT1H", fromExclusive: "yes", below: "PT2H", give: { amount: "10.00" } },
        { from: "PT2H", give: { amount: "20.00" } },
      ],
    } as const;
    const contract = held(
      { figure: "mean" },
      { credits: [{ ...credit, tiers: [...credit.tiers] }] },
    );
    expect(linesOf(settled({ contract, rows: taken(90) }))).toEqual([
      "response/web/2026-10/slow 10.00 automatic",
    ]);
    expect(linesOf(settled({ contract, rows: taken(180) }))).toEqual([
      "response/web/2026-10/slow 20.00 automatic",
    ]);
  });

  it.each([
    { more: { targets: [{ within: { days: 1 } }] }, code: "target.not-one-time" },
    {
      more: { targets: [{ where: { severity: ["P1"] }, within: { elapsed: "PT1H" } }] },
      code: "target.not-one-time",
    },
    { more: { attainment: { atLeast: "95" } }, code: "attainment.beside-time" },
    { more: { targets: [{ atMost: "PT4H" }] }, code: "target.not-a-time" },
  ])("$more is refused: $code", ({ more, code }) => {
    expect(codesOf(held({ figure: "mean" }, more as Partial<Commitment>))).toContain(code);
  });

  it.each(["0", "-5", "100.1"])("there is no percentile %s", (at) => {
    const contract = held({ figure: "percentile", percentile: { at, method: "linear" } });
    expect(codesOf(contract)).toEqual(["percentile.out-of-range"]);
  });
});
