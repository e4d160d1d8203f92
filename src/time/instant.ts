import { invariant } from "../base/invariant.ts";

declare const unit: unique symbol;

/** A point on the UTC time line: whole milliseconds since 1970-01-01T00:00:00Z (semantics 1). */
export type Instant = number & { readonly [unit]: "epoch ms" };

/** A length of elapsed time: whole milliseconds. It knows no calendar and no zone. */
export type DurationMs = number & { readonly [unit]: "ms" };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** 24 hours of elapsed time. A local date may be longer or shorter. */
export const DAY_MS = 86_400_000;

/** 1970-01-01T00:00:00Z, the first instant that a record or contract may name (semantics 1). */
export const FIRST_INSTANT = 0 as Instant;

/** 2201-01-01T00:00:00Z, the first instant that none may name: 84,371 days after the first. */
export const BEYOND_INSTANT = (84_371 * DAY_MS) as Instant;

/** @throws {InvariantError} When `epochMs` is no whole, exactly represented number. */
export function instant(epochMs: number): Instant {
  invariant(Number.isSafeInteger(epochMs), "an instant is a whole number of ms", epochMs);
  return epochMs as Instant;
}

/** @throws {InvariantError} When `ms` is no whole, exactly represented number. Negative is legal. */
export function durationMs(ms: number): DurationMs {
  invariant(Number.isSafeInteger(ms), "a duration is a whole number of ms", ms);
  return ms as DurationMs;
}

/** Elapsed time from `earlier` to `later`; negative when the arguments are swapped. */
export function elapsedMs(earlier: Instant, later: Instant): DurationMs {
  return (later - earlier) as DurationMs;
}
