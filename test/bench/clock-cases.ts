import type { Hours } from "./peers/peer.ts";

/**
 * Questions of business time whose answers were worked out by hand. Berlin is at +02:00 from
 * Sunday 29 March 2026, 02:00, to Sunday 25 October, 03:00, and at +01:00 else.
 */

const zone = "Europe/Berlin";
const weekdays = [1, 2, 3, 4, 5];

export const office: Hours = { name: "Mon–Fri 9–17", zone, days: weekdays, ranges: [[9, 17]] };
export const lunch: Hours = {
  name: "Mon–Fri 9–12, 13–18",
  zone,
  days: weekdays,
  ranges: [
    [9, 12],
    [13, 18],
  ],
};
const always: Hours = {
  name: "round the clock",
  zone,
  days: [...weekdays, 6, 7],
  ranges: [[0, 24]],
};

export const calendars = [office, lunch, always] as const;

export interface Case {
  readonly hours: Hours;
  readonly what: string;
  readonly from: string;
  /** An instant, or the open hours until the due. */
  readonly until: string | number;
  /** Open hours, or the due. */
  readonly answer: number | string;
}

export const cases: readonly Case[] = [
  {
    hours: office,
    what: "inside a day",
    from: "2026-10-12T10:00+02:00",
    until: "2026-10-12T15:00+02:00",
    answer: 5,
  },
  {
    hours: office,
    what: "over a weekend",
    from: "2026-10-09T16:00+02:00",
    until: "2026-10-12T10:00+02:00",
    answer: 2,
  },
  {
    hours: office,
    what: "over the weekend on which summer time ends",
    from: "2026-10-23T16:00+02:00",
    until: "2026-10-26T10:00+01:00",
    answer: 2,
  },
  {
    hours: office,
    what: "over the weekend on which it begins",
    from: "2026-03-27T16:00+01:00",
    until: "2026-03-30T10:00+02:00",
    answer: 2,
  },
  {
    hours: office,
    what: "both ends at night",
    from: "2026-10-12T20:00+02:00",
    until: "2026-10-13T06:00+02:00",
    answer: 0,
  },
  {
    hours: lunch,
    what: "over a lunch break",
    from: "2026-10-12T11:00+02:00",
    until: "2026-10-12T14:00+02:00",
    answer: 2,
  },
  {
    hours: lunch,
    what: "from inside a lunch break to the next morning",
    from: "2026-10-12T12:30+02:00",
    until: "2026-10-13T10:00+02:00",
    answer: 6,
  },
  {
    hours: always,
    what: "the Sunday of 25 hours",
    from: "2026-10-25T00:00+02:00",
    until: "2026-10-26T00:00+01:00",
    answer: 25,
  },
  {
    hours: always,
    what: "the Sunday of 23 hours",
    from: "2026-03-29T00:00+01:00",
    until: "2026-03-30T00:00+02:00",
    answer: 23,
  },
  {
    hours: office,
    what: "due the next day",
    from: "2026-10-12T16:00+02:00",
    until: 4,
    answer: "2026-10-13T12:00+02:00",
  },
  {
    hours: office,
    what: "due at the closing",
    from: "2026-10-12T13:00+02:00",
    until: 4,
    answer: "2026-10-12T17:00+02:00",
  },
  {
    hours: office,
    what: "due of a start on Saturday",
    from: "2026-10-10T12:00+02:00",
    until: 4,
    answer: "2026-10-12T13:00+02:00",
  },
  {
    hours: office,
    what: "due over the weekend on which summer time ends",
    from: "2026-10-23T16:00+02:00",
    until: 2,
    answer: "2026-10-26T10:00+01:00",
  },
  {
    hours: lunch,
    what: "due after a lunch break",
    from: "2026-10-12T11:00+02:00",
    until: 2,
    answer: "2026-10-12T14:00+02:00",
  },
  {
    hours: always,
    what: "due through the repeated hour",
    from: "2026-10-24T12:00+02:00",
    until: 24,
    answer: "2026-10-25T11:00+01:00",
  },
];

/** First instants of dates: an ordinary one, a midnight that is skipped, one that comes twice. */
export const dayStarts = [
  { zone, date: [2026, 10, 25], answer: "2026-10-25T00:00+02:00" },
  { zone, date: [2026, 10, 26], answer: "2026-10-26T00:00+01:00" },
  { zone: "Africa/Cairo", date: [2026, 4, 24], answer: "2026-04-24T01:00+03:00" },
  { zone: "America/Havana", date: [2026, 11, 1], answer: "2026-11-01T00:00-04:00" },
] as const;
