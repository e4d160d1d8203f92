import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  attribution,
  availability,
  contractOf,
  HOUR,
  ledgerOf,
  MINUTE,
  OCTOBER_MS,
  outage,
  resultOf,
  settled,
  work,
} from "./world.ts";

type Exclusion = NonNullable<ContractInput["exclusions"]>[number];
type Measure = Extract<ContractInput["commitments"][number]["measure"], { facts: "outages" }>;

const planned: Exclusion = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "window",
};
const carrier: Exclusion = {
  id: "carrier",
  clause: "4.3",
  matches: { cause: "third-party" },
  removes: "downtime",
};

function statementOf(
  rows: readonly object[],
  exclusions: readonly Exclusion[] = [],
  measure: Partial<Measure> = {},
  asOf?: string,
) {
  const contract = contractOf({
    exclusions: [...exclusions],
    commitments: [
      {
        ...availability,
        measure: { facts: "outages", figure: "uptime-percent", ...measure },
        excludes: exclusions.map(({ id }) => id),
        credits: [],
      },
    ],
  });
  return settled({ contract, rows, ...(asOf === undefined ? {} : { asOf }) });
}

function judged(...world: Parameters<typeof statementOf>) {
  return resultOf(statementOf(...world));
}

const minutes = (count: number) => String(count * MINUTE);

describe("semantics 18: merged outages, largest weight", () => {
  const weights = { major: "1", partial: "0.3", none: "0" };
  const major = { impact: "major" };
  const partial = { impact: "partial" };

  it.each([
    {
      rows: [outage("A", "10-05T10:00", "10-05T11:00"), outage("B", "10-05T10:30", "10-05T11:30")],
      bad: 90,
      why: "an overlap counts once",
    },
    {
      rows: [outage("A", "10-05T10:00", "10-05T11:00"), outage("B", "10-05T10:15", "10-05T10:30")],
      bad: 60,
      why: "one inside the other",
    },
    {
      rows: [
        outage("A", "10-05T10:00", "10-05T11:00", major),
        outage("B", "10-05T10:30", "10-05T12:00", partial),
      ],
      bad: 78,
      why: "60 + 60 × 0.3: the heavier wins where both run",
    },
    {
      rows: [
        outage("A", "10-05T10:00", "10-05T12:00", partial),
        outage("B", "10-05T10:30", "10-05T11:00", major),
      ],
      bad: 57,
      why: "(30 + 60) × 0.3 + 30",
    },
    {
      rows: [outage("A", "10-05T10:00", "10-05T11:00", { impact: "none" })],
      bad: 0,
      why: "weight 0 counts nothing",
    },
    {
      rows: [outage("A", "10-05T10:00", "10-05T11:00")],
      bad: 60,
      why: "no impact: the whole, weight 1",
    },
    { rows: [outage("A", "09-30T23:00", "10-01T01:00")], bad: 60, why: "clipped to the period" },
    { rows: [outage("A", "10-31T23:00", "11-01T01:00")], bad: 60, why: "on the other side too" },
    {
      rows: [outage("A", "09-30T23:00", "10-01T00:00"), outage("B", "11-01T00:00", "11-01T01:00")],
      bad: 0,
      why: "half-open: touching is outside",
    },
    {
      rows: [outage("A", "09-01T00:00", "12-01T00:00")],
      bad: 31 * 24 * 60,
      why: "the whole month down",
    },
  ])("$bad minutes: $why", ({ rows, bad }) => {
    expect(judged(rows, [], { weights }).bad).toBe(minutes(bad));
  });

  it("where no weights are agreed every impact counts in full", () => {
    expect(judged([outage("A", "10-05T10:00", "10-05T11:00", partial)]).bad).toBe(minutes(60));
  });

  it("a weight below 1 is an adjustment of the ledger (27)", () => {
    const result = judged([outage("A", "10-05T10:00", "10-05T11:00", partial)], [], { weights });
    expect(ledgerOf(result)).toEqual({ up: OCTOBER_MS - HOUR, "degraded:0.3": HOUR, down: 0 });
    expect(result.ledger?.adjustments).toEqual([{ of: "bad", why: "weight 0.3", ms: "-2520000" }]);
  });

  it("time of a heavier outage is not credited to the lighter one", () => {
    const rows = [
      outage("A", "10-05T10:00", "10-05T11:00", partial),
      outage("B", "10-05T10:00", "10-05T11:00", major),
    ];
    const statement = statementOf(rows, [], { weights });
    expect(resultOf(statement).misses.ids).toEqual(["B"]);
    expect(statement.evidence.notCounted).toMatchObject([
      { record: "A", why: "covered-by-another" },
    ]);
  });

  it("lists what did not count, with the reason", () => {
    const rows = [
      outage("POINT", "10-05T10:00", "10-05T10:00"),
      outage("NONE", "10-06T10:00", "10-06T11:00", { impact: "none" }),
      outage("SHORT", "10-07T10:00", "2026-10-07T10:00:59Z", major),
    ];
    const statement = statementOf(rows, [], { weights, minimumOutage: "PT1M" });
    expect(statement.evidence.notCounted.map(({ record, why }) => `${record} ${why}`)).toEqual([
      "POINT zero-length",
      "NONE weight-zero",
      "SHORT too-short",
    ]);
    expect(resultOf(statement).verdict).toBe("met");
  });

  it("a zero length at the first ms of the period is listed, at its end it belongs to the next", () => {
    const rows = [
      outage("FIRST", "10-01T00:00", "10-01T00:00"),
      outage("NEXT", "11-01T00:00", "11-01T00:00"),
    ];
    expect(statementOf(rows).evidence.notCounted.map(({ record }) => record)).toEqual(["FIRST"]);
  });
});

