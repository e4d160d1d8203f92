import {
  add,
  compare,
  multiply,
  ONE,
  type Ratio,
  ratio,
  subtract,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import { NO_VALUE, type SampleSeries, sampleStates } from "../model/series.ts";
import { type BucketRange, FATE } from "./tally.ts";
import { WholeSum } from "./whole-sum.ts";

/** Requests that were given a score from 0 to 1 each: how many, and what they lack of 1 in all (20). */
export interface Scored {
  readonly requests: bigint;
  readonly lost: Ratio;
}

export interface ScoreRow {
  /** Undefined: whatever is left. */
  readonly atMost: Ratio | undefined;
  readonly score: Ratio;
}

const failed = sampleStates.indexOf("down");

/**
 * One sample is one request: its value earns the score of the first row that holds it. One that
 * failed, `down` without a value, earns what is left over by all rows, or nothing.
 *
 * @param fates What exclusions did to each sample, by its place among `places`.
 */
export function scoredSamples(
  series: SampleSeries,
  places: readonly number[],
  rows: readonly ScoreRow[],
  fates: Uint8Array,
): Scored {
  const rest = rows.find(({ atMost }) => atMost === undefined)?.score ?? ZERO;
  const counts = new Map<Ratio, number>();
  let requests = 0;
  for (const [at, place] of places.entries()) {
    const fate = fates[at] as number;
    const value = valueAt(series, place);
    const isNone = value === undefined && series.state[place] !== failed;
    if (isNone || leaves(fate)) continue;
    const row = value === undefined ? undefined : rows.find((one) => holds(one, value));
    const score = fate === FATE.forgiven ? ONE : (row?.score ?? rest);
    counts.set(score, (counts.get(score) ?? 0) + 1);
    requests += 1;
  }
  let lost = ZERO;
  for (const [score, count] of counts) lost = add(lost, lostBy(score, wholeRatio(count)));
  return { requests: BigInt(requests), lost };
}

/** What a request lacks leaves both sides only with the request itself. */
function leaves(fate: number): boolean {
  return fate === FATE.leaves || fate === FATE.failuresLeave;
}

function holds({ atMost }: ScoreRow, value: Ratio): boolean {
  return atMost === undefined || compare(value, atMost) <= 0;
}

function valueAt({ values }: SampleSeries, place: number): Ratio | undefined {
  const decimals = values?.decimals[place] ?? NO_VALUE;
  if (values === undefined || decimals === NO_VALUE) return undefined;
  return ratio(values.mantissa[place] as bigint, 10n ** BigInt(decimals));
}

function lostBy(score: Ratio, requests: Ratio): Ratio {
  return multiply(subtract(ONE, score), requests);
}

/** All attempts that were counted under one name earn the score of that name. */
export function scoredBuckets({ series, first, beyond, fates }: BucketRange, score: Ratio): Scored {
  const [requests, perfect] = [new WholeSum(), new WholeSum()];
  for (let place = first; place < beyond; place += 1) {
    const fate = fates === undefined ? FATE.counts : (fates[place - first] as number);
    if (leaves(fate)) continue;
    const attempts = (series.total[place] as number) - (series.excluded?.[place] ?? 0);
    requests.add(attempts);
    if (fate === FATE.forgiven) perfect.add(attempts);
  }
  const all = requests.value();
  return { requests: all, lost: lostBy(score, wholeRatio(all - perfect.value())) };
}

export function addScored(a: Scored, b: Scored): Scored {
  return { requests: a.requests + b.requests, lost: add(a.lost, b.lost) };
}
