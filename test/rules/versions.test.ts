import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, type Statement, safeParseContract } from "../../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  response,
  resultOf,
  settled,
  stamp,
  tiered,
} from "./world.ts";

type Commitment = ContractInput["commitments"][number];
type Effective = NonNullable<Commitment["effective"]>;

/** October has 744 hours: 14 days (336 h) until the 15th, 17 days (408 h) from it on. */
const cut = "2026-10-15";

/** A tenth of the fee under 99.9 %, then a fifth of it under 99.5 %. */
const next: Commitment = {
  ...availability,
  id: "availability-2",
  clause: "7.1",
  targets: [{ atLeast: "99.5" }],
  credits: [tiered(["0", "99.5", "20"])],
};
const continued = (termsAt: "start" | "stop", from = cut, commitment = "availability") =>
  ({ from, continues: { commitment, termsAt } }) satisfies Effective;
/** Six hours over the boundary: two of the first part, four of the second. */
const over = outage("INC-1", "10-14T22:00", "10-15T04:00");

const inUse = (changes: Partial<ContractInput> = {}) => contractOf({ rounding: half, ...changes });
const half = { each: "line", mode: "half-up" } as const;

const apart = [
  { ...availability, effective: { until: cut } },
  { ...next, effective: { from: cut } },
];

const figures = ({ results }: Statement) =>
  results.map(({ id, bad, whole, verdict }) => [id, Number(bad), Number(whole), verdict]);
const HOUR = 3_600_000;

describe("semantics 37: commitments with dates of their own", () => {
  const settledApart = (changes: Partial<ContractInput> = {}) =>
    settled({ contract: inUse({ commitments: apart, ...changes }), rows: [over] });

  it("judge their part of the period each: the outage is split at the boundary", () => {
    expect(figures(settledApart())).toEqual([
      ["availability/web/2026-10", 2 * HOUR, 336 * HOUR, "breached"],
      ["availability-2/web/2026-10", 4 * HOUR, 408 * HOUR, "breached"],
    ]);
  });

  it("take the whole fee each unless it goes by time, which is listed (5)", () => {
    const statement = settledApart();
    expect(linesOf(statement)).toEqual([
      "availability-2/web/2026-10/tenth 200.00 automatic",
      "availability/web/2026-10/tenth 100.00 automatic",
    ]);
    expect(statement.assumptions).toContainEqual({
      path: "services.web.charges.fee.partialPeriod",
      used: "whole",
      semantics: 5,
    });
  });

  it.each([
    // 1000 × 408 ÷ 744 ÷ 5 and 1000 × 336 ÷ 744 ÷ 10.
    ["by time", { amount: "1000.00", per: "month", partialPeriod: "by-time" }, "109.68", "45.16"],
    // 408 h ÷ 5 and 336 h ÷ 10.
    ["by the hour", { amount: "1.00", per: "hour" }, "81.60", "33.60"],
  ] as const)("take their part of a fee %s", (_, charge, first, second) => {
    const services = [{ id: "web", charges: [{ id: "fee", ...charge }] }];
    expect(settledApart({ services }).lines.map(({ amount }) => amount)).toEqual([first, second]);
  });

  it("owe in the statement in which the whole period ends", () => {
    const quarters = apart.map((one) => ({ ...one, period: "calendar-quarter" as const }));
    const contract = inUse({ commitments: quarters });
    const october = settled({ contract, rows: [over] });
    expect(october.results.map(({ verdict }) => verdict)).toEqual(["pending", "pending"]);
    expect(october.lines).toEqual([]);
    const december = settled({
      contract,
      rows: [over],
      period: "2026-12",
      asOf: "2027-01-05T00:00:00Z",
    });
    // From 1 October: 336 h, then the rest of the 92 days.
    expect(figures(december).map(([id, , whole]) => [id, whole])).toEqual([
      ["availability/web/2026-Q4", 336 * HOUR],
      ["availability-2/web/2026-Q4", (92 * 24 - 336) * HOUR],
    ]);
    // 4 h of the 1,872 are within 99.5 %.
    expect(linesOf(december)).toEqual(["availability/web/2026-Q4/tenth 300.00 automatic"]);
  });

  it("that lie outside the contract's term are never judged", () => {
    const commitments = [
      availability,
      { ...next, effective: { from: "2027-06-01" } },
      { ...response, effective: { until: "2025-12-01" } },
    ];
    const contract = contractOf({
      commitments,
      effective: { from: "2026-01-01", until: "2027-01-01" },
    });
    const ids = settled({ contract, rows: [over] }).results.map(({ id }) => id);
    expect(ids).toEqual(["availability/web/2026-10"]);
  });
});

