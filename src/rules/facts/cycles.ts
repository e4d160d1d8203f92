import { byText } from "../../base/by-text.ts";
import { present } from "../../base/invariant.ts";
import { compare, type Ratio, wholeRatio } from "../../base/ratio.ts";
import { type DutyFacts, runDuty } from "../../core/duty.ts";
import { matches } from "../../core/target-rows.ts";
import {
  type Cycle,
  cycleId,
  hasTarget,
  missedUpdates,
  runCycles,
  UPDATES_MAX,
} from "../../core/ticket-clock.ts";
import type { CycleCounts } from "../../model/folded.ts";
import type { Measured, Miss } from "../../model/measured.ts";
import type { Ticket } from "../../model/records.ts";
import type { Population } from "../../model/statement.ts";
import type { Instant } from "../../time/instant.ts";
import { duties, ticketClocks } from "../clock-parts.ts";
import { figures } from "../figures/index.ts";
import type { CyclesPlan, Where } from "../plan.ts";
import { CycleTally } from "./cycle-tally.ts";
import type { Judged } from "./scope.ts";

/** What a ticket means to one period. */
export type Standing =
  | "met"
  | "late"
  | "open"
  | "cancelled"
  | "ended-without-reply"
  | "no-row"
  | "no-due"
  | "before-term"
  /** Of a ticket that waits, or with whom nobody agreed on a due yet. */
  | "no-due-yet"
  /** Of an entitlement: nothing was left of its quota. */
  | "not-owed";

/** The same, or in none: its due is never reached, so that nobody could say what it is. */
export type Standable = Standing | "never-due";

export interface ShownCycle {
  readonly cycle: Cycle;
  readonly standing: Exclude<Standing, "met">;
}

export interface MeasuredCycles {
  readonly measured: Measured;
  readonly population: Population;
  /** Late and undecided cycles, and those that are in no population, in the order of their ids. */
  readonly shown: readonly ShownCycle[];
  /** Those whose due is never reached: with any of them there is no result (9). */
  readonly lost: readonly Cycle[];
  /** The records of these cycles: `type:id`. */
  readonly used: readonly string[];
}

/** What clocks run on: tickets, and for duties facts. */
export interface CycleFacts extends DutyFacts {
  readonly tickets: readonly Ticket[];
}

/** Every clock of a commitment's tickets, and every duty, run once for all its periods. */
export function runAll(plan: CyclesPlan, facts: CycleFacts): readonly Cycle[] {
  const cycles: Cycle[] = [];
  const keep = (cycle: Cycle) => {
    if (selects(plan.where, cycle.attributes)) cycles.push(cycle);
  };
  runDuties(plan, facts).forEach(keep);
  for (const ticket of facts.tickets) runTicket(plan, ticket, facts.asOf).forEach(keep);
  return cycles;
}

/** Whether any clock of it asks for updates. */
export function hasUpdates(plan: CyclesPlan): boolean {
  return plan.parts.some((part) => part.of === "tickets" && part.clock.clock.name === "update");
}

/** Whether more updates are missed on the ticket than are settled: a statement lists each of them. */
export function hasTooManyUpdates(plan: CyclesPlan, ticket: Ticket, asOf: Instant): boolean {
  return ticketClocks(plan).some(({ clock }) => missedUpdates(clock, ticket, asOf) > UPDATES_MAX);
}

/** Every clock of one ticket; of too many missed updates, the newest. */
export function runTicket(plan: CyclesPlan, ticket: Ticket, asOf: Instant): readonly Cycle[] {
  const [only] = plan.parts;
  if (only.pooledAs === undefined)
    return only.of === "tickets" ? runCycles(only.clock, ticket, asOf, UPDATES_MAX) : [];
  return ticketClocks(plan).flatMap(({ clock, pooledAs }) =>
    runCycles(clock, ticket, asOf, UPDATES_MAX).map((cycle) => named(cycle, pooledAs)),
  );
}

/** Every duty of a commitment, over all its facts. */
export function runDuties(plan: CyclesPlan, facts: DutyFacts): readonly Cycle[] {
  return duties(plan).flatMap(({ duty, pooledAs }) =>
    runDuty(duty, facts).map((cycle) => named(cycle, pooledAs)),
  );
}

function named(cycle: Cycle, clock: string | undefined): Cycle {
  return clock === undefined ? cycle : { ...cycle, clock };
}

/**
 * What a cycle is to a period: each counts in exactly one (semantics 16). Open ones are never met. One
 * whose due is not known yet counts in none, and is told of where it began.
 */
export function standingIn(
  { countedIn }: CyclesPlan,
  cycle: Cycle,
  judged: Judged,
): Standable | undefined {
  const at = countedAt(countedIn, cycle);
  if (at === Infinity && !isLost(cycle))
    return cycle.duty === undefined && within(cycle.start, judged) ? "no-due-yet" : undefined;
  const isIn = at === Infinity ? cycle.start < judged.beyond : within(at, judged);
  if (!isIn || judged.termEnd <= beganAt(cycle)) return undefined;
  if (beganAt(cycle) < judged.termStart) return "before-term";
  return isLost(cycle) ? "never-due" : standingOf(countedIn, cycle);
}

function within(at: number, { start, beyond }: Judged): boolean {
  return start <= at && at < beyond;
}

/** One without a row is in no population, whatever its due. */
function isLost({ neverDueUnder, row }: Cycle): boolean {
  return neverDueUnder !== undefined && row !== -1;
}

/**
 * The cycles of one period.
 *
 * @param folded Cycles of it that were counted when their tickets were read.
 */
