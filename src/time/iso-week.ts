import { UTCDate } from "@date-fns/utc";
import { getISOWeek, getISOWeekYear } from "date-fns";
import type { CivilDate } from "./civil.ts";
import { DAY_MS } from "./instant.ts";

/** A week of ISO 8601. Its year differs from the date's around New Year. */
export interface IsoWeek {
  readonly year: number;
  /** 1 to 53. */
  readonly week: number;
}

export function isoWeekOf(date: CivilDate): IsoWeek {
  const day = new UTCDate(date * DAY_MS);
  return { year: getISOWeekYear(day), week: getISOWeek(day) };
}
