import {
  add,
  ceilTo,
  exactText,
  fixedText,
  floorTo,
  parseExact,
  type Ratio,
} from "./base/ratio.ts";
import { accepted, type Result, refused, shown, unwrap } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { safeParseContract } from "./contract.ts";
import { budgetOf } from "./core/budget.ts";
import type { Budget } from "./model/budget.ts";
import type { Statement, StatementResult } from "./model/statement.ts";
import { isSealed } from "./rules/assemble.ts";
import { customersJudged, withCustomers } from "./rules/customers.ts";
import { remainingWhole } from "./rules/remaining-whole.ts";
import { isStatement } from "./schema/statement-input.ts";
import { readableDuration } from "./time/duration.ts";
import { durationMs } from "./time/instant.ts";
import { parsePeriod } from "./time/period.ts";
import { parseStamp } from "./time/stamp.ts";

/**
 * The downtime that a percentage of time allows in one period of a statement, what of it is used,
 * and how fast (28). Of a period that still runs, the budget is that of the whole period, and the
 * rate is that of the time so far.
 *
 * @param result The id of a result on outages with a least percentage.
 * @example
 * budget(statement, "availability/messaging/2026-10").shown.left; // "-16 min 39.800 s"
 */
export function safeBudget(statement: Statement, result: string): Result<Budget> {
  const refuse = (code: string, message: string, hint: string, value: unknown) =>
    refused([{ code, path: [], message, hint, value: shown(value) }]);
  if (!isStatement(statement) || !isSealed(statement))
    return refuse(
      "budget.not-a-statement",
      `${shown(statement)} is no statement/1 as it was issued`,
      "give a statement as settle returned it",
      statement,
    );
  const found = statement.results.find(({ id }) => id === result);
  if (found === undefined) {
    const ids = statement.results.map(({ id }) => id);
    const near = suggest(typeof result === "string" ? result : shown(result), ids);
    const hint =
      near === undefined
        ? `the statement has: ${ids.slice(0, 20).join(", ")}`
        : `did you mean ${shown(near)}?`;
    return refuse("budget.unknown", `the statement has no result ${shown(result)}`, hint, result);
  }
  const terms = allowanceOf(found);
  if (terms === undefined)
    return refuse(
      "budget.none",
      `${found.id} promises no least percentage of time, or was not measured`,
      "ask for a result of uptime-percent with atLeast or moreThan",
      result,
    );
  const rest = restOf(statement, found);
  return rest.ok ? accepted(told(found, terms, rest.value)) : rest;
}

/** Like `safeBudget`; throws a `RefusedError` with the issues. */
export function budget(statement: Statement, result: string): Budget {
  return unwrap(safeBudget(statement, result));
}

interface Terms {
  readonly text: string;
  readonly target: Ratio;
  readonly bad: Ratio;
  readonly whole: Ratio;
}

function allowanceOf({ figure, ledger, target, bad, whole }: StatementResult): Terms | undefined {
  if (figure?.unit !== "percent" || ledger === undefined) return undefined;
  const { atLeast, moreThan }: { atLeast?: unknown; moreThan?: unknown } = Object(target);
  const text = String(atLeast ?? moreThan);
  const [percent, badMs, wholeMs] = [text, bad, whole].map(parseExact);
  if (percent === undefined || badMs === undefined || wholeMs === undefined) return undefined;
  return { text, target: percent, bad: badMs, whole: wholeMs };
}

/** What the period still adds to the denominator after asOf. */
function restOf(statement: Statement, result: StatementResult): Result<Ratio> {
  const contract = safeParseContract(statement.terms.contract);
  if (!contract.ok) return contract;
  const plan = withCustomers(contract.value.plan, (service) => customersJudged(statement, service));
  const asOf = parseStamp(statement.asOf, ["asOf"]);
  const { label } = statement.key.period;
  const settlement = parsePeriod(label, plan.settlement, plan.zone, ["key", "period"]);
  if (!asOf.ok) return asOf;
  if (!settlement.ok) return settlement;
  const settling = { plan, settlement: settlement.value, asOf: asOf.value };
  return accepted(remainingWhole(settling, result.id));
}

function told(result: StatementResult, { text, target, bad, whole }: Terms, rest: Ratio): Budget {
  const sums = budgetOf({ target, bad, whole, fullWhole: add(whole, rest) });
  const { allowed, left, burnRate } = sums;
  return {
    result: result.id,
    clause: result.clause,
    target: text,
    allowedMs: exactText(allowed),
    usedMs: exactText(bad),
    leftMs: exactText(left),
    burnRate: burnRate === undefined ? null : exactText(burnRate),
    shown: {
      allowed: lengthText(floorTo(allowed, 0)),
      used: lengthText(ceilTo(bad, 0)),
      left: lengthText(floorTo(left, 0)),
      burnRate: burnRate === undefined ? "–" : fixedText(ceilTo(burnRate, 2), 2),
    },
  };
}

function lengthText(wholeMs: Ratio): string {
  return readableDuration(durationMs(Number(wholeMs.numerator)));
}
