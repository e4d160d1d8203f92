import { ONE } from "../base/ratio.ts";
import type { Writable } from "../base/writable.ts";
import { apportion } from "../core/apportion.ts";
import type { Allocation, Line } from "../model/statement.ts";
import { type DraftLine, textOf } from "./caps.ts";
import { type WaitKind, waitKinds } from "./waiting.ts";

/** Where the services of a line have no charges: the amount is owed by the contract as a whole. */
const CONTRACT_CHARGE = "(contract)";
const ofContract: DraftLine["charges"][number] = {
  id: CONTRACT_CHARGE,
  charge: CONTRACT_CHARGE,
  weight: ONE,
};

/** What one charge bears of an amount. */
export interface Handed {
  readonly id: string;
  readonly charge: string;
  readonly invoice: string | undefined;
  readonly line: string | undefined;
  readonly minor: number;
}

/** The charges that bear something of an amount: largest remainder over the charges of the base (32). */
export function handedOut(minor: bigint, charges: DraftLine["charges"]): readonly Handed[] {
  const shares = charges.length === 0 ? [ofContract] : charges;
  const sign = minor < 0n ? -1n : 1n;
  const units = apportion(minor * sign, shares);
  return shares.flatMap(({ id, charge, invoice, line }, index) => {
    const own = (units[index] as bigint) * sign;
    return own === 0n ? [] : [{ id, charge, invoice, line, minor: Number(own) }];
  });
}

/** With the line of an invoice that is booked on, where the charge stands in records. */
export function shareOf({ charge, invoice, line, minor }: Handed): Omit<Allocation, "key"> {
  const share: Partial<Writable<Allocation>> = { charge };
  if (invoice !== undefined) share.invoice = invoice;
  if (line !== undefined) share.line = line;
  share.minor = minor;
  return share as Omit<Allocation, "key">;
}

/** What is owed and goes to the next statement, with what it will be booked on. */
export function waitingIn({ waits, charges }: DraftLine, places: number): Pick<Line, WaitKind> {
  if (waits.carried === 0n && waits.deferred === 0n) return {};
  return Object.fromEntries(
    waitKinds.flatMap((kind) => {
      const minor = waits[kind];
      if (minor === 0n) return [];
      const shares = handedOut(minor, charges).map(shareOf);
      return [[kind, { amount: textOf(minor, places), minor: Number(minor), shares }]];
    }),
  );
}
