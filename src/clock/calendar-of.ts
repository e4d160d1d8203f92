import { type Issue, RefusedError } from "../base/result.ts";
import type { BusinessCalendar } from "../model/business-calendar.ts";
import { contractCalendars } from "./calendar-shape.ts";
import { type CalendarContract, calendarsBelow } from "./calendars-below.ts";
import { isGroup, refuse, throwIssues } from "./shape.ts";

/**
 * A calendar of a parsed contract as plain JSON, with its zone and the calendars that it is made of.
 *
 * @throws {RefusedError} `contract.unknown-calendar` when the contract declares none of that id.
 * @example
 * businessTime(calendarOf(contract, "office")).isBusinessDay("2026-10-10"); // => true
 */
export function calendarOf(contract: CalendarContract, id: string): BusinessCalendar {
  const issues: Issue[] = [];
  contractCalendars(isGroup(contract) ? contract.terms : undefined, ["contract", "terms"], issues);
  throwIssues(issues);
  const list = calendarsBelow(contract, [id]);
  const own = list.find((one) => one.id === id);
  const members = list.filter((one) => one.id !== id);
  if (own !== undefined) return members.length === 0 ? own : { ...own, members };
  const names = contract.terms.calendars.map((one) => one.id).join(", ");
  refuse(issues, "contract.unknown-calendar", ["id"], id, `declared: ${names}`);
  throw new RefusedError(issues);
}
