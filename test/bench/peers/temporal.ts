import { dayLoop } from "./day-loop.ts";
import type { Load, PeerMaker } from "./peer.ts";

interface PlainDate {
  readonly dayOfWeek: number;
  add(length: { days: number }): PlainDate;
  toZonedDateTime(place: { timeZone: string; plainTime?: unknown }): ZonedDateTime;
}

interface ZonedDateTime {
  readonly epochMilliseconds: number;
  toPlainDate(): PlainDate;
}

interface TemporalModule {
  readonly Temporal: {
    readonly Instant: {
      fromEpochMilliseconds(at: number): { toZonedDateTimeISO(zone: string): ZonedDateTime };
    };
    readonly PlainDate: { from(fields: { year: number; month: number; day: number }): PlainDate };
    readonly PlainTime: { from(fields: { hour: number }): unknown };
  };
}

export async function temporal(load: Load): Promise<PeerMaker> {
  const { Temporal } = (await load("temporal-polyfill")) as TemporalModule;
  return (hours) => {
    const timeZone = hours.zone;
    const times = Array.from({ length: 24 }, (_, hour) => Temporal.PlainTime.from({ hour }));
    const startOf = (date: PlainDate) => date.toZonedDateTime({ timeZone }).epochMilliseconds;
    return {
      ...dayLoop<PlainDate>(hours, {
        dayOf: (at) =>
          Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate(),
        next: (day) => day.add({ days: 1 }),
        weekday: (day) => day.dayOfWeek,
        at: (day, hour) =>
          hour === 0
            ? startOf(day)
            : day.toZonedDateTime({ timeZone, plainTime: times[hour] }).epochMilliseconds,
      }),
      dayStart: (year, month, day) => startOf(Temporal.PlainDate.from({ year, month, day })),
    };
  };
}
