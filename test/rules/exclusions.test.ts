import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, safeParseContract } from "../../src/index.ts";
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

const planned: Exclusion = {
  id: "planned",
  clause: "4.2",
  matches: { kind: "maintenance" },
  removes: "downtime",
};
const carrier: Exclusion = {
  id: "carrier",
  clause: "4.3",
  matches: { cause: "third-party" },
  removes: "downtime",
};
const calendars: ContractInput["calendars"] = [
  { id: "office", weekly: { "mon-fri": ["09:00-17:00"] } },
  { id: "nights", weekly: { "mon-sun": ["22:00-06:00"] } },
  { id: "spring", weekly: { "mon-fri": ["09:00-17:00"] }, effective: { from: "2026-10-05" } },
];

function contractWith(exclusions: readonly Exclusion[], changes: Partial<ContractInput> = {}) {
  return contractOf({
    calendars,
    exclusions: [...exclusions],
    commitments: [{ ...availability, excludes: exclusions.map(({ id }) => id), credits: [] }],
    ...changes,
  });
}

function statementOf(
  rows: readonly object[],
  exclusions: readonly Exclusion[],
  { asOf, ...changes }: Partial<ContractInput> & { readonly asOf?: string } = {},
) {
  const contract = contractWith(exclusions, changes);
  return settled({ contract, rows, ...(asOf === undefined ? {} : { asOf }) });
}

/** "record reason minutes" of each rejection. */
function rejectedIn({ evidence }: ReturnType<typeof statementOf>): readonly string[] {
  return evidence.rejected.map(
    ({ record, reason, ms }) => `${record} ${reason} ${Number(ms) / MINUTE}`,
  );
}

function codesOf(contract: ContractInput): readonly string[] {
  const read = safeParseContract(contract);
  return read.ok ? read.warnings.map(({ code }) => code) : read.issues.map(({ code }) => code);
}

const minutes = (count: number) => String(count * MINUTE);

describe("semantics 23: what a rule matches", () => {
  const patch: Exclusion = { ...planned, id: "patch", matches: { tag: "patch" } };
  const tagged = { tags: ["other", "patch"] };

  it.each([
    { rows: [outage("A", "10-05T10:00", "10-05T11:00", tagged)], bad: 0, why: "an outage" },
    { rows: [work("W", "10-05T10:00", "10-05T11:00", tagged)], bad: 0, why: "work" },
    {
      rows: [
        outage("A", "10-05T10:00", "10-05T11:00"),
        work("W", "10-05T10:15", "10-05T10:30", { ...tagged, impact: "none" }),
      ],
      bad: 45,
      why: "work takes its own time of an outage",
    },
    {
      rows: [
        work("W", "10-05T10:00", "10-05T11:00", {
          ...tagged,
          announced: { from: "2026-10-05T10:00:00Z", until: "2026-10-05T10:45:00Z" },
        }),
      ],
      bad: 15,
      why: "of work no more than was announced (24)",
    },
    {
      rows: [outage("A", "10-05T10:00", "10-05T11:00", { tags: ["Patch"] })],
      bad: 60,
      why: "a tag is spelled one way",
    },
    { rows: [outage("A", "10-05T10:00", "10-05T11:00")], bad: 60, why: "no tags" },
  ])("a tag: $why, $bad minutes down", ({ rows, bad }) => {
    expect(resultOf(statementOf(rows, [patch])).bad).toBe(minutes(bad));
  });

  it.each([
    { rule: { notice: "PT1H" }, rejected: ["A not-announced 60"], why: "is not announced" },
    { rule: { notice: { days: 1 } }, rejected: ["A not-announced 60"], why: "nor in days" },
    { rule: { approval: "required" }, rejected: ["A not-approved 60"], why: "is not approved" },
    { rule: { evidence: "required" }, rejected: ["A no-evidence 60"], why: "may lack evidence" },
  ] as const)("a tag on an outage: it $why", ({ rule, rejected }) => {
    const rows = [outage("A", "10-05T10:00", "10-05T11:00", tagged)];
    expect(rejectedIn(statementOf(rows, [{ ...patch, ...rule }]))).toEqual(rejected);
  });

  it("work that is found by its tag and was announced without a window is listed (decision 0003)", () => {
    const rows = [
      work("W", "10-05T10:00", "10-05T11:00", tagged),
      work("OTHER", "10-06T10:00", "10-06T11:00"),
    ];
    expect(statementOf(rows, [patch]).assumptions).toContainEqual({
      path: "records.maintenance.announced",
      used: { "the actual time": ["W"] },
      semantics: 24,
    });
  });

  it("so is work that one of several rules looks at", () => {
    const rows = [work("W", "10-05T10:00", "10-05T11:00")];
    const assumed = (rules: readonly Exclusion[]) =>
      statementOf(rows, rules).assumptions.map(({ path }) => path);
    expect(assumed([planned, carrier])).toContain("records.maintenance.announced");
    expect(assumed([carrier])).not.toContain("records.maintenance.announced");
  });

  it("a tag with evidence: the attribution of the outage brings it, whatever cause it names", () => {
    const rows = [
      outage("A", "10-05T10:00", "10-05T11:00", tagged),
      attribution("AT", "A", { cause: "provider" }),
    ];
    const statement = statementOf(rows, [{ ...patch, evidence: "required" }]);
    expect(statement.evidence.excluded).toMatchObject([{ record: "A", attribution: "AT" }]);
  });

  it.each([
    "provider",
    "maintenance",
    "third-party",
    "customer",
    "force-majeure",
    "suspension",
    "beta",
    "attack",
  ] as const)("the cause %s takes its outages and no other", (cause) => {
    const rows = [
      outage("OWN", "10-05T10:00", "10-05T11:00", { cause }),
      outage("NONE", "10-06T10:00", "10-06T10:30"),
    ];
    const rule: Exclusion = { ...carrier, matches: { cause } };
    expect(resultOf(statementOf(rows, [rule])).bad).toBe(minutes(30));
  });

  it("the cause maintenance takes work that was down, however it was announced (17)", () => {
    const rows = [
      work("W", "10-05T10:00", "10-05T11:00", { announcedAt: "2026-10-05T10:30:00Z" }),
      work("QUIET", "10-06T10:00", "10-06T11:00", { impact: "none" }),
      outage("A", "10-06T10:00", "10-06T10:30"),
    ];
    const rule: Exclusion = { ...carrier, matches: { cause: "maintenance" } };
    expect(resultOf(statementOf(rows, [rule])).bad).toBe(minutes(30));
  });
});

