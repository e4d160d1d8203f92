import { describe, expect, it } from "vitest";
import type { ContractInput } from "../../src/contract.ts";
import {
  explain,
  parseContract,
  parseRecords,
  type Statement,
  safeParseContract,
  safeSettle,
  verify,
} from "../../src/index.ts";
import { statementMarkdown } from "../../src/present/statement-markdown.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { availability, contractOf, linesOf, outage, restated, settled } from "./world.ts";

type Cap = NonNullable<ContractInput["caps"]>[number];
type Credit = NonNullable<ContractInput["commitments"][number]["credits"]>[number];

const cap = (changes: object = {}): Cap => ({
  id: "most",
  clause: "6.4",
  covers: "all",
  per: "calendar-month",
  limit: { days: "15" },
  excess: "lost",
  ...changes,
});
const days = (id: string, count: string, changes: object = {}): Credit =>
  ({
    id,
    clause: "6.1",
    on: "measured",
    how: "flat",
    give: { days: count },
    ...changes,
  }) as Credit;
/** Two credits of one outage: what they give is 7 and 15 days unless a test says else. */
const terms = (limit: object, counts = ["7", "15"], changes: Partial<ContractInput> = {}) =>
  contractOf({
    commitments: [
      { ...availability, credits: counts.map((count, index) => days(`c${index + 1}`, count)) },
    ],
    caps: [cap(limit)],
    ...changes,
  });
const down = [outage("INC-1", "10-03T00:00", "10-03T02:00")];
const inKind = ({ lines }: Statement) =>
  lines.map(({ inKind: [one] = [] }) => `${one?.count} ${one?.unit}`);
const codesOf = (contract: ContractInput) => {
  const parsed = safeParseContract(contract);
  return (parsed.ok ? parsed.warnings : parsed.issues).map(
    ({ code, path }) => `${code} ${path.join(".")}`,
  );
};

describe("semantics 32: a cap in days of service", () => {
  it("is shared out in half days where half days are given, no finer", () => {
    // One day is two halves, over three equal lines: the first two by their names.
    const contract = terms({ limit: { days: "1" } }, ["0.5", "0.5", "0.5"]);
    expect(inKind(settled({ contract, rows: down }))).toEqual(["0.5 days", "0.5 days", "0 days"]);
  });

  it("is shared out in whole days by largest remainder", () => {
    // Of 22 days 15 stay: 15 × 7 ÷ 22 = 4.77 and 15 × 15 ÷ 22 = 10.23; the larger rest gets the day.
    const statement = settled({ contract: terms({}), rows: down });
    expect(inKind(statement)).toEqual(["5 days", "10 days"]);
    expect(statement.caps).toEqual([
      {
        id: "most",
        clause: "msa 6.4",
        unit: "days",
        limit: "15",
        before: "22",
        after: "15",
        reached: "yes",
        steps: [{ op: "cap", clause: "msa 6.4", in: "15 days", out: "15" }],
      },
    ]);
    expect(statement.lines[0]?.steps).toContainEqual({
      op: "cap",
      clause: "msa 6.4",
      in: "7 days, their share of 15 for 22",
      out: "5",
    });
    expect(verify(statement, { rows: down })).toMatchObject({ ok: true });
  });

  it.each([
    {
      limit: "21.5",
      counts: ["7", "15"],
      kept: ["7", "14.5"],
      why: "in halves: 13.68, 29.32 of 43",
    },
    { limit: "22", counts: ["7", "15"], kept: ["7", "15"], why: "exactly at the cap" },
    { limit: "1", counts: ["0.5", "1"], kept: ["0.5", "0.5"], why: "0.67 and 1.33 of two halves" },
    {
      limit: "0.5",
      counts: ["0.5", "0.25"],
      kept: ["0.25", "0.25"],
      why: "in quarters: 1.33 and 0.67 of two",
    },
    { limit: "0", counts: ["7"], kept: ["0"], why: "nothing stays, and the line says so" },
  ])("$limit for $counts leaves $kept: $why", ({ limit, counts, kept }) => {
    const statement = settled({ contract: terms({ limit: { days: limit } }, counts), rows: down });
    expect(inKind(statement)).toEqual(kept.map((count) => `${count} days`));
  });

  it("leaves what it does not cover", () => {
    const statement = settled({
      contract: terms({ covers: ["c1"], limit: { days: "3" } }),
      rows: down,
    });
    expect(inKind(statement)).toEqual(["3 days", "15 days"]);
    expect(statement.caps).toMatchObject([{ before: "7", after: "3" }]);
  });

  it("where it was not reached the line and the presenters say so", () => {
    const statement = settled({ contract: terms({ limit: { days: "30" } }), rows: down });
    const line = statement.lines[0]?.id ?? "";
    expect(explain(statement, { line }).steps).toContainEqual({
      op: "cap",
      clause: "msa 6.4",
      in: "22 of at most 30 days",
      out: "not reached",
    });
    expect(statementText(statement)).toContain("(cap 30 days not reached)");
    expect(statementText(statement, { verbose: true })).toMatch(/limit 30 days +before 22 days/);
    expect(statementMarkdown(statement)).toContain(
      "| most | msa 6.4 | 30 days | 22 days | 22 days |",
    );
  });

  it("a statement whose days were raised above it fails its own check", () => {
    const statement = settled({ contract: terms({}), rows: down });
    const caps = statement.caps.map((one) => ({ ...one, after: "16" }));
    const sums = verify({ ...statement, caps }).checks.find(({ check }) => check === "sums");
    expect(sums).toMatchObject({ ok: false, detail: expect.stringContaining("within their cap") });
  });
});

