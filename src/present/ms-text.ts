import { readableDuration } from "../time/duration.ts";
import { durationMs } from "../time/instant.ts";

const wholeMs = /^-?\d{1,15}$/;

/** Milliseconds as a statement writes them, for people: "38 min 59 s". Other text stays, with its unit. */
export function msText(ms: string): string {
  return wholeMs.test(ms) ? readableDuration(durationMs(Number(ms))) : `${ms} ms`;
}
