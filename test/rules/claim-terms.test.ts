import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { parseContract, safeParseContract, safeParseRecords } from "../../src/index.ts";
import { availability, contractOf, outage, response, settled, stamp, tenth } from "./world.ts";

/** What a claim's terms and records may not say (semantics 35). */

type Request = Extract<ContractInput["claim"], { on: "request" }>;
type Stage = Request["stages"][number];
type Commitment = ContractInput["commitments"][number];

const codesOf = (stage: object, more: Partial<ContractInput> = {}) => {
  const claim = { on: "request", stages: [stage] } as unknown as Request;
  const parsed = safeParseContract(contractOf({ claim, ...more }));
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
};
const claim = { what: "claim", after: "settlement-end" } as const;

describe("terms", () => {
  it.each([
    {
      stage: { what: "claim", within: { days: 1 } },
      codes: ["contract.missing claim.stages.0.after"],
    },
    {
      stage: { ...claim, within: { businessDays: { n: 3, calendar: "offce" } } },
      codes: ["contract.unknown-calendar claim.stages.0.within.businessDays.calendar"],
    },
    {
      stage: {
        ...claim,
        within: { endOf: { period: { rolling: { days: 3, until: "period-end" } }, n: 1 } },
      },
      codes: ["period.not-for-a-wait claim.stages.0.within.endOf.period"],
    },
    {
      stage: { ...claim, within: { days: 1 }, after: { endOf: { period: "event", n: 1 } } },
      codes: ["period.not-for-a-wait claim.stages.0.after.endOf.period"],
    },
    {
      stage: { ...claim, within: { days: 1 }, after: "eligibility" },
      codes: ["contract.not-supported-yet claim.stages.0.after"],
    },
    // Ten years are 87,600 hours, 3,652 days and 120 months.
    {
      stage: { ...claim, within: { hours: 87_601 } },
      codes: ["claim.too-long claim.stages.0.within.hours"],
    },
    {
      stage: { ...claim, within: { days: 3_653 } },
      codes: ["claim.too-long claim.stages.0.within.days"],
    },
    {
      stage: { ...claim, within: { months: 121 } },
      codes: ["claim.too-long claim.stages.0.within.months"],
    },
    {
      stage: { ...claim, within: { months: { n: 121, endOfMonth: "preserve" } } },
      codes: ["claim.too-long claim.stages.0.within.months"],
    },
    {
      stage: { ...claim, within: { endOf: { period: "calendar-month", n: 121 } } },
      codes: ["claim.too-long claim.stages.0.within.endOf.n"],
    },
    {
      stage: {
        ...claim,
        within: { days: 1 },
        after: { endOf: { period: "calendar-month", n: 121 } },
      },
      codes: ["claim.too-long claim.stages.0.after.endOf.n"],
    },
    {
      stage: { ...claim, within: { days: 1 }, opens: { days: 3_653 } },
      codes: ["claim.too-long claim.stages.0.opens.days"],
    },
    { stage: { ...claim, within: { days: 3_652 } }, codes: [] },
  ])("$codes", ({ stage, codes }) => {
    expect(codesOf(stage)).toEqual(codes);
  });

  it("business days above ten years", () => {
    const calendars = [{ id: "office", clause: "9", weekly: { "mon-fri": ["09:00-17:00"] } }];
    expect(
      codesOf(
        { ...claim, within: { businessDays: { n: 3_653, calendar: "office" } } },
        { calendars },
      ),
    ).toEqual(["claim.too-long claim.stages.0.within.businessDays.n"]);
  });

  it("a claim has no ticket that a calendar could take its zone from", () => {
    const calendars = [
      {
        id: "local",
        clause: "9",
        weekly: { "mon-fri": ["09:00-17:00"] },
        zone: { attribute: "zone" },
      },
    ] as const;
    expect(
      codesOf(
        { ...claim, within: { businessDays: { n: 3, calendar: "local" } } },
        {
          calendars: calendars as unknown as NonNullable<ContractInput["calendars"]>,
        },
      ),
    ).toEqual(["wait.calendar-of-a-ticket claim.stages.0.within.businessDays.calendar"]);
  });
});

const ratio = {
  ...availability,
  id: "errors",
  measure: { facts: "tally", figure: "ratio", of: "requests", zeroTraffic: "good" },
  targets: [{ atLeast: "99.9" }],
  credits: [],
} as unknown as Commitment;
const mean = {
  ...response,
  measure: { ...response.measure, figure: "mean" },
  targets: [{ atMost: "PT1H" }],
  credits: [],
} as unknown as Commitment;

