import type { Contract } from "../contract.ts";
import { BEYOND_INSTANT } from "../time/instant.ts";
import { type Interval, interval } from "../time/interval.ts";
import { type IntervalSet, intervalSet } from "../time/interval-set.ts";
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
