import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bytes } from "../../src/adapters/ascii.ts";
import { readNdjson } from "../../src/adapters/ndjson.ts";
import { type ScannedTicket, TicketScan } from "../../src/adapters/ticket-scan.ts";
import { readShape } from "../../src/rules/row-shape.ts";
import { readTicket } from "../../src/schema/record-rows.ts";
import type { RecordRow } from "../../src/schema/records.ts";

type TicketRow = Extract<RecordRow, { type: "ticket" }>;
interface Read extends ScannedTicket {
  readonly text: string;
}

const latin1 = (bytes: Uint8Array, from: number, until: number) =>
  Buffer.from(bytes.subarray(from, until)).toString("latin1");

/** One scan reads all lines of a file: what it remembers of one must not change the next. */
function scanner(): (line: string) => Read | undefined {
  const scan = new TicketScan(latin1);
  const bytes = new Bytes(10);
  return (line) => {
    bytes.fill(Buffer.from(`${line}\n`, "utf-8"));
    const end = scan.endOf(bytes, 0);
    if (end === -1 || end < Buffer.byteLength(line.trimEnd())) return undefined;
    const scanned = scan.ticket(bytes);
    if (scanned === undefined) return undefined;
    return { ...scanned, text: latin1(scan.canonical.bytes, 0, scan.canonical.length) };
  };
}

/** The way by text, which says what is wrong where something is. */
function slowly(line: string): Read | undefined {
  const rows = readNdjson(line, "tickets.ndjson");
  if (!rows.ok || rows.value.length !== 1) return undefined;
  const shape = readShape(rows.value[0], 0);
  if (!shape.ok || shape.value.row.type !== "ticket") return undefined;
  const { row, text } = shape.value;
  const { contract, customer } = row;
  const ticket = readTicket(row as TicketRow, []);
  return ticket.ok ? { ticket: ticket.value, contract, customer, text } : undefined;
}

const at = "2026-10-05T08:30:00Z";
const plain = { type: "ticket", id: "T-1", service: "web", openedAt: at };

