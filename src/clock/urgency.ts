import type { ClockReading } from "../model/clock-reading.ts";

/** What the order of readings rests on. */
export type Urgent = Pick<ClockReading, "dueAt" | "ticket" | "id" | "cycle">;

/**
 * Orders readings, of several lists too: the most urgent first, by due, then by ticket, commitment
 * and cycle; those without a due last.
 *
 * @example
 * const open = openClocks(policy, [ticket], "2026-10-12T17:00:00+08:00");
 * [...open].reverse().sort(byUrgency).map(({ id }) => id); // => ["first-response", "resolution"]
 */
export function byUrgency(a: Urgent, b: Urgent): number {
  const [dueA, dueB] = [a.dueAt ?? Infinity, b.dueAt ?? Infinity];
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.cycle - b.cycle;
}
