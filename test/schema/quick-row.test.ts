import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type JsonValue } from "../../src/base/canonical-json.ts";
import { guardPlain } from "../../src/schema/guard.ts";
import { quicklyRead, quickReader } from "../../src/schema/quick-row.ts";
import { quoted } from "../../src/schema/quick-text.ts";
import { type RecordRow, type RecordType, recordSchemas } from "../../src/schema/records.ts";
import { anything, mutated } from "../support/mutate.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { soundRows } from "../support/sound.ts";

const at = "2026-10-03T01:00:00Z";
const common = {
  customer: 'acme "x" \\ é 即',
  contract: "a-1",
  recordedAt: "2026-10-03T01:00:00.5+08:00",
  source: { system: "desk", file: "a.ndjson", line: 7 },
};

/** Every field that a good row may have. */
const fullRows: readonly (Readonly<Record<string, unknown>> & { readonly type: RecordType })[] = [
  ...soundRows,
  {
    type: "ticket",
    id: "T-1",
    ...common,
    service: "web",
    openedAt: at,
    openedBy: "agent",
    severity: "P1",
    waiting: "customer",
    attributes: { z: "\n", a: "", b: "\u007f 😀" },
    events: [
      { event: "replied", at, by: "agent", kind: "automated", channel: "mail" },
      { event: "replied", at, by: "customer" },
      { event: "assigned", at, to: "x" },
      { event: "engineer-assigned", at },
      { event: "priority-changed", at, severity: "P2" },
      { event: "waiting-started", at, reason: "customer" },
      { event: "waiting-ended", at, reason: "customer" },
      { event: "waiting-ended", at },
      { event: "next-update-agreed", at, due: at, author: "x", reason: "y" },
      { event: "due-agreed", at, clock: "c", due: at, author: "x", reason: "y" },
      { event: "workaround", at },
      { event: "restored", at },
      { event: "resolved", at },
      { event: "closed", at },
      { event: "reopened", at },
      { event: "cancelled", at, reason: "z" },
    ],
  },
  { type: "event", id: "E-1", ...common, ticket: "T-1", happened: { event: "resolved", at } },
  { type: "outage", id: "O-1", ...common, service: "web", from: at, until: at, impact: "Größe" },
  { type: "outage", id: "O-2", service: "web", from: at, tags: ["a", "b"], cause: "provider" },
  { type: "bucket", id: "B-1", service: "web", from: at, until: at, good: 0, total: 12 },
  { type: "sample", id: "S-1", service: "web", at, state: "up", value: "-1.5", interval: "PT1M" },
  { type: "claim", id: "C-1", ...common, at, period: "2026-10", evidence: [] },
  { type: "coverage", id: "V-1", of: "outages", from: at, until: at },
];

/** The exact way: what it takes, and the text of that. */
function slowly(type: RecordType, row: unknown) {
  if (!guardPlain(row, "record").ok) return undefined;
  const read = recordSchemas[type].safeParse(row);
  if (!read.success) return undefined;
  const { source: _, ...rest } = read.data as RecordRow;
  const plain = JSON.parse(JSON.stringify(rest)) as JsonValue;
  return { row: read.data, text: canonicalJson(plain) };
}

