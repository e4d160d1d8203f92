import { describe, expect, it } from "vitest";
import type { Line, Statement } from "../../src/model/statement.ts";
import type { Step } from "../../src/model/step.ts";
import { amountText } from "../../src/present/amounts-text.ts";
import { statementMarkdown } from "../../src/present/statement-markdown.ts";
import { statementText } from "../../src/present/statement-text.ts";
import { statement } from "./fixture.ts";

const [tiers, late] = statement.lines as [Line, Line];
const step = (op: Step["op"], into: string | undefined, out: string): Step => ({
  op,
  clause: "msa 6.1",
  out,
  ...(into === undefined ? {} : { in: into }),
});
const contract = {
  parties: { provider: "Example RTC", customer: "acme" },
  commitments: [
    { id: "availability", credits: [{ id: "tiers", base: "monthly" }] },
    { id: "first-response", credits: [{ id: "late", where: { severity: ["P1"] } }] },
  ],
};
const terms = { ...statement.terms, contract };
const told = (steps: readonly Step[], of = tiers, changed: Partial<Statement> = {}) =>
  amountText({ ...statement, terms, ...changed }, { ...of, steps });

describe("how an amount was worked out", () => {
  it("a percentage: the base by its name, the row, the product (31, 29)", () => {
    const steps = [
      step("charge", "50000", "50000"),
      step("base", "50000", "50000"),
      step("tier", "x = 44281/444, 99 ≤ x < 99.95", "10 %"),
      step("percent", "50000 × 10 ÷ 100", "5000"),
      step("round", "5000", "5000.00"),
    ];
    expect(told(steps)).toBe("base monthly 50000, 99 ≤ x < 99.95 → 10 %, 50000 × 10 ÷ 100 = 5000");
  });

  it("a rate: of which misses, how many, at how much each (30)", () => {
    const steps = [step("count", undefined, "4"), step("times", "4 × 250.00", "1000")];
    expect(told(steps, late)).toBe("P1 only: 4 × 250.00 = 1000");
  });

  it("a charge that is computed, a sum of charges, and a rounding that changes something (33)", () => {
    const steps = [
      step("charge", "1000 × 20 ÷ 31", "20000/31"),
      step("base", "20000/31 + 5", "20155/31"),
      step("percent", "20155/31 × 10 ÷ 100", "4031/62"),
      step("round", "4031/62", "65.02"),
    ];
    expect(told(steps, tiers, { terms: { ...terms, contract: {} } })).toBe(
      "charge 1000 × 20 ÷ 31 = 20000/31, base 20000/31 + 5 = 20155/31, 20155/31 × 10 ÷ 100 = 4031/62, 4031/62 rounded: 65.02",
    );
  });

  it("what a cap leaves, what waits, and what a right is (32, 36)", () => {
    const steps = [
      step("cap", "900.00, its share of 500.00 for 1000.00", "450.00"),
      step("carry", "900.00 − 450.00", "450.00"),
      step("right", undefined, "terminate"),
      step("count", undefined, "3"),
    ];
    expect(told(steps)).toBe(
      "900.00, its share of 500.00 for 1000.00 → 450.00, left to later statements 900.00 − 450.00 = 450.00, right: terminate, 3",
    );
  });

  it("why nothing is given to who may not have it, by the clause that says so (31)", () => {
    const barred = {
      ...step("eligible", "5000, but plan is tin, not gold", "0"),
      clause: "msa 1.4",
    };
    expect(told([step("percent", "50000 × 10 ÷ 100", "5000"), barred])).toBe(
      "50000 × 10 ÷ 100 = 5000, 5000, but plan is tin, not gold → 0 (msa 1.4)",
    );
  });

  it("what a revision subtracts stands in its own table (38)", () => {
    expect(
      told([step("issued", undefined, "1.00"), step("difference", "2.00 − 1.00", "1.00")]),
    ).toBe("");
  });
});

describe("a statement says who owes whom, and why so much", () => {
  const steps = [step("count", undefined, "4"), step("times", "4 × 250.00", "1000")];
  const shown: Statement = { ...statement, terms, lines: [{ ...late, steps }] };

  it("as text, by the commitment and the credit", () => {
    const lines = statementText(shown).split("\n");
    expect(lines[1]).toBe("provider Example RTC, customer acme");
    expect(lines).toContain("  first-response/late  P1 only: 4 × 250.00 = 1000 (msa 6.1)");
  });

  it("by the whole id where the name would be of several, or of none", () => {
    const [result] = statement.results.filter(({ id }) => id === late.result);
    if (result === undefined) throw new TypeError("the fixture has the result of its line");
    const other = { ...result, id: "first-response/storage/2026-10", scope: "storage" };
    const ofNone = { ...late, id: "points/2026-10", result: "", steps };
    const text = statementText({
      ...shown,
      results: [result, other],
      lines: [...shown.lines, ofNone],
    });
    expect(text).toContain("  first-response/messaging/2026-10/late  P1 only: 4 × 250.00 = 1000");
    expect(text).toContain("  points/2026-10                         4 × 250.00 = 1000 (msa 6.1)");
  });

  it("as markdown, in a column of its own", () => {
    const text = statementMarkdown(shown);
    expect(text).toContain("\nprovider Example RTC, customer acme\n");
    expect(text).toContain("| CNY 500.00 | P1 only: 4 × 250.00 = 1000 | claimable |");
    expect(text).toContain("| 99.912412 %; counted: 38 min 59 s down of 741 h 48 min | breached |");
  });

  it("what is owed beside money is owed, with its status and last day (30, 35)", () => {
    const days = { ...tiers, amount: "0.00", minor: 0, inKind: [{ unit: "days", count: "3" }] };
    const right = { what: "terminate", holder: "customer" } as const;
    const totals = { ...statement.totals, claimable: "0.00", lines: "0.00" };
    const lines = [
      days,
      { ...days, id: "b", status: "forfeited" as const },
      { ...days, id: "c", inKind: [], rights: [right], status: "right" as const },
    ];
    const text = (all: readonly Line[]) =>
      statementText({ ...shown, lines: all, totals, caps: [] }).split("\n");
    expect(text(lines)).toContain(
      "  credit 3 days, claimable until 30 November 2026; 3 days, forfeited: not claimed in time; right: terminate",
    );
    expect(text([...lines, ...lines])).toContain(
      "  credit 3 days, claimable until 30 November 2026; 3 days, forfeited: not claimed in time; right: terminate; and 3 more: see each line (--verbose)",
    );
    expect(text([days])[4]).toContain("CNY    0.00  3 days");
  });
});
