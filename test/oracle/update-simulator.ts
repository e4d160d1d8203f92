import { inOrder, type PlainEvent, type PlainTicket, stepMs } from "./clock-simulator.ts";

/**
 * Updates at a frequency (semantics 11), lived step by step: one cycle for each due, and a gap misses
 * as many as pass before the next update. Shares no code with the library.
 */
export interface PlainUpdates {
  readonly from: "opening" | "first-response";
  readonly until: "workaround" | "restored" | "resolved" | "closed";
  readonly grid: "rolling" | "fixed";
  readonly cadenceMs: number;
  readonly isOpenAt: (ms: number) => boolean;
  readonly pausedBy: readonly string[];
  readonly onReopen: "resume" | "new-cycle" | "first-only" | "count-gap";
}

export interface PlainUpdate {
  readonly state: string;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly breachedAt: number | undefined;
  readonly elapsedMs: number;
  readonly lateMs: number;
}

interface Slot {
  readonly start: number;
  elapsedMs: number;
  usedUpAt: number | undefined;
  agreedDue: number | undefined;
  /** On a grid: the update that came in this slot, which goes on to its end. */
  updated: PlainUpdate | undefined;
  ended: { readonly state: string; readonly at: number; readonly due: number } | undefined;
}

export function liveUpdates(
  terms: PlainUpdates,
  ticket: PlainTicket,
  asOf: number,
): readonly PlainUpdate[] {
  const done: PlainUpdate[] = [];
  const missed: { readonly start: number; readonly due: number; readonly elapsedMs: number }[] = [];
  const waits = new Set(ticket.waiting === undefined ? [] : [ticket.waiting]);
  let hasWritten = ticket.openedBy === "customer";
  let slot = terms.from === "opening" ? slotAt(ticket.openedAt) : undefined;
  /** The end of the last pause or gap: none of them is time of a cycle that begins after it. */
  let onSince = 0;
  const isPaused = () => terms.pausedBy.some((reason) => waits.has(reason));

  const giveUp = (stop: number | undefined, end: number) => {
    for (const { start, due, elapsedMs } of missed)
      done.push({
        ...{ state: stop === undefined ? "breached-open" : "breached", startedAt: start },
        ...{ stoppedAt: stop, dueAt: due, breachedAt: due, elapsedMs, lateMs: end - due },
      });
    missed.length = 0;
  };
  const update = (at: number, own: Slot) => {
    giveUp(at, at);
    if (own.updated !== undefined) return;
    const met = { ...readingOf(terms, own, at, false, at), state: "met", stoppedAt: at };
    if (terms.grid === "fixed") own.updated = met;
    else {
      done.push(met);
      slot = slotAt(at);
    }
  };
  const over = (at: number, state: string) => {
    giveUp(at, at);
    if (slot === undefined || slot.ended !== undefined) return;
    slot.ended = { state, at, due: dueIfOn(terms, slot, at) };
  };
  const reopen = (at: number) => {
    if (slot?.ended === undefined || terms.onReopen === "first-only") return;
    if (terms.onReopen !== "new-cycle") slot.ended = undefined;
    else {
      done.push(slot.updated ?? readingOf(terms, slot, at, isPaused(), at));
      slot = slotAt(at);
    }
  };
  const apply = (event: PlainEvent, at: number) => {
    const { event: name, by, kind, reason, due } = event;
    if (name === "replied" && by === "agent") {
      if (kind === "automated") return;
      if (slot === undefined && hasWritten) slot = slotAt(at);
      else if (slot !== undefined && slot.ended === undefined) update(at, slot);
    } else if (name === "replied") hasWritten = true;
    else if (isOver(terms, name)) over(at, "ended-without-reply");
    else if (name === "cancelled") over(at, "cancelled");
    else if (name === "reopened") reopen(at);
    else if (name === "waiting-started") waits.add(reason ?? "");
    else if (name === "waiting-ended" && reason === undefined) waits.clear();
    else if (name === "waiting-ended") waits.delete(reason ?? "");
    else if (name === "next-update-agreed" && slot !== undefined && slot.ended === undefined) {
      slot.agreedDue = Math.max(due ?? 0, at);
    }
  };

  for (let at = ticket.openedAt; at < asOf; at += stepMs) {
    const events = ticket.events.filter((event) => event.at === at);
    for (const event of events.toSorted(inOrder)) apply(event, at);
    const end = at + stepMs;
    if (slot?.ended !== undefined) onSince = end;
    if (slot === undefined || slot.ended !== undefined) continue;
    const counts = !isPaused() && terms.isOpenAt(at);
    const due = slot.agreedDue ?? slot.usedUpAt;
    const passes = due !== undefined && due < end && (slot.agreedDue !== undefined || counts);
    if (passes) {
      if (slot.updated === undefined)
        missed.push({ start: slot.start, due, elapsedMs: slot.elapsedMs });
      else done.push(slot.updated);
      slot = slotAt(Math.max(due, onSince));
    }
    if (isPaused()) onSince = end;
    if (!counts) continue;
    slot.elapsedMs += stepMs;
    if (slot.elapsedMs === terms.cadenceMs) slot.usedUpAt = end;
  }
  giveUp(undefined, asOf);
  if (slot !== undefined) done.push(slot.updated ?? readingOf(terms, slot, asOf, isPaused(), asOf));
  return done;
}

function slotAt(start: number): Slot {
  return {
    ...{ start, elapsedMs: 0, usedUpAt: undefined, agreedDue: undefined },
    ...{ updated: undefined, ended: undefined },
  };
}

/** Closing ends the updates in any case, a resolution unless they go on to the closing. */
function isOver({ until }: PlainUpdates, name: string): boolean {
  return name === until || name === "closed" || (name === "resolved" && until !== "closed");
}

function dueIfOn({ cadenceMs, isOpenAt }: PlainUpdates, slot: Slot, from: number): number {
  if (slot.agreedDue !== undefined) return slot.agreedDue;
  if (slot.usedUpAt !== undefined) return slot.usedUpAt;
  let at = from;
  for (let left = cadenceMs - slot.elapsedMs; left > 0; at += stepMs)
    if (isOpenAt(at)) left -= stepMs;
  return at;
}

function readingOf(
  terms: PlainUpdates,
  slot: Slot,
  at: number,
  isPaused: boolean,
  asOf: number,
): PlainUpdate {
  const { start, elapsedMs, ended, usedUpAt, agreedDue } = slot;
  const isWaiting = ended === undefined && isPaused && (usedUpAt ?? agreedDue) === undefined;
  return {
    state: ended?.state ?? (isPaused ? "paused" : "running"),
    startedAt: start,
    stoppedAt: ended?.at,
    dueAt: ended?.due ?? (isWaiting ? undefined : dueIfOn(terms, slot, Math.max(at, asOf))),
    breachedAt: undefined,
    elapsedMs,
    lateMs: 0,
  };
}
