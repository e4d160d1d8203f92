import { ceilTo, exactText, toSafeInteger } from "../base/ratio.ts";
import type { Writable } from "../base/writable.ts";
import { cycleId } from "../core/ticket-clock.ts";
import type { Ticket, TicketEvent } from "../model/records.ts";
import type { NotCountedEvidence, TicketEvidence } from "../model/statement.ts";
import type { Step } from "../model/step.ts";
import { readableDuration } from "../time/duration.ts";
import { durationMs, type Instant } from "../time/instant.ts";
import { formatInstant } from "../time/stamp.ts";
import { type MeasuredCycles, mayMiss, type Standing } from "./facts/cycles.ts";
import type { Judged } from "./facts/scope.ts";
import { figureSteps, periodStep } from "./figure-steps.ts";
import { figures } from "./figures/index.ts";
import type { Bound, CommitmentPlan, CyclesPlan } from "./plan.ts";
import { shownPercent } from "./shown-figure.ts";
import { targetSteps } from "./target-steps.ts";

/** What a statement says of measured tickets: steps, and every one that is late or undecided. */

export interface CycleReport {
  readonly steps: readonly Step[];
  readonly tickets: readonly TicketEvidence[];
  readonly notCounted: readonly NotCountedEvidence[];
}

export function reportCycles(
  result: string,
  plan: CyclesPlan,
  { clause, bounds }: CommitmentPlan,
  found: MeasuredCycles,
  judged: Judged,
  changes: PriorityChanges,
): CycleReport {
  const { measured, population } = found;
  const steps: Step[] = [
    periodStep(clause, judged),
    {
      op: "count",
      clause,
      in: `${population.met} + ${population.late}`,
      out: String(population.counted),
    },
  ];
  if (measured.figure !== null) {
    const facts = { bad: exactText(measured.bad), whole: exactText(measured.whole) };
    const expression = figures[plan.figure].expression(facts);
    steps.push(...figureSteps(clause, measured, measured.figure, expression));
    const allowed = plan.figure === "each" ? 0 : mayMiss(plan, measured.whole);
    if (allowed !== undefined)
      steps.push({
        op: "target",
        clause,
        in: `${facts.bad} ≤ ${allowed}`,
        out: population.late <= allowed ? "met" : "breached",
      });
    else steps.push(...targetSteps(clause, bounds, measured.figure, measured.unit));
  }
  const tickets: TicketEvidence[] = [];
  const notCounted: NotCountedEvidence[] = [];
  for (const { cycle, standing } of found.shown) {
    if (standing === "late" || standing === "open") tickets.push(ticketRow(result, cycle, changes));
    else notCounted.push(notCountedRow(result, cycle, standing));
  }
  return { steps, tickets, notCounted };
}

/** The figure for people: a percentage cut off, a length of time rounded up, never to look better. */
export function shownCycles(
  { figure: kind }: CyclesPlan,
  bounds: readonly Bound[],
  { measured: { figure }, population }: MeasuredCycles,
): string {
  switch (kind) {
    case "each":
      return `${population.late} of ${population.counted} late`;
    case "percent-within":
      return figure === null ? "" : shownPercent(figure, bounds);
    case "mean":
    case "percentile":
      return figure === null ? "" : readableDuration(durationMs(toSafeInteger(ceilTo(figure, 0))));
  }
}

/** What a statement says of the target beside its rows. */
export function attainmentShown({ attainment }: CyclesPlan): Readonly<Record<string, unknown>> {
  if (attainment === undefined) return {};
  const { upTo, atMostMisses } = attainment;
  return upTo === undefined ? { atMostMisses } : { bySize: { upTo, atMostMisses } };
}

type Shown = MeasuredCycles["shown"][number];

/** Changes of priority by ticket; tickets without one are not in it. */
export type PriorityChanges = ReadonlyMap<string, readonly PriorityChange[]>;
type PriorityChange = Extract<TicketEvent, { readonly event: "priority-changed" }>;

export function priorityChanges(tickets: readonly Ticket[], asOf: Instant): PriorityChanges {
  const changes = new Map<string, readonly PriorityChange[]>();
  for (const { id, events } of tickets) {
    let own: PriorityChange[] | undefined;
    for (const one of events)
      if (one.event === "priority-changed" && one.at < asOf) {
        own ??= [];
        own.push(one);
      }
    if (own !== undefined)
      changes.set(
        id,
        own.sort((a, b) => a.at - b.at),
      );
  }
  return changes;
}

/** Those of one cycle: from its start to its stop. */
function changesOf({ ticket, start, stop }: Shown["cycle"], changes: PriorityChanges) {
  const own = (changes.get(ticket) ?? []).filter(
    ({ at }) => start <= at && (stop === undefined || at <= stop),
  );
  return own.map(({ at, severity }) => ({ at: formatInstant(at), severity }));
}

/** With its fields in their order. */
type Written = Partial<Writable<TicketEvidence>>;

/**
 * Of each late ticket there is one, so it is made without spreads: they would make a hash table of it,
 * of twice the size.
 */
function ticketRow(
  result: string,
  cycle: Shown["cycle"],
  changes: PriorityChanges,
): TicketEvidence {
  const { stop, dueAt, breachedAt, targetMs, lateMs, clock, duty } = cycle;
  const { severity } = cycle.attributes;
  const changed = changesOf(cycle, changes);
  const state = stop !== undefined ? "late" : breachedAt === undefined ? "open" : "open-late";
  const row: Written = { result, record: cycleId(cycle), state };
  row.openedAt = formatInstant(cycle.start);
  if (stop !== undefined) row.stoppedAt = formatInstant(stop);
  if (dueAt !== undefined) row.dueAt = formatInstant(dueAt);
  row.elapsedMs = String(cycle.elapsedMs);
  if (targetMs !== undefined) row.targetMs = String(targetMs);
  if (lateMs > 0) row.lateMs = String(lateMs);
  if (breachedAt !== undefined) row.breachedAt = formatInstant(breachedAt);
  row.row = cycle.row;
  if (severity !== undefined) row.severity = severity;
  if (changed.length > 0) row.changes = changed;
  row.pausedMs = String(cycle.pausedMs);
  if (clock !== undefined) row.clock = clock;
  if (duty !== undefined) row.duty = duty.kind;
  if (duty?.stoppedBy !== undefined) row.stoppedBy = duty.stoppedBy;
  return row as TicketEvidence;
}

const details: { readonly [Key in Exclude<Standing, "met" | "late" | "open">]: string } = {
  cancelled: "cancelled before its target was missed",
  "ended-without-reply": "over without the reply that the clock waits for, before its due",
  "no-row": "no row of targets selects it",
  "no-due": "over without a due that was agreed",
  "no-due-yet": "no due was agreed yet: it counts in the period of its due",
  "before-term": "its clock began before the contract was in force",
  "not-owed": "nothing was left of the quota when it was asked for",
};

function notCountedRow(
  result: string,
  cycle: Shown["cycle"],
  why: keyof typeof details,
): NotCountedEvidence {
  return { result, record: cycleId(cycle), why, detail: detailOf(cycle, why) };
}

function detailOf(
  { duty, state, elapsedMs }: Shown["cycle"],
  standing: keyof typeof details,
): string {
  if (standing === "no-due" && duty !== undefined)
    return "ended before anything told how long it is owed";
  if (standing === "no-due-yet" && state === "paused")
    return `it waits; ${readableDuration(durationMs(elapsedMs))} counted; it counts in the period of its due, once it goes on`;
  return details[standing];
}
