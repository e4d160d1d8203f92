import { add, multiply, ONE, type Ratio, wholeRatio, ZERO } from "../base/ratio.ts";
import {
  EMPTY,
  type IntervalSet,
  intersect,
  isEmpty,
  subtract,
  totalMs,
  union,
  unionAll,
} from "../time/interval-set.ts";
import {
  type Effect,
  type Excluded,
  type ExclusionRule,
  exclude,
  excludedWithin,
} from "./exclude.ts";
import { type Division, type FaultShare, sharesOf } from "./fault-shares.ts";
import { type Fault, type Level, levelsOf } from "./faults.ts";
import { type Minimum, type Runs, runsOf } from "./runs.ts";

export interface AvailabilityFacts {
  /** The period as far as it is judged: clipped to the contract's term and to asOf. */
  readonly span: IntervalSet;
  /** Where the sources are complete. */
  readonly known: IntervalSet;
  /** When the service was in use at all, and when it had to work; left out: always. */
  readonly active?: IntervalSet;
  readonly hours?: IntervalSet;
  readonly faults: readonly Fault[];
  readonly minimum: Minimum;
  /** From the first to the last part of each outage that was interrupted. */
  readonly joins?: IntervalSet;
  readonly overlap: "largest" | "sum";
  readonly rules: readonly ExclusionRule[];
  /** Where rules take time: more than the span where their quotas run for longer. */
  readonly reach?: IntervalSet;
}

/** Time of one state under one rule: for the ledger (27). */
export interface ExcludedShare {
  readonly rule: string;
  readonly removes: Effect;
  readonly state: "up" | "degraded" | "down";
  readonly set: IntervalSet;
  readonly ms: number;
}

/** Counted time at one weight. */
export interface CountedTime {
  readonly weight: Ratio;
  readonly ms: number;
  readonly set: IntervalSet;
}

/** Where all time of a span went. */
export interface DividedTime {
  readonly span: IntervalSet;
  readonly elapsedMs: number;
  readonly inactive: IntervalSet;
  readonly inactiveMs: number;
  readonly outOfHours: IntervalSet;
  readonly outOfHoursMs: number;
  readonly unknown: IntervalSet;
  readonly unknownMs: number;
  readonly tooShort: IntervalSet;
  readonly tooShortMs: number;
  readonly upMs: number;
  /** Counted time by weight, heaviest first. */
  readonly counted: readonly CountedTime[];
  readonly excludedShares: readonly ExcludedShare[];
  readonly excluded: Excluded;
  /** Merged outages that reach the minimum, from their first ms to their last. */
  readonly outages: IntervalSet;
  /** The agreed time that is known. */
  readonly measured: IntervalSet;
  /** The part of it that no rule removed: the denominator in ms. */
  readonly wholeMs: number;
  readonly down: IntervalSet;
}

/** And which fault had which part of it. */
export interface Availability extends DividedTime {
  readonly shares: readonly FaultShare[];
  /** Downtime: Σ weight × counted ms, of the heaviest fault at each instant or of each fault. */
  readonly bad: Ratio;
}

/**
 * The order of semantics 18: merge, minimum length, exclusions, clip to the period and to the hours.
 * Whatever the number of outages, each step is one walk over sorted columns.
 */
export function availability(facts: AvailabilityFacts): Availability {
  const { time, division } = divide(facts);
  const shares = sharesOf(facts.faults, division, facts.overlap);
  const bad = facts.overlap === "sum" ? sumOfShares(shares) : levelled(time.counted);
  return { shares, bad, ...time };
}

/** The same without the part of each fault, which takes longer than all the rest. */
export function dividedTime(facts: AvailabilityFacts): DividedTime {
  return divide(facts).time;
}

