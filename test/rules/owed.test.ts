import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  check,
  explain,
  openDuties,
  parseContract,
  parseRecords,
  safeParseContract,
  safeParseRecords,
} from "../../src/index.ts";
import { checkText } from "../../src/present/check-text.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { contractOf, fact, linesOf, resultOf, settled, stamp } from "./world.ts";

/** Duties by period, promise and quota as contracts and records (decision 0036). October 2026 in UTC. */

type Commitment = ContractInput["commitments"][number];
type Measure = Extract<Commitment["measure"], { facts: "cycles" }>;

const owed = (duty: object, more: Partial<Commitment> = {}, measure: Partial<Measure> = {}) =>
  ({
    id: "promise",
    clause: "7.1",
    scope: { service: "web" },
    period: "calendar-month",
    measure: { facts: "cycles", clock: { duty }, figure: "each", ...measure },
    excludes: [],
    targets: [],
    ...more,
  }) as Commitment;

const within = (length: object): Partial<Commitment> => ({ targets: [{ within: length }] });
const five = within({ days: 5 });

const reviews = { countInPeriod: { fact: "review", atLeast: 2, per: "calendar-month" } };
const contact = { presence: { fact: "contact", per: "calendar-month" } };
const shares = {
  entitlement: {
    event: "asked",
    fact: "given",
    quota: 2,
    unit: "occurrences",
    per: "calendar-year",
  },
};
const support = (until: object) => ({ supportedUntil: { fact: "retired", until } });
const dated = support({ date: "2026-10-18" });
const yearAfter = { after: { event: "released", lasts: { months: 12 } } };

const contract = (...commitments: Commitment[]) => contractOf({ commitments });
const about = (subject: string) => ({ subject });

const codesOf = (commitment: Commitment) => {
  const result = safeParseContract(contract(commitment));
  return result.ok ? [] : result.issues.map(({ code, path }) => `${code} at ${path.join(".")}`);
};
const toldOf = (given: readonly object[], commitment: Commitment) => {
  const result = safeParseRecords(given, parseContract(contract(commitment)));
  return (result.ok ? result.warnings : result.issues).map(
    ({ code, path }) => `${code} at ${path.join(".")}`,
  );
};

const clock = "commitments.0.measure.clock.duty";

