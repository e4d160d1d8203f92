import { parseQuantity, type Ratio, signOf, ZERO } from "../base/ratio.ts";
import type { Commitment } from "../contract.ts";
import { parseDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";
import type { Collector, Path } from "./collector.ts";
import type { DownWhenPlan, SourcePlan } from "./source-plan.ts";

type Measure = Extract<Commitment["measure"], { readonly facts: "outages" }>;
type DownWhen = NonNullable<Measure["downWhen"]>;

/** Reads what outages are made of beside outage records (17, 20). */
export function compileSource(
  { maxGap, downWhen }: Measure,
  excludes: readonly string[],
  path: Path,
  issues: Collector,
): SourcePlan {
  const maxGapMs =
    maxGap === undefined ? undefined : issues.take(parseDuration(maxGap, [...path, "maxGap"]));
  return {
    maxGapMs,
    downWhen:
      downWhen === undefined
        ? undefined
        : downWhenOf(downWhen, excludes, [...path, "downWhen"], issues),
  };
}

function downWhenOf(
  terms: DownWhen,
  excludes: readonly string[],
  path: Path,
  issues: Collector,
): DownWhenPlan {
  const { of, runOf, partialRuns, underMinimumTraffic: minimum, partlyExcluded } = terms;
  const bucketMs = issues.take(parseDuration(terms.bucket, [...path, "bucket"]));
  if (bucketMs === 0)
    issues.refuse(
      "measure.bucket-empty",
      [...path, "bucket"],
      "a bucket of no length counts nothing",
      "give the length of the buckets: PT1M",
      terms.bucket,
    );
  if (minimum !== undefined && terms.bad.slowerThan !== undefined)
    issues.refuse(
      "measure.traffic-of-values",
      [...path, "underMinimumTraffic"],
      "samples of a value count no requests",
      "remove `underMinimumTraffic`, or judge buckets by their failures",
    );
  if (excludes.length > 0 && partlyExcluded === undefined)
    issues.refuse(
      "measure.partly-excluded-missing",
      [...path, "partlyExcluded"],
      "it is not said what becomes of a bucket that an exclusion covers in part",
      "add partlyExcluded: kept, or left-out (semantics 24)",
    );
  if (runOf > 1 && partialRuns === undefined)
    issues.refuse(
      "measure.partial-runs-missing",
      [...path, "partialRuns"],
      `it is not said what a run of ${runOf + 1} buckets counts`,
      `add partialRuns: kept (all of it), or dropped (whole blocks of ${runOf})`,
    );
  return {
    of,
    bucketMs: bucketMs ?? durationMs(1),
    bad: badOf(terms.bad, [...path, "bad"], issues),
    runOf,
    partialRuns: partialRuns ?? "kept",
    minimum: minimum === undefined ? undefined : { ...minimum, over: minimum.over ?? "bucket" },
    partlyExcluded: partlyExcluded ?? "kept",
  };
}

function badOf(bad: DownWhen["bad"], path: Path, issues: Collector): DownWhenPlan["bad"] {
  if (bad.anyFailure !== undefined) return { by: "any-failure" };
  if (bad.everyAttemptFails !== undefined) return { by: "every-attempt" };
  if (bad.slowerThan !== undefined) {
    const { value, limit } = bad.slowerThan;
    return { by: "slower", value, limit: limitOf(limit, [...path, "slowerThan", "limit"], issues) };
  }
  const { rateMoreThan, rateAtLeast = "" } = bad;
  const [text, key] =
    rateMoreThan === undefined
      ? ([rateAtLeast, "rateAtLeast"] as const)
      : ([rateMoreThan, "rateMoreThan"] as const);
  const limit = limitOf(text, [...path, key], issues);
  if (limit.numerator > limit.denominator)
    issues.refuse(
      "measure.rate-above-one",
      [...path, key],
      `a rate of ${text} is more than every attempt`,
      'give a share from 0 to 1: "0.05" is five percent',
      text,
    );
  return { by: "rate", limit, strict: key === "rateMoreThan" };
}

function limitOf(text: string, path: Path, issues: Collector): Ratio {
  const limit = parseQuantity(text);
  if (limit !== undefined && signOf(limit) >= 0) return limit;
  const code = limit === undefined ? "decimal.too-long" : "decimal.negative";
  issues.refuse(
    code,
    path,
    `cannot use "${text}" as a limit`,
    "give 0 or more, of at most 18 digits",
    text,
  );
  return ZERO;
}
