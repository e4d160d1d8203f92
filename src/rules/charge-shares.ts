import { add, type Ratio } from "../base/ratio.ts";
import type { Share } from "../core/apportion.ts";
import type { Period } from "../time/period.ts";
import type { Plan } from "./plan.ts";

/** What is booked: a charge, or one line of an invoice. */
export interface ChargeShare {
  readonly charge: string;
  readonly amount: Ratio;
  readonly invoice?: string | undefined;
  readonly line?: string | undefined;
}

/** The same as something that an amount is handed out over. */
export type WeighedCharge = Share & Omit<ChargeShare, "amount">;

/** A charge that a base reaches on several ways is booked once, with all that it brings. */
export function sharesOf(shares: readonly ChargeShare[]): readonly ChargeShare[] {
  if (shares.length < 2) return shares;
  const byCharge = new Map<string, ChargeShare>();
  for (const share of shares) {
    const key = shareKey(share);
    const held = byCharge.get(key);
    byCharge.set(
      key,
      held === undefined ? share : { ...share, amount: add(held.amount, share.amount) },
    );
  }
  return [...byCharge.values()];
}

/** Shares as what a line is handed out over: each by its amount. */
export function weighed(shares: readonly ChargeShare[]): readonly WeighedCharge[] {
  return shares.map((share) => ({
    id: shareKey(share),
    charge: share.charge,
    invoice: share.invoice,
    line: share.line,
    weight: share.amount,
  }));
}

/** A name for each thing that is booked: a charge, or a line of an invoice. */
export function shareKey({ charge, invoice, line }: Omit<ChargeShare, "amount">): string {
  return `${charge}${invoice === undefined ? "" : `:${invoice}`}${line === undefined ? "" : `:${line}`}`;
}

/** The idempotency key of a booking (39). */
export function bookingKey({ plan, period, revision }: Booking, line: string, on: string): string {
  return `makegood:${plan.id}:${period.label}:${plan.currency.code}:r${revision}:${line}:${on}`;
}

interface Booking {
  readonly plan: Pick<Plan, "id" | "currency">;
  readonly period: Pick<Period, "label">;
  readonly revision: number;
}
