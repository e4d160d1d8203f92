import { clockText, type Load, type PeerMaker } from "./peer.ts";

interface Moment {
  workingDiff(other: Moment, unit: "minutes", exact: true): number;
  addWorkingTime(count: number, unit: "minutes"): Moment;
  valueOf(): number;
}

interface MomentModule {
  updateLocale(name: string, terms: { workinghours: Record<number, string[] | null> }): void;
  tz(at: number | readonly number[], zone: string): Moment;
}

/** Its hours are those of a locale: one set for the whole process. */
export async function moment(load: Load): Promise<PeerMaker> {
  await load("moment-business-time");
  const make = (await load("moment-timezone")) as MomentModule;
  return ({ zone, days, ranges }) => {
    const open = ranges.flatMap((range) => range.map(clockText));
    const week = Array.from({ length: 7 }, (_, sunday) => [
      sunday,
      days.includes(sunday === 0 ? 7 : sunday) ? open : null,
    ]);
    make.updateLocale("en", { workinghours: Object.fromEntries(week) });
    return {
      elapsedMs: (from, until) =>
        make.tz(until, zone).workingDiff(make.tz(from, zone), "minutes", true) * 60_000,
      dueAt: (start, openMs) =>
        make
          .tz(start, zone)
          .addWorkingTime(openMs / 60_000, "minutes")
          .valueOf(),
      dayStart: (year, month, day) => make.tz([year, month - 1, day], zone).valueOf(),
    };
  };
}
