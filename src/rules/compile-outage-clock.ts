import { invariant } from "../base/invariant.ts";
import type { Collector, Path } from "./collector.ts";
import type { OutagesContext, OutagesMeasure } from "./compile-outages.ts";
import { compilePeriod } from "./compile-period.ts";
import type { OutageClockPlan } from "./outages-plan.ts";
import type { WaitPlan } from "./wait.ts";

type Wait = NonNullable<OutagesMeasure["latestReport"]>["within"];

/** When an outage's clock starts and ends, and by when it must have been reported (22). */
export function clockOf(
  { starts = "impact", ends, latestReport, falseRestoration }: OutagesMeasure,
  path: Path,
  context: OutagesContext,
): OutageClockPlan {
  return {
    starts: startsOf(starts, [...path, "starts"], context.issues),
    ends: ends ?? "restored",
    latestReport: reportOf(latestReport, [...path, "latestReport"], context),
    falseRestoration: falseRestoration ?? "left-out",
  };
}

function startsOf(
  starts: NonNullable<OutagesMeasure["starts"]>,
  path: Path,
  issues: Collector,
): OutageClockPlan["starts"] {
  if (typeof starts === "string") return { of: [starts], take: "earlier" };
  const take = "earlierOf" in starts ? "earlier" : "later";
  const of = "earlierOf" in starts ? starts.earlierOf : starts.laterOf;
  if (of[0] === of[1])
    issues.refuse(
      "outage-clock.twice",
      path,
      `${of[0]} is named twice`,
      "name two different starts, or give the one as it is",
      of[0],
    );
  return { of, take };
}

function reportOf(
  terms: OutagesMeasure["latestReport"],
  path: Path,
  context: OutagesContext,
): OutageClockPlan["latestReport"] {
  if (terms === undefined) return undefined;
  const within = waitOf(terms.within, [...path, "within"], context);
  return within === undefined ? undefined : { within, after: terms.after };
}

function waitOf(
  { hours, days, months, businessDays, endOf }: Wait,
  path: Path,
  { zone, calendars, issues }: OutagesContext,
): WaitPlan | undefined {
  if (hours !== undefined) return { by: "hours", n: hours };
  if (days !== undefined) return { by: "days", n: days, zone };
  if (months !== undefined)
    return typeof months === "object"
      ? { by: "months", n: months.n, endOfMonth: months.endOfMonth, zone }
      : { by: "months", n: months, endOfMonth: "clamp", zone };
  if (businessDays !== undefined) {
    const { n, calendar: name, outsideHours = "keep", countStartDay } = businessDays;
    const calendar = issues.find("calendar", name, calendars, [
      ...path,
      "businessDays",
      "calendar",
    ]);
    return calendar === undefined
      ? undefined
      : { by: "business-days", n, calendar, outsideHours, countStartDay: countStartDay === "yes" };
  }
  invariant(endOf !== undefined, "a wait has one of its forms", path);
  const at = [...path, "endOf", "period"];
  const period = compilePeriod(endOf.period, at, issues);
  if (
    period !== undefined &&
    !(typeof period === "object" && ("instants" in period || "rolling" in period))
  )
    return { by: "end-of", n: endOf.n, period, zone };
  issues.refuse(
    "period.not-for-a-wait",
    at,
    "a deadline cannot be the end of such a period",
    "use a month, quarter, year, week or day, a fiscal period, a billing cycle or an anniversary",
  );
  return undefined;
}
