import type { Instant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { Calendar } from "./calendar.ts";

/**
 * What a clock may take (semantics 8, 9). `strict` is the contract's `less-than`: a clock that uses
 * up its target exactly, or stops at its due, is then late.
 */
export type ClockTarget = TimeTarget | DateTarget;

export type TimeTarget =
  | { readonly kind: "elapsed"; readonly ms: number; readonly strict: boolean }
  | {
      readonly kind: "business";
      readonly ms: number;
      readonly calendar: Calendar;
      readonly strict: boolean;
    };

/** A due at an instant, where no amount of time is to be used up. */
export type DateTarget = DayTarget | WindowTarget | CivilTarget | AgreedTarget;

/** The time on the date that is reached: that of the start, 24:00, or ms of the day. */
export type TimeOfDay = "same-time" | "end-of-day" | { readonly cutOffMs: number };

export interface DayTarget {
  readonly kind: "business-days";
  readonly n: number;
  readonly calendar: Calendar;
  readonly by: TimeOfDay;
  readonly outsideHours: "move" | "keep" | "roll";
  readonly countStartDay: boolean;
  readonly strict: boolean;
}

/** N whole openings of the calendar after the start. */
export interface WindowTarget {
  readonly kind: "business-windows";
  readonly n: number;
  readonly calendar: Calendar;
  readonly strict: boolean;
}

/** N dates or months later on the wall clock of a zone; every day counts, open or not. */
export interface CivilTarget {
  readonly kind: "days" | "months";
  readonly n: number;
  readonly zone: Zone;
  readonly by: TimeOfDay;
  /** Of months: whether the last day of a month leads to the last day of a month. */
  readonly endOfMonth: "clamp" | "preserve";
  readonly strict: boolean;
}

/** No due of its own: the one that is agreed for each ticket. */
export interface AgreedTarget {
  readonly kind: "agreed";
  readonly strict: boolean;
}

/** One row of a clock's table: `where` names attributes and the values that each may have. */
export interface TargetRow {
  readonly where: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  readonly target: ClockTarget;
  /** The version of the terms that it belongs to, [from, until) (semantics 37). Left out: all of them. */
  readonly inForce?: { readonly from: Instant; readonly until: Instant };
  /**
   * The place of the row that is asked in this one's turn, where the order of the table is not the order
   * of asking (semantics 13). Left out: itself.
   */
  readonly turn?: number | undefined;
}

/**
 * Where the next version of the terms begins, in order (semantics 37). With `stop` what runs takes it
 * then, like a change of priority; with `start` each cycle keeps the version of its start.
 */
export type TermsVersions = readonly {
  readonly at: Instant;
  readonly termsAt: "start" | "stop";
}[];

/** The instant whose version judges what begins and ends then; what ends at a boundary is of the old one. */
export function termsOf(
  versions: TermsVersions | undefined,
  start: Instant,
  end: Instant,
): Instant {
  let found = start;
  for (const { at, termsAt } of versions ?? [])
    if (start < at && at < end && termsAt === "stop") found = at;
  return found;
}

type Attributes = Readonly<Record<string, string>>;

/** The time that a target allows; undefined of one that names an instant. */
export function lengthOf(target: ClockTarget): number | undefined {
  switch (target.kind) {
    case "elapsed":
    case "business":
      return target.ms;
    case "business-days":
    case "business-windows":
    case "days":
    case "months":
    case "agreed":
      return undefined;
  }
}

/**
 * Index of the first row, in the order of asking, that matches (semantics 13), −1 when none does: of
 * attributes with this severity in them; makes no object of the two.
 *
 * @param at The instant whose version of the terms is asked for; left out where there is only one.
 */
export function rowUnder(
  rows: readonly TargetRow[],
  attributes: Attributes,
  severity: string | undefined,
  at?: Instant,
): number {
  for (let i = 0; i < rows.length; i += 1) {
    const place = (rows[i] as TargetRow).turn ?? i;
    const row = rows[place] as TargetRow;
    if (!isOfVersion(row, at)) continue;
    if (row.where === undefined || matches(row.where, attributes, severity)) return place;
  }
  return -1;
}

function isOfVersion({ inForce }: TargetRow, at: Instant | undefined): boolean {
  return inForce === undefined || at === undefined || (inForce.from <= at && at < inForce.until);
}

/** The attributes of a ticket with the severity of the moment among them. */
export function attributesUnder(attributes: Attributes, severity: string | undefined): Attributes {
  if (severity === undefined || attributes.severity === severity) return attributes;
  // Most tickets have no others: their copy is not worth a spread.
  for (const _ in attributes) return { ...attributes, severity };
  return { severity };
}

/** Whether each name has one of its values; the severity of the moment goes over the attributes. */
export function matches(
  where: ReadonlyMap<string, ReadonlySet<string>>,
  attributes: Attributes,
  severity?: string,
): boolean {
  for (const [name, values] of where) {
    const value = name === "severity" && severity !== undefined ? severity : attributes[name];
    if (value === undefined || !values.has(value)) return false;
  }
  return true;
}