function divide(facts: AvailabilityFacts): {
  readonly time: DividedTime;
  readonly division: Division;
} {
  const { span, active, hours, faults } = facts;
  const levels = levelsOf(faults);
  const runs = runsOf(levels, facts.minimum, facts.joins ?? EMPTY);
  // An outage that counts is known wherever it lies: a coverage that is too short takes none away.
  const isKnown = isInOneSpan(runs.counted, facts.known);
  const known = isKnown ? facts.known : union(facts.known, runs.counted);
  const inUse = within(span, active);
  const agreed = within(inUse, hours);
  const measured = intersect(agreed, known);
  const inRuns = countedIn(levels, runs, measured);
  const excluded = excludedIn(facts, { levels, runs, known, measured, inRuns });
  const kept = inRuns.map((level) => ({
    weight: level.weight,
    set: subtract(level.set, excluded.all),
    faults: level.faults,
  }));
  const division = {
    span,
    inactive: subtract(span, inUse),
    outOfHours: subtract(inUse, agreed),
    unknown: subtract(agreed, measured),
    tooShort: subtract(intersect(runs.tooShort, measured), excluded.all),
    runs,
    excluded,
    kept,
  };
  const counted = kept.map(({ weight, set }) => ({ weight, set, ms: totalMs(set) }));
  const countedMs = counted.reduce((sum, { ms }) => sum + ms, 0);
  const { inactive, outOfHours, unknown, tooShort } = division;
  const tooShortMs = totalMs(tooShort);
  const time: DividedTime = {
    span,
    elapsedMs: totalMs(span),
    inactive,
    inactiveMs: totalMs(inactive),
    outOfHours,
    outOfHoursMs: totalMs(outOfHours),
    unknown,
    unknownMs: totalMs(unknown),
    tooShort,
    tooShortMs,
    upMs: totalMs(measured) - totalMs(excluded.all) - countedMs - tooShortMs,
    counted,
    excludedShares: sharesUnderRules(excluded, inRuns),
    excluded,
    outages: runs.outages,
    measured,
    wholeMs: totalMs(measured) - totalMs(excluded.windows),
    down: timeOfAll(inRuns),
  };
  return { time, division };
}

/** Whether the other set is one span that holds this one, as coverage mostly does. */
function isInOneSpan(set: IntervalSet, { starts, ends }: IntervalSet): boolean {
  if (starts.length !== 1 || isEmpty(set)) return false;
  const [first, last] = [set.starts[0] as number, set.ends[set.ends.length - 1] as number];
  return (starts[0] as number) <= first && last <= (ends[0] as number);
}

function within(span: IntervalSet, set: IntervalSet | undefined): IntervalSet {
  return set === undefined ? span : intersect(span, set);
}

function countedIn(levels: readonly Level[], runs: Runs, measured: IntervalSet): readonly Level[] {
  return levels.map(({ weight, set, faults }) => ({
    weight,
    set: intersect(intersect(set, runs.counted), measured),
    faults,
  }));
}

interface Found {
  readonly levels: readonly Level[];
  readonly runs: Runs;
  readonly known: IntervalSet;
  readonly measured: IntervalSet;
  readonly inRuns: readonly Level[];
}

/** What rules take of the span; asked of the whole reach where a quota runs for longer. */
function excludedIn(
  { rules, span, reach = span, active, hours }: AvailabilityFacts,
  { levels, runs, known, measured, inRuns }: Found,
): Excluded {
  const time = { measured, down: timeOfAll(inRuns), runs: runs.outages };
  if (reach === span) return exclude(rules, time);
  const reached = intersect(within(within(reach, active), hours), known);
  const down = timeOfAll(countedIn(levels, runs, reached));
  return excludedWithin(exclude(rules, { ...time, measured: reached, down }), span);
}

function timeOfAll(levels: readonly Level[]): IntervalSet {
  return unionAll(levels.map(({ set }) => set));
}

/** Each instant at the heaviest weight that covers it. */
export function levelled(counted: readonly Pick<CountedTime, "weight" | "ms">[]): Ratio {
  return counted.reduce((sum, { weight, ms }) => add(sum, multiply(wholeRatio(ms), weight)), ZERO);
}

/** Each fault by itself, at its own weight. */
function sumOfShares(shares: readonly FaultShare[]): Ratio {
  return levelled(shares.map(({ fault, countedMs }) => ({ weight: fault.weight, ms: countedMs })));
}

/** What the service was under each rule: down, degraded or up. */
function sharesUnderRules({ taken }: Excluded, levels: readonly Level[]): ExcludedShare[] {
  // A rule that removes nothing takes nothing.
  const rules = new Map(taken.map(({ rule, removes }) => [rule, removes as Effect]));
  return [...rules].flatMap(([rule, removes]) => {
    const own = taken.filter((one) => one.rule === rule);
    const set = unionAll(own.map((one) => one.set));
    const inside = levels.map(({ weight, set: time }) => ({ weight, set: intersect(time, set) }));
    const full = unionAll(inside.filter(({ weight }) => isFull(weight)).map((one) => one.set));
    const part = unionAll(inside.filter(({ weight }) => !isFull(weight)).map((one) => one.set));
    const states = [
      { state: "down", set: full },
      { state: "degraded", set: part },
      { state: "up", set: subtract(set, union(full, part)) },
    ] as const;
    return states
      .map((one) => ({ rule, removes, ...one, ms: totalMs(one.set) }))
      .filter(({ ms }) => ms > 0);
  });
}

export function isFull(weight: Ratio): boolean {
  return weight.numerator === ONE.numerator && weight.denominator === ONE.denominator;
}
