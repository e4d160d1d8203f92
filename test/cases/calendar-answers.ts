import { expect } from "vitest";
import { type BusinessTime, businessTime, calendarOf, type Span } from "../../src/clock.ts";
import { type ParsedContract, RefusedError } from "../../src/index.ts";
import type { Case } from "./translate.ts";

/**
 * Read another way, and what is answered instead (docs/limitations.md): a window that begins inside
 * a gap is open while the wall clock is inside it, here 03:00 to 03:15 (semantics 3).
 */
const readOtherwise: Readonly<Record<string, unknown>> = {
  "biz-periods-13": [["2006-04-02T10:00:00Z", "2006-04-02T10:15:00Z"]],
};

type Question = (hours: BusinessTime, each: Case, first: number, second: number) => unknown;

/** Questions to a calendar: what `businessTime` answers, in the form of the cases. */
const questions: Readonly<Record<string, Question>> = {
  due: (hours, { target }, start) => hours.dueAt(start, lengthOf(target)),
  subtract: (hours, { target }, end) => hours.before(end, lengthOf(target)),
  "business-days": daysFrom,
  "next-open": ({ nextOpening }, _, at) => nextOpening(at),
  "previous-open": ({ previousClosing }, _, at) => previousClosing(at),
  "open-at": ({ isOpen }, _, at) => isOpen(at),
  "is-business-day": ({ isBusinessDay }, { events }) => isBusinessDay(dateOf(events[0]?.at)),
  elapsed: ({ elapsedMs }, _, from, until) => elapsedMs(from, until) / 1000,
  "open-intervals": ({ openIntervals }, { target }, origin) =>
    openIntervals(origin, origin + threeWeeksMs)
      .slice(0, target?.count)
      .map(({ start, end }) => [start, end]),
};

export function isCalendarQuestion({ kind }: Case): boolean {
  return kind in questions || kind === "invalid-input";
}

/** Holds a question to a calendar against `businessTime`. */
export function checkCalendar(each: Case, contract: ParsedContract): void {
  const hours = businessTime(calendarOf(contract, "hours"));
  const [first = Number.NaN, second = Number.NaN] = each.events.map(({ at }) => Date.parse(at));
  const question = questions[each.kind];
  if (question === undefined)
    expect(() => hours.dueAt("2015-02-17T12:00:00Z", rawLength(each))).toThrow(RefusedError);
  else expect(question(hours, each, first, second)).toEqual(wantedOf(each));
}

const threeWeeksMs = 21 * 24 * 60 * 60 * 1000;

const dateOf = (stamp = "") => stamp.slice(0, 10);

/** The one thing that is expected, stamps as epoch ms. */
function wantedOf({ id, expected }: Case): unknown {
  const [wanted] = Object.values(expected);
  return msOf(readOtherwise[id] ?? wanted);
}

function msOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(msOf);
  return typeof value === "string" ? Date.parse(value) : value;
}

/** Counted from the instant itself (`keep`), back where the number is negative. */
function daysFrom(hours: BusinessTime, { target }: Case, start: number): number {
  const { businessDays = 0, snapToOpen, endOfBusinessDay } = target ?? {};
  const span: Span = {
    businessDays: Math.abs(businessDays),
    outsideHours: snapToOpen === true ? "roll" : "keep",
    ...(endOfBusinessDay === true ? { by: "end-of-day" } : {}),
  };
  const found = businessDays < 0 ? hours.before(start, span) : hours.dueAt(start, span);
  // Theirs ends with the last closing of the day, `end-of-day` with its 24:00.
  return endOfBusinessDay === true ? hours.previousClosing(found) : found;
}

function lengthOf(target: Case["target"]): Span {
  return { business: `PT${target?.businessSeconds ?? 0}S` };
}

/** What the source was given in the place of a length: `{ Hours: -2 }`, "1one". */
function rawLength({ target }: Case): Span {
  const raw = target?.raw;
  return { business: typeof raw === "object" ? `PT${raw.Hours}H` : String(raw) };
}