describe("semantics 18: the minimum length holds for the merged outage", () => {
  const minimumOutage = "PT5M";
  it.each([
    { rows: [outage("A", "10-05T10:00", "10-05T10:05")], bad: 5, why: "the minimum itself counts" },
    {
      rows: [outage("A", "10-05T10:00", "2026-10-05T10:04:59.999Z")],
      bad: 0,
      why: "1 ms less does not",
    },
    {
      rows: [outage("A", "10-05T10:00", "10-05T10:03"), outage("B", "10-05T10:03", "10-05T10:06")],
      bad: 6,
      why: "touching outages are one of 6 minutes",
    },
    {
      rows: [
        outage("A", "10-05T10:00", "10-05T10:03"),
        outage("B", "2026-10-05T10:03:00.001Z", "10-05T10:06"),
      ],
      bad: 0,
      why: "1 ms between them makes two of 3 minutes",
    },
    {
      rows: [outage("A", "09-30T23:57", "10-01T00:02")],
      bad: 2,
      why: "5 minutes over the edge of the period: 2 of them lie in it",
    },
    { rows: [outage("A", "10-31T23:58", "11-01T00:02")], bad: 0, why: "4 minutes over the edge" },
    {
      rows: [outage("A", "10-05T10:00", "10-05T10:03"), work("W", "10-05T10:03", "10-05T10:06")],
      bad: 6,
      why: "work that is down is an outage too (17)",
    },
  ])("$bad minutes: $why", ({ rows, bad }) => {
    expect(judged(rows, [], { minimumOutage }).bad).toBe(minutes(bad));
  });

  it("is measured before exclusions: what is left of a long outage counts, however short", () => {
    const rows = [
      outage("A", "10-05T10:00", "10-05T10:06"),
      work("W", "10-05T10:01", "10-05T10:06", { impact: "none" }),
    ];
    expect(judged(rows, [planned], { minimumOutage })).toMatchObject({ bad: minutes(1) });
  });

  it("an outage that still runs at asOf is as long as it was by then", () => {
    expect(judged([outage("A", "10-05T10:00")], [], { minimumOutage }, "10-05T10:04").bad).toBe(
      "0",
    );
    expect(judged([outage("A", "10-05T10:00")], [], { minimumOutage }, "10-05T10:05").bad).toBe(
      minutes(5),
    );
  });
});

