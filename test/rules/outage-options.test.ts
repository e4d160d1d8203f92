import { describe, expect, it } from "vitest";
import { safeParseContract } from "../../src/index.ts";
import {
  type Changes,
  judged,
  type Measure,
  minutes,
  outagesContract,
  stated,
} from "./outage-world.ts";
import { ledgerOf, MINUTE, OCTOBER_MS, outage, work } from "./world.ts";

const ms = (result: ReturnType<typeof judged>) => Number(result.bad) / MINUTE;

describe("semantics 18: how long an outage must last", () => {
  const minimumOutage = (
    more: Partial<Exclude<Measure["minimumOutage"], string | undefined>> = {},
  ) => ({ length: "PT10M", reached: "at-least", counts: "whole", ...more }) as const;
  const ten = [outage("A", "10-05T10:00", "10-05T10:10")];
  const thirty = [outage("A", "10-05T10:00", "10-05T10:30")];
  /** 6 minutes, 4 up, 6 minutes. */
  const split = [
    outage("A", "10-05T10:00", "10-05T10:06"),
    outage("B", "10-05T10:10", "10-05T10:16"),
  ];

  it.each([
    { terms: minimumOutage(), rows: ten, bad: 10, why: "at least: exactly ten is enough" },
    {
      terms: minimumOutage({ reached: "more-than" }),
      rows: ten,
      bad: 0,
      why: "more than: exactly ten is too short",
    },
    { terms: minimumOutage({ reached: "more-than" }), rows: thirty, bad: 30, why: "the whole" },
    { terms: minimumOutage({ counts: "excess" }), rows: thirty, bad: 20, why: "30 − 10" },
    { terms: minimumOutage({ counts: "excess" }), rows: ten, bad: 0, why: "10 − 10" },
    {
      terms: minimumOutage({ counts: "excess" }),
      rows: [
        ...["05", "06", "07"].map((day) => outage(day, `10-${day}T10:00`, `10-${day}T10:30`)),
        outage("D", "10-08T10:00", "10-08T10:12"),
      ],
      bad: 62,
      why: "each outage is beyond a length of its own: 3 × (30 − 10) + (12 − 10)",
    },
    { terms: minimumOutage(), rows: split, bad: 0, why: "each is too short" },
    {
      terms: minimumOutage({ bridge: "PT4M" }),
      rows: split,
      bad: 12,
      why: "4 minutes apart: 6 + 6 reach ten together, the gap is up",
    },
    { terms: minimumOutage({ bridge: "PT3M59S" }), rows: split, bad: 0, why: "too far apart" },
    {
      terms: minimumOutage({ bridge: "PT4M", counts: "excess" }),
      rows: split,
      bad: 2,
      why: "12 − 10, the last two minutes",
    },
    {
      terms: minimumOutage({ bridge: "PT4M", length: "PT13M" }),
      rows: split,
      bad: 0,
      why: "the gap is no part of the length: 12 < 13",
    },
    {
      terms: minimumOutage({ counts: "excess" }),
      rows: [outage("A", "09-30T23:55", "10-01T00:15")],
      bad: 10,
      why: "20 minutes in all, of which the first ten do not count: 00:05 to 00:15",
    },
  ])("$bad minutes: $why", ({ terms, rows, bad }) => {
    const found = judged({ minimumOutage: terms }, rows);
    expect(ms(found)).toBe(bad);
    const { "too-short": short = 0, up = 0, down = 0 } = ledgerOf(found);
    expect(up + down + short).toBe(OCTOBER_MS);
  });

  it("a bridged outage is one outage, named by its first part", () => {
    const terms = { minimumOutage: minimumOutage({ bridge: "PT4M" }) };
    expect(judged({ figure: "count", ...terms }, split).figure?.exact).toBe("1");
    expect(judged(terms, split).misses).toEqual({ count: 1, ids: ["A"] });
  });
});

