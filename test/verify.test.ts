import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate as evaluateHere } from "../src/base/expression.ts";
import { exactText } from "../src/base/ratio.ts";
import {
  parseContract,
  parseRecords,
  restate,
  type Statement,
  settle,
  verify,
} from "../src/index.ts";
import { seal } from "../src/rules/assemble.ts";
import { evaluate as evaluateThere, text } from "./support/fraction.ts";
import { contractOf, hourRows, settled } from "./support/verify-world.ts";

const statement = settled();
const failing = (one: Statement, options = {}) =>
  verify(one, options)
    .checks.filter(({ ok }) => !ok)
    .map(({ check }) => check);
type Mutable = { -readonly [Key in keyof Statement]: Statement[Key] };
const changed = (change: (copy: Mutable) => void): Statement => {
  const copy = structuredClone(statement) as Mutable;
  change(copy);
  return copy;
};
const firstLine = (copy: Mutable) =>
  copy.lines[0] as { -readonly [Key in keyof Statement["lines"][0]]: Statement["lines"][0][Key] };

describe("semantics 38, 39: verify without records", () => {
  it("holds for what settle made, also behind a trip through JSON", () => {
    expect(verify(statement)).toMatchObject({ ok: true });
    expect(verify(JSON.parse(JSON.stringify(statement))).checks.map(({ check }) => check)).toEqual([
      "result-hash",
      "terms-hash",
      "sums",
      "steps",
    ]);
  });

  it.each<{ what: string; change: (copy: Mutable) => void; checks: string[] }>([
    {
      what: "an amount",
      change: (copy) => {
        firstLine(copy).amount = "101.00";
      },
      checks: ["result-hash", "sums"],
    },
    {
      what: "minor units",
      change: (copy) => {
        firstLine(copy).minor = 1;
      },
      checks: ["result-hash", "sums"],
    },
    {
      what: "no number",
      change: (copy) => {
        firstLine(copy).amount = "much";
      },
      checks: ["result-hash", "sums"],
    },
    {
      what: "a total",
      change: (copy) => {
        copy.totals = { ...copy.totals, lines: "1.00" };
      },
      checks: ["result-hash", "sums"],
    },
    {
      what: "a step",
      change: (copy) => {
        firstLine(copy).steps = firstLine(copy).steps.map((step) =>
          step.op === "percent" ? { ...step, out: "99" } : step,
        );
      },
      checks: ["result-hash", "steps"],
    },
    {
      what: "the contract",
      change: (copy) => {
        copy.terms = { ...copy.terms, contract: { id: "x" } };
      },
      checks: ["result-hash", "terms-hash"],
    },
    {
      what: "what has no canonical text",
      change: (copy) => {
        copy.terms = { ...copy.terms, contract: { x: Number.NaN } };
      },
      checks: ["result-hash", "terms-hash"],
    },
  ])("$what that was changed: $checks", ({ change, checks }) => {
    expect(failing(changed(change))).toEqual(checks);
  });

  it("refuses what is no statement", () => {
    expect(() => verify({} as Statement)).toThrow("verify.not-a-statement");
  });
});

describe("semantics 39: verify with records", () => {
  it("computes the statement again, in whatever order the rows come", () => {
    expect(failing(statement, { rows: hourRows })).toEqual([]);
    expect(failing(statement, { rows: [...hourRows].reverse() })).toEqual([]);
  });

  it("says so where they are other records, or no records", () => {
    expect(failing(statement, { rows: hourRows.slice(1) })).toEqual(["records"]);
    expect(failing(statement, { rows: [{ type: "outage" }] })).toEqual(["records"]);
  });

  it("says so where the contract cannot be read", () => {
    const other = changed((copy) => {
      copy.terms = { ...copy.terms, contract: { id: "x" } };
    });
    expect(failing(other, { rows: hourRows })).toContain("contract");
  });

  it("says so where it comes out otherwise, however it was sealed", () => {
    const other = seal(
      changed((copy) => {
        copy.blockedBy = [{ result: "availability/web/2026-10", why: "period-running" }];
      }),
    );
    expect(failing(other, { rows: hourRows })).toEqual(["recomputed"]);
  });

  it("of a revision, with the statements that it corrects", () => {
    const contract = parseContract(contractOf());
    const more = [
      ...hourRows,
      {
        type: "outage",
        id: "INC-9",
        service: "web",
        from: "2026-10-20T00:00:00Z",
        until: "2026-10-20T20:00:00Z",
      },
    ];
    const revision = restate({
      issued: [statement],
      contract,
      records: parseRecords(more, contract),
      asOf: "2026-11-20T00:00:00Z",
    });
    if (revision === undefined) throw new TypeError("twenty hours more make a difference");
    expect(failing(revision, { rows: more, issued: [statement] })).toEqual([]);
    expect(failing(revision, { rows: more })).toEqual(["recomputed"]);
  });
});

describe("expressions of steps", () => {
  it.each([
    ["1 + 2 × 3", "7"],
    ["(1 + 2) × 3", "9"],
    ["10 ÷ 4 − 0.5", "2"],
    ["7/3 × 3", "7"],
    ["-5 + 3", "-2"],
    ["2 × (3 + (4 − 1)) ÷ 3", "4"],
  ])("%s is %s", (expression, value) => {
    const found = evaluateHere(expression);
    expect(found === undefined ? undefined : exactText(found)).toBe(value);
  });

  it.each([
    "",
    "1 +",
    "(1",
    "1 ÷ 0",
    "x + 1",
    "1 2",
    "× 2",
    "1 + ()",
    "(1 + x) × 2",
    "2 × (1 ÷ 0)",
    "1/0 + 1",
  ])("%s is none", (expression) => {
    expect(evaluateHere(expression)).toBeUndefined();
  });

  it("agrees with the evaluator of the tests", () => {
    const figure = fc.integer({ min: 0, max: 9999 }).map(String);
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 4 },
        figure,
        fc
          .tuple(tie("expression"), fc.constantFrom("+", "−", "×"), tie("expression"))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie("expression"), figure).map(([a, b]) => `${a} ÷ ${Number(b) + 1}`),
      ),
    }));
    fc.assert(
      fc.property(expression, (one) => {
        const [here, there] = [evaluateHere(one), evaluateThere(one)];
        expect(here === undefined ? undefined : `${here.numerator}/${here.denominator}`).toBe(
          there === undefined ? undefined : `${there.n}/${there.d}`,
        );
        expect(there === undefined ? "" : text(there)).toBeDefined();
      }),
    );
  });
});

it("a statement with a warning of its contract comes out the same", () => {
  const contract = parseContract({
    ...contractOf(),
    services: [{ id: "web", charges: [{ id: "fee", amount: "1000.005", per: "month" }] }],
  });
  const records = parseRecords(hourRows, contract);
  const made = settle({ contract, records, period: "2026-10", asOf: "2026-11-05T00:00:00Z" });
  expect(made.warnings.map(({ code }) => code)).toContain("charge.finer-than-minor-unit");
  expect(failing(made, { rows: hourRows })).toEqual([]);
});
