import { isGroup, misused } from "../adapters/misused.ts";
import { type Issue, type ParsedContract, RefusedError, safePeriodEnd } from "../index.ts";
import type { SettleAllInput } from "./settle-all.ts";

/**
 * What a program that is not compiled may get wrong in a call of `settleAll`. What the period
 * and the instant say is looked at where each contract is settled.
 *
 * @returns The contracts, as a list.
 * @throws {RefusedError} With every problem.
 */
export function contractsOf(input: SettleAllInput): readonly ParsedContract[] {
  const given: unknown = input;
  if (!isGroup(given))
    throw new RefusedError([misused("input", given, "give { contracts, records, period, asOf }")]);
  const contracts = isList(given.contracts) ? [...given.contracts] : [given.contracts];
  const issues = [
    ...contracts.flatMap(contractIssues),
    ...recordsIssues(given.records),
    ...periodIssues(given.period),
    ...issuedIssues(given.issued),
    ...warningIssues(given.onWarning),
  ];
  if (issues.length > 0) throw new RefusedError(issues);
  return contracts as readonly ParsedContract[];
}

function isList(value: unknown): value is Iterable<unknown> {
  return isGroup(value) && Symbol.iterator in value;
}

function isStream(value: unknown): boolean {
  return isGroup(value) && Symbol.asyncIterator in value;
}

function contractIssues(contract: unknown, index: number): readonly Issue[] {
  const known = safePeriodEnd(contract as ParsedContract, "");
  const issues = known.ok ? [] : known.issues;
  return issues
    .filter(({ code }) => code === "contract.not-parsed")
    .map((issue) => ({ ...issue, path: ["contracts", index] }));
}

function recordsIssues(records: unknown): readonly Issue[] {
  const streams = Array.isArray(records) ? [...records] : [records];
  if (streams.every(isStream)) return [];
  return [misused("records", records, "give what readRecords returns, or a list of these")];
}

function periodIssues(period: unknown): readonly Issue[] {
  return typeof period === "string"
    ? []
    : [misused("period", period, 'give a label such as "2026-10"')];
}

function issuedIssues(issued: unknown): readonly Issue[] {
  if (issued === undefined) return [];
  const known =
    Array.isArray(issued) && [...issued].every((one) => isGroup(one) && isGroup(one.key));
  return known
    ? []
    : [misused("issued", issued, "give the statements that were issued, in a list")];
}

function warningIssues(onWarning: unknown): readonly Issue[] {
  if (onWarning === undefined || typeof onWarning === "function") return [];
  return [misused("onWarning", onWarning, "give a function, or leave it out")];
}
