import { add, multiply, ONE, type Ratio, signOf, wholeRatio, ZERO } from "../base/ratio.ts";
import {
  type IntervalSet,
  intersect,
  isEmpty,
  subtract,
  totalMs,
  union,
  unionAll,
} from "../time/interval-set.ts";
import { type Excluded, type ExclusionRule, exclude } from "./exclude.ts";
import { type Fault, type Level, levelsOf, type Runs, runsOf, spanIndexAt } from "./faults.ts";
import { lengthIn, setMeasure } from "./set-measure.ts";

export interface AvailabilityFacts {
  /** The period as far as it is judged: clipped to the contract's term and to asOf. */
  readonly span: IntervalSet;
  /** Where the sources are complete. */
  readonly known: IntervalSet;
  readonly faults: readonly Fault[];
  readonly minimumMs: number;
  readonly rules: readonly ExclusionRule[];
}

/** Time of one state under one rule: for the ledger (27). */
export interface ExcludedShare {
  readonly rule: string;
  readonly removes: "downtime" | "window";
  readonly state: "up" | "degraded" | "down";
  readonly ms: number;
}

/** Where the time of one fault went. */
export interface FaultShare {
  readonly fault: Fault;
  readonly start: number;
  readonly end: number;
  readonly countedMs: number;
  readonly tooShortMs: number;
  readonly unknownMs: number;
  readonly excluded: readonly { readonly rule: string; readonly ms: number }[];
  /** Time in which a heavier or an earlier fault counts. */
  readonly coveredMs: number;
  /** The merged outage that it is a part of, by its place in time; −1 where that does not count. */
  readonly run: number;
  /** It lies outside the span, and is a part of an outage that reaches into it. */
  readonly isBeside: boolean;
}

export interface Availability {
  readonly elapsedMs: number;
  readonly unknownMs: number;
  readonly tooShortMs: number;
  readonly upMs: number;
  /** Counted time by weight, heaviest first. */
  readonly counted: readonly { readonly weight: Ratio; readonly ms: number }[];
  readonly excludedShares: readonly ExcludedShare[];
  readonly excluded: Excluded;
  readonly shares: readonly FaultShare[];
  /** Downtime: Σ weight × counted ms. */
  readonly bad: Ratio;
  /** Denominator in ms: known time less the windows that rules removed. */
  readonly wholeMs: number;
  readonly down: IntervalSet;
}

/**
 * The order of semantics 18: merge, minimum length, exclusions, clip. Whatever the number of
 * outages, each step is one walk over sorted columns.
 */
export function availability({
  span,
  known,
  faults,
  minimumMs,
  rules,
}: AvailabilityFacts): Availability {
  const levels = levelsOf(faults);
  const runs = runsOf(levels, minimumMs);
  // An outage that counts is known wherever it lies: a coverage that is too short takes none away.
  const measured = intersect(span, union(known, runs.counted));
  const inRuns = levels.map((level) => ({
    ...level,
    set: intersect(intersect(level.set, runs.counted), measured),
  }));
  const down = unionAll(inRuns.map(({ set }) => set));
  const excluded = exclude(rules, measured, down);
  const kept = inRuns.map((level) => ({ ...level, set: subtract(level.set, excluded.all) }));
  const counted = kept.map(({ weight, set }) => ({ weight, ms: totalMs(set) }));
  const tooShortMs = totalMs(subtract(intersect(runs.tooShort, measured), excluded.all));
  const excludedShares = sharesUnderRules(excluded, inRuns);
  const elapsedMs = totalMs(span);
  const unknownMs = elapsedMs - totalMs(measured);
  const takenMs = totalMs(excluded.all);
  const countedMs = counted.reduce((sum, { ms }) => sum + ms, 0);
  return {
    elapsedMs,
    unknownMs,
    tooShortMs,
    upMs: elapsedMs - unknownMs - takenMs - countedMs - tooShortMs,
    counted,
    excludedShares,
    excluded,
    shares: sharesOf(faults, kept, { span, measured, runs, excluded }),
    bad: counted.reduce((sum, { weight, ms }) => add(sum, multiply(weight, wholeRatio(ms))), ZERO),
    wholeMs: totalMs(measured) - totalMs(excluded.windows),
    down,
  };
}