describe("what is counted from events needs events", () => {
  const at = "claim.no-events claim.stages.0";
  it.each<{ why: string; commitment: Commitment; stage: Partial<Stage>; codes: readonly string[] }>(
    [
      {
        why: "a ratio",
        commitment: ratio,
        stage: { after: "event-start" },
        codes: [`${at}.after`],
      },
      { why: "a ratio", commitment: ratio, stage: { after: "event-end" }, codes: [`${at}.after`] },
      { why: "a ratio", commitment: ratio, stage: { after: "awareness" }, codes: [`${at}.after`] },
      {
        why: "a ratio",
        commitment: ratio,
        stage: { after: { endOf: { period: "calendar-month", n: 1 } } },
        codes: [`${at}.after`],
      },
      {
        why: "a ratio",
        commitment: ratio,
        stage: { after: "period-end", opens: "event-end" },
        codes: [`${at}.opens`],
      },
      { why: "a ratio", commitment: ratio, stage: { after: "period-end" }, codes: [] },
      { why: "a mean", commitment: mean, stage: { after: "event-end" }, codes: [`${at}.after`] },
      {
        why: "a percentile",
        commitment: {
          ...mean,
          measure: {
            ...mean.measure,
            figure: "percentile",
            percentile: { at: "90", method: "nearest-rank" },
          },
        } as unknown as Commitment,
        stage: { after: "event-end" },
        codes: [`${at}.after`],
      },
      { why: "a late ticket", commitment: response, stage: { after: "event-end" }, codes: [] },
      {
        why: "a late ticket",
        commitment: response,
        stage: { after: "report" },
        codes: [`${at}.after`],
      },
      { why: "an outage", commitment: availability, stage: { after: "report" }, codes: [] },
    ],
  )("$why: $stage", ({ commitment, stage, codes }) => {
    const found = codesOf(
      { what: "claim", within: { days: 1 }, ...stage },
      { commitments: [commitment] },
    );
    expect(found.filter((code) => code.startsWith("claim."))).toEqual(codes);
  });

  it("of a commitment's own claim the path is its own", () => {
    const own = {
      on: "request",
      stages: [{ what: "claim", within: { days: 1 }, after: "event-end" }],
    } as const;
    const commitments = [{ ...ratio, claim: own } as unknown as Commitment];
    const found = codesOf({ ...claim, within: { days: 1 } }, { commitments });
    expect(found).toContain("claim.no-events commitments.0.claim.stages.0.after");
  });
});

describe("records", () => {
  const parsed = (claims: ContractInput["claim"]) => parseContract(contractOf({ claim: claims }));
  const request = (what: Stage["what"]): Request => ({
    on: "request",
    stages: [{ what, within: { days: 5 }, after: "settlement-end" }],
  });
  const row = (more: object) => ({
    type: "claim",
    id: "C",
    at: stamp("11-02T00:00"),
    period: "2026-10",
    ...more,
  });
  const codes = (of: ContractInput["claim"], more: object, others: readonly object[] = []) => {
    const found = safeParseRecords([row(more), ...others], parsed(of));
    return found.ok ? [] : found.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };

  it.each([
    { why: "a stage of the contract", of: request("ticket"), more: { stage: "ticket" }, is: [] },
    {
      why: "a stage that it does not have",
      of: request("ticket"),
      more: { stage: "report" },
      is: ["claim.unknown-stage 0.stage"],
    },
    {
      why: "a stage where nothing is asked for",
      of: { on: "automatic" } as const,
      more: { stage: "ticket" },
      is: ["claim.unknown-stage 0.stage"],
    },
    { why: "a claim says what is elected", of: { on: "automatic" } as const, more: {}, is: [] },
    {
      why: "an unknown commitment",
      of: request("claim"),
      more: { commitment: "availabilty" },
      is: ["contract.unknown-commitment 0.commitment"],
    },
    {
      why: "an outage that is not there",
      of: request("claim"),
      more: { about: "I-7" },
      is: ["record.unknown-outage 0.about"],
    },
  ])("$why", ({ of, more, is }) => {
    expect(codes(of, more)).toEqual(is);
  });

  it("outages, work, tickets and facts are named", () => {
    const others = [
      outage("I-1", "10-02T00:00", "10-02T01:00"),
      { type: "ticket", id: "T-1", service: "web", openedAt: stamp("10-02T00:00") },
      { type: "fact", id: "F-1", fact: "seen", at: stamp("10-02T00:00") },
    ];
    for (const about of ["I-1", "T-1"])
      expect(codes(request("claim"), { about }, others.slice(0, 2))).toEqual([]);
  });
});

describe("laws", () => {
  it("a later claim is never better (35)", () => {
    const stages: Stage[] = [
      { what: "ticket", within: { hours: 36 }, after: "event-start" },
      { what: "claim", within: { months: 1 }, after: "event-end" },
    ];
    const rank = { claimable: 0, forfeited: 1 } as const;
    const statusAt = (ticketHour: number, claimHour: number) => {
      const at = (hour: number) => new Date(Date.parse(stamp("10-20T09:00")) + hour * 3_600_000);
      const row = (id: string, hour: number, stage: Stage["what"]) => ({
        type: "claim",
        id,
        at: at(hour).toISOString(),
        period: "2026-10",
        stage,
      });
      const { lines } = settled({
        contract: contractOf({
          claim: { on: "request", stages },
          commitments: [{ ...availability, credits: [tenth] }],
        }),
        rows: [
          outage("I-1", "10-20T09:00", "10-20T15:00"),
          row("T", ticketHour, "ticket"),
          row("C", claimHour, "claim"),
        ],
        asOf: "2027-02-01T00:00:00Z",
      });
      return rank[lines[0]?.status as keyof typeof rank];
    };
    const hours = [0, 1, 35, 36, 37, 300, 759, 760, 900];
    for (const other of hours) {
      const byTicket = hours.map((hour) => statusAt(hour, other));
      const byClaim = hours.map((hour) => statusAt(other, hour));
      expect(byTicket).toEqual([...byTicket].sort());
      expect(byClaim).toEqual([...byClaim].sort());
    }
    // 36 hours are in time, 37 are not; 20 November ends 759 hours after 20 October 09:00.
    expect([statusAt(36, 758), statusAt(37, 758), statusAt(36, 759)]).toEqual([0, 1, 1]);
  });
});