describe("a contract that cannot mean what it says", () => {
  it.each([
    {
      why: "rows beside so many in a period",
      commitment: owed(reviews, five),
      codes: ["duty.rows at commitments.0.targets"],
    },
    {
      why: "rows beside support",
      commitment: owed(dated, five),
      codes: ["duty.rows at commitments.0.targets"],
    },
    {
      why: "presence without a lag",
      commitment: owed(contact),
      codes: ["target.none at commitments.0.targets"],
    },
    {
      why: "an entitlement without a time",
      commitment: owed(shares),
      codes: ["target.none at commitments.0.targets"],
    },
    {
      why: "any other measure without a target",
      commitment: {
        ...owed({}),
        measure: { facts: "outages", figure: "uptime-percent" },
      } as Commitment,
      codes: ["target.none at commitments.0.targets"],
    },
    {
      why: "each event",
      commitment: owed({ countInPeriod: { ...reviews.countInPeriod, per: "event" } }),
      codes: [`duty.period at ${clock}.countInPeriod.per`],
    },
    {
      why: "each of the last thirty days",
      commitment: owed(
        { presence: { fact: "contact", per: { rolling: { days: 30, until: "period-end" } } } },
        five,
      ),
      codes: [`duty.period at ${clock}.presence.per`],
    },
    {
      why: "a quota between instants",
      commitment: owed(
        {
          entitlement: {
            ...shares.entitlement,
            per: { instants: ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"] },
          },
        },
        five,
      ),
      codes: [`duty.period at ${clock}.entitlement.per`],
    },
    {
      why: "more than a thousand",
      commitment: owed({ countInPeriod: { ...reviews.countInPeriod, atLeast: 1001 } }),
      codes: [`contract.too-big at ${clock}.countInPeriod.atLeast`],
    },
    {
      why: "the mean time of a count",
      commitment: owed(reviews, {}, { figure: "mean" }),
      codes: ["duty.no-time at commitments.0.measure.clock"],
    },
    {
      why: "the mean time of support",
      commitment: owed(dated, {}, { figure: "mean" }),
      codes: ["duty.no-time at commitments.0.measure.clock"],
    },
    {
      why: "a population of periods",
      commitment: owed(reviews, {}, { where: { size: ["large"] } }),
      codes: ["duty.population at commitments.0.measure.where"],
    },
    {
      why: "a population of presence",
      commitment: owed(contact, five, { where: { size: ["large"] } }),
      codes: ["duty.population at commitments.0.measure.where"],
    },
    {
      why: "a population of what a quota is of",
      commitment: owed(shares, five, { where: { size: ["large"] } }),
      codes: ["duty.population at commitments.0.measure.where"],
    },
    {
      why: "a date that is none",
      commitment: owed(support({ date: "2026-02-30" })),
      codes: [`date.no-such-date at ${clock}.supportedUntil.until.date`],
    },
    {
      why: "a date of several that is none",
      commitment: owed(support({ latestOf: [{ date: "2026-02-30" }, { date: "2026-02-31" }] })),
      codes: [0, 1].map(
        (index) => `date.no-such-date at ${clock}.supportedUntil.until.latestOf.${index}.date`,
      ),
    },
    {
      why: "support for more than a century",
      commitment: owed(
        support({ earliestOf: [yearAfter, { after: { event: "sold", lasts: { months: 1201 } } }] }),
      ),
      codes: [`target.too-long at ${clock}.supportedUntil.until.earliestOf.1.after.lasts`],
    },
    {
      why: "the same in days",
      commitment: owed(support({ after: { event: "sold", lasts: { days: 36_526 } } })),
      codes: [`target.too-long at ${clock}.supportedUntil.until.after.lasts`],
    },
    {
      why: "a century of days, which is more days than a century has months",
      commitment: owed(support({ after: { event: "sold", lasts: { days: 36_525 } } })),
      codes: [],
    },
    {
      why: "an event twice",
      commitment: owed(support({ earliestOf: [yearAfter, yearAfter] })),
      codes: [`duty.one-fact-twice at ${clock}.supportedUntil.until`],
    },
    {
      why: "the end as its own beginning",
      commitment: owed(support({ after: { event: "retired", lasts: { days: 1 } } })),
      codes: [`duty.one-fact-twice at ${clock}.supportedUntil.until`],
    },
    {
      why: "what is asked for is what is given",
      commitment: owed({ entitlement: { ...shares.entitlement, event: "given" } }, five),
      codes: [`duty.one-fact-twice at ${clock}.entitlement.event`],
    },
    {
      why: "no form of a limb, and two",
      commitment: owed(support({ earliestOf: [{}, { date: "2026-10-18", ...yearAfter }] })),
      codes: [0, 1].map(
        (index) => `value.exactly-one at ${clock}.supportedUntil.until.earliestOf.${index}`,
      ),
    },
    {
      why: "a lag in the zone of nobody",
      commitment: owed(contact, within({ business: "PT8H", calendar: "local" })),
      codes: ["contract.unknown-calendar at commitments.0.targets.0.within.calendar"],
    },
  ])("$why", ({ commitment, codes }) => {
    expect(codesOf(commitment)).toEqual(codes);
  });

  it("the first absence has no fact that names the zone of its calendar (2)", () => {
    const input = contractOf({
      calendars: [
        { id: "local", zone: { attribute: "zone" }, weekly: { "mon-fri": ["09:00-17:00"] } },
      ],
      commitments: [owed(contact, within({ business: "PT8H", calendar: "local" }))],
    });
    const result = safeParseContract(input);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["duty.zone-unknown"]);
  });

  it("defaults that decide are listed (5, 16)", () => {
    const listed = (commitment: Commitment) =>
      parseContract(contract(commitment))
        .assumptions.filter(({ path }) => path.includes("duty"))
        .map(({ path, used, semantics }) => `${path.split(".").at(-1)} ${used} ${semantics}`);
    expect(listed(owed(reviews))).toEqual(["subjects apart 16", "partialPeriod clip 5"]);
    expect(listed(owed(contact, five))).toEqual(["subjects apart 16"]);
  });
});

