import { invariant } from "../base/invariant.ts";
import type { Instant } from "./instant.ts";

declare const checked: unique symbol;

/** The half-open span [start, end): start is in it, end is not. Never empty (semantics 1). */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
  /** Type-level mark, absent at run time: only `interval` makes an Interval. */
  readonly [checked]: true;
}

/** @throws {InvariantError} When `start` is not before `end`. */
export function interval(start: Instant, end: Instant): Interval {
  invariant(start < end, "an interval starts before it ends", { start, end });
  return { start, end } as Interval;
}

export function contains(span: Interval, at: Instant): boolean {
  return span.start <= at && at < span.end;
}

/** True when one span ends exactly where the other starts: they share no instant. */
export function abuts(a: Interval, b: Interval): boolean {
  return a.end === b.start || b.end === a.start;
}
