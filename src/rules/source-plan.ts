import type { Ratio } from "../base/ratio.ts";
import type { BadWhen, MinimumTraffic } from "../core/bucket-runs.ts";
import type { DurationMs } from "../time/instant.ts";
import type { PartlyExcluded } from "./tally-plan.ts";

/** What outages are made of beside outage records: states, samples, buckets (17, 20). */
export interface SourcePlan {
  /** A sample stands so long at most; undefined: as long as it says itself. */
  readonly maxGapMs: DurationMs | undefined;
  readonly downWhen: DownWhenPlan | undefined;
}

export interface DownWhenPlan {
  /** The name in the `of` of the buckets; undefined: those without one. */
  readonly of: string | undefined;
  readonly bucketMs: DurationMs;
  readonly bad: BadWhen | SlowerThan;
  readonly runOf: number;
  readonly partialRuns: "dropped" | "kept";
  readonly minimum: MinimumTraffic | undefined;
  /** What becomes of a bucket that an exclusion covers in part. */
  readonly partlyExcluded: PartlyExcluded;
}

/** A bucket is bad by the value of the sample in it. */
export interface SlowerThan {
  readonly by: "slower";
  readonly value: string;
  readonly limit: Ratio;
}
