import { signOf } from "../base/ratio.ts";
import type { Candidate, ExclusionRule } from "../core/exclude.ts";
import type { Fault } from "../core/faults.ts";
import type { Quota } from "../core/quota.ts";
import type { Outage } from "../model/records.ts";
import type { Assumption } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import {
  EMPTY,
  type IntervalSet,
  intervalSet,
  subtract as subtractSet,
  unionAll,
} from "../time/interval-set.ts";
import { pendingPeriod, periodsEndingIn } from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { type ExclusionFacts, type Matched, matchRule, type Refusal } from "./exclusions/index.ts";
import type { ExclusionPlan, QuotaPlan } from "./plan.ts";

/** The exclusions that a commitment grants, with the records that each applies to (23 to 25). */

export interface Excluding {
  readonly rules: readonly ExclusionRule[];
  readonly refusals: readonly (Refusal & { readonly rule: ExclusionPlan })[];
}

interface Stretch {
  readonly start: Instant;
  readonly end: Instant;
}

export interface Reach extends Stretch {
  /** First instant of the contract: no quota was used before it. */
  readonly termStart: Instant;
}

/**
 * From when on records decide what is left of the quotas in the judged stretch: the beginning of
 * the earliest quota period that reaches into it. Its own start where no quota looks back.
 */
export function quotaReach(
  excludes: readonly ExclusionPlan[],
  { start, end, termStart }: Reach,
): Instant {
  const starts = excludes.flatMap(({ quota }) =>
    quota === undefined ? [] : periodStarts(quota, { start, end }),
  );
  return Math.min(start, ...starts.map((at) => Math.max(at, termStart))) as Instant;
}

/** Quotas that began before the judged stretch: nothing but the records says what is left (23). */
export function earlierUse(
  excludes: readonly ExclusionPlan[],
  { start, end, termStart }: Reach,
): readonly Assumption[] {
  return excludes.flatMap((rule) => {
    const from = quotaReach([rule], { start, end, termStart });
    if (from === start) return [];
    const used = `complete from ${formatInstant(from)} to ${formatInstant(start)}`;
    return [{ path: `records.quota.${rule.id}`, used, semantics: 23 }];
  });
}

/** Finds the records of each rule and what it may take of them, over all that is reached. */
export function excludingRules(
  excludes: readonly ExclusionPlan[],
  facts: ExclusionFacts,
  reach: Stretch,
): Excluding {
  const matched = excludes.map((rule) => ({ rule, ...matchRule(rule, facts) }));
  const unexcused = matched.some(({ rule }) => rule.concurrent === "counts")
    ? unexcusedTime(facts.faults, matched.flatMap(candidatesThatExcuse))
    : EMPTY;
  return {
    rules: matched.map(({ rule, candidates }) => ({
      rule: rule.id,
      removes: rule.removes,
      candidates,
      quota: rule.quota === undefined ? undefined : quotaOver(rule.quota, reach),
      counts: rule.concurrent === "counts" && rule.removes !== "nothing" ? unexcused : EMPTY,
      unconditional: grantedTo(rule.id, candidates, facts.granted),
    })),
    refusals: matched.flatMap(({ rule, refusals }) =>
      refusals.map((refusal) => ({ ...refusal, rule })),
    ),
  };
}

function grantedTo(
  rule: string,
  candidates: readonly Candidate[],
  granted: ReadonlySet<string>,
): ReadonlySet<string> {
  const own = candidates.filter(({ record }) => granted.has(`${rule} ${record}`));
  return new Set(own.map(({ record }) => record));
}

/** A rule that removes nothing excuses nobody. */
function candidatesThatExcuse({
  rule,
  candidates,
}: Matched & { readonly rule: ExclusionPlan }): readonly Candidate[] {
  return rule.removes === "nothing" ? [] : candidates;
}

function quotaOver(quota: QuotaPlan, reach: Stretch): Quota {
  return { pool: quota.pool, most: quota.most, periods: periodStarts(quota, reach) };
}

/**
 * Where the periods of a quota begin that have a part in the stretch. What lies before the first of
 * listed instants, or after the last, is a period too.
 */
function periodStarts({ per, zone }: QuotaPlan, { start, end }: Stretch): readonly Instant[] {
  const span = interval(start, end);
  const running = pendingPeriod(per, zone, span);
  const ended = periodsEndingIn(per, zone, span);
  const periods = running === undefined ? ended : [...ended, running];
  const beyond = periods.flatMap((one) => (one.end < end ? [one.end] : []));
  return [...new Set([...periods.map((one) => one.start), ...beyond])].sort((a, b) => a - b);
}

/** Where a fault runs of which no rule may take that very time (24); one of weight 0 is no fault. */
function unexcusedTime(faults: readonly Fault[], candidates: readonly Candidate[]): IntervalSet {
  const excused = new Map<string, Candidate[]>();
  for (const one of candidates) excused.set(one.record, [...(excused.get(one.record) ?? []), one]);
  const free: Fault[] = [];
  const rest: IntervalSet[] = [];
  for (const fault of faults.filter(({ weight }) => signOf(weight) > 0)) {
    const own = excused.get(fault.id);
    if (own === undefined) free.push(fault);
    else rest.push(subtractSet(intervalSet([fault]), intervalSet(own)));
  }
  return unionAll([intervalSet(free), ...rest]);
}

/** Tags of outages by their ids, where they have any. */
export function tagsOf(outages: readonly Outage[]): ReadonlyMap<string, readonly string[]> {
  return new Map(outages.filter(({ tags }) => tags.length > 0).map(({ id, tags }) => [id, tags]));
}
