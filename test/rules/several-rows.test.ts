import { describe, expect, it } from "vitest";
import { clocksAt, openClocks } from "../../src/clock.ts";
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
import { OpenList } from "../../src/open-list.ts";
import { readerWith } from "../../src/records.ts";
import { contractOf, fact, response, restated, resultOf, settled, stamp } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Cycles = Extract<Commitment["measure"], { facts: "cycles" }>;

/** Gold and P1 may meet on one ticket; nothing else may. */
const rows: NonNullable<Commitment["targets"]> = [
  { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
  { where: { severity: ["P2", "P3"], plan: ["base"] }, within: { elapsed: "PT4H" } },
  { where: { plan: ["gold"] }, within: { elapsed: "PT2H" }, clause: "2.9" },
];
/** Of which none meets another. */
const apart = [{ where: { severity: ["P1"] }, within: { elapsed: "PT8H" } }];
const measured = (measure: Partial<Cycles>): Cycles => ({
  ...{ facts: "cycles", clock: "first-response", figure: "each" },
  ...measure,
});
const lone = (more: Partial<Commitment> = {}, measure: Partial<Cycles> = {}): Commitment => ({
  ...response,
  severalMatch: "refuse",
  targets: rows,
  measure: measured(measure),
  ...more,
});
const refusing = (...commitments: Commitment[]): ContractInput =>
  contractOf({ commitments: commitments.length === 0 ? [lone()] : commitments });

const ticket = (id: string, severity: string, plan: string, more: object = {}) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: stamp("10-12T09:00"),
  severity,
  attributes: { plan },
  ...more,
});
const event = (at: string, name: string, more: object = {}) => ({
  event: name,
  at: stamp(at),
  ...more,
});
const reply = (at: string) => event(at, "replied", { by: "agent" });
const to = (severity: string, at: string) => event(at, "priority-changed", { severity });
const both = "0 (P1 ≤ PT1H; msa 2.1) and 2 (gold ≤ PT2H; msa 2.9)";

function issuesOf(run: () => unknown): RefusedError["issues"] {
  try {
    run();
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.issues;
  }
}
const told = (run: () => unknown) => issuesOf(run).map(({ message }) => message);
/** What is said of tickets that are settled. */
const saidOf = (row: object, contract = refusing(), more: object = {}) =>
  told(() => settled({ contract, rows: [row], ...more }));

