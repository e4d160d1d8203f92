import { compare, parseDecimal, ZERO } from "./base/ratio.ts";
import { type Issue, shown } from "./base/result.ts";
import type { ClaimedRow } from "./model/reconciliation.ts";
import type { Statement } from "./model/statement.ts";
import { isSealed } from "./rules/assemble.ts";
import { placesOf } from "./rules/caps.ts";
import { isStatement } from "./schema/statement-input.ts";

/** Fields of a row that are names, if they are there at all. */
const names = ["id", "line", "commitment", "period", "invoice", "reason"] as const;

/**
 * Every problem with what is to be held against the list: no statement at all, one that was altered,
 * and of several those that are not all revisions of one period, each once (38).
 */
export function statementIssues(issued: readonly unknown[], isList: boolean): Issue[] {
  const issues = issued.flatMap((statement, index) =>
    ownIssues(statement, isList ? ["statement", index] : ["statement"]),
  );
  const statements = issued.filter(isStatement);
  return issues.length > 0 || !isList ? issues : chainIssues(statements);
}

function ownIssues(statement: unknown, path: Issue["path"]): Issue[] {
  if (!isStatement(statement)) {
    const value = shown(statement);
    const message = `${value} is no statement/1`;
    const hint = "give a statement as settle returned it";
    return [{ code: "reconcile.not-a-statement", path, message, hint, value }];
  }
  if (isSealed(statement)) return [];
  const value = shown(statement.hashes.result);
  const message = `the statement does not say what it said under the hash ${value}`;
  const hint = "give the statement as it was issued: restore the original file";
  return [
    { code: "reconcile.tampered", path: [...path, "hashes", "result"], message, hint, value },
  ];
}

function chainIssues(issued: readonly Statement[]): Issue[] {
  const nameOf = ({ key }: Statement) => `${key.contract} ${key.period.label} ${key.currency}`;
  const [first, ...others] = issued;
  if (first === undefined) {
    const message = "no statement is given";
    const hint = "give the statement of the period, and all its revisions";
    return [{ code: "reconcile.not-a-statement", path: ["statement"], message, hint }];
  }
  const other = others.find((one) => nameOf(one) !== nameOf(first));
  if (other !== undefined) {
    const value = shown(nameOf(other));
    const message = `${value} is not of ${nameOf(first)}`;
    const hint = "give the statements of one contract and period at a time";
    return [{ code: "reconcile.another-period", path: ["statement"], message, hint, value }];
  }
  const revisions = issued.map(({ revision }) => revision).sort((a, b) => a - b);
  const gap = revisions.findIndex((revision, index) => revision !== index);
  if (gap === -1) return [];
  const value = revisions.join(", ");
  const message = `the revisions ${value} are not all of them, each once`;
  const hint = `give every revision from 0 on once; ${gap} is missing or stands twice`;
  return [{ code: "reconcile.revision-gap", path: ["statement"], message, hint, value }];
}

/** Every problem with the tolerance and the rows; their amounts are held against the currency. */
export function rowIssues(
  statement: unknown,
  claimed: readonly ClaimedRow[],
  tolerance: string,
): Issue[] {
  const size = typeof tolerance === "string" ? parseDecimal(tolerance) : undefined;
  const issues: Issue[] =
    size === undefined || compare(size, ZERO) < 0
      ? [issue("reconcile.tolerance", ["tolerance"], tolerance, 'give 0 or more, like "0.01"')]
      : [];
  if (!Array.isArray(claimed))
    return [...issues, issue("reconcile.not-a-list", ["claimed"], claimed, "give a list of rows")];
  if (!isStatement(statement)) return issues;
  // A hole of a list is a row that is none.
  const rows = Array.from<unknown>(claimed);
  return [
    ...issues,
    ...rows.flatMap((row, index) => issuesOf(Object(row), ["claimed", index], statement)),
  ];
}

function issuesOf(
  row: Readonly<Record<string, unknown>>,
  path: Issue["path"],
  statement: Statement,
): Issue[] {
  const { amount, currency: own } = row;
  const places = placesOf(statement);
  const { currency } = statement.key;
  const value = typeof amount === "string" ? parseDecimal(amount) : undefined;
  const isAmount = value !== undefined && 10n ** BigInt(places) % value.denominator === 0n;
  const like = places === 0 ? "500" : `500.${"0".repeat(places)}`;
  const hint = `give a decimal text with a point, without separators of thousands, with at most ${places} decimals, like "${like}"`;
  return [
    ...(isAmount ? [] : [amountIssue(amount, [...path, "amount"], hint)]),
    ...(own === undefined || own === currency
      ? []
      : [
          issue(
            "reconcile.other-currency",
            [...path, "currency"],
            own,
            `give amounts in ${currency}`,
          ),
        ]),
    ...names.flatMap((name) =>
      row[name] === undefined || typeof row[name] === "string"
        ? []
        : [issue("reconcile.row", [...path, name], row[name], "give it as text")],
    ),
  ];
}

/** An empty cell of a table is no amount; 0.00 would be one. */
function amountIssue(amount: unknown, path: Issue["path"], hint: string): Issue {
  const found = issue("reconcile.amount", path, amount, hint);
  return amount === undefined ? { ...found, message: "the row has no amount" } : found;
}

function issue(code: string, path: Issue["path"], value: unknown, hint: string): Issue {
  return { code, path, message: `cannot use ${shown(value)}`, hint, value: shown(value) };
}
