import type { Hours, Peer } from "./peer.ts";

/** What a loop over days asks of a library of dates. */
export interface Days<Day> {
  readonly dayOf: (at: number) => Day;
  readonly next: (day: Day) => Day;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: (day: Day) => number;
  readonly at: (day: Day, hour: number) => number;
}

/** Business time as it is written over a library of dates: day by day, window by window. */
export function dayLoop<Day>(
  { days, ranges }: Hours,
  { dayOf, next, weekday, at }: Days<Day>,
): Pick<Peer, "elapsedMs" | "dueAt"> {
  const edge = (day: Day, hour: number) => (hour === 24 ? at(next(day), 0) : at(day, hour));
  return {
    elapsedMs(from, until) {
      let total = 0;
      for (let day = dayOf(from); at(day, 0) < until; day = next(day)) {
        if (!days.includes(weekday(day))) continue;
        for (const [opens, closes] of ranges) {
          const start = Math.max(from, edge(day, opens));
          const end = Math.min(until, edge(day, closes));
          if (start < end) total += end - start;
        }
      }
      return total;
    },
    dueAt(from, openMs) {
      let left = openMs;
      for (let day = dayOf(from); ; day = next(day)) {
        if (!days.includes(weekday(day))) continue;
        for (const [opens, closes] of ranges) {
          const start = Math.max(from, edge(day, opens));
          const end = edge(day, closes);
          if (end <= start) continue;
          if (left <= end - start) return start + left;
          left -= end - start;
        }
      }
    },
  };
}
