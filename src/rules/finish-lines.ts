import { exactText, ONE } from "../base/ratio.ts";
import { apportion } from "../core/apportion.ts";
import { claimState, claimWindow } from "../core/claim-window.ts";
import type { Claim } from "../model/records.ts";
import type { Allocation, Line, LineClaim, LineRight, LineStatus } from "../model/statement.ts";
import { addDays, formatCivilDate } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { formatInstant, stampMs } from "../time/stamp.ts";
import { type DraftLine, textOf } from "./caps.ts";
import type { JudgedResult } from "./judged-result.ts";
import type { Plan, RightPlan } from "./plan.ts";

export interface FinishContext {
  readonly plan: Plan;
  readonly period: Period;
  readonly judged: readonly JudgedResult[];
  readonly claims: readonly Claim[];
  readonly asOf: Instant;
  readonly isFinal: boolean;
  readonly revision: number;
}

export interface FinishedLines {
  readonly lines: readonly Line[];
  readonly claimsUsed: readonly string[];
  readonly claimsEnd: Instant;
}

/** Gives every line its status (35) and hands it out over the charges of its base (32, 39). */
export function finishLines(drafts: readonly DraftLine[], context: FinishContext): FinishedLines {
  const own = context.claims.filter(({ period }) => period === context.period.label);
  const lines = drafts.map((draft) => finish(draft, own, context));
  const ends = lines.flatMap(({ claim }) => (claim === undefined ? [] : [stampMs(claim.until)]));
  return {
    lines,
    claimsUsed: own.map(({ id }) => `claim:${id}`),
    claimsEnd: ends.reduce((a, b) => Math.max(a, b), 0) as Instant,
  };
}

function finish(draft: DraftLine, claims: readonly Claim[], context: FinishContext): Line {
  const { plan } = context;
  const { status, claim } = statusOf(draft, claims, context);
  return {
    id: draft.id,
    result: draft.result,
    clause: draft.clause,
    exact: exactText(draft.exact),
    amount: textOf(draft.minor, plan.currency.places),
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

function statusOf(
  draft: DraftLine,
  claims: readonly Claim[],
  { plan, period, judged, asOf, isFinal }: FinishContext,
): { readonly status: LineStatus; readonly claim?: LineClaim } {
  if (plan.claim.on === "automatic") return { status: isFinal ? "automatic" : "provisional" };
  const terms = plan.claim;
  const anchor =
    terms.after === "settlement-end"
      ? period
      : (judged.find(({ id }) => id === draft.result)?.period ?? period);
  const window = claimWindow(
    { lastDate: addDays(anchor.beyondDate, -1), end: anchor.end },
    terms.days,
    plan.zone,
  );
  const made = claims.filter(
    ({ commitment }) => commitment === undefined || commitment === draft.commitment,
  );
  const state = claimState(window, made, asOf);
  const base = {
    opensAt: formatInstant(window.opensAt),
    until: formatInstant(window.until),
    lastDate: formatCivilDate(window.lastDate),
    evidence: terms.evidence,
  };
  const claim: LineClaim =
    state.kind === "claimed" || state.kind === "too-late"
      ? { ...base, claimedAt: formatInstant(state.claim.at), record: state.claim.id }
      : base;
  return { status: isFinal ? claimStatus(state.kind) : "provisional", claim };
}

function claimStatus(kind: ReturnType<typeof claimState>["kind"]): LineStatus {
  switch (kind) {
    case "open":
    case "claimed":
      return "claimable";
    case "too-late":
    case "lapsed":
      return "forfeited";
  }
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
