import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { explain, type Statement } from "../../src/index.ts";
import { statementMarkdown } from "../../src/present/statement-markdown.ts";
import { verboseLines } from "../../src/present/verbose-text.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  response,
  settled,
  stamp,
  tenth,
} from "./world.ts";

/** Claims of several stages (semantics 35), in UTC; a fee of 1,000.00, of which a tenth is owed. */

type Request = Extract<ContractInput["claim"], { on: "request" }>;
type Stage = Request["stages"][number];

const requested = (...stages: readonly Stage[]): Request => ({
  on: "request",
  stages: [...stages],
});
const claimRow = (id: string, at: string, more: object = {}) => ({
  type: "claim",
  id,
  at: stamp(at),
  period: "2026-10",
  ...more,
});
const ticketRow = (id: string, at: string, more: object = {}) =>
  claimRow(id, at, { stage: "ticket", ...more });

const office = { id: "office", clause: "9", weekly: { "mon-fri": ["09:00-17:00"] } };

/** An outage of six hours: 98.4 or 99.2 of a month, under 99.9. */
const sixHours = outage("I-1", "10-20T09:00", "10-20T15:00");

interface Asked {
  readonly stages: readonly Stage[];
  readonly rows?: readonly object[];
  readonly asOf?: string;
  readonly more?: Partial<ContractInput>;
}

const made = ({ stages, rows = [sixHours], asOf = "11-05T00:00", more = {} }: Asked): Statement =>
  settled({ contract: contractOf({ claim: requested(...stages), ...more }), rows, asOf });

it("semantics 35: a window that ends with a date ends on that date, in whatever unit it is told", () => {
  // The hour from 09:00, and the fourteenth after it: from 23:00 to 24:00.
  const stage = {
    what: "ticket",
    within: { endOf: { period: "clock-hour", n: 14 } },
    after: "event-start",
  } as const;
  expect(made({ stages: [stage] }).lines[0]?.claim).toMatchObject({
    until: "2026-10-21T00:00:00Z",
    lastDate: "2026-10-20",
  });
});