describe("semantics 15: what goes on at asOf", () => {
  it.each([
    { until: undefined, why: "work that is not over" },
    { until: "10-12T00:00", why: "work that is over later" },
  ])("$why is cut there", ({ until }) => {
    const { until: _, ...open } = work("W", "10-10T00:00", "10-12T00:00");
    const row = until === undefined ? open : work("W", "10-10T00:00", until);
    const statement = statementOf([row], [planned], { asOf: "10-10T06:00" });
    expect(statement.evidence.excluded).toMatchObject([
      { record: "W", until: "2026-10-10T06:00:00Z", downMs: minutes(360) },
    ]);
  });

  it("nothing is said of work outside the period that was rejected", () => {
    const late = work("W", "09-10T00:00", "09-10T01:00", { announcedAt: "2026-09-10T00:00:00Z" });
    expect(rejectedIn(statementOf([late], [{ ...planned, notice: "PT1H" }]))).toEqual([]);
  });
});

describe("semantics 23: notice in days and business days", () => {
  // Saturday 10 October 2026, 02:00.
  const at = (announcedAt: string) =>
    work("W", "10-10T02:00", "10-10T03:00", { announcedAt: `2026-${announcedAt}Z` });
  const office = { calendar: "office" };

  it.each([
    { notice: { days: 3 }, row: at("10-07T02:00:00"), rejected: [], why: "three dates earlier" },
    {
      notice: { days: 3 },
      row: at("10-07T02:00:00.001"),
      rejected: ["W notice-too-short 60"],
      why: "1 ms later",
    },
    {
      notice: { businessDays: 2, ...office },
      row: at("10-08T02:00:00"),
      rejected: [],
      why: "Friday and Thursday count, at the same time of day",
    },
    {
      notice: { businessDays: 2, ...office },
      row: at("10-08T09:00:00"),
      rejected: ["W notice-too-short 60"],
      why: "Thursday at nine is too late",
    },
    {
      notice: { businessDays: 2, ...office, outsideHours: "move" as const },
      row: at("10-07T17:00:00"),
      rejected: [],
      why: "moved: from Friday's closing, two days back to Wednesday's",
    },
    {
      notice: { businessDays: 2, ...office, outsideHours: "move" as const },
      row: at("10-07T17:00:00.001"),
      rejected: ["W notice-too-short 60"],
      why: "moved, 1 ms later",
    },
    {
      notice: { businessDays: 1, ...office, countStartDay: "yes" as const },
      row: at("10-09T02:00:00"),
      rejected: [],
      why: "Saturday is no business day, so Friday is the first",
    },
    {
      notice: { businessDays: 9, calendar: "spring" },
      row: at("01-01T00:00:00"),
      rejected: ["W notice-too-short 60"],
      why: "the calendar has not so many days before",
    },
  ])("$notice: $why", ({ notice, row, rejected }) => {
    expect(rejectedIn(statementOf([row], [{ ...planned, notice }]))).toEqual(rejected);
  });

  it.each([
    {
      notice: { days: 1 },
      detail: "announced 2 h ahead; 1 day are needed, that is by 2026-10-09T02:00:00Z",
    },
    {
      notice: { businessDays: 2, ...office },
      detail:
        "announced 2 h ahead; 2 business days of office are needed, that is by 2026-10-08T02:00:00Z",
    },
    {
      notice: { businessDays: 9, calendar: "spring" },
      detail: "announced 2 h ahead; 9 business days of spring are needed",
    },
  ])("says what would have been in time: $detail", ({ notice, detail }) => {
    const statement = statementOf([at("10-10T00:00:00")], [{ ...planned, notice }]);
    expect(statement.evidence.rejected).toMatchObject([{ detail }]);
  });

  it("without an announcement it says how much was needed", () => {
    const row = work("W", "10-10T02:00", "10-10T03:00", { announcedAt: undefined });
    const rows = [JSON.parse(JSON.stringify(row))];
    const statement = statementOf(rows, [{ ...planned, notice: { days: 2 } }]);
    expect(statement.evidence.rejected).toMatchObject([
      { detail: "no announcement is recorded; 2 days of notice are needed" },
    ]);
  });
});

