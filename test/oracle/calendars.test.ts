import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BusinessCalendar, type BusinessTime, businessTime } from "../../src/clock.ts";
import { RefusedError } from "../../src/index.ts";
import { dateText } from "../support/local-time.ts";
import { dayMs, type Hours, type PlainCalendar, Steps, Wall, walk } from "./calendars.ts";
import { stretches, type TypedStretch } from "./zones.ts";

/**
 * Random calendars through `businessTime` against a walk by the half minute, in the nights in which
 * clocks are changed. MAKEGOOD_ORACLE_RUNS asks for more or fewer calendars.
 */
const runs = Number(process.env.MAKEGOOD_ORACLE_RUNS ?? 5000);
/** Long walks on a busy machine. */
const patienceMs = 300_000;

const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1439 }),
  // Around the changes of the table.
  fc.constantFrom(0, 1, 60, 90, 119, 120, 121, 150, 180, 1380, 1381, 1439),
);

/** Up to two shifts of a day that do not overlap; the last may run into the next day. */
const hoursOfDay: fc.Arbitrary<readonly Hours[]> = fc
  .tuple(fc.uniqueArray(minuteOfDay, { maxLength: 4 }), fc.boolean())
  .map(([minutes, runsOver]) => {
    const [a, b, c, d] = minutes.toSorted((x, y) => x - y);
    if (a === undefined) return [];
    if (b === undefined) return [runsOver ? [a, a + 720] : [a, 1440]];
    if (c === undefined) return [runsOver ? [b, a + 1440] : [a, b]];
    return d === undefined || runsOver
      ? [
          [a, b],
          [c, a + 1440],
        ]
      : [
          [a, b],
          [c, d],
        ];
  });

function calendarNear({ from, days }: TypedStretch): fc.Arbitrary<PlainCalendar> {
  const first = Date.parse(from) / dayMs;
  const date = fc.integer({ min: first - 1, max: first + days });
  const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 2 });
  const hours = hoursOfDay.filter((list) => list.length > 0);
  const oneOf = hours.map(([shift]) => shift as Hours);
  return fc.record({
    weekly: fc.array(hoursOfDay, { minLength: 7, maxLength: 7 }),
    holidays: few(date),
    hoursOff: few(fc.tuple(date, oneOf)),
    // A date has its dated hours once.
    workdays: fc.uniqueArray(fc.tuple(date, hours), { maxLength: 2, selector: ([on]) => on }),
    breaks: few(fc.tuple(fc.integer({ min: 0, max: 6 }), oneOf)),
    clipsAtMidnight: fc.boolean(),
    from: seldom(date),
    until: seldom(date),
  });
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: value },
  );
}

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** "22:00-06:00" for 22 to 30 hours; 24:00 is an end. */
const range = ([from, until]: Hours) =>
  `${time(from)}-${until === 1440 ? "24:00" : time(until % 1440)}`;

/** The same in the words of a contract. */
function termsOf(plain: PlainCalendar, id: string, zone: string): BusinessCalendar {
  const { weekly, holidays, hoursOff, workdays, breaks, from, until } = plain;
  const date = (day: number) => dateText(day * dayMs);
  const dated = ([day, hours]: readonly [number, readonly Hours[]]) => ({
    date: date(day),
    hours: hours.map(range),
  });
  return {
    id,
    zone,
    weekly: Object.fromEntries(weekly.map((hours, day) => [weekdays[day], hours.map(range)])),
    holidays: [...holidays.map(date), ...hoursOff.map(([day, hours]) => dated([day, [hours]]))],
    workdays: workdays.map(dated),
    breaks: breaks.map(([day, hours]) => ({
      on: [weekdays[day] as "mon"],
      hours: range(hours),
    })),
    effective: {
      ...(from === undefined ? {} : { from: date(from) }),
      ...(until === undefined ? {} : { until: date(until) }),
    },
    ...(plain.clipsAtMidnight ? { holidayShift: "clip-at-midnight" as const } : {}),
  };
}

const setting = fc.constantFrom(...stretches).chain((stretch) =>
  fc.record({
    stretch: fc.constant(stretch),
    plain: calendarNear(stretch),
    asked: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(0, 1, 29_999, 30_000, 60_000)), {
      minLength: 4,
      maxLength: 4,
    }),
  }),
);

