import type { Issue } from "../base/result.ts";
import type { Claim } from "../model/records.ts";
import type { Statement, StatementResult } from "../model/statement.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import {
  isCyclic,
  type Period,
  type PeriodKind,
  periodsEndingIn,
  previousPeriod,
} from "../time/period.ts";
import { formatInstant } from "../time/stamp.ts";
import { knownZone } from "../time/zone.ts";
import { type ClaimsNow, claimsNow } from "./miss-claims.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";

/** A result of an earlier period, with what its lines came to. */
export interface PastResult {
  readonly result: StatementResult;
  /** Whether a claim for one of its lines came in time, or none was needed (36). */
  readonly claimedInTime: boolean;
  /** How its misses are claimed now, where its statement says how they were. */
  readonly now: ClaimsNow | undefined;
}

/** What was issued for earlier periods: what rules that look back read (38). */
export interface History {
  /** By result id, as of the latest revision. */
  readonly results: ReadonlyMap<string, PastResult>;
  readonly statements: readonly Statement[];
}

/**
 * The latest revision of a period holds its results; the lines of all revisions add up.
 *
 * @param current Results of the statement that is being made: its months, where it settles a quarter.
 * @param known Claims for earlier periods may have come since these were issued.
 */
export function historyOf(
  issued: readonly Statement[],
  current: readonly StatementResult[],
  known: Known,
): History {
  const statements = [...issued].sort((a, b) => a.revision - b.revision);
  const results = new Map<string, PastResult>(
    current.filter(isJudged).map((result) => {
      const { claims } = result.misses;
      const now = claims && { claims, records: [] };
      return [result.id, { result, claimedInTime: false, now }];
    }),
  );
  for (const { key, results: own, lines } of statements)
    for (const result of own.filter(isJudged))
      results.set(result.id, {
        result,
        now: nowOf(result, key.period.label, known),
        claimedInTime:
          (results.get(result.id)?.claimedInTime ?? false) ||
          lines.some(
            (line) =>
              line.result === result.id &&
              (line.status === "automatic" ||
                (line.status === "claimable" && line.claim?.claimedAt !== undefined)),
          ),
      });
  return { results, statements };
}

interface Known {
  readonly claims: readonly Claim[];
  readonly asOf: Instant;
}

function nowOf(
  { commitment, misses: { claims } }: StatementResult,
  period: string,
  known: Known,
): ClaimsNow | undefined {
  return claims && claimsNow(claims, { period, commitment }, known);
}

/** What was still running says nothing of how it ended. */
function isJudged({ verdict }: StatementResult): boolean {
  return verdict !== "pending";
}

/** What a period came to, under the newest version of the commitment that judged it (37). */
export function pastResult<Past>(
  results: ReadonlyMap<string, Past>,
  { inForce }: CommitmentPlan,
  unit: string,
  { label }: Pick<Period, "label">,
): Past | undefined {
  for (const id of inForce.ids) {
    const found = results.get(`${id}/${unit}/${label}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The periods before one, newest first, back to the beginning of the contract. */
export function periodsBefore(
  kind: PeriodKind,
  period: Period,
  count: number,
  effectiveStart: Instant,
): readonly Period[] {
  if (period.start <= effectiveStart) return [];
  // Listed ones follow one another too, as far as the list goes.
  if (!isCyclic(kind)) {
    const span = interval(effectiveStart, period.start);
    return periodsEndingIn(kind, knownZone(period.zone), span).reverse().slice(0, count);
  }
  const found: Period[] = [];
  let last = period;
  while (found.length < count) {
    last = previousPeriod(kind, last);
    if (last.end <= effectiveStart) break;
    found.push(last);
  }
  return found;
}

/** A missing period is no period without failures (38): it is asked for. */
export function missingHistory(line: string, result: string, { start, end }: Period): Issue {
  return {
    code: "history.missing",
    path: ["issued"],
    message: `${line} looks back to ${result} (${formatInstant(start)} to ${formatInstant(end)}), and no issued statement holds it`,
    hint: "pass the statements of that time as `issued`; settle that period first if it was never settled",
    value: result,
  };
}

/** Whether any rule of the contract reads what was issued before. */
export function looksBack({
  commitments,
  caps,
  points,
}: Pick<Plan, "commitments" | "caps" | "points">): boolean {
  const credits = commitments.flatMap((commitment) => commitment.credits);
  return (
    commitments.some(({ earlierPeriods }) => earlierPeriods !== undefined) ||
    points?.repeat !== undefined ||
    caps.some(({ per, excess }) => per !== undefined || excess === "carried") ||
    credits.some(
      ({ when, among, minimum, earnBack }) =>
        typeof when === "object" ||
        among !== undefined ||
        minimum?.under === "deferred" ||
        earnBack !== undefined,
    )
  );
}
