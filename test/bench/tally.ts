import { holesOf } from "../../src/core/bucket-range.ts";
import { addShares, type BucketTerms, emptyTally } from "../../src/core/tally.ts";
import type { BucketSeries } from "../../src/model/series.ts";
import { instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { medianMs } from "./measure.ts";
import type { Row } from "./report.ts";

const buckets = 9_000_000;
const terms: BucketTerms = { zeroTraffic: "good", minimum: 0, under: "good" };

/** Five-minute buckets with up to `most` attempts; in so many of them something failed. */
function seriesOf(most: number, failing: number): BucketSeries {
  const from = new Float64Array(buckets);
  const until = new Float64Array(buckets);
  const good = new Float64Array(buckets);
  const total = new Float64Array(buckets);
  let seed = 12_345;
  const next = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  for (let at = 0; at < buckets; at += 1) {
    from[at] = at * 300_000;
    until[at] = (at + 1) * 300_000;
    const attempts = Math.floor(next() * most);
    total[at] = attempts;
    good[at] = next() < failing ? Math.floor(attempts * next()) : attempts;
  }
  return { service: "web", of: "requests", from, until, good, total };
}

/** The same numbers read and summed twice: what nobody can do without. */
function summedTwice({ from, until, good, total }: BucketSeries): number {
  let sum = 0;
  for (let time = 0; time < 2; time += 1)
    for (const column of [from, until, good, total])
      for (let at = 0; at < column.length; at += 1) sum += column[at] as number;
  return sum;
}

/** The mean, and where nothing is known. */
function mean(series: BucketSeries) {
  holesOf(series, interval(instant(0), instant(buckets * 300_000)));
  const tally = emptyTally(buckets);
  addShares(tally, { series, first: 0, beyond: buckets, fates: undefined }, terms);
  return tally.badShares.value();
}

/** 9 M buckets, a month of 1,000 resources, to the exact mean of their ratios. */
export function tallyRows(): readonly Row[] {
  const kinds = [
    { most: 1_000, failing: 0.01, bar: 1.5 },
    { most: 1_000, failing: 1, bar: 1.5 },
    // Some 50,000 denominators of their own: the exact sum has 270,000 digits. It only informs.
    { most: 100_000, failing: 0.01 },
  ];
  return kinds.map(({ most, failing, ...bar }) => {
    const series = seriesOf(most, failing);
    const works = { exact: () => mean(series), plain: () => summedTwice(series) };
    const times = medianMs(works, 5);
    return {
      what: `mean of 9 M ratios: up to ${most} attempts, ${failing * 100} % failing`,
      method: `exact mean ÷ summing the columns twice, ${times.exact.toFixed(0)} ms ÷ ${times.plain.toFixed(0)} ms`,
      value: times.exact / times.plain,
      unit: "×",
      ...bar,
    };
  });
}
