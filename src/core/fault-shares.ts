import { signOf } from "../base/ratio.ts";
import { type IntervalSet, intersect, unionAll } from "../time/interval-set.ts";
import type { Excluded } from "./exclude.ts";
import { type Fault, type Level, spanIndexAt } from "./faults.ts";
import type { Runs } from "./runs.ts";
import { lengthIn, type SetMeasure, setMeasure } from "./set-measure.ts";

/** Where the time of one fault went. */
export interface FaultShare {
  readonly fault: Fault;
  readonly start: number;
  readonly end: number;
  readonly countedMs: number;
  readonly tooShortMs: number;
  readonly unknownMs: number;
  /** Outside the hours of the service, and while the service was not active. */
  readonly outOfHoursMs: number;
  readonly inactiveMs: number;
  readonly excluded: readonly { readonly rule: string; readonly ms: number }[];
  /** Time in which a heavier or an earlier fault counts. */
  readonly coveredMs: number;
  /** The merged outage that it is a part of, by its place in time; −1 where that does not count. */
  readonly run: number;
  /** It lies outside the span, and is a part of an outage that reaches into it. */
  readonly isBeside: boolean;
}

/** The sets that a period was divided into; those of agreed time, as far as there are any. */
export interface Division {
  readonly span: IntervalSet;
  readonly inactive: IntervalSet;
  readonly outOfHours: IntervalSet;
  readonly unknown: IntervalSet;
  readonly tooShort: IntervalSet;
  readonly runs: Runs;
  readonly excluded: Excluded;
  /** Counted time by weight, heaviest first. */
  readonly kept: readonly Level[];
}

/**
 * Hands the counted time out to single faults: each ms to one of them, so that the shares add up;
 * or, with `overlap: sum`, to each that runs in it.
 */
export function sharesOf(
  faults: readonly Fault[],
  division: Division,
  overlap: "largest" | "sum",
): FaultShare[] {
  const countedMs =
    overlap === "largest" ? ownTime(division.kept) : everyonesTime(faults, division);
  const span = setMeasure(division.span);
  const [inactive, outOfHours] = [setMeasure(division.inactive), setMeasure(division.outOfHours)];
  const [unknown, tooShort] = [setMeasure(division.unknown), setMeasure(division.tooShort)];
  const rules = takenByRule(division.excluded);
  const edges = {
    first: division.span.starts[0] ?? -Infinity,
    last: division.span.ends.at(-1) ?? -Infinity,
  };
  return faults.map((fault) => {
    const lost = (measure: SetMeasure) => lengthIn(measure, fault.start, fault.end);
    const excluded = rules.length === 0 ? noRules : lostTo(rules, fault);
    const excludedMs = excluded.reduce((sum, { ms }) => sum + ms, 0);
    const isWeightless = signOf(fault.weight) === 0;
    const ownMs = countedMs.get(fault) ?? 0;
    const tooShortMs = isWeightless ? 0 : lost(tooShort);
    const unknownMs = lost(unknown);
    const outOfHoursMs = lost(outOfHours);
    const inactiveMs = lost(inactive);
    const explainedMs = ownMs + tooShortMs + unknownMs + outOfHoursMs + inactiveMs + excludedMs;
    const start = Math.max(fault.start, edges.first);
    const end = Math.max(Math.min(fault.end, edges.last), start);
    const run = isWeightless ? -1 : spanIndexAt(division.runs.outages, fault.start);
    return {
      fault,
      start,
      end,
      countedMs: ownMs,
      tooShortMs,
      unknownMs,
      outOfHoursMs,
      inactiveMs,
      excluded,
      coveredMs: lost(span) - explainedMs,
      run,
      isBeside: isBeside(division, fault, run, edges),
    };
  });
}

const noRules: FaultShare["excluded"] = [];

function lostTo(
  rules: ReturnType<typeof takenByRule>,
  { start, end }: Fault,
): FaultShare["excluded"] {
  const lost: { readonly rule: string; readonly ms: number }[] = [];
  for (const { rule, measure } of rules) {
    const ms = lengthIn(measure, start, end);
    if (ms > 0) lost.push({ rule, ms });
  }
  return lost;
}

/** Of each level, each ms to the first fault that runs in it. */
function ownTime(kept: readonly Level[]): ReadonlyMap<Fault, number> {
  const countedMs = new Map<Fault, number>();
  for (const level of kept) {
    const { starts, ends } = level.set;
    let [at, reached] = [0, -Infinity];
    for (const fault of level.faults) {
      const from = Math.max(fault.start, reached);
      reached = Math.max(from, fault.end);
      let ms = 0;
      // Stretches that end by the start of this one's are met by no later fault either.
      while (at < ends.length && (ends[at] as number) <= from) at += 1;
      for (let i = at; i < starts.length && (starts[i] as number) < reached; i += 1)
        ms += Math.min(ends[i] as number, reached) - Math.max(starts[i] as number, from);
      countedMs.set(fault, ms);
    }
  }
  return countedMs;
}

/**
 * All time that counts and in which the fault runs. Where another fault keeps an exclusion from
 * taking the time, the excused fault does not count in it.
 */
function everyonesTime(
  faults: readonly Fault[],
  { kept, excluded }: Division,
): ReadonlyMap<Fault, number> {
  const counted = setMeasure(unionAll(kept.map(({ set }) => set)));
  const excused = new Map<string, IntervalSet[]>();
  for (const { record, reason, set } of excluded.withheld)
    if (reason === "concurrent-fault")
      excused.set(record, [...(excused.get(record) ?? []), intersect(set, counted.set)]);
  return new Map(
    faults.map((fault) => {
      if (signOf(fault.weight) === 0) return [fault, 0];
      const own = excused.get(fault.id);
      const takenMs =
        own === undefined ? 0 : lengthIn(setMeasure(unionAll(own)), fault.start, fault.end);
      return [fault, lengthIn(counted, fault.start, fault.end) - takenMs];
    }),
  );
}

function takenByRule({ taken }: Excluded) {
  return [...new Set(taken.map(({ rule }) => rule))].map((rule) => {
    const own = taken.filter((one) => one.rule === rule);
    return { rule, measure: setMeasure(unionAll(own.map((one) => one.set))) };
  });
}

/** From the beginning of a span to its end; of an empty one nowhere. */
interface Edges {
  readonly first: number;
  readonly last: number;
}

function isBeside(
  { runs }: Division,
  { start, end }: Fault,
  run: number,
  { first, last }: Edges,
): boolean {
  if (run === -1 || (start < last && first < end)) return false;
  return (runs.outages.starts[run] as number) < last && first < (runs.outages.ends[run] as number);
}
