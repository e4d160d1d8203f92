import { allowance, lengthsOf, shareAt, spanOf } from "./allowance.ts";
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
import type { Commitment, Contract } from "./contract.ts";
import type { Warning } from "./model/statement.ts";
import { parseDuration, readableDuration } from "./time/duration.ts";
import { DAY_MS, durationMs, MINUTE_MS, SECOND_MS } from "./time/instant.ts";

/** What words say beside figures: "99.9 %, that is 8 hours a year", of a target or a row of a table (28). */

type Says = NonNullable<Commitment["targets"][number]["says"]>;
type Tiers = Extract<Commitment["credits"][number], { how: "tiers" }>["tiers"];

/** Words, and the bound that they stand beside. */
interface Gloss {
  readonly says: Says | undefined;
  /** For codes and in messages. */
  readonly of: keyof typeof codes;
  readonly path: string;
  /** The figure that is told. */
  readonly figure: string;
  /** The share of the time that the bound allows to be down, or that downtime in ms. */
  readonly share: Ratio | undefined;
  readonly ms: number | undefined;
}

const codes = {
  target: { otherwise: "target.says-otherwise", nothing: "target.says-nothing" },
  tier: { otherwise: "tier.says-otherwise", nothing: "tier.says-nothing" },
} as const;

/** Where words and figure disagree, and where they cannot be compared. */
export function wordsWarnings(commitment: Commitment, index: number): readonly Warning[] {
  const glosses = [...glossesOfTargets(commitment), ...glossesOfTiers(commitment)];
  return glosses.flatMap((gloss) =>
    warningOf(gloss, commitment, `commitments.${index}.${gloss.path}`),
  );
}

/** Of a table by which points become money: no row of it is a length of time. */
export function wordsOfPoints({ points }: Contract): readonly Warning[] {
  if (points === undefined || !("tiers" in points.convert)) return [];
  return points.convert.tiers.flatMap(({ fromSays, belowSays }, row) =>
    Object.entries({ fromSays, belowSays }).flatMap(([key, says]) => {
      const said = msOf(says?.allowed ?? "");
      if (says === undefined || said === undefined) return [];
      return [
        nothingSaid("tier", `points.convert.tiers.${row}.${key}`, wordsOf("points", said, says)),
      ];
    }),
  );
}

function glossesOfTargets(commitment: Commitment): readonly Gloss[] {
  return commitment.targets.map(({ says, ...target }, row) => {
    const { atLeast, moreThan, atMost, lessThan } = target;
    return {
      says,
      of: "target",
      path: `targets.${row}.says`,
      figure: atLeast ?? moreThan ?? atMost ?? lessThan ?? "",
      share: shareAt(commitment, target),
      ms: isDowntime(commitment, "measured") ? msOf(atMost ?? lessThan ?? "") : undefined,
    };
  });
}

/** Each row has two bounds, and a printed column may stand beside either. */
function glossesOfTiers(commitment: Commitment): readonly Gloss[] {
  return commitment.credits.flatMap((credit, at) =>
    credit.how === "tiers" ? glossesOfRows(commitment, credit.on, credit.tiers, at) : [],
  );
}

function glossesOfRows(
  commitment: Commitment,
  on: Commitment["credits"][number]["on"],
  tiers: Tiers,
  at: number,
): readonly Gloss[] {
  return tiers.flatMap(({ from, fromSays, below, belowSays }, row) => {
    const gloss = (bound: string | undefined, key: string, says: Says | undefined): Gloss => ({
      says,
      of: "tier",
      path: `credits.${at}.tiers.${row}.${key}`,
      figure: bound ?? "",
      share:
        on === "measured" && bound !== undefined
          ? shareAt(commitment, { atLeast: bound, atMost: bound })
          : undefined,
      ms: isDowntime(commitment, on) ? msOf(bound ?? "") : undefined,
    });
    return [gloss(from, "fromSays", fromSays), gloss(below, "belowSays", belowSays)];
  });
}

/** Whether what is counted is itself the downtime of the period. */
function isDowntime({ measure }: Commitment, on: Commitment["credits"][number]["on"]): boolean {
  return on === "measured"
    ? measure.figure === "downtime"
    : on === "bad" && measure.facts === "outages";
}

function warningOf(gloss: Gloss, commitment: Commitment, path: string): readonly Warning[] {
  const { says, of } = gloss;
  const said = says === undefined ? undefined : msOf(says.allowed);
  if (says === undefined || said === undefined) return [];
  const words = wordsOf(commitment.id, said, says);
  const allowed = allowedBy(gloss, commitment, says);
  if (allowed.length === 0) return [nothingSaid(of, path, words)];
  if (isAbout(said, allowed)) return [];
  const message = `${words}, the figure ${figureText(gloss, commitment, says)}`;
  return [{ code: codes[of].otherwise, path, message }];
}

function wordsOf(whose: string, said: number, { per }: Says): string {
  return `${whose}: the words allow ${shown(said)} a ${per}`;
}

function nothingSaid(of: Gloss["of"], path: string, words: string): Warning {
  const beside = of === "target" ? "the target" : "the row";
  const message = `${words}, which cannot be compared with ${beside}`;
  return { code: codes[of].nothing, path, message };
}

/** The downtime in ms that the bound allows in the span of the words, by each length of that span. */
function allowedBy({ share, ms }: Gloss, commitment: Commitment, { per }: Says): readonly Ratio[] {
  if (share !== undefined)
    return lengthsOf(commitment, per).map((days) => multiply(share, multiply(days, dayMs)));
  return ms === undefined || spanOf(commitment.period) !== per ? [] : [wholeRatio(ms)];
}

const dayMs = wholeRatio(DAY_MS);

/** "99.9 % allows 43 min 12 s in 30 days"; of a length of time it is its own words. */
function figureText({ figure, share }: Gloss, commitment: Commitment, { per }: Says): string {
  if (share === undefined) return `allows ${shown(msOf(figure) ?? 0)}`;
  const lengths = lengthsOf(commitment, per).map(
    (days) => `${allowance(share, per, days, false).shown} in ${spanText(days)}`,
  );
  return `${figure} % allows ${lengths.join(", ")}`;
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
