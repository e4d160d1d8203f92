import { accepted, type Result, refused, shown, unwrap } from "./base/result.ts";
import { factsOf, unknown } from "./explain-known.ts";
import { explainRecord } from "./explain-record.ts";
import type { Statement } from "./model/statement.ts";
import type { Fact, Step } from "./model/step.ts";
import { isSealed } from "./rules/assemble.ts";
import { partFacts } from "./rules/evidence-facts.ts";
import { closingSteps } from "./rules/line-close.ts";
import { isStatement } from "./schema/statement-input.ts";

/** Why a figure is what it is, or what a record did. Plain JSON, made from the statement alone. */
export interface Explanation {
  /** Of what no record is: a cap, an exclusion or a charge of the contract, asked for as a record. */
  readonly kind: "line" | "result" | "record" | "cap" | "exclusion" | "charge";
  readonly id: string;
  /** How the figure was reached; none for a record. */
  readonly steps: readonly Step[];
  /** What each record did to it. */
  readonly facts: readonly Fact[];
  /** Of a record that stands nowhere in the statement: whether it was a record at all is not known. */
  readonly unnamed?: "yes";
}

export type Question =
  | { readonly line: string }
  | { readonly result: string }
  | { readonly record: string };

export interface ExplainOptions {
  /** The rows that the statement was made from, unparsed; checked against its digest. */
  readonly rows?: Iterable<unknown>;
  /** With rows: statements of earlier periods, for rules that look back. */
  readonly issued?: readonly Statement[];
}

/**
 * Walks from a figure down to clauses and records, or from a record up to its effect.
 *
 * A result may be named by its commitment where that is unambiguous. A record that no row of
 * evidence names was met, lay outside the period, or was never among the rows; with the records of
 * the statement it is told which. A name that no record has may be that of a cap, an exclusion or a
 * charge: then it is told what the statement holds of those.
 *
 * @example
 * explain(statement, { line: "availability/messaging/2026-10/tiers" });
 * explain(statement, { record: "INC-7" });
 */
export function safeExplain(
  statement: Statement,
  question: Question,
  options: ExplainOptions = {},
): Result<Explanation> {
  if (!isStatement(statement)) {
    return refused([
      {
        code: "explain.not-a-statement",
        path: [],
        message: `${shown(statement)} is no statement/1`,
        hint: "give a statement as settle returned it",
        value: shown(statement),
      },
    ]);
  }
  if (!isSealed(statement)) {
    const { result } = statement.hashes;
    return refused([
      {
        code: "explain.tampered",
        path: ["hashes", "result"],
        message: `the statement does not say what it said under the hash ${shown(result)}`,
        hint: "give the statement as it was issued: restore the original file",
        value: shown(result),
      },
    ]);
  }
  const asked: Partial<Record<string, unknown>> =
    typeof question === "object" && question !== null ? { ...question } : {};
  const { line, result, record } = asked;
  if (typeof line === "string") return explainLine(statement, line);
  if (typeof result === "string") return explainResult(statement, result);
  if (typeof record === "string") return explainRecord(statement, record, options ?? {});
  return refused([
    {
      code: "explain.no-question",
      path: [],
      message: `${shown(question)} asks for nothing`,
      hint: "give { line }, { result } or { record }",
      value: shown(question),
    },
  ]);
}

/** Like `safeExplain`; throws a `RefusedError` with the issues. */
export function explain(
  statement: Statement,
  question: Question,
  options: ExplainOptions = {},
): Explanation {
  return unwrap(safeExplain(statement, question, options));
}

function explainLine(statement: Statement, id: string): Result<Explanation> {
  const line = statement.lines.find((one) => one.id === id);
  if (line === undefined)
    return unknown(
      "line",
      id,
      statement.lines.map((one) => one.id),
    );
  const result = statement.results.find((one) => one.id === line.result);
  return accepted({
    kind: "line",
    id,
    steps: [...(result?.steps ?? []), ...line.steps, ...closingSteps(statement, line)],
    facts: [...partFacts(line), ...(result === undefined ? [] : factsOf(statement, result))],
  });
}

function explainResult(statement: Statement, id: string): Result<Explanation> {
  const named = statement.results.filter((one) => one.id === id || one.commitment === id);
  const [result, other] = named;
  const ids = statement.results.map((one) => one.id);
  if (result === undefined)
    return unknown("result", id, [...ids, ...statement.results.map((one) => one.commitment)]);
  if (other !== undefined && result.id !== id) {
    const hint = `name one of: ${named.map((one) => one.id).join(", ")}`;
    return refused([
      {
        code: "explain.ambiguous",
        path: ["result"],
        message: `${shown(id)} has several results`,
        hint,
        value: shown(id),
      },
    ]);
  }
  return accepted({
    kind: "result",
    id: result.id,
    steps: result.steps,
    facts: factsOf(statement, result),
  });
}
