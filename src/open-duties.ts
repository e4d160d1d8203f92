import { unwrap } from "./base/result.ts";
import { bothTimes } from "./clock/both-times.ts";
import { calendarOf, nextChangeAt } from "./clock/countdown.ts";
import { byUrgency } from "./clock/urgency.ts";
import type { ParsedContract } from "./contract.ts";
import { isOpen as isInHours, nextOpening } from "./core/calendar.ts";
import { countedMs } from "./core/due.ts";
import { type DutyFacts, type DutyTerms, runDuty } from "./core/duty.ts";
import { openAbsences } from "./core/presence.ts";
import type { ClockTarget } from "./core/target-rows.ts";
import type { Cycle } from "./core/ticket-clock.ts";
import { inTicketZones } from "./core/ticket-zones.ts";
import type { ClockReading, ReadingRow, WhyPart } from "./model/clock-reading.ts";
import type { Records } from "./model/records.ts";
import { duties } from "./rules/clock-parts.ts";
import { cycleFacts } from "./rules/cycle-facts.ts";
import { selects } from "./rules/facts/cycles.ts";
import { knownRecords } from "./rules/known-records.ts";
import type { ClockPart, CommitmentPlan } from "./rules/plan.ts";
import { isNewest } from "./rules/versions.ts";
import { readInstant } from "./schema/instant-input.ts";
import { checkParsed } from "./settle-call.ts";
import type { Instant } from "./time/instant.ts";

/**
 * The duties that are open at an instant: reports, notices and reviews that are due, or late. Told
 * like the clocks of tickets (`openClocks` of `makegood/clock`): `clock` is the fact that is owed,
 * `ticket` the fact that asked for it, and `startedAt` of a notice its event.
 *
 * @returns The most urgent first: by due, then by record and commitment; those without a due last.
 * @throws {RefusedError} For an instant that is none, or what the parsers did not make.
 * @example
 * openDuties(contract, records, "2026-10-12T17:00:00+08:00").map(({ clock, dueAt }) => [clock, dueAt]);
 */
export function openDuties(
  contract: ParsedContract,
  records: Records,
  asOf: string | number | Date,
): readonly ClockReading[] {
  unwrap(checkParsed({ contract, records }));
  const at = unwrap(readInstant(asOf, ["asOf"]));
  const { plan } = contract;
  const known = knownRecords(records, at);
  const found = plan.commitments.flatMap((commitment) => {
    const { measure, units } = commitment;
    if (measure.facts !== "cycles" || !isNewest(commitment)) return [];
    // The period that goes on is the one of the last ms before.
    const now = (at - 1) as Instant;
    const facts = units.map(({ services }) => cycleFacts(services, known, commitment, at, now));
    return duties(measure).flatMap((part) =>
      facts
        .flatMap((own) => owedNow(part.duty, own))
        .filter((cycle) => isOpen(cycle) && selects(measure.where, cycle.attributes))
        .map((cycle) => readingOf(commitment, part, cycle, at)),
    );
  });
  return found.sort(byUrgency);
}

/** Of presence, what is owed next is that an absence ends: a period only waits for its end. */
function owedNow(terms: DutyTerms, known: DutyFacts): readonly Cycle[] {
  const { duty } = terms;
  return duty.kind === "presence" ? openAbsences(duty, terms, known) : runDuty(terms, known);
}

function isOpen({ state, share }: Cycle): boolean {
  return (state === "running" || state === "open-late") && share?.isOwed !== false;
}

function readingOf(
  { id, clause }: CommitmentPlan,
  { duty, rows }: Extract<ClockPart, { readonly of: "facts" }>,
  cycle: Cycle,
  asOf: Instant,
): ClockReading {
  const { ticket, attributes, state, dueAt, row: index } = cycle;
  const target = inTicketZones(duty, { id: ticket, attributes }).rows[index]?.target;
  const own = rows[index];
  const row = own === undefined ? undefined : { index, clause: own.clause, shown: own.shown };
  const leftMs = leftOf(cycle, target, asOf);
  // What is left of a notice is the time up to its due, not the length of its row.
  const open = { cycle: { ...cycle, targetMs: undefined }, target, asOf };
  const times = bothTimes(cycle, target, asOf);
  return {
    id,
    clause,
    clock: duty.duty.fact,
    ticket,
    cycle: cycle.n,
    state: state === "open-late" ? "breached-open" : "running",
    startedAt: cycle.start,
    stoppedAt: undefined,
    dueAt,
    breachedAt: cycle.breachedAt,
    elapsedMs: cycle.elapsedMs,
    remainingMs: leftMs,
    originalDueAt: times.originalDueAt,
    elapsedRealMs: times.elapsedRealMs,
    remainingRealMs: times.remainingRealMs,
    pausedCountedMs: times.pausedCountedMs,
    pausedRealMs: times.pausedRealMs,
    pauses: times.pauses,
    skippedDays: times.skippedDays,
    lateMs: cycle.lateMs,
    missedUpdates: 0,
    nextChangeAt:
      target === undefined && state === "running" ? dueAt : nextChangeAt(open, leftMs, -1),
    row,
    why: [...whyRow(row), ...whyClosed(cycle, target, asOf)],
  };
}

function leftOf(
  { state, dueAt }: Cycle,
  target: ClockTarget | undefined,
  asOf: Instant,
): number | undefined {
  if (state === "open-late") return 0;
  if (dueAt === undefined) return undefined;
  // What is owed in a period, or until a date, has no calendar.
  return Math.max(0, target === undefined ? dueAt - asOf : countedMs(target, asOf, dueAt));
}

function whyRow(row: ReadingRow | undefined): readonly WhyPart[] {
  return row === undefined
    ? [{ kind: "no-row" }]
    : [{ kind: "row", clause: row.clause, shown: row.shown }];
}

function whyClosed(
  { neverDueUnder }: Cycle,
  target: ClockTarget | undefined,
  asOf: Instant,
): readonly WhyPart[] {
  if (neverDueUnder !== undefined) return [{ kind: "never-due", calendar: neverDueUnder }];
  const calendar = target === undefined ? undefined : calendarOf(target);
  if (calendar === undefined || isInHours(calendar, asOf)) return [];
  const until = nextOpening(calendar, asOf);
  return until === undefined ? [] : [{ kind: "closed", calendar: calendar.id, until }];
}
