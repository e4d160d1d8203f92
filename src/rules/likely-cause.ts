import {
  divide,
  HUNDRED,
  minorUnits,
  multiply,
  parseExact,
  type Ratio,
  round,
} from "../base/ratio.ts";
import type { LikelyCause } from "../model/reconciliation.ts";
import type { Correction, Line, Statement } from "../model/statement.ts";
import { listIn, namedIn, type PlainTerms } from "./plain-terms.ts";

/**
 * The single thing in the statement itself that makes a line come to what the other party claims: a
 * cap that it missed, another row of the table, a rounding, a claim that came too late (38).
 */
export function likelyCause(
  statement: Statement,
  line: Line,
  claimedMinor: bigint,
): LikelyCause | undefined {
  const places = (line.amount.split(".")[1] ?? "").length;
  if (line.status === "forfeited" && BigInt(line.minor) === claimedMinor)
    return { why: "forfeited", detail: `claimed after ${line.claim?.lastDate ?? "the last day"}` };
  if (line.corrects !== undefined) return wholeAmount(line.corrects, claimedMinor, places);
  return (
    capMissed(line, claimedMinor, places) ??
    roundedOtherwise(line, claimedMinor, places) ??
    otherTier(statement, line, claimedMinor, places)
  );
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

/** What stood before a cap took its share. */
function capMissed(line: Line, claimedMinor: bigint, places: number): LikelyCause | undefined {
  const at = line.steps.findIndex(
    ({ op, out }) => op === "round" && minorOf(out, places) === claimedMinor,
  );
  const cap = at === -1 ? undefined : line.steps.slice(at).find(({ op }) => op === "cap");
  return cap === undefined ? undefined : { why: "cap-missed", detail: `without ${cap.clause}` };
}

function roundedOtherwise(
  line: Line,
  claimedMinor: bigint,
  places: number,
): LikelyCause | undefined {
  const exact = parseExact(line.exact);
  if (exact === undefined || line.steps.some(({ op }) => op === "cap")) return undefined;
  const mode = (["half-up", "half-even", "down", "up"] as const).find(
    (one) => minorUnits(round(exact, places, one), places) === claimedMinor,
  );
  return mode === undefined
    ? undefined
    : { why: "rounding", detail: `${line.exact} rounded ${mode}` };
}

/** Another row of the credit's table, of the same base. */
function otherTier(
  { terms, results }: Statement,
  line: Line,
  claimedMinor: bigint,
  places: number,
): LikelyCause | undefined {
  const base = parseExact(line.steps.findLast(({ op }) => op === "base")?.out ?? "");
  const commitment = results.find(({ id }) => id === line.result)?.commitment;
  const credit = line.id.slice(line.result.length + 1);
  const tiers = listIn(
    namedIn(namedIn(terms.contract, "commitments", commitment), "credits", credit).tiers,
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
