import { exactText } from "../base/ratio.ts";
import type { Writable } from "../base/writable.ts";
import type { Claim } from "../model/records.ts";
import type { Allocation, Assumption, Line, LineClaim, LineStatus } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { stampMs } from "../time/stamp.ts";
import { type DraftLine, textOf } from "./caps.ts";
import { bookingKey } from "./charge-shares.ts";
import { claimEvents, type OutagesOf, standIns } from "./claim-events.ts";
import { indexOfClaims } from "./claim-index.ts";
import { claimLater } from "./claim-later.ts";
import { lineClaim } from "./claim-line.ts";
import { type ClaimPlan, isByEvent, type RequestPlan } from "./claim-plan.ts";
import type { ClaimEvent } from "./claim-stage.ts";
import { type Standing, standingOf } from "./claim-standing.ts";
import type { JudgedResult } from "./judged-result.ts";
import { type Handed, sharedLine, shareOf } from "./line-shares.ts";
import type { Plan } from "./plan.ts";
import { rightOf } from "./right-window.ts";
import { splitLine } from "./split-line.ts";
import type { Waited } from "./waiting.ts";

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
  const own = { ...context, claims };
  const labels = new Set(drafts.map(({ waited }) => waited?.period ?? context.period.label));
  const finished = drafts.map((draft) =>
    draft.waited === undefined ? finish(draft, own) : finishWaited(draft, draft.waited, context),
  );
  const lines = finished.flatMap((one) => one.lines);
  const ends = lines.flatMap(({ claim, rights = [] }) => [
    ...(claim === undefined ? [] : [claim, ...(claim.stages ?? [])]),
    ...rights.flatMap(({ exercise }) => (exercise === undefined ? [] : [exercise])),
  ]);
  return {
    lines,
    assumptions: distinct(finished.flatMap((one) => one.assumptions)),
    claimsUsed: context.claims
      .filter(({ period }) => period === context.period.label || labels.has(period))
      .map(({ id }) => `claim:${id}`),
    claimsEnd: ends.reduce((last, { until }) => Math.max(last, stampMs(until)), 0) as Instant,
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
  const assumptions = standIns(terms, events);
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

/** What an earlier statement did not pay, or paid and is given back, is claimed as it was then; nobody claims it twice. */
function finishWaited(draft: DraftLine, waited: Waited, context: FinishContext): Finished {
  const { claim } = waited.last;
  const standing =
    claim === undefined ? undefined : claimLater(claim, { ...context, waited, of: draft });
  const due = standing === undefined ? "automatic" : standing.isMissed ? "forfeited" : "claimable";
  // What was never paid is not taken back.
  if (waited.kind === "earned-back" && due === "forfeited") return { lines: [], assumptions: [] };
  const status = context.isFinal ? due : "provisional";
  const own = standing === undefined ? {} : { claim: standing.claim };
  return { lines: [lineOf(draft, { status, ...own }, context)], assumptions: [] };
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
  // What all points gave together is of no single result: it is claimed for the period.
  const result = judged.find(({ id }) => id === draft.result);
  const own = result?.period ?? period;
  const facts = { zone: plan.zone, settlement: period, period: own, claims: index, asOf };
  const isOfEvents = result !== undefined && (index.namesEvents || stages.some(isByEvent));
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
  const shared = sharedLine(draft, context.plan.currency.places);
  const waits = status === "forfeited" ? {} : shared.waits;
  const isDue = status === "automatic" || status === "claimable";
  const isCarried = isDue && draft.minor === 0n && Object.keys(waits).length > 0;
  const line: Partial<Writable<Line>> = {
    id: draft.id,
    result: draft.result,
    clause: draft.clause,
    exact: exactText(draft.exact),
    amount: textOf(draft.minor, context.plan.currency.places),
    minor: Number(draft.minor),
    status: isCarried ? "carried" : status,
  };
  if (claim !== undefined) line.claim = claim;
  if (draft.inKind.length > 0) line.inKind = draft.inKind;
  if (draft.rights.length > 0)
    line.rights = draft.rights.map((right) => rightOf(right, draft, context));
  if (draft.payout !== undefined) line.payout = draft.payout;
  line.parts = draft.parts;
  line.steps = draft.steps;
  line.allocations = allocate(draft.id, shared.paid, context);
  if (waits.carried !== undefined) line.carried = waits.carried;
  if (waits.deferred !== undefined) line.deferred = waits.deferred;
  if (draft.earnBack !== undefined) line.earnBack = { through: draft.earnBack };
  if (draft.waited !== undefined)
    line.from = { period: draft.waited.period, line: draft.waited.line };
  return line as Line;
}

/** An event that several lines rest on is listed once. */
function distinct(assumptions: readonly Assumption[]): readonly Assumption[] {
  return [...new Map(assumptions.map((one) => [one.path, one])).values()];
}

function allocate(line: string, paid: readonly Handed[], context: FinishContext): Allocation[] {
  return paid.map((one) => {
    const allocation: Partial<Writable<Allocation>> = shareOf(one);
    allocation.key = bookingKey(context, line, one.id);
    return allocation as Allocation;
  });
}
