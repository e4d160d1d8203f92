import { invariant } from "../base/invariant.ts";
import { knownZone } from "../time/zone.ts";
import { type Calendar, calendarIn } from "./calendar.ts";
import { zoneAttributesOf } from "./calendar-source.ts";
import type { ClockTarget, TargetRow } from "./target-rows.ts";

/** Terms of a clock as far as its calendars are concerned. */
interface Rows {
  readonly rows: readonly TargetRow[];
}

interface Family {
  readonly attributes: readonly string[];
  /** By the zones that the attributes name: one compiled calendar for each zone that is met. */
  readonly members: Map<string, Rows>;
}

const families = new WeakMap<Rows, Family>();

/** The attributes of a ticket that name the zones of its calendars (semantics 2), each once. */
export function zoneAttributes(rows: readonly TargetRow[]): readonly string[] {
  const calendars = rows.flatMap(({ target }) => calendarOf(target) ?? []);
  return [...new Set(calendars.flatMap(({ source }) => zoneAttributesOf(source)))];
}

/**
 * The terms with every calendar in the zone that the ticket names; the terms themselves where none
 * depends on it. Tickets of one zone share their calendars.
 *
 * @throws {InvariantError} When the ticket names no zone: the reader of records refuses it.
 */
export function inTicketZones<Terms extends Rows>(
  terms: Terms,
  ticket: { readonly id: string; readonly attributes: Readonly<Record<string, string>> },
): Terms {
  const family = families.get(terms) ?? familyOf(terms);
  if (family.attributes.length === 0) return terms;
  const nameOf = (attribute: string) => {
    const name = ticket.attributes[attribute];
    invariant(name !== undefined, "a ticket names the zone of its calendar", ticket.id);
    return name;
  };
  const key = JSON.stringify(family.attributes.map(nameOf));
  let member = family.members.get(key);
  if (member === undefined) {
    const placed = (calendar: Calendar) => calendarIn(calendar, (name) => knownZone(nameOf(name)));
    const rows = terms.rows.map((row) => ({ ...row, target: withCalendar(row.target, placed) }));
    member = { ...terms, rows };
    family.members.set(key, member);
  }
  return member as Terms;
}

function familyOf(terms: Rows): Family {
  const family: Family = { attributes: zoneAttributes(terms.rows), members: new Map() };
  families.set(terms, family);
  return family;
}

function calendarOf(target: ClockTarget): Calendar | undefined {
  return "calendar" in target ? target.calendar : undefined;
}

function withCalendar(target: ClockTarget, change: (one: Calendar) => Calendar): ClockTarget {
  return "calendar" in target ? { ...target, calendar: change(target.calendar) } : target;
}