export function measure(
  plan: CyclesPlan,
  cycles: readonly Cycle[],
  judged: Judged,
  folded?: CycleCounts,
): MeasuredCycles {
  const counted = new CycleTally(plan);
  if (folded !== undefined) counted.addAll(folded);
  const lost: Cycle[] = [];
  const shown: ShownCycle[] = [];
  const counts = new Map<Standing, number>();
  const used = new Set<string>();
  for (const cycle of cycles) {
    const standing = standingIn(plan, cycle, judged);
    if (standing === undefined) continue;
    if (standing === "never-due") {
      lost.push(cycle);
      continue;
    }
    if (standing === "met" || standing === "late") counted.add(standing, cycle.elapsedMs);
    if (standing !== "met") shown.push({ cycle, standing });
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
    if (cycle.duty === undefined) used.add(`ticket:${cycle.ticket}`);
    else addRecords(cycle.duty, used);
  }
  const count = (standing: Standing) => counts.get(standing) ?? 0;
  const { met, late } = counted;
  const bad = counted.bad();
  const whole = wholeRatio(met + late);
  const isEmpty = met + late === 0;
  const figure = isEmpty ? null : figures[plan.figure].compute({ bad, whole });
  const misses = isOfTime(plan)
    ? []
    : shown.filter(({ standing }) => standing === "late").map(({ cycle }) => missOf(cycle));
  return {
    measured: {
      figure,
      unit: figures[plan.figure].unit,
      bad,
      whole,
      misses: misses.sort(byId),
      ...(figure === null ? { whyNot: "empty-population" } : {}),
    },
    population: {
      counted: met + late,
      met,
      late,
      open: count("open"),
      cancelled: count("cancelled"),
      notCounted: notCounted.reduce((total, standing) => total + count(standing), 0),
    },
    shown: shown.sort((a, b) => byTicket(a.cycle, b.cycle)),
    lost,
    used: [...used],
  };
}

/** The due of a notice lies before the event that it starts with (37). */
function beganAt({ start, dueAt = start }: Cycle): number {
  return Math.min(start, dueAt);
}

function addRecords(duty: NonNullable<Cycle["duty"]>, used: Set<string>): void {
  for (const id of [duty.begunBy, duty.stoppedBy, ...(duty.with ?? [])])
    if (id !== undefined) used.add(`fact:${id}`);
}

const notCounted = [
  "ended-without-reply",
  "no-row",
  "no-due",
  "no-due-yet",
  "before-term",
  "not-owed",
] as const;

function byTicket(a: Cycle, b: Cycle): number {
  return byText(a.ticket, b.ticket) || a.n - b.n || byText(cycleId(a), cycleId(b));
}

function isOfTime({ figure }: CyclesPlan): boolean {
  return figure === "mean" || figure === "percentile";
}

/** How many may be late where that is said as a number for so many cycles (16). */
export function mayMiss({ attainment }: CyclesPlan, counted: Ratio): number | undefined {
  if (attainment === undefined) return undefined;
  const { upTo, atMostMisses } = attainment;
  const applies = upTo === undefined || compare(counted, wholeRatio(upTo)) <= 0;
  return applies ? atMostMisses : undefined;
}

/**
 * The instant whose period a cycle counts in. By its due, or the breach where a shorter target came
 * later; by its opening; or by its stop: one that is open then stands where its due lies, uncounted.
 * A due that is not known yet (paused before it) lies after asOf: it belongs to no closed period.
 */
function countedAt(countedIn: CyclesPlan["countedIn"], cycle: Cycle): number {
  const { start, stop, row, state } = cycle;
  if (isOfPeriod(cycle) && countedIn !== "opened") return lastOf(cycle);
  const dueAt = cycle.breachedAt ?? cycle.dueAt;
  switch (countedIn) {
    case "opened":
      return start;
    case "closed":
      return stop ?? dueAt ?? (row === -1 ? start : Infinity);
    case "due":
      return dueAt ?? (state === "cancelled" || row === -1 ? start : (stop ?? Infinity));
  }
}

/** Of what is owed in each period: it ends where the next one begins, and counts in its own. */
export function isOfPeriod({ duty }: Cycle): boolean {
  return duty?.kind === "count-in-period" || duty?.kind === "presence";
}

function lastOf({ dueAt }: Cycle): number {
  return present(dueAt, "a period has an end") - 1;
}

function standingOf(countedIn: CyclesPlan["countedIn"], cycle: Cycle): Standing {
  const { state, row, breachedAt } = cycle;
  if (cycle.share?.isOwed === false) return "not-owed";
  if (state === "open-late") return countedIn === "closed" ? "open" : "late";
  // Cancelled or left without a reply after the due has passed is late all the same.
  if (state === "late" || breachedAt !== undefined) return "late";
  if (row === -1) return "no-row";
  switch (state) {
    case "met":
      return hasTarget(cycle) ? "met" : "no-due";
    case "running":
    case "paused":
      return "open";
    case "cancelled":
      return "cancelled";
    case "ended-without-reply":
      return "ended-without-reply";
  }
}

function missOf(cycle: Cycle): Miss {
  const id = cycleId(cycle);
  return {
    id,
    at: present(cycle.breachedAt, "what is late was breached", id),
    size: wholeRatio(cycle.lateMs),
    attributes: cycle.attributes,
    ...(cycle.stop === undefined ? {} : { until: cycle.stop }),
  };
}

function byId(a: Miss, b: Miss): number {
  return byText(a.id, b.id);
}

export function selects(
  where: Where | undefined,
  attributes: Readonly<Record<string, string>>,
): boolean {
  return where === undefined || matches(where, attributes);
}
