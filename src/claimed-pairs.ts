import { listAt } from "./base/list-at.ts";
import { minorUnits, parseDecimal, ZERO } from "./base/ratio.ts";
import { type NamedLines, namedLines } from "./claimed-lines.ts";
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
  readonly named: NamedLines;
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
    named: namedLines(statement),
  };
}

/** Every line with its rows in the order of the lines, then the rows that are for none. */
export function pairsOf(books: Books): readonly Pair[] {
  const { statement, claimed, named } = books;
  const byLine = new Map<string, Claimed[]>();
  const left: Claimed[] = [];
  for (const one of claimed) {
    const line = named.lineOf(one.row, one.minor);
    if (line === undefined) left.push(one);
    else listAt(byLine, line.id).push(one);
  }
  const pairs = [
    ...statement.lines.map((line) => ({ line, rows: byLine.get(line.id) ?? [] })),
    ...left.map((one) => ({ line: undefined, rows: [one] })),
  ];
  return pairedLeft(pairs);
}

/** Lines without rows and rows without lines that come to the same: another period, another reason. */
function pairedLeft(pairs: readonly Pair[]): readonly Pair[] {
  const free = pairs.filter(({ line }) => line === undefined);
  const byAmount = new Map<bigint, Pair[]>();
  // From the last to the first, so that the first is taken first.
  for (const pair of free.toReversed())
    for (const { minor } of pair.rows) listAt(byAmount, minor).push(pair);
  const taken = new Set<Pair>();
  const kept = pairs
    .filter(({ line }) => line !== undefined)
    .map((pair): Pair => {
      const { line, rows } = pair;
      if (line === undefined || rows.length > 0 || owedBy(line) === 0n) return pair;
      const twin = byAmount.get(owedBy(line))?.pop();
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
