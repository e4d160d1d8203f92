import { addDays, civilDateAt, startOfDate } from "./civil.ts";
import type { Instant } from "./instant.ts";
import type { Zone } from "./zone.ts";

export interface LocalDates {
  /** That lie in the stretch at least in part. */
  readonly begun: number;
  /** That lie in it from their first instant to the first of the next date. */
  readonly whole: number;
}

/**
 * The local dates of the stretch [start, end). A date runs from its first instant to that of the next
 * one, whatever hours it has between them; a date that was skipped has none and is not counted (3).
 */
export function localDates(zone: Zone, start: Instant, end: Instant): LocalDates {
  let [begun, whole] = [0, 0];
  let date = civilDateAt(zone, start);
  for (let from = startOfDate(zone, date); from < end; ) {
    date = addDays(date, 1);
    const until = startOfDate(zone, date);
    if (Math.max(start, from) < Math.min(until, end)) begun += 1;
    if (start <= from && from < until && until <= end) whole += 1;
    from = until;
  }
  return { begun, whole };
}
