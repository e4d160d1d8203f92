import { coveredMs, eachTouched, type Places } from "../../core/bucket-range.ts";
import { type Excluded, leavesWhole, type Taken } from "../../core/exclude.ts";
import { FATE } from "../../core/tally.ts";
import { WholeSum } from "../../core/whole-sum.ts";
import type { BucketSeries } from "../../model/series.ts";
import { isEmpty, unionAll } from "../../time/interval-set.ts";
import type { PartlyExcluded } from "../tally-plan.ts";

/** What exclusions did to the buckets of one series, and what each of them took (23, 24). */
export interface BucketFates {
  /** Undefined where nothing was taken: every bucket counts as it is. */
  readonly fates: Uint8Array | undefined;
  readonly taken: readonly TakenBuckets[];
  /** Buckets that lie only partly in what was taken. */
  readonly partly: number;
}

/** The buckets that one rule took for one record, and what was counted in them. */
export interface TakenBuckets {
  readonly taken: Taken;
  readonly buckets: number;
  readonly failures: bigint;
  readonly attempts: bigint;
}

/**
 * A bucket that lies wholly in what was taken is taken with it; of one that lies there in part the
 * counts cannot be divided, so the contract says what becomes of it (24).
 *
 * @param qualifies From how many attempts on the rest of a bucket counts.
 */
export function fatesOf(
  series: BucketSeries,
  places: Places,
  { taken, all }: Excluded,
  partlyExcluded: PartlyExcluded,
  qualifies: number,
): BucketFates {
  if (isEmpty(all)) return { fates: undefined, taken: [], partly: 0 };
  const whereRemoved = (removes: (one: Taken) => boolean) =>
    coveredMs(series, places, unionAll(taken.filter(removes).map(({ set }) => set)));
  const gone = whereRemoved(({ removes }) => removes === "window");
  const bothSides = whereRemoved(({ removes }) => leavesWhole(removes));
  const any = coveredMs(series, places, all);
  const fates = new Uint8Array(places.beyond - places.first);
  let partly = 0;
  for (let place = places.first; place < places.beyond; place += 1) {
    const at = place - places.first;
    const lengthMs = (series.until[place] as number) - (series.from[place] as number);
    if ((any[at] as number) === 0) continue;
    if (gone[at] === lengthMs) fates[at] = FATE.leaves;
    else if (bothSides[at] === lengthMs) fates[at] = FATE.failuresLeave;
    else if (any[at] === lengthMs) fates[at] = FATE.forgiven;
    else {
      partly += 1;
      if (!isKept(series, place, partlyExcluded, qualifies)) fates[at] = FATE.leaves;
    }
  }
  const told = new Uint8Array(fates.length);
  const rows = taken.map((one) => takenBuckets(series, places, { fates, told }, one));
  return { fates, taken: rows, partly };
}

function isKept(
  { total, excluded }: BucketSeries,
  place: number,
  partlyExcluded: PartlyExcluded,
  qualifies: number,
): boolean {
  switch (partlyExcluded) {
    case "kept":
      return true;
    case "left-out":
      return false;
    case "kept-if-its-rest-qualifies":
      return (total[place] as number) - (excluded?.[place] ?? 0) >= qualifies;
  }
}

/** Each bucket is told once, with the first that touches it in the order of the rules. */
function takenBuckets(
  series: BucketSeries,
  places: Places,
  { fates, told }: { readonly fates: Uint8Array; readonly told: Uint8Array },
  taken: Taken,
): TakenBuckets {
  const [failures, attempts] = [new WholeSum(), new WholeSum()];
  let buckets = 0;
  eachTouched(series, places, taken.set, (place) => {
    const at = place - places.first;
    if (told[at] === 1 || fates[at] === FATE.counts) return;
    told[at] = 1;
    const whole = (series.total[place] as number) - (series.excluded?.[place] ?? 0);
    buckets += 1;
    failures.add(whole - (series.good[place] as number));
    attempts.add(whole);
  });
  return { taken, buckets, failures: failures.value(), attempts: attempts.value() };
}