describe("semantics 23: an agreed window", () => {
  const rule: Exclusion = { ...planned, inside: "nights" };

  it.each([
    { row: work("W", "10-10T22:00", "10-11T06:00"), bad: 0, rejected: [], why: "all of it" },
    {
      row: work("W", "10-10T21:00", "10-11T07:00"),
      bad: 120,
      rejected: ["W outside-window 60", "W outside-window 60"],
      why: "an hour too early and one too late",
    },
    {
      row: work("W", "10-10T05:00", "10-10T23:00"),
      bad: 16 * 60,
      rejected: ["W outside-window 960"],
      why: "two nights and the day between",
    },
    {
      row: work("W", "10-10T12:00", "10-10T13:00"),
      bad: 60,
      rejected: ["W outside-window 60"],
      why: "at noon",
    },
    {
      row: work("W", "10-10T23:00", "10-10T23:00"),
      bad: 0,
      rejected: [],
      why: "no length, nothing to say",
    },
  ])("$why: $bad minutes down", ({ row, bad, rejected }) => {
    const statement = statementOf([row], [rule]);
    expect(resultOf(statement).bad).toBe(minutes(bad));
    expect(rejectedIn(statement)).toEqual(rejected);
  });

  it("also of a cause", () => {
    const rows = [outage("A", "10-10T21:00", "10-10T23:00", { cause: "third-party" })];
    const statement = statementOf(rows, [{ ...carrier, inside: "nights" }]);
    expect(rejectedIn(statement)).toEqual(["A outside-window 60"]);
  });
});

describe("semantics 23: a longest length", () => {
  const row = work("W", "10-10T02:00", "10-10T04:00", {
    announced: { from: "2026-10-10T02:30:00Z", until: "2026-10-10T05:00:00Z" },
  });

  it.each([
    { length: "PT2H", beyond: "all-counts", bad: 30, rejected: ["W outside-announced 30"] },
    {
      length: "PT1H59M",
      beyond: "all-counts",
      bad: 120,
      rejected: ["W outside-announced 30", "W too-long 90"],
    },
    {
      length: "PT1H",
      beyond: "counts",
      bad: 90,
      rejected: ["W outside-announced 30", "W too-long 60"],
    },
    {
      length: "PT20M",
      beyond: "counts",
      bad: 120,
      rejected: ["W outside-announced 30", "W too-long 90"],
    },
  ] as const)("$length, else $beyond: $bad minutes down", ({ length, beyond, bad, rejected }) => {
    // The first half hour was not announced. The length counts from the start of the work itself.
    const statement = statementOf([row], [{ ...planned, maximum: { length, beyond } }]);
    expect(resultOf(statement).bad).toBe(minutes(bad));
    expect(rejectedIn(statement)).toEqual(rejected);
  });

  it("how long it lasted, and how long was allowed, is told", () => {
    const statement = statementOf(
      [row],
      [{ ...planned, maximum: { length: "PT1H", beyond: "counts" } }],
    );
    expect(statement.evidence.rejected.map(({ detail }) => detail)).toContain(
      "lasted 2 h; at most 1 h are excluded",
    );
  });

  it("what begins beyond it has no part that is excluded, not even an empty one", () => {
    const statement = statementOf(
      [row],
      [{ ...planned, maximum: { length: "PT20M", beyond: "counts" } }],
    );
    expect(statement.evidence.excluded).toEqual([]);
  });

  it("what was announced lies within it, though the work went on", () => {
    const rows = [
      work("W", "10-10T02:00", "10-10T04:00", {
        announced: { from: "2026-10-10T02:00:00Z", until: "2026-10-10T03:00:00Z" },
      }),
    ];
    const statement = statementOf(rows, [
      { ...planned, maximum: { length: "PT90M", beyond: "counts" } },
    ]);
    expect(rejectedIn(statement)).toEqual(["W outside-announced 60"]);
  });

  it("of an attributed part the part is measured", () => {
    const rows = [
      outage("A", "10-10T10:00", "10-10T14:00"),
      attribution("AT", "A", { from: "2026-10-10T11:00:00Z", until: "2026-10-10T12:00:00Z" }),
    ];
    const maximum = { length: "PT1H", beyond: "all-counts" } as const;
    expect(resultOf(statementOf(rows, [{ ...carrier, maximum }])).bad).toBe(minutes(180));
  });
});