describe("semantics 13: a ticket that several rows take is refused", () => {
  it("with its record, the rows, the place, and what to change; all of them at once", () => {
    const source = (line: number) => ({ source: { system: "t", file: "t.ndjson", line } });
    const given = [
      ticket("A", "P1", "gold", source(1)),
      ticket("B", "P1", "base", source(2)),
      ticket("C", "P1", "gold", { events: [reply("10-12T09:10")], ...source(3) }),
      ticket("D", "P1", "gold"),
    ];
    const issue = (id: string, index: number, place: object) => ({
      code: "ticket.several-rows",
      path: ["records", index],
      message: `"${id}" is taken by several rows of response: ${both}`,
      hint: expect.stringContaining("severalMatch"),
      value: `"${id}"`,
      ...place,
    });
    expect(issuesOf(() => settled({ contract: refusing(), rows: given }))).toEqual([
      issue("A", 0, { file: "t.ndjson", line: 1 }),
      issue("C", 2, { file: "t.ndjson", line: 3 }),
      issue("D", 3, {}),
    ]);
  });

  it("what one row takes is judged as it would be by any other rule", () => {
    // P1: 1 h, to 10:00; P2 base: 4 h; P3 gold: 2 h; P4 base: none.
    const given = [
      ticket("A", "P1", "base", { events: [reply("10-12T10:01")] }),
      ticket("B", "P2", "base", { events: [reply("10-12T13:00")] }),
      ticket("C", "P3", "gold", { events: [reply("10-12T11:01")] }),
      ticket("D", "P4", "base"),
    ];
    const of = (severalMatch: "first" | "refuse") =>
      settled({ contract: refusing(lone({ severalMatch })), rows: given });
    const { evidence } = of("refuse");
    expect(evidence.tickets.map(({ record, row }) => [record, row])).toEqual([
      ["A", 0],
      ["C", 2],
    ]);
    expect(resultOf(of("refuse")).population).toMatchObject({ met: 1, late: 2, notCounted: 1 });
    expect(of("refuse").lines).toEqual(of("first").lines);
  });

  it.each([
    [
      "a change of priority",
      { events: [to("P1", "10-12T09:30")] },
      [`"T" is taken by several rows of response from 2026-10-12T09:30:00Z on: ${both}`],
    ],
    [
      "two changes, each told",
      { events: [to("P1", "10-12T09:30"), to("P3", "10-12T09:40"), to("P1", "10-12T09:50")] },
      ["09:30", "09:50"].map(
        (time) =>
          `"T" is taken by several rows of response from 2026-10-12T${time}:00Z on: ${both}`,
      ),
    ],
    [
      "a change at the opening",
      { events: [to("P1", "10-12T09:00")] },
      [`"T" is taken by several rows of response: ${both}`],
    ],
    [
      "a change when the clock has stopped",
      { events: [reply("10-12T09:20"), to("P1", "10-12T09:30")] },
      [],
    ],
    ["a change after asOf", { events: [to("P1", "11-06T09:30")] }, []],
  ] as const)("%s", (_, more, expected) => {
    expect(saidOf(ticket("T", "P3", "gold", more))).toEqual(expected);
  });

  it("a ticket that is right from the instant of its opening on is judged", () => {
    const row = ticket("T", "P1", "gold", { events: [to("P3", "10-12T09:00")] });
    expect(saidOf(row)).toEqual([]);
    // To another priority of the same row.
    expect(saidOf(ticket("T", "P2", "base", { events: [to("P3", "10-12T09:00")] }))).toEqual([]);
    const later = ticket("T", "P1", "gold", { events: [to("P3", "10-12T09:30")] });
    expect(saidOf(later)).toEqual([`"T" is taken by several rows of response: ${both}`]);
  });

  it("`freeze` keeps the row of the start, whatever would take the ticket later", () => {
    const contract = refusing(lone({}, { onPriorityChange: "freeze" }));
    const changed = { events: [to("P1", "10-12T09:30")] };
    expect(saidOf(ticket("T", "P3", "gold", changed), contract)).toEqual([]);
    expect(saidOf(ticket("T", "P1", "gold"), contract)).toHaveLength(1);
  });

  it("events that came as rows of their own, in whatever order", () => {
    const change = {
      ...{ type: "event", id: "E", ticket: "T", at: stamp("10-12T09:30") },
      happened: to("P1", "10-12T09:30"),
    };
    const { at: _, ...row } = change;
    const given = ticket("T", "P3", "gold");
    for (const order of [
      [row, given],
      [given, row],
    ])
      expect(told(() => settled({ contract: refusing(), rows: order }))).toHaveLength(1);
  });

  it("those outside of `where` are in no population, and refused in none", () => {
    const contract = refusing(lone({}, { where: { region: ["EU"] } }));
    expect(saidOf(ticket("T", "P1", "gold"), contract)).toEqual([]);
    const inside = { attributes: { plan: "gold", region: "EU" } };
    expect(saidOf(ticket("T", "P1", "gold", inside), contract)).toHaveLength(1);
  });

  it("what was opened before the contract began is not judged by it", () => {
    const contract = { ...refusing(), effective: { from: "2026-10-13" } };
    expect(saidOf(ticket("T", "P1", "gold"), contract)).toEqual([]);
  });

  it("nor what was opened when it was over", () => {
    const contract = { ...refusing(), effective: { from: "2026-01-01", until: "2026-10-12" } };
    expect(saidOf(ticket("T", "P1", "gold"), contract)).toEqual([]);
  });

  const closed = { events: [reply("10-12T09:10")] };
  it.each([
    { period: "2026-09", countedIn: "due", more: {}, refused: 0, why: "not opened yet" },
    { period: "2026-10", countedIn: "due", more: closed, refused: 1, why: "its due may lie here" },
    { period: "2026-11", countedIn: "due", more: closed, refused: 1, why: "or here" },
    { period: "2026-10", countedIn: "opened", more: {}, refused: 1, why: "it counts here" },
    { period: "2026-11", countedIn: "opened", more: {}, refused: 0, why: "it counts in October" },
    { period: "2026-10", countedIn: "closed", more: closed, refused: 1, why: "closed here" },
    { period: "2026-11", countedIn: "closed", more: closed, refused: 0, why: "closed in October" },
    { period: "2026-11", countedIn: "closed", more: {}, refused: 1, why: "it is open still" },
  ] as const)("$period by $countedIn: $refused refused, $why", (one) => {
    const { period, countedIn, more, refused } = one;
    const contract = refusing(lone({}, { countedIn }));
    const found = saidOf(ticket("T", "P1", "gold", more), contract, {
      ...{ period, asOf: "12-05T00:00" },
    });
    expect(found).toHaveLength(refused);
  });

  it("restate refuses likewise", () => {
    const contract = refusing();
    const issued = [settled({ contract })];
    const again = () => restated({ contract, rows: [ticket("T", "P1", "gold")], issued });
    expect(told(again)).toHaveLength(1);
  });

  it("clocks that are counted together each ask their own rows", () => {
    const pooledWith: Cycles["pooledWith"] = [
      { clock: "resolution", pausedBy: [], targets: apart },
    ];
    const contract = refusing(
      lone(
        { attainment: { atLeast: "90" }, credits: [] },
        { figure: "percent-within", pooledWith },
      ),
    );
    expect(saidOf(ticket("T", "P1", "gold"), contract)).toEqual([
      `"T" is taken by several rows of response (first-response): ${both}`,
    ]);
  });

  it("missed updates are told once, with their ticket", () => {
    const clock = { update: { from: "opening", until: "resolved", grid: "rolling" } } as const;
    const contract = refusing(lone({}, { clock }));
    // From 09:00 to 12:30 three hours are missed.
    const events = [event("10-12T12:30", "resolved")];
    expect(saidOf(ticket("T", "P1", "gold", { events }), contract)).toEqual([
      `"T" is taken by several rows of response: ${both}`,
    ]);
    // At 09:30 to P1, of which 10:00 is the due.
    const changed = [to("P1", "10-12T09:30"), ...events];
    expect(saidOf(ticket("T", "P3", "gold", { events: changed }), contract)).toEqual([
      `"T" is taken by several rows of response from 2026-10-12T09:30:00Z on: ${both}`,
      `"T" is taken by several rows of response: ${both}`,
    ]);
  });
});

