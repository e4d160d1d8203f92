import { type Instant, MINUTE_MS } from "../time/instant.ts";
import { offsetText } from "../time/offset-text.ts";
import { stampMs } from "../time/stamp.ts";
import { offsetMsAt, wallMsAt, zoneNamed } from "../time/zone.ts";

/** Writes stamps for people; see `stampsIn`. */
export type Stamps = (stamp: string) => string;

/**
 * Stamps of a statement, which are in UTC, on the wall clock of a zone with its offset then:
 * "2026-10-03 03:00 +02:00". Seconds and their parts stand only where there are any. What is no stamp stays
 * as it is, as all do in a zone that this machine does not know.
 */
export function stampsIn(zoneName: string): Stamps {
  const zone = zoneNamed(zoneName);
  return (stamp) => {
    const at = stampMs(stamp) as Instant;
    if (zone === undefined || Number.isNaN(at)) return stamp;
    return `${wallText(wallMsAt(zone, at))} ${offsetText(offsetMsAt(zone, at))}`;
  };
}

/** "2026-10-12 18:00": seconds and milliseconds only where there are any. */
export function wallText(wallMs: number): string {
  const text = new Date(wallMs).toISOString().replace("T", " ");
  if (wallMs % 1000 !== 0) return text.slice(0, 23);
  return text.slice(0, wallMs % MINUTE_MS === 0 ? 16 : 19);
}