const neverOpen = ["calendar.empty", "calendar.never-in-force", "calendar.never-opens"];

/** Undefined for a calendar that is refused because it never opens. */
function timeOf(terms: BusinessCalendar): BusinessTime | undefined {
  try {
    return businessTime(terms);
  } catch (error) {
    if (error instanceof RefusedError && error.issues.every(({ code }) => neverOpen.includes(code)))
      return undefined;
    throw error;
  }
}

type Asked = readonly (readonly [number, number, number])[];

/** Instants of the stretch, and a length: on a step, a ms beside it, or anywhere. */
function instantsOf(asked: Asked, wall: Wall) {
  const length = wall.endMs - wall.startMs;
  return asked.map(([a, b, exactly]) => {
    const place = (n: number) => {
      const ms = n % length;
      return (
        wall.startMs + (exactly === 0 ? ms : ms - (ms % wall.stepMs) + (exactly % wall.stepMs))
      );
    };
    const [from, until] = [place(a), place(b)].toSorted((x, y) => x - y);
    return { from: from ?? 0, until: until ?? 0 };
  });
}

/** `expect` is asked only about what differs: it is slow, and this runs a million times. */
function same(what: string, found: unknown, wanted: unknown): void {
  if (!Object.is(found, wanted)) expect({ [what]: found }).toEqual({ [what]: wanted });
}

function expectWalked(hours: BusinessTime, steps: Steps, asked: Asked, wall: Wall): void {
  const opens = steps.edges(true);
  const closes = steps.edges(false);
  for (const { from, until } of instantsOf(asked, wall)) {
    const open = steps.openMsBefore(until) - steps.openMsBefore(from);
    same("isOpen", hours.isOpen(from), steps.isOpenAt(from));
    same("elapsedMs", hours.elapsedMs(from, until), open);
    same("reversed", hours.elapsedMs(until, until - 1), 0);
    const listed = hours.openIntervals(from, until);
    const sum = listed.reduce((ms, { start, end }) => ms + end - start, 0);
    same("openIntervals", sum, open);
    if (open > 0) {
      const span = { business: `PT${open / 1000}S` };
      same("dueAt", hours.dueAt(from, span), steps.due(from, open));
      same("before", hours.before(until, span), steps.start(until, open));
    }
    // Beyond the stretch the walk knows nothing: only edges inside it are held against it.
    const next = closes.find((at) => from < at);
    if (next !== undefined) same("nextClosing", hours.nextClosing(from), next);
    const last = opens.findLast((at) => at < until);
    if (last !== undefined) same("previousOpening", hours.previousOpening(until), last);
    const opening = steps.isOpenAt(from) ? from : opens.find((at) => from <= at);
    if (opening !== undefined) same("nextOpening", hours.nextOpening(from), opening);
    const closing = steps.isOpenAt(until - 1) ? until : closes.findLast((at) => at <= until);
    if (closing !== undefined && wall.startMs < until)
      same("previousClosing", hours.previousClosing(until), closing);
  }
}

/** A due in days, as semantics 8 has it; undefined where it leaves the stretch. */
function dayDue(
  { steps, own, wall }: Walked,
  start: number,
  { businessDays: n, by, outsideHours, countStartDay }: DaySpan,
): number | undefined {
  const opening = (at: number) =>
    steps.isOpenAt(at) ? at : steps.edges(true).find((edge) => at <= edge);
  const counted = outsideHours === "move" ? opening(start) : start;
  if (counted === undefined) return undefined;
  const wallMs = wall.at(counted);
  const first = Math.floor(wallMs / dayMs);
  const last = Math.floor(wall.at(wall.endMs) / dayMs) - 1;
  let date = countStartDay === "yes" ? first - 1 : first;
  for (let left = n; left > 0; ) {
    date += 1;
    if (date >= last) return undefined;
    if (own.has(date)) left -= 1;
  }
  const timeMs = { "same-time": wallMs - first * dayMs, "end-of-day": dayMs, "12:30": 45_000_000 };
  const due = wall.instantOf(date * dayMs + timeMs[by]);
  const isInside = steps.isOpenAt(due) || steps.isOpenAt(due - 1);
  return outsideHours === "roll" && !isInside ? opening(due) : due;
}

