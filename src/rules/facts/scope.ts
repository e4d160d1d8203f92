import type { Instant } from "../../time/instant.ts";
import type { Period } from "../../time/period.ts";

/** The stretch of a period that is judged: clipped to the contract's term and to asOf (5, 15). */
export interface Judged {
  readonly period: Period;
  readonly start: Instant;
  readonly end: Instant;
  readonly asOf: Instant;
  /** Where the period ends by the calendar and the term, also when asOf cuts it. */
  readonly beyond: Instant;
  /** First instant of the terms: what began before it is not judged by them (37). */
  readonly termStart: Instant;
  /** The first instant after them: nor is what began at it or later. */
  readonly termEnd: Instant;
}
