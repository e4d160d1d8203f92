import { compare, ONE, type Ratio } from "../base/ratio.ts";
import { type IntervalSet, intervalSet, intervalSetOf, union } from "../time/interval-set.ts";
import type { CompositeMember, CompositeTerms } from "./composite.ts";
import { type Level, levelsOf } from "./faults.ts";

/** One change of one member: it becomes or ceases to be known, excusable, or of a weight. */
interface Change {
  readonly at: number;
  readonly of: "known" | "excusable" | number;
  readonly begins: boolean;
  readonly member: number;
}

/** Walks over every boundary of the members and keeps count of how many are what (21). */
export class CompositeSweep {
  private readonly terms: CompositeTerms;
  private readonly members: readonly CompositeMember[];
  /** Every weight that a member has anywhere, heaviest first; total loss always stands first. */
  private readonly weights: readonly Ratio[];
  private readonly impaired: readonly Spans[];
  private readonly known = new Spans();
  private readonly undecided = new Spans();
  private readonly isKnown: boolean[];
  private readonly isExcusable: boolean[];
  /** The place of each member's weight; −1: it is up. */
  private readonly level: Int32Array;
  private knownCount = 0;
  private excusableCount = 0;
  /** How many known members have each weight: those that no rule excuses, and all of them. */
  private readonly firm: Int32Array;
  private readonly all: Int32Array;

  constructor(members: readonly CompositeMember[], terms: CompositeTerms) {
    this.terms = terms;
    this.members = members;
    const levels = members.map(({ faults }) => levelsOf(faults));
    this.weights = distinct([ONE, ...levels.flat().map(({ weight }) => weight)]);
    this.impaired = this.weights.map(() => new Spans());
    this.isKnown = members.map(() => false);
    this.isExcusable = members.map(() => false);
    this.level = new Int32Array(members.length).fill(-1);
    this.firm = new Int32Array(this.weights.length);
    this.all = new Int32Array(this.weights.length);
    const changes = members.flatMap(({ faults, known, excusable }, member) => [
      ...edges(union(known, intervalSet(faults)), "known", member),
      ...edges(excusable, "excusable", member),
      ...(levels[member] as readonly Level[]).flatMap(({ weight, set }) =>
        edges(set, this.placeOf(weight), member),
      ),
    ]);
    this.run(changes.sort((a, b) => a.at - b.at));
  }

  done() {
    return {
      known: this.known.taken(),
      undecided: this.undecided.taken(),
      impaired: this.impaired.map((spans, place) => ({
        weight: this.weights[place] as Ratio,
        set: spans.taken(),
      })),
    };
  }

  private placeOf(weight: Ratio): number {
    return this.weights.findIndex((one) => compare(one, weight) === 0);
  }

  private run(changes: readonly Change[]): void {
    changes.forEach((change, index) => {
      this.count(change.member, -1);
      this.apply(change);
      this.count(change.member, 1);
      const until = changes[index + 1]?.at ?? change.at;
      if (change.at < until) this.note(change.at, until);
    });
  }

  private apply({ of, begins, member }: Change): void {
    if (of === "known") this.isKnown[member] = begins;
    else if (of === "excusable") this.isExcusable[member] = begins;
    // Where one weight follows another, the end of the first may come second.
    else if (begins) this.level[member] = of;
    else if (this.level[member] === of) this.level[member] = -1;
  }

  private count(member: number, by: 1 | -1): void {
    if (this.isKnown[member] !== true) return;
    const level = this.level[member] as number;
    const isExcusable = this.isExcusable[member] === true;
    this.knownCount += by;
    if (isExcusable) this.excusableCount += by;
    if (level === -1) return;
    this.all[level] = (this.all[level] as number) + by;
    if (!isExcusable) this.firm[level] = (this.firm[level] as number) + by;
  }

  private note(start: number, end: number): void {
    const { strict } = this.terms;
    if (this.knownCount < (strict ? this.members.length : 1)) return;
    this.known.add(start, end);
    const found = this.nth(this.all, 0);
    if (found !== -1) (this.impaired[found] as Spans).add(start, end);
    if (
      this.excusableCount > 0 &&
      this.nth(this.firm, 0) !== this.nth(this.firm, this.excusableCount)
    )
      this.undecided.add(start, end);
  }

  /** The place of the n-th largest weight; −1 where fewer are impaired. `more`: so many further ones are down. */
  private nth(counts: Int32Array, more: number): number {
    const { n } = this.terms;
    const wanted = n === "all" ? this.knownCount : n;
    let reached = more;
    for (let place = 0; place < counts.length; place += 1) {
      reached += counts[place] as number;
      if (reached >= wanted) return place;
    }
    return -1;
  }
}

function distinct(weights: readonly Ratio[]): readonly Ratio[] {
  const found: Ratio[] = [];
  for (const weight of weights)
    if (!found.some((one) => compare(one, weight) === 0)) found.push(weight);
  return found.sort((a, b) => compare(b, a));
}

function edges({ starts, ends }: IntervalSet, of: Change["of"], member: number): Change[] {
  return Array.from(starts, (start, index) => [
    { at: start, of, begins: true, member },
    { at: ends[index] as number, of, begins: false, member },
  ]).flat();
}

/** Spans that come in order; those that touch become one when they are taken. */
class Spans {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  add(start: number, end: number): void {
    if (this.ends.at(-1) === start) this.ends[this.ends.length - 1] = end;
    else {
      this.starts.push(start);
      this.ends.push(end);
    }
  }

  taken(): IntervalSet {
    return intervalSetOf(Float64Array.from(this.starts), Float64Array.from(this.ends));
  }
}
