import type { Issue } from "../base/result.ts";
import type { Calendar } from "../core/calendar.ts";
import type { ClockTarget, TimeOfDay } from "../core/target-rows.ts";
import { isWhole } from "./calendar-shape.ts";
import { hoursOf, lengthMs } from "./formats.ts";
import { type Fields, group, isGroup, must, oneOf, refuse } from "./shape.ts";

/**
 * A length of time, in the words of a contract's `within` (semantics 8): one way to say it, and what
 * belongs to that way.
 */
export interface Span {
  /** Real time: "PT48H". */
  readonly elapsed?: string;
  /** Open time: "PT4H". */
  readonly business?: string;
  readonly businessDays?: number;
  /** Whole openings of the calendar: due when the last one closes. */
  readonly businessWindows?: number;
  /** Dates of the wall clock, open or not. */
  readonly days?: number;
  readonly months?: number | { readonly n: number; readonly endOfMonth: "preserve" };
  /** Of days: a cut-off like "18:00", "end-of-day", or "same-time", the default. */
  readonly by?: string;
  /** Of business days: what becomes of a start outside hours. Default: `move`. */
  readonly outsideHours?: "move" | "keep" | "roll";
  /** Of business days: whether the start's own date is day 1. Default: "no". */
  readonly countStartDay?: "yes" | "no";
}

const duration = must(
  (value) => lengthMs(value) >= 0,
  "write hours, minutes and seconds, like PT48H or PT1H30M, up to ten years",
  "duration.malformed",
);
const by = must(
  (value) => timeOfDay(value) !== undefined,
  'write "18:00", end-of-day or same-time',
);
const countOf = (most: number) =>
  must((value) => isWhole(value, 1, most), `give a whole number from 1 to ${most}`);
const [days, months] = [countOf(3660), countOf(120)];

/** Each way to say a length, with what may stand beside it. */
const forms: Readonly<Record<string, Fields>> = {
  elapsed: { elapsed: duration },
  business: { business: duration },
  businessDays: {
    businessDays: days,
    by,
    outsideHours: oneOf("move", "keep", "roll"),
    countStartDay: oneOf("yes", "no"),
  },
  businessWindows: { businessWindows: days },
  days: { days, by },
  months: {
    months: (value, path, issues) => {
      const check = isGroup(value)
        ? group({ n: months, endOfMonth: oneOf("preserve") }, "n")
        : months;
      check(value, path, issues);
    },
  },
};

/** The span as the calendars read it; undefined when it was refused. */
export function spanTarget(
  span: Span,
  calendar: Calendar,
  issues: Issue[],
): ClockTarget | undefined {
  const path = ["span"];
  const names = Object.keys(forms);
  const given = isGroup(span) ? names.filter((name) => span[name as keyof Span] !== undefined) : [];
  const [form = ""] = given;
  if (given.length === 1) group(forms[form] ?? {})(span, path, issues);
  else refuse(issues, "within.form", path, span, `give exactly one of: ${names.join(", ")}`);
  return issues.length === 0 ? targetFrom(span, calendar) : undefined;
}

function targetFrom(span: Span, calendar: Calendar): ClockTarget {
  const { elapsed, business, businessDays, businessWindows, months: given } = span;
  const strict = false;
  if (elapsed !== undefined) return { kind: "elapsed", ms: lengthMs(elapsed), strict };
  if (business !== undefined) return { kind: "business", ms: lengthMs(business), calendar, strict };
  if (businessWindows !== undefined)
    return { kind: "business-windows", n: businessWindows, calendar, strict };
  const at = timeOfDay(span.by) ?? "same-time";
  if (businessDays !== undefined) {
    const { outsideHours = "move", countStartDay } = span;
    return {
      kind: "business-days",
      n: businessDays,
      calendar,
      by: at,
      outsideHours,
      countStartDay: countStartDay === "yes",
      strict,
    };
  }
  const { zone } = calendar;
  if (span.days !== undefined)
    return { kind: "days", n: span.days, zone, by: at, endOfMonth: "clamp", strict };
  const [n, endOfMonth] =
    typeof given === "object" ? [given.n, given.endOfMonth] : [given ?? 0, "clamp" as const];
  return { kind: "months", n, zone, by: at, endOfMonth, strict };
}

function timeOfDay(by: unknown): TimeOfDay | undefined {
  if (by === undefined || by === "same-time") return "same-time";
  if (by === "end-of-day" || by === "24:00") return "end-of-day";
  const range = hoursOf(`00:00-${by}`);
  return range === undefined ? undefined : { cutOffMs: range.endMs };
}
