import { describe, expect, it } from "vitest";
import { explain, RefusedError, type Statement, safeExplain } from "../src/index.ts";
import { seal } from "../src/rules/assemble.ts";
import {
  attribution,
  availability,
  contractOf,
  outage,
  response,
  settled,
  tenth,
  work,
} from "./rules/world.ts";
import { put } from "./support/sound.ts";

const contract = contractOf({
  exclusions: [
    {
      id: "planned",
      clause: "4.2",
      matches: { kind: "maintenance" },
      notice: "PT48H",
      removes: "window",
    },
    {
      id: "carrier",
      clause: "4.3",
      matches: { cause: "third-party" },
      evidence: "required",
      removes: "downtime",
    },
  ],
  commitments: [
    {
      ...availability,
      excludes: ["planned", "carrier"],
      measure: { facts: "outages", figure: "uptime-percent", minimumOutage: "PT1M" },
      credits: [tenth],
    },
    {
      ...response,
      targets: [
        { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
        { within: { elapsed: "PT8H" } },
      ],
    },
  ],
});
const ticket = (id: string, replied?: string, more: object = {}) => ({
  type: "ticket",
  id,
  service: "web",
  severity: "P1",
  openedAt: "2026-10-05T10:00:00Z",
  events:
    replied === undefined
      ? []
      : [{ event: "replied", at: `2026-10-05T${replied}:00Z`, by: "agent" }],
  ...more,
});
const rows = [
  outage("INC-1", "10-03T01:00", "10-03T02:00"),
  outage("INC-2", "10-10T01:00", "10-10T02:00"),
  attribution("AT-1", "INC-2"),
  outage("INC-3", "10-11T01:00", "10-11T01:00"),
  outage("INC-4", "10-12T01:00", "10-12T01:30", { cause: "third-party" }),
  work("CHG-1", "10-10T01:30", "10-10T03:00"),
  work("CHG-2", "10-14T01:00", "10-14T02:00", { announcedAt: "2026-10-13T00:00:00Z" }),
  ticket("T-1", "12:00"),
  ticket("T-2", "10:30"),
  ticket("T-3"),
  ticket("T-4", undefined, {
    severity: "P4",
    events: [{ event: "cancelled", at: "2026-10-05T11:00:00Z" }],
  }),
];
const statement = settled({ contract, rows });
const effects = (question: Parameters<typeof explain>[1]) =>
  explain(statement, question).facts.map(
    ({ record, effect, clause }) => `${record} (${clause}) ${effect}`,
  );

describe("from a figure down to clauses and records", () => {
  it("a result: its steps, and what each record did", () => {
    const found = explain(statement, { result: "availability/web/2026-10" });
    expect(found).toMatchObject({ kind: "result", id: "availability/web/2026-10" });
    expect(found.steps.map(({ op }) => op)).toEqual([
      "period",
      "excluded",
      "denominator",
      "downtime",
      "figure",
      "target",
    ]);
    const told = effects({ result: "availability" });
    // 3 outages that count, 2 exclusions, 2 that were refused, 3 of which nothing counted.
    expect(told).toHaveLength(10);
    for (const start of [
      "INC-1 (msa 3.1) 2026-10-03T01:00:00Z to 2026-10-03T02:00:00Z: 3600000 ms counted; × 1 = 3600000 ms of downtime",
      "INC-4 (msa 3.1) 2026-10-12T01:00:00Z to 2026-10-12T01:30:00Z: 1800000 ms counted",
      "CHG-2 (msa 3.1)",
      "CHG-1 (msa 4.2) 2026-10-10T01:30:00Z to 2026-10-10T03:00:00Z excluded by planned: 5400000 ms of downtime, 5400000 ms of the denominator; also covered by carrier",
      "INC-2 (msa 4.3) 2026-10-10T01:00:00Z to 2026-10-10T01:30:00Z excluded by carrier: 1800000 ms of downtime, 0 ms of the denominator",
    ])
      expect(told.filter((one) => one.startsWith(start))).toHaveLength(1);
  });

  it("a commitment names its result where there is one", () => {
    expect(explain(statement, { result: "response" }).id).toBe("response/web/2026-10");
    const quarter = settled({
      contract: {
        ...contract,
        settlement: "calendar-quarter",
        exclusions: contract.exclusions ?? [],
      },
      rows,
      period: "2026-Q4",
      asOf: "2027-01-05T00:00:00Z",
    });
    const result = safeExplain(quarter, { result: "availability" });
    expect(result.ok ? [] : result.issues).toMatchObject([{ code: "explain.ambiguous" }]);
    expect(explain(quarter, { result: "availability/web/2026-11" }).id).toBe(
      "availability/web/2026-11",
    );
  });

  it("a line: the steps of its result, then its own; its parts, then the records of the result", () => {
    const found = explain(statement, { line: "response/web/2026-10/late" });
    expect(found.steps.map(({ op }) => op)).toEqual([
      "period",
      "count",
      "figure",
      "target",
      "count",
      "times",
      "round",
      "status",
    ]);
    expect(found.facts[0]).toEqual({ record: "T-1", clause: "msa 2.2", effect: "credited 50" });
    expect(found.facts.map(({ record }) => record)).toEqual(
      expect.arrayContaining(["T-1", "T-3", "T-4"]),
    );
  });

  it("a line that closes a revision has no result: only its own steps", () => {
    const [line] = statement.lines;
    const closing = { ...line, id: "not-clawed-back", result: "" };
    const found = explain(seal(put(statement, ["lines", 0], closing) as Statement), {
      line: "not-clawed-back",
    });
    expect(found.steps.slice(0, -1)).toEqual(line?.steps);
    expect(found.steps.at(-1)).toMatchObject({ op: "status", out: "automatic" });
  });
});

describe("from a record up to its effect", () => {
  it.each([
    { record: "INC-1", says: "3600000 ms counted" },
    { record: "INC-2", says: "excluded by carrier" },
    { record: "INC-3", says: "not counted (zero-length)" },
    { record: "INC-4", says: "no-evidence" },
    { record: "CHG-2", says: "notice-too-short" },
    { record: "T-1", says: "late by 3600000 ms" },
    { record: "T-1", says: "response/web/2026-10/late: credited 50" },
    { record: "T-3", says: "still open" },
    { record: "T-4", says: "not counted (cancelled)" },
    { record: "T-2", says: "stands nowhere in this statement" },
    { record: "Z", says: "stands nowhere in this statement" },
    { record: "INC-9", says: "a record like it is INC-" },
    { record: "AT-1", says: "by it INC-2 is excluded by carrier, 2026-10-10T01:00:00Z" },
    { record: "INC-2", says: "; attribution AT-1" },
  ])("$record: $says", ({ record, says }) => {
    const found = explain(statement, { record });
    expect(found).toMatchObject({ kind: "record", id: record, steps: [] });
    expect(found.facts.filter(({ effect }) => effect.includes(says))).not.toEqual([]);
    expect(found.facts.every((fact) => fact.record === record)).toBe(true);
  });

  it.each([
    { record: "T-2", says: "due 2026-10-05T11:00:00Z" },
    { record: "T-1", says: "late by" },
    { record: "INC-1", says: "counted" },
  ])("with the rows, a met ticket can be followed too: $record", ({ record, says }) => {
    const { facts } = explain(statement, { record }, { rows });
    expect(facts.map(({ effect }) => effect).join("\n")).toContain(says);
  });

  it.each([
    {
      rows: [rows[0]],
      record: "INC-1",
      code: "explain.other-records",
      why: "not the rows it was made from",
    },
    { rows: [null], record: "INC-1", code: "record.wrong-type", why: "rows that cannot be read" },
    { rows, record: "INC-77", code: "explain.unknown", why: "in none of the rows" },
  ])("with rows: $code, $why", ({ rows: given, record, code }) => {
    const result = safeExplain(statement, { record }, { rows: given });
    expect(result.ok ? [] : result.issues.map((one) => one.code)).toEqual([code]);
  });

  it("with rows: terms or an asOf that cannot be read again", () => {
    for (const path of [["terms", "contract"], ["asOf"]]) {
      const result = safeExplain(
        seal(put(statement, path, "x") as Statement),
        { record: "T-2" },
        { rows },
      );
      expect(result.ok).toBe(false);
    }
  });
});

describe("questions that have no answer", () => {
  it.each([
    { question: { line: "availability/web/2026-10/tenths" }, code: "explain.unknown" },
    { question: { line: "?" }, code: "explain.unknown" },
    { question: { result: "availabilty" }, code: "explain.unknown" },
    { question: {}, code: "explain.no-question" },
    { question: null, code: "explain.no-question" },
    { question: { line: 5 }, code: "explain.no-question" },
  ])("$question: $code", ({ question, code }) => {
    const result = safeExplain(statement, question as never);
    expect(result.ok ? [] : result.issues).toMatchObject([{ code }]);
  });

  it("did you mean", () => {
    const result = safeExplain(statement, { result: "availabilty" });
    expect(result.ok ? "" : result.issues[0]?.hint).toContain("availability");
  });

  it.each([null, "statement", {}, { ...statement, lines: 1 }])("%# is no statement", (value) => {
    const result = safeExplain(value as never, { record: "INC-1" });
    expect(result.ok ? [] : result.issues).toMatchObject([{ code: "explain.not-a-statement" }]);
  });

  it.each([
    { path: ["lines", 0, "amount"], value: "1.00" },
    { path: ["evidence", "outages"], value: [] },
    { path: ["hashes", "result"], value: "" },
  ])("explain.tampered: $path was changed after it was sealed (39)", ({ path, value }) => {
    const result = safeExplain(put(statement, path, value) as Statement, { record: "INC-1" });
    expect(result.ok ? [] : result.issues).toMatchObject([{ code: "explain.tampered" }]);
  });

  it("throws for those who prefer it", () => {
    expect(() => explain(statement, { line: "?" })).toThrow(RefusedError);
  });
});

describe("every kind of record has its story", () => {
  const claimed = contractOf({
    exclusions: [
      {
        id: "carrier",
        clause: "4.3",
        matches: { cause: "third-party" },
        evidence: "required",
        quota: { atMost: "PT1H", per: "calendar-month" },
        removes: "downtime",
      },
    ],
    commitments: [
      { ...availability, excludes: ["carrier"] },
      {
        ...response,
        targets: [
          { where: { severity: ["P1"] }, within: { elapsed: "PT1H" } },
          { within: { elapsed: "PT8H" } },
        ],
      },
    ],
    caps: [
      {
        id: "all",
        clause: "6.4",
        covers: "all",
        per: "calendar-month",
        limit: { amount: "500" },
        excess: "lost",
      },
      {
        id: "late",
        clause: "6.5",
        covers: ["response"],
        per: "calendar-month",
        limit: { amount: "40" },
        excess: "lost",
      },
      {
        id: "web",
        clause: "6.6",
        covers: ["tenth"],
        per: "calendar-month",
        limit: { amount: "600" },
        excess: "lost",
      },
    ],
    claim: {
      on: "request",
      clause: "7.1",
      stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
    },
  });
  const coverage = (id: string, more: object = {}) => ({
    type: "coverage",
    id,
    of: "outages",
    service: "web",
    from: "2026-10-01T00:00:00Z",
    until: "2026-11-01T00:00:00Z",
    ...more,
  });
  const claim = (id: string, more: object = {}) => ({
    type: "claim",
    id,
    at: "2026-11-03T00:00:00Z",
    stage: "claim",
    period: "2026-10",
    ...more,
  });
  const event = (id: string, of: string, at: string, more: object = {}) => ({
    type: "event",
    id,
    ticket: of,
    happened: { event: "replied", at, by: "agent" },
    ...more,
  });
  const late = { recordedAt: "2026-11-09T00:00:00Z" };
  const given = [
    outage("INC-1", "10-03T01:00", "10-03T02:00"),
    outage("INC-2", "10-10T01:00", "10-10T02:00"),
    outage("INC-3", "10-11T01:00", "10-11T02:00"),
    outage("INC-8", "11-11T01:00", "11-11T02:00"),
    outage("INC-9", "10-12T01:00", "10-12T02:00", late),
    attribution("AT-1", "INC-1"),
    attribution("AT-2", "INC-2"),
    attribution("AT-3", "INC-3", { evidence: [] }),
    attribution("AT-4", "INC-1", { cause: "customer", at: "2026-10-20T00:00:00Z" }),
    attribution("AT-5", "INC-3", late),
    coverage("C-1"),
    coverage("C-2", { from: "2026-12-01T00:00:00Z", until: "2026-12-02T00:00:00Z" }),
    coverage("C-4", late),
    coverage("C-5", { service: undefined, until: "2026-10-02T00:00:00Z" }),
    coverage("C-6", { service: "desk" }),
    claim("CL-1", { commitment: "availability" }),
    claim("CL-2", { period: "2026-09" }),
    claim("CL-3", late),
    ticket("T-1", undefined, {
      events: [
        { event: "priority-changed", at: "2026-10-05T10:10:00Z", severity: "P2" },
        { event: "priority-changed", at: "2026-10-05T10:20:00Z", severity: "P1" },
        { event: "priority-changed", at: "2026-10-06T10:20:00Z", severity: "P3" },
        { event: "priority-changed", at: "2026-11-06T10:20:00Z", severity: "P4" },
      ],
    }),
    ticket("T-2", "10:30"),
    ticket("T-8", undefined, { service: "desk" }),
    event("E-1", "T-1", "2026-10-05T12:00:00Z"),
    event("E-2", "T-1", "2026-10-05T13:00:00Z", late),
  ].map((row) => JSON.parse(JSON.stringify(row)) as object);
  const services = [
    { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" as const }] },
    { id: "desk" },
  ];
  const terms = { ...claimed, services };
  const own = settled({ contract: terms, rows: given });
  const told = (record: string, withRows: boolean) =>
    explain(own, { record }, withRows ? { rows: given } : {}).facts.map(({ effect }) => effect);

  it.each([
    { record: "AT-1", says: "in force" },
    { record: "AT-1", says: "by it INC-1 is excluded by carrier" },
    { record: "AT-2", says: "by it INC-2 is not excluded by carrier (quota-used-up, 3600000 ms)" },
    { record: "AT-3", says: "by it INC-3 is not excluded by carrier (no-evidence" },
    { record: "AT-4", says: "not in force: AT-1 of 2026-11-01T00:00:00Z took its place" },
    { record: "AT-5", says: "outside: not known as of 2026-11-05T00:00:00Z" },
    { record: "C-1", says: "elsewhere it is unknown (availability/web/2026-10)" },
    { record: "C-2", says: "no result rests on it" },
    { record: "C-4", says: "outside" },
    { record: "C-5", says: "the outages are complete from" },
    {
      record: "C-6",
      says: "the outages of desk are complete from 2026-10-01T00:00:00Z to 2026-11-01T00:00:00Z; no result rests on it",
    },
    { record: "CL-1", says: "availability/web/2026-10/tenth: claimed at 2026-11-03T00:00:00Z" },
    {
      record: "CL-2",
      says: "claims all commitments for 2026-09, at 2026-11-03T00:00:00Z; outside: the",
    },
    { record: "CL-3", says: "outside" },
    { record: "E-1", says: "replied of ticket T-1 at 2026-10-05T12:00:00Z" },
    { record: "E-1", says: "T-1, response: late: opened" },
    { record: "E-2", says: "outside" },
    { record: "INC-8", says: "outside: it begins at 2026-11-11T01:00:00Z, and" },
    { record: "INC-9", says: "recorded at 2026-11-09T00:00:00Z" },
    { record: "T-8", says: "no result of the statement looks at the service desk" },
  ])("$record: $says", ({ record, says }) => {
    expect(told(record, true).join("\n")).toContain(says);
  });

  it.each([
    { record: "AT-3", says: "brings no evidence" },
    { record: "CL-1", says: "of which the last day is 2026-11-30; 100.00 claimable" },
    { record: "INC-2", says: "1 h lie beyond the quota of 1 h, used up by INC-1 (1 h)" },
    {
      record: "T-1",
      says: "target P1 ≤ PT1H; priority changed to P2 at 2026-10-05T10:10:00Z, P1 at 2026-10-05T10:20:00Z",
    },
  ])("without the rows too, $record: $says", ({ record, says }) => {
    expect(told(record, false).join("\n")).toContain(says);
    expect(told(record, false).join("\n")).not.toContain("P3 at");
  });

  it("a line ends with the caps that left it whole, its status and the last day for a claim", () => {
    const ends = (line: string) => explain(own, { line }).steps.slice(-3);
    expect(ends("availability/web/2026-10/tenth")).toMatchObject([
      { op: "cap", clause: "msa 6.4", in: "150.00 of at most 500.00", out: "not reached" },
      { op: "cap", clause: "msa 6.6", in: "100.00 of at most 600.00", out: "not reached" },
      {
        op: "status",
        clause: "msa 7.1",
        in: "last day for a claim 2026-11-30, claimed at 2026-11-03T00:00:00Z",
        out: "claimable",
      },
    ]);
    expect(
      ends("response/web/2026-10/late").map(({ in: input, out }) => `${input}: ${out}`),
    ).toEqual([
      "50.00, its share of 40.00 for 50.00: 40.00",
      "150.00 of at most 500.00: not reached",
      "last day for a claim 2026-11-30, no claim yet: claimable",
    ]);
  });
});
