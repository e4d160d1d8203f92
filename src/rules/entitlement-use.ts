import { exactText, ratio } from "../base/ratio.ts";
import { type Entitlement, quotaOf } from "../core/entitlement.ts";
import { owedPeriods } from "../core/owed-periods.ts";
import type { Cycle } from "../core/ticket-clock.ts";
import type { Assumption, EntitlementUse } from "../model/statement.ts";
import { type Instant, MINUTE_MS } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import { duties } from "./clock-parts.ts";
import type { Judged } from "./facts/scope.ts";
import type { CyclesPlan } from "./plan.ts";

/** The quota of one period of an entitlement, as it stands at the end of what is judged. */
export interface QuotaUse {
  /** Where the period begins, or the contract in it. */
  readonly start: Instant;
  readonly use: EntitlementUse;
}

/** The quotas of every period that what is judged has a part in. */
export function quotasIn(
  plan: CyclesPlan,
  cycles: readonly Cycle[],
  judged: Judged,
): readonly QuotaUse[] {
  return duties(plan).flatMap(({ duty: { duty }, pooledAs }) => {
    if (duty.kind !== "entitlement") return [];
    const own = cycles.filter(({ clock, start }) => clock === pooledAs && start < judged.end);
    const { start: judgedFrom, end: asOf, beyond: termEnd, termStart } = judged;
    const named = pooledAs === undefined ? {} : { clock: pooledAs };
    return owedPeriods(duty, { termStart, termEnd, judgedFrom, asOf }).map(({ label, start }) => ({
      start,
      use: { ...named, ...useOf(duty, own, label) },
    }));
  });
}

function useOf(duty: Entitlement, cycles: readonly Cycle[], period: string): EntitlementUse {
  const shares = cycles.flatMap(({ share }) => share ?? []);
  const taken = shares.flatMap((share) => share.taken.filter(({ label }) => label === period));
  const used = taken.reduce((sum, { amount }) => sum + amount, 0);
  const { unit } = duty;
  const shown = (amount: number) =>
    exactText(ratio(BigInt(amount), unit === "minutes" ? BigInt(MINUTE_MS) : 1n));
  return {
    period,
    unit,
    quota: shown(quotaOf(duty)),
    used: shown(used),
    left: shown(quotaOf(duty) - used),
    notOwed: shares.filter(({ isOwed, label }) => !isOwed && label === period).length,
  };
}

/** Quotas that began before what is judged: nothing but the records says what was left (23). */
export function earlierUse(
  commitment: string,
  quotas: readonly QuotaUse[],
  judged: Judged,
): readonly Assumption[] {
  const from = Math.min(judged.start, ...quotas.map(({ start }) => start)) as Instant;
  if (from === judged.start) return [];
  const used = `complete from ${formatInstant(from)} to ${formatInstant(judged.start)}`;
  return [{ path: `records.entitlement.${commitment}`, used, semantics: 23 }];
}
