import { exactText } from "../base/ratio.ts";
import { type Availability, isFull } from "../core/availability.ts";
import { lengthIn, type SetMeasure, setMeasure } from "../core/set-measure.ts";
import type { BreakdownBy, BreakdownRow } from "../model/breakdown.ts";
import type { LedgerClass } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { nextPeriod, type Period, periodAt } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { knownZone } from "../time/zone.ts";
import type { Judged } from "./facts/scope.ts";

const kinds = {
  day: "calendar-day",
  week: "calendar-week",
  month: "calendar-month",
} as const satisfies { readonly [By in BreakdownBy]: Period["kind"] };

type Named = Omit<LedgerClass, "ms">;

/** The ledger of a result in slices of the contract's calendar: each class of time in each slice (27). */
export function slicedLedger(
  time: Availability,
  by: BreakdownBy,
  { start, end, period }: Judged,
): BreakdownRow[] {
  const classes = classesOf(time);
  const rows: BreakdownRow[] = [];
  let slice = periodAt(kinds[by], knownZone(period.zone), start);
  for (; slice.start < end; slice = nextPeriod(kinds[by], slice)) {
    const from = Math.max(slice.start, start) as Instant;
    const until = Math.min(slice.end, end) as Instant;
    rows.push({
      label: slice.label,
      from: formatInstant(from),
      until: formatInstant(until),
      elapsedMs: String(until - from),
      classes: withUp(until - from, classes, from, until),
    });
  }
  return rows;
}

function withUp(
  elapsedMs: number,
  classes: readonly (readonly [Named, SetMeasure])[],
  from: Instant,
  until: Instant,
): LedgerClass[] {
  const found = classes
    .map(([named, measure]) => ({ ...named, ms: lengthIn(measure, from, until) }))
    .filter(({ ms }) => ms > 0);
  const upMs = found.reduce((left, { ms }) => left - ms, elapsedMs);
  return [{ class: "up" as const, ms: upMs }, ...found]
    .filter(({ ms }) => ms > 0)
    .map((one) => ({ ...one, ms: String(one.ms) }));
}

/** Every class but `up`, which is the rest; in the order of a ledger. */
function classesOf(time: Availability): readonly (readonly [Named, SetMeasure])[] {
  const degraded = time.counted.filter(({ weight }) => !isFull(weight));
  const full = time.counted.filter(({ weight }) => isFull(weight));
  return [
    ...degraded.map(
      ({ weight, set }) =>
        [{ class: "degraded", weight: exactText(weight) }, setMeasure(set)] as const,
    ),
    ...full.map(({ set }) => [{ class: "down" }, setMeasure(set)] as const),
    [{ class: "too-short" }, setMeasure(time.tooShort)],
    ...time.excludedShares.map(
      ({ rule, removes, state, set }) =>
        [{ class: "excluded", rule, removes, state }, setMeasure(set)] as const,
    ),
    [{ class: "unknown" }, setMeasure(time.unknown)],
    [{ class: "out-of-hours" }, setMeasure(time.outOfHours)],
    [{ class: "inactive" }, setMeasure(time.inactive)],
  ];
}
