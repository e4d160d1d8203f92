import type { Steps, Wall } from "./calendars.ts";

/**
 * A second reading of semantics 8 to 15: a ticket is lived through step by step, with a state of its
 * own; what a clock is to come to is found by living on. Shares no code with the library. Everything
 * lies on whole steps: events, targets, asOf, and the edges of calendars.
 */

const minuteMs = 60_000;
export const stepMs = 10 * minuteMs;
const dayMs = 1440 * minuteMs;

export interface PlainHours {
  readonly steps: Steps;
  readonly own: ReadonlySet<number>;
}

export type PlainTarget = {
  readonly strict: boolean;
} & (
  | { readonly kind: "elapsed"; readonly ms: number }
  | { readonly kind: "business"; readonly ms: number; readonly calendar: string }
  | {
      readonly kind: "business-days";
      readonly n: number;
      readonly calendar: string;
      readonly by: "same-time" | "end-of-day" | "12:30";
      readonly outsideHours: "move" | "keep" | "roll";
      readonly countStartDay: boolean;
    }
  | { readonly kind: "business-windows"; readonly n: number; readonly calendar: string }
  | { readonly kind: "days"; readonly n: number }
  | { readonly kind: "agreed" }
);

export interface PlainEvent {
  readonly event: string;
  readonly at: number;
  readonly by?: "agent" | "customer";
  readonly kind?: string;
  readonly severity?: string;
  readonly reason?: string | undefined;
  readonly due?: number;
}

export interface PlainTicket {
  readonly openedAt: number;
  readonly openedBy: "agent" | "customer";
  readonly severity: string;
  readonly waiting: string | undefined;
  readonly events: readonly PlainEvent[];
}

export interface PlainTerms {
  readonly clock:
    | "first-response"
    | "next-response"
    | "time-to-own"
    | "workaround"
    | "restoration"
    | "first-resolution"
    | "resolution"
    | { readonly custom: { readonly from: string; readonly to: string } };
  /** Of next responses: whether a first response is agreed too, so that only later messages count. */
  readonly isAfterFirst: boolean;
  /** By severity: "P1", "P2", and everything else. */
  readonly targets: readonly [PlainTarget, PlainTarget, PlainTarget];
  readonly pausedBy: readonly string[];
  readonly onPriorityChange: "carry" | "reset" | "proportional" | "freeze" | "recount";
  readonly onReopen: "resume" | "new-cycle" | "first-only" | "count-gap";
  readonly countedUnder: "at-start" | "at-stop" | "at-due";
  readonly wall: Wall;
  readonly hours: Readonly<Record<string, PlainHours>>;
}

/** A cycle at asOf, in the words of `clocksAt`. */
export interface PlainReading {
  readonly state: string;
  readonly startedAt: number;
  readonly stoppedAt: number | undefined;
  readonly dueAt: number | undefined;
  readonly breachedAt: number | undefined;
  readonly elapsedMs: number;
  readonly lateMs: number;
  readonly row: number;
  /** What is left to count until the due. */
  readonly leftMs: number | undefined;
}

interface Life {
  start: number;
  /** Where counting began: the start, or the last change that began it anew. */
  countedFrom: number;
  row: number;
  startRow: number;
  dueRow: number | undefined;
  allowedMs: number;
  elapsedMs: number;
  /** When the time was used up, or the later change to a row under which it already was. */
  usedUpAt: number | undefined;
  /** Of days: due now, since a change found it past. */
  dueNow: number | undefined;
  agreedDue: number | undefined;
  breachedAt: number | undefined;
  /** Steps since `countedFrom` in which the clock did not run. */
  off: Set<number>;
  ended: { readonly how: string; readonly at: number; readonly isFinal: boolean } | undefined;
  dueAtEnd: number | undefined;
  /** Of `count-gap`: how it stood at the stop that may be taken back. */
  held: PlainReading | undefined;
}

const ranks = [
  "agent-reply",
  "assigned",
  "workaround",
  "restored",
  "resolved",
  "closed",
  "cancelled",
  "replied",
  "reopened",
  "waiting-ended",
  "priority-changed",
  "next-update-agreed",
  "due-agreed",
  "waiting-started",
];

const nameOf = (event: PlainEvent) =>
  event.event === "replied" && event.by === "agent" ? "agent-reply" : event.event;

const isTimed = (target: PlainTarget): target is Extract<PlainTarget, { readonly ms: number }> =>
  target.kind === "elapsed" || target.kind === "business";

/** Lives one ticket up to `asOf` under one clock. */
export function live(terms: PlainTerms, ticket: PlainTicket, asOf: number): PlainReading[] {
  return new Living(terms, ticket, asOf).readings();
}

