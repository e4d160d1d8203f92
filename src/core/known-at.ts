import type { Instant } from "../time/instant.ts";

/** Whether a record was known at an instant (15): without a stamp of its own it always was. */
export function isKnownAt(
  { recordedAt }: { readonly recordedAt?: Instant },
  asOf: Instant,
): boolean {
  return recordedAt === undefined || recordedAt <= asOf;
}