describe("semantics 37: versions whose parts are added", () => {
  const of = (effective: Effective, more: Partial<Commitment> = {}) =>
    inUse({ commitments: [availability, { ...next, ...more, effective }] });

  it.each([
    ["start", "availability/web/2026-10", "100.00"],
    ["stop", "availability-2/web/2026-10", "200.00"],
  ] as const)(
    "with termsAt: %s the period is one, judged by one of them",
    (termsAt, id, amount) => {
      const statement = settled({ contract: of(continued(termsAt)), rows: [over] });
      expect(figures(statement)).toEqual([[id, 6 * HOUR, 744 * HOUR, "breached"]]);
      expect(statement.lines.map(({ amount }) => amount)).toEqual([amount]);
      expect(resultOf(statement).steps[0]).toEqual({
        op: "version",
        clause: termsAt === "start" ? "msa 3.1" : "msa 7.1",
        in: "availability, availability-2 from 2026-10-15T00:00:00Z",
        out: id.slice(0, id.indexOf("/")),
      });
      expect(statement.assumptions.map(({ path }) => path)).not.toContain(
        "services.web.charges.fee.partialPeriod",
      );
    },
  );

  it.each([
    ["2026-09", "availability/web/2026-09"],
    ["2026-11", "availability-2/web/2026-11"],
  ])("a period of one version is judged by that: %s", (period, id) => {
    const asOf = "2027-01-01T00:00:00Z";
    const statement = settled({ contract: of(continued("start")), rows: [over], period, asOf });
    expect(statement.results.map((one) => one.id)).toEqual([id]);
    expect(resultOf(statement).steps.map(({ op }) => op)).not.toContain("version");
  });

  it("an earlier version may say itself when it ends", () => {
    const commitments = [
      { ...availability, effective: { until: cut } },
      { ...next, effective: continued("stop") },
    ];
    const statement = settled({ contract: contractOf({ commitments }), rows: [over] });
    expect(statement.results.map(({ id }) => id)).toEqual(["availability-2/web/2026-10"]);
  });

  it("where the measures differ each part has its own result and tiers", () => {
    const measure = { ...next.measure, minimumOutage: "PT5H" } as Commitment["measure"];
    const contract = of(continued("stop"), { measure });
    const warnings = parseContract(contract).warnings.map(({ code, path }) => [
      code,
      path.join("."),
    ]);
    expect(warnings).toEqual([["version.parts-apart", "commitments.1.effective.continues"]]);
    // The merged outage has six hours, so that it counts in the second part too, with its four.
    expect(figures(settled({ contract, rows: [over] }))).toEqual([
      ["availability/web/2026-10", 2 * HOUR, 336 * HOUR, "breached"],
      ["availability-2/web/2026-10", 4 * HOUR, 408 * HOUR, "breached"],
    ]);
  });

  it.each([
    ["start", "start", "availability"],
    ["start", "stop", "third"],
    ["stop", "start", "availability-2"],
    ["stop", "stop", "third"],
  ] as const)("of three, %s then %s leads to %s", (first, second, judge) => {
    const third: Commitment = {
      ...next,
      id: "third",
      effective: continued(second, "2026-10-20", "availability-2"),
    };
    const commitments = [availability, { ...next, effective: continued(first) }, third];
    const statement = settled({ contract: contractOf({ commitments }), rows: [over] });
    expect(statement.results.map(({ commitment }) => commitment)).toEqual([judge]);
  });

  it("only neighbours that agree are added: the third stands alone", () => {
    const third: Commitment = {
      ...next,
      id: "third",
      period: "calendar-quarter",
      effective: continued("start", "2026-10-20", "availability-2"),
    };
    const commitments = [availability, { ...next, effective: continued("stop") }, third];
    const statement = settled({ contract: contractOf({ commitments }), rows: [over] });
    // 1 to 20 October, 19 days, as one; the quarter still runs.
    expect(figures(statement).slice(0, 1)).toEqual([
      ["availability-2/web/2026-10", 6 * HOUR, 456 * HOUR, "breached"],
    ]);
    expect(statement.results.map(({ id }) => id)).toEqual([
      "availability-2/web/2026-10",
      "third/web/2026-Q4",
    ]);
  });

  it("an event is judged once, by the version of its start or of its end", () => {
    const event = { ...availability, period: "event" as const, credits: [] };
    const idsOf = (commitments: readonly Commitment[]) =>
      settled({
        contract: contractOf({ commitments: [...commitments] }),
        rows: [over],
      }).results.map(({ id }) => id);
    const second = (effective: Effective) => ({ ...event, id: "availability-2", effective });
    expect(idsOf([event, second(continued("start"))])).toEqual(["availability/web/INC-1"]);
    expect(idsOf([event, second(continued("stop"))])).toEqual(["availability-2/web/INC-1"]);
    expect(idsOf([{ ...event, effective: { until: cut } }, second({ from: cut })])).toEqual([
      "availability/web/INC-1",
      "availability-2/web/INC-1",
    ]);
  });
});

