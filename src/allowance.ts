import {
  compare,
  exactText,
  floorTo,
  HUNDRED,
  minOf,
  multiply,
  parseDecimal,
  type Ratio,
  ratio,
  subtract,
  toSafeInteger,
  wholeRatio,
} from "./base/ratio.ts";
import type { Commitment } from "./contract.ts";
import { readableDuration } from "./time/duration.ts";
import { DAY_MS, durationMs } from "./time/instant.ts";

/** What a percentage of time allows before any record is seen (28). */

/** Downtime allowed in so many days of 24 hours: (100 − target) ÷ 100 of them (semantics 28). */
export interface Allowance {
  readonly per: Span;
  /** Of a length that is not of whole days those that are full. */
  readonly days: number;
  /** That length, for people: "333 h 20 min". */
  readonly length?: string;
  /** Exact: a whole number of ms, a decimal or `n/d`. */
  readonly ms: string;
  /** For people, cut off to whole ms: never more than is allowed. */
  readonly shown: string;
  /** Whether it is the commitment's own measurement period. */
  readonly own: "yes" | "no";
}

export type Span = "day" | "week" | "month" | "quarter" | "half-year" | "year" | "fixed";

const spanDays: Readonly<Record<Exclude<Span, "fixed">, readonly number[]>> = {
  day: [1],
  week: [7],
  month: [28, 29, 30, 31],
  quarter: [90, 91, 92],
  "half-year": [181, 182, 184],
  year: [365, 366],
};
const alwaysTold = ["day", "month", "quarter", "year"] as const;
const dayMs = wholeRatio(DAY_MS);

/** The share of the time that may be down: 0.0005 for 99.95 %. Only percentages of time have one. */
export function shareOf(commitment: Commitment, row: number): Ratio | undefined {
  return shareAt(commitment, commitment.targets[row] ?? {});
}

type Bounds = Pick<Commitment["targets"][number], "atLeast" | "moreThan" | "atMost" | "lessThan">;

/** As `shareOf`, of any bounds on the commitment's figure. */
export function shareAt({ measure }: Commitment, bounds: Bounds): Ratio | undefined {
  if (measure.facts !== "outages") return undefined;
  const { atLeast, moreThan, atMost, lessThan } = bounds;
  const down =
    measure.figure === "uptime-percent"
      ? lackOf(parseDecimal(atLeast ?? moreThan ?? ""))
      : measure.figure === "downtime-percent"
        ? parseDecimal(atMost ?? lessThan ?? "")
        : undefined;
  return down === undefined ? undefined : multiply(down, ratio(1n, 100n));
}

/** What is left of 100 percent. */
function lackOf(percent: Ratio | undefined): Ratio | undefined {
  return percent === undefined ? undefined : subtract(HUNDRED, minOf(percent, HUNDRED));
}

export function allowancesOf(
  commitment: Commitment,
  share: Ratio | undefined,
): readonly Allowance[] {
  if (share === undefined) return [];
  const own = spanOf(commitment.period);
  const fixed = fixedLengths(commitment, own);
  const isElapsed = fixed.length === 0 && hasElapsedLength(commitment);
  const told = [...alwaysTold, own].filter((span, index, all) => all.indexOf(span) === index);
  const spans = told.flatMap((span) =>
    span === undefined
      ? []
      : spanDays[span].map((days) =>
          allowance(share, span, wholeRatio(days), span === own && isElapsed),
        ),
  );
  return [...spans, ...fixed.map((days) => allowance(share, "fixed", days, true))];
}

export function allowance(share: Ratio, per: Span, days: Ratio, isOwn: boolean): Allowance {
  const ms = multiply(share, multiply(days, dayMs));
  const full = floorTo(days, 0);
  return {
    per,
    days: Number(exactText(full)),
    ...(compare(full, days) === 0 ? {} : { length: shownLength(multiply(days, dayMs)) }),
    ms: exactText(ms),
    shown: shownLength(ms),
    own: isOwn ? "yes" : "no",
  };
}

/** Cut off to whole ms. */
function shownLength(ms: Ratio): string {
  return readableDuration(durationMs(toSafeInteger(floorTo(ms, 0))));
}

/**
 * The lengths in days of a span as the contract measures it: those that it fixes, or of the calendar;
 * none where it measures something else, such as its hours.
 */
export function lengthsOf(commitment: Commitment, per: Exclude<Span, "fixed">): readonly Ratio[] {
  const own = spanOf(commitment.period);
  const fixed = fixedLengths(commitment, own);
  if (fixed.length > 0) return per === own ? fixed : [];
  return hasElapsedLength(commitment) ? spanDays[per].map(wholeRatio) : [];
}

/** The span whose calendar lengths a period has, where it has a name of its own. */
export function spanOf(period: Commitment["period"]): Exclude<Span, "fixed"> | undefined {
  switch (period) {
    case "calendar-month":
      return "month";
    case "calendar-quarter":
      return "quarter";
    case "calendar-half-year":
      return "half-year";
    case "calendar-year":
      return "year";
    case "calendar-week":
      return "week";
    case "calendar-day":
      return "day";
  }
  return undefined;
}

const spanMonths: Readonly<Record<Exclude<Span, "fixed">, number>> = {
  day: 0,
  week: 0,
  month: 1,
  quarter: 3,
  "half-year": 6,
  year: 12,
};

/** The lengths in days that the contract fixes for its own period, whatever the calendar says. */
function fixedLengths(
  { measure }: Commitment,
  own: Exclude<Span, "fixed"> | undefined,
): readonly Ratio[] {
  if (measure.facts !== "outages" || typeof measure.denominator !== "object") return [];
  const { denominator } = measure;
  const inDays = (minutes: number) => ratio(BigInt(minutes), 1440n);
  if ("fixedMinutes" in denominator) return [inDays(denominator.fixedMinutes)];
  if ("deemedDays" in denominator && own !== undefined)
    return [wholeRatio(denominator.deemedDays * spanMonths[own])];
  if ("deemedMonths" in denominator && own === "month") {
    const { days28, days29, days30, days31 } = denominator.deemedMonths;
    return [days28, days29, days30, days31].map(inDays);
  }
  return [];
}

/** Whether the period's own length is the denominator: not its hours, its use or its users. */
function hasElapsedLength({ measure }: Commitment): boolean {
  if (measure.facts !== "outages") return false;
  const { denominator, hours } = measure;
  return hours === undefined && (denominator === "elapsed" || denominator === "days-x-1440");
}
