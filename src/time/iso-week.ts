import { addDays, type CivilDate, civilDate, partsOf, weekdayOf } from "./civil.ts";

/** A week of ISO 8601. Its year differs from the date's around New Year. */
export interface IsoWeek {
  readonly year: number;
  /** 1 to 53. */
  readonly week: number;
}

/** A week is of the year that its Thursday is in, and the first Thursday of a year is in its week 1. */
export function isoWeekOf(date: CivilDate): IsoWeek {
  const thursday = addDays(date, 4 - weekdayOf(date));
  const { year } = partsOf(thursday);
  return { year, week: Math.floor((thursday - civilDate(year, 1, 1)) / 7) + 1 };
}
