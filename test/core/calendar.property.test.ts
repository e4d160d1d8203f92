import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../../src/base/result.ts";
import {
  before as backFrom,
  type Calendar,
  combineCalendars,
  compileCalendar,
  dueAt,
  elapsedMs,
  isOpen,
  nextClosing,
  nextOpening,
  openIntervals,
  previousClosing,
  previousOpening,
} from "../../src/core/calendar.ts";
import type { CalendarTerms } from "../../src/core/calendar-terms.ts";
import type { DayRange } from "../../src/core/day-range.ts";
import type { CivilDate } from "../../src/time/civil.ts";
import { type Instant, instant } from "../../src/time/instant.ts";
import { interval } from "../../src/time/interval.ts";
import { totalMs } from "../../src/time/interval-set.ts";
import { zone } from "../../src/time/zone.ts";
import { openMinutes, type TypedZone, typedZones } from "./calendar-oracle.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Edges at quarters of an hour meet those of the clock changes. */
const dayRange: fc.Arbitrary<DayRange> = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([start, length]) => ({
    startMs: start * 15 * minuteMs,
    endMs: (start + length) * 15 * minuteMs,
  }));
const ranges = fc.array(dayRange, { maxLength: 2 });

function termsIn(typed: TypedZone): fc.Arbitrary<CalendarTerms> {
  const firstDate = Date.parse(typed.from) / dayMs;
  const date = fc
    .integer({ min: firstDate - 1, max: firstDate + 8 })
    .map((day) => day as CivilDate);
  return fc
    .record(
      {
        weekly: fc.array(ranges, { minLength: 7, maxLength: 7 }),
        holidays: fc.array(date, { maxLength: 2 }),
        workdays: fc.array(fc.record({ date, ranges }), { maxLength: 2 }),
        breaks: fc.array(ranges, { minLength: 7, maxLength: 7 }),
        partialHolidays: fc.array(fc.record({ date, ranges }), { maxLength: 2 }),
        holidayShift: fc.constantFrom("whole", "clip-at-midnight"),
        from: date,
        until: date,
      },
      { requiredKeys: ["weekly", "holidays", "workdays"] },
    )
    .map((terms) => ({ ...terms, id: "random", zone: unwrap(zone(typed.name, [])) }));
}

const setting = fc
  .constantFrom(...typedZones)
  .chain((typed) => fc.record({ typed: fc.constant(typed), terms: termsIn(typed) }));

/** Minutes from the start of the stretch, a week of them. */
const minuteOfWeek = fc.integer({ min: 0, max: 7 * 24 * 60 });

describe("against a walk minute by minute over typed offsets (semantics 3, 6, 7, 9)", () => {
  it("each minute is open or closed as the wall clock says", () => {
    fc.assert(
      fc.property(setting, ({ typed, terms }) => {
        const calendar = compileCalendar(terms);
        const from = Date.parse(typed.from);
        const found = openMinutes(terms, typed).findIndex(
          (open, i) =>
            isOpen(calendar, instant(from + i * minuteMs)) !== open ||
            isOpen(calendar, instant(from + (i + 1) * minuteMs - 1)) !== open,
        );
        expect(found).toBe(-1);
      }),
      { numRuns: 100 },
    );
  });

  it("calendars of two zones combined are open when one is, or when both are (semantics 7)", () => {
    fc.assert(
      fc.property(setting, fc.constantFrom("any", "all"), ({ typed, terms }, open) => {
        const elsewhere = { ...typed, name: "UTC", offset: 0, changes: [], skipped: "1970-01-01" };
        const others = {
          ...terms,
          zone: unwrap(zone("UTC", [])),
          weekly: terms.weekly.toReversed(),
        };
        const of = [terms, others].map(compileCalendar);
        const calendar = combineCalendars({ id: "both", zone: terms.zone, open, of });
        const [here, there] = [openMinutes(terms, typed), openMinutes(others, elsewhere)];
        const from = Date.parse(typed.from);
        const found = here.findIndex((isHere, i) => {
          const isThere = there[i] === true;
          const expected = open === "any" ? isHere || isThere : isHere && isThere;
          return isOpen(calendar, instant(from + i * minuteMs)) !== expected;
        });
        expect(found).toBe(-1);
      }),
      { numRuns: 50 },
    );
  });

  it("elapsed time, dues, openings and closings are those of the walk, both ways", () => {
    fc.assert(
      fc.property(setting, minuteOfWeek, minuteOfWeek, ({ typed, terms }, first, second) => {
        const calendar = compileCalendar(terms);
        const open = openMinutes(terms, typed);
        const from = Date.parse(typed.from);
        const at = (minute: number) => instant(from + minute * minuteMs);
        const [start, end] = [Math.min(first, second), Math.max(first, second)];
        const elapsed = open.slice(start, end).filter(Boolean).length;

        expect(elapsedMs(calendar, at(start), at(end))).toBe(elapsed * minuteMs);
        const within = start === end ? undefined : interval(at(start), at(end));
        if (within !== undefined) {
          expect(totalMs(openIntervals(calendar, within))).toBe(elapsed * minuteMs);
        }
        expectDues(calendar, open, { start, end, elapsed, at });
        expectEdges(calendar, open, start, at);
      }),
      { numRuns: 200 },
    );
  });
});

