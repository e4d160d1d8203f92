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
  return where === undefined ? misses : misses.filter((miss) => isSelected(miss, where));
}

/** A merged outage is selected where one of its records fits. */
function isSelected({ attributes, records }: Miss, where: Where): boolean {
  const own = (key: string) => {
    const value = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    return value === undefined ? [] : [value];
  };
  return records === undefined
    ? fits(own, where)
    : records.some((traits) => fits((key) => traits.get(key) ?? [], where));
}

function fits(said: (key: string) => readonly string[], where: Where): boolean {
  return [...where].every(([key, wanted]) => said(key).some((value) => wanted.has(value)));
}
