import type { Instant } from "../time/instant.ts";
import {
  EMPTY,
  type IntervalSet,
  intersect,
  intervalSetOf,
  isEmpty,
  subtract,
  totalMs,
  union,
} from "../time/interval-set.ts";

/** One record for which a rule of exclusion may take time, with the time it may take. */
export interface Candidate {
  readonly record: string;
  readonly set: IntervalSet;
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
    taken.push(...own);
    for (const { set } of own) all = union(all, set);
    if (rule.removes === "window") for (const { set } of own) windows = union(windows, set);
  }
  return { taken, withheld, all, windows };
}

function takeBy(
  { rule, removes, candidates, quotaMs, counts }: ExclusionRule,
  free: IntervalSet,
  withheld: Withheld[],
): Taken[] {
  const taken: Taken[] = [];
  let left = quotaMs ?? Infinity;
  let open = free;
  for (const { record, set } of candidates) {
    const wanted = intersect(set, open);
    if (isEmpty(wanted)) continue;
    const concurrent = intersect(wanted, counts);
    if (!isEmpty(concurrent))
      withheld.push({ rule, record, reason: "concurrent-fault", set: concurrent });
    const allowed = subtract(wanted, counts);
    const granted = firstMs(allowed, left);
    if (totalMs(granted) < totalMs(allowed))
      withheld.push({ rule, record, reason: "quota-used-up", set: subtract(allowed, granted) });
    left -= totalMs(granted);
    open = subtract(open, granted);
    if (!isEmpty(granted)) taken.push({ rule, record, removes, set: granted });
  }
  return taken;
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
