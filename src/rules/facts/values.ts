import { type Ratio, wholeRatio, ZERO } from "../../base/ratio.ts";
import { placesIn } from "../../core/bucket-range.ts";
import {
  type Decimals,
  percentileOfValues,
  sumOfValues,
  valuesAt,
} from "../../core/sample-values.ts";
import type { Measured } from "../../model/measured.ts";
import type { FactRow } from "../../model/records.ts";
import type { Instant } from "../../time/instant.ts";
import { interval } from "../../time/interval.ts";
import { containsInstant, type IntervalSet } from "../../time/interval-set.ts";
import { figures } from "../figures/index.ts";
import type { ValuesPlan } from "../tally-plan.ts";
import type { Judged } from "./scope.ts";
import type { Looked } from "./tally-part.ts";
import { exclusionsOf, type SourceExclusions, type TallySource } from "./tally-source.ts";

export interface ValueSource extends TallySource {
  /** Facts that concern the component, in the order of their instants. */
  readonly facts: readonly FactRow[];
}

export interface MeasuredValues {
  readonly measured: Measured;
  readonly count: number;
  /** Values that lie in what an exclusion took. */
  readonly excluded: number;
  readonly exclusions: readonly SourceExclusions[];
  readonly looked: readonly Looked[];
  /** Facts that were looked at, by id. */
  readonly facts: readonly string[];
}

/** Measures the values of the members of one scope over one period (semantics 20). */
export function measure(
  plan: ValuesPlan,
  sources: readonly ValueSource[],
  judged: Judged,
): MeasuredValues {
  const parts = sources.map((source) => partOf(plan, source, judged));
  const values = joined(parts.flatMap((part) => part.values));
  const count = values.mantissa.length;
  return {
    measured: measuredOf(
      plan,
      values,
      parts.some(({ rows }) => rows > 0),
    ),
    count,
    excluded: parts.reduce((sum, part) => sum + part.excluded, 0),
    exclusions: parts.map(({ exclusions }) => exclusions),
    looked: parts.flatMap(({ looked }) => looked),
    facts: parts.flatMap(({ facts }) => facts),
  };
}

function measuredOf(plan: ValuesPlan, values: Decimals, hasRows: boolean): Measured {
  const count = values.mantissa.length;
  const whole = wholeRatio(count);
  const none = { unit: "value", bad: ZERO, whole, misses: [], figure: null } as const;
  if (!hasRows) return { ...none, whyNot: "no-data" };
  if (count === 0) return { ...none, whyNot: "empty-population" };
  if (count < plan.minimumCount) return { ...none, whyNot: "too-few" };
  const bad =
    plan.percentile === undefined
      ? sumOfValues(values)
      : percentileOfValues(values, plan.percentile);
  const figure: Ratio | null = figures[plan.figure].compute({ bad, whole });
  return { ...none, bad, figure };
}

/** Samples and facts of one member that lie in the judged span, without what was excluded. */
function partOf(plan: ValuesPlan, source: ValueSource, judged: Judged) {
  const span = interval(judged.start, judged.end);
  const exclusions = exclusionsOf(plan.excludes, source, judged);
  const { windows } = exclusions.excluded;
  const series = source.samples.filter(({ of }) => of === plan.of);
  const looked = series.map((one): Looked => ({ series: one, ...placesIn(one.at, span) }));
  const samples = series.map((one) => {
    const { first, beyond } = placesIn(one.at, span);
    const all = Array.from({ length: beyond - first }, (_, at) => first + at);
    const kept = all.filter((place) => !isExcluded(windows, one.at[place] as Instant));
    return { values: valuesAt(one, kept), excluded: all.length - kept.length };
  });
  const rows = source.facts.filter(
    ({ fact, at, value }) =>
      fact === plan.of && value !== undefined && judged.start <= at && at < judged.end,
  );
  const kept = rows.filter(({ at }) => !isExcluded(windows, at));
  return {
    values: [...samples.map(({ values }) => values), ofFacts(kept)],
    rows: looked.reduce((sum, { first, beyond }) => sum + beyond - first, 0) + rows.length,
    excluded: samples.reduce((sum, { excluded }) => sum + excluded, 0) + rows.length - kept.length,
    exclusions,
    looked,
    facts: rows.map(({ id }) => id),
  };
}

function isExcluded(windows: IntervalSet, at: Instant): boolean {
  return containsInstant(windows, at);
}

/** A decimal that was brought to lowest terms, with as few decimals as hold it. */
function ofFacts(rows: readonly FactRow[]): Decimals {
  const read = rows.map(({ value = ZERO }) => {
    let decimals = 0;
    while (10n ** BigInt(decimals) % value.denominator !== 0n) decimals += 1;
    return { decimals, mantissa: (value.numerator * 10n ** BigInt(decimals)) / value.denominator };
  });
  return {
    mantissa: BigInt64Array.from(read, ({ mantissa }) => mantissa),
    decimals: Uint8Array.from(read, ({ decimals }) => decimals),
  };
}

function joined(parts: readonly Decimals[]): Decimals {
  const size = parts.reduce((sum, { mantissa }) => sum + mantissa.length, 0);
  const all = { mantissa: new BigInt64Array(size), decimals: new Uint8Array(size) };
  let filled = 0;
  for (const { mantissa, decimals } of parts) {
    all.mantissa.set(mantissa, filled);
    all.decimals.set(decimals, filled);
    filled += mantissa.length;
  }
  return all;
}
