import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  clockPolicy,
  explain,
  parseContract,
  type Question,
  type Statement,
  safeParseContract,
  safeParseRecords,
} from "../../src/index.ts";
import { contractOf, fact, linesOf, resultOf, settled, stamp } from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Measure = Extract<Commitment["measure"], { facts: "cycles" }>;

/** A report within five days of an incident; 50.00 for each that is late. */
const report: Commitment = {
  id: "report",
  clause: "7.1",
  scope: { service: "web" },
  period: "calendar-month",
  measure: {
    facts: "cycles",
    clock: { duty: { withinAfter: { event: "incident", fact: "report-sent" } } },
    figure: "each",
  },
  excludes: [],
  targets: [{ within: { days: 5 } }],
  credits: [{ id: "late", clause: "7.2", on: "each-miss", how: "flat", give: { amount: "50.00" } }],
};

const measure = report.measure as Measure;
const withMeasure = (changes: Partial<Measure>, more: Partial<Commitment> = {}): Commitment => ({
  ...report,
  ...more,
  measure: { ...measure, ...changes },
});
const withDuty = (duty: object, more: Partial<Commitment> = {}): Commitment =>
  withMeasure({ clock: { duty } } as Partial<Measure>, more);

const notice = withDuty(
  { noticeBefore: { event: "retired", fact: "announced" } },
  { id: "notice", targets: [{ within: { days: 60 } }] },
);

const contract = (...commitments: Commitment[]) =>
  contractOf({ commitments: commitments.length === 0 ? [report] : commitments });

const about = (subject: string, more: object = {}) => ({ subject, ...more });

const rows = [
  fact("F-1", "incident", "10-03T10:00", about("I-1")),
  fact("F-2", "report-sent", "10-08T10:00", about("I-1")),
  fact("F-3", "incident", "10-05T10:00", about("I-2")),
  fact("F-4", "report-sent", "10-12T10:00", about("I-2")),
];

