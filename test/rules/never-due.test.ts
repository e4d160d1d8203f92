import { describe, expect, it } from "vitest";
import { clocksAt } from "../../src/clock.ts";
import type { ContractInput } from "../../src/contract.ts";
import {
  clockPolicy,
  openDuties,
  parseContract,
  parseRecords,
  RefusedError,
  safeParseContract,
} from "../../src/index.ts";
import { settleAll } from "../../src/node/index.ts";
import { whyText } from "../../src/present/clock-why.ts";
import { contractOf, response, restated, resultOf, settled, stamp, type World } from "./world.ts";

/**
 * A calendar that ends on Friday 9 October 2026 at 17:00 UTC, with targets that count by it. Monday
 * to Friday it is open from 09:00 to 17:00.
 */

type Commitment = ContractInput["commitments"][number];
type Cycles = Extract<Commitment["measure"], { facts: "cycles" }>;
type Calendar = NonNullable<ContractInput["calendars"]>[number];

const office: Calendar = {
  id: "office",
  weekly: { "mon-fri": ["09:00-17:00"] },
  effective: { until: "2026-10-10" },
};
const fourHours: Commitment["targets"] = [{ within: { business: "PT4H", calendar: "office" } }];
const nextDay: Commitment["targets"] = [{ within: { businessDays: 1, calendar: "office" } }];

function held(
  measure: Partial<Cycles> = {},
  commitment: Partial<Commitment> = {},
  contract: Partial<ContractInput> = {},
): ContractInput {
  return contractOf({
    calendars: [office],
    commitments: [
      {
        ...response,
        credits: [],
        targets: fourHours,
        measure: { facts: "cycles", clock: "first-response", figure: "each", ...measure },
        ...commitment,
      },
    ],
    ...contract,
  });
}

function ticket(id: string, opened: string, events: readonly object[] = [], more: object = {}) {
  return { type: "ticket", id, service: "web", openedAt: stamp(opened), events, ...more };
}

const event = (at: string, name: string, more: object = {}) => ({
  event: name,
  at: stamp(at),
  ...more,
});
const reply = (at: string) => event(at, "replied", { by: "agent" });

/** "code value" of each issue; empty where there is a statement. */
function refusals(world: World, run: (world: World) => unknown = settled): readonly string[] {
  try {
    run(world);
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.issues.map(({ code, value }) => `${code} ${value}`);
  }
}

const begun = ticket("A", "10-09T15:00");
const after = ticket("B", "10-12T09:00");

