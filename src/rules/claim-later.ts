import { present } from "../base/invariant.ts";
import { claimState } from "../core/claim-window.ts";
import type { Claim } from "../model/records.ts";
import type { ClaimStage, LineClaim } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";
import type { Waited } from "./waiting.ts";

interface LaterFacts {
  readonly waited: Waited;
  readonly of: { readonly commitment: string };
  readonly claims: readonly Claim[];
  readonly asOf: Instant;
}

/**
 * How the claim for an earlier period stands now (35): what the statement of that period left open was
 * made since then, or its window is over.
 */
export function claimLater(
  claim: LineClaim,
  { waited, of, claims, asOf }: LaterFacts,
): { readonly claim: LineClaim; readonly isMissed: boolean } {
  const made = claims.filter(
    ({ period, commitment }) =>
      period === waited.period && (commitment === undefined || commitment === of.commitment),
  );
  const stages: readonly ClaimStage[] = (claim.stages ?? [plainStage(claim)]).map((stage) =>
    stage.state === "open" ? stageNow(stage, made, asOf) : stage,
  );
  const isMissed = stages.some(({ state }) => state === "too-late" || state === "lapsed");
  if (claim.stages !== undefined) return { claim: { ...claim, stages }, isMissed };
  const since = stages.flatMap(({ madeAt: claimedAt, record }) =>
    claimedAt === undefined
      ? []
      : [{ claimedAt, record: present(record, "what was made has its record", claimedAt) }],
  );
  return { claim: { ...claim, ...since[0] }, isMissed };
}

/** One claim in days after a period: the statement says it without stages. */
function plainStage({ opensAt, until, lastDate, claimedAt }: LineClaim): ClaimStage {
  return {
    what: "claim",
    opensAt,
    until,
    lastDate,
    state: claimedAt === undefined ? "open" : "made",
  };
}

export function stageNow(stage: ClaimStage, claims: readonly Claim[], asOf: Instant): ClaimStage {
  const own = claims.filter((one) => one.stage === stage.what);
  const state = claimState({ until: stampMs(stage.until) as Instant }, own, asOf);
  switch (state.kind) {
    case "open":
      return stage;
    case "lapsed":
      return { ...stage, state: "lapsed" };
    case "claimed":
    case "too-late":
      return {
        ...stage,
        state: state.kind === "claimed" ? "made" : "too-late",
        madeAt: formatInstant(state.claim.at),
        record: state.claim.id,
      };
  }
}