describe("semantics 23: the customer's approval, before the work began", () => {
  const rule: Exclusion = { ...planned, approval: "required" };
  const by = { approvedBy: "Ms Li" };

  it.each([
    { more: { ...by, approvedAt: "2026-10-10T02:00:00Z" }, detail: undefined },
    { more: {}, detail: "no approval is recorded" },
    { more: by, detail: "approved by Ms Li; when is not recorded" },
    {
      more: { ...by, approvedAt: "2026-10-10T02:00:00.001Z" },
      detail:
        "approved by Ms Li at 2026-10-10T02:00:00.001Z; the work began at 2026-10-10T02:00:00Z",
    },
  ])("$detail", ({ more, detail }) => {
    const { rejected } = statementOf(
      [work("W", "10-10T02:00", "10-10T03:00", more)],
      [rule],
    ).evidence;
    expect(rejected).toMatchObject(
      detail === undefined ? [] : [{ reason: "not-approved", detail, ms: minutes(60) }],
    );
  });
});

describe("semantics 25: evidence by kind", () => {
  const rule: Exclusion = { ...carrier, evidence: ["carrier-report", "traceroute"] };
  const down = outage("A", "10-10T10:00", "10-10T11:00");

  it.each([
    { evidence: ["carrier-report: RFO 77", "traceroute"], detail: undefined },
    {
      evidence: ["carrier-reports", "traceroute"],
      detail: "attribution AT by operations brings no evidence of the kind carrier-report",
    },
    {
      evidence: ["letter"],
      detail:
        "attribution AT by operations brings no evidence of the kind carrier-report, traceroute",
    },
    { evidence: [], detail: "attribution AT by operations brings no evidence" },
  ])("$evidence", ({ evidence, detail }) => {
    const rows = [down, attribution("AT", "A", { evidence })];
    expect(statementOf(rows, [rule]).evidence.rejected).toMatchObject(
      detail === undefined ? [] : [{ reason: "no-evidence", detail }],
    );
  });

  it("a tag without an attribution says so", () => {
    const tag: Exclusion = { ...carrier, matches: { tag: "patch" }, evidence: "required" };
    const rows = [outage("A", "10-10T10:00", "10-10T11:00", { tags: ["patch"] })];
    expect(statementOf(rows, [tag]).evidence.rejected).toMatchObject([
      { detail: "what it was is stated without an attribution" },
    ]);
  });
});

