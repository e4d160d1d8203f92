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
