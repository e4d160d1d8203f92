import type { BucketTerms } from "../core/tally.ts";
import { parseDuration } from "../time/duration.ts";
import type { DurationMs } from "../time/instant.ts";
import type { Collector, Path } from "./collector.ts";
import { calculatedToOf } from "./compile-calculated.ts";
import { coverageOf } from "./compile-coverage.ts";
import { compileScores, type TallyMeasure } from "./compile-scores.ts";
import type { ExclusionPlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";
import type { TallyPlan } from "./tally-plan.ts";

/** Reads a measure of counts; what would decide nothing, or decides nothing clearly, is refused (20). */
export function tallyPlan(
  measure: TallyMeasure,
  excludes: readonly ExclusionPlan[],
  units: readonly ScopeUnit[],
  path: Path,
  issues: Collector,
): TallyPlan {
  const at = [...path, "measure"];
  checkMembers(units, path, issues);
  checkEffects(excludes, path, issues);
  const scores = compileScores(measure, at, issues);
  checkBucket(measure, at, issues);
  const isCut = excludes.some(({ removes }) => removes !== "nothing") && scores?.by !== "value";
  if (isCut && measure.partlyExcluded === undefined)
    issues.refuse(
      "measure.partly-excluded-missing",
      at,
      "a bucket may lie in an exclusion in part, and the contract does not say what becomes of it",
      "give partlyExcluded: kept, left-out or kept-if-its-rest-qualifies",
    );
  return {
    facts: "tally",
    figure: measure.figure,
    of: measure.of,
    bucketMs: bucketLength(measure.bucket, [...at, "bucket"], issues),
    traffic: trafficOf(measure, at, issues),
    partlyExcluded: measure.partlyExcluded,
    scores,
    minCoverage: coverageOf(measure.minCoverage, [...at, "minCoverage"], issues),
    excludes,
    calculatedTo: calculatedToOf(measure.calculatedTo, "percent", at, issues),
  };
}

/** Counts add up over members; timelines of up and down they have none. */
export function checkMembers(units: readonly ScopeUnit[], path: Path, issues: Collector): void {
  const other = units.find(({ combine: { by } }) => by !== "itself" && by !== "pooled");
  if (other === undefined) return;
  issues.refuse(
    "scope.not-for-counts",
    [...path, "scope"],
    "counts and values of several members are pooled, or judged each by itself",
    "use `pooled` or `each`; what is down at one time is measured by outages",
  );
}

function checkEffects(excludes: readonly ExclusionPlan[], path: Path, issues: Collector): void {
  excludes.forEach(({ id, removes }, index) => {
    if (removes !== "incident") return;
    issues.refuse(
      "exclusion.incident-of-counts",
      [...path, "excludes", index],
      `${id} removes whole outages, and buckets are no outages`,
      "use removes: window, downtime or downtime-and-its-time",
    );
  });
}

/** Which buckets weigh alike must be said; samples stand in no buckets. */
function checkBucket({ figure, bucket, scores }: TallyMeasure, at: Path, issues: Collector): void {
  if (figure === "mean-of-ratios" && bucket === undefined)
    issues.refuse(
      "measure.bucket-missing",
      at,
      "every bucket weighs the same, and the contract does not say how long one is",
      "give its length: bucket: PT5M",
    );
  if (scores !== undefined && bucket !== undefined)
    issues.refuse(
      "measure.bucket-of-scores",
      [...at, "bucket"],
      "scores are given to single requests, which stand in no buckets",
      "remove `bucket`",
    );
}

function bucketLength(
  text: string | undefined,
  path: Path,
  issues: Collector,
): DurationMs | undefined {
  const ms = text === undefined ? undefined : issues.take(parseDuration(text, path));
  if (ms !== 0) return ms;
  issues.refuse("measure.bucket-empty", path, "a bucket has a length", "write it like PT5M", text);
  return undefined;
}

function trafficOf(
  { figure, zeroTraffic, minimumTraffic }: TallyMeasure,
  at: Path,
  issues: Collector,
): BucketTerms {
  if (minimumTraffic === undefined) return { zeroTraffic, minimum: 0, under: "good" };
  const { requests, under } = minimumTraffic;
  if (under === "left-out" && figure !== "mean-of-ratios")
    issues.refuse(
      "measure.nothing-left",
      [...at, "minimumTraffic", "under"],
      "the minimum is of the whole period: if it is left out, nothing is left",
      "use not-measured, good or bad",
    );
  return { zeroTraffic, minimum: requests, under };
}
