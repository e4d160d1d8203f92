import type { Ratio } from "../base/ratio.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { type IntervalSet, single, spansOf, subtract, unionAll } from "../time/interval-set.ts";
import type { Fault } from "./faults.ts";

/** A stretch that a person classified anew, with what it weighs; 0: it was up (26). */
export interface Reclassified {
  readonly id: string;
  /** Of a service with parts: the part it is about; absent: all of it. */
  readonly resource?: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly weight: Ratio | "unknown";
}

export interface Component {
  readonly faults: readonly Fault[];
  readonly known: IntervalSet;
}

/**
 * What a component was, once corrections are laid over it (26): inside them nothing else is heard
 * of what they are about.
 *
 * @param corrections The one that decides first; later ones get the time that it leaves.
 */
export function corrected(component: Component, corrections: readonly Reclassified[]): Component {
  if (corrections.length === 0) return component;
  const spans = corrections.map((one) => ({ ...one, span: single(one.from, one.until) }));
  const about = (resource: string | undefined, among: typeof spans) =>
    unionAll(
      among
        .filter((one) => one.resource === undefined || one.resource === resource)
        .map(({ span }) => span),
    );
  const own = spans.map((one, index) => ({
    ...one,
    set: subtract(one.span, about(one.resource, spans.slice(0, index))),
  }));
  const said = own.filter(({ weight }) => weight !== "unknown").map(({ set }) => set);
  const { faults, known } = component;
  return {
    known: unionAll([subtract(known, about(undefined, spans)), ...said]),
    faults: [
      ...faults.flatMap((fault) => outside(fault, about(fault.resource, spans))),
      ...own.flatMap(faultsOf),
    ],
  };
}

function faultsOf({
  id,
  resource,
  weight,
  set,
}: Reclassified & { readonly set: IntervalSet }): Fault[] {
  if (weight === "unknown") return [];
  const part = resource === undefined ? {} : { resource };
  return spansOf(set).map(({ start, end }) => ({
    id,
    start,
    end,
    weight,
    cause: undefined,
    ...part,
  }));
}

/** The parts of a fault that no correction covers; one of no length lies where it lay. */
function outside(fault: Fault, taken: IntervalSet): Fault[] {
  if (fault.start >= fault.end) return [fault];
  const whole = single(fault.start, fault.end);
  const left = subtract(whole, taken);
  if (left === whole) return [fault];
  return spansOf(left).map(({ start, end }) => ({ ...fault, ...interval(start, end) }));
}
