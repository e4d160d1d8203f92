import { accepted, type Issue, type Result, refused, shown } from "../base/result.ts";
import {
  addDays,
  type CivilDate,
  civilDateAt,
  daysBefore,
  formatCivilDate,
  startOfDate,
} from "./civil.ts";
import {
  type CalendarPeriod,
  calendarRules,
  type DatedPeriod,
  dateRuleOf,
  monthsOf,
} from "./dated-periods.ts";
import { hourAt } from "./hour-periods.ts";
import type { Instant } from "./instant.ts";
import type { Interval } from "./interval.ts";
import { formatInstant, parseStamp } from "./stamp.ts";
import { knownZone, type Zone } from "./zone.ts";

/** The kinds of period of which each instant is in exactly one (semantics 4). */
export type CyclicPeriod = DatedPeriod | "clock-hour";

/** The kinds that need no record to be known (semantics 4). */
export type PeriodKind =
  | CyclicPeriod
  /** From each instant to the next one of the list, which runs forward. */
  | { readonly instants: readonly Instant[] }
  /** So many local dates, the last one being that on which the settlement period ends. */
  | { readonly rolling: { readonly days: number; readonly until: "period-end" } };

/** One period [start, end) of a zone. Never empty. */
export interface Period {
  readonly kind: PeriodKind;
  /**
   * "2026-10", "2026-Q4", "2026-H2", "2026", "2026-W42", "2026-10-05" in the civil calendar. Else
   * its first date ("2026-10-17"), its first and last date ("2026-10-02..2026-10-31"), or its first
   * instant without colons ("2026-10-05T060000Z").
   */
  readonly label: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly zone: string;
  /** The local dates that it touches: [firstDate, beyondDate). */
  readonly firstDate: CivilDate;
  readonly beyondDate: CivilDate;
}

export const periodKinds = Object.keys(calendarRules) as readonly CalendarPeriod[];

/** The period of that label. A label of another kind is refused with the expected form. */
export function parsePeriod(
  label: string,
  kind: PeriodKind,
  zone: Zone,
  path: Issue["path"],
): Result<Period> {
  const refuse = (code: string, hint: string) => {
    const value = shown(label);
    const message = `cannot use the period ${value} as a ${nameOf(kind)}`;
    return refused([{ code, path, message, hint, value }]);
  };
  if (!isDated(kind)) {
    const found = withLabel(label, kind, zone);
    if (found !== undefined) return accepted(found);
    return refuse("period.no-such-period", `use ${examplesOf(kind)}`);
  }
  const { shape, example, first } = dateRuleOf(kind);
  const match = shape.exec(label);
  if (match === null) {
    const other = periodKinds.find((known) => calendarRules[known].shape.test(label));
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
    return refuse(
      "period.no-such-period",
      typeof kind === "string"
        ? "correct the number; no year or month has that many"
        : `no such period begins then; they are named by their first date, such as ${example}`,
    );
  }
  const period = datedPeriod(kind, zone, firstDate);
  if (isSkipped(period)) {
    return refuse("period.skipped", `use another date; the clocks of ${zone.name} leapt over it`);
  }
  return accepted(period);
}

/** The period that holds the instant. Each instant is in one period of a kind and zone. */
export function periodAt(kind: CyclicPeriod, zone: Zone, at: Instant): Period {
  if (kind === "clock-hour") return hourPeriod(zone, at);
  const period = datedPeriod(kind, zone, dateRuleOf(kind).firstOf(civilDateAt(zone, at)));
  // Where the clock goes back over midnight, the old date is shown again in the new period.
  return at < period.end ? period : followingDates(kind, period);
}

export function nextPeriod(kind: CyclicPeriod, period: Period): Period {
  return kind === "clock-hour"
    ? hourPeriod(knownZone(period.zone), period.end)
    : followingDates(kind, period);
}

export function previousPeriod(kind: CyclicPeriod, period: Period): Period {
  const zone = knownZone(period.zone);
  if (kind === "clock-hour") return hourPeriod(zone, (period.start - 1) as Instant);
  const lastDate = addDays(period.firstDate, -1);
  const previous = datedPeriod(kind, zone, dateRuleOf(kind).firstOf(lastDate));
  return isSkipped(previous) ? previousPeriod(kind, previous) : previous;
}

/** The periods that a statement over the span judges: those whose end is in (start, end]. */
export function periodsEndingIn(kind: PeriodKind, zone: Zone, span: Interval): Period[] {
  if (typeof kind === "object" && "rolling" in kind) return [rollingTo(kind, zone, span.end)];
  if (typeof kind === "object" && "instants" in kind)
    return listed(kind, zone).filter(({ end }) => span.start < end && end <= span.end);
  const found: Period[] = [];
  let period = periodAt(kind, zone, span.start);
  while (period.end <= span.end) {
    found.push(period);
    period = nextPeriod(kind, period);
  }
  return found;
}

