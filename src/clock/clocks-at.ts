import { type Issue, RefusedError } from "../base/result.ts";
import { isOpen, nextOpening } from "../core/calendar.ts";
import { isKnownAt } from "../core/known-at.ts";
import { pauses } from "../core/pauses.ts";
import { attributesUnder, matches } from "../core/target-rows.ts";
import { type ClockTerms, type Cycle, hasTarget, runCycles } from "../core/ticket-clock.ts";
import { inTicketZones } from "../core/ticket-zones.ts";
import type { ClockPolicy } from "../model/clock-policy.ts";
import type { ClockReading, ClockState, ReadingRow, WhyPart } from "../model/clock-reading.ts";
import type { Ticket } from "../model/records.ts";
import type { Instant } from "../time/instant.ts";
import { zoneNamed } from "../time/zone.ts";
import { bothTimes } from "./both-times.ts";
import type { InstantInput } from "./business-time.ts";
import { calendarOf, nextChangeAt, type OpenCycle, remainingMs, riskMs } from "./countdown.ts";
import { instantMs } from "./formats.ts";
import { clocksOf, type ReadClock } from "./policy-clocks.ts";
import { listOf, type Path, refuse, stamp, throwIssues } from "./shape.ts";
import { readTicket, type TicketInput } from "./ticket-input.ts";
import { byUrgency } from "./urgency.ts";

// Long because: a reading is put together in one place, and written out without spreads.

/**
 * Every clock of a ticket at an instant: one reading for each cycle, and one that has not started
 * where a clock has none. What happened at `asOf` or later is not used (semantics 15). Of more than
 * 1000 updates that are missed in one gap, the last 1000 are given.
 *
 * @param policy What `clockPolicy` returns, or that after a way through JSON.
 * @param ticket A ticket row of records/1 with all its events.
 * @throws {RefusedError} With every problem of the ticket, or for a policy that was changed.
 * @example
 * const [first] = clocksAt(policy, ticket, "2026-10-12T17:00:00+08:00");
 * first?.state; // => "running"
 * first?.dueAt; // => Date.parse("2026-10-13T11:00:00+08:00")
 * first?.remainingMs; // => 3 * 3_600_000
 */
export function clocksAt(
  policy: ClockPolicy,
  ticket: TicketInput,
  asOf: InstantInput,
): readonly ClockReading[] {
  return readingsAt(policy, ticket, asOf, ["ticket"], MISSED_SHOWN);
}

/** Of updates that are missed in one gap: enough for a screen, and no ticket takes all memory. */
const MISSED_SHOWN = 1000;

function readingsAt(
  policy: ClockPolicy,
  ticket: TicketInput,
  asOf: InstantInput,
  path: Path,
  missedMax: number,
): readonly ClockReading[] {
  const clocks = clocksOf(policy);
  const issues: Issue[] = [];
  const read = readTicket(ticket, path, issues);
  stamp(asOf, ["asOf"], issues);
  if (read === undefined || issues.length > 0) throw new RefusedError(issues);
  const { service } = read;
  if (!policy.services.includes(service)) {
    const hint = `the contract has: ${policy.services.join(", ")}`;
    refuse(issues, "record.unknown-service", [...path, "service"], service, hint);
  }
  checkAgreed(read, clocks, path, issues);
  const own = clocks.filter((clock) => clock.policy.services.includes(service));
  for (const name of new Set(own.flatMap(({ zoneAttributes }) => zoneAttributes)))
    checkZone(name, read, path, issues);
  throwIssues(issues);
  const at = instantMs(asOf) as Instant;
  return own.flatMap((clock) => readingsOf(clock, read, at, missedMax));
}

const openStates: readonly ClockState[] = ["running", "paused", "at-risk", "breached-open"];

/**
 * The clocks of many tickets that are open at an instant: the most urgent first, by due, then by
 * ticket and commitment; those without a due last. Of updates the one that is due next: those that
 * were missed before it are its `missedUpdates`.
 *
 * @throws {RefusedError} As `clocksAt` does.
 * @example
 * openClocks(policy, [ticket], "2026-10-12T17:00:00+08:00").map(({ id }) => id); // => ["first-response", "resolution"]
 */
