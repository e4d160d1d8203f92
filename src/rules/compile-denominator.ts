import { MINUTE_MS } from "../time/instant.ts";
import { monthsIn, type PeriodKind } from "../time/period.ts";
import type { Path } from "./collector.ts";
import type { OutagesContext, OutagesMeasure } from "./compile-outages.ts";
import type { DenominatorPlan, OutagesPlan } from "./outages-plan.ts";

/** How long the period is, and what becomes of a period that is covered in part (4, 5). */
export function denominatorOf(
  measure: OutagesMeasure,
  path: Path,
  context: OutagesContext,
): Pick<OutagesPlan, "denominator" | "partialPeriod"> {
  const denominator = lengthOf(measure.denominator);
  checkPeriod(denominator, [...path, "denominator"], context);
  checkHours(denominator, measure, path, context);
  checkActive(denominator, measure, path, context);
  checkMembers(denominator, [...path, "denominator"], context);
  if (denominator.by === "users") checkUsers(measure, path, context);
  return { denominator, partialPeriod: measure.partialPeriod };
}

function lengthOf(terms: OutagesMeasure["denominator"]): DenominatorPlan {
  if (typeof terms === "string") return { by: terms };
  if ("fixedMinutes" in terms) return { by: "fixed", ms: terms.fixedMinutes * MINUTE_MS };
  if ("deemedDays" in terms) return { by: "deemed-days", days: terms.deemedDays };
  if ("atLeastActive" in terms) return { by: "at-least-active", n: terms.atLeastActive };
  if ("usersTimesMinutes" in terms) return { by: "users", fact: terms.usersTimesMinutes };
  const { days28, days29, days30, days31 } = terms.deemedMonths;
  const minutes = [days28, days29, days30, days31];
  return {
    by: "deemed-months",
    ms: new Map(minutes.map((count, index) => [28 + index, count * MINUTE_MS])),
  };
}

/** Deemed days and months need calendar months, days of 1,440 minutes need local dates. */
function checkPeriod(
  { by }: DenominatorPlan,
  path: Path,
  { period, issues }: OutagesContext,
): void {
  if (period === undefined) return;
  const isByMonth = by === "deemed-days" || by === "deemed-months";
  if (isByMonth ? hasCalendarMonths(period) : by !== "days-x-1440" || hasDates(period)) return;
  issues.refuse(
    "denominator.not-of-this-period",
    path,
    isByMonth
      ? "the length is given for calendar months, and the period is not made of them"
      : "the length is given by days, and the period is not made of local dates",
    isByMonth
      ? "judge by month, quarter, half-year or year, or give fixedMinutes"
      : "judge by day or longer, or use denominator: elapsed",
  );
}

function hasCalendarMonths(period: PeriodKind): boolean {
  const isNamed = typeof period === "string" || "fiscal" in period;
  return isNamed && monthsIn(period) !== undefined;
}

function hasDates(period: PeriodKind): boolean {
  return period !== "clock-hour" && !(typeof period === "object" && "instants" in period);
}

function checkHours(
  { by }: DenominatorPlan,
  { hours }: OutagesMeasure,
  path: Path,
  { issues }: OutagesContext,
): void {
  const isReal = by === "elapsed" || by === "active" || by === "at-least-active" || by === "users";
  if (hours === undefined || isReal) return;
  issues.refuse(
    "denominator.beside-hours",
    [...path, "denominator"],
    "service hours are the denominator; a length of the whole period cannot be one too",
    "remove `hours`, or use denominator: elapsed",
  );
}

const needActive: readonly string[] = ["undeployed-is-available", "outages-while-active"];

/** Every service says when it was in use, where that decides something. */
function checkActive(
  { by }: DenominatorPlan,
  { partialPeriod }: OutagesMeasure,
  path: Path,
  { units, services, issues }: OutagesContext,
): void {
  const byLength = by === "active" || by === "at-least-active";
  if (!byLength && !needActive.includes(partialPeriod)) return;
  const key = byLength ? "denominator" : "partialPeriod";
  const named = new Set(units.flatMap((unit) => unit.services));
  for (const service of named) {
    const known = services.get(service);
    if (known === undefined || known.active !== undefined) continue;
    issues.refuse(
      "service.active-missing",
      [...path, key],
      `the service ${service} does not say when it is in use`,
      "give it `active: [{ from, until }]`",
      service,
    );
  }
}

/** So many members in use must be able to be. */
function checkMembers(
  denominator: DenominatorPlan,
  path: Path,
  { units, issues }: OutagesContext,
): void {
  if (denominator.by !== "at-least-active") return;
  const { n } = denominator;
  const least = Math.min(...units.map(({ members }) => members.length));
  if (n <= least) return;
  issues.refuse(
    "denominator.more-than-members",
    [...path, "atLeastActive"],
    `${n} members in use are asked for, of ${least} in the scope`,
    "ask for as many as the scope has, or fewer",
    n,
  );
}

/** Users times minutes are a sum over outages, of which only the share of the whole is a figure. */
function checkUsers(
  { figure, overlap, partialPeriod }: OutagesMeasure,
  path: Path,
  { issues, countsLengths }: OutagesContext,
): void {
  const refuse = (key: string, message: string, hint: string) =>
    issues.refuse("denominator.users", [...path, key], message, hint);
  if (figure !== "uptime-percent")
    refuse("figure", "users times minutes are no length of time", "measure uptime-percent");
  if (overlap !== "sum")
    refuse(
      "overlap",
      "users that two outages hit at once are added up, not merged",
      "say overlap: sum",
    );
  if (partialPeriod !== "clip")
    refuse("partialPeriod", "users are counted for the judged time alone", "use clip");
  if (countsLengths)
    refuse(
      "denominator",
      "a credit by the length of outages needs time; these are users times minutes",
      "use on: measured",
    );
}