describe("semantics 32, 38: a cap in days over a longer period", () => {
  const contract = terms({ per: "calendar-year" }, ["10"], { effective: { from: "2026-10-01" } });
  const rows = [...down, outage("INC-2", "11-20T00:00", "11-20T06:00")];
  const november = { contract, rows, period: "2026-11", asOf: "2026-12-05T00:00:00Z" };

  it("counts what was issued in it before: 10 of 15 are used", () => {
    const october = settled({ contract, rows });
    const statement = settled({ ...november, issued: [october] });
    expect(inKind(statement)).toEqual(["5 days"]);
    expect(statement.caps[0]).toMatchObject({ before: "20", after: "15" });
    expect(statement.caps[0]?.steps[1]).toEqual({
      op: "issued",
      clause: "msa 6.4",
      in: "earlier statements",
      out: "10",
    });
  });

  it("a cap that was lowered below what is issued leaves nothing", () => {
    const october = settled({ contract, rows });
    const lower = terms({ per: "calendar-year", limit: { days: "8" } }, ["10"], {
      effective: { from: "2026-10-01" },
    });
    expect(inKind(settled({ ...november, contract: lower, issued: [october] }))).toEqual([
      "0 days",
    ]);
  });

  it("a revision without days changes nothing, and what is no day counts nothing", () => {
    // October gave 10 days and 100.00; its revision corrects the money, and gives no more days.
    const credit: Credit = {
      id: "c1",
      clause: "6.1",
      on: "measured",
      how: "tiers",
      base: undefined,
      tiers: [
        {
          from: "0",
          below: "99.9",
          give: { days: "10" },
          plus: { per: "10", round: "up", from: "tier", give: { amount: "100.00" } },
        },
      ],
    } as never;
    const before = contractOf({
      commitments: [
        {
          ...availability,
          credits: [credit, { ...days("c2", "1"), give: { amount: "5.00" } } as Credit],
        },
      ],
      effective: { from: "2026-10-01" },
    });
    const longer = [outage("INC-1", "10-03T00:00", "10-10T00:00"), rows[1] as object];
    const october = settled({ contract: before, rows });
    const revision = restated({ contract: before, rows: longer, issued: [october] });
    if (revision === undefined) throw new TypeError("no revision");
    expect(inKind(october)).toEqual(["10 days", "undefined undefined"]);
    expect(revision.lines.map(({ id }) => id)).toEqual(["availability/web/2026-10/c1"]);
    expect(inKind(revision)).toEqual(["undefined undefined"]);
    // 15 less 10, not 15 less 20.
    expect(inKind(settled({ ...november, issued: [october, revision] }))).toEqual(["5 days"]);
  });

  it("holds for no money that older terms left to it", () => {
    // Under the terms of October 5.00 were owed, and a cap of 2.00 left 3.00 to November.
    const money = { ...days("c1", "1"), give: { amount: "5.00" } } as Credit;
    const before = contractOf({
      commitments: [{ ...availability, credits: [money] }],
      caps: [cap({ limit: { amount: "2.00" }, excess: "carried" })],
      effective: { from: "2026-10-01" },
    });
    const after = terms({}, ["20"], { effective: { from: "2026-10-01" } });
    const october = settled({ contract: before, rows });
    const statement = settled({ ...november, contract: after, issued: [october] });
    expect(linesOf(statement)).toEqual([
      "availability/web/2026-11/c1 0.00 automatic",
      "availability/web/2026-10/c1#carried 3.00 automatic",
    ]);
    expect(statement.lines.map((line) => line.inKind)).toEqual([
      [{ unit: "days", count: "15" }],
      undefined,
    ]);
  });

  it("asks for statements that are missing where any days are owed", () => {
    const parsed = parseContract(contract);
    const settle = (own: readonly object[]) =>
      safeSettle({
        contract: parsed,
        records: parseRecords(own, parsed),
        period: "2026-11",
        asOf: "2026-12-05T00:00:00Z",
      });
    const missing = settle(rows);
    expect(missing.ok ? [] : missing.issues).toMatchObject([
      { code: "history.missing", value: "the statement of 2026-10" },
    ]);
    expect(settle(down).ok).toBe(true);
  });
});