export function openClocks(
  policy: ClockPolicy,
  tickets: readonly TicketInput[],
  asOf: InstantInput,
): readonly ClockReading[] {
  const issues: Issue[] = [];
  listOf(() => {})(tickets, ["tickets"], issues);
  throwIssues(issues);
  return tickets
    .flatMap((ticket, index) => readingsAt(policy, ticket, asOf, ["tickets", index], 0))
    .filter(({ state }) => openStates.includes(state))
    .sort(byUrgency);
}

/** A due agreed for a clock that the contract does not have would be lost without a word (9). */
function checkAgreed(
  { events }: Ticket,
  clocks: readonly ReadClock[],
  path: Path,
  issues: Issue[],
): void {
  const known = clocks.map(({ policy }) => policy.agreedAs);
  for (const event of events) {
    if (event.event !== "due-agreed" || known.includes(event.clock)) continue;
    const hint = `the contract's clocks: ${known.join(", ")}`;
    refuse(issues, "record.unknown-clock", [...path, "events"], event.clock, hint);
  }
}

/** A calendar in the zone of the ticket needs the attribute that names it (semantics 2). */
function checkZone(attribute: string, { attributes }: Ticket, above: Path, issues: Issue[]): void {
  const path = [...above, "attributes", attribute];
  const name = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  const hint = "name the zone of the ticket's calendar, such as Europe/Berlin";
  if (name === undefined) refuse(issues, "ticket.zone-missing", path, name, hint);
  else if (zoneNamed(name) === undefined) refuse(issues, "zone.unknown", path, name, hint);
}

function readingsOf(
  clock: ReadClock,
  ticket: Ticket,
  asOf: Instant,
  missedMax: number,
): readonly ClockReading[] {
  const isKnown = isKnownAt(ticket, asOf);
  const counted = isKnown ? runCycles(clock.terms, ticket, asOf, missedMax) : [];
  const terms = inTicketZones(clock.inForce, ticket);
  const inForce =
    clock.inForce === clock.terms || !isKnown ? counted : runCycles(terms, ticket, asOf, missedMax);
  if (counted.length > 0)
    return inForce.flatMap((cycle, index) => {
      const same = counted[index] ?? cycle;
      if (!selects(clock, same.attributes) || !isInForce(clock, cycle.start)) return [];
      return [readingOf(clock, { cycle, terms, ticket, asOf }, same.row)];
    });
  const attributes = attributesUnder(ticket.attributes, severityAt(ticket, asOf));
  return selects(clock, attributes) && isInForce(clock, asOf)
    ? [notStarted(clock, ticket, isKnown && ticket.openedAt < asOf)]
    : [];
}

/** A cycle is judged by the version in force at its start (semantics 37). */
function isInForce({ policy: { inForce } }: ReadClock, at: Instant): boolean {
  return inForce === undefined || (inForce.from <= at && at < inForce.until);
}

function selects({ where }: ReadClock, attributes: Readonly<Record<string, string>>): boolean {
  return where === undefined || matches(where, attributes);
}

function severityAt({ severity, events }: Ticket, asOf: Instant): string | undefined {
  return events.reduce(
    (held, event) =>
      event.event === "priority-changed" && event.at < asOf ? event.severity : held,
    severity,
  );
}

function notStarted({ policy }: ReadClock, ticket: Ticket, isOpenTicket: boolean): ClockReading {
  const { id, clause, clock } = policy;
  return {
    id,
    clause,
    clock: clock.name,
    ticket: ticket.id,
    cycle: 1,
    state: "not-started",
    startedAt: undefined,
    stoppedAt: undefined,
    dueAt: undefined,
    breachedAt: undefined,
    elapsedMs: 0,
    remainingMs: undefined,
    originalDueAt: undefined,
    elapsedRealMs: 0,
    remainingRealMs: undefined,
    pausedCountedMs: 0,
    pausedRealMs: 0,
    pauses: 0,
    skippedDays: 0,
    lateMs: 0,
    missedUpdates: 0,
    nextChangeAt: undefined,
    row: undefined,
    why: [{ kind: isOpenTicket ? "not-begun" : "not-known" }],
  };
}