describe("semantics 18: outages near each other are one, the gap is down", () => {
  const near = [
    outage("A", "10-05T10:00", "10-05T10:30", { impact: "partial" }),
    outage("B", "10-05T10:40", "10-05T11:00"),
  ];

  it.each([
    { mergeGap: "PT9M", bad: 50, count: "2", why: "10 minutes apart are too far" },
    { mergeGap: "PT10M", bad: 60, count: "1", why: "30 + 10 + 20" },
  ])("$mergeGap: $bad minutes, $why", ({ mergeGap, bad, count }) => {
    expect(ms(judged({ mergeGap }, near))).toBe(bad);
    expect(judged({ mergeGap, figure: "count" }, near).figure?.exact).toBe(count);
  });

  it("the outage before the gap is taken to have gone on, at its weight", () => {
    const measure = { mergeGap: "PT10M", weights: { partial: "0.5" } };
    // (30 + 10) × 0.5 + 20.
    expect(ms(judged(measure, near))).toBe(40);
    const rows = stated(measure, near).evidence.outages;
    expect(rows.map(({ record, gap, downtimeMs }) => [record, gap, downtimeMs])).toEqual([
      ["A", undefined, minutes(15)],
      ["A", "merged", minutes(5)],
      ["B", undefined, minutes(20)],
    ]);
  });

  it("of several that end where the gap begins the heaviest goes on, then the earliest", () => {
    const rows = [
      outage("L", "10-05T09:00", "10-05T10:30", { impact: "partial" }),
      outage("M", "10-05T10:20", "10-05T10:30"),
      outage("K", "10-05T10:10", "10-05T10:30"),
      outage("Z", "10-05T10:30", "10-05T10:30"),
      outage("B", "10-05T10:40", "10-05T11:00"),
    ];
    const found = stated({ mergeGap: "PT10M", weights: { partial: "0.5" } }, rows);
    expect(found.evidence.outages.find(({ gap }) => gap !== undefined)?.record).toBe("K");
  });

  it("the gap counts towards the minimum, and an exclusion of the cause takes it", () => {
    const rows = near.map((row) => ({ ...row, cause: "customer" }));
    const changes: Changes = {
      exclusions: [
        {
          id: "own-fault",
          clause: "4.1",
          matches: { cause: "customer" },
          evidence: "not-required",
          removes: "downtime",
        },
      ],
      commitment: { excludes: ["own-fault"] },
    };
    expect(ms(judged({ mergeGap: "PT10M", minimumOutage: "PT60M" }, near))).toBe(60);
    expect(ms(judged({ mergeGap: "PT10M" }, rows, changes))).toBe(0);
  });
});

describe("semantics 18: overlapping outages added up, not merged", () => {
  const rows = [
    outage("A", "10-05T10:00", "10-05T11:00"),
    outage("B", "10-05T10:30", "10-05T11:30", { impact: "partial" }),
  ];

  it("60 + 60 × 0.5, with the signed way there in the ledger", () => {
    const found = judged({ overlap: "sum", weights: { partial: "0.5" } }, rows);
    expect(ms(found)).toBe(90);
    // On the time line 60 are down and 30 degraded: 60 + 15, and 15 more for the half hour of both.
    expect(found.ledger?.adjustments).toEqual([
      { of: "bad", why: "weight 0.5", ms: minutes(-15) },
      { of: "bad", why: "overlapping outages, each by itself", ms: minutes(15) },
    ]);
  });

  it("an outage of weight 0 adds nothing", () => {
    const light = outage("C", "10-05T10:00", "10-05T12:00", { impact: "none" });
    const weights = { partial: "0.5", none: "0" };
    const found = judged({ overlap: "sum", weights }, [light, ...rows]);
    expect(ms(found)).toBe(90);
    expect(found.misses.ids).toEqual(["A"]);
  });

  it("may come to more than the period, exactly", () => {
    const month = ["A", "B"].map((id) => outage(id, "10-01T00:00", "11-01T00:00"));
    const found = judged({ overlap: "sum" }, month);
    expect(found.figure).toEqual({ exact: "-100", unit: "percent", shown: "-100.000000" });
    expect(ledgerOf(found)).toEqual({ up: 0, down: OCTOBER_MS });
  });

  it("where another outage keeps an exclusion away, the excused one still does not count", () => {
    const changes: Changes = {
      exclusions: [
        {
          id: "own-fault",
          clause: "4.1",
          matches: { cause: "customer" },
          evidence: "not-required",
          concurrent: "counts",
          removes: "downtime",
        },
      ],
      commitment: { excludes: ["own-fault"] },
    };
    const both = [
      outage("A", "10-05T10:00", "10-05T11:00"),
      outage("B", "10-05T10:30", "10-05T11:30", { cause: "customer" }),
    ];
    // A counts its hour; B is excluded from 11:00 on, and excused while A runs.
    expect(ms(judged({ overlap: "sum" }, both, changes))).toBe(60);
    // Two rules that are kept away forgive no minute twice.
    const [rule] = changes.exclusions ?? [];
    const twice: Changes = {
      exclusions: [rule, { ...rule, id: "own-again" }] as NonNullable<Changes["exclusions"]>,
      commitment: { excludes: ["own-fault", "own-again"] },
    };
    expect(ms(judged({ overlap: "sum" }, both, twice))).toBe(60);
    // C keeps the exclusion away once more, for its ten minutes.
    const again = [...both, outage("C", "10-05T11:10", "10-05T11:20")];
    expect(ms(judged({ overlap: "sum" }, again, changes))).toBe(70);
  });
});