class Living {
  private readonly terms: PlainTerms;
  private readonly ticket: PlainTicket;
  private readonly asOf: number;
  private readonly done: PlainReading[] = [];
  private readonly waits = new Set<string>();
  private severity: string;
  private life: Life | undefined;
  private isClosed = false;
  private hasWritten: boolean;
  private hasResponded = false;

  constructor(terms: PlainTerms, ticket: PlainTicket, asOf: number) {
    this.terms = terms;
    this.ticket = ticket;
    this.asOf = asOf;
    this.severity = ticket.severity;
    this.hasWritten = ticket.openedBy === "customer";
  }

  readings(): PlainReading[] {
    const { ticket, asOf } = this;
    if (asOf <= ticket.openedAt) return [];
    if (ticket.waiting !== undefined) this.waits.add(ticket.waiting);
    if (this.startsAtOpening()) this.begin(ticket.openedAt);
    for (let at = ticket.openedAt; at < asOf; at += stepMs) {
      const events = ticket.events.filter((event) => event.at === at);
      for (const event of events.toSorted(inOrder)) this.apply(event, at);
      this.changeRow(at);
      this.liveStep(at);
    }
    const { life } = this;
    if (life !== undefined) this.done.push(life.held ?? this.readingOf(life, asOf));
    return this.done;
  }

  private startsAtOpening(): boolean {
    const { clock, isAfterFirst } = this.terms;
    if (typeof clock === "object") return clock.custom.from === "opened";
    if (clock === "first-response") return this.hasWritten;
    return clock !== "next-response" || (this.hasWritten && !isAfterFirst);
  }

  private get isPaused(): boolean {
    return this.terms.pausedBy.some((reason) => this.waits.has(reason));
  }

  /** Whether the step counts under the target. */
  private counts(target: PlainTarget, at: number): boolean {
    return "calendar" in target ? this.hoursOf(target.calendar).steps.isOpenAt(at) : true;
  }

  private hoursOf(calendar: string): PlainHours {
    return this.terms.hours[calendar] as PlainHours;
  }

  private rowNow(): number {
    return this.severity === "P1" ? 0 : this.severity === "P2" ? 1 : 2;
  }

  private targetOf(life: Life): PlainTarget {
    return this.terms.targets[life.row] as PlainTarget;
  }

  private begin(at: number): void {
    this.life = {
      ...{ start: at, countedFrom: at, row: -1, startRow: -1, dueRow: undefined },
      ...{ allowedMs: 0, elapsedMs: 0, usedUpAt: undefined, dueNow: undefined },
      ...{ agreedDue: undefined, breachedAt: undefined, off: new Set(), ended: undefined },
      ...{ dueAtEnd: undefined, held: undefined },
    };
  }

  // Events

  private apply(event: PlainEvent, at: number): void {
    const { life } = this;
    const signal = this.signalOf(event);
    if (signal === "start") this.startAnother(at);
    if (signal === "stop") this.end("stopped", at, this.isFinal(event));
    if (signal === "over") this.end("ended-without-reply", at, false);
    switch (nameOf(event)) {
      case "replied":
        this.hasWritten = true;
        break;
      case "agent-reply":
        if (this.hasWritten && event.kind !== "automated") this.hasResponded = true;
        break;
      case "resolved":
      case "closed":
        this.isClosed = true;
        break;
      case "cancelled":
        this.end("cancelled", at, false);
        break;
      case "reopened":
        this.isClosed = false;
        this.reopen(at);
        break;
      case "waiting-started":
        this.waits.add(event.reason ?? "");
        break;
      case "waiting-ended":
        if (event.reason === undefined) this.waits.clear();
        else this.waits.delete(event.reason);
        break;
      case "priority-changed":
        this.severity = event.severity ?? "";
        break;
      case "due-agreed": {
        if (life === undefined || life.ended !== undefined || life.breachedAt !== undefined) break;
        life.agreedDue = Math.max(event.due ?? 0, at);
        life.dueRow = undefined;
      }
    }
  }

  private signalOf(event: PlainEvent): "start" | "stop" | "over" | "none" {
    const name = nameOf(event);
    const isSolved = name === "resolved" || name === "closed";
    const { clock } = this.terms;
    if (typeof clock === "object") return customSignal(clock.custom, event);
    switch (clock) {
      case "first-response":
      case "next-response":
        if (name === "replied") return "start";
        if (name === "agent-reply" && event.kind !== "automated") return "stop";
        return isSolved ? "over" : "none";
      case "time-to-own":
        if (name === "assigned") return "stop";
        return isSolved ? "over" : "none";
      case "workaround":
        return name === "workaround" || name === "restored" || isSolved ? "stop" : "none";
      case "restoration":
        return name === "restored" || isSolved ? "stop" : "none";
      case "first-resolution":
      case "resolution":
        return isSolved ? "stop" : "none";
    }
  }

