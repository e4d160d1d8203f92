import { present } from "../base/invariant.ts";
import type { Commitment } from "../contract.ts";
import type { Duty, Recurring } from "../core/duty.ts";
import type { Entitlement } from "../core/entitlement.ts";
import type { Limb, Support } from "../core/support.ts";
import { parseCivilDate, startOfDate } from "../time/civil.ts";
import { type CyclicPeriod, isCyclic } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { compilePeriod } from "./compile-period.ts";
import { monthsOf } from "./months.ts";

type CyclesMeasure = Extract<Commitment["measure"], { facts: "cycles" }>;
type DutyInput = Extract<CyclesMeasure["clock"], { duty: unknown }>["duty"];
type Terms = { readonly [Form in keyof DutyInput]-?: NonNullable<DutyInput[Form]> };

/** Duties that name their own periods, dates and quotas. */

export interface OwedContext {
  readonly zone: Zone;
  readonly issues: Collector;
}

export function countOf(
  { fact, atLeast, per, subjects, partialPeriod }: Terms["countInPeriod"],
  path: Path,
  context: OwedContext,
): Duty | undefined {
  const recurring = recurringOf({ fact, per, subjects }, path, context);
  return recurring && { kind: "count-in-period", atLeast, partialPeriod, ...recurring };
}

export function presenceOf(
  terms: Terms["presence"],
  path: Path,
  context: OwedContext,
): Duty | undefined {
  const recurring = recurringOf(terms, path, context);
  return recurring && { kind: "presence", ...recurring };
}

function recurringOf(
  { fact, per, subjects }: Terms["presence"],
  path: Path,
  { zone, issues }: OwedContext,
): Recurring | undefined {
  const kind = perOf(per, [...path, "per"], issues);
  return kind && { fact, per: kind, zone, subjects };
}

export function entitlementOf(
  { event, fact, quota, unit, per }: Terms["entitlement"],
  path: Path,
  { zone, issues }: OwedContext,
): Entitlement | undefined {
  const kind = perOf(per, [...path, "per"], issues);
  if (event === fact)
    issues.refuse(
      "duty.one-fact-twice",
      [...path, "event"],
      `"${fact}" is the asking and what is given for it`,
      "name facts that differ",
      fact,
    );
  return kind && { kind: "entitlement", event, fact, quota, unit, per: kind, zone };
}

/** Each instant lies in one period of what is owed anew in each. */
function perOf(
  terms: Terms["presence"]["per"],
  path: Path,
  issues: Collector,
): CyclicPeriod | undefined {
  const per = compilePeriod(terms, path, issues);
  if (per !== undefined && isCyclic(per)) return per;
  issues.refuse(
    "duty.period",
    path,
    "nothing can be owed anew in each of these",
    "use a month, quarter, year, week, day or hour, a fiscal period, a billing cycle or an anniversary",
    JSON.stringify(terms),
  );
  return undefined;
}

export function supportOf(
  { fact, until }: Terms["supportedUntil"],
  path: Path,
  context: OwedContext,
): Support | undefined {
  const { earliestOf, latestOf, ...single } = until;
  const several = earliestOf === undefined ? "latestOf" : "earliestOf";
  const list = earliestOf ?? latestOf;
  const at = [...path, "until"];
  const limbs =
    list === undefined
      ? [limbOf(single, at, context)]
      : list.map((limb, index) => limbOf(limb, [...at, several, index], context));
  const known = limbs.flatMap((limb) => limb ?? []);
  checkEvents(fact, known, at, context);
  if (known.length < limbs.length) return undefined;
  const which = latestOf === undefined ? "earliest" : "latest";
  return { kind: "supported-until", fact, which, limbs: known };
}

function checkEvents(
  fact: string,
  limbs: readonly Limb[],
  path: Path,
  { issues }: OwedContext,
): void {
  const names = limbs.flatMap((limb) => ("event" in limb ? [limb.event] : []));
  const isTwice = new Set(names).size < names.length;
  if (!isTwice && !names.includes(fact)) return;
  issues.refuse(
    "duty.one-fact-twice",
    path,
    isTwice
      ? "an event is listed twice"
      : `"${fact}" ends the support, and is what it is counted from`,
    "name facts that differ",
    names.join(", "),
  );
}

type LimbTerms = Pick<Terms["supportedUntil"]["until"], "date" | "after">;

function limbOf(
  { date, after }: LimbTerms,
  path: Path,
  { zone, issues }: OwedContext,
): Limb | undefined {
  if (date !== undefined) {
    const day = issues.take(parseCivilDate(date, [...path, "date"]));
    return day === undefined ? undefined : { at: startOfDate(zone, day) };
  }
  const { event, lasts } = present(after, "a limb is a date or a time after an event");
  const { days, months } = lasts;
  const kind = days === undefined ? "months" : "days";
  const { n, endOfMonth } =
    days === undefined
      ? monthsOf(present(months, "days or months"))
      : { n: days, endOfMonth: "clamp" as const };
  if (n > mostOf[kind]) {
    issues.refuse(
      "target.too-long",
      [...path, "after", "lasts"],
      `support of ${n} ${kind} is above a hundred years`,
      "check the unit",
      String(n),
    );
    return undefined;
  }
  return { event, lasts: { kind, n, zone, by: "same-time", endOfMonth, strict: false } };
}

const mostOf = { months: 1200, days: 36_525 } as const;