const codesOf = (commitment: Commitment) => {
  const result = safeParseContract(contract(commitment));
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} at ${path.join(".")}`);
};

/** What is wrong with rows, then what is odd about them: "code at path". */
const toldOf = (given: readonly object[], input = contract()) => {
  const result = safeParseRecords(given, parseContract(input));
  return (result.ok ? result.warnings : result.issues).map(
    ({ code, path }) => `${code} at ${path.join(".")}`,
  );
};

describe("duties share verdicts, lateness and credits with tickets", () => {
  it("a late report is one miss, with its evidence and its credit", () => {
    // Due 10 October, sent on the 12th: two days late.
    const statement = settled({ contract: contract(), rows });
    expect(resultOf(statement)).toMatchObject({
      verdict: "breached",
      figure: { shown: "1 of 2 late" },
      target: { rows: [{ clause: "msa 7.1", row: "≤ 5 days" }] },
      misses: { count: 1, ids: ["F-3"] },
    });
    expect(statement.evidence.tickets).toEqual([
      {
        result: "report/web/2026-10",
        record: "F-3",
        state: "late",
        openedAt: "2026-10-05T10:00:00Z",
        stoppedAt: "2026-10-12T10:00:00Z",
        dueAt: "2026-10-10T10:00:00Z",
        breachedAt: "2026-10-10T10:00:00Z",
        elapsedMs: String(7 * 86_400_000),
        lateMs: String(2 * 86_400_000),
        row: 0,
        pausedMs: "0",
        duty: "within-after",
        stoppedBy: "F-4",
      },
    ]);
    expect(linesOf(statement)).toEqual(["report/web/2026-10/late 50.00 automatic"]);
    expect(statement.manifest.rows).toMatchObject({ in: 4, used: 4, outside: 0 });
  });

  it("rows, measures and credits select by the attributes of the event", () => {
    const commitment = withMeasure(
      { where: { severity: ["P1", "P2"] } },
      {
        targets: [{ where: { severity: ["P1"] }, within: { days: 1 } }, { within: { days: 20 } }],
        credits: [
          {
            id: "late",
            clause: "7.2",
            where: { subject: ["I-1"] },
            on: "each-miss",
            how: "flat",
            give: { amount: "50.00" },
          },
        ],
      },
    );
    const of = (severity: string) => ({ attributes: { severity } });
    const statement = settled({
      contract: contract(commitment),
      rows: [
        fact("F-1", "incident", "10-03T10:00", about("I-1", of("P1"))),
        fact("F-2", "incident", "10-03T10:00", about("I-2", of("P1"))),
        fact("F-3", "incident", "10-03T10:00", about("I-3", of("P2"))),
        fact("F-4", "incident", "10-03T10:00", about("I-4", of("P3"))),
        fact("F-5", "report-sent", "10-06T10:00", about("I-3")),
      ],
    });
    // Two of P1 have no report, the one of P2 was in time, P3 is in no population.
    expect(resultOf(statement)).toMatchObject({
      population: { counted: 3, met: 1, late: 2 },
      misses: { ids: ["F-1", "F-2"] },
    });
    expect(linesOf(statement)).toEqual(["report/web/2026-10/late 50.00 automatic"]);
  });

  it("the earliest of several events begins it", () => {
    const event = { earliestOf: ["incident", "degradation"] };
    const statement = settled({
      contract: contract(withDuty({ withinAfter: { event, fact: "report-sent" } })),
      rows: [
        fact("F-1", "degradation", "10-02T10:00", about("I-1")),
        fact("F-2", "incident", "10-03T10:00", about("I-1")),
        fact("F-3", "report-sent", "10-08T10:00", about("I-1")),
      ],
    });
    expect(resultOf(statement).misses.ids).toEqual(["F-1"]);
  });

  it("an event that no row takes is listed", () => {
    const targets = [{ where: { severity: ["P1"] }, within: { days: 5 } }];
    const statement = settled({
      contract: contract({ ...report, targets }),
      rows: [fact("F-1", "incident", "10-03T10:00")],
    });
    expect(statement.evidence.notCounted).toMatchObject([{ record: "F-1", why: "no-row" }]);
  });

  it("what began before the term is not judged by it (37), a notice that was due then neither", () => {
    const early = (commitment: Commitment, given: readonly object[]) =>
      settled({
        contract: contractOf({
          commitments: [commitment],
          effective: { from: "2026-10-10" },
        }),
        rows: given,
      }).evidence.notCounted;
    expect(early(report, [fact("F-1", "incident", "10-09T10:00")])).toMatchObject([
      { record: "F-1", why: "before-term" },
    ]);
    const opened = withMeasure(
      { clock: (notice.measure as Measure).clock, countedIn: "opened" },
      { targets: [{ within: { days: 60 } }] },
    );
    expect(early(opened, [fact("F-1", "retired", "10-20T10:00")])).toMatchObject([
      { record: "F-1", why: "before-term" },
    ]);
  });

  it("a duty still open keeps a running period provisional (15)", () => {
    const running = settled({
      contract: contract(),
      rows: [fact("F-1", "incident", "10-20T10:00")],
      asOf: "10-22T00:00",
    });
    expect(running.blockedBy).toEqual([
      { result: "report/web/2026-10", why: "period-running" },
      { result: "report/web/2026-10", why: "duty-open", record: "F-1" },
    ]);
  });

  it("business days of an obligation keep a start outside hours, and that is listed (8)", () => {
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
    const within = { businessDays: 1, calendar: "office" };
    // Sunday 4 October, 20:00: due on Monday at 20:00, not on Tuesday at 09:00.
    const statement = settled({
      contract: contractOf({ calendars, commitments: [{ ...report, targets: [{ within }] }] }),
      rows: [fact("F-1", "incident", "10-04T20:00")],
    });
    expect(statement.evidence.tickets[0]).toMatchObject({ dueAt: "2026-10-05T20:00:00Z" });
    const listed = statement.assumptions.filter(
      ({ path }) => path.includes("measure") || path.includes("within"),
    );
    expect(listed.map(({ path, used }) => `${path.split(".").at(-1)} ${used}`)).toEqual([
      "countedIn due",
      "onEmpty not-measured",
      "met at-most",
      "by same-time",
      "outsideHours keep",
      "countStartDay no",
    ]);
  });
});

describe("notice-before", () => {
  const sunset = (when: string, more: object = {}) =>
    fact("F-9", "retired", when, about("sdk-2", more));
  const announced = fact("F-1", "announced", "09-15T12:00", about("sdk-2"));

  it("counts in the period of its due, and says the notice that was given", () => {
    // 60 dates before 20 November is 21 September; announced six days earlier.
    const given = { contract: contract(notice), rows: [announced, sunset("11-20T12:00")] };
    const september = settled({ ...given, period: "2026-09", asOf: "12-01T00:00" });
    expect(resultOf(september)).toMatchObject({
      verdict: "met",
      target: { rows: [{ row: "≥ 60 days before" }] },
      population: { counted: 1, met: 1 },
    });
    expect(resultOf(settled({ ...given, period: "2026-11", asOf: "12-01T00:00" }))).toMatchObject({
      verdict: "not-measured",
    });
  });

  it.each([
    { countedIn: "opened" as const, period: "2026-11", why: "that of the event" },
    { countedIn: "closed" as const, period: "2026-10", why: "that of the notice" },
    { countedIn: "due" as const, period: "2026-09", why: "that of the due" },
  ])("countedIn $countedIn: $why", ({ countedIn, period }) => {
    const clock = (notice.measure as Measure).clock;
    const commitment = withMeasure({ clock, countedIn }, { targets: notice.targets });
    const statement = settled({
      contract: contract(commitment),
      rows: [fact("F-1", "announced", "10-02T12:00", about("sdk-2")), sunset("11-20T12:00")],
      period,
      asOf: "12-01T00:00",
    });
    expect(resultOf(statement).misses.ids).toEqual(["F-9"]);
  });

  it("a planned event of another service is none of this one", () => {
    const services = [{ id: "web" }, { id: "mail" }];
    const of = (service: string) =>
      resultOf(
        settled({
          contract: contractOf({ services, bases: [], commitments: [notice] }),
          rows: [sunset("11-20T12:00", { service, recordedAt: stamp("09-25T00:00") })],
          period: "2026-09",
          asOf: "10-05T00:00",
        }),
      ).misses.ids;
    expect(of("web")).toEqual(["F-9"]);
    expect(of("mail")).toEqual([]);
  });

  it("a planned event is known from its recordedAt on, and one without it is outside (15)", () => {
    const of = (more: object) =>
      resultOf(
        settled({
          contract: contract(notice),
          rows: [sunset("11-20T12:00", more)],
          period: "2026-09",
          asOf: "10-05T00:00",
        }),
      );
    expect(of({ recordedAt: stamp("09-25T00:00") })).toMatchObject({ misses: { ids: ["F-9"] } });
    expect(of({ recordedAt: stamp("10-06T00:00") })).toMatchObject({ whole: "0" });
    expect(of({})).toMatchObject({ whole: "0" });
  });

  it("in words of strictness: more than the length", () => {
    const strict = { ...notice, targets: [{ within: { days: 60, met: "less-than" as const } }] };
    const statement = settled({ contract: contract(strict), period: "2026-09", rows: [] });
    expect(resultOf(statement).target).toMatchObject({ rows: [{ row: "> 60 days before" }] });
  });
});

describe("max-gap", () => {
  it("a gap that is too long is one miss, in the period of its due", () => {
    const reviews = withDuty(
      { maxGap: { fact: "review" } },
      { targets: [{ within: { days: 90 } }] },
    );
    const given = {
      contract: contract(reviews),
      rows: [fact("F-1", "review", "03-01T00:00"), fact("F-2", "review", "09-01T00:00")],
    };
    // From 1 March 90 dates lead to 30 May; the review came in September. From 1 January to 1 March: 59.
    const may = settled({ ...given, period: "2026-05", asOf: "12-15T00:00" });
    expect(resultOf(may).misses.ids).toEqual(["F-1"]);
    expect(may.evidence.tickets).toMatchObject([
      { record: "F-1", duty: "max-gap", openedAt: "2026-03-01T00:00:00Z", stoppedBy: "F-2" },
    ]);
    const later = ["2026-06", "2026-11"].map((period) =>
      resultOf(settled({ ...given, period, asOf: "12-15T00:00" })),
    );
    expect(later.map(({ misses }) => misses.ids)).toEqual([[], ["F-2"]]);
    // The first gap was due 90 dates after 1 January, on 1 April, and ended a month before.
    const april = { ...given, period: "2026-04", asOf: "12-15T00:00" };
    expect(resultOf(settled(april))).toMatchObject({ verdict: "met", whole: "1" });
    const silent = resultOf(settled({ ...april, rows: [] }));
    expect(silent).toMatchObject({ verdict: "breached", misses: { ids: ["review#0"] } });
  });
});

describe("attainment over several clocks: sum of met over sum of counted (16)", () => {
  const pooled: Commitment = {
    ...report,
    id: "support",
    measure: {
      facts: "cycles",
      clock: "first-response",
      figure: "percent-within",
      pooledWith: [
        {
          clock: "resolution",
          pausedBy: ["customer"],
          targets: [
            { where: { severity: ["P1"] }, within: { elapsed: "PT4H" } },
            { within: { elapsed: "PT8H" } },
          ],
        },
        {
          clock: { custom: { from: "opened", to: "assigned" } },
          pausedBy: [],
          targets: [{ within: { elapsed: "PT2H" } }],
        },
        { clock: measure.clock, pausedBy: [], targets: [{ within: { days: 5 } }] },
      ],
    },
    targets: [{ within: { elapsed: "PT1H" } }],
    attainment: { atLeast: "70" },
  };
  const ticket = (id: string, severity: string, events: readonly object[]) => ({
    type: "ticket",
    id,
    service: "web",
    severity,
    openedAt: stamp("10-12T09:00"),
    events,
  });
  const event = (name: string, when: string, more: object = {}) => ({
    event: name,
    at: stamp(`10-12T${when}`),
    ...more,
  });
  const given = [
    // Answered in 30 minutes, assigned in one hour, resolved after 5 h, of which 2 waited: 3 of 4.
    ticket("T-1", "P1", [
      event("replied", "09:30", { by: "agent" }),
      event("assigned", "10:00"),
      event("waiting-started", "10:00", { reason: "customer" }),
      event("waiting-ended", "12:00"),
      event("resolved", "14:00"),
    ]),
    // Answered late, assigned late, resolved after 9 hours of 8: all three late.
    ticket("T-2", "P2", [
      event("replied", "10:30", { by: "agent" }),
      event("assigned", "12:00"),
      event("resolved", "18:00"),
    ]),
    ...rows,
  ];
  const statement = settled({ contract: contract(pooled), rows: given });

  it("every cycle counts once, against the rows of its own clock", () => {
    // T-1 keeps three, T-2 misses three; of two reports one is late: 4 of 8.
    expect(resultOf(statement)).toMatchObject({
      verdict: "breached",
      figure: { exact: "50" },
      population: { counted: 8, met: 4, late: 4 },
      target: {
        pooled: [
          { clock: "first-response", rows: [{ row: "≤ PT1H" }] },
          { clock: "resolution", rows: [{ row: "P1 ≤ PT4H" }, { row: "≤ PT8H" }] },
          { clock: "opened-to-assigned", rows: [{ row: "≤ PT2H" }] },
          { clock: "report-sent", rows: [{ row: "≤ 5 days" }] },
        ],
      },
    });
  });

  it("the misses are named by their clock, so that each has an id of its own", () => {
    expect(resultOf(statement).misses.ids).toEqual([
      "F-3@report-sent",
      "T-2@first-response",
      "T-2@opened-to-assigned",
      "T-2@resolution",
    ]);
    expect(linesOf(statement)).toEqual(["support/web/2026-10/late 200.00 automatic"]);
    expect(
      statement.evidence.tickets.map(({ record, clock, row }) => `${record} ${clock} ${row}`),
    ).toEqual([
      "F-3@report-sent report-sent 0",
      "T-2@first-response first-response 0",
      "T-2@opened-to-assigned opened-to-assigned 0",
      "T-2@resolution resolution 1",
    ]);
  });

  it("each promises every one of them", () => {
    const { attainment: _, ...rest } = pooled;
    const each = { ...rest, measure: { ...pooled.measure, figure: "each" as const } } as Commitment;
    expect(resultOf(settled({ contract: contract(each), rows: given }))).toMatchObject({
      figure: { shown: "4 of 8 late" },
      verdict: "breached",
    });
  });

  it("explain finds a ticket under each of its clocks, with the row that it was held against", () => {
    const told = explain(statement, { record: "T-2" }).facts.map(
      ({ record, effect }) => `${record}: ${effect}`,
    );
    expect(
      told.some((text) => text.startsWith("T-2@resolution:") && text.includes("target ≤ PT8H")),
    ).toBe(true);
    expect(told.length).toBe(6);
    const met = explain(statement, { record: "T-1" }, { rows: given }).facts;
    expect(met.map(({ record }) => record)).toEqual([
      "T-1@first-response",
      "T-1@resolution",
      "T-1@opened-to-assigned",
    ]);
    expect(met[1]?.effect).toContain("target P1 ≤ PT4H");
  });

  it("a screen sees each clock of a ticket; duties have none", () => {
    const { clocks } = clockPolicy(parseContract(contract(pooled, report)));
    expect(clocks.map(({ id, clock }) => `${id} ${clock.name}`)).toEqual([
      "support first-response",
      "support resolution",
      "support custom",
    ]);
  });

  it("first-response among the pooled clocks is what answers an opening (11)", () => {
    const next = withMeasure({ clock: "next-response" }, { id: "next" });
    const plan = parseContract(contract(next, { ...pooled, id: "pool" }));
    const clock = clockPolicy(plan).clocks.find(({ id }) => id === "next")?.clock;
    expect(clock).toEqual({ name: "next-response", after: "first-response" });
  });

  it("values of tickets that nearly are those of a pooled row are told", () => {
    const slip = [ticket("T-9", "p1", [])];
    expect(toldOf(slip, contract(pooled))).toEqual(["record.near-miss at "]);
  });

  it.each([
    { figure: "mean" as const },
    { figure: "percentile" as const, percentile: { at: "95", method: "nearest-rank" as const } },
  ])("times of several clocks are no figure: $figure", (changes) => {
    const { attainment: _, ...rest } = pooled;
    const codes = codesOf({
      ...rest,
      measure: { ...pooled.measure, ...changes },
      credits: [],
    } as Commitment);
    expect(codes).toEqual(["pool.of-times at commitments.0.measure.pooledWith"]);
  });

  it("one clock is pooled once", () => {
    const twice = { clock: "first-response" as const, pausedBy: [], targets: pooled.targets };
    const codes = codesOf({
      ...pooled,
      measure: { ...pooled.measure, pooledWith: [twice] },
    } as Commitment);
    expect(codes).toEqual(["pool.clock-twice at commitments.0.measure.pooledWith.0.clock"]);
  });

  it("a pooled clock is checked like any other, at its own place", () => {
    const wrong = {
      clock: { custom: { from: "opened", to: "opend" } },
      pausedBy: [],
      targets: [{ within: { elapsed: "PT1H" } }, { within: { elapsed: "PT2H" } }],
    };
    const codes = codesOf({
      ...pooled,
      measure: { ...pooled.measure, pooledWith: [wrong] },
    } as Commitment);
    expect(codes).toEqual([
      "target.unreachable-row at commitments.0.measure.pooledWith.0.targets.1",
      "clock.unknown-event at commitments.0.measure.pooledWith.0.clock.custom.to",
    ]);
  });
});

describe("explain walks from a duty to its facts and back", () => {
  const statement = settled({ contract: contract(), rows });
  const effects = (record: string, given?: readonly object[]) =>
    explain(
      statement,
      { record } as Question,
      given === undefined ? {} : { rows: given },
    ).facts.map(({ effect }) => effect);

  it("from the statement alone: the event, and what came late for it", () => {
    expect(effects("F-3")[0]).toContain(
      "late: begun 2026-10-05T10:00:00Z, due 2026-10-10T10:00:00Z, stopped 2026-10-12T10:00:00Z by F-4",
    );
    expect(effects("F-4")).toEqual([
      "report/web/2026-10: by it F-3 stopped at 2026-10-12T10:00:00Z: late",
    ]);
  });

  it("from the records: those in time too, and the fact that kept them", () => {
    expect(effects("F-1", rows)).toEqual([
      "report: met: begun 2026-10-03T10:00:00Z, due 2026-10-08T10:00:00Z, stopped 2026-10-08T10:00:00Z; 120 h counted, 0 s paused; target ≤ 5 days; it counts in the period of its due",
    ]);
    expect(effects("F-2", rows)[0]).toContain("report: F-1, met: begun");
  });

  it.each([
    {
      id: "F-5",
      why: "it has no event",
      is: "report-sent of I-9 at 2026-10-06T00:00:00Z: it began no duty of a result, and kept none",
    },
    {
      id: "F-6",
      why: "it has no subject either",
      is: "weather at 2026-10-06T00:00:00Z: it began no duty of a result, and kept none",
    },
    {
      id: "F-7",
      why: "it lies after asOf",
      is: "weather at 2026-11-06T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z",
    },
    {
      id: "F-8",
      why: "it was written down after asOf",
      is: "weather at 2026-10-06T00:00:00Z: outside: not known as of 2026-11-05T00:00:00Z, recorded at 2026-11-06T00:00:00Z",
    },
  ])("a fact that did nothing says so: $why", ({ id, is }) => {
    const given = [
      ...rows,
      fact("F-5", "report-sent", "10-06T00:00", about("I-9")),
      fact("F-6", "weather", "10-06T00:00"),
      fact("F-7", "weather", "11-06T00:00"),
      fact("F-8", "weather", "10-06T00:00", { recordedAt: stamp("11-06T00:00") }),
    ];
    const other = settled({ contract: contract(), rows: given });
    const { facts } = explain(other, { record: id }, { rows: given });
    expect(facts.map(({ effect }) => effect)).toEqual([is]);
  });

  it("a notice is told by its event, a gap by its beginning", () => {
    const gap = withDuty(
      { maxGap: { fact: "review" } },
      { id: "gap", targets: [{ within: { days: 10 } }] },
    );
    const other = settled({
      contract: contractOf({ commitments: [notice, gap], effective: { from: "2026-10-01" } }),
      rows: [
        fact("F-9", "retired", "12-01T12:00", { recordedAt: stamp("10-01T00:00") }),
        fact("F-1", "review", "10-05T00:00"),
      ],
    });
    const told = (record: string) => explain(other, { record }).facts.map(({ effect }) => effect);
    // 60 dates before 1 December is 2 October.
    expect(told("F-9")[0]).toContain(
      "open-late: of the event at 2026-12-01T12:00:00Z, due 2026-10-02T12:00:00Z, still open",
    );
    expect(told("F-1")[0]).toContain("open-late: a gap from 2026-10-05T00:00:00Z, due 2026-10-15");
  });
});

describe("a contract that cannot mean what it says about duties", () => {
  it.each([
    {
      why: "the event is its own answer",
      commitment: withDuty({ withinAfter: { event: "incident", fact: "incident" } }),
      codes: ["duty.one-fact-twice at commitments.0.measure.clock.duty.withinAfter.event"],
    },
    {
      why: "an event is listed twice",
      commitment: withDuty({
        noticeBefore: { event: { latestOf: ["retired", "retired"] }, fact: "announced" },
      }),
      codes: ["duty.one-fact-twice at commitments.0.measure.clock.duty.noticeBefore.event"],
    },
    {
      why: "nobody agrees a due for a fact",
      commitment: { ...report, targets: [{ within: { agreed: "with-the-customer" as const } }] },
      codes: ["duty.agreed at commitments.0.targets.0.within.agreed"],
    },
    {
      why: "options of tickets",
      commitment: withMeasure({
        pausedBy: [],
        onPriorityChange: "reset",
        onReopen: "new-cycle",
        countedUnder: "at-start",
        replies: ["automated"],
        atRisk: [{ used: "80" }],
      }),
      codes: ["pausedBy", "atRisk", "onPriorityChange", "onReopen", "countedUnder", "replies"].map(
        (name) => `duty.ticket-option at commitments.0.measure.${name}`,
      ),
    },
    {
      why: "a mean of notices",
      commitment: {
        ...notice,
        measure: { ...notice.measure, figure: "mean" },
        credits: [],
        targets: [{ within: { elapsed: "PT48H" } }],
      } as Commitment,
      codes: ["duty.time-of-notice at commitments.0.measure.clock"],
    },
    {
      why: "a percentage for a time",
      commitment: { ...report, targets: [{ atLeast: "99" }] },
      codes: ["target.not-a-time at commitments.0.targets.0"],
    },
  ])("$why", ({ commitment, codes }) => {
    expect(codesOf(commitment).sort()).toEqual([...codes].sort());
  });

  it("a mean of the time that reports took is a figure", () => {
    const mean = withMeasure(
      { figure: "mean" },
      { targets: [{ within: { elapsed: "PT144H" } }], credits: [] },
    );
    // Five days and seven: six.
    expect(resultOf(settled({ contract: contract(mean), rows }))).toMatchObject({
      figure: { shown: "144 h" },
      verdict: "met",
    });
  });

  it("the first gap has no fact that could name the zone of its calendar (2)", () => {
    const commitment = withDuty(
      { maxGap: { fact: "review" } },
      { targets: [{ within: { businessDays: 20, calendar: "local" } }] },
    );
    const calendars = [
      { id: "local", zone: { attribute: "tz" }, weekly: { "mon-fri": ["09:00-17:00"] } },
    ];
    const of = (more: object) => {
      const result = safeParseContract(
        contractOf({ calendars, commitments: [commitment], ...more }),
      );
      return result.ok ? [] : result.issues.map(({ code }) => code);
    };
    expect(of({})).toEqual(["duty.zone-unknown"]);
    expect(of({ attributes: { tz: "Europe/Berlin" } })).toEqual([]);
  });
});

describe("facts that cannot be read are refused, and odd ones told", () => {
  it.each([
    {
      why: "a span that runs backwards",
      rows: [fact("F-1", "incident", "10-03T10:00", { until: stamp("10-03T09:00") })],
      told: ["record.until-before-from at 0.until"],
    },
    {
      why: "a value with too many digits",
      rows: [fact("F-1", "incident", "10-03T10:00", { value: `${"1".repeat(18)}.1` })],
      told: ["decimal.too-long at 0.value"],
    },
    {
      why: "a service that the contract does not have",
      rows: [fact("F-1", "incident", "10-03T10:00", { service: "wen" })],
      told: ["record.unknown-service at 0.service"],
    },
    {
      why: "one subject with two events",
      rows: [
        fact("F-2", "incident", "10-05T10:00", about("I-1")),
        fact("F-1", "incident", "10-03T10:00", about("I-1")),
      ],
      told: ["fact.event-repeated at 0.subject"],
    },
    {
      why: "two events without a subject, at one instant",
      rows: [fact("F-1", "incident", "10-03T10:00"), fact("F-2", "incident", "10-03T10:00")],
      told: ["fact.event-repeated at 1.subject"],
    },
    {
      why: "the same in the other order: the first by id is the event",
      rows: [fact("F-2", "incident", "10-03T10:00"), fact("F-1", "incident", "10-03T10:00")],
      told: ["fact.event-repeated at 0.subject"],
    },
    {
      why: "an answer without a subject where the event has one",
      rows: [
        fact("F-1", "incident", "10-03T10:00", about("I-1")),
        fact("F-2", "report-sent", "10-05T10:00"),
      ],
      told: ["fact.subject-missing at 1.subject"],
    },
    {
      why: "an answer before its event, where no other comes",
      rows: [
        fact("F-1", "incident", "10-03T10:00", about("I-1")),
        fact("F-2", "report-sent", "10-02T10:00", about("I-1")),
      ],
      told: ["fact.before-event at "],
    },
    {
      why: "an answer at the instant of its event, and one after it",
      rows: [
        fact("F-1", "incident", "10-03T10:00", about("I-1")),
        fact("F-2", "report-sent", "10-03T10:00", about("I-1")),
        fact("F-3", "incident", "10-04T10:00", about("I-2")),
        fact("F-4", "report-sent", "10-05T10:00", about("I-2")),
      ],
      told: [],
    },
    {
      why: "names that no duty asks for, each told once",
      rows: [
        fact("F-1", "incidents", "10-03T10:00"),
        fact("F-2", "incidents", "10-04T10:00"),
        fact("F-3", "weather", "10-04T10:00"),
      ],
      told: ["record.unknown-fact at ", "record.unknown-fact at "],
    },
    {
      why: "of very many such names only the first hundred",
      rows: Array.from({ length: 101 }, (_, n) => fact(`F-${n}`, `weather-${n}`, "10-03T10:00")),
      told: Array.from({ length: 100 }, () => "record.unknown-fact at "),
    },
  ])("$why", ({ rows: given, told }) => {
    expect(toldOf(given)).toEqual(told);
  });

  it("attributes that nearly are those of a row are told", () => {
    const targets = [{ where: { severity: ["P1"] }, within: { days: 1 } }, { within: { days: 5 } }];
    const slip = fact("F-1", "incident", "10-03T10:00", {
      attributes: { severity: "p1", team: "x" },
    });
    const result = safeParseRecords([slip], parseContract(contract({ ...report, targets })));
    expect(result.ok && result.warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'record.near-miss: severity "p1" is not named in the contract, "P1" is: fact "F-1"',
    ]);
  });

  it("the file and line of a fact stand with its problem", () => {
    const source = (line: number) => ({ source: { file: "facts.ndjson", line } });
    const result = safeParseRecords(
      [
        fact("F-1", "incident", "10-03T10:00", source(1)),
        fact("F-2", "incident", "10-05T10:00", source(2)),
      ],
      parseContract(contract()),
    );
    expect(result.ok ? [] : result.issues).toMatchObject([{ file: "facts.ndjson", line: 2 }]);
  });

  it("names are told with what was meant; without duties nothing is asked for", () => {
    const result = safeParseRecords(
      [fact("F-1", "incidnt", "10-03T10:00")],
      parseContract(contract()),
    );
    expect(result.ok && result.warnings[0]?.hint).toBe('did you mean "incident"?');
    expect(toldOf([fact("F-1", "weather", "10-03T10:00")], contractOf())).toEqual([]);
  });

  it("gaps of subjects and gaps without one do not mix; alone either is fine", () => {
    const input = contract(withDuty({ maxGap: { fact: "review" } }));
    const [none, room] = [
      fact("F-1", "review", "10-03T10:00"),
      fact("F-2", "review", "10-04T10:00", about("room")),
    ];
    expect(toldOf([none, room], input)).toEqual(["fact.subject-missing at 0.subject"]);
    expect(toldOf([none], input)).toEqual([]);
    expect(toldOf([room], input)).toEqual([]);
  });

  it("a commitment about several services asks which one a fact is about", () => {
    const input = contractOf({
      services: [{ id: "web" }, { id: "mail" }],
      bases: [],
      commitments: [{ ...report, scope: { each: { services: ["web", "mail"] } }, credits: [] }],
    });
    expect(toldOf([fact("F-1", "incident", "10-03T10:00")], input)).toEqual([
      "fact.service-missing at 0.service",
    ]);
    const given = [fact("F-1", "incident", "10-03T10:00", { service: "mail" })];
    const statement = settled({ contract: input, rows: given });
    expect(statement.results.map(({ scope, misses }) => `${scope} ${misses.count}`)).toEqual([
      "web 0",
      "mail 1",
    ]);
  });

  it("a calendar in the zone of the fact needs the attribute that names it (2)", () => {
    const input = contractOf({
      calendars: [
        { id: "local", zone: { attribute: "tz" }, weekly: { "mon-fri": ["09:00-17:00"] } },
      ],
      commitments: [{ ...report, targets: [{ within: { business: "PT8H", calendar: "local" } }] }],
    });
    const of = (attributes?: object) =>
      fact("F-1", "incident", "10-05T10:00", attributes === undefined ? {} : { attributes });
    expect(toldOf([of()], input)).toEqual(["fact.zone-missing at 0.attributes.tz"]);
    expect(toldOf([of({ zone: "UTC" })], input)).toEqual(["fact.zone-missing at 0.attributes.tz"]);
    expect(toldOf([of({ tz: "Berlin" })], input)).toEqual(["zone.unknown at 0.attributes.tz"]);
    expect(toldOf([fact("F-2", "report-sent", "10-05T10:00")], input)).toEqual([]);
    // 10:00 in UTC is 12:00 in Berlin: five hours on Monday, three on Tuesday up to 12:00.
    const due = (tz: string) =>
      settled({ contract: input, rows: [of({ tz })] }).evidence.tickets[0]?.dueAt;
    expect(due("Europe/Berlin")).toBe("2026-10-06T10:00:00Z");
    expect(due("UTC")).toBe("2026-10-06T10:00:00Z");
    const { zones } = settled({ contract: input, rows: [of({ tz: "Europe/Berlin" })] }).manifest;
    expect(zones.map(({ zone }) => zone)).toEqual(["Europe/Berlin", "UTC"]);
    // 06:00 in New York: the hours from 09:00 to 17:00 are eight.
    expect(due("America/New_York")).toBe("2026-10-05T21:00:00Z");
  });
});

it("the order of the facts changes no byte (39)", () => {
  const odd = [
    ...rows,
    fact("F-5", "report-sent", "10-01T10:00", about("I-3")),
    fact("F-6", "incident", "10-02T10:00", about("I-3")),
    fact("F-7", "weather", "10-02T10:00"),
  ];
  const text = (statement: Statement) => JSON.stringify({ ...statement, producedBy: {} });
  expect(text(settled({ contract: contract(), rows: [...odd].reverse() }))).toBe(
    text(settled({ contract: contract(), rows: odd })),
  );
});