interface Walked {
  readonly steps: Steps;
  readonly own: ReadonlySet<number>;
  readonly wall: Wall;
}

const daySpan = fc.record({
  businessDays: fc.integer({ min: 1, max: 2 }),
  by: fc.constantFrom("same-time" as const, "end-of-day" as const, "12:30" as const),
  outsideHours: fc.constantFrom("move" as const, "keep" as const, "roll" as const),
  countStartDay: fc.constantFrom("yes" as const, "no" as const),
});
type DaySpan = typeof daySpan extends fc.Arbitrary<infer Span> ? Span : never;

function expectDays(hours: BusinessTime, walked: Walked, asked: Asked, span: DaySpan): void {
  const { wall } = walked;
  for (const { from } of instantsOf(asked, wall)) {
    // Nothing is known of the night before the stretch.
    if (from < wall.startMs + dayMs) continue;
    const due = dayDue(walked, from, span);
    if (due !== undefined) same(JSON.stringify(span), hours.dueAt(from, span), due);
    const days = wall.instantOf(wall.at(from) + span.businessDays * dayMs);
    same("days", hours.dueAt(from, { days: span.businessDays }), days);
    const local = wall.at(from);
    same("localToInstant", hours.localToInstant(localText(local)), wall.instantOf(local));
  }
}

/** "2026-10-25T02:30:00.000" of a wall clock. */
const localText = (wallMs: number) => new Date(wallMs).toISOString().slice(0, -1);

describe("random calendars in nights of changed clocks (semantics 3, 6, 7, 8, 9)", () => {
  it(
    `${runs} of them are walked: open, elapsed, due, before, edges and business days`,
    () => {
      let walked = 0;
      fc.assert(
        fc.property(setting, daySpan, ({ stretch, plain, asked }, span) => {
          const hours = timeOf(termsOf(plain, "random", stretch.zone));
          const wall = new Wall(stretch);
          const { steps, own } = walk(plain, wall);
          if (hours === undefined) {
            expect(steps.open).not.toContain(true);
            return;
          }
          walked += 1;
          expectWalked(hours, steps, asked, wall);
          expectDays(hours, { steps, own, wall }, asked, span);
          // Dates that lie in the stretch as a whole.
          const first = Math.ceil(wall.at(wall.startMs) / dayMs);
          const beyond = Math.floor(wall.at(wall.endMs) / dayMs);
          for (let date = first; date < beyond; date += 1)
            same(
              dateText(date * dayMs),
              hours.isBusinessDay(dateText(date * dayMs)),
              own.has(date),
            );
        }),
        { numRuns: runs },
      );
      expect(walked).toBeGreaterThan(runs * 0.8);
    },
    patienceMs,
  );

  it(
    "two calendars in two zones are open when one is, or when both are",
    () => {
      fc.assert(
        fc.property(
          setting,
          fc.constantFrom("union" as const, "intersection" as const),
          // Clocks that were not changed in any of these nights.
          fc.constantFrom({ zone: "UTC", offset: 0 }, { zone: "Asia/Kolkata", offset: 19_800 }),
          ({ stretch, plain, asked }, combined, place) => {
            const others = { ...plain, weekly: plain.weekly.toReversed() };
            const members = [
              termsOf(plain, "here", stretch.zone),
              termsOf(others, "there", place.zone),
            ];
            const hours = timeOf({
              id: "both",
              zone: stretch.zone,
              [combined]: ["here", "there"],
              members,
            });
            if (hours === undefined) return;
            const wall = new Wall(stretch);
            const there = new Wall({ ...stretch, ...place, changes: [] });
            const [a, b] = [walk(plain, wall).steps.open, walk(others, there).steps.open];
            // By the half minute against by the minute.
            if (a.length !== b.length) return;
            const open = a.map((isOpen, step) =>
              combined === "union" ? isOpen || b[step] === true : isOpen && b[step] === true,
            );
            expectWalked(hours, new Steps(open, wall), asked, wall);
          },
        ),
        { numRuns: Math.ceil(runs / 10) },
      );
    },
    patienceMs,
  );
});