describe("rows read by a program that is made from their schema", () => {
  it.each(fullRows.map((row, index) => ({ index, row })))(
    "takes good rows, as the schema does: $row.type $index",
    ({ row }) => {
      const quick = quicklyRead(row.type, row);
      expect(quick).toBeDefined();
      expect(quick).toEqual(slowly(row.type, row));
    },
  );

  it("takes no row that the schema or the guard refuses, and gives what they give (semantics 40)", () => {
    const changed = fc
      .constantFrom(...fullRows)
      .chain((row) => mutated(row).map((value) => ({ type: row.type, value })));
    const any = anything.map((value) => ({ type: "ticket" as const, value }));
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: changed }, { weight: 1, arbitrary: any }),
        ({ type, value }) => {
          const quick = quicklyRead(type, value);
          if (quick !== undefined) expect(quick).toEqual(slowly(type, value));
        },
      ),
      { numRuns: 20 * RUNS_CHEAP },
    );
  });

  const ticket = { type: "ticket", id: "T-1", service: "web", openedAt: at } as const;
  const lone = "x\ud800";
  it.each([
    { why: "not an object", row: 1 },
    { why: "null", row: null },
    { why: "a list", row: [ticket] },
    { why: "an unknown field", row: { ...ticket, sevrity: "P1" } },
    { why: "a field without a value", row: { ...ticket, severity: undefined } },
    { why: "no id", row: { ...ticket, id: undefined } },
    { why: "__proto__ as a key", row: JSON.parse('{"type":"ticket","__proto__":{}}') },
    {
      why: "__proto__ as an attribute",
      row: { ...ticket, attributes: JSON.parse('{"__proto__":"x"}') },
    },
    { why: "a symbol as an attribute", row: { ...ticket, attributes: { [Symbol("x")]: "x" } } },
    { why: "an object of a class", row: Object.assign(new (class {})(), ticket) },
    { why: "fields of a prototype", row: Object.create(ticket) },
    { why: "half a character in an attribute", row: { ...ticket, attributes: { a: lone } } },
    { why: "half a character in an id", row: { ...ticket, id: lone } },
    { why: "a stamp without an offset", row: { ...ticket, openedAt: "2026-10-03T01:00:00" } },
    { why: "a stamp that is a number", row: { ...ticket, openedAt: 0 } },
    { why: "events that are no list", row: { ...ticket, events: {} } },
    { why: "an unknown event", row: { ...ticket, events: [{ event: "closd", at }] } },
    { why: "an event that is none", row: { ...ticket, events: [7] } },
    { why: "a hole in a list", row: { ...ticket, events: new Array(2) } },
    { why: "attributes that are none", row: { ...ticket, attributes: 7 } },
    {
      why: "more than a long row has",
      row: { ...ticket, events: new Array(5000).fill({ event: "closed", at }) },
    },
  ])("leaves to the schema: $why", ({ row }) => {
    expect(quicklyRead("ticket", row)).toBeUndefined();
  });

  it("leaves to the schema what stands in a field of a kind that it does not know", () => {
    const outage = { type: "outage", id: "O-1", service: "web", from: at };
    expect(quicklyRead("outage", outage)).toBeDefined();
    expect(quicklyRead("outage", { ...outage, affected: { units: 3 } })).toBeUndefined();
  });

  it("leaves whole numbers out of range to the schema", () => {
    const bucket = { type: "bucket", id: "B-1", service: "web", from: at, until: at, good: 1 };
    expect(quicklyRead("bucket", { ...bucket, total: 2 ** 53 })).toBeUndefined();
    expect(quicklyRead("bucket", { ...bucket, total: -1 })).toBeUndefined();
    expect(quicklyRead("bucket", { ...bucket, total: -0 })?.text).toContain('"total":0');
  });

  it("gives every row a list of its own where a list is left out", () => {
    const [one, two] = [quicklyRead("ticket", ticket), quicklyRead("ticket", ticket)];
    expect(one?.row).toEqual(two?.row);
    expect(
      one?.row.type === "ticket" && two?.row.type === "ticket" && one.row.events !== two.row.events,
    ).toBe(true);
  });

  it("makes no program where the host forbids it; the schema reads then", () => {
    const held = globalThis.Function;
    const barred = function barred() {
      throw new EvalError("unsafe-eval");
    };
    try {
      globalThis.Function = barred as unknown as FunctionConstructor;
      expect(quickReader("ticket")).toBeUndefined();
    } finally {
      globalThis.Function = held;
    }
    expect(quickReader("ticket")?.(ticket)).toBeDefined();
  });

  it("writes texts as canonical JSON does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(quoted(text)).toBe(canonicalJson(text));
      }),
    );
  });
});
