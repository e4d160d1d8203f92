import type { Ticket, TicketEvent } from "../../src/model/records.ts";

/**
 * A second reading of semantics 8 to 15, by the half hour: first what holds in each slot, then one
 * count over the slots. Shares no code with the library; its calendars are rules of a Shanghai
 * wall clock (UTC+8 all year). Every instant lies on a half hour; targets take one at least.
 */

export interface PlainTarget {
  readonly kind: "elapsed" | "business" | "business-days";
  /** Half hours, or days of the last kind. */
  readonly size: number;
  readonly by: "same-time" | "end-of-day" | number;
  readonly outsideHours: "move" | "keep";
  readonly strict: boolean;
}

export interface PlainTerms {
  readonly clock: "first-response" | "resolution";
  readonly targets: Readonly<Record<string, PlainTarget>>;
  readonly pausedBy: readonly string[];
}

export interface PlainCycle {
  readonly state: string;
  readonly start: number;
  readonly stop: number | undefined;
  readonly due: number | undefined;
  readonly original: number | undefined;
  readonly breached: number | undefined;
  readonly elapsed: number;
  readonly paused: number;
  readonly severity: string;
}

export const slotMs = 1_800_000;
const daySlots = 48;
const holiday = 2;

/** Slots are counted from Monday 12 October 2026 00:00 in Shanghai. */
export const origin = Date.parse("2026-10-11T16:00Z");

/** 09–12 and 13–18, Monday to Friday, but closed on Wednesday the 14th. */
export function isOpen(m: number): boolean {
  const hour = (m - Math.floor(m / daySlots) * daySlots) / 2;
  return (
    isOpenDate(Math.floor(m / daySlots)) && ((9 <= hour && hour < 12) || (13 <= hour && hour < 18))
  );
}

function isOpenDate(date: number): boolean {
  return date !== holiday && ((date % 7) + 7) % 7 < 5;
}

interface Slot {
  readonly severity: string;
  readonly paused: boolean;
  readonly ended: boolean;
}

/** Runs the clock of a ticket whose instants are slots since `origin`. */
export function oracle(terms: PlainTerms, ticket: Ticket, asOf: number): PlainCycle | undefined {
  const at = (instant: number) => (instant - origin) / slotMs;
  const opened = at(ticket.openedAt);
  if (asOf <= opened) return undefined;
  const used = ticket.events.filter((event) => at(event.at) < asOf);
  const of = (m: number) => used.filter((event) => at(event.at) === m);

  const isResponse = terms.clock === "first-response";
  const customers = used.filter((e) => e.event === "replied" && e.by === "customer");
  const firstWritten = Math.min(...customers.map((e) => at(e.at)));
  const isAtOpening = !isResponse || ticket.openedBy === "customer";
  const start = isAtOpening ? opened : firstWritten;
  if (start === Infinity) return undefined;

  // What holds in each slot [m, m + 1), once all events at m have acted.
  const slots = new Map<number, Slot>();
  let severity = ticket.severity ?? "";
  let startSeverity = severity;
  const waits = new Set(ticket.waiting === undefined ? [] : [ticket.waiting]);
  let ended = false;
  let ending: { at: number; how: string; severity: string } | undefined;
  for (let m = opened; m < asOf; m += 1) {
    const events = of(m);
    const mayStop = isAtOpening ? start <= m : start < m;
    const stop = mayStop && !ended ? stopOf(isResponse, events) : undefined;
    if (stop !== undefined) {
      ending = { at: m, how: stop, severity };
      ended = true;
      if (stop === "replied") break;
    }
    if (events.some((e) => e.event === "reopened")) ended = false;
    if (m === start) startSeverity = severity;
    for (const e of events) {
      if (e.event === "waiting-ended" && e.reason === undefined) waits.clear();
      if (e.event === "waiting-ended" && e.reason !== undefined) waits.delete(e.reason);
    }
    const changes = events.flatMap((e) => (e.event === "priority-changed" ? [e.severity] : []));
    severity = changes.sort().at(-1) ?? severity;
    for (const e of events) if (e.event === "waiting-started") waits.add(e.reason);
    const paused = terms.pausedBy.some((reason) => waits.has(reason));
    if (start <= m) slots.set(m, { severity, paused, ended });
  }
  const isOver = ended && ending !== undefined;
  const end = isOver && ending !== undefined ? ending.at : asOf;
  const count = counted(terms, slots, start, end, startSeverity, isOver);
  const last = isOver && ending !== undefined ? ending.severity : severity;
  const late = count.breached !== undefined;
  return {
    state: isOver ? endState(ending?.how ?? "", late) : openState(late, slots.get(end - 1)),
    start,
    stop: isOver ? end : undefined,
    severity: last,
    ...count,
  };
}

function stopOf(isResponse: boolean, events: readonly TicketEvent[]): string | undefined {
  const isReply = (e: TicketEvent) =>
    e.event === "replied" && e.by === "agent" && e.kind !== "automated";
  if (isResponse && events.some(isReply)) return "replied";
  if (events.some((e) => e.event === "resolved" || e.event === "closed")) {
    return isResponse ? "ended-without-reply" : "resolved";
  }
  return events.some((e) => e.event === "cancelled") ? "cancelled" : undefined;
}

