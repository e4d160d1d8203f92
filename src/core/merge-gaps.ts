import { compare, signOf } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import { intervalSet } from "../time/interval-set.ts";
import { byStart, type Fault } from "./faults.ts";

/**
 * Faults with the gaps of at most `gapMs` between them: outages so near are one outage, and the gap
 * is down too (18). In the gap the outage before it is taken to have gone on: the heaviest of those
 * that end there, then the first.
 */
export function withGaps(faults: readonly Fault[], gapMs: number): readonly Fault[] {
  if (gapMs === 0) return faults;
  const weighted = faults.filter(({ weight, start, end }) => signOf(weight) > 0 && start < end);
  const { starts, ends } = intervalSet(weighted);
  const endsAt = new Map<number, Fault>();
  for (const fault of weighted) {
    const held = endsAt.get(fault.end);
    if (held === undefined || isBefore(fault, held)) endsAt.set(fault.end, fault);
  }
  const gaps = Array.from(ends, (end, i): Fault[] => {
    const next = starts[i + 1];
    if (next === undefined || next - end > gapMs) return [];
    // A merged outage ends where one of its faults does.
    const before = endsAt.get(end) as Fault;
    return [{ ...before, start: end as Instant, end: next as Instant, isGap: true }];
  });
  return [...faults, ...gaps.flat()].sort(byStart);
}

function isBefore(a: Fault, b: Fault): boolean {
  const order = compare(a.weight, b.weight);
  return order > 0 || (order === 0 && byStart(a, b) < 0);
}
