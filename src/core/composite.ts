import { compare, type Ratio } from "../base/ratio.ts";
import { interval } from "../time/interval.ts";
import { clip, type IntervalSet, spansOf } from "../time/interval-set.ts";
import { CompositeSweep } from "./composite-sweep.ts";
import type { Fault } from "./faults.ts";

/** Members of a composite, on their timelines (21). */
export interface CompositeMember {
  readonly faults: readonly Fault[];
  readonly known: IntervalSet;
  /** Where rules would excuse it. */
  readonly excusable: IntervalSet;
}

export interface CompositeTerms {
  /** It is as bad as the n-th worst of its members; `all`: as the best of those that are known. */
  readonly n: number | "all";
  /** Unknown as soon as one member is; else while all of them are. */
  readonly strict: boolean;
}

export interface Composite {
  /** One for each member's fault, where it makes the whole impaired, at the weight of the whole. */
  readonly faults: readonly Fault[];
  readonly known: IntervalSet;
  /** Where what it was depends on time that rules would excuse. */
  readonly undecided: IntervalSet;
  /** Faults of members of which no part makes the whole impaired. */
  readonly masked: readonly Fault[];
}

/**
 * One sweep over the boundaries of all members. At each instant the whole has the n-th largest
 * weight of its members. Where a member would be excused, it is asked twice, as if that member were
 * up and as if it were down: where the answers differ, the state rests on the excused time, and a
 * rule may take it; elsewhere the other members decide, and no rule touches it.
 */
export function composite(members: readonly CompositeMember[], terms: CompositeTerms): Composite {
  const { impaired, known, undecided } = new CompositeSweep(members, terms).done();
  const all = members.flatMap(({ faults }) => faults);
  const pieces = all.map((fault) => piecesOf(fault, impaired));
  return {
    faults: pieces.flat(),
    known,
    undecided,
    masked: all.filter(({ start, end }, index) => start < end && pieces[index]?.length === 0),
  };
}

/** A fault makes the whole as bad as it is where it is as bad itself. */
function piecesOf(
  fault: Fault,
  impaired: readonly { readonly weight: Ratio; readonly set: IntervalSet }[],
): Fault[] {
  if (fault.start >= fault.end) return [];
  const span = interval(fault.start, fault.end);
  return impaired
    .filter(({ weight }) => compare(fault.weight, weight) >= 0)
    .flatMap(({ weight, set }) =>
      spansOf(clip(set, span)).map(({ start, end }) => ({ ...fault, start, end, weight })),
    );
}