describe("facts that nobody could count", () => {
  it.each([
    {
      why: "one subject among none, each for itself",
      commitment: owed(reviews),
      rows: [
        fact("F-1", "review", "10-01T00:00", about("a")),
        fact("F-2", "review", "10-02T00:00"),
      ],
      told: ["fact.subject-missing at 1.subject"],
    },
    {
      why: "the same, together",
      commitment: owed({ countInPeriod: { ...reviews.countInPeriod, subjects: "together" } }),
      rows: [
        fact("F-1", "review", "10-01T00:00", about("a")),
        fact("F-2", "review", "10-02T00:00"),
      ],
      told: [],
    },
    {
      why: "something asked for twice under one subject",
      commitment: owed(shares, five),
      rows: [fact("F-1", "asked", "10-01T00:00"), fact("F-2", "asked", "10-02T00:00")],
      told: ["fact.event-repeated at 1.subject"],
    },
    {
      why: "something given before it was asked for",
      commitment: owed(shares, five),
      rows: [
        fact("F-1", "given", "10-01T00:00", about("a")),
        fact("F-2", "asked", "10-02T00:00", about("a")),
      ],
      told: ["fact.before-event at "],
    },
    {
      why: "support that ends before the successor comes is no slip",
      commitment: owed(support(yearAfter)),
      rows: [
        fact("F-1", "retired", "10-01T00:00", about("a")),
        fact("F-2", "released", "10-02T00:00", about("a")),
      ],
      told: [],
    },
    {
      why: "minutes without an end, of the asking alone",
      commitment: owed({ entitlement: { ...shares.entitlement, unit: "minutes" } }, five),
      rows: [
        fact("F-1", "asked", "10-01T00:00", about("a")),
        fact("F-2", "given", "10-01T00:00", about("a")),
        fact("F-3", "asked", "10-02T00:00", { ...about("b"), until: stamp("10-02T01:00") }),
      ],
      told: ["fact.until-missing at 0.until"],
    },
    {
      why: "a name that no duty asks for",
      commitment: owed(support(yearAfter)),
      rows: [fact("F-1", "released", "10-01T00:00"), fact("F-2", "retird", "10-02T00:00")],
      told: ["record.unknown-fact at "],
    },
  ])("$why", ({ commitment, rows, told }) => {
    expect(toldOf(rows, commitment)).toEqual(told);
  });
});

const credits = [
  { id: "missing", clause: "7.2", on: "each-miss", how: "flat", give: { amount: "50.00" } },
] as NonNullable<Commitment["credits"]>;

