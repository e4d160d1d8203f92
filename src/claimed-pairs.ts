import { minorUnits, parseDecimal, ZERO } from "./base/ratio.ts";
import type { ClaimedRow, DifferenceKind } from "./model/reconciliation.ts";
import type { Line, Statement } from "./model/statement.ts";
import { placesOf } from "./rules/caps.ts";
import { creditOfLine } from "./rules/line-credit.ts";

/** A row with its amount in minor units, and how it is called. */
export interface Claimed {
  readonly row: ClaimedRow;
  readonly name: string;
  readonly minor: bigint;
}

export interface Books {
  readonly statement: Statement;
  readonly places: number;
  readonly claimed: readonly Claimed[];
}

/** A line, or none, and the rows that are for it. */
export interface Pair {
  readonly line: Line | undefined;
  readonly rows: readonly Claimed[];
  readonly kind?: DifferenceKind;
}

export function bookOf(statement: Statement, claimed: readonly ClaimedRow[]): Books {
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

/** Every line with its rows in the order of the lines, then the rows that are for none. */
export function pairsOf(books: Books): readonly Pair[] {
  const { statement, claimed } = books;
  const byLine = new Map<string, Claimed[]>();
  const left: Claimed[] = [];
  for (const one of claimed) {
    const line = lineOf(one, statement);
    if (line === undefined) left.push(one);
    else byLine.set(line.id, [...(byLine.get(line.id) ?? []), one]);
  }
  const pairs = [
    ...statement.lines.map((line) => ({ line, rows: byLine.get(line.id) ?? [] })),
    ...left.map((one) => ({ line: undefined, rows: [one] })),
  ];
  return pairedLeft(pairs);
}

/**
 * The line that a row names; else the only one of its commitment, credit or reason in its period, or
 * the only one that is booked on its invoice. A part that was claimed too late stands back.
 */
function lineOf({ row, minor }: Claimed, statement: Statement): Line | undefined {
  const { lines } = statement;
  if (row.line !== undefined) return lines.find(({ id }) => id === row.line);
  const named = lines.filter((one) => isMeant(row, one, statement));
  // What is credited is never what is taken back; what is deducted is, where there is such a line.
  const back = named.filter(isTakenBack);
  if (minor < 0n && back.length > 0) return onlyOne(back);
  const meant = minor > 0n ? named.filter((one) => !isTakenBack(one)) : named;
  // What an earlier statement left over is meant where the period owes nothing of its own by that name.
  const own = meant.filter(({ from }) => from === undefined);
  const fits = own.length > 0 ? own : meant;
  const live = fits.filter(({ status }) => status !== "forfeited");
  return onlyOne(live) ?? (live.length === 0 ? onlyOne(fits) : undefined);
}

/** Of what an earlier statement paid; not a revision's difference. */
function isTakenBack({ from, corrects, minor }: Line): boolean {
  return from !== undefined && corrects === undefined && minor < 0;
}

function onlyOne([first, ...others]: readonly Line[]): Line | undefined {
  return others.length === 0 ? first : undefined;
}

/** Whether a row means a line by its commitment, credit, reason or invoice, in its period. */
export function isMeant(
  { commitment, reason, invoice, period }: ClaimedRow,
  line: Pick<Line, "id" | "result" | "allocations" | "from">,
  { results, key }: Pick<Statement, "results" | "key">,
): boolean {
  const result = results.find(({ id }) => id === line.result);
  const { commitment: about, unit, credit } = creditOfLine(line);
  // What an earlier statement left over is of a result of that one, which the id of the line names.
  const judged = result?.period.label ?? line.result.slice(`${about}/${unit}/`.length);
  const periods = [judged, line.from?.period, key.period.label];
  const isInPeriod = period === undefined || periods.includes(period);
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
function pairedLeft(pairs: readonly Pair[]): readonly Pair[] {
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
      const kind = row.row.commitment === creditOfLine(line).commitment ? "period" : "reason";
      return { line, rows: twin.rows, kind };
    });
  return [...kept, ...free.filter((one) => !taken.has(one))];
}

/** What a line owes the customer: a forfeited one nothing. */
export function owedBy({ status, minor }: Line): bigint {
  return status === "forfeited" ? 0n : BigInt(minor);
}
