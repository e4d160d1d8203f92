import { accepted, type ParsedContract, type Result, safePeriodEnd, unwrap } from "../index.ts";

/** The instant at which facts are taken, and whether the user gave it. */
export interface AsOf {
  readonly asOf: string | number;
  readonly assumedAsOf: boolean;
}

/**
 * What the user gave; else the instant at which the period ends, which the statement then lists as
 * an assumption (semantics 15). Refused when the period is not one of the contract.
 */
export function safeAsOfFor(
  given: string | undefined,
  contract: ParsedContract,
  period: string,
): Result<AsOf> {
  if (given !== undefined) return accepted({ asOf: given, assumedAsOf: false });
  const end = safePeriodEnd(contract, period);
  return end.ok ? accepted({ asOf: end.value, assumedAsOf: true }) : end;
}

/** Like `safeAsOfFor`; throws a `RefusedError` with the issues. */
export function asOfFor(given: string | undefined, contract: ParsedContract, period: string): AsOf {
  return unwrap(safeAsOfFor(given, contract, period));
}