describe("semantics 23: effects", () => {
  const rows = [
    outage("A", "10-10T01:00", "10-10T02:30"),
    work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    outage("B", "10-12T01:00", "10-12T01:30"),
  ];

  it.each([
    { removes: "nothing", bad: 120, whole: 0, why: "listed, and it counts" },
    { removes: "downtime", bad: 90, whole: 0, why: "half an hour of A" },
    { removes: "downtime-and-its-time", bad: 90, whole: 30, why: "of both sides" },
    { removes: "window", bad: 90, whole: 120, why: "the whole window of both sides" },
    { removes: "incident", bad: 30, whole: 0, why: "all of A" },
  ] as const)("$removes: $why", ({ removes, bad, whole }) => {
    const statement = statementOf(rows, [{ ...planned, removes }]);
    const result = resultOf(statement);
    expect(result).toMatchObject({ bad: minutes(bad), whole: String(OCTOBER_MS - whole * MINUTE) });
    const sum = Object.values(ledgerOf(result)).reduce((total, ms) => total + ms, 0);
    expect(sum).toBe(OCTOBER_MS);
  });

  it.each([
    { removes: "nothing", from: "02:00", until: "04:00", downMs: "0", windowMs: "0" },
    {
      removes: "downtime-and-its-time",
      from: "02:00",
      until: "02:30",
      downMs: minutes(30),
      windowMs: minutes(30),
    },
    { removes: "incident", from: "01:00", until: "02:30", downMs: minutes(90), windowMs: "0" },
  ] as const)("$removes is told in a row", ({ removes, from, until, downMs, windowMs }) => {
    const { evidence } = statementOf(rows, [{ ...planned, removes }]);
    expect(evidence.excluded).toMatchObject([
      {
        record: "W",
        from: `2026-10-10T${from}:00Z`,
        until: `2026-10-10T${until}:00Z`,
        downMs,
        windowMs,
      },
    ]);
  });

  it("what removes nothing says so, to explain too", () => {
    const statement = statementOf(rows, [{ ...planned, removes: "nothing" }]);
    expect(statement.evidence.excluded).toMatchObject([{ removes: "nothing" }]);
    expect(explain(statement, { record: "W" }).facts.map(({ effect }) => effect)).toEqual([
      "availability/web/2026-10: 2026-10-10T02:00:00Z to 2026-10-10T04:00:00Z is of planned, which removes nothing",
    ]);
  });

  it("an attribution under what removes nothing says so as well", () => {
    const own = [outage("A", "10-10T01:00", "10-10T02:00"), attribution("AT", "A")];
    const statement = statementOf(own, [{ ...carrier, removes: "nothing" }]);
    expect(explain(statement, { record: "AT" }).facts.map(({ effect }) => effect)).toEqual([
      "availability/web/2026-10: by it A is of carrier, which removes nothing",
    ]);
  });

  it("time that left both sides is a step on the way to the denominator", () => {
    const result = resultOf(statementOf(rows, [{ ...planned, removes: "downtime-and-its-time" }]));
    expect(result.steps).toContainEqual({
      op: "excluded",
      clause: "msa 4.2",
      in: "planned",
      out: minutes(30),
    });
  });

  it("an incident that two rows tell leaves whole: they are one outage (18)", () => {
    const split = [
      outage("A1", "10-10T01:00", "10-10T01:30"),
      outage("A2", "10-10T01:30", "10-10T02:30"),
      work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    ];
    expect(resultOf(statementOf(split, [{ ...planned, removes: "incident" }])).bad).toBe("0");
  });

  it("an incident that reaches over the end of the period leaves with its part in it", () => {
    const over = [
      outage("A", "10-31T23:00", "11-01T02:00"),
      work("W", "11-01T01:00", "11-01T01:30", { impact: "none" }),
    ];
    expect(resultOf(statementOf(over, [{ ...planned, removes: "incident" }])).bad).toBe("0");
  });

  it("what removes nothing excuses no concurrent fault, and asks for no notice", () => {
    const nothing: Exclusion = {
      ...carrier,
      id: "listed",
      removes: "nothing",
      evidence: "required",
    };
    const counts: Exclusion = { ...planned, concurrent: "counts" };
    const both = [
      outage("A", "10-10T02:00", "10-10T03:00", { cause: "third-party" }),
      work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    ];
    const statement = statementOf(both, [nothing, counts]);
    expect(resultOf(statement).bad).toBe(minutes(60));
    expect(rejectedIn(statement)).toEqual(["W concurrent-fault 60"]);
  });
});

describe("semantics 24: a fault at the same instant", () => {
  it("counts under the rule that says so, and not under the one beside it", () => {
    const counts: Exclusion = { ...planned, concurrent: "counts" };
    const rows = [
      outage("A", "10-10T02:00", "10-10T03:00", { cause: "third-party" }),
      outage("B", "10-10T02:00", "10-10T03:00"),
      work("W", "10-10T02:00", "10-10T04:00", { impact: "none" }),
    ];
    // B is nobody's excuse: under planned the hour counts, under carrier it is out all the same.
    const alone = statementOf(rows, [counts]);
    expect(resultOf(alone).bad).toBe(minutes(60));
    expect(rejectedIn(alone)).toEqual(["W concurrent-fault 60"]);
    expect(resultOf(statementOf(rows, [counts, carrier])).bad).toBe("0");
  });
});

describe("semantics 17: late notice and overrun are downtime only of work that was down", () => {
  it.each([
    { impact: "none", bad: 0 },
    { impact: "down", bad: 90 },
  ])("impact $impact: $bad minutes", ({ impact, bad }) => {
    const rows = [
      work("LATE", "10-10T02:00", "10-10T03:00", { impact, announcedAt: "2026-10-10T01:00:00Z" }),
      work("OVER", "10-12T02:00", "10-12T03:00", {
        impact,
        announced: { from: "2026-10-12T02:00:00Z", until: "2026-10-12T02:30:00Z" },
      }),
    ];
    const statement = statementOf(rows, [{ ...planned, notice: "PT48H", removes: "window" }]);
    expect(resultOf(statement).bad).toBe(minutes(bad));
    expect(rejectedIn(statement)).toEqual([
      "LATE notice-too-short 60",
      "OVER outside-announced 30",
    ]);
  });
});