describe("semantics 37: each version has its own rows and its own way to choose", () => {
  const second = (termsAt: "start" | "stop", more: Partial<Commitment> = {}) =>
    lone({
      id: "second",
      effective: { from: "2026-10-12", continues: { commitment: "response", termsAt } },
      ...more,
    });
  const opened = (day: string) => ticket("T", "P1", "gold", { openedAt: stamp(`${day}T09:00`) });

  it("`refuse` follows `first`: tickets of the new version alone are refused", () => {
    const contract = refusing(lone({ severalMatch: "first" }), second("start"));
    expect(saidOf(opened("10-11"), contract)).toEqual([]);
    // October is judged by the version of its start, with both tables one under the other: rows 0 to 2
    // of the first, 3 to 5 of the second.
    expect(saidOf(opened("10-12"), contract)).toEqual([
      '"T" is taken by several rows of response: 3 (P1 ≤ PT1H; msa 2.1) and 5 (gold ≤ PT2H; msa 2.9)',
    ]);
  });

  it("a clock that runs takes the new version when it begins, where the stop decides", () => {
    const contract = refusing(lone({ severalMatch: "first" }), second("stop"));
    const said = saidOf(opened("10-11"), contract);
    expect(said).toEqual([
      '"T" is taken by several rows of second from 2026-10-12T00:00:00Z on: 3 (P1 ≤ PT1H; msa 2.1) and 5 (gold ≤ PT2H; msa 2.9)',
    ]);
  });
});

