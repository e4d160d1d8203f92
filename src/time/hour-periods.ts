import { present } from "../base/invariant.ts";
import { HOUR_MS, type Instant } from "./instant.ts";
import { segments, wallMsAt, type Zone } from "./zone.ts";

/**
 * The hour of the wall clock that holds the instant (semantics 4). Where the clock is moved inside an
 * hour it ends there: an hour that is shown twice is two periods, and one of Lord Howe may be a half.
 */
export function hourAt(
  zone: Zone,
  at: Instant,
): { readonly start: Instant; readonly end: Instant } {
  const wallMs = wallMsAt(zone, at);
  const start = (at - (wallMs - Math.floor(wallMs / HOUR_MS) * HOUR_MS)) as Instant;
  const parts = segments(zone, start, (start + HOUR_MS) as Instant);
  return present(parts.filter((part) => part.start <= at).at(-1), "an hour holds its instants", at);
}
