import type { Instant } from "../time/instant.ts";
import { intervalSetOf } from "../time/interval-set.ts";
import type { Component } from "./corrections.ts";

/**
 * What a series said last goes on after it fell silent, for so long at most and until it speaks
 * again (19): what was down stays down, what was up stays up.
 */
export function carriedOn(
  { faults, known }: Component,
  carryMs: number,
  until: Instant,
): Component {
  const reach = known.ends.map((end, i) =>
    Math.max(end, Math.min(end + carryMs, known.starts[i + 1] ?? until)),
  );
  const reached = new Map(Array.from(known.ends, (end, i) => [end, reach[i] as Instant]));
  return {
    known: intervalSetOf(known.starts, reach),
    faults: faults.map((fault) => ({ ...fault, end: reached.get(fault.end) ?? fault.end })),
  };
}
