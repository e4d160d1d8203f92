import { accepted, type Result, refused, shown, unwrap } from "./base/result.ts";
import type { Breakdown, BreakdownBy, ResultBreakdown } from "./model/breakdown.ts";
import { customersIn, withCustomers } from "./rules/customers.ts";
import { slicedAdjustments } from "./rules/facts/slice-account.ts";
import { unitRecords } from "./rules/judge-outages.ts";
import { judgedPeriods, resultId } from "./rules/judged-periods.ts";
import { periodRef } from "./rules/judged-result.ts";
import { knownRecords } from "./rules/known-records.ts";
import { timesOfUnit } from "./rules/scope-outages.ts";
import { componentName } from "./rules/scope-plan.ts";
import { slicedLedger, slicesOf } from "./rules/slice-ledger.ts";
import type { SettleInput } from "./settle.ts";
import { readCall } from "./settle-call.ts";
import { formatInstant } from "./time/stamp.ts";

export interface BreakdownInput extends Omit<SettleInput, "issued"> {
  readonly by: BreakdownBy;
}

const slices: readonly string[] = ["day", "week", "month"] satisfies readonly BreakdownBy[];

/**
 * Where the time of each result on outages went, in days, weeks or months of the contract's zone
 * (27). The rows of a result sum to the ledger of its statement; measures of other facts have none.
 *
 * @example
 * const { results } = breakdown({ contract, records, period: "2026-10", asOf, by: "day" });
 */
export function safeBreakdown(input: BreakdownInput): Result<Breakdown> {
  const call = readCall(input);
  if (!call.ok) return call;
  const { by, contract, records } = input;
  if (!slices.includes(by))
    return refused([
      {
        code: "breakdown.no-slice",
        path: ["by"],
        message: `cannot break down by ${shown(by)}`,
        hint: 'give "day", "week" or "month"',
        value: shown(by),
      },
    ]);
  const { period, asOf } = call.value;
  const { terms } = contract;
  const known = knownRecords(records, asOf);
  const plan = withCustomers(contract.plan, (service) => customersIn(known, service));
  const context = { plan, known, settlement: period, asOf, granted: new Set<string>() };
  const results = plan.commitments.flatMap((commitment) => {
    const { measure } = commitment;
    if (measure.facts !== "outages") return [];
    const periods = judgedPeriods(commitment, context).map(({ period: own, judged }) => ({
      own,
      judged,
      cut: slicesOf(by, judged),
    }));
    return commitment.units.flatMap((unit) =>
      periods.flatMap(({ own, judged, cut }) => {
        const components = unitRecords(unit, measure, judged, context);
        const slices = cut.map(({ span }) => span);
        return timesOfUnit(unit, measure, components, judged).map(
          ({ member, time, facts, share }): ResultBreakdown => ({
            result: resultId(commitment, unit, own),
            ...(member === undefined ? {} : { member: componentName(member.component) }),
            rows: slicedLedger(
              time,
              cut,
              slicedAdjustments({ plan: measure, facts, time, judged, slices, share }),
            ),
          }),
        );
      }),
    );
  });
  const key = { contract: terms.id, period: periodRef(period), currency: terms.currency };
  return accepted({ key, asOf: formatInstant(asOf), by, results });
}

/** Like `safeBreakdown`; throws a `RefusedError` with the issues. */
export function breakdown(input: BreakdownInput): Breakdown {
  return unwrap(safeBreakdown(input));
}