describe("semantics 35: how long, and from when", () => {
  const days = { days: 5 };
  it.each<{ why: string; stage: Stage; opens?: string; until: string; last?: string }>([
    {
      why: "a day and a half is hours from the instant of the start: 20 October 09:00 and 36 h",
      stage: { what: "ticket", within: { hours: 36 }, after: "event-start" },
      opens: "2026-10-20T09:00:00Z",
      until: "2026-10-21T21:00:00.001Z",
    },
    {
      why: "from its end, 15:00",
      stage: { what: "ticket", within: { hours: 1 }, after: "event-end" },
      opens: "2026-10-20T15:00:00Z",
      until: "2026-10-20T16:00:00.001Z",
    },
    {
      why: "its date is day 0: 25 October is the fifth day",
      stage: { what: "claim", within: days, after: "event-start" },
      until: "2026-10-26T00:00:00Z",
      last: "2026-10-25",
    },
    {
      why: "a month from 20 October, to the end of that date",
      stage: { what: "claim", within: { months: 1 }, after: "event-end" },
      until: "2026-11-21T00:00:00Z",
      last: "2026-11-20",
    },
    {
      why: "October ends on the 31st: a month later is the 30th",
      stage: { what: "claim", within: { months: 1 }, after: "period-end" },
      opens: "2026-11-01T00:00:00Z",
      until: "2026-12-01T00:00:00Z",
      last: "2026-11-30",
    },
    {
      why: "31 October is the end of its month; with it kept, February ends on the 28th",
      stage: {
        what: "claim",
        within: { months: { n: 4, endOfMonth: "preserve" } },
        after: "settlement-end",
      },
      until: "2027-03-01T00:00:00Z",
      last: "2027-02-28",
    },
    {
      why: "AWS: the end of the second billing cycle after the one of the incident",
      stage: {
        what: "claim",
        within: { endOf: { period: { billingCycle: { anchorDay: 1 } }, n: 2 } },
        after: "event-start",
      },
      until: "2027-01-01T00:00:00Z",
      last: "2026-12-31",
    },
    {
      why: "cycles from the 25th: 20 October lies in the one that ends on the 24th; two later 24 December",
      stage: {
        what: "claim",
        within: { endOf: { period: { billingCycle: { anchorDay: 25 } }, n: 2 } },
        after: "event-start",
      },
      until: "2026-12-25T00:00:00Z",
      last: "2026-12-24",
    },
    {
      why: "hours of the clock end inside a date: the hour from 09:00, and the second after it",
      stage: {
        what: "ticket",
        within: { endOf: { period: "clock-hour", n: 2 } },
        after: "event-start",
      },
      until: "2026-10-20T12:00:00Z",
    },
    {
      why: "Azure: two months after the end of the month in which it began, 31 October",
      stage: {
        what: "claim",
        within: { months: 2 },
        after: { endOf: { period: "calendar-month", n: 0 } },
      },
      opens: "2026-11-01T00:00:00Z",
      until: "2027-01-01T00:00:00Z",
      last: "2026-12-31",
    },
    {
      why: "24 hours after the end of the week after: that ends on 1 November, 24:00",
      stage: {
        what: "claim",
        within: { hours: 24 },
        after: { endOf: { period: "calendar-week", n: 1 } },
      },
      until: "2026-11-03T00:00:00.001Z",
    },
    {
      why: "31 October 2026 is a Saturday: Monday 2, Tuesday 3, Wednesday 4 November",
      stage: {
        what: "claim",
        within: { businessDays: { n: 3, calendar: "office" } },
        after: "settlement-end",
      },
      until: "2026-11-05T00:00:00Z",
      last: "2026-11-04",
    },
    {
      why: "20 October is a Tuesday and counts itself: the third business day is Thursday",
      stage: {
        what: "claim",
        within: { businessDays: { n: 3, calendar: "office", countStartDay: "yes" } },
        after: "event-start",
      },
      until: "2026-10-23T00:00:00Z",
      last: "2026-10-22",
    },
    {
      why: "known at 10:00",
      stage: { what: "ticket", within: { hours: 24 }, after: "awareness" },
      opens: "2026-10-20T10:00:00Z",
      until: "2026-10-21T10:00:00.001Z",
    },
    {
      why: "reported at 11:00",
      stage: { what: "claim", within: { hours: 24 }, after: "report" },
      until: "2026-10-21T11:00:00.001Z",
    },
    {
      why: "opens with the end of the month",
      stage: { what: "claim", within: { days: 30 }, after: "event-start", opens: "settlement-end" },
      opens: "2026-11-01T00:00:00Z",
      until: "2026-11-20T00:00:00Z",
      last: "2026-11-19",
    },
    {
      why: "opens with the end of the event",
      stage: { what: "claim", within: days, after: "settlement-end", opens: "event-end" },
      opens: "2026-10-20T15:00:00Z",
      until: "2026-11-06T00:00:00Z",
      last: "2026-11-05",
    },
    {
      why: "opens two days after the anchor, when 22 October is over",
      stage: { what: "claim", within: days, after: "event-start", opens: { days: 2 } },
      opens: "2026-10-23T00:00:00Z",
      until: "2026-10-26T00:00:00Z",
      last: "2026-10-25",
    },
    {
      why: "opens two hours after the start, to the hour",
      stage: { what: "claim", within: days, after: "event-start", opens: { hours: 2 } },
      opens: "2026-10-20T11:00:00Z",
      until: "2026-10-26T00:00:00Z",
      last: "2026-10-25",
    },
  ])("$why", ({ stage, opens, until, last }) => {
    const at = { detectedAt: stamp("10-20T10:00"), reportedAt: stamp("10-20T11:00") };
    const { lines } = made({
      stages: [stage],
      rows: [outage("I-1", "10-20T09:00", "10-20T15:00", at)],
      more: { calendars: [office] },
    });
    const [first] = lines[0]?.claim?.stages ?? [];
    expect(first).toMatchObject({ what: stage.what, until });
    expect(first?.lastDate).toBe(last);
    if (opens !== undefined) expect(first?.opensAt).toBe(opens);
    expect(lines[0]?.claim).toMatchObject({ until, lastDate: last ?? expect.any(String) });
  });

  it("an end at midnight is of the day before", () => {
    // 24:00 of 20 October: two days later the 22nd.
    const stage: Stage = { what: "claim", within: { days: 2 }, after: "event-end" };
    const of = (row: object) => made({ stages: [stage], rows: [row] }).lines[0]?.claim?.lastDate;
    expect(of(outage("I-1", "10-20T09:00", "10-21T00:00"))).toBe("2026-10-22");
  });

  it("business days end with their calendar's own date", () => {
    // 22:00 UTC of 20 October is Wednesday 21 in Shanghai; one business day later Thursday ends at 16:00 UTC.
    const stage: Stage = {
      what: "claim",
      within: { businessDays: { n: 1, calendar: "office" } },
      after: "event-start",
    };
    const { lines } = made({
      stages: [stage],
      rows: [outage("I-1", "10-20T22:00", "10-21T06:00")],
      more: { calendars: [{ ...office, zone: "Asia/Shanghai" }] },
    });
    expect(lines[0]?.claim).toMatchObject({
      until: "2026-10-22T16:00:00Z",
      lastDate: "2026-10-22",
    });
  });

  it("and the last date is the date there, not that of the contract's zone", () => {
    // 08:00 of Tuesday 20 October in New York; Wednesday ends there at 04:00 UTC of the 22nd.
    const stage: Stage = {
      what: "claim",
      within: { businessDays: { n: 1, calendar: "office" } },
      after: "event-start",
    };
    const { lines } = made({
      stages: [stage],
      rows: [outage("I-1", "10-20T12:00", "10-20T18:00")],
      more: { calendars: [{ ...office, zone: "America/New_York" }] },
    });
    expect(lines[0]?.claim).toMatchObject({
      until: "2026-10-22T04:00:00Z",
      lastDate: "2026-10-21",
    });
  });

  it("an event is the outage as it was recorded, not its part in the period", () => {
    // From 30 September on: 24 hours after that start, and after its end on 1 October 12:00.
    const rows = [outage("I-1", "09-30T12:00", "10-01T12:00")];
    const until = (after: "event-start" | "event-end") =>
      made({ stages: [{ what: "claim", within: { hours: 24 }, after }], rows }).lines[0]?.claim
        ?.until;
    expect(until("event-start")).toBe("2026-10-01T12:00:00.001Z");
    expect(until("event-end")).toBe("2026-10-02T12:00:00.001Z");
  });

  it("what still goes on ends at asOf", () => {
    const stages: Stage[] = [{ what: "claim", within: { hours: 24 }, after: "event-end" }];
    const { lines } = made({ stages, rows: [outage("I-1", "10-30T00:00")] });
    expect(lines[0]?.status).toBe("claimable");
    expect(lines[0]?.claim?.until).toBe("2026-11-06T00:00:00.001Z");
  });

  it("a line without events counts from the end of its period", () => {
    const credit = { ...tenth, when: "always", tiers: [{ from: "0", give: { percent: "10" } }] };
    const commitment = { ...availability, credits: [credit] };
    const { lines } = made({
      stages: [
        { what: "ticket", within: { hours: 24 }, after: "event-start", opens: "event-end" },
        {
          what: "claim",
          within: { days: 1 },
          after: { endOf: { period: "calendar-month", n: 1 } },
        },
      ],
      rows: [
        {
          type: "coverage",
          id: "C",
          of: "outages",
          from: stamp("10-01T00:00"),
          until: stamp("11-01T00:00"),
        },
      ],
      more: { commitments: [commitment as typeof availability] },
    });
    expect(lines[0]?.claim?.stages).toMatchObject([
      { opensAt: "2026-11-01T00:00:00Z", until: "2026-11-02T00:00:00.001Z" },
      { until: "2026-12-02T00:00:00Z" },
    ]);
  });
});