describe("semantics 32: limits of a credit in days of service", () => {
  const each = (limits: object) =>
    contractOf({
      commitments: [{ ...availability, credits: [days("c1", "2", { on: "each-miss", limits })] }],
    });
  // Two outages on the 3rd and one on the 4th: six days.
  const three = [
    outage("INC-1", "10-03T00:00", "10-03T02:00"),
    outage("INC-2", "10-03T05:00", "10-03T06:00"),
    outage("INC-3", "10-04T00:00", "10-04T02:00"),
  ];
  const step = (text: string, out: string) => ({ op: "cap", clause: "msa 6.1", in: text, out });

  it.each([
    {
      limits: { incident: { days: "1.5" } },
      count: "4.5",
      told: step("at most 1.5 days for one incident: 6 becomes", "4.5"),
    },
    {
      limits: { day: { days: "3" } },
      count: "5",
      told: step("at most 3 days for one day: 6 becomes", "5"),
    },
    {
      limits: { line: { days: "4" } },
      count: "4",
      told: step("6 days, at most 4 for one line", "4"),
    },
    { limits: { line: { days: "6" } }, count: "6", told: undefined },
  ])("$limits: $count", ({ limits, count, told }) => {
    const statement = settled({ contract: each(limits), rows: three });
    expect(inKind(statement)).toEqual([`${count} days`]);
    const cuts = statement.lines[0]?.steps.filter(({ op }) => op === "cap");
    expect(cuts).toEqual(told === undefined ? [] : [told]);
    expect(verify(statement).ok).toBe(true);
  });
});

describe("semantics 31, 32: so many daily fees are a limit in money", () => {
  // 1,000.00 in October's 31 days: 32.2580… a day, and 30 of them 967.7419…, rounded down.
  const daily = { id: "daily", of: ["fee"], taken: { averageDays: "days-in-period" as const } };
  const bases = [{ id: "monthly", of: ["fee"] }, daily];
  const whole = {
    ...availability,
    credits: [{ ...days("all", "1"), base: "monthly", give: { percent: "100" } } as Credit],
  };
  const capped = (limit: object, changes: Partial<ContractInput> = {}) =>
    contractOf({ bases, commitments: [whole], caps: [cap({ limit })], ...changes });

  it("thirty days of fees", () => {
    const contract = capped({ days: "30", base: "daily" });
    const statement = settled({ contract, rows: down });
    expect(linesOf(statement)).toEqual(["availability/web/2026-10/all 967.74 automatic"]);
    expect(statement.caps[0]).toMatchObject({ limit: "967.74", reached: "yes" });
    expect(statement.caps[0]).not.toHaveProperty("unit");
    expect(statement.caps[0]?.steps.slice(-2)).toEqual([
      { op: "times", clause: "msa 6.4", in: "1000/31 × 30", out: "30000/31" },
      { op: "round", clause: "msa 6.4", in: "30000/31", out: "967.74" },
    ]);
    expect(verify(statement, { rows: down }).ok).toBe(true);
    expect(codesOf(contract).filter((code) => code.startsWith("cap."))).toEqual([]);
  });

  it("of a line, where the base may follow the scope", () => {
    const own = { id: "daily", of: "scope" as const, taken: { averageDays: "30" as const } };
    const [credit] = whole.credits;
    const contract = contractOf({
      bases: [{ id: "monthly", of: ["fee"] }, own],
      commitments: [
        {
          ...whole,
          credits: [{ ...credit, limits: { line: { days: "3", base: "daily" } } } as Credit],
        },
      ],
    });
    expect(settled({ contract, rows: down }).totals.lines).toBe("100.00");
  });

  it.each([
    { limit: { days: "30", base: "daily" }, codes: [] },
    {
      limit: { days: "30", base: "half" },
      codes: [],
      why: "a share of a day's fee is one too",
    },
    { limit: { days: "30", base: "monthly" }, codes: ["limit.no-daily-fee caps.0.limit.base"] },
    { limit: { days: "30", base: "no-such" }, codes: ["contract.unknown-base caps.0.limit.base"] },
    { limit: { days: "-1", base: "daily" }, codes: ["decimal.negative caps.0.limit.days"] },
    {
      limit: { days: "30", base: "own" },
      codes: ["base.scope-outside-commitment caps.0.limit.base"],
    },
  ])("$limit: $codes", ({ limit, codes }) => {
    const more = [
      { id: "half", of: ["daily"], percent: "50" },
      { id: "own", of: "scope" as const, taken: { averageDays: "30" as const } },
    ];
    const found = codesOf(capped(limit, { bases: [...bases, ...more] }));
    expect(found.filter((code) => code.includes("caps.0"))).toEqual(codes);
  });
});

describe("what a limit in days cannot hold is refused", () => {
  it.each([
    {
      limit: { days: "-1" },
      issues: ["decimal.negative caps.0.limit.days"],
      why: "less than none",
    },
    {
      excess: "carried",
      issues: ["cap.carried-days caps.0.excess"],
      why: "days do not wait for a later statement",
    },
  ])("$issues: $why", ({ issues, why: _, ...changes }) => {
    expect(codesOf(terms(changes))).toEqual(issues);
  });

  it("a limit in days of service at a credit in daily fees, which are money", () => {
    const credit = days("c1", "2", { base: "monthly", limits: { line: { days: "1" } } });
    const found = codesOf(contractOf({ commitments: [{ ...availability, credits: [credit] }] }));
    expect(found).toEqual(["limit.days-without-days commitments.0.credits.0.limits.line.days"]);
  });
});
