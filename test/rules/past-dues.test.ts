import { describe, expect, it } from "vitest";
import { parseContract, parseRecords } from "../../src/index.ts";
import { readRecords, settleAll } from "../../src/node/index.ts";
import { contractOf, response } from "./world.ts";

const contract = parseContract(contractOf({ commitments: [response] }));

const at = "2026-10-05T12:00:00Z";
const agreed = (due: string, more: object = {}) => ({
  event: "due-agreed",
  at,
  clock: "first-response",
  due,
  author: "Ada",
  reason: "asked for",
  ...more,
});
const ticket = (id: string, line: number, events: readonly object[]) => ({
  type: "ticket",
  id,
  service: "web",
  openedAt: "2026-10-05T10:00:00Z",
  events,
  source: { file: "t.ndjson", line },
});
const event = (id: string, of: string, line: number, happened: object) => ({
  type: "event",
  id,
  ticket: of,
  happened,
  source: { file: "t.ndjson", line },
});
const early = agreed("2026-10-05T09:00:00Z");
const next = {
  event: "next-update-agreed",
  at,
  due: "2026-10-05T11:59:59Z",
  author: "Ada",
  reason: "call",
};

describe("semantics 9: an agreed due that lies before its agreement is told of", () => {
  it.each([
    { events: [early], told: true, why: "before the ticket was opened" },
    { events: [agreed("2026-10-05T11:59:59.999Z")], told: true, why: "a millisecond before it" },
    { events: [agreed(at)], told: false, why: "at the agreement" },
    { events: [agreed("2026-10-06T12:00:00Z")], told: false, why: "a day later" },
    { events: [next], told: true, why: "so are updates" },
    { events: [{ event: "replied", at, by: "agent" }], told: false, why: "no due" },
  ])("$told: $why", ({ events, told }) => {
    const wide = parseRecords([ticket("T-1", 1, events)], contract).warnings;
    const rows = [ticket("T-1", 1, []), event("E-1", "T-1", 2, events[0] ?? {})];
    const long = parseRecords(rows, contract).warnings;
    const codes = told ? ["record.due-before-agreement"] : [];
    expect(wide.map(({ code }) => code)).toEqual(codes);
    expect(long.map(({ code }) => code)).toEqual(codes);
    if (told) expect([wide[0]?.line, long[0]?.line]).toEqual([1, 2]);
  });

  it("once, of the first record by its id, in whatever order the rows come", () => {
    const rows = [
      ticket("T-2", 1, [early, early]),
      ticket("T-1", 2, []),
      event("E-1", "T-1", 3, early),
    ];
    for (const order of [rows, rows.toReversed()])
      expect(parseRecords(order, contract).warnings).toEqual([
        {
          code: "record.due-before-agreement",
          path: [],
          message:
            'a due lies before the instant at which it was agreed: ticket "T-1", and 2 more; it is due at the agreement',
          hint: "correct the due, or give as `at` when it was agreed",
          file: "t.ndjson",
          line: 3,
        },
      ]);
  });

  it("from files too", async () => {
    const { source: _, ...row } = ticket("T-1", 1, [early]);
    const bytes = new TextEncoder().encode(`${JSON.stringify(row)}\n`);
    const pieces = (async function* () {
      yield bytes;
    })();
    const call = {
      contracts: [contract],
      records: readRecords(pieces, { file: "a.ndjson" }),
      period: "2026-10",
      asOf: "2026-11-05T00:00:00Z",
    };
    for await (const { warnings } of settleAll(call))
      expect(warnings.map(({ code }) => code)).toContain("record.due-before-agreement");
    expect.assertions(1);
  });
});