  /** What a reopening does not take back (14). */
  private isFinal(event: PlainEvent): boolean {
    const { clock } = this.terms;
    if (typeof clock === "object") return event.event !== "resolved" && event.event !== "closed";
    if (clock === "resolution" || clock === "restoration") return false;
    return clock === "workaround" ? event.event === "workaround" : true;
  }

  private startAnother(at: number): void {
    const { life, terms } = this;
    const isNext = terms.clock === "next-response";
    if (isNext && terms.isAfterFirst && !this.hasResponded) return;
    if (life !== undefined) {
      // One for the oldest unanswered message.
      if (terms.clock === "first-response" || life.ended?.how !== "stopped") return;
      this.done.push(this.readingOf(life, at));
    }
    this.begin(at);
    if (isNext && this.isClosed) this.end("ended-without-reply", at, false);
  }

  private end(how: string, at: number, isFinal: boolean): void {
    const { life } = this;
    if (life === undefined || life.ended !== undefined || life.held !== undefined) return;
    // A cycle that ends as it begins has the row of its beginning.
    if (life.row === -1) this.changeRow(at);
    life.dueAtEnd = this.dueIfOn(life, at);
    life.ended = { how, at, isFinal };
    if (this.terms.onReopen !== "count-gap" || isFinal) return;
    life.held = this.readingOf(life, at);
    life.ended = undefined;
  }

  private reopen(at: number): void {
    const { life, terms } = this;
    if (life === undefined) return;
    switch (terms.onReopen) {
      case "first-only":
        return;
      case "count-gap":
        life.held = undefined;
        return;
      case "resume":
        if (life.ended?.isFinal === false) life.ended = undefined;
        return;
      case "new-cycle":
        if (life.ended?.isFinal !== false) return;
        this.done.push(this.readingOf(life, at));
        this.begin(at);
    }
  }

  // Priorities (13)

  private changeRow(at: number): void {
    const { life, terms } = this;
    if (life === undefined || life.ended !== undefined) return;
    const row = this.rowNow();
    if (life.row === row) return;
    const target = terms.targets[row] as PlainTarget;
    const old = terms.targets[life.row];
    const isFresh = life.row === -1;
    if (!isFresh && terms.onPriorityChange === "freeze") return;
    life.row = row;
    const oldAllowedMs = life.allowedMs;
    life.allowedMs = isTimed(target) ? target.ms : 0;
    if (isFresh) {
      life.startRow = row;
      return;
    }
    if (terms.onPriorityChange === "recount") {
      this.recount(life, at);
      return;
    }
    if (life.breachedAt !== undefined || life.agreedDue !== undefined) return;
    if (terms.onPriorityChange === "reset") {
      life.elapsedMs = 0;
      life.countedFrom = at;
      life.off = new Set();
    }
    if (terms.onPriorityChange === "proportional" && old !== undefined && isTimed(old)) {
      const left = Math.max(0, oldAllowedMs - life.elapsedMs);
      const share = isTimed(target) ? (target.ms * left) / old.ms : 0;
      life.allowedMs = life.elapsedMs + (target.strict ? Math.ceil(share) : Math.floor(share));
    }
    life.usedUpAt = undefined;
    life.dueNow = undefined;
    life.dueRow = undefined;
    this.heldAgainst(life, target, at);
  }

  /** What has passed so far, against a target that comes into force now. */
  private heldAgainst(life: Life, target: PlainTarget, at: number): void {
    if (isTimed(target)) {
      if (life.elapsedMs === 0 || life.elapsedMs < life.allowedMs) return;
      life.usedUpAt = at;
      if (target.strict || life.elapsedMs > life.allowedMs) life.breachedAt = at;
      return;
    }
    const due = this.dayDue(life, at);
    const until = this.offSince(life, at) ?? at;
    if (due === undefined || until < due) return;
    life.dueNow = at;
    if (target.strict || due < until) life.breachedAt = at;
  }

