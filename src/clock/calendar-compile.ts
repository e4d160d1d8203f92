import { invariant } from "../base/invariant.ts";
import type { Issue } from "../base/result.ts";
import {
  type Calendar,
  calendarBetween,
  calendarIn,
  combineCalendars,
  compileCalendar,
  nextOpening,
  withZoneOf,
} from "../core/calendar.ts";
import type { PlacedCalendar } from "../model/business-calendar.ts";
import { FIRST_INSTANT } from "../time/instant.ts";
import { type Zone, zoneNamed } from "../time/zone.ts";
import { hoursTerms, windowsOf } from "./calendar-hours.ts";
import { type Path, refuse } from "./shape.ts";

/**
 * Calendars whose shape is settled, compiled (semantics 6, 7). What a contract's calendars may not
 * be is refused with the codes of the main entry; a test holds the two against each other. A
 * calendar whose zone is an attribute is left to the ticket that has it.
 */
export function compiledCalendars(
  calendars: readonly PlacedCalendar[],
  pathOf: (index: number) => Path,
  issues: Issue[],
): ReadonlyMap<string, Calendar> {
  const made = new Map<string, Calendar>();
  const members = new Set<string>();
  const open: string[] = [];

  function make(id: string, path: Path): void {
    const index = calendars.findIndex((calendar) => calendar.id === id);
    const terms = calendars[index];
    if (terms === undefined)
      refuse(issues, "contract.unknown-calendar", path, id, "give it among the members");
    else if (open.includes(id))
      refuse(issues, "calendar.cycle", path, id, "name calendars with hours of their own");
    else if (!made.has(id)) {
      open.push(id);
      const calendar = calendarFrom(terms, pathOf(index));
      open.pop();
      const { zone } = terms;
      made.set(id, typeof zone === "string" ? calendar : withZoneOf(calendar, zone.attribute));
    }
  }

  function calendarFrom(terms: PlacedCalendar, path: Path): Calendar {
    checkForm(terms, path, issues);
    const { id, union, intersection, between } = terms;
    const zone = zoneIn(terms);
    if (between !== undefined)
      return calendarBetween({ id, zone, windows: windowsOf(between, path, issues) });
    const names = union ?? intersection;
    if (names === undefined) return compileCalendar({ zone, ...hoursTerms(terms, path, issues) });
    const form = union === undefined ? "intersection" : "union";
    for (const [at, name] of names.entries()) {
      members.add(name);
      make(name, [...path, form, at]);
    }
    // Where one is refused, so is the whole; any other stands in for it.
    const of = names.flatMap((name) => made.get(name) ?? []);
    const none = compileCalendar({ zone, ...hoursTerms({ ...terms, weekly: {} }, path, []) });
    return combineCalendars({
      id,
      zone,
      open: union === undefined ? "all" : "any",
      of: of.length === 0 ? [none] : of,
    });
  }

  for (const [index, { id }] of calendars.entries()) {
    const path = pathOf(index);
    if (calendars.findIndex((other) => other.id === id) < index)
      refuse(issues, "contract.duplicate-name", [...path, "id"], id, "give each an id of its own");
    make(id, path);
  }
  if (issues.length === 0) refuseClosed(calendars, made, members, pathOf, issues);
  return made;
}

/** Of a calendar that is left to tickets any zone will do until then. */
function zoneIn({ zone }: PlacedCalendar): Zone {
  const found = zoneNamed(typeof zone === "string" ? zone : "UTC");
  invariant(found !== undefined, "a zone was checked before it is used", zone);
  return found;
}

/** No due is ever reached under a calendar that never opens (semantics 9). */
function refuseClosed(
  calendars: readonly PlacedCalendar[],
  made: ReadonlyMap<string, Calendar>,
  members: ReadonlySet<string>,
  pathOf: (index: number) => Path,
  issues: Issue[],
): void {
  for (const [index, terms] of calendars.entries()) {
    const calendar = made.get(terms.id);
    // An old version of a calendar may stand in a union: the union is looked at.
    if (calendar === undefined || members.has(terms.id)) continue;
    const opening = nextOpening(
      calendarIn(calendar, () => zoneIn(terms)),
      FIRST_INSTANT,
    );
    if (opening === undefined)
      refuse(issues, "calendar.never-opens", pathOf(index), terms.id, "correct hours and dates");
  }
}

const combining = ["union", "intersection", "between"] as const;
const ownHours = ["weekly", "holidays", "workdays", "breaks", "effective", "holidayShift"] as const;

/** Exactly one way to be open. */
function checkForm(terms: PlacedCalendar, path: Path, issues: Issue[]): void {
  const given = (key: keyof PlacedCalendar) => {
    const value = terms[key];
    return value !== undefined && !(Array.isArray(value) && value.length === 0);
  };
  const [form, ...others] = combining.filter(given);
  if (form === undefined) return;
  for (const key of [...others, ...ownHours.filter(given)])
    refuse(issues, "calendar.form", [...path, key], key, `give it a calendar beside the ${form}`);
}