describe("so many in a period", () => {
  const rows = [
    fact("F-1", "review", "10-05T00:00"),
    fact("F-2", "review", "11-02T00:00"),
    fact("F-3", "review", "11-03T00:00"),
    fact("F-4", "review", "11-04T00:00"),
  ];

  it("each that is missing is a miss with a credit of its own", () => {
    const statement = settled({ contract: contract(owed(reviews, { credits })), rows: [] });
    expect(resultOf(statement)).toMatchObject({
      verdict: "breached",
      figure: { shown: "2 of 2 late" },
      target: { rows: [{ clause: "msa 7.1", row: "≥ 2 in each calendar-month" }] },
      misses: { ids: ["review/2026-10", "review/2026-10#2"] },
    });
    expect(linesOf(statement)).toEqual(["promise/web/2026-10/missing 100.00 automatic"]);
  });

  it("evidence and explanation say what is missing, and what kept the others", () => {
    const statement = settled({ contract: contract(owed(reviews)), rows });
    expect(statement.evidence.tickets).toEqual([
      {
        result: "promise/web/2026-10",
        record: "review/2026-10#2",
        state: "late",
        openedAt: "2026-10-01T00:00:00Z",
        stoppedAt: "2026-11-01T00:00:00Z",
        dueAt: "2026-11-01T00:00:00Z",
        breachedAt: "2026-11-01T00:00:00Z",
        elapsedMs: String(31 * 86_400_000),
        row: 0,
        pausedMs: "0",
        duty: "count-in-period",
      },
    ]);
    const effects = (record: string, given?: readonly object[]) =>
      explain(statement, { record }, given === undefined ? {} : { rows: given }).facts.map(
        ({ effect }) => effect,
      );
    expect(effects("review/2026-10#2")).toEqual([
      "promise/web/2026-10: late: owed between 2026-10-01T00:00:00Z and 2026-11-01T00:00:00Z, and missing; target ≥ 2 in each calendar-month",
    ]);
    expect(effects("F-1", rows)).toEqual([
      "promise: review/2026-10, met: owed between 2026-10-01T00:00:00Z and 2026-11-01T00:00:00Z, kept 2026-10-05T00:00:00Z by F-1; target ≥ 2 in each calendar-month",
    ]);
    expect(effects("F-4", rows)).toEqual([
      "review at 2026-11-04T00:00:00Z: it began no duty of a result, and kept none",
    ]);
    // Of November's statement three were looked at: the first two, and none for the third.
    const november = settled({
      contract: contract(owed(reviews)),
      rows,
      period: "2026-11",
      asOf: "12-05T00:00",
    });
    expect(november.manifest.rows).toMatchObject({ in: 4, used: 2, outside: 2 });
  });

  it("a running period has what is not there yet open, and keeps the statement provisional (15)", () => {
    const statement = settled({ contract: contract(owed(reviews)), rows, asOf: "10-20T00:00" });
    expect(statement.blockedBy.map(({ why, record }) => `${why} ${record}`)).toEqual([
      "period-running undefined",
      "duty-open review/2026-10#2",
    ]);
    expect(
      explain(statement, { record: "review/2026-10#2" }).facts.map(({ effect }) => effect)[0],
    ).toContain("open: owed between 2026-10-01T00:00:00Z and 2026-11-01T00:00:00Z, not there yet");
  });

  it("counts in the period in which its own ends, or with `opened` in that in which it begins", () => {
    // The week of 26 October ends with Sunday, 1 November: it is November's, and October's by its start.
    const weekly = { countInPeriod: { fact: "review", atLeast: 1, per: "calendar-week" } };
    const counted = (countedIn: Measure["countedIn"], period: string) =>
      resultOf(
        settled({
          contract: contract(owed(weekly, {}, { countedIn })),
          rows: [],
          period,
          asOf: "12-05T00:00",
        }),
      ).misses.ids.map((id) => id.slice(-3));
    expect(counted("due", "2026-10")).toEqual(["W40", "W41", "W42", "W43"]);
    expect(counted("closed", "2026-11")).toEqual(["W44", "W45", "W46", "W47", "W48"]);
    expect(counted("opened", "2026-10")).toEqual(["W41", "W42", "W43", "W44"]);
  });

  it("a share of daily backups over a month", () => {
    const daily = { countInPeriod: { fact: "backup", atLeast: 1, per: "calendar-day" } };
    const share = { figure: "percent-within" } as const;
    const commitment = owed(daily, { attainment: { atLeast: "90" } }, share);
    const rows = Array.from({ length: 28 }, (_, day) =>
      fact(`F-${day}`, "backup", `10-${String(day + 1).padStart(2, "0")}T03:00`),
    );
    // 28 of 31 days.
    expect(resultOf(settled({ contract: contract(commitment), rows }))).toMatchObject({
      figure: { exact: "2800/31", shown: "90.322580" },
      verdict: "met",
    });
  });

  it.each([
    { per: { fiscal: { firstMonth: 4, length: "quarter" } }, shown: "fiscal quarter" },
    { per: { billingCycle: { anchorDay: 15 } }, shown: "billing cycle" },
    {
      per: { anniversary: { from: "2026-01-01", months: 12 } },
      shown: "period of the anniversary",
    },
  ])("in words: $shown", ({ per, shown }) => {
    const commitment = owed({ countInPeriod: { fact: "review", atLeast: 1, per } });
    expect(resultOf(settled({ contract: contract(commitment), rows: [] })).target).toEqual({
      rows: [{ clause: "msa 7.1", row: `≥ 1 in each ${shown}` }],
    });
  });
});