const gates: readonly Stage[] = [
  { what: "ticket", within: { hours: 24 }, after: "awareness", evidence: ["the ticket's number"] },
  { what: "claim", within: { days: 10 }, after: "settlement-end", evidence: ["dates", "logs"] },
];
const aware = outage("I-1", "10-20T09:00", "10-20T15:00", { detectedAt: stamp("10-20T10:00") });

describe("semantics 35: all stages must hold", () => {
  // The ticket is due by 21 October 10:00, that instant included (9); the claim until the end of 10 November.
  it.each<{ why: string; rows: readonly object[]; asOf?: string; is: string; decides: object }>([
    {
      why: "both in the last moment: 24 hours exactly, the end of the tenth day",
      rows: [ticketRow("T", "10-21T10:00"), claimRow("C", "11-10T23:59")],
      asOf: "11-20T00:00",
      is: "claimable made made",
      decides: { lastDate: "2026-11-10", record: "C", claimedAt: "2026-11-10T23:59:00Z" },
    },
    {
      why: "the ticket is there, the claim may still come",
      rows: [ticketRow("T", "10-21T09:59")],
      is: "claimable made open",
      decides: { lastDate: "2026-11-10" },
    },
    {
      why: "the ticket came a millisecond after 24 hours",
      rows: [ticketRow("T", "2026-10-21T10:00:00.001Z"), claimRow("C", "11-02T00:00")],
      is: "forfeited too-late made",
      decides: { until: "2026-10-21T10:00:00.001Z", record: "T" },
    },
    {
      why: "no ticket, whatever is claimed",
      rows: [claimRow("C", "11-02T00:00")],
      is: "forfeited lapsed made",
      decides: { until: "2026-10-21T10:00:00.001Z" },
    },
    {
      why: "the claim never came",
      rows: [ticketRow("T", "10-20T11:00")],
      asOf: "11-11T00:00",
      is: "forfeited made lapsed",
      decides: { lastDate: "2026-11-10" },
    },
    {
      why: "both missed: the one that came is told first",
      rows: [claimRow("C", "11-11T00:00")],
      asOf: "11-12T00:00",
      is: "forfeited lapsed too-late",
      decides: { record: "C" },
    },
    {
      why: "a ticket before the outage was about something else",
      rows: [ticketRow("T", "10-20T08:59"), claimRow("C", "11-02T00:00")],
      is: "forfeited lapsed made",
      decides: { until: "2026-10-21T10:00:00.001Z" },
    },
    {
      why: "unless it names it",
      rows: [ticketRow("T", "10-20T08:59", { about: "I-1" })],
      is: "claimable made open",
      decides: { lastDate: "2026-11-10" },
    },
    {
      why: "a ticket for another commitment is none for this one",
      rows: [ticketRow("T", "10-20T11:00", { commitment: "other" })],
      is: "forfeited lapsed open",
      decides: { until: "2026-10-21T10:00:00.001Z" },
    },
  ])("$why", ({ rows, asOf = "11-05T00:00", is, decides }) => {
    const other = { ...availability, id: "other", credits: [] };
    const { lines } = made({
      stages: gates,
      rows: [aware, ...rows],
      asOf,
      more: { commitments: [availability, other] },
    });
    const [line] = lines;
    const states = line?.claim?.stages?.map(({ state }) => state) ?? [];
    expect([line?.status, ...states].join(" ")).toBe(is);
    expect(line?.claim).toMatchObject(decides);
    expect("record" in (line?.claim ?? {})).toBe("record" in decides);
    expect(line?.claim?.evidence).toEqual(["the ticket's number", "dates", "logs"]);
  });

  it.each([
    [["A", "B"], "A"],
    [["B", "A"], "A"],
  ])("of %s at one instant the first id counts, in any order", (ids, first) => {
    const rows = ids.map((id) => ticketRow(id, "10-20T12:00"));
    const { lines } = made({ stages: gates, rows: [aware, ...rows] });
    expect(lines[0]?.claim?.stages?.[0]?.record).toBe(first);
  });

  it("the outage says itself when its ticket was opened, and when it was reported", () => {
    const at = { ticketOpenedAt: stamp("10-20T12:00"), reportedAt: stamp("10-20T16:00") };
    const of = (what: Stage["what"], asOf?: string) =>
      made({
        stages: [{ what, within: { hours: 6 }, after: "event-start" }],
        rows: [outage("I-1", "10-20T09:00", "10-20T15:00", at)],
        ...(asOf === undefined ? {} : { asOf }),
      }).lines[0]?.claim?.stages?.map(({ state, record }) => `${state} ${record}`);
    expect(of("ticket")).toEqual(["made I-1"]);
    expect(of("report")).toEqual(["too-late I-1"]);
    expect(of("notice")).toEqual(["lapsed undefined"]);
  });

  it("a stamp that lies after asOf is not known yet", () => {
    const at = { ticketOpenedAt: stamp("11-20T00:00") };
    const rows = [outage("I-1", "10-20T09:00", "10-20T15:00", at)];
    const stages: Stage[] = [{ what: "ticket", within: { months: 3 }, after: "event-start" }];
    expect(made({ stages, rows }).lines[0]?.claim?.stages).toMatchObject([{ state: "open" }]);
  });

  it("without the stamp the start stands in, and is listed once", () => {
    const stages: Stage[] = [
      { what: "ticket", within: { hours: 24 }, after: "awareness" },
      { what: "claim", within: { days: 24 }, after: "report" },
    ];
    const { assumptions, lines } = made({
      stages,
      more: { commitments: [{ ...availability, credits: [tenth, { ...tenth, id: "more" }] }] },
    });
    expect(lines[0]?.claim?.until).toBe("2026-10-21T09:00:00.001Z");
    expect(assumptions.filter(({ path }) => path.startsWith("outages."))).toEqual([
      { path: "outages.I-1.detectedAt", used: "from", semantics: 35 },
      { path: "outages.I-1.reportedAt", used: "from", semantics: 35 },
    ]);
  });

  it("while the period runs, the line is provisional and tells its stages", () => {
    const { lines } = made({ stages: gates, rows: [aware], asOf: "10-22T00:00" });
    expect(lines[0]?.status).toBe("provisional");
    expect(lines[0]?.claim?.stages?.map(({ state }) => state)).toEqual(["lapsed", "open"]);
  });

  it("a figure over the period rests on all its outages: its window ends with the last", () => {
    const stages = [gates[0] as Stage];
    const second = outage("I-2", "10-25T00:00", "10-25T03:00", {
      detectedAt: stamp("10-25T01:00"),
    });
    const of = (...rows: readonly object[]) =>
      made({ stages, rows: [aware, second, ...rows] }).lines.map(({ status, claim }) => [
        status,
        claim?.until,
      ]);
    expect(of(ticketRow("T", "10-21T00:00"))).toEqual([["claimable", "2026-10-21T10:00:00.001Z"]]);
    expect(of(ticketRow("T", "10-26T00:00"))).toEqual([["claimable", "2026-10-26T01:00:00.001Z"]]);
    // Too late for the first, and made before the second began.
    expect(of(ticketRow("T", "10-23T00:00"))).toEqual([["forfeited", "2026-10-21T10:00:00.001Z"]]);
    expect(of()).toEqual([["forfeited", "2026-10-26T01:00:00.001Z"]]);
  });

  it("a claim for one outage is none for a line without it", () => {
    const stages: Stage[] = [
      { what: "claim", within: { days: 3 }, after: "settlement-end" },
      { what: "notice", within: { days: 3 }, after: "settlement-end" },
    ];
    const ofApi = outage("I-9", "10-02T00:00", "10-02T01:00", { service: "api" });
    const of = (about: string) =>
      made({
        stages,
        rows: [sixHours, ofApi, claimRow("C", "11-02T00:00", { about })],
        more: {
          services: [
            { id: "web", charges: [{ id: "fee", amount: "1000.00", per: "month" }] },
            { id: "api" },
          ],
        },
      }).lines[0]?.claim?.stages?.[0]?.state;
    expect(of("I-1")).toBe("made");
    expect(of("I-9")).toBe("lapsed");
  });
});

