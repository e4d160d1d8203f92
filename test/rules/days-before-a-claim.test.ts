import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import { type Statement, safeParseContract, verify } from "../../src/index.ts";
import {
  availability,
  contractOf,
  linesOf,
  outage,
  restated,
  settled,
  stamp,
  tenth,
} from "./world.ts";

type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];
type Claim = NonNullable<ContractInput["claim"]>;

/** A day cost 100.00 in September, 200.00 in October and 300.00 in November. */
const charges = [
  { month: "09", days: 30, amount: "3000.00" },
  { month: "10", days: 31, amount: "6200.00" },
  { month: "11", days: 30, amount: "9000.00" },
].map(({ month, days, amount }) => ({
  type: "charge",
  id: `C-${month}`,
  service: "web",
  charge: "fee",
  invoice: `INV-${month}`,
  amount,
  currency: "EUR",
  from: `2026-${month}-01T00:00:00Z`,
  until: new Date(Date.UTC(2026, Number(month) - 1, days + 1)).toISOString(),
}));
const request: Claim = {
  on: "request",
  clause: "8",
  stages: [{ what: "claim", within: { days: 30 }, after: "settlement-end" }],
};
const contract = (changes: Partial<ContractInput> = {}): ContractInput =>
  contractOf({
    services: [{ id: "web", charges: [{ id: "fee", amount: "from-records", per: "month" }] }],
    bases: [{ id: "monthly", of: ["fee"], taken: { trailing: { days: 30, before: "claim" } } }],
    claim: request,
    ...changes,
  });
const down = outage("INC-1", "10-03T00:00", "10-03T02:00");
const claimed = (id: string, at: string, more: object = {}) => ({
  type: "claim",
  id,
  period: "2026-10",
  at: stamp(at),
  ...more,
});
const claims = (rows: readonly object[], asOf = "2026-12-05T00:00:00Z", terms = contract()) =>
  settled({ contract: terms, rows: [down, ...charges, ...rows], asOf });
const standIns = ({ assumptions }: Statement) =>
  assumptions.filter(({ path }) => path.startsWith("lines."));

describe("semantics 31: a tenth of what the 30 days before the claim cost", () => {
  it.each([
    // Twenty days of October and ten of November: 4,000.00 + 3,000.00.
    { at: "11-11T00:00", owed: "700.00", why: "claimed ten days after the month" },
    // 12 hours more of November and less of October.
    { at: "11-11T12:00", owed: "705.00", why: "days are counted back by the clock" },
    // Fifteen days of September and fifteen of October: 1,500.00 + 3,000.00. It is held, and in time.
    { at: "10-16T00:00", owed: "450.00", why: "claimed before the month was over" },
  ])("claimed at $at: $owed, $why", ({ at, owed }) => {
    const rows = [claimed("CLM-1", at)];
    const statement = claims(rows);
    expect(linesOf(statement)).toEqual([`availability/web/2026-10/tenth ${owed} claimable`]);
    expect(standIns(statement)).toEqual([]);
    expect(verify(statement, { rows: [down, ...charges, ...rows] }).ok).toBe(true);
  });

  it("until a claim comes the end of the month stands in, whenever one looks, and is listed", () => {
    // The last 30 days of October: 6,000.00.
    for (const asOf of ["2026-11-02T00:00:00Z", "2026-11-20T00:00:00Z"]) {
      const statement = claims([], asOf);
      expect(linesOf(statement)).toEqual(["availability/web/2026-10/tenth 600.00 claimable"]);
      expect(standIns(statement)).toEqual([
        {
          path: "lines.availability/web/2026-10/tenth.claim",
          used: "period-end",
          semantics: 31,
        },
      ]);
      expect(verify(statement, { rows: [down, ...charges] }).ok).toBe(true);
    }
    expect(linesOf(claims([]))).toEqual(["availability/web/2026-10/tenth 600.00 forfeited"]);
  });

  it("the first claim decides, and those for other periods and commitments are none of it", () => {
    const rows = [
      claimed("CLM-3", "11-21T00:00"),
      claimed("CLM-2", "11-11T00:00"),
      claimed("CLM-0", "11-01T00:00", { commitment: "other" }),
      claimed("CLM-9", "11-02T00:00", { period: "2026-09" }),
    ];
    const other = { ...availability, id: "other", credits: [] };
    const terms = contract({ commitments: [availability, other] });
    expect(claims(rows, undefined, terms).totals.claimable).toBe("700.00");
  });

  it("semantics 38: the claim makes a revision of the difference", () => {
    const issued = claims([], "2026-11-02T00:00:00Z");
    const revision = restated({
      contract: contract(),
      rows: [down, ...charges, claimed("CLM-1", "11-11T00:00")],
      issued: [issued],
      asOf: "2026-11-20T00:00:00Z",
    });
    expect(revision?.lines).toMatchObject([
      { amount: "100.00", corrects: { was: "600.00", now: "700.00", because: ["records"] } },
    ]);
  });

  it("days up to a claim are judged claim by claim, and each takes those before its own", () => {
    const commitments = [
      {
        ...availability,
        period: { rolling: { days: 40, until: "claim" as const } },
      },
    ];
    // 40 days before 1 November begin on 22 September, before 11 November on 2 October.
    const statement = claims(
      [claimed("CLM-1", "11-01T00:00"), claimed("CLM-2", "11-11T00:00")],
      undefined,
      contract({ commitments }),
    );
    expect(linesOf(statement)).toEqual([
      "availability/web/40d-CLM-1/tenth 600.00 claimable",
      "availability/web/40d-CLM-2/tenth 700.00 claimable",
    ]);
  });
});

