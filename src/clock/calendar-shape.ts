import { zoneNamed } from "../time/zone.ts";
import { dateOf, hoursOf, timeOf, yearlyOf } from "./formats.ts";
import {
  type Check,
  group,
  isGroup,
  listOf,
  mapOf,
  must,
  name,
  nameForm,
  oneOf,
  textOf,
} from "./shape.ts";

/** The shape of calendars as contract/1 writes them (semantics 6, 7). */

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const date = must((value) => dateOf(value) >= 0, "write it like 2026-10-25", "date.malformed");
const hours = must(
  (value) => hoursOf(value) !== undefined,
  "write it like 09:00-18:00, 22:00-06:00 (overnight) or 00:00-24:00",
  "day-range.malformed",
);
const weekday = oneOf(...weekdays);
const part = listOf(hours, 1);
const dated = { date, hours: part };
const zone = must(
  (value) => typeof value === "string" && zoneNamed(value) !== undefined,
  'use a name of the tz database, such as "Europe/Berlin"',
  "zone.unknown",
);
const moment = group(
  { on: weekday, at: must((value) => timeOf(value) >= 0, "write it like 17:00"), zone },
  "on",
  "at",
  "zone",
);
const yearly = must(
  (value) => yearlyOf(value) !== undefined,
  "write month and day, like 12-25",
  "calendar.no-such-day",
);
const nth = group(
  {
    weekday,
    n: must((n) => isWhole(n, -5, 5) && n !== 0, "give 1 to 5, or -1 to -5 from the end"),
    month: must((month) => isWhole(month, 1, 12), "give 1 to 12"),
  },
  "weekday",
  "n",
  "month",
);

export function isWhole(value: unknown, least: number, most: number): boolean {
  return Number.isInteger(value) && least <= (value as number) && (value as number) <= most;
}

const holiday: Check = (value, path, issues) => {
  if (!isGroup(value)) date(value, path, issues);
  else if ("yearly" in value) group({ yearly, hours: part }, "yearly")(value, path, issues);
  else if ("nth" in value) group({ nth, hours: part }, "nth")(value, path, issues);
  else group(dated, "date", "hours")(value, path, issues);
};

const zoneOrAttribute: Check = (value, path, issues) => {
  if (isGroup(value)) group({ attribute: name }, "attribute")(value, path, issues);
  else zone(value, path, issues);
};

const dayKey = /^(?:mon|tue|wed|thu|fri|sat|sun)(?:-(?:mon|tue|wed|thu|fri|sat|sun))?$/;

const fields = {
  id: name,
  clause: textOf(/./s),
  zone: zoneOrAttribute,
  weekly: mapOf(dayKey, listOf(hours)),
  holidays: listOf(holiday),
  workdays: listOf(group(dated, "date", "hours")),
  breaks: listOf(group({ on: listOf(weekday, 1), hours }, "on", "hours")),
  effective: group({ from: date, until: date }),
  holidayShift: oneOf("whole", "clip-at-midnight"),
  union: listOf(name, 2),
  intersection: listOf(name, 2),
  between: listOf(group({ opens: moment, closes: moment }, "opens", "closes"), 1),
};

/** The terms of a contract, as far as its calendars are concerned; the rest is not looked at. */
export const contractCalendars: Check = (value, path, issues) => {
  const { timeZone, attributes, calendars } = isGroup(value) ? value : {};
  const own = { timeZone, calendars, ...(attributes === undefined ? {} : { attributes }) };
  group(
    {
      timeZone: zone,
      attributes: mapOf(nameForm, textOf(/^/)),
      calendars: listOf(group(fields, "id")),
    },
    "timeZone",
    "calendars",
  )(own, path, issues);
};

/** A calendar that says its zone, and the calendars that it is made of. */
export const businessCalendar = group(
  { ...fields, members: listOf(group(fields, "id", "zone")) },
  "id",
  "zone",
);
