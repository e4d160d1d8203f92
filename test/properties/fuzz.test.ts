import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as makegood from "../../src/index.ts";
import { anything, mutated } from "../support/mutate.ts";
import { RUNS_CHEAP } from "../support/settings.ts";
import { soundContract, soundRows } from "../support/sound.ts";
import { expectWhole } from "../support/whole-issues.ts";

/**
 * Whatever an exported function is given, it answers with a value, a result or a typed issue.
 * `RefusedError` is the only exception; anything else fails here with the input that caused it.
 */

const { RefusedError, parseContract, parseRecords, safeParseContract, safeParseRecords } = makegood;
const { safeSettle, explain, restate, settle, check } = makegood;

type Call = (...args: unknown[]) => unknown;

/** Runs the call; lets nothing pass but a value and a refusal whose issues are whole. */
function answered(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    expectWhole((error as makegood.RefusedError).issues);
    return undefined;
  }
}

function resultOf(call: () => unknown): unknown {
  const result = call() as makegood.Result<unknown>;
  expect(typeof result.ok).toBe("boolean");
  if (result.ok) return result.value;
  expectWhole(result.issues);
  return undefined;
}

const contract = parseContract(soundContract);
const records = parseRecords(soundRows, contract);
const asOf = "2026-11-05T00:00:00Z";
const question = { contract, records, period: "2026-10", asOf, issued: [] };
const statement = settle(question);

/** Plumbing around `Result` and `Issue`: it takes what the library made, never what a user wrote. */
const plumbing = ["accepted", "refused", "unwrap", "issuesOf", "formatIssue"];
const functions = Object.entries(makegood as Readonly<Record<string, unknown>>).filter(
  (entry): entry is [string, Call] =>
    typeof entry[1] === "function" && /^[a-z]/.test(entry[0]) && !plumbing.includes(entry[0]),
);

describe("bars: every exported function, given anything", () => {
  it.each(functions)("%s", (name, call) => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 3 }), (args) => {
        if (name.startsWith("safe")) resultOf(() => call(...args));
        else answered(() => call(...args));
      }),
      { numRuns: RUNS_CHEAP },
    );
  });

  it("one good argument and one that is anything", () => {
    const cases: readonly ((odd: unknown) => unknown)[] = [
      (odd) => safeParseRecords(odd as Iterable<unknown>, contract),
      (odd) => safeParseRecords([odd], contract),
      (odd) => safeParseRecords(soundRows, odd as typeof contract),
      (odd) => safeParseRecords(soundRows, contract, odd as object),
      ...Object.keys(question).map(
        (key) => (odd: unknown) => safeSettle({ ...question, [key]: odd } as typeof question),
      ),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...cases), anything, (call, odd) => {
        resultOf(() => call(odd));
      }),
      { numRuns: 4 * RUNS_CHEAP },
    );
  });

  it("explain, restate and check with one argument that is anything", () => {
    const again = { issued: [statement], contract, records, asOf };
    const cases: readonly ((odd: unknown) => unknown)[] = [
      (odd) => explain(statement, odd as { line: string }),
      (odd) => explain(statement, { line: odd as string }),
      (odd) => explain(statement, { record: odd as string }),
      (odd) => explain(odd as typeof statement, { result: "availability" }),
      (odd) => check(odd as typeof contract),
      ...Object.keys(again).map(
        (key) => (odd: unknown) => restate({ ...again, [key]: odd } as typeof again),
      ),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...cases), anything, (call, odd) => {
        answered(() => call(odd));
      }),
      { numRuns: 4 * RUNS_CHEAP },
    );
  });
});

describe("bars: sound input with a few nodes changed", () => {
  it("a contract is parsed, or refused with whole issues; what is parsed settles or is refused", () => {
    fc.assert(
      fc.property(mutated(soundContract), (raw) => {
        const parsed = safeParseContract(raw);
        if (!parsed.ok) return expectWhole(parsed.issues);
        const read = safeParseRecords(soundRows, parsed.value);
        if (!read.ok) return expectWhole(read.issues);
        const { period } = question;
        resultOf(() => safeSettle({ contract: parsed.value, records: read.value, period, asOf }));
        answered(() => check(parsed.value));
      }),
      { numRuns: 5 * RUNS_CHEAP },
    );
  });

  it("records are parsed, or refused with whole issues; what is parsed settles", () => {
    fc.assert(
      fc.property(mutated(soundRows), (rows) => {
        const read = safeParseRecords(rows as Iterable<unknown>, contract);
        if (!read.ok) return expectWhole(read.issues);
        const settled = safeSettle({ ...question, records: read.value });
        expect(settled.ok ? [] : settled.issues).toEqual([]);
      }),
      { numRuns: 5 * RUNS_CHEAP },
    );
  });

  it("a statement that was tampered with is explained or refused, and never restated (38)", () => {
    const plain = JSON.parse(JSON.stringify(statement)) as typeof statement;
    const signed = ({ producedBy: _, ...rest }: typeof statement) =>
      JSON.stringify(rest, (_key, held: unknown) => (typeof held === "bigint" ? "bigint" : held));
    fc.assert(
      fc.property(mutated(plain), (odd) => {
        const issued = odd as typeof statement;
        answered(() => explain(issued, { result: "availability" }));
        const restating = () => restate({ issued: [issued], contract, records, asOf });
        if (signed(issued) === signed(plain)) answered(restating);
        else expect(restating).toThrow(RefusedError);
      }),
      { numRuns: 2 * RUNS_CHEAP },
    );
  });
});