describe("somebody is there", () => {
  const rows = [
    fact("F-1", "contact", "01-01T00:00", { until: stamp("10-10T00:00") }),
    fact("F-2", "contact", "10-20T00:00"),
  ];
  const statement = settled({ contract: contract(owed(contact, { ...five, credits })), rows });

  it("is missed once for a period, with the time beyond the lag", () => {
    expect(resultOf(statement)).toMatchObject({
      figure: { shown: "1 of 1 late" },
      target: { rows: [{ row: "absent ≤ 5 days" }] },
      misses: { ids: ["contact/2026-10"] },
    });
    expect(linesOf(statement)).toEqual(["promise/web/2026-10/missing 50.00 automatic"]);
    expect(statement.manifest.rows).toMatchObject({ in: 2, used: 2 });
  });

  it.each([
    { met: "at-most", back: "10-15T00:00", late: [], why: "five days to the millisecond" },
    { met: "less-than", back: "10-15T00:00", late: ["contact/2026-10"], why: "it is used up" },
    { met: "less-than", back: "10-14T23:59", late: [], why: "a minute before" },
    { met: "at-most", back: "10-15T00:01", late: ["contact/2026-10"], why: "a minute beyond" },
  ] as const)("a lag of $met five days, until $back: $why (9)", ({ met, back, late }) => {
    const targets = [{ within: { elapsed: "PT120H", met } }];
    const { misses } = resultOf(
      settled({
        contract: contract(owed(contact, { targets })),
        rows: [rows[0], fact("F-2", "contact", back)].flatMap((one) => one ?? []),
      }),
    );
    expect(misses.ids).toEqual(late);
  });

  it("explains it, by the period and by who was there", () => {
    const said =
      "late: between 2026-10-01T00:00:00Z and 2026-11-01T00:00:00Z absent for 864000000 ms, of these 432000000 ms from 2026-10-15T00:00:00Z on beyond what is allowed; target absent ≤ 5 days";
    const effects = (record: string, given?: readonly object[]) =>
      explain(statement, { record }, given === undefined ? {} : { rows: given }).facts.map(
        ({ effect }) => effect,
      );
    expect(effects("contact/2026-10")[0]).toBe(`promise/web/2026-10: ${said}`);
    expect(effects("F-2", rows)).toEqual([`promise: contact/2026-10, ${said}`]);
  });

  it("a subject that no row takes is listed", () => {
    const targets = [{ where: { subject: ["Ann"] }, within: { days: 5 } }];
    const other = settled({
      contract: contract(owed(contact, { targets })),
      rows: [fact("F-1", "contact", "01-01T00:00", about("Bob"))],
    });
    expect(other.evidence.notCounted).toMatchObject([{ record: "Bob/2026-10", why: "no-row" }]);
  });
});