describe("semantics 18: the recorded share of an outage as its weight", () => {
  it.each([
    { affected: { share: "1/3" }, bad: 20, why: "60 ÷ 3" },
    { affected: { share: "0" }, bad: 0, why: "nobody was hit" },
    { affected: { units: 12 }, bad: 60, why: "a number of users is no share" },
    { affected: undefined, bad: 60, why: "nothing recorded: all of it" },
  ])("$affected counts $bad: $why", ({ affected, bad }) => {
    const rows = [
      outage("A", "10-05T10:00", "10-05T11:00", affected === undefined ? {} : { affected }),
    ];
    expect(ms(judged({ recordedShare: "weighs" }, rows))).toBe(bad);
    expect(ms(judged({}, rows))).toBe(60);
  });

  it("the share weighs beside the weight of the impact: 60 × 0.5 × 0.4", () => {
    const more = { impact: "partial", affected: { share: "0.4" } };
    const rows = [outage("A", "10-05T10:00", "10-05T11:00", more)];
    expect(ms(judged({ recordedShare: "weighs", weights: { partial: "0.5" } }, rows))).toBe(12);
  });
});

describe("semantics 4, 18: users times minutes", () => {
  const users = (value: string, from: string, until: string, more: object = {}) => ({
    type: "fact",
    id: `users-${from}`,
    fact: "users",
    at: `2026-${from}T00:00:00Z`,
    until: `2026-${until}T00:00:00Z`,
    value,
    ...more,
  });
  const measure = { overlap: "sum", denominator: { usersTimesMinutes: "users" } } as const;
  const hit = (id: string, units: number, more: object = {}) =>
    outage(id, "10-05T10:00", "10-05T11:00", { affected: { units }, ...more });

  it("an hour of 200 users and one of 50, of 1,000 users in October", () => {
    const rows = [users("1000", "10-01", "11-01"), hit("A", 200), hit("B", 50)];
    const found = judged(measure, rows);
    // (200 + 50) × 3,600,000 of 1,000 × 2,678,400,000.
    expect({ bad: found.bad, whole: found.whole }).toEqual({
      bad: "900000000",
      whole: "2678400000000",
    });
    // (2,678,400,000,000 − 900,000,000) × 100 ÷ 2,678,400,000,000 = 100 − 25/744.
    expect(found.figure?.exact).toBe("74375/744");
    expect(ledgerOf(found).down).toBe(60 * MINUTE);
  });

  it("each stretch by the count then in force: 1,000 up to the 16th, then 2,000", () => {
    const rows = [users("1000", "10-01", "12-01"), users("2000", "10-16", "11-01"), hit("A", 200)];
    // 15 × 1,000 + 16 × 2,000 days of users.
    expect(judged(measure, rows).whole).toBe(String(47_000 * 86_400_000));
  });

  it.each([
    { rows: [], why: "no count at all" },
    { rows: [users("1000", "10-02", "11-01")], why: "none on the first of October" },
    {
      rows: [{ ...users("1000", "10-01", "11-01"), value: undefined }],
      why: "a fact without a value",
    },
  ])("is not measured without the number of users: $why", ({ rows }) => {
    const given = rows.map((row) => JSON.parse(JSON.stringify(row)));
    expect(judged(measure, [...given, hit("A", 200)]).whyNot).toBe("no-data");
  });

  it("counts of the service itself come before those of no service", () => {
    const rows = [
      users("1000", "10-01", "11-01"),
      users("10", "10-01", "11-01", { id: "own", service: "web" }),
      hit("A", 1),
    ];
    expect(judged(measure, rows).whole).toBe(String(10 * OCTOBER_MS));
  });

  it("counts of another service are none of this one", () => {
    const rows = [users("10", "10-01", "11-01", { service: "mail" }), hit("A", 1)];
    const services = [{ id: "web" }, { id: "mail" }];
    expect(judged(measure, rows, { services, bases: [] }).whyNot).toBe("no-data");
  });

  it("the manifest counts the facts that it rests on as used", () => {
    const rows = [users("1000", "10-01", "11-01"), users("5", "08-01", "09-01"), hit("A", 1)];
    expect(stated(measure, rows).manifest.rows).toMatchObject({ in: 3, used: 2, outside: 1 });
  });

  it.each([
    { from: "10-05T10:00", until: "10-05T11:00", hours: 1, why: "by the count at its start" },
    { from: "09-30T23:00", until: "10-01T02:00", hours: 2, why: "or else by the next one" },
  ])("maintenance that was down hits every user, $why", ({ from, until, hours }) => {
    const rows = [users("1000", "10-01", "11-01"), work("CHG", from, until)];
    expect(judged(measure, rows).bad).toBe(String(1000 * hours * 60 * MINUTE));
  });

  it("maintenance without any count is not measured", () => {
    expect(judged(measure, [work("CHG", "10-05T10:00", "10-05T11:00")]).whyNot).toBe("no-data");
  });

  it("an outage that does not say whom it hit is refused", () => {
    const rows = [users("1000", "10-01", "11-01"), outage("A", "10-05T10:00", "10-05T11:00")];
    expect(() => judged(measure, rows)).toThrow(/outage\.units-missing/);
  });

  it("maintenance that hit everybody counts beside outages that hit some", () => {
    const rows = [users("1000", "10-01", "11-01"), work("CHG", "10-05T10:00", "10-05T11:00")];
    expect(judged(measure, rows).bad).toBe(String(1000 * 60 * MINUTE));
  });
});