describe("semantics 9: no reachable opening: the settlement is refused", () => {
  it("names ticket, commitment and calendar, and what to change; each ticket once", () => {
    // A has two hours of four before the end, B none. Both reach several weeks of October.
    const contract = held({}, { period: "calendar-week" });
    let issues: RefusedError["issues"] = [];
    try {
      settled({ contract, rows: [begun, after] });
    } catch (error) {
      if (error instanceof RefusedError) issues = error.issues;
    }
    expect(issues).toEqual([
      {
        code: "ticket.never-due",
        path: ["contract", "calendars", "office"],
        message:
          "A is never due under response: the calendar office does not open again for long enough",
        hint: expect.stringContaining("effective.until"),
        value: "A",
      },
      expect.objectContaining({ code: "ticket.never-due", value: "B" }),
    ]);
  });

  it("restate refuses likewise", () => {
    const contract = held();
    const issued = [settled({ contract })];
    expect(refusals({ contract, rows: [after], issued }, restated)).toEqual(["ticket.never-due B"]);
  });

  it("so does what is settled from files, where tickets are counted as they are read", async () => {
    const contract = parseContract(held());
    const rows = [after, ticket("C", "10-05T09:00", [reply("10-05T10:00")])];
    const stream = {
      ...{ isRepeatable: true, warnings: [], source: { name: "rows", rows: rows.length } },
      async *[Symbol.asyncIterator]() {
        yield* rows as never[];
      },
    };
    const asked = { period: "2026-10", asOf: "2026-11-05T00:00:00Z" };
    const made = (async () => {
      for await (const _ of settleAll({ contracts: [contract], records: [stream], ...asked }));
    })();
    await expect(made).rejects.toMatchObject({
      issues: [{ code: "ticket.never-due", value: "B" }],
    });
  });

  it("a hundred are listed, and how many more there are", () => {
    const rows = Array.from({ length: 102 }, (_, n) => ticket(`T-${n}`, "10-12T09:00"));
    const found = refusals({ contract: held(), rows });
    expect(found).toHaveLength(101);
    expect(found.at(-1)).toMatch(/^records.more-issues/);
  });

  it.each<{ why: string; row: object; contract?: ContractInput; counts: object }>([
    {
      why: "an hour of four is used: met",
      row: ticket("T", "10-09T15:00", [reply("10-09T16:00")]),
      counts: { met: 1 },
    },
    {
      why: "it waits, and its due is not known anyhow",
      contract: held({ pausedBy: "all" }),
      row: ticket("T", "10-09T15:00", [event("10-09T15:30", "waiting-started", { reason: "x" })]),
      counts: { counted: 0, notCounted: 1 },
    },
    {
      why: "cancelled",
      row: ticket("T", "10-12T09:00", [event("10-12T10:00", "cancelled")]),
      counts: { cancelled: 1 },
    },
    {
      why: "over without the reply that it waits for",
      row: ticket("T", "10-12T09:00", [event("10-12T10:00", "resolved")]),
      contract: held({ clock: "next-response" }),
      counts: { notCounted: 1 },
    },
    {
      why: "its due was agreed, and passed on 14 October",
      row: ticket("T", "10-12T09:00", [
        event("10-12T10:00", "due-agreed", {
          ...{ clock: "first-response", due: stamp("10-14T10:00") },
          ...{ author: "Ada", reason: "asked for" },
        }),
      ]),
      counts: { late: 1 },
    },
    {
      why: "it is counted under P3, which has no row",
      row: ticket(
        "T",
        "10-12T09:00",
        [event("10-12T10:00", "priority-changed", { severity: "P1" })],
        { severity: "P3" },
      ),
      contract: held(
        { countedUnder: "at-start" },
        { targets: [{ where: { severity: ["P1"] }, ...fourHours[0] }] },
      ),
      counts: { notCounted: 1 },
    },
    {
      why: "it was opened before the contract began",
      row: ticket("T", "10-10T09:00"),
      contract: held(
        {},
        {},
        {
          effective: { from: "2026-10-12" },
          calendars: [{ ...office, effective: { until: "2026-10-13" } }],
        },
      ),
      counts: { notCounted: 1 },
    },
  ])("not refused: $why", ({ row, contract = held(), counts }) => {
    expect(resultOf(settled({ contract, rows: [row] })).population).toMatchObject(counts);
  });

  const dated = ticket("D", "10-09T10:00", [reply("10-09T11:00")]);
  it.each([
    { period: "2026-09", countedIn: "due", row: after, refused: 0, why: "not opened yet" },
    { period: "2026-10", countedIn: "due", row: after, refused: 1, why: "its due may lie here" },
    { period: "2026-11", countedIn: "due", row: after, refused: 1, why: "or here" },
    { period: "2026-10", countedIn: "opened", row: after, refused: 1, why: "it counts here" },
    { period: "2026-11", countedIn: "opened", row: after, refused: 0, why: "it counts in October" },
    { period: "2026-10", countedIn: "closed", row: after, refused: 1, why: "open without a due" },
    {
      period: "2026-10",
      countedIn: "due",
      row: dated,
      refused: 1,
      why: "stopped, no date to hold",
    },
    { period: "2026-11", countedIn: "due", row: dated, refused: 0, why: "it stopped in October" },
  ] as const)("$period by $countedIn: $refused refused, $why", (one) => {
    const { period, countedIn, row, refused } = one;
    const contract = held({ countedIn }, { targets: nextDay });
    const found = refusals({ contract, rows: [row], period, asOf: "12-05T00:00" });
    expect(found).toHaveLength(refused);
  });
});

