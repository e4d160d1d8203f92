import { readGithubStatus } from "./github-status.ts";

export { type CsvOptions, readCsv } from "./csv.ts";
export { type HolidayOptions, readHolidays } from "./ical.ts";
export { parseMap, type RecordMap, safeParseMap } from "./map.ts";

/** Foreign formats by the name that the command line gives them. */
export const adapters = {
  "github-status": readGithubStatus,
} as const;

export type AdapterName = keyof typeof adapters;
