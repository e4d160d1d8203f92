import { allowance, lengthsOf, shareOf, spanOf } from "./allowance.ts";
import {
  compare,
  exactText,
  floorTo,
  multiply,
  type Ratio,
  subtract,
  toSafeInteger,
  wholeRatio,
  ZERO,
} from "./base/ratio.ts";
import type { Commitment } from "./contract.ts";
import type { Warning } from "./model/statement.ts";
import { parseDuration, readableDuration } from "./time/duration.ts";
import { DAY_MS, durationMs, MINUTE_MS, SECOND_MS } from "./time/instant.ts";

/** What the words of targets say beside their figures: "99.9 %, that is 8 hours a year" (28). */

type Target = Commitment["targets"][number];
type Says = NonNullable<Target["says"]>;

/** Where words and figure disagree, and where they cannot be compared. */
export function wordsWarnings(commitment: Commitment, index: number): readonly Warning[] {
  return commitment.targets.flatMap((target, row) => {
    const { says } = target;
    const said = says === undefined ? undefined : msOf(says.allowed);
    if (says === undefined || said === undefined) return [];
    const path = `commitments.${index}.targets.${row}.says`;
    const words = `${commitment.id}: the words allow ${shown(said)} a ${says.per}`;
    const bounds = boundsOf(commitment, row, says);
    if (bounds.length === 0) {
      const message = `${words}, which cannot be compared with the target`;
      return [{ code: "target.says-nothing", path, message }];
    }
    if (isAbout(said, bounds)) return [];
    const message = `${words}, the figure ${figureText(commitment, target, row, says)}`;
    return [{ code: "target.says-otherwise", path, message }];
  });
}

/** The downtime in ms that the target allows in the span of the words, by each length of that span. */
function boundsOf(commitment: Commitment, row: number, { per }: Says): readonly Ratio[] {
  const share = shareOf(commitment, row);
  if (share !== undefined)
    return lengthsOf(commitment, per).map((days) => multiply(share, multiply(days, dayMs)));
  const { measure, period, targets } = commitment;
  const { atMost, lessThan } = targets[row] ?? {};
  const ms = measure.figure === "downtime" ? msOf(atMost ?? lessThan ?? "") : undefined;
  return ms === undefined || spanOf(period) !== per ? [] : [wholeRatio(ms)];
}

const dayMs = wholeRatio(DAY_MS);

/** "99.9 % allows 43 min 12 s in 30 days"; of a length of time it is its own words. */
function figureText(commitment: Commitment, target: Target, row: number, { per }: Says): string {
  const bound = target.atLeast ?? target.moreThan ?? target.atMost ?? target.lessThan ?? "";
  const share = shareOf(commitment, row);
  if (share === undefined) return `allows ${shown(msOf(bound) ?? 0)}`;
  const lengths = lengthsOf(commitment, per).map(
    (days) => `${allowance(share, per, days, false).shown} in ${spanText(days)}`,
  );
  return `${bound} % allows ${lengths.join(", ")}`;
}

/** "30 days"; a length that is not of whole days in hours and minutes. */
function spanText(days: Ratio): string {
  const whole = exactText(days);
  if (/^\d+$/.test(whole)) return `${whole} days`;
  return shown(toSafeInteger(floorTo(multiply(days, dayMs), 0)));
}

/**
 * Contracts write rounded lengths: "about 43 minutes". From ten minutes on, less than a minute
 * beside the range of the calendar lengths is no contradiction; below that, less than a second.
 */
function isAbout(saidMs: number, allowed: readonly Ratio[]): boolean {
  const tolerance = wholeRatio(saidMs >= 10 * MINUTE_MS ? MINUTE_MS : SECOND_MS);
  const said = wholeRatio(saidMs);
  const isNear = (bound: Ratio) => compare(distance(said, bound), tolerance) < 0;
  const isBelowOne = allowed.some((bound) => compare(said, bound) <= 0);
  const isAboveOne = allowed.some((bound) => compare(said, bound) >= 0);
  return (isBelowOne && isAboveOne) || allowed.some(isNear);
}

function distance(a: Ratio, b: Ratio): Ratio {
  const difference = subtract(a, b);
  return compare(difference, ZERO) < 0 ? subtract(b, a) : difference;
}

function msOf(text: string): number | undefined {
  const length = parseDuration(text, []);
  return length.ok ? length.value : undefined;
}

function shown(ms: number): string {
  return readableDuration(durationMs(ms));
}
