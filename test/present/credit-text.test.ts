import { describe, expect, it } from "vitest";
import type { Line, LineClaim, Statement } from "../../src/model/statement.ts";
import { registerCsv } from "../../src/present/register-csv.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { verificationText } from "../../src/present/verify-text.ts";
import { statement } from "./fixture.ts";

const [tiers, late] = statement.lines as [Line, Line];
const open = tiers.claim as LineClaim;
const made: LineClaim = { ...open, claimedAt: "2026-11-30T15:59:59.999Z", record: "CLM-1" };
const stage = { ...open, what: "claim", state: "open" } as const;

const credit = (changes: Partial<Statement>, verbose = false) =>
  statementText({ ...statement, caps: [], ...changes }, { verbose })
    .split("\n")
    .find((line) => /^ {2}(credit|no |the )/.test(line));
const claimed = (...claims: readonly LineClaim[]) =>
  credit({ lines: [tiers, late].map((line, at) => ({ ...line, claim: claims[at] ?? open })) });

describe("semantics 35: until when it may be claimed, and whether it was", () => {
  const laterDay = { ...open, until: "2026-12-10T16:00:00Z", lastDate: "2026-12-10" };
  const madeStage = { ...stage, state: "made", madeAt: "2026-11-12T00:00:00Z" } as const;

  it.each<{ claims: readonly LineClaim[]; says: string }>([
    { claims: [open, open], says: "claimable until 30 November 2026" },
    { claims: [made, made], says: "claimed" },
    {
      claims: [made, laterDay],
      says: "claimable until 10 December 2026, in part claimed: see each line (--verbose)",
    },
    {
      claims: [laterDay, open],
      says: "claimable until 30 November 2026 or later: see each line (--verbose)",
    },
    { claims: [{ ...open, stages: [madeStage] }, made], says: "claimed" },
    {
      claims: [{ ...open, stages: [madeStage, stage] }, open],
      says: "claimable until 30 November 2026",
    },
  ])("$says", ({ claims, says }) => {
    expect(claimed(...claims)).toBe(`  credit CNY 5,500.00, ${says}`);
  });

  it("each line stands below where all is asked for", () => {
    const lines = [tiers, { ...late, claim: laterDay }];
    expect(credit({ lines }, true)).toBe(
      "  credit CNY 5,500.00, claimable until 30 November 2026 or later: see each line",
    );
  });

  it("days of service that were claimed are claimed", () => {
    const totals = { ...statement.totals, claimable: "0.00", lines: "0.00" };
    const days = { ...tiers, minor: 0, amount: "0.00", inKind: [{ unit: "days", count: "3" }] };
    expect(credit({ totals, lines: [{ ...days, claim: made }] })).toBe("  credit 3 days, claimed");
    expect(credit({ totals, lines: [days] })).toBe(
      "  credit 3 days, claimable until 30 November 2026",
    );
  });
});

describe("semantics 32, 38: what a revision comes to", () => {
  const totals = { ...statement.totals, claimable: "0.00", lines: "0.00" };
  const differing = [
    { ...tiers, amount: "85.72", minor: 8572 },
    { ...late, amount: "-85.72", minor: -8572 },
  ];
  const carried = { amount: "85.72", minor: 8572, shares: [] };

  it("amounts that differ are to be booked, also where they add up to nothing", () => {
    expect(credit({ revision: 1, totals, lines: differing })).toBe(
      "  the differences add up to nothing",
    );
  });

  it("what waits is a difference, too", () => {
    const waits = { ...tiers, amount: "0.00", minor: 0, carried };
    expect(credit({ revision: 1, totals, lines: [waits] })).toBe(
      "  no amount differs; difference in what is left to later statements: CNY 85.72",
    );
    expect(credit({ totals, lines: [waits] })).toBe(
      "  no credit is due; left to later statements: CNY 85.72",
    );
  });
});

describe("semantics 32: what waited until this statement is in its lines", () => {
  it("with the period from which it comes, so that the lines add up to the credit", () => {
    const step = {
      op: "issued",
      clause: "msa 6.1",
      in: "over a cap, carried since 2026-09",
      out: "450.00",
    } as const;
    const id = "availability/messaging/2026-09/tiers#carried";
    const result = "availability/messaging/2026-09";
    const waited: Line = { ...tiers, id, result, amount: "450.00", minor: 45_000, steps: [step] };
    expect(statementText({ ...statement, lines: [...statement.lines, waited] })).toContain(
      `  ${id}  over a cap, carried since 2026-09 → 450.00 (msa 6.1)\n`,
    );
  });
});

describe("the credit register names the commitment of every line that has one", () => {
  it.each([
    { line: tiers, name: "availability", why: "of its result" },
    {
      line: {
        ...tiers,
        id: "availability/messaging/2026-09/tiers#carried",
        result: "availability/messaging/2026-09",
      },
      name: "availability",
      why: "carried from a month of which no result is here (32)",
    },
    { line: { ...tiers, id: "points/2026-10", result: "" }, name: "", why: "points are of none" },
  ])("$line.id: $why", ({ line, name }) => {
    const [titles = "", row = ""] = registerCsv([{ ...statement, lines: [line] }]).split("\r\n");
    expect(row.split(",")[titles.split(",").indexOf("commitment")]).toBe(name);
  });
});

describe("what verification found", () => {
  it("stands on one line, the hint of an issue too", () => {
    const detail = "issued: no statement of 2026-04 [history.missing]\n  hint: pass it";
    expect(verificationText([{ check: "recomputed", ok: false, detail }])).toBe(
      "  FAILED  computed again it comes out the same: issued: no statement of 2026-04 [history.missing]; hint: pass it\n",
    );
  });
});

describe("semantics 5, 15: of which time the ledger is", () => {
  it("says of how much, where the terms cover a part of the period", () => {
    const [availability] = statement.results;
    if (availability?.ledger === undefined) throw new TypeError("the fixture has a ledger");
    const ledger = {
      ...availability.ledger,
      elapsedMs: "1296000000",
      classes: [{ class: "up" as const, ms: "1296000000" }],
    };
    const result = { ...availability, ledger, bad: "0", whole: "1296000000" };
    const said = (out: string) => {
      const steps = [{ op: "period" as const, clause: "msa 3.1" as const, out }];
      return statementText({ ...statement, results: [{ ...result, steps }], lines: [] });
    };
    expect(said("1296000000")).toContain("\n  360 h of the 744 h in the period: 360 h up\n");
    // Three services that are judged for 120 hours each: their sum is no part of one period.
    expect(said("432000000")).toContain("\n  360 h in the period: 360 h up\n");
  });
});
