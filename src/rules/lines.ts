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
import { apportion } from "../core/apportion.ts";
import type { Measured } from "../model/measured.ts";
import type { Step } from "../model/step.ts";
import { civilDateAt, formatCivilDate } from "../time/civil.ts";
import { type BaseAmount, type BaseFacts, baseAmount } from "./base-amount.ts";
import { amountOf, applyCaps, type DraftLine, type Drafts, limitOf, textOf } from "./caps.ts";
import { type CreditFacts, computeCredit, isSomething } from "./credits/index.ts";
import type { MoneyLimit } from "./credits/limits.ts";
import type { BasePlan, CommitmentPlan, CreditPlan, LimitPlan, Plan } from "./plan.ts";

/** A result of one commitment that may owe credits. */
export interface Owing {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly measured: Measured;
  readonly isBreached: boolean;
  readonly facts: BaseFacts;
}

/**
 * From results to money, in the order of semantics 32: exact parts, sum, rounding of the line or of
 * the statement, then the caps in the order listed.
 */
export function draftLines(owing: readonly Owing[], plan: Plan, settlement: BaseFacts): Drafts {
  const exact = owing
    .flatMap((result) => exactLines(result, plan))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const rounded =
    plan.rounding.each === "line"
      ? exact.map((line) => roundLine(line, plan))
      : roundStatement(exact, plan);
  const limited = rounded.map((line) => withinLine(line, plan));
  return applyCaps(limited, plan, settlement);
}

function exactLines(
  { id, commitment, measured, isBreached, facts }: Owing,
  plan: Plan,
): DraftLine[] {
  return commitment.credits.flatMap((credit) => {
    if (credit.when === "breached" && !isBreached) return [];
    const base: BaseAmount | undefined =
      credit.base === undefined ? undefined : baseAmount(credit.base, facts, plan, credit.clause);
    const computed = computeCredit(credit, {
      measured,
      base: base?.amount ?? ZERO,
      timeMs: timeMsOf(credit.base, measured, facts),
      limits: limitsOf(credit, facts, plan),
    });
    if (computed === undefined || !isSomething(computed)) return [];
    const shares = base?.shares ?? scopeShares(facts, plan);
    return [
      {
        id: `${id}/${credit.id}`,
        result: id,
        commitment: commitment.id,
        credit: credit.id,
        clause: credit.clause,
        exact: computed.exact,
        minor: 0n,
        weight: computed.exact,
        parts: computed.parts,
        steps: [...(base?.steps ?? []), ...computed.steps],
        charges: shares.map(({ charge, amount }) => ({ id: charge, weight: amount })),
        wholeOfPart: base?.wholeOfPart ?? [],
        inKind: computed.inKind,
        rights: computed.rights,
        most: lineLimit(credit, facts, plan),
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
    .flatMap((name) => plan.services.get(name)?.charges ?? [])
    .map(({ id, amount, months }) => ({
      charge: id,
      amount: divide(amount, wholeRatio(months)),
    }));
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
    round(sum(lines.map(({ exact }) => exact)), currency.places, rounding.mode),
    currency.places,
  );
  const units = apportion(
    total,
    lines.map(({ id, exact }) => ({ id, weight: exact })),
  );
  return lines.map((line, index) => {
    const minor = units[index] ?? 0n;
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
  const money = (limit: LimitPlan | undefined): MoneyLimit | undefined => {
    if (limit === undefined) return undefined;
    const found = limitOf({ limit, clause }, plan, facts);
    return { amount: amountOf(found.limit, plan.currency.places), clause, steps: found.steps };
  };
  const day = money(limits.day);
  return {
    incident: money(limits.incident),
    day:
      day === undefined
        ? undefined
        : { ...day, dayOf: (at) => formatCivilDate(civilDateAt(plan.zone, at)) },
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
function withinLine(line: DraftLine, { currency }: Plan): DraftLine {
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
    weight: wholeRatio(most.minor),
    steps: [...line.steps, ...most.steps, step],
  };
}