describe("semantics 31, 35: each miss has the days before its own claim", () => {
  const each: Credit = {
    id: "each",
    clause: "6.2",
    on: "each-miss",
    how: "flat",
    base: "monthly",
    give: { percent: "1" },
  };
  const later = outage("INC-2", "10-20T00:00", "10-20T02:00");
  const byMiss = (rows: readonly object[], stage: object, credit: Credit = each) =>
    settled({
      contract: contract({
        commitments: [{ ...availability, credits: [credit] }],
        claim: {
          on: "request",
          stages: [{ what: "claim", within: { days: 60 }, after: "settlement-end", ...stage }],
        } as Claim,
      }),
      rows: [down, later, ...charges, ...rows],
      asOf: "2026-12-05T00:00:00Z",
    });
  const parts = (statement: Statement) =>
    statement.lines.flatMap((line) => line.parts.map(({ record, exact }) => `${record} ${exact}`));

  it.each([
    {
      rows: [
        claimed("CLM-1", "10-16T00:00", { about: "INC-1" }),
        claimed("CLM-2", "11-11T00:00", { about: "INC-2" }),
      ],
      stage: {},
      held: ["INC-1 45", "INC-2 70"],
      why: "each names its outage",
    },
    {
      rows: [claimed("CLM-1", "10-16T00:00"), claimed("CLM-2", "11-11T00:00")],
      stage: { after: "event-start" },
      held: ["INC-1 45", "INC-2 70"],
      why: "the first was before the second outage, which it cannot be about",
    },
    {
      rows: [claimed("CLM-1", "10-16T00:00"), claimed("CLM-2", "11-11T00:00")],
      stage: {},
      held: ["INC-1 45", "INC-2 45"],
      why: "counted from the end of the month a claim is about all of it",
    },
  ])("$held: $why", ({ rows, stage, held }) => {
    expect(parts(byMiss(rows, stage))).toEqual(held);
  });

  it("one that is not claimed takes the days before the month's end, and is listed", () => {
    const statement = byMiss([claimed("CLM-1", "10-16T00:00", { about: "INC-1" })], {});
    expect(parts(statement)).toEqual(["INC-1 45", "INC-2 60"]);
    expect(standIns(statement)).toHaveLength(1);
  });

  it.each([
    // 1 % of 4,500.00 and of 7,000.00.
    { name: "incident", owed: "115.00", why: "each under the days before its own claim" },
    // The line as a whole is claimed by the first of them; both outages began on dates of their own.
    { name: "day", owed: "90.00", why: "45.00 on each of two dates" },
    { name: "line", owed: "45.00", why: "45.00 in all" },
  ])("a limit for the $name: $owed, $why", ({ name, owed }) => {
    const credit: Credit = {
      id: "each",
      clause: "6.2",
      on: "each-miss",
      how: "flat",
      give: { amount: "500.00" },
      limits: { [name]: { percent: "1", base: "monthly" } },
    };
    const rows = [
      claimed("CLM-1", "10-16T00:00", { about: "INC-1" }),
      claimed("CLM-2", "11-11T00:00", { about: "INC-2" }),
    ];
    const statement = byMiss(rows, {}, credit);
    expect(statement.totals.claimable).toBe(owed);
    expect(standIns(statement)).toEqual([]);
    expect(standIns(byMiss([], {}, credit))).toHaveLength(1);
  });
});

describe("what is not claimed has no days before a claim", () => {
  const codes = (changes: Partial<ContractInput>) => {
    const parsed = safeParseContract(contract(changes));
    return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path.join(".")}`);
  };
  const ticket: Claim = {
    on: "request",
    stages: [{ what: "ticket", within: { days: 30 }, after: "settlement-end" }],
  };
  const credit = "commitments.0.credits.0";
  const capped = {
    id: "cap",
    clause: "6.4",
    covers: "all",
    per: "calendar-month",
    limit: { percent: "50", base: "monthly" },
    excess: "lost",
  } as const;

  it.each([
    { changes: {}, found: [], why: "a claim" },
    { changes: { claim: { on: "automatic" } }, found: [credit], why: "paid by itself" },
    { changes: { claim: ticket }, found: [credit], why: "a ticket alone" },
    {
      changes: { claim: ticket, commitments: [{ ...availability, claim: request }] },
      found: [],
      why: "the commitment's own claim",
    },
    { changes: { caps: [capped] }, found: ["caps.0.limit"], why: "a cap is of several lines" },
    {
      changes: {
        commitments: [{ ...availability, credits: [{ ...tenth, limits: { line: capped.limit } }] }],
      },
      found: [],
      why: "the limit of a line",
    },
  ] as { changes: Partial<ContractInput>; found: string[]; why: string }[])(
    "$found: $why",
    ({ changes, found }) => {
      expect(codes(changes)).toEqual(found.map((path) => `base.claim-missing ${path}.base`));
    },
  );

  it("nor have points, which are of several lines too", () => {
    const points = {
      clause: "7",
      base: "monthly",
      convert: { percentPerPoint: "1" },
    };
    expect(codes({ points })).toEqual(["base.claim-missing points.base"]);
  });
});