describe("semantics 16: only some outages are counted", () => {
  const rows = [
    outage("A", "10-05T10:00", "10-05T10:30", { cause: "provider", tags: ["support", "db"] }),
    outage("B", "10-05T12:00", "10-05T13:00", { impact: "major" }),
    outage("C", "10-05T20:00", "10-05T20:10", { impact: "minor", tags: ["db"] }),
  ];

  it.each([
    { countOnly: { tag: ["db"] }, bad: 40, left: ["B"], why: "A and C have the tag" },
    { countOnly: { impact: ["major", "minor"] }, bad: 70, left: ["A"], why: "B and C" },
    { countOnly: { cause: ["provider"] }, bad: 30, left: ["B", "C"], why: "A alone" },
    {
      countOnly: { tag: ["db"], impact: ["minor"] },
      bad: 10,
      left: ["A", "B"],
      why: "each key must hold",
    },
  ] as const)("$countOnly: $bad minutes, $why", ({ countOnly, bad, left }) => {
    const statement = stated({ countOnly: countOnly as never }, rows);
    expect(ms(statement.results[0] as never)).toBe(bad);
    const told = statement.evidence.notCounted.filter(({ why }) => why === "not-selected");
    expect(told.map(({ record }) => record)).toEqual(left);
  });

  it("by the resource that it hit", () => {
    const services = [{ id: "web", charges: [], resources: ["db-1", "db-2"] }];
    const hit = rows.slice(0, 2).map((row, index) => ({ ...row, resource: `db-${index + 1}` }));
    const found = judged({ countOnly: { resource: ["db-2"] } }, [...hit, rows[2] ?? {}], {
      services,
      bases: [],
    });
    expect(ms(found)).toBe(60);
  });

  it("tells what an outage lacks, and nothing of those outside the period", () => {
    const { evidence } = stated({ countOnly: { impact: ["major"] } }, [
      ...rows,
      outage("D", "09-05T10:00", "09-05T11:00"),
    ]);
    expect(evidence.notCounted.map(({ record, detail }) => `${record}: ${detail}`)).toEqual([
      "A: it has no impact; only major counts",
      "C: it has the impact minor; only major counts",
    ]);
  });
});

