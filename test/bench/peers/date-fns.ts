import { dayLoop } from "./day-loop.ts";
import type { Load, PeerMaker } from "./peer.ts";

interface DateFns {
  startOfDay(date: Date): Date;
  addDays(date: Date, days: number): Date;
  setHours(date: Date, hour: number): Date;
  getISODay(date: Date): number;
}

interface DateFnsTz {
  readonly TZDate: {
    new (at: number, zone: string): Date;
    new (year: number, month: number, day: number, zone: string): Date;
  };
}

export async function dateFns(load: Load): Promise<PeerMaker> {
  const { startOfDay, addDays, setHours, getISODay } = (await load("date-fns")) as DateFns;
  const { TZDate } = (await load("@date-fns/tz")) as DateFnsTz;
  return (hours) => {
    const { zone } = hours;
    return {
      ...dayLoop<Date>(hours, {
        dayOf: (at) => startOfDay(new TZDate(at, zone)),
        next: (day) => addDays(day, 1),
        weekday: getISODay,
        at: (day, hour) => setHours(day, hour).getTime(),
      }),
      dayStart: (year, month, day) => new TZDate(year, month - 1, day, zone).getTime(),
    };
  };
}
