import { exactText } from "../base/ratio.ts";
import { type DividedTime, isFull } from "../core/availability.ts";
import { lengthIn, type SetMeasure, setMeasure } from "../core/set-measure.ts";
import type { BreakdownBy, BreakdownRow } from "../model/breakdown.ts";
import type { LedgerClass } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { type Interval, interval } from "../time/interval.ts";
import { type IntervalSet, isEmpty } from "../time/interval-set.ts";
import { nextPeriod, type Period, periodAt } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { knownZone } from "../time/zone.ts";
import type { Adjustment } from "./facts/outage-account.ts";
import type { Judged } from "./facts/scope.ts";

const kinds = {
  day: "calendar-day",
  week: "calendar-week",
  month: "calendar-month",
} as const satisfies { readonly [By in BreakdownBy]: Period["kind"] };

type Named = Omit<LedgerClass, "ms">;

/** A slice of a judged stretch, and what every row of it says. */
export interface Slice {
  readonly span: Interval;
  readonly head: Omit<BreakdownRow, "classes" | "adjustments">;
}

/** The days, weeks or months of the contract's calendar in a judged stretch, clipped to it. */
export function slicesOf(by: BreakdownBy, { start, end, period }: Judged): readonly Slice[] {
  const slices: Slice[] = [];
  let slice = periodAt(kinds[by], knownZone(period.zone), start);
  for (; slice.start < end; slice = nextPeriod(kinds[by], slice)) {
    const from = Math.max(slice.start, start) as Instant;
    const until = Math.min(slice.end, end) as Instant;
    slices.push({
      span: interval(from, until),
      head: {
        label: slice.label,
        from: formatInstant(from),
        until: formatInstant(until),
        elapsedMs: String(until - from),
      },
    });
  }
  return slices;
}

/** The ledger of a result in slices: each class of time, and each adjustment, in each of them (27). */
export function slicedLedger(
  time: DividedTime,
  slices: readonly Slice[],
  adjustments: readonly (readonly Adjustment[])[],
): BreakdownRow[] {
  const classes = classesOf(time);
  return slices.map(({ span: { start, end }, head: { label, from, until, elapsedMs } }, at) => ({
    label,
    from,
    until,
    elapsedMs,
    classes: withUp(end - start, classes, start, end),
    ...adjustedBy(adjustments[at] as readonly Adjustment[]),
  }));
}

function adjustedBy(own: readonly Adjustment[]): Pick<BreakdownRow, "adjustments"> {
  if (own.length === 0) return {};
  return { adjustments: own.map(({ of, why, ms }) => ({ of, why, ms: exactText(ms) })) };
}

function withUp(
  elapsedMs: number,
  classes: readonly (readonly [Named, SetMeasure])[],
  from: Instant,
  until: Instant,
): LedgerClass[] {
  const found: LedgerClass[] = [];
  let upMs = elapsedMs;
  for (const [named, measure] of classes) {
    const ms = lengthIn(measure, from, until);
    upMs -= ms;
    if (ms > 0) found.push({ ...named, ms: String(ms) });
  }
  return upMs > 0 ? [{ class: "up", ms: String(upMs) }, ...found] : found;
}

/** Every class but `up`, which is the rest; in the order of a ledger. */
function classesOf(time: DividedTime): readonly (readonly [Named, SetMeasure])[] {
  return setsOf(time).flatMap(([named, set]) => (isEmpty(set) ? [] : [[named, setMeasure(set)]]));
}

function setsOf(time: DividedTime): readonly (readonly [Named, IntervalSet])[] {
  const degraded = time.counted.filter(({ weight }) => !isFull(weight));
  const full = time.counted.filter(({ weight }) => isFull(weight));
  return [
    ...degraded.map(
      ({ weight, set }) => [{ class: "degraded", weight: exactText(weight) }, set] as const,
    ),
    ...full.map(({ set }) => [{ class: "down" }, set] as const),
    [{ class: "too-short" }, time.tooShort],
    ...time.excludedShares.map(
      ({ rule, removes, state, set }) =>
        [{ class: "excluded", rule, removes, state }, set] as const,
    ),
    [{ class: "unknown" }, time.unknown],
    [{ class: "out-of-hours" }, time.outOfHours],
    [{ class: "inactive" }, time.inactive],
  ];
}