describe("semantics 13: facts that several rows take are refused", () => {
  const kinds: NonNullable<Commitment["targets"]> = [
    { where: { kind: ["major"] }, within: { days: 10 } },
    { where: { product: ["api"] }, within: { days: 20 } },
  ];
  const owed = (duty: object) =>
    refusing(
      lone({ targets: kinds, credits: [] }, { clock: { duty } as unknown as Cycles["clock"] }),
    );
  const after = owed({ withinAfter: { event: "incident", fact: "report" } });
  const notice = owed({ noticeBefore: { event: "retired", fact: "announced" } });
  const attributes = { kind: "major", product: "api" };
  const twice = "0 (major ≤ 10 days; msa 2.1) and 1 (api ≤ 20 days; msa 2.1)";

  it("what is to follow an event, with the place of the event", () => {
    const source = { system: "t", file: "f.ndjson", line: 7 };
    const row = fact("F-1", "incident", "10-05T10:00", { attributes, source });
    expect(issuesOf(() => settled({ contract: after, rows: [row] }))).toMatchObject([
      { value: '"F-1"', file: "f.ndjson", line: 7, path: ["records", 0] },
    ]);
    expect(saidOf(row, after)[0]).toContain(twice);
    expect(
      saidOf(fact("F-1", "incident", "10-05T10:00", { attributes: { kind: "major" } }), after),
    ).toEqual([]);
  });

  it.each([
    ["2026-10", "11-25T10:00", 1, "its due may be the 5th of November, or the 15th"],
    ["2026-10", "10-25T10:00", 1, "it counts here"],
  ] as const)("a notice: %s of %s", (period, day, refused, _why) => {
    const row = fact("F-1", "retired", day, { attributes, recordedAt: stamp("10-01T00:00") });
    expect(saidOf(row, notice, { period, asOf: "11-05T00:00" })).toHaveLength(refused);
  });

  it("a notice that one row takes", () => {
    const row = fact("F-1", "retired", "10-25T10:00", { attributes: { kind: "major" } });
    expect(saidOf(row, notice)).toEqual([]);
  });

  it("too long a gap, and absences, by their subjects", () => {
    const subjects: NonNullable<Commitment["targets"]> = [
      { where: { subject: ["A", "B"] }, within: { elapsed: "PT1H" } },
      { where: { subject: ["B", "C"] }, within: { elapsed: "PT2H" } },
    ];
    const of = (duty: object, more: Partial<Cycles> = {}) =>
      refusing(
        lone(
          { targets: subjects, credits: [] },
          { clock: { duty } as unknown as Cycles["clock"], ...more },
        ),
      );
    const gap = of({ maxGap: { fact: "seen" } });
    const presence = of({
      presence: { fact: "on-duty", per: "calendar-month", subjects: "apart" },
    });
    const seen = (subject: string) => fact("F-1", "seen", "10-05T10:00", { subject });
    expect(saidOf(seen("A"), gap)).toEqual([]);
    // The gap from the start of the contract has no record; the one from F-1 on has.
    expect(saidOf(seen("B"), gap).map((said) => said.split(" ")[0])).toEqual(['"B"', '"F-1"']);
    const there = (subject: string, from: string) =>
      fact("F-1", "on-duty", from, { subject, until: stamp("12-01T00:00") });
    expect(saidOf(there("A", "10-05T10:00"), presence)).toEqual([]);
    expect(saidOf(there("B", "10-05T10:00"), presence)[0]).toMatch(/^"B\/2026-10" is taken/);
    // What is owed in a period counts in it: of all the periods that B was away in, October is asked for.
    const closed = of(
      { presence: { fact: "on-duty", per: "calendar-month", subjects: "apart" } },
      { countedIn: "closed" },
    );
    const said = saidOf(there("B", "10-05T10:00"), closed);
    expect(said.map((one) => one.split(" ")[0])).toEqual(['"B/2026-10"']);
    // There all the time: which of the two lags holds is not asked.
    expect(saidOf(there("B", "2026-01-01T00:00:00Z"), presence)).toEqual([]);
  });

  it("open duties are refused likewise; what is over is not looked at", () => {
    const contract = parseContract(after);
    const event = fact("F-1", "incident", "10-05T10:00", { attributes, subject: "A" });
    const open = (...given: object[]) =>
      told(() => openDuties(contract, parseRecords(given, contract), stamp("10-06T00:00")));
    expect(open(event)).toEqual([`"F-1" is taken by several rows of response: ${twice}`]);
    expect(open(event, fact("F-2", "report", "10-05T11:00", { subject: "A" }))).toEqual([]);
  });
});

