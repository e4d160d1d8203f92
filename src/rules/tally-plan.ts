import type { Ratio, RoundingMode } from "../base/ratio.ts";
import type { Percentile } from "../core/percentile.ts";
import type { BucketTerms } from "../core/tally.ts";
import type { DurationMs } from "../time/instant.ts";
import type { ExclusionPlan } from "./plan.ts";

/** A figure that is calculated to so many decimals before it is used (28). */
export interface CalculatedToPlan {
  readonly decimals: number;
  readonly round: RoundingMode;
  readonly for: "test-and-look-up" | "look-up";
}

/** What becomes of a bucket that an exclusion covers in part (24). */
export type PartlyExcluded = "kept" | "left-out" | "kept-if-its-rest-qualifies";

/** What one request is worth: by how long it took, or by the name it was counted under. */
export type ScorePlan =
  | {
      readonly by: "value";
      /** In ascending order of `atMost`; undefined: all others. */
      readonly rows: readonly { readonly atMost: Ratio | undefined; readonly score: Ratio }[];
    }
  | { readonly by: "name"; readonly weights: ReadonlyMap<string, Ratio> };

/** The measure `tally`, read once (20). */
export interface TallyPlan {
  readonly facts: "tally";
  readonly figure: "ratio" | "mean-of-ratios" | "mean-score";
  /** The name in the rows' `of`. */
  readonly of: string;
  /** How long each bucket is; undefined: as long as its row says. */
  readonly bucketMs: DurationMs | undefined;
  readonly traffic: BucketTerms;
  /** Undefined where no exclusion is granted. */
  readonly partlyExcluded: PartlyExcluded | undefined;
  /** Of the figure mean-score. */
  readonly scores: ScorePlan | undefined;
  /** Percent of the agreed time of which there must be buckets (19). */
  readonly minCoverage: { readonly value: Ratio; readonly text: string } | undefined;
  readonly excludes: readonly ExclusionPlan[];
  readonly calculatedTo: CalculatedToPlan | undefined;
}

/** The measure `values`, read once (20). */
export interface ValuesPlan {
  readonly facts: "values";
  readonly figure: "mean" | "percentile";
  /** The name of the samples in `of`, and of facts. */
  readonly of: string;
  readonly percentile: Percentile | undefined;
  readonly minimumCount: number;
  readonly excludes: readonly ExclusionPlan[];
  readonly calculatedTo: CalculatedToPlan | undefined;
}