describe("semantics 39, 40: tickets straight from the bytes of their lines", () => {
  it.each<[string, object]>([
    ["the least that a ticket says", plain],
    [
      "every field",
      {
        waiting: "customer",
        type: "ticket",
        severity: "P1",
        service: "web",
        recordedAt: "2026-10-05T08:30:00.250+08:00",
        openedBy: "agent",
        openedAt: at,
        id: "T/1 2".replace(" ", "~"),
        events: [],
        customer: "acme-1",
        contract: "msa",
        attributes: { region: "eu west", empty: "", b: "1", "a.1": "x" },
      },
    ],
    [
      "every event",
      {
        ...plain,
        events: [
          { event: "replied", at, by: "customer" },
          { at, by: "agent", channel: "e mail", event: "replied", kind: "automated" },
          { event: "replied", at, by: "agent", kind: "acknowledgement" },
          { event: "assigned", at },
          { event: "assigned", at, to: "A. B" },
          { event: "engineer-assigned", at, to: "x" },
          { event: "priority-changed", at, severity: "P2" },
          { event: "waiting-started", at, reason: "customer" },
          { event: "waiting-ended", at },
          { event: "waiting-ended", at, reason: "customer" },
          { event: "workaround", at },
          { event: "restored", at },
          { event: "resolved", at: "1970-01-01T00:00:00Z" },
          { event: "closed", at: "2200-12-31T23:59:59Z" },
          { event: "reopened", at: "2026-02-28T23:59:59-11:30" },
          { event: "cancelled", at },
          { event: "cancelled", at, reason: "no such thing!" },
        ],
      },
    ],
  ])("takes %s", (_, row) => {
    const scan = scanner();
    const line = JSON.stringify(row);
    const exact = slowly(line);
    expect(exact).toBeDefined();
    // The second time by what it remembers of the first; spaces as other writers set them.
    for (const text of [
      line,
      line,
      line.replaceAll(":", ": ").replaceAll(": 30: ", ":30:"),
      `${line}\r`,
    ])
      if (slowly(text) !== undefined) expect(scan(text)).toEqual(slowly(text));
    expect(scan(line)).toEqual(exact);
  });

  it.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["another type", JSON.stringify({ ...plain, type: "outage" })],
    ["a key twice", JSON.stringify(plain).replace("{", '{"id":"T-0",')],
    ["an unknown key", JSON.stringify({ ...plain, subject: "x" })],
    ["a key with a longer name", JSON.stringify({ ...plain, severity2: "x" })],
    ["no id", JSON.stringify({ ...plain, id: undefined })],
    ["an id that is empty", JSON.stringify({ ...plain, id: "" })],
    ["an id that is too long", JSON.stringify({ ...plain, id: "x".repeat(201) })],
    ["a name that begins with a dash", JSON.stringify({ ...plain, service: "-web" })],
    ["a name that is too long", JSON.stringify({ ...plain, service: "w".repeat(101) })],
    ["no such day", JSON.stringify({ ...plain, openedAt: "2026-02-29T08:30:00Z" })],
    ["no such hour", JSON.stringify({ ...plain, openedAt: "2026-02-28T24:00:00Z" })],
    ["no such minute", JSON.stringify({ ...plain, openedAt: "2026-02-28T23:60:00Z" })],
    ["a leap second", JSON.stringify({ ...plain, openedAt: "2026-06-30T23:59:60Z" })],
    ["no offset", JSON.stringify({ ...plain, openedAt: "2026-06-30T23:59:50" })],
    ["a letter for a digit", JSON.stringify({ ...plain, openedAt: "2026-06-30T2o:59:50Z" })],
    ["a year before 1970", JSON.stringify({ ...plain, openedAt: "1969-12-31T23:59:59Z" })],
    ["a year after 2200", JSON.stringify({ ...plain, openedAt: "2201-01-01T00:00:00Z" })],
    ["a bad stamp of writing", JSON.stringify({ ...plain, recordedAt: "soon" })],
    ["an opener that is none", JSON.stringify({ ...plain, openedBy: "robot" })],
    ["an escape", JSON.stringify({ ...plain, id: "T\n1" })],
    ["a letter with an accent", JSON.stringify({ ...plain, severity: "élevé" })],
    ["a number", JSON.stringify({ ...plain, severity: 1 })],
    ["an unknown event", JSON.stringify({ ...plain, events: [{ event: "seen", at }] })],
    ["an event without its time", JSON.stringify({ ...plain, events: [{ event: "resolved" }] })],
    ["an event without a name", JSON.stringify({ ...plain, events: [{ at }] })],
    [
      "a bad time of an event",
      JSON.stringify({ ...plain, events: [{ event: "resolved", at: "x" }] }),
    ],
    [
      "a field of another event",
      JSON.stringify({ ...plain, events: [{ event: "resolved", at, by: "agent" }] }),
    ],
    ["a reply by nobody", JSON.stringify({ ...plain, events: [{ event: "replied", at }] })],
    [
      "a reply by a robot",
      JSON.stringify({ ...plain, events: [{ event: "replied", at, by: "robot" }] }),
    ],
    [
      "a reply of no kind",
      JSON.stringify({ ...plain, events: [{ event: "replied", at, by: "agent", kind: "x" }] }),
    ],
    [
      "a wait for no name",
      JSON.stringify({
        ...plain,
        events: [{ event: "waiting-started", at, reason: "the customer" }],
      }),
    ],
    [
      "a wait's end for no name",
      JSON.stringify({
        ...plain,
        events: [{ event: "waiting-ended", at, reason: "the customer" }],
      }),
    ],
    [
      "a due that is agreed",
      JSON.stringify({
        ...plain,
        events: [{ event: "due-agreed", at, clock: "c", due: at, author: "a", reason: "r" }],
      }),
    ],
    ["events that are none", JSON.stringify({ ...plain, events: {} })],
    [
      "a list that does not end",
      `${JSON.stringify({ ...plain, events: [{ event: "resolved", at }] }).slice(0, -2)}}`,
    ],
    ["an attribute twice", JSON.stringify(plain).replace("{", '{"attributes":{"a":"1","a":"2"},')],
    [
      "attributes without commas",
      JSON.stringify(plain).replace("{", '{"attributes":{"a":"1""b":"2"},'),
    ],
    ["attributes without colons", JSON.stringify(plain).replace("{", '{"attributes":{"a""1"},')],
    ["an attribute with a bad name", JSON.stringify({ ...plain, attributes: { _a: "1" } })],
    [
      "an attribute that is too long",
      JSON.stringify({ ...plain, attributes: { a: "1".repeat(201) } }),
    ],
    ["an attribute that is a number", JSON.stringify({ ...plain, attributes: { a: 1 } })],
    ["attributes that are none", JSON.stringify({ ...plain, attributes: "a" })],
    ["what follows", `${JSON.stringify(plain)} x`],
    ["no colon", JSON.stringify(plain).replace(":", " ")],
    ["no comma", JSON.stringify(plain).replace(",", " ")],
    [
      "a long line",
      JSON.stringify({
        ...plain,
        events: Array.from({ length: 50_000 }, () => ({ event: "resolved", at })),
      }),
    ],
  ])("leaves to the way by text: %s", (_, line) => {
    const scan = scanner();
    expect(scan(line)).toBeUndefined();
    // The same when it remembers a good one.
    expect(scan(JSON.stringify(plain))).toEqual(slowly(JSON.stringify(plain)));
    expect(scan(line)).toBeUndefined();
  });

  it("takes at most so many looks, and still those that it knows", () => {
    const scan = scanner();
    const names = Object.keys(orders[0] ?? {});
    expect(names).toHaveLength(6);
    const taken = orders.map((row) => scan(JSON.stringify(row)) !== undefined);
    expect(taken.filter(Boolean)).toHaveLength(64);
    expect(scan(JSON.stringify(orders[3]))).toEqual(slowly(JSON.stringify(orders[3])));
  });

  it("whatever it takes, the way by text takes as well, and reads the same", () => {
    let taken = 0;
    let lines = 0;
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), (all) => {
        const scan = scanner();
        for (const line of all) {
          const found = scan(line);
          lines += 1;
          if (found === undefined) continue;
          taken += 1;
          expect(found).toEqual(slowly(line));
        }
      }),
      { numRuns: 1500 },
    );
    // Not a law of nothing: a good part of the lines is good.
    expect(taken).toBeGreaterThan(lines / 4);
  });
});

