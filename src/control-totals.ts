import { decimalsOf } from "./base/decimals.ts";
import { listAt } from "./base/list-at.ts";
import { add, fixedText, ofUnits, parseDecimal, type Ratio, ZERO } from "./base/ratio.ts";
import { accepted, RefusedError, type Result, refused, shown } from "./base/result.ts";
import type { ControlTotal } from "./model/control-total.ts";
import type { Line, Statement } from "./model/statement.ts";
import { isStatement } from "./schema/statement-input.ts";

/**
 * Control totals of a credit register: for each currency, and in it for each status of lines, how many
 * rows the register has and what they add up to, beside the totals that the statements say themselves.
 * What was read from a register is whole when its own sums are these.
 *
 * @returns Currencies in alphabetical order; of each the statuses that have rows or amounts, then "all".
 * @throws {RefusedError} For anything but a list of statements.
 *
 * @example
 * controlTotals([statement]);
 * // => [{ currency: "EUR", status: "automatic", rows: 2, register: "100.00", statements: "100.00" },
 * //     { currency: "EUR", status: "all", rows: 2, register: "100.00", statements: "100.00" }]
 */
export function controlTotals(statements: readonly Statement[]): readonly ControlTotal[] {
  const read = readAll(statements);
  if (!read.ok) throw new RefusedError(read.issues);
  const currencies = new Map<string, Tally[]>();
  for (const one of read.value) listAt(currencies, one.currency).push(one);
  return [...currencies].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(totalsOf);
}

type Status = ControlTotal["status"];

/** In the order in which they are told. */
const statuses: readonly Exclude<Status, "all">[] = [
  "automatic",
  "claimable",
  "forfeited",
  "provisional",
  "carried",
  "right",
];

/** One statement: its lines, and its totals as numbers. */
interface Tally {
  readonly currency: string;
  readonly places: number;
  readonly lines: readonly Line[];
  readonly totals: ReadonlyMap<Status, Ratio>;
}

function readAll(statements: unknown): Result<readonly Tally[]> {
  if (!Array.isArray(statements)) return refused([notStatements([], statements)]);
  const list: readonly unknown[] = statements;
  const read = Array.from(list, (one, index) => tallyOf(one) ?? notStatements([index], one));
  const issues = read.flatMap((one) => ("code" in one ? [one] : []));
  return issues.length > 0
    ? refused(issues)
    : accepted(read.flatMap((one) => ("code" in one ? [] : [one])));
}

/** @returns Undefined for what is no statement, or one whose totals are no amounts. */
function tallyOf(value: unknown): Tally | undefined {
  if (!isStatement(value)) return undefined;
  const { key, lines, totals } = value;
  const { automatic, claimable, forfeited, provisional, lines: all } = totals;
  const places = decimalsOf(all);
  const read = new Map<Status, Ratio>();
  for (const [name, text] of Object.entries({
    automatic,
    claimable,
    forfeited,
    provisional,
    all,
  })) {
    const amount = parseDecimal(text);
    if (amount === undefined || decimalsOf(text) !== places) return undefined;
    read.set(name as Status, amount);
  }
  return { currency: key.currency, places, lines, totals: read };
}

function notStatements(path: readonly number[], value: unknown) {
  const found = shown(value);
  return {
    code: "control-totals.not-a-statement",
    path,
    message: `${found} is no ${path.length === 0 ? "list of statements" : "statement/1"}`,
    hint: "give statements as settle and restate returned them",
    value: found,
  };
}

function totalsOf([currency, tallies]: readonly [string, readonly Tally[]]): ControlTotal[] {
  const places = Math.max(...tallies.map((one) => one.places));
  const totalOf = (status: Status): ControlTotal => {
    let [rows, register, stated] = [0, ZERO, ZERO];
    for (const { lines, totals, ...tally } of tallies) {
      stated = add(stated, totals.get(status) ?? ZERO);
      for (const line of lines) {
        if (status !== "all" && line.status !== status) continue;
        const booked = line.allocations.length === 0 ? [line] : line.allocations;
        rows += booked.length;
        for (const { minor } of booked)
          register = add(register, ofUnits(BigInt(minor), tally.places));
      }
    }
    const text = (amount: Ratio) => fixedText(amount, places);
    return { currency, status, rows, register: text(register), statements: text(stated) };
  };
  const isTold = ({ rows, statements }: ControlTotal) => rows > 0 || /[1-9]/.test(statements);
  return [...statuses.map(totalOf).filter(isTold), totalOf("all")];
}
