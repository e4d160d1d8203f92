import { describe, expect, it } from "vitest";
import type { Statement, StatementResult } from "../../src/model/statement.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { statement } from "./fixture.ts";

const linesOf = (changed: Partial<Statement>, verbose = false) =>
  statementText({ ...statement, ...changed }, { verbose }).split("\n");

const [availability, firstResponse] = statement.results as [StatementResult, StatementResult];

describe("a statement as text", () => {
  it("is the screen of the product page", () => {
    expect(statementText(statement)).toBe(
      [
        "acme-im-2026  messaging  October 2026 (Asia/Shanghai)",
        "",
        "  commitment      target         measured      verdict          credit",
        "  availability    ≥ 99.95 %      99.912412 %   breached  CNY  5,000.00",
        "  first-response  P1 ≤ 15 min …  1 of 37 late  breached  CNY    500.00",
        "  resolution      P1 ≤ 4 h       0 of 37 late  met                   –",
        "",
        "  744 h in the period: 741 h 09 min 01 s up, 38 min 59 s down, 2 h 12 min excluded (planned); counted: 38 min 59 s down of 741 h 48 min",
        "  credit CNY 5,500.00, claimable until 30 November 2026 (cap CNY 25,000.00 not reached)",
        "  final · assumptions: 2 (--verbose) · result sha256:8f1c00000000…",
        "",
      ].join("\n"),
    );
  });

  it("says what is left to later statements", () => {
    const [first, ...others] = statement.lines;
    if (first === undefined) throw new TypeError("the fixture has lines");
    const waits = (amount: string) => ({ amount, minor: 0, shares: [] });
    const line = { ...first, carried: waits("1234.50"), deferred: waits("92.07") };
    expect(linesOf({ lines: [line, ...others] })).toContain(
      "  credit CNY 5,500.00, claimable until 30 November 2026; left to later statements: CNY 1,234.50, CNY 92.07 (cap CNY 25,000.00 not reached)",
    );
  });

  it("aligns wide characters as two columns", () => {
    const lines = linesOf({ results: [{ ...availability, commitment: "可用性" }, firstResponse] });
    expect(lines[3]).toBe("  可用性          ≥ 99.95 %      99.912412 %   breached  CNY  5,000.00");
  });

  it("never lets control or bidi characters of the input through", () => {
    const evil = "a\u001b[2J\u202eb\nc";
    const text = statementText(
      {
        ...statement,
        key: { ...statement.key, contract: evil },
        results: [{ ...availability, commitment: evil, scope: evil }],
        assumptions: [{ path: evil, used: evil, semantics: 1 }],
      },
      { verbose: true },
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain("a\\u{1b}[2J\\u{202e}b\\u{a}c");
  });

  it("says why there is no figure, and what blocks a provisional statement (15, 19)", () => {
    const lines = linesOf({
      results: [{ ...availability, figure: null, verdict: "not-measured", whyNot: "no-data" }],
      lines: [],
      caps: [],
      totals: { ...statement.totals, claimable: "0.00", lines: "0.00" },
      state: "provisional",
      blockedBy: [{ result: "r", record: "T-9", why: "ticket-open" }],
    });
    expect(lines[3]).toContain("not measured: no data  not-measured");
    expect(lines).toContain("  no credit is due");
    expect(lines.at(-2)).toContain("provisional as of 2026-11-05T00:00:00Z (ticket-open T-9) ·");
  });

  it.each([
    { figure: "percentile", shown: "≤ 200  " },
    { figure: "count", shown: "≤ 200  " },
    { figure: "downtime-percent", shown: "≤ 200 %  " },
  ])(
    "a bound without a figure is a percentage only where the contract asks for one: $figure",
    (asked) => {
      const { commitment } = availability;
      const contract = { commitments: [{ id: commitment, measure: { figure: asked.figure } }] };
      const [, , , line] = linesOf({
        terms: { ...statement.terms, contract },
        results: [{ ...availability, target: { atMost: "200" }, figure: null }],
      });
      expect(line).toContain(asked.shown);
    },
  );

  it("splits what is automatic, provisional and forfeited (35)", () => {
    const totals = {
      automatic: "1000000.50",
      claimable: "0.00",
      forfeited: "2.00",
      provisional: "3.00",
      lines: "1000005.50",
    };
    expect(linesOf({ totals, caps: [] })).toContain(
      "  credit CNY 1,000,000.50, credited without a claim; CNY 3.00, provisional; CNY 2.00, forfeited: not claimed in time",
    );
  });

  it("names scope and period where a commitment has several results", () => {
    const quarter = { ...availability.period, label: "2026-Q4" };
    const lines = linesOf({
      results: [availability, { ...availability, id: "x", scope: "storage", period: quarter }],
    });
    expect(lines[3]).toMatch(/^ {2}availability messaging +≥/);
    expect(lines[4]).toMatch(/^ {2}availability storage 2026-Q4 +≥/);
    expect(lines[6]).toMatch(/^ {2}availability messaging: 744 h in the period/);
  });

  it("shows a revision as was, now and difference (38)", () => {
    const [line] = statement.lines;
    if (line === undefined) throw new TypeError("the fixture has lines");
    const corrects = { revision: 0, was: "5000.00", now: "1250.00", because: ["records"] } as const;
    const lines = linesOf({
      revision: 1,
      lines: [{ ...line, amount: "-3750.00", minor: -375_000, corrects }],
    });
    expect(lines[1]).toBe("revision 1 corrects revision 0");
    expect(lines).toContain(
      "  availability/messaging/2026-10/tiers  5,000.00  1,250.00   -3,750.00  claimable  records",
    );
  });

  it("lists everything behind it with --verbose", () => {
    const lines = linesOf({}, true);
    expect(lines).toContain('    rounding  {"each":"line","mode":"half-up"}  (semantics 33)');
    expect(lines).toContain(`    result          sha256:${statement.hashes.result}`);
  });

  it("shows instants on the wall clock of the period, with its offset (2)", () => {
    const span = { from: "2026-10-03T18:00:00Z", until: "2026-10-03T20:12:00.500Z" };
    const work = { record: "CHG-1", rule: "planned", clause: "msa 4.2" };
    const excluded = {
      ...work,
      ...span,
      result: "availability/messaging/2026-10",
      removes: "nothing" as const,
      downMs: "0",
      windowMs: "7920500",
      alsoCoveredBy: [],
    };
    const evidence = { ...statement.evidence, excluded: [excluded] };
    const shownIn = (zone: string) => {
      const key = { ...statement.key, period: { ...statement.key.period, zone } };
      return linesOf({ key, evidence }, true).find((line) => line.includes("CHG-1"));
    };
    // Shanghai is eight hours ahead, Kathmandu 5:45; in New York it is still summer, at -04:00.
    expect(shownIn("Asia/Shanghai")).toContain(
      "2026-10-04 02:00 +08:00 to 2026-10-04 04:12:00.500 +08:00  planned",
    );
    expect(shownIn("Asia/Kathmandu")).toContain("2026-10-03 23:45 +05:45 to");
    expect(shownIn("America/New_York")).toContain("2026-10-03 14:00 -04:00 to");
    expect(shownIn("Mars/Base")).toContain("2026-10-03T18:00:00Z to 2026-10-03T20:12:00.500Z");
  });

  it("says of each exclusion, granted or not, of which result it is", () => {
    const work = { record: "CHG-1", rule: "planned", clause: "msa 4.2" };
    const span = { from: "2026-10-03T18:00:00Z", until: "2026-10-03T20:12:00Z" };
    const results = ["availability/messaging/2026-10", "availability/voice/2026-10"];
    const evidence = {
      ...statement.evidence,
      excluded: results.map((result) => ({
        ...work,
        ...span,
        result,
        removes: "nothing" as const,
        downMs: "0",
        windowMs: "7920000",
        alsoCoveredBy: [],
      })),
      rejected: results.map((result) => ({
        ...work,
        result,
        reason: "notice-too-short" as const,
        detail: "12 h",
        ms: "60000",
      })),
    };
    const rows = linesOf({ evidence }, true).filter((line) => line.includes("CHG-1"));
    expect(rows.map((line) => line.split(/ {2,}/).at(-1))).toEqual([...results, ...results]);
  });
});
