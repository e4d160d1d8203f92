import { present } from "../base/invariant.ts";
import type { Claim } from "../model/records.ts";
import { FIRST_INSTANT, type Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { claimEvents, type OutagesOf } from "./claim-events.ts";
import { indexOfClaims } from "./claim-index.ts";
import { type ClaimPlan, isByEvent, type StagePlan } from "./claim-plan.ts";
import { namesOf } from "./claim-standing.ts";
import type { JudgedResult } from "./judged-result.ts";

/** What a line, or one of the misses that it is counted by, may have been claimed by. */
interface MadeFacts {
  readonly terms: ClaimPlan;
  /** Of the settlement period: claims name it. */
  readonly settlement: Period;
  readonly claims: readonly Claim[];
  readonly outages: OutagesOf;
  readonly asOf: Instant;
}

/** When a line was claimed, or one of its misses by its record; undefined while it is not (31). */
export type MadeAt = (part: { readonly record?: string | undefined }) => Instant | undefined;

/** Points are of no single claim: a base that takes the days before one is refused there. */
export const ofNoClaim: MadeAt = () => undefined;

/** The first claim that is about it: the days before that are what a base may take. */
export function claimMade(result: JudgedResult, facts: MadeFacts): MadeAt {
  const { commitment, period } = result;
  if (endsWithClaim(commitment)) return () => period.end;
  const { terms } = facts;
  const isEach = terms.on === "request" && terms.stages.some(isClaimOfEach);
  let found: MadeAt | undefined;
  return (part) => {
    found ??= lookUp(result, isEach, facts);
    return found(part);
  };
}

function isClaimOfEach(stage: StagePlan): boolean {
  return stage.what === "claim" && isByEvent(stage);
}

/** Days up to a claim are judged claim by claim: each ends with its own (4). */
function endsWithClaim({ ofRecords }: JudgedResult["commitment"]): boolean {
  return typeof ofRecords === "object" && ofRecords.rolling.until === "claim";
}

function lookUp(
  result: JudgedResult,
  isEach: boolean,
  { settlement, claims, outages, asOf }: MadeFacts,
): MadeAt {
  const index = indexOfClaims(
    claims.filter(
      ({ period, stage, commitment }) =>
        period === settlement.label &&
        stage === "claim" &&
        (commitment === undefined || commitment === result.commitment.id),
    ),
  );
  const events = claimEvents(result, outages, asOf);
  const byId = new Map(events.map((event) => [event.id, event]));
  return ({ record }) => {
    const own =
      record === undefined
        ? undefined
        : present(byId.get(record), "each part is one of the misses", record);
    const about = own ? [own] : events;
    // What names no event, and was said before this one began, is not about it.
    const from = own && isEach ? own.start : FIRST_INSTANT;
    const made = [
      ...index.general("claim", from),
      ...index.naming("claim", about.flatMap(namesOf)),
    ];
    return made.map(({ at }) => at).sort((a, b) => a - b)[0];
  };
}
