import { decimalsOf } from "../base/decimals.ts";
import { present } from "../base/invariant.ts";
import {
  divide,
  multiply,
  ONE,
  ofUnits,
  type Ratio,
  sum,
  unitsText,
  wholeRatio,
} from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { apportionWithin } from "../core/apportion.ts";
import type {
  Assumption,
  CapUse,
  InKind,
  Line,
  LinePart,
  LinePayout,
  Statement,
} from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import type { Instant } from "../time/instant.ts";
import { periodAt } from "../time/period.ts";
import type { BaseFacts } from "./base-amount.ts";
import { baseIssues } from "./base-issues.ts";
import { capDays, issuedDays } from "./caps-in-days.ts";
import type { WeighedCharge } from "./charge-shares.ts";
import { type History, missingHistory, periodsBefore } from "./history.ts";
import { creditOfLine } from "./line-credit.ts";
import { limitOf } from "./money-limit.ts";
import type { CapPlan, MinimumPlan, MoneyLimitPlan, Plan, RightPlan } from "./plan.ts";
import type { Waited, WaitKind } from "./waiting.ts";

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
  readonly charges: readonly WeighedCharge[];
  readonly wholeOfPart: readonly string[];
  /** Records of charges and facts that it rests on: "charge:", "fact:" and the id. */
  readonly records: readonly string[];
  /** The name of what is judged: credits of one scope compete with each other. */
  readonly unit: string;
  readonly minimum: MinimumPlan | undefined;
  readonly payout: LinePayout | undefined;
  readonly inKind: readonly InKind[];
  readonly rights: readonly RightPlan[];
  /** Most that the line may come to, in minor units (32). */
  readonly most: { readonly minor: bigint; readonly steps: readonly Step[] } | undefined;
  /** Owed, and not paid by this statement: minor units that go to the next one. */
  readonly waits: Readonly<Record<WaitKind, bigint>>;
  /** Of an amount that an earlier statement did not pay: whence it comes. */
  readonly waited: Waited | undefined;
  /** The last period that may give it back (30). */
  readonly earnBack: string | undefined;
  /** What stood in for what nobody told, by line. */
  readonly assumptions?: readonly Assumption[];
}

export interface Drafts {
  readonly lines: readonly DraftLine[];
  readonly caps: readonly CapUse[];
  /** What the charges that were billed do not bear. */
  readonly issues: readonly Issue[];
}

/** What caps look at beside the lines that they cover. */
export interface CapContext {
  readonly plan: Plan;
  readonly settlement: BaseFacts;
  readonly history: History;
  /** Statements that are missing are noted here. */
  readonly issues: Issue[];
}

/** Each cap in turn, over the lines that it covers (32); one that is brought to 0 stays, and says so. */
export function applyCaps(
  drafts: readonly DraftLine[],
  context: CapContext,
): Pick<Drafts, "lines" | "caps"> {
  let lines = drafts;
  const caps: CapUse[] = [];
  for (const cap of context.plan.caps) {
    const applied = applyCap(cap, lines, context);
    lines = applied.lines;
    caps.push(applied.use);
  }
  return { lines, caps };
}

interface AppliedCap {
  readonly lines: readonly DraftLine[];
  readonly use: CapUse;
}

function applyCap(cap: CapPlan, lines: readonly DraftLine[], context: CapContext): AppliedCap {
  const { limit } = cap;
  if (!("serviceDays" in limit)) return applyMoneyCap({ ...cap, limit }, lines, context);
  const isCovered = (line: DraftLine) => covers(cap, line);
  const issued = () => issuedDays(issuedUnder(cap, capSpan(cap, context), context).filter(isGiven));
  return capDays({ ...cap, limit }, lines, isCovered, issued);
}

function applyMoneyCap(
  cap: CapPlan & { readonly limit: MoneyLimitPlan },
  lines: readonly DraftLine[],
  context: CapContext,
): AppliedCap {
  const { plan } = context;
  const { places } = plan.currency;
  const covered = lines.filter((line) => covers(cap, line));
  const own = covered.reduce((total, { minor }) => total + minor, 0n);
  const span = capSpan(cap, context);
  const { limit, steps, lacks } = limitOf(cap, plan, span.facts);
  if (own > 0n) context.issues.push(...baseIssues(`the cap ${cap.id}`, lacks));
  const issued =
    own > 0n
      ? issuedUnder(cap, span, context).reduce((total, line) => total + tookOf(line), 0n)
      : 0n;
  const left = limit > issued ? limit - issued : 0n;
  const isReached = own > left;
  const before = issued + own;
  const use: CapUse = {
    id: cap.id,
    clause: cap.clause,
    limit: textOf(limit, places),
    before: textOf(before, places),
    after: textOf(isReached ? limit : before, places),
    reached: isReached ? "yes" : "no",
    ...(cap.excess === "carried" ? { carried: textOf(isReached ? own - left : 0n, places) } : {}),
    steps: [...steps, ...issuedSteps(cap, issued, places)],
  };
  if (!isReached) return { lines, use };
  const units = apportionWithin(left, covered);
  const capped = new Map(
    covered.map((line, index) => [
      line.id,
      present(units[index], "each line has its share", line.id),
    ]),
  );
  const share = divide(amountOf(left, places), sum(covered.map(({ weight }) => weight)));
  return {
    use,
    lines: lines.map((line) => {
      const minor = capped.get(line.id);
      if (minor === undefined) return line;
      const step: Step = {
        op: "cap",
        clause: cap.clause,
        in: `${textOf(line.minor, places)}, its share of ${textOf(left, places)} for ${textOf(own, places)}`,
        out: textOf(minor, places),
      };
      const weight =
        plan.rounding.each === "line" ? wholeRatio(minor) : multiply(line.weight, share);
      return { ...carriedOver(cap, line, minor, places, step), minor, weight };
    }),
  };
}

