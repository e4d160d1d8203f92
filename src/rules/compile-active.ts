import type { Contract } from "../contract.ts";
import { BEYOND_INSTANT } from "../time/instant.ts";
import { type Interval, interval } from "../time/interval.ts";
import { type IntervalSet, intervalSet, intervalSetOf } from "../time/interval-set.ts";
import { parseStamp } from "../time/stamp.ts";
import type { Collector, Path } from "./collector.ts";

/** When a service was in use (5); undefined where the contract does not say: always. */
export function activeOf(
  { active }: Contract["services"][number],
  path: Path,
  issues: Collector,
): IntervalSet | undefined {
  if (active === undefined) return undefined;
  const spans = active.flatMap(({ from, until }, index): Interval[] => {
    const at = [...path, "active", index];
    const start = issues.take(parseStamp(from, [...at, "from"]));
    const end =
      until === undefined ? BEYOND_INSTANT : issues.take(parseStamp(until, [...at, "until"]));
    if (start === undefined || end === undefined) return [];
    if (start < end) return [interval(start, end)];
    issues.refuse(
      "service.never-active",
      at,
      `the service is in use from ${from} to ${String(until)}, which is no time`,
      "swap the two stamps, or leave `until` out while it is in use",
      until,
    );
    return [];
  });
  return intervalSet(spans);
}

/** The time in which at least `n` of the sets hold; a set that is undefined always does. */
export function atLeastActive(
  sets: readonly (IntervalSet | undefined)[],
  n: number,
): IntervalSet | undefined {
  const declared = sets.filter((set) => set !== undefined);
  const needed = n - (sets.length - declared.length);
  if (needed <= 0) return undefined;
  const edges = declared
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
    const until = edges[index + 1]?.at ?? at;
    if (count < needed || at === until) return;
    starts.push(at);
    ends.push(until);
  });
  return intervalSetOf(Float64Array.from(starts), Float64Array.from(ends));
}
