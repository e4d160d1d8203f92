import type { Calendar } from "../core/calendar.ts";
import { zoneAttributesOf } from "../core/calendar-source.ts";
import type { Collector, Path } from "./collector.ts";

/**
 * A calendar by its name, for what has no ticket whose attributes could tell its zone (2).
 *
 * @param words The code of the issue, and who "has" no zone: "work has".
 * @returns Undefined for what is refused.
 */
export function zonedCalendar(
  name: string,
  path: Path,
  {
    calendars,
    issues,
  }: { readonly calendars: ReadonlyMap<string, Calendar>; readonly issues: Collector },
  { code, has }: { readonly code: string; readonly has: string },
): Calendar | undefined {
  const calendar = issues.find("calendar", name, calendars, path);
  const [attribute] = calendar === undefined ? [] : zoneAttributesOf(calendar.source);
  if (attribute === undefined) return calendar;
  issues.refuse(
    code,
    path,
    `calendar ${name} takes its zone from an attribute of a ticket, and ${has} none`,
    `give the contract attributes: { ${attribute}: Europe/Berlin }, or name a calendar with a zone`,
    name,
  );
  return undefined;
}
