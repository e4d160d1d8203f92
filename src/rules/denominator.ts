import { divide, multiply, type Ratio, wholeRatio } from "../base/ratio.ts";
import { addMonths, civilDateAt, daysInMonth, partsOf } from "../time/civil.ts";
import { DAY_MS, type Instant } from "../time/instant.ts";
import { knownZone } from "../time/zone.ts";
import type { Judged } from "./facts/scope.ts";
import type { DenominatorPlan, PartialPeriod } from "./outages-plan.ts";

/** How long a period is taken to be, in place of its elapsed time (4, 5). */

/** A length in place of another one, and the words for it. */
export interface DeemedLength {
  readonly why: string;
  readonly ms: Ratio;
}

/**
 * The length of the judged stretch by the contract's denominator; undefined where that is its
 * elapsed time. Of a period that is judged in part, by the term or by asOf, it is that part: so much
 * of the whole as the elapsed time is. Days of 1,440 minutes are counted by the calendar.
 */
export function deemedLength(
  denominator: DenominatorPlan,
  partialPeriod: PartialPeriod,
  judged: Judged,
): DeemedLength | undefined {
  const { period } = judged;
  const isWhole = takesWhole(partialPeriod);
  const base = isWhole ? period : { start: judged.start, end: judged.beyond };
  // A period that still runs is measured up to asOf.
  const end = judged.end === judged.beyond ? base.end : judged.end;
  const shareOf = (length: number): Ratio =>
    divide(wholeRatio(end - base.start), wholeRatio(length));
  const ofPeriod = (ms: number, why: string): DeemedLength => ({
    why,
    ms: multiply(wholeRatio(ms), shareOf(period.end - period.start)),
  });
  switch (denominator.by) {
    case "elapsed":
    case "active":
    case "at-least-active":
    case "users":
      return isWhole ? { why: "the whole period", ms: wholeRatio(end - base.start) } : undefined;
    case "days-x-1440": {
      const ms = datesIn(base.start, base.end, judged) * DAY_MS;
      const share = shareOf(base.end - base.start);
      return { why: "days of 1440 minutes", ms: multiply(wholeRatio(ms), share) };
    }
    case "fixed":
      return ofPeriod(denominator.ms, `${denominator.ms / 60_000} minutes a period`);
    case "deemed-days": {
      const { days } = denominator;
      return ofPeriod(monthsOf(judged).length * days * DAY_MS, `${days} days a month`);
    }
    case "deemed-months": {
      const lengths = monthsOf(judged).map((days) => denominator.ms.get(days) as number);
      return ofPeriod(
        lengths.reduce((sum, ms) => sum + ms, 0),
        "deemed minutes of the month",
      );
    }
  }
}

/** Whether the denominator is that of the whole period, however little of it is judged. */
export function takesWhole(partialPeriod: PartialPeriod): boolean {
  return partialPeriod === "whole-denominator" || partialPeriod === "outages-while-active";
}

function datesIn(start: Instant, end: Instant, { period }: Judged): number {
  const zone = knownZone(period.zone);
  return civilDateAt(zone, (end - 1) as Instant) + 1 - civilDateAt(zone, start);
}

/** The real lengths in days of the calendar months of the period. */
function monthsOf({ period }: Judged): readonly number[] {
  const lengths: number[] = [];
  for (let date = period.firstDate; date < period.beyondDate; date = addMonths(date, 1)) {
    const { year, month } = partsOf(date);
    lengths.push(daysInMonth(year, month));
  }
  return lengths;
}
