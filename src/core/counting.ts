import { add, multiply, type Ratio, subtract, wholeRatio, ZERO } from "../base/ratio.ts";
import { EMPTY, type IntervalSet, union } from "../time/interval-set.ts";
import type { Zone } from "../time/zone.ts";
import type { Level } from "./faults.ts";
import { lengthIn, type SetMeasure } from "./set-measure.ts";
import { type Slots, slotsFrom, slotsOfZone } from "./slots.ts";

/** Downtime counted in whole units of time (18). */
export interface Counting {
  readonly unitMs: number;
  /** `ceil`, `floor`: of the length. `any-touched`, `all-of`: slots touched, slots wholly down. */
  readonly count: "ceil" | "floor" | "any-touched" | "all-of";
  /** Of each outage by itself, or of all downtime of the period. */
  readonly per: "fault" | "total";
  /** Where slots begin; of lengths it says nothing. */
  readonly aligned: "utc" | "zone" | "fault";
}

export interface CountedSets {
  /** Counted time by weight, heaviest first; disjoint. */
  readonly levels: readonly Pick<Level, "weight" | "set">[];
  /** The outages that are counted each by itself, or one span over all of them. */
  readonly groups: IntervalSet;
  /** Where a touched slot counts: agreed and known time that no rule took. */
  readonly countable: SetMeasure;
  /** First and last instant of the period: they end a slot. */
  readonly start: number;
  readonly end: number;
  readonly zone: Zone;
}

/**
 * Downtime of each group in whole units. With weights, each weight counts what is at least as heavy:
 * a slot that is touched by several counts at the heaviest, a slot that is wholly down at the
 * lightest.
 */
export function countedByGroup(sets: CountedSets, counting: Counting): readonly Ratio[] {
  const totals: Ratio[] = Array.from(sets.groups.starts, () => ZERO);
  let reached = EMPTY;
  sets.levels.forEach(({ weight, set }, index) => {
    reached = union(reached, set);
    const below = sets.levels[index + 1]?.weight ?? ZERO;
    const step = subtract(weight, below);
    lengthsOf(reached, sets, counting).forEach((ms, group) => {
      totals[group] = add(totals[group] as Ratio, multiply(step, wholeRatio(ms)));
    });
  });
  return totals;
}

/** Ms of the set in each group, in whole units. */
function lengthsOf(set: IntervalSet, sets: CountedSets, counting: Counting): Float64Array {
  const { groups } = sets;
  const sums = new Float64Array(groups.starts.length);
  let [group, reach] = [0, -Infinity];
  let slots = slotsOf(sets, counting, group);
  for (let i = 0; i < set.starts.length; i += 1) {
    const [start, end] = [set.starts[i] as number, set.ends[i] as number];
    while ((groups.ends[group] as number) <= start) {
      group += 1;
      reach = -Infinity;
      slots = slotsOf(sets, counting, group);
    }
    const [from, until] = stretched(start, end, sets, counting, slots);
    const fresh = Math.max(from, reach);
    if (fresh < until) sums[group] = (sums[group] as number) + spanMs(fresh, until, sets, counting);
    reach = Math.max(reach, until);
  }
  return counting.count === "ceil" || counting.count === "floor"
    ? sums.map((ms) => Math[counting.count as "ceil"](ms / counting.unitMs) * counting.unitMs)
    : sums;
}

/** A span drawn out to the slots that it touches, or in to those that it fills. */
function stretched(
  start: number,
  end: number,
  sets: CountedSets,
  { count }: Counting,
  slots: Slots,
): readonly [from: number, until: number] {
  switch (count) {
    case "ceil":
    case "floor":
      return [start, end];
    case "any-touched":
      return [slots.floor(start), slots.ceil(end)];
    case "all-of":
      return [
        start === sets.start ? start : slots.ceil(start),
        end === sets.end ? end : slots.floor(end),
      ];
  }
}

function spanMs(start: number, end: number, { countable }: CountedSets, { count }: Counting) {
  return count === "any-touched" ? lengthIn(countable, start, end) : end - start;
}

function slotsOf({ groups, zone }: CountedSets, { aligned, unitMs }: Counting, group: number) {
  switch (aligned) {
    case "utc":
      return slotsFrom(0, unitMs);
    case "zone":
      return slotsOfZone(zone, unitMs);
    case "fault":
      return slotsFrom(groups.starts[group] as number, unitMs);
  }
}
