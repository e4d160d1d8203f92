import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, parseRecords, settle } from "../../src/index.ts";
import { type RecordStream, settleAll } from "../../src/node/index.ts";
import { availability, contractOf, response } from "./world.ts";

type Commitment = ContractInput["commitments"][number];

const clockOf = (from: string, to: string, id = "repair"): Commitment =>
  ({
    ...response,
    id,
    credits: [],
    measure: { facts: "cycles", clock: { custom: { from, to } }, figure: "each" },
  }) as Commitment;

const contractWith = (...commitments: readonly Commitment[]) =>
  parseContract(
    contractOf({
      commitments: [availability, response, ...commitments],
      services: [
        { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
        { id: "mail" },
      ],
    }),
  );

const at = (time: string) => `2026-10-05T${time}:00Z`;
/** "assigned 11:00" of Monday 5 October 2026, opened at 10:00. */
const eventsOf = (log: string) =>
  log.split(", ").map((one) => {
    const [event = "", time = ""] = one.split(" ");
    const by = event === "replied" ? { by: "agent" } : {};
    return { event, at: at(time), ...by };
  });
const ticket = (id: string, log: string, line = 1, service = "web") => ({
  type: "ticket",
  id,
  service,
  openedAt: at("10:00"),
  events: eventsOf(log),
  source: { file: "t.ndjson", line },
});

describe("semantics 11: a stop that lies before its start ends nothing, and is told of", () => {
  it.each([
    {
      clock: ["assigned", "restored"],
      log: "restored 10:30, assigned 11:00",
      told: true,
      why: "it runs from 11:00",
    },
    {
      clock: ["assigned", "restored"],
      log: "assigned 10:30, restored 11:00",
      told: false,
      why: "in order",
    },
    {
      clock: ["assigned", "restored"],
      log: "assigned 10:30, restored 10:30",
      told: false,
      why: "at one instant what comes first in a case acts first",
    },
    {
      clock: ["assigned", "restored"],
      log: "restored 10:30, assigned 11:00, restored 12:00",
      told: true,
      why: "another one ends it, the first was in vain",
    },
    {
      clock: ["assigned", "restored"],
      log: "assigned 10:20, restored 10:30, assigned 11:00",
      told: false,
      why: "assigned before it too",
    },
    { clock: ["assigned", "restored"], log: "restored 10:30", told: false, why: "no clock began" },
    { clock: ["assigned", "restored"], log: "assigned 10:30", told: false, why: "nothing ended" },
    {
      clock: ["resolved", "closed"],
      log: "closed 10:30, resolved 11:00",
      told: true,
      why: "closed before it was resolved",
    },
    {
      clock: ["restored", "assigned"],
      log: "assigned 10:30, restored 11:00",
      told: false,
      why: "the other way round it is as it should be",
    },
    {
      clock: ["assigned", "agent-replied"],
      log: "replied 10:30, assigned 11:00",
      told: false,
      why: "replies come at any time",
    },
    {
      clock: ["agent-replied", "resolved"],
      log: "resolved 10:30, replied 11:00",
      told: false,
      why: "also those that it begins with",
    },
    {
      clock: ["opened", "restored"],
      log: "restored 10:30, assigned 11:00",
      told: false,
      why: "nothing lies before the opening",
    },
  ])("$clock, $log, $told: $why", ({ clock: [from = "", to = ""], log, told }) => {
    const { warnings } = parseRecords([ticket("T-1", log)], contractWith(clockOf(from, to)));
    expect(warnings.map(({ code }) => code)).toEqual(told ? ["ticket.stop-before-start"] : []);
  });

  const early = "restored 10:30, assigned 11:00";
  it("once for each clock, of the first ticket by its id; other services have other clocks", () => {
    const contract = contractWith(
      clockOf("workaround", "restored", "second"),
      clockOf("assigned", "restored", "first"),
    );
    const rows = [
      ticket("T-2", early, 1),
      ticket("T-1", "restored 10:30, workaround 10:40, assigned 11:00", 2),
      ticket("T-3", early, 3),
      ticket("T-0", early, 4, "mail"),
    ];
    const wanted = [
      {
        code: "ticket.stop-before-start",
        path: [],
        message:
          'ticket "T-1", and 2 more: restored lies before assigned, from which the clock of first runs; it ends nothing',
        hint: "correct the log, if the clock was to end there",
        file: "t.ndjson",
        line: 2,
      },
      {
        code: "ticket.stop-before-start",
        path: [],
        message:
          'ticket "T-1": restored lies before workaround, from which the clock of second runs; it ends nothing',
        hint: "correct the log, if the clock was to end there",
        file: "t.ndjson",
        line: 2,
      },
    ];
    for (const order of [rows, rows.toReversed()])
      expect(parseRecords(order, contract).warnings).toEqual(wanted);
  });

  it("wide and long, from files and from a list, also of a ticket that is met or of another month", async () => {
    const contract = contractWith(clockOf("assigned", "restored"));
    const log = "replied 10:10, restored 10:30, assigned 11:00, restored 11:10";
    const wide = [ticket("T-1", log)].map(({ source: _, ...row }) => row);
    const long = wide.flatMap(({ events, ...row }) => [
      row,
      ...events.map((happened, n) => ({ type: "event", id: `E-${n}`, ticket: row.id, happened })),
    ]);
    for (const rows of [wide, long, long.toReversed()])
      for (const period of ["2026-09", "2026-10"]) {
        const asked = { period, asOf: "2026-11-05T00:00:00Z" };
        const stream: RecordStream = {
          source: { name: "t", rows: rows.length },
          warnings: [],
          isRepeatable: true,
          async *[Symbol.asyncIterator]() {
            yield* rows;
          },
        };
        const records = parseRecords(rows, contract, { sources: [stream.source] });
        const wanted = settle({ contract, records, ...asked });
        expect(wanted.warnings.map(({ code }) => code)).toContain("ticket.stop-before-start");
        for await (const found of settleAll({ contracts: [contract], records: [stream], ...asked }))
          expect(JSON.stringify(found)).toBe(JSON.stringify(wanted));
      }
    expect.assertions(12);
  });
});
