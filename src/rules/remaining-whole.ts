import { multiply, type Ratio, subtract, wholeRatio, ZERO } from "../base/ratio.ts";
import { openIntervals } from "../core/calendar.ts";
import { interval } from "../time/interval.ts";
import { type IntervalSet, intersect, single, totalMs } from "../time/interval-set.ts";
import { deemedLength } from "./denominator.ts";
import type { Judged } from "./facts/scope.ts";
import { judgedPeriods, resultId, type Settling } from "./judged-periods.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** A result of outages as its contract has it. */
export interface JudgedAs {
  readonly measure: OutagesPlan;
  /** Undefined: judged alone, not as a mean (20). */
  readonly earlierPeriods: number | undefined;
  readonly unit: ScopeUnit;
  readonly judged: Judged;
}

/** Undefined for what is no result of outages in this settlement. */
export function judgedAs(settling: Settling, id: string): JudgedAs | undefined {
  for (const commitment of settling.plan.commitments) {
    const { measure, units, earlierPeriods } = commitment;
    if (measure.facts !== "outages") continue;
    for (const { period, judged } of judgedPeriods(commitment, settling)) {
      const unit = units.find((one) => resultId(commitment, one, period) === id);
      if (unit !== undefined) return { measure, earlierPeriods, unit, judged };
    }
  }
  return undefined;
}

/**
 * What a period that still runs will add to the denominator of a result after asOf, as far as the
 * contract tells: its length or its hours, of members that are added up once for each; not what
 * records may take out yet, nor users to be counted. 0 for a period that is over.
 */
export function remainingWhole({ measure, unit, judged }: JudgedAs, settling: Settling): Ratio {
  const ofOne = remaining(measure, unit, judged, settling);
  return isAddedUp(unit) ? multiply(ofOne, wholeRatio(unit.members.length)) : ofOne;
}

/** Whether a length of time is the sum of those of the members; a sum of shortfalls is none. */
function isAddedUp({ combine: { by } }: ScopeUnit): boolean {
  return by === "pooled" || by === "mean-of-percentages";
}

function remaining(plan: OutagesPlan, unit: ScopeUnit, judged: Judged, settling: Settling): Ratio {
  const { end, beyond } = judged;
  const { denominator, partialPeriod, hours } = plan;
  if (end === beyond || denominator.by === "users") return ZERO;
  const now = deemedLength(denominator, partialPeriod, judged);
  const full = deemedLength(denominator, partialPeriod, { ...judged, end: beyond });
  if (now !== undefined && full !== undefined) return subtract(full.ms, now.ms);
  const rest = single(end, beyond);
  const open =
    hours === undefined ? rest : intersect(rest, openIntervals(hours, interval(end, beyond)));
  const takesUnused = partialPeriod === "undeployed-is-available";
  const active = takesUnused ? undefined : activeOf(unit, settling);
  return wholeRatio(totalMs(active === undefined ? open : intersect(open, active)));
}

/** Of one service the time in which it is in use; of several their use is not foretold. */
function activeOf({ services }: ScopeUnit, { plan }: Settling): IntervalSet | undefined {
  const [service = "", other] = services;
  return other === undefined ? plan.services.get(service)?.active : undefined;
}