function endState(how: string, late: boolean): string {
  if (how === "cancelled" || how === "ended-without-reply") return how;
  return late ? "late" : "met";
}

function openState(late: boolean, last: Slot | undefined): string {
  return late ? "open-late" : last?.paused === true ? "paused" : "running";
}

function counted(
  terms: PlainTerms,
  slots: ReadonlyMap<number, Slot>,
  start: number,
  end: number,
  startSeverity: string,
  isOver: boolean,
) {
  const targetOf = (name: string) => {
    const target = terms.targets[name];
    if (target === undefined) throw new RangeError(`no target for ${name}`);
    return target;
  };
  const isOn = (m: number) => {
    const held = slots.get(m);
    return held !== undefined && !held.paused && !held.ended;
  };
  let elapsed = 0;
  let paused = 0;
  let breached: number | undefined;
  let name = startSeverity;
  /** When the sum came up to the target in force, and from when on that was so. */
  let usedUp: number | undefined;
  for (let m = start; m < end; m += 1) {
    const held = slots.get(m);
    if (held === undefined) throw new RangeError("a slot without a state");
    if (!held.ended && held.severity !== name) {
      name = held.severity;
      const target = targetOf(name);
      if (breached === undefined) {
        usedUp = undefined;
        if (target.kind === "business-days") {
          const offFrom = offStart(isOn, start, m);
          const until = offFrom ?? m;
          const due = dayDue(target, start, m, isOn);
          const isPast = target.strict ? due <= until : due < until;
          if (due <= until) usedUp = m;
          if (isPast) breached = m;
        } else if (elapsed >= target.size && elapsed > 0) {
          usedUp = m;
          if (target.strict || elapsed > target.size) breached = m;
        }
      }
    }
    if (held.ended) continue;
    if (held.paused) {
      paused += 1;
      continue;
    }
    const target = targetOf(name);
    if (target.kind === "elapsed" || isOpen(m)) elapsed += 1;
    if (breached !== undefined) continue;
    if (target.kind === "business-days") {
      const due = usedUp ?? dayDue(target, start, m + 1, isOn);
      if (target.strict ? due <= m + 1 : due < m + 1) breached = due;
      continue;
    }
    if (elapsed === target.size && usedUp === undefined) usedUp = m + 1;
    if (target.strict ? elapsed >= target.size : elapsed > target.size) breached = usedUp;
  }
  const first = targetOf(startSeverity);
  const original =
    first.kind === "business-days" ? plainDayDue(first, start) : spent(first, start, first.size);
  return { elapsed, paused, breached, original, due: dueNow() };

  /** The due as it stands at the end; the state of the slot before, as stops act first. */
  function dueNow(): number | undefined {
    if (breached !== undefined || usedUp !== undefined) return breached ?? usedUp;
    const target = targetOf(name);
    if (end === start) return original;
    if (target.kind === "business-days") {
      // A stop ends the pause that it falls into.
      if (isOver) return dayDue(target, start, end + 1, (m) => m === end || isOn(m));
      const due = dayDue(target, start, end, isOn);
      const offFrom = isOn(end - 1) ? undefined : offStart(isOn, start, end - 1);
      return offFrom !== undefined && offFrom < due ? undefined : due;
    }
    if (!isOver && !isOn(end - 1)) return undefined;
    return spent(target, end, target.size - elapsed);
  }
}

/** Where the stretch off that holds slot `m` began, if it is one. */
function offStart(isOn: (m: number) => boolean, start: number, m: number): number | undefined {
  if (isOn(m)) {
    // A change in the slot of a resume still belongs to the stretch that ends there.
    return m > start && !isOn(m - 1) ? offStart(isOn, start, m - 1) : undefined;
  }
  let from = m;
  while (from > start && !isOn(from - 1)) from -= 1;
  return from;
}

/** The instant at which `left` more slots of the target's time have passed. */
function spent(target: PlainTarget, from: number, left: number): number {
  let m = from;
  for (let rest = left; rest > 0; m += 1) if (target.kind === "elapsed" || isOpen(m)) rest -= 1;
  return m;
}

function plainDayDue({ size, by, outsideHours }: PlainTarget, start: number): number {
  let from = start;
  if (outsideHours === "move") while (!isOpen(from)) from += 1;
  let date = Math.floor(from / daySlots);
  for (let left = size; left > 0; ) {
    date += 1;
    if (isOpenDate(date)) left -= 1;
  }
  if (by === "end-of-day") return (date + 1) * daySlots;
  const time = by === "same-time" ? from - Math.floor(from / daySlots) * daySlots : by;
  return date * daySlots + time;
}

/** The day due as known at `now`: moved by the open time of each stretch off that began before it. */
function dayDue(
  target: PlainTarget,
  start: number,
  now: number,
  isOn: (m: number) => boolean,
): number {
  let due = plainDayDue(target, start);
  for (let m = start; m < now; ) {
    if (isOn(m)) {
      m += 1;
      continue;
    }
    let until = m;
    let open = 0;
    for (; until < now && !isOn(until); until += 1) if (isOpen(until)) open += 1;
    // One that is still on at `now` moves nothing yet.
    if (m < due && until < now) for (; open > 0; due += 1) if (isOpen(due)) open -= 1;
    m = until;
  }
  return due;
}