describe("support until", () => {
  const early = fact("E-1", "retired", "10-12T00:00", about("v1"));

  it("what ends it too soon is late by what is missing, and is told by it", () => {
    const statement = settled({ contract: contract(owed(dated)), rows: [early] });
    expect(resultOf(statement)).toMatchObject({
      target: { rows: [{ row: "until 2026-10-18" }] },
      misses: { ids: ["v1#0"] },
    });
    expect(statement.evidence.tickets).toMatchObject([{ lateMs: String(6 * 86_400_000) }]);
    const effects = (record: string) =>
      explain(statement, { record }).facts.map(({ effect }) => effect);
    expect(effects("v1#0")[0]).toBe(
      "promise/web/2026-10: late: promised until 2026-10-18T00:00:00Z, ended 2026-10-12T00:00:00Z by E-1, 518400000 ms too soon; target until 2026-10-18",
    );
    expect(effects("E-1")).toEqual([
      "promise/web/2026-10: by it v1#0 stopped at 2026-10-12T00:00:00Z: late",
    ]);
  });

  it("what is over in time is told too, and where the end is open", () => {
    const rows = [
      fact("F-1", "released", "01-05T00:00", about("v1")),
      fact("E-1", "retired", "10-20T00:00", about("v1")),
    ];
    const told = (until: object, given: readonly object[], record: string) =>
      explain(
        settled({ contract: contract(owed(support(until))), rows: given }),
        { record },
        { rows: given },
      ).facts.map(({ effect }) => effect);
    expect(told({ date: "2026-10-18" }, rows, "E-1")).toEqual([
      "promise: v1#0, met: promised until 2026-10-18T00:00:00Z, ended 2026-10-18T00:00:00Z by E-1; target until 2026-10-18",
    ]);
    expect(told(yearAfter, rows.slice(0, 1), "F-1")).toEqual([
      "promise: running: promised until 2027-01-05T00:00:00Z; target until 12 months after released",
    ]);
  });

  it("what ended before anything told how long it is owed is listed, and no miss", () => {
    const statement = settled({ contract: contract(owed(support(yearAfter))), rows: [early] });
    expect(resultOf(statement)).toMatchObject({ verdict: "not-measured", misses: { count: 0 } });
    expect(statement.evidence.notCounted).toEqual([
      {
        result: "promise/web/2026-10",
        record: "v1#0",
        why: "no-due",
        detail: "ended before anything told how long it is owed",
      },
    ]);
    expect(explain(statement, { record: "E-1" }, { rows: [early] }).facts[0]?.effect).toContain(
      "promised until what has not come yet",
    );
  });

  it.each([
    {
      until: { earliestOf: [{ date: "2026-10-18" }, yearAfter] },
      shown: "until the earliest of 2026-10-18, 12 months after released",
    },
    {
      until: {
        latestOf: [
          { after: { event: "sold", lasts: { days: 1 } } },
          { after: { event: "released", lasts: { months: { n: 1, endOfMonth: "preserve" } } } },
        ],
      },
      shown: "until the latest of 1 day after sold, 1 month after released",
    },
  ])("in words: $shown", ({ until, shown }) => {
    const statement = settled({ contract: contract(owed(support(until))), rows: [] });
    expect(resultOf(statement).target).toEqual({ rows: [{ clause: "msa 7.1", row: shown }] });
  });

  it("the end of a month leads to the end of a month where that is said (8)", () => {
    const months = { n: 1, endOfMonth: "preserve" };
    const until = { after: { event: "released", lasts: { months } } };
    const rows = [
      fact("F-1", "released", "09-30T00:00", about("v1")),
      fact("E-1", "retired", "10-30T00:00", about("v1")),
    ];
    const statement = settled({ contract: contract(owed(support(until))), rows });
    expect(statement.evidence.tickets).toMatchObject([{ dueAt: "2026-10-31T00:00:00Z" }]);
  });
});

