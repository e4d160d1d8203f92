import type { Contract } from "../contract.ts";
import { type Calendar, calendarIn, nextOpening } from "../core/calendar.ts";
import { parseCivilDate, startOfDate } from "../time/civil.ts";
import { BEYOND_INSTANT, DAY_MS, type Instant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector } from "./collector.ts";

/** A shift that begins on the last date of a calendar is over by then. */
const lastShiftMs = 2 * DAY_MS;

/**
 * Warns of each calendar of a target that ends before the contract does and never opens again: no
 * clock that reaches its end is ever due (semantics 9), and settling such a ticket is refused.
 *
 * @param end The first instant after the contract.
 */
export function lintCalendars(
  contract: Contract,
  calendars: ReadonlyMap<string, Calendar>,
  place: Zone,
  end: Instant,
  issues: Collector,
): void {
  const ends = endsInside(contract, calendars, end);
  const used = targetCalendars(contract);
  contract.calendars.forEach(({ id }, index) => {
    const calendar = calendars.get(id);
    if (calendar === undefined || !used.has(id)) return;
    const placed = calendarIn(calendar, () => place);
    if (ends.every((at) => nextOpening(placed, at) !== undefined)) return;
    issues.warn(
      "calendar.ends-inside-term",
      ["calendars", index],
      `calendar ${id}, which targets count by, never opens again before the contract ends: clocks that reach its end are never due`,
      "let `effective.until` last as long as the contract, or combine it by `union` with the calendar that follows",
      id,
    );
  });
}

/** Where calendars with an end are over, of those that end before the contract. */
function endsInside(
  contract: Contract,
  calendars: ReadonlyMap<string, Calendar>,
  end: Instant,
): readonly Instant[] {
  return contract.calendars.flatMap(({ id, effective }) => {
    const zone = calendars.get(id)?.zone;
    if (zone === undefined || effective?.until === undefined) return [];
    const until = parseCivilDate(effective.until, []);
    if (!until.ok) return [];
    const at = startOfDate(zone, until.value);
    return at < end ? [Math.min(at + lastShiftMs, BEYOND_INSTANT - 1) as Instant] : [];
  });
}

/** Calendars that rows of times count by, those of clocks that are counted together too. */
function targetCalendars({ commitments }: Contract): ReadonlySet<string> {
  const rows = commitments.flatMap(({ targets, measure }) => {
    const pooled = measure.facts === "cycles" ? (measure.pooledWith ?? []) : [];
    return [...targets, ...pooled.flatMap((one) => one.targets)];
  });
  return new Set(rows.flatMap(({ within }) => within?.calendar ?? []));
}
