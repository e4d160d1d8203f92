import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  civilDateAt,
  daysInMonth,
  formatCivilDate,
  isoWeekOf,
  partsOf,
  startOfDate,
  weekdayOf,
} from "./civil.ts";
import type { Instant } from "./instant.ts";
import type { Interval } from "./interval.ts";
import { knownZone, type Zone } from "./zone.ts";

/** The periods of the civil calendar, in a zone (semantics 4). Weeks are ISO weeks. */
export type PeriodKind =
  | "calendar-month"
  | "calendar-quarter"
  | "calendar-half-year"
  | "calendar-year"
  | "calendar-week"
  | "calendar-day";

/** One period [start, end): the local dates [firstDate, beyondDate) of its zone. Never empty. */
export interface Period {
  readonly kind: PeriodKind;
  /** "2026-10", "2026-Q4", "2026-H2", "2026", "2026-W42" or "2026-10-05". */
  readonly label: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly zone: string;
  readonly firstDate: CivilDate;
  readonly beyondDate: CivilDate;
}

interface Rule {
  readonly shape: RegExp;
  readonly example: string;
  /** The first date of the period that the numbers of a label name, if there is one. */
  readonly first: (year: number, number: number, day: number) => CivilDate | undefined;
  /** The first date of the period that holds the date. */
  readonly firstOf: (date: CivilDate) => CivilDate;
  readonly beyond: (first: CivilDate) => CivilDate;
  readonly label: (first: CivilDate) => string;
}

const rules: { readonly [Kind in PeriodKind]: Rule } = {
  "calendar-month": monthsRule(1, {
    shape: /^(\d{4})-(\d\d)$/,
    example: "2026-10",
    label: (first) => formatCivilDate(first).slice(0, 7),
  }),
  "calendar-quarter": monthsRule(3, {
    shape: /^(\d{4})-Q(\d)$/,
    example: "2026-Q4",
    label: (first) => `${partsOf(first).year}-Q${(partsOf(first).month + 2) / 3}`,
  }),
  "calendar-half-year": monthsRule(6, {
    shape: /^(\d{4})-H(\d)$/,
    example: "2026-H2",
    label: (first) => `${partsOf(first).year}-H${partsOf(first).month === 1 ? 1 : 2}`,
  }),
  "calendar-year": {
    ...monthsRule(12, {
      shape: /^(\d{4})$/,
      example: "2026",
      label: (first) => String(partsOf(first).year),
    }),
    first: (year) => civilDate(year, 1, 1),
  },
  "calendar-week": {
    shape: /^(\d{4})-W(\d\d)$/,
    example: "2026-W42",
    first: firstOfWeek,
    firstOf: mondayOf,
    beyond: (first) => addDays(first, 7),
    label: weekLabel,
  },
  "calendar-day": {
    shape: /^(\d{4})-(\d\d)-(\d\d)$/,
    example: "2026-10-05",
    first: (year, month, day) =>
      1 <= day && day <= daysInMonth(year, month) ? civilDate(year, month, day) : undefined,
    firstOf: (date) => date,
    beyond: (first) => addDays(first, 1),
    label: formatCivilDate,
  },
};

export const periodKinds = Object.keys(rules) as readonly PeriodKind[];

