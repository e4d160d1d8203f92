import { compare, parseDecimal, ratio, ZERO } from "./base/ratio.ts";
import { accepted, type Result, refused, unwrap } from "./base/result.ts";
import { type Causes, causesOf } from "./claimed-causes.ts";
import { rowIssues, statementIssues } from "./claimed-issues.ts";
import { type Books, bookOf, type Claimed, owedBy, type Pair, pairsOf } from "./claimed-pairs.ts";
import type { ParsedContract } from "./contract.ts";
import type {
  ClaimedRow,
  Difference,
  DifferenceKind,
  Reconciliation,
} from "./model/reconciliation.ts";
import type { Records } from "./model/records.ts";
import type { Line, Statement } from "./model/statement.ts";
import { textOf } from "./rules/caps.ts";
import { netStatement } from "./rules/net-statement.ts";

export interface ReconcileOptions {
  /** Amounts that differ by no more than this are matched: "0.01". Left out: none. */
  readonly tolerance?: string;
  /** With both, other readings of the terms are tried as the cause of a difference. */
  readonly contract?: ParsedContract;
  readonly records?: Records;
  /** With these: statements of earlier periods, where a rule of the terms looks at them. */
  readonly issued?: readonly Statement[];
}

/**
 * Holds a statement against what the other party claims or has credited: line by line what matches,
 * what is missing on either side, and what differs in amount, period or reason, each with the single
 * thing that would explain it.
 *
 * A row is put to the line that it names; else to the only line of its commitment in the period. What
 * is left is paired by equal amounts: the same amount for another period or another reason.
 *
 * @param issued A statement; or a list of the statement of a period and all its revisions, of which
 *   what they owe together is held against the list. A revision alone is held with its differences.
 * @returns The differences in the order of the lines; or every problem with the rows, or with the
 *   records and earlier statements by which other readings had to be tried.
 * @example
 * const { differences } = reconcile(statement, [{ id: "CN-1", commitment: "availability", amount: "500.00" }]);
 */
export function safeReconcile(
  issued: Statement | readonly Statement[],
  claimed: readonly ClaimedRow[],
  options: ReconcileOptions = {},
): Result<Reconciliation> {
  const { tolerance = "0" } = options ?? {};
  const statements: readonly Statement[] = isList(issued) ? issued : [issued];
  const problems = [
    ...statementIssues(statements, isList(issued)),
    ...rowIssues(statements[0], claimed, tolerance),
  ];
  const [only, ...others] = statements;
  if (problems.length > 0 || only === undefined) return refused(problems);
  const statement = others.length === 0 ? only : netStatement(statements);
  const books = bookOf(statement, claimed);
  const causes = causesOf(books, options ?? {});
  const differences = pairsOf(books).map((pair) => differenceOf(pair, books, tolerance, causes));
  const readings = causes.readings();
  if (readings?.ok === false) return readings;
  return accepted(reconciliationOf(books, differences, tolerance));
}

/** Like `safeReconcile`; throws a `RefusedError` with the issues. */
export function reconcile(
  issued: Statement | readonly Statement[],
  claimed: readonly ClaimedRow[],
  options: ReconcileOptions = {},
): Reconciliation {
  return unwrap(safeReconcile(issued, claimed, options));
}

function isList(issued: unknown): issued is readonly Statement[] {
  return Array.isArray(issued);
}

function differenceOf(
  pair: Pair,
  { places, named }: Books,
  tolerance: string,
  causes: Causes,
): Difference {
  const { line, rows } = pair;
  const owed = line === undefined ? 0n : owedBy(line);
  const claimed = rows.reduce((sum, { minor }) => sum + minor, 0n);
  const minor = claimed - owed;
  const kind = pair.kind ?? kindOf(line, claimed, rows, isWithin(minor, tolerance, places));
  const isOpen = kind === "amount" || kind === "not-claimed" || kind === "not-owed";
  const likely = isOpen ? causes.of(pair) : undefined;
  return {
    kind,
    ...(line === undefined ? {} : { line: line.id, status: line.status, clause: line.clause }),
    claimed: rows.map(({ name }) => name),
    ...saidOf(line, kind, rows, named),
    owedAmount: textOf(owed, places),
    claimedAmount: textOf(claimed, places),
    difference: textOf(minor, places),
    minor: Number(minor),
    ...(likely === undefined ? {} : { likelyCause: likely }),
  };
}

/** What a row says of itself, where it does not fit: that is what has to be looked into. */
function saidOf(
  own: Line | undefined,
  kind: DifferenceKind,
  [first]: readonly Claimed[],
  named: Books["named"],
): Pick<Difference, "said"> {
  const isPaired = own !== undefined && (kind === "matched" || kind === "amount");
  if (first === undefined || isPaired) return {};
  const { line, commitment, reason, invoice, period } = first.row;
  const near = line === undefined ? undefined : named.nearest(line);
  const unknown = near === undefined ? "no such line" : `no such line; did you mean ${near}?`;
  const parts = [
    ...(line === undefined ? [] : [`${line} (${unknown})`]),
    ...[commitment, reason, invoice, period].filter((text) => text !== undefined),
  ];
  return parts.length === 0 ? {} : { said: parts.join(", ") };
}

/** A row of 0.00 for which nothing is owed agrees with the statement: a list may name what was kept. */
function kindOf(
  line: Line | undefined,
  claimed: bigint,
  rows: readonly Claimed[],
  isMatched: boolean,
): DifferenceKind {
  if (line === undefined) return claimed === 0n ? "matched" : "not-owed";
  if (isMatched) return "matched";
  return rows.length === 0 ? "not-claimed" : "amount";
}

function isWithin(minor: bigint, tolerance: string, places: number): boolean {
  const size = ratio(minor < 0n ? -minor : minor, 10n ** BigInt(places));
  return compare(size, parseDecimal(tolerance) ?? ZERO) <= 0;
}

function reconciliationOf(
  { statement, places, claimed }: Books,
  differences: readonly Difference[],
  tolerance: string,
): Reconciliation {
  const owed = statement.lines.reduce((sum, line) => sum + owedBy(line), 0n);
  const all = claimed.reduce((sum, { minor }) => sum + minor, 0n);
  const { contract, period, currency } = statement.key;
  return {
    contract,
    period: period.label,
    currency,
    tolerance,
    differences,
    totals: {
      lines: statement.lines.length,
      claimedRows: claimed.length,
      owed: textOf(owed, places),
      claimed: textOf(all, places),
      difference: textOf(all - owed, places),
      matched: differences.filter(({ kind }) => kind === "matched").length,
    },
  };
}
