import { ONE } from "../../base/ratio.ts";
import { type Excluded, exclude, excludedWithin } from "../../core/exclude.ts";
import type { Fault } from "../../core/faults.ts";
import type { Attribution, Maintenance, Outage } from "../../model/records.ts";
import type { BucketSeries, SampleSeries } from "../../model/series.ts";
import type { Instant } from "../../time/instant.ts";
import { EMPTY, single } from "../../time/interval-set.ts";
import { type Excluding, excludingRules, quotaReach, tagsOf } from "../excluding.ts";
import type { ExclusionPlan } from "../plan.ts";
import type { Judged } from "./scope.ts";

/** What is known at asOf of one component: its rows in bulk, and what exclusions look at. */
export interface TallySource {
  readonly buckets: readonly BucketSeries[];
  readonly samples: readonly SampleSeries[];
  readonly outages: readonly Outage[];
  readonly maintenance: readonly Maintenance[];
  readonly attributions: ReadonlyMap<string, Attribution>;
  /** "rule record": exclusions granted against their conditions, for what-if. */
  readonly granted: ReadonlySet<string>;
}

export interface SourceExclusions extends Excluding {
  readonly excluded: Excluded;
}

/**
 * The stretches that exclusions take of one component, by the same rules as for outages (23, 24):
 * work by its announcement, causes by the outages that have them. Counts have no downtime of their
 * own, so a rule may take any of the time.
 */
export function exclusionsOf(
  excludes: readonly ExclusionPlan[],
  { outages, maintenance, attributions, granted }: TallySource,
  judged: Judged,
): SourceExclusions {
  const { end, asOf } = judged;
  const reach = { start: quotaReach(excludes, judged), end };
  const facts = {
    faults: faultsOf(outages, maintenance, asOf),
    maintenance,
    attributions,
    tags: tagsOf(outages),
    asOf,
    granted,
  };
  const { rules, refusals } = excludingRules(excludes, facts, reach);
  const time = single(reach.start, end);
  const excluded = exclude(rules, { measured: time, down: time, runs: EMPTY });
  return { rules, refusals, excluded: excludedWithin(excluded, single(judged.start, end)) };
}

/** Outages, and work that was one itself, for the causes that they have. Open ends reach asOf (15). */
function faultsOf(
  outages: readonly Outage[],
  maintenance: readonly Maintenance[],
  asOf: Instant,
): readonly Fault[] {
  const cut = (until: Instant | undefined) => (until === undefined || until > asOf ? asOf : until);
  const recorded = outages.map(({ id, from, until, cause }) => ({
    id,
    start: from,
    end: cut(until),
    weight: ONE,
    cause,
  }));
  const works = maintenance
    .filter(({ impact }) => impact !== "none")
    .map(({ id, from, until }) => ({
      id,
      start: from,
      end: cut(until),
      weight: ONE,
      cause: "maintenance" as const,
    }));
  return [...recorded, ...works];
}
