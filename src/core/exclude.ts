import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import {
  clip,
  EMPTY,
  type IntervalSet,
  intervalSetOf,
  isEmpty,
  subtract,
  totalMs,
  union,
  unionAll,
} from "../time/interval-set.ts";

/** One record for which a rule of exclusion may take time, with the span that it may take. */
export interface Candidate {
  readonly record: string;
  readonly start: Instant;
  readonly end: Instant;
  /** The record that names the cause of this one, where a rule goes by that. */
  readonly attribution?: string;
}

/** A rule as this stage sees it: where it may act, and how much it may take. */
export interface ExclusionRule {
  readonly rule: string;
  /** `downtime`: the numerator alone; `window`: both sides (semantics 23). */
  readonly removes: "downtime" | "window";
  readonly candidates: readonly Candidate[];
  /** Most that the rule may take in this period; first come, first excluded. */
  readonly quotaMs: number | undefined;
  /** Time in which a fault that no rule excuses runs; empty where it is excluded all the same (24). */
  readonly counts: IntervalSet;
}

/** What one rule took for one record. */
export interface Taken {
  readonly rule: string;
  readonly record: string;
  readonly removes: "downtime" | "window";
  readonly set: IntervalSet;
}

/** What a rule would have taken, had it not been for this. */
export interface Withheld {
  readonly rule: string;
  readonly record: string;
  readonly reason: "quota-used-up" | "concurrent-fault";
  readonly set: IntervalSet;
}

export interface Excluded {
  readonly taken: readonly Taken[];
  readonly withheld: readonly Withheld[];
  /** All time that a rule took, and the part that left the denominator too. */
  readonly all: IntervalSet;
  readonly windows: IntervalSet;
}

/**
 * Takes time out, rule by rule in the order of the contract's list: each ms is attributed to the
 * first rule that takes it, and never taken twice (24).
 *
 * @param measured Where time can be taken at all: the known time of the period.
 * @param down Where downtime counts; rules that remove downtime take nothing outside it.
 */
export function exclude(
  rules: readonly ExclusionRule[],
  measured: IntervalSet,
  down: IntervalSet,
): Excluded {
  const taken: Taken[] = [];
  const withheld: Withheld[] = [];
  let all = EMPTY;
  let windows = EMPTY;
  for (const rule of rules) {
    const own = takeBy(rule, subtract(rule.removes === "window" ? measured : down, all), withheld);
    const time = unionAll(own.map(({ set }) => set));
    taken.push(...own);
    all = union(all, time);
    if (rule.removes === "window") windows = union(windows, time);
  }
  return { taken, withheld, all, windows };
}

/** Each instant is offered to one candidate of a rule: the one that began first. */
function takeBy(rule: ExclusionRule, free: IntervalSet, withheld: Withheld[]): Taken[] {
  const taken: Taken[] = [];
  const candidates = rule.candidates.slice().sort(firstCome);
  let leftMs = rule.quotaMs ?? Infinity;
  let reached = -Infinity;
  for (const { record, start, end } of candidates) {
    const from = Math.max(start, reached) as Instant;
    reached = Math.max(reached, end);
    if (end <= from) continue;
    const wanted = clip(free, interval(from, end));
    if (isEmpty(wanted)) continue;
    const allowed = isEmpty(rule.counts) ? wanted : subtract(wanted, rule.counts);
    const granted = firstMs(allowed, leftMs);
    leftMs -= totalMs(granted);
    const note = (reason: Withheld["reason"], set: IntervalSet) => {
      if (!isEmpty(set)) withheld.push({ rule: rule.rule, record, reason, set });
    };
    if (allowed !== wanted) note("concurrent-fault", subtract(wanted, allowed));
    if (granted !== allowed) note("quota-used-up", subtract(allowed, granted));
    if (!isEmpty(granted))
      taken.push({ rule: rule.rule, record, removes: rule.removes, set: granted });
  }
  return taken;
}

function firstCome(a: Candidate, b: Candidate): number {
  return a.start - b.start || (a.record < b.record ? -1 : a.record > b.record ? 1 : a.end - b.end);
}

/** The first `ms` of the set. */
function firstMs(set: IntervalSet, ms: number): IntervalSet {
  if (totalMs(set) <= ms) return set;
  const starts: number[] = [];
  const ends: number[] = [];
  let left = ms;
  for (let i = 0; i < set.starts.length && left > 0; i += 1) {
    const start = set.starts[i] as Instant;
    const end = Math.min(set.ends[i] as Instant, start + left);
    starts.push(start);
    ends.push(end);
    left -= end - start;
  }
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}
