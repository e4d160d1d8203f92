import { listAt } from "./base/list-at.ts";
import { suggest } from "./base/suggest.ts";
import type { ClaimedRow } from "./model/reconciliation.ts";
import type { Line, Statement } from "./model/statement.ts";
import { creditOfLine } from "./rules/line-credit.ts";

/** The lines of one statement by what a row of the other party may call them. */
export interface NamedLines {
  /**
   * The line that a row names; else the only one of its commitment, credit or reason in its period,
   * or the only one that is booked on its invoice. A part that was claimed too late stands back.
   */
  readonly lineOf: (row: ClaimedRow, minor: bigint) => Line | undefined;
  /** Whether a row calls a line so, by its commitment, credit or reason, in its period. */
  readonly isMeant: (row: ClaimedRow, line: Pick<Line, "id" | "result">) => boolean;
  /** The line that a name comes nearest to, where one is near; in long lists of the first rows alone. */
  readonly nearest: (name: string) => string | undefined;
}

/** So many names are held against each other, in a second or two. */
const COMPARED_MAX = 300_000;

interface Index {
  readonly byId: ReadonlyMap<string, Line>;
  readonly byName: ReadonlyMap<string, readonly Line[]>;
  readonly byInvoice: ReadonlyMap<string, readonly Line[]>;
  /** Periods of results, by their ids. */
  readonly labels: ReadonlyMap<string, string>;
  /** The period of the statement. */
  readonly settled: string;
}

/** Rows that say the same are put to the same line: it is looked for once. */
export function namedLines(statement: Statement): NamedLines {
  const index = indexOf(statement);
  const found = new Map<string, Line | undefined>();
  const lineOf = (row: ClaimedRow, minor: bigint): Line | undefined => {
    const { line, commitment, reason, invoice, period } = row;
    if (line !== undefined) return index.byId.get(line);
    const words = commitment === undefined ? [reason, invoice] : [commitment];
    const key = JSON.stringify([period, minor < 0n, minor > 0n, ...words]);
    if (!found.has(key)) found.set(key, meantOf(namedBy(row, index), minor));
    return found.get(key);
  };
  const isMeant: NamedLines["isMeant"] = ({ commitment, reason = "", period }, line) =>
    namesOf(line).includes(commitment ?? reason) && isInPeriod(period, line, index);
  const ids = statement.lines.map(({ id }) => id);
  let compared = 0;
  const nearest = (name: string) => {
    compared += ids.length;
    return compared <= COMPARED_MAX ? suggest(name, ids) : undefined;
  };
  return { lineOf, isMeant, nearest };
}

function indexOf({ lines, results, key }: Statement): Index {
  const byName = new Map<string, Line[]>();
  const byInvoice = new Map<string, Line[]>();
  for (const line of lines) {
    for (const name of namesOf(line)) listAt(byName, name).push(line);
    for (const { invoice } of line.allocations)
      if (invoice !== undefined) listAt(byInvoice, invoice).push(line);
  }
  return {
    byId: new Map(lines.map((line) => [line.id, line])),
    byName,
    byInvoice,
    labels: new Map(results.map(({ id, period }) => [id, period.label])),
    settled: key.period.label,
  };
}

function namesOf(line: Pick<Line, "id" | "result">): readonly string[] {
  const { commitment, credit } = creditOfLine(line);
  // What no single result gave is called by its line, or by what that begins with: "points".
  const own =
    line.result === ""
      ? [line.id, line.id.replace(/\/.*$/, "")]
      : [line.id.slice(line.result.length + 1)];
  return [commitment, credit, ...own].filter((name) => name !== "");
}

/** The lines that a row calls by a name or by their invoice, in its period. */
function namedBy(row: ClaimedRow, index: Index): readonly Line[] {
  const { commitment, reason = "", invoice = "", period } = row;
  const { byName, byInvoice } = index;
  const lists =
    commitment === undefined
      ? [byName.get(reason), byInvoice.get(invoice)]
      : [byName.get(commitment)];
  const named = new Set(lists.flatMap((list) => list ?? []));
  return [...named].filter((line) => isInPeriod(period, line, index));
}

function isInPeriod(
  period: string | undefined,
  line: Pick<Line, "id" | "result" | "from">,
  { labels, settled }: Index,
): boolean {
  if (period === undefined) return true;
  const { commitment, unit } = creditOfLine(line);
  // What an earlier statement left over is of a result of that one, which the id of the line names.
  const judged = labels.get(line.result) ?? line.result.slice(`${commitment}/${unit}/`.length);
  return [judged, line.from?.period, settled].includes(period);
}

function meantOf(named: readonly Line[], minor: bigint): Line | undefined {
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
