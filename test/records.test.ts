import { describe, expect, it } from "vitest";
import {
  type ParseRecordsOptions,
  parseContract,
  parseRecords,
  safeParseRecords,
} from "../src/index.ts";
import { attribution, availability, contractOf, outage, response, work } from "./rules/world.ts";

const contract = parseContract(contractOf({ commitments: [availability, response] }));
const hour = outage("INC-1", "10-03T01:00", "10-03T02:00");

function found(rows: unknown, options: ParseRecordsOptions = {}) {
  const result = safeParseRecords(rows as never, contract, options);
  return result.ok ? [] : result.issues;
}
const places = (rows: unknown) => found(rows).map(({ code, path }) => `${code} ${path.join(".")}`);

const ticket = (events: readonly object[] = [], more: object = {}) => ({
  type: "ticket",
  id: "T",
  service: "web",
  openedAt: "2026-10-05T10:00:00Z",
  events,
  ...more,
});
const at = (clock: string) => `2026-10-05T${clock}:00Z`;

describe("an issue of a log names the event, and the row it stands in (10)", () => {
  const row = (line: number, happened: object) => ({
    type: "event",
    id: `E-${line}`,
    ticket: "T",
    happened,
    source: { file: "log.csv", line },
  });
  const opened = (events: readonly object[] = []) =>
    ticket(events, { source: { file: "log.csv", line: 2 } });
  const waits = { event: "waiting-started", reason: "customer" };

  it.each([
    {
      rows: [row(3, { event: "replied", by: "agent", at: at("09:59") }), opened()],
      is: [
        '3 0.happened ticket "T", replied at 2026-10-05T09:59:00Z: it lies before the opening at 2026-10-05T10:00:00Z',
      ],
      why: "a row before that of its ticket",
    },
    {
      rows: [opened(), row(7, { event: "resolved", at: at("09:00") })],
      is: [
        '7 1.happened ticket "T", resolved at 2026-10-05T09:00:00Z: it stops before it was opened at 2026-10-05T10:00:00Z',
      ],
      why: "a stop",
    },
    {
      rows: [
        opened([{ ...waits, at: at("10:30") }]),
        row(9, { ...waits, at: at("11:00") }),
        row(5, { event: "waiting-ended", reason: "vendor", at: at("10:45") }),
      ],
      // In the order in which the events act: that of 10:45 stands in line 5.
      is: [
        '5 2.happened ticket "T", waiting-ended at 2026-10-05T10:45:00Z: waiting ends that never began',
        '9 1.happened ticket "T", waiting-started at 2026-10-05T11:00:00Z: waiting for one reason begins twice',
      ],
      why: "two rows of one ticket",
    },
    {
      rows: [
        opened([
          { event: "replied", by: "agent", at: at("11:00") },
          { event: "reopened", at: at("10:30") },
        ]),
        row(4, { event: "resolved", at: at("12:00") }),
      ],
      is: [
        '2 0.events.1 ticket "T", reopened at 2026-10-05T10:30:00Z: it is reopened without having been resolved or closed',
      ],
      why: "an event inside the ticket, beside a row of its own",
    },
  ])("$why", ({ rows, is }) => {
    expect(
      found(rows).map(({ line, path, message }) => `${line} ${path.join(".")} ${message}`),
    ).toEqual(is);
  });
});

