import type { Instant } from "../time/instant.ts";
import { nextPeriod, type Period, periodAt } from "../time/period.ts";
import type { DutyFacts, Recurring } from "./duty.ts";

/** A period that something is owed in, cut to the term (5). */
export interface OwedPeriod {
  readonly label: string;
  readonly start: Instant;
  readonly end: Instant;
  /** False where the term begins or ends inside it. */
  readonly isWhole: boolean;
}

/** Those that have begun by asOf and are not over by `judgedFrom`, in their order. */
export function owedPeriods(
  { per, zone }: Pick<Recurring, "per" | "zone">,
  { termStart, termEnd, judgedFrom, asOf }: Omit<DutyFacts, "facts" | "planned">,
): readonly OwedPeriod[] {
  const beyond = Math.min(termEnd, asOf);
  const first = Math.max(termStart, judgedFrom) as Instant;
  if (beyond <= first) return [];
  let last: Period = periodAt(per, zone, first);
  const periods = [last];
  while (last.end < beyond) {
    last = nextPeriod(per, last);
    periods.push(last);
  }
  return periods.map((period) => {
    const start = Math.max(period.start, termStart) as Instant;
    const end = Math.min(period.end, termEnd) as Instant;
    const isWhole = start === period.start && end === period.end;
    return { label: period.label, start, end, isWhole };
  });
}