describe("semantics 17, 23, 24: announced work", () => {
  const notice: Exclusion = { ...planned, notice: "PT48H" };
  const announced = (at: string, more: object = {}) =>
    work("W", "10-10T02:00", "10-10T04:00", { announcedAt: `2026-${at}Z`, ...more });
  const window = (from: string, until: string) => ({
    announced: { from: `2026-10-10T${from}:00Z`, until: `2026-10-10T${until}:00Z` },
  });

  it.each([
    { row: announced("10-08T02:00:00"), bad: 0, rejected: [], why: "48 hours to the ms" },
    {
      row: announced("10-08T02:00:00.001"),
      bad: 120,
      rejected: ["notice-too-short 120"],
      why: "1 ms late",
    },
    {
      row: announced("10-11T00:00:00"),
      bad: 120,
      rejected: ["notice-too-short 120"],
      why: "announced afterwards",
    },
    {
      row: { ...announced("10-08T02:00:00"), announcedAt: undefined },
      bad: 120,
      rejected: ["not-announced 120"],
      why: "no announcement recorded",
    },
    {
      row: announced("10-08T02:30:00", window("02:30", "04:00")),
      bad: 30,
      rejected: ["outside-announced 30"],
      why: "48 hours before the announced time; it began half an hour early",
    },
    {
      row: announced("10-08T01:00:00", window("01:00", "03:00")),
      bad: 60,
      rejected: ["outside-announced 60"],
      why: "an hour of overrun",
    },
    {
      row: announced("10-08T00:00:00", window("01:00", "01:30")),
      bad: 120,
      rejected: ["outside-announced 120"],
      why: "announced for another time",
    },
    {
      row: announced("10-08T00:00:00", window("02:30", "03:00")),
      bad: 90,
      rejected: ["outside-announced 30", "outside-announced 60"],
      why: "early and late",
    },
    {
      row: announced("10-08T02:00:00", { kind: "emergency-maintenance" }),
      bad: 120,
      rejected: [],
      why: "emergency work is of another kind",
    },
  ])("$bad minutes down: $why", ({ row, bad, rejected }) => {
    const statement = statementOf([JSON.parse(JSON.stringify(row))], [notice]);
    expect(resultOf(statement).bad).toBe(minutes(bad));
    expect(
      statement.evidence.rejected.map(({ reason, ms }) => `${reason} ${Number(ms) / MINUTE}`),
    ).toEqual(rejected);
  });

  it("a window leaves both sides, also where the service was up", () => {
    const rows = [
      outage("A", "10-10T01:30", "10-10T02:30"),
      work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    ];
    const result = judged(rows, [planned]);
    expect(result).toMatchObject({ bad: minutes(30), whole: String(OCTOBER_MS - 2 * HOUR) });
    expect(ledgerOf(result)).toEqual({
      up: OCTOBER_MS - 2 * HOUR - 30 * MINUTE,
      down: 30 * MINUTE,
      "excluded:planned:down": 30 * MINUTE,
      "excluded:planned:up": 90 * MINUTE,
    });
  });

  it("removes: downtime takes the downtime alone", () => {
    const rows = [
      outage("A", "10-10T01:30", "10-10T02:30"),
      work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    ];
    expect(judged(rows, [{ ...planned, removes: "downtime" }])).toMatchObject({
      bad: minutes(30),
      whole: String(OCTOBER_MS),
    });
  });

  it("a month that is one window has nothing scheduled (19)", () => {
    const result = judged([work("W", "10-01T00:00", "11-01T00:00")], [planned]);
    expect(result).toMatchObject({
      verdict: "not-measured",
      whyNot: "nothing-scheduled",
      figure: null,
      whole: "0",
    });
  });

  it("degraded work counts by its weight, and needs one (17)", () => {
    const row = work("W", "10-10T02:00", "10-10T03:00", { impact: "degraded" });
    expect(judged([row], [], { weights: { degraded: "0.5" } }).bad).toBe(minutes(30));
    expect(() => judged([row], [], { weights: { major: "1" } })).toThrow(
      /record.impact-without-weight/,
    );
  });

  it.each([
    { quota: "PT4H", bad: 0, whole: 5, rejected: 0, why: "3 + 1 hours are 4" },
    {
      quota: "PT3H30M",
      bad: 0,
      whole: 3.5,
      rejected: 30,
      why: "first come, first excluded: half an hour of the second is over",
    },
    { quota: "PT3H", bad: 0, whole: 3, rejected: 60, why: "all of the second is over" },
  ])("a quota of $quota in ms of the window: $why", ({ quota, whole, rejected }) => {
    const rule: Exclusion = { ...planned, quota: { atMost: quota, per: "calendar-month" } };
    const rows = [work("B", "10-12T00:00", "10-12T01:00"), work("A", "10-10T00:00", "10-10T03:00")];
    const statement = statementOf(rows, [rule]);
    const taken = Math.min(whole, 4);
    expect(resultOf(statement)).toMatchObject({
      whole: String(OCTOBER_MS - taken * HOUR),
      bad: String((4 - taken) * HOUR),
    });
    expect(
      statement.evidence.rejected.map(
        ({ record, reason, ms }) => `${record} ${reason} ${Number(ms) / MINUTE}`,
      ),
    ).toEqual(rejected === 0 ? [] : [`B quota-used-up ${rejected}`]);
  });

  it("at one start the first id comes first; a quota on downtime is counted in downtime", () => {
    const rule: Exclusion = {
      ...planned,
      removes: "downtime",
      quota: { atMost: "PT30M", per: "calendar-month" },
    };
    const rows = [
      work("B", "10-10T02:00", "10-10T04:00", { impact: "none" }),
      work("A", "10-10T02:00", "10-10T03:00", { impact: "none" }),
      outage("INC", "10-10T02:45", "10-10T03:30"),
    ];
    const statement = statementOf(rows, [rule]);
    // A takes its 15 minutes, B the next 15; 15 of 45 minutes remain.
    expect(
      statement.evidence.excluded.map(
        ({ record, downMs }) => `${record} ${Number(downMs) / MINUTE}`,
      ),
    ).toEqual(["A 15", "B 15"]);
    expect(resultOf(statement).bad).toBe(minutes(15));
  });

  it("a quota is new in each period", () => {
    const rule: Exclusion = { ...planned, quota: { atMost: "PT1H", per: "calendar-month" } };
    const contract = contractOf({
      settlement: "calendar-quarter",
      exclusions: [rule],
      commitments: [{ ...availability, excludes: ["planned"], credits: [] }],
    });
    const rows = [work("A", "10-31T23:00", "11-01T01:00")];
    const statement = settled({ contract, rows, period: "2026-Q4", asOf: "2027-01-05T00:00:00Z" });
    expect(statement.results.map(({ bad }) => bad)).toEqual(["0", "0", "0"]);
  });
});