/** What the service was under each rule: down, degraded or up. */
function sharesUnderRules({ taken }: Excluded, levels: readonly Level[]): ExcludedShare[] {
  const rules = new Map(taken.map(({ rule, removes }) => [rule, removes]));
  return [...rules].flatMap(([rule, removes]) => {
    const own = taken.filter((one) => one.rule === rule);
    const set = unionAll(own.map((one) => one.set));
    let [downMs, degradedMs] = [0, 0];
    for (const level of levels) {
      const ms = totalMs(intersect(level.set, set));
      if (isFull(level.weight)) downMs += ms;
      else degradedMs += ms;
    }
    const states = [
      { state: "down", ms: downMs },
      { state: "degraded", ms: degradedMs },
      { state: "up", ms: totalMs(set) - downMs - degradedMs },
    ] as const;
    return states.filter(({ ms }) => ms > 0).map(({ state, ms }) => ({ rule, removes, state, ms }));
  });
}

export function isFull(weight: Ratio): boolean {
  return weight.numerator === ONE.numerator && weight.denominator === ONE.denominator;
}

interface Sets {
  readonly span: IntervalSet;
  readonly measured: IntervalSet;
  readonly runs: Runs;
  readonly excluded: Excluded;
}

/** Hands the counted time out to single faults: each ms to one of them, so that the shares add up. */
function sharesOf(faults: readonly Fault[], kept: readonly Level[], sets: Sets): FaultShare[] {
  const countedMs = new Map<Fault, number>();
  for (const level of kept) {
    const measure = setMeasure(level.set);
    let reached = -Infinity;
    for (const fault of level.faults) {
      countedMs.set(fault, lengthIn(measure, Math.max(fault.start, reached), fault.end));
      reached = Math.max(reached, fault.end);
    }
  }
  const span = setMeasure(sets.span);
  const unknown = setMeasure(subtract(sets.span, sets.measured));
  const tooShort = setMeasure(
    subtract(intersect(sets.runs.tooShort, sets.measured), sets.excluded.all),
  );
  const rules = [...new Set(sets.excluded.taken.map(({ rule }) => rule))].map((rule) => {
    const own = sets.excluded.taken.filter((one) => one.rule === rule);
    return { rule, measure: setMeasure(unionAll(own.map((one) => one.set))) };
  });
  return faults.map((fault) => {
    const lost = (measure: ReturnType<typeof setMeasure>) =>
      lengthIn(measure, fault.start, fault.end);
    const excluded = rules
      .map(({ rule, measure }) => ({ rule, ms: lost(measure) }))
      .filter(({ ms }) => ms > 0);
    const own = countedMs.get(fault) ?? 0;
    const parts = {
      countedMs: own,
      tooShortMs: signOf(fault.weight) === 0 ? 0 : lost(tooShort),
      unknownMs: lost(unknown),
      excluded,
    };
    const explained =
      own + parts.tooShortMs + parts.unknownMs + excluded.reduce((sum, { ms }) => sum + ms, 0);
    const [start, end] = clipTo(sets.span, fault);
    const run = signOf(fault.weight) === 0 ? -1 : spanIndexAt(sets.runs.counted, fault.start);
    return {
      fault,
      start,
      end,
      ...parts,
      coveredMs: lost(span) - explained,
      run,
      isBeside: isBeside(sets, fault, run),
    };
  });
}

function isBeside({ span, runs }: Sets, { start, end }: Fault, run: number): boolean {
  const [first, last] = [span.starts[0], span.ends.at(-1)];
  if (run === -1 || first === undefined || last === undefined || (start < last && first < end))
    return false;
  return (runs.counted.starts[run] as number) < last && first < (runs.counted.ends[run] as number);
}

function clipTo(span: IntervalSet, { start, end }: Fault): readonly [number, number] {
  if (isEmpty(span)) return [start, start];
  const [first, last] = [span.starts[0] as number, span.ends[span.ends.length - 1] as number];
  return [Math.max(start, first), Math.max(Math.min(end, last), Math.max(start, first))];
}