function readingOf(
  { policy }: ReadClock,
  found: Omit<OpenCycle, "target">,
  countedRow: number,
): ClockReading {
  const { cycle, terms, ticket } = found;
  const isOver = cycle.stop !== undefined;
  const open = { ...found, target: terms.rows[cycle.row]?.target };
  const leftMs = isOver ? undefined : remainingMs(open);
  const atRiskMs = leftMs === undefined ? -1 : riskMs(policy.atRisk ?? [], cycle, leftMs);
  const isAtRisk = leftMs !== undefined && leftMs <= atRiskMs;
  const index = isOver ? countedRow : cycle.row;
  const own = policy.rows[index];
  const row = own === undefined ? undefined : { index, clause: own.clause, shown: own.shown };
  const isHeld = hasTarget({ row: index, dueAt: cycle.dueAt, targetMs: cycle.targetMs });
  const times = bothTimes(cycle, open.target, found.asOf);
  // There are hundreds of thousands of them: spreads would make an object of this size a hash table.
  return {
    id: policy.id,
    clause: policy.clause,
    clock: policy.clock.name,
    ticket: ticket.id,
    cycle: cycle.n,
    state: stateOf(cycle, isAtRisk, isHeld),
    startedAt: cycle.start,
    stoppedAt: cycle.stop,
    dueAt: cycle.dueAt,
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
    missedUpdates: cycle.missed ?? 0,
    nextChangeAt: isOver ? undefined : nextChangeAt(open, leftMs, atRiskMs),
    row,
    why: [...whyRow(row), ...whyAgreed(open), ...(isOver ? [] : whyNow(open))],
  };
}

function stateOf({ state }: Cycle, isAtRisk: boolean, isHeld: boolean): ClockState {
  switch (state) {
    case "running":
      return isAtRisk ? "at-risk" : "running";
    case "open-late":
      return "breached-open";
    case "late":
      return "breached";
    case "met":
      return isHeld ? "met" : "stopped";
    case "paused":
    case "cancelled":
    case "ended-without-reply":
      return state;
  }
}

function whyRow(row: ReadingRow | undefined): readonly WhyPart[] {
  return row === undefined
    ? [{ kind: "no-row" }]
    : [{ kind: "row", clause: row.clause, shown: row.shown }];
}

/** The agreement that set the due, if one did: the last that could and that names it. */
function whyAgreed({ cycle, terms, ticket, asOf }: OpenCycle): readonly WhyPart[] {
  const end = cycle.stop ?? asOf;
  const found = ticket.events.findLast((event) => {
    if (event.event !== "due-agreed" && event.event !== "next-update-agreed") return false;
    const isOwn =
      event.event === "due-agreed" ? event.clock === terms.agreedAs : terms.clock.name === "update";
    const isInside = cycle.start <= event.at && event.at < Math.min(end, cycle.breachedAt ?? end);
    return isOwn && isInside && Math.max(event.due, event.at) === cycle.dueAt;
  });
  if (found === undefined || !("author" in found)) return [];
  const { at, author, reason } = found;
  return [{ kind: "due-agreed", at, author, reason }];
}

/** What keeps the clock from running, if anything does, or from ever being due: waits, hours. */
function whyNow({ cycle, target, terms, ticket, asOf }: OpenCycle): readonly WhyPart[] {
  if (cycle.state === "paused") return waits(terms, ticket, asOf);
  const { neverDueUnder } = cycle;
  if (neverDueUnder !== undefined) return [{ kind: "never-due", calendar: neverDueUnder }];
  const calendar = target === undefined ? undefined : calendarOf(target);
  if (calendar === undefined || isOpen(calendar, asOf)) return [];
  const until = nextOpening(calendar, asOf);
  return until === undefined ? [] : [{ kind: "closed", calendar: calendar.id, until }];
}

/** The waits that are on, of those that pause the clock, the oldest first. */
function waits(terms: ClockTerms, ticket: Ticket, asOf: Instant): readonly WhyPart[] {
  const on = new Map<string, number>();
  if (ticket.waiting !== undefined) on.set(ticket.waiting, ticket.openedAt);
  for (const event of ticket.events) {
    if (event.at >= asOf) break;
    if (event.event === "waiting-started") on.set(event.reason, event.at);
    if (event.event === "waiting-ended") endWaits(on, event.reason);
  }
  return [...on]
    .filter(([reason]) => pauses(terms.pausedBy, reason))
    .map(([reason, since]) => ({ kind: "waiting", reason, since }));
}

function endWaits(on: Map<string, number>, reason: string | undefined): void {
  if (reason === undefined) on.clear();
  else on.delete(reason);
}
