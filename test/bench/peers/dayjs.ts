import { clockText, type Load, type PeerMaker } from "./peer.ts";

interface Dayjs {
  businessTimeDiff(other: Dayjs, unit: "minutes"): number;
  addBusinessMinutes(count: number): Dayjs;
  valueOf(): number;
}

interface DayjsModule {
  (at: number): { tz(zone: string): Dayjs };
  extend(plugin: unknown): void;
  tz(local: string, zone: string): Dayjs;
  setHolidays(dates: readonly string[]): void;
  setBusinessTime(week: Record<string, { start: string; end: string }[] | null>): void;
}

const dayNames = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Its hours are one set for the whole process. */
export async function dayjs(load: Load): Promise<PeerMaker> {
  const make = (await load("dayjs")) as DayjsModule;
  for (const name of ["dayjs/plugin/utc.js", "dayjs/plugin/timezone.js", "dayjs-business-time"])
    make.extend(await load(name));
  make.setHolidays([]);
  return ({ zone, days, ranges }) => {
    const open = ranges.map(([opens, closes]) => ({
      start: `${clockText(opens)}:00`,
      end: `${clockText(closes)}:00`,
    }));
    const week = dayNames.map((name, index) => [name, days.includes(index + 1) ? open : null]);
    make.setBusinessTime(Object.fromEntries(week));
    return {
      elapsedMs: (from, until) =>
        make(from).tz(zone).businessTimeDiff(make(until).tz(zone), "minutes") * 60_000,
      dueAt: (start, openMs) =>
        make(start)
          .tz(zone)
          .addBusinessMinutes(openMs / 60_000)
          .valueOf(),
      dayStart: (year, month, day) => make.tz(`${year}-${month}-${day}`, zone).valueOf(),
    };
  };
}
