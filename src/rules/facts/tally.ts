import { compare, HUNDRED, type Ratio, ratio, wholeRatio, ZERO } from "../../base/ratio.ts";
import { keptShare } from "../../core/kept-share.ts";
import { addScored, type Scored, scoredBuckets, scoredSamples } from "../../core/scored.ts";
import { addCounts, addShares, emptyTally, type Tally } from "../../core/tally.ts";
import type { Measured } from "../../model/measured.ts";
import type { WhyNot } from "../../model/verdict.ts";
import { figures } from "../figures/index.ts";
import type { ScorePlan, TallyPlan } from "../tally-plan.ts";
import type { Judged } from "./scope.ts";
import { partOf, type TallyPart } from "./tally-part.ts";
import type { TallySource } from "./tally-source.ts";

export interface MeasuredTally {
  readonly measured: Measured;
  readonly tally: Tally;
  /** Of the figure mean-score. */
  readonly scored: Scored | undefined;
  /** Where little or no traffic decides the figure. */
  readonly ruling: Ruling | undefined;
  readonly unknownMs: number;
  /** The known part of the agreed time, in percent; null where nothing is agreed. */
  readonly coverage: Ratio | null;
  readonly parts: readonly TallyPart[];
}

/** What the contract says of a period in which so little was attempted (20). */
export interface Ruling {
  readonly attempts: bigint;
  readonly is: "good" | "bad";
}

/** Measures the counts of the members of one scope over one period (semantics 17, 19, 20, 23, 24). */
export function measure(
  plan: TallyPlan,
  sources: readonly TallySource[],
  judged: Judged,
): MeasuredTally {
  const parts = sources.map((source) => partOf(plan, source, judged));
  const rows = sumOf(parts, ({ looked }) =>
    looked.reduce((sum, { first, beyond }) => sum + beyond - first, 0),
  );
  const tally = tallyOf(plan, parts, rows);
  const scored = plan.scores === undefined ? undefined : scoresOf(plan.scores, parts);
  const unknownMs = sumOf(parts, (part) => part.unknownMs) + tally.notMeasuredMs;
  const agreed = wholeRatio(sumOf(parts, ({ agreedMs }) => agreedMs));
  const coverage = keptShare({ bad: wholeRatio(unknownMs), whole: agreed });
  const facts = { tally, scored };
  const why = unusable(plan, coverage, rows);
  const outcome = why === undefined ? outcomeOf(plan, facts) : { why };
  return {
    measured: measuredOf(plan, facts, outcome),
    ...facts,
    ruling: outcome.ruling,
    unknownMs,
    coverage,
    parts,
  };
}

function sumOf(parts: readonly TallyPart[], value: (part: TallyPart) => number): number {
  return parts.reduce((sum, part) => sum + value(part), 0);
}

function tallyOf(plan: TallyPlan, parts: readonly TallyPart[], rows: number): Tally {
  const tally = emptyTally(rows);
  for (const range of parts.flatMap(({ ranges }) => ranges)) {
    if (plan.figure === "mean-of-ratios") addShares(tally, range, plan.traffic);
    else addCounts(tally, range);
  }
  return tally;
}

function scoresOf(scores: ScorePlan, parts: readonly TallyPart[]): Scored {
  const rows = scores.by === "value" ? scores.rows : [];
  const found = parts.flatMap(({ ranges, samples }) => [
    ...ranges.map((range) => scoredBuckets(range, range.score)),
    ...samples.map(({ series, places, fates }) => scoredSamples(series, places, rows, fates)),
  ]);
  return found.reduce(addScored, { requests: 0n, lost: ZERO });
}

/** Why no figure can rest on what is known (19). */
function unusable(
  { minCoverage }: TallyPlan,
  coverage: Ratio | null,
  rows: number,
): WhyNot | undefined {
  if (coverage === null) return "nothing-scheduled";
  if (rows === 0) return "no-data";
  const isShort = minCoverage !== undefined && compare(coverage, minCoverage.value) < 0;
  return isShort ? "below-coverage" : undefined;
}

interface Facts {
  readonly tally: Tally;
  readonly scored: Scored | undefined;
}

interface Outcome {
  readonly why?: WhyNot;
  readonly ruling?: Ruling | undefined;
}

/** Whether there is enough for a figure, and what the contract says where there is not (20). */
function outcomeOf({ figure, traffic }: TallyPlan, { tally, scored }: Facts): Outcome {
  if (figure === "mean-of-ratios") return tally.buckets === 0 ? { why: "empty-population" } : {};
  const attempts = scored?.requests ?? tally.total.value();
  if (attempts === 0n)
    return traffic.zeroTraffic === "left-out"
      ? { why: "empty-population" }
      : { ruling: { attempts, is: traffic.zeroTraffic } };
  if (attempts >= BigInt(traffic.minimum)) return {};
  return traffic.under === "good" || traffic.under === "bad"
    ? { ruling: { attempts, is: traffic.under } }
    : { why: "too-few" };
}

function measuredOf(plan: TallyPlan, facts: Facts, { why, ruling }: Outcome): Measured {
  const { bad, whole } = sidesOf(plan, facts);
  const { unit, compute } = figures[plan.figure];
  const found = { unit, bad, whole, misses: [] } as const;
  if (why !== undefined) return { ...found, figure: null, whyNot: why };
  if (ruling === undefined) return { ...found, figure: compute({ bad, whole }) };
  return ruling.is === "good"
    ? { ...found, bad: ZERO, figure: HUNDRED }
    : { ...found, bad: whole, figure: ZERO };
}

/** Failed attempts of all; buckets' shares of failures of all buckets; what scores lack of full ones. */
function sidesOf({ figure }: TallyPlan, { tally, scored }: Facts): Pick<Measured, "bad" | "whole"> {
  if (scored !== undefined) return { bad: scored.lost, whole: ratio(scored.requests, 1n) };
  if (figure === "mean-of-ratios")
    return { bad: tally.badShares.value(), whole: wholeRatio(tally.buckets) };
  const total = tally.total.value();
  return { bad: ratio(total - tally.good.value(), 1n), whole: ratio(total, 1n) };
}
