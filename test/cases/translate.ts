import type { TicketEventInput } from "../../src/clock.ts";

/** A case of another ticket system as parts of a contract and a record, by rote. */

export interface CaseTarget {
  readonly businessSeconds?: number;
  readonly businessDays?: number;
  readonly endOfBusinessDay?: boolean;
  readonly snapToOpen?: boolean;
  readonly count?: number;
  readonly thresholdBusinessSecondsBeforeDue?: number;
  /** What the source was given where it must refuse it. */
  readonly raw?: string | { readonly Hours: number };
}
export type Wanted = Readonly<Record<string, unknown>>;
export interface CaseEvent {
  readonly type: string;
  readonly at: string;
  readonly state?: string;
  readonly from?: number;
  readonly to?: number;
}
export interface Case {
  readonly id: string;
  readonly engine: string;
  readonly kind: string;
  readonly calendar: string | null;
  readonly events: readonly CaseEvent[];
  readonly target:
    | (CaseTarget & CaseCalendar & Readonly<Record<"resolution", CaseTarget | undefined>>)
    | null;
  readonly expected: Wanted;
  readonly recommendedExpected?: Wanted;
}

type Ranges = readonly (readonly [string, string])[];
export interface CaseCalendar {
  readonly timeZone?: string;
  readonly weekly?: Readonly<Record<string, Ranges>>;
  readonly holidays?: readonly string[];
  readonly annualHolidays?: readonly string[];
  readonly dateHours?: Readonly<Record<string, Ranges>>;
  readonly breaks?: Readonly<Record<string, Ranges>>;
}

export function calendarOf(from: CaseCalendar): object {
  const { timeZone, weekly = {}, holidays = [], annualHolidays = [], dateHours = {} } = from;
  const dated = (list: Readonly<Record<string, Ranges>>) =>
    Object.entries(list).map(([date, ranges]) => ({ date, hours: ranges.map(hoursOf) }));
  return {
    id: "hours",
    ...(timeZone === undefined ? {} : { zone: timeZone }),
    weekly: Object.fromEntries(
      Object.entries(weekly).map(([day, ranges]) => [day, ranges.map(hoursOf)]),
    ),
    holidays: [
      ...holidays,
      ...annualHolidays.map((yearly) => ({ yearly })),
      ...dated(from.breaks ?? {}),
    ],
    workdays: dated(dateHours),
  };
}

/** The cases write an overnight end as 30:00; a contract writes 06:00. */
function hoursOf([opens, closes]: readonly [string, string]): string {
  const [hours = 0, minutes = "00"] = closes
    .split(":")
    .map((part, at) => (at === 0 ? Number(part) : part));
  if (Number(hours) < 24 || closes === "24:00") return `${opens}-${closes}`;
  return `${opens}-${String(Number(hours) - 24).padStart(2, "0")}:${minutes}`;
}

const clocks: Readonly<Record<string, unknown>> = {
  response: "first-response",
  nextResponse: "next-response",
  resolution: "resolution",
  ownership: "time-to-own",
  periodicUpdate: { update: { from: "first-response", until: "closed", grid: "rolling" } },
};

/** `policies` of the file: in Zammad and RT waiting states pause the response clock too. */
const pausesResponse = new Set(["zammad", "rt"]);

export function commitmentOf(name: string, each: Case): object {
  const isPaused =
    name === "resolution" || (name === "response" && pausesResponse.has(each.engine));
  const change = each.events.find(({ type }) => type === "targetChanged");
  const target = each.target?.[name as "resolution"] ?? each.target ?? {};
  const isWithout = each.target !== null && target === each.target && "response" in target;
  const threshold = target.thresholdBusinessSecondsBeforeDue;
  const before = {
    where: { severity: ["from"] },
    within: withinOf(each, { businessSeconds: change?.from ?? 0 }),
  };
  return {
    id: name,
    clause: "1",
    scope: { service: "desk" },
    period: "calendar-month",
    measure: {
      facts: "cycles",
      clock: clocks[name],
      figure: "each",
      pausedBy: isPaused ? "all" : [],
      ...(threshold === undefined ? {} : { atRisk: [{ left: `PT${threshold}S` }] }),
    },
    excludes: [],
    targets: [
      ...(change === undefined ? [] : [before]),
      { within: isWithout ? noLength : withinOf(each, target) },
    ],
  };
}

function withinOf(
  { kind }: Case,
  { businessSeconds, businessDays, snapToOpen, endOfBusinessDay }: CaseTarget,
): object {
  const calendar = "hours";
  if (kind === "next-open" || kind === "open-at") return { business: "PT0.001S", calendar };
  // Days that end at their last closing are so many whole openings: these calendars have one a day.
  if (endOfBusinessDay === true) return { businessWindows: businessDays, calendar };
  if (businessDays !== undefined) {
    const outsideHours = snapToOpen === true ? "roll" : "keep";
    return { businessDays, calendar, outsideHours };
  }
  return { business: `PT${businessSeconds ?? 1}S`, calendar };
}

/** A clock that the case gives no length: it runs, and no due is agreed. */
const noLength = { agreed: "with-the-customer" };

const firsts = ["opened", "start", "probe", "customerMessage"];

/** Asked a millisecond after the last event, so that it is used. */
export function ticketOf(each: Case): { readonly row: Row; readonly asOf: number } {
  const first = each.events.find(({ type }) => firsts.includes(type));
  const last = Math.max(...each.events.map(({ at }) => Date.parse(at)));
  const isOpenAt = each.kind === "open-at";
  const instant = new Date(last + 1).toISOString();
  const row: Row = {
    type: "ticket",
    id: "T-1",
    service: "desk",
    openedAt: first?.at ?? "",
    // A clock that begins later than its ticket: the customer writes to one that an agent opened.
    openedBy: each.events.some(({ type }) => type === "clockStart") ? "agent" : "customer",
    severity: each.events.some(({ type }) => type === "targetChanged") ? "from" : "to",
    ...(first?.state === "paused" ? { waiting: "paused" } : {}),
    events: [
      ...each.events.filter((event) => event !== first).flatMap(eventsOf),
      ...(isOpenAt ? [{ event: "resolved" as const, at: instant }] : []),
    ],
  };
  return { row, asOf: last + (isOpenAt ? 2 : 1) };
}

interface Row {
  readonly type: "ticket";
  readonly id: string;
  readonly service: string;
  readonly openedAt: string;
  readonly openedBy: "agent" | "customer";
  readonly severity: string;
  readonly waiting?: string;
  readonly events: readonly TicketEventInput[];
}

function eventsOf({ type, at }: CaseEvent): TicketEventInput[] {
  switch (type) {
    case "paused":
      return [{ event: "waiting-started", at, reason: "paused" }];
    case "resumed":
      return [{ event: "waiting-ended", at }];
    case "firstResponse":
    case "agentReply":
      return [{ event: "replied", at, by: "agent" }];
    case "customerMessage":
    case "clockStart":
      return [{ event: "replied", at, by: "customer" }];
    case "end":
      return [{ event: "resolved", at }];
    case "resolved":
    case "closed":
    case "reopened":
      return [{ event: type, at }];
    case "targetChanged":
      return [{ event: "priority-changed", at, severity: "to" }];
    case "probe":
      return [];
  }
  throw new RangeError(`no such event: ${type}`);
}
