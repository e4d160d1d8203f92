import {
  add,
  divide,
  exactText,
  multiply,
  ONE,
  type Ratio,
  signOf,
  subtract,
  sum,
  wholeRatio,
  ZERO,
} from "../../base/ratio.ts";
import { type DividedTime, isFull, levelled } from "../../core/availability.ts";
import type { Counting } from "../../core/counting.ts";
import type { FaultShare } from "../../core/fault-shares.ts";
import { lengthIn, setMeasure } from "../../core/set-measure.ts";
import type { Interval } from "../../time/interval.ts";
import {
  type IntervalSet,
  intersect,
  single,
  subtract as subtractSet,
  totalMs,
  union,
  unionAll,
} from "../../time/interval-set.ts";
import { deemedLength } from "../denominator.ts";
import type { OutagesPlan } from "../outages-plan.ts";
import {
  type Adjustment,
  countedGroups,
  countingText,
  inUnits,
  isAvailableUnused,
  sizeOf,
} from "./outage-account.ts";
import { type OutageFacts, sharesWithin } from "./outages.ts";
import type { Judged } from "./scope.ts";
import { userMs } from "./users.ts";

/** What each slice of a judged stretch has of the adjustments of its ledger: together all (27). */

/** One component, or several as one, over the stretch that is cut. */
export interface SlicedFacts {
  readonly plan: OutagesPlan;
  readonly facts: OutageFacts;
  readonly time: DividedTime;
  readonly judged: Judged;
  /** They follow each other from the start of the stretch to its end. */
  readonly slices: readonly Interval[];
  /** Of a weighted member its share of all weights; 1 elsewhere. */
  readonly share: Ratio;
}

/** How much of the adjustment each slice has. */
interface Spread extends Pick<Adjustment, "of" | "why"> {
  readonly parts: readonly Ratio[];
}

/**
 * What is of an instant stands in the slice of that: weights, overlaps, users, unknown and unused
 * time. What whole units make of an outage stands where the outage begins, of all downtime together
 * in the last slice. A deemed length is shared out as the elapsed time is.
 */
export function slicedAdjustments(sliced: SlicedFacts): readonly (readonly Adjustment[])[] {
  const own = [...badSpreads(sliced), ...wholeSpreads(sliced)];
  const spreads = [...own, ...memberSpreads(sliced, own)];
  return sliced.slices.map((_, at) =>
    spreads.flatMap(({ of, why, parts }) => {
      const ms = parts[at] as Ratio;
      return signOf(ms) === 0 ? [] : [{ of, why, ms }];
    }),
  );
}

function badSpreads(sliced: SlicedFacts): Spread[] {
  const { plan, time, slices } = sliced;
  const weights = time.counted
    .filter(({ weight, ms }) => !isFull(weight) && ms > 0)
    .map(({ weight, set }) => ({
      why: `weight ${exactText(weight)}`,
      parts: lengthsOf(set, slices).map((ms) => multiply(subtract(weight, ONE), ms)),
    }));
  const unknown =
    plan.unknown === "down" ? [{ why: "unknown time is down", parts: unknownParts(sliced) }] : [];
  return [...weights, ...faultSpreads(sliced), ...unknown].map((one) => ({ of: "bad", ...one }));
}

function faultSpreads(sliced: SlicedFacts): Omit<Spread, "of">[] {
  const { plan, facts, judged, slices } = sliced;
  const { counting, overlap, denominator } = plan;
  if (overlap !== "sum")
    return counting === undefined
      ? []
      : [{ why: countingText(counting), parts: groupParts(counting, sliced) }];
  const within = slices.map(({ start, end }) =>
    sharesWithin(plan, facts, judged, single(start, end)),
  );
  const overlaps = within.map(({ bad, counted }) => subtract(bad, levelled(counted)));
  const hits = within.map(({ bad, shares }) =>
    denominator.by === "users" ? subtract(sum(shares.map(sizeOf)), bad) : ZERO,
  );
  return [
    { why: "overlapping outages, each by itself", parts: overlaps },
    { why: "users that were hit", parts: hits },
    ...(counting === undefined
      ? []
      : [{ why: countingText(counting), parts: shareParts(counting, sliced) }]),
  ];
}

