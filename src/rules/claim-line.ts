import type { ClaimStage, LineClaim } from "../model/statement.ts";
import { civilDateAt, formatCivilDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import type { Zone } from "../time/zone.ts";
import { isPlain, type RequestPlan } from "./claim-plan.ts";
import type { StageStanding, Standing } from "./claim-standing.ts";

/**
 * What a statement says of a claim: the stage that decides, and every stage where there is more to
 * say than one deadline in days.
 *
 * @param standings One or more, which stand alike: of the line, or of the events that it holds.
 */
export function lineClaim(
  plan: RequestPlan,
  standings: readonly Standing[],
  zone: Zone,
): LineClaim {
  const stages = plan.stages.map((_, index) =>
    deciding(standings.map((one) => one.stages[index] as StageStanding)),
  );
  const { window, state } = deciding(stages);
  const last = window.lastDate ?? civilDateAt(zone, (window.until - 1) as Instant);
  return {
    opensAt: formatInstant(window.opensAt),
    until: formatInstant(window.until),
    lastDate: formatCivilDate(last),
    evidence: plan.stages.flatMap(({ evidence }) => evidence),
    ...("claim" in state
      ? { claimedAt: formatInstant(state.claim.at), record: state.claim.id }
      : {}),
    ...(isPlain(plan) ? {} : { stages: stages.map(stageText) }),
  };
}

export function stageText({ stage, window, state }: StageStanding): ClaimStage {
  const { opensAt, until, lastDate } = window;
  return {
    what: stage.what,
    opensAt: formatInstant(opensAt),
    until: formatInstant(until),
    ...(lastDate === undefined ? {} : { lastDate: formatCivilDate(lastDate) }),
    state: state.kind === "claimed" ? "made" : state.kind,
    ...("claim" in state ? { madeAt: formatInstant(state.claim.at), record: state.claim.id } : {}),
  };
}

const rank = { "too-late": 0, lapsed: 1, open: 2, claimed: 3 } as const;

/** What was missed first; then the next deadline; where all is done, the last one. */
function deciding(stages: readonly StageStanding[]): StageStanding {
  return [...stages].sort(byUrgency)[0] as StageStanding;
}

function byUrgency(a: StageStanding, b: StageStanding): number {
  const [of, than] = [rank[a.state.kind], rank[b.state.kind]];
  if (of !== than) return of - than;
  const later = a.window.until - b.window.until;
  return a.state.kind === "claimed" ? -later : later;
}