interface Walk {
  readonly start: number;
  readonly end: number;
  /** Open minutes in [start, end). */
  readonly elapsed: number;
  readonly at: (minute: number) => Instant;
}

/** The earliest minute with that much behind it, and the latest with that much ahead. */
function expectDues(calendar: Calendar, open: readonly boolean[], walk: Walk): void {
  const { start, end, elapsed, at } = walk;
  if (elapsed === 0) return;
  let due = start;
  for (let left = elapsed; left > 0; due += 1) if (open[due]) left -= 1;
  expect(dueAt(calendar, at(start), elapsed * minuteMs)).toBe(at(due));
  let back = end;
  for (let left = elapsed; left > 0; back -= 1) if (open[back - 1]) left -= 1;
  expect(backFrom(calendar, at(end), elapsed * minuteMs)).toBe(at(back));
}

/** Edges that the walk reaches inside its stretch. */
function expectEdges(
  calendar: Calendar,
  open: readonly boolean[],
  start: number,
  at: (minute: number) => Instant,
): void {
  const isOpening = (i: number) => open[i] === true && open[i - 1] === false;
  const isClosing = (i: number) => open[i - 1] === true && open[i] === false;
  const forward = open.map((_, i) => i).slice(start);
  const backward = open
    .map((_, i) => i)
    .slice(1, start + 1)
    .reverse();
  const found = (minute: number | undefined, answer: Instant | undefined) => {
    if (minute !== undefined) expect(answer).toBe(at(minute));
  };
  found(
    forward.find((i) => open[i]),
    nextOpening(calendar, at(start)),
  );
  found(forward.slice(1).find(isClosing), nextClosing(calendar, at(start)));
  found(
    backward.find((i) => open[i - 1]),
    previousClosing(calendar, at(start)),
  );
  found(backward.filter((i) => i < start).find(isOpening), previousOpening(calendar, at(start)));
}

describe("laws of business time (semantics 9)", () => {
  const businessMs = fc.integer({ min: 1, max: 5 * dayMs });

  function instants({ from }: TypedZone, minutes: readonly number[]): readonly Instant[] {
    return minutes.map((minute) => instant(Date.parse(from) + minute * minuteMs + 7));
  }

  it("elapsed time is additive", () => {
    fc.assert(
      fc.property(
        setting,
        fc.tuple(minuteOfWeek, minuteOfWeek, minuteOfWeek),
        ({ typed, terms }, minutes) => {
          const calendar = compileCalendar(terms);
          const [a, b, c] = instants(
            typed,
            minutes.toSorted((x, y) => x - y),
          ) as [Instant, Instant, Instant];
          expect(elapsedMs(calendar, a, b) + elapsedMs(calendar, b, c)).toBe(
            elapsedMs(calendar, a, c),
          );
        },
      ),
    );
  });

  it("elapsed(start, due(start, n)) = n, and a millisecond earlier it is less", () => {
    fc.assert(
      fc.property(setting, minuteOfWeek, businessMs, ({ typed, terms }, minute, ms) => {
        const calendar = compileCalendar(terms);
        const [start] = instants(typed, [minute]) as [Instant];
        const due = dueAt(calendar, start, ms);
        if (due === undefined) return;
        expect(elapsedMs(calendar, start, due)).toBe(ms);
        expect(elapsedMs(calendar, start, instant(due - 1))).toBe(ms - 1);
        const back = backFrom(calendar, due, ms);
        if (back === undefined) throw new Error("what lies ahead of the start lies behind the due");
        expect(elapsedMs(calendar, back, due)).toBe(ms);
        expect(elapsedMs(calendar, instant(back + 1), due)).toBe(ms - 1);
        expect(back).toBeGreaterThanOrEqual(start);
      }),
    );
  });

  it("a wider calendar is never later (extra hours on every date, dated ones too)", () => {
    fc.assert(
      fc.property(
        setting,
        dayRange,
        minuteOfWeek,
        businessMs,
        ({ typed, terms }, extra, minute, ms) => {
          const wider = compileCalendar({
            ...terms,
            weekly: terms.weekly.map((hours) => [...hours, extra]),
            workdays: terms.workdays.map(({ date, ranges: hours }) => ({
              date,
              ranges: [...hours, extra],
            })),
          });
          const [start] = instants(typed, [minute]) as [Instant];
          const due = dueAt(compileCalendar(terms), start, ms);
          if (due === undefined) return;
          expect(dueAt(wider, start, ms)).toBeLessThanOrEqual(due);
        },
      ),
    );
  });

  it("no answer depends on what was asked before", () => {
    fc.assert(
      fc.property(
        setting,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2_600_000 }), businessMs), { maxLength: 6 }),
        ({ terms }, questions) => {
          const warm = compileCalendar(terms);
          for (const [hours, ms] of questions) {
            const start = instant(hours * 60 * minuteMs + 7);
            // In 1970 to 2200; the horizon is asked for where the hours end early.
            const answers = (calendar: Calendar) => [
              isOpen(calendar, start),
              elapsedMs(calendar, start, instant(start + ms)),
              nextClosing(calendar, start),
              backFrom(calendar, start, ms),
            ];
            expect(answers(warm)).toEqual(answers(compileCalendar(terms)));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
