import type { FactRow } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { interval } from "../time/interval.ts";
import { intervalSet, single, spansOf, subtract } from "../time/interval-set.ts";
import type { Cycle } from "./clock-run.ts";
import type { Duty, DutyFacts, DutyTerms, Subject } from "./duty.ts";
import { chainsOf, heldCycle, withSubject } from "./duty-cycle.ts";
import { type OwedPeriod, owedPeriods } from "./owed-periods.ts";
import { rowUnder, termsOf } from "./target-rows.ts";

type Presence = Extract<Duty, { kind: "presence" }>;
type Rows = Pick<DutyTerms, "rows" | "versions">;

/**
 * Somebody, or something, is there all the time: facts last from `at` to `until`, or on. One cycle for
 * each period, kept unless an absence outlasts the lag of its row in it. An absence begins where the
 * one before left, or with the contract, however long before the period that was. A cycle is late by
 * the time of the period in which nobody was there beyond the lag; its elapsed time is all absence.
 */
export function presenceCycles(duty: Presence, terms: Rows, known: DutyFacts): readonly Cycle[] {
  const periods = owedPeriods(duty, known);
  return [...chainsOf(known.facts, duty.fact, duty.subjects)].flatMap(([subject, own]) => {
    const absences = absencesOf(subject, own, duty, terms, known);
    const stretches = absences.map((one) => ({ start: one.start, end: endOf(one, known) }));
    let first = 0;
    return periods.map((period) => {
      // Both lists are in order: an absence that is over before one period is so before the next.
      while ((stretches[first]?.end ?? Infinity) <= period.start) first += 1;
      let beyond = first;
      while ((stretches[beyond]?.start ?? Infinity) < period.end) beyond += 1;
      const cycle = periodOf(subject, own, duty, terms, period, known);
      return withAbsences(cycle, absences.slice(first, beyond), period, known);
    });
  });
}

/** The absences that go on at asOf, each a cycle of its own; none once the contract is over. */
export function openAbsences(duty: Presence, terms: Rows, known: DutyFacts): readonly Cycle[] {
  if (known.termEnd <= known.asOf) return [];
  return [...chainsOf(known.facts, duty.fact, duty.subjects)].flatMap(([subject, own]) =>
    absencesOf(subject, own, duty, terms, known).filter(({ stop }) => stop === undefined),
  );
}

function absencesOf(
  subject: Subject,
  facts: readonly FactRow[],
  { fact }: Presence,
  terms: Rows,
  { termStart, termEnd, asOf }: DutyFacts,
): readonly Cycle[] {
  const end = Math.min(termEnd, asOf) as Instant;
  if (end <= termStart) return [];
  const present = facts.flatMap(({ at, until = end }) => (at < until ? [interval(at, until)] : []));
  const byStart = new Map(facts.map((one) => [one.at, one]));
  const absent = subtract(single(termStart, end), intervalSet(present));
  return spansOf(absent).map((span, n) => {
    const start = { ticket: subject ?? fact, n, start: span.start };
    const attributes = withSubject({}, subject);
    return heldCycle(terms, "presence", { ...start, attributes }, byStart.get(span.end), end);
  });
}

/** The cycle of one period as if nobody had ever been away. */
function periodOf(
  subject: Subject,
  facts: readonly FactRow[],
  { fact }: Presence,
  { rows, versions }: Rows,
  { label, start, end }: OwedPeriod,
  { asOf }: DutyFacts,
): Cycle {
  const attributes = withSubject({}, subject);
  const isOver = end <= asOf;
  const seen = facts.filter(({ at, until = end }) => at < end && start < until);
  return {
    ticket: `${subject ?? fact}/${label}`,
    n: 1,
    start,
    stop: isOver ? end : undefined,
    state: isOver ? "met" : "running",
    row: rowUnder(rows, attributes, undefined, termsOf(versions, start, end)),
    dueAt: end,
    originalDueAt: end,
    breachedAt: undefined,
    elapsedMs: 0,
    targetMs: undefined,
    lateMs: 0,
    pausedMs: 0,
    attributes,
    duty: {
      kind: "presence",
      begunBy: undefined,
      stoppedBy: undefined,
      with: seen.map(({ id }) => id),
    },
  };
}

/** Where somebody came back, else where nobody knows yet, or the contract is over. */
function endOf({ stop }: Cycle, { termEnd, asOf }: DutyFacts): number {
  return stop ?? Math.min(termEnd, asOf);
}

/** @param absences Those that have a part in the period. */
function withAbsences(
  cycle: Cycle,
  absences: readonly Cycle[],
  { start, end }: OwedPeriod,
  known: DutyFacts,
): Cycle {
  const until = Math.min(end, known.asOf);
  const inside = (from: number, to: number) =>
    Math.max(0, Math.min(to, until) - Math.max(from, start));
  const late = absences.flatMap((one) => {
    const { breachedAt } = one;
    if (breachedAt === undefined) return [];
    const back = endOf(one, known);
    const ms = inside(breachedAt, back);
    // A lag that is used up exactly, where less is allowed: late by nothing, where it was used up.
    const isUsedUp = breachedAt === back && start < back && back <= until;
    return isUsedUp || ms > 0 ? [{ at: Math.max(breachedAt, start) as Instant, ms }] : [];
  });
  const lost = absences.find(({ neverDueUnder }) => neverDueUnder !== undefined);
  const [first] = late;
  return {
    ...cycle,
    state: first === undefined ? cycle.state : cycle.stop === undefined ? "open-late" : "late",
    ...(lost?.neverDueUnder === undefined ? {} : { neverDueUnder: lost.neverDueUnder }),
    breachedAt: first?.at,
    elapsedMs: absences.reduce((sum, one) => sum + inside(one.start, endOf(one, known)), 0),
    lateMs: late.reduce((sum, { ms }) => sum + ms, 0),
  };
}
