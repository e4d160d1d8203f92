import { parseExact, type Ratio } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import type { EarlierFigure } from "../model/measured.ts";
import type { StatementResult } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import type { Period } from "../time/period.ts";
import { type History, missingHistory, pastResult, periodsBefore } from "./history.ts";
import { resultId } from "./judged-periods.ts";
import type { CommitmentPlan } from "./plan.ts";
import type { ScopeUnit } from "./scope-plan.ts";

/** Where the figures of earlier periods stand. */
export interface Earlier {
  /** What was issued. */
  readonly history: History;
  /** Results of this statement, by id: its months, where it settles a quarter. */
  readonly own: ReadonlyMap<string, StatementResult>;
  readonly effectiveStart: Instant;
}

/**
 * The periods before one that its mean is taken with, newest first, back to the beginning of the
 * contract (20); what no statement holds is an issue each and never left out in silence (38).
 *
 * @returns Undefined where the contract takes no such mean.
 */
export function earlierFigures(
  commitment: CommitmentPlan,
  unit: ScopeUnit,
  period: Period,
  { history, own, effectiveStart }: Earlier,
): { readonly figures: readonly EarlierFigure[] | undefined; readonly issues: readonly Issue[] } {
  const { earlierPeriods } = commitment;
  if (earlierPeriods === undefined) return { figures: undefined, issues: [] };
  const issues: Issue[] = [];
  const before = periodsBefore(commitment.period, period, earlierPeriods, effectiveStart);
  const figures = before.flatMap((one): EarlierFigure[] => {
    const id = resultId(commitment, unit, one);
    const result =
      pastResult(own, commitment, unit.name, one) ??
      pastResult(history.results, commitment, unit.name, one)?.result;
    const figure = result === undefined ? undefined : figureOf(result);
    if (figure !== undefined) return [{ label: one.label, figure }];
    issues.push(missingHistory(resultId(commitment, unit, period), id, one));
    return [];
  });
  return { figures, issues };
}

/** Of the period alone, before any mean and rounding; undefined where a statement says no number. */
function figureOf({ figure }: StatementResult): Ratio | null | undefined {
  if (figure === null) return null;
  const { own, exact }: Partial<typeof figure> = Object(figure);
  return parseExact(String(own?.exact ?? exact));
}
