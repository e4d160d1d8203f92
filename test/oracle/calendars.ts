import type { TypedStretch } from "./zones.ts";

/**
 * Business time minute by minute, from semantics 3 and 6 to 9 alone: each minute is asked what the
 * wall clock shows and whether that is inside the hours. Without a line of the library.
 */

const minuteMs = 60_000;
const dayMinutes = 1440;
export const dayMs = dayMinutes * minuteMs;

/** Minutes of the day, the end up to 48:00. */
export type Hours = readonly [from: number, until: number];

export interface PlainCalendar {
  /** From Monday on. */
  readonly weekly: readonly (readonly Hours[])[];
  /** Dates are days since 1970-01-01. */
  readonly holidays: readonly number[];
  readonly hoursOff: readonly (readonly [date: number, hours: Hours])[];
  readonly workdays: readonly (readonly [date: number, hours: readonly Hours[]])[];
  readonly breaks: readonly (readonly [weekday: number, hours: Hours])[];
  readonly clipsAtMidnight: boolean;
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/** What the clocks show, and when they are changed. */
export class Wall {
  readonly startMs: number;
  readonly endMs: number;
  /** A minute, as shifts and changes lie on minutes; half of one where the offset has half a minute. */
  readonly stepMs: number;
  private readonly changes: readonly { readonly atMs: number; readonly offsetMs: number }[];

  constructor({ from, days, offset, changes }: TypedStretch) {
    this.startMs = Date.parse(`${from}T00:00:00Z`);
    this.endMs = this.startMs + days * dayMs;
    this.stepMs = offset % 60 === 0 ? minuteMs : minuteMs / 2;
    this.changes = [
      { atMs: Number.NEGATIVE_INFINITY, offsetMs: offset * 1000 },
      ...changes.map(([at, seconds]) => ({ atMs: Date.parse(at), offsetMs: seconds * 1000 })),
    ];
  }

  /** The wall clock as if it were UTC. */
  at(ms: number): number {
    let offsetMs = 0;
    for (const change of this.changes) if (change.atMs <= ms) offsetMs = change.offsetMs;
    return ms + offsetMs;
  }

  /** Whether any instant has this local date (3). */
  isShown(date: number): boolean {
    return Math.floor(this.at(this.instantOf(date * dayMs)) / dayMs) === date;
  }

  /** The first instant that shows it; a time that is left out moves on by what was left out (3). */
  instantOf(wallMs: number): number {
    const shown = this.changes.map(({ offsetMs }) => wallMs - offsetMs);
    const exact = shown.filter((ms) => this.at(ms) === wallMs);
    // In a gap, the offset before it leads past it: the later of the two.
    return exact.length > 0 ? Math.min(...exact) : Math.max(...shown);
  }
}

/** Which steps of a stretch are open, and how much was open before each. */
export class Steps {
  readonly open: readonly boolean[];
  private readonly before: readonly number[];
  private readonly startMs: number;
  private readonly stepMs: number;
  private readonly found = new Map<boolean, readonly number[]>();

  constructor(open: readonly boolean[], { startMs, stepMs }: Wall) {
    this.open = open;
    this.startMs = startMs;
    this.stepMs = stepMs;
    let count = 0;
    this.before = [...open, false].map((isOpen) => {
      const before = count * stepMs;
      if (isOpen) count += 1;
      return before;
    });
  }

  isOpenAt(ms: number): boolean {
    return this.open[this.stepOf(ms)] === true;
  }

  openMsBefore(ms: number): number {
    const step = this.stepOf(ms);
    const inside = this.open[step] === true ? ms - this.msAt(step) : 0;
    return (this.before[step] ?? 0) + inside;
  }

  /** The earliest instant with so much more open time behind it than `from`; none in the stretch. */
  due(from: number, ms: number): number | undefined {
    const wanted = this.openMsBefore(from) + ms;
    for (let step = 0; step < this.open.length; step += 1) {
      const had = this.before[step] ?? 0;
      if (this.open[step] === true && had < wanted && wanted <= had + this.stepMs)
        return this.msAt(step) + wanted - had;
    }
    return undefined;
  }

  /** The latest instant with so much open time from it to `until`. */
  start(until: number, ms: number): number | undefined {
    const wanted = this.openMsBefore(until) - ms;
    for (let step = this.open.length - 1; step >= 0; step -= 1) {
      const had = this.before[step] ?? 0;
      if (this.open[step] === true && had <= wanted && wanted < had + this.stepMs)
        return this.msAt(step) + wanted - had;
    }
    return undefined;
  }

  /** Instants at which it opens (true) or closes (false); none at the ends of the stretch. */
  edges(opens: boolean): readonly number[] {
    const known = this.found.get(opens);
    if (known !== undefined) return known;
    const found: number[] = [];
    for (let step = 1; step < this.open.length; step += 1)
      if (this.open[step] === opens && this.open[step - 1] === !opens) found.push(this.msAt(step));
    this.found.set(opens, found);
    return found;
  }

  private stepOf(ms: number): number {
    return Math.floor((ms - this.startMs) / this.stepMs);
  }

  private msAt(step: number): number {
    return this.startMs + step * this.stepMs;
  }
}

/** Walks a stretch once; `own` says of each date whether hours that start on it are open on it. */
export function walk(
  calendar: PlainCalendar,
  wall: Wall,
): { readonly steps: Steps; readonly own: ReadonlySet<number> } {
  const own = new Set<number>();
  const hours = new Map<number, DatedHours>();
  const hoursOn = (date: number) => {
    const known = hours.get(date) ?? hoursOf(calendar, date, wall.isShown(date));
    hours.set(date, known);
    return known;
  };
  const open: boolean[] = [];
  for (let ms = wall.startMs; ms < wall.endMs; ms += wall.stepMs) {
    const wallMs = wall.at(ms);
    const date = Math.floor(wallMs / dayMs);
    const minute = (wallMs - date * dayMs) / minuteMs;
    const [today, yesterday] = [hoursOn(date), hoursOn(date - 1)];
    const isOff =
      today.isClipped || isIn(today.off, minute) || isIn(yesterday.off, minute + dayMinutes);
    const isOwn = !isOff && isIn(today.on, minute);
    if (isOwn) own.add(date);
    open.push(isOwn || (!isOff && isIn(yesterday.on, minute + dayMinutes)));
  }
  return { steps: new Steps(open, wall), own };
}

function isIn(list: readonly Hours[], minute: number): boolean {
  return list.some(([from, until]) => from <= minute && minute < until);
}

interface DatedHours {
  readonly on: readonly Hours[];
  readonly off: readonly Hours[];
  readonly isClipped: boolean;
}

/** Semantics 6: a holiday, else dated hours, else weekly ones; what is off is taken out last. */
function hoursOf(calendar: PlainCalendar, date: number, isShown: boolean): DatedHours {
  const { from, until, holidays, clipsAtMidnight } = calendar;
  const weekday = (((date + 3) % 7) + 7) % 7;
  const isHoliday = holidays.includes(date);
  const isInForce = (from ?? date) <= date && date < (until ?? date + 1);
  const dated = calendar.workdays.filter(([day]) => day === date);
  const hours =
    dated.length > 0 ? dated.flatMap(([, own]) => own) : (calendar.weekly[weekday] ?? []);
  return {
    on: isShown && isInForce && (!isHoliday || clipsAtMidnight) ? hours : [],
    off: [
      ...calendar.breaks.filter(([day]) => day === weekday).map(([, own]) => own),
      ...calendar.hoursOff.filter(([day]) => day === date).map(([, own]) => own),
    ],
    isClipped: isHoliday && clipsAtMidnight,
  };
}
