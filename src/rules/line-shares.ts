import { present } from "../base/invariant.ts";
import { ONE } from "../base/ratio.ts";
import type { Writable } from "../base/writable.ts";
import { apportion, apportionWithin } from "../core/apportion.ts";
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
function handedOut(minor: bigint, charges: DraftLine["charges"]): readonly Handed[] {
  const shares = charges.length === 0 ? [ofContract] : charges;
  const sign = minor < 0n ? -1n : 1n;
  const units = apportion(minor * sign, shares);
  return bearing(
    shares,
    units.map((own) => own * sign),
  );
}

function bearing(shares: DraftLine["charges"], units: readonly bigint[]): readonly Handed[] {
  return shares.flatMap(({ id, charge, invoice, line }, index) => {
    const own = present(units[index], "each charge has its units", id);
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

/** What a line comes to, shared out: what it pays now, and what goes to the next statement. */
export interface SharedLine {
  readonly paid: readonly Handed[];
  readonly waits: Pick<Line, WaitKind>;
}

/**
 * The whole of a line is handed out once, and what it pays now is a part of each charge's share: so
 * the statements that pay the rest book on each charge what one statement would have booked (32).
 */
export function sharedLine({ minor, waits, charges }: DraftLine, places: number): SharedLine {
  const { carried, deferred } = waits;
  if (carried === 0n && deferred === 0n) return { paid: handedOut(minor, charges), waits: {} };
  const shares = charges.length === 0 ? [ofContract] : charges;
  const paid = partOf(apportion(minor + carried + deferred, shares), minor, shares);
  const later = partOf(paid.left, deferred, shares);
  const kept = { deferred: later.taken, carried: later.left };
  return {
    paid: bearing(shares, paid.taken),
    waits: Object.fromEntries(
      waitKinds.flatMap((kind) => {
        const own = waits[kind];
        if (own === 0n) return [];
        const amount = textOf(own, places);
        return [
          [kind, { amount, minor: Number(own), shares: bearing(shares, kept[kind]).map(shareOf) }],
        ];
      }),
    ),
  };
}

/** A part of what was handed out by the same weights: no charge pays more than its share. */
function partOf(
  whole: readonly bigint[],
  minor: bigint,
  shares: DraftLine["charges"],
): { readonly taken: readonly bigint[]; readonly left: readonly bigint[] } {
  const own = shares.map((share, index) => {
    const units = present(whole[index], "each charge has its units", share.id);
    // A credit note takes its part back of what is paid, however little.
    return { ...share, minor: units > 0n ? units : 0n };
  });
  const taken = apportionWithin(minor, own);
  const left = whole.map((units, index) => units - present(taken[index], "of each charge", index));
  return { taken, left };
}
