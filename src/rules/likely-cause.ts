import { decimalsOf } from "../base/decimals.ts";
import {
  divide,
  HUNDRED,
  minorUnits,
  multiply,
  parseExact,
  type Ratio,
  type RoundingMode,
  round,
  roundedUnits,
} from "../base/ratio.ts";
import type { LikelyCause } from "../model/reconciliation.ts";
import type { Correction, Line, Statement } from "../model/statement.ts";
import { creditOfLine } from "./line-credit.ts";
import { fieldsIn, listIn, namedIn, type PlainTerms } from "./plain-terms.ts";
import { type TakenOff, takenOff } from "./taken-off.ts";

/**
 * The single thing in the statement itself that makes a line come to what the other party claims: a
 * rule that it missed, what waits for a later statement, another row of the table, a rounding, a claim
 * that came too late (38).
 */
export function likelyCause(
  statement: Statement,
  line: Line,
  claimedMinor: bigint,
): LikelyCause | undefined {
  const places = decimalsOf(line.amount);
  const asked: Asked = { statement, line, claimedMinor, places, off: takenOff(line) };
  if (line.status === "forfeited") return tooLate(line, claimedMinor);
  if (line.corrects !== undefined) return wholeAmount(line.corrects, claimedMinor, places);
  return (
    (claimedMinor === 0n ? earnBackOf(line) : undefined) ??
    waiting(line, claimedMinor) ??
    withoutEarlier(asked) ??
    withoutRules(asked) ??
    roundedOtherwise(asked) ??
    otherTier(asked)
  );
}

interface Asked {
  readonly statement: Statement;
  readonly line: Line;
  readonly claimedMinor: bigint;
  readonly places: number;
  readonly off: readonly TakenOff[];
}

/** Why nothing is claimed for a line that may be earned back, or takes back what was (30). */
export function earnBackOf({ id, earnBack, from }: Line): LikelyCause | undefined {
  if (from !== undefined && id.endsWith("#earned-back"))
    return { why: "earn-back", detail: `the credit of ${from.period} was earned back` };
  return earnBack && { why: "earn-back", detail: `may be earned back through ${earnBack.through}` };
}

/** Of what was forfeited it takes two: the claim in time, and whatever else. */
function tooLate({ minor, claim }: Line, claimedMinor: bigint): LikelyCause | undefined {
  return BigInt(minor) === claimedMinor
    ? { why: "forfeited", detail: `claimed after ${claim?.lastDate ?? "the last day"}` }
    : undefined;
}

/** The other party's list may hold what is owed and goes to a later statement (32). */
function waiting(
  { minor, carried, deferred }: Line,
  claimedMinor: bigint,
): LikelyCause | undefined {
  const all = minor + (carried?.minor ?? 0) + (deferred?.minor ?? 0);
  if (all === minor || BigInt(all) !== claimedMinor) return undefined;
  const words = [
    ...(carried === undefined ? [] : [`${carried.amount} is carried to the next statement`]),
    ...(deferred === undefined ? [] : [`${deferred.amount} is deferred until more is owed`]),
  ];
  return { why: "waits", detail: words.join(", ") };
}

/** Of a difference: the other party's list may hold all that is owed, with what was issued before. */
function wholeAmount(
  { was, now }: Correction,
  claimedMinor: bigint,
  places: number,
): LikelyCause | undefined {
  if (minorOf(now, places) !== claimedMinor) return undefined;
  return { why: "whole", detail: `${now} in all, of which ${was} was issued before` };
}

/** What stood before the last rules of one sort took their part: caps, or stacking, or what else. */
function withoutRules({ statement, claimedMinor, places, off }: Asked): LikelyCause | undefined {
  const why = off.at(-1)?.why;
  const same = off.slice(off.findLastIndex((one) => one.why !== why) + 1);
  const mode = modeOf(statement);
  const from = same.findIndex(({ before }) => roundedUnits(before, places, mode) === claimedMinor);
  if (why === undefined || from === -1) return undefined;
  const rules = same
    .slice(from)
    .map(({ rule, step }) => (rule === "" ? step.clause : `${step.clause}: ${rule}`));
  return { why, detail: `without ${[...new Set(rules)].join(" and ")}` };
}

