import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords } from "../../src/index.ts";
import { availability, contractOf, outage, response } from "./world.ts";

type Commitment = ContractInput["commitments"][number];

const p1 = { where: { severity: ["P1", "critical", "major"] }, within: { elapsed: "PT15M" } };
const rest = { within: { elapsed: "PT4H" } };
const byRow: Commitment = { ...response, targets: [p1, rest] };

const ticket = (id: string, more: object = {}) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: "2026-10-05T10:00:00Z",
  events: [],
  ...more,
});

function warnings(rows: readonly object[], commitments: readonly Commitment[] = [byRow]) {
  const contract = parseContract(contractOf({ commitments: [...commitments] }));
  return parseRecords(rows, contract).warnings;
}
const hints = (...args: Parameters<typeof warnings>) =>
  warnings(...args).map(({ code, value, hint }) => `${code} ${value}: ${hint}`);

describe("semantics 13: a severity that nearly is one of the contract's", () => {
  it.each([
    { severity: "P1", why: "it is one" },
    { severity: "p1", near: "P1", why: "another case" },
    { severity: " P1", near: "P1", why: "a space" },
    { severity: "Ｐ１", near: "P1", why: "full-width letters" },
    { severity: "P-1", near: "P1", why: "one character more" },
    { severity: "CRITCAL", near: "critical", why: "a letter less, in capitals" },
    { severity: "crtiicla", near: "critical", why: "twice two letters in the wrong order" },
    { severity: "crixxcal", near: "critical", why: "two letters of eight" },
    { severity: "crixxxal", why: "three of eight: a word of its own" },
    { severity: "P2", why: "another number is another severity" },
    { severity: "P11", why: "so are two figures" },
    { severity: "minor", why: "two letters of five: a word of its own" },
    { severity: "low", why: "nothing like it" },
  ])("$severity: $why", ({ severity, near }) => {
    const found =
      near === undefined ? [] : [`record.near-miss "${severity}": did you mean "${near}"?`];
    expect(hints([ticket("T-1", { attributes: { severity } })])).toEqual(found);
  });

  it("is found in the field, in changes of the priority and in events that come as rows", () => {
    const at = "2026-10-05T10:10:00Z";
    const change = (severity: string) => ({ event: "priority-changed", at, severity });
    const rows = [
      ticket("T-1", { severity: "p1" }),
      ticket("T-2", { severity: "P2", events: [change("Major")] }),
      ticket("T-3", { severity: "P2" }),
      { type: "event", id: "E-1", ticket: "T-3", happened: change("Critical") },
    ];
    expect(warnings(rows).map(({ message }) => message)).toEqual([
      'severity "Critical" is not named in the contract, "critical" is: ticket "T-3"',
      'severity "Major" is not named in the contract, "major" is: ticket "T-2"',
      'severity "p1" is not named in the contract, "P1" is: ticket "T-1"',
    ]);
  });
});

describe("semantics 40: where a value that nearly is one stands", () => {
  const change = { event: "priority-changed", at: "2026-10-05T10:10:00Z", severity: "p1" };
  const changed = (id: string, file: string, line: number) => ({
    type: "event",
    id,
    ticket: "T-1",
    happened: change,
    source: { file, line },
  });
  const placed = (rows: readonly object[]) =>
    warnings(rows).map(({ message, file, line }) => ({
      record: message.split(": ")[1],
      file,
      line,
    }));
  const t1 = ticket("T-1", { source: { file: "a.ndjson", line: 9 } });
  const t2 = ticket("T-2", { severity: "p1", source: { file: "a.ndjson", line: 2 } });
  const more = 'ticket "T-1", and';

  it.each([
    {
      rows: [t2],
      found: { record: 'ticket "T-2"', file: "a.ndjson", line: 2 },
      why: "the row that has it",
    },
    {
      rows: [t2, { ...t1, severity: "p1" }],
      found: { record: `${more} 1 more`, file: "a.ndjson", line: 9 },
      why: "of several records the least, not the first",
    },
    {
      rows: [t2, t1, changed("E-2", "b.ndjson", 7), changed("E-1", "b.ndjson", 12)],
      found: { record: `${more} 2 more`, file: "b.ndjson", line: 7 },
      why: "the row of the event, not of the ticket; of two the first in the file",
    },
    {
      rows: [t1, changed("E-2", "c.ndjson", 1), changed("E-1", "b.ndjson", 12)],
      found: { record: `${more} 1 more`, file: "b.ndjson", line: 12 },
      why: "files by their names",
    },
    {
      rows: [ticket("T-2"), ticket("T-1", { severity: "p1", events: [change] })],
      found: { record: `${more} 1 more`, file: undefined, line: undefined },
      why: "twice in one row, which came from no file",
    },
    {
      rows: [
        t1,
        { ...changed("E-2", "b", 7), source: { file: "b" } },
        { ...changed("E-1", "b", 7), source: { file: "b" } },
      ],
      found: { record: `${more} 1 more`, file: "b", line: undefined },
      why: "a file without lines",
    },
    {
      rows: [
        ticket("T-1"),
        ...["E-1", "E-2"].map((id) => ({ ...changed(id, "", 0), source: undefined })),
      ],
      found: { record: `${more} 1 more`, file: undefined, line: undefined },
      why: "rows of no file",
    },
  ])("$why", ({ rows, found }) => {
    const plain = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)),
    );
    expect(placed(plain)).toEqual([found]);
    expect(placed(plain.toReversed())).toEqual([found]);
  });
});

