import { type Ratio, wholeRatio } from "../../base/ratio.ts";
import { percentileOf } from "../../core/percentile.ts";
import { WholeSum } from "../../core/whole-sum.ts";
import type { CycleCounts } from "../../model/folded.ts";
import type { CyclesPlan } from "../plan.ts";

/**
 * Counted cycles as what they add to one result: how many, and for how long. A sum of parts: in
 * whatever order cycles are added and tallies put together, the figure is one.
 */
export class CycleTally implements CycleCounts {
  met = 0;
  late = 0;
  private readonly plan: CyclesPlan;
  private readonly own = new WholeSum();
  private others = 0n;
  /** The first `length` are in use. */
  private list = new Float64Array(0);
  private length = 0;

  constructor(plan: CyclesPlan) {
    this.plan = plan;
  }

  get elapsedMs(): bigint {
    return this.own.value() + this.others;
  }

  get times(): Float64Array {
    return this.list.subarray(0, this.length);
  }

  add(standing: "met" | "late", elapsedMs: number): void {
    if (standing === "met") this.met += 1;
    else this.late += 1;
    this.own.add(elapsedMs);
    if (this.plan.percentile === undefined) return;
    this.reserve(1);
    this.list[this.length] = elapsedMs;
    this.length += 1;
  }

  /** Adds what was counted elsewhere for the same result. */
  addAll({ met, late, elapsedMs, times }: CycleCounts): void {
    this.met += met;
    this.late += late;
    this.others += elapsedMs;
    this.reserve(times.length);
    this.list.set(times, this.length);
    this.length += times.length;
  }

  /**
   * What the figure is made of: the late cycles; for a mean the sum of the times taken, for a
   * percentile the time at its rank. A late cycle that is open counts with its time up to asOf.
   */
  bad(): Ratio {
    const { percentile, figure } = this.plan;
    if (percentile !== undefined && this.length > 0)
      return percentileOf(this.times.slice().sort(), percentile);
    return wholeRatio(figure === "mean" ? this.elapsedMs : this.late);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.list.length) return;
    const grown = new Float64Array(2 * (this.length + more));
    grown.set(this.times);
    this.list = grown;
  }
}
