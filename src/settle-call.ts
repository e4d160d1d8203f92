import { minorUnitsOf } from "./base/currency.ts";
import { accepted, type Issue, type Result, refused, shown } from "./base/result.ts";
import { checkContract, type ParsedContract } from "./contract.ts";
import type { Records } from "./model/records.ts";
import type { Plan } from "./rules/plan.ts";
import { readInstant } from "./schema/instant-input.ts";
import type { SettleInput } from "./settle.ts";
import { civilDateAt, formatCivilDate } from "./time/civil.ts";
import type { Instant } from "./time/instant.ts";
import { type Period, parsePeriod } from "./time/period.ts";
import { formatInstant } from "./time/stamp.ts";

/** Whether a call of `settle` and its neighbours can be used at all. */

/** The call itself: everything wrong with it at once. */
export function readCall(
  input: Omit<SettleInput, "issued">,
): Result<{ readonly period: Period; readonly asOf: Instant }> {
  const parsed = checkParsed(input);
  if (!parsed.ok) return parsed;
  const { plan } = input.contract;
  const asOf = readInstant(input.asOf, ["asOf"]);
  const period = readPeriod(input.period, plan);
  if (!asOf.ok || !period.ok)
    return refused([...(period.ok ? [] : period.issues), ...(asOf.ok ? [] : asOf.issues)]);
  const { start, end } = period.value;
  if (end <= plan.effective.start || plan.effective.end <= start) {
    const term = `the contract is in force from ${formatInstant(plan.effective.start)} to ${formatInstant(plan.effective.end)}`;
    return refused([misuse("period", input.period, term, "settle.outside-term")]);
  }
  const retired = retiredCurrency(input.contract, start);
  if (retired !== undefined) return refused([retired]);
  const begins = `the period begins at ${formatInstant(start)}; use a later instant`;
  if (asOf.value <= start)
    return refused([misuse("asOf", formatInstant(asOf.value), begins, "settle.before-period")]);
  return accepted({ period: period.value, asOf: asOf.value });
}

/** A contract may outlive its currency: nothing can be credited in one that is no longer money (33). */
function retiredCurrency({ plan, terms }: ParsedContract, periodStart: Instant): Issue | undefined {
  const firstDay = civilDateAt(plan.zone, periodStart);
  const found = minorUnitsOf(terms.currency, formatCivilDate(firstDay));
  // The contract begins in a time of its currency, and may do so inside its first period.
  if (found.kind !== "not-in-force" || found.until === undefined) return undefined;
  return {
    code: "currency.not-in-force",
    path: ["currency"],
    message: `${terms.currency} is in force until ${found.until} only, and the period begins on ${formatCivilDate(firstDay)}`,
    hint: "end this contract with its currency, and settle later periods by one in the currency of that time",
    value: terms.currency,
  };
}

function readPeriod(label: unknown, plan: Plan): Result<Period> {
  if (typeof label === "string") return parsePeriod(label, plan.settlement, plan.zone, ["period"]);
  return refused([misuse("period", label, 'give a label such as "2026-10"', "settle.wrong-type")]);
}

/** Whether contract and records are what the parsers returned, and belong together. */
export function checkParsed(input: {
  readonly contract: ParsedContract;
  readonly records: Records;
}): Result<null> {
  const isObject = typeof input === "object" && input !== null;
  const contract: unknown = isObject ? input.contract : undefined;
  const records: unknown = isObject ? input.records : undefined;
  const issues: Issue[] = [];
  if (!hasKeys(contract, contractKeys))
    issues.push(
      misuse("contract", contract, "give what parseContract returns", "settle.not-parsed"),
    );
  if (!hasKeys(records, recordsKeys))
    issues.push(misuse("records", records, "give what parseRecords returns", "settle.not-parsed"));
  if (issues.length > 0) return refused(issues);
  if (input.records.contract === input.contract.hash) return accepted(null);
  return refused([
    misuse(
      "records",
      input.records.contract,
      "parse the records with the contract that is settled",
      "settle.records-of-another-contract",
    ),
  ]);
}

const contractKeys = ["terms", "hash", "assumptions", "warnings", "plan"];
const recordsKeys = ["outages", "tickets", "digest", "contract", "twins"];

function hasKeys(value: unknown, keys: readonly string[]): boolean {
  return (
    typeof value === "object" && value !== null && keys.every((key) => Object.hasOwn(value, key))
  );
}

export function misuse(name: string, value: unknown, hint: string, code: string): Issue {
  return {
    code,
    path: [name],
    message: `cannot use ${shown(value)} as ${name}`,
    hint,
    value: shown(value),
  };
}

/** The instant at which a settlement period ends: what `asOf` is where nobody says (15). */
export function safePeriodEnd(contract: ParsedContract, label: string): Result<string> {
  const parsed = checkContract(contract);
  if (!parsed.ok) return parsed;
  const period = readPeriod(label, contract.plan);
  return period.ok ? accepted(formatInstant(period.value.end)) : period;
}