describe("semantics 16: `where` of a measure and of a credit name values too", () => {
  const selected: Commitment = {
    ...response,
    measure: { ...response.measure, where: { plan: ["gold"] } } as Commitment["measure"],
    credits: (response.credits ?? []).map((credit) => ({ ...credit, where: { region: ["emea"] } })),
  };
  it.each([
    { attributes: { plan: "Gold" }, found: ['record.near-miss "Gold": did you mean "gold"?'] },
    { attributes: { region: "EMEA" }, found: ['record.near-miss "EMEA": did you mean "emea"?'] },
    { attributes: { plan: "silver", region: "apac" }, found: [] },
    { attributes: { team: "Gold" }, found: [] },
  ])("$attributes", ({ attributes, found }) => {
    expect(hints([ticket("T-1", { attributes })], [selected])).toEqual(found);
  });
});

describe("semantics 12: a waiting reason that nearly pauses", () => {
  const paused = (pausedBy: readonly string[] | "all"): Commitment => ({
    ...response,
    measure: { ...response.measure, pausedBy } as Commitment["measure"],
  });
  const at = "2026-10-05T10:10:00Z";
  const waiting = ticket("T-1", {
    events: [{ event: "waiting-started", at, reason: "Customer" }],
  });
  const asRow = { type: "event", id: "E-1", ticket: "T-2", happened: waiting.events[0] };
  const told = ['record.near-miss "Customer": did you mean "customer"?'];

  it.each([
    { pausedBy: ["customer"], rows: [waiting], found: told, why: "an event" },
    { pausedBy: ["customer"], rows: [ticket("T-2"), asRow], found: told, why: "an event row" },
    {
      pausedBy: ["customer"],
      rows: [ticket("T-1", { waiting: "Customer" })],
      found: told,
      why: "opened in a waiting state",
    },
    { pausedBy: ["Customer"], rows: [waiting], found: [], why: "it is named" },
    { pausedBy: ["vendor"], rows: [waiting], found: [], why: "nothing like it" },
    { pausedBy: "all", rows: [waiting], found: [], why: "every reason pauses" },
    { pausedBy: [], rows: [waiting], found: [], why: "none does" },
  ] as const)("$pausedBy: $why", ({ pausedBy, rows, found }) => {
    expect(hints(rows, [paused(pausedBy)])).toEqual(found);
  });
});

describe("near values in number", () => {
  /** Spaces around it: as many different values as one likes that are meant to be P1. */
  const slip = (index: number) =>
    `${" ".repeat(index % 50)}P1${" ".repeat(Math.floor(index / 50))}`;
  const tickets = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      ticket(`T-${index}`, { attributes: { severity: slip(index + 1) } }),
    );

  it("tells a value once, with the least id, whatever the order (40)", () => {
    const rows = ["T-3", "T-1", "T-2"].map((id) => ticket(id, { severity: "p1" }));
    const message = 'severity "p1" is not named in the contract, "P1" is: ticket "T-1", and 2 more';
    for (const order of [rows, rows.toReversed()])
      expect(warnings(order).map((one) => one.message)).toEqual([message]);
  });

  it("lists 100 values and counts the rest", () => {
    const told = warnings(tickets(103));
    expect(told.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 100 }, () => "record.near-miss"),
      "record.near-misses",
    ]);
    expect(told.at(-1)?.message).toMatch(/^3 more values of records /);
  });

  it("keeps no more than a thousand values and loses no count", () => {
    expect(warnings(tickets(1_205)).at(-1)?.message).toMatch(/^1105 more values of records /);
  });

  it("compares a thousand values letter by letter, and any number by their case", () => {
    const unlike = Array.from({ length: 1_000 }, (_, index) =>
      ticket(`T-${index}`, { severity: `${index + 1_000}` }),
    );
    const typos = [ticket("A", { severity: "P-1" }), ticket("B", { severity: "p1" })];
    const both = ["P-1", "p1"].map((value) => `record.near-miss "${value}": did you mean "P1"?`);
    expect(hints([...unlike.slice(0, 998), ...typos])).toEqual(both);
    expect(hints([...unlike, ...typos])).toEqual(both.slice(1));
  });

  it("says nothing where the contract measures no tickets", () => {
    expect(
      warnings([ticket("T-1", { severity: "p1" }), outage("INC-1", "10-03T01:00")], [availability]),
    ).toEqual([]);
  });
});
