import { compare, ONE, type Ratio } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import type { Calendar } from "../core/calendar.ts";
import type { Counting } from "../core/counting.ts";
import { type Minimum, NO_MINIMUM } from "../core/runs.ts";
import { parseDuration } from "../time/duration.ts";
import { MINUTE_MS } from "../time/instant.ts";
import type { PeriodKind } from "../time/period.ts";
import type { Zone } from "../time/zone.ts";
import type { Collector, Path } from "./collector.ts";
import { calculatedToOf } from "./compile-calculated.ts";
import { coverageOf } from "./compile-coverage.ts";
import { denominatorOf } from "./compile-denominator.ts";
import { compileSource } from "./compile-down-when.ts";
import { amountOf } from "./compile-money.ts";
import { clockOf } from "./compile-outage-clock.ts";
import { figures } from "./figures/index.ts";
import type { CountOnlyPlan, OutagesPlan } from "./outages-plan.ts";
import type { ExclusionPlan, ServicePlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

export type OutagesMeasure = Extract<Commitment["measure"], { facts: "outages" }>;

export interface OutagesContext {
  readonly units: readonly ScopeUnit[];
  /** Undefined where it was refused. */
  readonly period: PeriodKind | undefined;
  /** Whether a credit is counted by the length of outages. */
  readonly countsLengths: boolean;
  /** Whether a credit selects outages by what their records say. */
  readonly selects: boolean;
  readonly zone: Zone;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly services: ReadonlyMap<string, ServicePlan>;
  readonly issues: Collector;
}

/** Reads the measure `outages`: lengths, weights, hours, and what contradicts what (17 to 22). */
export function outagesPlan(
  measure: OutagesMeasure,
  excludes: readonly ExclusionPlan[],
  path: Path,
  context: OutagesContext,
): OutagesPlan {
  const { issues, calendars } = context;
  const at = [...path, "measure"];
  return {
    facts: "outages",
    figure: measure.figure,
    countOnly: countOnlyOf(measure.countOnly),
    selects: context.selects,
    minimum: minimumOf(measure.minimumOutage, [...at, "minimumOutage"], issues),
    mergeGapMs: lengthOf(measure.mergeGap, [...at, "mergeGap"], issues),
    weights: weightsOf(measure.weights, [...at, "weights"], issues),
    recordedShare: measure.recordedShare ?? "ignored",
    overlap: measure.overlap,
    counting: countingOf(measure, [...at, "counting"], issues),
    clock: clockOf(measure, at, context),
    hours:
      measure.hours === undefined
        ? undefined
        : issues.find("calendar", measure.hours, calendars, [...at, "hours"]),
    ...denominatorOf(measure, at, context),
    unknown:
      typeof measure.unknown === "string"
        ? measure.unknown
        : { carryMs: lengthOf(measure.unknown.carry, [...at, "unknown", "carry"], issues) },
    source: compileSource(
      measure,
      excludes.map(({ id }) => id),
      at,
      issues,
    ),
    minCoverage: coverageOf(measure.minCoverage, [...at, "minCoverage"], issues),
    excludes,
    calculatedTo: calculatedToOf(measure.calculatedTo, figures[measure.figure].unit, at, issues),
    unsaid: unsaidIn(measure),
  };
}

/** Slots need an edge, and false restorations a reading; both are listed where they decide. */
function unsaidIn({ counting, falseRestoration }: OutagesMeasure): OutagesPlan["unsaid"] {
  const hasSlots =
    typeof counting === "object" &&
    (counting.count === "any-touched" || counting.count === "all-of");
  return new Set([
    ...(hasSlots && counting.aligned === undefined ? (["alignment"] as const) : []),
    ...(falseRestoration === undefined ? (["falseRestoration"] as const) : []),
  ]);
}

function lengthOf(text: string | undefined, path: Path, issues: Collector): number {
  return text === undefined ? 0 : (issues.take(parseDuration(text, path)) ?? 0);
}

function minimumOf(terms: OutagesMeasure["minimumOutage"], path: Path, issues: Collector): Minimum {
  if (terms === undefined) return NO_MINIMUM;
  if (typeof terms === "string") return { ...NO_MINIMUM, lengthMs: lengthOf(terms, path, issues) };
  return {
    lengthMs: lengthOf(terms.length, [...path, "length"], issues),
    reached: terms.reached,
    counts: terms.counts,
    bridgeMs: lengthOf(terms.bridge, [...path, "bridge"], issues),
  };
}

function countOnlyOf(terms: OutagesMeasure["countOnly"]): CountOnlyPlan | undefined {
  if (terms === undefined) return undefined;
  const { cause, impact, tag, resource } = terms;
  return {
    cause: setOf(cause),
    impact: setOf(impact),
    tag: setOf(tag),
    resource: setOf(resource),
  };
}

function setOf<T>(values: readonly T[] | undefined): ReadonlySet<T> | undefined {
  return values === undefined ? undefined : new Set(values);
}

const wholeMs = { minute: MINUTE_MS, "five-minutes": 5 * MINUTE_MS, hour: 60 * MINUTE_MS } as const;

function countingOf(
  { counting, overlap }: OutagesMeasure,
  path: Path,
  issues: Collector,
): Counting | undefined {
  if (counting === "exact") return undefined;
  const { whole, count, per, aligned } = counting;
  const hasSlots = count === "any-touched" || count === "all-of";
  if (aligned !== undefined && !hasSlots)
    issues.refuse(
      "counting.no-slots",
      [...path, "aligned"],
      `\`${count}\` rounds a length; it has no slots that could be aligned`,
      "remove `aligned`, or count any-touched or all-of",
      aligned,
    );
  if (hasSlots && overlap === "sum")
    issues.refuse(
      "counting.slots-of-sum",
      [...path, "count"],
      "outages that are added up one by one share no time line with slots",
      "count ceil or floor, or use overlap: largest",
      count,
    );
  if (aligned === "fault" && per === "total")
    issues.refuse(
      "counting.slots-of-all-faults",
      [...path, "aligned"],
      "slots that begin with each fault do not add up to one time line",
      "use per: fault, or align to utc or zone",
      aligned,
    );
  return { unitMs: wholeMs[whole], count, per, aligned: aligned ?? "utc" };
}

function weightsOf(
  weights: Readonly<Record<string, string>> | undefined,
  path: Path,
  issues: Collector,
): ReadonlyMap<string, Ratio> | undefined {
  if (weights === undefined) return undefined;
  const read = new Map<string, Ratio>();
  for (const [impact, text] of Object.entries(weights)) {
    const value = amountOf(text, [...path, impact], issues);
    if (value !== undefined && compare(value, ONE) > 0)
      issues.refuse(
        "weight.above-one",
        [...path, impact],
        `the weight of ${impact} is ${text}`,
        "give a weight from 0 to 1",
        text,
      );
    if (value !== undefined) read.set(impact, value);
  }
  return read;
}