describe("semantics 9: a reading says that its clock is never due", () => {
  it.each([
    { row: begun, asOf: "10-09T16:00", why: "the office is open for the last time" },
    { row: after, asOf: "10-12T12:00", why: "it does not open again" },
  ])("$why", ({ row, asOf }) => {
    const contract = parseContract(held());
    const [given] = parseRecords([row], contract).tickets;
    expect(given).toBeDefined();
    const [reading] = clocksAt(clockPolicy(contract), row as never, stamp(asOf));
    expect(reading).toMatchObject({ state: "running", dueAt: undefined });
    expect(reading?.why.at(-1)).toEqual({ kind: "never-due", calendar: "office" });
    expect(whyText(reading?.why.slice(-1) ?? [], String)).toBe(
      "never due: office does not open again for long enough",
    );
  });
});

it("semantics 9: a duty whose due is never reached is refused, and read as such", () => {
  const duty = { withinAfter: { event: "outage-over", fact: "report-sent" } };
  const contract = held({ clock: { duty } }, { targets: nextDay });
  const rows = [{ type: "fact", id: "F-1", fact: "outage-over", at: stamp("10-12T09:00") }];
  const parsed = parseContract(contract);
  const [reading] = openDuties(parsed, parseRecords(rows, parsed), stamp("10-13T00:00"));
  expect(reading?.why.at(-1)).toEqual({ kind: "never-due", calendar: "office" });
  expect(refusals({ contract, rows })).toEqual(["ticket.never-due F-1"]);
});

describe("semantics 9: a calendar of a target that ends inside the term is warned of", () => {
  const later: Calendar = { ...office, id: "later", effective: { from: "2026-10-10" } };
  const both: Calendar = { id: "both", union: ["office", "later"] };
  const pooledWith: Cycles["pooledWith"] = [
    {
      clock: "resolution",
      pausedBy: [],
      targets: [{ within: { business: "PT4H", calendar: "office" } }],
    },
  ];
  const elapsed: Commitment["targets"] = [{ within: { elapsed: "PT1H" } }];
  const by = (calendar: string): Commitment["targets"] => [
    { within: { business: "PT4H", calendar } },
  ];
  const percent = { figure: "percent-within", pooledWith } as const;
  it.each<{ contract: ContractInput; warned: readonly string[]; why: string }>([
    { contract: held(), warned: ["calendars.0"], why: "the contract has no end" },
    {
      contract: held({}, {}, { effective: { from: "2026-01-01", until: "2027-01-01" } }),
      warned: ["calendars.0"],
      why: "the contract ends later",
    },
    {
      contract: held({}, {}, { effective: { from: "2026-01-01", until: "2026-10-10" } }),
      warned: [],
      why: "both end on one day",
    },
    { contract: held({}, { targets: elapsed }), warned: [], why: "no target counts by it" },
    {
      contract: held(percent, { targets: elapsed, attainment: { atLeast: "90" } }),
      warned: ["calendars.0"],
      why: "one of the clocks counted together does",
    },
    {
      contract: held({}, { targets: by("both") }, { calendars: [office, later, both] }),
      warned: [],
      why: "another follows, combined with it",
    },
    {
      contract: held(
        {},
        { targets: by("all") },
        {
          calendars: [
            office,
            later,
            { id: "all", intersection: ["office", "late"] },
            { ...office, id: "late", effective: { until: "2200-12-31" } },
          ],
        },
      ),
      warned: ["calendars.2"],
      why: "what is combined ends with it",
    },
  ])("$warned: $why", ({ contract, warned }) => {
    const found = parseContract(contract).warnings.filter(
      ({ code }) => code === "calendar.ends-inside-term",
    );
    expect(found.map(({ path }) => path.join("."))).toEqual(warned);
  });

  it("a date that is none, and a calendar that is none, are refused by themselves", () => {
    const wrong: Calendar = { ...office, effective: { until: "2026-02-30" } };
    const nowhere: Calendar = { ...office, id: "nowhere", zone: "Mars/Base" };
    const result = safeParseContract(held({}, {}, { calendars: [wrong, nowhere] }));
    expect(result.ok ? [] : result.issues.map(({ path }) => path.join("."))).toEqual([
      "calendars.0.effective.until",
      "calendars.1.zone",
    ]);
  });
});
