import { compare, minorUnits, parseDecimal, ratio, ZERO } from "./base/ratio.ts";
import { accepted, type Result, refused, unwrap } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { rowIssues, statementIssues } from "./claimed-issues.ts";
import type { ParsedContract } from "./contract.ts";
import type {
  ClaimedRow,
  Difference,
  DifferenceKind,
  LikelyCause,
  Reconciliation,
} from "./model/reconciliation.ts";
import type { Records } from "./model/records.ts";
import type { Line, Statement } from "./model/statement.ts";
import { safeOtherReadings } from "./readings.ts";
import { placesOf, textOf } from "./rules/caps.ts";
import { likelyCause } from "./rules/likely-cause.ts";
import { creditOfLine } from "./rules/line-credit.ts";
import { netStatement } from "./rules/net-statement.ts";

export interface ReconcileOptions {
  /** Amounts that differ by no more than this are matched: "0.01". Left out: none. */
  readonly tolerance?: string;
  /** With both, other readings of the terms are tried as the cause of a difference. */
  readonly contract?: ParsedContract;
  readonly records?: Records;
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
 * @returns The differences in the order of the lines, or every problem with the rows.
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
  const pairs = pairedLeft(pairsOf(books), books);
  const causes = causesOf(statement, options ?? {});
  const differences = pairs.map((pair) => differenceOf(pair, books, tolerance, causes));
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

/** A row with its amount in minor units, and how it is called. */
interface Claimed {
  readonly row: ClaimedRow;
  readonly name: string;
  readonly minor: bigint;
}

interface Books {
  readonly statement: Statement;
  readonly places: number;
  readonly claimed: readonly Claimed[];
}

/** A line, or none, and the rows that are for it. */
interface Pair {
  readonly line: Line | undefined;
  readonly rows: readonly Claimed[];
  readonly kind?: DifferenceKind;
}

function bookOf(statement: Statement, claimed: readonly ClaimedRow[]): Books {
  const places = placesOf(statement);
  return {
    statement,
    places,
    claimed: claimed.map((row, index) => ({
      row,
      name: row.id ?? `row ${index + 1}`,
      minor: minorUnits(parseDecimal(row.amount) ?? ZERO, places),
    })),
  };
}

function pairsOf({ statement, claimed }: Books): readonly Pair[] {
  const byLine = new Map<string, Claimed[]>();
  const left: Claimed[] = [];
  for (const one of claimed) {
    const line = lineOf(one.row, statement);
    if (line === undefined) left.push(one);
    else byLine.set(line.id, [...(byLine.get(line.id) ?? []), one]);
  }
  return [
    ...statement.lines.map((line) => ({ line, rows: byLine.get(line.id) ?? [] })),
    ...left.map((one) => ({ line: undefined, rows: [one] })),
  ];
}

/**
 * The line that a row names; else the only one of its commitment, credit or reason in its period, or
 * the only one that is booked on its invoice. A part that was claimed too late stands back.
 */
function lineOf(row: ClaimedRow, statement: Statement): Line | undefined {
  const { lines } = statement;
  if (row.line !== undefined) return lines.find(({ id }) => id === row.line);
  const meant = lines.filter((one) => isMeant(row, one, statement));
  // What an earlier statement left over is meant where the period owes nothing of its own by that name.
  const own = meant.filter(({ from }) => from === undefined);
  const fits = own.length > 0 ? own : meant;
  const live = fits.filter(({ status }) => status !== "forfeited");
  return onlyOne(live) ?? (live.length === 0 ? onlyOne(fits) : undefined);
}

function onlyOne([first, ...others]: readonly Line[]): Line | undefined {
  return others.length === 0 ? first : undefined;
}

function isMeant(
  { commitment, reason, invoice, period }: ClaimedRow,
  line: Line,
  { results, key }: Statement,
): boolean {
  const result = results.find(({ id }) => id === line.result);
  const isInPeriod =
    period === undefined || period === result?.period.label || period === key.period.label;
  const { commitment: about, credit } = creditOfLine(line);
  // What no single result gave is called by its line, or by what that begins with: "points".
  const own =
    line.result === ""
      ? [line.id, line.id.replace(/\/.*$/, "")]
      : [line.id.slice(line.result.length + 1)];
  const all = [about, credit, ...own];
  const names = all.filter((name) => name !== "");
  const said = commitment ?? (reason !== undefined && names.includes(reason) ? reason : undefined);
  const isNamed =
    said === undefined
      ? invoice !== undefined && line.allocations.some((one) => one.invoice === invoice)
      : names.includes(said);
  return isInPeriod && isNamed;
}

/** Lines without rows and rows without lines that come to the same: another period, another reason. */
function pairedLeft(pairs: readonly Pair[], { statement }: Books): readonly Pair[] {
  const free = pairs.filter(({ line }) => line === undefined);
  const taken = new Set<Pair>();
  const kept = pairs
    .filter(({ line }) => line !== undefined)
    .map((pair): Pair => {
      const { line, rows } = pair;
      if (line === undefined || rows.length > 0) return pair;
      const twin = free.find(
        (one) => !taken.has(one) && one.rows[0]?.minor === owedBy(line) && owedBy(line) !== 0n,
      );
      const row = twin?.rows[0];
      if (twin === undefined || row === undefined) return pair;
      taken.add(twin);
      const commitment = statement.results.find(({ id }) => id === line.result)?.commitment;
      const kind = row.row.commitment === commitment ? "period" : "reason";
      return { line, rows: twin.rows, kind };
    });
  return [...kept, ...free.filter((one) => !taken.has(one))];
}

/** What a line owes the customer: a forfeited one nothing. */
function owedBy({ status, minor }: Line): bigint {
  return status === "forfeited" ? 0n : BigInt(minor);
}

type Causes = (line: Line, claimedMinor: bigint) => LikelyCause | undefined;

function causesOf(statement: Statement, { contract, records }: ReconcileOptions): Causes {
  let readings: ReturnType<typeof safeOtherReadings> | undefined;
  return (line, claimedMinor) => {
    const own = likelyCause(statement, line, claimedMinor);
    if (own !== undefined || contract === undefined || records === undefined) return own;
    const { key, asOf } = statement;
    readings ??= safeOtherReadings({ contract, records, period: key.period.label, asOf });
    if (!readings.ok) return undefined;
    for (const { kind, of, comparison } of readings.value.readings) {
      const now = comparison?.lines.find(({ id }) => id === line.id);
      if (now !== undefined && BigInt(now.minor) + BigInt(line.minor) === claimedMinor)
        return { why: "another-reading", detail: `${kind}: ${of}` };
    }
    return undefined;
  };
}

function differenceOf(
  { line, rows, kind: paired }: Pair,
  { places, statement }: Books,
  tolerance: string,
  causes: Causes,
): Difference {
  const owed = line === undefined ? 0n : owedBy(line);
  const claimed = rows.reduce((sum, { minor }) => sum + minor, 0n);
  const minor = claimed - owed;
  const kind = paired ?? kindOf(line, rows, isWithin(minor, tolerance, places));
  const likely = line !== undefined && kind === "amount" ? causes(line, claimed) : undefined;
  return {
    kind,
    ...(line === undefined ? {} : { line: line.id, status: line.status, clause: line.clause }),
    claimed: rows.map(({ name }) => name),
    ...saidOf(kind, rows, statement),
    owedAmount: textOf(owed, places),
    claimedAmount: textOf(claimed, places),
    difference: textOf(minor, places),
    minor: Number(minor),
    ...(likely === undefined ? {} : { likelyCause: likely }),
  };
}

/** What a row says of itself, where it does not fit: that is what has to be looked into. */
function saidOf(
  kind: DifferenceKind,
  [first]: readonly Claimed[],
  { lines }: Statement,
): Pick<Difference, "said"> {
  if (first === undefined || kind === "matched" || kind === "amount") return {};
  const { line, commitment, reason, invoice, period } = first.row;
  const near =
    line === undefined
      ? undefined
      : suggest(
          line,
          lines.map(({ id }) => id),
        );
  const unknown = near === undefined ? "no such line" : `no such line; did you mean ${near}?`;
  const parts = [
    ...(line === undefined ? [] : [`${line} (${unknown})`]),
    ...[commitment, reason, invoice, period].filter((text) => text !== undefined),
  ];
  return parts.length === 0 ? {} : { said: parts.join(", ") };
}

function kindOf(
  line: Line | undefined,
  rows: readonly Claimed[],
  isMatched: boolean,
): DifferenceKind {
  if (line === undefined) return "not-owed";
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