  /** As if the row had been in force from the start. */
  private recount(life: Life, at: number): void {
    const target = this.targetOf(life);
    const until = this.offSince(life, at) ?? at;
    if (life.agreedDue === undefined) {
      life.usedUpAt = undefined;
      life.dueNow = undefined;
      life.breachedAt = undefined;
      life.dueRow = undefined;
    }
    life.elapsedMs = 0;
    for (let now = life.countedFrom; now < at; now += stepMs) {
      if (life.off.has(now) || !this.counts(target, now)) continue;
      if (isTimed(target) && life.agreedDue === undefined) this.spend(life, target, now);
      else life.elapsedMs += stepMs;
    }
    const due = life.agreedDue === undefined ? this.dayDue(life, at) : undefined;
    if (due === undefined || until < due) return;
    life.dueNow = due;
    if (target.strict || due < until) life.breachedAt = due;
  }

  // Time

  private liveStep(at: number): void {
    const { life } = this;
    if (life === undefined) return;
    if (life.ended !== undefined) {
      life.off.add(at);
      return;
    }
    const target = this.targetOf(life);
    const { agreedDue } = life;
    const end = at + stepMs;
    if (this.isPaused) life.off.add(at);
    else if (this.counts(target, at)) {
      if (isTimed(target) && agreedDue === undefined) this.spend(life, target, at);
      else life.elapsedMs += stepMs;
    }
    if (this.isPaused && agreedDue === undefined) return;
    const due = agreedDue ?? (isTimed(target) ? life.usedUpAt : this.dayDue(life, end));
    if (due === undefined || end < due) return;
    life.dueRow ??= life.row;
    const isLate = target.strict || due < end;
    const isCivil = agreedDue !== undefined || !isTimed(target);
    if (isCivil && isLate) life.breachedAt ??= due;
  }

  /** One more step of a time target. */
  private spend(life: Life, target: PlainTarget, at: number): void {
    const before = life.elapsedMs;
    life.elapsedMs += stepMs;
    if (life.elapsedMs >= life.allowedMs) life.usedUpAt ??= at + life.allowedMs - before;
    const isLate = target.strict
      ? life.elapsedMs >= life.allowedMs
      : life.elapsedMs > life.allowedMs;
    if (isLate) life.breachedAt ??= life.usedUpAt;
  }

  // Dues

  /** Since when it has been off, if it is off in the step before `at`, or from `at` on. */
  private offSince(life: Life, at: number): number | undefined {
    if (!life.off.has(at - stepMs)) return undefined;
    let since = at - stepMs;
    while (life.off.has(since - stepMs)) since -= stepMs;
    return since;
  }

  /** A due in days as known at `now`: later by what counts in each stretch off that is over (12). */
  private dayDue(life: Life, now: number): number | undefined {
    if (life.dueNow !== undefined) return life.dueNow;
    const target = this.targetOf(life);
    let due = this.plainDue(target, life.countedFrom);
    if (due === undefined) return undefined;
    for (let at = life.countedFrom; at < now; ) {
      if (!life.off.has(at)) {
        at += stepMs;
        continue;
      }
      const from = at;
      while (life.off.has(at)) at += stepMs;
      if (at < now && from < due) due = this.moved(target, due, from, at);
    }
    return due;
  }

  private moved(target: PlainTarget, due: number, from: number, until: number): number {
    if (!("calendar" in target)) return due + until - from;
    const { steps } = this.hoursOf(target.calendar);
    const ms = steps.openMsBefore(until) - steps.openMsBefore(from);
    return ms === 0 ? due : (steps.due(due, ms) ?? Number.NaN);
  }

  private plainDue(target: PlainTarget, start: number): number | undefined {
    const { wall } = this.terms;
    if (target.kind === "days") return wall.instantOf(wall.at(start) + target.n * dayMs);
    if (target.kind === "business-windows") return this.windowDue(target, start);
    if (target.kind !== "business-days") return undefined;
    const { by, outsideHours, countStartDay } = target;
    const hours = this.hoursOf(target.calendar);
    const isOpen = (at: number) => hours.steps.isOpenAt(at);
    let from = start;
    if (outsideHours === "move") while (!isOpen(from)) from += stepMs;
    const first = Math.floor(wall.at(from) / dayMs);
    let date = countStartDay ? first - 1 : first;
    for (let left = target.n; left > 0; ) {
      date += 1;
      if (hours.own.has(date)) left -= 1;
    }
    const sameTime = wall.at(from) - first * dayMs;
    const timeMs = { "same-time": sameTime, "end-of-day": dayMs, "12:30": 750 * minuteMs };
    let due = wall.instantOf(date * dayMs + timeMs[by]);
    // A closing is inside: only what lies in closed time goes on to the next opening.
    if (outsideHours === "roll" && !isOpen(due - stepMs)) while (!isOpen(due)) due += stepMs;
    return due;
  }

  /** The last closing of so many openings, each at the start or after it. */
  private windowDue(
    { n, calendar }: { readonly n: number; readonly calendar: string },
    start: number,
  ) {
    const { steps } = this.hoursOf(calendar);
    const opening = steps.edges(true).filter((at) => start <= at)[n - 1] ?? Number.NaN;
    return steps.edges(false).find((at) => opening < at);
  }