describe("semantics 36, 37: rules that look back", () => {
  const chronic = (commitment: Commitment): Commitment => ({
    ...commitment,
    credits: [
      {
        id: "chronic",
        clause: "6.9",
        when: { consecutive: 2 },
        on: "measured",
        how: "flat",
        give: { amount: "7.00" },
      },
    ],
  });
  const months = [
    outage("INC-9", "09-10T00:00", "09-10T12:00"),
    outage("INC-10", "10-10T00:00", "10-10T12:00"),
  ];
  const twoMonths = (effective: Effective) => {
    const commitments = [chronic(availability), chronic({ ...next, effective })];
    const contract = contractOf({ commitments, effective: { from: "2026-09-01" } });
    const september = settled({ contract, rows: months, period: "2026-09", asOf: "10-05T00:00" });
    return settled({ contract, rows: months, issued: [september] });
  };

  it("follow a commitment into the version before it", () => {
    expect(linesOf(twoMonths(continued("start", "2026-10-01")))).toEqual([
      "availability-2/web/2026-10/chronic 7.00 automatic",
    ]);
  });

  it("begin with the commitment's own dates where it continues none", () => {
    expect(linesOf(twoMonths({ from: "2026-10-01" }))).toEqual([
      "availability/web/2026-10/chronic 7.00 automatic",
    ]);
  });

  it("a mean with earlier periods reads those of the version before", () => {
    const averaged = (one: Commitment): Commitment => ({
      ...one,
      measure: { ...one.measure, averageWith: { earlierPeriods: 1 } } as Commitment["measure"],
      credits: [],
    });
    const effective = continued("start", "2026-10-01");
    const commitments = [averaged(availability), averaged({ ...next, effective })];
    const quarter = { settlement: "calendar-quarter", commitments } as const;
    const rows = [outage("INC-9", "09-10T00:00", "09-10T12:00")];
    const contract = contractOf({ ...quarter, effective: { from: "2026-09-01" } });
    const before = settled({ contract, rows, period: "2026-Q3", asOf: "10-05T00:00" });
    const statement = settled({
      contract,
      rows,
      period: "2026-Q4",
      asOf: "2027-01-05T00:00:00Z",
      issued: [before],
    });
    // September: 12 of 720 hours down, 98 1/3 %; October 100 %.
    expect(resultOf(statement, "availability-2/web/2026-10").figure?.exact).toBe("595/6");
  });
});

