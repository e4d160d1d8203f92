import {
  divide,
  exactText,
  fixedText,
  floorTo,
  HUNDRED,
  minorUnits,
  multiply,
  type Ratio,
  round,
  sum,
  wholeRatio,
} from "../base/ratio.ts";
import { apportion, type Share } from "../core/apportion.ts";
import type { Measured } from "../model/measured.ts";
import type { CapUse, LinePart } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { type BaseAmount, type BaseFacts, baseAmount } from "./base-amount.ts";
import { computeCredit, isSomething } from "./credits/index.ts";
import type { CapPlan, CommitmentPlan, Plan } from "./plan.ts";

/** A result of one commitment that may owe credits. */
export interface Owing {
  readonly id: string;
  readonly commitment: CommitmentPlan;
  readonly measured: Measured;
  readonly isBreached: boolean;
  readonly facts: BaseFacts;
}

/** A line before it has a status: its money is final, in minor units. */
export interface DraftLine {
  readonly id: string;
  readonly result: string;
  readonly commitment: string;
  readonly credit: string;
  readonly clause: string;
  readonly exact: Ratio;
  readonly minor: bigint;
  /** What a cap is shared out by: minor units, or the exact amount where the total is rounded (33). */
  readonly weight: Ratio;
  readonly parts: readonly LinePart[];
  readonly steps: readonly Step[];
  /** The charges that the line is allocated over, with their weights. */
  readonly charges: readonly Share[];
  readonly wholeOfPart: readonly string[];
}

export interface Drafts {
  readonly lines: readonly DraftLine[];
  readonly caps: readonly CapUse[];
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
  return applyCaps(rounded, plan, settlement);
}

function exactLines(
  { id, commitment, measured, isBreached, facts }: Owing,
  plan: Plan,
): DraftLine[] {
  return commitment.credits.flatMap((credit) => {
    if (credit.when === "breached" && !isBreached) return [];
    const base: BaseAmount | undefined =
      credit.base === undefined ? undefined : baseAmount(credit.base, facts, plan, credit.clause);
    const computed = computeCredit(credit, measured, base?.amount);
    if (computed === undefined || !isSomething(computed.exact)) return [];
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

/** Each cap in turn, over the lines that it covers (32); one that is brought to 0 stays, and says so. */
function applyCaps(drafts: readonly DraftLine[], plan: Plan, settlement: BaseFacts): Drafts {
  let lines = drafts;
  const caps: CapUse[] = [];
  for (const cap of plan.caps) {
    const applied = applyCap(cap, lines, plan, settlement);
    lines = applied.lines;
    caps.push(applied.use);
  }
  return { lines, caps };
}

function applyCap(
  cap: CapPlan,
  lines: readonly DraftLine[],
  plan: Plan,
  settlement: BaseFacts,
): { readonly lines: readonly DraftLine[]; readonly use: CapUse } {
  const { places } = plan.currency;
  const { limit, steps } = limitOf(cap, plan, settlement);
  const covered = lines.filter((line) => covers(cap, line));
  const before = covered.reduce((total, { minor }) => total + minor, 0n);
  const isReached = before > limit;
  const use: CapUse = {
    id: cap.id,
    clause: cap.clause,
    limit: textOf(limit, places),
    before: textOf(before, places),
    after: textOf(isReached ? limit : before, places),
    reached: isReached ? "yes" : "no",
    steps,
  };
  if (!isReached) return { lines, use };
  const units = apportion(limit, covered);
  const capped = new Map(covered.map((line, index) => [line.id, units[index] ?? 0n]));
  const share = divide(amountOf(limit, places), sum(covered.map(({ weight }) => weight)));
  return {
    use,
    lines: lines.map((line) => {
      const minor = capped.get(line.id);
      if (minor === undefined) return line;
      const step: Step = {
        op: "cap",
        clause: cap.clause,
        in: `${textOf(line.minor, places)}, its share of ${textOf(limit, places)} for ${textOf(before, places)}`,
        out: textOf(minor, places),
      };
      const weight =
        plan.rounding.each === "line" ? wholeRatio(minor) : multiply(line.weight, share);
      return { ...line, minor, weight, steps: [...line.steps, step] };
    }),
  };
}

function covers({ covers: names }: CapPlan, { commitment, credit }: DraftLine): boolean {
  return names === "all" || names.has(commitment) || names.has(credit);
}

/** Every cap is rounded down to minor units before use (32): no rounding can lead above it. */
function limitOf(
  { limit, clause }: CapPlan,
  plan: Plan,
  settlement: BaseFacts,
): { readonly limit: bigint; readonly steps: readonly Step[] } {
  const { places } = plan.currency;
  if ("amount" in limit) {
    const units = minorUnits(floorTo(limit.amount, places), places);
    return {
      limit: units,
      steps: [{ op: "cap", clause, in: limit.text, out: textOf(units, places) }],
    };
  }
  const base = baseAmount(limit.base, settlement, plan, clause);
  const exact = divide(multiply(base.amount, limit.percent), HUNDRED);
  const units = minorUnits(floorTo(exact, places), places);
  return {
    limit: units,
    steps: [
      ...base.steps,
      {
        op: "percent",
        clause,
        in: `${exactText(base.amount)} × ${limit.text} ÷ 100`,
        out: exactText(exact),
      },
      { op: "round", clause, in: exactText(exact), out: textOf(units, places) },
    ],
  };
}

/** Minor units as an amount: 500000 of two places is "5000.00". */
export function textOf(minor: bigint, places: number): string {
  return fixedText(amountOf(minor, places), places);
}

function amountOf(minor: bigint, places: number): Ratio {
  return divide(wholeRatio(minor), wholeRatio(10n ** BigInt(places)));
}