describe("rows that cannot be used (semantics 1, 10, 40)", () => {
  it.each([
    { rows: null, issues: ["records.not-a-list "], why: "nothing" },
    { rows: 7, issues: ["records.not-a-list "], why: "a number" },
    { rows: {}, issues: ["records.not-a-list "], why: "an object" },
    { rows: [null], issues: ["record.wrong-type 0"], why: "a row that is nothing" },
    { rows: [[hour]], issues: ["record.wrong-type 0"], why: "a row that is a list" },
    { rows: ["outage"], issues: ["record.wrong-type 0"], why: "a row that is text" },
    { rows: [hour, {}], issues: ["record.missing 1.type"], why: "no type" },
    { rows: [{ ...hour, type: "outages" }], issues: ["record.unknown-type 0.type"], why: "a typo" },
    {
      rows: [{ ...hour, type: "toString" }],
      issues: ["record.unknown-type 0.type"],
      why: "a name that every object has",
    },
    {
      rows: [{ ...hour, type: 5 }],
      issues: ["record.unknown-type 0.type"],
      why: "a type that is no text",
    },
    {
      rows: [{ ...hour, untill: at("10:00") }],
      issues: ["record.unknown-key 0.untill"],
      why: "a field that is none",
    },
    {
      rows: [JSON.parse('{"type":"outage","id":"A","__proto__":{}}')],
      issues: ["record.unsafe-key 0.__proto__"],
      why: "a key that would be lost",
    },
    {
      rows: [
        { ...hour, until: at("00:00") },
        { ...hour, id: "B", until: "2026-10-03T00:59:59.999Z" },
      ],
      issues: ["record.until-before-from 1.until"],
      why: "an end before the start",
    },
    {
      rows: [{ ...hour, from: "2026-10-03T01:00:00" }],
      issues: ["stamp.no-offset 0.from"],
      why: "a stamp without offset",
    },
    {
      rows: [{ ...hour, from: "yesterday", until: "2026-02-30T00:00:00Z" }],
      issues: ["stamp.malformed 0.from", "stamp.no-such-date 0.until"],
      why: "both stamps are named",
    },
    {
      rows: [{ ...hour, service: "wbe" }],
      issues: ["record.unknown-service 0.service"],
      why: "an unknown service",
    },
    {
      rows: [{ ...hour, resource: "node-1" }],
      issues: ["record.unknown-resource 0.resource"],
      why: "a single resource",
    },
    {
      rows: [work("W", "10-05T01:00", "10-05T02:00", { resource: "node-1" })],
      issues: ["record.unknown-resource 0.resource"],
      why: "work on a single resource",
    },
    {
      rows: [work("W", "10-05T01:00", "10-05T02:00", { service: "wbe" })],
      issues: ["record.unknown-service 0.service"],
      why: "work on nothing known",
    },
    {
      rows: [
        work("W", "10-05T01:00", "10-05T02:00", {
          announced: { from: at("02:00"), until: at("01:00") },
        }),
      ],
      issues: ["record.until-before-from 0.announced.until"],
      why: "an announced window that runs backwards",
    },
    {
      rows: [work("W", "10-05T02:00", "10-05T01:00", {})],
      issues: ["record.until-before-from 0.until"],
      why: "work that runs backwards",
    },
    {
      rows: [attribution("AT", "INC-9")],
      issues: ["record.unknown-outage 0.outage"],
      why: "an attribution of nothing",
    },
    {
      rows: [hour, attribution("AT", "INC-1", { from: at("02:00"), until: at("01:00") })],
      issues: ["record.until-before-from 1.until"],
      why: "a part that runs backwards",
    },
    {
      rows: [
        { type: "event", id: "E", ticket: "T-9", happened: { event: "resolved", at: at("11:00") } },
      ],
      issues: ["record.unknown-ticket 0.ticket"],
      why: "an event of no ticket",
    },
    {
      rows: [ticket([{ event: "replied", at: at("09:59"), by: "agent" }])],
      issues: ["ticket.event-before-opening 0.events.0"],
      why: "a reply before the opening",
    },
    {
      rows: [ticket([{ event: "waiting-ended", at: at("11:00") }])],
      issues: ["ticket.resume-without-pause 0.events.0"],
      why: "a wait ends that never began",
    },
    {
      rows: [
        ticket(),
        { type: "event", id: "E", ticket: "T", happened: { event: "reopened", at: at("11:00") } },
      ],
      issues: ["ticket.reopen-without-stop 1.happened"],
      why: "reopened without having been resolved, by a row of its own",
    },
    {
      rows: [
        ticket([{ event: "priority-changed", at: at("11:00"), severity: "P1" }]),
        {
          type: "event",
          id: "E",
          ticket: "T",
          happened: { event: "priority-changed", at: at("11:00"), severity: "P2" },
        },
      ],
      issues: ["ticket.event-clash 1.happened"],
      why: "another severity at the instant of a change, by a row of its own",
    },
    {
      rows: [{ type: "claim", id: "C", at: at("11:00"), period: "2026-Q4" }],
      issues: ["period.other-kind 0.period"],
      why: "a claim for a quarter where months are settled",
    },
    {
      rows: [{ type: "claim", id: "C", at: at("11:00"), period: "2026-10", commitment: "avail" }],
      issues: ["contract.unknown-commitment 0.commitment"],
      why: "a claim for nothing known",
      loose: true,
    },
    {
      rows: [{ type: "claim", id: "C", at: at("11:00"), period: "2026-10", stage: "notice" }],
      issues: ["claim.unknown-stage 0.stage"],
      why: "a stage that the contract does not have",
    },
    {
      rows: [{ type: "claim", id: "C", at: "now", period: "2026-10" }],
      issues: ["stamp.malformed 0.at"],
      why: "a claim at no time",
    },
    {
      rows: [{ type: "coverage", id: "V", of: "outages", from: at("11:00"), until: at("10:00") }],
      issues: ["record.until-before-from 0.until"],
      why: "a coverage that runs backwards",
    },
    {
      rows: [{ type: "coverage", id: "V", of: "tickets", from: at("10:00"), until: at("11:00") }],
      issues: ["record.not-supported-yet 0.of"],
      why: "tickets are taken as given",
    },
    {
      rows: [
        {
          type: "coverage",
          id: "V",
          of: "outages",
          service: "wbe",
          from: at("10:00"),
          until: at("11:00"),
        },
      ],
      issues: ["record.unknown-service 0.service"],
      why: "a coverage of nothing known",
    },
    {
      rows: [ticket([], { service: "wbe", openedAt: "soon" })],
      issues: ["stamp.malformed 0.openedAt", "record.unknown-service 0.service"],
      why: "both problems of a row are named",
    },
  ])("$issues: $why", ({ rows, issues, loose }) => {
    if (loose === true)
      expect(places(rows).map((one) => one.split(" ")[1])).toEqual(
        issues.map((one) => one.split(" ")[1]),
      );
    else expect(places(rows)).toEqual(issues);
  });

  it("an impact needs its weight wherever weights are agreed (17)", () => {
    const weighted = parseContract(
      contractOf({
        commitments: [
          {
            ...availability,
            measure: { facts: "outages", figure: "uptime-percent", weights: { major: "1" } },
          },
          response,
        ],
      }),
    );
    const result = safeParseRecords([{ ...hour, impact: "mayor" }], weighted);
    expect(result.ok ? [] : result.issues).toMatchObject([
      { code: "record.impact-without-weight", path: [0, "impact"], hint: 'did you mean "major"?' },
    ]);
    expect(
      safeParseRecords(
        [{ ...hour, impact: "major" }, work("W", "10-05T01:00", "10-05T02:00")],
        weighted,
      ).ok,
    ).toBe(true);
    // Where no weights are agreed, every impact counts in full.
    expect(safeParseRecords([{ ...hour, impact: "mayor" }], contract).ok).toBe(true);
  });

  it.each([
    { row: attribution("AT", "INC-2"), hint: 'did you mean "INC-1"?' },
    { row: attribution("AT", "elsewhere"), hint: "add the outage, or remove this row" },
    {
      row: attribution("AT", "FOREIGN"),
      hint: "the outage belongs to another contract; give this row the same customer or contract",
    },
  ])("tells what is missing: $hint", ({ row, hint }) => {
    const foreign = { ...hour, id: "FOREIGN", customer: "somebody" };
    expect(found([hour, foreign, row])).toMatchObject([{ code: "record.unknown-outage", hint }]);
  });

  it("names file and line where the reader noted them", () => {
    const source = (line: number) => ({ source: { file: "outages.ndjson", line } });
    const rows = [
      { ...hour, ...source(4), service: "wbe" },
      { ...attribution("AT", "INC-9"), ...source(5) },
      { ...ticket([{ event: "reopened", at: at("11:00") }]), ...source(6) },
      { source: { file: "outages.ndjson", line: 7 } },
      { source: "outages.ndjson" },
      { ...hour, id: "B", service: "wbe", source: { system: "pager" } },
    ];
    const issues = found(rows).map(({ path, file, line }) => [path[0], file, line]);
    expect(issues).toEqual([
      [0, "outages.ndjson", 4],
      [3, "outages.ndjson", 7],
      [4, undefined, undefined],
      [5, undefined, undefined],
      [1, "outages.ndjson", 5],
      [2, "outages.ndjson", 6],
    ]);
  });

  it("lists as many problems as are asked for, and counts the rest", () => {
    const rows = Array.from({ length: 5 }, () => null);
    const codes = found(rows, { maxIssues: 3 }).map(({ code }) => code);
    expect(codes).toEqual([
      "record.wrong-type",
      "record.wrong-type",
      "record.wrong-type",
      "records.more-issues",
    ]);
    expect(found(rows, { maxIssues: 5 })).toHaveLength(5);
    expect(found(rows, { maxIssues: 3 }).at(-1)?.message).toContain("2 more");
  });
});

