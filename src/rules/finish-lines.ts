import { exactText, ONE } from "../base/ratio.ts";
import { apportion } from "../core/apportion.ts";
import type { Claim } from "../model/records.ts";
import type {
  Allocation,
  Assumption,
  Line,
  LineClaim,
  LineRight,
  LineStatus,
} from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { stampMs } from "../time/stamp.ts";
import { type DraftLine, textOf } from "./caps.ts";
import { claimEvents, type OutagesOf, startsStandIn } from "./claim-events.ts";
import { indexOfClaims } from "./claim-index.ts";
import { lineClaim } from "./claim-line.ts";
import { type ClaimPlan, isByEvent, type RequestPlan } from "./claim-plan.ts";
import type { ClaimEvent } from "./claim-stage.ts";
import { type Standing, standingOf } from "./claim-standing.ts";
import type { JudgedResult } from "./judged-result.ts";
import type { Plan, RightPlan } from "./plan.ts";
import { splitLine } from "./split-line.ts";

export interface FinishContext {
  readonly plan: Plan;
  readonly period: Period;
  readonly judged: readonly JudgedResult[];
  readonly claims: readonly Claim[];
  readonly outages: OutagesOf;
  readonly asOf: Instant;
  readonly isFinal: boolean;
  readonly revision: number;
}

export interface FinishedLines {
  readonly lines: readonly Line[];
  readonly assumptions: readonly Assumption[];
  readonly claimsUsed: readonly string[];
  readonly claimsEnd: Instant;
}

/** Gives every line its status (35) and hands it out over the charges of its base (32, 39). */
export function finishLines(drafts: readonly DraftLine[], context: FinishContext): FinishedLines {
  const claims = context.claims.filter(({ period }) => period === context.period.label);
  const finished = drafts.map((draft) => finish(draft, { ...context, claims }));
  const lines = finished.flatMap((one) => one.lines);
  const ends = lines.flatMap(({ claim }) =>
    claim === undefined ? [] : [claim, ...(claim.stages ?? [])].map(({ until }) => stampMs(until)),
  );
  return {
    lines,
    assumptions: distinct(finished.flatMap((one) => one.assumptions)),
    claimsUsed: claims.map(({ id }) => `claim:${id}`),
    claimsEnd: ends.reduce((a, b) => Math.max(a, b), 0) as Instant,
  };
}

type Finished = Pick<FinishedLines, "lines" | "assumptions">;

function finish(draft: DraftLine, context: FinishContext): Finished {
  const { plan, isFinal } = context;
  const terms = plan.claims.get(draft.commitment) as ClaimPlan;
  if (terms.on === "automatic") {
    const status = isFinal ? "automatic" : "provisional";
    return { lines: [lineOf(draft, { status }, context)], assumptions: [] };
  }
  const { events, claimed } = claimsOf(draft, terms, context);
  const claimOf = (group: readonly Claimed[]) =>
    lineClaim(
      terms,
      group.map(({ standing }) => standing),
      plan.zone,
    );
  const late = claimed.filter(({ standing }) => standing.kind === "missed");
  const kept = claimed.filter(({ standing }) => standing.kind !== "missed");
  const assumptions = startsStandIn(terms, events);
  if (!isFinal || late.length === 0 || kept.length === 0) {
    const status = isFinal ? (late.length === 0 ? "claimable" : "forfeited") : "provisional";
    const line = lineOf(draft, { status, claim: claimOf(claimed) }, context);
    return { lines: [line], assumptions };
  }
  const [inTime, tooLate] = splitLine(draft, new Set(late.map(({ event }) => event)), {
    clause: terms.clause ?? draft.clause,
    places: plan.currency.places,
  });
  return {
    lines: [
      lineOf(inTime, { status: "claimable", claim: claimOf(kept) }, context),
      lineOf(tooLate, { status: "forfeited", claim: claimOf(late) }, context),
    ],
    assumptions,
  };
}

interface Claimed {
  /** Of a line as a whole: the line. */
  readonly event: string;
  readonly standing: Standing;
}

/** Of a line that is counted by misses each one stands by itself; another stands as a whole. */
function claimsOf(
  draft: DraftLine,
  { stages }: RequestPlan,
  { plan, period, judged, claims, outages, asOf }: FinishContext,
): { readonly events: readonly ClaimEvent[]; readonly claimed: readonly Claimed[] } {
  const index = indexOfClaims(
    claims.filter(({ commitment }) => commitment === undefined || commitment === draft.commitment),
  );
  const result = judged.find(({ id }) => id === draft.result) as JudgedResult;
  const facts = { zone: plan.zone, settlement: period, period: result.period, claims: index, asOf };
  const isOfEvents = index.namesEvents || stages.some(isByEvent);
  const events = isOfEvents ? claimEvents(result, outages, asOf) : [];
  const paid = new Set(draft.parts.map(({ record }) => record));
  const single = events.filter(({ id }) => paid.has(id));
  if (single.length === 0)
    return { events, claimed: [{ event: draft.id, standing: standingOf(stages, events, facts) }] };
  return {
    events: single,
    claimed: single.map((event) => ({
      event: event.id,
      standing: standingOf(stages, [event], facts),
    })),
  };
}

interface Status {
  readonly status: LineStatus;
  readonly claim?: LineClaim;
}

function lineOf(draft: DraftLine, { status, claim }: Status, context: FinishContext): Line {
  return {
    id: draft.id,
    result: draft.result,
    clause: draft.clause,
    exact: exactText(draft.exact),
    amount: textOf(draft.minor, context.plan.currency.places),
    minor: Number(draft.minor),
    status,
    ...(claim === undefined ? {} : { claim }),
    ...(draft.inKind.length === 0 ? {} : { inKind: draft.inKind }),
    ...(draft.rights.length === 0 ? {} : { rights: draft.rights.map(rightOf) }),
    ...(draft.payout === undefined ? {} : { payout: draft.payout }),
    parts: draft.parts,
    steps: draft.steps,
    allocations: allocate(draft.id, draft.minor, draft.charges, context),
  };
}

function rightOf({ what, holder, text }: RightPlan): LineRight {
  return { what, holder, ...(text === undefined ? {} : { text }) };
}

/** An event that several lines rest on is listed once. */
function distinct(assumptions: readonly Assumption[]): readonly Assumption[] {
  return [...new Map(assumptions.map((one) => [one.path, one])).values()];
}

/** Largest remainder over the charges of the base; one idempotency key for each booking (39). */
function allocate(
  line: string,
  minor: bigint,
  charges: DraftLine["charges"],
  { plan, period, revision }: Pick<FinishContext, "plan" | "period" | "revision">,
): Allocation[] {
  const shares =
    charges.length === 0
      ? [{ id: CONTRACT_CHARGE, charge: CONTRACT_CHARGE, weight: ONE }]
      : charges;
  const units = apportion(minor, shares);
  return shares.flatMap(({ id, charge, invoice, line: item }, index) => {
    const own = units[index] as bigint;
    if (own === 0n) return [];
    const key = `makegood:${plan.id}:${period.label}:${plan.currency.code}:r${revision}:${line}:${id}`;
    const booked = {
      ...(invoice === undefined ? {} : { invoice }),
      ...(item === undefined ? {} : { line: item }),
    };
    return [{ charge, ...booked, minor: Number(own), key }];
  });
}

/** Where the services of a line have no charges: the amount is owed by the contract as a whole. */
const CONTRACT_CHARGE = "(contract)";
