import { ONE } from "../base/ratio.ts";
import { apportion } from "../core/apportion.ts";
import type { Allocation, Line } from "../model/statement.ts";
import { type DraftLine, textOf } from "./caps.ts";
import { type WaitKind, waitKinds } from "./waiting.ts";

/** Where the services of a line have no charges: the amount is owed by the contract as a whole. */
const CONTRACT_CHARGE = "(contract)";

/** The charges that bear something of an amount: largest remainder over the charges of the base (32). */
export function handedOut(
  minor: bigint,
  charges: DraftLine["charges"],
): readonly { readonly id: string; readonly share: Omit<Allocation, "key"> }[] {
  const shares =
    charges.length === 0
      ? [{ id: CONTRACT_CHARGE, charge: CONTRACT_CHARGE, weight: ONE }]
      : charges;
  const sign = minor < 0n ? -1n : 1n;
  const units = apportion(minor * sign, shares);
  return shares.flatMap(({ id, charge, invoice, line }, index) => {
    const own = (units[index] as bigint) * sign;
    const share = {
      charge,
      ...(invoice === undefined ? {} : { invoice }),
      ...(line === undefined ? {} : { line }),
      minor: Number(own),
    };
    return own === 0n ? [] : [{ id, share }];
  });
}

/** What is owed and goes to the next statement, with what it will be booked on. */
export function waitingIn({ waits, charges }: DraftLine, places: number): Pick<Line, WaitKind> {
  if (waits.carried + waits.deferred === 0n) return {};
  return Object.fromEntries(
    waitKinds.flatMap((kind) => {
      const minor = waits[kind];
      if (minor === 0n) return [];
      const shares = handedOut(minor, charges).map(({ share }) => share);
      return [[kind, { amount: textOf(minor, places), minor: Number(minor), shares }]];
    }),
  );
}
