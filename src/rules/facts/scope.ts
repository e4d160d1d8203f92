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
  /** First instant of the contract: what began before it is not judged by it (37). */
  readonly termStart: Instant;
}