/** Whole units of merged outages, or of the period. */
function groupParts(counting: Counting, { time, judged, slices }: SlicedFacts): Ratio[] {
  const levels = time.counted.map(({ weight, set }) => ({ weight, measure: setMeasure(set) }));
  const groups = counting.per === "fault" ? time.outages : single(judged.start, judged.end);
  const parts = slices.map(() => ZERO);
  countedGroups(counting, time, judged).forEach((ms, group) => {
    const [start, end] = [groups.starts[group] as number, groups.ends[group] as number];
    const exact = levelled(
      levels.map(({ weight, measure }) => ({ weight, ms: lengthIn(measure, start, end) })),
    );
    const more = subtract(ms, exact);
    if (signOf(more) === 0) return;
    const at = counting.per === "fault" ? sliceOf(slices, start) : slices.length - 1;
    parts[at] = add(parts[at] as Ratio, more);
  });
  return parts;
}

/** Whole units of outages that are added up, each by itself or all together. */
function shareParts(counting: Counting, { plan, facts, judged, slices }: SlicedFacts): Ratio[] {
  const { start, end } = judged;
  const { shares, bad } = sharesWithin(plan, facts, judged, single(start, end));
  const parts = slices.map(() => ZERO);
  if (counting.per === "total") {
    const hit = plan.denominator.by === "users" ? sum(shares.map(sizeOf)) : bad;
    return [...parts.slice(1), subtract(inUnits(hit, counting), hit)];
  }
  for (const share of shares.filter(({ countedMs }) => countedMs > 0)) {
    const at = sliceOf(slices, share.start);
    parts[at] = add(parts[at] as Ratio, subtract(countedSize(share, counting), sizeOf(share)));
  }
  return parts;
}

function countedSize(share: FaultShare, counting: Counting): Ratio {
  const countedMs = Number(inUnits(wholeRatio(share.countedMs), counting).numerator);
  return sizeOf({ ...share, countedMs });
}

function wholeSpreads(sliced: SlicedFacts): Spread[] {
  const { plan, time, judged, slices } = sliced;
  const { users = [] } = sliced.facts;
  const found: Omit<Spread, "of">[] = [];
  const takesUnknown = plan.unknown === "up" || plan.unknown === "down";
  if (takesUnknown)
    found.push({
      why: `unknown time is ${String(plan.unknown)}`,
      parts: lengthsOf(time.unknown, slices),
    });
  if (isAvailableUnused(plan))
    found.push({ why: "time without use is available", parts: lengthsOf(time.inactive, slices) });
  const deemed = deemedLength(plan.denominator, plan.partialPeriod, judged);
  if (deemed !== undefined) {
    const all = wholeRatio(time.elapsedMs);
    const rate = divide(subtract(deemed.ms, all), all);
    const parts = slices.map(({ start, end }) => multiply(rate, wholeRatio(end - start)));
    found.push({ why: deemed.why, parts });
  }
  if (plan.denominator.by === "users") {
    const known = subtractSet(time.measured, time.excluded.windows);
    const counted = takesUnknown ? union(known, time.unknown) : known;
    const parts = slices.map(({ start, end }) => {
      const own = intersect(counted, single(start, end));
      return subtract(userMs(users, own), wholeRatio(totalMs(own)));
    });
    found.push({ why: "users", parts });
  }
  return found.map((one) => ({ of: "whole", ...one }));
}

/** A member counts by its weight, with all that it comes to. */
function memberSpreads({ time, slices, share }: SlicedFacts, own: readonly Spread[]): Spread[] {
  if (isFull(share)) return [];
  const down = unionAll(time.counted.map(({ set }) => set));
  const classes = {
    bad: lengthsOf(down, slices),
    whole: lengthsOf(subtractSet(time.measured, time.excluded.windows), slices),
  };
  return (["bad", "whole"] as const).map((of) => ({
    of,
    why: "weights of members",
    parts: classes[of].map((ms, at) => {
      const more = own.filter((one) => one.of === of).map(({ parts }) => parts[at] as Ratio);
      return multiply(subtract(share, ONE), sum([ms, ...more]));
    }),
  }));
}

function unknownParts({ plan, facts, time, slices }: SlicedFacts): readonly Ratio[] {
  if (plan.denominator.by !== "users") return lengthsOf(time.unknown, slices);
  const { users = [] } = facts;
  return slices.map(({ start, end }) => userMs(users, intersect(time.unknown, single(start, end))));
}

function lengthsOf(set: IntervalSet, slices: readonly Interval[]): readonly Ratio[] {
  const measure = setMeasure(set);
  return slices.map(({ start, end }) => wholeRatio(lengthIn(measure, start, end)));
}

/** Of what began before them the first. */
function sliceOf(slices: readonly Interval[], at: number): number {
  return slices.findIndex(({ end }) => at < end);
}
