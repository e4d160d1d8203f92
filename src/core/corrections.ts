import type { Ratio } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import {
  EMPTY,
  type IntervalSet,
  single,
  spansOf,
  subtract,
  union,
  unionAll,
} from "../time/interval-set.ts";
import type { Fault } from "./faults.ts";

/** A stretch that a person classified anew, with what it weighs; 0: it was up (26). */
export interface Reclassified {
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly weight: Ratio | "unknown";
}

export interface Component {
  readonly faults: readonly Fault[];
  readonly known: IntervalSet;
}

/**
 * What a component was, once corrections are laid over it (26): inside them nothing else is heard.
 *
 * @param corrections The one that decides first; later ones get the time that it leaves.
 */
export function corrected(
  { faults, known }: Component,
  corrections: readonly Reclassified[],
): Component {
  let taken = EMPTY;
  const own = corrections.map((one) => {
    const set = subtract(single(one.from, one.until), taken);
    taken = union(taken, set);
    return { ...one, set };
  });
  const said = own.filter(({ weight }) => weight !== "unknown").map(({ set }) => set);
  return {
    known: unionAll([subtract(known, taken), ...said]),
    faults: [
      ...faults.flatMap((fault) => outside(fault, taken)),
      ...own.flatMap(({ id, weight, set }) =>
        weight === "unknown"
          ? []
          : spansOf(set).map(({ start, end }) => ({ id, start, end, weight, cause: undefined })),
      ),
    ],
  };
}

/** The parts of a fault that no correction covers; one of no length lies where it lay. */
function outside(fault: Fault, taken: IntervalSet): Fault[] {
  if (fault.start >= fault.end) return [fault];
  const whole = single(fault.start, fault.end);
  const left = subtract(whole, taken);
  if (left === whole) return [fault];
  return spansOf(left).map(({ start, end }) => ({ ...fault, ...interval(start, end) }));
}