/** What a line loses to a cap is lost, or goes to the next statement (32). */
function carriedOver(
  { excess, clause }: CapPlan,
  line: DraftLine,
  minor: bigint,
  places: number,
  step: Step,
): DraftLine {
  const over = line.minor - minor;
  if (excess === "lost" || over === 0n) return { ...line, steps: [...line.steps, step] };
  const carry: Step = {
    op: "carry",
    clause,
    in: `${textOf(line.minor, places)} − ${textOf(minor, places)}`,
    out: textOf(over, places),
  };
  const waits = { ...line.waits, carried: line.waits.carried + over };
  return { ...line, waits, steps: [...line.steps, step, carry] };
}

interface CapSpan {
  readonly facts: BaseFacts;
  /** What was issued since counts too; undefined for the settlement period alone. */
  readonly since: Instant | undefined;
  /** Of so many periods at most, the latest ones. */
  readonly count: number;
}

function capSpan({ per }: CapPlan, { plan, settlement }: CapContext): CapSpan {
  if (per === undefined) return { facts: settlement, since: undefined, count: 0 };
  const { start } = plan.effective;
  if (per === "term") return { facts: settlement, since: start, count: Infinity };
  if (typeof per === "object" && "before" in per)
    return { facts: settlement, since: start, count: per.before };
  const last = (settlement.period.end - 1) as Instant;
  const period = periodAt(per, plan.zone, last);
  return { facts: { ...settlement, period, covered: ONE }, since: period.start, count: Infinity };
}

/** The lines under a cap of earlier statements in its period; a missing one is asked for (38). */
function issuedUnder(
  cap: CapPlan,
  { since, count }: CapSpan,
  { plan, settlement: { period }, history, issues }: CapContext,
): readonly Line[] {
  if (since === undefined) return [];
  const start = Math.max(since, plan.effective.start);
  const issued: Line[] = [];
  for (const before of periodsBefore(plan.settlement, period, count, start as Instant)) {
    const own = history.statements.filter(({ key }) => key.period.label === before.label);
    if (own.length === 0)
      issues.push(missingHistory(cap.id, `the statement of ${before.label}`, before));
    for (const { lines } of own)
      for (const line of lines) if (covers(cap, creditOfLine(line))) issued.push(line);
  }
  return issued;
}

/**
 * What a line took of its caps: also what it left to wait for a least payout, which is then paid by a
 * line that is under no cap (32). One that is forfeited may take back what waited.
 */
function tookOf(line: Line): bigint {
  if (line.id.endsWith("#deferred")) return 0n;
  return BigInt((isGiven(line) ? line.minor : 0) + (line.deferred?.minor ?? 0));
}

function isGiven({ status }: Line): boolean {
  return status !== "forfeited";
}

function issuedSteps({ per, clause }: CapPlan, issued: bigint, places: number): readonly Step[] {
  if (per === undefined) return [];
  return [{ op: "issued", clause, in: "earlier statements", out: textOf(issued, places) }];
}

function covers(
  { covers: names }: CapPlan,
  { commitment, credit }: Pick<DraftLine, "commitment" | "credit">,
): boolean {
  return names === "all" || names.has(commitment) || names.has(credit);
}

/** Decimals of the currency, as a statement prints its amounts. */
export function placesOf({ totals }: Pick<Statement, "totals">): number {
  return decimalsOf(totals.lines);
}

/** Minor units as an amount: 500000 of two places is "5000.00". */
export function textOf(minor: bigint, places: number): string {
  return unitsText(minor, places);
}

/** What a line is handed out by: minor units, or the amount where the total is rounded (33). */
export function weightOf(minor: bigint, { rounding, currency }: Plan): Ratio {
  return rounding.each === "line" ? wholeRatio(minor) : amountOf(minor, currency.places);
}

export function amountOf(minor: bigint, places: number): Ratio {
  return ofUnits(minor, places);
}
