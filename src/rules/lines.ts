import { present } from "../base/invariant.ts";
import {
  divide,
  exactText,
  fixedText,
  minorUnits,
  ONE,
  type Ratio,
  round,
  sum,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { apportion } from "../core/apportion.ts";
import type { Measured } from "../model/measured.ts";
import type { Step } from "../model/step.ts";
import { civilDateAt, formatCivilDate } from "../time/civil.ts";
import { type BaseAmount, type BaseFacts, serviceOf, shareKey } from "./base-amount.ts";
import { baseIssues } from "./base-issues.ts";
import {
  amountOf,
  applyCaps,
  type DraftLine,
  type Drafts,
  limitOf,
  textOf,
  weightOf,
} from "./caps.ts";
import type { MoneyLimit } from "./credit-limits.ts";
import { type CreditFacts, computeCredit, isSomething } from "./credits/index.ts";
import type { History } from "./history.ts";
import { basesFor } from "./incident-bases.ts";
import { dueNow } from "./look-back.ts";
import { overMinimum } from "./minimum.ts";
import type { BasePlan, CommitmentPlan, CreditPlan, LimitPlan, Plan } from "./plan.ts";
import { pointsLines, withRepeats } from "./points.ts";
import { highestPerEvent, stacked } from "./stacking.ts";
import { waitingLines } from "./waiting.ts";

/** A result of one commitment that may owe credits. */
export interface Owing {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly measured: Measured;
  readonly isBreached: boolean;
  /** The name of what is judged, in the ids of its results. */
  readonly unit: string;
  readonly facts: BaseFacts;
}

/**
 * From results to money, in the order of semantics 32: exact parts, sum, rounding of the line or of
 * the statement, then the caps in the order listed.
 */
export function draftLines(
  owing: readonly Owing[],
  plan: Plan,
  settlement: BaseFacts,
  { history, claimed }: { readonly history: History; readonly claimed: ReadonlySet<string> },
): Drafts {
  const issues: Issue[] = [];
  const exact = owing
    .flatMap((result) => exactLines(result, { plan, history, issues }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const points = pointsLines(exact, { plan, settlement, issues });
  const single = highestPerEvent([...exact, ...points], plan);
  const paid =
    plan.rounding.each === "line"
      ? stacked(
          single.map((line) => withinLine(roundLine(line, plan), plan)),
          plan,
          claimed,
        )
      : roundStatement(stacked(single, plan, claimed), plan).map((line) => withinLine(line, plan));
  const waiting = waitingLines(plan, settlement.period, { history, issues });
  const [carried, deferred] = [
    waiting.filter(({ waited }) => waited?.kind === "carried"),
    waiting.filter(({ waited }) => waited?.kind === "deferred"),
  ];
  // What was deferred was under the caps of its own period; what was carried is under those of this one.
  const capped = applyCaps([...paid, ...carried], { plan, settlement, history, issues });
  return { ...capped, lines: overMinimum([...capped.lines, ...deferred], plan), issues };
}

interface Drafting {
  readonly plan: Plan;
  readonly history: History;
  /** What is missing or wrong is noted here. */
  readonly issues: Issue[];
}

function exactLines(
  { id, commitment, measured, isBreached, unit, facts }: Owing,
  { plan, history, issues }: Drafting,
): DraftLine[] {
  return commitment.credits.flatMap((credit) => {
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
      history,
      effectiveStart,
    };
    const due = dueNow(credit, facing);
    issues.push(...due.issues);
    if (!due.holds) return [];
    const bases = basesFor(credit, facts, plan);
    const computed = computeCredit(credit, {
      measured,
      base: ({ at }) => bases.of(at)?.amount ?? ZERO,
      timeMs: timeMsOf(credit.base, measured, facts),
      limits: limitsOf(credit, facts, plan),
      nthFailed: due.nth,
    });
    const taken = bases.taken();
    issues.push(...baseIssues(line, taken));
    if (computed === undefined || !isSomething(computed)) return [];
    const repeated = withRepeats(computed, plan, facing);
    issues.push(...repeated.issues);
    const shares = credit.base === undefined ? scopeShares(facts, plan) : taken.shares;
    return [
      {
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
        charges: shares.map((share) => ({ ...share, id: shareKey(share), weight: share.amount })),
        wholeOfPart: taken.wholeOfPart,
        records: taken.records,
        unit,
        minimum: credit.minimum,
        payout: credit.payout,
        inKind: repeated.inKind,
        rights: computed.rights,
        most: lineLimit(credit, facts, plan),
        waits: { carried: 0n, deferred: 0n },
        waited: undefined,
      },
    ];
  });
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

function roundLine(line: DraftLine, { currency, rounding }: Plan): DraftLine {
  const rounded = round(line.exact, currency.places, rounding.mode);
  const step: Step = {
    op: "round",
    clause: line.clause,
    in: exactText(line.exact),
    out: fixedText(rounded, currency.places),
  };
  const minor = minorUnits(rounded, currency.places);
  return { ...line, minor, weight: wholeRatio(minor), steps: [...line.steps, step] };
}

/** Exact up to here; the total is rounded once and handed out by largest remainder (33). */
function roundStatement(lines: readonly DraftLine[], { currency, rounding }: Plan): DraftLine[] {
  const total = minorUnits(
    round(sum(lines.map(({ weight }) => weight)), currency.places, rounding.mode),
    currency.places,
  );
  const units = apportion(
    total,
    lines.map(({ id, weight }) => ({ id, weight })),
  );
  return lines.map((line, index) => {
    const minor = present(units[index], "each line has its share", line.id);
    const step: Step = {
      op: "round",
      clause: line.clause,
      in: `${exactText(line.exact)}, its share of the rounded total ${textOf(total, currency.places)}`,
      out: textOf(minor, currency.places),
    };
    return { ...line, minor, steps: [...line.steps, step] };
  });
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

/** Every limit is rounded down to minor units before use (32). */
function limitsOf(
  { limits, clause }: CreditPlan,
  facts: BaseFacts,
  plan: Plan,
): CreditFacts["limits"] {
  const money = (limit: LimitPlan, own: BaseFacts): MoneyLimit => {
    const found = limitOf({ limit, clause }, plan, own);
    return { amount: amountOf(found.limit, plan.currency.places), clause, steps: found.steps };
  };
  const { incident, day } = limits;
  return {
    incident:
      incident === undefined
        ? undefined
        : ({ at }) => money(incident, at === undefined ? facts : { ...facts, incidentAt: at }),
    day:
      day === undefined
        ? undefined
        : { ...money(day, facts), dayOf: (at) => formatCivilDate(civilDateAt(plan.zone, at)) },
  };
}

function lineLimit(
  { limits: { line }, clause }: CreditPlan,
  facts: BaseFacts,
  plan: Plan,
): DraftLine["most"] {
  if (line === undefined) return undefined;
  const { limit, steps } = limitOf({ limit: line, clause }, plan, facts);
  return { minor: limit, steps };
}

/** The line's own cap, behind its rounding and before the caps that it shares (32). */
function withinLine(line: DraftLine, plan: Plan): DraftLine {
  const { currency } = plan;
  const { most } = line;
  if (most === undefined || line.minor <= most.minor) return line;
  const step: Step = {
    op: "cap",
    clause: line.clause,
    in: `${textOf(line.minor, currency.places)}, at most ${textOf(most.minor, currency.places)} for one line`,
    out: textOf(most.minor, currency.places),
  };
  return {
    ...line,
    minor: most.minor,
    weight: weightOf(most.minor, plan),
    steps: [...line.steps, ...most.steps, step],
  };
}