const each = {
  id: "each",
  clause: "6.2",
  on: "each-miss",
  how: "flat",
  give: { amount: "50.00" },
} as const;
const three = ["10-05", "10-12", "10-19"].map((day, index) =>
  outage(`I-${index + 1}`, `${day}T00:00`, `${day}T02:00`),
);

describe("semantics 35: of a line that is counted by misses each stands by itself", () => {
  const stages: Stage[] = [{ what: "report", within: { hours: 24 }, after: "event-start" }];
  const byMiss = (rows: readonly object[], more: Partial<Asked> = {}) =>
    made({
      stages,
      rows: [...three, ...rows],
      more: { commitments: [{ ...availability, credits: [each] }] },
      ...more,
    });
  const reportRow = (id: string, at: string, more: object = {}) =>
    claimRow(id, at, { stage: "report", ...more });
  const first = reportRow("R-1", "10-05T10:00");
  const third = reportRow("R-3", "10-19T10:00");

  it("all, some and none in time", () => {
    const second = reportRow("R-2", "10-12T23:59");
    expect(linesOf(byMiss([first, second, third]))).toEqual([
      "availability/web/2026-10/each 150.00 claimable",
    ]);
    expect(linesOf(byMiss([first, third]))).toEqual([
      "availability/web/2026-10/each 100.00 claimable",
      "availability/web/2026-10/each#too-late 50.00 forfeited",
    ]);
    expect(linesOf(byMiss([]))).toEqual(["availability/web/2026-10/each 150.00 forfeited"]);
  });

  it("each line has its own parts, claim, bookings and a step that says so", () => {
    const statement = byMiss([first, third]);
    const [kept, late] = statement.lines;
    expect(kept?.parts.map(({ record }) => record)).toEqual(["I-1", "I-3"]);
    expect(late?.parts.map(({ record }) => record)).toEqual(["I-2"]);
    expect(kept?.claim?.stages).toMatchObject([{ state: "made", record: "R-3" }]);
    // R-1 came before the second began and R-3 a week after: the first that came for it is too late.
    expect(late?.claim?.stages).toMatchObject([{ state: "too-late", record: "R-3" }]);
    expect(kept?.allocations.map(({ minor }) => minor)).toEqual([10000]);
    expect(late?.allocations.map(({ minor }) => minor)).toEqual([5000]);
    expect(late?.steps.at(-1)).toEqual({
      op: "status",
      clause: "msa 6.2",
      in: "1 of 3 misses not claimed in time, their share of 150.00",
      out: "50.00",
    });
    expect(statement.totals).toMatchObject({
      claimable: "100.00",
      forfeited: "50.00",
      lines: "150.00",
    });
  });

  it("a cap is shared by what is in time and what is not", () => {
    // 150.00 under a cap of 100.00: two thirds of it in time, a third too late.
    const cap = {
      id: "cap",
      clause: "7",
      covers: "all",
      per: "calendar-month",
      limit: { amount: "100.00" },
      excess: "lost",
    } as const;
    const claim: Request = { ...requested(...stages), clause: "8" };
    const more = { commitments: [{ ...availability, credits: [each] }], caps: [cap], claim };
    const statement = byMiss([first, third], { more });
    expect(linesOf(statement)).toEqual([
      "availability/web/2026-10/each 66.67 claimable",
      "availability/web/2026-10/each#too-late 33.33 forfeited",
    ]);
    expect(statement.lines[1]?.steps.at(-1)?.clause).toBe("msa 8");
  });

  it("a cap that names the credit holds for both, and is told of both where it is not reached", () => {
    const cap: NonNullable<ContractInput["caps"]>[number] = {
      id: "cap",
      clause: "7",
      covers: ["each"],
      per: "calendar-month",
      limit: { amount: "400.00" },
      excess: "lost",
    };
    const commitments = [{ ...availability, credits: [each] }];
    const statement = byMiss([first, third], {
      more: { commitments, caps: [cap], claim: requested(...stages) },
    });
    const ends = statement.lines.map(({ id }) => explain(statement, { line: id }).steps.at(-2));
    const unreached = { op: "cap", in: "150.00 of at most 400.00", out: "not reached" };
    expect(ends).toMatchObject([unreached, unreached]);
  });

  it("what names one outage claims that one alone, whatever it is counted from", () => {
    const own: Stage[] = [{ what: "claim", within: { days: 3 }, after: "settlement-end" }];
    const lines = (asOf: string) =>
      linesOf(byMiss([claimRow("C", "11-02T00:00", { about: "I-2" })], { stages: own, asOf }));
    expect(lines("11-03T00:00")).toEqual(["availability/web/2026-10/each 150.00 claimable"]);
    expect(lines("11-05T00:00")).toEqual([
      "availability/web/2026-10/each 50.00 claimable",
      "availability/web/2026-10/each#too-late 100.00 forfeited",
    ]);
  });

  it("outages that were merged are one: naming either claims it", () => {
    const rows = [
      outage("I-4", "10-26T00:00", "10-26T02:00"),
      outage("I-5", "10-26T01:00", "10-26T04:00"),
      reportRow("R-5", "10-26T03:00", { about: "I-5" }),
    ];
    const [kept] = byMiss(rows).lines;
    expect(kept?.parts.map(({ record }) => record)).toEqual(["I-4"]);
    expect(kept?.amount).toBe("50.00");
  });

  it("a late ticket counts from its breach to its stop, and is named by its id", () => {
    const ticket = (id: string, day: string) => ({
      type: "ticket",
      id,
      service: "web",
      openedAt: stamp(`${day}T00:00`),
      events: [{ event: "replied", at: stamp(`${day}T05:00`), by: "agent", kind: "substantive" }],
    });
    const from = (anchor: Stage["after"]) =>
      made({
        stages: [{ what: "claim", within: { hours: 12 }, after: anchor }],
        rows: [
          ticket("T-1", "10-06"),
          ticket("T-2", "10-07"),
          claimRow("C", "10-06T15:00", { about: "T-1" }),
        ],
        more: { commitments: [response] },
      }).lines.map(({ id, status, claim }) => [id.split("/").at(-1), status, claim?.until]);
    // Due after an hour, at 01:00; answered at 05:00.
    expect(from("event-start")).toEqual([["late", "forfeited", "2026-10-06T13:00:00.001Z"]]);
    expect(from("event-end")).toEqual([
      ["late", "claimable", "2026-10-06T17:00:00.001Z"],
      ["late#too-late", "forfeited", "2026-10-07T17:00:00.001Z"],
    ]);
  });
});

