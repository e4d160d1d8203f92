import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import type { Cycle } from "./clock-run.ts";
import type { Duty, DutyFacts } from "./duty.ts";
import { chainsOf, withSubject } from "./duty-cycle.ts";
import { type OwedPeriod, owedPeriods } from "./owed-periods.ts";

/**
 * So many facts in each period: one cycle for each that is owed, from the period's start to its end.
 * The k-th fact in the period keeps the k-th of them. A fact exactly at the end is in the next period.
 */
export function countCycles(
  duty: Extract<Duty, { kind: "count-in-period" }>,
  known: DutyFacts,
): readonly Cycle[] {
  const { fact, subjects, partialPeriod } = duty;
  const periods = owedPeriods(duty, known).filter(
    ({ isWhole }) => isWhole || partialPeriod === "clip",
  );
  return [...chainsOf(known.facts, fact, subjects)].flatMap(([subject, own]) => {
    let next = 0;
    return periods.flatMap((period) => {
      while (at(own, next) < period.start) next += 1;
      return Array.from({ length: duty.atLeast }, (_, index) => {
        const stop = at(own, next) < period.end ? own[next] : undefined;
        if (stop !== undefined) next += 1;
        const ticket = `${subject ?? fact}/${period.label}`;
        const attributes = withSubject({}, subject);
        return countCycle({ ticket, n: index + 1, attributes }, period, stop, known.asOf);
      });
    });
  });
}

/** The facts are sorted; past the last lies Infinity. */
function at(facts: readonly FactRow[], index: number): number {
  return facts[index]?.at ?? Infinity;
}

function countCycle(
  named: Pick<Cycle, "ticket" | "n" | "attributes">,
  { start, end }: OwedPeriod,
  fact: FactRow | undefined,
  asOf: Instant,
): Cycle {
  const isMissed = fact === undefined && end <= asOf;
  const stop = fact?.at ?? (isMissed ? end : undefined);
  return {
    ...named,
    start,
    stop,
    state: fact !== undefined ? "met" : isMissed ? "late" : "running",
    row: 0,
    dueAt: end,
    originalDueAt: end,
    breachedAt: isMissed ? end : undefined,
    elapsedMs: (stop ?? asOf) - start,
    targetMs: undefined,
    lateMs: 0,
    pausedMs: 0,
    duty: { kind: "count-in-period", begunBy: undefined, stoppedBy: fact?.id },
  };
}
