import type { Collector, Path } from "./collector.ts";
import type { OutagesContext, OutagesMeasure } from "./compile-outages.ts";
import { compileWait } from "./compile-wait.ts";
import type { OutageClockPlan } from "./outages-plan.ts";

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
  const within = compileWait(terms.within, [...path, "within"], context);
  return within === undefined ? undefined : { within, after: terms.after };
}
