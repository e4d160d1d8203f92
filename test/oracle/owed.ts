import { dateText, dayMs, instantOfWallMs, wallAt } from "../support/local-time.ts";

/**
 * What is owed by period, promise and quota, hour by hour, from decision 0036 and semantics 4, 5, 8, 15
 * and 23 alone and without a line of the library. Everything happens on full hours; October is judged.
 */
export interface OwedWorld {
  readonly zone: string;
  readonly termStartMs: number;
  /** Infinity of a contract without an end. */
  readonly termEndMs: number;
  readonly asOfMs: number;
  /** So many that are owed, days of a lag, or a quota. */
  readonly n: number;
  readonly subjects: "apart" | "together";
  readonly unit: "occurrences" | "local-days" | "minutes";
  readonly which: "earliestOf" | "latestOf";
  /** Day number of a promised end. */
  readonly date: number;
  readonly happened: readonly Happened[];
}

export interface Happened {
  readonly id: string;
  readonly subject: string;
  readonly atMs: number;
  readonly untilMs: number;
}

export const hourMs = 3_600_000;

interface Counted {
  readonly met: number;
  readonly late: number;
  readonly open: number;
}

function october({ zone, termStartMs, termEndMs }: OwedWorld) {
  const first = instantOfWallMs(zone, Date.UTC(2026, 9, 1));
  const beyond = instantOfWallMs(zone, Date.UTC(2026, 10, 1));
  const [from, until] = [Math.max(first, termStartMs), Math.min(beyond, termEndMs)];
  return { from, until, isWhole: from === first && until === beyond };
}

/** In order of time, as known at asOf. */
function knownIn({ happened, asOfMs }: OwedWorld): readonly Happened[] {
  return happened
    .filter(({ atMs }) => atMs < asOfMs)
    .toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1));
}

function groupsOf(world: OwedWorld, known: readonly Happened[]): readonly (readonly Happened[])[] {
  if (world.subjects === "together" || known.length === 0) return [known];
  const subjects = [...new Set(known.map(({ subject }) => subject))];
  return subjects.map((subject) => known.filter((one) => one.subject === subject));
}

/** At least n in October, of each group. */
export function counted(world: OwedWorld, isCutOwed: boolean): Counted {
  const { from, until, isWhole } = october(world);
  if (!isWhole && !isCutOwed) return { met: 0, late: 0, open: 0 };
  const groups = groupsOf(world, knownIn(world));
  const met = groups
    .map((own) => own.filter(({ atMs }) => from <= atMs && atMs < until).length)
    .reduce((sum, count) => sum + Math.min(count, world.n), 0);
  const rest = groups.length * world.n - met;
  return until <= world.asOfMs ? { met, late: rest, open: 0 } : { met, late: 0, open: rest };
}

/** Hours of October in which nobody was there, more than n days after the absence began; by group. */
export function hoursBeyond(world: OwedWorld): readonly number[] {
  const { from, until } = october(world);
  const end = Math.min(world.asOfMs, world.termEndMs);
  return groupsOf(world, knownIn(world)).map((own) => {
    let away: number | undefined;
    let hours = 0;
    for (let at = world.termStartMs; at < end; at += hourMs) {
      const isThere = own.some(({ atMs, untilMs }) => atMs <= at && at < untilMs);
      if (isThere) away = undefined;
      else away ??= at;
      if (away === undefined || at < from || until <= at) continue;
      const due = instantOfWallMs(world.zone, wallAt(world.zone, away) + world.n * dayMs);
      if (due <= at) hours += 1;
    }
    return hours;
  });
}

/** Askings of October that find nothing left, and how much of October's quota is used. */
export function quota(world: OwedWorld): {
  readonly notOwed: readonly string[];
  readonly used: number;
} {
  const { zone, unit, termStartMs } = world;
  const size = unit === "minutes" ? world.n * 60 : world.n;
  const monthOf = (at: number) => dateText(wallAt(zone, at)).slice(0, 7);
  const used = new Map<string, number>();
  const dates = new Set<string>();
  const notOwed: string[] = [];
  const { until } = october(world);
  for (const one of knownIn(world)) {
    if (one.atMs < termStartMs || until <= one.atMs) continue;
    const take = (at: number, amount: number): boolean => {
      const month = monthOf(at);
      const before = used.get(month) ?? 0;
      if (before + amount > size) return false;
      used.set(month, before + amount);
      return true;
    };
    let isOwed = false;
    if (unit === "occurrences") isOwed = take(one.atMs, 1);
    else if (unit === "minutes" && one.atMs === one.untilMs)
      isOwed = (used.get(monthOf(one.atMs)) ?? 0) < size;
    else
      for (let at = one.atMs; at === one.atMs || at < one.untilMs; at += hourMs) {
        const date = dateText(wallAt(zone, at));
        const isTaken = unit === "local-days" && dates.has(date);
        if (!isTaken && !take(at, unit === "minutes" ? 60 : 1)) continue;
        dates.add(date);
        isOwed = true;
      }
    if (!isOwed && monthOf(one.atMs) === "2026-10") notOwed.push(one.id);
  }
  return { notOwed: notOwed.toSorted(), used: used.get("2026-10") ?? 0 };
}

/** Of each subject the first is its release, and the next one ends its support: n weeks, or to a date. */
export function supported(world: OwedWorld): {
  readonly met: number;
  readonly late: readonly string[];
} {
  const { zone, n, which, date, termStartMs, asOfMs } = world;
  const from = Math.max(instantOfWallMs(zone, Date.UTC(2026, 9, 1)), termStartMs);
  const until = Math.min(instantOfWallMs(zone, Date.UTC(2026, 10, 1)), world.termEndMs);
  const isIn = (at: number) => from <= at && at < until;
  const late: string[] = [];
  let met = 0;
  const fixed = instantOfWallMs(zone, date * dayMs);
  const known = knownIn(world);
  for (const subject of new Set(known.map((one) => one.subject))) {
    const [released, ended] = known.filter((one) => one.subject === subject);
    if (released === undefined) continue;
    const counted = instantOfWallMs(zone, wallAt(zone, released.atMs) + 7 * n * dayMs);
    const due = which === "earliestOf" ? Math.min(fixed, counted) : Math.max(fixed, counted);
    const isLate = ended !== undefined && ended.atMs < due;
    if (isLate && isIn(ended.atMs)) late.push(subject);
    if (!isLate && due <= asOfMs && isIn(due)) met += 1;
  }
  return { met, late: late.toSorted() };
}
