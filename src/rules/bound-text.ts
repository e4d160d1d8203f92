import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";

/**
 * The same as `formatInstant`, for an edge of a period: each result of a statement writes it, and each
 * statement of a close.
 */
export function boundText(at: Instant): string {
  const place = Math.floor(at / HOUR_MS) & (written.length - 1);
  if (written[place] !== at) {
    written[place] = at;
    texts[place] = formatInstant(at);
  }
  return texts[place] as string;
}

const HOUR_MS = 3_600_000;

/** The last one of each place, and its text. */
const written = new Float64Array(64).fill(Number.NaN);
const texts = Array.from(written, () => "");