describe("what is asked for up to a quota", () => {
  const rows = [
    fact("A-1", "asked", "05-04T00:00", about("1")),
    fact("G-1", "given", "05-05T00:00", about("1")),
    fact("A-2", "asked", "10-05T00:00", about("2")),
    fact("G-2", "given", "10-14T00:00", about("2")),
    fact("A-3", "asked", "10-06T00:00", about("3")),
    fact("A-4", "asked", "11-06T00:00", about("4")),
  ];
  const statement = settled({ contract: contract(owed(shares, { ...five, credits })), rows });

  it("counts what is owed; what finds nothing left is listed, and no miss", () => {
    expect(resultOf(statement)).toMatchObject({
      population: { counted: 1, met: 0, late: 1, notCounted: 1 },
      misses: { ids: ["A-2"] },
      entitlements: [
        {
          period: "2026",
          unit: "occurrences",
          quota: "2",
          used: "2",
          left: "0",
          notOwed: 1,
        },
      ],
    });
    expect(statement.evidence.notCounted).toEqual([
      {
        result: "promise/web/2026-10",
        record: "A-3",
        why: "not-owed",
        detail: "nothing was left of the quota when it was asked for",
      },
    ]);
    expect(linesOf(statement)).toEqual(["promise/web/2026-10/missing 50.00 automatic"]);
  });

  it("what was asked for before the contract takes nothing of its quota", () => {
    const terms = { ...contract(owed(shares, five)), effective: { from: "2026-10-01" } };
    const before = [fact("A-0", "asked", "09-30T23:59", about("0"))];
    const { entitlements, population } = resultOf(
      settled({ contract: terms, rows: [...before, ...rows] }),
    );
    // Asked for in October.
    expect(entitlements).toMatchObject([{ quota: "2", used: "2", left: "0", notOwed: 0 }]);
    expect(population).toMatchObject({ counted: 2 });
  });

  it("rests on the records since the quota began, which is listed (23)", () => {
    const listed = ({ assumptions }: typeof statement) =>
      assumptions.filter(({ path }) => path.startsWith("records.entitlement"));
    expect(listed(statement)).toEqual([
      {
        path: "records.entitlement.promise",
        used: "complete from 2026-01-01T00:00:00Z to 2026-10-01T00:00:00Z",
        semantics: 23,
      },
    ]);
    const monthly = { entitlement: { ...shares.entitlement, per: "calendar-month" } };
    expect(listed(settled({ contract: contract(owed(monthly, five)), rows }))).toEqual([]);
  });

  it("what was asked for before the contract takes nothing of it (37)", () => {
    const given = contractOf({
      commitments: [owed(shares, five)],
      effective: { from: "2026-05-05" },
    });
    const later = settled({ contract: given, rows });
    expect(resultOf(later)).toMatchObject({
      entitlements: [{ used: "2", left: "0", notOwed: 0 }],
      misses: { ids: ["A-2", "A-3"] },
    });
    expect(later.evidence.notCounted).toEqual([]);
    const may = settled({ contract: given, rows, period: "2026-05" });
    expect(may.evidence.notCounted).toMatchObject([{ record: "A-1", why: "before-term" }]);
    expect(resultOf(may).entitlements).toMatchObject([{ used: "0", left: "2" }]);
  });

  it("is told: late from the asking on, or with nothing left", () => {
    const effects = (record: string, given?: readonly object[]) =>
      explain(statement, { record }, given === undefined ? {} : { rows: given }).facts.map(
        ({ effect }) => effect,
      );
    expect(effects("A-2")[0]).toContain("late: asked for 2026-10-05T00:00:00Z, due 2026-10-10");
    expect(effects("A-3")[0]).toBe(
      "promise/web/2026-10: not counted (not-owed): nothing was left of the quota when it was asked for",
    );
    expect(effects("A-1", rows)[0]).not.toContain("nothing was left");
    expect(effects("A-3", rows)[0]).toContain("nothing was left");
  });

  it("text says what is used and left", () => {
    expect(statementText(statement)).toContain(
      "2 of 2 occurrences of 2026 used, 0 left, 1 asked for in vain",
    );
  });

  it("minutes are exact, also where they are none", () => {
    const duty = { entitlement: { ...shares.entitlement, unit: "minutes", quota: 90 } };
    const given = [
      fact("A-1", "asked", "10-05T00:00", { ...about("1"), until: "2026-10-05T00:00:30Z" }),
    ];
    const used = settled({ contract: contract(owed(duty, five)), rows: given });
    expect(resultOf(used).entitlements).toMatchObject([{ quota: "90", used: "0.5", left: "89.5" }]);
    const none = settled({ contract: contract(owed(duty, five)), rows: [] });
    expect(resultOf(none).entitlements).toMatchObject([{ used: "0", left: "90", notOwed: 0 }]);
    expect(statementText(none)).toContain("0 of 90 minutes of 2026 used, 90 left\n");
  });

  it("of several that are counted together each names its own", () => {
    const trainings = { entitlement: { ...shares.entitlement, event: "booked", fact: "trained" } };
    const pooled = owed(shares, five, {
      pooledWith: [
        { clock: { duty: trainings }, pausedBy: [], targets: [{ within: { days: 9 } }] },
        { clock: { duty: reviews }, pausedBy: [], targets: [] },
      ] as NonNullable<Measure["pooledWith"]>,
    });
    const given = [...rows, fact("B-1", "booked", "10-20T00:00", about("x"))];
    const found = resultOf(settled({ contract: contract(pooled), rows: given }));
    expect(found).toMatchObject({
      entitlements: [
        { clock: "given", used: "2", notOwed: 1 },
        { clock: "trained", used: "1", notOwed: 0 },
      ],
      misses: {
        ids: ["A-2@given", "B-1@trained", "review/2026-10#2@review", "review/2026-10@review"],
      },
    });
    expect(statementText(settled({ contract: contract(pooled), rows: given }))).toContain(
      "trained: 1 of 2 occurrences of 2026 used",
    );
  });
});

