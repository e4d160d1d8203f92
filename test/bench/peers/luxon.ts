import { dayLoop } from "./day-loop.ts";
import type { Load, PeerMaker } from "./peer.ts";

interface LuxonDate {
  readonly weekday: number;
  startOf(unit: "day"): LuxonDate;
  plus(length: { days: number }): LuxonDate;
  set(fields: { hour: number }): LuxonDate;
  toMillis(): number;
}

interface Luxon {
  readonly DateTime: {
    fromMillis(at: number, options: { zone: string }): LuxonDate;
    fromObject(
      fields: { year: number; month: number; day: number },
      options: { zone: string },
    ): LuxonDate;
  };
}

export async function luxon(load: Load): Promise<PeerMaker> {
  const { DateTime } = (await load("luxon")) as Luxon;
  return (hours) => {
    const { zone } = hours;
    return {
      ...dayLoop(hours, {
        dayOf: (at) => DateTime.fromMillis(at, { zone }).startOf("day"),
        next: (day) => day.plus({ days: 1 }),
        weekday: (day) => day.weekday,
        at: (day, hour) => day.set({ hour }).toMillis(),
      }),
      dayStart: (year, month, day) =>
        DateTime.fromObject({ year, month, day }, { zone }).toMillis(),
    };
  };
}
