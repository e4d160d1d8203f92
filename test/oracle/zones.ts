/**
 * Nights on which the clocks of a zone were changed, typed from the tz database (2025c): never asked
 * of Intl. Offsets are in seconds. Each stretch is a few days around its changes.
 */
export interface TypedStretch {
  readonly zone: string;
  /** First UTC midnight. */
  readonly from: string;
  readonly days: number;
  /** In force at `from`. */
  readonly offset: number;
  /** Each change with the offset after it. */
  readonly changes: readonly (readonly [at: string, offset: number])[];
}

const hour = 3600;

const stretch = (
  zone: string,
  [from, days]: readonly [from: string, days: number],
  offset: number,
  ...changes: TypedStretch["changes"]
): TypedStretch => ({ zone, from, days, offset, changes });

export const stretches: readonly TypedStretch[] = [
  // 02:00 becomes 03:00; 03:00 becomes 02:00.
  stretch("Europe/Berlin", ["2026-03-27", 5], hour, ["2026-03-29T01:00:00Z", 2 * hour]),
  stretch("Europe/Berlin", ["2026-10-23", 5], 2 * hour, ["2026-10-25T01:00:00Z", hour]),
  stretch("America/New_York", ["2026-03-06", 5], -5 * hour, ["2026-03-08T07:00:00Z", -4 * hour]),
  stretch("America/New_York", ["2026-10-30", 5], -4 * hour, ["2026-11-01T06:00:00Z", -5 * hour]),
  // Half an hour.
  stretch("Australia/Lord_Howe", ["2026-04-02", 5], 11 * hour, [
    "2026-04-04T15:00:00Z",
    10.5 * hour,
  ]),
  stretch("Australia/Lord_Howe", ["2026-10-01", 5], 10.5 * hour, [
    "2026-10-03T15:30:00Z",
    11 * hour,
  ]),
  stretch("America/St_Johns", ["2026-03-06", 5], -3.5 * hour, [
    "2026-03-08T05:30:00Z",
    -2.5 * hour,
  ]),
  stretch("America/St_Johns", ["2026-10-30", 5], -2.5 * hour, [
    "2026-11-01T04:30:00Z",
    -3.5 * hour,
  ]),
  // A minute past midnight, and two hours at once: 00:01 became 02:01.
  stretch("America/St_Johns", ["1988-04-01", 5], -3.5 * hour, [
    "1988-04-03T03:31:00Z",
    -1.5 * hour,
  ]),
  // 00:01 became 23:01 of the day before.
  stretch("America/St_Johns", ["2010-11-05", 5], -2.5 * hour, [
    "2010-11-07T02:31:00Z",
    -3.5 * hour,
  ]),
  // Midnight itself is left out; midnight comes twice.
  stretch("America/Sao_Paulo", ["2018-11-02", 5], -3 * hour, ["2018-11-04T03:00:00Z", -2 * hour]),
  stretch("America/Sao_Paulo", ["2018-02-16", 5], -2 * hour, ["2018-02-18T02:00:00Z", -3 * hour]),
  stretch("America/Havana", ["2026-03-06", 5], -5 * hour, ["2026-03-08T05:00:00Z", -4 * hour]),
  stretch("America/Havana", ["2026-10-30", 5], -4 * hour, ["2026-11-01T05:00:00Z", -5 * hour]),
  // 30 December was left out.
  stretch("Pacific/Apia", ["2011-12-28", 5], -10 * hour, ["2011-12-30T10:00:00Z", 14 * hour]),
  stretch("Pacific/Apia", ["2011-09-22", 5], -11 * hour, ["2011-09-24T14:00:00Z", -10 * hour]),
  // The month of Ramadan without summer time, the shortest one of the table.
  stretch("Africa/Casablanca", ["2026-02-13", 5], hour, ["2026-02-15T02:00:00Z", 0]),
  stretch("Africa/Casablanca", ["2026-03-20", 5], 0, ["2026-03-22T02:00:00Z", hour]),
  // A quarter of an hour, at new year.
  stretch("Asia/Kathmandu", ["1985-12-30", 5], 5.5 * hour, ["1985-12-31T18:30:00Z", 5.75 * hour]),
  stretch("Asia/Shanghai", ["1986-05-02", 5], 8 * hour, ["1986-05-03T18:00:00Z", 9 * hour]),
  stretch("Asia/Shanghai", ["1986-09-12", 5], 9 * hour, ["1986-09-13T17:00:00Z", 8 * hour]),
  stretch("Asia/Shanghai", ["1988-04-15", 5], 8 * hour, ["1988-04-16T18:00:00Z", 9 * hour]),
  stretch("Asia/Shanghai", ["1991-04-12", 5], 8 * hour, ["1991-04-13T18:00:00Z", 9 * hour]),
  stretch("Asia/Shanghai", ["1991-09-13", 5], 9 * hour, ["1991-09-14T17:00:00Z", 8 * hour]),
  // The last offset with seconds: −0:44:30 until 7 January 1972, 00:00.
  stretch("Africa/Monrovia", ["1972-01-05", 5], -2670, ["1972-01-07T00:44:30Z", 0]),
  stretch("Antarctica/Troll", ["2026-03-27", 5], 0, ["2026-03-29T01:00:00Z", 2 * hour]),
  stretch("Asia/Pyongyang", ["2015-08-13", 5], 9 * hour, ["2015-08-14T15:00:00Z", 8.5 * hour]),
  // No change at all.
  stretch("Pacific/Kiritimati", ["2026-06-01", 5], 14 * hour),
];
