import { divide, ONE, type Ratio, wholeRatio, ZERO } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { Measured } from "../model/measured.ts";
import type { Assumption, LinePart, MissClaim } from "../model/statement.ts";
import { civilDateAt, formatCivilDate } from "../time/civil.ts";
import { type BaseAmount, type BaseFacts, serviceOf } from "./base-amount.ts";
import { baseIssues } from "./base-issues.ts";
import { amountOf, type DraftLine } from "./caps.ts";
import { weighed } from "./charge-shares.ts";
import type { MadeAt } from "./claim-made.ts";
import type { PartLimit } from "./credit-limits.ts";
import { type CreditFacts, computeCredit, isSomething } from "./credits/index.ts";
import { useIssues, useOf } from "./daily-use.ts";
import { earnBackThrough } from "./earn-back.ts";
import { barredBy, withNothing } from "./eligible.ts";
import type { History } from "./history.ts";
import { basesFor, type PartOf, takesBefore } from "./incident-bases.ts";
import { dueNow } from "./look-back.ts";
import { limitOf } from "./money-limit.ts";
import { distinctIssues } from "./never-due.ts";
import type {
  BasePlan,
  CommitmentPlan,
  CreditPlan,
  LimitPlan,
  MoneyLimitPlan,
  Plan,
} from "./plan.ts";
import { withRepeats } from "./points.ts";
import type { RootAlone } from "./root-cause.ts";

/** A result of one commitment that may owe credits. */
export interface Owing {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly measured: Measured;
  readonly isBreached: boolean;
  /** How each miss is claimed; undefined where no claim is asked for, or nobody counts them. */
  readonly claims: readonly MissClaim[] | undefined;
  /** The name of what is judged, in the ids of its results. */
  readonly unit: string;
  readonly facts: BaseFacts;
  /** When it, or one of its misses, was claimed. */
  readonly madeAt: MadeAt;
  /** Without what was caused elsewhere, under each rule that pays root causes alone (32). */
  readonly alone: readonly RootAlone[];
}

export interface Drafting {
  readonly plan: Plan;
  readonly history: History;
  /** What is missing or wrong is noted here. */
  readonly issues: Issue[];
}

/** What each credit of a result gives, before anything is rounded (32). */
export function exactLines(owing: Owing, drafting: Drafting): DraftLine[] {
  const { commitment, facts } = owing;
  const barred = barredBy(commitment.notEligible, facts.services);
  const lines: DraftLine[] = [];
  for (const credit of commitment.credits) {
    const line = exactLine(credit, owing, drafting);
    if (line !== undefined) lines.push(barred === undefined ? line : withNothing(line, barred));
  }
  return lines;
}

/** Undefined where the credit is not due, or gives nothing. */
function exactLine(
  credit: CreditPlan,
  { id, commitment, measured, isBreached, claims, unit, facts, madeAt }: Owing,
  { plan, history, issues }: Drafting,
): DraftLine | undefined {
  const line = `${id}/${credit.id}`;
  const { period } = facts;
  const effectiveStart = commitment.inForce.since;
  const facing = {
    line,
    commitment,
    unit,
    period,
    measured,
    isBreached,
    claims,
    history,
    effectiveStart,
  };
  const due = dueNow(credit, facing);
  issues.push(...due.issues);
  if (!due.holds) return undefined;
  const bases = basesFor(credit, facts, plan, madeAt);
  const limiting: Limiting = { line, facts, plan, madeAt, faults: [] };
  const use = useOf(facts, plan);
  const computed = computeCredit(credit, {
    measured,
    base: (part) => bases.of(part)?.amount ?? ZERO,
    timeMs: timeMsOf(credit.base, measured, facts),
    limits: limitsOf(credit, limiting),
    dayLimits: dayLimitsOf(credit, plan),
    daily: use.of,
    nthFailed: due.nth,
  });
  const taken = bases.taken(computed?.parts);
  const used = use.taken();
  issues.push(...baseIssues(`the line ${line}`, taken), ...useIssues(line, used));
  if (computed === undefined) return undefined;
  // What a limit without charges leaves nothing of is refused, not kept back in silence.
  if (!isSomething(computed) && limiting.faults.length === 0) return undefined;
  const repeated = withRepeats(computed, plan, facing);
  issues.push(...repeated.issues);
  const most = lineLimit(credit, limiting);
  issues.push(...distinctIssues(limiting.faults));
  const shares = credit.base === undefined ? scopeShares(facts, plan) : taken.shares;
  return {
    id: line,
    result: id,
    commitment: commitment.id,
    credit: credit.id,
    clause: credit.clause,
    exact: computed.exact,
    minor: 0n,
    weight: computed.exact,
    parts: computed.parts,
    steps: [...due.steps, ...taken.steps, ...repeated.steps],
    charges: weighed(shares),
    wholeOfPart: taken.wholeOfPart,
    records: [
      ...taken.records.map((charge) => `charge:${charge}`),
      ...used.records,
      ...(due.records ?? []),
    ],
    unit,
    minimum: credit.minimum,
    payout: credit.payout,
    inKind: repeated.inKind,
    rights: computed.rights,
    most,
    waits: { carried: 0n, deferred: 0n },
    waited: undefined,
    earnBack: earnBackThrough(credit, commitment, period, measured.figure),
    assumptions: unclaimed(line, credit, computed.parts, limiting),
  };
}

