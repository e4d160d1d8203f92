import { type Ratio, subtract, wholeRatio, ZERO } from "../base/ratio.ts";
import { openIntervals } from "../core/calendar.ts";
import { interval } from "../time/interval.ts";
import { type IntervalSet, intersect, single, totalMs } from "../time/interval-set.ts";
import { deemedLength } from "./denominator.ts";
import type { Judged } from "./facts/scope.ts";
import { judgedPeriods, resultId, type Settling } from "./judged-periods.ts";
import type { OutagesPlan } from "./outages-plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/**
 * What a period that still runs will add to the denominator of a result after asOf, as far as the
 * contract tells: its length or its hours; not what records may take out yet, nor users to be
 * counted. 0 for a period that is over.
 */
export function remainingWhole(settling: Settling, id: string): Ratio {
  for (const commitment of settling.plan.commitments) {
    const { measure, units } = commitment;
    if (measure.facts !== "outages") continue;
    for (const { period, judged } of judgedPeriods(commitment, settling)) {
      const unit = units.find((one) => resultId(commitment, one, period) === id);
      if (unit !== undefined) return remaining(measure, unit, judged, settling);
    }
  }
  return ZERO;
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