describe("what is owed next", () => {
  const given = contractOf({
    commitments: [
      owed(reviews, { id: "reviews" }),
      owed(contact, { id: "contact", ...five }),
      owed(support({ date: "2026-12-01" }), { id: "support" }),
      owed(shares, { id: "shares", ...five }),
    ],
  });
  const parsed = parseContract(given);
  const rows = [
    fact("F-1", "review", "10-05T00:00"),
    fact("F-2", "contact", "01-01T00:00", { until: stamp("10-18T00:00") }),
    ...[1, 2, 3].map((n) => fact(`A-${n}`, "asked", `10-1${n}T00:00`, about(String(n)))),
  ];
  const open = (asOf: string) =>
    openDuties(parsed, parseRecords(rows, parsed), stamp(asOf)).map(
      ({ id, ticket, cycle, state, dueAt, remainingMs = -1, nextChangeAt = 0 }) =>
        [
          `${id} ${ticket} ${cycle} ${state}`,
          new Date(dueAt ?? 0).toISOString().slice(5, 10),
          remainingMs / 86_400_000,
          new Date(nextChangeAt).toISOString().slice(5, 10),
        ].join(" "),
    );

  it("what a period still owes, an absence that goes on, support, and what was asked for in time", () => {
    expect(open("10-20T00:00")).toEqual([
      "shares A-1 1 breached-open 10-16 0 01-01",
      "shares A-2 1 breached-open 10-17 0 01-01",
      "contact contact 0 running 10-23 3 10-23",
      "reviews review/2026-10 2 running 11-01 12 11-01",
      "support retired 0 running 12-01 42 12-01",
    ]);
  });

  it("nothing of a period that is over, nor of one that has just begun", () => {
    expect(open("11-01T00:00").map((text) => text.split(" ")[0])).toEqual([
      "shares",
      "shares",
      "contact",
      "support",
    ]);
  });
});

describe("check says what is owed", () => {
  it("in words, of each clock that is counted", () => {
    const pooled = owed(
      reviews,
      {},
      {
        pooledWith: [
          { clock: { duty: dated }, pausedBy: [], targets: [] },
          { clock: { duty: contact }, pausedBy: [], targets: [{ within: { days: 5 } }] },
        ] as NonNullable<Measure["pooledWith"]>,
      },
    );
    const found = check(parseContract(contract(pooled, owed(contact, { id: "contact", ...five }))));
    expect(found.targets.map(({ target, sense }) => [target, sense])).toEqual([
      [{ row: "≥ 2 in each calendar-month" }, undefined],
      [{ row: "until 2026-10-18" }, undefined],
      [expect.objectContaining({ within: { days: 5, met: "at-most" } }), "absent"],
      [expect.objectContaining({ within: { days: 5, met: "at-most" } }), "absent"],
    ]);
    const text = checkText(found);
    for (const said of ["≥ 2 in each calendar-month", "until 2026-10-18", "absent ≤ 5 days"])
      expect(text).toContain(said);
  });
});