describe("semantics 25: a cause is a claim with evidence", () => {
  const required: Exclusion = { ...carrier, evidence: "required" };
  const down = outage("INC", "10-10T10:00", "10-10T12:00");
  const inline = outage("INC", "10-10T10:00", "10-10T12:00", { cause: "third-party" });

  it.each([
    { rows: [down], rule: carrier, bad: 120, reason: undefined, why: "no cause is known" },
    {
      rows: [inline],
      rule: carrier,
      bad: 0,
      reason: undefined,
      why: "a stated cause, where no evidence is asked for",
    },
    {
      rows: [inline],
      rule: required,
      bad: 120,
      reason: "no-evidence",
      why: "a stated cause is no evidence",
    },
    {
      rows: [down, attribution("AT", "INC")],
      rule: required,
      bad: 0,
      reason: undefined,
      why: "attributed with evidence",
    },
    {
      rows: [down, attribution("AT", "INC", { evidence: [] })],
      rule: required,
      bad: 120,
      reason: "no-evidence",
      why: "attributed without",
    },
    {
      rows: [down, attribution("AT", "INC", { evidence: [] })],
      rule: carrier,
      bad: 0,
      reason: undefined,
      why: "none is needed",
    },
    {
      rows: [down, attribution("AT", "INC", { cause: "customer" })],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "another cause",
    },
    {
      rows: [inline, attribution("AT", "INC", { cause: "provider" })],
      rule: carrier,
      bad: 120,
      reason: undefined,
      why: "an attribution overrides what the outage states",
    },
    {
      rows: [down, attribution("AT", "INC", { from: "2026-10-10T11:00:00Z" })],
      rule: required,
      bad: 60,
      reason: undefined,
      why: "the second half of it",
    },
    {
      rows: [down, attribution("AT", "INC", { until: "2026-10-10T10:30:00Z" })],
      rule: required,
      bad: 90,
      reason: undefined,
      why: "its first half hour",
    },
    {
      rows: [down, attribution("AT", "INC", { from: "2026-10-10T12:00:00Z" })],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "nothing of it",
    },
    {
      rows: [
        down,
        attribution("A1", "INC"),
        attribution("A2", "INC", { cause: "provider", at: "2026-11-02T00:00:00Z" }),
      ],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "the later attribution wins",
    },
    {
      rows: [down, attribution("A2", "INC", { cause: "provider" }), attribution("A1", "INC")],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "at one instant the greater id",
    },
    {
      rows: [down, attribution("AT", "INC", { recordedAt: "2026-11-06T00:00:00Z" })],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "recorded after asOf",
    },
    {
      rows: [down, attribution("AT", "INC", { at: "2026-11-05T00:00:00Z" })],
      rule: required,
      bad: 120,
      reason: undefined,
      why: "made at asOf",
    },
  ])("$bad minutes: $why", ({ rows, rule, bad, reason }) => {
    const statement = statementOf(rows, [rule]);
    expect(resultOf(statement).bad).toBe(minutes(bad));
    expect(statement.evidence.rejected.map((one) => one.reason)).toEqual(
      reason === undefined ? [] : [reason],
    );
  });

  it("a cause that removes the window takes the outage from both sides", () => {
    const result = judged([inline], [{ ...carrier, removes: "window" }]);
    expect(result).toMatchObject({ bad: "0", whole: String(OCTOBER_MS - 2 * HOUR) });
  });
});