/** The period of that label. A label of another kind is refused with the expected form. */
export function parsePeriod(
  label: string,
  kind: PeriodKind,
  zone: Zone,
  path: Issue["path"],
): Result<Period> {
  const { shape, example, first } = rules[kind];
  const refuse = (code: string, hint: string) => {
    const value = shown(label);
    const message = `cannot use the period ${value} as a ${kind}`;
    return refused([{ code, path, message, hint, value }]);
  };
  const match = shape.exec(label);
  if (match === null) {
    const other = periodKinds.find((known) => rules[known].shape.test(label));
    const found = other === undefined ? "" : `; this is a ${other}`;
    const code = other === undefined ? "period.malformed" : "period.other-kind";
    return refuse(code, `write it like ${example}${found}`);
  }
  const year = Number(match[1]);
  if (year < 1970 || 2200 < year) {
    return refuse("period.out-of-range", "use a period in the years 1970 to 2200");
  }
  const firstDate = first(year, Number(match[2]), Number(match[3]));
  if (firstDate === undefined) {
    return refuse("period.no-such-period", "correct the number; no year or month has that many");
  }
  const period = periodFrom(kind, zone, firstDate);
  if (isSkipped(period)) {
    return refuse("period.skipped", `use another date; the clocks of ${zone.name} leapt over it`);
  }
  return accepted(period);
}

/** The period that holds the instant. Each instant is in one period of a kind and zone. */
export function periodAt(kind: PeriodKind, zone: Zone, at: Instant): Period {
  const period = periodFrom(kind, zone, rules[kind].firstOf(civilDateAt(zone, at)));
  // Where the clock goes back over midnight, the old date is shown again in the new period.
  return at < period.end ? period : nextPeriod(period);
}

export function nextPeriod({ kind, zone, beyondDate }: Period): Period {
  const next = periodFrom(kind, knownZone(zone), beyondDate);
  return isSkipped(next) ? nextPeriod(next) : next;
}

export function previousPeriod({ kind, zone, firstDate }: Period): Period {
  const lastDate = addDays(firstDate, -1);
  const previous = periodFrom(kind, knownZone(zone), rules[kind].firstOf(lastDate));
  return isSkipped(previous) ? previousPeriod(previous) : previous;
}

/** The periods that a statement over the span judges: those whose end is in (start, end]. */
export function periodsEndingIn(kind: PeriodKind, zone: Zone, span: Interval): Period[] {
  const found: Period[] = [];
  let period = periodAt(kind, zone, span.start);
  while (period.end <= span.end) {
    found.push(period);
    period = nextPeriod(period);
  }
  return found;
}

/** The period that still runs when the span ends: it holds its last ms and ends after it. */
export function pendingPeriod(kind: PeriodKind, zone: Zone, span: Interval): Period | undefined {
  const period = periodAt(kind, zone, (span.end - 1) as Instant);
  return period.end > span.end ? period : undefined;
}

function periodFrom(kind: PeriodKind, zone: Zone, firstDate: CivilDate): Period {
  const { label, beyond } = rules[kind];
  const beyondDate = beyond(firstDate);
  const [start, end] = [startOfDate(zone, firstDate), startOfDate(zone, beyondDate)];
  return { kind, label: label(firstDate), start, end, zone: zone.name, firstDate, beyondDate };
}

/** A local date without an instant, as 2011-12-30 in Apia: no period (semantics 3). */
function isSkipped({ start, end }: Period): boolean {
  return start === end;
}

/** Periods of whole months that begin in January. */
function monthsRule(months: number, written: Pick<Rule, "shape" | "example" | "label">): Rule {
  return {
    ...written,
    first: (year, number) =>
      1 <= number && number <= 12 / months
        ? civilDate(year, (number - 1) * months + 1, 1)
        : undefined,
    firstOf: (date) => {
      const { year, month } = partsOf(date);
      return civilDate(year, month - ((month - 1) % months), 1);
    },
    beyond: (first) => addMonths(first, months),
  };
}

function mondayOf(date: CivilDate): CivilDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** Week 1 holds 4 January. A week that belongs to the next year by that rule is not in this one. */
function firstOfWeek(year: number, week: number): CivilDate | undefined {
  const first = addDays(mondayOf(civilDate(year, 1, 4)), 7 * (week - 1));
  const found = isoWeekOf(first);
  return found.year === year && found.week === week ? first : undefined;
}

function weekLabel(first: CivilDate): string {
  const { year, week } = isoWeekOf(first);
  return `${year}-W${String(week).padStart(2, "0")}`;
}