describe("what is refused", () => {
  const codes = (...more: readonly Commitment[]) => {
    const result = safeParseContract(contractOf({ commitments: [availability, ...more] }));
    return result.ok ? [] : result.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };
  const second = (effective: Effective, more: Partial<Commitment> = {}) => ({
    ...next,
    effective,
    ...more,
  });
  const named = (commitment: string) => ({ commitment, termsAt: "start" }) as const;

  it.each([
    [
      "no date",
      [second({ continues: named("availability") })],
      ["version.without-date commitments.1.effective"],
    ],
    [
      "dates the wrong way round",
      [second({ from: "2026-10-15", until: "2026-10-15" })],
      ["version.never-in-force commitments.1.effective"],
    ],
    [
      "a date that is none",
      [second({ from: "2026-02-30", until: "2026-11-31" })],
      [
        "date.no-such-date commitments.1.effective.from",
        "date.no-such-date commitments.1.effective.until",
      ],
    ],
    [
      "an unknown commitment",
      [second({ from: cut, continues: named("availabilty") })],
      ["contract.unknown-commitment commitments.1.effective.continues.commitment"],
    ],
    [
      "a gap",
      [
        second({ from: cut, until: "2026-11-01" }),
        second(continued("start", "2026-12-01", "availability-2"), { id: "third" }),
      ],
      ["version.not-adjoining commitments.1.effective.until"],
    ],
    [
      "two next versions",
      [second(continued("start")), second(continued("start", "2026-12-01"), { id: "third" })],
      ["version.two-successors commitments.2.effective.continues"],
    ],
    [
      "a commitment that continues itself",
      [second(continued("start", cut, "availability-2"))],
      ["version.never-in-force commitments.1.effective"],
    ],
    [
      "a circle",
      [
        second(continued("start", cut, "third")),
        second(continued("start", "2026-11-01", "availability-2"), { id: "third" }),
        second(continued("start", "2026-12-01", "third"), { id: "fourth" }),
      ],
      [
        "version.two-successors commitments.3.effective.continues",
        "version.never-in-force commitments.2.effective",
      ],
    ],
    [
      "a clock that is to pass to another measure",
      [
        response,
        {
          ...response,
          id: "r2",
          scope: { service: "web" },
          measure: { facts: "cycles", clock: "resolution", figure: "each" },
          effective: continued("stop", cut, "response"),
        },
      ],
      ["version.clock-differs commitments.2.effective.continues"],
    ],
  ] as readonly (readonly [string, readonly Commitment[], readonly string[]])[])(
    "%s",
    (_, more, expected) => {
      expect(codes(...more)).toEqual(expected);
    },
  );

  it("but not a duty whose times change on the way", () => {
    const duty = (within: string): Commitment => ({
      id: "report",
      clause: "8",
      scope: { service: "web" },
      period: "calendar-month",
      measure: {
        facts: "cycles",
        clock: { duty: { withinAfter: { event: "outage-ended", fact: "report" } } },
        figure: "each",
      },
      excludes: [],
      targets: [{ within: { elapsed: within } }],
    });
    const effective = continued("start", cut, "report");
    expect(codes(duty("PT1H"), { ...duty("PT2H"), id: "report-2", effective })).toEqual([]);
  });

  it("nothing of versions where the contract itself never begins", () => {
    const contract = contractOf({
      effective: { from: "2026-10-01", until: "2026-09-01" },
      commitments: [availability, second(continued("start"))],
    });
    const result = safeParseContract(contract);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual([
      "contract.never-effective",
    ]);
  });
});