/**
 * A credit in plain amounts has no base: it is booked on the charges of the service it is about, in
 * proportion to what they are in a month.
 */
function scopeShares({ services }: BaseFacts, plan: Plan): BaseAmount["shares"] {
  return services
    .flatMap((name) => serviceOf(name, plan).charges)
    .flatMap(({ id, amount, per }) =>
      amount === undefined || per === "hour"
        ? []
        : [{ charge: id, amount: divide(amount, wholeRatio(per)) }],
    );
}

const DAY_MS = 86_400_000n;

/** What the fee of the lost time is divided by (31). */
function timeMsOf(base: BasePlan | undefined, { whole }: Measured, { period }: BaseFacts): Ratio {
  const value = base?.timeValue;
  if (value === undefined) return ONE;
  switch (value.of) {
    case "elapsed-period":
      return wholeRatio(period.end - period.start);
    case "scheduled-time":
      return whole;
    case "days-in-month":
      return wholeRatio(BigInt(period.beyondDate - period.firstDate) * DAY_MS);
    case "fixed":
      return wholeRatio(value.ms);
  }
}

interface Limiting {
  readonly line: string;
  readonly facts: BaseFacts;
  readonly plan: Plan;
  readonly madeAt: MadeAt;
  /** What the charges that were billed do not bear is noted here. */
  readonly faults: Issue[];
}

/** Every limit is rounded down to minor units before use (32). */
function limitsOf({ limits, clause }: CreditPlan, limiting: Limiting): CreditFacts["limits"] {
  const { plan } = limiting;
  const money = (limit: MoneyLimitPlan, part: PartOf): PartLimit => {
    const found = limitOf({ limit, clause }, plan, factsOf(limit, part, limiting));
    limiting.faults.push(...faultsOf(found, limiting));
    return { amount: amountOf(found.limit, plan.currency.places), clause, steps: found.steps };
  };
  const incident = inMoney(limits.incident);
  const day = inMoney(limits.day);
  return {
    incident: incident && ((part) => money(incident, part)),
    day: day && {
      ...money(day, {}),
      dayOf: (at) => formatCivilDate(civilDateAt(plan.zone, at)),
    },
  };
}

/** The base of a limit may be that of the incident, and of the claim for it. */
function factsOf(
  limit: MoneyLimitPlan,
  part: PartOf,
  { facts, plan, madeAt }: Limiting,
): BaseFacts {
  const claimedAt = isByClaim(limit, plan) ? madeAt(part) : undefined;
  return { ...facts, incidentAt: part.at, claimedAt };
}

function isByClaim(limit: LimitPlan, plan: Plan): boolean {
  return "base" in limit && takesBefore("claim", limit.base, plan);
}

/** What rests on the days before a claim, and is not claimed: the end of the period stands in (31). */
function unclaimed(
  line: string,
  { base, limits }: CreditPlan,
  parts: readonly LinePart[],
  { plan, madeAt }: Limiting,
): readonly Assumption[] {
  const isOfClaim =
    (base !== undefined && takesBefore("claim", base, plan)) ||
    [limits.incident, limits.day, limits.line].some(
      (limit) => limit !== undefined && isByClaim(limit, plan),
    );
  const all = parts.length === 0 ? [{}] : parts;
  if (!isOfClaim || all.every((part) => madeAt(part) !== undefined)) return [];
  return [{ path: `lines.${line}.claim`, used: "period-end", semantics: 31 }];
}

/** Days of service have no minor unit: their limits are as they are written. */
function dayLimitsOf({ limits, clause }: CreditPlan, { zone }: Plan): CreditFacts["dayLimits"] {
  const days = (limit: LimitPlan | undefined): PartLimit | undefined =>
    limit === undefined || !("serviceDays" in limit)
      ? undefined
      : { amount: limit.serviceDays, unit: "days", clause, steps: [] };
  const incident = days(limits.incident);
  const day = days(limits.day);
  return {
    incident: incident && (() => incident),
    day: day && { ...day, dayOf: (at) => formatCivilDate(civilDateAt(zone, at)) },
    line: days(limits.line),
  };
}

function inMoney(limit: LimitPlan | undefined): MoneyLimitPlan | undefined {
  return limit === undefined || "serviceDays" in limit ? undefined : limit;
}

function lineLimit({ limits, clause }: CreditPlan, limiting: Limiting): DraftLine["most"] {
  const line = inMoney(limits.line);
  if (line === undefined) return undefined;
  const own = factsOf(line, {}, limiting);
  const found = limitOf({ limit: line, clause }, limiting.plan, own);
  limiting.faults.push(...faultsOf(found, limiting));
  return { minor: found.limit, steps: found.steps };
}

function faultsOf(found: ReturnType<typeof limitOf>, { line }: Limiting): readonly Issue[] {
  return baseIssues(`a limit of the line ${line}`, found.lacks);
}
