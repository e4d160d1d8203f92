/** Calendars as plain JSON, in the words of contract/1: what `makegood/clock` is given. */

export type WeekdayName = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** A moment of the week in a zone: "fri", "17:00", "America/Los_Angeles". */
export interface WeekMoment {
  readonly on: WeekdayName;
  readonly at: string;
  readonly zone: string;
}

/** A date, hours off on a date, the same day of every year, or the n-th weekday of a month. */
export type HolidayTerms =
  | string
  | { readonly date: string; readonly hours: readonly string[] }
  | { readonly yearly: string; readonly hours?: readonly string[] | undefined }
  | {
      readonly hours?: readonly string[] | undefined;
      readonly nth: { readonly weekday: WeekdayName; readonly n: number; readonly month: number };
    };

/** One entry of a contract's `calendars` (semantics 6, 7). */
export interface ContractCalendar {
  readonly id: string;
  readonly clause?: string | undefined;
  /** An IANA name, or the attribute of the customer or ticket that names it (semantics 2). */
  readonly zone?: string | { readonly attribute: string } | undefined;
  /** Hours by weekday: `{ "mon-fri": ["09:00-18:00"] }`. */
  readonly weekly?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly holidays?: readonly HolidayTerms[] | undefined;
  readonly workdays?:
    | readonly { readonly date: string; readonly hours: readonly string[] }[]
    | undefined;
  readonly breaks?:
    | readonly { readonly on: readonly WeekdayName[]; readonly hours: string }[]
    | undefined;
  readonly effective?:
    | { readonly from?: string | undefined; readonly until?: string | undefined }
    | undefined;
  readonly holidayShift?: "whole" | "clip-at-midnight" | undefined;
  readonly union?: readonly string[] | undefined;
  readonly intersection?: readonly string[] | undefined;
  readonly between?:
    | readonly { readonly opens: WeekMoment; readonly closes: WeekMoment }[]
    | undefined;
}

/** A calendar that says its zone itself. */
export interface PlacedCalendar extends ContractCalendar {
  readonly zone: string | { readonly attribute: string };
}

/** A calendar that needs nothing beside it. */
export interface BusinessCalendar extends PlacedCalendar {
  /** The calendars that `union` and `intersection` name, and those that they name. */
  readonly members?: readonly PlacedCalendar[] | undefined;
}
