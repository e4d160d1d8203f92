import { type Issue, RefusedError } from "../base/result.ts";
import type { Calendar } from "../core/calendar.ts";
import type { AgreedTarget, ClockTarget, TimeOfDay } from "../core/target-rows.ts";
import { isWhole } from "./calendar-shape.ts";
import { hoursOf, lengthMs } from "./formats.ts";
import { type Check, group, isGroup, must, oneOf, refuse } from "./shape.ts";

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
const forms: Fields<Fields<Check>> = {
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

export type SpanTarget = Exclude<ClockTarget, AgreedTarget>;

/** A span that was read, and what it is to the calendar. */
interface ReadSpan {
  readonly fields: Fields<unknown>;
  readonly fieldCount: number;
  readonly target: SpanTarget;
}

type Fields<Value> = Readonly<Record<string, Value>>;

const keptMax = 64;

/**
 * Reads spans for one calendar. Programs ask with the same few over and over: these are kept, and
 * known again by all their fields.
 *
 * @returns A function that throws a `RefusedError` for what is no span.
 */
export function spanReader(calendar: Calendar): (span: Span) => SpanTarget {
  const kept = new Map<unknown, readonly ReadSpan[]>();
  let count = 0;
  return (span) => {
    const length = isPlain(span) ? lengthIn(span) : undefined;
    const alike = kept.get(length) ?? [];
    for (const one of alike) if (isSame(span, one)) return one.target;
    const target = spanTarget(span, calendar);
    // A group inside may change its fields later.
    if (length === undefined || typeof length === "object") return target;
    const fields = { ...span };
    kept.set(length, [...alike, { fields, fieldCount: Object.keys(fields).length, target }]);
    count += 1;
    if (count % keptMax === 0) kept.clear();
    return target;
  };
}

/** What is not, like an object of another realm, is read each time. */
function isPlain(span: unknown): span is Span {
  const isObject = typeof span === "object" && span !== null;
  return isObject && Object.getPrototypeOf(span) === Object.prototype;
}

function lengthIn(span: Span): unknown {
  // As few fields as it takes: this is asked millions of times.
  return (
    span.business ??
    span.elapsed ??
    span.businessDays ??
    span.businessWindows ??
    span.days ??
    span.months
  );
}

/** A field that is there and undefined makes it another: one that is unknown is to be refused. */
function isSame(span: Span, { fields, fieldCount }: ReadSpan): boolean {
  let count = 0;
  for (const name in span) {
    const value = span[name as keyof Span];
    if (value === undefined || value !== fields[name]) return false;
    count += 1;
  }
  return count === fieldCount;
}

function spanTarget(span: Span, calendar: Calendar): SpanTarget {
  const issues: Issue[] = [];
  const path = ["span"];
  const names = Object.keys(forms);
  const given = isGroup(span) ? names.filter((name) => span[name as keyof Span] !== undefined) : [];
  const [form = ""] = given;
  if (given.length === 1) group(forms[form] ?? {})(span, path, issues);
  else refuse(issues, "within.form", path, span, `give exactly one of: ${names.join(", ")}`);
  if (issues.length > 0) throw new RefusedError(issues);
  return targetFrom(span, calendar);
}

function targetFrom(span: Span, calendar: Calendar): SpanTarget {
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
