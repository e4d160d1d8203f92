import type { Claim } from "../model/records.ts";
import type { MissClaim } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";
import { claimEvents } from "./claim-events.ts";
import { indexOfClaims } from "./claim-index.ts";
import { stageNow } from "./claim-later.ts";
import { stageText } from "./claim-line.ts";
import { namesOf, standingOf } from "./claim-standing.ts";
import type { Context, JudgedResult } from "./judged-result.ts";
import type { CommitmentPlan } from "./plan.ts";

/** The misses of a result with how each is claimed, for what counts claimed events only (36). */

/** The result with its claims, where a credit asks for them and they are not automatic. */
export function withMissClaims(
  judged: JudgedResult,
  { plan, known, settlement, asOf }: Context,
): JudgedResult {
  const { commitment, result, owes, period } = judged;
  const terms = plan.claims.get(commitment.id);
  if (!owes || terms?.on !== "request" || !countsClaimed(commitment)) return judged;
  const claims = indexOfClaims(
    known.claims.filter(
      (one) =>
        one.period === settlement.label &&
        (one.commitment === undefined || one.commitment === commitment.id),
    ),
  );
  const facts = { zone: plan.zone, settlement, period, claims, asOf };
  const told = claimEvents(judged, known.outages, asOf).map((event): MissClaim => {
    const { stages } = standingOf(terms.stages, [event], facts);
    const names = [...new Set(namesOf(event))].filter((name) => name !== event.id);
    return {
      record: event.id,
      ...(names.length === 0 ? {} : { names }),
      from: formatInstant(event.start),
      stages: stages.map(stageText),
    };
  });
  return { ...judged, result: { ...result, misses: { ...result.misses, claims: told } } };
}

function countsClaimed({ credits }: CommitmentPlan): boolean {
  return credits.some(
    ({ when }) =>
      typeof when === "object" &&
      when.some(({ limb, onlyClaimed }) => limb === "events" && onlyClaimed),
  );
}

/** The misses of which every stage was done in time. */
export function claimedIn(claims: readonly MissClaim[]): readonly string[] {
  return claims
    .filter(({ stages }) => stages.every(({ state }) => state === "made"))
    .map(({ record }) => record);
}

/** What claims that came since then, or whose last day is over now, change (35). */
export interface ClaimsNow {
  readonly claims: readonly MissClaim[];
  /** Claims that are known now: "claim:" and the id. */
  readonly records: readonly string[];
}

/**
 * How the misses of an earlier statement are claimed now.
 *
 * @param of The settlement period that the claims name, and the commitment.
 */
export function claimsNow(
  issued: readonly MissClaim[],
  of: { readonly period: string; readonly commitment: string },
  { claims, asOf }: { readonly claims: readonly Claim[]; readonly asOf: Instant },
): ClaimsNow {
  const own = claims.filter(
    ({ period, commitment }) =>
      period === of.period && (commitment === undefined || commitment === of.commitment),
  );
  const used = new Set<string>();
  const now = issued.map((one): MissClaim => {
    const from = stampMs(one.from);
    const made = own.filter((claim) => isAbout(claim, one, from));
    for (const { id } of made) used.add(`claim:${id}`);
    const stages = one.stages.map((stage) =>
      stage.state === "made" ? stage : stageNow(stage, made, asOf),
    );
    return { ...one, stages };
  });
  return { claims: now, records: [...used] };
}

function isAbout({ about, at }: Claim, { record, names = [] }: MissClaim, from: number): boolean {
  return about === undefined ? at >= from : about === record || names.includes(about);
}
