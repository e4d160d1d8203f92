import { accepted, type Issue, type Result, refused } from "../base/result.ts";
import { shown } from "../base/shown.ts";
import { BEYOND_INSTANT, FIRST_INSTANT, type Instant } from "../time/instant.ts";
import { parseStamp } from "../time/stamp.ts";

/** An instant of a call: RFC 3339 text, epoch milliseconds, or a `Date`. Never the host's clock. */
export function readInstant(input: unknown, path: Issue["path"]): Result<Instant> {
  if (typeof input === "string") return parseStamp(input, path);
  const ms = input instanceof Date ? input.getTime() : input;
  if (
    typeof ms === "number" &&
    Number.isSafeInteger(ms) &&
    FIRST_INSTANT <= ms &&
    ms < BEYOND_INSTANT
  )
    return accepted(ms as Instant);
  return refused([
    {
      code: "instant.malformed",
      path,
      message: `cannot use ${shown(input)} as an instant`,
      hint: "give an RFC 3339 stamp, whole epoch milliseconds, or a Date, in the years 1970 to 2200",
      value: shown(input),
    },
  ]);
}
