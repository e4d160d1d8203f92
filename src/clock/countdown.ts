import { type Calendar, dueAt, isOpen, nextClosing, nextOpening } from "../core/calendar.ts";
import { countedMs } from "../core/due.ts";
import type { ClockTarget } from "../core/target-rows.ts";
import { type ClockTerms, type Cycle, runCycles } from "../core/ticket-clock.ts";
import type { PolicyRisk } from "../model/clock-policy.ts";
import type { Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";

/** One cycle of a clock that is open, with the target in force. */
export interface OpenCycle {
  readonly cycle: Cycle;
  readonly target: ClockTarget | undefined;
  readonly terms: ClockTerms;
  readonly ticket: Ticket;
  readonly asOf: Instant;
}

/** Counted time left; 0 once breached, undefined without a due to come. */
export function remainingMs(open: OpenCycle): number | undefined {
  const { cycle, target, asOf } = open;
  const { state, targetMs, elapsedMs } = cycle;
  if (state === "open-late") return 0;
  if (target === undefined) return undefined;
  if (targetMs !== undefined) return Math.max(0, targetMs - elapsedMs);
  const due = cycle.dueAt ?? (state === "paused" ? dueIfResumed(open) : undefined);
  return due === undefined ? undefined : Math.max(0, countedMs(target, asOf, due));
}

/** The due of a date target that waits, were every wait to end now. */
function dueIfResumed({ cycle, terms, ticket, asOf }: OpenCycle): Instant | undefined {
  const events = ticket.events.filter(({ at }) => at < asOf);
  const resumed = { ...ticket, events: [...events, { event: "waiting-ended", at: asOf } as const] };
  const cycles = runCycles(terms, resumed, (asOf + 1) as Instant, 1);
  return cycles.find(({ n }) => n === cycle.n)?.dueAt;
}

/** The most that may be left for the clock to be at risk (semantics 15); −1 for never. */
export function riskMs(risks: readonly PolicyRisk[], cycle: Cycle, leftMs: number): number {
  const total = BigInt(cycle.elapsedMs + leftMs);
  return risks.reduce((most, risk) => {
    if ("leftMs" in risk) return Math.max(most, risk.leftMs);
    const [whole, decimals = ""] = risk.used.split(".");
    const divisor = 100n * 10n ** BigInt(decimals.length);
    return Math.max(most, Number((total * (divisor - BigInt(whole + decimals))) / divisor));
  }, -1);
}

/**
 * The first later instant at which the state changes, or the time left begins or ceases to run
 * down: the calendar opens or closes, the clock comes to be at risk, its due comes, or it passes.
 */
export function nextChangeAt(
  { cycle, target, asOf }: Pick<OpenCycle, "cycle" | "target" | "asOf">,
  leftMs: number | undefined,
  atRiskMs: number,
): number | undefined {
  const { state, dueAt: due, targetMs } = cycle;
  const counts = state === "running" || (state === "paused" && due !== undefined);
  if (!counts || target === undefined || leftMs === undefined) return undefined;
  const calendar = calendarOf(target);
  const isCounting = calendar === undefined || isOpen(calendar, asOf);
  const changes: (number | undefined)[] = [due];
  if (calendar !== undefined)
    changes.push(isCounting ? nextClosing(calendar, asOf) : nextOpening(calendar, asOf));
  if (state === "running" && atRiskMs < leftMs && atRiskMs >= 0)
    changes.push(
      calendar === undefined ? asOf + leftMs - atRiskMs : dueAt(calendar, asOf, leftMs - atRiskMs),
    );
  // Used up exactly is in time, and one ms more is late: of open time, or past a date.
  if (due !== undefined && due <= asOf && (isCounting || targetMs === undefined))
    changes.push(asOf + 1);
  const later = changes.filter((at) => at !== undefined && at > asOf) as number[];
  return later.length === 0 ? undefined : Math.min(...later);
}

export function calendarOf(target: ClockTarget): Calendar | undefined {
  return "calendar" in target ? target.calendar : undefined;
}
