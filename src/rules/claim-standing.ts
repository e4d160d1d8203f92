import {
  type ClaimState,
  type ClaimWindow,
  claimState,
  type MadeClaim,
} from "../core/claim-window.ts";
import { FIRST_INSTANT, type Instant } from "../time/instant.ts";
import type { ClaimIndex } from "./claim-index.ts";
import { isByEvent, type StagePlan } from "./claim-plan.ts";
import { type ClaimEvent, type StageFacts, stageWindow } from "./claim-stage.ts";

export interface StandingFacts extends StageFacts {
  /** Those of the settlement period that name the line's commitment, or none. */
  readonly claims: ClaimIndex;
  readonly asOf: Instant;
}

export interface StageStanding {
  readonly stage: StagePlan;
  readonly window: ClaimWindow;
  readonly state: ClaimState;
}

/** How one claim stands: for a line as a whole, or for one of the events that it is counted by. */
export interface Standing {
  /** All stages hold, or one is missed; `open` while neither is so. */
  readonly kind: "claimed" | "open" | "missed";
  readonly stages: readonly StageStanding[];
}

/**
 * Every stage must hold (35). A stage with a window for each event holds when it holds for one of
 * those given: a figure over the period rests on all of them, and its window ends with the last.
 */
export function standingOf(
  stages: readonly StagePlan[],
  events: readonly ClaimEvent[],
  facts: StandingFacts,
): Standing {
  const found = stages.map((stage) => stageStanding(stage, events, facts));
  const kinds = new Set(found.map(({ state }) => state.kind));
  if (kinds.has("too-late") || kinds.has("lapsed")) return { kind: "missed", stages: found };
  return { kind: kinds.has("open") ? "open" : "claimed", stages: found };
}

function stageStanding(
  stage: StagePlan,
  events: readonly ClaimEvent[],
  facts: StandingFacts,
): StageStanding {
  const { claims, asOf } = facts;
  const { what } = stage;
  const whole = () => {
    const window = stageWindow(stage, undefined, facts);
    const made = [
      ...claims.general(what, FIRST_INSTANT),
      ...claims.naming(what, claims.namesEvents ? events.flatMap(namesOf) : []),
    ];
    return { stage, window, state: claimState(window, made, asOf) };
  };
  if (!isByEvent(stage)) return whole();
  const [first, ...others] = events.map((event) => {
    const window = stageWindow(stage, event, facts);
    const made = [
      // What names no event, and was said before this one began, is not about it.
      ...claims.general(what, event.start),
      ...claims.naming(what, namesOf(event)),
      ...ofOutages(stage, event, asOf),
    ];
    return { stage, window, state: claimState(window, made, asOf) };
  });
  if (first === undefined) return whole();
  return others.reduce((better, one) => (isBetter(one, better) ? one : better), first);
}

const rank = { claimed: 0, open: 1, "too-late": 2, lapsed: 3 } as const;

function isBetter({ state, window }: StageStanding, than: StageStanding): boolean {
  const difference = rank[state.kind] - rank[than.state.kind];
  return difference < 0 || (difference === 0 && window.until > than.window.until);
}

/** The records of an event; of a cycle ("T-12#2@resolution") its ticket too. */
export function namesOf({ id, outages }: ClaimEvent): readonly string[] {
  if (outages.length > 0) return [id, ...outages.map((outage) => outage.id)];
  return [id, id.replace(/@[^@]+$/, ""), id.replace(/(?:#\d+)?(?:@[^@]+)?$/, "")];
}

/** An outage says itself when it was reported, and when the ticket about it was opened. */
function ofOutages(
  { what }: StagePlan,
  { outages }: ClaimEvent,
  asOf: Instant,
): readonly MadeClaim[] {
  return outages.flatMap(({ id, reportedAt, ticketOpenedAt }) => {
    const at = what === "ticket" ? ticketOpenedAt : what === "report" ? reportedAt : undefined;
    return at === undefined || at >= asOf ? [] : [{ id, at }];
  });
}
