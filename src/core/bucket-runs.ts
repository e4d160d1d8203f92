import type { Ratio } from "../base/ratio.ts";
import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";
import { type StretchColumns, Stretches } from "./stretches.ts";

/** Buckets in ascending order, no two overlapping, with what counts of each. Never written to. */
export interface BucketColumns {
  readonly from: Float64Array;
  readonly until: Float64Array;
  readonly good: Float64Array;
  /** Attempts, without those that leave both sides. */
  readonly attempts: Float64Array;
  /** 1 for a bucket that is left out whatever it counts; absent: none is. */
  readonly leftOut?: Uint8Array | undefined;
}

/** When a bucket is bad, of its failures and attempts (20). One without attempts is good. */
export type BadWhen =
  | { readonly by: "rate"; readonly limit: Ratio; readonly strict: boolean }
  | { readonly by: "any-failure" }
  | { readonly by: "every-attempt" };

export interface MinimumTraffic {
  readonly requests: number;
  readonly is: "good" | "bad" | "left-out";
  readonly over: "bucket" | "run" | "period";
}

export interface RunTerms {
  readonly bad: BadWhen;
  /** So many bad buckets in a row are an outage. */
  readonly runOf: number;
  /** `dropped`: only whole blocks of so many buckets count; `kept`: all of the run. */
  readonly partialRuns: "dropped" | "kept";
  readonly minimum: MinimumTraffic | undefined;
  /** The period that a minimum over the period is counted in. */
  readonly period: { readonly start: number; readonly end: number };
}

/** Runs of bad buckets, and where buckets say anything. */
export interface BucketRuns {
  readonly known: IntervalSet;
  readonly runs: StretchColumns;
}

const GOOD = 0;
const BAD = 1;
const LEFT_OUT = 2;
type Verdict = typeof GOOD | typeof BAD | typeof LEFT_OUT;

/**
 * Two walks over the columns: what each bucket is, then the runs of bad ones. Buckets follow each
 * other where one ends as the next begins; a bucket that is left out, or missing, ends a run.
 */
export function bucketRuns(columns: BucketColumns, terms: RunTerms): BucketRuns {
  const { from, until } = columns;
  const verdicts = verdictsOf(columns, terms);
  const runs = new Stretches(from.length);
  const known = new Stretches(from.length);
  for (let row = 0; row < from.length; ) {
    const next = verdicts[row] === BAD ? runEnd(columns, verdicts, row) : row + 1;
    const verdict = verdicts[row] === BAD ? ofRun(columns, terms, row, next) : verdicts[row];
    if (verdict !== LEFT_OUT)
      for (let at = row; at < next; at += 1)
        known.add(from[at] as number, until[at] as number, 1, at);
    const whole = next - row - ((next - row) % terms.runOf);
    const counted = terms.partialRuns === "dropped" ? row + whole : next;
    if (verdict === BAD && whole > 0)
      runs.add(from[row] as number, until[counted - 1] as number, 1, row);
    row = next;
  }
  const { starts, ends } = known.taken();
  return { known: intervalSetOf(starts, ends), runs: runs.taken() };
}

function runEnd({ from, until }: BucketColumns, verdicts: Uint8Array, first: number): number {
  let row = first + 1;
  while (verdicts[row] === BAD && from[row] === until[row - 1]) row += 1;
  return row;
}

/** A run with too little traffic in all of it is what the clause says it is. */
function ofRun(
  { attempts }: BucketColumns,
  { minimum }: RunTerms,
  row: number,
  next: number,
): Verdict {
  if (minimum?.over !== "run") return BAD;
  let sum = 0;
  for (let at = row; at < next; at += 1) sum += attempts[at] as number;
  return sum < minimum.requests ? verdictNamed(minimum.is) : BAD;
}

function verdictsOf(columns: BucketColumns, { bad, minimum, period }: RunTerms): Uint8Array {
  const { from, good, attempts, leftOut } = columns;
  const verdicts = new Uint8Array(from.length);
  const isBad = badness(bad);
  const floor = minimum?.over === "bucket" ? minimum.requests : 0;
  const under = minimum === undefined ? GOOD : verdictNamed(minimum.is);
  for (let row = 0; row < from.length; row += 1) {
    const tried = attempts[row] as number;
    const failed = tried - (good[row] as number);
    verdicts[row] = tried < floor ? under : tried > 0 && isBad(failed, tried) ? BAD : GOOD;
  }
  leftOut?.forEach((is, row) => {
    if (is === 1) verdicts[row] = LEFT_OUT;
  });
  if (minimum?.over === "period" && attemptsIn(columns, period) < minimum.requests)
    judgePeriod(from, verdicts, period, under);
  return verdicts;
}

function attemptsIn({ from, attempts }: BucketColumns, period: RunTerms["period"]): number {
  let sum = 0;
  for (let row = 0; row < from.length; row += 1)
    if (isIn(from[row] as number, period)) sum += attempts[row] as number;
  return sum;
}

function judgePeriod(
  from: Float64Array,
  verdicts: Uint8Array,
  period: RunTerms["period"],
  verdict: Verdict,
): void {
  for (let row = 0; row < from.length; row += 1)
    if (isIn(from[row] as number, period) && verdicts[row] !== LEFT_OUT) verdicts[row] = verdict;
}

function isIn(at: number, { start, end }: RunTerms["period"]): boolean {
  return start <= at && at < end;
}

function verdictNamed(name: MinimumTraffic["is"]): Verdict {
  switch (name) {
    case "good":
      return GOOD;
    case "bad":
      return BAD;
    case "left-out":
      return LEFT_OUT;
  }
}

function badness(bad: BadWhen): (failed: number, tried: number) => boolean {
  switch (bad.by) {
    case "any-failure":
      return (failed) => failed > 0;
    case "every-attempt":
      return (failed, tried) => failed === tried;
    case "rate":
      return rateAbove(bad.limit, bad.strict);
  }
}

/** failed ÷ tried against n ÷ d by cross-multiplication, in numbers where no product can round. */
function rateAbove({ numerator, denominator }: Ratio, strict: boolean) {
  const [n, d] = [Number(numerator), Number(denominator)];
  const most = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(n, d, 1));
  return (failed: number, tried: number): boolean => {
    if (tried <= most) return strict ? failed * d > n * tried : failed * d >= n * tried;
    const [left, right] = [BigInt(failed) * denominator, numerator * BigInt(tried)];
    return strict ? left > right : left >= right;
  };
}