describe("semantics 39, 40: duplicates, routing, digest", () => {
  const digest = (...rows: unknown[]) => parseRecords(rows, contract).digest;

  it("equal duplicates merge with a warning; the keys may stand in another order", () => {
    const turned = Object.fromEntries(Object.entries(hour).reverse());
    const records = parseRecords(
      [hour, turned, { ...hour, source: { file: "b.ndjson", line: 2 } }],
      contract,
    );
    expect(records.outages).toHaveLength(1);
    expect(records.warnings.map(({ code, path }) => [code, path[0]])).toEqual([
      ["record.duplicate", 1],
      ["record.duplicate", 2],
    ]);
    expect(records.twins).toEqual(new Map([["outage:INC-1", 2]]));
    expect(records.digest).toEqual(digest(hour));
  });

  it("different ones are refused, naming both", () => {
    const first = { ...hour, source: { file: "a.ndjson", line: 3 } };
    const [issue] = found([first, { ...hour, until: "2026-10-03T03:00:00Z" }]);
    expect(issue?.code).toBe("record.duplicate-differs");
    expect(issue?.message).toContain("a.ndjson:3");
    expect(issue?.message).toContain("row 1");
    const [noLine] = found([
      { ...hour, source: { file: "a.ndjson" } },
      { ...hour, until: "2026-10-03T03:00:00Z" },
    ]);
    expect(noLine?.message).toContain("a.ndjson:?");
  });

  it("one id in two types is two records, but evidence could not tell an outage from work", () => {
    const both = parseRecords([hour, ticket([], { id: "INC-1" })], contract);
    expect([both.outages.length, both.tickets.length]).toEqual([1, 1]);
    expect(places([hour, work("INC-1", "10-05T01:00", "10-05T02:00")])).toEqual([
      "record.id-shared 1.id",
    ]);
  });

  it("a default that is written out is the same record as one that is left out", () => {
    const short = {
      type: "maintenance",
      id: "W",
      service: "web",
      from: at("10:00"),
      until: at("11:00"),
    };
    const long = { ...short, impact: "none", kind: "maintenance" };
    expect(parseRecords([short, long], contract).twins.get("maintenance:W")).toBe(1);
  });

  it("the digest is of the records, in any order, without their place", () => {
    const other = outage("INC-2", "10-04T01:00", "10-04T02:00");
    expect(digest(hour, other)).toEqual(digest({ ...other, source: { line: 7 } }, hour));
    expect(digest(hour, other)).not.toEqual(digest(hour));
    expect(digest(hour)).not.toEqual(digest({ ...hour, title: "x" }));
    expect(digest()).toMatchObject({ count: 0 });
  });

  it("rows of others are counted, not read: their services may be unknown here", () => {
    const rows = [
      { ...hour, customer: "somebody", service: "theirs" },
      { ...hour, contract: "theirs", customer: "acme" },
      { ...hour, contract: "acme", customer: "acme" },
    ];
    const records = parseRecords(rows, contract);
    expect(records.rows).toEqual({
      in: 3,
      unrouted: [
        { why: "another-contract", rows: 1 },
        { why: "another-customer", rows: 1 },
      ],
    });
    expect(records.outages.map(({ id }) => id)).toEqual(["INC-1"]);
  });

  it("takes any iterable, and notes the sources it is told of", () => {
    function* rows() {
      yield hour;
    }
    const sources = [{ name: "outages.ndjson", sha256: "00", rows: 1 }];
    const records = parseRecords(rows(), contract, { sources });
    expect(records.sources).toEqual(sources);
    expect(records.rows.in).toBe(1);
  });

  it("reads every field of a row", () => {
    const records = parseRecords(
      [
        { ...hour, impact: "major", cause: "provider", tags: ["core"], recordedAt: at("12:00") },
        work("W", "10-05T01:00", "10-05T02:00", {
          announced: { from: at("01:00"), until: at("02:00") },
          tags: ["core"],
        }),
        attribution("AT", "INC-1", { from: "2026-10-03T01:00:00Z", until: "2026-10-03T01:30:00Z" }),
        ticket(
          [
            { event: "waiting-ended", at: at("10:30"), reason: "customer" },
            { event: "priority-changed", at: at("10:31"), severity: "P1" },
            { event: "waiting-started", at: at("10:32"), reason: "vendor" },
            { event: "waiting-ended", at: at("10:33") },
            { event: "assigned", at: at("10:34") },
            { event: "cancelled", at: at("10:35") },
          ],
          { severity: "P2", waiting: "customer", attributes: { region: "eu" }, openedBy: "agent" },
        ),
        {
          type: "coverage",
          id: "V",
          of: "outages",
          service: "web",
          from: at("10:00"),
          until: at("10:00"),
        },
        { type: "claim", id: "C", at: at("11:00"), period: "2026-10", commitment: "response" },
      ],
      contract,
    );
    expect(records.outages).toMatchObject([{ impact: "major", cause: "provider", tags: ["core"] }]);
    expect(records.tickets).toMatchObject([
      { severity: "P2", waiting: "customer", openedBy: "agent", attributes: { region: "eu" } },
    ]);
    expect(records.tickets[0]?.events).toHaveLength(6);
    expect(records.claims).toMatchObject([{ commitment: "response", stage: "claim" }]);
    expect(records.coverage).toMatchObject([{ service: "web" }]);
  });
});