describe("semantics 23: quotas of a period of their own", () => {
  const yearly: Exclusion = { ...planned, quota: { atMost: "PT10H", per: "calendar-year" } };

  it("of a year's quota a month has what the earlier months left", () => {
    const rows = [
      work("SPRING", "03-10T00:00", "03-10T07:00"),
      work("A", "10-10T00:00", "10-10T02:00"),
      work("B", "10-20T00:00", "10-20T02:00"),
      work("LATER", "12-20T00:00", "12-20T02:00"),
    ];
    const statement = statementOf(rows, [yearly], { asOf: "2027-01-05T00:00:00Z" });
    // 10 h: 7 in spring, 2 for A; 1 of the 2 of B.
    expect(resultOf(statement).bad).toBe(minutes(60));
    expect(statement.evidence.rejected).toMatchObject([
      {
        record: "B",
        ms: minutes(60),
        detail: "1 h lie beyond the quota of 10 h, used up by SPRING (7 h), A (2 h), B (1 h)",
      },
    ]);
    expect(statement.assumptions).toContainEqual({
      path: "records.quota.planned",
      used: "complete from 2026-01-01T00:00:00Z to 2026-10-01T00:00:00Z",
      semantics: 23,
    });
  });

  it("of counts too: the earlier windows of the year use it up", () => {
    const contract = contractWith([{ ...yearly, removes: "window" }], {
      commitments: [
        {
          ...availability,
          measure: {
            facts: "tally",
            figure: "ratio",
            of: "requests",
            bucket: "PT1H",
            zeroTraffic: "good",
            partlyExcluded: "kept",
          },
          excludes: ["planned"],
          credits: [],
        },
      ],
    });
    const bucket = (hour: string, good: number) => ({
      type: "bucket",
      service: "web",
      of: "requests",
      from: `2026-10-10T${hour}:00:00Z`,
      until: `2026-10-10T${String(Number(hour) + 1).padStart(2, "0")}:00:00Z`,
      good,
      total: 100,
    });
    const rows = [
      work("SPRING", "03-10T00:00", "03-10T09:00", { impact: "none" }),
      work("A", "10-10T00:00", "10-10T02:00", { impact: "none" }),
      bucket("00", 10),
      bucket("01", 20),
      bucket("02", 90),
    ];
    // One of ten hours is left: the bucket of midnight leaves, that of one o'clock counts.
    const statement = settled({ contract, rows });
    expect(resultOf(statement)).toMatchObject({ bad: "90", whole: "200" });
    expect(statement.assumptions.map(({ path }) => path)).toContain("records.quota.planned");
  });

  it("before the contract began nothing was used", () => {
    const rows = [
      work("SPRING", "03-10T00:00", "03-10T10:00"),
      work("A", "10-10T00:00", "10-10T02:00"),
    ];
    const statement = statementOf(rows, [yearly], { effective: { from: "2026-10-01" } });
    expect(resultOf(statement).bad).toBe("0");
    expect(statement.assumptions.filter(({ path }) => path.startsWith("records.quota"))).toEqual(
      [],
    );
  });

  it("a month's quota begins anew in each month of a quarter", () => {
    const monthly: Exclusion = { ...planned, quota: { atMost: "PT1H", per: "calendar-month" } };
    const rows = [work("A", "10-31T22:00", "11-01T02:00"), work("B", "12-10T00:00", "12-10T00:30")];
    const contract = contractWith([monthly], {
      settlement: "calendar-quarter",
      commitments: [
        { ...availability, period: "calendar-quarter", excludes: ["planned"], credits: [] },
      ],
    });
    const statement = settled({ contract, rows, period: "2026-Q4", asOf: "2027-01-05T00:00:00Z" });
    // Of A one hour of October and one of November; B is all of December's.
    expect(resultOf(statement).bad).toBe(minutes(120));
  });

  it.each([
    {
      per: { rolling: { days: 20, until: "period-end" } },
      bad: 60,
      why: "the last 20 days; what lies before is a period of its own: A and B, C and D",
    },
    {
      per: { instants: ["2026-10-04T00:00:00Z", "2026-10-21T00:00:00Z"] },
      bad: 30,
      why: "before, between and after: A, B and C, D",
    },
    {
      per: { anniversary: { from: "2026-01-15", months: 1 } },
      bad: 60,
      why: "from the 15th to the 15th: A and B, C and D",
    },
    { per: "clock-hour", bad: 0, why: "each hour its own" },
  ] as const)("a period of another kind: $why", ({ per, bad }) => {
    const rule: Exclusion = {
      ...planned,
      quota: { atMost: "PT1H", per: JSON.parse(JSON.stringify(per)) },
    };
    const rows = [
      work("A", "10-02T00:00", "10-02T00:30"),
      work("B", "10-05T00:00", "10-05T00:30"),
      work("C", "10-18T00:00", "10-18T01:00"),
      work("D", "10-25T00:00", "10-25T01:00"),
    ];
    expect(resultOf(statementOf(rows, [rule])).bad).toBe(minutes(bad));
  });

  it("so many records, not so much time", () => {
    const twice: Exclusion = {
      ...planned,
      quota: { atMost: { count: 1 }, per: "calendar-month" },
    };
    const rows = [work("A", "10-10T00:00", "10-10T05:00"), work("B", "10-20T00:00", "10-20T00:10")];
    const statement = statementOf(rows, [twice]);
    expect(statement.evidence.rejected).toMatchObject([
      { record: "B", detail: "10 min lie beyond the quota of 1 record, used up by A (5 h)" },
    ]);
    const two = { ...twice, quota: { atMost: { count: 2 }, per: "calendar-month" } } as const;
    const third = work("C", "10-25T00:00", "10-25T00:10");
    expect(statementOf([...rows, third], [two]).evidence.rejected).toMatchObject([
      { record: "C", detail: expect.stringContaining("beyond the quota of 2 records") },
    ]);
  });

  it("a quota of nothing used: it says only how large it is", () => {
    const none: Exclusion = { ...planned, quota: { atMost: "PT0S", per: "calendar-month" } };
    const { rejected } = statementOf([work("A", "10-10T00:00", "10-10T01:00")], [none]).evidence;
    expect(rejected).toMatchObject([{ detail: "1 h lie beyond the quota of 0 s" }]);
  });

  it("more than five users are counted, not named", () => {
    const rows = [1, 2, 3, 4, 5, 6, 7].map((day) =>
      work(`W${day}`, `10-0${day}T00:00`, `10-0${day}T01:00`),
    );
    const quota = { atMost: "PT6H", per: "calendar-month" } as const;
    const { rejected } = statementOf(rows, [{ ...planned, quota }]).evidence;
    expect(rejected[0]?.detail).toMatch(/W5 \(1 h\) and 1 more$/);
  });

  it("is shared by those that it names: planned and emergency work have four hours together", () => {
    const emergency: Exclusion = {
      ...planned,
      id: "emergency",
      matches: { kind: "emergency-maintenance" },
    };
    const shared: Exclusion = {
      ...planned,
      quota: { atMost: "PT4H", per: "calendar-month", sharedWith: ["emergency"] },
    };
    const rows = [
      work("E", "10-05T00:00", "10-05T03:00", { kind: "emergency-maintenance" }),
      work("P", "10-10T00:00", "10-10T02:00"),
    ];
    const statement = statementOf(rows, [shared, emergency]);
    expect(statement.evidence.rejected).toMatchObject([
      {
        rule: "planned",
        record: "P",
        detail: "1 h lie beyond the quota of 4 h, used up by E (3 h), P (1 h)",
      },
    ]);
  });

  it("each scope has the whole of it (decision 0027)", () => {
    const quota = { atMost: "PT1H", per: "calendar-month" } as const;
    const contract = contractWith([{ ...planned, quota }], {
      services: [{ id: "web" }, { id: "mail" }],
      bases: [],
      commitments: [
        {
          ...availability,
          scope: { each: { services: ["web", "mail"] } },
          excludes: ["planned"],
          credits: [],
        },
      ],
    });
    const rows = [
      work("A", "10-10T00:00", "10-10T01:00"),
      work("B", "10-11T00:00", "10-11T01:00", { service: "mail" }),
    ];
    expect(settled({ contract, rows }).results.map(({ bad }) => bad)).toEqual(["0", "0"]);
  });
});

