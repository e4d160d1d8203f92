import { describe, expect, it } from "vitest";
import type { ContractInput } from "../src/contract.ts";
import { safeParseContract } from "../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  response,
  settled,
  work,
} from "./rules/world.ts";

type Settlement = ContractInput["settlement"];

const october = outage("INC-1", "10-20T00:00", "10-20T06:00");
const contract = (settlement: Settlement, period: Settlement = settlement) =>
  contractOf({ settlement, commitments: [{ ...availability, period }] });

describe("semantics 4: a statement for each kind of settlement period", () => {
  it.each<{
    settlement: Settlement;
    label: string;
    alias: string;
    whole: number;
    fee: string;
    why: string;
  }>([
    {
      settlement: { billingCycle: { anchorDay: 17 } },
      label: "2026-10-17",
      alias: "2026-10",
      whole: 31 * 86_400_000,
      fee: "100.00",
      why: "17 October to 16 November has 31 days; a tenth of one monthly fee",
    },
    {
      settlement: { fiscal: { firstMonth: 2, length: "quarter" } },
      label: "2026-08-01",
      alias: "2026-08",
      whole: (31 + 30 + 31) * 86_400_000,
      fee: "300.00",
      why: "August to October; a tenth of three monthly fees",
    },
    {
      settlement: { anniversary: { from: "2026-01-31", months: 3 } },
      label: "2026-07-31",
      alias: "2026-07",
      whole: (1 + 31 + 30 + 30) * 86_400_000,
      fee: "300.00",
      why: "31 July to 30 October; 31 January plus nine months is 31 October",
    },
  ])("$label: $why", ({ settlement, label, alias, whole, fee }) => {
    const asOf = "2027-02-01T00:00:00Z";
    const statement = settled({
      contract: contract(settlement),
      rows: [october],
      period: label,
      asOf,
    });
    const [result] = statement.results;
    expect(statement.key.period.label).toBe(label);
    expect(result).toMatchObject({
      bad: String(6 * 3_600_000),
      whole: String(whole),
      verdict: "breached",
    });
    expect(linesOf(statement)).toEqual([`availability/web/${label}/tenth ${fee} automatic`]);
    const named = settled({ contract: contract(settlement), rows: [october], period: alias, asOf });
    expect(named.hashes).toEqual(statement.hashes);
  });

  it("explicit instants cut a month in two; each part has its own figure", () => {
    const instants = ["2026-10-01T00:00:00Z", "2026-10-21T00:00:00Z", "2026-11-01T00:00:00Z"];
    const parts = contractOf({
      commitments: [{ ...availability, period: { instants }, credits: [] }],
    });
    const results = settled({ contract: parts, rows: [october] }).results;
    // Twenty days with the six hours in them, and eleven without.
    expect(results.map(({ id, bad, whole }) => [id, bad, whole])).toEqual([
      ["availability/web/2026-10-01T000000Z", "21600000", String(20 * 86_400_000)],
      ["availability/web/2026-10-21T000000Z", "0", String(11 * 86_400_000)],
    ]);
  });

  it("each hour of the clock is judged", () => {
    const hours = contractOf({
      commitments: [{ ...availability, period: "clock-hour", credits: [] }],
    });
    const { results } = settled({ contract: hours, rows: [october] });
    expect(results).toHaveLength(31 * 24);
    expect(results.filter(({ verdict }) => verdict === "breached").map(({ id }) => id)).toEqual(
      ["00", "01", "02", "03", "04", "05"].map(
        (hour) => `availability/web/2026-10-20T${hour}0000Z`,
      ),
    );
  });

  it("rolling days reach back behind the settlement", () => {
    const rolling = contractOf({
      commitments: [
        { ...availability, period: { rolling: { days: 90, until: "period-end" } }, credits: [] },
      ],
    });
    const august = outage("INC-0", "08-10T00:00", "08-10T01:00");
    const [result, ...others] = settled({ contract: rolling, rows: [august, october] }).results;
    // 90 dates to 31 October begin on 3 August: both outages lie in them, seven hours of 90 days.
    expect(others).toEqual([]);
    expect(result).toMatchObject({
      id: "availability/web/2026-08-03..2026-10-31",
      bad: String(7 * 3_600_000),
      whole: String(90 * 86_400_000),
    });
  });

  const one = (period: Settlement, measure: object = {}) =>
    contractOf({
      commitments: [
        {
          ...availability,
          period,
          measure: { ...availability.measure, ...measure } as never,
          credits: [],
        },
      ],
    });
  const rows = [
    outage("INC-0", "09-05T00:00", "09-05T01:00"),
    outage("INC-1", "10-20T00:00", "10-20T06:00"),
    outage("INC-2", "10-20T05:00", "10-20T08:00"),
    outage("INC-3", "10-31T23:00", "11-01T01:00"),
  ];

  it("a single event: each merged outage that ended in the settlement, by its first record", () => {
    const { results } = settled({ contract: one("event"), rows });
    // INC-1 and INC-2 overlap: eight hours; INC-3 ends in November.
    expect(results.map(({ id, bad, period }) => [id, bad, period.from])).toEqual([
      ["availability/web/INC-1", "28800000", "2026-10-20T00:00:00Z"],
    ]);
    const november = settled({
      contract: one("event"),
      rows,
      period: "2026-11",
      asOf: "2026-12-05T00:00:00Z",
    });
    expect(november.results.map(({ id }) => id)).toEqual(["availability/web/INC-3"]);
    const open = [outage("INC-4", "10-30T00:00")];
    expect(settled({ contract: one("event"), rows: open }).results).toEqual([]);
  });

  const state = (at: string, name: string) => ({
    type: "state",
    service: "web",
    at: `2026-${at}:00Z`,
    state: name,
  });
  const spans = (given: readonly object[], asOf?: string) =>
    settled({
      contract: one("event"),
      rows: given,
      ...(asOf === undefined ? {} : { asOf }),
    }).results.map(({ period, bad }) => [period.label, period.from, Number(bad) / 3_600_000]);

  it("states make events too, united with the outages that they touch (17)", () => {
    const states = [
      state("09-01T00:00", "up"),
      state("10-05T00:00", "down"),
      state("10-05T02:00", "up"),
      state("10-20T07:00", "down"),
      state("10-20T09:00", "up"),
    ];
    expect(spans([...rows, ...states])).toEqual([
      ["web@2026-10-05T00:00:00Z", "2026-10-05T00:00:00Z", 2],
      ["INC-1", "2026-10-20T00:00:00Z", 9],
    ]);
    // What is still down at asOf is judged when it ends.
    expect(spans(states, "10-20T08:00")).toEqual([
      ["web@2026-10-05T00:00:00Z", "2026-10-05T00:00:00Z", 2],
    ]);
  });

  it("samples make events, as long as one stands", () => {
    const sample = (at: string, name: string) => ({
      ...state(at, name),
      type: "sample",
      interval: "PT1H",
    });
    const samples = [
      sample("10-05T00:00", "up"),
      sample("10-05T01:00", "down"),
      sample("10-05T02:00", "up"),
    ];
    expect(spans(samples)).toEqual([["web@2026-10-05T01:00:00Z", "2026-10-05T01:00:00Z", 1]]);
  });

  it("work that was down itself is one, other work is none (17)", () => {
    const down = work("W-1", "10-06T00:00", "10-06T03:00");
    const none = work("W-2", "10-07T00:00", "10-07T03:00", { impact: "none" });
    expect(spans([down, none])).toEqual([["W-1", "2026-10-06T00:00:00Z", 3]]);
  });

  it("counts of one event: its outages and work say when it was", () => {
    const bucket = { type: "bucket", service: "web", of: "requests", good: 7, total: 10 };
    const counts = {
      ...one("event"),
      commitments: [
        {
          ...availability,
          period: "event" as const,
          measure: {
            facts: "tally",
            figure: "ratio",
            of: "requests",
            zeroTraffic: "good",
          } as const,
          credits: [],
        },
      ],
    };
    const during = { ...bucket, from: "2026-10-20T01:00:00Z", until: "2026-10-20T01:05:00Z" };
    const after = {
      ...bucket,
      good: 10,
      from: "2026-10-20T09:00:00Z",
      until: "2026-10-20T09:05:00Z",
    };
    const { results } = settled({ contract: counts, rows: [...rows, during, after] });
    expect(results.map(({ period, figure }) => [period.label, figure?.exact])).toEqual([
      ["INC-1", "70"],
    ]);
  });

  it.each([
    {
      until: "incident" as const,
      from: "2026-09-05T08:00:00Z",
      ends: "2026-10-20T08:00:00Z",
      bad: 8,
      why: "45 dates back from the end of the outage, at the same wall clock: INC-0 was over by then",
    },
    {
      until: "day-before-incident" as const,
      from: "2026-09-05T00:00:00Z",
      ends: "2026-10-20T00:00:00Z",
      bad: 1,
      why: "45 dates up to the day before: INC-0 alone",
    },
  ])("45 days to $until: $why", ({ until, from, ends, bad }) => {
    const [result, ...others] = settled({
      contract: one({ rolling: { days: 45, until } }),
      rows,
    }).results;
    expect(others).toEqual([]);
    expect(result).toMatchObject({
      id: "availability/web/45d-INC-1",
      period: { from, until: ends },
      bad: String(bad * 3_600_000),
    });
  });

  it("thirty days to a claim, which may be made after the settlement: owed in it", () => {
    const contract = one({ rolling: { days: 30, until: "claim" } });
    const credited = {
      ...contract,
      commitments: contract.commitments.map((commitment) => ({
        ...commitment,
        credits: [
          {
            id: "flat",
            clause: "6.1",
            on: "measured" as const,
            how: "flat" as const,
            give: { amount: "5.00" },
          },
        ],
      })),
    };
    const claim = (id: string, at: string, more: object = {}) => ({
      type: "claim",
      id,
      at,
      period: "2026-10",
      ...more,
    });
    const statement = settled({
      contract: credited,
      rows: [
        ...rows,
        claim("CL-1", "2026-11-02T12:00:00Z"),
        claim("CL-2", "2026-10-10T00:00:00Z", { period: "2026-09" }),
      ],
    });
    // From 3 October, 12:00: eight hours of 20 October and two of 31 October.
    expect(statement.results.map(({ id, bad }) => [id, bad])).toEqual([
      ["availability/web/30d-CL-1", String(10 * 3_600_000)],
    ]);
    expect(linesOf(statement)).toEqual(["availability/web/30d-CL-1/flat 5.00 automatic"]);
    expect(settled({ contract: credited, rows }).results).toEqual([]);
    // The ticket that has to come before a claim is none.
    const after = "settlement-end" as const;
    const stages = (["ticket", "claim"] as const).map((what) => ({
      what,
      within: { days: 30 },
      after,
    }));
    const staged = settled({
      contract: { ...credited, claim: { on: "request", stages } },
      rows: [
        ...rows,
        claim("CL-1", "2026-11-02T12:00:00Z"),
        claim("CL-3", "2026-11-03T00:00:00Z", { stage: "ticket" }),
      ],
    });
    expect(staged.results.map(({ id }) => id)).toEqual(["availability/web/30d-CL-1"]);
  });

  it("refuses tickets in a period that outages decide", () => {
    const parsed = safeParseContract(
      contractOf({ commitments: [{ ...response, period: "event" }] }),
    );
    expect(parsed.ok ? [] : parsed.issues.map(({ code }) => code)).toEqual([
      "contract.not-supported-yet",
    ]);
  });

  it.each<{ terms: unknown; code: string; path: string }>([
    { terms: { settlement: "clock-hour" }, code: "period.not-for-settlement", path: "settlement" },
    {
      terms: { settlement: { rolling: { days: 30, until: "period-end" } } },
      code: "period.not-for-settlement",
      path: "settlement",
    },
    { terms: { settlement: "event" }, code: "period.not-for-settlement", path: "settlement" },
    {
      terms: { settlement: { rolling: { days: 30, until: "incident" } } },
      code: "period.not-for-settlement",
      path: "settlement",
    },
    ...["event", { rolling: { days: 30, until: "incident" } }].map((per) => ({
      terms: {
        caps: [
          { id: "cap", clause: "6", covers: "all", per, limit: { amount: "1" }, excess: "lost" },
        ],
      },
      code: "cap.period",
      path: "caps.0.per",
    })),
    {
      terms: {
        exclusions: [
          {
            id: "planned",
            clause: "4",
            matches: { kind: "maintenance" },
            quota: { atMost: "PT1H", per: "event" },
            removes: "downtime",
          },
        ],
      },
      code: "quota.period",
      path: "exclusions.0.quota.per",
    },
    {
      terms: { settlement: { instants: ["2026-10-02T00:00:00Z", "2026-10-01T00:00:00Z"] } },
      code: "period.not-ascending",
      path: "settlement.instants.1",
    },
    {
      terms: { settlement: { anniversary: { from: "2026-02-30", months: 1 } } },
      code: "date.no-such-date",
      path: "settlement.anniversary.from",
    },
    {
      terms: { settlement: { instants: ["2026-10-01T00:00:00Z", "soon"] } },
      code: "stamp.malformed",
      path: "settlement.instants.1",
    },
  ])("refuses $path: $code", ({ terms, code, path }) => {
    const parsed = safeParseContract({ ...contractOf(), ...(terms as object) });
    const issues = parsed.ok ? [] : parsed.issues;
    expect(issues.map((issue) => [issue.code, issue.path.join(".")])).toContainEqual([code, path]);
  });
});
