import type { CalendarTerms } from "../../src/core/calendar-terms.ts";
import type { DayRange } from "../../src/core/day-range.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * A stretch of time in a zone with its changes of offset typed from the tz database: the offset in
 * minutes before the first change, then each change with the offset after it.
 */
export interface TypedZone {
  readonly name: string;
  /** The stretch that is walked, both UTC midnights. */
  readonly from: string;
  readonly until: string;
  readonly offset: number;
  readonly changes: readonly (readonly [at: string, offset: number])[];
  /** A local date that no instant has. */
  readonly skipped?: string;
}

export const typedZones: readonly TypedZone[] = [
  {
    name: "Europe/Berlin",
    from: "2026-03-26T00:00Z",
    until: "2026-04-02T00:00Z",
    offset: 60,
    changes: [["2026-03-29T01:00Z", 120]],
  },
  {
    name: "Europe/Berlin",
    from: "2026-10-22T00:00Z",
    until: "2026-10-29T00:00Z",
    offset: 120,
    changes: [["2026-10-25T01:00Z", 60]],
  },
  {
    name: "America/Sao_Paulo",
    from: "2018-11-01T00:00Z",
    until: "2018-11-08T00:00Z",
    offset: -180,
    changes: [["2018-11-04T03:00Z", -120]],
  },
  {
    name: "Pacific/Apia",
    from: "2011-12-27T00:00Z",
    until: "2012-01-03T00:00Z",
    offset: -600,
    changes: [["2011-12-30T10:00Z", 840]],
    skipped: "2011-12-30",
  },
  {
    name: "Australia/Lord_Howe",
    from: "2026-04-02T00:00Z",
    until: "2026-04-09T00:00Z",
    offset: 660,
    changes: [["2026-04-04T15:00Z", 630]],
  },
  {
    name: "America/Havana",
    from: "2026-10-29T00:00Z",
    until: "2026-11-05T00:00Z",
    offset: -240,
    changes: [["2026-11-01T05:00Z", -300]],
  },
  {
    name: "America/St_Johns",
    from: "2026-03-05T00:00Z",
    until: "2026-03-12T00:00Z",
    offset: -210,
    changes: [["2026-03-08T05:30Z", -150]],
  },
  {
    name: "Asia/Shanghai",
    from: "1986-05-01T00:00Z",
    until: "1986-05-08T00:00Z",
    offset: 480,
    changes: [["1986-05-03T18:00Z", 540]],
  },
  {
    name: "Asia/Kathmandu",
    from: "1985-12-28T00:00Z",
    until: "1986-01-04T00:00Z",
    offset: 330,
    changes: [["1985-12-31T18:30Z", 345]],
  },
  {
    // Two changes five weeks apart, with Ramadan between them.
    name: "Africa/Casablanca",
    from: "2026-02-12T00:00Z",
    until: "2026-03-25T00:00Z",
    offset: 60,
    changes: [
      ["2026-02-15T02:00Z", 0],
      ["2026-03-22T02:00Z", 60],
    ],
  },
];

/** Whether the calendar is open in each minute of the stretch, asked of the wall clock each time. */
export function openMinutes(terms: CalendarTerms, typed: TypedZone): readonly boolean[] {
  const from = Date.parse(typed.from);
  const count = (Date.parse(typed.until) - from) / minuteMs;
  return Array.from({ length: count }, (_, i) => isOpenAt(terms, typed, from + i * minuteMs));
}

function isOpenAt(terms: CalendarTerms, typed: TypedZone, at: number): boolean {
  let offset = typed.offset;
  for (const [change, after] of typed.changes) if (Date.parse(change) <= at) offset = after;
  const wallMs = at + offset * minuteMs;
  const today = Math.floor(wallMs / dayMs);
  const isInside = (ranges: (date: number) => readonly DayRange[]) =>
    [today, today - 1].some((date) =>
      ranges(date).some(
        ({ startMs, endMs }) => date * dayMs + startMs <= wallMs && wallMs < date * dayMs + endMs,
      ),
    );
  const isOff = isInside((date) => offOn(terms, date)) || isClipped(terms, today);
  return !isOff && isInside((date) => rangesOf(terms, typed, date));
}

/** Breaks and partial holidays (semantics 6). */
function offOn(terms: CalendarTerms, date: number): readonly DayRange[] {
  const dated = (terms.partialHolidays ?? []).filter((partial) => partial.date === date);
  return [...(terms.breaks?.[weekdayOf(date)] ?? []), ...dated.flatMap(({ ranges }) => ranges)];
}

function isClipped({ holidays, holidayShift }: CalendarTerms, date: number): boolean {
  return holidayShift === "clip-at-midnight" && holidays.some((holiday) => holiday === date);
}

function rangesOf(terms: CalendarTerms, typed: TypedZone, date: number): readonly DayRange[] {
  const { holidays, workdays, from, until, weekly } = terms;
  if (typed.skipped !== undefined && Date.parse(typed.skipped) === date * dayMs) return [];
  if ((from !== undefined && date < from) || (until !== undefined && until <= date)) return [];
  const isWhole = terms.holidayShift !== "clip-at-midnight";
  if (isWhole && holidays.some((holiday) => holiday === date)) return [];
  const dated = workdays.filter((workday) => workday.date === date);
  if (dated.length > 0) return dated.flatMap(({ ranges }) => ranges);
  return weekly[weekdayOf(date)] ?? [];
}

/** 0 is Monday. */
function weekdayOf(date: number): number {
  return (new Date(date * dayMs).getUTCDay() + 6) % 7;
}
