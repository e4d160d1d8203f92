import { add, multiply, type Ratio, wholeRatio, ZERO } from "../../base/ratio.ts";
import type { Fault } from "../../core/faults.ts";
import type { FactRow } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import { type IntervalSet, intersect, single, totalMs } from "../../time/interval-set.ts";

/** How many units (users, seats) there are from an instant on, up to the next count. */
export interface UserCount {
  /** The fact that says so. */
  readonly id: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly count: Ratio;
}

/**
 * Facts of one name, in the order of time, as counts: each stands until its own end or the next one, whichever comes
 * first. A fact without a value counts nothing and is none.
 */
export function userCounts(facts: readonly FactRow[], asOf: Instant): readonly UserCount[] {
  const counts = facts.flatMap(({ at, until, value, id }) =>
    value === undefined ? [] : [{ at, until, value, id }],
  );
  return counts.map(({ id, at, until = asOf, value }, index) => ({
    id,
    start: at,
    end: Math.max(at, Math.min(until, counts[index + 1]?.at ?? asOf)) as Instant,
    count: value,
  }));
}

/** Users times ms over a set: the sum over its stretches, each at the count then in force. */
export function userMs(counts: readonly UserCount[], set: IntervalSet): Ratio {
  return counts.reduce(
    (total, { start, end, count }) =>
      add(total, multiply(count, wholeRatio(totalMs(intersect(set, single(start, end)))))),
    ZERO,
  );
}

/** Time for which no count is known. */
export function uncountedMs(counts: readonly UserCount[], set: IntervalSet): number {
  return counts.reduce(
    (left, { start, end }) => left - totalMs(intersect(set, single(start, end))),
    totalMs(set) as number,
  );
}

/**
 * Faults that hit everybody, with the number of users when they began, or else the next one that is
 * known; the others have theirs. Where no number is known at all, nothing is measured.
 */
export function withUsers(
  faults: readonly Fault[],
  counts: readonly UserCount[],
): readonly Fault[] {
  return faults.map((fault) => {
    if (fault.units !== undefined) return fault;
    const found = counts.find(({ end }) => fault.start < end);
    return { ...fault, units: found?.count ?? ZERO };
  });
}
