import { invariant, present } from "../base/invariant.ts";
import { compare, parseExact } from "../base/ratio.ts";
import type { Statement } from "../model/statement.ts";

/**
 * Every statement checks itself before it leaves (semantics 40): a failure is an error of this
 * program, never of the input, and nothing is returned.
 *
 * @throws {InvariantError} When lines, totals, caps, ledgers or allocations do not add up.
 */
export function guardStatement(statement: Statement, places: number): void {
  for (const line of statement.lines) {
    invariant(
      Number.isSafeInteger(line.minor),
      "an amount is a safe whole number of minor units",
      line.id,
    );
    invariant(
      minorOf(line.amount, places) === BigInt(line.minor),
      "amount and minor say the same",
      line.id,
    );
    const allocated = line.allocations.reduce((total, { minor }) => total + BigInt(minor), 0n);
    invariant(allocated === BigInt(line.minor), "allocations add up to their line", line.id);
    guardWaiting(line, places);
  }
  guardTotals(statement, places);
  for (const cap of statement.caps)
    invariant(isWithin(cap, places), "credits stay within their cap", cap.id);
  for (const { id, ledger } of statement.results) {
    if (ledger === undefined) continue;
    const classes = ledger.classes.reduce((total, { ms }) => total + Number(ms), 0);
    invariant(
      classes === Number(ledger.elapsedMs),
      "the classes of a ledger sum to its elapsed time",
      id,
    );
  }
  const { rows } = statement.manifest;
  invariant(
    rows.in === rows.used + rows.refused + rows.outside + rows.unrouted,
    "every row is accounted for",
    rows,
  );
}

function isWithin({ unit, after, limit }: Statement["caps"][number], places: number): boolean {
  if (unit === undefined) return minorOf(after, places) <= minorOf(limit, places);
  const daysOf = (text: string) => present(parseExact(text), "days are exact", text);
  return compare(daysOf(after), daysOf(limit)) <= 0;
}

function guardWaiting({ id, carried, deferred }: Statement["lines"][number], places: number): void {
  for (const waiting of [carried, deferred]) {
    if (waiting === undefined) continue;
    const shares = waiting.shares.reduce((total, { minor }) => total + BigInt(minor), 0n);
    const minor = minorOf(waiting.amount, places);
    const isWhole = shares === minor && minor === BigInt(waiting.minor);
    invariant(isWhole, "what waits adds up to its amount", id);
  }
}

function guardTotals({ lines, totals }: Statement, places: number): void {
  const all = lines.reduce((total, { minor }) => total + BigInt(minor), 0n);
  invariant(minorOf(totals.lines, places) === all, "lines add up to the total", totals);
  const parts = [totals.automatic, totals.claimable, totals.forfeited, totals.provisional];
  const split = parts.reduce((total, text) => total + minorOf(text, places), 0n);
  invariant(split === all, "the totals by status add up to the total", totals);
  const keys = lines.flatMap(({ allocations }) => allocations.map(({ key }) => key));
  const { size } = new Set(keys);
  invariant(size === keys.length, "every booking has a key of its own", size);
}

function minorOf(amount: string, places: number): bigint {
  const point = amount.indexOf(".");
  const decimals = point < 0 ? 0 : amount.length - point - 1;
  invariant(decimals === places, "an amount is written to the minor unit", amount);
  return BigInt(amount.replace(".", ""));
}