/** A cap over several periods, as if earlier statements had given nothing under it. */
function withoutEarlier({ statement, claimedMinor, places, off }: Asked): LikelyCause | undefined {
  const { in: text = "", clause } = off.at(-1)?.step ?? {};
  const shares = /^([\d.]+), its share of [\d.]+ for ([\d.]+)$/.exec(text) ?? [];
  const [own = 0n, all = 0n] = shares.slice(1).map((share) => minorOf(share, places));
  for (const cap of statement.caps.filter((one) => one.clause === clause)) {
    const issued = cap.steps.find(({ op }) => op === "issued")?.out ?? "0";
    const most = minorOf(cap.limit, places);
    if (most === undefined || minorOf(issued, places) === 0n) continue;
    // Of one line alone the cap would have left so much; of several only all or a share is known.
    const earlier = `without the ${issued} that earlier statements gave under ${clause}`;
    if (all > most && own === all && most === claimedMinor)
      return { why: "cap-missed", detail: earlier };
    if (all <= most && own === claimedMinor)
      return { why: "cap-missed", detail: `${earlier}, or without it` };
  }
  return undefined;
}

const modes = ["half-up", "half-even", "down", "up"] as const;

/** The rounding of the contract; half up where it cannot be read. */
function modeOf({ terms }: Statement): RoundingMode {
  const { mode } = fieldsIn(terms.contract, "rounding");
  return modes.find((one) => one === mode) ?? "half-up";
}

/** One unit more or less, where nothing was taken off behind the rounding. */
function roundedOtherwise({ line, claimedMinor, places, off }: Asked): LikelyCause | undefined {
  const exact = parseExact(line.exact);
  const apart = claimedMinor - BigInt(line.minor);
  const at = line.steps.findLastIndex(({ op }) => op === "round");
  if (exact === undefined || apart > 1n || apart < -1n || off.some((one) => one.at > at))
    return undefined;
  const mode = modes.find((one) => roundedUnits(exact, places, one) === claimedMinor);
  return mode && { why: "rounding", detail: `${line.exact} rounded ${mode}` };
}

/** Another row of the credit's table, of the same base. Under a cap only what is less than that left. */
function otherTier({ statement, line, claimedMinor, places, off }: Asked): LikelyCause | undefined {
  const isFree = off.every(
    ({ why, rule }) => why === "cap-missed" && rule === "" && claimedMinor < BigInt(line.minor),
  );
  if (!isFree) return undefined;
  const base = parseExact(line.steps.findLast(({ op }) => op === "base")?.out ?? "");
  const { commitment } = creditOfLine(line);
  const credit = line.id.slice(line.result.length + 1);
  const tiers = listIn(
    namedIn(namedIn(statement.terms.contract, "commitments", commitment), "credits", credit).tiers,
  );
  for (const { give, from, below } of tiers) {
    const value = worthOf(Object(give), base);
    if (value !== undefined && minorUnits(round(value, places, "half-up"), places) === claimedMinor)
      return {
        why: "other-tier",
        detail: `the row from ${from ?? "the start"} below ${below ?? "the end"}`,
      };
  }
  return undefined;
}

function worthOf(
  { percent, amount, fraction }: PlainTerms,
  base: Ratio | undefined,
): Ratio | undefined {
  const value = (text: unknown) => (typeof text === "string" ? parseExact(text) : undefined);
  const [share, whole, part] = [value(percent), value(amount), value(fraction)];
  if (whole !== undefined) return whole;
  if (base === undefined) return undefined;
  if (share !== undefined) return divide(multiply(base, share), HUNDRED);
  return part === undefined ? undefined : multiply(base, part);
}

function minorOf(text: string, places: number): bigint | undefined {
  const value = parseExact(text);
  return value === undefined || 10n ** BigInt(places) % value.denominator !== 0n
    ? undefined
    : minorUnits(value, places);
}
