import { present } from "../base/invariant.ts";
import { type Calendar, calendarIn, nextClosing } from "../core/calendar.ts";
import { parseDayRange } from "../core/day-range.ts";
import type { ClockTarget } from "../core/ticket-clock.ts";
import type { Within } from "../schema/targets.ts";
import { parseDuration } from "../time/duration.ts";
import { FIRST_INSTANT } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { monthsOf } from "./months.ts";

/** Rows of times that a clock is held against (8, 9). */

const monthsMax = 120;
/** Ten years. */
export const DAYS_MAX = 3660;

export interface WithinContext {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly zone: Zone;
  readonly issues: Collector;
}

/** The target of one row; undefined when something in it was refused. */
export function clockTarget(
  within: Within,
  path: Path,
  context: WithinContext,
): ClockTarget | undefined {
  const { issues, zone } = context;
  const strict = within.met === "less-than";
  if (within.elapsed !== undefined) {
    const ms = issues.take(parseDuration(within.elapsed, [...path, "elapsed"]));
    return ms === undefined ? undefined : { kind: "elapsed", ms, strict };
  }
  if (within.agreed !== undefined) return { kind: "agreed", strict };
  const { months, days } = within;
  if (days !== undefined) {
    const by = cutOffOf(within.by, [...path, "by"], issues);
    const isLong = tooLong(days, DAYS_MAX, [...path, "days"], issues);
    if (isLong || by === undefined) return undefined;
    return { kind: "days", n: days, zone, by, endOfMonth: "clamp", strict };
  }
  if (months !== undefined) {
    const { n, endOfMonth } = monthsOf(months);
    return tooLong(n, monthsMax, [...path, "months"], issues)
      ? undefined
      : { kind: "months", n, zone, by: "same-time", endOfMonth, strict };
  }
  return openTarget(within, strict, path, context);
}

/** Least notice of nothing and no absence at all are promises; a time of nothing is hardly one (9). */
export function warnZero(
  { elapsed, business }: Within,
  target: ClockTarget,
  path: Path,
  issues: Collector,
): void {
  if (!("ms" in target) || target.ms > 0) return;
  issues.warn(
    "within.zero",
    [...path, target.kind],
    "the target is no time at all: what is not done at once is late",
    "write the time that is promised, such as PT4H",
    elapsed ?? business,
  );
}

/** Business time, business days and whole windows: what needs a calendar. */
function openTarget(
  within: Within,
  strict: boolean,
  path: Path,
  { calendars, zone, issues }: WithinContext,
): ClockTarget | undefined {
  const name = present(within.calendar, "the schema asks for a calendar here");
  const calendar = issues.find("calendar", name, calendars, [...path, "calendar"]);
  if (within.business !== undefined) {
    const ms = issues.take(parseDuration(within.business, [...path, "business"]));
    return ms === undefined || calendar === undefined
      ? undefined
      : { kind: "business", ms, calendar, strict };
  }
  const { businessWindows, businessDays } = within;
  if (businessWindows !== undefined) {
    const isLong = tooLong(businessWindows, DAYS_MAX, [...path, "businessWindows"], issues);
    if (isLong || calendar === undefined) return undefined;
    checkCloses(calendar, zone, [...path, "businessWindows"], issues);
    return { kind: "business-windows", n: businessWindows, calendar, strict };
  }
  const by = cutOffOf(within.by, [...path, "by"], issues);
  const n = present(businessDays, "the schema asks for one length");
  const isLong = tooLong(n, DAYS_MAX, [...path, "businessDays"], issues);
  if (isLong || calendar === undefined || by === undefined) return undefined;
  const outsideHours = present(within.outsideHours, "what a row leaves out was filled in");
  const countStartDay = within.countStartDay === "yes";
  return { kind: "business-days", n, calendar, by, outsideHours, countStartDay, strict };
}

/** Of a calendar that is open around the clock no window ever ends: nothing would be due (9). */
function checkCloses(calendar: Calendar, zone: Zone, path: Path, issues: Collector): void {
  const placed = calendarIn(calendar, () => zone);
  if (nextClosing(placed, FIRST_INSTANT) !== undefined) return;
  issues.refuse(
    "within.never-closes",
    path,
    `calendar ${calendar.id} never closes: no window of it is ever over`,
    "count in days or elapsed time",
    calendar.id,
  );
}

/** Lengths of real and of business time are refused by their own reader. */
function tooLong(n: number, most: number, path: Path, issues: Collector): boolean {
  if (n <= most) return false;
  issues.refuse(
    "target.too-long",
    path,
    `a target of ${n} is above ten years`,
    "check the unit",
    String(n),
  );
  return true;
}

function cutOffOf(
  by: string | undefined,
  path: Path,
  issues: Collector,
): "same-time" | "end-of-day" | { readonly cutOffMs: number } | undefined {
  if (by === undefined || by === "same-time") return "same-time";
  if (by === "end-of-day" || by === "24:00") return "end-of-day";
  const range = parseDayRange(`00:00-${by}`, path);
  if (range.ok && range.value.startMs === 0 && by !== "00:00")
    return { cutOffMs: range.value.endMs };
  issues.refuse(
    "within.cut-off",
    path,
    `"${by}" is no time of day`,
    'write "18:00", "end-of-day" or "same-time"',
    by,
  );
  return undefined;
}

/** What a row is: the most after a start, the least before an event, the longest that nobody is there. */
export type RowSense = "after" | "before" | "absent";

/** The row in words: "P1/P2 ≤ PT4H business time", "≤ 1 business day by 18:00", "≥ 60 days before". */
export function shownRow(
  where: Readonly<Record<string, readonly string[]>> | undefined,
  within: Within,
  sense: RowSense,
): string {
  const selects = Object.values(where ?? {})
    .map((values) => values.join("/"))
    .join(" ");
  const isStrict = within.met === "less-than";
  const who = selects === "" ? "" : `${selects} `;
  if (sense === "before") return `${who}${isStrict ? ">" : "≥"} ${shownLength(within)} before`;
  return `${who}${sense === "absent" ? "absent " : ""}${isStrict ? "<" : "≤"} ${shownLength(within)}`;
}

function shownLength(within: Within): string {
  const { elapsed, business, businessDays, businessWindows, days, months, by } = within;
  const tail = by === undefined ? "" : ` by ${by}`;
  if (elapsed !== undefined) return elapsed;
  if (business !== undefined) return `${business} business time`;
  if (businessWindows !== undefined) return counted(businessWindows, "whole window");
  if (businessDays !== undefined) return `${counted(businessDays, "business day")}${tail}`;
  if (days !== undefined) return `${counted(days, "day")}${tail}`;
  if (months !== undefined) return counted(monthsOf(months).n, "month");
  return "the due that is agreed";
}

function counted(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}