describe("semantics 18, 24: overlapping exclusions", () => {
  it("never subtract twice: 03:00–04:00 and 03:30–04:30 of 02:00–05:00 leave 90 minutes", () => {
    const rows = [
      outage("A", "10-10T02:00", "10-10T05:00"),
      work("W", "10-10T03:00", "10-10T04:00", { impact: "none" }),
      attribution("AT", "A", { from: "2026-10-10T03:30:00Z", until: "2026-10-10T04:30:00Z" }),
    ];
    const statement = statementOf(rows, [planned, carrier]);
    expect(resultOf(statement).bad).toBe(minutes(90));
    expect(
      statement.evidence.excluded.map(({ rule, downMs }) => `${rule} ${Number(downMs) / MINUTE}`),
    ).toEqual(["planned 60", "carrier 30"]);
  });

  it("removing good time can lower the percentage: the denominator shrinks", () => {
    const rows = [
      outage("A", "10-10T00:00", "10-10T01:00"),
      work("W", "10-20T00:00", "10-25T00:00", { impact: "none" }),
    ];
    const kept = resultOf(statementOf(rows, [planned]));
    const shrunk = resultOf(statementOf(rows, [{ ...planned, removes: "window" }]));
    // The same hour of 31 and of 26 days: 743 ÷ 744 and 623 ÷ 624.
    expect([kept.bad, shrunk.bad]).toEqual([String(HOUR), String(HOUR)]);
    expect(kept.figure?.exact).toBe("18575/186");
    expect(shrunk.figure?.exact).toBe("15575/156");
  });
});

