import { add, divide, exactText, type Ratio, wholeRatio, ZERO } from "../base/ratio.ts";
import type { Issue } from "../base/result.ts";
import { civilDateAt } from "../time/civil.ts";
import type { Instant } from "../time/instant.ts";
import type { BaseFacts } from "./base-amount.ts";
import { givesOf } from "./gives.ts";
import type { CommitmentPlan, Plan } from "./plan.ts";

/** An average per local day, and how it came about. */
export interface DailyUse {
  readonly value: Ratio;
  /** "4500 ÷ 30" */
  readonly expression: string;
}

/** What was taken of facts for the gifts of one credit. */
export interface UseTaken {
  /** "fact:" and the id of each. */
  readonly records: readonly string[];
  /** Names of facts of which there is none in the time. */
  readonly missing: readonly string[];
}

/**
 * How much of something was used in a day of the period, on average (30): the sum of its facts over
 * the local dates of the period that the terms cover; exact.
 */
export function useOf(
  { period, services, covering, facts }: BaseFacts,
  { zone }: Plan,
): { readonly of: (fact: string) => DailyUse; readonly taken: () => UseTaken } {
  const start = Math.max(period.start, covering.start) as Instant;
  const end = Math.min(period.end, covering.end) as Instant;
  const records: string[] = [];
  const missing: string[] = [];
  // Each miss that gives by a fact asks for it again.
  const known = new Map<string, DailyUse>();
  const find = (fact: string): DailyUse => {
    const rows = facts.filter(
      (row) =>
        row.fact === fact &&
        start <= row.at &&
        row.at < end &&
        (row.service === undefined || services.includes(row.service)),
    );
    if (rows.length === 0) missing.push(fact);
    for (const { id } of rows) records.push(`fact:${id}`);
    const sum = rows.reduce((total, { value = ZERO }) => add(total, value), ZERO);
    const dates = civilDateAt(zone, (end - 1) as Instant) - civilDateAt(zone, start) + 1;
    return {
      value: divide(sum, wholeRatio(dates)),
      expression: `${exactText(sum)} ÷ ${dates}`,
    };
  };
  return {
    of(fact) {
      const use = known.get(fact) ?? find(fact);
      known.set(fact, use);
      return use;
    },
    taken: () => ({ records, missing }),
  };
}

/** Names of facts whose daily average a credit gives. */
export function averagedIn(commitments: readonly CommitmentPlan[]): ReadonlySet<string> {
  const gives = commitments.flatMap(({ credits }) => credits.flatMap(({ how }) => givesOf(how)));
  return new Set(
    gives.flatMap((give) =>
      give.kind === "units" && give.daily !== undefined ? [give.daily] : [],
    ),
  );
}

/** An average of what nobody delivered is not zero. */
export function useIssues(line: string, { missing }: UseTaken): Issue[] {
  return missing.map((fact) => ({
    code: "fact.missing",
    path: ["records"],
    message: `the line ${line} counts by the daily average of ${fact}, and no fact of that name lies in the period`,
    hint: 'give the facts of the period with their `value`, "0" where nothing was used',
    value: fact,
  }));
}