/** One ticket in every order of six of its keys. */
const orders = permutations(Object.entries({ ...plain, severity: "P1", waiting: "customer" })).map(
  (entries) => Object.fromEntries(entries),
);

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, index) =>
    permutations(list.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

const stamp = fc.oneof(
  {
    arbitrary: fc
      .integer({ min: 0, max: 7_289_654_400 })
      .map((s) => `${new Date(s * 1000).toISOString().slice(0, 19)}Z`),
    weight: 6,
  },
  {
    arbitrary: fc.constantFrom(
      "2026-10-05T08:30:00.5Z",
      "2026-10-05T08:30:00+14:00",
      "2026-10-05T8:30:00Z",
      "2026-13-05T08:30:00Z",
      "2026-10-05T08:30:00z",
    ),
    weight: 1,
  },
);
const name = fc.constantFrom(
  "web",
  "P1",
  "P2",
  "customer",
  "a.b-c_d",
  "0",
  "über",
  "",
  " x",
  "x".repeat(100),
);
const text = fc.constantFrom(
  "x",
  "a b",
  "",
  '"',
  "\\",
  "é",
  "\u007f",
  "/",
  "{}",
  "[]",
  ",",
  "x".repeat(4001),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const event = fc.oneof(
  fc.record({
    event: fc.constantFrom("resolved", "closed", "reopened", "workaround", "restored"),
    at: stamp,
  }),
  fc.record({
    event: fc.constant("replied"),
    at: stamp,
    by: fc.constantFrom("agent", "customer"),
    kind: maybe(fc.constantFrom("automated", "substantive")),
    channel: maybe(text),
  }),
  fc.record({
    event: fc.constantFrom("waiting-started", "waiting-ended", "cancelled"),
    at: stamp,
    reason: maybe(name),
  }),
  fc.record({ event: fc.constant("priority-changed"), at: stamp, severity: name }),
  fc.record({
    event: fc.constantFrom("assigned", "engineer-assigned"),
    at: stamp,
    to: maybe(text),
  }),
);
const goodish = fc.record({
  type: fc.constant("ticket"),
  id: fc.constantFrom("T-1", "T-2", "(x)", "Ä", "a b"),
  service: name,
  openedAt: stamp,
  openedBy: maybe(fc.constantFrom("agent", "customer")),
  recordedAt: maybe(stamp),
  severity: maybe(name),
  waiting: maybe(name),
  contract: maybe(name),
  customer: maybe(name),
  attributes: maybe(fc.dictionary(name, text, { maxKeys: 3 })),
  events: maybe(fc.array(event, { maxLength: 4 })),
});
/** Simple ones most of the time, with the keys in any order. */
const row = fc
  .tuple(
    fc.oneof(
      fc.constant(plain),
      fc.constant({ ...plain, events: [{ event: "resolved", at }] }),
      goodish,
    ),
    fc.integer({ min: 0, max: 11 }),
  )
  .map(([given, turn]) => {
    const entries = Object.entries(given);
    return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)]);
  });
/** A character changed, left out or put in, in one line of three. */
const anyLine = fc
  .tuple(
    row,
    fc.option(
      fc.tuple(fc.nat(), fc.constantFrom("", '"', "}", "]", ",", ":", " ", "a", "0", "\\", "é")),
      { freq: 1 },
    ),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([given, change, isSpaced, isPut]) => {
    const line = isSpaced
      ? JSON.stringify(given, null, 1).replaceAll(/\n */g, "")
      : JSON.stringify(given);
    if (change === null) return line;
    const [where, what] = change;
    const place = where % line.length;
    return line.slice(0, place) + what + line.slice(place + (isPut ? 0 : 1));
  });
