import { type ParsedContract, safePeriodEnd, unwrap } from "../index.ts";

/** The instant at which facts are taken, and whether the user gave it. */
export interface AsOf {
  readonly asOf: string | number;
  readonly assumedAsOf: boolean;
}

/**
 * What the user gave; else the instant at which the period ends, which the statement then lists as
 * an assumption (semantics 15).
 *
 * @throws {RefusedError} When the period is not one of the contract.
 */
export function asOfFor(given: string | undefined, contract: ParsedContract, period: string): AsOf {
  if (given !== undefined) return { asOf: given, assumedAsOf: false };
  return { asOf: unwrap(safePeriodEnd(contract, period)), assumedAsOf: true };
}