describe("a commitment's own claim", () => {
  it("replaces the contract's as a whole", () => {
    const own = { ...availability, id: "own", claim: { on: "automatic" } as const };
    const { lines } = made({
      stages: [{ what: "claim", within: { days: 1 }, after: "settlement-end" }],
      more: { commitments: [availability, own] },
    });
    expect(lines.map(({ status }) => status)).toEqual(["forfeited", "automatic"]);
    expect(lines[0]?.claim?.stages).toBeUndefined();
  });
});

describe("what is said of it", () => {
  const rows = [aware, ticketRow("T", "10-21T10:01"), claimRow("C", "11-02T00:00")];
  const commitment = { ...availability, claim: { ...requested(...gates), clause: "8.2" } };
  const contract = contractOf({ commitments: [commitment] });
  const statement = settled({ contract, rows });
  const line = "availability/web/2026-10/tenth";

  it("a line tells each stage, with the clause of its own claim", () => {
    expect(explain(statement, { line }).steps.at(-1)).toEqual({
      op: "status",
      clause: "msa 8.2",
      in: "ticket by 2026-10-21T10:00:00Z: too late, at 2026-10-21T10:01:00Z; claim by 2026-11-10: made, at 2026-11-02T00:00:00Z",
      out: "forfeited",
    });
  });

  it("a record tells which stage it was", () => {
    const told = (record: string) =>
      explain(statement, { record }).facts.map(({ effect }) => effect);
    expect(told("T").join()).toContain(
      "ticket made at 2026-10-21T10:01:00Z, due by 2026-10-21T10:00:00Z: too late; 100.00 forfeited",
    );
    expect(told("C").join()).toContain(
      "claim made at 2026-11-02T00:00:00Z, due by 2026-11-10: in time; 100.00 forfeited",
    );
  });

  it("the text tells the instant, and which stage was missed", () => {
    expect(verboseLines(statement).join("\n")).toContain(
      "until 2026-10-21 10:00 +00:00 (ticket too late, claim made)",
    );
    expect(statementMarkdown(statement)).toContain(
      "| 2026-10-21 10:00 \\+00:00: ticket too late, claim made |",
    );
  });
});
