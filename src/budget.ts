import {
  add,
  ceilTo,
  exactText,
  fixedText,
  floorTo,
  HUNDRED,
  parseExact,
  type Ratio,
  subtract,
} from "./base/ratio.ts";
import { accepted, type Result, refused, shown, unwrap } from "./base/result.ts";
import { suggest } from "./base/suggest.ts";
import { safeParseContract } from "./contract.ts";
import { budgetOf } from "./core/budget.ts";
import type { Budget } from "./model/budget.ts";
import type { Statement, StatementResult } from "./model/statement.ts";
import { isSealed } from "./rules/assemble.ts";
import { customersJudged, withCustomers } from "./rules/customers.ts";
import type { Settling } from "./rules/judged-periods.ts";
import type { OutagesPlan } from "./rules/outages-plan.ts";
import { type JudgedAs, judgedAs, remainingWhole } from "./rules/remaining-whole.ts";
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
 * @param result The id of a result on outages with a least percentage up, or a most percentage down.
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
  const settling = settlingOf(statement);
  if (!settling.ok) return settling;
  const judged = judgedAs(settling.value, result);
  const terms = judged === undefined ? undefined : allowanceOf(found, judged.measure);
  if (judged === undefined || terms === undefined)
    return refuse(
      "budget.none",
      `${found.id} promises no percentage of time, or was not measured`,
      "ask for a result of uptime-percent with atLeast or moreThan, or of downtime-percent with atMost or lessThan",
      result,
    );
  const noLength = whyNoLength(found, judged);
  if (noLength !== undefined)
    return refuse(
      "budget.none",
      `${found.id} ${noLength}: what it allows is no length of time`,
      "hold the figure against its target",
      result,
    );
  return accepted(told(found, terms, remainingWhole(judged, settling.value)));
}

/** Like `safeBudget`; throws a `RefusedError` with the issues. */
export function budget(statement: Statement, result: string): Budget {
  return unwrap(safeBudget(statement, result));
}

interface Terms {
  readonly text: string;
  /** In percent. */
  readonly allowed: Ratio;
  readonly down: Ratio;
  /** In ms. */
  readonly bad: Ratio;
  readonly whole: Ratio;
}

function allowanceOf(
  { figure, target, bad, whole }: StatementResult,
  measure: OutagesPlan,
): Terms | undefined {
  const { atLeast, moreThan, atMost, lessThan }: Bounds = Object(target);
  const isUp = measure.figure === "uptime-percent";
  if (!isUp && measure.figure !== "downtime-percent") return undefined;
  const text = String(isUp ? (atLeast ?? moreThan) : (atMost ?? lessThan));
  const [percent, exact, badMs, wholeMs] = [text, figure?.exact, bad, whole].map((one) =>
    one === undefined ? undefined : parseExact(one),
  );
  if (percent === undefined || exact === undefined) return undefined;
  if (badMs === undefined || wholeMs === undefined) return undefined;
  const downOf = (of: Ratio) => (isUp ? subtract(HUNDRED, of) : of);
  return { text, allowed: downOf(percent), down: downOf(exact), bad: badMs, whole: wholeMs };
}

interface Bounds {
  readonly atLeast?: unknown;
  readonly moreThan?: unknown;
  readonly atMost?: unknown;
  readonly lessThan?: unknown;
}

/**
 * Percentages that are added or averaged are no share of one length of time, unless they are means
 * over members of one length: nothing but the members' whole time is in the denominator then.
 */
function whyNoLength(
  { ledger, whole }: StatementResult,
  { earlierPeriods, unit }: JudgedAs,
): string | undefined {
  const { by } = unit.combine;
  if (earlierPeriods !== undefined) return "is a mean with earlier periods";
  if (by === "sum-of-shortfalls") return "adds the shortfalls of several members";
  if (by !== "mean-of-percentages") return undefined;
  const isOneLength =
    ledger?.elapsedMs === whole && ledger.adjustments.every(({ of }) => of === "bad");
  return isOneLength ? undefined : "is a mean over members of different lengths";
}

/** The statement's own contract, settled as it was. */
function settlingOf(statement: Statement): Result<Settling> {
  const contract = safeParseContract(statement.terms.contract);
  if (!contract.ok) return contract;
  const plan = withCustomers(contract.value.plan, (service) => customersJudged(statement, service));
  const asOf = parseStamp(statement.asOf, ["asOf"]);
  const { label } = statement.key.period;
  const settlement = parsePeriod(label, plan.settlement, plan.zone, ["key", "period"]);
  if (!asOf.ok) return asOf;
  if (!settlement.ok) return settlement;
  return accepted({ plan, settlement: settlement.value, asOf: asOf.value });
}

function told(result: StatementResult, terms: Terms, rest: Ratio): Budget {
  const { text, bad, whole } = terms;
  const { allowed, left, burnRate } = budgetOf({
    allowedPercent: terms.allowed,
    downPercent: terms.down,
    bad,
    fullWhole: add(whole, rest),
  });
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
