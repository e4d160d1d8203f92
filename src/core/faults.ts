import { compare, type Ratio, signOf } from "../base/ratio.ts";
import type { Traits } from "../model/measured.ts";
import type { Cause } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { EMPTY, type IntervalSet, intervalSet, subtract, union } from "../time/interval-set.ts";

/** A stretch in which a component was impaired: a recorded outage, or work that was one itself. */
export interface Fault {
  readonly id: string;
  readonly start: Instant;
  readonly end: Instant;
  /** How much of it counts, 0 to 1. */
  readonly weight: Ratio;
  readonly cause: Cause | undefined;
  /** The part of the component that it hit; absent: all of it. */
  readonly resource?: string;
  /** Units of the service that it hit, where users times minutes are measured. */
  readonly units?: Ratio;
  /** What its record says, where a credit selects outages by it. */
  readonly traits?: Traits;
  /** The gap after this outage, which counts as if it had gone on (18). */
  readonly isGap?: true;
}

/** The time at one weight; the levels of a component are disjoint. */
export interface Level {
  readonly weight: Ratio;
  readonly set: IntervalSet;
  /** Faults of this weight, by start. */
  readonly faults: readonly Fault[];
}

/**
 * The heaviest weight at each instant, never the sum (18): one level for each weight above 0,
 * heaviest first, each without the time of the heavier ones.
 */
export function levelsOf(faults: readonly Fault[]): readonly Level[] {
  const groups = groupsOf(faults)
    .filter(({ weight }) => signOf(weight) > 0)
    .sort((a, b) => compare(b.weight, a.weight));
  let taken = EMPTY;
  return groups.map(({ weight, faults: group }) => {
    const all = intervalSet(group);
    const set = subtract(all, taken);
    taken = union(taken, all);
    return { weight, set, faults: group.sort(byStart) };
  });
}

/** Faults of one weight each. */
function groupsOf(faults: readonly Fault[]): Group[] {
  // Almost all faults have one of a few weights, each the same object, and mostly the one before's.
  const byObject = new Map<Ratio, Group>();
  const byWeight = new Map<string, Group>();
  let last: Group | undefined;
  for (const fault of faults) {
    const { weight } = fault;
    if (last?.weight !== weight) {
      last = byObject.get(weight) ?? groupOf(weight, byWeight);
      byObject.set(weight, last);
    }
    last.faults.push(fault);
  }
  return [...byWeight.values()];
}

interface Group {
  readonly weight: Ratio;
  readonly faults: Fault[];
}

function groupOf(weight: Ratio, byWeight: Map<string, Group>): Group {
  const key = `${weight.numerator}/${weight.denominator}`;
  const group = byWeight.get(key) ?? { weight, faults: [] };
  byWeight.set(key, group);
  return group;
}

/** By start, the longer first, then by id: the order in which overlapping faults are given their time. */
export function byStart(a: Fault, b: Fault): number {
  return a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1);
}

/** The span of a set that holds the instant, or begins at it; −1 where there is none. */
export function spanIndexAt({ starts, ends }: IntervalSet, instant: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= instant) low = middle + 1;
    else high = middle;
  }
  return low > 0 && instant < (ends[low - 1] as number) ? low - 1 : -1;
}