describe("contradictions in an exclusion are told", () => {
  it.each([
    { rules: [{ ...carrier, notice: "PT48H" }], code: "exclusion.notice-of-a-cause" },
    { rules: [{ ...carrier, approval: "required" }], code: "exclusion.approval-of-a-cause" },
    { rules: [{ ...planned, evidence: "required" }], code: "exclusion.evidence-of-work" },
    { rules: [{ ...planned, evidence: ["photo"] }], code: "exclusion.evidence-of-work" },
    { rules: [{ ...carrier, removes: "window" }], code: "exclusion.window-of-a-cause" },
    {
      rules: [{ ...planned, removes: "incident", concurrent: "counts" }],
      code: "exclusion.concurrent-incident",
    },
    {
      rules: [{ ...planned, removes: "nothing", quota: { atMost: "PT1H", per: "calendar-month" } }],
      code: "exclusion.quota-of-nothing",
    },
    { rules: [{ ...planned, inside: "nowhere" }], code: "contract.unknown-calendar" },
    { rules: [{ ...planned, inside: "local" }], code: "exclusion.calendar-of-a-ticket" },
    { rules: [{ ...planned, inside: "closed" }], code: "exclusion.never-inside" },
    {
      rules: [{ ...planned, notice: { businessDays: 1, calendar: "nowhere" } }],
      code: "contract.unknown-calendar",
    },
    { rules: [{ ...planned, notice: "P2D" }], code: "duration.calendar-part" },
    {
      rules: [{ ...planned, maximum: { length: "1h", beyond: "counts" } }],
      code: "duration.malformed",
    },
    {
      rules: [{ ...planned, quota: { atMost: "P1D", per: "calendar-month" } }],
      code: "duration.calendar-part",
    },
    {
      rules: [{ ...planned, quota: { atMost: "PT1H", per: "event" } }],
      code: "quota.period",
    },
    {
      rules: [
        {
          ...planned,
          quota: { atMost: "PT1H", per: "calendar-month", sharedWith: ["emergencies"] },
        },
      ],
      code: "contract.unknown-exclusion",
    },
    {
      rules: [
        { ...planned, quota: { atMost: "PT1H", per: "calendar-month", sharedWith: ["carrier"] } },
        { ...carrier, quota: { atMost: "PT1H", per: "calendar-month" } },
      ],
      code: "exclusion.quota-shared-twice",
    },
    {
      rules: [
        { ...planned, quota: { atMost: "PT1H", per: "calendar-month", sharedWith: ["planned"] } },
      ],
      code: "exclusion.quota-shared-twice",
    },
    {
      rules: [
        { ...planned, quota: { atMost: "PT1H", per: "calendar-month", sharedWith: ["carrier"] } },
        {
          ...planned,
          id: "other",
          quota: { atMost: "PT1H", per: "calendar-month", sharedWith: ["carrier"] },
        },
        carrier,
      ],
      code: "exclusion.quota-shared-twice",
    },
  ] as const)("$code", ({ rules, code }) => {
    const contract = contractWith(rules as unknown as readonly Exclusion[], {
      calendars: [
        ...(calendars ?? []),
        { id: "local", zone: { attribute: "city" }, weekly: { mon: ["09:00-17:00"] } },
        {
          id: "closed",
          weekly: { mon: ["09:00-17:00"] },
          effective: { until: "1970-01-02" },
        },
        { id: "both", union: ["closed", "office"] },
      ],
    });
    expect(codesOf(contract).filter((found) => found !== "calendar.zone-attribute")).toContain(
      code,
    );
  });

  it("where what is asked for is no calendar, the path leads to its name", () => {
    const rule = { ...planned, notice: { businessDays: 1, calendar: "nowhere" } };
    const read = safeParseContract(contractWith([rule]));
    expect(read.ok ? [] : read.issues.map(({ path }) => path.join("."))).toEqual([
      "exclusions.0.notice.calendar",
    ]);
  });

  it("what only lists, without a quota, contradicts nothing", () => {
    expect(codesOf(contractWith([{ ...planned, removes: "nothing" }]))).toEqual([]);
  });

  it("what it should remove is never guessed", () => {
    const { removes: _, ...unsaid } = planned;
    expect(codesOf(contractWith([unsaid as Exclusion]))).toEqual(["contract.missing"]);
  });
});