describe("semantics 37: tickets over the boundary", () => {
  const opened = (id: string, at: string, ...events: readonly object[]) => ({
    type: "ticket",
    id,
    service: "web",
    openedAt: stamp(at),
    events,
  });
  const event = (name: string, at: string, more: object = {}) => ({
    event: name,
    at: stamp(at),
    ...more,
  });
  const replied = (at: string) => event("replied", at, { by: "agent", kind: "substantive" });
  const ticketsOf = ({ evidence }: Statement) =>
    evidence.tickets.map(({ result, record, breachedAt }) => [
      result,
      record,
      breachedAt?.slice(5, 16),
    ]);

  it("by dates alone one counts with the version of its start, also after its last day", () => {
    const slow = { ...response, targets: [{ within: { elapsed: "PT480H" } }] };
    const commitments = [
      { ...slow, effective: { until: cut } },
      { ...slow, id: "response-2", effective: { from: cut } },
    ];
    const contract = contractOf({ commitments });
    // Twenty days from the 14th lead to 3 November, from the 15th to 4 November.
    const rows = [opened("T-1", "10-14T12:00"), opened("T-2", "10-15T12:00")];
    const asOf = "2026-12-05T00:00:00Z";
    const november = settled({ contract, rows, period: "2026-11", asOf });
    expect(ticketsOf(november)).toEqual([
      ["response/web/2026-11", "T-1", "11-03T12:00"],
      ["response-2/web/2026-11", "T-2", "11-04T12:00"],
    ]);
    // Nothing began in September that is due in October: the first has a result, with nothing in it.
    expect(settled({ contract, rows, asOf }).results.map(({ id }) => id)).toEqual([
      "response/web/2026-10",
      "response-2/web/2026-10",
    ]);
    const none = settled({ contract, rows: [], period: "2026-11", asOf });
    expect(none.results.map(({ id }) => id)).toEqual(["response-2/web/2026-11"]);
  });

  it("a clock that never comes due keeps its result, so that the settlement is refused (9)", () => {
    const calendars = [
      { id: "office", weekly: { "mon-fri": ["09:00-18:00"] }, effective: { until: "2026-10-16" } },
    ] as ContractInput["calendars"];
    const slow = {
      ...response,
      targets: [{ within: { business: "PT100H", calendar: "office" } }],
      effective: { until: cut },
    };
    const contract = contractOf({ calendars: calendars ?? [], commitments: [slow, availability] });
    const rows = [opened("T-1", "10-14T12:00")];
    const asOf = "2026-12-05T00:00:00Z";
    const refused = () => settled({ contract, rows, period: "2026-11", asOf });
    expect(refused).toThrow(/never/);
  });

  it("a resolved ticket that is reopened under the new version goes on under it", () => {
    const resolution = {
      ...response,
      id: "resolution",
      measure: { facts: "cycles", clock: "resolution", figure: "each" },
      targets: [{ within: { elapsed: "PT10H" } }],
      credits: [],
    } as Commitment;
    const shorter = {
      ...resolution,
      id: "resolution-2",
      targets: [{ within: { elapsed: "PT4H" } }],
      effective: continued("stop", cut, "resolution"),
    };
    const rows = [
      // Three hours until it is resolved, the gap is not counted; an hour is left of four.
      opened(
        "T-1",
        "10-14T12:00",
        event("resolved", "10-14T15:00"),
        event("reopened", "10-15T10:00"),
        event("resolved", "10-15T12:00"),
      ),
      opened("T-2", "10-14T12:00", event("resolved", "10-14T20:00")),
    ];
    const contract = contractOf({ commitments: [resolution, shorter] });
    expect(ticketsOf(settled({ contract, rows }))).toEqual([
      ["resolution-2/web/2026-10", "T-1", "10-15T11:00"],
    ]);
  });

  describe("updates every hour, every half hour from the 15th on", () => {
    const hourly = {
      ...response,
      id: "updates",
      measure: {
        facts: "cycles",
        clock: { update: { from: "opening", until: "resolved", grid: "rolling" } },
        figure: "each",
      },
      credits: [],
    } as Commitment;
    const halfHourly = (termsAt: "start" | "stop") => ({
      ...hourly,
      id: "updates-2",
      targets: [{ within: { elapsed: "PT30M" } }],
      effective: continued(termsAt, cut, "updates"),
    });
    const silent = [opened("T-1", "10-14T23:30", event("resolved", "10-15T01:10"))];

    it.each([
      // From 23:30 an hour; the next two begin under half an hours. What ends with the ticket is none.
      ["start", ["10-15T00:30", "10-15T01:00"]],
      // Half an hour is used up at the change: due then, and every half an hour after it.
      ["stop", ["10-15T00:00", "10-15T00:30", "10-15T01:00"]],
    ] as const)("termsAt: %s", (termsAt, expected) => {
      const contract = contractOf({ commitments: [hourly, halfHourly(termsAt)] });
      expect(ticketsOf(settled({ contract, rows: silent })).map(([, , at]) => at)).toEqual(
        expected,
      );
    });
  });

  it("answers that came in time and a reply under each version", () => {
    const shorter = {
      ...response,
      id: "response-2",
      targets: [{ within: { elapsed: "PT30M" } }],
      effective: continued("start", cut, "response"),
    };
    const rows = [
      opened("T-1", "10-14T23:20", replied("10-15T00:10")),
      opened("T-2", "10-15T00:20", replied("10-15T01:10")),
    ];
    const statement = settled({ contract: contractOf({ commitments: [response, shorter] }), rows });
    expect(ticketsOf(statement)).toEqual([["response/web/2026-10", "T-2", "10-15T00:50"]]);
    // Late under the new version; the month is judged by the terms of its start.
    expect(linesOf(statement)).toEqual(["response/web/2026-10/late 50.00 automatic"]);
  });

  it("versions with the same times are one table: nothing changes at the boundary", () => {
    const same = { ...response, id: "response-2", effective: continued("start", cut, "response") };
    const contract = contractOf({ commitments: [response, same] });
    const rows = [
      opened("T-1", "10-14T23:30", replied("10-15T00:20")),
      opened("T-2", "10-14T23:00", replied("10-15T00:50")),
    ];
    const statement = settled({ contract, rows });
    expect(ticketsOf(statement)).toEqual([["response/web/2026-10", "T-2", "10-15T00:00"]]);
    expect(resultOf(statement).target).toMatchObject({ rows: [{ row: "≤ PT1H" }] });
    expect(resultOf(statement).population).toMatchObject({ counted: 2, met: 1 });
  });

  it("a name that is given twice is refused, and its versions with it", () => {
    const twin = { ...availability, id: "response" };
    const later = { ...response, id: "response-2", effective: continued("start", cut, "response") };
    const result = safeParseContract(contractOf({ commitments: [twin, response, later] }));
    expect(result.ok ? [] : result.issues.map(({ code, path }) => [code, path])).toContainEqual([
      "contract.duplicate-name",
      ["commitments", 1, "id"],
    ]);
  });

  it("a version that was refused gives no table", () => {
    const broken = {
      ...response,
      id: "response-2",
      targets: [{ atLeast: "99" }],
      effective: continued("start", cut, "response"),
    };
    const result = safeParseContract(contractOf({ commitments: [response, broken] }));
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(["target.not-a-time"]);
  });
});
