import { invariant, present } from "../base/invariant.ts";
import {
  add,
  compare,
  divide,
  exactText,
  parseExact,
  type Ratio,
  wholeRatio,
  ZERO,
} from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { Allocation, Line } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { isCyclic, nextPeriod, type Period } from "../time/period.ts";
import { amountOf, type DraftLine, textOf } from "./caps.ts";
import { shareKey, weighed } from "./charge-shares.ts";
import type { Owing } from "./exact-lines.ts";
import { type History, missingHistory, pastResult, periodsBefore } from "./history.ts";
import { creditOfLine } from "./line-credit.ts";
import type { CommitmentPlan, CreditPlan, EarnBackPlan, Plan } from "./plan.ts";

/** The last of the periods that may give a credit back; undefined where none may (30). */
export function earnBackThrough(
  { earnBack }: CreditPlan,
  { period: kind }: CommitmentPlan,
  period: Period,
  figure: Ratio | null,
): string | undefined {
  if (earnBack === undefined || figure === null || !reaches(figure, earnBack.floor, earnBack))
    return undefined;
  invariant(isCyclic(kind), "periods follow the one that may be earned back", kind);
  let last = period;
  for (let left = earnBack.periods; left > 0; left -= 1) last = nextPeriod(kind, last);
  return last.label;
}

interface Reversing {
  readonly plan: Plan;
  readonly history: History;
  readonly issues: Issue[];
}

/**
 * What is taken back of the credits that the periods up to this one earned back (30): each is a line
 * of its own, of just what was issued for it.
 */
export function earnedBack(owing: readonly Owing[], context: Reversing): readonly DraftLine[] {
  const lines: DraftLine[] = [];
  for (const result of owing)
    for (const credit of result.commitment.credits) {
      const { earnBack } = credit;
      if (earnBack !== undefined)
        lines.push(...reversalOf(result, { ...credit, earnBack }, context));
    }
  return lines;
}

/** The figure of a period by its label. */
interface Kept {
  readonly label: string;
  readonly figure: Ratio;
}

function reversalOf(
  { id, commitment, unit, measured, facts: { period } }: Owing,
  credit: CreditPlan & { readonly earnBack: EarnBackPlan },
  { plan, history, issues }: Reversing,
): DraftLine[] {
  const { earnBack } = credit;
  const { figure } = measured;
  const before = periodsBefore(
    commitment.period,
    period,
    earnBack.periods,
    commitment.inForce.since,
  );
  const origin = before.at(earnBack.periods - 1);
  if (origin === undefined || figure === null || !reaches(figure, earnBack.level, earnBack))
    return [];
  const kept: Kept[] = [{ label: period.label, figure }];
  const figureOf = (one: Period) => {
    const past = pastResult(history.results, commitment, unit, one);
    if (past === undefined) {
      const name = `${commitment.id}/${unit}/${one.label}`;
      issues.push(missingHistory(`${id}/${credit.id}`, name, one));
    }
    return past === undefined || past.result.figure === null
      ? undefined
      : { result: past.result.id, figure: parsed(past.result.figure.exact) };
  };
  for (const one of before.slice(0, -1)) {
    const own = figureOf(one);
    if (own === undefined || !reaches(own.figure, earnBack.level, earnBack)) return [];
    kept.push({ label: one.label, figure: own.figure });
  }
  const missed = figureOf(origin);
  return missed === undefined || !reaches(missed.figure, earnBack.floor, earnBack)
    ? []
    : reversed(missed.result, credit, origin, kept, { plan, history, unit });
}

function parsed(exact: string): Ratio {
  return present(parseExact(exact), "a figure is exact", exact);
}

function reaches(figure: Ratio, level: Ratio, { better }: EarnBackPlan): boolean {
  return compare(figure, level) * better >= 0;
}

function reversed(
  result: string,
  credit: CreditPlan & { readonly earnBack: EarnBackPlan },
  { label }: Period,
  kept: readonly Kept[],
  { plan, history, unit }: Pick<Reversing, "plan" | "history"> & { readonly unit: string },
): DraftLine[] {
  const { earnBack, clause } = credit;
  const { places } = plan.currency;
  const sum = kept.reduce((total, { figure }) => add(total, figure), ZERO);
  const mean = divide(sum, wholeRatio(kept.length));
  if (earnBack.mean !== undefined && !reaches(mean, earnBack.mean, earnBack)) return [];
  const lines = history.statements.flatMap((statement) =>
    statement.lines.filter(
      (line) =>
        line.result === result &&
        creditOfLine(line).credit === credit.id &&
        line.status !== "forfeited",
    ),
  );
  const minor = lines.reduce((total, line) => total + BigInt(line.minor), 0n);
  if (minor <= 0n) return [];
  const last = present(lines.at(-1), "what was issued stands in a line", result);
  const id = `${result}/${credit.id}`;
  const figures = kept.map(({ label: of, figure }) => `${of} ${exactText(figure)}`).join(", ");
  const steps: Step[] = [
    {
      op: "history",
      clause,
      in: `${earnBack.levelText} or better: ${figures}`,
      out: "earned back",
    },
    ...(earnBack.mean === undefined
      ? []
      : [
          {
            op: "figure",
            clause,
            in: `(${kept.map(({ figure }) => exactText(figure)).join(" + ")}) ÷ ${kept.length}`,
            out: exactText(mean),
          } as const,
        ]),
    { op: "issued", clause, in: `for ${label}`, out: textOf(minor, places) },
    { op: "difference", clause, in: `0 − ${textOf(minor, places)}`, out: textOf(-minor, places) },
  ];
  return [
    {
      id: `${id}#earned-back`,
      result,
      ...creditOfLine(last),
      unit,
      clause,
      exact: amountOf(-minor, places),
      minor: -minor,
      weight: ZERO,
      parts: [],
      steps,
      charges: bookedOn(lines),
      wholeOfPart: [],
      records: [],
      minimum: undefined,
      payout: last.payout,
      inKind: [],
      rights: [],
      most: undefined,
      waits: { carried: 0n, deferred: 0n },
      waited: { kind: "earned-back", period: label, line: id, last },
      earnBack: undefined,
    },
  ];
}

/** What the credit was booked on: it is taken back from there. */
function bookedOn(lines: readonly Line[]): DraftLine["charges"] {
  const shares = new Map<string, Allocation>();
  for (const { allocations } of lines)
    for (const one of allocations) {
      const key = shareKey(one);
      shares.set(key, { ...one, minor: (shares.get(key)?.minor ?? 0) + one.minor });
    }
  return weighed(
    [...shares.values()]
      .filter(({ minor }) => minor !== 0)
      .map((share) => ({ ...share, amount: wholeRatio(share.minor) })),
  );
}
