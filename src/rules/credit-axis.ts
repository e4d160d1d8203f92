import type { Ratio } from "../base/ratio.ts";
import type { Measured, Miss } from "../model/measured.ts";
import type { Instant } from "../time/instant.ts";
import type { Bound, Where } from "./plan.ts";

/** What the axis of a credit is read from. */
export interface OnFacts {
  readonly measured: Measured;
  readonly where: Where | undefined;
  readonly bound: Bound | undefined;
  /** Where this period failed: by its number among the failed ones that are looked at. */
  readonly nthFailed: number | undefined;
}

/** One part of the axis of a credit: the period, or one miss, with its size. */
export interface Part {
  readonly record?: string;
  readonly size: Ratio;
  /** When the miss began. */
  readonly at?: Instant;
  /** The size as an expression, where it is computed from other figures. */
  readonly made?: string;
}

/** The misses that `where` selects; all of them without it. */
export function selectedMisses({ measured: { misses }, where }: OnFacts): readonly Miss[] {
  return where === undefined ? misses : misses.filter(({ attributes }) => fits(attributes, where));
}

function fits(attributes: Readonly<Record<string, string>>, where: Where): boolean {
  return [...where].every(([key, values]) => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    return value !== undefined && values.has(value);
  });
}