describe("semantics 13: where clocks are shown, and where tickets are counted as they are read", () => {
  const contract = parseContract(refusing());
  const policy = JSON.parse(JSON.stringify(clockPolicy(contract)));
  const open = ticket("A", "P1", "gold");
  const answered = ticket("B", "P1", "gold", { events: [reply("10-12T09:10")] });
  const other = ticket("C", "P1", "gold");
  const asOf = stamp("10-12T09:30");

  it("`clocksAt` refuses the ticket", () => {
    const said = (row: object, at = asOf) => issuesOf(() => clocksAt(policy, row as never, at));
    expect(said(open)).toMatchObject([
      { code: "ticket.several-rows", path: ["ticket"], value: '"A"' },
    ]);
    expect(said(answered)).toHaveLength(1);
    expect(said(ticket("D", "P1", "base"))).toEqual([]);
    expect(said(open, stamp("10-12T08:00"))).toEqual([]);
  });

  it("`openClocks` refuses all that are open at once", () => {
    const given = [open, answered, ticket("D", "P1", "base"), other];
    expect(issuesOf(() => openClocks(policy, given as never, asOf))).toMatchObject([
      { path: ["tickets", 0], value: '"A"' },
      { path: ["tickets", 3], value: '"C"' },
    ]);
    expect(openClocks(policy, [given[1], given[2]] as never, asOf)).toHaveLength(1);
  });

  it("`makegood clock` too, with the duties", () => {
    const duty = lone(
      {
        id: "report",
        credits: [],
        targets: [
          { where: { kind: ["major"] }, within: { days: 10 } },
          { where: { product: ["api"] }, within: { days: 20 } },
        ],
      },
      { clock: { duty: { withinAfter: { event: "incident", fact: "report" } } } },
    );
    const parsed = parseContract(refusing(lone(), duty));
    const attributes = { kind: "major", product: "api" };
    const list = new OpenList(asOf);
    const reader = readerWith(parsed, { use: list.useOf(parsed) });
    for (const row of [
      open,
      answered,
      fact("F-1", "incident", "10-05T10:00", { attributes }),
      other,
    ])
      reader.take(row);
    const read = reader.finish();
    if (!read.ok) throw new Error("sound rows");
    const found = issuesOf(() => list.readings(parsed, read.value)).map(({ value }) => value);
    expect(found).toEqual(['"A"', '"C"', '"F-1"']);
  });

  it("settled from files, where a ticket that is met is let go", async () => {
    const rows = [answered, ticket("D", "P1", "base", { events: [reply("10-12T09:10")] })];
    const stream = {
      ...{ isRepeatable: true, warnings: [], source: { name: "rows", rows: rows.length } },
      async *[Symbol.asyncIterator]() {
        yield* rows as never[];
      },
    };
    const made = (async () => {
      const asked = { period: "2026-10", asOf: "2026-11-05T00:00:00Z" };
      for await (const _ of settleAll({ contracts: [contract], records: [stream], ...asked }));
    })();
    await expect(made).rejects.toMatchObject({
      issues: [{ code: "ticket.several-rows", value: '"B"' }],
    });
  });
});

describe("semantics 13: rows that nothing could be held against are refused with the contract", () => {
  const lints = (targets: readonly object[], more: object = {}) => {
    const result = safeParseContract(refusing({ ...lone(), targets, ...more } as Commitment));
    const found = result.ok ? result.warnings : result.issues;
    return found.map(({ code, path }) => `${code} ${path.slice(2).join(".")}`);
  };
  const hour = { elapsed: "PT1H" };
  const p1 = { where: { severity: ["P1"] }, within: hour };
  const noLast = "target.no-last-row targets";

  it.each([
    [
      "a row without `where` beside another",
      [p1, { within: hour }],
      ["target.unreachable-row targets.0"],
    ],
    ["in whatever order", [{ within: hour }, p1], ["target.unreachable-row targets.1"]],
    [
      "two that take all",
      [{ within: hour }, { within: hour }],
      ["target.unreachable-row targets.1"],
    ],
    ["two that take the same: the lower", [p1, p1], ["target.unreachable-row targets.1"]],
    [
      "one that takes its tickets and others",
      [p1, { where: { severity: ["P1", "P2"] }, within: hour }],
      ["target.unreachable-row targets.0"],
    ],
    ["some in common", [p1, { where: { plan: ["gold"] }, within: hour }], [noLast]],
    ["one row", [{ within: hour }], []],
    [
      "a row that is refused by itself, alone",
      [p1, { within: { days: 9999 } }],
      ["target.too-long targets.1.within.days"],
    ],
  ] as const)("%s", (_, targets, expected) => {
    expect(lints(targets).sort()).toEqual([...expected].sort());
  });

  it("and told what to do about tickets that no row takes", () => {
    const [warning] = parseContract(refusing()).warnings;
    expect(warning?.hint).toMatch(/^add rows for them/);
  });
});
