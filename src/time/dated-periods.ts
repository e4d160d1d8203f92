import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  daysInMonth,
  formatCivilDate,
  partsOf,
  weekdayOf,
} from "./civil.ts";
import { isoWeekOf } from "./iso-week.ts";

/** The periods of the civil calendar (semantics 4). Weeks are ISO weeks. */
export type CalendarPeriod =
  | "calendar-month"
  | "calendar-quarter"
  | "calendar-half-year"
  | "calendar-year"
  | "calendar-week"
  | "calendar-day";

export type FiscalLength = "month" | "quarter" | "half-year" | "year";

/** Periods that are made of whole local dates, each date in exactly one of them. */
export type DatedPeriod =
  | CalendarPeriod
  /** Months, quarters, half-years or years of a year that begins in `firstMonth`. */
  | { readonly fiscal: { readonly firstMonth: number; readonly length: FiscalLength } }
  /** From the anchor day of each month, or its last day where it has none: never chained. */
  | { readonly billingCycle: { readonly anchorDay: number } }
  /** So many months each, counted from one date, clamped from that date: never chained. */
  | { readonly anniversary: { readonly from: CivilDate; readonly months: number } };

/** How the periods of one kind are cut and named. */
export interface DateRule {
  readonly shape: RegExp;
  readonly example: string;
  /** The first date of the period that the numbers of a label name, if there is one. */
  readonly first: (year: number, number: number, day: number) => CivilDate | undefined;
  /** The first date of the period that holds the date. */
  readonly firstOf: (date: CivilDate) => CivilDate;
  readonly beyond: (first: CivilDate) => CivilDate;
  readonly label: (first: CivilDate) => string;
}

export const calendarRules: { readonly [Kind in CalendarPeriod]: DateRule } = {
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

const fiscalMonths: { readonly [Length in FiscalLength]: number } = {
  month: 1,
  quarter: 3,
  "half-year": 6,
  year: 12,
};

/** Whole months of a period; weeks and days hold none. */
export function monthsOf(kind: DatedPeriod): number | undefined {
  if (typeof kind === "object") {
    if ("fiscal" in kind) return fiscalMonths[kind.fiscal.length];
    return "billingCycle" in kind ? 1 : kind.anniversary.months;
  }
  switch (kind) {
    case "calendar-month":
      return 1;
    case "calendar-quarter":
      return 3;
    case "calendar-half-year":
      return 6;
    case "calendar-year":
      return 12;
    case "calendar-week":
    case "calendar-day":
      return undefined;
  }
}

export function dateRuleOf(kind: DatedPeriod): DateRule {
  if (typeof kind === "string") return calendarRules[kind];
  if ("fiscal" in kind) {
    const { firstMonth, length } = kind.fiscal;
    const months = fiscalMonths[length];
    return startsRule(
      (index) => monthStart(index * months + firstMonth - 1, 1),
      (date) => Math.floor((monthIndex(date) - firstMonth + 1) / months),
    );
  }
  if ("billingCycle" in kind) {
    const { anchorDay } = kind.billingCycle;
    return startsRule((index) => monthStart(index, anchorDay), monthIndex);
  }
  const { from, months } = kind.anniversary;
  return startsRule(
    (index) => addMonths(from, index * months),
    (date) => Math.floor((monthIndex(date) - monthIndex(from)) / months),
  );
}

/**
 * Periods that begin on a date of their own and are named by it: "2026-10-17". "2026-10" names the
 * one that begins in that month.
 *
 * @param start The first date of the period of that number.
 * @param guess The number of the period that holds the date, or of the next one.
 */
function startsRule(
  start: (index: number) => CivilDate,
  guess: (date: CivilDate) => number,
): DateRule {
  const indexOf = (date: CivilDate) => (start(guess(date)) <= date ? guess(date) : guess(date) - 1);
  const firstOf = (date: CivilDate) => start(indexOf(date));
  return {
    shape: /^(\d{4})-(\d\d)(?:-(\d\d))?$/,
    example: formatCivilDate(firstOf(civilDate(2026, 10, 31))),
    first: (year, month, day) => {
      const length = daysInMonth(year, month);
      const last = Number.isNaN(day) ? length : day;
      if (last < 1 || length < last) return undefined;
      const named = civilDate(year, month, last);
      const first = firstOf(named);
      const isMeant = Number.isNaN(day) ? monthIndex(first) === monthIndex(named) : first === named;
      return isMeant ? first : undefined;
    },
    firstOf,
    beyond: (first) => start(indexOf(first) + 1),
    label: formatCivilDate,
  };
}

/** Months since year 0, January being a multiple of twelve. */
function monthIndex(date: CivilDate): number {
  const { year, month } = partsOf(date);
  return year * 12 + month - 1;
}

/** The day of a month, or the last one of a month that is shorter. */
function monthStart(index: number, day: number): CivilDate {
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return civilDate(year, month, Math.min(day, daysInMonth(year, month)));
}

/** Periods of whole months that begin in January. */
function monthsRule(
  months: number,
  written: Pick<DateRule, "shape" | "example" | "label">,
): DateRule {
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
