import { accepted, type Result, refused, shown, unwrap } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { type ParsedContract, safeParseContract } from "./contract.ts";
import { grantedFacts } from "./explain-granted.ts";
import type { Records } from "./model/records.ts";
import type { Line, Statement, StatementResult } from "./model/statement.ts";
import type { Fact, Step } from "./model/step.ts";
import { safeParseRecords } from "./records.ts";
import { isSealed } from "./rules/assemble.ts";
import { customersIn, withCustomers } from "./rules/customers.ts";
import {
  attributionFacts,
  cycleFacts,
  keepingFacts,
  outageFacts,
  partFacts,
  recordsIn,
} from "./rules/evidence-facts.ts";
import { knownRecords } from "./rules/known-records.ts";
import { closingSteps } from "./rules/line-close.ts";
import { notesOf, restOf } from "./rules/record-notes.ts";
import { storyOf } from "./rules/record-story.ts";
import { isStatement } from "./schema/statement-input.ts";
import type { Instant } from "./time/instant.ts";
import { formatInstant, parseStamp, stampMs } from "./time/stamp.ts";

// Long because: the three questions share what a statement and its rows can answer.

/** Why a figure is what it is, or what a record did. Plain JSON, made from the statement alone. */
export interface Explanation {
  readonly kind: "line" | "result" | "record";
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
 * evidence names changed no figure: it was met, lay outside the period, or was never among the rows;
 * with the records of the statement it is told which.
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

function explainRecord(
  statement: Statement,
  id: string,
  { rows, issued = [] }: ExplainOptions,
): Result<Explanation> {
  if (rows !== undefined) return explainFromRows(statement, id, rows, issued);
  const facts = evidenceOf(statement, id);
  if (facts.length > 0) return accepted({ kind: "record", id, steps: [], facts });
  const near = suggest(id, recordsIn(statement));
  const like = near === undefined ? "" : `; a record like it is ${near}`;
  return accepted({
    kind: "record",
    id,
    steps: [],
    facts: [{ record: id, clause: "", effect: `${changedNothing}${like}` }],
    unnamed: "yes",
  });
}

/** What the rows of evidence and the lines say of a record. */
function evidenceOf(statement: Statement, id: string): readonly Fact[] {
  return [
    ...statement.results.flatMap((result) =>
      [
        ...factsOf(statement, result),
        ...attributionFacts(statement.evidence, result),
        ...keepingFacts(statement.evidence, result),
      ]
        .filter(({ record }) => isOf(record, id))
        .map((fact) => withResult(fact, result)),
    ),
    ...statement.lines.flatMap((line: Line) =>
      partFacts(line)
        .filter(({ record }) => isOf(record, id))
        .map((fact) => ({ ...fact, effect: `${line.id}: ${fact.effect}` })),
    ),
    ...statement.lines.flatMap((line) => claimFacts(line, id)),
  ];
}

const changedNothing =
  "changed no figure: no row of evidence names it (a ticket that was met, a record outside the period or after asOf, or none of the rows; the records can tell)";

/** Reads contract and records again, so that a met ticket too can be followed to its due. */
function explainFromRows(
  statement: Statement,
  id: string,
  rows: Iterable<unknown>,
  issued: readonly Statement[],
): Result<Explanation> {
  const contract = safeParseContract(statement.terms.contract);
  if (!contract.ok) return contract;
  const records = safeParseRecords(rows, contract.value);
  if (!records.ok) return records;
  return safeExplainFrom(statement, id, {
    contract: contract.value,
    records: records.value,
    issued,
  });
}

/** The contract of a statement and its records, of which the one that is asked about was kept. */
export interface ReadAgain {
  readonly contract: ParsedContract;
  readonly records: Records;
  readonly issued?: readonly Statement[];
}

/** What a record did, of a statement that `safeExplain` has taken, from records that were read. */
export function safeExplainFrom(
  statement: Statement,
  id: string,
  { contract, records, issued = [] }: ReadAgain,
): Result<Explanation> {
  const { sum } = records.digest;
  if (sum !== statement.manifest.digest.sum) {
    return refused([
      {
        code: "explain.other-records",
        path: ["rows"],
        message: "these are not the records that the statement was made from",
        hint: "give the same files as for settle",
        value: sum,
      },
    ]);
  }
  const asOf = parseStamp(statement.asOf, ["asOf"]);
  if (!asOf.ok) return asOf;
  const known = knownRecords(records, asOf.value);
  const named = new Set(
    statement.results.flatMap((result) =>
      [...factsOf(statement, result), ...keepingFacts(statement.evidence, result)].map(
        ({ record }) => `${result.commitment} ${record}`,
      ),
    ),
  );
  const plan = withCustomers(contract.plan, (service) => customersIn(known, service));
  const told = storyOf(id, known, plan, statement.results, asOf.value);
  const asked = {
    id,
    records,
    known,
    results: statement.results,
    commitments: plan.commitments,
    label: statement.key.period.label,
    asOf: asOf.value,
  };
  const own = [
    ...notesOf(asked),
    ...evidenceOf(statement, id),
    ...told
      .filter(({ commitment, fact }) => !named.has(`${commitment} ${fact.record}`))
      .map(({ fact }) => fact),
    ...grantedFacts(statement, id, contract, records, issued),
  ];
  const all = own.length > 0 ? own : restOf(asked);
  if (all.length > 0) return accepted({ kind: "record", id, steps: [], facts: all });
  return unknown("record", id, idsOf(records));
}

function idsOf({
  outages,
  maintenance,
  attributions,
  tickets,
  events,
  claims,
  coverage,
  facts,
  corrections,
  folded,
}: Records): readonly string[] {
  const kept = [
    outages,
    maintenance,
    attributions,
    tickets,
    events,
    claims,
    coverage,
    facts,
    corrections,
  ].flat();
  return [...kept.map(({ id }) => id), ...(folded?.names ?? [])];
}

/** A record itself, a further cycle or one of several clocks: "T-12#2@resolution" is of T-12. */
function isOf(record: string, id: string): boolean {
  return (
    record.startsWith(id) && /^(?:#\d+)?(?:@[\p{L}\p{N}._-]+)?$/u.test(record.slice(id.length))
  );
}

function withResult(fact: Fact, { id }: StatementResult): Fact {
  return { ...fact, effect: `${id}: ${fact.effect}` };
}

function factsOf(statement: Statement, result: StatementResult): readonly Fact[] {
  return [...outageFacts(statement.evidence, result), ...cycleFacts(statement.evidence, result)];
}

/** A claim by its line; the claims of a statement stand nowhere else. */
function claimFacts(
  { id: line, claim, clause, status, amount }: Line,
  id: string,
): readonly Fact[] {
  if (claim === undefined) return [];
  const { stages } = claim;
  if (stages !== undefined)
    return stages
      .filter(({ record }) => record === id)
      .map(({ what, madeAt = "", state, until, lastDate }) => {
        const by = lastDate ?? formatInstant((stampMs(until) - 1) as Instant);
        const how = state === "made" ? "in time" : "too late";
        return {
          record: id,
          clause,
          effect: `${line}: ${what} made at ${madeAt}, due by ${by}: ${how}; ${amount} ${status}`,
        };
      });
  if (claim.record !== id) return [];
  const effect = `${line}: claimed at ${claim.claimedAt ?? ""}, of which the last day is ${claim.lastDate}; ${amount} ${status}`;
  return [{ record: id, clause, effect }];
}

function unknown(
  kind: "line" | "result" | "record",
  id: string,
  known: readonly string[],
): Result<never> {
  const near = suggest(
    id,
    known.filter((name) => name !== id),
  );
  const hint =
    near === undefined
      ? `the statement has: ${[...new Set(known)].slice(0, 20).join(", ")}`
      : `did you mean ${shown(near)}?`;
  return refused([
    {
      code: "explain.unknown",
      path: [kind],
      message: `the statement has no ${kind} ${shown(id)}`,
      hint,
      value: shown(id),
    },
  ]);
}