describe("what contradicts itself is refused", () => {
  const codes = (measure: Partial<Measure>, changes: Changes = {}) => {
    const parsed = safeParseContract(outagesContract(measure, changes));
    return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };
  const at = "commitments.0.measure";

  it.each([
    {
      measure: { minimumOutage: { length: "P1D", reached: "at-least", counts: "whole" } },
      code: `duration.calendar-part ${at}.minimumOutage.length`,
    },
    { measure: { mergeGap: "5 minutes" }, code: `duration.malformed ${at}.mergeGap` },
    { measure: { minCoverage: "101" }, code: `target.not-a-percentage ${at}.minCoverage` },
    { measure: { minCoverage: "-1" }, code: `decimal.negative ${at}.minCoverage` },
    { measure: { hours: "offce" }, code: `contract.unknown-calendar ${at}.hours` },
    {
      measure: { starts: { earlierOf: ["report", "report"] } },
      code: `outage-clock.twice ${at}.starts`,
    },
    {
      measure: { counting: { whole: "minute", count: "ceil", per: "fault", aligned: "utc" } },
      code: `counting.no-slots ${at}.counting.aligned`,
    },
    {
      measure: { overlap: "sum", counting: { whole: "minute", count: "all-of", per: "fault" } },
      code: `counting.slots-of-sum ${at}.counting.count`,
    },
    {
      measure: {
        counting: { whole: "minute", count: "any-touched", per: "total", aligned: "fault" },
      },
      code: `counting.slots-of-all-faults ${at}.counting.aligned`,
    },
    {
      measure: { denominator: { usersTimesMinutes: "users" } },
      code: `denominator.users ${at}.overlap`,
    },
    {
      measure: {
        figure: "downtime",
        overlap: "sum",
        denominator: { usersTimesMinutes: "users" },
      },
      code: `denominator.users ${at}.figure`,
    },
    {
      measure: {
        overlap: "sum",
        partialPeriod: "not-a-period",
        denominator: { usersTimesMinutes: "users" },
      },
      code: `denominator.users ${at}.partialPeriod`,
    },
    { measure: { denominator: "active" }, code: `service.active-missing ${at}.denominator` },
    {
      measure: { partialPeriod: "undeployed-is-available" },
      code: `service.active-missing ${at}.partialPeriod`,
    },
    {
      measure: {
        latestReport: {
          within: {
            endOf: { period: { instants: ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"] }, n: 1 },
          },
          after: "outage-start",
        },
      },
      code: `period.not-for-a-wait ${at}.latestReport.within.endOf.period`,
    },
    {
      measure: {
        latestReport: {
          within: { businessDays: { n: 1, calendar: "offce" } },
          after: "outage-start",
        },
      },
      code: `contract.unknown-calendar ${at}.latestReport.within.businessDays.calendar`,
    },
    {
      measure: {
        latestReport: { within: { endOf: { period: "event", n: 1 } }, after: "outage-start" },
      },
      code: `period.not-for-a-wait ${at}.latestReport.within.endOf.period`,
    },
    {
      measure: {
        latestReport: {
          within: { endOf: { period: { rolling: { days: 3, until: "period-end" } }, n: 1 } },
          after: "outage-start",
        },
      },
      code: `period.not-for-a-wait ${at}.latestReport.within.endOf.period`,
    },
  ] as const)("$code", ({ measure, code }) => {
    expect(codes(measure as Partial<Measure>)).toContain(code);
  });

  it.each([
    { period: "calendar-week", denominator: { deemedDays: 30 } },
    { period: { anniversary: { from: "2026-01-15", months: 1 } }, denominator: { deemedDays: 30 } },
    {
      period: "calendar-day",
      denominator: { deemedMonths: { days28: 1, days29: 2, days30: 3, days31: 4 } },
    },
    { period: "clock-hour", denominator: "days-x-1440" },
    {
      period: { instants: ["2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"] },
      denominator: "days-x-1440",
    },
  ] as const)("$denominator of $period is no length", ({ period, denominator }) => {
    const found = codes(
      { denominator: denominator as never },
      { commitment: { period: period as never } },
    );
    expect(found).toContain(`denominator.not-of-this-period ${at}.denominator`);
  });

  it("a period that is refused itself is not asked for its months", () => {
    const period = { anniversary: { from: "2026-02-30", months: 1 } };
    const found = codes({ denominator: { deemedDays: 30 } }, { commitment: { period } });
    expect(found).toEqual(["date.no-such-date commitments.0.period.anniversary.from"]);
  });

  it("a credit by the length of outages does not go with users", () => {
    const found = codes(
      { overlap: "sum", denominator: { usersTimesMinutes: "users" } },
      {
        commitment: {
          credits: [
            { id: "each", clause: "6", on: "each-miss", how: "flat", give: { amount: "5.00" } },
          ],
        },
      },
    );
    expect(found).toContain(`denominator.users ${at}.denominator`);
  });

  it("hours are a denominator themselves", () => {
    const calendars = [{ id: "office", weekly: { "mon-fri": ["09:00-17:00"] } }];
    expect(codes({ hours: "office", denominator: "days-x-1440" }, { calendars })).toEqual([
      `denominator.beside-hours ${at}.denominator`,
    ]);
  });

  it("a share above 1 is no share", () => {
    const parsed = () =>
      judged({}, [outage("A", "10-05T10:00", "10-05T11:00", { affected: { share: "1.2" } })]);
    expect(parsed).toThrow(/outage\.not-a-share/);
  });
});
