import { accepted, type Issue, type Result, refused, shown, unwrap } from "./base/result.ts";
import { eitherIds } from "./core/either-ids.ts";
import type {
  AmountDifference,
  Comparison,
  LineDifference,
  ResultDifference,
  ResultSide,
} from "./model/comparison.ts";
import type { Line, Statement, StatementResult } from "./model/statement.ts";
import { isSealed } from "./rules/assemble.ts";
import { placesOf, textOf } from "./rules/caps.ts";
import { isStatement } from "./schema/statement-input.ts";

/**
 * What differs between two statements in one currency, result by result and line by line: two
 * readings of one clause, a statement before and after an upgrade, one month and what if.
 *
 * @returns The differences, from the first statement to the second; or every problem with the call.
 * @example
 * const { lines, totals } = compare(before, after);
 */
export function safeCompare(first: Statement, second: Statement): Result<Comparison> {
  const issues = [first, second].flatMap((one, index) =>
    isStatement(one) ? [] : [misuse(one, index)],
  );
  if (issues.length > 0) return refused(issues);
  const altered = [first, second].flatMap((one, index) => (isSealed(one) ? [] : [index]));
  return altered.length > 0
    ? refused(altered.map((index) => tampered(index, index === 0 ? first : second)))
    : comparisonOf(first, second);
}

/** As `safeCompare`, of statements that were made in this run. */
export function comparisonOf(first: Statement, second: Statement): Result<Comparison> {
  const { currency } = first.key;
  if (currency !== second.key.currency)
    return refused([
      {
        code: "compare.other-currency",
        path: [1],
        message: `one statement is in ${currency}, the other in ${second.key.currency}`,
        hint: "compare statements in one currency",
        value: second.key.currency,
      },
    ]);
  return accepted({
    currency,
    results: resultDifferences(first.results, second.results),
    lines: lineDifferences(first, second),
    totals: amounts(minorSum(first), minorSum(second), placesOf(first)),
  });
}

/** Like `safeCompare`; throws a `RefusedError` with the issues. */
export function compare(first: Statement, second: Statement): Comparison {
  return unwrap(safeCompare(first, second));
}

function tampered(index: number, { hashes }: Statement): Issue {
  const value = shown(hashes.result);
  return {
    code: "compare.tampered",
    path: [index, "hashes", "result"],
    message: `the statement does not say what it said under the hash ${value}`,
    hint: "give the statement as it was issued: restore the original file",
    value,
  };
}

function misuse(value: unknown, index: number): Issue {
  return {
    code: "compare.not-a-statement",
    path: [index],
    message: `${shown(value)} is no statement/1`,
    hint: "give two statements as settle returned them",
    value: shown(value),
  };
}

function resultDifferences(
  first: readonly StatementResult[],
  second: readonly StatementResult[],
): ResultDifference[] {
  const was = new Map(first.map((one) => [one.id, sideOf(one)]));
  const now = new Map(second.map((one) => [one.id, sideOf(one)]));
  return eitherIds(was, now).flatMap((id) => {
    const [before, after] = [was.get(id), now.get(id)];
    if (before !== undefined && after !== undefined && isSame(before, after)) return [];
    return [
      {
        id,
        ...(before === undefined ? {} : { was: before }),
        ...(after === undefined ? {} : { now: after }),
      },
    ];
  });
}

function sideOf({ verdict, figure, bad, whole }: StatementResult): ResultSide {
  return { verdict, figure, bad, whole };
}

function isSame(a: ResultSide, b: ResultSide): boolean {
  return (
    a.verdict === b.verdict &&
    a.bad === b.bad &&
    a.whole === b.whole &&
    a.figure?.exact === b.figure?.exact
  );
}

function lineDifferences(first: Statement, second: Statement): LineDifference[] {
  const was = new Map(first.lines.map((line) => [line.id, line]));
  const now = new Map(second.lines.map((line) => [line.id, line]));
  const places = placesOf(first);
  return eitherIds(was, now).flatMap((id) => {
    const [before, after] = [was.get(id), now.get(id)];
    if (before?.minor === after?.minor && before?.status === after?.status) return [];
    return [
      {
        id,
        ...amounts(minorOf(before), minorOf(after), places),
        ...(before === undefined ? {} : { statusWas: before.status }),
        ...(after === undefined ? {} : { statusNow: after.status }),
      },
    ];
  });
}

function minorOf(line: Line | undefined): bigint {
  return BigInt(line?.minor ?? 0);
}

function minorSum({ lines }: Statement): bigint {
  return lines.reduce((sum, line) => sum + minorOf(line), 0n);
}

function amounts(was: bigint, now: bigint, places: number): AmountDifference {
  const text = (minor: bigint) => textOf(minor, places);
  return { was: text(was), now: text(now), difference: text(now - was), minor: Number(now - was) };
}
