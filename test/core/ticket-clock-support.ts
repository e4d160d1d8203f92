import type { Calendar } from "../../src/core/calendar.ts";
import {
  type Clock,
  type ClockTarget,
  type ClockTerms,
  type Cycle,
  runClock,
  type TargetRow,
} from "../../src/core/ticket-clock.ts";
import type { Ticket, TicketEvent } from "../../src/model/records.ts";
import { HOUR_MS, type Instant } from "../../src/time/instant.ts";
import { at, calendarOf, weekdays } from "./calendar-support.ts";

/** 09:00 to 18:00, Monday to Friday; National Day holidays, and Saturday 10 October made up. */
export const office: Calendar = calendarOf({
  zone: "Asia/Shanghai",
  hours: ["09:00-18:00"],
  days: weekdays,
  holidays: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  workdays: { "2026-10-10": ["09:00-18:00"] },
});

/** "10-12 16:00" is that minute of 2026 in Shanghai. Monday is 12 October. */
export function on(text: string): Instant {
  return at(`2026-${text.replace(" ", "T")}+08:00`);
}

export function business(hours: number, strict = false): ClockTarget {
  return { kind: "business", ms: hours * HOUR_MS, calendar: office, strict };
}

export function elapsed(hours: number, strict = false): ClockTarget {
  return { kind: "elapsed", ms: hours * HOUR_MS, strict };
}

type DayTarget = Extract<ClockTarget, { readonly kind: "business-days" }>;

export function days(n: number, rest: Partial<DayTarget> = {}): ClockTarget {
  return {
    kind: "business-days",
    n,
    calendar: office,
    by: { cutOffMs: 18 * HOUR_MS },
    outsideHours: "move",
    countStartDay: false,
    strict: false,
    ...rest,
  };
}

/** One row for everything, or rows by severity: { P1: …, P2: … }. */
export function rowsOf(bySeverity: Readonly<Record<string, ClockTarget>>): readonly TargetRow[] {
  return Object.entries(bySeverity).map(([severity, target]) => ({
    where: new Map([["severity", new Set([severity])]]),
    target,
  }));
}

/** A clock by its name alone; the others are written out. */
type SimpleName = Exclude<Clock["name"], "next-response" | "update" | "custom">;

export function termsOf(
  named: SimpleName | Clock,
  rows: ClockTarget | readonly TargetRow[],
  rest: Partial<ClockTerms> = {},
): ClockTerms {
  const clock: Clock = typeof named === "string" ? { name: named } : named;
  return {
    clock,
    agreedAs: clock.name,
    rows: "kind" in rows ? [{ where: undefined, target: rows }] : rows,
    pausedBy: clock.name === "resolution" ? "all" : new Set(),
    replies: new Set(["acknowledgement", "substantive"]),
    onPriorityChange: "carry",
    onReopen: "resume",
    countedUnder: "at-stop",
    ...rest,
  };
}

/** A log as a line of text: "10-12 10:00 wait customer, 10-12 11:00 go, 10-13 09:00 resolved". */
export function logOf(text: string): readonly TicketEvent[] {
  return text === "" ? [] : text.split(", ").map(eventOf);
}

function eventOf(text: string): TicketEvent {
  const [date, time, word = "", detail] = text.split(" ");
  const when = on(`${date} ${time}`);
  switch (word) {
    case "reply":
      return { event: "replied", at: when, by: "agent", kind: "substantive" };
    case "automated":
    case "acknowledgement":
      return { event: "replied", at: when, by: "agent", kind: word };
    case "customer":
      return { event: "replied", at: when, by: "customer", kind: "substantive" };
    case "priority":
      return { event: "priority-changed", at: when, severity: detail ?? "" };
    case "wait":
      return { event: "waiting-started", at: when, reason: detail ?? "customer" };
    case "go":
      return {
        event: "waiting-ended",
        at: when,
        ...(detail === undefined ? {} : { reason: detail }),
      };
    case "due":
    case "update-due":
      return agreedOf(word, when, text);
    case "resolved":
    case "closed":
    case "reopened":
    case "cancelled":
    case "assigned":
    case "engineer-assigned":
    case "workaround":
    case "restored":
      return { event: word, at: when };
  }
  throw new RangeError(`no such event: ${text}`);
}

/** "10-12 10:00 due 10-14 12:00 [clock]": agreed at the first time, due at the second. */
function agreedOf(word: "due" | "update-due", when: Instant, text: string): TicketEvent {
  const [, , , date, time, clock = "resolution"] = text.split(" ");
  const agreed = { at: when, due: on(`${date} ${time}`), author: "a", reason: "asked" };
  return word === "due"
    ? { event: "due-agreed", clock, ...agreed }
    : { event: "next-update-agreed", ...agreed };
}

export function ticketOf(opened: string, log: string, rest: Partial<Ticket> = {}): Ticket {
  return {
    id: "T-1",
    service: "messaging",
    openedAt: on(opened),
    openedBy: "customer",
    attributes: {},
    events: logOf(log),
    ...rest,
  };
}

/** What a table compares: instants as on the Shanghai wall, lengths in minutes. */
export function summary(cycle: Cycle | undefined): Record<string, unknown> {
  if (cycle === undefined) return { state: "none" };
  return {
    state: cycle.state,
    due: wallOf(cycle.dueAt),
    breached: wallOf(cycle.breachedAt),
    counted: cycle.elapsedMs / 60_000,
    late: cycle.lateMs / 60_000,
    paused: cycle.pausedMs / 60_000,
  };
}

/** The inverse of `on`: "10-12 16:00", with seconds where there are any; "-" for none. */
export function wallOf(when: Instant | undefined): string {
  if (when === undefined) return "-";
  const text = new Date(when + 8 * HOUR_MS).toISOString().slice(5, 23).replace("T", " ");
  return text.endsWith(":00.000") ? text.slice(0, 11) : text;
}

export function run(
  terms: ClockTerms,
  opened: string,
  log: string,
  { asOf = "11-30 00:00", ...rest }: Partial<Ticket> & { readonly asOf?: string } = {},
): Cycle | undefined {
  return runClock(terms, ticketOf(opened, log, rest), on(asOf));
}
