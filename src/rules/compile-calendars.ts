import {
  type Calendar,
  calendarBetween,
  calendarIn,
  combineCalendars,
  compileCalendar,
  nextOpening,
  withZoneOf,
} from "../core/calendar.ts";
import type { CalendarInput } from "../schema/calendars.ts";
import { FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { type Zone, zone } from "../time/zone.ts";
import { effectiveOf, holidaysOf, workdaysOf } from "./calendar-dates.ts";
import { breaksOf, weeklyHours, windowsOf } from "./calendar-hours.ts";
import { lintCalendar } from "./calendar-lint.ts";
import type { Collector, Path } from "./collector.ts";

/** What calendars need to know of their contract. */
export interface CalendarContext {
  readonly calendars: readonly CalendarInput[];
  /** The contract's: of calendars without one of their own. */
  readonly zone: Zone;
  /** The customer's attributes, of which one may name a zone (semantics 2). */
  readonly attributes: Readonly<Record<string, string>>;
  /** The contract begins: each calendar opens at some time from then on. Undefined where unknown. */
  readonly start: Instant | undefined;
}

/** Compiles the contract's calendars once (semantics 6, 7). */
export function compileCalendars(
  context: CalendarContext,
  issues: Collector,
): ReadonlyMap<string, Calendar> {
  return new Compilation(context, issues).all();
}

const combining = ["union", "intersection", "between"] as const;
const ownHours = ["weekly", "holidays", "workdays", "breaks", "effective", "holidayShift"] as const;

interface Placing {
  /** Of one that was refused the contract's: who names the calendar is not told that there is none. */
  readonly place: Zone;
  readonly attribute?: string;
}

/** One walk over the list: a calendar is compiled when it is reached or first named by another. */
class Compilation {
  private readonly context: CalendarContext;
  private readonly issues: Collector;
  private readonly places = new Map<string, number>();
  private readonly made = new Map<number, Calendar>();
  private readonly members = new Set<string>();

  constructor(context: CalendarContext, issues: Collector) {
    this.context = context;
    this.issues = issues;
    context.calendars.forEach(({ id }, index) => {
      if (!this.places.has(id)) this.places.set(id, index);
    });
  }

  all(): ReadonlyMap<string, Calendar> {
    const problems = this.issues.issues.length;
    const compiled = new Map<string, Calendar>();
    this.context.calendars.forEach((input, index) => {
      compiled.set(input.id, this.made.get(index) ?? this.make(input, index, []));
    });
    if (this.issues.issues.length === problems) this.refuseClosed();
    return compiled;
  }

  private make(input: CalendarInput, index: number, above: readonly string[]): Calendar {
    const path = ["calendars", index];
    this.checkForm(input, path);
    const { place, attribute } = this.zoneOf(input, path);
    const names = input.union ?? input.intersection;
    const made =
      names !== undefined
        ? this.combined(input, names, path, place, above)
        : input.between !== undefined
          ? this.between(input, path, place)
          : this.ofHours(input, path, place);
    const calendar = attribute === undefined ? made : withZoneOf(made, attribute);
    this.made.set(index, calendar);
    return calendar;
  }

  /** Exactly one way to be open. */
  private checkForm(input: CalendarInput, path: Path): void {
    const given = combining.filter((key) => input[key] !== undefined);
    const [form, ...others] = given;
    if (form === undefined) return;
    const beside = ownHours.filter((key) => {
      const value = input[key];
      return value !== undefined && !(Array.isArray(value) && value.length === 0);
    });
    for (const key of [...others, ...beside]) {
      this.issues.refuse(
        "calendar.form",
        [...path, key],
        `\`${key}\` beside \`${form}\``,
        `give a calendar with \`${key}\` an id of its own, and combine the two by union or intersection`,
      );
    }
  }

  /** Its zone; or the attribute of each ticket that will name it, where the customer has none. */
  private zoneOf({ zone: named }: CalendarInput, path: Path): Placing {
    const { attributes, zone: contractZone } = this.context;
    if (named === undefined) return { place: contractZone };
    if (typeof named === "string") return this.placed(named, [...path, "zone"]);
    const { attribute } = named;
    const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (value !== undefined) return this.placed(value, ["attributes", attribute]);
    this.issues.warn(
      "calendar.zone-attribute",
      [...path, "zone", "attribute"],
      `the customer has no attribute "${attribute}": each ticket names the zone in its own`,
      `where the customer has one zone, give attributes: { ${attribute}: Europe/Berlin }`,
      attribute,
    );
    return { place: contractZone, attribute };
  }

  private placed(name: string, path: Path): Placing {
    return { place: this.issues.take(zone(name, path)) ?? this.context.zone };
  }

  private ofHours(input: CalendarInput, path: Path, place: Zone): Calendar {
    const { issues } = this;
    const weekly = weeklyHours(input, path, issues);
    const holidays = holidaysOf(input, path, issues);
    const workdays = workdaysOf(input, path, issues);
    const breaks = breaksOf(input, path, issues);
    if (weekly.every((day) => day.length === 0) && workdays.length === 0) {
      issues.refuse(
        "calendar.empty",
        path,
        `calendar ${input.id} is never open`,
        'give hours: weekly: { mon-fri: ["09:00-18:00"] }',
        input.id,
      );
    }
    lintCalendar(input, { weekly, holidays }, path, issues);
    const effective = effectiveOf(input, path, issues);
    return compileCalendar({
      id: input.id,
      zone: place,
      weekly,
      holidays: holidays.whole,
      partialHolidays: holidays.partial,
      workdays,
      breaks,
      holidayShift: input.holidayShift ?? "whole",
      ...effective,
    });
  }

  private between(input: CalendarInput, path: Path, place: Zone) {
    const windows = windowsOf(input, path, this.issues);
    return calendarBetween({ id: input.id, zone: place, windows });
  }

  private combined(
    input: CalendarInput,
    names: readonly string[],
    path: Path,
    place: Zone,
    above: readonly string[],
  ): Calendar {
    const form = input.union === undefined ? "intersection" : "union";
    const line = [...above, input.id];
    const of = names.flatMap((name, at) => {
      const found = this.member(name, [...path, form, at], line);
      return found === undefined ? [] : [found];
    });
    // Each of its names was refused.
    if (of.length === 0) return calendarBetween({ id: input.id, zone: place, windows: [] });
    const open = form === "union" ? "any" : "all";
    return combineCalendars({ id: input.id, zone: place, open, of });
  }

  private member(name: string, path: Path, above: readonly string[]): Calendar | undefined {
    this.members.add(name);
    const index = this.issues.find("calendar", name, this.places, path);
    const input = index === undefined ? undefined : this.context.calendars[index];
    if (index === undefined || input === undefined) return undefined;
    if (above.includes(name)) {
      this.issues.refuse(
        "calendar.cycle",
        path,
        `a calendar is made of itself: ${[...above.slice(above.indexOf(name)), name].join(" of ")}`,
        "name calendars with hours of their own",
        name,
      );
      return undefined;
    }
    return this.made.get(index) ?? this.make(input, index, above);
  }

  /** No due is ever reached under a calendar that never opens again (semantics 9). */
  private refuseClosed(): void {
    const start = this.context.start ?? FIRST_INSTANT;
    for (const [index, calendar] of this.made) {
      // An old version of a calendar may stand in a union: the union is looked at.
      if (this.members.has(calendar.id)) continue;
      // Any zone will do to see whether it ever opens.
      const placed = calendarIn(calendar, () => this.context.zone);
      if (nextOpening(placed, start) !== undefined) continue;
      this.issues.refuse(
        "calendar.never-opens",
        ["calendars", index],
        `calendar ${calendar.id} is not open at any time from the contract's beginning on`,
        "correct its hours and dates, or what it is combined of",
        calendar.id,
      );
    }
  }
}