/** The period that still runs when the span ends: it holds its last ms and ends after it. */
export function pendingPeriod(kind: PeriodKind, zone: Zone, span: Interval): Period | undefined {
  if (typeof kind === "object" && "rolling" in kind) return undefined;
  const last = (span.end - 1) as Instant;
  const period =
    typeof kind === "object" && "instants" in kind
      ? listed(kind, zone).find(({ start, end }) => start <= last && last < end)
      : periodAt(kind, zone, last);
  return period !== undefined && period.end > span.end ? period : undefined;
}

/** Whole months of a period; those that are cut otherwise hold none. */
export function monthsIn(kind: PeriodKind): number | undefined {
  return isDated(kind) ? monthsOf(kind) : undefined;
}

/** Whether one follows another without end, so that each has one before it and one after it. */
export function isCyclic(kind: PeriodKind): kind is CyclicPeriod {
  return typeof kind === "string" || !("rolling" in kind || "instants" in kind);
}

function isDated(kind: PeriodKind): kind is DatedPeriod {
  return kind !== "clock-hour" && isCyclic(kind);
}

function nameOf(kind: PeriodKind): string {
  return typeof kind === "string" ? kind : `period of the kind ${Object.keys(kind).join()}`;
}

type Undated = Exclude<PeriodKind, DatedPeriod>;

function withLabel(label: string, kind: Undated, zone: Zone): Period | undefined {
  if (typeof kind === "object")
    return "instants" in kind ? listed(kind, zone).find((one) => one.label === label) : undefined;
  const [, date, hour, minute, second] =
    /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(label) ?? [];
  const stamp = parseStamp(`${date}T${hour}:${minute}:${second}Z`, []);
  const found = stamp.ok ? hourPeriod(zone, stamp.value) : undefined;
  return found?.label === label ? found : undefined;
}

function examplesOf(kind: Undated): string {
  if (kind === "clock-hour") return "the start of an hour of the clock, such as 2026-10-05T060000Z";
  if ("rolling" in kind) return "a settlement period: a rolling one has no label";
  const labels = kind.instants.slice(0, -1).map(labelOf);
  return labels.length <= 3 ? labels.join(" or ") : `${labels.slice(0, 3).join(", ")} …`;
}

/** RFC 3339 without colons, which part names elsewhere: "2026-10-05T060000Z". */
function labelOf(start: Instant): string {
  return formatInstant(start).replaceAll(":", "");
}

function datedPeriod(kind: DatedPeriod, zone: Zone, firstDate: CivilDate): Period {
  const { label, beyond } = dateRuleOf(kind);
  const beyondDate = beyond(firstDate);
  const [start, end] = [startOfDate(zone, firstDate), startOfDate(zone, beyondDate)];
  return { kind, label: label(firstDate), start, end, zone: zone.name, firstDate, beyondDate };
}

function followingDates(kind: DatedPeriod, { zone, beyondDate }: Period): Period {
  const next = datedPeriod(kind, knownZone(zone), beyondDate);
  return isSkipped(next) ? followingDates(kind, next) : next;
}

/** A local date without an instant, as 2011-12-30 in Apia: no period (semantics 3). */
function isSkipped({ start, end }: Period): boolean {
  return start === end;
}

function hourPeriod(zone: Zone, at: Instant): Period {
  return between("clock-hour", zone, hourAt(zone, at));
}

function listed(kind: Extract<PeriodKind, { instants: unknown }>, zone: Zone): Period[] {
  const { instants } = kind;
  return instants
    .slice(1)
    .map((end, index) => between(kind, zone, { start: instants[index] as Instant, end }));
}

function between(
  kind: PeriodKind,
  zone: Zone,
  { start, end }: { readonly start: Instant; readonly end: Instant },
): Period {
  const firstDate = civilDateAt(zone, start);
  const beyondDate = addDays(civilDateAt(zone, (end - 1) as Instant), 1);
  return { kind, label: labelOf(start), start, end, zone: zone.name, firstDate, beyondDate };
}

/** Back by local dates from the end: the same wall clock, so many dates earlier (8). */
function rollingTo(
  kind: Extract<PeriodKind, { rolling: unknown }>,
  zone: Zone,
  end: Instant,
): Period {
  const start = daysBefore(zone, end, kind.rolling.days);
  const span = between(kind, zone, { start, end });
  const [first, last] = [span.firstDate, addDays(span.beyondDate, -1)].map(formatCivilDate);
  return { ...span, label: `${first}..${last}` };
}