  /** The due as it is seen at `at`; none while it waits before it. */
  private dueAt(life: Life, at: number): number | undefined {
    if (life.agreedDue !== undefined) return life.agreedDue;
    if (life.breachedAt !== undefined || life.usedUpAt !== undefined)
      return life.breachedAt ?? life.usedUpAt;
    const target = this.targetOf(life);
    const off = this.offSince(life, at);
    if (!isTimed(target)) {
      // A stretch off that begins at the due or later leaves it where it is.
      const due = this.dayDue(life, at);
      return off === undefined || (due !== undefined && due <= off) ? due : undefined;
    }
    return off === undefined ? this.lived(target, at, life.allowedMs - life.elapsedMs) : undefined;
  }

  /** The due that it would have if it ran from `at` on. */
  private dueIfOn(life: Life, at: number): number | undefined {
    const due = this.dueAt(life, at);
    if (due !== undefined) return due;
    const target = this.targetOf(life);
    if (isTimed(target)) return this.lived(target, at, life.allowedMs - life.elapsedMs);
    return this.dayDue(life, at + stepMs);
  }

  /** The instant at which so much more of the target's time has passed. */
  private lived(target: PlainTarget, from: number, leftMs: number): number {
    let left = leftMs;
    let at = from;
    for (; left > 0; at += stepMs) {
      if (!this.counts(target, at)) continue;
      if (left <= stepMs) return at + left;
      left -= stepMs;
    }
    // Nothing left: the next instant that counts.
    while (!this.counts(target, at)) at += stepMs;
    return at;
  }

  private readingOf(life: Life, asOf: number): PlainReading {
    const { ended, breachedAt } = life;
    const end = ended?.at ?? asOf;
    const due = ended === undefined ? this.dueAt(life, asOf) : life.dueAtEnd;
    return {
      state: stateOf(ended?.how, breachedAt !== undefined, this.isPaused),
      startedAt: life.start,
      stoppedAt: ended?.at,
      dueAt: due,
      breachedAt,
      elapsedMs: life.elapsedMs,
      lateMs: breachedAt === undefined ? 0 : end - breachedAt,
      row: ended === undefined ? life.row : this.rowCounted(life),
      leftMs: ended === undefined ? this.left(life, due, asOf) : undefined,
    };
  }

  /** What is left to count until the due; of a time target what is not used up. */
  private left(life: Life, due: number | undefined, asOf: number): number | undefined {
    if (life.breachedAt !== undefined) return 0;
    const target = this.targetOf(life);
    if (isTimed(target) && life.agreedDue === undefined)
      return Math.max(0, life.allowedMs - life.elapsedMs);
    if (due === undefined) return undefined;
    let ms = 0;
    for (let at = asOf; at < due; at += stepMs) if (this.counts(target, at)) ms += stepMs;
    return ms;
  }

  private rowCounted(life: Life): number {
    switch (this.terms.countedUnder) {
      case "at-start":
        return life.startRow;
      case "at-due":
        return life.dueRow ?? life.row;
      case "at-stop":
        return life.row;
    }
  }
}

/** Of one instant: the order of semantics 10. */
export function inOrder(a: PlainEvent, b: PlainEvent): number {
  const byRank = ranks.indexOf(nameOf(a)) - ranks.indexOf(nameOf(b));
  // Of several of one name, their words decide, so that no order of the log matters.
  const text = (event: PlainEvent) =>
    event.severity ?? event.reason ?? event.kind ?? String(event.due ?? "").padStart(15, "0");
  return byRank || (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}

/** A resolution ends what it is not itself an edge of (11). */
function customSignal(
  { from, to }: { readonly from: string; readonly to: string },
  event: PlainEvent,
) {
  const isReply = event.event === "replied";
  const isNone = isReply && event.by === "agent" && event.kind === "automated";
  const name = isNone ? "none" : isReply ? `${event.by}-replied` : event.event;
  if (name === to) return "stop";
  if (name === from) return "start";
  const isAboutTheEnd = [from, to].some((edge) =>
    ["resolved", "closed", "reopened"].includes(edge),
  );
  return (name === "resolved" || name === "closed") && !isAboutTheEnd ? "over" : "none";
}

function stateOf(how: string | undefined, isLate: boolean, isPaused: boolean): string {
  if (how === "stopped") return isLate ? "breached" : "met";
  if (how !== undefined) return how;
  return isLate ? "breached-open" : isPaused ? "paused" : "running";
}
