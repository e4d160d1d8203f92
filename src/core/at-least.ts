import { type IntervalSet, intervalSetOf } from "../time/interval-set.ts";

/** The time that at least `n` of the sets hold, one or more; nothing where there are fewer of them. */
export function atLeast(sets: readonly IntervalSet[], n: number): IntervalSet {
  const edges = sets
    .flatMap(({ starts, ends }) => [
      ...Array.from(starts, (at) => ({ at, by: 1 })),
      ...Array.from(ends, (at) => ({ at, by: -1 })),
    ])
    .sort((a, b) => a.at - b.at);
  const starts: number[] = [];
  const ends: number[] = [];
  let count = 0;
  edges.forEach(({ at, by }, index) => {
    count += by;
    if (count < n) return;
    // No set holds the time after the last edge, so there is a next one.
    starts.push(at);
    ends.push((edges[index + 1] as { readonly at: number }).at);
  });
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}