describe("semantics 24: each ms is taken once, by the first rule of the list", () => {
  const rows = [
    outage("INC", "10-10T01:00", "10-10T03:00", { cause: "third-party" }),
    work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
  ];
  it("window first: it takes 2:00 to 4:00, the cause the hour before", () => {
    const statement = statementOf(rows, [planned, carrier]);
    const result = resultOf(statement);
    expect(result).toMatchObject({ bad: "0", whole: String(OCTOBER_MS - 2 * HOUR) });
    expect(ledgerOf(result)).toEqual({
      up: OCTOBER_MS - 3 * HOUR,
      down: 0,
      "excluded:planned:down": HOUR,
      "excluded:planned:up": HOUR,
      "excluded:carrier:down": HOUR,
    });
    expect(
      statement.evidence.excluded.map(({ rule, alsoCoveredBy }) => [rule, alsoCoveredBy]),
    ).toEqual([
      ["planned", ["carrier"]],
      ["carrier", []],
    ]);
  });

  it("cause first: it takes its two hours of downtime; the window has one left", () => {
    const result = judged(rows, [carrier, planned]);
    expect(result).toMatchObject({ bad: "0", whole: String(OCTOBER_MS - HOUR) });
    expect(ledgerOf(result)).toMatchObject({
      "excluded:carrier:down": 2 * HOUR,
      "excluded:planned:up": HOUR,
    });
  });

  describe("a fault with an unexcluded cause at the same instant", () => {
    const counts: Exclusion = { ...planned, concurrent: "counts" };
    const own = outage("OWN", "10-10T02:30", "10-10T03:30");
    const window = work("W", "10-10T02:00", "10-10T04:00", { impact: "none" });

    it("is excluded by default", () => {
      expect(judged([own, window], [planned])).toMatchObject({
        bad: "0",
        whole: String(OCTOBER_MS - 2 * HOUR),
      });
    });

    it("counts where the clause says so; the rest of the window is taken", () => {
      const statement = statementOf([own, window], [counts]);
      expect(resultOf(statement)).toMatchObject({
        bad: minutes(60),
        whole: String(OCTOBER_MS - HOUR),
      });
      expect(statement.evidence.rejected).toMatchObject([
        { record: "W", reason: "concurrent-fault", ms: minutes(60) },
      ]);
    });

    it("the downtime of the work itself is no other fault", () => {
      expect(judged([work("W", "10-10T02:00", "10-10T04:00")], [counts]).bad).toBe("0");
    });

    it("a fault that another rule excuses is none", () => {
      const excused = outage("OWN", "10-10T02:30", "10-10T03:30", { cause: "third-party" });
      expect(judged([excused, window], [counts, carrier])).toMatchObject({
        bad: "0",
        whole: String(OCTOBER_MS - 2 * HOUR),
      });
    });

    it("the part of a fault that nobody excuses is one", () => {
      // 2:30 to 3:00 is the carrier's; 3:00 to 3:30 is our own and counts, in the window or not.
      const part = attribution("AT", "OWN", { until: "2026-10-10T03:00:00Z" });
      expect(judged([own, window, part], [counts, carrier])).toMatchObject({
        bad: minutes(30),
        whole: String(OCTOBER_MS - 90 * MINUTE),
      });
    });

    it("an outage of weight 0 is no fault", () => {
      const light = outage("OWN", "10-10T02:30", "10-10T03:30", { impact: "none" });
      expect(judged([light, window], [counts], { weights: { none: "0" } })).toMatchObject({
        bad: "0",
        whole: String(OCTOBER_MS - 2 * HOUR),
      });
    });
  });
});
