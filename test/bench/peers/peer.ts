/** A library that tells business time, or the code that people write with a library of dates. */

/** The same hours on each of some weekdays, on the wall clock of a zone. */
export interface Hours {
  readonly name: string;
  readonly zone: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** Whole hours, up to 24. */
  readonly ranges: readonly (readonly [opens: number, closes: number])[];
}

/** Instants are epoch ms, whole minutes; lengths are ms. */
export interface Peer {
  readonly elapsedMs: (from: number, until: number) => number;
  readonly dueAt: (start: number, openMs: number) => number;
  /** The first instant of a date, where the library knows zones. */
  readonly dayStart?: (year: number, month: number, day: number) => number;
}

/** Some keep their hours globally: a peer is good until its maker is called again. */
export type PeerMaker = (hours: Hours) => Peer;

/** A package of the folder beside this file. */
export type Load = (name: string) => Promise<unknown>;

/** "09:00", and "24:00" at the end. */
export function clockText(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
