import { dayMs, instantOfWallMs, wallAt } from "../support/local-time.ts";

/**
 * Duties, quarter of an hour by quarter of an hour, from semantics 8, 9, 15 and 16 alone and without
 * a line of the library. One calendar: 09:00 to 17:00, Monday to Friday, of a zone; one holiday.
 */
export interface DutyWorld {
  readonly kind: "withinAfter" | "noticeBefore" | "maxGap";
  readonly form: "elapsed" | "business" | "businessDays" | "days";
  readonly n: number;
  readonly strict: boolean;
  /** Day number. */
  readonly holiday: number;
  readonly zone: string;
  readonly termStartMs: number;
  readonly asOfMs: number;
  /** One event for each subject, in any order; no event of a gap. */
  readonly events: readonly Happened[];
  readonly answers: readonly Happened[];
}

export interface Happened {
  readonly id: string;
  readonly subject: string;
  readonly atMs: number;
}

export interface DutyAnswer {
  readonly id: string;
  readonly dueMs: number;
  readonly state: "met" | "late" | "open";
}

export const quarterMs = 900_000;

export function answersOf(world: DutyWorld): readonly DutyAnswer[] {
  const known = world.answers.filter(({ atMs }) => atMs < world.asOfMs).sort(byTime);
  if (world.kind === "maxGap") return gapsOf(world, known);
  const events = world.events.filter(({ atMs }) => atMs < world.asOfMs);
  return events.map((event) => {
    const own = known.filter(({ subject }) => subject === event.subject);
    if (world.kind === "noticeBefore") return noticeOf(world, event, own[0]);
    return spanOf(world, event.id, event.atMs, own.find(({ atMs }) => event.atMs <= atMs)?.atMs);
  });
}

function byTime(a: Happened, b: Happened): number {
  return a.atMs - b.atMs || (a.id < b.id ? -1 : 1);
}

function gapsOf(world: DutyWorld, known: readonly Happened[]): readonly DutyAnswer[] {
  const subjects = [...new Set(known.map(({ subject }) => subject))];
  if (subjects.length === 0) return [spanOf(world, "review#0", world.termStartMs, undefined)];
  return subjects.flatMap((subject) => {
    const own = known.filter((one) => one.subject === subject);
    const starts = [{ id: `${subject}#0`, atMs: world.termStartMs }, ...own];
    return starts.map(({ id, atMs }, index) => spanOf(world, id, atMs, own[index]?.atMs));
  });
}

/** What began at an instant and was, or was not, done by another. */
function spanOf(world: DutyWorld, id: string, from: number, stop: number | undefined): DutyAnswer {
  const dueMs = dueAfter(world, from);
  const at = stop ?? world.asOfMs;
  const isLength = world.form === "elapsed" || world.form === "business";
  const [used, allowed] = isLength
    ? [quarters(world, from, at), world.n]
    : [at / quarterMs, dueMs / quarterMs];
  const isLate = world.strict ? allowed <= used : allowed < used;
  return { id, dueMs, state: isLate ? "late" : stop === undefined ? "open" : "met" };
}

function noticeOf(world: DutyWorld, event: Happened, notice: Happened | undefined): DutyAnswer {
  const dueMs = dueBefore(world, event.atMs);
  const at = notice?.atMs ?? world.asOfMs;
  const isLength = world.form === "elapsed" || world.form === "business";
  const enough = (given: number, asked: number) => (world.strict ? asked < given : asked <= given);
  const isKept =
    notice !== undefined && isLength
      ? enough(quarters(world, at, event.atMs), world.n)
      : world.strict
        ? at < dueMs
        : at <= dueMs;
  if (!isKept) return { id: event.id, dueMs, state: "late" };
  return { id: event.id, dueMs, state: notice === undefined ? "open" : "met" };
}

/** Counted quarters in [from, until). */
function quarters(world: DutyWorld, from: number, until: number): number {
  if (world.form === "elapsed") return Math.max(0, until - from) / quarterMs;
  let open = 0;
  for (let at = from; at < until; at += quarterMs) if (isOpen(world, at)) open += 1;
  return open;
}

function dueAfter(world: DutyWorld, from: number): number {
  const { form, n, zone } = world;
  if (form === "elapsed") return from + n * quarterMs;
  if (form === "business") {
    let at = from;
    for (let left = n; left > 0; at += quarterMs) if (isOpen(world, at)) left -= 1;
    return at;
  }
  const wall = wallAt(zone, from);
  if (form === "days") return instantOfWallMs(zone, wall + n * dayMs);
  return instantOfWallMs(zone, datesOn(world, wall, n, 1));
}

function dueBefore(world: DutyWorld, event: number): number {
  const { form, n, zone } = world;
  if (form === "elapsed") return event - n * quarterMs;
  if (form === "business") {
    let at = event;
    for (let left = n; left > 0; ) {
      at -= quarterMs;
      if (isOpen(world, at)) left -= 1;
    }
    return at;
  }
  const wall = wallAt(zone, event);
  if (form === "days") return instantOfWallMs(zone, wall - n * dayMs);
  return instantOfWallMs(zone, datesOn(world, wall, n, -1));
}

/** The wall clock so many open dates on, at the same time of day. */
function datesOn(world: DutyWorld, wall: number, n: number, step: 1 | -1): number {
  let date = Math.floor(wall / dayMs);
  for (let left = n; left > 0; ) {
    date += step;
    if (isOpenDate(world, date)) left -= 1;
  }
  return date * dayMs + (((wall % dayMs) + dayMs) % dayMs);
}

function isOpenDate({ holiday }: DutyWorld, date: number): boolean {
  const weekday = new Date(date * dayMs).getUTCDay();
  return date !== holiday && weekday !== 0 && weekday !== 6;
}

function isOpen(world: DutyWorld, at: number): boolean {
  const wall = wallAt(world.zone, at);
  const date = Math.floor(wall / dayMs);
  const hour = (wall - date * dayMs) / 3_600_000;
  return isOpenDate(world, date) && 9 <= hour && hour < 17;
}
