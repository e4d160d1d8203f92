import {
  add,
  exactText,
  multiply,
  ONE,
  type Ratio,
  signOf,
  subtract,
  wholeRatio,
  ZERO,
} from "../../base/ratio.ts";
import {
  type Availability,
  availability,
  type FaultShare,
  isFull,
} from "../../core/availability.ts";
import type { Candidate, ExclusionRule } from "../../core/exclude.ts";
import { type Fault, timeOf } from "../../core/faults.ts";
import type { Measured, Miss } from "../../model/measured.ts";
import type { Attribution, Maintenance, Outage } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import {
  EMPTY,
  type IntervalSet,
  single,
  subtract as subtractSet,
  unionAll,
} from "../../time/interval-set.ts";
import { matchers, type Refusal } from "../exclusions/index.ts";
import { figures } from "../figures/index.ts";
import type { ExclusionPlan, OutagesPlan } from "../plan.ts";
import type { Judged } from "./scope.ts";

/** The records of one service that were known at asOf. */
export interface OutageRecords {
  readonly outages: readonly Outage[];
  readonly maintenance: readonly Maintenance[];
  readonly attributions: ReadonlyMap<string, Attribution>;
  /** Where the sources are complete; undefined: nothing at all was delivered (19). */
  readonly known: IntervalSet | undefined;
}

export interface MeasuredOutages {
  readonly measured: Measured;
  readonly time: Availability;
  readonly refusals: readonly (Refusal & { readonly rule: ExclusionPlan })[];
  readonly rules: readonly ExclusionRule[];
}

/** Measures one service over one period (semantics 17 to 20, 23 to 25). */
export function measure(
  plan: OutagesPlan,
  records: OutageRecords,
  judged: Judged,
): MeasuredOutages {
  const span = single(judged.start, judged.end);
  const faults = faultsOf(plan, records, judged);
  const { rules, refusals } = rulesOf(plan, records, faults, judged);
  const time = availability({
    span,
    known: records.known ?? EMPTY,
    faults,
    minimumMs: plan.minimumMs,
    rules,
  });
  const whole = wholeRatio(time.wholeMs);
  const figure = figures[plan.figure].compute({ bad: time.bad, whole });
  const misses = missesOf(time.shares);
  const measured: Measured = {
    figure,
    unit: figures[plan.figure].unit,
    bad: time.bad,
    whole,
    misses,
    ...whyNot(figure, time),
  };
  return { measured, time, refusals, rules };
}

function whyNot(figure: Ratio | null, time: Availability): Pick<Measured, "whyNot"> {
  if (figure !== null) return {};
  return {
    whyNot:
      time.unknownMs === time.elapsedMs && time.elapsedMs > 0 ? "no-data" : "nothing-scheduled",
  };
}

/**
 * One miss for each merged outage, whoever recorded it in how many rows (18). It bears the id of
 * its first record that counts.
 */
function missesOf(shares: readonly FaultShare[]): Miss[] {
  const misses = new Map<number, Miss>();
  for (const { fault, start, end, countedMs, run } of shares) {
    if (countedMs === 0) continue;
    const size = multiply(fault.weight, wholeRatio(countedMs));
    const held = misses.get(run);
    const until = Math.max(end, held?.until ?? end) as Instant;
    if (held === undefined)
      misses.set(run, { id: fault.id, at: start as Instant, until, size, attributes: {} });
    else misses.set(run, { ...held, until, size: add(held.size, size) });
  }
  return [...misses.values()];
}

/** Recorded outages, and work that was an outage itself (17). Open ends reach asOf (15). */
function faultsOf(
  { weights }: OutagesPlan,
  { outages, maintenance }: OutageRecords,
  { asOf }: Judged,
): Fault[] {
  const cut = (until: Instant | undefined) => (until === undefined || until > asOf ? asOf : until);
  const recorded = outages
    .filter(({ from }) => from < asOf)
    .map((outage) => ({
      id: outage.id,
      start: outage.from,
      end: cut(outage.until),
      weight: outage.impact === undefined ? ONE : (weights?.get(outage.impact) ?? ONE),
      cause: outage.cause,
    }));
  const works = maintenance
    .filter(({ impact, from }) => impact !== "none" && from < asOf)
    .map((work) => ({
      id: work.id,
      start: work.from,
      end: cut(work.until),
      weight: work.impact === "degraded" ? (weights?.get("degraded") ?? ONE) : ONE,
      cause: "maintenance" as const,
    }));
  return [...recorded, ...works].sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

function rulesOf(
  plan: OutagesPlan,
  { maintenance, attributions }: OutageRecords,
  faults: readonly Fault[],
  judged: Judged,
) {
  const facts = { faults, maintenance, attributions, asOf: judged.asOf };
  const matched = plan.excludes.map((rule) => ({
    rule,
    ...matchers[rule.matches.by].match(rule, facts),
  }));
  const unexcused = matched.some(({ rule }) => rule.concurrent === "counts")
    ? unexcusedTime(
        faults,
        matched.flatMap(({ candidates }) => candidates),
      )
    : EMPTY;
  const rules = matched.map(
    ({ rule, candidates }): ExclusionRule => ({
      rule: rule.id,
      removes: rule.removes,
      candidates,
      quotaMs: rule.quotaMs,
      counts: rule.concurrent === "counts" ? unexcused : EMPTY,
    }),
  );
  return {
    rules,
    refusals: matched.flatMap(({ rule, refusals }) =>
      refusals.map((refusal) => ({ ...refusal, rule })),
    ),
  };
}

/** Where a fault runs of which no rule may take that very time (24); one of weight 0 is no fault. */
function unexcusedTime(faults: readonly Fault[], candidates: readonly Candidate[]): IntervalSet {
  const excused = new Map<string, Candidate[]>();
  for (const one of candidates) excused.set(one.record, [...(excused.get(one.record) ?? []), one]);
  const weighted = faults.filter(({ weight }) => signOf(weight) > 0);
  const isFree = ({ id }: Fault) => !excused.has(id);
  return unionAll([
    timeOf(weighted.filter(isFree)),
    ...weighted
      .filter((fault) => !isFree(fault))
      .map((fault) => subtractSet(timeOf([fault]), timeOf(excused.get(fault.id) ?? []))),
  ]);
}

/** Signed ms that lead from counted time to downtime: what a weight below 1 forgives (27). */
export function weightAdjustments(
  time: Availability,
): readonly { readonly why: string; readonly ms: Ratio }[] {
  return time.counted
    .filter(({ weight, ms }) => !isFull(weight) && ms > 0)
    .map(({ weight, ms }) => ({
      why: `weight ${exactText(weight)}`,
      ms: subtract(ZERO, multiply(subtract(ONE, weight), wholeRatio(ms))),
    }));
}

/** Time of a refused record inside the measured span. */
export function refusedMs({ start, end }: Refusal, { start: from, end: until }: Judged): number {
  return Math.max(0, Math.min(end, until) - Math.max(start, from));
}
